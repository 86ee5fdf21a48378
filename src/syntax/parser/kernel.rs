//! Arithmetic of the network in use: whole numbers of 16 bits, sums of 32, so that any machine
//! may add in the order that suits it and all give the same bits. Tables are made so that no sum
//! can overflow; see [`Matrix::new`].
//! Loops count instead of zipping: builds without link-time optimisation do not inline
//! iterators into functions for wider registers.
#![allow(clippy::needless_range_loop)]

use pulp::NullaryFnOnce;

/// Columns that are summed up at a time.
pub const COLUMNS: usize = 16;

/// What no sum of a product exceeds.
const LARGEST_SUM: f64 = (1u32 << 30) as f64;

/// Two weights of each of [`COLUMNS`] columns.
type Panel = [[i16; COLUMNS]; 2];

/// A matrix that rows of numbers are multiplied with.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// Numbers of a row of `x`; pairs of them, the last filled up with zero.
    pairs: usize,
    /// Numbers of a row of `y`, whole registers.
    stride: usize,
    /// For each 16 columns, for each pair: the pair's weights column by column.
    panels: Vec<Panel>,
    /// What one step of a product stands for, one step of `x` standing for 1.
    scale: f32,
}

impl Matrix {
    /// Of `inner` rows of weights that stand for `scale` each; `x` never exceeds `largest`. Weights
    /// lose as many bits as it takes that their sums fit.
    pub fn new(weights: &[i16], inner: usize, outer: usize, scale: f32, largest: i16) -> Self {
        let column = |c: usize| -> i64 {
            (0..inner).map(|k| i64::from(weights[k * outer + c]).abs() + 1).sum::<i64>()
        };
        let most = (0..outer).map(column).max().unwrap_or(0) as f64 * f64::from(largest);
        let shift = (0..16).find(|&s| most / f64::from(1u32 << s) < LARGEST_SUM).unwrap_or(15);
        let pairs = inner.div_ceil(2);
        let stride = outer.next_multiple_of(COLUMNS);
        let weight = |k: usize, c: usize| {
            let inside = k < inner && c < outer;
            let weight = if inside { i32::from(weights[k * outer + c]) } else { 0 };
            // Rounded; at most 2^15 after half a step was added, and then halved at least once.
            ((weight + (1 << shift >> 1)) >> shift) as i16
        };
        let mut panels = Vec::with_capacity(pairs * stride / COLUMNS);
        for tile in (0..stride).step_by(COLUMNS) {
            for pair in 0..pairs {
                let mut panel = [0; 2 * COLUMNS];
                for c in 0..COLUMNS {
                    panel[2 * c] = weight(2 * pair, tile + c);
                    panel[2 * c + 1] = weight(2 * pair + 1, tile + c);
                }
                let (first, second) = panel.split_at(COLUMNS);
                panels.push([first.try_into().expect("half"), second.try_into().expect("half")]);
            }
        }
        Self { pairs, stride, panels, scale: scale * (1u32 << shift) as f32 }
    }

    /// What one step of a product stands for.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// Numbers of a row of a product, those that fill up the last register included.
    pub fn stride(&self) -> usize {
        self.stride
    }

    /// `y = x · self`, for rows of `x` of an even number of numbers.
    pub fn multiply(&self, x: &[i16], y: &mut Vec<i32>) {
        let (x, _) = x.as_chunks();
        y.clear();
        y.resize(x.len() / self.pairs * self.stride, 0);
        #[cfg(target_arch = "x86_64")]
        if let Some(simd) = pulp::x86::V3::try_new() {
            simd.vectorize(wide::Product { simd, matrix: self, x, y });
            return;
        }
        self.plain(x, y);
    }

    /// The product without wide registers.
    fn plain(&self, x: &[[i16; 2]], y: &mut [i32]) {
        for (x, y) in x.chunks_exact(self.pairs).zip(y.chunks_exact_mut(self.stride)) {
            for (y, panels) in y.chunks_exact_mut(COLUMNS).zip(self.panels.chunks_exact(self.pairs)) {
                for (x, panel) in x.iter().zip(panels) {
                    let panel = panel.as_flattened();
                    for c in 0..COLUMNS {
                        y[c] += i32::from(x[0]) * i32::from(panel[2 * c])
                            + i32::from(x[1]) * i32::from(panel[2 * c + 1]);
                    }
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod wide {
    use super::{COLUMNS, Matrix, Panel};
    use pulp::{NullaryFnOnce, x86::V3};
    use std::arch::x86_64::__m256i;

    /// A product in registers of 256 bits.
    pub struct Product<'a> {
        pub simd: V3,
        pub matrix: &'a Matrix,
        pub x: &'a [[i16; 2]],
        pub y: &'a mut [i32],
    }

    impl NullaryFnOnce for Product<'_> {
        type Output = ();

        #[inline(always)]
        fn call(self) {
            let Self { simd, matrix, x, y } = self;
            let (pairs, stride) = (matrix.pairs, matrix.stride);
            let rows = x.len() / pairs.max(1);
            for tile in 0..stride / COLUMNS {
                let panels = &matrix.panels[tile * pairs..][..pairs];
                let mut row = 0;
                while row + 4 <= rows {
                    let at = |n: usize| &x[(row + n) * pairs..][..pairs];
                    four(
                        simd,
                        [at(0), at(1), at(2), at(3)],
                        panels,
                        stride,
                        &mut y[row * stride + tile * COLUMNS..],
                    );
                    row += 4;
                }
                while row < rows {
                    let x = &x[row * pairs..][..pairs];
                    one(simd, x, panels, &mut y[row * stride + tile * COLUMNS..]);
                    row += 1;
                }
            }
        }
    }

    /// Four rows by 16 columns; the sums are variables, so that they stay in registers.
    #[inline(always)]
    fn four(simd: V3, x: [&[[i16; 2]]; 4], panels: &[Panel], stride: usize, y: &mut [i32]) {
        let pairs = panels.len();
        let [x0, x1, x2, x3] = x;
        let (x0, x1, x2, x3) = (&x0[..pairs], &x1[..pairs], &x2[..pairs], &x3[..pairs]);
        let zero = simd.avx._mm256_setzero_si256();
        let (mut a, mut b, mut c, mut d) = ([zero; 2], [zero; 2], [zero; 2], [zero; 2]);
        for k in 0..pairs {
            let w: [__m256i; 2] = [pulp::cast(panels[k][0]), pulp::cast(panels[k][1])];
            add(simd, x0[k], w, &mut a);
            add(simd, x1[k], w, &mut b);
            add(simd, x2[k], w, &mut c);
            add(simd, x3[k], w, &mut d);
        }
        store(a, y);
        store(b, &mut y[stride..]);
        store(c, &mut y[2 * stride..]);
        store(d, &mut y[3 * stride..]);
    }

    #[inline(always)]
    fn one(simd: V3, x: &[[i16; 2]], panels: &[Panel], y: &mut [i32]) {
        let pairs = panels.len();
        let x = &x[..pairs];
        let zero = simd.avx._mm256_setzero_si256();
        let mut sums = [zero; 2];
        for k in 0..pairs {
            add(simd, x[k], [pulp::cast(panels[k][0]), pulp::cast(panels[k][1])], &mut sums);
        }
        store(sums, y);
    }

    #[inline(always)]
    fn add(simd: V3, x: [i16; 2], w: [__m256i; 2], sums: &mut [__m256i; 2]) {
        let x = simd.avx._mm256_set1_epi32(pulp::cast(x));
        sums[0] = simd.avx2._mm256_add_epi32(sums[0], simd.avx2._mm256_madd_epi16(x, w[0]));
        sums[1] = simd.avx2._mm256_add_epi32(sums[1], simd.avx2._mm256_madd_epi16(x, w[1]));
    }

    #[inline(always)]
    fn store(sums: [__m256i; 2], y: &mut [i32]) {
        let numbers: [i32; COLUMNS] = pulp::cast(sums);
        y[..COLUMNS].copy_from_slice(&numbers);
    }
}

/// Runs loops in the widest registers that the machine has.
#[inline]
pub fn run<F: NullaryFnOnce>(loops: F) -> F::Output {
    #[cfg(target_arch = "x86_64")]
    if let Some(simd) = pulp::x86::V3::try_new() {
        return simd.vectorize(loops);
    }
    loops.call()
}

/// The nearest whole number, for numbers below 2^22 in size: without a call, so that loops stay wide.
#[inline(always)]
pub fn round(x: f32) -> i32 {
    const SHIFT: f32 = 12_582_912.0;
    (x + SHIFT).to_bits() as i32 - SHIFT.to_bits() as i32
}

/// The curve of the network's cells: odd, from -1 to 1, without transcendental functions.
#[inline(always)]
pub fn squash(x: f32) -> f32 {
    x / (1.0 + x.abs())
}

/// The curve of its gates: from 0 to 1.
#[inline(always)]
pub fn gate(x: f32) -> f32 {
    0.5 + 0.5 * squash(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiplies_whole_tiles_and_rests() {
        let (rows, inner, outer) = (6, 6, 37);
        let x: Vec<i16> = (0..rows * inner).map(|i| i as i16 * 211 - 3700).collect();
        let weights: Vec<i16> = (0..inner * outer).map(|i| (i * 97 % 301) as i16 - 150).collect();
        let matrix = Matrix::new(&weights, inner, outer, 0.5, 8191);
        assert_eq!((matrix.stride(), matrix.scale()), (48, 0.5));
        let (mut y, mut plain) = (Vec::new(), vec![0; rows * matrix.stride()]);
        matrix.multiply(&x, &mut y);
        matrix.plain(x.as_chunks().0, &mut plain);
        assert_eq!(y, plain);
        for row in 0..rows {
            for c in 0..outer {
                let product = |k: usize| i32::from(x[row * inner + k]) * i32::from(weights[k * outer + c]);
                assert_eq!(y[row * matrix.stride() + c], (0..inner).map(product).sum::<i32>());
            }
        }
    }

    #[test]
    fn sums_of_the_largest_numbers_fit() {
        let matrix = Matrix::new(&[i16::MAX; 1024], 1024, 1, 1.0, i16::MAX);
        let mut y = Vec::new();
        matrix.multiply(&[i16::MAX; 1024], &mut y);
        let (sum, right) = (y[0] as f32 * matrix.scale(), 1024.0 * 32767f32.powi(2));
        assert!((sum / right - 1.0).abs() < 1e-3, "{sum}");
    }

    #[test]
    fn rounds_to_the_nearest() {
        assert_eq!([0.4, 0.6, -0.6, 2047.7, -8191.2].map(round), [0, 1, -1, 2048, -8191]);
    }
}
