//! The weights behind the confidence of facts: a logistic model whose steps cannot rise where
//! the grounds get weaker, fitted to annotated documents.
//!
//! Frames and relations are drawn towards zero, so that one seen a few times is held to be as
//! good as the others. Each group of documents but the first has a level of its own that the
//! program never sees: short test sentences are easier than articles, and what counts is how
//! sure to be of an article.

use crate::relation::{Grounds, Weights};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A fact of an annotated document, and whether it is right.
#[derive(Clone, Debug)]
pub struct Case {
    /// The gold file, counted from 0.
    pub group: usize,
    /// The document, counted through all files.
    pub document: usize,
    /// What the fact rests on.
    pub grounds: Grounds,
    /// Whether the annotation holds it.
    pub right: bool,
}

/// How strongly weights are drawn towards zero.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Those of frames.
    pub frame: f64,
    /// Those of relations.
    pub relation: f64,
    /// The steps.
    pub step: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { frame: 8.0, relation: 4.0, step: 1.0 }
    }
}

const ROUNDS: usize = 20_000;

const BASE: usize = 0;
const PRIOR: usize = 1;
const AGREED: usize = 2;
const BOND: usize = 3;
const REFERENCE: usize = BOND + 7;
const PARTIES: usize = REFERENCE + 3;
const TYPING: usize = PARTIES + 3;
const FIXED: usize = TYPING + 2;

/// Which place of the vector each relation, frame and group has.
struct Places {
    relations: BTreeMap<SmolStr, usize>,
    frames: BTreeMap<SmolStr, usize>,
    groups: usize,
    size: usize,
}

impl Places {
    fn new(cases: &[Case]) -> Self {
        let number = |keys: Vec<SmolStr>, from: usize| -> BTreeMap<SmolStr, usize> {
            let mut keys = keys;
            keys.sort();
            keys.dedup();
            keys.into_iter().enumerate().map(|(i, k)| (k, from + i)).collect()
        };
        let relations = number(cases.iter().map(|c| c.grounds.relation.clone()).collect(), FIXED);
        let frames =
            number(cases.iter().map(|c| c.grounds.rule.clone()).collect(), FIXED + relations.len());
        let groups = FIXED + relations.len() + frames.len();
        let last = cases.iter().map(|c| c.group).max().unwrap_or(0);
        Self { relations, frames, groups, size: groups + last }
    }

    /// The places that a case fills. A step is filled with all those below it.
    fn row(&self, case: &Case) -> Vec<(usize, f64)> {
        let g = &case.grounds;
        let mut row = vec![(BASE, 1.0), (PRIOR, g.prior_odds())];
        if g.agreed {
            row.push((AGREED, 1.0));
        }
        let mut steps = |from: usize, level: usize| row.extend((0..level).map(|i| (from + i, -1.0)));
        for end in g.ends {
            steps(BOND, end.bond as usize);
            steps(REFERENCE, end.reference as usize);
        }
        steps(PARTIES, g.crowd());
        steps(TYPING, g.doubt());
        row.extend(self.relations.get(&g.relation).map(|&at| (at, 1.0)));
        row.extend(self.frames.get(&g.rule).map(|&at| (at, 1.0)));
        if let Some(at) = case.group.checked_sub(1) {
            row.push((self.groups + at, 1.0));
        }
        row
    }

    fn ridge(&self, at: usize, options: Options) -> f64 {
        match at {
            BASE | PRIOR => 0.05,
            _ if at < FIXED => options.step,
            _ if at < FIXED + self.relations.len() => options.relation,
            _ if at < self.groups => options.frame,
            _ => 0.05,
        }
    }
}

fn share(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

fn dot(weights: &[f64], row: &[(usize, f64)]) -> f64 {
    row.iter().map(|&(at, x)| weights[at] * x).sum()
}

/// Projected gradient descent with momentum, on all cases at once: no chance is in it.
fn descend(places: &Places, cases: &[&Case], options: Options) -> Vec<f64> {
    let rows: Vec<(Vec<(usize, f64)>, f64)> =
        cases.iter().map(|c| (places.row(c), f64::from(u8::from(c.right)))).collect();
    // The curvature is at most a quarter of the sum of squares.
    let bound: f64 = rows.iter().map(|(r, _)| r.iter().map(|(_, x)| x * x).sum::<f64>() / 4.0).sum();
    let rate = 1.0 / (bound + 2.0);
    let (mut weights, mut before) = (vec![0.0; places.size], vec![0.0; places.size]);
    for round in 0..ROUNDS {
        let momentum = round as f64 / (round as f64 + 3.0);
        let ahead: Vec<f64> =
            weights.iter().zip(&before).map(|(w, b): (&f64, &f64)| w + momentum * (w - b)).collect();
        let mut slope: Vec<f64> =
            ahead.iter().enumerate().map(|(at, w)| places.ridge(at, options) * w).collect();
        for (row, right) in &rows {
            let miss = share(dot(&ahead, row)) - right;
            row.iter().for_each(|&(at, x)| slope[at] += miss * x);
        }
        before = weights;
        weights = ahead.iter().zip(&slope).map(|(w, s)| w - rate * s).collect();
        weights[PRIOR..FIXED].iter_mut().for_each(|w| *w = w.max(0.0));
    }
    weights
}

/// Fits the weights.
pub fn fit(cases: &[Case], options: Options) -> Weights {
    let places = Places::new(cases);
    let all: Vec<&Case> = cases.iter().collect();
    let w = descend(&places, &all, options);
    let round = |x: f64| (x * 1000.0).round() / 1000.0 + 0.0;
    let summed = |from: usize, count: usize| -> Vec<f64> {
        (0..=count).map(|level| round(w[from..from + level].iter().sum())).collect()
    };
    let named = |map: &BTreeMap<SmolStr, usize>| -> BTreeMap<SmolStr, f64> {
        map.iter().map(|(k, &at)| (k.clone(), round(w[at]))).filter(|(_, w)| *w != 0.0).collect()
    };
    Weights {
        base: round(w[BASE]),
        prior: round(w[PRIOR]),
        agreed: round(w[AGREED]),
        bond: summed(BOND, 7).try_into().expect("eight steps"),
        reference: summed(REFERENCE, 3).try_into().expect("four steps"),
        parties: summed(PARTIES, 3).try_into().expect("four steps"),
        typing: summed(TYPING, 2).try_into().expect("three steps"),
        relation: named(&places.relations),
        frame: named(&places.frames),
    }
}

/// Mean log loss on documents held out, one in `folds` at a time: of the model, and of the share
/// of right cases alone. Both are of the first group.
pub fn held_out(cases: &[Case], folds: usize, options: Options) -> (f64, f64) {
    let places = Places::new(cases);
    let (mut model, mut share_alone, mut count) = (0.0, 0.0, 0.0);
    for fold in 0..folds {
        let (inside, outside): (Vec<&Case>, Vec<&Case>) =
            cases.iter().partition(|c| c.document % folds != fold);
        let weights = descend(&places, &inside, options);
        let first: Vec<&&Case> = inside.iter().filter(|c| c.group == 0).collect();
        let right = first.iter().filter(|c| c.right).count() as f64;
        let base = (right + 1.0) / (first.len() as f64 + 2.0);
        for case in outside.iter().filter(|c| c.group == 0) {
            let loss = |p: f64| -(if case.right { p } else { 1.0 - p }).ln();
            model += loss(share(dot(&weights, &places.row(case))));
            share_alone += loss(base);
            count += 1.0;
        }
    }
    (model / count, share_alone / count)
}

/// The file: the same weights give the same bytes.
pub fn file(weights: &Weights) -> String {
    let mut out = String::from(HEAD);
    let list = |w: &[f64]| w.iter().map(|w| format!("{w:.3}")).collect::<Vec<_>>().join(", ");
    let mut put = |comment: &str, name: &str, value: String| {
        let _ = write!(out, "\n# {comment}\n{name} = {value}\n");
    };
    put("Any fact.", "base", format!("{:.3}", weights.base));
    put("Times the log-odds of the frame's own `confidence`.", "prior", format!("{:.3}", weights.prior));
    put("Two frames say the same in one sentence.", "agreed", format!("{:.3}", weights.agreed));
    let bonds = "Taken off for each end: bound by syntax, through another noun or verb, by word order,\n\
                 # from before the clause, by a guess at a pronoun, by the text's topic, as the last\n# party left, left unsaid.";
    put(bonds, "bond", format!("[{}]", list(&weights.bond)));
    let references = "Taken off for each end: told by name; by a noun or pronoun, the name in the same sentence,\n\
                      # in the one before, farther away.";
    put(references, "reference", format!("[{}]", list(&weights.reference)));
    let parties = "Taken off: the sentence names two parties or fewer, three, four, more.";
    put(parties, "parties", format!("[{}]", list(&weights.parties)));
    let typing = "Taken off: the types of both ends are sure, likely, doubtful.";
    put(typing, "typing", format!("[{}]", list(&weights.typing)));
    for (title, map) in [("relation", &weights.relation), ("frame", &weights.frame)] {
        let _ = write!(out, "\n[{title}]\n");
        for (name, weight) in map {
            let _ = writeln!(out, "{name:?} = {weight:.3}");
        }
    }
    out
}

const HEAD: &str = "\
# Log-odds behind the confidence of a fact. Made by `filature train confidence`; do not edit.
# What is taken off never falls from one step to the next.
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::{Bond, End, Reference};

    fn case(document: usize, rule: &str, bond: Bond, right: bool) -> Case {
        let end = End { bond: Bond::Syntax, reference: Reference::Name };
        let grounds = Grounds {
            rule: rule.into(),
            relation: "acquires".into(),
            prior: 900,
            ends: [end, End { bond, ..end }],
            typing: 950,
            parties: 2,
            agreed: false,
        };
        Case { group: 0, document, grounds, right }
    }

    fn cases() -> Vec<Case> {
        let mut cases = Vec::new();
        for i in 0..40 {
            cases.push(case(i, "acquires/good", Bond::Syntax, i % 10 != 0));
            cases.push(case(i, "acquires/bad", Bond::Syntax, i % 2 == 0));
            cases.push(case(i, "acquires/good", Bond::Last, i % 3 != 0));
            // Wrongly surer by word order: the step stays flat.
            cases.push(case(i, "acquires/good", Bond::Nested, i % 4 != 0));
            cases.push(case(i, "acquires/good", Bond::Order, true));
        }
        cases
    }

    #[test]
    fn steps_rise_and_frames_differ() {
        let weights = fit(&cases(), Options::default());
        assert!(weights.bond.windows(2).all(|p| p[0] <= p[1]), "{:?}", weights.bond);
        assert!(weights.bond[6] > 0.3);
        assert!(weights.frame["acquires/good"] > weights.frame["acquires/bad"] + 0.5);
        let (model, alone) = held_out(&cases(), 5, Options::default());
        assert!(model < alone, "{model} {alone}");
    }

    #[test]
    fn the_same_cases_give_the_same_file() {
        let text = file(&fit(&cases(), Options::default()));
        assert_eq!(text, file(&fit(&cases(), Options::default())));
        let read: Weights = toml::from_str(&text).unwrap();
        assert_eq!(file(&read), text);
    }
}
