//! A folder for Neo4j 5: `neo4j-admin` CSV files with typed headers for a new database,
//! and `load.cypher` (LOAD CSV) for one that is in use.

use super::cypher::{CONSTRAINT, by_relation, label, relationship};
use super::escape::neo4j_csv as csv;
use super::table::{Cell, Column, Kind, Table};
use super::{Loss, Open, Options};
use crate::graph::Graph;
use std::io::{self, Write};

/// Between the items of a list: the unit separator, which hardly a text has; where one does, it
/// becomes a space there.
const UNIT: &str = "\u{1f}";

pub(super) fn write(graph: &Graph, options: &Options<'_>, open: &mut Open<'_>) -> io::Result<Loss> {
    let table = Table::new(graph, options);
    let (nodes, edges) = (table.node_columns(), table.edge_columns());
    let mut replaced = 0;
    let mut fields =
        |cells: Vec<Cell>| cells.iter().map(|cell| field(cell, &mut replaced)).collect::<Vec<_>>();
    {
        let mut out = open("nodes.csv")?;
        writeln!(out, "id:ID,{},:LABEL", header(&nodes[1..]))?;
        for node in graph.nodes() {
            let labels = format!("Entity{UNIT}{}", label(node.kind));
            let mut fields = fields(table.node(node));
            fields.push(csv(&labels).into_owned());
            writeln!(out, "{}", fields.join(","))?;
        }
        out.flush()?;
    }
    {
        let mut out = open("edges.csv")?;
        writeln!(out, ":START_ID,:END_ID,:TYPE,{}", header(&edges))?;
        for link in graph.links() {
            let ends = [&*link.source.id, &*link.target.id, &relationship(&link.edge.relation)]
                .map(|end| csv(end).into_owned());
            writeln!(out, "{},{}", ends.join(","), fields(table.edge(&link)).join(","))?;
        }
        out.flush()?;
    }
    let mut out = open("constraints.cypher")?;
    writeln!(out, "{CONSTRAINT}")?;
    out.flush()?;
    let mut out = open("load.cypher")?;
    load(graph, &nodes, &edges, &mut out)?;
    out.flush()?;
    let mut out = open("import.sh")?;
    out.write_all(IMPORT.as_bytes())?;
    out.flush()?;
    let mut loss = table.loss();
    loss.add(replaced, "separator", "in a list's text replaced by a space");
    Ok(loss)
}

const IMPORT: &str = "#!/bin/sh
# Makes a new database of this folder: ./import.sh [DATABASE]. For one that is in use, copy the
# CSV files to its import folder and run constraints.cypher, then load.cypher, with cypher-shell.
set -eu
cd \"$(dirname \"$0\")\"
neo4j-admin database import full \"${1:-neo4j}\" --nodes=nodes.csv --relationships=edges.csv \\
  --array-delimiter=U+001F --multiline-fields=true --legacy-style-quoting=true --overwrite-destination
";

fn header(columns: &[Column]) -> String {
    let typed = columns.iter().map(|column| {
        let kind = match column.kind {
            Kind::Text => "",
            Kind::Integer => ":long",
            Kind::Real => ":double",
            Kind::Day => ":date",
            Kind::List => ":string[]",
        };
        format!("{}{kind}", csv(&column.name))
    });
    typed.collect::<Vec<_>>().join(",")
}

/// A field, and how many separators its texts had of their own.
fn field(cell: &Cell, replaced: &mut usize) -> String {
    match cell {
        Cell::List(items) => {
            *replaced += items.iter().map(|item| item.matches(UNIT).count()).sum::<usize>();
            let items: Vec<_> = items.iter().map(|item| item.replace(UNIT, " ")).collect();
            csv(&items.join(UNIT)).into_owned()
        }
        // An empty text is quoted: without quotes it would be missing.
        Cell::Text(text) if text.is_empty() => "\"\"".to_owned(),
        other => csv(&other.text()).into_owned(),
    }
}

/// LOAD CSV, one statement a relationship type: a type cannot be a parameter.
fn load(graph: &Graph, nodes: &[Column], edges: &[Column], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row")?;
    writeln!(out, "MERGE (n:Entity {{id: row.`id:ID`}}) SET {};", set("n", &nodes[1..]))?;
    for kind in crate::doc::EntityType::ALL {
        writeln!(out, "MATCH (n:Entity {{type: '{kind}'}}) SET n:{};", label(kind))?;
    }
    for relation in by_relation(graph).keys() {
        writeln!(
            out,
            "LOAD CSV WITH HEADERS FROM 'file:///edges.csv' AS row WITH row WHERE row.`:TYPE` = '{relation}'\n\
             MATCH (a:Entity {{id: row.`:START_ID`}}), (b:Entity {{id: row.`:END_ID`}})\n\
             MERGE (a)-[r:{relation} {{id: row.id}}]->(b) SET {};",
            set("r", &edges[1..])
        )?;
    }
    Ok(())
}

fn set(variable: &str, columns: &[Column]) -> String {
    let each = columns.iter().map(|column| {
        let name = column.name.replace('`', "``");
        let value = match column.kind {
            Kind::Text => format!("row.`{name}`"),
            Kind::Integer => format!("toInteger(row.`{name}:long`)"),
            Kind::Real => format!("toFloat(row.`{name}:double`)"),
            Kind::Day => format!("date(row.`{name}:date`)"),
            Kind::List => format!("split(row.`{name}:string[]`, '\\u001F')"),
        };
        format!("{variable}.`{name}` = {value}")
    });
    each.collect::<Vec<_>>().join(", ")
}
