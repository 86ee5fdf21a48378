//! Writes the parser's model file: 16-bit weights, each table with its scale.

use super::Trained;
use super::network::Network;
use crate::syntax::model_file::{self, Header};
use crate::syntax::parser::KIND;
use crate::syntax::parser::features::FEATURES;
use crate::syntax::parser::network::Shape;

/// The bytes of a parser's model file.
pub fn write(parser: &Trained, labels: &[Vec<u8>; 2], corpora: &[String], seed: u64) -> Vec<u8> {
    let header = Header {
        kind: KIND.into(),
        features: FEATURES,
        corpora: corpora.to_vec(),
        seed,
        scores: Vec::new(),
    };
    let relations: Vec<&str> = parser.actions.relations().iter().map(|r| r.as_str()).collect();
    let relations = relations.join(" ");
    let keys: Vec<u8> = parser.vocabulary.keys().iter().flat_map(|k| k.to_le_bytes()).collect();
    let Shape { input, cells, hidden, actions } = parser.network.shape;
    let shape: Vec<u8> =
        [input, cells, hidden, actions].iter().flat_map(|&n| (n as u32).to_le_bytes()).collect();
    let tables: Vec<(&str, Vec<u8>)> =
        parser.network.tables().into_iter().map(|(name, table)| (name, quantise(table))).collect();
    let mut sections: Vec<(&str, &[u8])> =
        vec![("relations", relations.as_bytes()), ("keys", &keys), ("shape", &shape)];
    sections.extend([("labels.counts", &labels[0][..]), ("labels.rows", &labels[1])]);
    sections.extend(tables.iter().map(|(name, bytes)| (*name, &bytes[..])));
    model_file::write(&header, &sections)
}

/// A scale, and all weights in steps of it.
fn quantise(table: &[f32]) -> Vec<u8> {
    let largest = table.iter().fold(0f32, |most, w| most.max(w.abs()));
    let scale = if largest > 0.0 { largest / f32::from(i16::MAX) } else { 1.0 };
    let weights = table.iter().map(|w| (w / scale).round() as i16);
    scale.to_le_bytes().into_iter().chain(weights.flat_map(i16::to_le_bytes)).collect()
}

impl Network {
    /// All tables with their names in the file.
    pub fn tables_mut(&mut self) -> [(&'static str, &mut [f32]); 10] {
        let [(first, first_bias), (second, second_bias)] = &mut self.layers;
        [
            ("rows", &mut self.rows),
            ("layer1", first),
            ("layer1.bias", first_bias),
            ("layer2", second),
            ("layer2.bias", second_bias),
            ("places", &mut self.places),
            ("structure", &mut self.structure),
            ("hidden.bias", &mut self.hidden),
            ("output", &mut self.output),
            ("output.bias", &mut self.bias),
        ]
    }

    /// All tables with their names in the file.
    pub fn tables(&self) -> [(&'static str, &[f32]); 10] {
        let [(first, first_bias), (second, second_bias)] = &self.layers;
        [
            ("rows", &self.rows),
            ("layer1", first),
            ("layer1.bias", first_bias),
            ("layer2", second),
            ("layer2.bias", second_bias),
            ("places", &self.places),
            ("structure", &self.structure),
            ("hidden.bias", &self.hidden),
            ("output", &self.output),
            ("output.bias", &self.bias),
        ]
    }
}
