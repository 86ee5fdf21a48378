//! Proper names of POPCORN's reports.

use crate::doc::{Document, EntityType};
use crate::entity::fold::folded;
use crate::entity::gazetteer::{Common, Entry, Gazetteer};
use crate::eval::names::NamedText;
use crate::train::{Sources, TrainError};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The reports, below the folder of sources.
pub const FILE: &str = "popcorn/train.json";

#[derive(Deserialize)]
struct Report {
    text: String,
    entities: Vec<Thing>,
}

#[derive(Deserialize)]
struct Thing {
    mentions: Vec<Mention>,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct Mention {
    value: String,
    start: usize,
    end: usize,
}

/// The reports with the names in them.
///
/// # Errors
/// When the file is missing or of another form.
pub fn texts(sources: &Sources, gazetteer: &Gazetteer) -> Result<Vec<NamedText>, TrainError> {
    let reports: BTreeMap<String, Report> = serde_json::from_str(&sources.text(FILE)?).map_err(|e| {
        TrainError::Source { path: sources.path(FILE), line: e.line(), message: e.to_string() }
    })?;
    let named = reports.into_iter().map(|(id, report)| {
        let mut names: Vec<(usize, usize, Option<EntityType>)> = Vec::new();
        for thing in &report.entities {
            let kind = match thing.kind.as_str() {
                "CIVILIAN" | "MILITARY" | "TERRORIST_OR_CRIMINAL" => EntityType::Person,
                "PLACE" => EntityType::Place,
                kind if kind.ends_with("_ORGANISATION") => EntityType::Organization,
                _ => continue,
            };
            let proper = thing.mentions.iter().filter(|m| is_name(gazetteer, &m.value));
            names.extend(proper.map(|m| (m.start, m.end, Some(kind))));
        }
        NamedText::new(Document::new(&id, report.text), names)
    });
    Ok(named.collect())
}

/// Whether a mention is a proper name: a capital that is not a common word's at the start of its sentence.
fn is_name(gazetteer: &Gazetteer, value: &str) -> bool {
    let key = folded(value);
    let listed = gazetteer.name(&key).is(Entry::ORGANIZATION | Entry::PLACE | Entry::FIRST_NAME);
    value.starts_with(char::is_uppercase)
        && (value.contains(' ') || listed || !gazetteer.word(&key).known())
        && !gazetteer.word(&key).is(Common::FUNCTION)
}
