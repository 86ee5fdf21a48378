//! Document → sentences → tokens → syntactic words.
//!
//! One pass cuts tokens (`scanner`), a second finds where sentences end
//! (`sentence`), a third gives each token its words (`contraction`).

mod address;
mod chars;
mod clitic;
mod contraction;
mod dateline;
mod features;
mod lexicon;
mod linear;
mod lines;
mod scanner;
mod sentence;
mod stop;
#[cfg(feature = "train")]
pub(crate) mod train;
mod word;

use crate::data::{DataError, DataFiles};
use crate::doc::{Document, Tokens};
use lexicon::Lexicon;
use linear::Linear;
use scanner::Scanner;
use sentence::Splitter;

/// Cuts text into sentences, tokens and words. Immutable, shared by all threads.
#[derive(Debug)]
pub struct Segmenter {
    lexicon: Lexicon,
    /// Whether a sentence ends where no rule says so.
    boundaries: Linear,
    /// Whether `du` or `des` is an article.
    articles: Linear,
}

impl Segmenter {
    /// Reads the rules that are kept as data, and the two small models.
    ///
    /// # Errors
    /// When a data file is missing or wrong.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        Ok(Self {
            lexicon: Lexicon::new(data)?,
            boundaries: Linear::new(data, "models/text-boundaries.tsv")?,
            articles: Linear::new(data, "models/text-articles.tsv")?,
        })
    }

    /// Lays the first layer. Any string goes through.
    pub fn segment(&self, document: &Document) -> Tokens {
        let text = document.text.as_str();
        let scan = Scanner::new(text, &self.lexicon).run();
        let sentences = Splitter::new(text, &self.lexicon, &self.boundaries, &scan).run();
        contraction::words(text, &self.lexicon, &self.articles, scan, sentences)
    }
}
