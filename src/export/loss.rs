//! What formats leave out, counted.

use crate::graph::{Graph, Node};

/// What a format could not carry, a line each, for the user; empty when nothing was lost.
/// Each line begins with a number and the thing that is so many times lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loss(pub Vec<String>);

impl Loss {
    /// `number` things of this name met this fate; nothing when there are none.
    pub(super) fn add(&mut self, number: usize, thing: &str, fate: &str) {
        let plural = if number == 1 { "" } else { "s" };
        self.0.extend((number > 0).then(|| format!("{number} {thing}{plural} {fate}")));
    }

    /// What rows of nodes and edges leave out: all that is said of documents, and where in a
    /// document an entity is named, and how. Edges keep all their evidence.
    pub(super) fn of_rows(graph: &Graph) -> Self {
        let mut loss = Self::default();
        loss.add(mentions(graph), "mention", "left out: rows have their number");
        loss.add(
            graph.nodes().filter(|n| merged(n)).count(),
            "node",
            "named without saying which document uses which name",
        );
        loss.add(
            graph.documents().len(),
            "document",
            "left out but for the id: title, day, source, digest, sketch",
        );
        loss
    }

    /// What a picture leaves out, beside what rows do: quotations from the fourth on of an edge, and
    /// all but the words of the others.
    pub(super) fn of_picture(graph: &Graph) -> Self {
        let mut loss = Self::default();
        loss.add(
            graph.node_count() + graph.edge_count(),
            "part",
            "drawn without mentions, places in the text and rules: it is a picture",
        );
        let hidden =
            graph.links().iter().map(|l| l.edge.evidence.len().saturating_sub(super::words::QUOTES)).sum();
        loss.add(hidden, "quotation", "left out beyond the third of an edge");
        loss
    }
}

/// Mentions of all nodes.
pub(super) fn mentions(graph: &Graph) -> usize {
    graph.nodes().map(|n| n.mentions.len()).sum()
}

/// Whether label, aliases and documents do not say which document calls the node what.
pub(super) fn merged(node: &Node) -> bool {
    let (label, aliases) = (node.label(), node.aliases());
    node.names.iter().any(|names| {
        names.label != label || !names.aliases.iter().map(|a| a.as_str()).eq(aliases.iter().copied())
    })
}
