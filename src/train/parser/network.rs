//! The network that scores steps, in floating point: what training moves. In use it runs in whole
//! numbers (`syntax::parser::network`); both compute the same.
//!
//! Each word is the sum of the embeddings of its keys. Two layers of gated cells
//! run over the sentence in both directions; their states, added, are the word in
//! its context. For a state, one projection for each place and one row for each
//! thing seen of the structure are added, cut off below zero and multiplied
//! into one score for each action. Loops count, see `kernel`.
#![allow(clippy::needless_range_loop)]

use super::kernel::{add, multiply};
use crate::syntax::parser::features::{PLACES, STATE_FEATURES, STATE_ROWS, WORD_FEATURES};
use crate::syntax::parser::kernel::{gate, run, squash};
use crate::syntax::parser::network::{GATES, LAYERS, Shape};
use pulp::NullaryFnOnce;

/// The weights; also what training computes for each of them.
#[derive(Clone, Debug)]
pub struct Network {
    /// Sizes.
    pub shape: Shape,
    /// Embeddings of the keys; row 0.. of the keys unknown, one a template.
    pub rows: Vec<f32>,
    /// For each layer, its matrix (inputs by gates) and bias.
    pub layers: [(Vec<f32>, Vec<f32>); LAYERS],
    /// Words in context by places.
    pub places: Vec<f32>,
    /// One row for each thing seen of a state.
    pub structure: Vec<f32>,
    /// Bias of the hidden units.
    pub hidden: Vec<f32>,
    /// Hidden units by actions.
    pub output: Vec<f32>,
    /// Bias of the actions.
    pub bias: Vec<f32>,
}

/// A sentence on its way through the network; training goes back the same way.
#[derive(Clone, Debug, Default)]
pub struct Encoding {
    /// Number of words.
    pub words: usize,
    /// Sums of embeddings.
    pub input: Vec<f32>,
    /// For each layer: gates after their curves, cell states, outputs.
    pub layers: [LayerEncoding; LAYERS],
    /// Words in context.
    pub context: Vec<f32>,
    /// Their projections, all places of a word beside each other.
    pub places: Vec<f32>,
}

/// One layer's part of an [`Encoding`].
#[derive(Clone, Debug, Default)]
pub struct LayerEncoding {
    /// Candidate, forget and output gate forward, then backward, for each word.
    pub gates: Vec<f32>,
    /// Cell states forward and backward.
    pub cells: Vec<f32>,
    /// Outputs forward and backward.
    pub output: Vec<f32>,
}

impl Network {
    /// All zero, with `rows` embeddings.
    pub fn zero(shape: Shape, rows: usize) -> Self {
        let Shape { input, cells, hidden, actions } = shape;
        let layer = |inputs: usize| (vec![0.0; inputs * GATES * cells], vec![0.0; GATES * cells]);
        Self {
            shape,
            rows: vec![0.0; rows * input],
            layers: [layer(input), layer(2 * cells)],
            places: vec![0.0; 2 * cells * PLACES * hidden],
            structure: vec![0.0; STATE_ROWS * hidden],
            hidden: vec![0.0; hidden],
            output: vec![0.0; hidden * actions],
            bias: vec![0.0; actions],
        }
    }

    /// Sums up the embeddings of each word's rows.
    pub fn embed(&self, words: &[[u32; WORD_FEATURES]], encoding: &mut Encoding) {
        let size = self.shape.input;
        encoding.words = words.len();
        reset(&mut encoding.input, words.len() * size);
        for (rows, sum) in words.iter().zip(encoding.input.chunks_exact_mut(size)) {
            for &row in rows {
                add(&self.rows[row as usize * size..][..size], sum);
            }
        }
    }

    /// Runs one layer over the sentence; its input is the embedding or the layer below.
    pub fn run_layer(&self, layer: usize, input: &[f32], words: usize, out: &mut LayerEncoding) {
        let cells = self.shape.cells;
        let wide = GATES * cells;
        let (matrix, bias) = &self.layers[layer];
        out.gates.clear();
        for _ in 0..words {
            out.gates.extend_from_slice(bias);
        }
        multiply(input, input.len() / words.max(1), matrix, wide, &mut out.gates);
        reset(&mut out.cells, words * 2 * cells);
        reset(&mut out.output, words * 2 * cells);
        for gates in out.gates.chunks_exact_mut(3 * cells) {
            let (candidates, rest) = gates.split_at_mut(cells);
            candidates.iter_mut().for_each(|x| *x = squash(*x));
            rest.iter_mut().for_each(|x| *x = gate(*x));
        }
        for direction in 0..2 {
            let mut before = None;
            for step in 0..words {
                let word = if direction == 0 { step } else { words - 1 - step };
                let gates = &out.gates[word * wide + direction * 3 * cells..][..3 * cells];
                let at = (2 * word + direction) * cells;
                for cell in 0..cells {
                    let (z, f, o) = (gates[cell], gates[cells + cell], gates[2 * cells + cell]);
                    let last = before.map_or(0.0, |b: usize| out.cells[b + cell]);
                    let state = f * last + (1.0 - f) * z;
                    out.cells[at + cell] = state;
                    out.output[at + cell] = o * state;
                }
                before = Some(at);
            }
        }
    }

    /// The whole way from rows to projections.
    pub fn encode(&self, words: &[[u32; WORD_FEATURES]], encoding: &mut Encoding) {
        self.embed(words, encoding);
        let Encoding { input, layers, context, .. } = encoding;
        let [first, second] = layers;
        self.run_layer(0, input, words.len(), first);
        self.run_layer(1, &first.output, words.len(), second);
        context.clone_from(&first.output);
        add(&second.output, context);
        self.project(encoding);
    }

    /// Projects the words in context for all places.
    pub fn project(&self, encoding: &mut Encoding) {
        let wide = PLACES * self.shape.hidden;
        reset(&mut encoding.places, encoding.words * wide);
        multiply(&encoding.context, 2 * self.shape.cells, &self.places, wide, &mut encoding.places);
    }

    /// The hidden units of a state, cut off below zero.
    pub fn hidden(
        &self,
        encoding: &Encoding,
        places: &[Option<usize>; PLACES],
        structure: &[u32; STATE_FEATURES],
        out: &mut Vec<f32>,
    ) {
        out.clone_from(&self.hidden);
        run(Hidden { network: self, encoding, places, structure, out });
    }

    /// The scores of all actions.
    pub fn scores(&self, hidden: &[f32], out: &mut Vec<f32>) {
        out.clone_from(&self.bias);
        run(Scores { network: self, hidden, out });
    }
}

/// Adds to the hidden units.
struct Hidden<'a> {
    network: &'a Network,
    encoding: &'a Encoding,
    places: &'a [Option<usize>; PLACES],
    structure: &'a [u32; STATE_FEATURES],
    out: &'a mut [f32],
}

impl NullaryFnOnce for Hidden<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { network, encoding, places, structure, out } = self;
        let size = out.len();
        for place in 0..PLACES {
            if let Some(word) = places[place] {
                let row = &encoding.places[(word * PLACES + place) * size..][..size];
                for i in 0..size {
                    out[i] += row[i];
                }
            }
        }
        for n in 0..STATE_FEATURES {
            let row = &network.structure[structure[n] as usize * size..][..size];
            for i in 0..size {
                out[i] += row[i];
            }
        }
        for i in 0..size {
            out[i] = out[i].max(0.0);
        }
    }
}

/// Adds to the scores.
struct Scores<'a> {
    network: &'a Network,
    hidden: &'a [f32],
    out: &'a mut [f32],
}

impl NullaryFnOnce for Scores<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { network, hidden, out } = self;
        let size = out.len();
        for unit in 0..hidden.len() {
            let x = hidden[unit];
            if x > 0.0 {
                let row = &network.output[unit * size..][..size];
                for i in 0..size {
                    out[i] += x * row[i];
                }
            }
        }
    }
}

/// `len` zeros.
pub fn reset(numbers: &mut Vec<f32>, len: usize) {
    numbers.clear();
    numbers.resize(len, 0.0);
}
