//! Ids of documents, each given once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The ids given so far. Keeps a 64-bit hash of each, so that the ids of millions of
/// documents fit: two ids that share one by chance only cost the later a number.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Hash of the id → the last number tried behind it.
    taken: HashMap<u64, u32>,
}

impl Ids {
    /// The id itself the first time; later `id-2`, `id-3`, whichever is free.
    pub(super) fn unique(&mut self, id: &str) -> String {
        let hash = fnv(id);
        let Some(&last) = self.taken.get(&hash) else {
            self.taken.insert(hash, 1);
            return id.to_owned();
        };
        let mut number = last;
        loop {
            number += 1;
            let candidate = format!("{id}-{number}");
            if let Entry::Vacant(free) = self.taken.entry(fnv(&candidate)) {
                free.insert(1);
                self.taken.insert(hash, number);
                return candidate;
            }
        }
    }
}

/// FNV-1a, 64 bits: the same in every build.
fn fnv(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_behind_what_is_taken() {
        let mut ids = Ids::default();
        let got: Vec<String> = ["a", "a-2", "a", "a", "b", "a-2"].map(|id| ids.unique(id)).into();
        assert_eq!(got, ["a", "a-2", "a-3", "a-4", "b", "a-2-2"]);
    }
}
