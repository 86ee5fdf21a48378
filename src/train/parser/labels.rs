//! Trains the second look at relations.

use super::ensemble::Parse;
use crate::doc::{DepRel, Tag};
use crate::syntax::compact::{Compact, LARGEST};
use crate::syntax::parser::convention::Convention;
use crate::syntax::parser::labels::{Bound, CLASSES, Children, features, others};
use crate::syntax::tagger::Scorer;
use crate::train::perceptron::Perceptron;
use crate::train::shuffle::Random;
use std::iter;

/// Rounds over the treebanks.
const ROUNDS: usize = 8;
/// By how much the right relation must be ahead.
const MARGIN: i32 = 30;
/// Weights that round to less are left out.
const LEAST: i16 = 100;

/// A tree as a parser finds it that has not seen the sentence, its tags as found by such a tagger, and
/// the convention that they follow.
pub struct Tree<'a> {
    /// As found.
    pub found: Parse,
    /// As it should be.
    pub gold: Vec<Bound>,
    /// As found.
    pub tags: &'a [Tag],
    /// Of the tags.
    pub convention: Convention,
}

/// The sections `counts` and `rows`, from trees.
pub fn train(trees: &[Tree], seed: u64) -> [Vec<u8>; 2] {
    let mut cases = Vec::new();
    for tree in trees {
        let found = &tree.found.tree;
        let children = Children::of(found);
        for (word, (&(head, deprel), &right)) in found.iter().zip(&tree.gold).enumerate() {
            let doubt = tree.found.doubts[word];
            let choice: Vec<DepRel> = iter::once(deprel).chain(others(deprel)).collect();
            let is_case = doubt.level > 0 && head < found.len() && head == right.0;
            if is_case && choice.contains(&right.1) {
                let mut list = Vec::new();
                features(found, doubt, tree.tags, &children, tree.convention, word, &mut list);
                cases.push((list, choice.iter().map(|&d| d as u16).collect::<Vec<_>>(), right.1 as u16));
            }
        }
    }
    let mut model = Perceptron::default();
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut scores = [0; CLASSES];
    for _ in 0..ROUNDS {
        random.shuffle(&mut order);
        for &n in &order {
            let (features, choice, right) = &cases[n];
            scores.fill(0);
            model.add_all(features, &mut scores);
            model.tick();
            let wrong = choice.iter().copied().filter(|c| c != right);
            let wrong = wrong.rev().max_by_key(|&c| scores[usize::from(c)]).expect("there are others");
            if scores[usize::from(*right)] <= scores[usize::from(wrong)] + MARGIN {
                model.correct(features, wrong, *right);
            }
        }
    }
    Compact::<CLASSES>::pack(&model.average(LARGEST, LEAST))
}
