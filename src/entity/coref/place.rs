//! Places that descriptions stand for: "la ville", "le pays".

use super::description::Description;
use super::discourse::Discourse;
use crate::doc::EntityIdx;
use crate::entity::gazetteer::Entry;
use crate::entity::lexicon::Ground;

impl Discourse<'_> {
    /// "la ville", "le pays": the place of that kind named last, where it is the only one of its sentence.
    pub(super) fn place_meant(
        &self,
        ground: Ground,
        np: &Description,
        sentence: usize,
    ) -> Option<EntityIdx> {
        let kinds = match ground {
            Ground::Town => Entry::CITY | Entry::SMALL_CITY,
            Ground::Country => Entry::COUNTRY,
            Ground::Area => Entry::REGION,
        };
        let of_kind = |e: EntityIdx| {
            self.is_place(e) && {
                let names = &self.traits[e.index()].names;
                let known = |kinds| names.iter().any(|n| self.gazetteer.name(n).is(kinds));
                known(kinds) && !(ground == Ground::Town && known(Entry::COUNTRY))
                    || ground == Ground::Town && !known(Entry::PLACE)
            }
        };
        let near = (sentence.saturating_sub(3)..=sentence).rev().find_map(|s| {
            let mut all: Vec<EntityIdx> = Vec::new();
            for e in self.of_sentence(s).iter().filter(|e| e.at < np.tokens.start && of_kind(e.entity)) {
                if !all.contains(&e.entity) {
                    all.push(e.entity);
                }
            }
            (!all.is_empty()).then_some(all)
        })?;
        (near.len() == 1).then(|| near[0])
    }
}
