//! Attributes: each value of a sentence goes to the relation that it belongs to.

use super::clause::Clauses;
use super::ontology::{AttributeKind, Ontology, RelationType};
use super::unit::{Kind, Owner};
use crate::doc::{AttributeValue, Attributes, ValueIdx, ValueKind, WordIdx};
use smol_str::SmolStr;

/// The words of a found relation: what a value is measured against.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// What is told.
    pub(super) relation: SmolStr,
    /// The frame that tells it.
    pub(super) rule: SmolStr,
    pub(super) trigger: usize,
    pub(super) verb: Option<usize>,
    pub(super) subject: Option<usize>,
    pub(super) object: Option<usize>,
}

/// The cost of a verb, a semicolon or a clause between value and predicate.
const BARRIER: usize = 12;

impl Clauses<'_> {
    /// Gives the values of the sentence to the places whose relation takes them.
    /// No farther than `reach` units from the predicate or its object.
    pub(super) fn attach(
        &self,
        ontology: &Ontology,
        places: &[Place],
        reach: usize,
        attributes: &mut [Attributes],
    ) {
        let mut given: Vec<(usize, usize, SmolStr, AttributeValue)> = Vec::new();
        for (at, unit) in self.units().iter().enumerate() {
            let Some(value) = unit.value else { continue };
            let Some((name, content)) = self.attribute_of(at, value) else { continue };
            let near = |p: &Place| self.distance(at, p) <= reach;
            let takes = |p: &Place| {
                ontology.get(&p.relation).is_some_and(|r| r.attributes.iter().any(|a| a == name))
                    && ontology.attribute(name).is_some_and(|k| k != AttributeKind::Entity)
            };
            // "dont l'État détient 10 %, écope d'une amende de 8 millions": the fine's own.
            let measure = |r: &&RelationType| r.measure.as_deref().is_some_and(|m| self.measured(at, m));
            let own = (name == "amount").then(|| ontology.relations().iter().find(measure)).flatten();
            let owned = |p: &Place| {
                own.is_none_or(|own| ontology.get(&p.relation).is_some_and(|r| r.measure == own.measure))
            };
            let best = places
                .iter()
                .enumerate()
                .filter(|(_, p)| takes(p) && near(p) && owned(p) && self.stands(ontology, name, at, p))
                .map(|(i, p)| (self.distance(at, p), i))
                .min();
            let Some((distance, best)) = best else { continue };
            let told = &places[best];
            // Of two frames that tell one relation at one word the nearer: "détient 30 % de A aux côtés de B".
            let shares = |p: &Place| {
                p.trigger == told.trigger && (p.relation != told.relation || p.rule == told.rule)
            };
            for (i, place) in places.iter().enumerate().filter(|(_, p)| takes(p) && shares(p)) {
                let own = self.argument_distance(at, place);
                given.push((i, distance * 64 + own.min(63), SmolStr::new(name), content.clone()));
            }
        }
        // Several values for one place: the nearest; several places for one value: all, unless
        // each of them has a nearer one ("A (45 %), B (30 %)").
        given.sort_by_key(|a| (a.1, a.0));
        self.share_out(places, given, attributes);
    }

    /// Whether the value stands where the relation wants the attribute.
    fn stands(&self, ontology: &Ontology, name: &str, value: usize, place: &Place) -> bool {
        let Some(relation) = ontology.get(&place.relation) else { return true };
        let is = |list: &[String]| list.iter().any(|a| a == name);
        let behind = || value > place.trigger && self.gap(place.trigger, value) < BARRIER;
        (!is(&relation.behind) || behind())
            && (!is(&relation.inside) || self.distance(value, place) < BARRIER)
    }

    fn share_out(
        &self,
        places: &[Place],
        given: Vec<(usize, usize, SmolStr, AttributeValue)>,
        attributes: &mut [Attributes],
    ) {
        for (i, place) in places.iter().enumerate() {
            for (_, _, name, content) in given.iter().filter(|g| g.0 == i) {
                let siblings = places
                    .iter()
                    .enumerate()
                    .filter(|(_, p)| p.trigger == place.trigger && p.rule == place.rule);
                let values = given.iter().filter(|g| g.0 == i && g.2 == *name).count();
                let count = siblings.clone().count();
                // "A et B détiennent 60 %": nobody's own share.
                let joint = name == "stake" && values == 1 && !self.classes_told("each-word");
                let subjects = |(_, p): &(usize, &Place)| p.subject != place.subject;
                if joint && siblings.clone().any(|s| subjects(&s)) {
                    continue;
                }
                let chosen = if values > 1 && count > 1 {
                    // As many values as ends: in order of the text.
                    let rank = siblings.clone().position(|(j, _)| j == i).unwrap_or(0);
                    let mut of_name: Vec<_> = given.iter().filter(|g| g.0 == i && g.2 == *name).collect();
                    of_name.sort_by_key(|g| g.1 % 64);
                    if values == count {
                        self.in_order(&given, i, name, rank).or(Some(content))
                    } else {
                        of_name.first().map(|g| &g.3)
                    }
                } else {
                    Some(content)
                };
                if let Some(content) = chosen {
                    attributes[i].entry(name.clone()).or_insert_with(|| content.clone());
                }
            }
        }
    }

    /// Whether a word of a class stands in the sentence.
    fn classes_told(&self, class: &str) -> bool {
        let start = self.first.0;
        (start..start + self.homes.len() as u32)
            .any(|w| self.classes.has(class, self.layers.lemma(WordIdx(w))))
    }

    fn in_order<'g>(
        &self,
        given: &'g [(usize, usize, SmolStr, AttributeValue)],
        place: usize,
        name: &str,
        rank: usize,
    ) -> Option<&'g AttributeValue> {
        // Values were met in order of the text; the sort by distance has to be undone.
        let mut values: Vec<(usize, &AttributeValue)> = Vec::new();
        for (at, unit) in self.units().iter().enumerate() {
            let Some(value) = unit.value else { continue };
            let Some((n, content)) = self.attribute_of(at, value) else { continue };
            if n == name
                && let Some(g) = given.iter().find(|g| g.0 == place && g.2 == name && g.3 == content)
            {
                values.push((at, &g.3));
            }
        }
        values.get(rank).map(|v| v.1)
    }

    /// The attribute that a value can be, unless the words before it say otherwise.
    pub(super) fn attribute_of(
        &self,
        at: usize,
        value: ValueIdx,
    ) -> Option<(&'static str, AttributeValue)> {
        match &self.layers.entities.values[value.index()].kind {
            ValueKind::Money(money) if !self.measured(at, "not-amount") && !self.apiece(at) => {
                Some(("amount", AttributeValue::Money(money.clone())))
            }
            ValueKind::Percent(p) if !p.points && !self.measured(at, "not-stake") && !self.was(at) => {
                // "de 4,9 à 6,2 %": the new share.
                let value = p
                    .max
                    .filter(|_| self.classes.has("change-verb", self.verb_before(at).unwrap_or("")))
                    .unwrap_or(p.value);
                Some(("stake", AttributeValue::Percent(value)))
            }
            ValueKind::Duration(d) if !self.measured(at, "not-duration") => {
                Some(("duration", AttributeValue::Text(d.to_string().into())))
            }
            ValueKind::Date(d) => Some(("date", AttributeValue::Text(d.to_string().into()))),
            _ => None,
        }
    }

    /// "de 12 % à 9 %": what a share was before it changed.
    fn was(&self, at: usize) -> bool {
        let percent = |i: usize| {
            let value = self.units().get(i).and_then(|u| u.value);
            value.is_some_and(|v| {
                matches!(self.layers.entities.values[v.index()].kind, ValueKind::Percent(_))
            })
        };
        let preposition = |i: usize| self.units().get(i).and_then(|u| u.preposition.as_deref());
        preposition(at) == Some("de") && percent(at + 1) && preposition(at + 1) == Some("à")
    }

    /// Whether the amount is the price of one of many: "41 euros par action", "800 francs le kilo".
    fn apiece(&self, at: usize) -> bool {
        self.behind(at).is_some_and(|next| {
            let unit = self.unit(next);
            let tied = matches!(unit.preposition.as_deref(), None | Some("par" | "pour"));
            unit.kind == Kind::Noun && tied && self.classes.has("priced-unit", self.lemma(next))
        })
    }

    fn verb_before(&self, at: usize) -> Option<&str> {
        (0..at).rev().find(|&i| self.unit(i).kind == Kind::Verb).map(|i| self.lemma(i))
    }

    /// Whether the value measures something else: "un chiffre d'affaires de", "a grimpé de", "en hausse de".
    fn measured(&self, at: usize, class: &str) -> bool {
        let mut i = at;
        if let Some(p) = &self.unit(at).preposition
            && self.classes.has(class, p)
        {
            return true;
        }
        // Up to two nouns before in the same chain, then the verb.
        for _ in 0..3 {
            let Some(previous) = self.before(i) else { return false };
            let unit = self.unit(previous);
            match unit.kind {
                Kind::Noun if self.unit(i).preposition.is_some() || i == at => {
                    let chained = self.unit(i).preposition.is_some();
                    if chained && self.classes.has(class, self.lemma(previous)) {
                        return true;
                    }
                    if unit.mention.is_some() && unit.owner == Owner::None {
                        return false;
                    }
                    i = previous;
                }
                Kind::Verb => return self.classes.has(class, self.lemma(previous)),
                _ => return false,
            }
        }
        false
    }

    fn distance(&self, value: usize, place: &Place) -> usize {
        let ends = [Some(place.trigger), place.verb, place.object];
        ends.into_iter().flatten().map(|end| self.gap(value, end)).min().unwrap_or(usize::MAX / 128)
    }

    fn argument_distance(&self, value: usize, place: &Place) -> usize {
        let ends = [place.subject, place.object];
        ends.into_iter().flatten().map(|end| self.gap(value, end)).min().unwrap_or(63)
    }

    /// Units between, with barriers counted dear.
    fn gap(&self, a: usize, b: usize) -> usize {
        let (from, to) = if a < b { (a, b) } else { (b, a) };
        let barrier = (from + 1..to)
            .filter(|&i| {
                let unit = self.unit(i);
                matches!(unit.kind, Kind::Stop | Kind::Clause | Kind::Relative)
                    || (unit.kind == Kind::Verb && unit.verb.finite.is_some())
            })
            .count();
        to - from + barrier * BARRIER
    }
}
