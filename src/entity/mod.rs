//! Names, values, coreference and resolution → entities.

pub mod fold;
pub mod gazetteer;
pub mod lexicon;
mod names;
mod resolve;
mod sheet;

use crate::data::{DataError, DataFiles};
use crate::doc::{Document, Entities, Tags, Tokens, Trees};
use gazetteer::Gazetteer;
use lexicon::Lexicon;
use sheet::Sheet;

/// Finds entities. Immutable, shared by all threads.
#[derive(Debug)]
pub struct EntityFinder {
    gazetteer: Gazetteer,
    lexicon: Lexicon,
}

impl EntityFinder {
    /// Reads gazetteers, units and cue words.
    ///
    /// # Errors
    /// When a data file is missing or wrong.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        let gazetteer = Gazetteer::new(data)?;
        let lexicon = Lexicon::new(data, &gazetteer)?;
        Ok(Self { gazetteer, lexicon })
    }

    /// Mentions, entities and values of a document. Trees help where they are.
    pub fn find(
        &self,
        document: &Document,
        tokens: &Tokens,
        tags: &Tags,
        _trees: Option<&Trees>,
    ) -> Entities {
        let sheet = Sheet::new(document, tokens, tags);
        let names = names::find(&sheet, &self.gazetteer, &self.lexicon);
        resolve::resolve(&sheet, &self.gazetteer, names)
    }
}

#[cfg(test)]
mod tests;
