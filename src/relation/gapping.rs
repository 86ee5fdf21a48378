//! Gapping: "X détient 30 % du capital, Y 20 % et Z 10 %", "détenu à 72 % par X et à 28 % par Y". The
//! verb is said once; the other parties stand with their figures, or with what they get, alone.

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
        let fixed = if as_subject { model.place.object } else { model.place.subject };
        let left = others(clauses, verb).into_iter().map(|other| (other, as_subject));
        let right = again(clauses, fixed, verb).into_iter().map(|other| (other, !as_subject));
        let all: Vec<(Other, bool)> = left.chain(right).collect();
        for ((unit, entity, figure), as_subject) in all {
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
        for own in ["amount", "stake", "product", "quantity"] {
            attributes.remove(own);
        }
        attributes.extend(figure.map(|(name, value)| (name.into(), value)));
    }
}

type Other = (usize, EntityIdx, Option<(&'static str, AttributeValue)>);

/// Whether a chunk is a figure: "20 %", "96 millions".
fn figure(clauses: &Clauses, at: usize) -> bool {
    let unit = clauses.unit(at);
    unit.kind == Kind::Noun
        && unit.mention.is_none()
        && (unit.value.is_some() || unit.words.iter().any(|w| clauses.layers.tag(w).upos == Upos::Num))
}

/// The parties behind the one that stands on the right of a verb, each with its own figure or thing and
/// the same preposition: "et à 28 % par Siparex", "et ses cartons à Smurfit".
fn again(clauses: &Clauses, party: Option<usize>, verb: usize) -> Vec<Other> {
    let units = clauses.units();
    let mut out = Vec::new();
    let Some(mut at) = party.filter(|&p| p > verb) else { return out };
    let preposition = units[at].preposition.as_deref();
    if !preposition.is_some_and(|p| clauses.classes.has("party-preposition", p)) {
        return out;
    }
    let is = |i: Option<usize>, kind| i.is_some_and(|i| units[i].kind == kind);
    let past = |i: Option<usize>, kind| if is(i, kind) { i.and_then(|i| clauses.behind(i)) } else { i };
    loop {
        let mut link = clauses.behind(clauses.chain_end(at));
        // "par sa présidente, X, et à 28 % par Y"
        if is(link, Kind::Comma) {
            let inserted = past(link, Kind::Comma).filter(|&i| !figure(clauses, i));
            let close = inserted
                .filter(|&i| units[i].kind == Kind::Noun)
                .and_then(|i| clauses.behind(clauses.chain_end(i)))
                .filter(|&i| units[i].kind == Kind::Comma);
            link = close.or(link);
        }
        let Some(link) = link.filter(|&l| matches!(units[l].kind, Kind::Comma | Kind::And)) else { break };
        // ", et à 28 % par Y", "et, pour 28 %, par Y"
        let behind = match units[link].kind {
            Kind::Comma => past(clauses.behind(link), Kind::And),
            _ => clauses.behind(link),
        };
        let behind = past(behind, Kind::Comma);
        let Some(thing) = behind.filter(|&i| units[i].kind == Kind::Noun) else { break };
        let own = figure(clauses, thing)
            && matches!(units[thing].preposition.as_deref(), None | Some("à" | "pour"));
        let named = units[thing].mention.is_some();
        if !own && (named || units[thing].preposition.is_some() || !units[thing].determined) {
            break;
        }
        let next = clauses.behind(thing);
        let next = if own { past(next, Kind::Comma) } else { next };
        let same =
            |i: &usize| units[*i].kind == Kind::Noun && units[*i].preposition.as_deref() == preposition;
        let Some(name) = next.filter(same) else { break };
        let Some(mention) = units[name].mention else { break };
        let content = units[thing].value.and_then(|v| clauses.attribute_of(thing, v));
        out.push((name, clauses.layers.entities.mention(mention).entity, content));
        at = name;
    }
    out
}

/// The parties with a figure behind the figure of a verb: ", Y 20 % et Z 10 %", ", Y et Z 10 % chacun".
fn others(clauses: &Clauses, verb: usize) -> Vec<Other> {
    let units = clauses.units();
    let figure = |at: usize| figure(clauses, at);
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
        let mut names = Vec::new();
        // ", et le fonds Y, 16 %"
        let next = clauses.behind(link);
        let and = next.filter(|&i| units[i].kind == Kind::And);
        let mut next = and.map_or(next, |and| clauses.behind(and));
        while let Some(name) = next.filter(|&i| clauses.bare(i) && units[i].mention.is_some()) {
            names.push(name);
            next = clauses.behind(name);
            let Some(joint) = next.filter(|&i| matches!(units[i].kind, Kind::And | Kind::Comma)) else {
                break;
            };
            next = clauses.behind(joint);
        }
        let Some(own) = next.filter(|&i| !names.is_empty() && figure(i)) else { break };
        // The figure stands as the verb's does, or bare: "de 96 millions", "20 %".
        if !matches!(units[own].preposition.as_deref(), None | Some("de" | "à" | "pour")) {
            break;
        }
        let content = units[own].value.and_then(|v| clauses.attribute_of(own, v));
        for name in names {
            let mention = units[name].mention.expect("was named");
            out.push((name, clauses.layers.entities.mention(mention).entity, content.clone()));
        }
        at = own;
    }
    out
}
