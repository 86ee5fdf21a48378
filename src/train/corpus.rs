//! Treebank sentences as the trainers see them.

use super::TrainError;
use super::sources::Sources;
use crate::doc::conllu::ConlluSentence;
use crate::doc::{Feats, Upos};
use crate::syntax::lexicon::Lexicon;
use crate::syntax::tagger::classes::Classes;
use crate::syntax::tagger::words::{Viewer, WordView};

/// A sentence with its gold tags, and its words as features see them.
#[derive(Clone, Debug)]
pub struct Example {
    /// As written.
    pub forms: Vec<String>,
    /// As features see them.
    pub words: Vec<WordView>,
    /// Gold parts of speech.
    pub upos: Vec<Upos>,
    /// Gold morphology.
    pub feats: Vec<Feats>,
    /// Gold lemmas.
    pub lemmas: Vec<String>,
    /// Which of two ways of writing morphology it follows: 0 Sequoia's, FQB's and ours, 1 GSD's.
    pub convention: u16,
}

/// How the ids of GSD's sentences begin.
const GSD: &str = "sent_id = fr-ud";

impl Example {
    /// Views a sentence. Labels that the inventory lacks count as not given.
    pub fn new(lexicon: &Lexicon, classes: &Classes, sentence: &ConlluSentence) -> Self {
        let forms: Vec<String> = sentence.words.iter().map(|w| w.form.clone()).collect();
        let mut words = Vec::new();
        Viewer::default().sentence(lexicon, classes, forms.iter().map(String::as_str), &mut words);
        let words_of = &sentence.words;
        Self {
            words,
            upos: words_of.iter().map(|w| w.upos.parse().unwrap_or_default()).collect(),
            feats: words_of.iter().map(|w| w.feats.parse().unwrap_or_default()).collect(),
            lemmas: words_of.iter().map(|w| w.lemma.clone()).collect(),
            convention: u16::from(sentence.comments.iter().any(|c| c.starts_with(GSD))),
            forms,
        }
    }
}

/// All sentences of some treebanks, in order.
///
/// # Errors
/// When one cannot be read.
pub fn read(sources: &Sources, names: &[&str]) -> Result<Vec<ConlluSentence>, TrainError> {
    let mut sentences = Vec::new();
    for name in names {
        sentences.extend(sources.treebank(name)?);
    }
    Ok(sentences)
}
