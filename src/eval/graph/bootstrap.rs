//! How far the figures would stray with other documents of the same kind.

use super::{GraphEvaluation, GraphScores, Tally, micro};

/// Draws of as many documents as there are.
const DRAWS: usize = 1000;

/// Between which values F1 lies in 95 of 100 draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower bound.
    pub from: f64,
    /// Upper bound.
    pub to: f64,
}

impl GraphEvaluation {
    /// The interval of the F1 that `part` picks, by draws with repetition; the same at every call.
    pub fn interval(&self, part: impl Fn(&GraphScores) -> Tally) -> Interval {
        let tallies: Vec<Tally> = self.documents.iter().map(part).collect();
        let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut draw = |below: usize| {
            // SplitMix64: written down, the same on every machine.
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            ((z ^ (z >> 31)) % below as u64) as usize
        };
        if tallies.is_empty() {
            return Interval { from: 0.0, to: 0.0 };
        }
        let mut values: Vec<f64> = (0..DRAWS)
            .map(|_| {
                let mut sum = Tally::default();
                (0..tallies.len()).for_each(|_| sum.add(tallies[draw(tallies.len())]));
                sum.f1()
            })
            .collect();
        values.sort_by(f64::total_cmp);
        Interval { from: values[DRAWS / 40], to: values[DRAWS - 1 - DRAWS / 40] }
    }

    /// The interval of the relations' F1.
    pub fn relation_interval(&self) -> Interval {
        self.interval(|s| micro(&s.relations))
    }
}
