//! Facts → petgraph: the model, merge, stable ids, the one fixed order.

use crate::doc::{Document, Entities, Fact, Tokens};
use crate::relation::Ontology;

/// A knowledge graph with the documents that it was made from.
#[derive(Clone, Debug, Default)]
pub struct Graph {}

impl Graph {
    /// The graph of one document.
    pub fn of_document(
        _document: &Document,
        _tokens: &Tokens,
        _entities: &Entities,
        _facts: &[Fact],
        _ontology: &Ontology,
    ) -> Self {
        Self::default()
    }

    /// Adds all of `other`. Associative, commutative, idempotent.
    pub fn merge(&mut self, _other: Graph) {}
}
