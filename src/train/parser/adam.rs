//! The optimiser: Adam (Kingma and Ba 2015). Embedding rows are moved only when a
//! batch has seen them.
#![allow(clippy::needless_range_loop)]

use crate::syntax::parser::kernel::run;
use pulp::NullaryFnOnce;

const DECAY: (f32, f32) = (0.9, 0.99);
const FLOOR: f32 = 1e-8;

/// Moments of one table.
#[derive(Clone, Debug)]
pub struct Moments {
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Moments {
    /// For a table of `len` weights.
    pub fn new(len: usize) -> Self {
        Self { first: vec![0.0; len], second: vec![0.0; len] }
    }

    /// Moves a stretch of the table against the sum of two gradients, and clears them.
    pub fn step(&mut self, from: usize, weights: &mut [f32], gradients: [&mut [f32]; 2], rate: f32) {
        let first = &mut self.first[from..from + weights.len()];
        let second = &mut self.second[from..from + weights.len()];
        run(Move { first, second, weights, gradients, rate });
    }
}

/// Loops count, see `kernel`.
struct Move<'a> {
    first: &'a mut [f32],
    second: &'a mut [f32],
    weights: &'a mut [f32],
    gradients: [&'a mut [f32]; 2],
    rate: f32,
}

impl NullaryFnOnce for Move<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { first, second, weights, gradients: [one, other], rate } = self;
        let len = weights.len();
        let (first, second, one, other) =
            (&mut first[..len], &mut second[..len], &mut one[..len], &mut other[..len]);
        for i in 0..len {
            let g = one[i] + other[i];
            let m = DECAY.0 * first[i] + (1.0 - DECAY.0) * g;
            let v = DECAY.1 * second[i] + (1.0 - DECAY.1) * g * g;
            (first[i], second[i]) = (m, v);
            weights[i] -= rate * m / (v.sqrt() + FLOOR);
            (one[i], other[i]) = (0.0, 0.0);
        }
    }
}
