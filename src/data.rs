//! The files under `data/`: what the program knows that is not code.
//!
//! Each is embedded at build, and each can be replaced: [`DataFiles`] answers a
//! file's name (its path below `data/`) with the user's bytes or the embedded
//! ones. Reading the user's files is the command line's affair.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A fault in a data file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {message}", at(.line))]
pub struct DataError {
    /// Path below `data/`, or the user's path.
    pub file: String,
    /// 1-based, where known.
    pub line: Option<usize>,
    /// What was expected, what was found, what to do.
    pub message: String,
}

impl DataError {
    /// A fault at a line of a file.
    pub fn new(
        file: impl Into<String>,
        line: impl Into<Option<usize>>,
        message: impl Into<String>,
    ) -> Self {
        Self { file: file.into(), line: line.into(), message: message.into() }
    }
}

fn at(line: &Option<usize>) -> String {
    line.map_or(String::new(), |n| format!(":{n}"))
}

/// Lists the embedded files, by their path below `data/`.
macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        const EMBEDDED: &[(&str, &[u8])] =
            &[$(($name, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/", $name)))),*];
    };
}

// Sorted by name: look-up is a binary search.
embedded! {
    "gazetteers/cues.tsv",
    "gazetteers/currencies.tsv",
    "gazetteers/demonyms.tsv",
    "gazetteers/first_names.txt",
    "gazetteers/forms.tsv",
    "gazetteers/grounds.tsv",
    "gazetteers/industries.tsv",
    "gazetteers/organizations.tsv",
    "gazetteers/others.tsv",
    "gazetteers/people.tsv",
    "gazetteers/places.tsv",
    "gazetteers/trades.tsv",
    "lexicon/abbreviations.tsv",
    "lexicon/bracket-endings.txt",
    "lexicon/classes-relations.toml",
    "lexicon/classes.toml",
    "lexicon/clitics.tsv",
    "lexicon/dateline.tsv",
    "lexicon/domains.txt",
    "lexicon/elisions.txt",
    "lexicon/finite-verbs.txt",
    "lexicon/lemma-patches.tsv",
    "lexicon/multiword.tsv",
    "lexicon/openers.txt",
    "lexicon/punctuated-names.txt",
    "lexicon/units.txt",
    "lexicon/whole.txt",
    "models/coref.tsv",
    "models/gazetteer.bin",
    "models/implicit.tsv",
    "models/lemmatizer.bin",
    "models/lexicon.bin",
    "models/names.bin",
    "models/parser.bin",
    "models/tagger.bin",
    "models/text-articles.tsv",
    "models/text-boundaries.tsv",
    "ontology.toml",
    "patterns/acquires.toml",
    "patterns/based-in.toml",
    "patterns/buys-from.toml",
    "patterns/competes-with.toml",
    "patterns/divests.toml",
    "patterns/echoes.toml",
    "patterns/fines.toml",
    "patterns/founded-by.toml",
    "patterns/holds-stake-in.toml",
    "patterns/investigates.toml",
    "patterns/invests-in.toml",
    "patterns/merges-with.toml",
    "patterns/operates-in.toml",
    "patterns/produces.toml",
    "patterns/signs-deal-with.toml",
    "patterns/subsidiary-of.toml",
    "patterns/sues.toml",
    "patterns/works-for.toml",
    "relations/confidence.toml",
}

/// The data files in force: the embedded ones, and the user's in their place.
#[derive(Clone, Debug, Default)]
pub struct DataFiles {
    user: BTreeMap<String, Vec<u8>>,
}

impl DataFiles {
    /// The embedded files alone.
    pub fn embedded() -> Self {
        Self::default()
    }

    /// Puts the user's bytes in the place of an embedded file, or beside them
    /// (`patterns/mine.toml`).
    pub fn insert(&mut self, name: impl Into<String>, bytes: Vec<u8>) {
        self.user.insert(name.into(), bytes);
    }

    /// Whether the embedded file of this name is in force, and not a user's.
    pub fn is_embedded(&self, name: &str) -> bool {
        !self.user.contains_key(name)
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When no file of this name is embedded or given.
    pub fn bytes(&self, name: &str) -> Result<Cow<'static, [u8]>, DataError> {
        if let Some(bytes) = self.user.get(name) {
            return Ok(Cow::Owned(bytes.clone()));
        }
        embedded(name)
            .map(Cow::Borrowed)
            .ok_or_else(|| DataError::new(name, None, "no such data file is embedded or given"))
    }

    /// A file's text.
    ///
    /// # Errors
    /// When there is no such file, or it is not UTF-8.
    pub fn text(&self, name: &str) -> Result<Cow<'static, str>, DataError> {
        let utf8 =
            |at: usize| DataError::new(name, None, format!("expected UTF-8, found another byte at {at}"));
        match self.bytes(name)? {
            Cow::Borrowed(b) => {
                std::str::from_utf8(b).map(Cow::Borrowed).map_err(|e| utf8(e.valid_up_to()))
            }
            Cow::Owned(b) => {
                String::from_utf8(b).map(Cow::Owned).map_err(|e| utf8(e.utf8_error().valid_up_to()))
            }
        }
    }

    /// The names of all files in a folder (`"patterns/"`), embedded or the user's, sorted.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let all = EMBEDDED.iter().map(|(name, _)| *name).chain(self.user.keys().map(String::as_str));
        let mut names: Vec<String> = all.filter(|n| n.starts_with(folder)).map(str::to_owned).collect();
        names.sort();
        names.dedup();
        names
    }
}

fn embedded(name: &str) -> Option<&'static [u8]> {
    EMBEDDED.binary_search_by_key(&name, |(n, _)| n).ok().map(|i| EMBEDDED[i].1)
}

/// The entries of a word list: one a line, columns by tabs; `#` starts a comment
/// line, blank lines are passed over. Gives each with its 1-based line number.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line.trim_end()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_files_are_sorted_and_readable() {
        assert!(EMBEDDED.is_sorted_by_key(|(name, _)| *name));
        let data = DataFiles::embedded();
        for (name, _) in EMBEDDED {
            assert!(data.bytes(name).is_ok());
        }
        assert!(data.text("nothing.txt").unwrap_err().to_string().starts_with("nothing.txt: no such"));
    }

    #[test]
    fn the_user_replaces_and_adds() {
        let mut data = DataFiles::embedded();
        data.insert("ontology.toml", b"mine".to_vec());
        data.insert("patterns/mine.toml", b"".to_vec());
        assert_eq!(data.text("ontology.toml").unwrap(), "mine");
        assert!(data.names("patterns/").contains(&"patterns/mine.toml".to_owned()));
    }
}
