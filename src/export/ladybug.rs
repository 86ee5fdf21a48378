//! A folder for Ladybug, the embedded property graph database: `schema.cypher`,
//! `load.cypher`, and the CSV files that it copies from.

use super::csv::row;
use super::cypher::{by_relation, relationship};
use super::table::{Column, Kind, Table};
use super::{Loss, Open, Options};
use crate::graph::Graph;
use std::io::{self, Write};

pub(super) fn write(graph: &Graph, options: &Options<'_>, open: &mut Open<'_>) -> io::Result<Loss> {
    let table = Table::new(graph, options);
    let (nodes, edges) = (table.node_columns(), table.edge_columns());
    let groups = by_relation(graph);
    {
        let mut out = open("schema.cypher")?;
        writeln!(out, "CREATE NODE TABLE IF NOT EXISTS Entity({}, PRIMARY KEY (id));", fields(&nodes))?;
        for relation in groups.keys() {
            writeln!(
                out,
                "CREATE REL TABLE IF NOT EXISTS {relation}(FROM Entity TO Entity, {});",
                fields(&edges)
            )?;
        }
        out.flush()?;
    }
    {
        let mut out = open("load.cypher")?;
        writeln!(out, "COPY Entity FROM 'nodes.csv' ({CSV});")?;
        for relation in groups.keys() {
            writeln!(out, "COPY {relation} FROM '{relation}.csv' ({CSV});")?;
        }
        out.flush()?;
    }
    {
        let mut out = open("nodes.csv")?;
        head(&mut out, &nodes, &[])?;
        for node in graph.nodes() {
            row(&mut out, &[], &table.node(node))?;
        }
        out.flush()?;
    }
    for (relation, links) in &groups {
        debug_assert!(links.iter().all(|l| relationship(&l.edge.relation) == *relation));
        let mut out = open(&format!("{relation}.csv"))?;
        head(&mut out, &edges, &["from", "to"])?;
        for link in links {
            row(&mut out, &[&link.source.id, &link.target.id], &table.edge(link))?;
        }
        out.flush()?;
    }
    Ok(table.loss())
}

/// Line ends inside quotes need the sequential reader.
const CSV: &str = "HEADER=true, QUOTE='\"', ESCAPE='\"', PARALLEL=false";

/// Lists are texts with a bar between the items: a list in CSV could not hold its own brackets.
fn fields(columns: &[Column]) -> String {
    let typed = columns.iter().map(|column| {
        let kind = match column.kind {
            Kind::Text | Kind::List => "STRING",
            Kind::Integer => "INT64",
            Kind::Real => "DOUBLE",
            Kind::Day => "DATE",
        };
        format!("`{}` {kind}", column.name)
    });
    typed.collect::<Vec<_>>().join(", ")
}

fn head(out: &mut dyn Write, columns: &[Column], first: &[&str]) -> io::Result<()> {
    let names: Vec<&str> = first.iter().copied().chain(columns.iter().map(|c| c.name.as_str())).collect();
    write!(out, "{}\r\n", names.join(","))
}
