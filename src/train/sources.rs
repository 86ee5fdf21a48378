//! The folder of corpora and dictionaries that training reads.

use crate::data::DataError;
use crate::doc::conllu::{self, ConlluSentence};
use flate2::read::GzDecoder;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Why training cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A source holds something else than expected.
    #[error("{}:{line}: {message}", path.display())]
    Source {
        /// Which file.
        path: PathBuf,
        /// 1-based.
        line: usize,
        /// What was expected and what was found.
        message: String,
    },
    /// A file of `data/` is wrong.
    #[error(transparent)]
    Data(#[from] DataError),
}

/// A folder of sources; see `data/README.md` for what is expected in it.
#[derive(Clone, Debug)]
pub struct Sources {
    folder: PathBuf,
}

impl Sources {
    /// The sources below `folder`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The path of a source: `name`, or `name.gz` where only that exists.
    pub fn path(&self, name: &str) -> PathBuf {
        let plain = self.folder.join(name);
        let packed = self.folder.join(format!("{name}.gz"));
        if !plain.exists() && packed.exists() { packed } else { plain }
    }

    /// Whether there is such a source.
    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// A source's text, unpacked.
    ///
    /// # Errors
    /// When it cannot be read, or is not UTF-8.
    pub fn text(&self, name: &str) -> Result<String, TrainError> {
        let path = self.path(name);
        read(&path).map_err(|source| TrainError::File { path, source })
    }

    /// A source's sentences.
    ///
    /// # Errors
    /// When it cannot be read, or is not CoNLL-U.
    pub fn treebank(&self, name: &str) -> Result<Vec<ConlluSentence>, TrainError> {
        conllu::read(&self.text(name)?).map_err(|e| TrainError::Source {
            path: self.path(name),
            line: e.line,
            message: e.message,
        })
    }
}

fn read(path: &Path) -> io::Result<String> {
    let bytes = fs::read(path)?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        GzDecoder::new(&bytes[..]).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes).map_err(io::Error::other)?;
    }
    Ok(text)
}
