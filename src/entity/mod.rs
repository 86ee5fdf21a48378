//! Names, values, coreference and resolution → entities.

mod coref;
pub mod fold;
pub mod gazetteer;
pub mod lexicon;
pub(crate) mod names;
pub mod proper;
mod resolve;
pub(crate) mod sheet;
mod values;

use crate::data::{DataError, DataFiles};
use crate::doc::{Document, Entities, Tags, Tokens, Trees};
use gazetteer::Gazetteer;
use lexicon::Lexicon;
pub use names::model::FILE as NAMES_FILE;
use names::model::NameModel;
pub use resolve::USER_FILE;
use resolve::{Forms, Resolver, UserList};
use sheet::Sheet;
use values::ValueReader;

/// Finds entities. Immutable, shared by all threads.
#[derive(Debug)]
pub struct EntityFinder {
    gazetteer: Gazetteer,
    lexicon: Lexicon,
    names: NameModel,
    resolver: Resolver,
    values: ValueReader,
}

impl EntityFinder {
    /// Reads gazetteers, units and cue words, and the user's list of entities ([`USER_FILE`]) where one is given.
    ///
    /// # Errors
    /// When a data file is missing or wrong.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        let gazetteer = Gazetteer::new(data)?;
        let lexicon = Lexicon::new(data, &gazetteer)?;
        let resolver = Resolver::new(Forms::new(data)?, UserList::new(data)?);
        let names = NameModel::new(data)?;
        Ok(Self { gazetteer, lexicon, names, resolver, values: ValueReader::new(data)? })
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
        let names = names::find(&sheet, &self.gazetteer, &self.lexicon, &self.names);
        let mut entities = self.resolver.resolve(&sheet, &self.gazetteer, names);
        coref::resolve(&sheet, &self.gazetteer, &self.lexicon, &mut entities);
        entities.values = self.values.read(&sheet, &self.gazetteer, document.date);
        entities
    }
}

#[cfg(test)]
mod tests;
