//! A choice among answers by weighed evidence: softmax regression with few, named features, so
//! that a reader can see in the file of weights what speaks for what.
//!
//! Each weight counts for a *scope*: `all`, or one kind of question. A question is of several
//! scopes; what its evidence weighs in each adds up.

use crate::data::{DataError, lines};
use smol_str::SmolStr;
use std::collections::HashMap;

/// A kind of evidence and what it may say.
#[derive(Debug)]
pub struct Feature {
    /// Its name in the file of weights.
    pub name: &'static str,
    /// What it may say.
    pub values: &'static [&'static str],
}

/// A kind of evidence.
pub const fn feature(name: &'static str, values: &'static [&'static str]) -> Feature {
    Feature { name, values }
}

/// Evidence that may only be there or not.
pub const NO_YES: &[&str] = &["no", "yes"];

/// The evidence for one answer: numbers of values.
pub type Evidence = Vec<u16>;

/// Log-odds that make one unit of weight.
pub const UNIT: i32 = 256;

/// What evidence there is, and for which scopes it weighs.
#[derive(Clone, Debug)]
pub struct Terms {
    features: Vec<(SmolStr, Vec<SmolStr>)>,
    offsets: Vec<u16>,
    scopes: Vec<SmolStr>,
}

impl Terms {
    /// The scope that every question is of.
    pub const ALL: u16 = 0;

    /// Features, and scopes besides `all`.
    pub fn new(features: &[Feature], scopes: impl IntoIterator<Item = SmolStr>) -> Self {
        Self::with(features, [], scopes)
    }

    /// The same, with more features whose values are read from a file.
    pub fn with(
        features: &[Feature],
        more: impl IntoIterator<Item = (SmolStr, Vec<SmolStr>)>,
        scopes: impl IntoIterator<Item = SmolStr>,
    ) -> Self {
        let named = |f: &Feature| (f.name.into(), f.values.iter().map(|&v| v.into()).collect());
        let features: Vec<(SmolStr, Vec<SmolStr>)> = features.iter().map(named).chain(more).collect();
        let mut offsets = Vec::with_capacity(features.len() + 1);
        let mut next = 0;
        for (_, values) in &features {
            offsets.push(next);
            next += values.len() as u16;
        }
        offsets.push(next);
        let scopes = std::iter::once("all".into()).chain(scopes).collect();
        Self { features, offsets, scopes }
    }

    /// How many weights there are.
    pub fn size(&self) -> usize {
        self.scopes.len() * self.values()
    }

    fn values(&self) -> usize {
        usize::from(self.offsets[self.features.len()])
    }

    /// The number of a scope.
    pub fn scope(&self, name: &str) -> Option<u16> {
        self.scopes.iter().position(|s| s == name).map(|i| i as u16)
    }

    /// The number of a value of a feature, both counted from 0.
    pub fn value(&self, feature: usize, value: usize) -> u16 {
        debug_assert!(value < self.features[feature].1.len());
        self.offsets[feature] + value as u16
    }

    /// The place of a value's weight in a scope.
    pub fn place(&self, scope: u16, value: u16) -> usize {
        usize::from(scope) * self.values() + usize::from(value)
    }

    /// Reads weights: lines of `scope, feature, value, weight`, separated by tabs. A scope that is
    /// not known is passed over: it may be of patterns that a user has taken out.
    ///
    /// # Errors
    /// When a line is anything else, or names a feature or a value that the program does not know.
    pub fn read(&self, file: &str, text: &str) -> Result<Vec<i32>, DataError> {
        let mut weights = vec![0; self.size()];
        let scopes: HashMap<&str, u16> =
            self.scopes.iter().enumerate().map(|(i, s)| (s.as_str(), i as u16)).collect();
        for (n, line) in lines(text) {
            let columns: Vec<&str> = line.split('\t').collect();
            let &[scope, feature, value, weight] = columns.as_slice() else {
                let found =
                    format!("expected 4 columns (scope, feature, value, weight), found {}", columns.len());
                return Err(DataError::new(file, n, found));
            };
            let known = self.features.iter().position(|f| f.0 == feature);
            let at = known.and_then(|f| {
                let value = self.features[f].1.iter().position(|v| *v == value)?;
                Some(self.value(f, value))
            });
            let at = at.ok_or_else(|| {
                DataError::new(file, n, format!("no evidence `{feature} {value}` is known"))
            })?;
            let weight = weight.parse().map_err(|_| {
                DataError::new(file, n, format!("expected a whole number as weight, found `{weight}`"))
            })?;
            if let Some(&scope) = scopes.get(scope) {
                weights[self.place(scope, at)] = weight;
            }
        }
        Ok(weights)
    }

    /// The lines of a file of weights; those that are nothing are left out.
    pub fn write(&self, weights: &[i32]) -> String {
        let mut out = String::new();
        for (at, weight) in weights.iter().enumerate().filter(|(_, w)| **w != 0) {
            let (scope, value) = (at / self.values(), (at % self.values()) as u16);
            let feature = self.offsets.partition_point(|&o| o <= value) - 1;
            let (name, values) = &self.features[feature];
            let value = &values[usize::from(value - self.offsets[feature])];
            out.push_str(&format!("{}\t{name}\t{value}\t{weight}\n", self.scopes[scope]));
        }
        out
    }

    /// Log-odds in 256ths of an answer to a question of these scopes.
    pub fn score(&self, weights: &[i32], scopes: &[u16], evidence: &Evidence) -> i32 {
        let of = |scope: &u16| -> i32 { evidence.iter().map(|&v| weights[self.place(*scope, v)]).sum() };
        scopes.iter().map(of).sum()
    }
}

/// The best of several scores, the first of equals, and how far it is above the next.
pub fn best(scores: &[i32]) -> Option<(usize, i32)> {
    let first = (0..scores.len()).max_by_key(|&i| (scores[i], std::cmp::Reverse(i)))?;
    let second = (0..scores.len()).filter(|&i| i != first).map(|i| scores[i]).max();
    Some((first, second.map_or(i32::MAX, |s| scores[first].saturating_sub(s))))
}

/// Thousandths: how sure an answer is whose log-odds are these, in 256ths.
pub fn sureness(odds: i32) -> u16 {
    (1000.0 / (1.0 + (-f64::from(odds) / f64::from(UNIT)).exp())).round() as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEATURES: [Feature; 2] = [feature("near", &["here", "far"]), feature("seen", NO_YES)];

    fn terms() -> Terms {
        Terms::new(&FEATURES, ["he".into(), "she".into()])
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let terms = terms();
        let text = "all\tnear\tfar\t-12\nshe\tseen\tyes\t400\n";
        let weights = terms.read("test", text).unwrap();
        assert_eq!(terms.write(&weights), text);
        let she = terms.scope("she").unwrap();
        let far_and_seen = vec![terms.value(0, 1), terms.value(1, 1)];
        assert_eq!(terms.score(&weights, &[Terms::ALL, she], &far_and_seen), 388);
        assert_eq!(terms.score(&weights, &[Terms::ALL], &far_and_seen), -12);
    }

    #[test]
    fn a_wrong_file_says_where() {
        let fault = |text: &str| terms().read("test.tsv", text).unwrap_err().to_string();
        assert!(fault("all\tnear\tfar").contains("4 columns"));
        assert!(fault("# fine\nall\tnear\tleft\t3").contains("`near left`"));
        assert!(fault("all\tnear\tfar\tmuch").contains("`much`"));
        // Of a pattern that is not in force.
        assert!(terms().read("test.tsv", "they\tnear\tfar\t3").is_ok());
    }

    #[test]
    fn the_first_of_equals_is_best() {
        assert_eq!(best(&[3, 7, 7, 1]), Some((1, 0)));
        assert_eq!(best(&[9, 7]), Some((0, 2)));
        assert_eq!(best(&[]), None);
        assert_eq!(sureness(0), 500);
        assert!(sureness(2 * UNIT) > 850);
    }
}
