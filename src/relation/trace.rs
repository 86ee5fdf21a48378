//! What matched, what nearly did, and why not: the data behind `explain`.

use super::implicit::Question;
use super::pattern::Frame;
use crate::doc::{ByteSpan, EntityIdx, Modality, Tokens, WordIdx};
use smol_str::SmolStr;

/// Why a frame whose predicate stands in the text made no fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A slot is empty: "subject", "object", "with".
    Lacks(&'static str),
    /// What stands in `without` is there.
    Barred,
    /// The ends are of types that the ontology does not allow.
    Signature,
}

/// A frame that nearly matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// The frame's id.
    pub rule: SmolStr,
    /// Its predicate in the text.
    pub trigger: ByteSpan,
    /// Why it made no fact.
    pub outcome: Outcome,
}

/// What one frame said by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The frame's id.
    pub rule: SmolStr,
    /// The relation told.
    pub relation: SmolStr,
    /// Its ends.
    pub ends: [EntityIdx; 2],
    /// Whether and when it holds.
    pub modality: Modality,
}

/// Collects near misses, or only counts violations of signatures.
#[derive(Debug, Default)]
pub(super) struct Trace {
    pub(super) keep: bool,
    pub(super) violations: usize,
    pub(super) notes: Vec<(SmolStr, WordIdx, Outcome)>,
    pub(super) questions: Vec<Question>,
    pub(super) told: Vec<Told>,
}

impl Trace {
    pub(super) fn note(&mut self, frame: &Frame, at: WordIdx, outcome: Outcome) {
        if outcome == Outcome::Signature {
            self.violations += 1;
        }
        if self.keep {
            self.notes.push((frame.id.clone(), at, outcome));
        }
    }

    /// Takes back that a frame found too little at a word.
    pub(super) fn retract(&mut self, frame: &Frame, at: WordIdx) {
        self.notes.retain(|(rule, word, _)| *word != at || *rule != frame.id);
    }

    pub(super) fn ask(&mut self, question: Question) {
        if self.keep {
            self.questions.push(question);
        }
    }

    pub(super) fn near_misses(self, tokens: &Tokens) -> Vec<NearMiss> {
        self.notes
            .into_iter()
            .map(|(rule, at, outcome)| NearMiss { rule, trigger: tokens.span(at), outcome })
            .collect()
    }
}
