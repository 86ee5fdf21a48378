//! What the facts of a document tell of each other: the seller of a firm is who divests it, and
//! an order under contract costs what the contract is worth.

use super::ontology::{AttributeKind, Ontology};
use super::pattern::Patterns;
use crate::doc::{AttributeValue, EntityIdx, Fact, Modality};

/// How many sentences apart an order and its contract are told.
const REACH: u32 = 3;

/// Fills attributes that one fact leaves open and another of the document tells.
pub(super) fn complete(patterns: &Patterns, ontology: &Ontology, facts: &mut [Fact]) {
    let mut same = Vec::new();
    for c in &patterns.consequences {
        for i in 0..facts.len() {
            if facts[i].relation != c.relation {
                continue;
            }
            let others: Vec<usize> = (0..facts.len())
                .filter(|&j| facts[j].relation == c.then && facts[j].object == facts[i].object)
                .filter(|&j| facts[j].subject != facts[i].subject && alike(&facts[i], &facts[j]))
                .collect();
            // Two buyers leave open who the buyer is.
            let mut parties: Vec<EntityIdx> = others.iter().map(|&j| facts[j].subject).collect();
            parties.dedup();
            let &[party] = parties.as_slice() else { continue };
            let told =
                facts[i].attributes.entry(c.attribute.clone()).or_insert(AttributeValue::Entity(party));
            if *told == AttributeValue::Entity(party) {
                same.extend(others.into_iter().map(|j| (i, j)));
            }
        }
    }
    for i in 0..facts.len() {
        let Some(then) = patterns.following(&facts[i].relation) else { continue };
        let between = |f: &Fact| {
            [f.subject, f.object].contains(&facts[i].subject)
                && [f.subject, f.object].contains(&facts[i].object)
        };
        let near = |f: &Fact| f.evidence.sentence.0.abs_diff(facts[i].evidence.sentence.0) <= REACH;
        let deal =
            facts.iter().position(|f| f.relation == *then && between(f) && near(f) && alike(f, &facts[i]));
        same.extend(deal.map(|j| (i, j)));
    }
    for (i, j) in same {
        share_price(ontology, facts, i, j);
        share_price(ontology, facts, j, i);
    }
}

/// Both happen, or both do not.
fn alike(a: &Fact, b: &Fact) -> bool {
    (a.modality == Modality::Negated) == (b.modality == Modality::Negated)
}

/// Gives what one fact costs to another that is the same affair.
fn share_price(ontology: &Ontology, facts: &mut [Fact], from: usize, to: usize) {
    let Some(relation) = ontology.get(&facts[to].relation) else { return };
    let prices: Vec<_> = facts[from]
        .attributes
        .iter()
        .filter(|(name, _)| ontology.attribute(name) == Some(AttributeKind::Money))
        .filter(|(name, _)| relation.attributes.iter().any(|a| a == *name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    for (name, value) in prices {
        facts[to].attributes.entry(name).or_insert(value);
    }
}
