//! Names in the text: where they stand, and of what type.

mod spans;
mod typing;

use super::gazetteer::Gazetteer;
use super::lexicon::Lexicon;
use super::sheet::Sheet;
use crate::doc::{Confidence, EntityType, Finder};
use std::ops::Range;

/// A name as found, in tokens of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its sentence.
    pub sentence: usize,
    /// Its type.
    pub kind: EntityType,
    /// What decided.
    pub finder: Finder,
    /// How sure.
    pub confidence: Confidence,
}

/// All names of a document, in order, none overlapping another.
pub fn find(sheet: &Sheet, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<Name> {
    let candidates = spans::find(sheet, gazetteer, lexicon);
    typing::decide(sheet, gazetteer, lexicon, candidates)
}
