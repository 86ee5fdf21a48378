//! From keys to rows of the embedding table.

use super::features::{WORD_FEATURES, WordKeys};

/// The keys that training saw often enough. Row `n` below [`WORD_FEATURES`] stands for the
/// unknown keys of template `n`; the known ones follow in order.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    keys: Vec<u64>,
    /// Open addressing: row numbers, 0 where free; a power of two long.
    slots: Vec<u32>,
}

impl Vocabulary {
    /// With these keys, in order of their rows.
    pub fn new(keys: Vec<u64>) -> Self {
        let mut slots = vec![0; (2 * keys.len()).next_power_of_two().max(2)];
        for (n, &key) in keys.iter().enumerate() {
            let mut at = key as usize & (slots.len() - 1);
            while slots[at] != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = (WORD_FEATURES + n) as u32;
        }
        Self { keys, slots }
    }

    /// The keys, in order of their rows.
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }

    /// Number of rows, those of unknown keys included.
    pub fn len(&self) -> usize {
        WORD_FEATURES + self.keys.len()
    }

    /// Whether no key is known.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The rows of a word's keys.
    pub fn rows(&self, keys: &WordKeys) -> [u32; WORD_FEATURES] {
        let mut rows = [0; WORD_FEATURES];
        for (template, (row, &key)) in rows.iter_mut().zip(keys).enumerate() {
            *row = self.row(key).unwrap_or(template as u32);
        }
        rows
    }

    fn row(&self, key: u64) -> Option<u32> {
        let mut at = key as usize & (self.slots.len() - 1);
        loop {
            match self.slots[at] {
                0 => return None,
                row if self.keys[row as usize - WORD_FEATURES] == key => return Some(row),
                _ => at = (at + 1) & (self.slots.len() - 1),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_and_unknown_keys() {
        // 5, 13 and 21 fall into the same slot of eight.
        let vocabulary = Vocabulary::new(vec![5, 13, 21]);
        let mut keys: WordKeys = [99; WORD_FEATURES];
        (keys[1], keys[2], keys[4]) = (21, 5, 13);
        let rows = vocabulary.rows(&keys);
        assert_eq!(rows[..5], [0, 11, 9, 3, 10]);
        assert_eq!(vocabulary.len(), WORD_FEATURES + 3);
    }
}
