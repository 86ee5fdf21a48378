//! Trains what decides between obliques that a head asks for and others.

use crate::doc::{DepRel, Tag};
use crate::syntax::compact::{Compact, LARGEST};
use crate::syntax::parser::oblique::{Bound, features, is_oblique, style};
use crate::syntax::tagger::Scorer;
use crate::train::perceptron::Perceptron;
use crate::train::shuffle::Random;

/// Rounds over the obliques.
const ROUNDS: usize = 8;
/// A right choice that is less clear than this is learnt as well.
const MARGIN: i32 = 10;
/// Weights that round to less are left out.
const LEAST: i16 = 100;

/// The sections `counts` and `rows`, from trees with their tags as a tagger finds them.
pub fn train(trees: &[(Vec<Bound>, &[Tag])], seed: u64) -> [Vec<u8>; 2] {
    let mut cases = Vec::new();
    for (tree, tags) in trees {
        let style = style(tags);
        for word in (0..tree.len()).filter(|&word| is_oblique(tree, word)) {
            let mut list = Vec::new();
            features(tree, tags, style, word, &mut list);
            cases.push((list, u16::from(tree[word].1 == DepRel::OblArg)));
        }
    }
    let mut model = Perceptron::default();
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..cases.len()).collect();
    for _ in 0..ROUNDS {
        random.shuffle(&mut order);
        for &n in &order {
            let (features, right) = &cases[n];
            let mut scores = [0; 2];
            model.add_all(features, &mut scores);
            model.tick();
            if scores[usize::from(*right)] - scores[usize::from(1 - right)] <= MARGIN {
                model.correct(features, 1 - right, *right);
            }
        }
    }
    Compact::<2>::pack(&model.average(LARGEST, LEAST))
}
