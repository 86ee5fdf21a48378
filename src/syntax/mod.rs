//! Words → part of speech, morphology, lemma, dependency tree.

pub mod hash;
pub mod lemma;
pub mod lexicon;
pub mod model_file;
pub mod normal;
pub mod script;
pub mod tagger;
pub mod tagging;
pub mod weights;

use crate::data::{DataError, DataFiles};
use crate::doc::{Document, Tags, Tokens, Trees};
use lexicon::Lexicon;
use tagging::Tagging;

/// The trained models, with the lexicon. Immutable, shared by all threads.
#[derive(Debug)]
pub struct Models {
    tagging: Tagging,
}

impl Models {
    /// Loads or maps the model files.
    ///
    /// # Errors
    /// When a model is missing, damaged or of another version.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        Ok(Self { tagging: Tagging::new(data)? })
    }

    /// Part of speech, morphology and lemma of every word.
    pub fn tag(&self, document: &Document, tokens: &Tokens) -> Tags {
        self.tagging.tag(document, tokens)
    }

    /// A tree for every sentence; `None` where no parser is loaded.
    pub fn parse(&self, _document: &Document, _tokens: &Tokens, _tags: &Tags) -> Option<Trees> {
        None
    }

    /// What words can be, for tools that explain and correct.
    pub fn lexicon(&self) -> &Lexicon {
        self.tagging.lexicon()
    }
}
