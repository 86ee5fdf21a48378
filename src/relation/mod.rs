//! Ontology, patterns, modality, attribution and attributes → facts.

mod ontology;

pub use ontology::{AttributeKind, Ontology, RelationType};

use crate::data::{DataError, DataFiles};
use crate::doc::{Document, Entities, Fact, Tags, Tokens, Trees};

/// Finds facts by the patterns in force. Immutable, shared by all threads.
#[derive(Debug)]
pub struct FactFinder {
    ontology: Ontology,
}

impl FactFinder {
    /// Reads the ontology and all pattern files.
    ///
    /// # Errors
    /// When a data file is missing or wrong.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        Ok(Self { ontology: Ontology::new(data)? })
    }

    /// The relations in force.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// What the document says, in order of the text.
    pub fn find(
        &self,
        _document: &Document,
        _tokens: &Tokens,
        _tags: &Tags,
        _trees: Option<&Trees>,
        _entities: &Entities,
    ) -> Vec<Fact> {
        Vec::new()
    }
}
