//! Trains the tagger: parts of speech first, then morphology.

use super::corpus::Example;
use super::perceptron::Perceptron;
use super::shuffle::Random;
use crate::doc::{Feats, Upos};
use crate::syntax::model_file::{self, Header};
use crate::syntax::tagger::bundles::Bundles;
use crate::syntax::tagger::{FEATURES, KIND, best_bundle, best_upos, morph_features, upos_features};
use crate::syntax::weights::Weights;
use std::collections::BTreeMap;

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

/// The largest integer weight.
const LARGEST: i16 = 16_000;

/// Trains on examples and gives the model's bytes.
pub fn train(examples: &[&Example], options: Options, corpora: &[String]) -> Vec<u8> {
    let upos = train_upos(examples, options);
    let bundles = bundles(examples);
    let morph = train_morph(examples, &bundles, options);
    let upos = Weights::write(&upos.average(LARGEST, options.least));
    let morph = Weights::write(&morph.average(LARGEST, options.least));
    let header = Header {
        kind: KIND.into(),
        features: FEATURES,
        corpora: corpora.to_vec(),
        seed: options.seed,
        scores: Vec::new(),
    };
    let sections: [(&str, &[u8]); 5] = [
        ("bundles", &bundles.write()),
        ("upos.slots", &upos.0),
        ("upos.pairs", &upos.1),
        ("morph.slots", &morph.0),
        ("morph.pairs", &morph.1),
    ];
    model_file::write(&header, &sections)
}

fn train_upos(examples: &[&Example], options: Options) -> Perceptron {
    let mut model = Perceptron::default();
    let mut scores = Vec::new();
    let mut features = Vec::new();
    rounds(examples, options, |example| {
        // The tags found so far, right or wrong: as it will be in use.
        let mut tags = Vec::with_capacity(example.words.len());
        for (i, &gold) in example.upos.iter().enumerate() {
            upos_features(&example.words, i, &tags, &mut features);
            let found = best_upos(&model, &mut features, &mut scores);
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

fn train_morph(examples: &[&Example], bundles: &Bundles, options: Options) -> Perceptron {
    let mut model = Perceptron::default();
    let mut scores = vec![0; bundles.parts()];
    let mut features = Vec::new();
    rounds(examples, options, |example| {
        let mut feats = Vec::with_capacity(example.words.len());
        for (i, &gold) in example.feats.iter().enumerate() {
            let choices = bundles.of(example.upos[i]);
            if choices.len() < 2 {
                feats.push(gold);
                continue;
            }
            features.clear();
            morph_features::features(&example.words, &example.upos, &feats, i, &mut features);
            let found = best_bundle(&model, choices, &mut features, &mut scores);
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
fn rounds(examples: &[&Example], options: Options, mut visit: impl FnMut(&Example)) {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(options.seed);
    for _ in 0..options.rounds {
        random.shuffle(&mut order);
        order.iter().for_each(|&n| visit(examples[n]));
    }
}
