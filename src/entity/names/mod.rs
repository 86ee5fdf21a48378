//! Names in the text: where they stand, and of what type.

pub(crate) mod features;
pub(crate) mod model;
mod spans;
mod typing;
pub(crate) mod view;

use super::gazetteer::Gazetteer;
use super::lexicon::Lexicon;
use super::sheet::Sheet;
use crate::doc::{Confidence, EntityType, Finder};
use model::NameModel;
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
pub fn find(sheet: &Sheet, gazetteer: &Gazetteer, lexicon: &Lexicon, model: &NameModel) -> Vec<Name> {
    let rules = by_rules(sheet, gazetteer, lexicon);
    let views = view::views(sheet, gazetteer, lexicon, &rules);
    let found = model.find(&views, &sheet.sentences);
    let mode = std::env::var("NM").unwrap_or_default();
    if mode == "r" {
        return rules;
    }
    found
        .into_iter()
        .filter_map(|(sentence, tokens, kind)| {
            let kind = *EntityType::ALL.get(usize::from(kind))?;
            let same = rules.iter().find(|r| r.tokens == tokens && r.kind == kind);
            Some(same.cloned().unwrap_or(Name {
                tokens,
                sentence,
                kind,
                finder: Finder::Model,
                confidence: Confidence::from_thousandths(800),
            }))
        })
        .collect()
}

/// The names that lists, capitals and cues tell.
pub fn by_rules(sheet: &Sheet, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<Name> {
    let candidates = spans::find(sheet, gazetteer, lexicon);
    typing::decide(sheet, gazetteer, lexicon, candidates)
}
