//! Document → sentences → tokens → syntactic words.
//!
//! One pass cuts tokens ([`scanner`]), a second finds where sentences end
//! ([`sentence`]), a third gives each token its words ([`contraction`]).

mod address;
mod chars;
mod clitic;
mod contraction;
mod lexicon;
mod lines;
mod scanner;
mod sentence;
mod stop;
mod word;

use crate::data::{DataError, DataFiles};
use crate::doc::{Document, Tokens};
use lexicon::Lexicon;
use scanner::Scanner;
use sentence::Splitter;

/// Cuts text into sentences, tokens and words. Immutable, shared by all threads.
#[derive(Debug)]
pub struct Segmenter {
    lexicon: Lexicon,
}

impl Segmenter {
    /// Reads the rules that are kept as data.
    ///
    /// # Errors
    /// When a data file is missing or wrong.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        Ok(Self { lexicon: Lexicon::new(data)? })
    }

    /// Lays the first layer. Any string goes through.
    pub fn segment(&self, document: &Document) -> Tokens {
        let text = document.text.as_str();
        let scan = Scanner::new(text, &self.lexicon).run();
        let sentences = Splitter::new(text, &self.lexicon, &scan).run();
        contraction::words(text, &self.lexicon, scan, sentences)
    }
}
