//! What the document and the lists tell of an entity: trade, nationality, seat, gender.

use crate::doc::{Entities, EntityType};
use crate::entity::fold::folded;
use crate::entity::gazetteer::{Entry, Gazetteer};
use crate::entity::lexicon::{Lexicon, WordSet};
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// What is known of one entity.
#[derive(Clone, Debug, Default)]
pub struct Traits {
    /// Its type.
    pub kind: Option<EntityType>,
    /// Industries by the lists.
    pub industries: BTreeSet<u8>,
    /// Numbers of the nouns by which the text calls it.
    pub nouns: BTreeSet<u16>,
    /// Countries, by the lists or the text.
    pub countries: BTreeSet<[u8; 2]>,
    /// The text itself told a trade.
    pub trade_told: bool,
    /// The text itself told a country.
    pub country_told: bool,
    /// Folded names of places where the lists or the text seat it, and of which the text uses the adjective.
    pub seats: BTreeSet<String>,
    /// An authority, a court, a union, a university.
    pub body: bool,
    /// A newspaper, an agency.
    pub media: bool,
    /// Grammatical gender, where a first name or an article tells.
    pub feminine: Option<bool>,
    /// Its names, folded.
    pub names: Vec<String>,
}

/// Traits of all entities by their names alone.
pub fn of_names(entities: &Entities, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<Traits> {
    entities
        .entities
        .iter()
        .map(|e| {
            let mut t = Traits { kind: Some(e.kind), ..Traits::default() };
            // What the names come down to stands in the id.
            let canonical = e.id.split_once('/').map_or("", |(_, name)| name);
            for name in std::iter::once(e.label.as_str())
                .chain(e.aliases.iter().map(SmolStr::as_str))
                .chain(std::iter::once(canonical))
            {
                let key = folded(name);
                if e.kind == EntityType::Organization {
                    let entry = gazetteer.name(&key);
                    if entry.is(Entry::ORGANIZATION) {
                        t.industries.extend(Some(entry.industry()).filter(|n| *n != 0));
                        t.countries.extend(entry.seat());
                    }
                    if let Some(known) = gazetteer.organization(&key) {
                        t.industries.extend(&known.industries);
                        t.seats.extend(known.seats.iter().cloned());
                    }
                    t.body |= entry.is(Entry::BODY) && !entry.is(Entry::COMPANY);
                    t.media |= entry.is(Entry::MEDIA);
                    let first = key.split(' ').next().unwrap_or("");
                    t.body |= lexicon.has(WordSet::Authority, first);
                }
                if e.kind == EntityType::Person {
                    let first = key.split(' ').next().unwrap_or("");
                    let entry = gazetteer.name(first);
                    let sure =
                        entry.is(Entry::FIRST_NAME) && entry.is(Entry::MALE) != entry.is(Entry::FEMALE);
                    if sure && t.feminine.is_none() {
                        t.feminine = Some(entry.is(Entry::FEMALE));
                    }
                }
                t.names.push(key);
            }
            t
        })
        .collect()
}
