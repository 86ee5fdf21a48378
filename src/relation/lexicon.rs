//! Lemma classes: `data/lexicon/classes*.toml`, the `@names` of the patterns.

use crate::data::{DataError, DataFiles};
use crate::doc::Entity;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// Named sets of lemmas. A class may hold another: `"@own"`. Files are read in
/// order of their names; a class that stands in two files has the words of both,
/// so that a user's file adds to ours.
#[derive(Clone, Debug, Default)]
pub struct Classes {
    sets: BTreeMap<String, BTreeSet<SmolStr>>,
}

impl Classes {
    /// Reads all class files.
    ///
    /// # Errors
    /// When a file is no TOML of string lists, or a class names one that does not exist.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        let mut raw: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut place: BTreeMap<String, String> = BTreeMap::new();
        for file in data.names("lexicon/classes") {
            let text = data.text(&file)?;
            let table: BTreeMap<String, Vec<String>> = toml::from_str(&text).map_err(|e| {
                let line = e.span().map(|s| text[..s.start].lines().count().max(1));
                DataError::new(&file, line, e.message())
            })?;
            for (name, words) in table {
                place.entry(name.clone()).or_insert_with(|| file.clone());
                raw.entry(name).or_default().extend(words);
            }
        }
        let mut sets = BTreeMap::new();
        for name in raw.keys() {
            let mut set = BTreeSet::new();
            expand(name, &raw, &mut BTreeSet::new(), &mut set).map_err(|missing| {
                let message = format!("class `{name}` names `@{missing}`, which no class file declares");
                DataError::new(&place[name], None, message)
            })?;
            sets.insert(name.clone(), set);
        }
        Ok(Self { sets })
    }

    /// The lemmas of a class.
    pub fn get(&self, name: &str) -> Option<&BTreeSet<SmolStr>> {
        self.sets.get(name)
    }

    /// Whether the class holds the lemma; an unknown class holds none.
    pub fn has(&self, class: &str, lemma: &str) -> bool {
        self.sets.get(class).is_some_and(|set| set.contains(lemma))
    }

    /// The names of all classes.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sets.keys().map(String::as_str)
    }

    /// Whether a name of the entity has a word of the class.
    pub fn marks(&self, entity: &Entity, class: &str) -> bool {
        std::iter::once(&entity.label)
            .chain(&entity.aliases)
            .flat_map(|name| name.split([' ', '\'', '’', '-']))
            .any(|word| self.has(class, &word.to_lowercase()))
    }
}

/// Collects the words of a class and of those that it names; `Err` is the name of a missing one.
fn expand(
    name: &str,
    raw: &BTreeMap<String, Vec<String>>,
    seen: &mut BTreeSet<String>,
    out: &mut BTreeSet<SmolStr>,
) -> Result<(), String> {
    if !seen.insert(name.to_owned()) {
        return Ok(());
    }
    for word in raw.get(name).ok_or_else(|| name.to_owned())? {
        match word.strip_prefix('@') {
            Some(other) => expand(other, raw, seen, out)?,
            None => {
                out.insert(SmolStr::new(word));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_nest_and_add_up() {
        let mut data = DataFiles::embedded();
        data.insert(
            "lexicon/classes-zz.toml",
            "outer-zz = [\"@inner-zz\", \"tenir\"]\ninner-zz = [\"avoir\"]".into(),
        );
        let classes = Classes::new(&data).unwrap();
        assert!(classes.has("outer-zz", "avoir") && classes.has("outer-zz", "tenir"));
        assert!(!classes.has("outer-zz", "vendre") && !classes.has("none", "avoir"));
    }

    #[test]
    fn a_missing_class_is_named() {
        let mut data = DataFiles::embedded();
        data.insert("lexicon/classes-zz.toml", "outer-zz = [\"@nowhere\"]".into());
        let fault = Classes::new(&data).unwrap_err().to_string();
        assert!(fault.contains("`outer-zz` names `@nowhere`"), "{fault}");
    }
}
