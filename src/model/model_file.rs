//! The file format of all models: tagger, lemmatizer, parser and lexicon.
//!
//! ```text
//! 0   "filature"                       magic, 8 bytes
//! 8   format version                   u32, little end first, as all numbers
//! 12  length of the header             u32
//! 16  checksum of all that follows     u64, the hash of `hash::bytes`
//! 24  header                           UTF-8, one `key: value` a line
//! …   sections                         each from a multiple of 8 bytes on
//! ```
//!
//! The header says what the model is (`kind`), by which features it sees text
//! (`features`, a number that grows when they change), from which files it was
//! trained (`corpus`), the `seed`, the `score`s it reached, and the sections with
//! their lengths. No date: the same corpora and seed give the same bytes.
//!
//! Sections are read where they lie: opening a model costs its checksum alone.

use super::hash;
use crate::data::DataError;
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// The version of this format, of the feature hash and of packed features.
pub const VERSION: u32 = 1;

const MAGIC: &[u8; 8] = b"filature";
/// Bytes before the header, and before what the checksum covers.
const PREFIX: usize = 24;
/// Each section starts at a multiple of this.
const ALIGNMENT: usize = 8;

/// What a model file says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Which stage reads it: `lexicon`, `tagger`, `lemmatizer`, `parser`.
    pub kind: String,
    /// The number of the feature set, raised whenever features change.
    pub features: u32,
    /// Names of the files that it was trained on.
    pub corpora: Vec<String>,
    /// Seed of the training.
    pub seed: u64,
    /// What it reached, and on what: `upos, gsd-dev` and `97.31`.
    pub scores: Vec<(String, String)>,
}

/// An opened model: its header, and sections by name.
#[derive(Clone, Debug)]
pub struct ModelFile {
    header: Header,
    file: String,
    bytes: Bytes,
    sections: Vec<(String, Range<usize>)>,
}

/// Bytes of a model, embedded or the user's; a clone copies no data.
#[derive(Clone, Debug)]
pub struct Section {
    bytes: Bytes,
    range: Range<usize>,
}

#[derive(Clone, Debug)]
enum Bytes {
    Embedded(&'static [u8]),
    Given(Arc<[u8]>),
}

impl ModelFile {
    /// Opens the file named `file` and checks that it is an undamaged model of
    /// this `kind`, with this feature set.
    ///
    /// # Errors
    /// When it is not.
    pub fn open(
        file: &str,
        bytes: Cow<'static, [u8]>,
        kind: &str,
        features: u32,
    ) -> Result<Self, DataError> {
        let bytes = match bytes {
            Cow::Borrowed(b) => Bytes::Embedded(b),
            Cow::Owned(b) => Bytes::Given(b.into()),
        };
        let (header, sections) = read(&bytes).map_err(|message| DataError::new(file, None, message))?;
        let wrong = |message: String| Err(DataError::new(file, None, message));
        if header.kind != kind {
            return wrong(format!("expected a model of kind `{kind}`, found `{}`", header.kind));
        }
        if header.features != features {
            return wrong(format!(
                "expected a {kind} with feature set {features}, found {}; train it anew with this version",
                header.features
            ));
        }
        Ok(Self { header, file: file.to_owned(), bytes, sections })
    }

    /// What the model says about itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The section of this name.
    ///
    /// # Errors
    /// When the file has none.
    pub fn section(&self, name: &str) -> Result<Section, DataError> {
        match self.sections.iter().find(|(n, _)| n == name) {
            Some((_, range)) => Ok(Section { bytes: self.bytes.clone(), range: range.clone() }),
            None => Err(self.fault(format!("expected a section `{name}`, found none"))),
        }
    }

    /// A fault in this file, for the reader of its sections.
    pub fn fault(&self, message: impl Into<String>) -> DataError {
        DataError::new(&self.file, None, message)
    }
}

/// The bytes of a model file.
///
/// # Panics
/// When a name in the header holds a line break.
pub fn write(header: &Header, sections: &[(&str, &[u8])]) -> Vec<u8> {
    let mut text = String::new();
    let mut line = |key: &str, value: &str| {
        assert!(!value.contains('\n'), "a line break in the header's `{key}`");
        writeln!(text, "{key}: {value}").expect("a string can be written to");
    };
    line("kind", &header.kind);
    line("features", &header.features.to_string());
    header.corpora.iter().for_each(|c| line("corpus", c));
    line("seed", &header.seed.to_string());
    header.scores.iter().for_each(|(name, value)| line("score", &format!("{name} = {value}")));
    sections.iter().for_each(|(name, bytes)| line("section", &format!("{name} = {}", bytes.len())));

    let mut out = Vec::new();
    out.extend(MAGIC);
    out.extend(VERSION.to_le_bytes());
    out.extend(u32::try_from(text.len()).expect("a header of a few lines").to_le_bytes());
    out.extend([0; 8]);
    out.extend(text.as_bytes());
    for (_, bytes) in sections {
        out.resize(out.len().next_multiple_of(ALIGNMENT), 0);
        out.extend(*bytes);
    }
    let checksum = hash::bytes(&out[PREFIX..]);
    out[16..PREFIX].copy_from_slice(&checksum.to_le_bytes());
    out
}

/// A model with other scores in its header; `None` where the bytes are no model.
pub fn rescored(bytes: &[u8], scores: Vec<(String, String)>) -> Option<Vec<u8>> {
    let (header, sections) = read(bytes).ok()?;
    let sections: Vec<(&str, &[u8])> =
        sections.iter().map(|(name, range)| (name.as_str(), &bytes[range.clone()])).collect();
    Some(write(&Header { scores, ..header }, &sections))
}

/// Checks the whole file and reads its header.
#[allow(clippy::type_complexity)]
fn read(bytes: &[u8]) -> Result<(Header, Vec<(String, Range<usize>)>), String> {
    let prefix = bytes.first_chunk::<PREFIX>().filter(|p| p.starts_with(MAGIC)).ok_or_else(|| {
        format!("expected a filature model, found {} bytes that do not start as one", bytes.len())
    })?;
    let number = |at: usize| u32::from_le_bytes(prefix[at..at + 4].try_into().expect("four bytes"));
    let version = number(8);
    if version != VERSION {
        return Err(format!(
            "expected model format {VERSION}, found {version}; train it anew with this version of filature"
        ));
    }
    let checksum = u64::from_le_bytes(prefix[16..].try_into().expect("eight bytes"));
    let found = hash::bytes(&bytes[PREFIX..]);
    if checksum != found {
        return Err(format!("the model is damaged: expected checksum {checksum:016x}, found {found:016x}"));
    }
    let end = PREFIX + number(12) as usize;
    let text = bytes.get(PREFIX..end).ok_or("the header is cut short")?;
    let text = std::str::from_utf8(text).map_err(|_| "the header is not UTF-8")?;
    let mut header = Header::default();
    let mut sections = Vec::new();
    let mut at = end;
    for line in text.lines() {
        let fault = || format!("a header line that this version does not know: `{line}`");
        let (key, value) = line.split_once(": ").ok_or_else(fault)?;
        let pair = || value.rsplit_once(" = ").ok_or_else(fault);
        match key {
            "kind" => header.kind = value.to_owned(),
            "features" => header.features = value.parse().map_err(|_| fault())?,
            "corpus" => header.corpora.push(value.to_owned()),
            "seed" => header.seed = value.parse().map_err(|_| fault())?,
            "score" => pair().map(|(n, v)| header.scores.push((n.to_owned(), v.to_owned())))?,
            "section" => {
                let (name, len) = pair()?;
                let start = at.next_multiple_of(ALIGNMENT);
                at = len.parse().ok().and_then(|len| start.checked_add(len)).ok_or_else(fault)?;
                if at > bytes.len() {
                    return Err(format!("section `{name}` ends at {at}, the file at {}", bytes.len()));
                }
                sections.push((name.to_owned(), start..at));
            }
            _ => return Err(fault()),
        }
    }
    Ok((header, sections))
}

impl Deref for Bytes {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Embedded(b) => b,
            Bytes::Given(b) => b,
        }
    }
}

impl Deref for Section {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.bytes[self.range.clone()]
    }
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let header = Header {
            kind: "tagger".into(),
            features: 3,
            corpora: vec!["a-train.conllu".into(), "b.conllu.gz".into()],
            seed: 7,
            scores: vec![("upos, a-dev".into(), "97.31".into())],
        };
        write(&header, &[("weights", b"12345"), ("labels", b"ADJ NOUN")])
    }

    fn fault(bytes: Vec<u8>) -> String {
        ModelFile::open("models/a.bin", bytes.into(), "tagger", 3).unwrap_err().to_string()
    }

    #[test]
    fn reads_what_it_wrote() {
        let file = ModelFile::open("models/a.bin", sample().into(), "tagger", 3).unwrap();
        assert_eq!(&file.section("weights").unwrap()[..], b"12345");
        assert_eq!(&file.section("labels").unwrap()[..], b"ADJ NOUN");
        assert_eq!(file.header().corpora, ["a-train.conllu", "b.conllu.gz"]);
        assert_eq!(file.header().scores, [("upos, a-dev".to_owned(), "97.31".to_owned())]);
        let missing = file.section("arcs").unwrap_err().to_string();
        assert_eq!(missing, "models/a.bin: expected a section `arcs`, found none");
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(
            fault(b"PK".to_vec()),
            "models/a.bin: expected a filature model, found 2 bytes that do not start as one"
        );
        let mut newer = sample();
        newer[8] = 9;
        assert!(fault(newer).contains("expected model format 1, found 9"));
        let other = ModelFile::open("models/a.bin", sample().into(), "parser", 3).unwrap_err();
        assert!(other.message.contains("expected a model of kind `parser`, found `tagger`"));
        let older = ModelFile::open("models/a.bin", sample().into(), "tagger", 4).unwrap_err();
        assert!(older.message.contains("expected a tagger with feature set 4, found 3"));
    }

    #[test]
    fn any_damage_is_seen() {
        let whole = sample();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            assert!(ModelFile::open("a", damaged.into(), "tagger", 3).is_err(), "byte {at}");
            let cut = whole[..at].to_vec();
            assert!(ModelFile::open("a", cut.into(), "tagger", 3).is_err(), "cut at {at}");
        }
    }
}
