//! What has been spoken of so far, and the choice of the one meant.

use super::Bound;
use super::description::{Description, Determiner, Noun};
use super::traits::{Traits, of_names};
use crate::doc::{Entities, EntityIdx, EntityType, MentionKind};
use crate::entity::gazetteer::Gazetteer;
use crate::entity::lexicon::{Lexicon, TradeClass};
use crate::entity::sheet::Sheet;
use std::collections::HashMap;
use std::ops::Range;

/// One mention in the past of the text.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Who.
    pub entity: EntityIdx,
    /// First token.
    pub at: usize,
    /// Sentence.
    pub sentence: usize,
}

/// The state of the reading.
pub struct Discourse<'a> {
    /// The document's tokens.
    pub sheet: &'a Sheet<'a>,
    /// Known names and words.
    pub gazetteer: &'a Gazetteer,
    /// Trades, nationalities, cues.
    pub lexicon: &'a Lexicon,
    /// By entity.
    pub traits: Vec<Traits>,
    /// In order of the text.
    pub events: Vec<Event>,
    kinds: Vec<EntityType>,
    /// First token of a name to its entity and tokens.
    names: HashMap<usize, (EntityIdx, Range<usize>, usize)>,
    /// Last token of a name to its first.
    ends: HashMap<usize, usize>,
    /// Last token of a description to its entity.
    described: HashMap<usize, EntityIdx>,
    /// Mentions so far, by entity.
    counts: Vec<i32>,
    /// Names in the whole text, by entity; of the organization that has most.
    totals: Vec<i32>,
    most: i32,
}

impl<'a> Discourse<'a> {
    /// Before the first word.
    pub fn new(
        sheet: &'a Sheet<'a>,
        gazetteer: &'a Gazetteer,
        lexicon: &'a Lexicon,
        entities: &Entities,
    ) -> Self {
        let totals: Vec<i32> = entities.entities.iter().map(|e| e.mentions.len() as i32).collect();
        let (mut names, mut ends) = (HashMap::new(), HashMap::new());
        for m in &entities.mentions {
            let start = sheet.pieces.partition_point(|p| p.span.start < m.span.start);
            let end = sheet.pieces.partition_point(|p| p.span.end <= m.span.end);
            names.insert(start, (m.entity, start..end, m.sentence.index()));
            ends.insert(end - 1, start);
        }
        Self {
            sheet,
            gazetteer,
            lexicon,
            traits: of_names(entities, gazetteer),
            events: Vec::new(),
            kinds: entities.entities.iter().map(|e| e.kind).collect(),
            names,
            ends,
            described: HashMap::new(),
            counts: vec![0; entities.entities.len()],
            most: totals
                .iter()
                .zip(&entities.entities)
                .filter(|(_, e)| e.kind == EntityType::Organization)
                .map(|(&n, _)| n)
                .max()
                .unwrap_or(0),
            totals,
        }
    }

    /// The entity of a name that begins at a token.
    pub fn name_at(&self, at: usize) -> Option<EntityIdx> {
        self.names.get(&at).map(|n| n.0)
    }

    /// The tokens of the name that begins at a token.
    ///
    /// # Panics
    /// When none does.
    pub fn name_tokens(&self, at: usize) -> Range<usize> {
        self.names[&at].1.clone()
    }

    /// The entity of a name whose last token this is.
    pub fn name_ending(&self, at: usize) -> Option<EntityIdx> {
        self.ends.get(&at).and_then(|start| self.name_at(*start))
    }

    /// The entity of a name or a description whose last token this is.
    pub fn mention_ending(&self, at: usize) -> Option<EntityIdx> {
        self.name_ending(at).or_else(|| self.described.get(&at).copied())
    }

    /// Whether the entity is a place.
    pub fn is_place(&self, entity: EntityIdx) -> bool {
        self.kind(entity) == EntityType::Place
    }

    /// The entity's type.
    pub fn kind(&self, entity: EntityIdx) -> EntityType {
        self.kinds[entity.index()]
    }

    /// Notes a name that begins at a token, and what its article and its neighbours tell.
    pub fn pass_names(&mut self, at: usize) {
        let Some((entity, tokens, sentence)) = self.names.get(&at).cloned() else { return };
        let range = self.sheet.sentences[sentence].clone();
        let before = self.sheet.folded_in(&range, at.checked_sub(1)).to_owned();
        let next = |n: usize| self.sheet.folded_in(&range, Some(tokens.end + n));
        // "X, de Toulouse", "X, basé à Seattle", "X (Finistère)".
        let seated = next(0) == "," && (next(1) == "de" || matches!(next(2), "a" | "en" | "au"));
        let place = (1..4)
            .map(|n| tokens.end + n)
            .find(|i| self.names.get(i).is_some_and(|n| self.kinds[n.0.index()] == EntityType::Place));
        let seat =
            place.filter(|i| seated && range.contains(i)).map(|i| self.sheet.joined(self.name_tokens(i)));
        let traits = &mut self.traits[entity.index()];
        if traits.kind == Some(EntityType::Organization) {
            match before.as_str() {
                "la" => traits.feminine = Some(true),
                "le" | "du" | "au" => traits.feminine = Some(false),
                _ => {}
            }
            if let Some(seat) = seat {
                let country = self.gazetteer.name(&seat).place();
                traits.countries.extend(country);
                traits.seats.insert(seat);
            }
        }
        self.remember(entity, at, sentence);
    }

    /// Notes a mention.
    fn remember(&mut self, entity: EntityIdx, at: usize, sentence: usize) {
        self.events.push(Event { entity, at, sentence });
        self.counts[entity.index()] += 1;
    }

    /// Notes a description or a pronoun.
    pub fn note(&mut self, b: &Bound) {
        self.described.insert(b.tokens.end - 1, b.entity);
        self.remember(b.entity, b.tokens.start, b.sentence);
    }

    /// First organizations and people mentioned in a sentence before a token, each once, in order.
    pub fn parties(&self, sentence: usize, before: usize) -> Vec<EntityIdx> {
        let mut out = Vec::new();
        for e in self.events.iter().filter(|e| e.sentence == sentence && e.at < before) {
            let party = matches!(self.kind(e.entity), EntityType::Organization | EntityType::Person);
            if party && !out.contains(&e.entity) {
                out.push(e.entity);
            }
        }
        out
    }

    /// The party that a sentence is about: the first that stands there, media aside.
    pub fn subject(&self, sentence: usize, before: usize) -> Option<EntityIdx> {
        let parties = self.parties(sentence, before);
        parties.iter().copied().find(|e| !self.traits[e.index()].media).or(parties.first().copied())
    }

    /// The mentions that a description makes: of the name beside it, or of the one meant.
    pub fn bind_description(&mut self, np: &Description, sentence: usize) -> Vec<Bound> {
        let bound = |entity, confidence| Bound {
            tokens: np.tokens.clone(),
            head: np.head,
            sentence,
            kind: MentionKind::Nominal,
            entity,
            confidence,
        };
        if let Some(at) = np.named {
            let entity = self.name_at(at).expect("a name was seen here");
            // "les groupes X et Y" say nothing of X alone.
            if self.fits(np, entity) && !np.plural {
                self.learn(entity, np);
                let mut one = bound(entity, 950);
                one.tokens.end = self.name_tokens(at).end;
                return vec![one];
            }
            return Vec::new();
        }
        if np.plural {
            return self.pair(np, sentence).into_iter().map(|e| bound(e, 700)).collect();
        }
        if let Some(entity) = self.named_after(np.tokens.end, sentence).filter(|e| self.fits(np, *e)) {
            let determined = matches!(np.determiner, Determiner::Possessive | Determiner::Definite);
            if determined {
                self.learn(entity, np);
                return vec![bound(entity, 900)];
            }
        }
        if let Some(entity) = self.apposed(np, sentence) {
            self.learn(entity, np);
            return vec![bound(entity, 900)];
        }
        // "la nouvelle société de X" is a part of X where nothing else is named.
        if let (Some(owner), Noun::Trade(trade)) = (np.owned, np.noun)
            && trade.class == TradeClass::Any
            && self.kind(owner) == EntityType::Organization
        {
            return vec![bound(owner, 600)];
        }
        if let Some(owner) = np.owned
            && np.determiner == Determiner::Definite
            && matches!(np.noun, Noun::Trade(t) if t.class == TradeClass::Unit || t.class == TradeClass::Part)
            && self.sheet.sentences[sentence].start == np.tokens.start
            && let Some(entity) = self.owned_by(owner, sentence)
        {
            return vec![bound(entity, 650)];
        }
        if np.fresh
            || np.owned.is_some()
            || matches!(np.determiner, Determiner::Indefinite | Determiner::Bare)
        {
            return Vec::new();
        }
        let meant = match np.determiner {
            Determiner::Possessive => self.other_party(np, sentence),
            _ => self.meant(np, sentence),
        };
        meant.map(|e| bound(e, 750)).into_iter().collect()
    }

    /// "La filiale de X": the party that the sentence before is about, where it is not X.
    fn owned_by(&self, owner: EntityIdx, sentence: usize) -> Option<EntityIdx> {
        let mut others = self.parties(sentence.checked_sub(1)?, usize::MAX);
        others.retain(|&e| {
            e != owner && self.kind(e) == EntityType::Organization && !self.traits[e.index()].media
        });
        others.into_iter().max_by_key(|e| (self.totals[e.index()], std::cmp::Reverse(*e)))
    }

    /// Whether the entity's type is that of the description's noun.
    fn fits(&self, np: &Description, entity: EntityIdx) -> bool {
        match np.noun {
            Noun::Person(_) => self.kind(entity) == EntityType::Person,
            _ => self.kind(entity) == EntityType::Organization,
        }
    }

    /// "sa maison mère, X, risque", "sa maison mère, le fonds X, ": the name set off by commas after a token.
    pub fn named_after(&self, at: usize, sentence: usize) -> Option<EntityIdx> {
        let range = &self.sheet.sentences[sentence];
        let form = |i: usize| if range.contains(&i) { self.sheet.form(i) } else { "." };
        if form(at) != "," {
            return None;
        }
        let trade = self.lexicon.trade(self.sheet.folded_in(range, Some(at + 2))).is_some();
        let name = if trade { at + 3 } else { at + 1 };
        let entity = self.name_at(name)?;
        matches!(form(self.name_tokens(name).end), "," | "." | ")" | "»").then_some(entity)
    }

    /// Keeps what a description tells of the entity.
    fn learn(&mut self, entity: EntityIdx, np: &Description) {
        let traits = &mut self.traits[entity.index()];
        if let Noun::Trade(trade) = np.noun {
            traits.nouns.insert(trade.noun);
            traits.industries.extend(&trade.industries);
            traits.feminine.get_or_insert(trade.feminine);
        }
        for d in &np.demonyms {
            traits.countries.extend(d.country);
            traits.seats.insert(crate::entity::fold::folded(&d.place));
        }
        traits.seats.extend(np.places.iter().cloned());
    }

    /// "X, le constructeur naval de Y,": the name before the comma, when the description ends there too.
    fn apposed(&self, np: &Description, sentence: usize) -> Option<EntityIdx> {
        let range = &self.sheet.sentences[sentence];
        let comma =
            np.tokens.start.checked_sub(1).filter(|i| range.contains(i) && self.sheet.form(*i) == ",")?;
        let entity = self.name_ending(comma.checked_sub(1)?)?;
        let closed = np.tokens.end >= range.end
            || matches!(
                self.sheet.form(np.tokens.end),
                "," | "." | ")" | "(" | ";" | ":" | "»" | "!" | "?"
            )
            || matches!(
                self.sheet.folded(np.tokens.end),
                "qui"
                    | "dont"
                    | "que"
                    | "specialise"
                    | "specialisee"
                    | "base"
                    | "basee"
                    | "et"
                    | "dans"
                    | "pour"
                    | "sur"
            );
        // A part in a deal or a group is told of its owner: "X, filiale de Y".
        let named = np.owned.is_some()
            || matches!(np.determiner, Determiner::Bare | Determiner::Indefinite | Determiner::Definite);
        (self.fits(np, entity) && closed && named && np.determiner != Determiner::Possessive)
            .then_some(entity)
    }

    /// "les deux groupes": the two parties of the sentence before, where there are just two.
    fn pair(&self, np: &Description, sentence: usize) -> Vec<EntityIdx> {
        let definite = matches!(np.determiner, Determiner::Definite | Determiner::Demonstrative);
        if !definite || !self.says_two(np) {
            return Vec::new();
        }
        (sentence.saturating_sub(2)..=sentence)
            .rev()
            .map(|s| {
                let mut all = self.parties(s, np.tokens.start);
                all.retain(|e| self.kind(*e) == EntityType::Organization && !self.traits[e.index()].media);
                all
            })
            .find(|all| all.len() == 2)
            .unwrap_or_default()
    }

    fn says_two(&self, np: &Description) -> bool {
        (np.tokens.start..np.head).any(|i| self.sheet.folded(i) == "deux")
    }

    /// "son client", "son partenaire": the only other party of the sentence before.
    fn other_party(&self, np: &Description, sentence: usize) -> Option<EntityIdx> {
        let Noun::Trade(trade) = np.noun else { return None };
        let mutual = trade.class == TradeClass::Part
            && !matches!(
                self.sheet.folded(np.head),
                "filiale" | "maison" | "division" | "branche" | "actionnaire" | "holding"
            );
        let subject = self
            .subject(sentence, np.tokens.start)
            .or_else(|| self.subject(sentence.checked_sub(1)?, usize::MAX))?;
        let mut others = self.parties(sentence.checked_sub(1)?, usize::MAX);
        others.retain(|e| {
            *e != subject && self.kind(*e) == EntityType::Organization && !self.traits[e.index()].media
        });
        (mutual && others.len() == 1).then(|| others[0])
    }

    /// The entity that a definite description means; none when two stand equal.
    fn meant(&self, np: &Description, sentence: usize) -> Option<EntityIdx> {
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
        scored.sort_by_key(|&(score, e)| (-score, e));
        let &(best, entity) = scored.first()?;
        let second = scored.get(1).map_or(i32::MIN / 2, |s| s.0);
        (best >= 2 && best > second).then_some(entity)
    }

    /// How well the entity answers the description; `None` when it cannot.
    fn score(&self, np: &Description, entity: EntityIdx, sentence: usize) -> Option<i32> {
        let t = &self.traits[entity.index()];
        let mut score = self.salience(entity, np.tokens.start, sentence);
        match np.noun {
            Noun::Person(person) => {
                let clash = t.feminine.is_some_and(|f| person.gender.is_some_and(|g| g != f));
                if self.kind(entity) != EntityType::Person || clash {
                    return None;
                }
            }
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
                        if !named && !t.nouns.contains(&trade.noun) {
                            return None;
                        }
                        score += 6;
                    }
                    TradeClass::Part => score += self.part(&noun, entity, np, sentence)?,
                    TradeClass::Trade => {
                        let told = trade.industries.iter().any(|i| t.industries.contains(i));
                        score += match () {
                            () if t.nouns.contains(&trade.noun) => 8,
                            () if told || named => 6,
                            () if !t.industries.is_empty() && !trade.industries.is_empty() => -4,
                            () => 0,
                        };
                        score -= if t.body || t.media && !told { 5 } else { 0 };
                    }
                    TradeClass::Any | TradeClass::Rank => {
                        score += if t.nouns.contains(&trade.noun) { 3 } else { 0 };
                        score += self.weight(entity);
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
                () => -6,
            };
        }
        for place in &np.places {
            let country = self.gazetteer.name(place).place();
            score += match () {
                () if t.seats.contains(place) => 8,
                () if country.is_some_and(|c| t.countries.contains(&c)) => 3,
                () if t.countries.is_empty() || country.is_none() => 0,
                () => -4,
            };
        }
        Some(score)
    }

    /// A part in the deal of the sentence before: the buyer is who acts there, the target who undergoes.
    fn part(&self, noun: &str, entity: EntityIdx, np: &Description, sentence: usize) -> Option<i32> {
        let parties: Vec<EntityIdx> = (sentence.saturating_sub(1)..=sentence)
            .flat_map(|s| self.parties(s, np.tokens.start))
            .filter(|e| self.kind(*e) == EntityType::Organization)
            .collect();
        let chosen = match noun {
            "acquereur" | "acquereuse" | "acheteur" | "repreneur" | "repreneuse" | "vainqueur"
            | "gagnant" | "laureat" => parties.first(),
            "cible" => parties.get(1).or(parties.last()),
            _ => return None,
        };
        (chosen == Some(&entity)).then_some(6)
    }

    /// How much of the whole text is about an organization, against the one it is most about.
    fn weight(&self, entity: EntityIdx) -> i32 {
        let own = self.totals[entity.index()];
        let share = if own == self.most { 4 } else { (own * 4 / self.most.max(1)).min(3) };
        let first =
            self.events.iter().find(|e| self.kind(e.entity) == EntityType::Organization).map(|e| e.entity)
                == Some(entity);
        share + if first { 2 } else { 0 }
    }

    /// How present the entity is in the reader's mind: near, subject, often named.
    pub fn salience(&self, entity: EntityIdx, at: usize, sentence: usize) -> i32 {
        let Some(last) = self.events.iter().rev().find(|e| e.entity == entity && e.at < at) else {
            return -10;
        };
        let distance = sentence - last.sentence;
        let near = match distance {
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
