//! Document → sentences → tokens → syntactic words.

use crate::data::{DataError, DataFiles};
use crate::doc::{Document, Tokens};

/// Cuts text into sentences, tokens and words. Immutable, shared by all threads.
#[derive(Debug)]
pub struct Segmenter {}

impl Segmenter {
    /// Reads the rules that are kept as data.
    ///
    /// # Errors
    /// When a data file is missing or wrong.
    pub fn new(_data: &DataFiles) -> Result<Self, DataError> {
        Ok(Self {})
    }

    /// Lays the first layer. Any string goes through.
    pub fn segment(&self, _document: &Document) -> Tokens {
        Tokens::default()
    }
}
