//! Words → part of speech, morphology, lemma, dependency tree.

pub mod lemma;
pub mod lexicon;
pub mod normal;
pub mod parser;
pub mod script;
pub mod tagger;
pub mod tagging;
mod verbless;

pub use crate::model::{hash, model_file, weights};

use crate::data::{DataError, DataFiles};
use crate::doc::{Document, Tags, Tokens, Trees};
use lexicon::Lexicon;
use parser::Parser;
use tagging::Tagging;

/// The trained models, with the lexicon. Immutable, shared by all threads.
#[derive(Debug)]
pub struct Models {
    tagging: Tagging,
    parser: Parser,
}

impl Models {
    /// Loads or maps the model files.
    ///
    /// # Errors
    /// When a model is missing, damaged or of another version.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        Ok(Self { tagging: Tagging::new(data)?, parser: Parser::new(data)? })
    }

    /// Part of speech, morphology and lemma of every word.
    pub fn tag(&self, document: &Document, tokens: &Tokens) -> Tags {
        self.tagging.tag(document, tokens)
    }

    /// A tree for every sentence.
    pub fn parse(&self, document: &Document, tokens: &Tokens, tags: &Tags) -> Option<Trees> {
        let (lexicon, classes) = (self.tagging.lexicon(), self.tagging.classes());
        Some(self.parser.parse(lexicon, classes, document, tokens, tags, |_| true))
    }

    /// Trees for the sentences that are wanted, by their number; the others get a flat one.
    pub fn parse_some(
        &self,
        document: &Document,
        tokens: &Tokens,
        tags: &Tags,
        wanted: impl Fn(usize) -> bool,
    ) -> Option<Trees> {
        let (lexicon, classes) = (self.tagging.lexicon(), self.tagging.classes());
        Some(self.parser.parse(lexicon, classes, document, tokens, tags, wanted))
    }

    /// What words can be, for tools that explain and correct.
    pub fn lexicon(&self) -> &Lexicon {
        self.tagging.lexicon()
    }
}
