//! The documents that a graph was made from.

use super::support::Sketch;
use crate::doc;
use jiff::civil::Date;
use smol_str::SmolStr;

/// What a graph keeps of a document: all but its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Evidence and mentions refer to it.
    pub id: SmolStr,
    /// Digest of the text: two texts under one id stay two documents.
    pub sha256: SmolStr,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Who published it.
    pub source: Option<String>,
    /// What near-duplicates are recognised by.
    pub sketch: Option<Sketch>,
}

impl Document {
    /// What the graph keeps of `document`.
    pub fn of(document: &doc::Document) -> Self {
        Self {
            id: document.id.as_str().into(),
            sha256: document.sha256().into(),
            title: document.title.clone(),
            date: document.date,
            source: document.source.clone(),
            sketch: Some(Sketch::of(&document.text)),
        }
    }

    /// Takes over what `other` knows of the same text. Where both know, and differ, the
    /// smaller value stands, so that the order of merging says nothing.
    pub(super) fn join(&mut self, other: Document) {
        debug_assert_eq!((&self.id, &self.sha256), (&other.id, &other.sha256));
        join(&mut self.title, other.title);
        join(&mut self.date, other.date);
        join(&mut self.source, other.source);
        join(&mut self.sketch, other.sketch);
    }
}

/// The smaller of what is known.
fn join<T: Ord>(mine: &mut Option<T>, theirs: Option<T>) {
    *mine = match (mine.take(), theirs) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
}
