//! Of what type a candidate is: evidence from lists, form, neighbours and the rest of the document.

use super::Name;
use super::spans::Candidate;
use crate::doc::{Confidence, EntityType, Finder, Upos};
use crate::entity::gazetteer::{Common, Entry, Gazetteer};
use crate::entity::lexicon::{Cue, Lexicon};
use crate::entity::sheet::{Shape, Sheet};
use std::collections::HashMap;
use std::ops::Range;

/// Evidence for each type, and for no node at all, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Points {
    organization: i32,
    person: i32,
    place: i32,
    product: i32,
    other: i32,
}

impl Points {
    fn add(&mut self, more: Points) {
        self.organization += more.organization;
        self.person += more.person;
        self.place += more.place;
        self.product += more.product;
        self.other += more.other;
    }

    /// The best type and its lead over the second; ties go to organizations, then people, places, products.
    fn best(self) -> (Option<EntityType>, i32) {
        let all = [
            (Some(EntityType::Organization), self.organization),
            (Some(EntityType::Person), self.person),
            (Some(EntityType::Place), self.place),
            (Some(EntityType::Product), self.product),
            (None, self.other),
        ];
        let mut best = all[0];
        for one in &all[1..] {
            if one.1 > best.1 {
                best = *one;
            }
        }
        let second = all.iter().filter(|o| o.0 != best.0).map(|o| o.1).max().unwrap_or(0);
        (best.0, best.1 - second)
    }
}

/// Gives every candidate its type; those that are no node are dropped.
pub fn decide(
    sheet: &Sheet,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    candidates: Vec<Candidate>,
) -> Vec<Name> {
    let judge = Judge { sheet, gazetteer, lexicon };
    let keys: Vec<String> = candidates.iter().map(|c| sheet.joined(c.tokens.clone())).collect();
    let local: Vec<(Points, Points)> = candidates.iter().map(|c| judge.points(c)).collect();
    // One string, one type, but for a place in a place's own surroundings ("à Orange").
    let mut together: HashMap<&str, Points> = HashMap::new();
    for (key, (form, context)) in keys.iter().zip(&local) {
        let sum = together.entry(key).or_insert(*form);
        sum.add(*context);
    }
    // Surnames and short names lean on the long ones that the document gives.
    let mut tails: HashMap<&str, EntityType> = HashMap::new();
    for (key, candidate) in keys.iter().zip(&candidates) {
        let (kind, lead) = together[key.as_str()].best();
        if let (Some(kind), true) = (kind, lead >= 3 && candidate.tokens.len() > 1) {
            let last = sheet.folded(candidate.tokens.end - 1);
            let first = sheet.folded(candidate.tokens.start);
            match kind {
                EntityType::Person => {
                    tails.entry(last).or_insert(kind);
                }
                EntityType::Organization => {
                    tails.entry(first).or_insert(kind);
                }
                _ => {}
            }
        }
    }
    let mut names = Vec::with_capacity(candidates.len());
    for ((candidate, key), (form, context)) in candidates.iter().zip(&keys).zip(&local) {
        let mut points = together[key.as_str()];
        let mut finder = Finder::Context;
        if candidate.tokens.len() == 1
            && !candidate.entry.is(Entry::SURE_ORGANIZATION | Entry::SURE_PLACE)
            && let Some(kind) = tails.get(key.as_str())
        {
            finder = Finder::Repetition;
            match kind {
                EntityType::Person => points.person += 6,
                _ => points.organization += 5,
            }
        }
        let listed = candidate.entry.is(Entry::SURE_ORGANIZATION | Entry::SURE_PLACE);
        if listed {
            finder = Finder::Gazetteer;
        }
        // Lists that know both a town and a firm leave it to the words around this one; of a small
        // town, only where they are plain: "à Orange, dans le Vaucluse".
        let plain = context.place >= 8 && candidate.entry.is(Entry::SMALL_CITY);
        if candidate.entry.is(Entry::COMPANY) && (candidate.entry.is(Entry::SURE_PLACE) || plain) {
            points = *form;
            points.add(*context);
        }
        let (kind, lead) = points.best();
        let Some(kind) = kind else { continue };
        names.push(Name {
            tokens: candidate.tokens.clone(),
            sentence: candidate.sentence,
            kind,
            finder,
            confidence: Confidence::from_thousandths(500 + 50 * lead.clamp(0, 9) as u16),
        });
    }
    names
}

struct Judge<'a> {
    sheet: &'a Sheet<'a>,
    gazetteer: &'a Gazetteer,
    lexicon: &'a Lexicon,
}

impl Judge<'_> {
    /// Evidence of the name itself, and of its neighbours.
    fn points(&self, c: &Candidate) -> (Points, Points) {
        if c.institution {
            return (Points { organization: 12, ..Points::default() }, Points::default());
        }
        let range = self.sheet.sentences[c.sentence].clone();
        let mut context = self.left(c, &range);
        context.add(self.right(c, &range));
        (self.form(c), context)
    }

    fn form(&self, c: &Candidate) -> Points {
        let mut p = Points { organization: 1, ..Points::default() };
        let (start, end) = (c.tokens.start, c.tokens.end);
        let e = c.entry;
        let several = c.tokens.len() > 1;
        if e.is(Entry::SURE_ORGANIZATION) {
            p.organization += 6;
        } else if e.is(Entry::SMALL_COMPANY) {
            p.organization += 2;
        }
        if e.is(Entry::COUNTRY | Entry::REGION) {
            p.place += 8;
        } else if e.is(Entry::CITY) {
            p.place += if e.is(Entry::COMPANY) { 4 } else { 6 };
        } else if e.is(Entry::SMALL_CITY) {
            // Every French village is on the long list.
            p.place += if e.place() == Some(*b"FR") { 3 } else { 1 };
        }
        if e.is(Entry::OTHER) {
            // "Mars" is a firm, a month and a planet; "BTP" is nothing else.
            p.other += if e.is(Entry::ORGANIZATION | Entry::PLACE) { 3 } else { 20 };
        }
        let first = self.gazetteer.name(self.sheet.folded(start));
        let forename = first.is(Entry::FIRST_NAME)
            || self.sheet.folded(start).split_once(' ').is_some_and(|(a, b)| {
                self.gazetteer.name(a).is(Entry::FIRST_NAME) && self.gazetteer.name(b).is(Entry::FIRST_NAME)
            });
        let last = self.lexicon.cue(self.sheet.folded(end - 1));
        let tokens = || c.tokens.clone().map(|i| (self.sheet.form(i), self.sheet.pieces[i].shape));
        if several {
            if forename {
                p.person += if c.tokens.len() <= 4 { 6 } else { 3 };
            }
            if self.gazetteer.name(self.sheet.folded(end - 1)).is(Entry::LAST_NAME) && c.tokens.len() == 2 {
                p.person += 2;
            }
            if last.is(Cue::SUFFIX) {
                p.organization += 6;
            }
            if first.is(Entry::SURE_ORGANIZATION) {
                p.organization += 4;
            }
            if self.lexicon.cue(self.sheet.folded(start)).is(Cue::HEAD) {
                p.organization += 6;
            }
            if tokens().any(|(f, _)| f == "&" || f == "+") {
                p.organization += 6;
            }
            let initial = self.sheet.form(start).len() == 2 && self.sheet.form(start).ends_with('.');
            if initial {
                p.person += 4;
            }
        } else {
            if e.is(Entry::FIRST_NAME) && !e.is(Entry::SURE_ORGANIZATION | Entry::SURE_PLACE) {
                p.person += 2;
            }
            let form = self.sheet.form(start);
            if self.sheet.pieces[start].shape.is(Shape::UPPER) && form.chars().count() <= 6 && p.place == 0
            {
                p.organization += 2;
            }
        }
        if tokens().any(|(f, s)| s.is(Shape::INNER) && !f.starts_with("Mc") && !f.starts_with("Mac")) {
            p.organization += 3;
        }
        if tokens().any(|(f, _)| [".com", ".ai", ".io", ".fr", ".co"].iter().any(|t| f.ends_with(t))) {
            p.organization += 5;
        }
        // Letters and digits: `A350`, `H-9`; a list knows `M6` and `3DS`.
        let model = tokens().any(|(f, s)| {
            s.is(Shape::DIGIT) && !s.is(Shape::NUMBER) && f.chars().next().is_some_and(char::is_alphabetic)
        });
        let numbered = several && tokens().next_back().is_some_and(|(_, s)| s.is(Shape::NUMBER));
        if (model || numbered) && !e.is(Entry::ORGANIZATION) {
            p.product += 3;
        }
        if !several && self.lexicon.is_drug(self.sheet.folded(start)) {
            p.product += 5;
        }
        p
    }

    /// Evidence of the words before the name.
    fn left(&self, c: &Candidate, range: &Range<usize>) -> Points {
        let mut p = Points::default();
        let word = |n: usize| self.sheet.folded_in(range, c.tokens.start.checked_sub(n));
        let near = word(1);
        let cue = self.lexicon.cue(near);
        if cue.is(Cue::TITLE) && c.tokens.start > range.start {
            p.person += 8;
        }
        let small = |n: usize| {
            c.tokens.start.checked_sub(n).is_some_and(|i| {
                range.contains(&i) && self.sheet.pieces[i].shape.is(Shape::LOWER | Shape::MARK)
            })
        };
        // "le groupe X", "la biotech danoise X", "le fabricant de tuiles X".
        let noun = self.noun_before(c.tokens.start, range);
        if let Some(noun) = noun {
            let cue = self.lexicon.cue(noun);
            if self.lexicon.trade(noun).is_some() || self.lexicon.trade_reach(noun) > 1 {
                p.organization += 5;
            } else if cue.is(Cue::PRODUCT) {
                p.product += 4;
            } else if cue.is(Cue::PLACE) {
                p.place += 5;
            } else if cue.is(Cue::OTHER) {
                p.other += 5;
            } else if cue.is(Cue::ORGANIZATION) {
                p.organization += 4;
            } else if self.gazetteer.word(noun).is(Common::HUMAN) || self.lexicon.person(noun).is_some() {
                p.person += if c.tokens.len() > 1 { 4 } else { 1 };
            }
        }
        if noun.is_none()
            && let Some(demonym) = self.lexicon.demonym(near)
            && !demonym.place.is_empty()
            && matches!(
                word(2),
                "l'" | "le" | "la" | "les" | "au" | "du" | "aux" | "des" | "un" | "une" | "d'"
            )
        {
            let capital = c
                .tokens
                .start
                .checked_sub(1)
                .is_some_and(|i| self.sheet.pieces[i].shape.is(Shape::CAPITAL));
            if capital && c.tokens.len() > 1 { p.person += 3 } else { p.organization += 4 }
        }
        // "Bruxelles inflige", "le feu vert de Bruxelles": the town for those who decide there.
        let decides =
            matches!(self.sheet.pieces.get(c.tokens.end).map(|p| p.upos), Some(Upos::Verb | Upos::Aux))
                && c.tokens.end < range.end;
        if self.lexicon.cue(self.sheet.folded(c.tokens.start)).is(Cue::SEAT)
            && c.tokens.len() == 1
            && decides
            && !matches!(near, "a" | "de" | "d'" | "en" | "vers" | "depuis" | "sur" | "pres")
        {
            p.organization += 14;
        }
        match near {
            "chez" => p.organization += 5,
            "en" if small(1) => p.place += 4,
            // "cédé à X", "attribué à X": what is given goes to somebody.
            "a" if !c.entry.is(Entry::PLACE) && self.given(c, range) => p.organization += 2,
            "a" => p.place += if c.entry.is(Entry::PLACE) { 4 } else { 2 },
            "vers" | "depuis" => p.place += 1,
            "par" | "selon" | "avec" | "contre" | "et" => {}
            "son" | "sa" | "ses" => p.product += 3,
            "dans" => p.place += 1,
            _ => {}
        }
        // A noun linked by a preposition: "PDG de X", "port de X", "basée à X".
        let linked = match near {
            "de" | "d'" | "du" | "a" | "des" => 2,
            "l'" | "la" | "le" | "les" if matches!(word(2), "de" | "a") => 3,
            _ => 0,
        };
        if linked > 0 {
            let governor = (linked..linked + 4).map(word).find(|w| {
                let cue = self.lexicon.cue(w);
                cue.is(Cue::OF_ORGANIZATION | Cue::OF_PLACE | Cue::AT_PLACE)
                    || self.gazetteer.word(w).is(Common::VERB)
            });
            let cue = self.lexicon.cue(governor.unwrap_or(""));
            if near == "a" {
                p.place += if cue.is(Cue::AT_PLACE) { 4 } else { 0 };
            } else {
                // "30 % de X", "3 % du capital de X".
                let share = word(linked) == "%";
                p.organization += if cue.is(Cue::OF_ORGANIZATION) || share { 4 } else { 0 };
                // "l'usine de Safi" is in a town, "l'usine de Lion Électrique" a firm's.
                let town = c.tokens.len() == 1 || c.entry.is(Entry::PLACE);
                let place = cue.is(Cue::OF_PLACE) && !cue.is(Cue::OF_ORGANIZATION) && town;
                p.place += if place { 3 } else { 0 };
            }
        }
        if matches!(near, "au" | "aux") && c.entry.is(Entry::PLACE) {
            p.place += 3;
        }
        // "au Mans", "du Creusot": towns with an article.
        if matches!(near, "au" | "du") {
            let whole = format!("le {}", self.sheet.joined(c.tokens.clone()));
            p.place += if self.gazetteer.name(&whole).is(Entry::PLACE) { 6 } else { 0 };
        }
        // "», explique X"; "le ministre de l'Économie".
        if self.lexicon.cue(near).is(Cue::SPEECH) && c.tokens.len() > 1 {
            p.person += 4;
        }
        if (1..4).any(|n| matches!(word(n), "ministre" | "ministres" | "secretaire")) && c.tokens.len() == 1
        {
            p.other += 6;
        }
        // "à Tulsa (Oklahoma)", "l'usine de Safi, en".
        if near == "(" && c.entry.is(Entry::PLACE) {
            p.place += 2;
        }
        p
    }

    /// Whether the nearest verb before is one of giving, and nothing but its object stands between.
    fn given(&self, c: &Candidate, range: &Range<usize>) -> bool {
        const REACH: usize = 9;
        let from = range.start.max(c.tokens.start.saturating_sub(REACH));
        (from..c.tokens.start.saturating_sub(1))
            .rev()
            .take_while(|&i| !matches!(self.sheet.form(i), "." | ";" | ":" | ","))
            .find(|&i| {
                let word = self.sheet.folded(i);
                matches!(self.sheet.pieces[i].upos, Upos::Verb) || self.lexicon.gives(word)
            })
            .is_some_and(|i| self.lexicon.gives(self.sheet.folded(i)))
    }

    /// The noun of which the name is the apposition: directly before, or before adjectives and complements.
    fn noun_before(&self, start: usize, range: &Range<usize>) -> Option<&str> {
        let mut i = start.checked_sub(1).filter(|i| range.contains(i))?;
        let mut steps = 0;
        loop {
            let folded = self.sheet.folded(i);
            if !self.sheet.pieces[i].shape.is(Shape::LOWER)
                && steps == 0
                && !self.sheet.pieces[i].shape.is(Shape::CAPITAL)
            {
                return None;
            }
            let trade = self.lexicon.trade(folded).is_some();
            let cue = self.lexicon.cue(folded);
            let human = self.gazetteer.word(folded).is(Common::HUMAN)
                && self.gazetteer.word(folded).is(Common::NOUN);
            // "l'éditeur de logiciels X", "le numéro deux mondial du ciment X": what the firm trades in.
            if cue.is(Cue::PRODUCT)
                && let Some(trade) = self.trade_of(i, range)
            {
                return Some(trade);
            }
            if trade || cue.is(Cue::PRODUCT | Cue::PLACE | Cue::OTHER | Cue::ORGANIZATION) || human {
                return Some(folded);
            }
            let adjective =
                self.lexicon.demonym(folded).is_some() || self.gazetteer.word(folded).is(Common::ADJECTIVE);
            if !adjective || steps >= 2 || i == range.start {
                // "le fabricant de tuiles X": step over one complement.
                if steps <= 1
                    && i >= range.start + 2
                    && matches!(self.sheet.folded(i - 1), "de" | "d'" | "en")
                    && self.gazetteer.word(folded).is(Common::NOUN)
                    && self.lexicon.trade(self.sheet.folded(i - 2)).is_some()
                {
                    return Some(self.sheet.folded(i - 2));
                }
                return None;
            }
            i -= 1;
            steps += 1;
        }
    }

    /// The trade of which the noun at `at` is the complement.
    fn trade_of(&self, at: usize, range: &Range<usize>) -> Option<&str> {
        const REACH: usize = 4;
        let word = |n: usize| self.sheet.folded_in(range, at.checked_sub(n));
        let linked = matches!(word(1), "de" | "d'" | "du" | "des" | "en")
            || matches!(word(1), "la" | "l'") && word(2) == "de";
        let nouns = (2..2 + REACH).filter_map(|n| Some((at.checked_sub(n)?, word(n))));
        let mut before = nouns.take_while(|(i, w)| range.contains(i) && !w.is_empty());
        let trade = |(i, w)| {
            let two = || self.lexicon.trade(&self.sheet.joined(i..i + 2)).is_some();
            (self.lexicon.trade(w).is_some() || self.lexicon.trade_reach(w) > 1 && two()).then_some(w)
        };
        linked.then(|| before.find_map(trade)).flatten()
    }

    /// Evidence of the words after the name.
    fn right(&self, c: &Candidate, range: &Range<usize>) -> Points {
        let mut p = Points::default();
        let at = |n: usize| self.sheet.folded_in(range, Some(c.tokens.end + n));
        let form = |n: usize| {
            if c.tokens.end + n < range.end { self.sheet.form(c.tokens.end + n) } else { "" }
        };
        match form(0) {
            "," => {
                // "X, en France", "X, dans l'Aisne", "X, au Mexique".
                if matches!(at(1), "en" | "dans" | "au" | "aux") {
                    let place = (2..5).any(|n| {
                        self.gazetteer.name(at(n)).is(Entry::COUNTRY | Entry::REGION)
                            && c.tokens.end + n < range.end
                            && self.sheet.pieces[c.tokens.end + n].shape.is(Shape::CAPITAL)
                    });
                    p.place += if place { 4 } else { 0 };
                }
                // "X, 52 ans", "X, directrice générale", "X, filiale de Y", "X, un fabricant".
                let skip =
                    usize::from(matches!(at(1), "le" | "la" | "l'" | "un" | "une" | "son" | "sa" | "leur"));
                let noun = at(1 + skip);
                let common = self.gazetteer.word(noun);
                if at(2) == "ans" {
                    p.person += 6;
                } else if self.lexicon.trade(noun).is_some() {
                    p.organization += 4;
                } else if self.lexicon.cue(noun).is(Cue::PRODUCT) {
                    // "CardioPatch, un capteur", "Comet, son navigateur"
                    p.product += 5;
                } else if common.is(Common::HUMAN) && !common.is(Common::VERB)
                    || noun == "pdg"
                    || noun == "dg"
                {
                    p.person += if c.tokens.len() > 1 { 4 } else { 1 };
                }
            }
            "(" => {
                let inside = self.gazetteer.name(at(1));
                if form(2) == ")"
                    && inside.is(Entry::REGION | Entry::COUNTRY)
                    && !inside.is(Entry::SURE_ORGANIZATION)
                {
                    p.place += 4;
                }
            }
            _ => {
                let verb =
                    if matches!(at(0), "a" | "ont" | "avait" | "va" | "vient" | "aurait" | "n'a" | "est") {
                        at(1)
                    } else {
                        at(0)
                    };
                let cue = self.lexicon.cue(verb);
                if cue.is(Cue::DEED) {
                    p.organization += 2;
                }
                if cue.is(Cue::SPEECH) && c.tokens.len() > 1 {
                    p.person += 2;
                }
            }
        }
        p
    }
}
