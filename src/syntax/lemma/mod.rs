//! Lemmas. A linear model chooses between the lexicon's lemmas for the word's part
//! of speech and morphology, and edit scripts for words that the lexicon lacks.
//! A list of patches has the last word.

pub mod features;
pub mod operation;

use super::hash;
use super::lexicon::Lexicon;
use super::model_file::ModelFile;
use super::tagger::memory::Remembered;
use super::tagger::words::WordView;
use super::weights::Weights;
use super::{normal, script::Scripts};
use crate::data::{self, DataError, DataFiles};
use crate::doc::{Feats, Upos};
use operation::{Case, Choice, Operations};
use smol_str::SmolStr;

/// The trained lemmatizer's name below `data/`.
pub const FILE: &str = "models/lemmatizer.bin";
/// Kind in the model file.
pub const KIND: &str = "lemmatizer";
/// Number of the feature set; raised with every change of features or classes.
pub const FEATURES: u32 = 1;
/// Lemmas that go before all others: form, part of speech, lemma.
pub const PATCHES: &str = "lexicon/lemma-patches.tsv";

/// The trained lemmatizer. Immutable, shared by all threads.
#[derive(Clone, Debug)]
pub struct Lemmatizer {
    weights: Weights,
    operations: Operations,
    /// Hash of form and part of speech → lemma, sorted.
    patches: Vec<(u64, SmolStr)>,
}

/// A word whose lemma is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// As written.
    pub form: &'a str,
    /// As features see it.
    pub view: &'a WordView,
    /// As features see the word before.
    pub before: &'a WordView,
    /// Part of speech.
    pub upos: Upos,
    /// Morphology.
    pub feats: Feats,
}

/// Buffers for one thread.
#[derive(Clone, Debug, Default)]
pub struct Buffers {
    features: Vec<u64>,
    scores: Vec<i32>,
    text: String,
}

impl Lemmatizer {
    /// Opens the lemmatizer.
    ///
    /// # Errors
    /// When a file is missing, damaged, or of another version.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        let file = ModelFile::open(FILE, data.bytes(FILE)?, KIND, FEATURES)?;
        Self::read(&file, patches(data)?)
    }

    /// Reads the lemmatizer's sections.
    ///
    /// # Errors
    /// When one is missing or wrong.
    pub fn read(file: &ModelFile, patches: Vec<(u64, SmolStr)>) -> Result<Self, DataError> {
        let operations = Scripts::read(file.section("scripts")?).zip(Case::read(&file.section("cases")?));
        let operations =
            operations.and_then(|(scripts, cases)| Operations::new(scripts, cases)).ok_or_else(|| {
                file.fault("sections `scripts` and `cases`: not of equal length, or unreadable")
            })?;
        let weights = Weights::open(file, "lemma", operations.classes())?;
        Ok(Self { weights, operations, patches })
    }

    /// The word's lemma, computed or remembered.
    pub fn recall(
        &self,
        lexicon: &Lexicon,
        asked: &Asked,
        memory: &mut Remembered,
        b: &mut Buffers,
    ) -> SmolStr {
        // Where the word before weighs something, the lemma is not the word's own affair.
        if self.weights.view().has(features::pair(asked)) {
            return self.lemma(lexicon, asked, b);
        }
        let known = memory.lemmas.iter().find(|(u, f, _)| (*u, *f) == (asked.upos, asked.feats));
        if let Some((.., lemma)) = known {
            return lemma.clone();
        }
        let lemma = self.lemma(lexicon, asked, b);
        memory.lemmas.push((asked.upos, asked.feats, lemma.clone()));
        lemma
    }

    /// The word's lemma.
    pub fn lemma(&self, lexicon: &Lexicon, asked: &Asked, b: &mut Buffers) -> SmolStr {
        let key = hash::mix(asked.view.low, asked.upos as u64);
        if let Ok(n) = self.patches.binary_search_by_key(&key, |(key, _)| *key) {
            return self.patches[n].1.clone();
        }
        if asked.upos == Upos::Punct {
            return SmolStr::new(asked.form);
        }
        let known = operation::known(lexicon, asked);
        b.features.clear();
        features::features(asked, &known, &mut b.features);
        b.scores.clear();
        b.scores.resize(self.operations.classes(), 0);
        let weights = self.weights.view();
        b.features.iter().for_each(|&f| weights.add(f, &mut b.scores));
        // Of a verb that the lexicon knows, no lemma is made up.
        let verb = matches!(asked.upos, Upos::Verb | Upos::Aux);
        let classes =
            if verb && !known.is_empty() { known.len().min(b.scores.len()) } else { b.scores.len() };
        // "X mise 300 millions": where the morphology tells two lemmas apart, it decides.
        let told = verb && known.len() > 1 && known[0].agreement >= known[1].agreement + 2;
        let class = if told { 0 } else { best_class(&b.scores[..classes], &known) };
        let derived = if verb && known.is_empty() { prefixed(lexicon, asked) } else { None };
        derived
            .or_else(|| self.operations.apply(lexicon, class, &known, asked, &mut b.text))
            .unwrap_or_else(|| SmolStr::new(asked.form))
    }
}

/// Prefixes of verbs that no lexicon lists in full.
const PREFIXES: [&str; 8] = ["co-", "co", "ré-", "ré", "re", "sur", "auto", "pré"];

/// "codétenu": the lemma of "détenu" behind its prefix.
fn prefixed(lexicon: &Lexicon, asked: &Asked) -> Option<SmolStr> {
    let form = asked.form.to_lowercase();
    PREFIXES.iter().find_map(|prefix| {
        let rest = form.strip_prefix(prefix).filter(|rest| rest.len() > 3)?;
        let readings = lexicon.readings(rest);
        let lemma = readings.iter().find(|(r, _)| r.upos == Upos::Verb).and_then(|(_, lemma)| lemma)?;
        Some(SmolStr::new(format!("{prefix}{lemma}")))
    })
}

/// The class that scores best among those that the word can have: the first among
/// equals, so that a lemma which the lexicon knows goes before one that is made up.
pub fn best_class(scores: &[i32], known: &[Choice]) -> usize {
    let able = |&class: &usize| class >= Operations::KNOWN || class < known.len();
    (0..scores.len()).filter(able).rev().max_by_key(|&class| scores[class]).unwrap_or(Operations::KEEP)
}

/// Reads the patches.
///
/// # Errors
/// At the first line that is not form, part of speech, lemma.
pub fn patches(data: &DataFiles) -> Result<Vec<(u64, SmolStr)>, DataError> {
    let text = data.text(PATCHES)?;
    let mut folded = String::new();
    let mut patches = Vec::new();
    for (number, line) in data::lines(&text) {
        let fault = |message: String| DataError::new(PATCHES, number, message);
        let columns: Vec<&str> = line.split('\t').collect();
        let [form, upos, lemma] = columns[..] else {
            return Err(fault(format!("expected form, UPOS and lemma, found {} columns", columns.len())));
        };
        let upos: Upos = upos.parse().map_err(|e| fault(format!("{e}")))?;
        normal::fold(form, &mut folded);
        patches.push((hash::mix(hash::bytes(folded.as_bytes()), upos as u64), SmolStr::new(lemma)));
    }
    patches.sort();
    Ok(patches)
}
