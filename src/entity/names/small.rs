//! Names that write themselves small: "iliad", "lastminute.com", "woodlight lève 4 millions".

use super::spans::Line;
use crate::doc::Upos;
use crate::entity::gazetteer::{Common, Entry, Gazetteer};
use crate::entity::lexicon::WordSet;
use crate::entity::sheet::{Shape, Sheet};
use std::collections::HashSet;

/// Folded forms of words in small letters with which a sentence opens, and no sentence but one that begins
/// with such a name does.
pub(super) fn openers<'s>(sheet: &'s Sheet, gazetteer: &Gazetteer) -> HashSet<&'s str> {
    let opener = |range: &std::ops::Range<usize>| {
        let at = range.start;
        let stands = range.len() > 2 && sheet.pieces[at].shape.is(Shape::LOWER);
        let name = stands && {
            let common = gazetteer.word(sheet.folded(at));
            sheet.form(at).chars().count() > 2
                && !common.is(Common::FUNCTION)
                && matches!(sheet.pieces[at].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::X)
                && (matches!(sheet.pieces[at + 1].upos, Upos::Verb | Upos::Aux)
                    || matches!(sheet.form(at + 1), "," | ":" | "("))
                && ends(sheet, at)
        };
        name.then(|| sheet.folded(at))
    };
    sheet.sentences.iter().filter_map(opener).collect()
}

/// Whether the text begins here, or what stands before ends a sentence or a line.
fn ends(sheet: &Sheet, at: usize) -> bool {
    let Some(last) = at.checked_sub(1) else { return true };
    let between = &sheet.text[sheet.pieces[last].span.end as usize..sheet.pieces[at].span.start as usize];
    between.contains('\n') || matches!(sheet.form(last), "." | "?" | "!" | "»" | "\"" | "”")
}

/// Whether the word before says that a common noun follows.
pub(super) fn determined(sheet: &Sheet, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|i| {
        let piece = &sheet.pieces[i];
        piece.shape.is(Shape::NUMBER)
            || piece.upos == Upos::Det
            || matches!(sheet.folded(i), "le" | "la" | "les" | "l'" | "du" | "au" | "aux" | "un" | "une")
    })
}

impl Line<'_> {
    /// A name in small letters: a known company's where its words are no common words, an address, or what
    /// opens a sentence somewhere in the text.
    pub(super) fn lower_name(&self, at: usize) -> bool {
        let folded = self.sheet.folded(at);
        let form = self.sheet.form(at);
        let site = form.rsplit_once('.').is_some_and(|(name, end)| {
            name.len() > 2
                && name.chars().all(|c| c.is_alphanumeric() || c == '-')
                && self.lexicon.has(WordSet::Site, end)
        });
        site || self.opened(at)
            || folded.len() > 4
                && self.sheet.pieces[at].upos != Upos::Verb
                && !self.gazetteer.word(folded).known()
                && self.gazetteer.name(folded).is(Entry::COMPANY)
    }

    /// Whether a word in small letters is one with which a sentence opens, and no article stands before it.
    pub(super) fn opened(&self, at: usize) -> bool {
        self.shape(at).is(Shape::LOWER)
            && self.openers.contains(self.sheet.folded(at))
            && !determined(self.sheet, at)
    }
}
