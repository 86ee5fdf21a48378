//! The network that scores steps, as it is in use: in whole numbers, see `kernel`.
//!
//! Each word is the sum of the embeddings of its keys. Two layers of gated cells
//! run over the sentence in both directions; their states, added, are the word in
//! its context. For a state, one projection for each place and one row for each
//! thing seen of the structure are added, cut off below zero and multiplied
//! into one score for each action. Training computes the same in floating point.
#![allow(clippy::needless_range_loop)]

use super::features::{PLACES, STATE_FEATURES, WORD_FEATURES};
use super::kernel::{self, COLUMNS, Matrix, gate, round, squash};
use crate::syntax::model_file::Section;
use pulp::NullaryFnOnce;
use std::ops::Range;

/// Sizes of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Length of an embedding.
    pub input: usize,
    /// Cells of a layer, in each direction.
    pub cells: usize,
    /// Units between state and scores.
    pub hidden: usize,
    /// Actions, padded to whole registers.
    pub actions: usize,
}

/// Gated layers.
pub const LAYERS: usize = 2;
/// Candidate, forget gate and output gate, in two directions.
pub const GATES: usize = 6;

/// Steps of an activation that make 1: of words, cells and contexts.
const UNIT: f32 = 2048.0;
/// Activations of words are cut off here.
const LARGEST_INPUT: i16 = 8191;
/// Steps of a hidden unit that make 1.
const HIDDEN_UNIT: f32 = 1024.0;
/// Hidden units are cut off here.
const LARGEST_HIDDEN: i16 = 16383;

/// A table of the model file.
#[derive(Clone, Debug)]
pub struct Table {
    /// What one step of a weight stands for.
    pub scale: f32,
    /// Scale, then the weights, 16 bits each, little end first.
    pub section: Section,
}

impl Table {
    fn weights(&self) -> &[[u8; 2]] {
        self.section[4..].as_chunks().0
    }

    /// The weights.
    fn whole(&self) -> Vec<i16> {
        self.weights().iter().map(|&b| i16::from_le_bytes(b)).collect()
    }

    /// What the weights stand for.
    fn real(&self) -> impl Iterator<Item = f32> {
        self.weights().iter().map(|&b| self.scale * f32::from(i16::from_le_bytes(b)))
    }

    /// The weights in steps of [`HIDDEN_UNIT`], rows of `size` filled up to `stride`.
    fn hidden(&self, size: usize, stride: usize) -> Vec<i16> {
        let mut out = Vec::with_capacity(self.weights().len() / size * stride);
        for (n, weight) in self.real().enumerate() {
            out.push((weight * HIDDEN_UNIT).round() as i16);
            if n % size == size - 1 {
                out.resize(out.len() + stride - size, 0);
            }
        }
        out
    }
}

/// The weights.
#[derive(Clone, Debug)]
pub struct Network {
    shape: Shape,
    /// Embeddings of the keys; row 0.. of the keys unknown, one a template.
    rows: Table,
    layers: [Layer; LAYERS],
    /// Words in context by places.
    places: Matrix,
    /// Hidden units rounded up to whole registers.
    stride: usize,
    /// One row for each thing seen of a state.
    structure: Vec<i16>,
    /// Bias of the hidden units.
    hidden: Vec<i16>,
    /// Hidden units by actions.
    output: Matrix,
    /// Bias of the actions.
    bias: Vec<i32>,
}

#[derive(Clone, Debug)]
struct Layer {
    /// Inputs by gates.
    matrix: Matrix,
    bias: Vec<f32>,
}

/// Some sentences on their way through the network; the buffers of one thread.
#[derive(Clone, Debug, Default)]
pub struct Encoding {
    /// Sums of embeddings, word by word.
    pub input: Vec<i16>,
    sums: Vec<i32>,
    states: Vec<f32>,
    /// Outputs of the layers, forward and backward.
    outputs: [Vec<i16>; LAYERS],
    /// Projections of words in context, all places of a word beside each other.
    places: Vec<i16>,
}

/// Buffers for the scores of one state.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    hidden: Vec<i16>,
    scores: Vec<i32>,
}

impl Network {
    /// Number of weights that each table has, in the order that [`Network::new`] takes them.
    pub fn sizes(shape: Shape, rows: usize) -> [(&'static str, usize); 10] {
        let Shape { input, cells, hidden, actions } = shape;
        [
            ("rows", rows * input),
            ("layer1", input * GATES * cells),
            ("layer1.bias", GATES * cells),
            ("layer2", 2 * cells * GATES * cells),
            ("layer2.bias", GATES * cells),
            ("places", 2 * cells * PLACES * hidden),
            ("structure", super::features::STATE_ROWS * hidden),
            ("hidden.bias", hidden),
            ("output", hidden * actions),
            ("output.bias", actions),
        ]
    }

    /// Of tables of these sizes; `shape` has even numbers of inputs and hidden units.
    pub fn new(shape: Shape, tables: [Table; 10]) -> Self {
        let Shape { input, cells, hidden, actions } = shape;
        let [rows, first, first_bias, second, second_bias, places, structure, bias, output, output_bias] =
            tables;
        let matrix = |table: &Table, inner, outer, unit: f32, largest| {
            Matrix::new(&table.whole(), inner, outer, table.scale / unit, largest)
        };
        let layer = |weights: &Table, bias: &Table, inner, largest| Layer {
            matrix: matrix(weights, inner, GATES * cells, UNIT, largest),
            bias: bias.real().collect(),
        };
        let stride = hidden.next_multiple_of(COLUMNS);
        let output = matrix(&output, hidden, actions, HIDDEN_UNIT, LARGEST_HIDDEN);
        Self {
            shape,
            layers: [
                layer(&first, &first_bias, input, LARGEST_INPUT),
                layer(&second, &second_bias, 2 * cells, UNIT as i16),
            ],
            places: matrix(&places, 2 * cells, PLACES * hidden, UNIT, 2 * UNIT as i16),
            stride,
            structure: structure.hidden(hidden, stride),
            hidden: bias.hidden(hidden, stride),
            bias: output_bias.real().map(|b| (b / output.scale()).round() as i32).collect(),
            output,
            rows,
        }
    }

    /// The sum of the embeddings of a word's rows.
    pub fn embed(&self, word: &[u32; WORD_FEATURES], out: &mut Vec<i16>) {
        kernel::run(Embed { network: self, word, out });
    }

    /// The way of some sentences from their words' embeddings to projections; `sentences` says which
    /// words are of which.
    pub fn encode(&self, sentences: &[Range<usize>], encoding: &mut Encoding) {
        let Encoding { input, sums, states, outputs: [first, second], places } = encoding;
        let cells = self.shape.cells;
        let words = input.len() / self.shape.input;
        for (layer, number) in self.layers.iter().zip(1..) {
            let (input, out) = if number == 1 { (&*input, &mut *first) } else { (&*first, &mut *second) };
            layer.matrix.multiply(input, sums);
            out.clear();
            out.resize(words * 2 * cells, 0);
            kernel::run(Run { layer, cells, sentences, sums, states, out });
        }
        // Both layers' outputs make the context.
        for n in 0..first.len().min(second.len()) {
            second[n] += first[n];
        }
        self.places.multiply(second, sums);
        kernel::run(Place { network: self, sums, out: places });
    }

    /// What a distance between two scores stands for.
    pub fn ahead(&self, distance: i32) -> f32 {
        distance as f32 * self.output.scale()
    }

    /// The scores of all actions in a state.
    pub fn scores<'s>(
        &self,
        encoding: &Encoding,
        places: &[Option<usize>; PLACES],
        structure: &[u32; STATE_FEATURES],
        buffers: &'s mut Scores,
    ) -> &'s [i32] {
        let Scores { hidden, scores } = buffers;
        kernel::run(Hidden { network: self, encoding, places, structure, out: hidden });
        self.output.multiply(hidden, scores);
        for n in 0..self.bias.len().min(scores.len()) {
            scores[n] += self.bias[n];
        }
        scores
    }
}

/// Sums up the embeddings of a word's rows.
struct Embed<'a> {
    network: &'a Network,
    word: &'a [u32; WORD_FEATURES],
    out: &'a mut Vec<i16>,
}

impl NullaryFnOnce for Embed<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { network, word, out } = self;
        let size = network.shape.input;
        let (weights, factor) = (network.rows.weights(), network.rows.scale * UNIT);
        out.clear();
        out.resize(size, 0);
        let out = &mut out[..size];
        let rows: [&[[u8; 2]]; WORD_FEATURES] =
            std::array::from_fn(|n| &weights[word[n] as usize * size..][..size]);
        for i in 0..size {
            let mut sum = 0;
            for n in 0..WORD_FEATURES {
                sum += i32::from(i16::from_le_bytes(rows[n][i]));
            }
            let largest = f32::from(LARGEST_INPUT);
            out[i] = round((sum as f32 * factor).clamp(-largest, largest)) as i16;
        }
    }
}

/// Runs one layer's cells over sentences, in both directions.
struct Run<'a> {
    layer: &'a Layer,
    cells: usize,
    sentences: &'a [Range<usize>],
    sums: &'a [i32],
    states: &'a mut Vec<f32>,
    out: &'a mut [i16],
}

impl NullaryFnOnce for Run<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { layer, cells, sentences, sums, states, out } = self;
        let (scale, stride) = (layer.matrix.scale(), layer.matrix.stride());
        states.clear();
        states.resize(cells, 0.0);
        let states = &mut states[..cells];
        for sentence in 0..sentences.len() {
            let Range { start, end } = sentences[sentence];
            for direction in 0..2 {
                states.fill(0.0);
                let bias = &layer.bias[direction * 3 * cells..][..3 * cells];
                let (bias_z, bias) = bias.split_at(cells);
                let (bias_f, bias_o) = bias.split_at(cells);
                for step in 0..end - start {
                    let word = if direction == 0 { start + step } else { end - 1 - step };
                    let gates = &sums[word * stride + direction * 3 * cells..][..3 * cells];
                    let (z, gates) = gates.split_at(cells);
                    let (f, o) = gates.split_at(cells);
                    let o = &o[..cells];
                    let (bias_o, f) = (&bias_o[..cells], &f[..cells]);
                    let out = &mut out[(2 * word + direction) * cells..][..cells];
                    for i in 0..cells {
                        let z = squash(z[i] as f32 * scale + bias_z[i]);
                        let f = gate(f[i] as f32 * scale + bias_f[i]);
                        let o = gate(o[i] as f32 * scale + bias_o[i]);
                        let state = f * states[i] + (1.0 - f) * z;
                        states[i] = state;
                        out[i] = round(o * state * UNIT) as i16;
                    }
                }
            }
        }
    }
}

/// Brings the products of contexts and places to hidden units.
struct Place<'a> {
    network: &'a Network,
    sums: &'a [i32],
    out: &'a mut Vec<i16>,
}

impl NullaryFnOnce for Place<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { network, sums, out } = self;
        let (size, stride) = (network.shape.hidden, network.stride);
        let (wide, factor) = (network.places.stride(), network.places.scale() * HIDDEN_UNIT);
        let words = sums.len() / wide;
        out.clear();
        out.resize(words * PLACES * stride, 0);
        for word in 0..words {
            for place in 0..PLACES {
                let sums = &sums[word * wide + place * size..][..size];
                let out = &mut out[(word * PLACES + place) * stride..][..size];
                for i in 0..size {
                    let unit = (sums[i] as f32 * factor).clamp(-32768.0, 32767.0);
                    out[i] = round(unit) as i16;
                }
            }
        }
    }
}

/// The hidden units of a state, cut off below zero.
struct Hidden<'a> {
    network: &'a Network,
    encoding: &'a Encoding,
    places: &'a [Option<usize>; PLACES],
    structure: &'a [u32; STATE_FEATURES],
    out: &'a mut Vec<i16>,
}

impl NullaryFnOnce for Hidden<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { network, encoding, places, structure, out } = self;
        let stride = network.stride;
        out.clear();
        out.extend_from_slice(&network.hidden);
        let out = &mut out[..stride];
        for place in 0..PLACES {
            if let Some(word) = places[place] {
                let row = &encoding.places[(word * PLACES + place) * stride..][..stride];
                for i in 0..stride {
                    out[i] = out[i].saturating_add(row[i]);
                }
            }
        }
        // Three rows at a time: sums are read and written less often.
        for n in (0..STATE_FEATURES).step_by(3) {
            let row = |n: usize| &network.structure[structure[n] as usize * stride..][..stride];
            let (a, b, c) = (row(n), row(n + 1), row(n + 2));
            for i in 0..stride {
                out[i] = out[i].saturating_add(a[i]).saturating_add(b[i]).saturating_add(c[i]);
            }
        }
        for i in 0..stride {
            out[i] = out[i].clamp(0, LARGEST_HIDDEN);
        }
    }
}

const _: () = assert!(STATE_FEATURES.is_multiple_of(3));
