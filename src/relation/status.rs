//! Whether a post is held, taken or left: what the words, the verbs and the tenses around it say.

use super::matcher::Matcher;
use super::ontology::Ontology;
use super::unit::Kind;
use crate::doc::{AttributeValue, Attributes, Fact, Modality, WordIdx};

const CURRENT: &str = "current";
const APPOINTED: &str = "appointed";
const FORMER: &str = "former";

/// A post of which no wording says more is held now, or will be taken.
pub(super) fn settle(ontology: &Ontology, fact: &mut Fact) {
    let relation = ontology.get(&fact.relation);
    if relation.is_some_and(|r| r.attributes.iter().any(|a| a == "status")) {
        let default = if fact.modality == Modality::Planned { APPOINTED } else { CURRENT };
        fact.attributes.entry("status".into()).or_insert_with(|| AttributeValue::Text(default.into()));
    }
}

impl Matcher<'_, '_> {
    /// `former` or `appointed`, where the frame or the words around the post say so.
    pub(super) fn status(&self, attributes: &mut Attributes) {
        let at = self.situation.unit;
        let told = match self.clauses.unit(at).kind {
            Kind::Verb if attributes.contains_key("status") => None,
            Kind::Verb => self.verbal_status(at),
            _ => self.words_beside(at).or_else(|| self.nominal_status(at)),
        };
        if let Some(status) = told {
            attributes.insert("status".into(), AttributeValue::Text(status.into()));
        }
    }

    /// "ancien", "ex-", "futur", and "jusqu'ici" beside the noun.
    fn words_beside(&self, noun: usize) -> Option<&'static str> {
        let unit = self.clauses.unit(noun);
        let before = noun.checked_sub(1).map_or(unit.words.start, |i| self.clauses.unit(i).words.start);
        let mut status = None;
        for word in (before.0..unit.words.end.0).map(WordIdx) {
            let form = self.clauses.layers.form(word).to_lowercase();
            let lemma = self.clauses.layers.lemma(word);
            if self.clauses.classes.has("former-word", lemma) || form.starts_with("ex-") {
                status = Some(FORMER);
            } else if self.clauses.classes.has("appointed-word", lemma) {
                status = Some(APPOINTED);
            }
        }
        status.or_else(|| self.until(unit.words.start).then_some(FORMER))
    }

    /// Whether "jusqu'ici", "jusqu'alors" stands right before a word.
    fn until(&self, word: WordIdx) -> bool {
        const REACH: usize = 3;
        let first = self.clauses.first.index();
        let from = word.index().saturating_sub(REACH).max(first);
        (from..word.index()).any(|w| self.clauses.layers.lemma(WordIdx::from(w)) == "jusque")
    }

    /// Tense of the verb that says the post: "dirigeait", "dirigea", "a dirigé", "ne dirige plus".
    fn verbal_status(&self, verb: usize) -> Option<&'static str> {
        let v = self.clauses.unit(verb).verb;
        if v.no_more || self.past(verb) {
            return Some(FORMER);
        }
        // "part présider X", "pour diriger X, Y a été choisi"
        (v.infinitive && !v.passive).then_some(APPOINTED)
    }

    /// Whether a verb tells of what is over: imperfect, simple past, compound past of the active.
    fn past(&self, verb: usize) -> bool {
        let unit = self.clauses.unit(verb);
        let Some(finite) = unit.verb.finite else { return false };
        let feats = self.clauses.layers.tag(finite).feats;
        let indicative = feats.mood() != Some("Cnd");
        let simple = matches!(feats.tense(), Some("Imp" | "Past")) && indicative;
        let compound =
            finite != unit.head && !unit.verb.passive && self.clauses.layers.lemma(finite) == "avoir";
        simple || compound && feats.tense() == Some("Pres")
    }

    /// The verb beside the post's noun: "devient directrice", "le directeur, X, a été débarqué".
    fn nominal_status(&self, noun: usize) -> Option<&'static str> {
        let classes = self.clauses.classes;
        let has = |class: &str, i: usize| classes.has(class, self.clauses.lemma(i));
        let unit = self.clauses.unit(noun);
        let left = self.clauses.before(noun).filter(|&i| self.clauses.unit(i).kind == Kind::Verb);
        // "devient directrice", "était patron"
        if let Some(verb) = left {
            if has("naming-verb", verb) {
                return Some(APPOINTED);
            }
            if (self.clauses.unit(verb).verb.copula || has("copula", verb)) && self.past(verb) {
                return Some(FORMER);
            }
        }
        let governor = self.situation.verb.or_else(|| self.told_of(noun))?;
        let v = self.clauses.unit(governor).verb;
        // "ne fait plus partie du directoire"
        if governor < noun && v.no_more {
            return Some(FORMER);
        }
        // "a rejoint X comme directrice", "coopte Y en qualité d'administratrice"
        let office = matches!(unit.preposition.as_deref(), Some("comme" | "en qualité de" | "en tant que"));
        if office && governor < noun && (has("naming-verb", governor) || has("joining-verb", governor)) {
            return Some(APPOINTED);
        }
        // "le directeur, X, quitte la maison", "fait ses cartons"; "la maison perd son directeur, X"
        let idiom = || {
            let object = self.clauses.behind(governor).filter(|&i| self.clauses.bare(i));
            object.is_some_and(|i| {
                let words = [self.clauses.lemma(governor), self.clauses.lemma(i)].join(" ");
                classes.has("leaving-idiom", &words)
            })
        };
        let leaves = governor > noun && !v.passive && (has("leaving-verb", governor) || idiom());
        let dismissed = has("dismissing-verb", governor) && (v.passive || governor < noun);
        (leaves || dismissed).then_some(FORMER)
    }

    /// The verb that tells of a post and whom it names: "le directeur de Y, X, a été débarqué".
    fn told_of(&self, noun: usize) -> Option<usize> {
        const REACH: usize = 12;
        let end = self.clauses.units().len().min(noun + REACH);
        let mut verbs = (noun + 1..end).filter(|&i| self.clauses.unit(i).verb.finite.is_some());
        verbs.next().filter(|&i| {
            self.clauses.subject(i).is_some_and(|s| {
                s == noun || s > noun && (noun + 1..s).all(|i| self.clauses.unit(i).kind != Kind::Verb)
            })
        })
    }
}
