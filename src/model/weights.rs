//! Integer weights by feature, as they lie in a model: an open-addressed table
//! from the feature's hash to a short row of (class, weight) pairs.
//!
//! A slot has the upper half of the hash (to tell features apart), where its row
//! starts and how long it is. What is not in the table weighs nothing.

use super::model_file::{ModelFile, Section};
use crate::data::DataError;

/// Weights of one linear model.
#[derive(Clone, Debug)]
pub struct Weights {
    /// `check: u32, start: u24, length: u8` a slot; a power of two of them.
    slots: Section,
    /// `class: u16, weight: i16` a pair.
    pairs: Section,
    mask: u64,
}

const SLOT: usize = 8;
const PAIR: usize = 4;

impl Weights {
    /// The weights named `name` in a model.
    ///
    /// # Errors
    /// When the model lacks them, or they speak of more than `classes` classes.
    pub fn open(file: &ModelFile, name: &str, classes: usize) -> Result<Self, DataError> {
        let slots = file.section(&format!("{name}.slots"))?;
        let pairs = file.section(&format!("{name}.pairs"))?;
        let count = slots.len() / SLOT;
        if !count.is_power_of_two() || slots.len() % SLOT != 0 || pairs.len() % PAIR != 0 {
            return Err(file.fault(format!("weights `{name}`: tables of odd size")));
        }
        let known = |pair: &[u8]| usize::from(u16::from_le_bytes([pair[0], pair[1]])) < classes;
        if !pairs.chunks_exact(PAIR).all(known) {
            return Err(file.fault(format!("weights `{name}`: a class beyond the {classes} known ones")));
        }
        Ok(Self { slots, pairs, mask: count as u64 - 1 })
    }

    /// The tables' bytes for a model opened by [`Weights::open`]: of each feature's
    /// hash and its weights, in any order, no hash twice.
    pub fn write(features: &[(u64, Vec<(u16, i16)>)]) -> (Vec<u8>, Vec<u8>) {
        let count = (features.len() * 4 / 3 + 1).next_power_of_two();
        let mask = count as u64 - 1;
        let mut slots = vec![0u8; count * SLOT];
        let mut pairs = Vec::new();
        let mut sorted: Vec<_> = features.iter().filter(|(_, row)| !row.is_empty()).collect();
        sorted.sort_by_key(|(hash, _)| *hash);
        for (hash, row) in sorted {
            let start = (pairs.len() / PAIR) as u64;
            for (class, weight) in row {
                pairs.extend(class.to_le_bytes());
                pairs.extend(weight.to_le_bytes());
            }
            assert!(start < 1 << 24 && row.len() < 256, "too many weights for one table");
            let mut at = (hash & mask) as usize;
            while slots[SLOT * at..SLOT * (at + 1)] != [0; SLOT] {
                at = (at + 1) & mask as usize;
            }
            let slot = hash >> 32 | start << 32 | (row.len() as u64) << 56;
            slots[SLOT * at..SLOT * (at + 1)].copy_from_slice(&slot.to_le_bytes());
        }
        (slots, pairs)
    }

    /// A sieve for features: most that a text gives are in no table, and it tells so without touching one.
    pub fn sieve(&self) -> Sieve {
        let count = self.slots.len() / SLOT;
        let mask = (8 * count as u64).clamp(64, 1 << 24) - 1;
        let mut bits = vec![0u64; (mask as usize + 1) / 64];
        for slot in self.slots.chunks_exact(SLOT) {
            let slot = u64::from_le_bytes(slot.try_into().expect("a slot"));
            if slot != 0 {
                let at = slot & 0xFFFF_FFFF & mask;
                bits[at as usize / 64] |= 1 << (at % 64);
            }
        }
        Sieve { bits, mask }
    }

    /// The tables, borrowed for a run over many features.
    #[inline]
    pub fn view(&self) -> WeightsView<'_> {
        WeightsView { slots: &self.slots, pairs: &self.pairs, mask: self.mask }
    }
}

/// Tells features that [`Weights`] do not have from those that they may have.
#[derive(Clone, Debug)]
pub struct Sieve {
    bits: Vec<u64>,
    mask: u64,
}

impl Sieve {
    /// Leaves only features that may have weights, in their order.
    #[inline]
    pub fn keep(&self, features: &mut Vec<u64>) {
        // Without a branch: which features are known is as good as random.
        let mut kept = 0;
        for n in 0..features.len() {
            let feature = features[n];
            let at = feature >> 32 & self.mask;
            features[kept] = feature;
            kept += (self.bits[at as usize / 64] >> (at % 64) & 1) as usize;
        }
        features.truncate(kept);
    }
}

/// Borrowed [`Weights`].
#[derive(Clone, Copy, Debug)]
pub struct WeightsView<'w> {
    slots: &'w [u8],
    pairs: &'w [u8],
    mask: u64,
}

impl WeightsView<'_> {
    /// Adds the weights of all features to the scores of the classes. Finds all rows before it adds
    /// one, so that the machine waits for them together.
    #[inline]
    pub fn add_all(self, features: &[u64], scores: &mut [i32]) {
        const TOGETHER: usize = 16;
        for features in features.chunks(TOGETHER) {
            let mut rows = [(0usize, 0usize); TOGETHER];
            for (row, &feature) in rows.iter_mut().zip(features) {
                *row = self.row(feature);
            }
            for &(start, len) in &rows[..features.len()] {
                self.add_row(start, len, scores);
            }
        }
    }

    /// Where a feature's row starts in the pairs and how long it is, in bytes; of no length for none.
    #[inline]
    fn row(self, hash: u64) -> (usize, usize) {
        let check = hash >> 32;
        let mut at = hash & self.mask;
        loop {
            let from = at as usize * SLOT;
            let slot = u64::from_le_bytes(self.slots[from..from + SLOT].try_into().expect("a slot"));
            if slot == 0 {
                return (0, 0);
            }
            if slot & 0xFFFF_FFFF == check {
                return ((slot >> 32 & 0xFF_FFFF) as usize * PAIR, (slot >> 56) as usize * PAIR);
            }
            at = (at + 1) & self.mask;
        }
    }

    #[inline]
    fn add_row(self, start: usize, len: usize, scores: &mut [i32]) {
        let row = self.pairs.get(start..start + len).unwrap_or_default();
        for pair in row.chunks_exact(PAIR) {
            let class = usize::from(u16::from_le_bytes([pair[0], pair[1]]));
            scores[class] += i32::from(i16::from_le_bytes([pair[2], pair[3]]));
        }
    }

    /// Whether a feature weighs anything.
    #[inline]
    pub fn has(self, hash: u64) -> bool {
        self.row(hash).1 != 0
    }

    /// Adds the weights of a feature to the scores of the classes.
    #[inline]
    pub fn add(self, hash: u64, scores: &mut [i32]) {
        let (start, len) = self.row(hash);
        self.add_row(start, len, scores);
    }
}
