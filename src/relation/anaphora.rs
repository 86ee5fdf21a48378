//! Events taken up again: "X a signé un accord avec Y. Le contrat, d'une durée de cinq ans, …"
//! adds its duration to the relation of the sentence before.

use super::attribute::Place;
use super::clause::Clauses;
use super::confidence::Grounds;
use super::ontology::Ontology;
use super::pattern::Patterns;
use super::unit::{Kind, Owner};
use crate::doc::{Attributes, Fact, Modality, SentenceIdx, Upos};
use smol_str::SmolStr;

/// How many sentences back an event is taken up.
const REACH: u32 = 3;

/// Gives what a sentence says of an event to the facts that told it.
pub(super) fn take_up(
    clauses: &Clauses,
    patterns: &Patterns,
    ontology: &Ontology,
    sentence: SentenceIdx,
    told_here: &[usize],
    facts: &mut Vec<Fact>,
    grounds: &mut Vec<Grounds>,
) {
    for at in 0..clauses.units().len() {
        if told_here.contains(&at) || !definite_event(clauses, at) {
            continue;
        }
        let relations = patterns.taken_up_by(clauses.lemma(at));
        follow(clauses, patterns, sentence, at, relations, facts, grounds);
        let last = facts
            .iter()
            .filter(|f| relations.contains(&f.relation) && f.evidence.sentence < sentence)
            .map(|f| f.evidence.sentence)
            .max();
        let Some(last) = last.filter(|s| sentence.0 - s.0 <= REACH) else { continue };
        for fact in
            facts.iter_mut().filter(|f| f.evidence.sentence == last && relations.contains(&f.relation))
        {
            add_values(clauses, ontology, at, fact);
        }
    }
}

/// "X commande 12 avions à Y. Le contrat, …": an order under contract is a deal as well.
fn follow(
    clauses: &Clauses,
    patterns: &Patterns,
    sentence: SentenceIdx,
    at: usize,
    relations: &[SmolStr],
    facts: &mut Vec<Fact>,
    grounds: &mut Vec<Grounds>,
) {
    let Some(last) = facts
        .last()
        .filter(|f| f.evidence.sentence < sentence && sentence.0 - f.evidence.sentence.0 <= REACH)
    else {
        return;
    };
    let Some(relation) = patterns.following(&last.relation).filter(|r| relations.contains(r)) else {
        return;
    };
    if facts.iter().any(|f| tells(f, relation, last)) {
        return;
    }
    let mut fact = deal(clauses, at, relation, last);
    fact.evidence.sentence = sentence;
    fact.evidence.span = clauses.layers.tokens.sentences[sentence.index()].span;
    fact.evidence.cue = None;
    let why = grounds.last().expect("one a fact").clone();
    grounds.push(followed(&fact, why));
    facts.push(fact);
}

/// "X commande 12 avions à Y, aux termes d'un contrat de …": the same within one sentence, where the
/// noun stands behind the order and is told of nobody else.
pub(super) fn under_contract(
    clauses: &Clauses,
    patterns: &Patterns,
    ontology: &Ontology,
    told_here: &[usize],
    first: usize,
    facts: &mut Vec<Fact>,
    grounds: &mut Vec<Grounds>,
) {
    let Some(known) = facts[first..]
        .iter()
        .rposition(|f| f.modality != Modality::Negated && patterns.following(&f.relation).is_some())
    else {
        return;
    };
    let (order, why) = (facts[first + known].clone(), grounds[first + known].clone());
    let Some(relation) = patterns.following(&order.relation) else { return };
    if facts.iter().any(|f| tells(f, relation, &order)) {
        return;
    }
    let units = clauses.units();
    let event = (0..units.len()).find(|&at| {
        let unit = &units[at];
        let behind = clauses.layers.tokens.span(unit.head).start >= order.evidence.trigger.end;
        let own = unit.mention.is_none() && unit.owner == Owner::None && unit.kind == Kind::Noun;
        let event = patterns.taken_up_by(clauses.lemma(at)).contains(relation);
        let contract = event && !clauses.classes.has("ambiguous-contract", clauses.lemma(at));
        let with = (at + 1..=clauses.chain_end(at)).any(|i| clauses.unit(i).mention.is_some());
        own && behind && contract && !with && !told_here.contains(&at)
    });
    let Some(at) = event else { return };
    let mut fact = deal(clauses, at, relation, &order);
    add_values(clauses, ontology, at, &mut fact);
    // Before the order, which stays the last thing told.
    grounds.insert(first + known, followed(&fact, why));
    facts.insert(first + known, fact);
}

/// Whether a fact tells this relation between the parties of another.
fn tells(fact: &Fact, relation: &SmolStr, of: &Fact) -> bool {
    let parties = [of.subject, of.object];
    fact.relation == *relation && [fact.subject, fact.object].iter().all(|e| parties.contains(e))
}

/// The deal that an order is, told by a noun.
fn deal(clauses: &Clauses, noun: usize, relation: &SmolStr, order: &Fact) -> Fact {
    let mut fact = order.clone();
    fact.relation = relation.clone();
    fact.attributes.retain(|name, _| matches!(name.as_str(), "amount" | "duration" | "date"));
    fact.evidence.trigger = clauses.layers.tokens.span(clauses.unit(noun).head);
    fact.evidence.rule = SmolStr::new(format!("{relation}/suite"));
    fact
}

/// What the confidence of such a deal rests on, given what that of the order does.
fn followed(deal: &Fact, order: Grounds) -> Grounds {
    let (rule, relation) = (deal.evidence.rule.clone(), deal.relation.clone());
    Grounds { rule, relation, prior: FOLLOWED, agreed: false, ..order }
}

/// Gives a fact the values around a noun that it has not.
fn add_values(clauses: &Clauses, ontology: &Ontology, noun: usize, fact: &mut Fact) {
    let place = Place {
        relation: fact.relation.clone(),
        rule: fact.evidence.rule.clone(),
        trigger: noun,
        verb: None,
        subject: None,
        object: None,
    };
    let mut more = [Attributes::new()];
    clauses.attach(ontology, &[place], NEAR, &mut more);
    for (name, value) in std::mem::take(&mut more[0]) {
        fact.attributes.entry(name).or_insert(value);
    }
}

/// Thousandths: how sure a deal is that only follows.
const FOLLOWED: u16 = 800;

/// How many units from the event its values stand.
const NEAR: usize = 6;

/// "le contrat", "ce partenariat", "cet accord de cinq ans": definite, without a name of its own.
fn definite_event(clauses: &Clauses, at: usize) -> bool {
    let unit = clauses.unit(at);
    if unit.kind != Kind::Noun || !unit.determined || unit.mention.is_some() || unit.owner != Owner::None {
        return false;
    }
    let first = clauses.layers.tag(unit.words.start);
    first.upos == Upos::Det
        && (first.feats.definite() == Some("Def") || first.feats.pron_type() == Some("Dem"))
}
