//! Parts of a graph, by what the user asks for.

use super::{Graph, Node};
use crate::doc::{Confidence, EntityType, Modality, node_id};
use jiff::civil::Date;
use petgraph::Direction;
use petgraph::stable_graph::NodeIndex;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet, VecDeque};

/// Which part. Empty lists and `None` ask for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Relations, by the ontology's names.
    pub relations: Vec<String>,
    /// Types of nodes; an edge stays when both its ends do.
    pub types: Vec<EntityType>,
    /// Modalities of edges.
    pub modalities: Vec<Modality>,
    /// Least confidence of edges.
    pub min_confidence: Option<Confidence>,
    /// First day of the documents; documents without a day do not count.
    pub since: Option<Date>,
    /// Last day of the documents.
    pub until: Option<Date>,
    /// Ids or names of nodes: these, and what is near them.
    pub around: Vec<String>,
    /// How many edges from them, in either direction.
    pub depth: usize,
    /// That many nodes, those with most documents behind their edges.
    pub top: Option<usize>,
}

impl Graph {
    /// The part of the graph that the filter lets through: first documents by day, then
    /// types, then edges, then what is near, then the best connected. Where edges are asked
    /// for, nodes without one are left out; documents stay as long as something refers to them.
    pub fn filter(&self, filter: &Filter) -> Graph {
        let mut part = self.clone();
        if filter.since.is_some() || filter.until.is_some() {
            let inside: HashSet<_> = part
                .documents()
                .filter(|d| {
                    d.date.is_some_and(|day| {
                        filter.since.is_none_or(|first| first <= day)
                            && filter.until.is_none_or(|last| day <= last)
                    })
                })
                .map(|d| d.id.clone())
                .collect();
            part.retain_documents(|id| inside.contains(id));
        }
        if !filter.types.is_empty() {
            part.retain_nodes(|_, node| filter.types.contains(&node.kind));
        }
        let edges = !filter.relations.is_empty()
            || !filter.modalities.is_empty()
            || filter.min_confidence.is_some();
        if edges {
            part.graph.retain_edges(|graph, e| {
                let edge = &graph[e];
                let summary = edge.summary();
                (filter.relations.is_empty() || filter.relations.iter().any(|r| *r == edge.relation))
                    && (filter.modalities.is_empty() || filter.modalities.contains(&summary.modality))
                    && filter.min_confidence.is_none_or(|least| summary.confidence >= least)
            });
            part.forget_removed();
        }
        if !filter.around.is_empty() {
            let near = part.near(&filter.around, filter.depth);
            part.retain_nodes(|at, _| near.contains(&at));
        }
        if edges {
            let joined: HashSet<_> = part
                .nodes
                .values()
                .copied()
                .filter(|&at| part.graph.neighbors_undirected(at).next().is_some())
                .collect();
            part.retain_nodes(|at, _| joined.contains(&at));
        }
        if let Some(top) = filter.top {
            let best: HashSet<_> = part.by_documents().into_iter().take(top).collect();
            part.retain_nodes(|at, _| best.contains(&at));
        }
        part.forget_documents();
        part
    }

    /// The nodes of this id or name, in any spelling that gives the same id, with any alias.
    pub fn find(&self, name: &str) -> Vec<&Node> {
        let spelled = |kind: EntityType, name: &str| node_id(kind, name);
        let called = |node: &&Node| {
            node.id == name
                || node.id == spelled(node.kind, name)
                || spelled(node.kind, node.label()) == spelled(node.kind, name)
                || node.aliases().iter().any(|alias| spelled(node.kind, alias) == spelled(node.kind, name))
        };
        self.nodes().filter(called).collect()
    }

    /// What is at most `depth` edges away from nodes of these names.
    fn near(&self, names: &[String], depth: usize) -> HashSet<NodeIndex> {
        let start = names.iter().flat_map(|name| self.find(name)).map(|node| self.nodes[&node.id]);
        let mut queue: VecDeque<(NodeIndex, usize)> = start.map(|at| (at, 0)).collect();
        let mut seen: HashSet<NodeIndex> = queue.iter().map(|&(at, _)| at).collect();
        while let Some((at, hops)) = queue.pop_front() {
            if hops == depth {
                continue;
            }
            for next in self.graph.neighbors_undirected(at) {
                if seen.insert(next) {
                    queue.push_back((next, hops + 1));
                }
            }
        }
        seen
    }

    /// All nodes, those with most documents behind their edges first; of equals, in order.
    pub(super) fn by_documents(&self) -> Vec<NodeIndex> {
        let mut nodes: Vec<_> = self.nodes.values().map(|&at| (Reverse(self.weight(at)), at)).collect();
        nodes.sort_by_key(|&(weight, _)| weight);
        nodes.into_iter().map(|(_, at)| at).collect()
    }

    /// Documents behind each of a node's edges, added up.
    pub(super) fn weight(&self, at: NodeIndex) -> usize {
        [Direction::Outgoing, Direction::Incoming]
            .into_iter()
            .flat_map(|direction| self.graph.edges_directed(at, direction))
            .map(|edge| edge.weight().documents().len())
            .sum()
    }

    fn retain_nodes(&mut self, keep: impl Fn(NodeIndex, &Node) -> bool) {
        self.graph.retain_nodes(|graph, at| keep(at, &graph[at]));
        self.forget_removed();
    }

    /// Drops documents that nothing refers to any more.
    fn forget_documents(&mut self) {
        let mut named: BTreeSet<_> =
            self.graph.node_weights().flat_map(|n| n.documents().into_iter().cloned()).collect();
        named.extend(self.graph.edge_weights().flat_map(|e| e.documents().into_iter().cloned()));
        self.documents.retain(|(id, _), _| named.contains(id));
    }
}
