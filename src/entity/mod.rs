//! Names, values, coreference and resolution → entities.

use crate::data::{DataError, DataFiles};
use crate::doc::{Document, Entities, Tags, Tokens, Trees};

/// Finds entities. Immutable, shared by all threads.
#[derive(Debug)]
pub struct EntityFinder {}

impl EntityFinder {
    /// Reads gazetteers, units and cue words.
    ///
    /// # Errors
    /// When a data file is missing or wrong.
    pub fn new(_data: &DataFiles) -> Result<Self, DataError> {
        Ok(Self {})
    }

    /// Mentions, entities and values of a document. Trees help where they are.
    pub fn find(
        &self,
        _document: &Document,
        _tokens: &Tokens,
        _tags: &Tags,
        _trees: Option<&Trees>,
    ) -> Entities {
        Entities::default()
    }
}
