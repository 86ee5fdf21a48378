//! How many documents say so, and how many of them are independent: agency copy that
//! ten papers print counts once.

use super::Graph;
use petgraph::unionfind::UnionFind;
use smol_str::SmolStr;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::hash::Hash;
use std::str::FromStr;

/// Words in a shingle.
const SHINGLE: usize = 4;
/// Hash functions of a sketch.
const HASHES: usize = 64;
/// Hashes in a band: documents that share a whole band are compared. Of two texts that share two
/// thirds of their shingles, one band in three is shared, so one of all is nearly sure to be.
const BAND: usize = 3;
/// Hashes that near-duplicates share, at least: about 45 % of their shingles.
const ALIKE: usize = 28;

/// A MinHash of a text's shingles, 8 bits a hash: two texts share as many hashes as
/// shingles, in proportion.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sketch([u8; HASHES]);

impl Sketch {
    /// The sketch of a text. Case, punctuation and spaces do not count.
    pub fn of(text: &str) -> Self {
        let words: Vec<u64> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| word.chars().flat_map(char::to_lowercase).fold(FNV_BASIS, |h, c| fnv(h, c.into())))
            .collect();
        let mut least = [u64::MAX; HASHES];
        let mut add = |shingle: &[u64]| {
            let hash = shingle.iter().fold(FNV_BASIS, |h, &word| mix(h ^ word));
            for (n, least) in least.iter_mut().enumerate() {
                *least = (*least).min(mix(hash ^ mix(n as u64 + 1)));
            }
        };
        if words.len() < SHINGLE {
            add(&words);
        } else {
            words.windows(SHINGLE).for_each(add);
        }
        // The low bits: the high ones of the least of many are nearly always 0.
        Self(least.map(|hash| hash as u8))
    }

    /// Whether the two texts are copies, or nearly so.
    pub fn alike(&self, other: &Sketch) -> bool {
        self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count() >= ALIKE
    }
}

const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of FNV-1a, a character at a time.
fn fnv(hash: u64, c: u32) -> u64 {
    (hash ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// The finalizer of SplitMix64.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

impl fmt::Display for Sketch {
    /// Two hexadecimal digits a hash.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sketch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Sketch {
    type Err = String;

    fn from_str(hex: &str) -> Result<Self, String> {
        let wrong = || format!("expected a sketch of {} hexadecimal digits, found `{hex}`", 2 * HASHES);
        if hex.len() != 2 * HASHES || !hex.is_ascii() {
            return Err(wrong());
        }
        let mut hashes = [0; HASHES];
        for (n, hash) in hashes.iter_mut().enumerate() {
            *hash = u8::from_str_radix(&hex[2 * n..2 * n + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(hashes))
    }
}

/// How many documents stand behind something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Support {
    /// All of them.
    pub documents: usize,
    /// Near-duplicates counted once.
    pub independent: usize,
}

/// Which documents of a graph are copies of one another.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    /// The first of its copies, by document; documents without a copy are not in it.
    first: HashMap<SmolStr, SmolStr>,
}

impl Copies {
    /// Compares all documents of a graph, those alone that share a band of their sketches.
    pub fn of(graph: &Graph) -> Self {
        let documents: Vec<_> = graph.documents().collect();
        let mut same = UnionFind::<usize>::new(documents.len());
        let mut unite = |a: usize, b: usize| {
            let alike = match (&documents[a].sketch, &documents[b].sketch) {
                (Some(a), Some(b)) => a.alike(b),
                _ => false,
            };
            if alike {
                same.union(a, b);
            }
        };
        for band in 0..HASHES / BAND {
            let mut buckets: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
            for (n, document) in documents.iter().enumerate() {
                if let Some(sketch) = &document.sketch {
                    buckets.entry(&sketch.0[band * BAND..][..BAND]).or_default().push(n);
                }
            }
            // Neighbours in a bucket are enough: copies of one text meet in many buckets.
            buckets.values().for_each(|alike| alike.windows(2).for_each(|pair| unite(pair[0], pair[1])));
            // And each with the first, for buckets that mix two texts.
            buckets.values().for_each(|alike| alike.iter().skip(2).for_each(|&n| unite(alike[0], n)));
        }
        let mut first: BTreeMap<usize, &SmolStr> = BTreeMap::new();
        let mut copies = HashMap::new();
        for (n, document) in documents.iter().enumerate() {
            let of = first.entry(same.find_mut(n)).or_insert(&document.id);
            if *of != &document.id {
                copies.insert(document.id.clone(), (*of).clone());
            }
        }
        Self { first: copies }
    }

    /// How many of these documents there are, and how many are independent.
    pub fn support(&self, documents: &[&SmolStr]) -> Support {
        let texts = documents.iter().map(|id| self.first.get(*id).unwrap_or(id));
        Support { documents: count(documents.iter().copied()), independent: count(texts) }
    }
}

/// Different items.
fn count<T: Eq + Hash>(items: impl Iterator<Item = T>) -> usize {
    items.collect::<HashSet<_>>().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_alike_and_others_are_not() {
        let wire = "Le constructeur de turbines Alvéol a vendu mardi sa filiale de câbles au groupe \
            Tarande pour 48 millions d'euros, a-t-il annoncé. La vente doit être close en mars, sous \
            réserve de l'accord des autorités. Alvéol garde une part de dix pour cent, et un siège au \
            conseil. Les salariés du site de Morlaix ont été informés le matin même par la direction.";
        let printed = format!("MORLAIX — {} (avec agences)", wire.replace("mardi", "hier"));
        let other = "La justice a condamné le distributeur Ormel à une amende de deux millions d'euros \
            pour des retards de paiement envers ses fournisseurs. Le groupe fera appel, dit son avocat.";
        let sketch = Sketch::of(wire);
        assert!(sketch.alike(&Sketch::of(&printed)));
        assert!(!sketch.alike(&Sketch::of(other)));
        assert_eq!(sketch.to_string().parse(), Ok(sketch));
        assert!("é".repeat(64).parse::<Sketch>().unwrap_err().starts_with("expected a sketch of 128"));
    }

    #[test]
    fn long_texts_are_no_copies_for_being_long() {
        let text =
            |from: u64| -> String { (0..3000).map(|n| format!("mot{} ", mix(from + n) % 5000)).collect() };
        let sketches: Vec<Sketch> = (0..20).map(|n| Sketch::of(&text(n * 10_000))).collect();
        let pairs =
            sketches.iter().enumerate().flat_map(|(n, a)| sketches[..n].iter().map(move |b| (a, b)));
        for (a, b) in pairs {
            let shared = a.0.iter().zip(&b.0).filter(|(a, b)| a == b).count();
            assert!(shared < ALIKE / 3, "{shared} of {HASHES} hashes");
        }
    }

    #[test]
    fn any_text_has_a_sketch() {
        assert!(!Sketch::of("").alike(&Sketch::of("un deux trois quatre cinq")));
        assert!(Sketch::of("Un, deux.").alike(&Sketch::of("un deux")));
    }
}
