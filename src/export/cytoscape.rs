//! Cytoscape.js elements, which NetworkX's `cytoscape_graph` reads too.

use super::table::{Cell, Column, Table};
use super::{Loss, Options, words};
use crate::graph::Graph;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Number, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(super) fn write(graph: &Graph, options: &Options<'_>, out: &mut dyn Write) -> io::Result<Loss> {
    let table = Table::new(graph, options);
    let (nodes, edges) = (table.node_columns(), table.edge_columns());
    let about = json!({"name": words::title(graph, options), "generator": graph.generator()});
    write!(out, "{{\"directed\":true,\"multigraph\":true,\"data\":{about},\n\"elements\":{{\"nodes\":[")?;
    let mut next = "\n";
    for node in graph.nodes() {
        let mut data = object(&nodes, table.node(node));
        data.insert("value", Field::Text(node.id.to_string()));
        data.insert("name", Field::Text(node.label().to_owned()));
        element(next, data, node.kind.as_str(), out)?;
        next = ",\n";
    }
    write!(out, "\n],\"edges\":[")?;
    next = "\n";
    for link in graph.links() {
        let mut data = object(&edges, table.edge(&link));
        data.insert("source", Field::Text(link.source.id.to_string()));
        data.insert("target", Field::Text(link.target.id.to_string()));
        data.insert("interaction", Field::Text(link.edge.relation.to_string()));
        element(next, data, link.edge.summary().modality.as_str(), out)?;
        next = ",\n";
    }
    writeln!(out, "\n]}}}}")?;
    Ok(table.loss())
}

/// What a field says.
#[derive(Serialize)]
#[serde(untagged)]
enum Field {
    Text(String),
    Integer(usize),
    Real(Number),
    List(Vec<String>),
    /// JSON as it is.
    Evidence(Box<RawValue>),
}

fn element(next: &str, data: BTreeMap<&str, Field>, classes: &str, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Element<'e> {
        classes: &'e str,
        data: BTreeMap<&'e str, Field>,
    }
    write!(out, "{next}")?;
    Ok(serde_json::to_writer(out, &Element { classes, data })?)
}

/// Missing fields are left out; evidence is JSON itself.
fn object(columns: &[Column], cells: Vec<Cell>) -> BTreeMap<&str, Field> {
    let mut object = BTreeMap::new();
    for (column, cell) in columns.iter().zip(cells) {
        let value = match cell {
            Cell::Missing => continue,
            Cell::Text(text) if column.name == "evidence" => {
                Field::Evidence(RawValue::from_string(text).expect("evidence is JSON"))
            }
            Cell::Text(text) => Field::Text(text),
            Cell::Integer(n) => Field::Integer(n),
            Cell::Real(n) => Field::Real(n.normalize().to_string().parse().expect("a decimal is a number")),
            Cell::List(items) => Field::List(items),
        };
        object.insert(column.name.as_str(), value);
    }
    object
}
