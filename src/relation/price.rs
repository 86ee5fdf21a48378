//! Prices told in the sentence behind: "X a racheté Y. Prix payé : 8 millions.", "X poursuit Y. Il réclame
//! 5 millions."

use super::bind::Filler;
use super::clause::Clauses;
use super::lexicon::Classes;
use super::ontology::Ontology;
use super::pattern::Patterns;
use super::unit::{Kind, Layers};
use crate::doc::{AttributeValue, EntityIdx, Fact, Sentence, SentenceIdx, ValueKind};

/// The attribute that a price is.
pub(super) const AMOUNT: &str = "amount";
/// How many sentences back the event is told.
const REACH: u32 = 2;

/// Whether a sentence may say what an event just told costs: it has an amount, and a noun or a verb for prices.
pub(super) fn may_tell(
    layers: &Layers,
    classes: &Classes,
    ontology: &Ontology,
    sentence: &Sentence,
    at: SentenceIdx,
    facts: &[Fact],
) -> bool {
    let near = facts.last().is_some_and(|f| at.0 - f.evidence.sentence.0 <= REACH);
    let verb = |lemma: &str| {
        ontology.relations().iter().filter_map(|r| r.paid.as_deref()).any(|class| classes.has(class, lemma))
    };
    near && sentence.words.iter().any(|w| {
        let lemma = layers.lemma(w);
        classes.has("price-noun", lemma) || verb(lemma)
    })
}

/// Gives the amount of a sentence to the events of the last one that told any, where they have none.
pub(super) fn tell(
    clauses: &Clauses,
    patterns: &Patterns,
    ontology: &Ontology,
    here: SentenceIdx,
    facts: &mut [Fact],
) {
    let before = |f: &&Fact| f.evidence.sentence < here && here.0 - f.evidence.sentence.0 <= REACH;
    let Some(last) = facts.iter().filter(before).map(|f| f.evidence.sentence).max() else { return };
    let amounts: Vec<(usize, AttributeValue)> = (0..clauses.units().len())
        .filter_map(|at| {
            let value = clauses.unit(at).value?;
            let money = matches!(clauses.layers.entities.values[value.index()].kind, ValueKind::Money(_));
            let (name, content) = clauses.attribute_of(at, value).filter(|_| money)?;
            (name == AMOUNT).then_some((at, content))
        })
        .collect();
    // Of several amounts it is open which is the price.
    let [(at, amount)] = amounts.as_slice() else { return };
    let told = |f: &Fact| f.evidence.sentence == last && takes(ontology, f);
    let chosen: Vec<usize> = match (priced(clauses, *at), paid(clauses, *at)) {
        (Some(noun), _) => {
            let event = |f: &Fact| of_event(clauses, patterns, noun, f);
            (0..facts.len()).filter(|&i| told(&facts[i]) && event(&facts[i])).collect()
        }
        (None, Some((verb, who))) => {
            let class = |f: &Fact| ontology.get(&f.relation).and_then(|r| r.paid.as_deref());
            let does = |f: &Fact| {
                f.subject == who && class(f).is_some_and(|c| clauses.classes.has(c, clauses.lemma(verb)))
            };
            let subject: Vec<usize> =
                (0..facts.len()).filter(|&i| told(&facts[i]) && does(&facts[i])).collect();
            // The other side of the same sale.
            let objects: Vec<EntityIdx> = subject.iter().map(|&i| facts[i].object).collect();
            let side = |f: &Fact| told(f) && objects.contains(&f.object) && class(f).is_none();
            let other = (0..facts.len()).filter(|&i| side(&facts[i]) && !subject.is_empty());
            subject.iter().copied().chain(other).collect()
        }
        (None, None) => return,
    };
    if one_event(facts, &chosen) {
        for i in chosen {
            facts[i].attributes.entry(AMOUNT.into()).or_insert_with(|| amount.clone());
        }
    }
}

/// Whether a relation is an event that has a price: a share that is held has none.
fn takes(ontology: &Ontology, fact: &Fact) -> bool {
    ontology
        .get(&fact.relation)
        .is_some_and(|r| r.attributes.iter().any(|a| a == AMOUNT) && !r.inside.iter().any(|a| a == AMOUNT))
}

/// The noun for a price of which the amount at `at` is told: "Montant de la commande : 62 millions",
/// "la facture s'élève à 165 millions", with nothing but its complements and one verb between.
fn priced(clauses: &Clauses, at: usize) -> Option<usize> {
    let noun = (0..at).rev().find(|&i| clauses.classes.has("price-noun", clauses.lemma(i)))?;
    let named = |i: usize| clauses.unit(i).mention.is_some();
    let verbs = (noun + 1..at).filter(|&i| clauses.unit(i).kind == Kind::Verb).count();
    (clauses.unit(noun).kind == Kind::Noun && verbs <= 1 && !(0..at).any(named)).then_some(noun)
}

/// The verb of which the amount at `at` is the object, and its subject.
fn paid(clauses: &Clauses, at: usize) -> Option<(usize, EntityIdx)> {
    let verb = clauses.before(at).filter(|&i| clauses.unit(i).kind == Kind::Verb)?;
    let subject = clauses.subject(verb)?;
    let entities = clauses.entities(Filler::Unit(subject));
    let &[(who, _)] = entities.as_slice() else { return None };
    clauses.unit(at).preposition.is_none().then_some((verb, who))
}

/// Whether a noun for prices speaks of this fact: the event that its complement names, if any, is the fact's.
fn of_event(clauses: &Clauses, patterns: &Patterns, noun: usize, fact: &Fact) -> bool {
    let mut events = (noun..=clauses.chain_end(noun))
        .map(|i| patterns.taken_up_by(clauses.lemma(i)))
        .filter(|relations| !relations.is_empty());
    let follows =
        |r: &[smol_str::SmolStr]| patterns.following(&fact.relation).is_some_and(|f| r.contains(f));
    events.next().is_none_or(|relations| relations.contains(&fact.relation) || follows(relations))
}

/// Whether facts tell one event: of one thing, or between the same two.
fn one_event(facts: &[Fact], chosen: &[usize]) -> bool {
    let pair = |i: usize| {
        let (a, b) = (facts[i].subject, facts[i].object);
        (a.min(b), a.max(b))
    };
    let Some((&first, rest)) = chosen.split_first() else { return false };
    rest.iter().all(|&i| facts[i].object == facts[first].object)
        || rest.iter().all(|&i| pair(i) == pair(first))
}
