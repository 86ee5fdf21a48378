//! Names, values, coreference and resolution → entities.

pub(crate) mod coref;
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
use coref::antecedent::{Antecedents, Judge};
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
    antecedents: Antecedents,
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
        let antecedents = Antecedents::new(data)?;
        Ok(Self { gazetteer, lexicon, names, resolver, antecedents, values: ValueReader::new(data)? })
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
        let mut entities = self.named(&sheet);
        self.bind(&sheet, &mut &self.antecedents, &mut entities);
        entities.values = self.values.read(&sheet, &self.gazetteer, &self.lexicon, document.date);
        entities
    }

    /// The entities that names make.
    pub(crate) fn named(&self, sheet: &Sheet) -> Entities {
        let names = names::find(sheet, &self.gazetteer, &self.lexicon, &self.names);
        self.resolver.resolve(sheet, &self.gazetteer, names)
    }

    /// Adds the mentions that descriptions and pronouns make, as the judge decides.
    pub(crate) fn bind(&self, sheet: &Sheet, judge: &mut dyn Judge, entities: &mut Entities) {
        coref::resolve(sheet, &self.gazetteer, &self.lexicon, judge, entities);
    }
}

#[cfg(test)]
mod tests;
