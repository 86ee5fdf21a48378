//! Labels of tokens: where in a name of which kind one stands. The last token of a name and a
//! name of one token have labels of their own: where names end is harder to tell than where they begin.

use crate::doc::EntityType;
use std::ops::Range;

/// Kinds of names: the four types, and names that are no node.
pub const KINDS: usize = 5;
/// Labels: none, and for each kind the first, an inner and the last token, and the only one.
pub const LABELS: usize = 1 + 4 * KINDS;
/// Label of no name.
pub const NONE: u8 = 0;

/// Where in its name a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first of several.
    First,
    /// Neither first nor last.
    Inner,
    /// The last of several.
    Last,
    /// The only one.
    Only,
}

impl Part {
    /// The part of token `n` of a name of `count`.
    pub fn of(n: usize, count: usize) -> Self {
        match (n, n + 1 == count) {
            (0, true) => Part::Only,
            (0, false) => Part::First,
            (_, true) => Part::Last,
            (_, false) => Part::Inner,
        }
    }

    fn of_label(label: usize) -> Self {
        [Part::First, Part::Inner, Part::Last, Part::Only][(label - 1) % 4]
    }
}

/// The label of a part of a name of a kind below [`KINDS`].
pub fn label(kind: usize, part: Part) -> u8 {
    (1 + 4 * kind + part as usize) as u8
}

/// The kind of a label other than [`NONE`].
pub fn kind(label: u8) -> u8 {
    (label - 1) / 4
}

/// Whether a label is one of names of this type.
pub fn is(label: u8, wanted: EntityType) -> bool {
    label != NONE && usize::from(kind(label)) == wanted as usize
}

/// Whether a name goes on behind this label.
pub fn is_open(label: usize) -> bool {
    label != 0 && matches!(Part::of_label(label), Part::First | Part::Inner)
}

/// Whether a label may follow another.
pub fn may_follow(before: usize, label: usize) -> bool {
    let goes_on = label != 0 && matches!(Part::of_label(label), Part::Inner | Part::Last);
    if goes_on { is_open(before) && (before - 1) / 4 == (label - 1) / 4 } else { !is_open(before) }
}

/// The names that labels tell, as ranges from `base` on with their kinds.
pub fn spans(labels: &[u8], base: usize, out: &mut Vec<(Range<usize>, u8)>) {
    let mut start = 0;
    for (i, &label) in labels.iter().enumerate() {
        let label = usize::from(label);
        if may_follow(0, label) {
            start = i;
        }
        if label != 0 && !is_open(label) {
            out.push((base + start..base + i + 1, kind(label as u8)));
        }
    }
}
