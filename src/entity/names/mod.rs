//! Names in the text: where they stand, and of what type. Rules propose; a trained model that
//! sees their proposals decides.

pub(crate) mod features;
mod institutions;
pub(crate) mod labels;
pub(crate) mod model;
mod small;
mod spans;
mod typing;
pub(crate) mod view;
mod votes;

use super::gazetteer::Gazetteer;
use super::lexicon::{Cue, Lexicon};
use super::sheet::Sheet;
use crate::doc::{Confidence, EntityType, Finder};
use model::NameModel;
use std::ops::Range;
use votes::Found;

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

/// How sure the model is where the rules say something else.
const CONFIDENCE: Confidence = Confidence::from_thousandths(800);

/// All names of a document, in order, none overlapping another.
pub fn find(sheet: &Sheet, gazetteer: &Gazetteer, lexicon: &Lexicon, model: &NameModel) -> Vec<Name> {
    let rules = by_rules(sheet, gazetteer, lexicon);
    let views = view::views(sheet, gazetteer, lexicon, &rules);
    let found = model.find(&views, &sheet.sentences);
    found
        .into_iter()
        .filter_map(|Found { sentence, mut tokens, kind, .. }| {
            let kind = *EntityType::ALL.get(usize::from(kind))?;
            // "M. Faugeron": the title is no part of the name.
            let title = |i: usize| lexicon.cue(sheet.folded(i)).is(Cue::TITLE);
            while kind == EntityType::Person && tokens.len() > 1 && title(tokens.start) {
                tokens.start += 1;
            }
            let at = rules.partition_point(|r| r.tokens.start < tokens.start);
            // "à Orange", "en Côte-d'Or": a place that the lists know stands behind its preposition.
            let inside =
                || matches!(sheet.folded(tokens.start.saturating_sub(1)), "a" | "en") && tokens.start > 0;
            let place =
                |r: &&Name| r.kind == EntityType::Place && kind == EntityType::Organization && inside();
            let same = rules.get(at).filter(|r| r.tokens == tokens && (r.kind == kind || place(r)));
            Some(same.cloned().unwrap_or(Name {
                tokens,
                sentence,
                kind,
                finder: Finder::Model,
                confidence: CONFIDENCE,
            }))
        })
        .collect()
}

/// The names that lists, capitals and cues tell.
pub fn by_rules(sheet: &Sheet, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<Name> {
    let candidates = spans::find(sheet, gazetteer, lexicon);
    typing::decide(sheet, gazetteer, lexicon, candidates)
}
