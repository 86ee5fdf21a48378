//! What has been spoken of so far, and the choice of the one meant.

use super::Bound;
use super::traits::{Traits, of_names};
use crate::doc::{Entities, EntityIdx, EntityType, MentionKind, Upos};
use crate::entity::gazetteer::{Common, Gazetteer};
use crate::entity::lexicon::Lexicon;
use crate::entity::sheet::{Shape, Sheet};
use std::collections::HashMap;
use std::ops::Range;

/// One mention in the past of the text.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Who.
    pub entity: EntityIdx,
    /// First token.
    pub at: usize,
    /// First token after it.
    pub end: usize,
    /// Sentence.
    pub sentence: usize,
    /// A name, a description or a pronoun.
    pub kind: MentionKind,
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
    pub(super) kinds: Vec<EntityType>,
    /// First token of a name to its entity and tokens.
    names: HashMap<usize, (EntityIdx, Range<usize>, usize)>,
    /// Last token of a name to its first.
    ends: HashMap<usize, usize>,
    /// First token of a description to the gender of its noun.
    genders: HashMap<usize, bool>,
    /// Last token of a description to its entity.
    described: HashMap<usize, EntityIdx>,
    /// Mentions so far, by entity.
    pub(super) counts: Vec<i32>,
    /// Names in the whole text, by entity.
    pub(super) totals: Vec<i32>,
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
            traits: of_names(entities, gazetteer, lexicon),
            events: Vec::new(),
            kinds: entities.entities.iter().map(|e| e.kind).collect(),
            names,
            ends,
            genders: HashMap::new(),
            described: HashMap::new(),
            counts: vec![0; entities.entities.len()],
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

    /// The first token of the name, or the only one of another mention, that ends at a token.
    pub fn mention_start(&self, last: usize) -> usize {
        self.ends.get(&last).copied().unwrap_or(last)
    }

    /// Whether the entity is a place.
    pub fn is_place(&self, entity: EntityIdx) -> bool {
        self.kind(entity) == EntityType::Place
    }

    /// Whether one of the organizations of the text is known to sit in a place of this folded name,
    /// whatever the name passes for: "le géant de Mountain View".
    pub fn is_seat(&self, name: &str) -> bool {
        self.traits.iter().any(|t| t.seats.contains(name))
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
        let agreed = self.agreement(&range, tokens.end);
        let traits = &mut self.traits[entity.index()];
        if traits.kind == Some(EntityType::Organization) {
            match before.as_str() {
                "la" => traits.feminine = Some(true),
                "le" | "du" | "au" => traits.feminine = Some(false),
                _ => traits.feminine = agreed.or(traits.feminine),
            }
            if let Some(seat) = seat {
                let country = self.gazetteer.name(&seat).place();
                traits.countries.extend(country);
                traits.country_told |= country.is_some();
                traits.seats.insert(seat);
            }
        }
        self.remember(entity, tokens, sentence, MentionKind::Name);
    }

    /// The gender that a participle after a name tells: "X, détenue à 8 %", "X a été rachetée".
    fn agreement(&self, within: &Range<usize>, end: usize) -> Option<bool> {
        let word = |i: usize| self.sheet.folded_in(within, Some(i));
        let at = match word(end) {
            "," => end + 1,
            "est" | "etait" | "sera" | "serait" => end + 1,
            "a" | "avait" | "aura" | "aurait" if word(end + 1) == "ete" => end + 2,
            _ => return None,
        };
        let piece = within.contains(&at).then(|| self.sheet.pieces[at])?;
        let form = self.sheet.form(at);
        let participle = piece.shape.is(Shape::LOWER)
            && self.gazetteer.word(word(at)).is(Common::VERB | Common::ADJECTIVE)
            && form.chars().count() > 4;
        match form {
            _ if !participle => None,
            _ if ["ée", "due", "nue", "cue", "lue", "ise", "ite"].iter().any(|e| form.ends_with(e)) => {
                Some(true)
            }
            _ if ["é", "du", "nu", "cu", "lu"].iter().any(|e| form.ends_with(e)) => Some(false),
            _ => None,
        }
    }

    /// Notes a mention.
    fn remember(&mut self, entity: EntityIdx, tokens: Range<usize>, sentence: usize, kind: MentionKind) {
        self.events.push(Event { entity, at: tokens.start, end: tokens.end, sentence, kind });
        self.counts[entity.index()] += 1;
    }

    /// Notes a description or a pronoun.
    pub fn note(&mut self, b: &Bound) {
        self.described.insert(b.tokens.end - 1, b.entity);
        self.remember(b.entity, b.tokens.clone(), b.sentence, b.kind);
    }

    /// Notes the gender of the noun of a description.
    pub fn note_gender(&mut self, at: usize, feminine: bool) {
        self.genders.insert(at, feminine);
    }

    /// The gender of the noun by which the sentence has called the entity last: "le groupe".
    pub fn called(&self, entity: EntityIdx, sentence: usize, before: usize) -> Option<bool> {
        let here = self.of_sentence(sentence).iter().rev();
        here.filter(|e| e.entity == entity && e.at < before).find_map(|e| self.genders.get(&e.at).copied())
    }

    /// The mentions of a sentence so far.
    pub fn of_sentence(&self, sentence: usize) -> &[Event] {
        let start = self.events.partition_point(|e| e.sentence < sentence);
        let end = self.events.partition_point(|e| e.sentence <= sentence);
        &self.events[start..end]
    }

    /// The two parties that a sentence puts together: its only two, or two that stand side by side
    /// in it, "X et Y", and in no longer list.
    pub fn two(&self, sentence: usize, before: usize, fits: impl Fn(EntityIdx) -> bool) -> Vec<EntityIdx> {
        let mut all = self.parties(sentence, before);
        all.retain(|&e| fits(e) && !self.traits[e.index()].media);
        if all.len() <= 2 {
            return if all.len() == 2 { all } else { Vec::new() };
        }
        let names: Vec<&Event> = self
            .of_sentence(sentence)
            .iter()
            .filter(|e| e.at < before && all.contains(&e.entity) && self.names.contains_key(&e.at))
            .collect();
        let joined = |i: usize, word: &str| {
            let (end, next) = (self.name_tokens(names[i].at).end, names[i + 1].at);
            next > end
                && next - end <= 4
                && self.sheet.folded(end) == word
                && (end + 1..next).all(|k| self.sheet.pieces[k].shape.is(Shape::LOWER))
        };
        // "W, X et Y", "X et Y, Z", "X et Y et Z" are longer lists.
        let listed = |i: usize| {
            let end = self.name_tokens(names[i].at).end;
            names[i + 1].at - end <= 3 && self.sheet.form(end) == ","
        };
        let pair = (0..names.len().saturating_sub(1)).find(|&i| {
            let more = i + 2 < names.len() && (joined(i + 1, "et") || listed(i + 1));
            joined(i, "et") && names[i].entity != names[i + 1].entity && !more && !(i > 0 && listed(i - 1))
        });
        pair.map_or(Vec::new(), |i| vec![names[i].entity, names[i + 1].entity])
    }

    /// First organizations and people mentioned in a sentence before a token, each once, in order.
    pub fn parties(&self, sentence: usize, before: usize) -> Vec<EntityIdx> {
        let mut out = Vec::new();
        for e in self.of_sentence(sentence).iter().filter(|e| e.at < before) {
            let party = matches!(self.kind(e.entity), EntityType::Organization | EntityType::Person);
            if party && !out.contains(&e.entity) {
                out.push(e.entity);
            }
        }
        out
    }

    /// The party that a sentence is about: the first that stands there, media aside, behind what
    /// is put before the subject: "Saisie par X, Y a tranché", "Pour X, Y", "Selon X, Y".
    pub fn subject(&self, sentence: usize, before: usize) -> Option<EntityIdx> {
        let parties = self.parties(sentence, before);
        let spoken = |e: &EntityIdx| !self.traits[e.index()].media;
        let first_behind = |at: usize| {
            let events = self.of_sentence(sentence).iter().filter(|e| e.at > at && e.at < before);
            events.map(|e| e.entity).filter(|e| parties.contains(e)).find(spoken)
        };
        // Behind a semicolon another clause begins.
        let range = &self.sheet.sentences[sentence];
        let clause = (range.start..range.end.min(before)).rev().find(|&i| self.sheet.form(i) == ";");
        if let Some(entity) = clause.and_then(first_behind) {
            return Some(entity);
        }
        let fronted = self.fronted(sentence).filter(|&comma| comma < before && parties.len() > 1);
        if let Some(entity) = fronted.and_then(first_behind) {
            return Some(entity);
        }
        parties.iter().copied().find(spoken).or(parties.first().copied())
    }

    /// Who acts nearest before a token of the sentence: the party behind which a finite verb stands
    /// ("Apple a baissé ses prix", "l'acheteur, un fonds, ouvrira son capital").
    pub fn actor(&self, sentence: usize, before: usize) -> Option<&Event> {
        let events = self.of_sentence(sentence).iter().rev();
        let acting = |e: &&Event| e.at < before && self.acts(sentence, e.end, before);
        events.filter(|e| !self.is_place(e.entity)).find(acting)
    }

    /// Whether a finite verb stands where a mention ends, or behind what is set off there by commas.
    fn acts(&self, sentence: usize, end: usize, before: usize) -> bool {
        const LONGEST: usize = 15;
        let limit = self.sheet.sentences[sentence].end.min(before);
        let verb = |from: usize| {
            let clitic = |&i: &usize| {
                let word = self.sheet.folded(i);
                matches!(
                    word,
                    "ne" | "n'" | "se" | "s'" | "lui" | "leur" | "en" | "y" | "le" | "la" | "les" | "l'"
                )
            };
            let Some(at) = (from..limit).find(|i| !clitic(i)) else { return false };
            let form = self.sheet.form(at);
            let participle = ["é", "ée", "és", "ées"].iter().any(|e| form.ends_with(e));
            matches!(self.sheet.pieces[at].upos, Upos::Verb | Upos::Aux)
                && !participle
                && !form.ends_with("ant")
        };
        if end >= limit {
            return false;
        }
        if self.sheet.form(end) != "," {
            return verb(end);
        }
        let close = (end + 1..limit.min(end + LONGEST)).find(|&i| self.sheet.form(i) == ",");
        close.is_some_and(|i| verb(i + 1))
    }

    /// The comma that ends what stands before the subject, where the sentence begins so.
    pub fn fronted(&self, sentence: usize) -> Option<usize> {
        let range = &self.sheet.sentences[sentence];
        let first = self.sheet.folded(range.start);
        let piece = self.sheet.pieces[range.start];
        let participle = piece.upos == Upos::Verb
            && ["e", "ee", "es", "ees", "i", "ie", "is", "ise", "it", "u", "ue", "us", "ues", "ant"]
                .iter()
                .any(|end| first.ends_with(end));
        let phrase = matches!(first, "contrairement" | "conformement" | "quant" | "parallelement" | "face");
        if !participle && !phrase && piece.upos != Upos::Adp || self.names.contains_key(&range.start) {
            return None;
        }
        range.clone().find(|&i| self.sheet.form(i) == ",")
    }
}
