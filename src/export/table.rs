//! Nodes and edges as rows, for the formats that know only flat attributes.

use super::escape::list_item;
use super::{Loss, Options, words};
use crate::graph::{Copies, Graph, Link, Node, Value};
use jiff::civil::Date;
use rust_decimal::Decimal;
use smol_str::{SmolStr, format_smolstr};
use std::collections::{BTreeMap, HashMap};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Real,
    /// A day, as text: 2025-11-04.
    Day,
    /// Several texts.
    List,
}

/// A column: name and kind.
pub(super) struct Column {
    pub name: SmolStr,
    pub kind: Kind,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Missing,
    Text(String),
    Integer(usize),
    Real(Decimal),
    List(Vec<String>),
}

impl Cell {
    /// As text; several texts with a bar between, and a backslash before a bar or a backslash
    /// of their own. Empty when missing.
    pub(super) fn text(&self) -> String {
        match self {
            Cell::Missing => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Integer(n) => n.to_string(),
            Cell::Real(n) => n.normalize().to_string(),
            Cell::List(items) => items.iter().map(|item| list_item(item)).collect::<Vec<_>>().join(" | "),
        }
    }
}

/// The graph as two tables. Rows are made as they are asked for.
pub(super) struct Table<'g> {
    pub graph: &'g Graph,
    options: &'g Options<'g>,
    attributes: BTreeMap<SmolStr, Kind>,
    copies: Copies,
    dates: HashMap<&'g str, Date>,
}

/// The columns of every node.
const NODE: [(&str, Kind); 6] = [
    ("id", Kind::Text),
    ("label", Kind::Text),
    ("type", Kind::Text),
    ("aliases", Kind::List),
    ("mentions", Kind::Integer),
    ("documents", Kind::List),
];
/// The columns of every edge, before and after those of its attributes.
const EDGE: [(&str, Kind); 7] = [
    ("id", Kind::Text),
    ("key", Kind::Text),
    ("relation", Kind::Text),
    ("label", Kind::Text),
    ("modality", Kind::Text),
    ("confidence", Kind::Real),
    ("support", Kind::Integer),
];
const PROOF: [(&str, Kind); 6] = [
    ("independent", Kind::Integer),
    ("first", Kind::Day),
    ("last", Kind::Day),
    ("documents", Kind::List),
    ("quotes", Kind::List),
    ("evidence", Kind::Text),
];

impl<'g> Table<'g> {
    pub(super) fn new(graph: &'g Graph, options: &'g Options<'g>) -> Self {
        let mut attributes = BTreeMap::new();
        for link in graph.links() {
            for (name, value) in link.edge.summary().attributes {
                // Where one edge has a text and another a number, the column is one of texts.
                match value {
                    Value::Number(_) => drop(attributes.entry(name.into()).or_insert(Kind::Real)),
                    Value::Text(_) => drop(attributes.insert(name.into(), Kind::Text)),
                    Value::Money { .. } => {
                        attributes.entry(name.into()).or_insert(Kind::Real);
                        attributes.insert(format_smolstr!("{name}_max"), Kind::Real);
                        attributes.insert(format_smolstr!("{name}_currency"), Kind::Text);
                    }
                }
            }
        }
        let dates = graph.documents().filter_map(|d| Some((d.id.as_str(), d.date?))).collect();
        Self { graph, options, attributes, copies: Copies::of(graph), dates }
    }

    pub(super) fn node_columns(&self) -> Vec<Column> {
        columns(&NODE).collect()
    }

    pub(super) fn edge_columns(&self) -> Vec<Column> {
        let attributes = self.attributes.iter().map(|(name, &kind)| Column { name: name.clone(), kind });
        columns(&EDGE).chain(attributes).chain(columns(&PROOF)).collect()
    }

    pub(super) fn node(&self, node: &Node) -> Vec<Cell> {
        vec![
            Cell::Text(node.id.to_string()),
            Cell::Text(node.label().to_owned()),
            Cell::Text(node.kind.to_string()),
            Cell::List(node.aliases().into_iter().map(str::to_owned).collect()),
            Cell::Integer(node.mentions.len()),
            Cell::List(node.documents().into_iter().map(SmolStr::to_string).collect()),
        ]
    }

    pub(super) fn edge(&self, link: &Link<'_>) -> Vec<Cell> {
        let summary = link.edge.summary();
        let documents = link.edge.documents();
        let support = self.copies.support(&documents);
        let mut cells = vec![
            Cell::Text(link.id()),
            Cell::Text(link.key().to_string()),
            Cell::Text(link.edge.relation.to_string()),
            Cell::Text(words::edge_label(link, self.options)),
            Cell::Text(summary.modality.to_string()),
            Cell::Real(Decimal::new(summary.confidence.thousandths().into(), 3)),
            Cell::Integer(support.documents),
        ];
        let mut said: BTreeMap<SmolStr, Cell> = BTreeMap::new();
        for (&name, value) in &summary.attributes {
            match value {
                Value::Number(n) => drop(said.insert(name.into(), Cell::Real(*n))),
                Value::Text(text) => drop(said.insert(name.into(), Cell::Text(text.to_string()))),
                Value::Money { value, max, currency } => {
                    said.insert(name.into(), Cell::Real(*value));
                    said.insert(format_smolstr!("{name}_currency"), Cell::Text(currency.to_string()));
                    if let Some(max) = max {
                        said.insert(format_smolstr!("{name}_max"), Cell::Real(*max));
                    }
                }
            }
        }
        cells.extend(self.attributes.iter().map(|(name, kind)| match said.remove(name) {
            Some(number @ Cell::Real(_)) if *kind == Kind::Text => Cell::Text(number.text()),
            Some(cell) => cell,
            None => Cell::Missing,
        }));
        let dates = self.dates(link);
        let day = |day: Option<Date>| day.map_or(Cell::Missing, |day| Cell::Text(day.to_string()));
        cells.extend([
            Cell::Integer(support.independent),
            day(dates.map(|(first, _)| first)),
            day(dates.map(|(_, last)| last)),
            Cell::List(documents.into_iter().map(SmolStr::to_string).collect()),
            Cell::List(link.edge.evidence.iter().map(|e| e.quote.to_string()).collect()),
            Cell::Text(link.evidence_json()),
        ]);
        cells
    }

    /// Days of the first and the last document that say so.
    pub(super) fn dates(&self, link: &Link<'_>) -> Option<(Date, Date)> {
        let days = link.edge.evidence.iter().filter_map(|e| self.dates.get(e.document.as_str()).copied());
        days.fold(None, |span, day| match span {
            None => Some((day, day)),
            Some((first, last)) => Some((first.min(day), last.max(day))),
        })
    }

    /// What rows leave out.
    pub(super) fn loss(&self) -> Loss {
        Loss::of_rows(self.graph)
    }
}

fn columns(list: &'static [(&'static str, Kind)]) -> impl Iterator<Item = Column> {
    list.iter().map(|&(name, kind)| Column { name: SmolStr::new_static(name), kind })
}
