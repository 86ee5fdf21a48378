//! Comma-separated values for spreadsheets and Gephi: `nodes.csv` and `edges.csv`.

use super::escape::csv;
use super::table::{Cell, Column, Table};
use super::{Loss, Open, Options};
use crate::graph::Graph;
use std::io::{self, Write};

pub(super) fn write(graph: &Graph, options: &Options<'_>, open: &mut Open<'_>) -> io::Result<Loss> {
    let table = Table::new(graph, options);
    {
        let mut out = open("nodes.csv")?;
        head(&mut out, &["Id", "Label"], table.node_columns().iter().skip(2))?;
        for node in graph.nodes() {
            row(&mut out, &[], &table.node(node))?;
        }
        out.flush()?;
    }
    let mut out = open("edges.csv")?;
    head(&mut out, &["Source", "Target", "Type", "Id"], table.edge_columns().iter().skip(1))?;
    for link in graph.links() {
        let symmetric = options.ontology.get(&link.edge.relation).is_some_and(|r| r.symmetric);
        let kind = if symmetric { "Undirected" } else { "Directed" };
        row(&mut out, &[&link.source.id, &link.target.id, kind], &table.edge(&link))?;
    }
    out.flush()?;
    Ok(table.loss())
}

fn head<'c>(out: &mut dyn Write, first: &[&str], rest: impl Iterator<Item = &'c Column>) -> io::Result<()> {
    let names: Vec<&str> = first.iter().copied().chain(rest.map(|c| c.name.as_str())).collect();
    writeln!(out, "{}\r", names.join(","))
}

/// Fields in order; line ends as RFC 4180 has them.
pub(super) fn row(out: &mut dyn Write, first: &[&str], cells: &[Cell]) -> io::Result<()> {
    let mut next = "";
    for field in first {
        write!(out, "{next}{}", csv(field))?;
        next = ",";
    }
    for cell in cells {
        write!(out, "{next}{}", csv(&cell.text()))?;
        next = ",";
    }
    write!(out, "\r\n")
}
