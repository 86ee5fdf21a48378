//! What the parser sees: of each word by itself, and of a state. One file for
//! trainer and predictor.

use super::convention::Convention;
use super::transition::State;
use crate::doc::{DepRel, Tag, Upos};
use crate::syntax::hash::{bytes, mix};
use crate::syntax::lexicon::{Flags, Lexicon};
use crate::syntax::tagger::words::WordView;

/// Number of this feature set; raised whenever anything in this file changes.
pub const FEATURES: u32 = 3;

/// Number of things seen of a word by itself.
pub const WORD_FEATURES: usize = 9;
/// Of these, the first are the word itself: its form and its lemma.
pub const LEXICAL: usize = 2;

/// What is seen of a word by itself, as keys of the embedding table.
pub type WordKeys = [u64; WORD_FEATURES];

/// The keys of a word.
pub fn word_keys(lexicon: &Lexicon, view: &WordView, tag: &Tag, convention: Convention) -> WordKeys {
    let upos = tag.upos as u64;
    let values = [
        view.low,
        mix(upos, bytes(tag.lemma.as_bytes())),
        mix(upos, convention as u64),
        mix(upos, tag.feats.bits()),
        mix(upos, view.suffix[2]),
        view.suffix[1],
        view.shape,
        view.lex,
        mix(upos, flags(lexicon, view, tag.upos)),
    ];
    let mut keys = [0; WORD_FEATURES];
    for (template, (key, value)) in keys.iter_mut().zip(values).enumerate() {
        *key = mix(template as u64, value);
    }
    keys
}

/// What the lexicon knows of the word as this part of speech.
fn flags(lexicon: &Lexicon, view: &WordView, upos: Upos) -> u64 {
    let Some(set) = view.set else { return 1 << 8 };
    let readings = lexicon.of_set(set).filter(|r| r.upos == upos);
    readings.fold(0, |bits, reading| {
        let Flags { human, transitive, intransitive, etre } = reading.flags;
        bits | u64::from(human)
            | u64::from(transitive) << 1
            | u64::from(intransitive) << 2
            | u64::from(etre) << 3
            | 1 << 4
    })
}

/// Words of a state that the network sees in full: top of the stack and the two
/// below it, next word and the one after.
pub const PLACES: usize = 5;

/// The words at these places.
pub fn places(state: &State) -> [Option<usize>; PLACES] {
    let words = state.nodes().len();
    let waiting = |n: usize| Some(state.next() + n).filter(|&w| w < words);
    [state.stack(0), state.stack(1), state.stack(2), waiting(0), waiting(1)]
}

/// No word, and one value for each part of speech.
const TAGS: usize = Upos::ALL.len() + 1;
/// No relation, and one value for each.
const RELATIONS: usize = DepRel::ALL.len() + 1;
/// Lengths 0 to 11 and more.
const LENGTHS: usize = 12;
/// Numbers of dependents: none, one, two, more.
const COUNTS: usize = 4;
/// Sets of kinds of dependents.
const KINDS: usize = 256;

/// Sizes of the tables of [`structure`], in its order.
const TABLES: [usize; 30] = [
    2,
    2,
    2,
    2,
    2, // places left empty
    LENGTHS,
    LENGTHS, // next to top, top to second
    COUNTS,
    COUNTS,
    COUNTS,
    COUNTS,
    COUNTS, // numbers of dependents
    KINDS,
    KINDS,
    KINDS, // kinds of dependents
    RELATIONS,
    RELATIONS,
    RELATIONS,
    RELATIONS,
    RELATIONS,
    RELATIONS, // outer dependents' relations
    TAGS,
    TAGS,
    TAGS,
    TAGS,
    TAGS,
    TAGS, // and parts of speech
    TAGS * TAGS,
    TAGS * TAGS, // pairs
    5,           // words on the stack
];

/// Number of things seen of a state.
pub const STATE_FEATURES: usize = TABLES.len();
/// Number of rows that [`structure`] speaks of.
pub const STATE_ROWS: usize = {
    let (mut sum, mut table) = (0, 0);
    while table < TABLES.len() {
        sum += TABLES[table];
        table += 1;
    }
    sum
};

/// What is seen of the state beside its words: distances, and what was built so
/// far. Gives row numbers below [`STATE_ROWS`].
pub fn structure(state: &State, upos: &[Upos]) -> [u32; STATE_FEATURES] {
    let places = places(state);
    let [top, second, third, next, _] = places;
    let node = |word: Option<usize>| word.map(|w| *state.node(w)).unwrap_or_default();
    let (top_node, second_node, third_node, next_node) = (node(top), node(second), node(third), node(next));
    let length = |a: Option<usize>, b: usize| a.map_or(0, |a| b.abs_diff(a).min(LENGTHS - 1));
    let count = |n: u8| usize::from(n).min(COUNTS - 1);
    let tag = |word: Option<usize>| word.map_or(0, |w| upos[w] as usize + 1);
    let outer = [
        top_node.left,
        top_node.right,
        second_node.left,
        second_node.right,
        third_node.right,
        next_node.left,
    ];
    let relation = |n: usize| outer[n].and_then(|w| state.node(w).deprel).map_or(0, |r| r as usize + 1);
    let values = [
        usize::from(places[0].is_none()),
        usize::from(places[1].is_none()),
        usize::from(places[2].is_none()),
        usize::from(places[3].is_none()),
        usize::from(places[4].is_none()),
        length(top, state.next()),
        top.map_or(0, |top| length(second, top)),
        count(top_node.count[0]),
        count(top_node.count[1]),
        count(second_node.count[0]),
        count(second_node.count[1]),
        count(next_node.count[0]),
        usize::from(top_node.kinds),
        usize::from(second_node.kinds),
        usize::from(next_node.kinds),
        relation(0),
        relation(1),
        relation(2),
        relation(3),
        relation(4),
        relation(5),
        tag(outer[0]),
        tag(outer[1]),
        tag(outer[2]),
        tag(outer[3]),
        tag(outer[4]),
        tag(outer[5]),
        tag(top) * TAGS + tag(next),
        tag(second) * TAGS + tag(top),
        state.depth().min(4),
    ];
    let mut base = 0;
    let mut rows = [0; STATE_FEATURES];
    for ((row, value), size) in rows.iter_mut().zip(values).zip(TABLES) {
        *row = (base + value) as u32;
        base += size;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parser::transition::Action;

    #[test]
    fn rows_stay_within_their_tables() {
        let upos = [Upos::X; 40];
        let mut state = State::default();
        state.start(upos.len());
        state.advance();
        while !state.is_done() {
            let rows = structure(&state, &upos);
            let mut base = 0;
            for (row, size) in rows.into_iter().zip(TABLES) {
                assert!((base..base + size).contains(&(row as usize)));
                base += size;
            }
            let right = state.depth() > 20 || !state.allowed().shift;
            state.apply(if right { Action::Right(DepRel::Xcomp) } else { Action::Shift });
            state.advance();
        }
        assert_eq!(STATE_ROWS, TABLES.iter().sum::<usize>());
    }
}
