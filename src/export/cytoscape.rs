//! Cytoscape.js elements, which NetworkX's `cytoscape_graph` reads too.

use super::table::{Cell, Column, Table};
use super::{Loss, Options, words};
use crate::graph::Graph;
use serde_json::{Map, Number, Value, json};
use std::io::{self, Write};

pub(super) fn write(graph: &Graph, options: &Options<'_>, out: &mut dyn Write) -> io::Result<Loss> {
    let table = Table::new(graph, options);
    let (nodes, edges) = (table.node_columns(), table.edge_columns());
    let about = json!({"name": words::title(graph, options), "generator": graph.generator()});
    write!(out, "{{\"directed\":true,\"multigraph\":true,\"data\":{about},\n\"elements\":{{\"nodes\":[")?;
    let mut next = "\n";
    for node in graph.nodes() {
        let mut data = object(&nodes, table.node(node));
        data.insert("value".to_owned(), node.id.as_str().into());
        data.insert("name".to_owned(), node.label().into());
        write!(out, "{next}{}", json!({ "data": data, "classes": node.kind.as_str() }))?;
        next = ",\n";
    }
    write!(out, "\n],\"edges\":[")?;
    next = "\n";
    for link in graph.links() {
        let mut data = object(&edges, table.edge(&link));
        data.insert("source".to_owned(), link.source.id.as_str().into());
        data.insert("target".to_owned(), link.target.id.as_str().into());
        data.insert("interaction".to_owned(), link.edge.relation.as_str().into());
        let classes = link.edge.summary().modality.as_str();
        write!(out, "{next}{}", json!({ "data": data, "classes": classes }))?;
        next = ",\n";
    }
    writeln!(out, "\n]}}}}")?;
    Ok(table.loss())
}

/// Missing fields are left out; evidence is JSON itself.
fn object(columns: &[Column], cells: Vec<Cell>) -> Map<String, Value> {
    let mut object = Map::new();
    for (column, cell) in columns.iter().zip(cells) {
        let value = match cell {
            Cell::Missing => continue,
            Cell::Text(text) if column.name == "evidence" => {
                serde_json::from_str(&text).unwrap_or(Value::Null)
            }
            Cell::Text(text) => text.into(),
            Cell::Integer(n) => n.into(),
            Cell::Real(n) => n.normalize().to_string().parse::<Number>().map_or(Value::Null, Value::Number),
            Cell::List(items) => items.into(),
        };
        object.insert(column.name.to_string(), value);
    }
    object
}
