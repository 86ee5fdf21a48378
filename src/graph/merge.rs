//! Graphs → one graph; and a document out of it again.

use super::Graph;

impl Graph {
    /// Adds all of `other`. Associative, commutative, idempotent: whatever the order, the
    /// same graphs give the same bytes.
    pub fn merge(&mut self, mut other: Graph) {
        if other.node_count() > self.node_count() {
            std::mem::swap(self, &mut other);
        }
        self.generator = std::cmp::max(&self.generator, &other.generator).clone();
        for document in std::mem::take(&mut other.documents).into_values() {
            self.add_document(document);
        }
        let edges: Vec<_> = other
            .graph
            .edge_indices()
            .filter_map(|e| {
                let (source, target) = other.graph.edge_endpoints(e)?;
                Some((e, source, target))
            })
            .collect();
        let mut moved: Vec<_> = Vec::with_capacity(edges.len());
        for (e, source, target) in edges {
            let ids = (other.graph[source].id.clone(), other.graph[target].id.clone());
            moved.extend(other.graph.remove_edge(e).map(|edge| (ids, edge)));
        }
        for at in std::mem::take(&mut other.nodes).into_values() {
            if let Some(node) = other.graph.remove_node(at) {
                self.add_node(node);
            }
        }
        for ((source, target), edge) in moved {
            self.add_edge(self.nodes[&source], self.nodes[&target], edge);
        }
    }

    /// Merges any number of graphs. Like-sized graphs are merged with each other first, so
    /// that a million small ones cost no more than their total size, times its logarithm.
    pub fn merge_all(graphs: impl IntoIterator<Item = Graph>) -> Graph {
        // As a binary counter: the graph at place k holds 2^k of those given, or is empty.
        let mut places: Vec<Option<Graph>> = Vec::new();
        for mut graph in graphs {
            let mut place = 0;
            while let Some(held) = places.get_mut(place).and_then(Option::take) {
                graph.merge(held);
                place += 1;
            }
            if place == places.len() {
                places.push(None);
            }
            places[place] = Some(graph);
        }
        let mut all = Graph::default();
        places.into_iter().flatten().for_each(|graph| all.merge(graph));
        all
    }

    /// Takes out a document, with its evidence and whatever hangs on nothing else. Says
    /// whether there was such a document.
    pub fn remove_document(&mut self, id: &str) -> bool {
        let before = self.documents.len();
        self.documents.retain(|(held, _), _| held != id);
        if self.documents.len() == before {
            return false;
        }
        self.retain_documents(|document| document != id);
        true
    }

    /// Keeps what these documents say.
    pub(super) fn retain_documents(&mut self, keep: impl Fn(&str) -> bool) {
        self.documents.retain(|(id, _), _| keep(id));
        self.graph.retain_edges(|mut graph, e| {
            let evidence = &mut graph[e].evidence;
            evidence.retain(|e| keep(&e.document));
            !evidence.is_empty()
        });
        self.graph.retain_nodes(|mut graph, n| {
            let node = &mut graph[n];
            node.names.retain(|names| keep(&names.document));
            node.mentions.retain(|mention| keep(&mention.document));
            !(node.names.is_empty() && node.mentions.is_empty())
        });
        self.forget_removed();
    }

    /// Brings the look-up tables in step after nodes or edges were taken out.
    pub(super) fn forget_removed(&mut self) {
        self.nodes.retain(|_, at| self.graph.contains_node(*at));
        self.edges.retain(|_, at| self.graph.edge_weight(*at).is_some());
    }
}
