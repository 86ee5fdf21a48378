//! Echoes: "X a été éconduit", "Y n'a pas suivi", "Z a échappé à l'amende" say nothing of their
//! own, but give a relation that the text has told another party.

use super::confidence::Grounds;
use super::matcher::Echoed;
use super::ontology::Ontology;
use super::pattern::Replaced;
use crate::doc::{Attributes, Entities, EntityIdx, Evidence, Fact, Modality};

/// How many sentences back the relation may stand.
const REACH: u32 = 4;

/// Adds the fact of an echo, where the text before has told one that it can take up.
pub(super) fn take(
    echoed: &Echoed,
    evidence: Evidence,
    ontology: &Ontology,
    entities: &Entities,
    facts: &mut Vec<Fact>,
    grounds: &mut Vec<Grounds>,
) {
    let here = evidence.sentence;
    let refused = echoed.reading.modality == Modality::Negated;
    // "X, qui avait fait une offre, y a renoncé": the offer came to nothing.
    let own = facts.iter_mut().rev().find(|f| {
        here.0 - f.evidence.sentence.0 <= 1
            && f.modality == Modality::Possible
            && (f.subject == echoed.party || f.object == echoed.party)
            && echoed.frame.echoes.iter().any(|(name, _)| *name == f.relation)
    });
    if refused && let Some(own) = own {
        own.modality = Modality::Negated;
        own.evidence = evidence;
        return;
    }
    let taken = facts.iter().zip(grounds.iter()).rev().find_map(|(fact, why)| {
        if here.0 - fact.evidence.sentence.0 > REACH || fact.modality == Modality::Negated {
            return None;
        }
        let replaced = echoed
            .frame
            .echoes
            .iter()
            .find(|(name, _)| *name == fact.relation || *name == fact.evidence.rule)?
            .1;
        let (subject, object) = put_in(echoed.party, replaced, fact, entities);
        let kind = |e: EntityIdx| entities.entity(e).kind;
        let relation = ontology.get(&fact.relation)?;
        let other = subject != fact.object && object != fact.subject;
        (other && relation.allows(kind(subject), kind(object)))
            .then(|| (subject, object, fact.clone(), why.clone()))
    });
    let Some((subject, object, model, why)) = taken else { return };
    if facts.iter().any(|f| f.relation == model.relation && f.subject == subject && f.object == object) {
        return;
    }
    let mut ends = why.ends;
    ends[usize::from(subject != echoed.party)] = echoed.grounds.end;
    grounds.push(Grounds {
        rule: echoed.frame.id.clone(),
        prior: echoed.frame.confidence,
        ends,
        typing: why.typing.min(echoed.grounds.typing),
        parties: echoed.grounds.parties,
        agreed: false,
        ..why
    });
    facts.push(Fact {
        subject,
        object,
        modality: echoed.reading.modality,
        attributes: Attributes::new(),
        evidence,
        ..model
    });
}

/// The ends of a fact with the party in the place of one.
fn put_in(
    party: EntityIdx,
    replaced: Replaced,
    fact: &Fact,
    entities: &Entities,
) -> (EntityIdx, EntityIdx) {
    let count = |e: EntityIdx| entities.entity(e).mentions.len();
    let subject = match replaced {
        Replaced::Subject => true,
        Replaced::Object => false,
        Replaced::Lesser => count(fact.subject) < count(fact.object),
    };
    if subject { (party, fact.object) } else { (fact.subject, party) }
}
