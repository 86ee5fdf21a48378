//! Arithmetic of the network: `+ - * /` on 32-bit floats in a written-down order
//! and without fused operations, so that all machines give the same bits.

/// Rows and columns that one pass of [`multiply`] keeps in registers.
const TILE: (usize, usize) = (4, 8);

/// `y += x · w`: `x` has rows of `inner` numbers, `w` and `y` rows of `outer`.
///
/// Each number of `y` takes its products in order of `inner`, whatever the tiles.
pub fn multiply(x: &[f32], inner: usize, w: &[f32], outer: usize, y: &mut [f32]) {
    let mut xs = x.chunks_exact(inner * TILE.0);
    let mut ys = y.chunks_exact_mut(outer * TILE.0);
    for (x, y) in (&mut xs).zip(&mut ys) {
        tiles::<{ TILE.0 }>(x, inner, w, outer, y);
    }
    let rest = xs.remainder().chunks_exact(inner);
    for (x, y) in rest.zip(ys.into_remainder().chunks_exact_mut(outer)) {
        tiles::<1>(x, inner, w, outer, y);
    }
}

fn tiles<const ROWS: usize>(x: &[f32], inner: usize, w: &[f32], outer: usize, y: &mut [f32]) {
    let x: [&[f32]; ROWS] = std::array::from_fn(|row| &x[row * inner..(row + 1) * inner]);
    let whole = outer - outer % TILE.1;
    for column in (0..whole).step_by(TILE.1) {
        let mut sums: [Lanes; ROWS] = std::array::from_fn(|row| lanes(&y[row * outer + column..]));
        for k in 0..inner {
            let w = lanes(&w[k * outer + column..]);
            for row in 0..ROWS {
                let x = x[row][k];
                for lane in 0..TILE.1 {
                    sums[row][lane] += x * w[lane];
                }
            }
        }
        for (row, sums) in sums.iter().enumerate() {
            y[row * outer + column..][..TILE.1].copy_from_slice(sums);
        }
    }
    for row in 0..ROWS {
        for k in 0..inner {
            for column in whole..outer {
                y[row * outer + column] += x[row][k] * w[k * outer + column];
            }
        }
    }
}

/// What one register, or two, take at a time.
type Lanes = [f32; TILE.1];

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

/// The curve of the network's cells: odd, from -1 to 1, without transcendental functions.
#[inline]
pub fn squash(x: f32) -> f32 {
    x / (1.0 + x.abs())
}

/// The curve of its gates: from 0 to 1.
#[inline]
pub fn gate(x: f32) -> f32 {
    0.5 + 0.5 * squash(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiplies_whole_tiles_and_rests() {
        let (rows, inner, outer) = (6, 3, 11);
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
