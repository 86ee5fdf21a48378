//! Fits the weights of a choice: softmax regression by descent with momentum on all questions at
//! once, drawn towards what is held before. No chance is in it.

use crate::model::choice::{Evidence, Terms, UNIT};

/// A question with its right answers; the last answer is none of the others.
#[derive(Clone, Debug)]
pub struct Case {
    /// The document, to hold some out.
    pub document: usize,
    /// What the question is of.
    pub scopes: Vec<u16>,
    /// The evidence for each answer.
    pub answers: Vec<Evidence>,
    /// Which are right: one at least.
    pub right: Vec<usize>,
}

/// How strongly weights are drawn towards the prior, and how long the descent is.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Weights of the scope `all`.
    pub shared: f64,
    /// Weights of the other scopes.
    pub own: f64,
    /// Steps of descent.
    pub rounds: usize,
}

/// Answers on documents held out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Questions that have another answer than none.
    pub meant: usize,
    /// Answered by another than none.
    pub answered: usize,
    /// Answered so, and rightly.
    pub right: usize,
}

impl Tally {
    /// Counts an answer.
    pub fn count(&mut self, case: &Case, answer: usize) {
        let none = case.answers.len() - 1;
        self.meant += usize::from(!case.right.contains(&none));
        self.answered += usize::from(answer != none);
        self.right += usize::from(answer != none && case.right.contains(&answer));
    }

    /// Precision, recall and counts, for reading.
    pub fn told(&self) -> String {
        let share = |of: usize| self.right as f64 / of.max(1) as f64;
        format!(
            "P {:.3} R {:.3}  ({} answered, {} meant)",
            share(self.answered),
            share(self.meant),
            self.answered,
            self.meant
        )
    }
}

/// Fits the weights.
pub fn fit(terms: &Terms, cases: &[&Case], prior: &[f64], options: Options) -> Vec<f64> {
    let ridge = |at: usize| if at < terms.place(1, 0) { options.shared } else { options.own };
    // The curvature is at most half the square of the evidence for the answers.
    let width = |c: &&Case| c.scopes.len().pow(2) * c.answers.iter().map(Vec::len).max().unwrap_or(0);
    let widest: usize = cases.iter().map(width).sum();
    let rate = 1.0 / (widest as f64 / 8.0 + options.own);
    let (mut weights, mut before) = (prior.to_vec(), prior.to_vec());
    let mut odds = Vec::new();
    for round in 0..options.rounds {
        let momentum = round as f64 / (round as f64 + 3.0);
        let ahead: Vec<f64> =
            weights.iter().zip(&before).map(|(w, b): (&f64, &f64)| w + momentum * (w - b)).collect();
        let pull = |(at, (w, p)): (usize, (&f64, &f64))| ridge(at) * (w - p);
        let mut slope: Vec<f64> = ahead.iter().zip(prior).enumerate().map(pull).collect();
        for case in cases {
            odds.clear();
            odds.extend(case.answers.iter().map(|a| score(terms, &ahead, &case.scopes, a)));
            let most = odds.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            odds.iter_mut().for_each(|o| *o = (*o - most).exp());
            let total: f64 = odds.iter().sum();
            let right: f64 = case.right.iter().map(|&i| odds[i]).sum();
            for (i, (evidence, o)) in case.answers.iter().zip(&odds).enumerate() {
                let wanted = if case.right.contains(&i) { o / right } else { 0.0 };
                let miss = o / total - wanted;
                for &v in evidence {
                    case.scopes.iter().for_each(|&s| slope[terms.place(s, v)] += miss);
                }
            }
        }
        before = weights;
        weights = ahead.iter().zip(&slope).map(|(w, s)| w - rate * s).collect();
    }
    weights
}

/// Log-odds of an answer.
pub fn score(terms: &Terms, weights: &[f64], scopes: &[u16], evidence: &Evidence) -> f64 {
    scopes.iter().map(|&s| evidence.iter().map(|&v| weights[terms.place(s, v)]).sum::<f64>()).sum()
}

/// The best answer: none, unless another is better by this many log-odds.
pub fn answer(terms: &Terms, weights: &[f64], case: &Case, margin: f64) -> usize {
    let odds: Vec<f64> = case.answers.iter().map(|a| score(terms, weights, &case.scopes, a)).collect();
    let none = odds.len() - 1;
    let best = (0..none).max_by(|&a, &b| odds[a].total_cmp(&odds[b]).then(b.cmp(&a)));
    best.filter(|&i| odds[i] > odds[none] + margin).unwrap_or(none)
}

/// Weights in 256ths, as the program reads them.
pub fn rounded(weights: &[f64]) -> Vec<i32> {
    weights.iter().map(|w| (w * f64::from(UNIT)).round() as i32).collect()
}

/// Weights that a file of them says.
pub fn held(weights: &[i32]) -> Vec<f64> {
    weights.iter().map(|&w| f64::from(w) / f64::from(UNIT)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::choice::{Feature, feature};

    const FEATURES: [Feature; 2] = [feature("near", &["here", "far"]), feature("none", &["yes"])];

    #[test]
    fn learns_what_is_right_and_stays_with_what_is_held_before() {
        let terms = Terms::new(&FEATURES, ["he".into()]);
        let near = |v: usize| vec![terms.value(0, v)];
        let none = vec![terms.value(1, 0)];
        let case = |document, right| Case {
            document,
            scopes: vec![Terms::ALL, 1],
            answers: vec![near(0), near(1), none.clone()],
            right: vec![right],
        };
        let cases: Vec<Case> = (0..40).map(|i| case(i, usize::from(i % 8 == 0))).collect();
        let cases: Vec<&Case> = cases.iter().collect();
        let options = Options { shared: 1.0, own: 1.0, rounds: 200 };
        let prior = vec![0.0; terms.size()];
        let weights = fit(&terms, &cases, &prior, options);
        assert_eq!(answer(&terms, &weights, cases[1], 0.0), 0);
        let [here, far, none] = [0, 1, 2].map(|i| score(&terms, &weights, &[0, 1], &cases[1].answers[i]));
        assert!(here > far && far > none, "{here} {far} {none}");
        assert_eq!(rounded(&weights), rounded(&fit(&terms, &cases, &prior, options)));
        let stubborn = Options { shared: 1e9, own: 1e9, rounds: 50 };
        assert!(fit(&terms, &cases, &prior, stubborn).iter().all(|w| w.abs() < 1e-3));
    }
}
