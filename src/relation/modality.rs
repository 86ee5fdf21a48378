//! Modality: the cues over a predicate, and how far they reach.

use super::bind::Situation;
use super::clause::Clauses;
use super::unit::Kind;
use crate::doc::{Modality, Upos, WordIdx};

/// How many governors are looked at above a predicate.
const HEIGHT: usize = 6;

/// What the words around a predicate make of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reading {
    pub(super) modality: Modality,
    pub(super) cue: Option<WordIdx>,
    /// "ne … plus": it was so.
    pub(super) no_more: bool,
}

impl Reading {
    /// The stronger reading stands: negated over possible over planned over asserted.
    fn meet(&mut self, modality: Modality, cue: WordIdx) {
        if modality > self.modality {
            self.modality = modality;
            self.cue = Some(cue);
        }
    }
}

impl Clauses<'_> {
    /// The modality of a situation. A noun that is said of somebody ("filiale",
    /// "actionnaire") takes only that of its copula.
    pub(super) fn modality(&self, situation: &Situation, state: bool) -> Reading {
        let mut reading = Reading::default();
        let predicate = situation.unit;
        if self.unit(predicate).kind == Kind::Verb {
            self.verb_cues(predicate, &mut reading, HEIGHT, true);
            self.argument_cues(predicate, &mut reading);
        } else if state {
            let link = self.before(predicate).filter(|&i| self.unit(i).kind == Kind::Verb);
            let copula =
                link.filter(|&i| self.unit(i).verb.copula || self.classes.has("copula", self.lemma(i)));
            if let Some(verb) = copula {
                self.verb_cues(verb, &mut reading, HEIGHT, false);
            }
            self.noun_cues(predicate, &mut reading);
            // "a refusé la direction de Y"
            if let Some(verb) = situation.verb.filter(|&v| v < predicate)
                && self.classes.has("negative-verb", self.lemma(verb))
            {
                reading.meet(Modality::Negated, self.unit(verb).head);
            }
        } else {
            self.noun_cues(predicate, &mut reading);
            match situation.verb {
                Some(verb) if verb < predicate => {
                    // "rompt son contrat avec Y": it was one.
                    let ended = self.classes.has("standing-noun", self.lemma(predicate))
                        && self.ends_deal(verb, predicate);
                    if !ended {
                        self.verb_cues(verb, &mut reading, HEIGHT, false);
                        self.idiom_cues(verb, &mut reading);
                    }
                    self.argument_cues(verb, &mut reading);
                }
                Some(verb) => self.fate(verb, &mut reading),
                None => {}
            }
        }
        reading
    }

    /// Tense, mood, negation and governors of a verb. What the predicate itself means is the frame's
    /// to say: "abandonne sa filiale à Y" is a sale, "compte Y parmi ses clients" no plan.
    fn verb_cues(&self, at: usize, reading: &mut Reading, height: usize, predicate: bool) {
        let unit = self.unit(at);
        let v = unit.verb;
        let lemma = self.lemma(at);
        // "n'exclut pas de racheter"
        let undone = v.negation.is_some() && !predicate && self.classes.has("negative-verb", lemma);
        if let Some(negation) = v.negation {
            if v.no_more {
                reading.no_more = true;
            }
            reading.meet(if undone { Modality::Possible } else { Modality::Negated }, negation);
        }
        if let Some(finite) = v.finite {
            let feats = self.layers.tag(finite).feats;
            if feats.mood() == Some("Cnd") {
                // "devrait racheter" expects; "rachèterait" has heard.
                let expected = self.layers.lemma(finite) == "devoir";
                reading.meet(if expected { Modality::Planned } else { Modality::Possible }, finite);
            } else if feats.tense() == Some("Fut") {
                reading.meet(Modality::Planned, finite);
            }
        }
        if !predicate && !undone {
            self.word_cues(lemma, unit.head, "verb", reading);
        }
        if unit.preposition.as_deref() == Some("sans") {
            reading.meet(Modality::Negated, unit.words.start);
        }
        let Some(height) = height.checked_sub(1) else { return };
        if v.infinitive {
            if let Some(p) = &unit.preposition {
                if self.classes.has("plan-preposition", p) {
                    reading.meet(Modality::Planned, unit.head);
                }
                if matches!(p.as_str(), "après" | "par") {
                    return;
                }
            }
            match self.governor(at) {
                Some(g) if self.unit(g).kind == Kind::Verb => self.governor_cues(g, reading, height),
                Some(noun) => {
                    self.noun_cues(noun, reading);
                    if let Some(verb) = (0..noun).rev().find(|&i| self.unit(i).kind == Kind::Verb) {
                        self.governor_cues(verb, reading, height);
                    }
                }
                None => {}
            }
        } else if v.finite.is_some() {
            // "dément que X ait racheté"
            let clause = (0..at).rev().find(|&i| matches!(self.unit(i).kind, Kind::Clause | Kind::Stop));
            let over = clause.filter(|&c| self.unit(c).kind == Kind::Clause);
            if let Some(c) = over {
                let conjunction = self.layers.lemma(self.unit(c).head);
                if conjunction == "si" {
                    reading.meet(Modality::Possible, self.unit(c).head);
                } else if let Some(g) = self.before(c).filter(|&g| self.unit(g).kind == Kind::Verb) {
                    self.governor_cues(g, reading, height);
                }
            }
        }
    }

    /// What a governor adds: its own meaning, and its tense when it is a modal or a plan.
    fn governor_cues(&self, at: usize, reading: &mut Reading, height: usize) {
        let lemma = self.lemma(at);
        let unit = self.unit(at);
        if lemma == "aller" && unit.verb.finite.is_some() {
            reading.meet(Modality::Planned, unit.head);
            return;
        }
        // "vient de racheter" has done so.
        if lemma == "venir" {
            return;
        }
        self.verb_cues(at, reading, height, false);
        self.idiom_cues(at, reading);
        let objects = at + 1..self.units().len().min(at + 3);
        for i in objects {
            if self.unit(i).kind == Kind::Noun {
                self.word_cues(self.lemma(i), self.unit(i).head, "noun", reading);
            } else if self.unit(i).kind != Kind::Other {
                break;
            }
        }
    }

    /// "met fin à son contrat", "rompt l'accord": the verb ends what its complement says.
    fn ends_deal(&self, verb: usize, deal: usize) -> bool {
        let ends = self.classes.has("ending-verb", self.lemma(verb));
        let idiom = self.classes.get("ending-verb").is_some_and(|set| {
            (verb + 1..deal).any(|i| {
                set.iter().any(|w| {
                    w.split_once(' ').is_some_and(|(v, n)| v == self.lemma(verb) && n == self.lemma(i))
                })
            })
        });
        (ends && self.chain_top(deal) == deal
            || idiom && self.unit(deal).preposition.as_deref() == Some("à"))
            && self.unit(verb).verb.negation.is_none()
    }

    /// A verb that denies with its noun: "mettre fin au projet", "tirer un trait sur la fusion".
    fn idiom_cues(&self, verb: usize, reading: &mut Reading) {
        let Some(idioms) = self.classes.get("negative-idiom") else { return };
        let noun = (verb + 1..self.units().len().min(verb + 4))
            .find(|&i| self.unit(i).kind == Kind::Noun && self.unit(i).mention.is_none());
        if let Some(noun) = noun
            && idioms.iter().any(|idiom| {
                idiom.split_once(' ').is_some_and(|(v, n)| v == self.lemma(verb) && n == self.lemma(noun))
            })
        {
            reading.meet(Modality::Negated, self.unit(noun).head);
        }
    }

    /// Cues in the lists: `negative-verb`, `possible-noun` and so on.
    fn word_cues(&self, lemma: &str, word: WordIdx, part: &str, reading: &mut Reading) {
        let lists = match part {
            "verb" => ["negative-verb", "possible-verb", "plan-verb"],
            _ => ["negative-noun", "possible-noun", "plan-noun"],
        };
        let modalities = [Modality::Negated, Modality::Possible, Modality::Planned];
        for (class, modality) in lists.into_iter().zip(modalities) {
            if self.classes.has(class, lemma) {
                reading.meet(modality, word);
            }
        }
    }

    /// "aucun accord", "le projet de fusion", "l'échec du rachat", "l'éventuelle cession".
    fn noun_cues(&self, noun: usize, reading: &mut Reading) {
        let unit = self.unit(noun);
        self.word_cues(self.lemma(noun), unit.head, "noun", reading);
        for word in unit.words.iter() {
            let lemma = self.layers.lemma(word);
            if matches!(lemma, "aucun") {
                reading.meet(Modality::Negated, word);
            } else if self.classes.has("possible-adjective", lemma) {
                reading.meet(Modality::Possible, word);
            } else if self.classes.has("plan-adjective", lemma) {
                reading.meet(Modality::Planned, word);
            }
        }
        // Up the chain: "le projet d'acquisition", "l'abandon du projet de fusion".
        let mut at = noun;
        while matches!(self.unit(at).preposition.as_deref(), Some("de" | "à" | "en vue de" | "pour"))
            && at > 0
            && self.unit(at - 1).kind == Kind::Noun
        {
            at -= 1;
            self.word_cues(self.lemma(at), self.unit(at).head, "noun", reading);
        }
        if unit.preposition.as_ref().is_some_and(|p| self.classes.has("plan-preposition", p)) {
            reading.meet(Modality::Planned, unit.words.start);
        }
        if matches!(unit.preposition.as_deref(), Some("sans" | "faute de")) {
            reading.meet(Modality::Negated, unit.words.start);
        }
    }

    /// A negated or doubtful argument: "n'a trouvé aucun accord".
    fn argument_cues(&self, verb: usize, reading: &mut Reading) {
        for i in [verb.checked_sub(1), Some(verb + 1)].into_iter().flatten() {
            let Some(unit) = self.units().get(i).filter(|u| u.kind == Kind::Noun) else { continue };
            let none = unit.words.iter().find(|&w| match self.layers.lemma(w) {
                "aucun" => true,
                "personne" | "rien" => self.layers.tag(w).upos == Upos::Pron,
                _ => false,
            });
            if let Some(word) = none {
                reading.meet(Modality::Negated, word);
            }
        }
    }

    /// What becomes of the event that is the subject: "n'aura pas lieu", "sera bouclée", "a échoué".
    fn fate(&self, verb: usize, reading: &mut Reading) {
        let unit = self.unit(verb);
        let lemma = self.lemma(verb);
        self.word_cues(lemma, unit.head, "verb", reading);
        self.idiom_cues(verb, reading);
        let idiom = (verb + 1..self.units().len().min(verb + 3))
            .any(|i| self.unit(i).kind == Kind::Noun && self.classes.has("occur-noun", self.lemma(i)));
        if !self.classes.has("occur-verb", lemma) && !idiom {
            return;
        }
        if let Some(negation) = unit.verb.negation {
            reading.meet(Modality::Negated, negation);
        }
        if let Some(finite) = unit.verb.finite {
            let feats = self.layers.tag(finite).feats;
            match (feats.mood(), feats.tense()) {
                (Some("Cnd"), _) if self.layers.lemma(finite) != "devoir" => {
                    reading.meet(Modality::Possible, finite)
                }
                (Some("Cnd"), _) | (_, Some("Fut")) => reading.meet(Modality::Planned, finite),
                _ => {}
            }
        }
        if unit.verb.infinitive
            && let Some(g) = self.governor(verb).filter(|&g| self.unit(g).kind == Kind::Verb)
        {
            self.governor_cues(g, reading, 2);
            if self.lemma(g) == "devoir" {
                reading.meet(Modality::Planned, self.unit(g).head);
            }
        }
    }
}
