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

/// Treebanks of our own, that come with the code: read where the folder of sources has
/// none of that name.
const OWN: &[(&str, &str)] = &[(
    "treebank/news-train.conllu",
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/treebank/news-train.conllu")),
)];

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
        self.path(name).exists() || own(name).is_some()
    }

    /// A source's text, unpacked.
    ///
    /// # Errors
    /// When it cannot be read, or is not UTF-8.
    pub fn text(&self, name: &str) -> Result<String, TrainError> {
        let path = self.path(name);
        if let (false, Some(text)) = (path.exists(), own(name)) {
            return Ok(text.to_owned());
        }
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

fn own(name: &str) -> Option<&'static str> {
    OWN.iter().find(|(own, _)| *own == name).map(|(_, text)| *text)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_treebanks_are_there_without_a_folder() {
        let sources = Sources::new("no/such/folder");
        for (name, _) in OWN {
            assert!(sources.has(name));
            let sentences = sources.treebank(name).expect("our own treebank is CoNLL-U");
            assert!(sentences.len() > 60, "{name}: {} sentences", sentences.len());
        }
        assert!(!sources.has("treebank/news-dev.conllu"), "the development part is never trained on");
        assert!(sources.treebank("treebank/other.conllu").is_err());
    }
}
