//! Integer weights by feature, packed so tightly that the caches of a processor hold most of them: a
//! weight and its class are 16 bits together, and a feature's check lies beside its weights.
//!
//! A feature's hash says in which bucket it is. The model has of each bucket the number of its
//! features (`counts`) and, one bucket behind the other (`rows`): a check of 32 bits for each
//! feature, the length of each feature's row, one byte, and the rows, the class in the lower bits
//! of a pair and the weight above it; it is filled up to a multiple of four bytes. What is in no bucket weighs nothing.

use super::model_file::{ModelFile, Section};
use crate::data::DataError;

/// Weights of one linear model with at most `N` classes; `N` is a power of two up to 256.
#[derive(Clone, Debug)]
pub struct Compact<const N: usize> {
    rows: Section,
    index: Vec<Bucket>,
}

/// Where a bucket starts in the rows, how many features it has, and which ones it may have.
#[derive(Clone, Copy, Debug)]
struct Bucket(u32);

/// The largest weight that a trainer may give; fewer bits than it has are kept.
pub const LARGEST: i16 = 16_000;

/// Features of a bucket that are looked at together; hardly any has more.
const TOGETHER: usize = 8;
const CHECK: usize = 4;
const PAIR: usize = 2;
/// Buckets start at multiples of this.
const ALIGNMENT: usize = 4;
/// What one looks at in any bucket.
const WINDOW: usize = TOGETHER * (CHECK + 1);

impl Bucket {
    /// Features that a bucket can have.
    const MOST: usize = 15;
    /// Starts beyond this have no room in 20 bits.
    const LARGEST_START: usize = ALIGNMENT << 20;

    fn new(start: usize, checks: &[[u8; CHECK]]) -> Self {
        let maybe = checks.iter().fold(0, |bits, check| bits | Self::bit(u32::from_le_bytes(*check)));
        Self(((start / ALIGNMENT) as u32) << 12 | (checks.len() as u32) << 8 | maybe)
    }

    fn start(self) -> usize {
        (self.0 >> 12) as usize * ALIGNMENT
    }

    fn count(self) -> usize {
        (self.0 >> 8 & 15) as usize
    }

    fn bit(check: u32) -> u32 {
        1 << (check % 8)
    }

    /// Most features that a text gives are in no bucket; this tells so of three of four.
    fn may_have(self, check: u32) -> bool {
        self.0 & Self::bit(check) != 0
    }
}

impl<const N: usize> Compact<N> {
    const CLASS_BITS: u32 = N.trailing_zeros();

    /// The weights named `name` in a model.
    ///
    /// # Errors
    /// When the model lacks them, or their parts do not fit each other.
    pub fn open(file: &ModelFile, name: &str) -> Result<Self, DataError> {
        let counts = file.section(&format!("{name}.counts"))?;
        let rows = file.section(&format!("{name}.rows"))?;
        let index = index(&counts, &rows);
        let index = index.ok_or_else(|| file.fault(format!("weights `{name}`: tables of odd size")))?;
        Ok(Self { rows, index })
    }

    /// The sections `counts` and `rows` of a model, of each feature's hash and its weights up to
    /// [`LARGEST`], in any order, no hash twice.
    ///
    /// # Panics
    /// When a class is not among the `N`, or there are too many weights.
    pub fn pack(features: &[(u64, Vec<(u16, i16)>)]) -> [Vec<u8>; 2] {
        let buckets = (features.len() / 3 + 1).next_power_of_two();
        let bucket = |hash: u64| hash as usize & (buckets - 1);
        let mut sorted: Vec<_> = features.iter().filter(|(_, row)| !row.is_empty()).collect();
        sorted.sort_by_key(|(hash, _)| (bucket(*hash), *hash));
        let (mut counts, mut rows) = (vec![0; buckets], Vec::new());
        for features in sorted.chunk_by(|a, b| bucket(a.0) == bucket(b.0)) {
            assert!(features.len() <= Bucket::MOST, "hashes spread over the buckets");
            counts[bucket(features[0].0)] = features.len() as u8;
            rows.extend(features.iter().flat_map(|(hash, _)| ((hash >> 32) as u32).to_le_bytes()));
            rows.extend(features.iter().map(|(_, row)| row.len() as u8));
            for (class, weight) in features.iter().flat_map(|(_, row)| row) {
                assert!(usize::from(*class) < N, "class {class} of {N}");
                let pair = Self::step(*weight) << Self::CLASS_BITS | *class as i16;
                rows.extend(pair.to_le_bytes());
            }
            rows.resize(rows.len().next_multiple_of(ALIGNMENT), 0);
        }
        assert!(rows.len() < Bucket::LARGEST_START, "too many weights for one table");
        rows.resize(rows.len() + WINDOW, 0);
        [counts, rows]
    }

    /// A weight in the steps that its bits can count, the nearest.
    fn step(weight: i16) -> i16 {
        let most = (1i32 << (15 - Self::CLASS_BITS)) - 1;
        let step = i32::from(LARGEST) / most + 1;
        let rounded = (i32::from(weight).abs() + step / 2) / step;
        (rounded * i32::from(weight).signum()) as i16
    }

    /// Adds the weights of all features to the scores of the classes. Finds all rows before it adds
    /// one, so that the machine waits for them together.
    pub fn add_all(&self, features: &[u64], scores: &mut [i32; N]) {
        const AT_ONCE: usize = 32;
        let rows: &[u8] = &self.rows;
        for features in features.chunks(AT_ONCE) {
            // Without a branch: which features are known is as good as random.
            let mut maybe = [(Bucket(0), 0); AT_ONCE];
            let mut count = 0;
            for &feature in features {
                let bucket = self.index[feature as usize & (self.index.len() - 1)];
                let check = (feature >> 32) as u32;
                maybe[count % AT_ONCE] = (bucket, check);
                count += usize::from(bucket.may_have(check));
            }
            let mut found = [(0, 0); AT_ONCE];
            for (found, &(bucket, check)) in found.iter_mut().zip(&maybe[..count]) {
                *found = find(rows, bucket, check);
            }
            for &(start, length) in &found[..count] {
                let pairs = rows.get(start..start + PAIR * length).unwrap_or_default();
                for pair in pairs.as_chunks().0 {
                    let pair = i16::from_le_bytes(*pair);
                    scores[pair as usize & (N - 1)] += i32::from(pair >> Self::CLASS_BITS);
                }
            }
        }
    }
}

/// All buckets of a table; `None` where its parts do not fit each other.
fn index(counts: &[u8], rows: &[u8]) -> Option<Vec<Bucket>> {
    if !counts.len().is_power_of_two() || rows.len() >= Bucket::LARGEST_START + WINDOW {
        return None;
    }
    let mut index = Vec::with_capacity(counts.len());
    let mut start = 0;
    for &count in counts {
        let count = usize::from(count);
        let bucket = rows.get(start..start + count * (CHECK + 1)).filter(|_| count <= Bucket::MOST)?;
        let (checks, lengths) = bucket.split_at(count * CHECK);
        index.push(Bucket::new(start, checks.as_chunks().0));
        let pairs: usize = lengths.iter().map(|&n| usize::from(n)).sum();
        start = (start + bucket.len() + PAIR * pairs).next_multiple_of(ALIGNMENT);
    }
    (rows.len() == start + WINDOW).then_some(index)
}

/// Where a feature's row starts and how many pairs it has; no pairs for an unknown feature.
#[inline(always)]
fn find(rows: &[u8], bucket: Bucket, check: u32) -> (usize, usize) {
    let (start, count) = (bucket.start(), bucket.count());
    if count > TOGETHER {
        return search(&rows[start..], count, check).map_or((0, 0), |(at, length)| (start + at, length));
    }
    // Without a branch: which one it is, is as good as random.
    let window: &[u8; WINDOW] = rows[start..].first_chunk().expect("a window behind every start");
    let (checks, _) = window.as_chunks::<CHECK>();
    let mut same = 0u32;
    for (n, found) in checks[..TOGETHER].iter().enumerate() {
        same |= u32::from(u32::from_le_bytes(*found) == check) << n;
    }
    same &= (1 << count) - 1;
    let lengths: [u8; TOGETHER] = *window[count * CHECK..].first_chunk().expect("within the window");
    let lengths = u64::from_le_bytes(lengths);
    let n = (same | 1 << TOGETHER).trailing_zeros();
    let length = lengths.checked_shr(8 * n).unwrap_or(0) & 0xFF;
    // The sum of the lengths before, byte by byte.
    let before = lengths & 1u64.checked_shl(8 * n).unwrap_or(0).wrapping_sub(1);
    let before = (before & 0x00FF_00FF_00FF_00FF) + (before >> 8 & 0x00FF_00FF_00FF_00FF);
    let before = before.wrapping_mul(0x0001_0001_0001_0001) >> 48;
    (start + count * (CHECK + 1) + PAIR * before as usize, length as usize)
}

/// Where in a bucket a feature's row starts, and how many pairs it has.
fn search(bucket: &[u8], count: usize, check: u32) -> Option<(usize, usize)> {
    let (checks, rest) = bucket.split_at(count * CHECK);
    let n = checks.as_chunks().0.iter().position(|c| u32::from_le_bytes(*c) == check)?;
    let before: usize = rest[..n].iter().map(|&n| usize::from(n)).sum();
    Some((count * (CHECK + 1) + PAIR * before, usize::from(rest[n])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hash::mix;
    use crate::model::model_file::{self, Header};

    fn table<const N: usize>(features: &[(u64, Vec<(u16, i16)>)]) -> Compact<N> {
        let [counts, rows] = Compact::<N>::pack(features);
        let bytes = model_file::write(&Header::default(), &[("a.counts", &counts[..]), ("a.rows", &rows)]);
        Compact::open(&ModelFile::open("a", bytes.into(), "", 0).unwrap(), "a").unwrap()
    }

    #[test]
    fn gives_back_what_was_packed() {
        let row = |n: u64| {
            (0..n % 7 + 1)
                .map(move |c| (c as u16, (16 * (n % 1000) as i16 + 16) * (1 - 2 * (c as i16 % 2))))
        };
        let feature = |n: u64, template: u64| mix(mix(n, 0), template);
        let features: Vec<_> = (0..5000).map(|n| (feature(n, 7), row(n).collect::<Vec<_>>())).collect();
        let table: Compact<32> = table(&features);
        for (n, (known, row)) in (0..).zip(&features) {
            let mut scores = [0; 32];
            table.add_all(&[feature(n, 8), *known, feature(n, 9)], &mut scores);
            let mut right = [0; 32];
            row.iter().for_each(|&(class, weight)| right[usize::from(class)] += i32::from(weight / 16));
            assert_eq!(scores, right, "feature {n}");
        }
    }

    #[test]
    fn weights_keep_their_sign_and_order() {
        let row: Vec<(u16, i16)> = vec![(0, 16_000), (7, -16_000), (200, 150), (255, -150), (1, 300)];
        let table: Compact<256> = table(&[(mix(1, 2), row)]);
        let mut scores = [0; 256];
        table.add_all(&[mix(1, 2)], &mut scores);
        assert_eq!([0, 7, 200, 255, 1].map(|c| scores[c]), [127, -127, 1, -1, 2]);
    }
}
