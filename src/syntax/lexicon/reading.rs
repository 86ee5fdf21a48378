//! One reading of a word form, packed into 64 bits in the model file.

use crate::doc::{Feats, Upos};
use crate::syntax::script::ScriptIdx;

/// One thing that a form can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Part of speech.
    pub upos: Upos,
    /// Morphology, in the terms of Universal Dependencies.
    pub feats: Feats,
    /// How frequent the form is as this part of speech: 0 not attested, then
    /// steps of four times, 1 for up to one in ten million words, 7 for one in a thousand and more.
    pub band: u8,
    /// What is known beyond morphology.
    pub flags: Flags,
    /// How the lemma is made; `None` where only the part of speech is known.
    pub script: Option<ScriptIdx>,
}

/// What is known of a word beyond its morphology.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// A noun for people: "ministre", "directrice".
    pub human: bool,
    /// A verb with a direct object.
    pub transitive: bool,
    /// A verb that is never with one.
    pub intransitive: bool,
    /// A verb whose perfect is formed with "être".
    pub etre: bool,
}

const NO_SCRIPT: u16 = u16::MAX;

impl Reading {
    /// The packed form; `feats` is the number of its features in the lexicon's table.
    pub fn pack(&self, feats: usize) -> u64 {
        let Flags { human, transitive, intransitive, etre } = self.flags;
        let flags = [human, transitive, intransitive, etre];
        let flags = flags.iter().rev().fold(0, |bits, &flag| bits << 1 | u64::from(flag));
        let script = self.script.map_or(NO_SCRIPT, |s| s.0);
        self.upos as u64
            | u64::from(self.band) << 8
            | flags << 16
            | (feats as u64) << 24
            | u64::from(script) << 48
    }

    /// From the packed form; `None` when it speaks of what the tables lack.
    #[inline]
    pub fn unpack(bits: u64, feats: &[Feats]) -> Option<Self> {
        let flag = |n: u32| bits >> (16 + n) & 1 == 1;
        let script = (bits >> 48) as u16;
        Some(Self {
            upos: *Upos::ALL.get(bits as usize & 0xFF)?,
            feats: *feats.get((bits >> 24) as usize & 0xFF_FFFF)?,
            band: (bits >> 8) as u8,
            flags: Flags { human: flag(0), transitive: flag(1), intransitive: flag(2), etre: flag(3) },
            script: (script != NO_SCRIPT).then_some(ScriptIdx(script)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_and_unpacks() {
        let feats: Vec<Feats> = ["_", "Gender=Masc|Number=Sing"].map(|f| f.parse().unwrap()).into();
        let flags = Flags { human: true, etre: true, ..Flags::default() };
        let reading =
            Reading { upos: Upos::Noun, feats: feats[1], band: 5, flags, script: Some(ScriptIdx(513)) };
        assert_eq!(Reading::unpack(reading.pack(1), &feats), Some(reading));
        let bare = Reading { script: None, feats: feats[0], ..reading };
        assert_eq!(Reading::unpack(bare.pack(0), &feats), Some(bare));
        assert_eq!(Reading::unpack(bare.pack(2), &feats), None);
    }
}
