//! One Cypher script: constraint first, then nodes and relationships in batches, all by
//! MERGE on ids, so that running it twice changes nothing.

use super::escape::cypher;
use super::table::{Cell, Column, Kind, Table};
use super::{Loss, Options};
use crate::doc::EntityType;
use crate::graph::{Graph, Link};
use rust_decimal::Decimal;
use std::io::{self, Write};

/// Rows of one statement.
const BATCH: usize = 500;

pub(super) fn write(graph: &Graph, options: &Options<'_>, out: &mut dyn Write) -> io::Result<Loss> {
    let table = Table::new(graph, options);
    writeln!(out, "{CONSTRAINT}")?;
    let columns = table.node_columns();
    for kind in EntityType::ALL {
        let nodes: Vec<_> = graph.nodes().filter(|n| n.kind == kind).collect();
        for batch in nodes.chunks(BATCH) {
            let rows: Vec<_> = batch.iter().map(|node| table.node(node)).collect();
            writeln!(out, "UNWIND [")?;
            for (n, row) in rows.iter().enumerate() {
                let comma = if n + 1 < rows.len() { "," } else { "" };
                writeln!(out, "  {}{comma}", map(&columns, row, &[]))?;
            }
            let set = set("n", "row", &columns, &rows);
            writeln!(out, "] AS row MERGE (n:Entity {{id: row.id}}) SET n:{}, {set};", label(kind))?;
        }
    }
    let columns = table.edge_columns();
    for (relation, links) in by_relation(graph) {
        for batch in links.chunks(BATCH) {
            let rows: Vec<_> = batch.iter().map(|link| table.edge(link)).collect();
            writeln!(out, "UNWIND [")?;
            for (n, (link, row)) in batch.iter().zip(&rows).enumerate() {
                let comma = if n + 1 < batch.len() { "," } else { "" };
                let ends = [("source", link.source.id.as_str()), ("target", link.target.id.as_str())];
                let row = map(&columns, row, &[]);
                let ends = map(&[], &[], &ends);
                writeln!(out, "  {{ends: {ends}, row: {row}}}{comma}")?;
            }
            let set = set("r", "item.row", &columns, &rows);
            writeln!(
                out,
                "] AS item MATCH (a:Entity {{id: item.ends.source}}), (b:Entity {{id: item.ends.target}})\n\
                 MERGE (a)-[r:{relation} {{id: item.row.id}}]->(b) SET {set};"
            )?;
        }
    }
    Ok(table.loss())
}

/// Ids are unique, and looked up fast.
pub(super) const CONSTRAINT: &str =
    "CREATE CONSTRAINT filature_entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;";

/// A node's second label, beside `Entity`.
pub(super) fn label(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Organization => "Organization",
        EntityType::Person => "Person",
        EntityType::Place => "Place",
        EntityType::Product => "Product",
    }
}

/// A relationship's type: `HOLDS_STAKE_IN`.
pub(super) fn relationship(relation: &str) -> String {
    let name: String = relation
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' })
        .collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("R_{name}") } else { name }
}

/// The edges by relationship type, in order.
pub(super) fn by_relation(graph: &Graph) -> std::collections::BTreeMap<String, Vec<Link<'_>>> {
    let mut groups = std::collections::BTreeMap::<String, Vec<Link<'_>>>::new();
    for link in graph.links() {
        groups.entry(relationship(&link.edge.relation)).or_default().push(link);
    }
    groups
}

fn map(columns: &[Column], cells: &[Cell], more: &[(&str, &str)]) -> String {
    let quoted = |text: &str| format!("'{}'", cypher(text));
    let mut fields: Vec<String> =
        more.iter().map(|(name, value)| format!("{name}: {}", quoted(value))).collect();
    for (column, cell) in columns.iter().zip(cells) {
        let value = match cell {
            Cell::Missing => continue,
            Cell::List(items) if items.is_empty() => continue,
            Cell::Text(day) if column.kind == Kind::Day => format!("date({})", quoted(day)),
            Cell::Text(text) => quoted(text),
            Cell::Integer(n) => n.to_string(),
            Cell::Real(n) => real(n),
            Cell::List(items) => {
                format!("[{}]", items.iter().map(|item| quoted(item)).collect::<Vec<_>>().join(", "))
            }
        };
        fields.push(format!("{}: {value}", name(column)));
    }
    format!("{{{}}}", fields.join(", "))
}

/// Neo4j's import makes no property of an empty list.
fn nothing(cell: &Cell) -> bool {
    matches!(cell, Cell::Missing) || matches!(cell, Cell::List(items) if items.is_empty())
}

/// Sets what the rows say. What some of them no longer say is taken back first; properties
/// that a user has added stay.
fn set(variable: &str, row: &str, columns: &[Column], rows: &[Vec<Cell>]) -> String {
    let open = (0..columns.len()).filter(|&n| rows.iter().any(|row| nothing(&row[n])));
    let unset: Vec<_> = open.map(|n| format!("{}: null", name(&columns[n]))).collect();
    let unset =
        if unset.is_empty() { String::new() } else { format!("{variable} += {{{}}}, ", unset.join(", ")) };
    format!("{unset}{variable} += {row}")
}

fn name(column: &Column) -> String {
    format!("`{}`", column.name.replace('`', "``"))
}

/// A float even where it is whole, so that a property has one type on all nodes and edges.
fn real(number: &Decimal) -> String {
    let text = number.normalize().to_string();
    if text.contains('.') { text } else { text + ".0" }
}
