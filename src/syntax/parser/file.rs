//! The parser in its model file: 16-bit weights, each table with its scale, read where they lie.

use super::actions::Actions;
use super::features::FEATURES;
use super::labels::{Labels, Rivals};
use super::network::{Network, Shape, Table};
use super::vocabulary::Vocabulary;
use super::{KIND, Parser};
use crate::data::DataError;
use crate::doc::DepRel;
use crate::syntax::model_file::ModelFile;
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
    if input % 2 + hidden % 2 > 0 {
        return Err(
            file.fault(format!("expected even numbers of inputs and hidden units, found {sizes:?}"))
        );
    }
    let shape = Shape { input, cells, hidden, actions: outputs };
    let tables = Network::sizes(shape, vocabulary.len()).map(|(name, len)| {
        let section = file.section(name)?;
        match section.first_chunk() {
            Some(scale) if section.len() == 4 + 2 * len => {
                Ok(Table { scale: f32::from_le_bytes(*scale), section })
            }
            _ => Err(file.fault(format!(
                "expected {} bytes in `{name}`, found {}",
                4 + 2 * len,
                section.len()
            ))),
        }
    });
    let mut read = Vec::with_capacity(tables.len());
    for table in tables {
        read.push(table?);
    }
    let network = Network::new(shape, read.try_into().expect("as many as there are names"));
    let rivals = Rivals::new(&actions);
    Ok(Parser { actions, vocabulary, network, labels: Labels::open(&file)?, rivals })
}
