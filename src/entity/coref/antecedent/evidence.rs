//! What speaks for and against an entity as the one that a description or a pronoun stands for.

use super::{Anaphor, Anaphora};
use crate::doc::{EntityIdx, EntityType, MentionKind, Upos};
use crate::entity::coref::description::{Description, Noun};
use crate::entity::coref::discourse::{Discourse, Event};
use crate::entity::lexicon::{TradeClass, WordSet};
use crate::model::choice::{Evidence, Feature, NO_YES, Terms, feature};
use std::sync::LazyLock;

/// All kinds of evidence. The order is that of the constants below.
const FEATURES: [Feature; 31] = [
    feature("near", &["clause", "sentence", "1", "2", "3", "4-8", "far"]),
    feature("last", &["name", "nominal", "pronoun"]),
    feature("subject-here", NO_YES),
    feature("subject-before", NO_YES),
    feature("was-subject", NO_YES),
    feature("rank", &["0", "1", "2", "3+"]),
    feature("alone", NO_YES),
    feature("share", &["most", "tied", "half", "less"]),
    feature("first", NO_YES),
    feature("opening", NO_YES),
    feature("count", &["1", "2", "3-4", "5+"]),
    feature("again", NO_YES),
    feature("new", &["here", "before", "no"]),
    feature("behind", &["none", "de", "à", "par", "avec", "other"]),
    feature("type", &["organization", "person"]),
    feature("gender", &["firm-same", "firm-clash", "firm-unknown", "person-same", "person-unknown"]),
    feature("called", &["same", "clash", "none"]),
    feature("body", NO_YES),
    feature("media", NO_YES),
    feature(
        "trade",
        &["any", "told", "in-name", "told-industry", "listed", "other-told", "other-listed", "unknown"],
    ),
    feature("noun", &["any", "told", "new"]),
    feature("country", &["none", "seat", "told", "listed", "unknown", "clash", "clash-told"]),
    feature("place", &["none", "seat", "country", "unknown", "clash"]),
    feature("initial", &["inside", "subject-before", "other"]),
    feature("role", &["none", "chosen", "other"]),
    feature(
        "owned",
        &[
            "none",
            "firm-person",
            "firm-part",
            "firm-firm",
            "firm-thing",
            "person-person",
            "person-part",
            "person-firm",
            "person-thing",
        ],
    ),
    feature("beside", &["no", "apposed", "joined", "given", "adjacent", "predicate"]),
    feature("nobody", &["none", "one", "two", "more"]),
    feature("fronted", NO_YES),
    feature("actor", &["none", "this", "other", "this-who", "other-who"]),
    feature("actor-before", &["none", "this", "other"]),
];

const NEAR: usize = 0;
const LAST: usize = 1;
const SUBJECT_HERE: usize = 2;
const SUBJECT_BEFORE: usize = 3;
const WAS_SUBJECT: usize = 4;
const RANK: usize = 5;
const ALONE: usize = 6;
const SHARE: usize = 7;
const FIRST: usize = 8;
const OPENING: usize = 9;
const COUNT: usize = 10;
const AGAIN: usize = 11;
const NEW: usize = 12;
const BEHIND: usize = 13;
const TYPE: usize = 14;
const GENDER: usize = 15;
const CALLED: usize = 16;
const BODY: usize = 17;
const MEDIA: usize = 18;
const TRADE: usize = 19;
const NOUN: usize = 20;
const COUNTRY: usize = 21;
const PLACE: usize = 22;
const INITIAL: usize = 23;
const ROLE: usize = 24;
const OWNED: usize = 25;
const BESIDE: usize = 26;
const NOBODY: usize = 27;
const FRONTED: usize = 28;
const ACTOR: usize = 29;
const ACTOR_BEFORE: usize = 30;

/// The evidence, and the kinds of anaphors that it weighs for.
pub static TERMS: LazyLock<Terms> =
    LazyLock::new(|| Terms::new(&FEATURES, Anaphor::ALL.iter().map(|a| a.name().into())));

impl Discourse<'_> {
    /// What speaks for an entity, of all that may be meant.
    pub(super) fn evidence(&self, anaphora: &Anaphora, entity: EntityIdx, seen: &[EntityIdx]) -> Evidence {
        let mut out = Vec::with_capacity(FEATURES.len());
        self.presence(anaphora, entity, seen, &mut out);
        self.agreement_of(anaphora, entity, &mut out);
        match anaphora.description {
            Some(np) => self.answers_to(np, anaphora, entity, &mut out),
            None => self.ownership(anaphora, entity, &mut out),
        }
        out
    }

    /// How present the entity is to the reader.
    fn presence(&self, anaphora: &Anaphora, entity: EntityIdx, seen: &[EntityIdx], out: &mut Evidence) {
        let (at, sentence) = (anaphora.at, anaphora.sentence);
        let last = self.events.iter().rev().find(|e| e.entity == entity && e.at < at).expect("was seen");
        let distance = sentence - last.sentence;
        // What stands before a semicolon is as good as a sentence of its own.
        let parted = distance == 0 && (last.at..at).any(|i| matches!(self.sheet.form(i), ";" | ":"));
        let near = match distance {
            0 if parted => 1,
            0 => 0,
            1..=3 => distance + 1,
            4..=8 => 5,
            _ => 6,
        };
        let before = sentence.checked_sub(1).and_then(|s| self.subject(s, usize::MAX)) == Some(entity);
        out.push(value(NEAR, near));
        out.push(value(LAST, last.kind as usize));
        out.push(flag(SUBJECT_HERE, self.subject(sentence, at) == Some(entity)));
        out.push(flag(SUBJECT_BEFORE, before));
        out.push(flag(WAS_SUBJECT, self.subject(last.sentence, at) == Some(entity)));
        let rank = seen.iter().position(|&e| e == entity).unwrap_or(3);
        out.push(value(RANK, rank.min(3)));
        let near_by = |e: &EntityIdx| {
            self.events.iter().rev().any(|v| v.entity == *e && v.at < at && sentence - v.sentence <= 1)
        };
        out.push(flag(ALONE, distance <= 1 && seen.iter().filter(|e| near_by(e)).count() == 1));
        let own = self.totals[entity.index()];
        let same = |e: &&EntityIdx| self.kind(**e) == self.kind(entity);
        let most = seen.iter().filter(same).map(|e| self.totals[e.index()]).max().unwrap_or(own);
        let tied = seen.iter().filter(same).filter(|e| self.totals[e.index()] == most).count() > 1;
        out.push(value(
            SHARE,
            match own {
                n if n == most && !tied => 0,
                n if n == most => 1,
                n if 2 * n >= most => 2,
                _ => 3,
            },
        ));
        let first = self.events.iter().find(|e| self.kind(e.entity) == self.kind(entity));
        out.push(flag(FIRST, first.is_some_and(|e| e.entity == entity)));
        let begun = self.events.iter().find(|e| e.entity == entity).map_or(sentence, |e| e.sentence);
        out.push(flag(OPENING, begun < 2));
        out.push(value(
            COUNT,
            match self.counts[entity.index()] {
                ..=1 => 0,
                2 => 1,
                3..=4 => 2,
                _ => 3,
            },
        ));
        let again = self.events.iter().rev().find(|e| e.at < at && e.kind != MentionKind::Name);
        out.push(flag(AGAIN, again.is_some_and(|e| e.entity == entity)));
        out.push(value(NEW, (sentence - begun).min(2)));
        let range = &self.sheet.sentences[last.sentence];
        let word = |n: usize| self.sheet.folded_in(range, last.at.checked_sub(n));
        let article = matches!(word(1), "le" | "la" | "l'" | "les");
        out.push(value(
            BEHIND,
            match word(1 + usize::from(article)) {
                "de" | "d'" | "du" | "des" => 1,
                "a" | "au" | "aux" => 2,
                "par" => 3,
                "avec" => 4,
                "en" | "dans" | "chez" | "pour" | "sur" | "contre" | "entre" | "selon" | "sous" => 5,
                _ => 0,
            },
        ));
        let opens = at == self.sheet.sentences[sentence].start;
        out.push(value(
            INITIAL,
            if !opens {
                0
            } else if before {
                1
            } else {
                2
            },
        ));
        // "Fondée par X, elle emploie": whom the participle is said of is not in its own phrase.
        let fronted = at.checked_sub(1).is_some_and(|comma| self.fronted(sentence) == Some(comma));
        out.push(flag(FRONTED, fronted && distance == 0));
        let is = |actor: Option<&Event>| actor.map_or(0, |a| if a.entity == entity { 1 } else { 2 });
        let actor = self.actor(sentence, at);
        // "X peut compter sur Y, qui a participé à son amorçage."
        let who = actor.is_some_and(|a| self.sheet.folded(a.at) == "qui");
        out.push(value(ACTOR, is(actor) + if who { 2 } else { 0 }));
        out.push(value(ACTOR_BEFORE, is(sentence.checked_sub(1).and_then(|s| self.actor(s, usize::MAX)))));
        let adjacent = at.checked_sub(1).and_then(|i| self.mention_ending(i)) == Some(entity);
        if adjacent {
            out.push(value(BESIDE, 4));
        }
    }

    fn agreement_of(&self, anaphora: &Anaphora, entity: EntityIdx, out: &mut Evidence) {
        let t = &self.traits[entity.index()];
        let person = self.kind(entity) == EntityType::Person;
        out.push(flag(TYPE, person));
        out.push(flag(BODY, t.body));
        out.push(flag(MEDIA, t.media));
        // "le groupe" is any firm, whatever the gender of its name.
        if anaphora.description.is_some() && !person {
            return;
        }
        let agrees = t.feminine.and_then(|g| anaphora.feminine.map(|f| f == g));
        out.push(value(
            GENDER,
            match (person, agrees) {
                (false, Some(true)) => 0,
                (false, Some(false)) => 1,
                (false, None) => 2,
                (true, Some(_)) => 3,
                (true, None) => 4,
            },
        ));
        let called = self.called(entity, anaphora.sentence, anaphora.at);
        out.push(value(
            CALLED,
            match (called, anaphora.feminine) {
                (Some(c), Some(f)) if c == f => 0,
                (Some(_), Some(_)) => 1,
                _ => 2,
            },
        ));
    }

    /// How well the entity answers to the words of a description.
    fn answers_to(&self, np: &Description, anaphora: &Anaphora, entity: EntityIdx, out: &mut Evidence) {
        let t = &self.traits[entity.index()];
        if let Noun::Trade(trade) = np.noun {
            let noun = self.sheet.joined(np.head..np.after_noun);
            let told = t.nouns.contains(&trade.noun);
            let listed = trade.industries.iter().any(|i| t.industries.contains(i));
            out.push(value(
                TRADE,
                match () {
                    () if told => 1,
                    () if self.named_so(np, entity) => 2,
                    () if trade.industries.is_empty() => 0,
                    () if listed && t.trade_told => 3,
                    () if listed => 4,
                    () if t.industries.is_empty() => 7,
                    () if t.trade_told => 5,
                    () => 6,
                },
            ));
            out.push(value(NOUN, if t.nouns.is_empty() { 0 } else { 2 - usize::from(told) }));
            let role = self.part_in_deal(&noun, np, anaphora.sentence);
            out.push(value(ROLE, role.map_or(0, |e| if e == entity { 1 } else { 2 })));
        }
        for d in &np.demonyms {
            let place = crate::entity::fold::folded(&d.place);
            out.push(value(
                COUNTRY,
                match () {
                    () if t.seats.contains(&place) => 1,
                    () if d.country.is_some_and(|c| t.countries.contains(&c)) => {
                        if d.national {
                            2
                        } else {
                            3
                        }
                    }
                    // Europe is no country of one's own.
                    () if t.countries.is_empty() || d.country.is_none() || d.country == Some(*b"EU") => 4,
                    () if t.country_told && d.national => 6,
                    () => 5,
                },
            ));
        }
        if np.demonyms.is_empty() {
            out.push(value(COUNTRY, 0));
        }
        for place in &np.places {
            let country = self.gazetteer.name(place).place();
            out.push(value(
                PLACE,
                match () {
                    () if t.seats.contains(place) => 1,
                    () if country.is_some_and(|c| t.countries.contains(&c)) => 2,
                    () if t.countries.is_empty() || country.is_none() => 3,
                    () => 4,
                },
            ));
        }
        if np.places.is_empty() {
            out.push(value(PLACE, 0));
        }
    }

    /// What a possessive or a pronoun has around it that tells whose it is.
    fn ownership(&self, anaphora: &Anaphora, entity: EntityIdx, out: &mut Evidence) {
        if anaphora.kind != Anaphor::Owner {
            return;
        }
        let (at, sentence) = (anaphora.at, anaphora.sentence);
        let range = &self.sheet.sentences[sentence];
        // "son premier actionnaire": the noun behind its adjectives.
        let small = |i: &usize| matches!(self.sheet.pieces[*i].upos, Upos::Adj | Upos::Num);
        let behind = (at + 1..range.end.min(at + 4)).find(|i| !small(i)).unwrap_or(at + 1);
        let noun = self.sheet.folded_in(range, Some(behind));
        let owned = match self.lexicon.trade(noun) {
            _ if self.lexicon.person(noun).is_some() => 0,
            Some(t) if matches!(t.class, TradeClass::Part | TradeClass::Unit) => 1,
            Some(_) => 2,
            None => 3,
        };
        let person = self.kind(entity) == EntityType::Person;
        out.push(value(OWNED, 1 + owned + if person { 4 } else { 0 }));
        let back = |n: usize| self.sheet.folded_in(range, at.checked_sub(n));
        let ends =
            |n: usize| at.checked_sub(n).filter(|i| range.contains(i)).and_then(|i| self.mention_ending(i));
        let given = back(1) == "a" || back(1) == "de" && back(2) == "aupres";
        let last = self.of_sentence(sentence).iter().rev().find(|e| e.at < at).map(|e| e.entity);
        out.push(value(
            BESIDE,
            match () {
                // "Y, son rival": Y is not its own rival.
                () if back(1) == "," && self.listed_until(at - 1, entity) => 1,
                // "Sony et sa filiale".
                () if back(1) == "et" && ends(2) == Some(entity) => 2,
                // "rachète Y à ses fondateurs".
                () if given && self.lexicon.has(WordSet::Owner, noun) && last == Some(entity) => 3,
                // "Y est son actionnaire".
                () if self.lexicon.has(WordSet::Copula, back(1))
                    && self.subject(sentence, at) == Some(entity) =>
                {
                    5
                }
                () => 0,
            },
        ));
    }

    /// Whether an entity is named right before a token, or in the list that ends there: "X et Y, ses rivaux".
    fn listed_until(&self, end: usize, entity: EntityIdx) -> bool {
        let mut end = Some(end);
        while let Some(last) = end.and_then(|e| e.checked_sub(1)) {
            match self.mention_ending(last) {
                Some(e) if e == entity => return true,
                Some(_) => {}
                None => return false,
            }
            let start = self.mention_start(last);
            let link = start.checked_sub(1).filter(|&i| matches!(self.sheet.folded(i), "et" | "ou"));
            end = link;
        }
        false
    }

    /// Who has the part in the deal of the sentence before: the buyer acts there, the target undergoes.
    fn part_in_deal(&self, noun: &str, np: &Description, sentence: usize) -> Option<EntityIdx> {
        // The nearest sentences that speak of two.
        let parties = (0..4).find_map(|back| {
            let first = sentence.checked_sub(back + 1)?;
            let parties: Vec<EntityIdx> = (first..=sentence)
                .flat_map(|s| self.parties(s, np.tokens.start))
                .filter(|e| self.kind(*e) == EntityType::Organization)
                .collect();
            (parties.iter().any(|e| *e != parties[0])).then_some(parties)
        })?;
        match () {
            () if self.lexicon.has(WordSet::Buyer, noun) => parties.first().copied(),
            () if self.lexicon.has(WordSet::Target, noun) => {
                parties.iter().copied().find(|e| *e != parties[0])
            }
            () => None,
        }
    }
}

/// What speaks for nobody, where so many may be meant.
pub(super) fn nobody(seen: usize) -> Evidence {
    vec![value(NOBODY, seen.min(3))]
}

fn value(feature: usize, value: usize) -> u16 {
    TERMS.value(feature, value)
}

fn flag(feature: usize, yes: bool) -> u16 {
    value(feature, usize::from(yes))
}
