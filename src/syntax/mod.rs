//! Words → part of speech, morphology, lemma, dependency tree.

pub mod hash;
pub mod model_file;

use crate::data::{DataError, DataFiles};
use crate::doc::{Document, Tag, Tags, Tokens, Trees};

/// The trained models, with the lexicon. Immutable, shared by all threads.
#[derive(Debug)]
pub struct Models {}

impl Models {
    /// Loads or maps the model files.
    ///
    /// # Errors
    /// When a model is missing, damaged or of another version.
    pub fn new(_data: &DataFiles) -> Result<Self, DataError> {
        Ok(Self {})
    }

    /// Part of speech, morphology and lemma of every word.
    pub fn tag(&self, _document: &Document, tokens: &Tokens) -> Tags {
        Tags(vec![Tag::default(); tokens.words.len()])
    }

    /// A tree for every sentence; `None` where no parser is loaded.
    pub fn parse(&self, _document: &Document, _tokens: &Tokens, _tags: &Tags) -> Option<Trees> {
        None
    }
}
