//! Arithmetic of the network in training: `+ - * /` on 32-bit floats in a written-down order
//! and without fused operations, so that all machines give the same bits.
//! Loops count instead of zipping: builds without link-time optimisation do not
//! inline iterators into functions for wider registers.
#![allow(clippy::needless_range_loop)]

use pulp::{Arch, Simd, WithSimd};

/// Rows that are summed up at a time.
const ROWS: usize = 4;
/// Columns that are: what fills the registers of four rows.
const COLUMNS: usize = 16;

/// As many numbers of a row as are summed up at a time.
type Lanes = [f32; COLUMNS];

/// `y += x · w`: `x` has rows of `inner` numbers, `w` and `y` rows of `outer`.
///
/// Each number of `y` takes its products in order of `inner`, whatever the tiles.
pub fn multiply(x: &[f32], inner: usize, w: &[f32], outer: usize, y: &mut [f32]) {
    let whole = outer - outer % COLUMNS;
    // Wider registers where there are: the same operations, so the same bits.
    Arch::new().dispatch(Product { x, inner, w, outer, whole, y });
    for (x, y) in x.chunks_exact(inner).zip(y.chunks_exact_mut(outer)) {
        for (x, w) in x.iter().zip(w.chunks_exact(outer)) {
            add_scaled(*x, &w[whole..], &mut y[whole..]);
        }
    }
}

/// The columns of a product that fill whole tiles, the first `whole` of them.
struct Product<'a> {
    x: &'a [f32],
    inner: usize,
    w: &'a [f32],
    outer: usize,
    whole: usize,
    y: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { x, inner, w, outer, whole, y } = self;
        // Four rows beside each other, and four columns after each other, lie in order.
        let mut fours = Vec::with_capacity(x.len() / ROWS);
        for rows in x.chunks_exact(inner * ROWS) {
            fours.extend(
                (0..inner).map(|k| -> [f32; ROWS] { std::array::from_fn(|r| rows[r * inner + k]) }),
            );
        }
        let single = x.chunks_exact(inner * ROWS).remainder();
        let mut panel = vec![[0.0; COLUMNS]; inner];
        for column in (0..whole).step_by(COLUMNS) {
            for (copy, w) in panel.iter_mut().zip(w.chunks_exact(outer)) {
                *copy = lanes(&w[column..]);
            }
            let mut ys = y.chunks_exact_mut(outer * ROWS);
            for (x, y) in fours.chunks_exact(inner).zip(&mut ys) {
                four_rows(x, &panel, outer, &mut y[column..]);
            }
            let rest = ys.into_remainder().chunks_exact_mut(outer);
            for (x, y) in single.chunks_exact(inner).zip(rest) {
                let mut sums = lanes(&y[column..]);
                for k in 0..inner {
                    add_product(x[k], &panel[k], &mut sums);
                }
                y[column..][..COLUMNS].copy_from_slice(&sums);
            }
        }
    }
}

/// One tile. Its sums are variables, not an array of rows: they stay in registers.
#[inline(always)]
fn four_rows(x: &[[f32; ROWS]], panel: &[Lanes], outer: usize, y: &mut [f32]) {
    let mut first = lanes(y);
    let mut second = lanes(&y[outer..]);
    let mut third = lanes(&y[2 * outer..]);
    let mut fourth = lanes(&y[3 * outer..]);
    let x = &x[..panel.len()];
    for k in 0..panel.len() {
        let (x, w) = (&x[k], &panel[k]);
        add_product(x[0], w, &mut first);
        add_product(x[1], w, &mut second);
        add_product(x[2], w, &mut third);
        add_product(x[3], w, &mut fourth);
    }
    y[..COLUMNS].copy_from_slice(&first);
    y[outer..][..COLUMNS].copy_from_slice(&second);
    y[2 * outer..][..COLUMNS].copy_from_slice(&third);
    y[3 * outer..][..COLUMNS].copy_from_slice(&fourth);
}

#[inline(always)]
fn add_product(x: f32, w: &Lanes, sums: &mut Lanes) {
    for lane in 0..COLUMNS {
        sums[lane] += x * w[lane];
    }
}

#[inline(always)]
fn lanes(numbers: &[f32]) -> Lanes {
    *numbers.first_chunk().expect("a whole tile")
}

/// `y += x`.
#[inline]
pub fn add(x: &[f32], y: &mut [f32]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += x;
    }
}

/// `y += a x`.
#[inline]
pub fn add_scaled(a: f32, x: &[f32], y: &mut [f32]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += a * x;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiplies_whole_tiles_and_rests() {
        let (rows, inner, outer) = (6, 3, 37);
        let x: Vec<f32> = (0..rows * inner).map(|i| i as f32 - 7.0).collect();
        let w: Vec<f32> = (0..inner * outer).map(|i| (i % 5) as f32).collect();
        let mut y = vec![1.0; rows * outer];
        multiply(&x, inner, &w, outer, &mut y);
        for row in 0..rows {
            for column in 0..outer {
                let sum: f32 = (0..inner).map(|k| x[row * inner + k] * w[k * outer + column]).sum();
                assert_eq!(y[row * outer + column], 1.0 + sum);
            }
        }
    }
}
