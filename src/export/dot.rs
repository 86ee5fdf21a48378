//! Graphviz: every node and edge once, in the graph's order, with the look of [`style`].
//!
//! The file names its own layout engine, so that plain `dot -Tsvg` draws small graphs in
//! layers and large ones by forces.

use super::escape::{REPLACED, Replacing};
use super::frames::frames;
use super::style::width;
use super::{Loss, Options, words};
use crate::doc::{EntityType, Modality};
use crate::graph::{Copies, Graph, Link, Node};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// More connected nodes than this are laid out by forces.
const LAYERED: usize = 24;

pub(super) fn write(graph: &Graph, options: &Options<'_>, out: &mut dyn Write) -> io::Result<Loss> {
    let (links, texts) = (graph.links(), Replacing::default());
    let joined: BTreeSet<&SmolStr> = links.iter().flat_map(|l| [&l.source.id, &l.target.id]).collect();
    head(graph, &links, joined.len(), options, &texts, out)?;
    nodes(graph, &links, &joined, options, &texts, out)?;
    let copies = Copies::of(graph);
    for link in &links {
        edge(graph, link, copies.support(&link.edge.documents()).independent, options, &texts, out)?;
    }
    writeln!(out, "}}")?;
    let mut loss = Loss::of_picture(graph);
    loss.add(texts.count(), "character", REPLACED);
    Ok(loss)
}

fn head(
    graph: &Graph,
    links: &[Link<'_>],
    joined: usize,
    options: &Options<'_>,
    texts: &Replacing,
    out: &mut dyn Write,
) -> io::Result<()> {
    let theme = options.theme;
    let title = words::title(graph, options);
    writeln!(out, "digraph \"{}\" {{", texts.dot(&title))?;
    let layout = if joined <= LAYERED {
        "layout=dot, rankdir=LR, nodesep=0.35, ranksep=0.9"
    } else {
        "layout=neato, pack=24, overlap=prism, overlap_scaling=4, sep=\"+44,+30\", splines=true"
    };
    let shown = words::wrap(&title, 90, 2).join("\n");
    writeln!(
        out,
        "  graph [charset=\"UTF-8\", {layout}, outputorder=edgesfirst, bgcolor=\"{}\", pad=0.3, \
         label=<{}>, labelloc=t, labeljust=l, fontsize=18, fontcolor=\"{}\", fontname=\"Helvetica,Arial,sans-serif\"]",
        theme.ground(),
        caption(graph, links, &shown, options, texts),
        theme.ink(),
    )?;
    writeln!(
        out,
        "  node [style=filled, fontname=\"Helvetica,Arial,sans-serif\", fontsize=12, fontcolor=\"{}\", margin=\"0.12,0.06\", height=0.36]",
        theme.ink(),
    )?;
    writeln!(out, "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=9, arrowsize=0.7]")
}

/// Nodes; those that no edge touches together in a frame of their own.
fn nodes(
    graph: &Graph,
    links: &[Link<'_>],
    joined: &BTreeSet<&SmolStr>,
    options: &Options<'_>,
    texts: &Replacing,
    out: &mut dyn Write,
) -> io::Result<()> {
    let frames = frames(graph, links, joined, options.clusters);
    for node in graph.nodes().filter(|n| joined.contains(&n.id) && !frames.contains_key(&n.id)) {
        self::node(node, true, options, texts, out)?;
    }
    let mut framed: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for node in graph.nodes() {
        if let Some(frame) = frames.get(&node.id) {
            framed.entry(frame).or_default().push(node);
        }
    }
    for (n, (frame, nodes)) in framed.iter().enumerate() {
        writeln!(out, "  subgraph cluster_{n} {{")?;
        writeln!(
            out,
            "    graph [label=\"{}\", fontsize=11, fontcolor=\"{faint}\", color=\"{faint}\", style=\"rounded,dotted\"]",
            texts.dot(frame),
            faint = options.theme.faint(),
        )?;
        for node in nodes {
            self::node(node, true, options, texts, out)?;
        }
        writeln!(out, "  }}")?;
    }
    for node in graph.nodes().filter(|n| !joined.contains(&n.id)) {
        self::node(node, false, options, texts, out)?;
    }
    Ok(())
}

fn node(
    node: &Node,
    joined: bool,
    options: &Options<'_>,
    texts: &Replacing,
    out: &mut dyn Write,
) -> io::Result<()> {
    let shape = match node.kind {
        EntityType::Organization => "shape=box, style=\"filled,rounded\"",
        EntityType::Person => "shape=ellipse",
        EntityType::Place => "shape=hexagon",
        EntityType::Product => "shape=note",
    };
    let paint = options.theme.node(node.kind);
    let id = texts.dot(&node.id);
    let small = if joined { "" } else { ", fontsize=9, height=0.2, margin=\"0.06,0.03\", penwidth=0.5" };
    writeln!(
        out,
        "  \"{id}\" [id=\"{id}\", label=\"{}\", {shape}, fillcolor=\"{}\", color=\"{}\"{small}, tooltip=\"{}\"]",
        texts.dot(&words::wrap(node.label(), 20, 3).join("\n")),
        paint.fill,
        paint.line,
        texts.dot(&words::node_tooltip(node)),
    )
}

fn edge(
    graph: &Graph,
    link: &Link<'_>,
    independent: usize,
    options: &Options<'_>,
    texts: &Replacing,
    out: &mut dyn Write,
) -> io::Result<()> {
    let modality = link.edge.summary().modality;
    let line = match modality {
        Modality::Asserted => "style=solid",
        Modality::Planned => "style=dashed",
        Modality::Possible => "style=dotted",
        Modality::Negated => "style=solid, arrowhead=teenormal",
    };
    let head = if symmetric(link, options) { ", dir=none" } else { "" };
    let cross = if modality == Modality::Negated { "✗ " } else { "" };
    let label = words::edge_lines(link, options, 24).join("\n");
    let tooltip = texts.dot(&words::edge_tooltip(graph, link, options));
    let width = width(independent);
    writeln!(
        out,
        "  \"{}\" -> \"{}\" [id=\"{}\", label=\"{cross}{}\", {line}{head}, penwidth={}.{}, color=\"{color}\", \
         fontcolor=\"{color}\", tooltip=\"{tooltip}\", labeltooltip=\"{tooltip}\"]",
        texts.dot(&link.source.id),
        texts.dot(&link.target.id),
        texts.dot(&link.id()),
        texts.dot(&label),
        width / 10,
        width % 10,
        color = options.theme.edge(modality),
    )
}

fn symmetric(link: &Link<'_>, options: &Options<'_>) -> bool {
    options.ontology.get(&link.edge.relation).is_some_and(|r| r.symmetric)
}

/// The title, and what colours and lines mean, of those that the picture shows. A label of
/// the graph, so that no node stands in the file that is none of the graph's.
fn caption(
    graph: &Graph,
    links: &[Link<'_>],
    title: &str,
    options: &Options<'_>,
    texts: &Replacing,
) -> String {
    let theme = options.theme;
    let kinds: BTreeSet<EntityType> = graph.nodes().map(|n| n.kind).collect();
    let modalities: BTreeSet<Modality> = links.iter().map(|l| l.edge.summary().modality).collect();
    let kinds = kinds.into_iter().map(|kind| {
        let paint = theme.node(kind);
        let word = words::kind(kind);
        format!("<td bgcolor=\"{}\" color=\"{}\" border=\"1\">{word}</td>", paint.fill, paint.line)
    });
    let modalities = modalities.into_iter().map(|modality| {
        let (line, word) = match modality {
            Modality::Asserted => ("───", "établi"),
            Modality::Planned => ("╌╌╌", "prévu"),
            Modality::Possible => ("┈┈┈", "possible"),
            Modality::Negated => ("─✗─", "nié"),
        };
        format!("<td><font color=\"{}\">{line} {word}</font></td>", theme.edge(modality))
    });
    let legend: String = kinds.chain(modalities).collect();
    let lines: Vec<_> = title.lines().map(|line| texts.xml(line).into_owned()).collect();
    let title = lines.join("<br align=\"left\"/>");
    let legend = if legend.is_empty() {
        String::new()
    } else {
        format!(
            "<tr><td align=\"left\"><font point-size=\"10\"><table border=\"0\" cellborder=\"0\" cellspacing=\"4\"><tr>{legend}</tr></table></font></td></tr>"
        )
    };
    format!("<table border=\"0\"><tr><td align=\"left\">{title} </td></tr>{legend}</table>")
}
