//! Frames over situations: from the predicates of a sentence to its relations.

mod ends;
mod fits;

use super::attribute::Place;
use super::bind::{Arg, Filler, Situation};
use super::clause::Clauses;
use super::confidence::{self, Bond, Grounds, Reference};
use super::gapping;
use super::implicit::{Hole, Implicit, Missing};
use super::modality::Reading;
use super::ontology::Ontology;
use super::pattern::{Frame, Patterns, PredicateKind, Trigger};
use super::slot::{Slot, SlotExpr};
use super::trace::{self, Outcome, Trace};
use super::unit::{Kind, Layers};
use crate::doc::{
    AttributeValue, Attributes, EntityIdx, EntityType, MentionIdx, MentionKind, Modality, Upos, WordIdx,
};
use fits::{fits, sells, stands_alone, turnover};
use smol_str::SmolStr;
use std::cmp::Ordering;

/// The attribute that ends may share.
const STAKE: &str = "stake";
/// The mark of a name that begins with another's.
const BEARS_NAME: &str = "name";

/// A relation found in a sentence, before it becomes a fact.
#[derive(Clone, Debug)]
pub(super) struct Found<'p> {
    pub(super) frame: &'p Frame,
    pub(super) relation: SmolStr,
    pub(super) subject: EntityIdx,
    pub(super) object: EntityIdx,
    pub(super) reading: Reading,
    pub(super) attributes: Attributes,
    pub(super) trigger: WordIdx,
    pub(super) grounds: Grounds,
    pub(super) place: Place,
}

/// An end of a relation: the entity, the unit that names it, how it was bound.
pub(super) type End = (EntityIdx, Option<usize>, Bond);

/// What a sentence says.
#[derive(Default)]
pub(super) struct Told<'p> {
    /// Relations.
    pub(super) found: Vec<Found<'p>>,
    /// Parties to whom a relation told before happens, or not.
    pub(super) echoes: Vec<Echoed<'p>>,
}

/// A party of an echo: "X a été éconduit".
#[derive(Clone, Debug)]
pub(super) struct Echoed<'p> {
    pub(super) frame: &'p Frame,
    pub(super) party: EntityIdx,
    pub(super) reading: Reading,
    pub(super) trigger: WordIdx,
    pub(super) grounds: EchoGrounds,
}

/// What the party of an echo rests on.
#[derive(Clone, Copy, Debug)]
pub(super) struct EchoGrounds {
    pub(super) end: confidence::End,
    pub(super) typing: u16,
    pub(super) parties: u8,
}

/// All relations of a sentence.
pub(super) fn relations<'p>(
    clauses: &Clauses,
    patterns: &'p Patterns,
    ontology: &Ontology,
    implicit: &Implicit,
    trace: &mut Trace,
) -> Told<'p> {
    let mut found = Vec::new();
    let mut echoes = Vec::new();
    // A comma nearly means anything: it makes no near misses.
    let mut untold = Trace::default();
    let parties = clauses.parties();
    for (at, unit) in clauses.units().iter().enumerate() {
        // A name is no trigger, though it may hold one: "Banque populaire", "Vente-privée".
        let nominal = unit.mention.is_none_or(|m| {
            let m = clauses.layers.entities.mention(m);
            m.kind != MentionKind::Name || !m.words.has(unit.head)
        });
        let carries = matches!(unit.kind, Kind::Noun | Kind::Verb | Kind::Other | Kind::Open | Kind::Comma);
        if !nominal {
            branch(clauses, patterns, ontology, at, parties, &mut found);
        }
        if !carries || !nominal {
            continue;
        }
        let triggers = lookup(&clauses.layers, patterns, unit.head, unit.kind == Kind::Noun);
        if triggers.is_empty() {
            continue;
        }
        let mut situation = None;
        let mut holes: Vec<Hole> = Vec::new();
        let (known, echoed) = (found.len(), echoes.len());
        for trigger in triggers {
            let frame = &patterns.frames[trigger.frame];
            if !fits(clauses, at, trigger)
                || frame.determined && !stands_alone(clauses, at)
                || turnover(clauses, at) && sells(ontology, frame)
            {
                continue;
            }
            let situation = situation.get_or_insert_with(|| match trigger.kind {
                PredicateKind::Verb => clauses.verb_situation(at),
                PredicateKind::Noun => clauses.noun_situation(at),
                PredicateKind::Mark => clauses.mark_situation(at),
            });
            let matcher = Matcher { clauses, ontology, frame, number: trigger.frame, situation, parties };
            match (trigger.kind, frame.echoes.is_empty()) {
                (PredicateKind::Mark, _) => drop(matcher.run(trigger, &mut untold, &mut found)),
                (_, true) => holes.extend(matcher.run(trigger, trace, &mut found)),
                (_, false) => matcher.echo(trigger, trace, &mut echoes),
            }
        }
        let Some(situation) = &situation else { continue };
        // A relation told before that happens to somebody else is no relation of its own.
        if echoes.len() > echoed {
            continue;
        }
        for hole in holes {
            if found[known..].iter().any(|f| f.relation == hole.frame.relation) {
                continue;
            }
            let Some(question) = implicit.question(clauses, situation, &hole, ontology, &found) else {
                continue;
            };
            if let Some(end) = implicit.answer(&question) {
                let Hole { frame, number, .. } = hole;
                let matcher = Matcher { clauses, ontology, frame, number, situation, parties };
                let ends = hole.bound.iter().map(|&b| match hole.missing {
                    Missing::Subject => (end, b),
                    Missing::Object => (b, end),
                });
                matcher.tell(ends.collect(), &mut found);
                trace.retract(hole.frame, unit.head);
            }
            trace.ask(question);
        }
    }
    let gapped = gapping::gapped(clauses, ontology, &mut found);
    give_values(clauses, ontology, &mut found);
    gapping::value(&mut found, gapped);
    share_stakes(ontology, &mut found);
    found.iter_mut().for_each(|f| narrow(f, ontology));
    super::spokesman::speak_for_firms(clauses, ontology, &mut found);
    if trace.keep {
        trace.told.extend(found.iter().map(|f| trace::Told {
            rule: f.frame.id.clone(),
            relation: f.relation.clone(),
            ends: [f.subject, f.object],
            modality: f.reading.modality,
        }));
    }
    Told { found, echoes }
}

/// "Thales Australia", where the text speaks of Thales too: what bearing its name says, once.
fn branch<'p>(
    clauses: &Clauses,
    patterns: &'p Patterns,
    ontology: &Ontology,
    at: usize,
    parties: u8,
    found: &mut Vec<Found<'p>>,
) {
    let entities = clauses.layers.entities;
    let Some(mention) = clauses.unit(at).mention else { return };
    let entity = entities.mention(mention).entity;
    let Some(&Some(mother)) = clauses.kin.get(entity.index()) else { return };
    let first = entities.entity(entity).mentions.first() == Some(&mention);
    for trigger in patterns.of(BEARS_NAME).iter().filter(|t| first && t.kind == PredicateKind::Mark) {
        let frame = &patterns.frames[trigger.frame];
        let arg = |slot, filler| Arg { slot, filler, via: None, bond: Bond::Syntax };
        let args = vec![arg(Slot::This, Filler::One(at)), arg(Slot::Own, Filler::Entity(mother))];
        let situation = &Situation { unit: at, verb: None, args };
        let matcher = Matcher { clauses, ontology, frame, number: trigger.frame, situation, parties };
        drop(matcher.run(trigger, &mut Trace::default(), found));
    }
}

/// "vend ses 14 % dans Y": the share is what is sold and what is held.
fn share_stakes(ontology: &Ontology, found: &mut [Found]) {
    let known: Vec<(EntityIdx, EntityIdx, AttributeValue)> = found
        .iter()
        .filter_map(|f| Some((f.subject, f.object, f.attributes.get(STAKE)?.clone())))
        .collect();
    for f in found {
        let takes = ontology.get(&f.relation).is_some_and(|r| r.attributes.iter().any(|a| a == STAKE));
        let same = |k: &&(EntityIdx, EntityIdx, AttributeValue)| (k.0, k.1) == (f.subject, f.object);
        if takes && let Some((_, _, stake)) = known.iter().find(same) {
            f.attributes.entry(STAKE.into()).or_insert_with(|| stake.clone());
        }
    }
}

/// Gives the values of a sentence to its relations. One with an end left unsaid gets what those
/// whose ends are said leave over.
fn give_values(clauses: &Clauses, ontology: &Ontology, found: &mut [Found]) {
    let unsaid = |f: &Found| f.grounds.ends.iter().any(|e| e.bond == Bond::Implicit);
    let given = |found: &[&Found]| {
        let places: Vec<Place> = found.iter().map(|f| f.place.clone()).collect();
        let mut attributes: Vec<Attributes> = found.iter().map(|f| f.attributes.clone()).collect();
        clauses.attach(ontology, &places, usize::MAX, &mut attributes);
        attributes
    };
    let (left, said): (Vec<&Found>, Vec<&Found>) = found.iter().partition(|f| unsaid(f));
    let own = given(&said);
    let mut over = Vec::new();
    if !left.is_empty() {
        let all: Vec<&Found> = found.iter().collect();
        over = given(&all).into_iter().zip(&all).filter(|(_, f)| unsaid(f)).map(|(a, _)| a).collect();
        for (attributes, f) in over.iter_mut().zip(left) {
            let taken =
                |name: &SmolStr, value: &AttributeValue| own.iter().any(|a| a.get(name) == Some(value));
            attributes.retain(|name, value| f.attributes.contains_key(name) || !taken(name, value));
        }
    }
    let (mut own, mut over) = (own.into_iter(), over.into_iter());
    for f in found {
        let next = if unsaid(f) { over.next() } else { own.next() };
        f.attributes = next.expect("one for each relation");
    }
}

/// Whether a word can carry a relation.
pub(super) fn triggers(layers: &Layers, patterns: &Patterns, word: WordIdx) -> bool {
    !lookup(layers, patterns, word, false).is_empty()
}

/// The triggers of a word, by its lemma; by its form where the lemma is none, or a verb's and the word
/// a noun's.
fn lookup<'p>(layers: &Layers, patterns: &'p Patterns, word: WordIdx, noun: bool) -> &'p [Trigger] {
    let triggers = patterns.of(&layers.lemma(word).to_lowercase());
    let mistaken = noun && layers.tag(word).upos == Upos::Verb;
    if !triggers.is_empty() && !mistaken {
        return triggers;
    }
    let form = layers.form(word).to_lowercase();
    let triggers = patterns.of(form.strip_prefix("ex-").unwrap_or(&form));
    if !triggers.is_empty() || layers.tag(word).upos != Upos::Verb {
        return triggers;
    }
    // "réinjecter", "cofinancer" say what "injecter", "financer" say.
    let lemma = layers.lemma(word).to_lowercase();
    let derived = ["co-", "co", "ré", "re", "sur"].iter().filter_map(|p| lemma.strip_prefix(p));
    derived
        .filter(|rest| rest.len() > 4)
        .map(|rest| patterns.of(rest))
        .find(|t| !t.is_empty())
        .unwrap_or(&[])
}

/// A minority stake bought is held, not a takeover; a majority bought is a takeover.
fn narrow(found: &mut Found, ontology: &Ontology) {
    let other = match stake_to_half(&found.attributes) {
        Some(Ordering::Less) => &found.frame.minority,
        Some(Ordering::Greater) => &found.frame.majority,
        _ => &None,
    };
    if let Some(relation) = other.as_ref().and_then(|name| ontology.get(name)) {
        found.relation = relation.name.as_str().into();
        found.grounds.relation = found.relation.clone();
        found.attributes.retain(|name, _| relation.attributes.iter().any(|a| a == name));
    }
}

/// Whether the stake is told, and under one half.
pub(super) fn minority(attributes: &Attributes) -> bool {
    stake_to_half(attributes) == Some(Ordering::Less)
}

/// How the stake that is told compares to one half.
fn stake_to_half(attributes: &Attributes) -> Option<Ordering> {
    match attributes.get("stake") {
        Some(AttributeValue::Percent(stake)) => Some(stake.cmp(&rust_decimal::Decimal::from(50))),
        _ => None,
    }
}

/// A frame at a predicate.
pub(super) struct Matcher<'a, 'p> {
    pub(super) clauses: &'a Clauses<'a>,
    pub(super) ontology: &'a Ontology,
    pub(super) frame: &'p Frame,
    /// The frame's number among all.
    number: usize,
    pub(super) situation: &'a Situation,
    /// How many parties the sentence names.
    parties: u8,
}

impl<'p> Matcher<'_, 'p> {
    /// Whether the idiom is there and the conditions of the frame hold.
    fn applies(&self, trigger: &Trigger, trace: &mut Trace) -> bool {
        let at = self.clauses.unit(self.situation.unit).head;
        if let Some(idiom) = &trigger.idiom
            && self.clauses.reach(self.situation, idiom).is_empty()
        {
            return false;
        }
        if !self.frame.with.0.is_empty() && !self.filled(&self.frame.with) {
            trace.note(self.frame, at, Outcome::Lacks("with"));
            return false;
        }
        if self.filled(&self.frame.without) {
            trace.note(self.frame, at, Outcome::Barred);
            return false;
        }
        true
    }

    /// The modality of what the frame says here.
    fn reading(&self) -> Reading {
        let at = self.clauses.unit(self.situation.unit).head;
        let state = self.frame.subject.0.iter().chain(&self.frame.object.0).any(|p| p.slot == Slot::This);
        let mut reading = self.clauses.modality(self.situation, state);
        if reading.no_more {
            reading.modality =
                if self.frame.relation == "competes-with" { Modality::Negated } else { Modality::Asserted };
        }
        if self.frame.modality > reading.modality {
            reading.modality = self.frame.modality;
            reading.cue = Some(at);
        }
        reading
    }

    /// The parties of an echo.
    fn echo(&self, trigger: &Trigger, trace: &mut Trace, out: &mut Vec<Echoed<'p>>) {
        let at = self.clauses.unit(self.situation.unit).head;
        if !self.applies(trigger, trace) || self.clauses.governs(self.situation.unit) {
            return;
        }
        let reading = self.reading();
        if self.frame.only.is_some_and(|only| only != reading.modality) {
            return;
        }
        let parties = [EntityType::Organization, EntityType::Person];
        for way in &self.frame.subject.0 {
            let reached = self.reached(way, &parties, &mut false);
            for end in &reached {
                let grounds =
                    EchoGrounds { end: self.end(end), typing: self.typing(end), parties: self.parties };
                out.push(Echoed { frame: self.frame, party: end.0, reading, trigger: at, grounds });
            }
            if !reached.is_empty() || self.taken_by_unknown(way) {
                return;
            }
        }
        trace.note(self.frame, at, Outcome::Lacks("party"));
    }

    fn run(&self, trigger: &Trigger, trace: &mut Trace, out: &mut Vec<Found<'p>>) -> Option<Hole<'p>> {
        let at = self.clauses.unit(self.situation.unit).head;
        if !self.applies(trigger, trace) {
            return None;
        }
        match self.ends(trace, at) {
            Ok(ends) => {
                self.tell(ends, out);
                None
            }
            Err(hole) => hole,
        }
    }

    fn tell(&self, ends: Vec<(End, End)>, out: &mut Vec<Found<'p>>) {
        let at = self.clauses.unit(self.situation.unit).head;
        let reading = self.reading();
        let attributes = self.attributes(&ends);
        for (subject, object) in ends {
            // An end that was completed or left unsaid comes by no slot.
            if self.barred(subject.0) || self.barred(object.0) {
                continue;
            }
            let grounds = Grounds {
                rule: self.frame.id.clone(),
                relation: self.frame.relation.clone(),
                prior: self.frame.confidence,
                ends: [self.end(&subject), self.end(&object)],
                typing: self.typing(&subject).min(self.typing(&object)),
                parties: self.parties,
                agreed: false,
            };
            out.push(Found {
                frame: self.frame,
                relation: self.frame.relation.clone(),
                subject: subject.0,
                object: object.0,
                reading,
                attributes: attributes.clone(),
                trigger: at,
                grounds,
                place: Place {
                    relation: self.frame.relation.clone(),
                    rule: self.frame.id.clone(),
                    trigger: self.situation.unit,
                    verb: self.situation.verb,
                    subject: subject.1,
                    object: object.1,
                },
            });
        }
    }

    /// How an end was bound and how the text refers to it.
    fn end(&self, end: &End) -> confidence::End {
        confidence::End { bond: end.2, reference: self.reference(end.0, end.1) }
    }

    fn reference(&self, entity: EntityIdx, unit: Option<usize>) -> Reference {
        let entities = self.clauses.layers.entities;
        let name = |m: MentionIdx| entities.mention(m).kind == MentionKind::Name;
        let itself = unit.and_then(|u| self.clauses.unit(u).mention);
        if itself.is_some_and(|m| entities.mention(m).entity == entity && name(m)) {
            return Reference::Name;
        }
        let here = self.clauses.sentence;
        let named = entities.entity(entity).mentions.iter().filter(|&&m| name(m));
        let sentences = named.map(|&m| entities.mention(m).sentence).filter(|&s| s <= here);
        match sentences.max().map(|s| here.0 - s.0) {
            Some(0) => Reference::Here,
            Some(1) => Reference::Near,
            _ => Reference::Far,
        }
    }

    /// Thousandths: how sure it is that the entity is one of its type.
    fn typing(&self, end: &End) -> u16 {
        let entities = self.clauses.layers.entities;
        let names = entities.entity(end.0).mentions.iter().map(|&m| entities.mention(m));
        let names = names.filter(|m| m.kind == MentionKind::Name);
        names.map(|m| m.confidence.thousandths()).max().unwrap_or(0)
    }

    fn filled(&self, expr: &SlotExpr) -> bool {
        expr.0.iter().any(|path| !self.clauses.reach(self.situation, path).is_empty())
    }
}
