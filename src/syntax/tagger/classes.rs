//! Ambiguity classes: what the readings of a form have in common with those of
//! other forms. "la" can be what "le" can be, and the tagger learns from both.

use crate::doc::Upos;
use crate::syntax::hash;
use crate::syntax::lexicon::{Lexicon, SetIdx};

/// The class of each set of readings of a lexicon.
#[derive(Clone, Debug)]
pub struct Classes(Vec<Class>);

/// What features see of a set of readings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Class {
    /// Bits 0 to 16: possible parts of speech; 20 to 24: the most frequent one,
    /// plus one; 25: whether it is so by far.
    pub lex: u64,
    /// Genders and numbers as a noun and as an adjective, humans.
    pub nominal: u64,
    /// Moods, tenses and persons as a verb, and whether it takes an object.
    pub verbal: u64,
}

impl Classes {
    /// The bit of [`Class::lex`] for names.
    pub const NAME: u64 = 1 << Upos::Propn as u64;

    /// Reads all readings of a lexicon once.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self((0..lexicon.sets()).map(|n| class(lexicon, SetIdx(n as u32))).collect())
    }

    /// The class of a set; that of unknown words without one.
    #[inline]
    pub fn of(&self, set: Option<SetIdx>) -> Class {
        set.and_then(|set| self.0.get(set.0 as usize)).copied().unwrap_or_default()
    }
}

fn class(lexicon: &Lexicon, set: SetIdx) -> Class {
    let mut class = Class::default();
    let mut bands = [0u8; Upos::ALL.len()];
    for r in lexicon.of_set(set) {
        class.lex |= 1 << r.upos as u64;
        bands[r.upos as usize] = bands[r.upos as usize].max(r.band);
        match r.upos {
            Upos::Noun | Upos::Adj => {
                let gender = match r.feats.gender() {
                    Some("Masc") => 0,
                    Some(_) => 2,
                    None => 4,
                };
                let bit = gender + u64::from(r.feats.number() == Some("Plur"));
                let part = if r.upos == Upos::Noun { 0 } else { 8 };
                class.nominal |= 1 << (bit + part) | u64::from(r.flags.human) << 16;
            }
            Upos::Verb => {
                class.verbal = hash::mix(class.verbal, r.feats.bits());
                class.verbal ^= u64::from(r.flags.transitive);
            }
            _ => {}
        }
    }
    let best = (0..bands.len()).max_by_key(|&u| (bands[u], std::cmp::Reverse(u))).unwrap_or(0);
    if bands[best] > 0 {
        let second = (0..bands.len()).filter(|&u| u != best).map(|u| bands[u]).max().unwrap_or(0);
        class.lex |= (best as u64 + 1) << 20 | u64::from(bands[best] > second + 1) << 25;
    }
    class
}
