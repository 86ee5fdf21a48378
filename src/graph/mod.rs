//! Facts → petgraph: the model, merge, stable ids, the one fixed order.
//!
//! The truth of a graph is sets: which documents there are, what each calls an entity and
//! where it mentions it, and which sentences say what of two entities. All else (labels,
//! modality and attributes of edges, their keys, support) follows from the sets. So
//! merging, the union of the sets, is associative, commutative and idempotent, and
//! removing a document undoes adding it.

mod build;
mod document;
mod edge;
mod filter;
mod json;
mod merge;
mod node;
mod set;
mod stats;
mod support;

pub use document::Document;
pub use edge::{Edge, Evidence, Summary, Value};
pub use filter::Filter;
pub use json::{GraphError, Layout, schema};
pub use node::{Mention, Names, Node};
pub use set::SortedSet;
pub use stats::{Hub, Stats};
pub use support::{Copies, Sketch, Support};

use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use smol_str::{SmolStr, format_smolstr};
use std::collections::{BTreeMap, HashMap};

/// The version of the program, as graphs name it.
const GENERATOR: &str = concat!("filature ", env!("CARGO_PKG_VERSION"));

/// A knowledge graph with the documents that it was made from.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// What made it; empty in an empty graph.
    generator: SmolStr,
    /// By id and digest.
    documents: BTreeMap<(SmolStr, SmolStr), Document>,
    graph: StableDiGraph<Node, Edge>,
    /// By id; ids start with the type, so this is the order of types, then names.
    nodes: BTreeMap<SmolStr, NodeIndex>,
    /// Where an edge is, so that hubs are no slower than others. Only for looking up.
    edges: HashMap<EdgeKey, EdgeIndex>,
}

/// What sets one edge apart from all others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct EdgeKey {
    source: NodeIndex,
    target: NodeIndex,
    relation: SmolStr,
    negated: bool,
}

/// An edge with its ends.
#[derive(Clone, Copy, Debug)]
pub struct Link<'g> {
    /// Subject. Of a symmetric relation, the end with the smaller id.
    pub source: &'g Node,
    /// Object.
    pub target: &'g Node,
    /// What lies between.
    pub edge: &'g Edge,
    /// Whether the same relation also stands affirmed between the two.
    contested: bool,
}

impl Link<'_> {
    /// What sets the edge apart from others between the same nodes: the relation, and the
    /// modality of a denial that stands beside an affirmation.
    pub fn key(&self) -> SmolStr {
        if self.contested {
            format_smolstr!("{}/negated", self.edge.relation)
        } else {
            self.edge.relation.clone()
        }
    }

    /// The edge's id in files that give edges one: it does not change when other edges come
    /// or go, as the key may.
    pub fn id(&self) -> String {
        let denial = if self.edge.negated { "/negated" } else { "" };
        format!("{}|{}{denial}|{}", self.source.id, self.edge.relation, self.target.id)
    }
}

impl Graph {
    /// What made the graph: `filature 0.1.0`.
    pub fn generator(&self) -> &str {
        if self.generator.is_empty() { GENERATOR } else { &self.generator }
    }

    /// The documents, by id.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = &Document> + Clone {
        self.documents.values()
    }

    /// The nodes, by type and name.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = &Node> + Clone {
        self.nodes.values().map(|&at| &self.graph[at])
    }

    /// The node with this id.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.get(id).map(|&at| &self.graph[at])
    }

    /// The edges, by source, target, relation; the affirmed before the denied.
    pub fn links(&self) -> Vec<Link<'_>> {
        let mut rank = vec![0usize; self.graph.node_indices().map(|n| n.index() + 1).max().unwrap_or(0)];
        for (n, at) in self.nodes.values().enumerate() {
            rank[at.index()] = n;
        }
        let mut sorted: Vec<_> = self
            .graph
            .edge_indices()
            .filter_map(|e| {
                let (source, target) = self.graph.edge_endpoints(e)?;
                Some((source, target, &self.graph[e]))
            })
            .collect();
        sorted.sort_unstable_by(|a, b| {
            let place = |&(source, target, edge): &(NodeIndex, NodeIndex, &'_ Edge)| {
                (rank[source.index()], rank[target.index()], edge.negated)
            };
            let ((s, t, negated), (s2, t2, negated2)) = (place(a), place(b));
            (s, t, &a.2.relation, negated).cmp(&(s2, t2, &b.2.relation, negated2))
        });
        let mut links: Vec<Link<'_>> = Vec::with_capacity(sorted.len());
        for (n, &(source, target, edge)) in sorted.iter().enumerate() {
            let contested = edge.negated
                && n.checked_sub(1).is_some_and(|before| {
                    let (s, t, other) = sorted[before];
                    s == source && t == target && other.relation == edge.relation
                });
            links.push(Link { source: &self.graph[source], target: &self.graph[target], edge, contested });
        }
        links
    }

    /// The structure, for algorithms. Its indices mean nothing outside of it.
    pub fn petgraph(&self) -> &StableDiGraph<Node, Edge> {
        &self.graph
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.graph.node_count()
    }

    /// Number of edges.
    pub fn edge_count(&self) -> usize {
        self.graph.edge_count()
    }

    /// Adds a document, or what is newly known of it.
    fn add_document(&mut self, document: Document) {
        use std::collections::btree_map::Entry;
        match self.documents.entry((document.id.clone(), document.sha256.clone())) {
            Entry::Vacant(place) => {
                place.insert(document);
            }
            Entry::Occupied(place) => place.into_mut().join(document),
        }
    }

    /// Adds a node, or what is newly known of it.
    fn add_node(&mut self, node: Node) -> NodeIndex {
        if let Some(&at) = self.nodes.get(&node.id) {
            self.graph[at].unite(node);
            return at;
        }
        let id = node.id.clone();
        let at = self.graph.add_node(node);
        self.nodes.insert(id, at);
        at
    }

    /// Adds evidence of an edge.
    fn add_edge(&mut self, source: NodeIndex, target: NodeIndex, edge: Edge) {
        let key = EdgeKey { source, target, relation: edge.relation.clone(), negated: edge.negated };
        match self.edges.get(&key) {
            Some(&at) => self.graph[at].evidence.unite(edge.evidence),
            None => {
                let at = self.graph.add_edge(source, target, edge);
                self.edges.insert(key, at);
            }
        }
    }
}
