//! Attributes in the words of the text: role, product, round, status, and the parties of a sale.

use super::bind::{Arg, Filler};
use super::matcher::{End, Matcher};
use super::ontology::AttributeKind;
use super::unit::Kind;
use crate::doc::{
    AttributeValue, Attributes, EntityIdx, EntityType, MentionKind, Upos, ValueKind, WordIdx,
};
use smol_str::SmolStr;

impl Matcher<'_, '_> {
    /// What the words around the predicate give the relation.
    pub(super) fn attributes(&self, ends: &[(End, End)]) -> Attributes {
        let mut attributes = Attributes::new();
        for (name, expr) in &self.frame.attributes {
            let kind = self.ontology.attribute(name);
            for path in &expr.0 {
                let args = self.clauses.reach(self.situation, path);
                let value = match kind {
                    Some(AttributeKind::Entity) => {
                        // "confie à Y la vente de Z": Y is not the buyer.
                        let own = |a: &&Arg| {
                            self.situation.verb == Some(self.situation.unit)
                                || !matches!(a.filler, Filler::Unit(u) if u < self.situation.unit)
                        };
                        // "s'empare, à Lyon, de Y": a town sells nothing.
                        let party = |e: &(EntityIdx, Option<usize>)| {
                            self.clauses.layers.entities.entity(e.0).kind != EntityType::Place
                        };
                        let args = args.iter().filter(own);
                        let mut entities = args.flat_map(|a| self.clauses.entities(a.filler)).filter(party);
                        let first = entities
                            .next()
                            .filter(|(e, _)| ends.iter().all(|(s, o)| s.0 != *e && o.0 != *e));
                        first.filter(|_| entities.next().is_none()).map(|(e, _)| AttributeValue::Entity(e))
                    }
                    Some(AttributeKind::Words) => {
                        args.iter().find_map(|a| self.words(name, a)).map(AttributeValue::Text)
                    }
                    _ => None,
                };
                if let Some(value) = value {
                    attributes.insert(name.clone(), value);
                    break;
                }
            }
        }
        for (name, value) in &self.frame.set {
            let value = if value == "trigger" { self.trigger_words() } else { value.clone() };
            attributes.insert(name.clone(), AttributeValue::Text(value));
        }
        let takes = |name: &str| {
            let relation = self.ontology.get(&self.frame.relation);
            relation.is_some_and(|r| r.attributes.iter().any(|a| a == name))
        };
        if takes("status") {
            self.status(&mut attributes);
        }
        if takes("round")
            && let Some(round) = self.round()
        {
            attributes.entry("round".into()).or_insert(AttributeValue::Text(round));
        }
        attributes
    }

    /// The funding round that the sentence names: "série C", "augmentation de capital". One with a
    /// letter is more than the others.
    fn round(&self) -> Option<SmolStr> {
        let layers = &self.clauses.layers;
        let start = self.clauses.first.index();
        let end = start + self.clauses.homes.len();
        let names = self.clauses.classes.get("round-name")?;
        let word = |i: usize| WordIdx::from(i);
        let mut best: Option<(bool, SmolStr)> = None;
        for at in start..end {
            for name in names {
                let parts = name.split(' ').count();
                let told = at + parts <= end
                    && name.split(' ').zip(at..).all(|(lemma, i)| {
                        layers.lemma(word(i)) == lemma || layers.form(word(i)).to_lowercase() == lemma
                    });
                if !told {
                    continue;
                }
                let letter = |i: usize| {
                    let form = layers.form(word(i));
                    i < end && form.len() == 1 && form.starts_with(|c: char| c.is_ascii_uppercase())
                };
                let lettered = letter(at + parts);
                if name == "série" && !lettered {
                    continue;
                }
                let last = at + parts - usize::from(!lettered);
                let span = layers.tokens.span(word(at)).cover(layers.tokens.span(word(last)));
                let found = SmolStr::new(span.of(&layers.document.text));
                let fuller = best.as_ref().is_none_or(|b| (lettered, found.len()) > (b.0, b.1.len()));
                if fuller {
                    best = Some((lettered, found));
                }
            }
        }
        best.map(|b| b.1)
    }

    /// The predicate in the words of the text, with its complements up to the next name: "directeur de la logistique".
    fn trigger_words(&self) -> SmolStr {
        self.phrase(self.situation.unit).unwrap_or_default()
    }

    /// The words of an argument: its number for `quantity`, its noun for the others.
    fn words(&self, name: &str, arg: &Arg) -> Option<SmolStr> {
        let Filler::Unit(at) = arg.filler else { return None };
        // What is bought is no amount, nor somebody.
        let named = self.clauses.unit(at).mention.map(|m| self.clauses.layers.entities.entity_of(m).kind);
        let somebody = matches!(named, Some(EntityType::Organization | EntityType::Person));
        let amount = self.clauses.unit(at).value.is_some_and(|v| {
            !matches!(self.clauses.layers.entities.values[v.index()].kind, ValueKind::Quantity { .. })
        });
        if matches!(name, "product" | "quantity") && (somebody || amount) {
            return None;
        }
        if name == "quantity" {
            let unit = self.clauses.unit(at);
            let first = unit.words.iter().next()?;
            return (self.clauses.layers.tag(first).upos == Upos::Num)
                .then(|| SmolStr::new(self.clauses.layers.form(first)));
        }
        self.phrase(at)
    }

    fn phrase(&self, at: usize) -> Option<SmolStr> {
        let layers = &self.clauses.layers;
        let unit = self.clauses.unit(at);
        let skip = |w: &WordIdx| {
            matches!(layers.tag(*w).upos, Upos::Det | Upos::Num)
                || self.clauses.classes.has("former-word", layers.lemma(*w))
                || self.clauses.classes.has("appointed-word", layers.lemma(*w))
        };
        let name = unit
            .mention
            .map(|m| layers.entities.mention(m))
            .filter(|m| m.kind == MentionKind::Name && !m.words.has(unit.head))
            .map(|m| m.words.start);
        let words: Vec<WordIdx> =
            unit.words.iter().skip_while(skip).take_while(|w| name.is_none_or(|n| *w < n)).collect();
        let (first, mut last) = (*words.first()?, *words.last()?);
        // Complements that name nobody belong to the post: "président du développement commercial".
        let mut next = at + 1;
        while next < self.clauses.units().len() && name.is_none() {
            let complement = self.clauses.unit(next);
            let plain =
                complement.kind == Kind::Noun && complement.mention.is_none() && complement.value.is_none();
            let coordinated = complement.kind == Kind::And
                && self.clauses.units().get(next + 1).is_some_and(|u| {
                    u.kind == Kind::Noun && u.preposition.as_deref() == Some("de") && u.mention.is_none()
                });
            if !(coordinated
                || plain && matches!(complement.preposition.as_deref(), Some("de" | "en" | "à")))
            {
                break;
            }
            last = WordIdx(complement.words.end.0 - 1);
            next += 1;
        }
        let span = layers.tokens.span(first).cover(layers.tokens.span(last));
        Some(SmolStr::new(span.of(&layers.document.text)))
    }
}
