//! A document as received.

use jiff::civil::Date;
use sha2::{Digest, Sha256};

/// One text with what is known about it. The text is never changed: every span
/// of every layer points into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Unique among the documents of a run; taken from the input or its file name.
    pub id: String,
    /// Headline kept outside the text, if any.
    pub title: Option<String>,
    /// Day of publication: relative dates are read from it.
    pub date: Option<Date>,
    /// Who published it, as the input says.
    pub source: Option<String>,
    /// The text, decoded to UTF-8, without byte order mark, otherwise untouched.
    pub text: String,
}

impl Document {
    /// A document that is known by its id and text alone.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), title: None, date: None, source: None, text: text.into() }
    }

    /// SHA-256 of the text, 64 hexadecimal digits.
    pub fn sha256(&self) -> String {
        Sha256::digest(self.text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digest_is_the_published_one() {
        assert_eq!(
            Document::new("a", "abc").sha256(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
