//! The way back through the network: from errors of scores to errors of weights.
//! Loops count, see `kernel`.
#![allow(clippy::needless_range_loop)]

use super::kernel::{add, multiply};
use super::network::{Encoding, LayerEncoding, Network, reset};
use crate::syntax::parser::features::{PLACES, STATE_FEATURES, WORD_FEATURES};
use crate::syntax::parser::kernel::run;
use crate::syntax::parser::network::GATES;
use crate::train::shuffle::Random;
use pulp::NullaryFnOnce;

/// One sentence on its way forward with drop-out, and back.
#[derive(Clone, Debug, Default)]
pub struct Pass {
    /// What [`Network::encode`] computes.
    pub encoding: Encoding,
    /// What the second layer reads.
    between: Vec<f32>,
    masks: [Vec<f32>; 3],
    error: Vec<f32>,
    places_error: Vec<f32>,
    context_error: Vec<f32>,
    between_error: Vec<f32>,
    first_error: Vec<f32>,
    input_error: Vec<f32>,
    gates_error: Vec<f32>,
    /// The matrices of layers and places, transposed; empty where the batch did not need them yet.
    turned: [Vec<f32>; 3],
}

/// One step of a derivation.
#[derive(Clone, Debug)]
pub struct Step {
    /// Words at its places.
    pub places: [Option<usize>; PLACES],
    /// Rows of its structure.
    pub structure: [u32; STATE_FEATURES],
    /// Its hidden units, after drop-out.
    pub hidden: Vec<f32>,
    /// What the scores should have been less, by action.
    pub error: Vec<f32>,
}

impl Pass {
    /// Forgets what holds for one batch.
    pub fn start_batch(&mut self) {
        self.turned.iter_mut().for_each(Vec::clear);
    }

    /// Encodes a sentence, dropping a share of inputs and outputs, the same all
    /// along the sentence.
    pub fn forward(
        &mut self,
        network: &Network,
        rows: &[[u32; WORD_FEATURES]],
        drop: f32,
        random: &mut Random,
    ) {
        let (input, wide) = (network.shape.input, 2 * network.shape.cells);
        for (mask, len) in self.masks.iter_mut().zip([input, wide, wide]) {
            drop_mask(mask, len, drop, random);
        }
        let encoding = &mut self.encoding;
        network.embed(rows, encoding);
        mask_rows(&mut encoding.input, &self.masks[0]);
        let [first, second] = &mut encoding.layers;
        network.run_layer(0, &encoding.input, rows.len(), first);
        self.between.clone_from(&first.output);
        mask_rows(&mut self.between, &self.masks[1]);
        network.run_layer(1, &self.between, rows.len(), second);
        encoding.context.clone_from(&second.output);
        mask_rows(&mut encoding.context, &self.masks[2]);
        add(&self.between, &mut encoding.context);
        network.project(encoding);
        reset(&mut self.places_error, encoding.places.len());
    }

    /// Takes one step's error back to the places' projections.
    pub fn back_step(&mut self, network: &Network, step: &Step, gradient: &mut Network) {
        self.error.clear();
        self.error.resize(network.shape.hidden, 0.0);
        run(BackStep {
            network,
            step,
            gradient,
            places_error: &mut self.places_error,
            error: &mut self.error,
        });
    }

    /// Takes the sentence's errors back to all other weights.
    pub fn back(&mut self, network: &Network, rows: &[[u32; WORD_FEATURES]], gradient: &mut Network) {
        let shape = network.shape;
        let wide = 2 * shape.cells;
        let outer = PLACES * shape.hidden;
        let encoding = &self.encoding;
        outer_products(&encoding.context, wide, &self.places_error, outer, &mut gradient.places);
        reset(&mut self.context_error, encoding.context.len());
        turn_once(&network.places, wide, outer, &mut self.turned[2]);
        multiply(&self.places_error, outer, &self.turned[2], wide, &mut self.context_error);

        self.between_error.clone_from(&self.context_error);
        mask_rows(&mut self.context_error, &self.masks[2]);
        let [first, second] = &encoding.layers;
        let gates = GATES * shape.cells;
        back_cells(second, &self.context_error, shape.cells, &mut self.gates_error);
        let (matrix, bias) = &mut gradient.layers[1];
        outer_products(&self.between, wide, &self.gates_error, gates, matrix);
        self.gates_error.chunks_exact(gates).for_each(|row| add(row, bias));
        turn_once(&network.layers[1].0, wide, gates, &mut self.turned[1]);
        multiply(&self.gates_error, gates, &self.turned[1], wide, &mut self.between_error);

        mask_rows(&mut self.between_error, &self.masks[1]);
        self.first_error.clone_from(&self.between_error);
        back_cells(first, &self.first_error, shape.cells, &mut self.gates_error);
        let (matrix, bias) = &mut gradient.layers[0];
        outer_products(&encoding.input, shape.input, &self.gates_error, gates, matrix);
        self.gates_error.chunks_exact(gates).for_each(|row| add(row, bias));
        reset(&mut self.input_error, encoding.input.len());
        turn_once(&network.layers[0].0, shape.input, gates, &mut self.turned[0]);
        multiply(&self.gates_error, gates, &self.turned[0], shape.input, &mut self.input_error);
        mask_rows(&mut self.input_error, &self.masks[0]);
        for (rows, error) in rows.iter().zip(self.input_error.chunks_exact(shape.input)) {
            for &row in rows {
                add(error, &mut gradient.rows[row as usize * shape.input..][..shape.input]);
            }
        }
    }
}

/// One step's way back.
struct BackStep<'a> {
    network: &'a Network,
    step: &'a Step,
    gradient: &'a mut Network,
    places_error: &'a mut [f32],
    error: &'a mut [f32],
}

impl NullaryFnOnce for BackStep<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { network, step, gradient, places_error, error } = self;
        let (units, actions) = (network.shape.hidden, network.shape.actions);
        add_wide(&step.error, &mut gradient.bias);
        for unit in 0..units {
            let x = step.hidden[unit];
            if x > 0.0 {
                let range = unit * actions..(unit + 1) * actions;
                let sums = &mut gradient.output[range.clone()];
                let (from, sums) = (&step.error[..actions], &mut sums[..actions]);
                for i in 0..actions {
                    sums[i] += x * from[i];
                }
                error[unit] = dot(from, &network.output[range]);
            }
        }
        add_wide(error, &mut gradient.hidden);
        for place in 0..PLACES {
            if let Some(word) = step.places[place] {
                add_wide(error, &mut places_error[(word * PLACES + place) * units..][..units]);
            }
        }
        for &row in &step.structure {
            add_wide(error, &mut gradient.structure[row as usize * units..][..units]);
        }
    }
}

/// `y += x`, for loops in wide registers.
#[inline(always)]
fn add_wide(x: &[f32], y: &mut [f32]) {
    let y = &mut y[..x.len()];
    for i in 0..x.len() {
        y[i] += x[i];
    }
}

/// Errors of outputs to errors of gates before their curves.
fn back_cells(layer: &LayerEncoding, output_error: &[f32], cells: usize, out: &mut Vec<f32>) {
    let words = output_error.len() / (2 * cells);
    let wide = GATES * cells;
    reset(out, words * wide);
    let mut carried = vec![0.0f32; cells];
    for direction in 0..2 {
        carried.fill(0.0);
        for step in (0..words).rev() {
            let word = if direction == 0 { step } else { words - 1 - step };
            let before = (step > 0).then(|| if direction == 0 { word - 1 } else { word + 1 });
            let at = (2 * word + direction) * cells;
            let base = word * wide + direction * 3 * cells;
            for (cell, carried) in carried.iter_mut().enumerate() {
                let gates = &layer.gates[base + cell..];
                let (z, f, o) = (gates[0], gates[cells], gates[2 * cells]);
                let last = before.map_or(0.0, |w| layer.cells[(2 * w + direction) * cells + cell]);
                let error = output_error[at + cell];
                let state_error = *carried + error * o;
                let slope = |squashed: f32| (1.0 - squashed.abs()) * (1.0 - squashed.abs());
                out[base + cell] = state_error * (1.0 - f) * slope(z);
                out[base + cells + cell] = state_error * (last - z) * 0.5 * slope(2.0 * f - 1.0);
                out[base + 2 * cells + cell] = error * layer.cells[at + cell] * 0.5 * slope(2.0 * o - 1.0);
                *carried = state_error * f;
            }
        }
    }
}

/// `out += xᵀ · y`, over rows of `inner` and `outer` numbers.
fn outer_products(x: &[f32], inner: usize, y: &[f32], outer: usize, out: &mut [f32]) {
    let rows = x.len() / inner;
    let mut turned = Vec::new();
    turn(x, rows, inner, &mut turned);
    multiply(&turned, rows, y, outer, out);
}

/// The same, where it is not there yet.
fn turn_once(matrix: &[f32], rows: usize, columns: usize, out: &mut Vec<f32>) {
    if out.is_empty() {
        turn(matrix, rows, columns, out);
    }
}

/// The transposed matrix: `rows` by `columns` to `columns` by `rows`.
fn turn(matrix: &[f32], rows: usize, columns: usize, out: &mut Vec<f32>) {
    out.clear();
    out.reserve(matrix.len());
    for column in 0..columns {
        out.extend((0..rows).map(|row| matrix[row * columns + column]));
    }
}

/// Sums in eight lanes, in one written-down order, of a whole number of eights.
#[inline(always)]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0f32; 8];
    let (a, _) = a.as_chunks::<8>();
    let (b, _) = b.as_chunks::<8>();
    let b = &b[..a.len()];
    for k in 0..a.len() {
        for lane in 0..8 {
            lanes[lane] += a[k][lane] * b[k][lane];
        }
    }
    let mut sum = 0.0;
    for lane in lanes {
        sum += lane;
    }
    sum
}

/// Zero for the units to drop, more than one for the others, so that sums stay what they were.
pub fn drop_mask(mask: &mut Vec<f32>, len: usize, drop: f32, random: &mut Random) {
    mask.clear();
    mask.extend((0..len).map(|_| if chance(random, drop) { 0.0 } else { 1.0 / (1.0 - drop) }));
}

/// Whether an event of this likelihood happens.
pub fn chance(random: &mut Random, likelihood: f32) -> bool {
    ((random.draw() >> 40) as f32) < likelihood * (1u32 << 24) as f32
}

fn mask_rows(rows: &mut [f32], mask: &[f32]) {
    for row in rows.chunks_exact_mut(mask.len()) {
        row.iter_mut().zip(mask).for_each(|(x, m)| *x *= m);
    }
}
