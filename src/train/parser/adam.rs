//! The optimiser: Adam (Kingma and Ba 2015). Embedding rows are moved only when a
//! batch has seen them.

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

    /// Moves a stretch of the table against its gradient, and clears the gradient.
    pub fn step(&mut self, from: usize, weights: &mut [f32], gradient: &mut [f32], rate: f32) {
        let first = &mut self.first[from..from + weights.len()];
        let second = &mut self.second[from..from + weights.len()];
        for (((w, g), m), v) in weights.iter_mut().zip(gradient).zip(first).zip(second) {
            *m = DECAY.0 * *m + (1.0 - DECAY.0) * *g;
            *v = DECAY.1 * *v + (1.0 - DECAY.1) * *g * *g;
            *w -= rate * *m / (v.sqrt() + FLOOR);
            *g = 0.0;
        }
    }
}
