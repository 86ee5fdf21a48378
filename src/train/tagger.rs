//! Trains the tagger: parts of speech first, then morphology.

use super::corpus::Example;
use super::perceptron::Perceptron;
use super::shuffle::Random;
use crate::doc::{Feats, Upos};
use crate::syntax::compact::{Compact, LARGEST};
use crate::syntax::model_file::{self, Header};
use crate::syntax::tagger::Scorer;
use crate::syntax::tagger::bundles::Bundles;
use crate::syntax::tagger::register::{self, Register};
use crate::syntax::tagger::{
    FEATURES, KIND, MORPH_CLASSES, UPOS_CLASSES, best_bundle, best_upos, morph_features, upos_features,
};
use std::collections::{BTreeMap, HashMap};

/// How the tagger is trained.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Rounds over the corpus.
    pub rounds: usize,
    /// Decides the order of sentences in each round.
    pub seed: u64,
    /// Weights that round to less are left out.
    pub least: i16,
}

impl Default for Options {
    fn default() -> Self {
        Self { rounds: 12, seed: 1, least: 150 }
    }
}

/// Trains on examples and gives the model's bytes.
pub fn train(examples: &[&Example], options: Options, corpora: &[String]) -> Vec<u8> {
    let (register, bounds, registers) = train_register(examples, options);
    let upos = train_upos(examples, &registers, options);
    let bundles = bundles(examples);
    let morph = train_morph(examples, &registers, &bundles, options);
    let upos = Compact::<UPOS_CLASSES>::pack(&upos.average(LARGEST, options.least));
    let morph = Compact::<MORPH_CLASSES>::pack(&morph.average(LARGEST, options.least));
    let header = Header {
        kind: KIND.into(),
        features: FEATURES,
        corpora: corpora.to_vec(),
        seed: options.seed,
        scores: Vec::new(),
    };
    let bounds: Vec<u8> = bounds.iter().flat_map(|b| b.to_le_bytes()).collect();
    let sections: [(&str, &[u8]); 8] = [
        ("bundles", &bundles.write()),
        ("upos.counts", &upos[0]),
        ("upos.rows", &upos[1]),
        ("morph.counts", &morph[0]),
        ("morph.rows", &morph[1]),
        ("register.counts", &register[0]),
        ("register.rows", &register[1]),
        ("register.bounds", &bounds),
    ];
    model_file::write(&header, &sections)
}

/// Folds in which sentences get their register from a model that has not seen them.
const FOLDS: usize = 5;

/// Weights, bounds, and the register of each example as it will be found in use.
fn train_register(examples: &[&Example], options: Options) -> Registers {
    let features: Vec<Vec<u64>> = examples
        .iter()
        .map(|e| {
            let mut features = Vec::new();
            register::features(&e.words, &mut features);
            features
        })
        .collect();
    let train = |fold: Option<usize>| {
        let mut model = Perceptron::default();
        let mut order: Vec<usize> = (0..examples.len()).filter(|n| fold != Some(n % FOLDS)).collect();
        let mut random = Random::new(options.seed);
        for _ in 0..REGISTER_ROUNDS {
            random.shuffle(&mut order);
            for &n in &order {
                let mut scores = [0; 2];
                features[n].iter().for_each(|&f| model.add(f, &mut scores));
                let right = examples[n].convention;
                model.tick();
                // A margin, in steps, steadies the rare features.
                if scores[usize::from(right)] - scores[usize::from(1 - right)] <= REGISTER_MARGIN {
                    model.correct(&features[n], 1 - right, right);
                }
            }
        }
        model.average(LARGEST, 1)
    };
    let mut scores = vec![0; examples.len()];
    for fold in 0..FOLDS {
        let weights: HashMap<u64, Vec<(u16, i16)>> = train(Some(fold)).into_iter().collect();
        for n in (fold..examples.len()).step_by(FOLDS) {
            let mut sums = [0; 2];
            for &(class, weight) in features[n].iter().filter_map(|f| weights.get(f)).flatten() {
                sums[usize::from(class)] += i32::from(weight);
            }
            scores[n] = register::score(&sums);
        }
    }
    // As many sentences of each register.
    let mut sorted = scores.clone();
    sorted.sort_unstable();
    let bound = |n: usize| sorted.get((n + 1) * sorted.len() / Register::STEPS).copied().unwrap_or(0);
    let bounds = std::array::from_fn(bound);
    let registers = scores.into_iter().map(|s| Register::of(s, &bounds)).collect();
    let weights: Vec<_> = train(None)
        .into_iter()
        .map(|(f, row)| (f, row.into_iter().filter(|(_, w)| w.abs() >= REGISTER_LEAST).collect::<Vec<_>>()))
        .filter(|(_, row)| !row.is_empty())
        .collect();
    (Compact::<2>::pack(&weights), bounds, registers)
}

/// Tables of the weights, bounds, a register an example.
type Registers = ([Vec<u8>; 2], [i32; Register::STEPS - 1], Vec<Register>);
const REGISTER_ROUNDS: usize = 8;
const REGISTER_MARGIN: i32 = 30;
/// Weights that round to less are left out.
const REGISTER_LEAST: i16 = 100;

fn train_upos(examples: &[&Example], registers: &[Register], options: Options) -> Perceptron {
    let mut model = Perceptron::default();
    let mut scores = Vec::new();
    let mut features = Vec::new();
    rounds(examples, options, |example, n| {
        // The tags found so far, right or wrong: as it will be in use.
        let mut tags = Vec::with_capacity(example.words.len());
        for (i, &gold) in example.upos.iter().enumerate() {
            upos_features(&example.words, i, &tags, registers[n], &mut features);
            let found = best_upos(&model, &features, &mut scores);
            model.tick();
            if found != gold {
                model.correct(&features, found as u16, gold as u16);
            }
            tags.push(found);
        }
    });
    model
}

/// The bundles of the corpus, the frequent ones first; those seen once are left out
/// unless their part of speech has few.
fn bundles(examples: &[&Example]) -> Bundles {
    let mut counts: BTreeMap<(Upos, Feats), usize> = BTreeMap::new();
    for example in examples {
        for key in example.upos.iter().zip(&example.feats) {
            *counts.entry((*key.0, *key.1)).or_default() += 1;
        }
    }
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_by_key(|&(key, count)| (key.0, std::cmp::Reverse(count), key.1));
    Bundles::new(sorted.into_iter().map(|(key, _)| key))
}

fn train_morph(
    examples: &[&Example],
    registers: &[Register],
    bundles: &Bundles,
    options: Options,
) -> Perceptron {
    let mut model = Perceptron::default();
    let mut scores = vec![0; bundles.parts()];
    let mut features = Vec::new();
    rounds(examples, options, |example, n| {
        let mut feats = Vec::with_capacity(example.words.len());
        for (i, &gold) in example.feats.iter().enumerate() {
            let choices = bundles.of(example.upos[i]);
            if choices.len() < 2 {
                feats.push(gold);
                continue;
            }
            features.clear();
            morph_features::features(&example.words, &example.upos, &feats, i, registers[n], &mut features);
            let found = best_bundle(&model, choices, &features, &mut scores);
            model.tick();
            feats.push(found.feats);
            if let Some(gold) = choices.iter().find(|b| b.feats == gold && *b != found) {
                for (&from, &to) in found.parts.iter().zip(&gold.parts).filter(|(a, b)| a != b) {
                    model.correct(&features, from, to);
                }
            }
        }
    });
    model
}

/// Visits all examples as often as asked, in an order that the seed decides.
fn rounds(examples: &[&Example], options: Options, mut visit: impl FnMut(&Example, usize)) {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(options.seed);
    for _ in 0..options.rounds {
        random.shuffle(&mut order);
        order.iter().for_each(|&n| visit(examples[n], n));
    }
}
