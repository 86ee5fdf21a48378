//! Small linear models for what rules leave open: integer weights over named features.
//!
//! A model is a text file, one feature and its weight a line, so that it can be
//! read, corrected and compared. Features are kept by the FNV-1a hash of their
//! name; who predicts hashes the parts of a name and never builds it.

use super::lexicon::FnvHasher;
use crate::data::{DataError, DataFiles, lines};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Takes the features of one decision, each as the parts of its name.
pub(crate) trait Features {
    /// Adds a feature.
    fn add(&mut self, parts: &[&str]);
}

/// What stands between the parts of a feature's name.
pub(crate) const SEPARATOR: &str = " ";

/// A yes-or-no decision.
#[derive(Debug)]
pub(super) struct Linear {
    weights: HashMap<u64, i32, BuildHasherDefault<Hashed>>,
}

impl Linear {
    /// Reads a model.
    pub(super) fn new(data: &DataFiles, name: &str) -> Result<Self, DataError> {
        let text = data.text(name)?;
        // About 28 bytes a line; growing the map would cost more than reading it.
        let mut weights = HashMap::with_capacity_and_hasher(text.len() / 28, BuildHasherDefault::default());
        for (number, line) in lines(&text) {
            let fault = || DataError::new(name, number, "expected a feature, a tab and a whole number");
            let (feature, weight) = line.split_once('\t').ok_or_else(fault)?;
            weights.insert(hash(&[feature]), weight.parse().map_err(|_| fault())?);
        }
        Ok(Self { weights })
    }

    /// Starts a decision: add its features, then ask for the sum.
    pub(super) fn score(&self) -> Sum<'_> {
        Sum { model: self, sum: 0 }
    }
}

/// The sum of the weights of the features added so far.
pub(super) struct Sum<'a> {
    model: &'a Linear,
    pub(super) sum: i32,
}

impl Features for Sum<'_> {
    fn add(&mut self, parts: &[&str]) {
        self.sum += self.model.weights.get(&hash(parts)).copied().unwrap_or(0);
    }
}

/// The hash of the parts joined by [`SEPARATOR`].
fn hash(parts: &[&str]) -> u64 {
    let mut hasher = FnvHasher::default();
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            hasher.write(SEPARATOR.as_bytes());
        }
        hasher.write(part.as_bytes());
    }
    hasher.finish()
}

/// Keys that are hashes already.
#[derive(Clone, Copy, Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_the_weights_of_named_features() {
        let mut data = DataFiles::embedded();
        data.insert("models/m.tsv", b"# a model\nword du\t3\nnext pain\t-5\n".to_vec());
        let model = Linear::new(&data, "models/m.tsv").unwrap();
        let mut score = model.score();
        score.add(&["word", "du"]);
        score.add(&["next", "pain"]);
        score.add(&["next", "vin"]);
        assert_eq!(score.sum, -2);
        data.insert("models/m.tsv", b"word du\tbig\n".to_vec());
        let fault = Linear::new(&data, "models/m.tsv").unwrap_err().to_string();
        assert_eq!(fault, "models/m.tsv:1: expected a feature, a tab and a whole number");
    }
}
