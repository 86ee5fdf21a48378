//! Events taken up again: "X a signé un accord avec Y. Le contrat, d'une durée de cinq ans, …"
//! adds its duration to the relation of the sentence before.

use super::attribute::Place;
use super::chunk::{Kind, Owner};
use super::clause::Clauses;
use super::ontology::Ontology;
use super::pattern::Patterns;
use crate::doc::{Attributes, Fact, SentenceIdx, Upos};

/// How many sentences back an event is taken up.
const REACH: u32 = 3;

/// Gives what a sentence says of an event to the facts that told it.
pub(super) fn take_up(
    clauses: &Clauses,
    patterns: &Patterns,
    ontology: &Ontology,
    sentence: SentenceIdx,
    told_here: &[usize],
    facts: &mut [Fact],
) {
    for at in 0..clauses.units().len() {
        if told_here.contains(&at) || !definite_event(clauses, at) {
            continue;
        }
        let relations = patterns.taken_up_by(clauses.lemma(at));
        let last = facts
            .iter()
            .filter(|f| relations.contains(&f.relation) && f.evidence.sentence < sentence)
            .map(|f| f.evidence.sentence)
            .max();
        let Some(last) = last.filter(|s| sentence.0 - s.0 <= REACH) else { continue };
        for fact in
            facts.iter_mut().filter(|f| f.evidence.sentence == last && relations.contains(&f.relation))
        {
            let place = Place {
                relation: fact.relation.clone(),
                trigger: at,
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
    }
}

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
