//! The word lists of this room, read once.

use super::chars::Folded;
use crate::data::{DataError, DataFiles, lines};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What the scanner and the sentence splitter know about French.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// `l`, `qu`, `jusqu`: before an apostrophe they are words of their own.
    pub(super) elisions: WordMap<()>,
    /// Words that keep their apostrophe or hyphen where a rule would cut.
    pub(super) whole: WordMap<()>,
    /// Words that a full stop belongs to, without it.
    pub(super) abbreviations: WordMap<Abbreviation>,
    /// Pronouns after a verb, longest first.
    pub(super) clitics: Vec<Clitic>,
    /// `du`, `auxquels` and their words.
    pub(super) contractions: WordMap<Contraction>,
    /// Units that may be glued to their number.
    pub(super) units: WordMap<()>,
    /// Top-level domains.
    pub(super) domains: WordMap<()>,
    /// Words that begin a sentence with a capital that is not their own.
    pub(super) openers: WordMap<()>,
    /// Frequent finite verbs.
    pub(super) finite: WordMap<()>,
    /// Names that hold a full stop before a capital, or end in a mark.
    pub(super) names: WordMap<()>,
    /// Words in small letters that a dateline may hold; whether each is a month.
    pub(super) dateline: WordMap<bool>,
    /// What may stand in brackets inside a word: `traité(e)`.
    pub(super) endings: WordMap<()>,
}

/// When an abbreviation keeps its full stop, and whether a sentence may end there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// `M.`, `Dr`: a name follows, no sentence ends.
    Title,
    /// `art.`, `vol.`, also French words: only before a number or lower case.
    Reference,
    /// `Inc.`, `S.A.`: a sentence ends if a word that opens sentences follows.
    Name,
    /// `etc.`: a sentence ends if a capital follows.
    Final,
}

/// A pronoun that a hyphen joins to the verb before it.
#[derive(Debug)]
pub(super) struct Clitic {
    /// With its hyphens: `-t-il`.
    pub(super) form: Box<str>,
    /// What the verb may end in; empty: anything.
    pub(super) verb_endings: Vec<Box<str>>,
}

/// One token, several words.
#[derive(Clone, Debug)]
pub(super) struct Contraction {
    /// Lower case.
    pub(super) words: Vec<Box<str>>,
    /// Whether it may also be an article, one word.
    pub(super) or_article: bool,
}

impl Lexicon {
    pub(super) fn new(data: &DataFiles) -> Result<Self, DataError> {
        let set = |name: &str| read(data, name, |_| Ok(()));
        let mut clitics = Vec::new();
        each(data, "lexicon/clitics.tsv", |columns| {
            let endings = columns.get(1).unwrap_or(&"").split_whitespace();
            clitics
                .push(Clitic { form: columns[0].into(), verb_endings: endings.map(Box::from).collect() });
            Ok(())
        })?;
        clitics.sort_by_key(|c| std::cmp::Reverse(c.form.len()));
        Ok(Self {
            dateline: read(data, "lexicon/dateline.tsv", |columns| Ok(columns.get(1) == Some(&"month")))?,
            elisions: set("lexicon/elisions.txt")?,
            whole: set("lexicon/whole.txt")?,
            abbreviations: read(data, "lexicon/abbreviations.tsv", abbreviation)?,
            clitics,
            contractions: read(data, "lexicon/multiword.tsv", contraction)?,
            units: set("lexicon/units.txt")?,
            domains: set("lexicon/domains.txt")?,
            openers: set("lexicon/openers.txt")?,
            finite: set("lexicon/finite-verbs.txt")?,
            names: set("lexicon/punctuated-names.txt")?,
            endings: set("lexicon/bracket-endings.txt")?,
        })
    }
}

fn abbreviation(columns: &[&str]) -> Result<Abbreviation, String> {
    match columns.get(1).copied() {
        Some("title") => Ok(Abbreviation::Title),
        Some("reference") => Ok(Abbreviation::Reference),
        Some("name") => Ok(Abbreviation::Name),
        Some("final") => Ok(Abbreviation::Final),
        other => Err(format!(
            "expected title, reference, name or final in column 2, found {:?}",
            other.unwrap_or("")
        )),
    }
}

fn contraction(columns: &[&str]) -> Result<Contraction, String> {
    let words: Vec<Box<str>> = columns.get(1).unwrap_or(&"").split_whitespace().map(Box::from).collect();
    if words.len() < 2 {
        return Err("expected two words or more, parted by spaces, in column 2".to_owned());
    }
    match columns.get(2).copied() {
        None => Ok(Contraction { words, or_article: false }),
        Some("article") => Ok(Contraction { words, or_article: true }),
        Some(other) => Err(format!("expected `article` or nothing in column 3, found `{other}`")),
    }
}

/// Reads a list whose first column is the entry.
fn read<V>(
    data: &DataFiles,
    name: &str,
    value: impl Fn(&[&str]) -> Result<V, String>,
) -> Result<WordMap<V>, DataError> {
    let mut map = WordMap::default();
    each(data, name, |columns| {
        map.insert(columns[0], value(columns)?);
        Ok(())
    })?;
    Ok(map)
}

/// Calls `row` with the columns of each entry.
fn each(
    data: &DataFiles,
    name: &str,
    mut row: impl FnMut(&[&str]) -> Result<(), String>,
) -> Result<(), DataError> {
    for (number, line) in lines(&data.text(name)?) {
        let columns: Vec<&str> = line.split('\t').collect();
        row(&columns).map_err(|message| DataError::new(name, number, message))?;
    }
    Ok(())
}

/// A map from words. An entry in lower case answers for any case; one with a
/// capital for itself alone. Apostrophes and hyphens of all kinds are the same.
#[derive(Debug)]
pub(super) struct WordMap<V> {
    folded: HashMap<Box<str>, V, Fnv>,
    exact: HashMap<Box<str>, V, Fnv>,
}

impl<V> Default for WordMap<V> {
    fn default() -> Self {
        Self { folded: HashMap::default(), exact: HashMap::default() }
    }
}

impl<V> WordMap<V> {
    fn insert(&mut self, entry: &str, value: V) {
        let folded = Folded::new(entry);
        if folded.as_str() == entry {
            self.folded.insert(entry.into(), value);
        } else {
            self.exact.insert(entry.into(), value);
        }
    }

    /// The entry for a word, if there is one.
    pub(super) fn get(&self, word: &str) -> Option<&V> {
        // No entry is long; hashing long words again and again would not be linear.
        if word.len() > Folded::LONGEST {
            return None;
        }
        let exact = if self.exact.is_empty() { None } else { self.exact.get(word) };
        exact.or_else(|| self.folded.get(Folded::new(word).as_str()))
    }

    /// Whether there is an entry for the word.
    pub(super) fn has(&self, word: &str) -> bool {
        self.get(word).is_some()
    }
}

/// FNV-1a: short keys, the same on every machine.
pub(super) type Fnv = BuildHasherDefault<FnvHasher>;

/// State of [`Fnv`].
#[derive(Clone, Copy, Debug)]
pub(super) struct FnvHasher(u64);

impl Default for FnvHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for FnvHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = (self.0 ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_of_entries() {
        let mut map = WordMap::default();
        map.insert("l", 1);
        map.insert("St", 2);
        assert_eq!(map.get("L"), Some(&1));
        assert_eq!(map.get("St"), Some(&2));
        assert_eq!(map.get("st"), None);
    }

    #[test]
    fn faults_name_file_and_line() {
        let mut data = DataFiles::embedded();
        data.insert("lexicon/multiword.tsv", b"# mine\ndu\tde\n".to_vec());
        let fault = Lexicon::new(&data).unwrap_err().to_string();
        assert_eq!(
            fault,
            "lexicon/multiword.tsv:2: expected two words or more, parted by spaces, in column 2"
        );
    }
}
