//! What goes wrong on the way in, and what is worth a word.

use std::collections::BTreeMap;
use std::fmt;
use std::io;

/// Where in the input: `corpus.jsonl:12`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path as it was given or found; `<stdin>` for stdin.
    pub path: String,
    /// 1-based line, where the place is one.
    pub line: Option<usize>,
}

impl Place {
    /// A whole file.
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: path.into(), line: None }
    }

    /// A line of a file.
    pub fn line(path: impl Into<String>, line: usize) -> Self {
        Self { path: path.into(), line: Some(line) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// An input that could not be read, wholly or in part. The reading goes on behind it.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Nothing stands at this path.
    #[error("{0}: no such file or folder")]
    Missing(Place),
    /// The system refuses.
    #[error("{place}: cannot be read: {source}")]
    Io {
        /// The file or folder.
        place: Place,
        /// What the system says.
        source: io::Error,
    },
    /// No character other than white space.
    #[error("{0}: empty file, expected text")]
    Empty(Place),
    /// No text.
    #[error("{place}: expected text, found {found}; {advice}")]
    Binary {
        /// The file.
        place: Place,
        /// "a PDF document".
        found: &'static str,
        /// What to try.
        advice: &'static str,
    },
    /// Longer than [`MAX_DOCUMENT`](super::MAX_DOCUMENT).
    #[error("{0}: expected documents of at most {max} MiB, found a longer one; split it", max = super::MAX_DOCUMENT >> 20)]
    TooLong(Place),
    /// A line of a JSON Lines input is no such object.
    #[error("{place}: {message}")]
    Json {
        /// The line.
        place: Place,
        /// What was expected, what was found.
        message: String,
    },
    /// An object without `text`.
    #[error("{place}: expected a field `text`, found {}", listed(.found))]
    NoText {
        /// The line.
        place: Place,
        /// Names of the fields that stand there.
        found: Vec<String>,
    },
    /// A field that is not what it should be. The document is read without it.
    #[error("{place}: expected {expected} as `{name}`, found {found}; the document is read without it")]
    Field {
        /// The line or file.
        place: Place,
        /// Name of the field.
        name: &'static str,
        /// What it should hold.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// A folder that holds no file of a known ending.
    #[error("{0}: expected .txt, .md or .jsonl files in this folder, found none")]
    NothingInside(Place),
}

/// The names, for a message.
fn listed(names: &[String]) -> String {
    /// More would not help the reader.
    const SHOWN: usize = 8;
    match names {
        [] => "no field".to_owned(),
        names if names.len() <= SHOWN => names.join(", "),
        names => format!("{} and {} more", names[..SHOWN].join(", "), names.len() - SHOWN),
    }
}

/// Something that was read, but not as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The text was not UTF-8.
    Decoded {
        /// The file.
        place: Place,
        /// Name of its encoding.
        encoding: &'static str,
    },
    /// Bytes of no character became U+FFFD.
    Replaced {
        /// The file.
        place: Place,
        /// How many times.
        count: usize,
    },
    /// The id was taken.
    Renamed {
        /// Where the document stands.
        place: Place,
        /// The id that it would have had.
        id: String,
        /// The id that it has.
        new: String,
    },
    /// A link to another folder, which is not followed.
    Link(Place),
    /// Files of a folder that are not read.
    PassedBy {
        /// The folder.
        place: Place,
        /// How many files of which ending (`""` for none).
        endings: BTreeMap<String, usize>,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::Decoded { place, encoding } => {
                write!(f, "{place}: read as {encoding}; offsets refer to the decoded text")
            }
            Note::Replaced { place, count } => {
                write!(f, "{place}: {count} invalid byte sequences replaced by U+FFFD; check its encoding")
            }
            Note::Renamed { place, id, new } => {
                write!(
                    f,
                    "{place}: the id `{id}` is taken by an earlier document; this one becomes `{new}`"
                )
            }
            Note::Link(place) => {
                write!(f, "{place}: a link to a folder is not followed; name it to read it")
            }
            Note::PassedBy { place, endings } => {
                let count: usize = endings.values().sum();
                let files = if count == 1 { "file" } else { "files" };
                let each: Vec<String> = endings
                    .iter()
                    .map(|(ending, n)| match ending.as_str() {
                        "" => format!("{n} without ending"),
                        ending => format!("{n} .{ending}"),
                    })
                    .collect();
                write!(
                    f,
                    "{place}: {count} {files} passed by ({}); name a file to read it",
                    each.join(", ")
                )
            }
        }
    }
}
