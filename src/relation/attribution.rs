//! Attribution: who is quoted as saying a sentence.

use super::clause::Clauses;
use super::unit::Kind;
use crate::doc::{Attribution, ByteSpan, EntityType};

impl Clauses<'_> {
    /// "selon Reuters", "d'après une source proche du dossier", "a déclaré X", "assure-t-il".
    pub(super) fn attribution(&self) -> Option<Attribution> {
        (0..self.units().len()).find_map(|at| self.according_to(at).or_else(|| self.saying(at)))
    }

    fn according_to(&self, at: usize) -> Option<Attribution> {
        let unit = self.unit(at);
        let preposition = unit.preposition.as_ref().filter(|_| unit.kind == Kind::Noun)?;
        if !self.classes.has("source-preposition", preposition) {
            return None;
        }
        Some(self.source(at))
    }

    /// A verb of saying with its subject behind it: it closes a quotation or a report.
    fn saying(&self, at: usize) -> Option<Attribution> {
        let unit = self.unit(at);
        if unit.kind != Kind::Verb
            || !self.classes.has("say-verb", self.lemma(at))
            || unit.verb.finite.is_none()
        {
            return None;
        }
        let next = at + 1;
        let inverted = next < self.units().len() && self.subject(at) == Some(next);
        (inverted && self.before(at).is_some()).then(|| self.source(next))
    }

    fn source(&self, at: usize) -> Attribution {
        let unit = self.unit(at);
        if let Some(m) = unit.mention {
            let entity = self.layers.entities.mention(m).entity;
            let kind = self.layers.entities.entity(entity).kind;
            if matches!(kind, EntityType::Organization | EntityType::Person) {
                return Attribution::Entity(entity);
            }
        }
        let first = self.layers.tokens.span(unit.words.start);
        let last = self.layers.tokens.cover(self.unit(self.chain_end(at)).words);
        Attribution::Words(ByteSpan { start: first.start, end: last.end })
    }
}
