//! Coreference: MUC, B³ and CEAF-e between chains of mentions, as the CoNLL 2012 scorer defines them.

mod assign;
pub mod reports;

use std::collections::BTreeMap;
use std::fmt;

/// A part that was right, of a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Ratio {
    part: f64,
    whole: f64,
}

impl Ratio {
    fn add(&mut self, part: f64, whole: f64) {
        self.part += part;
        self.whole += whole;
    }

    /// Nothing asked is nothing reached, as in the CoNLL scorer.
    fn value(self) -> f64 {
        if self.whole > 0.0 { self.part / self.whole } else { 0.0 }
    }
}

/// Precision and recall of one metric, over all documents.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Metric {
    precision: Ratio,
    recall: Ratio,
}

impl Metric {
    /// The share of what was found that is right.
    pub fn precision(&self) -> f64 {
        self.precision.value()
    }

    /// The share of what is right that was found.
    pub fn recall(&self) -> f64 {
        self.recall.value()
    }

    /// Their harmonic mean.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

/// The three metrics of CoNLL 2012, summed over documents.
///
/// ```
/// # use filature::eval::coref::Scores;
/// let mut scores = Scores::default();
/// scores.add(&[vec![1, 2, 3], vec![4]], &[vec![1, 2, 3], vec![4]]);
/// assert_eq!(scores.conll(), 1.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scores {
    /// Links of chains.
    pub muc: Metric,
    /// Chains as each of their mentions sees them.
    pub b_cubed: Metric,
    /// Chains put side by side, each with one other at most.
    pub ceaf_e: Metric,
}

impl Scores {
    /// Adds a document: its gold chains and those found, over mentions named by anything that can be compared.
    pub fn add<M: Ord + Copy>(&mut self, gold: &[Vec<M>], found: &[Vec<M>]) {
        let (in_gold, in_found) = (chain_of(gold), chain_of(found));
        links(gold, &in_found, &mut self.muc.recall);
        links(found, &in_gold, &mut self.muc.precision);
        mentions(gold, found, &in_found, &mut self.b_cubed.recall);
        mentions(found, gold, &in_gold, &mut self.b_cubed.precision);
        let alike = |g: &Vec<M>, f: &Vec<M>| {
            let shared = g.iter().filter(|m| f.contains(m)).count();
            2.0 * shared as f64 / (g.len() + f.len()) as f64
        };
        let table: Vec<Vec<f64>> =
            gold.iter().map(|g| found.iter().map(|f| alike(g, f)).collect()).collect();
        let best = assign::best(&table);
        self.ceaf_e.recall.add(best, gold.len() as f64);
        self.ceaf_e.precision.add(best, found.len() as f64);
    }

    /// The mean of the three F1: the CoNLL score.
    pub fn conll(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf_e.f1()) / 3.0
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<8} {:>6} {:>6} {:>6}", "metric", "P", "R", "F1")?;
        for (name, m) in [("MUC", self.muc), ("B³", self.b_cubed), ("CEAF-e", self.ceaf_e)] {
            writeln!(f, "{name:<8} {:>6.3} {:>6.3} {:>6.3}", m.precision(), m.recall(), m.f1())?;
        }
        write!(f, "{:<8} {:>20.3}", "CoNLL", self.conll())
    }
}

/// Each mention's chain.
fn chain_of<M: Ord + Copy>(chains: &[Vec<M>]) -> BTreeMap<M, usize> {
    chains.iter().enumerate().flat_map(|(n, chain)| chain.iter().map(move |&m| (m, n))).collect()
}

/// MUC: of a chain's links, those that the other side keeps whole.
fn links<M: Ord>(chains: &[Vec<M>], other: &BTreeMap<M, usize>, ratio: &mut Ratio) {
    for chain in chains {
        let mut parts: Vec<_> = chain.iter().filter_map(|m| other.get(m)).collect();
        let alone = chain.len() - parts.len();
        parts.sort_unstable();
        parts.dedup();
        ratio.add((chain.len() - parts.len() - alone) as f64, (chain.len() - 1) as f64);
    }
}

/// B³: of what a mention's chain holds, the share that the other side puts with it too.
fn mentions<M: Ord>(
    chains: &[Vec<M>],
    others: &[Vec<M>],
    chain_of: &BTreeMap<M, usize>,
    ratio: &mut Ratio,
) {
    for chain in chains {
        for mention in chain {
            let shared = chain_of
                .get(mention)
                .map_or(0, |&n| others[n].iter().filter(|m| chain.contains(m)).count());
            ratio.add(shared as f64 / chain.len() as f64, 1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(gold: &[&str], found: &[&str]) -> Scores {
        let chains = |list: &[&str]| list.iter().map(|c| c.chars().collect()).collect::<Vec<Vec<char>>>();
        let mut scores = Scores::default();
        scores.add(&chains(gold), &chains(found));
        scores
    }

    #[track_caller]
    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} is not {b}");
    }

    /// The worked example of Luo (2005): two answers to chains of five, two and five mentions.
    #[test]
    fn the_example_of_the_literature() {
        let gold = ["abcde", "fg", "hijkl"];
        let joined = scores(&gold, &["abcde", "fghijkl"]);
        close(joined.muc.precision(), 9.0 / 10.0);
        close(joined.muc.recall(), 1.0);
        close(joined.b_cubed.precision(), (5.0 + 2.0 * 2.0 / 7.0 + 5.0 * 5.0 / 7.0) / 12.0);
        close(joined.b_cubed.recall(), 1.0);
        close(joined.ceaf_e.precision(), (1.0 + 10.0 / 12.0) / 2.0);
        close(joined.ceaf_e.recall(), (1.0 + 10.0 / 12.0) / 3.0);
        close(scores(&gold, &["abcdehijkl", "fg"]).muc.f1(), joined.muc.f1());
    }

    #[test]
    fn what_one_side_lacks() {
        // A mention found in vain, and one not found.
        let s = scores(&["ab", "c"], &["ax", "c"]);
        close(s.muc.f1(), 0.0);
        close(s.b_cubed.precision(), (0.5 + 1.0) / 3.0);
        close(s.b_cubed.recall(), (0.5 + 1.0) / 3.0);
        close(s.ceaf_e.f1(), 0.75);
        assert_eq!(scores(&["ab"], &[]).conll(), 0.0);
    }
}
