//! GraphML: every attribute declared with its type; parallel edges by id. The schema wants name
//! tokens as ids, so ours stand in an attribute `id` as they are.

use super::escape::{REPLACED, Replacing, nmtoken};
use super::table::{Cell, Column, Kind, Table};
use super::{Loss, Options, words};
use crate::graph::Graph;
use std::io::{self, Write};

pub(super) fn write(graph: &Graph, options: &Options<'_>, out: &mut dyn Write) -> io::Result<Loss> {
    let table = Table::new(graph, options);
    let texts = Replacing::default();
    let (nodes, edges) = (table.node_columns(), table.edge_columns());
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">"
    )?;
    for (side, columns) in [("node", &nodes), ("edge", &edges)] {
        for column in columns.iter() {
            let kind = match column.kind {
                Kind::Text | Kind::Day | Kind::List => "string",
                Kind::Integer => "long",
                Kind::Real => "double",
            };
            let name = texts.xml(&column.name);
            writeln!(
                out,
                "  <key id=\"{side}.{}\" for=\"{side}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>",
                nmtoken(&column.name)
            )?;
        }
    }
    writeln!(out, "  <graph id=\"filature\" edgedefault=\"directed\">")?;
    let title = words::title(graph, options);
    writeln!(out, "    <desc>{}</desc>", texts.xml(&title))?;
    for node in graph.nodes() {
        writeln!(out, "    <node id=\"{}\">", nmtoken(&node.id))?;
        data("node", &nodes, &table.node(node), &texts, out)?;
        writeln!(out, "    </node>")?;
    }
    for link in graph.links() {
        writeln!(
            out,
            "    <edge id=\"{}\" source=\"{}\" target=\"{}\">",
            nmtoken(&link.id()),
            nmtoken(&link.source.id),
            nmtoken(&link.target.id)
        )?;
        data("edge", &edges, &table.edge(&link), &texts, out)?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")?;
    let mut loss = table.loss();
    loss.add(texts.count(), "character", REPLACED);
    Ok(loss)
}

fn data(
    side: &str,
    columns: &[Column],
    cells: &[Cell],
    texts: &Replacing,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (column, cell) in columns.iter().zip(cells).filter(|(_, cell)| **cell != Cell::Missing) {
        writeln!(
            out,
            "      <data key=\"{side}.{}\">{}</data>",
            nmtoken(&column.name),
            texts.xml(&cell.text())
        )?;
    }
    Ok(())
}
