//! The averaged perceptron, over sparse features and classes.

use crate::syntax::tagger::Scorer;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A linear model in training: weights by feature and class, and their sums over
/// time, of which the average is taken.
#[derive(Clone, Debug, Default)]
pub struct Perceptron {
    rows: HashMap<u64, u32, BuildHasherDefault<AsIs>>,
    weights: Vec<Vec<Weight>>,
    /// Examples seen.
    now: u32,
}

#[derive(Clone, Copy, Debug)]
struct Weight {
    class: u16,
    value: i32,
    /// Sum of the value over all examples up to `since`.
    total: i64,
    since: u32,
}

/// Features are hashes already.
#[derive(Clone, Copy, Debug, Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {
        unreachable!("features are 64-bit numbers")
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

impl Scorer for Perceptron {
    fn add(&self, feature: u64, scores: &mut [i32]) {
        if let Some(&row) = self.rows.get(&feature) {
            for w in &self.weights[row as usize] {
                scores[usize::from(w.class)] += w.value;
            }
        }
    }
}

impl Perceptron {
    /// Sets the weights to zero, their sums kept.
    pub fn restart(&mut self) {
        let now = self.now;
        for w in self.weights.iter_mut().flatten() {
            w.total += i64::from(w.value) * i64::from(now - w.since);
            w.since = now;
            w.value = 0;
        }
    }

    /// Counts an example.
    pub fn tick(&mut self) {
        self.now += 1;
    }

    /// Moves the weights of features from one class to another.
    pub fn correct(&mut self, features: &[u64], from: u16, to: u16) {
        for &feature in features {
            let next = self.weights.len() as u32;
            let row = *self.rows.entry(feature).or_insert(next);
            if row == next {
                self.weights.push(Vec::new());
            }
            let row = &mut self.weights[row as usize];
            add(row, to, 1, self.now);
            add(row, from, -1, self.now);
        }
    }

    /// Changes the weight of a feature for a class.
    pub fn shift(&mut self, feature: u64, class: u16, by: i32) {
        let next = self.weights.len() as u32;
        let row = *self.rows.entry(feature).or_insert(next);
        if row == next {
            self.weights.push(Vec::new());
        }
        add(&mut self.weights[row as usize], class, by, self.now);
    }

    /// The averaged weights as integers, sorted by feature. The largest weight
    /// becomes `largest`; what rounds to less than `least` is left out.
    pub fn average(&self, largest: i16, least: i16) -> Vec<(u64, Vec<(u16, i16)>)> {
        // Totals, not means: all share the number of examples as a divisor.
        let total = |w: &Weight| w.total + i64::from(w.value) * i64::from(self.now - w.since);
        let most = self.weights.iter().flatten().map(|w| total(w).abs()).max().unwrap_or(1).max(1);
        let scaled = |w: &Weight| {
            let rounded = (i128::from(total(w)) * i128::from(largest) * 2 / i128::from(most) + 1) >> 1;
            rounded as i16
        };
        let mut out: Vec<_> = Vec::with_capacity(self.rows.len());
        for (&feature, &row) in &self.rows {
            let weights = self.weights[row as usize].iter().map(|w| (w.class, scaled(w)));
            let mut weights: Vec<(u16, i16)> = weights.filter(|(_, w)| w.abs() >= least).collect();
            weights.sort_unstable();
            if !weights.is_empty() {
                out.push((feature, weights));
            }
        }
        out.sort_unstable_by_key(|(feature, _)| *feature);
        out
    }
}

fn add(row: &mut Vec<Weight>, class: u16, by: i32, now: u32) {
    match row.iter_mut().find(|w| w.class == class) {
        Some(w) => {
            w.total += i64::from(w.value) * i64::from(now - w.since);
            w.since = now;
            w.value += by;
        }
        None => row.push(Weight { class, value: by, total: 0, since: now }),
    }
}
