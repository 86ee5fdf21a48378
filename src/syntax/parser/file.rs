//! The parser in its model file: 16-bit weights, each table with its scale.

use super::actions::Actions;
use super::features::FEATURES;
use super::network::{Network, Shape};
use super::vocabulary::Vocabulary;
use super::{KIND, Parser};
use crate::data::DataError;
use crate::doc::DepRel;
use crate::syntax::model_file::ModelFile;
#[cfg(feature = "train")]
use crate::syntax::model_file::{self, Header};
use std::borrow::Cow;

/// Opens a parser.
pub fn read(name: &str, bytes: Cow<'static, [u8]>) -> Result<Parser, DataError> {
    let file = ModelFile::open(name, bytes, KIND, FEATURES)?;
    let labels = file.section("relations")?;
    let labels = std::str::from_utf8(&labels).map_err(|_| file.fault("the relations are not UTF-8"))?;
    let relations: Result<Vec<DepRel>, _> = labels.split_whitespace().map(str::parse).collect();
    let actions = Actions::new(relations.map_err(|e| file.fault(e.to_string()))?);
    let keys = file.section("keys")?;
    let keys = keys.chunks_exact(8).map(|b| u64::from_le_bytes(b.try_into().expect("eight bytes")));
    let vocabulary = Vocabulary::new(keys.collect());
    let shape = file.section("shape")?;
    let sizes: Vec<usize> = shape
        .chunks_exact(4)
        .map(|b| u32::from_le_bytes(b.try_into().expect("four bytes")) as usize)
        .collect();
    let [input, cells, hidden, outputs] = sizes[..] else {
        return Err(file.fault(format!("expected four sizes, found {}", sizes.len())));
    };
    // Sizes are checked before memory is taken for them.
    let sane = |size: usize| (1..=4096).contains(&size);
    if ![input, cells, hidden, outputs].into_iter().all(sane) || outputs < actions.len() {
        return Err(
            file.fault(format!("expected sizes up to 4096 and one score an action, found {sizes:?}"))
        );
    }
    let mut network = Network::zero(Shape { input, cells, hidden, actions: outputs }, vocabulary.len());
    for (name, table) in network.tables_mut() {
        let section = file.section(name)?;
        if section.len() != 4 + 2 * table.len() {
            let found = section.len();
            return Err(
                file.fault(format!("expected {} bytes in `{name}`, found {found}", 4 + 2 * table.len()))
            );
        }
        let (scale, weights) = section.split_first_chunk().expect("four bytes at least");
        let scale = f32::from_le_bytes(*scale);
        for (weight, bytes) in table.iter_mut().zip(weights.chunks_exact(2)) {
            *weight = scale * f32::from(i16::from_le_bytes([bytes[0], bytes[1]]));
        }
    }
    Ok(Parser { actions, vocabulary, network })
}

/// The bytes of a parser's model file.
#[cfg(feature = "train")]
pub fn write(parser: &Parser, corpora: &[String], seed: u64, scores: &[(String, String)]) -> Vec<u8> {
    let header = Header {
        kind: KIND.into(),
        features: FEATURES,
        corpora: corpora.to_vec(),
        seed,
        scores: scores.to_vec(),
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
    sections.extend(tables.iter().map(|(name, bytes)| (*name, &bytes[..])));
    model_file::write(&header, &sections)
}

/// A scale, and all weights in steps of it.
#[cfg(feature = "train")]
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
