//! Part of speech and morphology of every word: two linear models in a row, each
//! going through the sentence from left to right. The second chooses among the
//! bundles of features that go with the part of speech that the first found.

pub mod bundles;
pub mod classes;
pub mod morph_features;
pub mod register;
pub mod upos_features;
pub mod words;

use super::model_file::ModelFile;
use super::weights::{Sieve, Weights};
use crate::data::{DataError, DataFiles};
use crate::doc::{Feats, Upos};
use bundles::{Bundle, Bundles};
use register::Register;
use words::WordView;

/// The trained tagger's name below `data/`.
pub const FILE: &str = "models/tagger.bin";
/// Kind in the model file.
pub const KIND: &str = "tagger";
/// Number of the feature set; raised with every change of features or classes.
pub const FEATURES: u32 = 2;

/// The trained tagger. Immutable, shared by all threads.
#[derive(Clone, Debug)]
pub struct Tagger {
    upos: Sieved,
    morph: Sieved,
    register: Sieved,
    bounds: [i32; Register::STEPS - 1],
    bundles: Bundles,
}

/// What gives features weight: a model in use, or one in training.
pub trait Scorer {
    /// Adds the feature's weights to the scores of the classes.
    fn add(&self, feature: u64, scores: &mut [i32]);

    /// Adds the weights of all features; may leave out of `features` what has none.
    fn add_all(&self, features: &mut Vec<u64>, scores: &mut [i32]) {
        features.iter().for_each(|&f| self.add(f, scores));
    }
}

/// Weights behind a sieve: two of three features that a text gives have no weight.
#[derive(Clone, Debug)]
struct Sieved {
    weights: Weights,
    sieve: Sieve,
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
        let upos = Sieved::new(Weights::open(file, "upos", Upos::ALL.len())?);
        let morph = Sieved::new(Weights::open(file, "morph", bundles.parts())?);
        let register = Sieved::new(Weights::open(file, "register", 2)?);
        let bounds = file.section("register.bounds")?;
        let (bounds, _) = bounds.as_chunks::<4>();
        let bounds: Vec<i32> = bounds.iter().map(|&b| i32::from_le_bytes(b)).collect();
        let wrong = |b: Vec<i32>| file.fault(format!("section `register.bounds`: {} numbers", b.len()));
        Ok(Self { upos, morph, register, bounds: bounds.try_into().map_err(wrong)?, bundles })
    }

    /// Finds part of speech and morphology of a sentence's words.
    pub fn tag(&self, words: &[WordView], upos: &mut Vec<Upos>, feats: &mut Vec<Feats>, b: &mut Buffers) {
        register::features(words, &mut b.features);
        let mut scores = [0; 2];
        self.register.add_all(&mut b.features, &mut scores);
        let register = Register::of(register::score(&scores), &self.bounds);
        upos.clear();
        for i in 0..words.len() {
            upos_features(words, i, upos, register, &mut b.features);
            let best = best_upos(&self.upos, &mut b.features, &mut b.scores);
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
                    morph_features::features(words, upos, feats, i, register, &mut b.features);
                    b.scores.resize(self.bundles.parts().max(Upos::ALL.len()), 0);
                    best_bundle(&self.morph, bundles, &mut b.features, &mut b.scores).feats
                }
            };
            feats.push(best);
        }
    }
}

/// All features of the part of speech of word `i`, the tags before it given.
pub fn upos_features(
    words: &[WordView],
    i: usize,
    tags: &[Upos],
    register: Register,
    features: &mut Vec<u64>,
) {
    features.clear();
    upos_features::style(&words[i], register, features);
    upos_features::fixed(words, i, features);
    upos_features::history(words, i, tags, features);
}

/// The part of speech that features speak for; the first among equals.
pub fn best_upos(scorer: &impl Scorer, features: &mut Vec<u64>, scores: &mut Vec<i32>) -> Upos {
    scores.clear();
    scores.resize(Upos::ALL.len(), 0);
    scorer.add_all(features, scores);
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
    features: &mut Vec<u64>,
    scores: &mut [i32],
) -> &'b Bundle {
    scores.fill(0);
    scorer.add_all(features, scores);
    bundles.iter().rev().max_by_key(|bundle| bundle.score(scores)).expect("bundles to choose from")
}

impl Sieved {
    fn new(weights: Weights) -> Self {
        Self { sieve: weights.sieve(), weights }
    }
}

impl Scorer for Sieved {
    #[inline]
    fn add(&self, feature: u64, scores: &mut [i32]) {
        self.weights.view().add(feature, scores);
    }

    fn add_all(&self, features: &mut Vec<u64>, scores: &mut [i32]) {
        self.sieve.keep(features);
        self.weights.view().add_all(features, scores);
    }
}
