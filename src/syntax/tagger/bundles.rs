//! The sets of morphological features that each part of speech can have, and how
//! they are scored: by their parts (gender, number, person, verb form, the rest),
//! so that what is learnt of "accord signé" helps with "accords signés".

use crate::doc::{Feats, Upos};
use std::collections::BTreeSet;

/// All bundles of features that a model knows.
#[derive(Clone, Debug)]
pub struct Bundles {
    /// By part of speech.
    by_upos: Vec<Vec<Bundle>>,
    /// The parts that those of a part of speech have.
    parts_of: Vec<Vec<u16>>,
    parts: usize,
}

/// One bundle with the numbers of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The features.
    pub feats: Feats,
    /// The classes of the linear model whose scores add up to its own.
    pub parts: [u16; PARTS],
}

/// Gender, number, person, verb form, the rest, and the bundle as a whole.
pub const PARTS: usize = 6;

/// The part that is the bundle as a whole.
const WHOLE: usize = PARTS - 1;

const NAMES: [&[&str]; PARTS - 2] =
    [&["Gender"], &["Number"], &["Person"], &["Mood", "Tense", "VerbForm", "Voice"]];

impl Bundles {
    /// Numbers the parts of all bundles, in the order given.
    pub fn new(bundles: impl IntoIterator<Item = (Upos, Feats)>) -> Self {
        let mut by_upos = vec![Vec::new(); Upos::ALL.len()];
        let mut shared: Vec<(usize, u64)> = Vec::new();
        for (upos, feats) in bundles {
            let mut rest = feats.bits();
            let mut parts = [0; PARTS];
            let of_upos: &mut Vec<Bundle> = &mut by_upos[upos as usize];
            for (p, slot) in parts[..WHOLE].iter_mut().enumerate() {
                let part = NAMES.get(p).map_or(rest, |names| part(feats, names).bits());
                rest &= !part;
                let n = shared.iter().position(|k| *k == (p, part)).unwrap_or_else(|| {
                    shared.push((p, part));
                    shared.len() - 1
                });
                *slot = number(n);
            }
            // The bundles of each part of speech are numbered by themselves: they never meet.
            parts[WHOLE] = number(of_upos.len());
            of_upos.push(Bundle { feats, parts });
        }
        by_upos.iter_mut().flatten().for_each(|bundle| bundle.parts[WHOLE] += number(shared.len()));
        let most = by_upos.iter().map(Vec::len).max().unwrap_or(0);
        let parts = |bundles: &Vec<Bundle>| -> Vec<u16> {
            let parts: BTreeSet<u16> = bundles.iter().flat_map(|b| b.parts).collect();
            parts.into_iter().collect()
        };
        Self { parts_of: by_upos.iter().map(parts).collect(), by_upos, parts: shared.len() + most }
    }

    /// Reads what [`Bundles::write`] wrote; `None` when it is something else.
    pub fn read(text: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(text).ok()?;
        let line = |line: &str| {
            let (upos, feats) = line.split_once('\t')?;
            Some((upos.parse().ok()?, feats.parse().ok()?))
        };
        Some(Self::new(text.lines().map(line).collect::<Option<Vec<_>>>()?))
    }

    /// One bundle a line: part of speech, tab, features.
    pub fn write(&self) -> Vec<u8> {
        let mut out = String::new();
        for (upos, bundles) in Upos::ALL.iter().zip(&self.by_upos) {
            for bundle in bundles {
                out.push_str(&format!("{upos}\t{}\n", bundle.feats));
            }
        }
        out.into_bytes()
    }

    /// The bundles of a part of speech.
    pub fn of(&self, upos: Upos) -> &[Bundle] {
        &self.by_upos[upos as usize]
    }

    /// The parts of the bundles of a part of speech, each once.
    pub fn parts_of(&self, upos: Upos) -> &[u16] {
        &self.parts_of[upos as usize]
    }

    /// Number of all parts: classes of the linear model.
    pub fn parts(&self) -> usize {
        self.parts
    }
}

impl Bundle {
    /// The sum of the scores of its parts.
    #[inline]
    pub fn score(&self, scores: &[i32]) -> i32 {
        self.parts.iter().map(|&p| scores[usize::from(p)]).sum()
    }
}

fn number(n: usize) -> u16 {
    u16::try_from(n).expect("a few hundred parts")
}

/// The features of these names alone.
fn part(feats: Feats, names: &[&str]) -> Feats {
    let given = names.iter().filter_map(|name| Some((name, feats.get(name)?)));
    given.fold(Feats::default(), |part, (name, value)| part.with(name, value).expect("it has it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundles_share_parts() {
        let list = ["Gender=Fem|Number=Sing", "Gender=Fem|Number=Plur", "_"];
        let bundles = Bundles::new(list.map(|f| (Upos::Noun, f.parse().unwrap())));
        let [a, b, none] = bundles.of(Upos::Noun) else { panic!("three bundles") };
        assert_eq!(a.parts[0], b.parts[0]);
        assert_ne!(a.parts[1], b.parts[1]);
        assert_ne!(a.parts[5], b.parts[5]);
        assert_ne!(a.parts[0], none.parts[0]);
        let again = Bundles::read(&bundles.write()).unwrap();
        assert_eq!(again.of(Upos::Noun), bundles.of(Upos::Noun));
        assert_eq!(again.parts(), bundles.parts());
    }
}
