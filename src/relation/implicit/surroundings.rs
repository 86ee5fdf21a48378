//! What stands around a predicate, as far as it tells who is meant: places, edges, lines, parts of the sentence.

use crate::doc::{EntityIdx, Trees, WordIdx};
use crate::relation::clause::Clauses;
use crate::relation::slot::Slot;

/// Values of evidence.
pub(super) const PLACES: &[&str] = &[
    "none",
    "subj",
    "obj",
    "self",
    "poss",
    "first",
    "own",
    "bracket",
    "de",
    "à",
    "avec",
    "par",
    "chez",
    "dans",
    "pour",
    "sur",
    "contre",
    "auprès de",
    "other",
];
/// The first of the prepositions among them.
const PREPOSITIONS: usize = 8;

/// Values of evidence.
pub(super) const EDGES: &[&str] =
    &["none", "nsubj", "obj", "obl", "nmod", "appos", "conj", "root", "other"];

/// Bytes of a line that are looked through for its beginning: a text on one line stays linear.
const LINE_REACH: usize = 1 << 13;

/// Whom the line of a word names first, and whether a colon or a dash behind sets that off. Nobody where
/// the line begins too far before.
pub(super) fn line(clauses: &Clauses, word: WordIdx) -> Option<(EntityIdx, bool)> {
    let layers = &clauses.layers;
    let at = layers.tokens.span(word).start as usize;
    let text = layers.document.text.as_str();
    let from = at.saturating_sub(LINE_REACH);
    let start = match text.as_bytes()[from..at].iter().rposition(|&b| b == b'\n') {
        Some(i) => from + i + 1,
        None if from == 0 => 0,
        None => return None,
    };
    let mentions = &layers.entities.mentions;
    let first = mentions.get(mentions.partition_point(|m| (m.span.start as usize) < start))?;
    if first.span.start as usize > at {
        return None;
    }
    let behind = text[first.span.end as usize..].trim_start();
    let opened =
        text[start..first.span.start as usize].chars().filter(|c| c.is_alphanumeric()).count() < 10;
    Some((first.entity, opened && behind.starts_with([':', '(', '\u{2013}', '\u{2014}'])))
}

/// Who stands first between the semicolons around a word.
pub(super) fn part_theme(clauses: &Clauses, word: WordIdx) -> Option<EntityIdx> {
    let layers = &clauses.layers;
    let at = layers.tokens.span(word).start as usize;
    let mentions = &layers.entities.mentions;
    let first = mentions.partition_point(|m| m.sentence < clauses.sentence);
    let begin = mentions.get(first)?.span.start as usize;
    let text = layers.document.text.as_str();
    let start = text.get(begin..at).and_then(|t| t.rfind(';')).map_or(begin, |i| begin + i);
    let m = mentions[first..].iter().find(|m| m.span.start as usize >= start)?;
    ((m.span.start as usize) < at).then_some(m.entity)
}

/// The edge that a word hangs on; none where the sentence has no tree.
pub(super) fn edge(trees: &Trees, word: WordIdx) -> usize {
    if trees.head(word).is_none() && trees.children(word).is_empty() {
        return 0;
    }
    let label = trees.deprel(word).universal();
    EDGES.iter().position(|e| *e == label).unwrap_or(EDGES.len() - 1)
}

/// The place of a slot among [`PLACES`].
pub(super) fn place(slot: &Slot) -> usize {
    match slot {
        Slot::Subject => 1,
        Slot::Object => 2,
        Slot::This => 3,
        Slot::Owner => 4,
        Slot::First => 5,
        Slot::Own => 6,
        Slot::Before | Slot::Inside => 7,
        Slot::Preposition(p) => prepositional(p),
        Slot::Topic | Slot::Last | Slot::Modifier => PLACES.len() - 1,
    }
}

/// The place of what a preposition leads among [`PLACES`].
pub(super) fn prepositional(preposition: &str) -> usize {
    let known = PLACES.iter().skip(PREPOSITIONS).position(|p| *p == preposition);
    known.map_or(PLACES.len() - 1, |i| i + PREPOSITIONS)
}
