//! Part of speech and morphology of every word: two linear models in a row, each
//! going through the sentence from left to right. The second chooses among the
//! bundles of features that go with the part of speech that the first found.

pub mod bundles;
pub mod classes;
pub mod morph_features;
pub mod upos_features;
pub mod words;

use super::model_file::ModelFile;
use super::weights::{Weights, WeightsView};
use crate::data::{DataError, DataFiles};
use crate::doc::{Feats, Upos};
use bundles::{Bundle, Bundles};
use words::WordView;

/// The trained tagger's name below `data/`.
pub const FILE: &str = "models/tagger.bin";
/// Kind in the model file.
pub const KIND: &str = "tagger";
/// Number of the feature set; raised with every change of features or classes.
pub const FEATURES: u32 = 1;

/// The trained tagger. Immutable, shared by all threads.
#[derive(Clone, Debug)]
pub struct Tagger {
    upos: Weights,
    morph: Weights,
    bundles: Bundles,
}

/// What gives features weight: a model in use, or one in training.
pub trait Scorer {
    /// Adds the feature's weights to the scores of the classes.
    fn add(&self, feature: u64, scores: &mut [i32]);
}

/// Buffers for one thread.
#[derive(Clone, Debug, Default)]
pub struct Buffers {
    features: Vec<u64>,
    scores: Vec<i32>,
}

impl Tagger {
    /// Opens the tagger.
    ///
    /// # Errors
    /// When it is missing, damaged, or of another version.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        let file = ModelFile::open(FILE, data.bytes(FILE)?, KIND, FEATURES)?;
        Self::read(&file)
    }

    /// Reads the tagger's sections.
    ///
    /// # Errors
    /// When one is missing or wrong.
    pub fn read(file: &ModelFile) -> Result<Self, DataError> {
        let bundles = Bundles::read(&file.section("bundles")?)
            .ok_or_else(|| file.fault("section `bundles`: unknown parts of speech or features"))?;
        let upos = Weights::open(file, "upos", Upos::ALL.len())?;
        let morph = Weights::open(file, "morph", bundles.parts())?;
        Ok(Self { upos, morph, bundles })
    }

    /// Finds part of speech and morphology of a sentence's words.
    pub fn tag(&self, words: &[WordView], upos: &mut Vec<Upos>, feats: &mut Vec<Feats>, b: &mut Buffers) {
        let (upos_weights, morph_weights) = (self.upos.view(), self.morph.view());
        upos.clear();
        for i in 0..words.len() {
            upos_features(words, i, upos, &mut b.features);
            let best = best_upos(&upos_weights, &b.features, &mut b.scores);
            upos.push(best);
        }
        feats.clear();
        for i in 0..words.len() {
            let bundles = self.bundles.of(upos[i]);
            let best = match bundles {
                [] => Feats::default(),
                [only] => only.feats,
                _ => {
                    b.features.clear();
                    morph_features::features(words, upos, feats, i, &mut b.features);
                    b.scores.resize(self.bundles.parts().max(Upos::ALL.len()), 0);
                    best_bundle(&morph_weights, bundles, &b.features, &mut b.scores).feats
                }
            };
            feats.push(best);
        }
    }
}

/// All features of the part of speech of word `i`, the tags before it given.
pub fn upos_features(words: &[WordView], i: usize, tags: &[Upos], features: &mut Vec<u64>) {
    features.clear();
    upos_features::fixed(words, i, features);
    upos_features::history(words, i, tags, features);
}

/// The part of speech that features speak for; the first among equals.
pub fn best_upos(scorer: &impl Scorer, features: &[u64], scores: &mut Vec<i32>) -> Upos {
    scores.clear();
    scores.resize(Upos::ALL.len(), 0);
    features.iter().for_each(|&f| scorer.add(f, scores));
    let best = (0..scores.len()).rev().max_by_key(|&n| scores[n]);
    Upos::ALL[best.expect("there are parts of speech")]
}

/// The bundle that features speak for; the first among equals.
///
/// # Panics
/// When there are none to choose from.
pub fn best_bundle<'b>(
    scorer: &impl Scorer,
    bundles: &'b [Bundle],
    features: &[u64],
    scores: &mut [i32],
) -> &'b Bundle {
    scores.fill(0);
    features.iter().for_each(|&f| scorer.add(f, scores));
    bundles.iter().rev().max_by_key(|bundle| bundle.score(scores)).expect("bundles to choose from")
}

impl Scorer for WeightsView<'_> {
    #[inline]
    fn add(&self, feature: u64, scores: &mut [i32]) {
        WeightsView::add(*self, feature, scores);
    }
}
