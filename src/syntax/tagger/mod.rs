//! Part of speech and morphology of every word: two linear models in a row, each
//! going through the sentence from left to right. The second chooses among the
//! bundles of features that go with the part of speech that the first found.

pub mod bundles;
pub mod classes;
pub mod memory;
pub mod morph_features;
pub mod register;
pub mod upos_features;
pub mod words;

use super::compact::Compact;
use super::model_file::ModelFile;
use crate::data::{DataError, DataFiles};
use crate::doc::{Feats, Upos};
use bundles::{Bundle, Bundles};
use memory::{Memory, Remembered, Scores, Sentence, Shares};
use register::Register;
use words::WordView;

/// The trained tagger's name below `data/`.
pub const FILE: &str = "models/tagger.bin";
/// Kind in the model file.
pub const KIND: &str = "tagger";
/// Number of the feature set; raised with every change of features or classes.
pub const FEATURES: u32 = 3;

/// Parts of speech, rounded up.
pub const UPOS_CLASSES: usize = 32;
/// No fewer than [`Bundles::parts`].
pub const MORPH_CLASSES: usize = 256;

/// The trained tagger. Immutable, shared by all threads.
#[derive(Clone, Debug)]
pub struct Tagger {
    upos: Compact<UPOS_CLASSES>,
    morph: Compact<MORPH_CLASSES>,
    register: Compact<2>,
    bounds: [i32; Register::STEPS - 1],
    bundles: Bundles,
}

/// What gives features weight: a model in use, or one in training.
pub trait Scorer {
    /// Adds the feature's weights to the scores of the classes.
    fn add(&self, feature: u64, scores: &mut [i32]);

    /// Adds the weights of all features.
    fn add_all(&self, features: &[u64], scores: &mut [i32]) {
        features.iter().for_each(|&f| self.add(f, scores));
    }
}

/// Buffers for one thread.
#[derive(Clone, Debug)]
pub struct Buffers {
    features: Vec<u64>,
    scores: [i32; MORPH_CLASSES],
}

impl Default for Buffers {
    fn default() -> Self {
        Self { features: Vec::new(), scores: [0; MORPH_CLASSES] }
    }
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
        if bundles.parts() > MORPH_CLASSES {
            return Err(file.fault(format!("section `bundles`: {} parts", bundles.parts())));
        }
        let upos = Compact::open(file, "upos")?;
        let morph = Compact::open(file, "morph")?;
        let register = Compact::open(file, "register")?;
        let bounds = file.section("register.bounds")?;
        let (bounds, _) = bounds.as_chunks::<4>();
        let bounds: Vec<i32> = bounds.iter().map(|&b| i32::from_le_bytes(b)).collect();
        let wrong = |b: Vec<i32>| file.fault(format!("section `register.bounds`: {} numbers", b.len()));
        Ok(Self { upos, morph, register, bounds: bounds.try_into().map_err(wrong)?, bundles })
    }

    /// What a word gives to the scores of parts of speech around it, by itself.
    pub fn shares(&self, word: &WordView) -> Shares {
        let mut shares = Shares::default();
        let mut features = Vec::new();
        let mut share = |to: usize, features: &mut Vec<u64>| {
            let mut scores = [0; UPOS_CLASSES];
            self.upos.add_all(features, &mut scores);
            shares[to] = Scores::of(&scores);
            features.clear();
        };
        upos_features::alone(word, &mut features);
        share(2, &mut features);
        for offset in upos_features::OFFSETS {
            upos_features::beside(offset, word, &mut features);
            // Where the word stands two before another, it gives to the second behind itself.
            share((2 - offset) as usize, &mut features);
        }
        shares
    }

    /// What a sentence says of its register.
    pub fn register_score(&self, words: &[WordView], b: &mut Buffers) -> i32 {
        register::features(words, &mut b.features);
        let mut scores = [0; 2];
        self.register.add_all(&b.features, &mut scores);
        register::score(&scores)
    }

    /// The register of sentences whose scores sum up to this.
    pub fn register(&self, score: i32) -> Register {
        Register::of(score, &self.bounds)
    }

    /// Finds part of speech and morphology of the words of a sentence that a memory has seen.
    pub fn tag(
        &self,
        sentence: &Sentence,
        register: Register,
        memory: &mut Memory,
        upos: &mut Vec<Upos>,
        feats: &mut Vec<Feats>,
        b: &mut Buffers,
    ) {
        let words = sentence.views.as_slice();
        upos.clear();
        for i in 0..words.len() {
            let mut scores = [0; UPOS_CLASSES];
            sentence.sums[i].add_to(&mut scores);
            self.after(memory.recall(sentence.seen[i]), &words[i], upos, i, b).add_to(&mut scores);
            b.features.clear();
            upos_features::style(&words[i], register, &mut b.features);
            upos_features::together(words, i, &mut b.features);
            upos_features::path(words, i, upos, &mut b.features);
            self.upos.add_all(&b.features, &mut scores);
            upos.push(best(&scores[..Upos::ALL.len()]));
        }
        feats.clear();
        for i in 0..words.len() {
            let bundles = self.bundles.of(upos[i]);
            let best = match bundles {
                [] => Feats::default(),
                [only] => only.feats,
                _ => {
                    self.behind(memory.recall(sentence.seen[i]), &words[i], upos, i, b);
                    b.features.clear();
                    morph_features::around(words, upos, feats, i, register, &mut b.features);
                    self.morph.add_all(&b.features, &mut b.scores);
                    best_of(bundles, &b.scores).feats
                }
            };
            feats.push(best);
        }
    }

    /// The part of a word's scores that depends on the tag before.
    fn after(
        &self,
        memory: &mut Remembered,
        word: &WordView,
        tags: &[Upos],
        i: usize,
        b: &mut Buffers,
    ) -> Scores {
        let tag = upos_features::before(tags, i, 1);
        if let Some((_, scores)) = memory.after.iter().find(|(t, _)| *t == tag) {
            return *scores;
        }
        let mut scores = [0; UPOS_CLASSES];
        b.features.clear();
        upos_features::after(tag, word, &mut b.features);
        self.upos.add_all(&b.features, &mut scores);
        let scores = Scores::of(&scores);
        memory.after.push((tag, scores));
        scores
    }

    /// Sets the buffer's scores to the part of a word's morphology that depends on its tag and the
    /// one before.
    fn behind(&self, memory: &mut Remembered, word: &WordView, tags: &[Upos], i: usize, b: &mut Buffers) {
        let (upos, tag) = (tags[i], upos_features::before(tags, i, 1));
        let parts = self.bundles.parts_of(upos);
        if let Some((.., scores)) = memory.morph.iter().find(|(u, t, _)| (*u, *t) == (upos, tag)) {
            parts.iter().zip(scores).for_each(|(&part, &score)| {
                b.scores[usize::from(part)] = i32::from(score);
            });
            return;
        }
        parts.iter().for_each(|&part| b.scores[usize::from(part)] = 0);
        b.features.clear();
        morph_features::behind(word, upos as u64, tag, &mut b.features);
        self.morph.add_all(&b.features, &mut b.scores);
        let scores = parts.iter().map(|&part| b.scores[usize::from(part)] as i16).collect();
        memory.morph.push((upos, tag, scores));
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
pub fn best_upos(scorer: &impl Scorer, features: &[u64], scores: &mut Vec<i32>) -> Upos {
    scores.clear();
    scores.resize(Upos::ALL.len(), 0);
    scorer.add_all(features, scores);
    best(scores)
}

fn best(scores: &[i32]) -> Upos {
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
    scorer.add_all(features, scores);
    best_of(bundles, scores)
}

fn best_of<'b>(bundles: &'b [Bundle], scores: &[i32]) -> &'b Bundle {
    let (mut best, mut most) = (&bundles[0], bundles[0].score(scores));
    for bundle in &bundles[1..] {
        let score = bundle.score(scores);
        if score > most {
            (best, most) = (bundle, score);
        }
    }
    best
}
