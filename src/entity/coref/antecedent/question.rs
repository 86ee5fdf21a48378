//! What is asked of a description or a pronoun: of which kind it is, and who may be meant.

use super::evidence::nobody;
use super::{Anaphor, Question};
use crate::doc::{EntityIdx, EntityType};
use crate::entity::coref::description::{Description, Determiner, Noun};
use crate::entity::coref::discourse::Discourse;
use crate::entity::lexicon::{Demonym, TradeClass};
use crate::model::choice::Evidence;

/// How far back entities are thought of: the last so many that were spoken of.
const REACH: usize = 24;

/// What stands for somebody, as far as its words tell.
pub struct Anaphora<'a, 'd> {
    /// Its kind.
    pub kind: Anaphor,
    /// Its first token.
    pub at: usize,
    /// Its sentence.
    pub sentence: usize,
    /// The description, where it is one.
    pub description: Option<&'a Description<'d>>,
    /// The gender that it tells.
    pub feminine: Option<bool>,
}

impl Discourse<'_> {
    /// Who may be meant, and what speaks for each.
    pub fn question(&self, anaphora: &Anaphora) -> Question {
        let mut seen: Vec<EntityIdx> = Vec::new();
        for e in self.events.iter().rev().filter(|e| e.at < anaphora.at) {
            if !seen.contains(&e.entity) {
                seen.push(e.entity);
            }
            if seen.len() == REACH {
                break;
            }
        }
        seen.retain(|&e| {
            self.possible(anaphora, e) && anaphora.description.is_none_or(|np| self.bears(np, e))
        });
        let mut answers: Vec<(Option<EntityIdx>, Evidence)> =
            seen.iter().map(|&e| (Some(e), self.evidence(anaphora, e, &seen))).collect();
        answers.push((None, nobody(seen.len())));
        Question {
            anaphor: anaphora.kind,
            #[cfg(feature = "train")]
            head: anaphora.description.map_or(anaphora.at, |np| np.head),
            answers,
        }
    }

    /// Whether the type, and the gender of a person, allow the entity.
    fn possible(&self, anaphora: &Anaphora, entity: EntityIdx) -> bool {
        let kind = self.kind(entity);
        let firm = kind == EntityType::Organization;
        let person = kind == EntityType::Person;
        let gender = self.traits[entity.index()].feminine;
        let clash = person && gender.is_some_and(|g| anaphora.feminine.is_some_and(|f| f != g));
        let type_fits = match anaphora.kind {
            Anaphor::Person | Anaphor::Me => person,
            Anaphor::He | Anaphor::She | Anaphor::Owner | Anaphor::Oblique => firm || person,
            _ => firm,
        };
        type_fits && !clash
    }

    /// Whether nothing that the text itself tells of the entity speaks against a description.
    fn bears(&self, np: &Description, entity: EntityIdx) -> bool {
        let t = &self.traits[entity.index()];
        let abroad = |d: &&Demonym| {
            d.national && d.country.is_some_and(|c| c != *b"EU" && !t.countries.contains(&c))
        };
        if t.country_told && np.demonyms.iter().any(abroad) {
            return false;
        }
        let Noun::Trade(trade) = np.noun else { return true };
        let told = t.nouns.contains(&trade.noun);
        let shared = trade.industries.iter().any(|i| t.industries.contains(i));
        match trade.class {
            // "Le tribunal" is no firm.
            TradeClass::Body => told || shared || t.body || self.named_so(np, entity),
            TradeClass::Trade => {
                told || shared || !t.trade_told || trade.industries.is_empty() || t.industries.is_empty()
            }
            _ => true,
        }
    }

    /// Whether a name of the entity has the noun of the description in it: "la banque", "Banque X".
    pub(super) fn named_so(&self, np: &Description, entity: EntityIdx) -> bool {
        let noun = self.sheet.joined(np.head..np.after_noun);
        self.traits[entity.index()].names.iter().any(|n| n.split(' ').any(|w| w == noun))
    }

    /// The kind of a description, where it may stand for one spoken of before.
    pub fn anaphor(&self, np: &Description) -> Option<Anaphor> {
        if np.determiner == Determiner::Possessive {
            return matches!(np.noun, Noun::Trade(t) if t.mutual).then_some(Anaphor::Other);
        }
        let this = np.determiner == Determiner::Demonstrative;
        Some(match np.noun {
            Noun::Place(_) => return None,
            Noun::Person(_) => Anaphor::Person,
            Noun::National => Anaphor::National,
            Noun::Trade(t) => match t.class {
                TradeClass::Unit => return None,
                _ if this => Anaphor::This,
                TradeClass::Any => Anaphor::Group,
                TradeClass::Trade => Anaphor::Trade,
                TradeClass::Rank => Anaphor::Rank,
                TradeClass::Part => Anaphor::Part,
                TradeClass::Body => Anaphor::Body,
            },
        })
    }

    /// The gender that a description tells.
    pub fn gender_of(&self, np: &Description) -> Option<bool> {
        match np.noun {
            Noun::Trade(t) => Some(t.feminine),
            Noun::Person(p) => p.gender,
            _ => match self.sheet.folded(np.tokens.start) {
                "le" => Some(false),
                "la" => Some(true),
                _ => None,
            },
        }
    }
}
