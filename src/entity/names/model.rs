//! The trained name model: labels for tokens, the best sequence of them in each stretch where
//! names may stand.

use super::features::{features, history};
use super::view::{NONE, TokenView, label};
use crate::data::{DataError, DataFiles};
use crate::doc::EntityType;
use crate::model::model_file::ModelFile;
use crate::model::weights::Weights;
use std::ops::Range;

/// The file below `data/`.
pub const FILE: &str = "models/names.bin";
/// Kind in the model file.
pub const KIND: &str = "names";
/// Number of the feature set; raised with every change of views, features or labels.
pub const FEATURES: u32 = 1;

/// Labels: none, then first and inside of each type and of names that are no node.
pub const LABELS: usize = 11;
/// Types of names as labels tell them; the last is no node.
#[cfg(feature = "train")]
pub const KINDS: usize = 5;

/// Scores of one token's labels.
pub type Scores = [i32; LABELS];

/// Scores of a label behind each label.
pub type Transitions = [Scores; LABELS];

/// What the rules' word that a name is an organization's counts in business news beyond what
/// the model learnt: most of its texts are general news, where towns and people prevail.
const CREDIT: i32 = 10_000;
/// The topic from which this holds.
const BUSINESS: u64 = 1;

/// A score that no path survives.
const NEVER: i32 = i32::MIN / 4;

/// Whether a label may follow another: inside only behind its own type.
pub fn may_follow(before: usize, label: usize) -> bool {
    label == 0 || label % 2 == 1 || before == label || before + 1 == label
}

/// The best sequence of labels. `back` is a buffer.
pub fn best(scores: &[Scores], transitions: &Transitions, back: &mut Vec<[u8; LABELS]>, out: &mut Vec<u8>) {
    back.clear();
    let mut now: Scores = [NEVER; LABELS];
    for (n, local) in scores.iter().enumerate() {
        let mut next = [NEVER; LABELS];
        let mut from = [0u8; LABELS];
        for label in 0..LABELS {
            if n == 0 {
                next[label] =
                    if may_follow(0, label) { local[label] + transitions[0][label] } else { NEVER };
                continue;
            }
            for before in 0..LABELS {
                let score = now[before] + transitions[before][label];
                if may_follow(before, label) && score > next[label] {
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
    let mut label = (0..LABELS).rev().max_by_key(|&l| now[l]).unwrap_or(0);
    for from in back.iter().rev() {
        out.push(label as u8);
        label = usize::from(from[label]);
    }
    out.reverse();
}

/// The names that labels tell, as ranges with the number of their type.
pub fn spans(labels: &[u8], base: usize, out: &mut Vec<(Range<usize>, u8)>) {
    let mut start = 0;
    for i in 1..=labels.len() {
        let goes_on = i < labels.len() && labels[i] > 0 && labels[i].is_multiple_of(2);
        if !goes_on {
            if labels[start] > 0 {
                out.push((base + start..base + i, (labels[start] - 1) / 2));
            }
            start = i;
        }
    }
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
        Ok(Self { weights, transitions })
    }

    /// The names of a document with the numbers of their sentences and types.
    pub fn find(&self, views: &[TokenView], sentences: &[Range<usize>]) -> Vec<(usize, Range<usize>, u8)> {
        let weights = self.weights.view();
        let (mut out, mut spans_found) = (Vec::new(), Vec::new());
        let (mut found, mut scores) = (Vec::with_capacity(64), Vec::<Scores>::new());
        let (mut back, mut labels) = (Vec::new(), Vec::new());
        for (sentence, stretch) in stretches(views, sentences) {
            let range = &sentences[sentence];
            let inside = &views[range.clone()];
            scores.clear();
            for i in stretch.clone() {
                features(inside, i - range.start, range.start, &mut found);
                let mut local = [0; LABELS];
                found.iter().for_each(|&f| weights.add(f, &mut local));
                let view = &views[i];
                if view.topic >= BUSINESS
                    && label(EntityType::Organization, false) >= view.rule
                    && view.rule != NONE
                {
                    local[view.rule as usize] += CREDIT;
                }
                scores.push(local);
            }
            best(&scores, &self.transitions, &mut back, &mut labels);
            spans_found.clear();
            spans(&labels, stretch.start, &mut spans_found);
            out.extend(spans_found.drain(..).map(|(tokens, kind)| (sentence, tokens, kind)));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_follows_its_own_type_only() {
        // The second token speaks for the inside of a person, which an organization cannot have.
        let mut scores = [[0; LABELS]; 2];
        scores[0][1] = 9;
        scores[1][4] = 5;
        scores[1][2] = 4;
        let (mut back, mut labels) = (Vec::new(), Vec::new());
        best(&scores, &[[0; LABELS]; LABELS], &mut back, &mut labels);
        assert_eq!(labels, [1, 2]);
        let mut found = Vec::new();
        spans(&labels, 7, &mut found);
        assert_eq!(found, [(7..9, 0)]);
    }
}
