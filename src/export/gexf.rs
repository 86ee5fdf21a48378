//! GEXF 1.3 for Gephi: parallel edges told apart by `kind`, days of the documents as
//! `start` and `end`, colours and widths as the pictures have them.

use super::escape::{REPLACED, Replacing};
use super::style::{Theme, width};
use super::table::{Cell, Column, Kind, Table};
use super::{Loss, Options, words};
use crate::graph::Graph;
use std::io::{self, Write};

/// Columns that GEXF has attributes of its own for: `id`, `label`, `kind`.
const OWN: [&str; 3] = ["id", "label", "key"];

pub(super) fn write(graph: &Graph, options: &Options<'_>, out: &mut dyn Write) -> io::Result<Loss> {
    let table = Table::new(graph, options);
    let texts = Replacing::default();
    let (nodes, edges) = (table.node_columns(), table.edge_columns());
    let links = graph.links();
    let dated = links.iter().any(|link| table.dates(link).is_some());
    let mode = if dated { "mode=\"dynamic\" timeformat=\"date\"" } else { "mode=\"static\"" };
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n\
         \x20 <meta><creator>{}</creator><description>{}</description></meta>\n\
         \x20 <graph defaultedgetype=\"directed\" {mode}>",
        texts.xml(graph.generator()),
        texts.xml(&words::title(graph, options))
    )?;
    declare("node", &nodes, &texts, out)?;
    declare("edge", &edges, &texts, out)?;
    writeln!(out, "    <nodes>")?;
    for node in graph.nodes() {
        writeln!(out, "      <node id=\"{}\" label=\"{}\">", texts.xml(&node.id), texts.xml(node.label()))?;
        values(&nodes, &table.node(node), &texts, out)?;
        colour(Theme::Light.node(node.kind).line, out)?;
        writeln!(out, "      </node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for link in &links {
        let cells = table.edge(link);
        write!(
            out,
            "      <edge id=\"{}\" source=\"{}\" target=\"{}\" kind=\"{}\" label=\"{}\"",
            texts.xml(&link.id()),
            texts.xml(&link.source.id),
            texts.xml(&link.target.id),
            texts.xml(&link.key()),
            texts.xml(&words::edge_label(link, options))
        )?;
        if let Some((first, last)) = table.dates(link) {
            write!(out, " start=\"{first}\" end=\"{last}\"")?;
        }
        writeln!(out, ">")?;
        values(&edges, &cells, &texts, out)?;
        colour(Theme::Light.edge(link.edge.summary().modality), out)?;
        let width = width(link.edge.documents().len());
        writeln!(out, "        <viz:thickness value=\"{}.{}\"/>\n      </edge>", width / 10, width % 10)?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")?;
    let mut loss = table.loss();
    loss.add(texts.count(), "character", REPLACED);
    Ok(loss)
}

fn declare(class: &str, columns: &[Column], texts: &Replacing, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "    <attributes class=\"{class}\" mode=\"static\">")?;
    for (n, column) in columns.iter().enumerate().filter(|(_, column)| !OWN.contains(&&*column.name)) {
        let kind = match column.kind {
            Kind::Text | Kind::Day | Kind::List => "string",
            Kind::Integer => "long",
            Kind::Real => "double",
        };
        writeln!(
            out,
            "      <attribute id=\"{n}\" title=\"{}\" type=\"{kind}\"/>",
            texts.xml(&column.name)
        )?;
    }
    writeln!(out, "    </attributes>")
}

fn values(columns: &[Column], cells: &[Cell], texts: &Replacing, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "        <attvalues>")?;
    let told = |n: &usize| !OWN.contains(&&*columns[*n].name) && cells[*n] != Cell::Missing;
    for n in (0..columns.len()).filter(told) {
        writeln!(out, "          <attvalue for=\"{n}\" value=\"{}\"/>", texts.xml(&cells[n].text()))?;
    }
    writeln!(out, "        </attvalues>")
}

/// A colour like `#0072b2`.
fn colour(hex: &str, out: &mut dyn Write) -> io::Result<()> {
    let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap_or_default();
    writeln!(out, "        <viz:color r=\"{}\" g=\"{}\" b=\"{}\"/>", part(1), part(3), part(5))
}
