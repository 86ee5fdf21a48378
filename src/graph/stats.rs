//! What there is in a graph, in figures.

use super::{Copies, Graph, Node, Support};
use crate::doc::{EntityType, Modality};
use petgraph::algo::kosaraju_scc;
use petgraph::unionfind::UnionFind;
use petgraph::visit::NodeIndexable;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Figures of a graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Stats<'g> {
    /// Documents, and how many are no near-copy of another.
    pub documents: Support,
    /// Nodes of each type that there is.
    pub types: BTreeMap<EntityType, usize>,
    /// Edges of each relation.
    pub relations: BTreeMap<SmolStr, usize>,
    /// Edges of each modality that there is.
    pub modalities: BTreeMap<Modality, usize>,
    /// Pieces of evidence.
    pub evidence: usize,
    /// Mentions.
    pub mentions: usize,
    /// Nodes without an edge.
    pub isolated: usize,
    /// Sizes of the connected parts of more than one node, the largest first.
    pub components: Vec<usize>,
    /// Rings: sets of several nodes each of which leads to all others along the edges.
    pub rings: usize,
    /// Edges of a node on average, in hundredths.
    pub mean_degree: usize,
    /// The best connected nodes, by documents behind their edges.
    pub hubs: Vec<Hub<'g>>,
}

/// A well connected node.
#[derive(Clone, Debug, PartialEq)]
pub struct Hub<'g> {
    /// Which.
    pub node: &'g Node,
    /// Its edges.
    pub degree: usize,
    /// Documents behind each of its edges, added up.
    pub documents: usize,
}

impl Graph {
    /// Figures of the graph, with its `hubs` best connected nodes.
    pub fn stats(&self, hubs: usize) -> Stats<'_> {
        let mut stats = Stats {
            documents: Copies::of(self).support(&self.documents().map(|d| &d.id).collect::<Vec<_>>()),
            types: BTreeMap::new(),
            relations: BTreeMap::new(),
            modalities: BTreeMap::new(),
            evidence: 0,
            mentions: 0,
            isolated: 0,
            components: Vec::new(),
            rings: kosaraju_scc(&self.graph).into_iter().filter(|ring| ring.len() > 1).count(),
            mean_degree: (200 * self.edge_count()).checked_div(self.node_count()).unwrap_or(0),
            hubs: Vec::new(),
        };
        for node in self.nodes() {
            *stats.types.entry(node.kind).or_default() += 1;
            stats.mentions += node.mentions.len();
        }
        let mut parts = UnionFind::<usize>::new(self.graph.node_bound());
        for e in self.graph.edge_indices() {
            let edge = &self.graph[e];
            *stats.relations.entry(edge.relation.clone()).or_default() += 1;
            *stats.modalities.entry(edge.summary().modality).or_default() += 1;
            stats.evidence += edge.evidence.len();
            if let Some((source, target)) = self.graph.edge_endpoints(e) {
                parts.union(source.index(), target.index());
            }
        }
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for at in self.graph.node_indices() {
            *sizes.entry(parts.find_mut(at.index())).or_default() += 1;
        }
        stats.isolated = self
            .graph
            .node_indices()
            .filter(|&at| self.graph.neighbors_undirected(at).next().is_none())
            .count();
        stats.components = sizes.into_values().filter(|&size| size > 1).collect();
        stats.components.sort_unstable_by(|a, b| b.cmp(a));
        let degree = |at| {
            self.graph.edges_directed(at, petgraph::Direction::Outgoing).count()
                + self.graph.edges_directed(at, petgraph::Direction::Incoming).count()
        };
        let best = self.by_documents().into_iter().take(hubs);
        stats.hubs = best
            .map(|at| Hub { node: &self.graph[at], degree: degree(at), documents: self.weight(at) })
            .filter(|hub| hub.degree > 0)
            .collect();
        stats
    }
}
