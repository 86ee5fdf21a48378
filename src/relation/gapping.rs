//! Gapping: "X détient 30 % du capital, Y 20 % et Z 10 %". The verb is said once; the other
//! parties stand with their figures alone.

use super::clause::Clauses;
use super::confidence::{Bond, End, Reference};
use super::matcher::Found;
use super::ontology::Ontology;
use super::unit::Kind;
use crate::doc::{AttributeValue, EntityIdx, Upos};

/// A found relation that repeats another, and the figure of its own.
pub(super) struct Gapped {
    index: usize,
    figure: Option<(&'static str, AttributeValue)>,
}

/// Adds the relations of the parties without a verb.
pub(super) fn gapped(clauses: &Clauses, ontology: &Ontology, found: &mut Vec<Found>) -> Vec<Gapped> {
    let mut out = Vec::new();
    let told = found.len();
    for i in 0..told {
        let model = found[i].clone();
        let verb = model.place.verb.unwrap_or(model.place.trigger);
        // The party on the left of the verb is the one that others take the place of.
        let left = |end: Option<usize>| end.is_some_and(|u| u < verb);
        let as_subject = match (left(model.place.subject), left(model.place.object)) {
            (true, false) => true,
            (false, true) => false,
            _ => continue,
        };
        let Some(relation) = ontology.get(&model.relation) else { continue };
        for (unit, entity, figure) in others(clauses, verb) {
            let (subject, object) =
                if as_subject { (entity, model.object) } else { (model.subject, entity) };
            let kind = |e: EntityIdx| clauses.layers.entities.entity(e).kind;
            let known = found
                .iter()
                .any(|f| f.relation == model.relation && f.subject == subject && f.object == object);
            if subject == object || known || !relation.allows(kind(subject), kind(object)) {
                continue;
            }
            let mut copy = Found { subject, object, ..model.clone() };
            let ground = &mut copy.grounds.ends[usize::from(!as_subject)];
            *ground = End { bond: ground.bond.max(Bond::Order), reference: Reference::Name };
            let end = if as_subject { &mut copy.place.subject } else { &mut copy.place.object };
            *end = Some(unit);
            out.push(Gapped { index: found.len(), figure });
            found.push(copy);
        }
    }
    out
}

/// Gives each its own figure, once the values of the sentence are given out.
pub(super) fn value(found: &mut [Found], gapped: Vec<Gapped>) {
    for Gapped { index, figure } in gapped {
        let attributes = &mut found[index].attributes;
        attributes.remove("amount");
        attributes.remove("stake");
        attributes.extend(figure.map(|(name, value)| (name.into(), value)));
    }
}

type Other = (usize, EntityIdx, Option<(&'static str, AttributeValue)>);

/// The parties with a figure behind the figure of a verb: ", Y 20 % et Z 10 %".
fn others(clauses: &Clauses, verb: usize) -> Vec<Other> {
    let units = clauses.units();
    let figure = |at: usize| {
        let unit = &units[at];
        unit.kind == Kind::Noun
            && unit.mention.is_none()
            && (unit.value.is_some() || unit.words.iter().any(|w| clauses.layers.tag(w).upos == Upos::Num))
    };
    let mut out = Vec::new();
    let Some(mut at) = (verb + 1..units.len())
        .take_while(|&i| matches!(units[i].kind, Kind::Noun | Kind::Other))
        .find(|&i| figure(i))
    else {
        return out;
    };
    loop {
        // To the end of the figure's chain: "30 % du capital", "187 millions d'amende".
        at = clauses.chain_end(at);
        let Some(link) = clauses.behind(at) else { break };
        if !matches!(units[link].kind, Kind::Comma | Kind::And | Kind::Stop) {
            break;
        }
        let Some(name) = clauses.behind(link).filter(|&i| clauses.bare(i)) else { break };
        let Some(mention) = units[name].mention else { break };
        let Some(own) = clauses.behind(name).filter(|&i| figure(i)) else { break };
        // The figure stands as the verb's does, or bare: "de 96 millions", "20 %".
        if !matches!(units[own].preposition.as_deref(), None | Some("de" | "à" | "pour")) {
            break;
        }
        let content = units[own].value.and_then(|v| clauses.attribute_of(own, v));
        out.push((name, clauses.layers.entities.mention(mention).entity, content));
        at = own;
    }
    out
}
