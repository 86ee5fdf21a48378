//! Who speaks for a firm: "le patron de X annonce la vente de Y" tells what X does.

use super::clause::Clauses;
use super::matcher::Found;
use super::ontology::Ontology;
use super::unit::Kind;
use crate::doc::{AttributeValue, EntityIdx, EntityType};

/// The relation that tells whose spokesman somebody is.
const POST: &str = "works-for";

/// Puts the firm in the place of the person who announces or denies what it does, where the text
/// has told that this person works there.
pub(super) fn speak_for_firms(clauses: &Clauses, ontology: &Ontology, found: &mut Vec<Found>) {
    let kind = |e: EntityIdx| clauses.layers.entities.entity(e).kind;
    let firms_do_it = |f: &Found| {
        let relation = ontology.get(&f.relation);
        relation.is_some_and(|r| r.subject.contains(&EntityType::Organization))
    };
    let mut spoken = Vec::new();
    for (at, f) in found.iter().enumerate() {
        let people = std::iter::once(f.subject).chain(f.attributes.values().filter_map(|v| match v {
            AttributeValue::Entity(e) => Some(*e),
            _ => None,
        }));
        for person in people.filter(|&e| kind(e) == EntityType::Person) {
            if firms_do_it(f)
                && announced(clauses, f)
                && let Some(firm) = employer(clauses, found, person)
            {
                spoken.push((at, person, firm));
            }
        }
    }
    for &(at, person, firm) in &spoken {
        let f = &mut found[at];
        if f.subject == person {
            f.subject = firm;
        }
        for value in f.attributes.values_mut() {
            if matches!(value, AttributeValue::Entity(e) if *e == person) {
                *value = AttributeValue::Entity(firm);
            }
        }
    }
    // "Le patron de X annonce la vente de X": who sells is not told.
    found.retain(|f| f.subject != f.object);
}

/// Whether the predicate is what somebody says or denies.
fn announced(clauses: &Clauses, f: &Found) -> bool {
    let at = f.place.trigger;
    let verb = match clauses.unit(at).kind {
        Kind::Verb => clauses.governor(at),
        _ => f.place.verb,
    };
    verb.is_some_and(|v| {
        let lemma = clauses.lemma(v);
        clauses.classes.has("say-verb", lemma) || clauses.classes.has("announce-verb", lemma)
    })
}

/// The firm for which the text has said that somebody works: in this sentence, or last before it.
fn employer(clauses: &Clauses, found: &[Found], person: EntityIdx) -> Option<EntityIdx> {
    let left =
        |f: &Found| matches!(f.attributes.get("status"), Some(AttributeValue::Text(w)) if w == "former");
    let here = found.iter().find(|f| f.relation == POST && f.subject == person && !left(f));
    let before = || clauses.told.iter().rev().find(|t| t.2 == POST && t.0 == person);
    here.map(|f| f.object).or_else(|| before().map(|t| t.1))
}
