//! Trains the second look at relations.

use crate::doc::{DepRel, Tag};
use crate::syntax::compact::{Compact, LARGEST};
use crate::syntax::parser::labels::{Bound, CLASSES, Children, features, is_doubtful, style};
use crate::syntax::tagger::Scorer;
use crate::train::perceptron::Perceptron;
use crate::train::shuffle::Random;

/// Rounds over the treebanks.
const ROUNDS: usize = 6;
/// Weights that round to less are left out.
const LEAST: i16 = 100;

/// A gold tree, with its tags as a tagger finds them.
pub type Tree<'a> = (Vec<Bound>, &'a [Tag]);

/// The sections `counts` and `rows`, from trees.
pub fn train(trees: &[Tree], seed: u64) -> [Vec<u8>; 2] {
    let mut cases = Vec::new();
    for (tree, tags) in trees {
        let (style, children) = (style(tags), Children::of(tree));
        for word in 0..tree.len() {
            let (head, deprel) = tree[word];
            if head < tree.len() && is_doubtful(deprel) {
                let mut list = Vec::new();
                features(tree, tags, &children, style, word, &mut list);
                cases.push((list, deprel as u16));
            }
        }
    }
    let doubtful = DepRel::ALL.iter().filter(|&&d| is_doubtful(d)).map(|&d| d as u16);
    let doubtful: Vec<u16> = doubtful.collect();
    let mut model = Perceptron::default();
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut scores = [0; CLASSES];
    for _ in 0..ROUNDS {
        random.shuffle(&mut order);
        for &n in &order {
            let (features, right) = &cases[n];
            scores.fill(0);
            model.add_all(features, &mut scores);
            model.tick();
            let wrong = doubtful.iter().copied().filter(|c| c != right);
            let wrong = wrong.rev().max_by_key(|&c| scores[usize::from(c)]).expect("there are others");
            if scores[usize::from(*right)] <= scores[usize::from(wrong)] {
                model.correct(features, wrong, *right);
            }
        }
    }
    Compact::<CLASSES>::pack(&model.average(LARGEST, LEAST))
}
