//! The choice of the one meant: what fits a description, and what the text is about.

use super::description::{Description, Determiner, Noun};
use super::discourse::Discourse;
use crate::doc::{EntityIdx, EntityType};
use crate::entity::gazetteer::Entry;
use crate::entity::lexicon::Ground;
use crate::entity::lexicon::TradeClass;

impl Discourse<'_> {
    /// The entity that a definite description means; none when two stand equal.
    pub(super) fn meant(&self, np: &Description, sentence: usize) -> Option<EntityIdx> {
        let mut seen: Vec<EntityIdx> = Vec::new();
        for e in self.events.iter().rev().filter(|e| e.at < np.tokens.start) {
            if !seen.contains(&e.entity) {
                seen.push(e.entity);
            }
            if seen.len() == 24 {
                break;
            }
        }
        let mut scored: Vec<(i32, EntityIdx)> =
            seen.iter().filter_map(|&e| Some((self.score(np, e, sentence)?, e))).collect();
        scored.sort_by_key(|&(score, e)| (-score, -self.totals[e.index()], e));
        let &(best, entity) = scored.first()?;
        let equal = scored.get(1).filter(|second| second.0 == best);
        // Of two that stand equal, the one that the text names far more often.
        let sure = equal.is_none_or(|&(_, e)| self.totals[entity.index()] >= 2 + self.totals[e.index()]);
        (best >= 2 && sure).then_some(entity)
    }

    /// How well the entity answers the description; `None` when it cannot.
    fn score(&self, np: &Description, entity: EntityIdx, sentence: usize) -> Option<i32> {
        let t = &self.traits[entity.index()];
        let pointing = np.determiner == Determiner::Demonstrative;
        let mut score = match pointing {
            // "ce groupe": the one named last.
            true => self.recency(entity, np.tokens.start, sentence),
            false => self.salience(entity, np.tokens.start, sentence),
        };
        match np.noun {
            Noun::Person(person) => {
                let clash = t.feminine.is_some_and(|f| person.gender.is_some_and(|g| g != f));
                if self.kind(entity) != EntityType::Person || clash {
                    return None;
                }
            }
            Noun::Place(_) => return None,
            Noun::National => {
                if self.kind(entity) != EntityType::Organization || t.body || t.media {
                    return None;
                }
                score -= 2;
            }
            Noun::Trade(trade) => {
                if self.kind(entity) != EntityType::Organization {
                    return None;
                }
                let noun = self.sheet.joined(np.head..np.after_noun);
                let named = t.names.iter().any(|n| n.split(' ').any(|w| w == noun));
                match trade.class {
                    TradeClass::Unit => return None,
                    TradeClass::Body => {
                        // "L'autorité" is any that the lists know for one.
                        let told = trade.industries.iter().any(|i| t.industries.contains(i));
                        if !named && !told && !t.nouns.contains(&trade.noun) {
                            return None;
                        }
                        score += 6;
                    }
                    TradeClass::Part => score += self.part(&noun, entity, np, sentence)?,
                    TradeClass::Trade => {
                        let told = trade.industries.iter().any(|i| t.industries.contains(i));
                        score += match () {
                            () if t.nouns.contains(&trade.noun) => 12,
                            () if named => 8,
                            () if told && t.trade_told => 4,
                            () if told => 6,
                            // Another trade.
                            () if trade.industries.is_empty() || t.industries.is_empty() => 0,
                            () if t.trade_told => -8,
                            () => -4,
                        };
                        score -= if t.body || t.media && !told { 5 } else { 0 };
                    }
                    TradeClass::Any | TradeClass::Rank => {
                        score += if t.nouns.contains(&trade.noun) { 3 } else { 0 };
                        score += if pointing { 0 } else { self.weight(entity) };
                        score -= if t.body {
                            6
                        } else if t.media {
                            5
                        } else {
                            0
                        };
                    }
                }
            }
        }
        for d in &np.demonyms {
            let place = crate::entity::fold::folded(&d.place);
            score += match () {
                () if t.seats.contains(&place) => 8,
                () if d.country.is_some_and(|c| t.countries.contains(&c)) => {
                    if d.national {
                        6
                    } else {
                        2
                    }
                }
                // Europe is no country of one's own.
                () if t.countries.is_empty() || d.country.is_none() || d.country == Some(*b"EU") => 0,
                // The text gives it another country; lists may be wrong.
                () if t.country_told && d.national => return None,
                () => -8,
            };
        }
        for place in &np.places {
            let country = self.gazetteer.name(place).place();
            score += match () {
                () if t.seats.contains(place) => 8,
                () if country.is_some_and(|c| t.countries.contains(&c)) => 3,
                () if t.countries.is_empty() || country.is_none() => 0,
                () => -8,
            };
        }
        Some(score)
    }

    /// A part in the deal of the sentence before: the buyer is who acts there, the target who undergoes.
    fn part(&self, noun: &str, entity: EntityIdx, np: &Description, sentence: usize) -> Option<i32> {
        // The nearest sentences that speak of two.
        let parties = (0..4).find_map(|back| {
            let first = sentence.checked_sub(back + 1)?;
            let parties: Vec<EntityIdx> = (first..=sentence)
                .flat_map(|s| self.parties(s, np.tokens.start))
                .filter(|e| self.kind(*e) == EntityType::Organization)
                .collect();
            (parties.iter().any(|e| *e != parties[0])).then_some(parties)
        })?;
        let chosen = match noun {
            "acquereur" | "acquereuse" | "acheteur" | "repreneur" | "repreneuse" | "vainqueur"
            | "gagnant" | "laureat" => parties.first(),
            "cible" => parties.iter().find(|e| **e != parties[0]),
            _ => return None,
        };
        (chosen == Some(&entity)).then_some(6)
    }

    /// How much of the whole text is about an organization, against the one it is most about.
    fn weight(&self, entity: EntityIdx) -> i32 {
        let own = self.totals[entity.index()];
        let share = if self.most == 1 {
            0
        } else if own == self.most {
            4
        } else {
            (own * 4 / self.most.max(1)).min(3)
        };
        let first =
            self.events.iter().find(|e| self.kind(e.entity) == EntityType::Organization).map(|e| e.entity)
                == Some(entity);
        share + if first { 3 } else { 0 }
    }

    /// How near the entity was named before, whatever its part in the sentence.
    fn recency(&self, entity: EntityIdx, at: usize, sentence: usize) -> i32 {
        let last = |e: EntityIdx| self.events.iter().rev().find(|v| v.entity == e && v.at < at);
        let Some(own) = last(entity) else { return -10 };
        let nearest = self
            .events
            .iter()
            .rev()
            .find(|v| v.at < at && self.kind(v.entity) == self.kind(entity))
            .map(|v| v.entity);
        let near = match sentence - own.sentence {
            0 | 1 => 4,
            2 => 2,
            _ => 0,
        };
        near + if nearest == Some(entity) { 3 } else { 0 }
    }

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

    /// How present the entity is in the reader's mind: near, subject, often named.
    pub fn salience(&self, entity: EntityIdx, at: usize, sentence: usize) -> i32 {
        let Some(last) = self.events.iter().rev().find(|e| e.entity == entity && e.at < at) else {
            return -10;
        };
        let distance = sentence - last.sentence;
        // What stands before a semicolon is as good as a sentence of its own.
        let parted = distance == 0 && (last.at..at).any(|i| matches!(self.sheet.form(i), ";" | ":"));
        let near = match distance {
            0 if parted => 4,
            0 => 2,
            1 => 4,
            2 => 2,
            3 => 1,
            4..=8 => 0,
            _ => -2,
        };
        let subject = self.subject(last.sentence, at) == Some(entity);
        let often = self.counts[entity.index()].min(4) / 2;
        near + if subject { 3 } else { 0 } + often
    }
}
