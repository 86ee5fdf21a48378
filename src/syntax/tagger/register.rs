//! Which treebank a sentence reads like. Those that we learn from write morphology in two ways
//! ("deux" with or without `NumType=Card`, "mis" with or without `Voice=Act`), so features of
//! single words ask how the whole sentence is written. A small linear model tells by its words.

use super::words::WordView;
use crate::syntax::hash::mix;

/// How sure it is that a sentence is written one way or the other: 0 to [`Register::STEPS`] - 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Register(pub u8);

impl Register {
    /// Number of registers.
    pub const STEPS: usize = 7;

    /// The register of a score, given the scores that part one register from the next.
    pub fn of(score: i32, bounds: &[i32; Self::STEPS - 1]) -> Self {
        Self(bounds.iter().filter(|&&b| score > b).count() as u8)
    }
}

/// Features of a sentence, each once.
pub fn features(words: &[WordView], out: &mut Vec<u64>) {
    out.clear();
    for (i, w) in words.iter().enumerate() {
        let before = i.checked_sub(1).map_or(&WordView::OUTSIDE, |l| &words[l]);
        out.extend([mix(700, w.low), mix(mix(701, before.low), w.low), mix(702, w.suffix[2])]);
        out.push(mix(703, w.shape));
    }
    let (first, last) = (words.first().unwrap_or(&WordView::OUTSIDE), words.last());
    out.push(mix(704, first.low));
    out.push(mix(705, last.unwrap_or(&WordView::OUTSIDE).low));
    out.push(mix(706, (words.len() / 4).min(12) as u64));
    out.sort_unstable();
    out.dedup();
}

/// For and against, as one score.
pub fn score(scores: &[i32]) -> i32 {
    scores[1] - scores[0]
}
