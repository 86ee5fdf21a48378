//! The trained name model: labels for tokens, the best sequence of them in each stretch where
//! names may stand.

use super::features::{features, history};
use super::labels::{self, KINDS, LABELS, Part, is_open, label, may_follow, spans};
use super::view::TokenView;
use super::votes::{Found, agree};
use crate::data::{DataError, DataFiles};
use crate::doc::EntityType;
use crate::model::model_file::ModelFile;
use crate::model::weights::{Sieve, Weights};
use std::ops::Range;

/// The file below `data/`.
pub const FILE: &str = "models/names.bin";
/// Kind in the model file.
pub const KIND: &str = "names";
/// Number of the feature set; raised with every change of views, features or labels.
pub const FEATURES: u32 = 3;

/// Scores of one token's labels.
pub type Scores = [i32; LABELS];

/// Scores of a label behind each label.
pub type Transitions = [Scores; LABELS];

/// What the rules' word that a name is an organization's counts in business news beyond what
/// the model learnt, of general news for the most part: there, where they are sure ("tribunal
/// de X") or the text is too short to tell anything else.
const CREDIT: i32 = 9_000;
/// The topic from which this holds.
const BUSINESS: u64 = 2;
/// The rules' lead from which they are sure.
const SURE: u64 = 4;
/// A text of fewer tokens is short.
const SHORT: usize = 80;

/// The credit of the rules' label of a token of a text of so many.
fn credit(view: &TokenView, tokens: usize) -> i32 {
    let organization = labels::is(view.rule as u8, EntityType::Organization);
    let told = view.sure >> 8 >= SURE || tokens < SHORT;
    if view.topic >= BUSINESS && organization && told { CREDIT } else { 0 }
}

/// A score that no path survives.
const NEVER: i32 = i32::MIN / 4;

/// The labels that may stand before each label, those of names that go on left out or alone.
fn before(label: usize) -> Range<usize> {
    // Inside of a name only its own kind's first and inner labels, which stand side by side.
    if may_follow(0, label) { 0..LABELS } else { (label - 1) / 4 * 4 + 1..(label - 1) / 4 * 4 + 3 }
}

/// The best sequence of labels. `back` is a buffer.
pub fn best(scores: &[Scores], transitions: &Transitions, back: &mut Vec<[u8; LABELS]>, out: &mut Vec<u8>) {
    back.clear();
    // Before the first token stands no name.
    let mut now: Scores = [NEVER; LABELS];
    now[0] = 0;
    for local in scores {
        let mut next = [NEVER; LABELS];
        let mut from = [0u8; LABELS];
        for label in 0..LABELS {
            for before in before(label) {
                let score = now[before] + transitions[before][label];
                if score > next[label] && may_follow(before, label) {
                    next[label] = score;
                    from[label] = before as u8;
                }
            }
            next[label] = next[label].saturating_add(local[label]).max(NEVER);
        }
        now = next;
        back.push(from);
    }
    out.clear();
    let closed = (0..LABELS).rev().filter(|&l| !is_open(l));
    let mut label = closed.max_by_key(|&l| now[l]).unwrap_or(0);
    for from in back.iter().rev() {
        out.push(label as u8);
        label = usize::from(from[label]);
    }
    out.reverse();
}

/// Stretches of active tokens inside sentences.
pub fn stretches(
    views: &[TokenView],
    sentences: &[Range<usize>],
) -> impl Iterator<Item = (usize, Range<usize>)> {
    sentences.iter().enumerate().flat_map(move |(number, range)| {
        let mut at = range.start;
        std::iter::from_fn(move || {
            let from = (at..range.end).find(|&i| views[i].active)?;
            let to = (from..range.end).find(|&i| !views[i].active).unwrap_or(range.end);
            at = to;
            Some((number, from..to))
        })
    })
}

/// The model. Immutable, shared by all threads.
#[derive(Clone, Debug)]
pub struct NameModel {
    weights: Weights,
    sieve: Sieve,
    transitions: Transitions,
}

impl NameModel {
    /// Opens the model.
    ///
    /// # Errors
    /// When it is missing, damaged or of another version.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        let file = ModelFile::open(FILE, data.bytes(FILE)?, KIND, FEATURES)?;
        let weights = Weights::open(&file, "names", LABELS)?;
        let mut transitions = [[0; LABELS]; LABELS];
        for (label, row) in transitions.iter_mut().enumerate() {
            weights.view().add(history(label), row);
        }
        Ok(Self { sieve: weights.sieve(), weights, transitions })
    }

    /// The names of a document with the numbers of their sentences and types.
    pub fn find(&self, views: &[TokenView], sentences: &[Range<usize>]) -> Vec<Found> {
        let weights = self.weights.view();
        let (mut out, mut spans_found) = (Vec::new(), Vec::new());
        let (mut found, mut scores) = (Vec::with_capacity(64), Vec::<Scores>::new());
        let (mut back, mut told) = (Vec::new(), Vec::new());
        for (sentence, stretch) in stretches(views, sentences) {
            let range = &sentences[sentence];
            let inside = &views[range.clone()];
            scores.clear();
            for i in stretch.clone() {
                features(inside, i - range.start, range.start, &mut found);
                self.sieve.keep(&mut found);
                let mut local = [0; LABELS];
                weights.add_all(&found, &mut local);
                local[usize::from(views[i].rule as u8)] += credit(&views[i], views.len());
                scores.push(local);
            }
            best(&scores, &self.transitions, &mut back, &mut told);
            spans_found.clear();
            spans(&told, stretch.start, &mut spans_found);
            out.extend(spans_found.drain(..).map(|(tokens, kind)| {
                let local = &scores[tokens.start - stretch.start..tokens.end - stretch.start];
                Found { sentence, scores: self.kinds(local), tokens, kind }
            }));
        }
        agree(views, &mut out);
        out
    }

    /// What each kind gets for a name of these tokens.
    fn kinds(&self, scores: &[Scores]) -> [i32; KINDS] {
        std::array::from_fn(|kind| {
            let of = |n: usize| usize::from(label(kind, Part::of(n, scores.len())));
            let local: i32 = scores.iter().enumerate().map(|(n, s)| s[of(n)]).sum();
            local + (1..scores.len()).map(|n| self.transitions[of(n - 1)][of(n)]).sum::<i32>()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::names::labels::{Part, label};

    #[test]
    fn a_name_is_of_one_kind() {
        // The second token speaks for the end of a person, which an organization cannot have.
        let mut scores = [[0; LABELS]; 2];
        scores[0][usize::from(label(0, Part::First))] = 9;
        scores[1][usize::from(label(1, Part::Last))] = 5;
        scores[1][usize::from(label(0, Part::Last))] = 4;
        let (mut back, mut found) = (Vec::new(), Vec::new());
        best(&scores, &[[0; LABELS]; LABELS], &mut back, &mut found);
        assert_eq!(found, [label(0, Part::First), label(0, Part::Last)]);
        let mut names = Vec::new();
        spans(&found, 7, &mut names);
        assert_eq!(names, [(7..9, 0)]);
    }
}
