//! Sets as sorted vectors.

use std::ops::Deref;

/// A set, kept as a sorted vector without doubles: small when it holds one item, as most
/// lists of evidence do, and united with another in linear time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortedSet<T>(Vec<T>);

impl<T> Default for SortedSet<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord> SortedSet<T> {
    /// Adds all of `other`.
    pub(super) fn unite(&mut self, other: SortedSet<T>) {
        let disjoint = match (self.0.last(), other.0.first()) {
            (_, None) => return,
            (None, _) => true,
            (Some(last), Some(first)) => last < first,
        };
        self.0.extend(other.0);
        if !disjoint {
            // Two sorted runs: the standard sort finds and merges them in linear time.
            self.0.sort();
            self.0.dedup();
        }
    }

    /// Keeps the items for which `keep` holds.
    pub(super) fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.0.retain(keep);
    }
}

impl<T> Deref for SortedSet<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Ord> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items: Vec<T> = items.into_iter().collect();
        items.sort();
        items.dedup();
        Self(items)
    }
}

impl<'a, T> IntoIterator for &'a SortedSet<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn union_is_that_of_sets() {
        let set = |items: &[u8]| items.iter().copied().collect::<SortedSet<u8>>();
        for (a, b, all) in [
            (&[3, 1][..], &[7, 5, 5][..], &[1, 3, 5, 7][..]),
            (&[2, 9], &[2, 4], &[2, 4, 9]),
            (&[], &[1], &[1]),
            (&[1], &[], &[1]),
        ] {
            let mut united = set(a);
            united.unite(set(b));
            assert_eq!(&*united, all);
        }
    }
}
