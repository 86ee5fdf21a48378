//! A JSON Lines stream → articles, one line at a time.

use super::document::{self, Article};
use super::lines::{Line, Lines};
use super::{Note, Place, ReadError, decode};
use std::io::BufRead;

/// Reads one object after the other. Holds one line at a time.
pub(super) struct JsonLines {
    lines: Lines,
    path: String,
    /// Id of a document without one of its own: this, a hyphen and its line.
    stem: String,
    /// Whether anything stood on any line so far.
    filled: bool,
    /// Whether the stream's encoding has been noted.
    noted: bool,
    ended: bool,
}

impl JsonLines {
    pub(super) fn new(input: Box<dyn BufRead + Send>, path: String, stem: String) -> Self {
        Self { lines: Lines::new(input), path, stem, filled: false, noted: false, ended: false }
    }

    fn article(&mut self, number: usize, bytes: Vec<u8>) -> Option<Result<Article, ReadError>> {
        let place = Place::line(&self.path, number);
        let (line, notes) = match self.text(bytes, &place) {
            Ok(decoded) => decoded,
            Err(fault) => return Some(Err(fault)),
        };
        if line.trim().is_empty() {
            return None;
        }
        self.filled = true;
        let article = document::from_json(&line, place, format!("{}-{number}", self.stem));
        Some(article.map(|article| Article { notes, ..article }))
    }

    fn text(&mut self, bytes: Vec<u8>, place: &Place) -> Result<(String, Vec<Note>), ReadError> {
        let (text, encoding, replaced) = match self.lines.utf16() {
            Some(encoding) => {
                let (text, _, damaged) = encoding.decode(&bytes);
                let replaced = if damaged { text.matches('\u{fffd}').count() } else { 0 };
                (text.into_owned(), Some(encoding.name()), replaced)
            }
            None => match decode(bytes) {
                Ok(decoded) => (decoded.text, decoded.encoding, decoded.replaced),
                Err((found, advice)) => {
                    return Err(ReadError::Binary { place: place.clone(), found, advice });
                }
            },
        };
        let mut notes = Vec::new();
        if let Some(encoding) = encoding.filter(|_| !self.noted) {
            self.noted = true;
            notes.push(Note::Decoded { place: place.clone(), encoding });
        }
        notes.extend((replaced > 0).then(|| Note::Replaced { place: place.clone(), count: replaced }));
        Ok((text, notes))
    }
}

impl Iterator for JsonLines {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.lines.next() {
                Some((number, Ok(Line::Whole(bytes)))) => {
                    if let Some(article) = self.article(number, bytes) {
                        // A binary file has no second line worth a message.
                        self.ended = matches!(article, Err(ReadError::Binary { .. }));
                        return Some(article);
                    }
                }
                Some((number, Ok(Line::TooLong))) => {
                    self.filled = true;
                    return Some(Err(ReadError::TooLong(Place::line(&self.path, number))));
                }
                Some((_, Err(source))) => {
                    self.ended = true;
                    return Some(Err(ReadError::Io { place: Place::file(&self.path), source }));
                }
                None => {
                    self.ended = true;
                    if !self.filled {
                        return Some(Err(ReadError::Empty(Place::file(&self.path))));
                    }
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn read(bytes: Vec<u8>) -> Vec<String> {
        let lines = JsonLines::new(Box::new(Cursor::new(bytes)), "c.jsonl".into(), "c".into());
        let shown = |item: Result<Article, ReadError>| match item {
            Ok(a) => format!("{}={} {:?}", a.document.id, a.document.text, a.notes.len()),
            Err(e) => e.to_string(),
        };
        lines.map(shown).collect()
    }

    #[test]
    fn a_wrong_line_does_not_stop_the_others() {
        let file = "{\"text\": \"un\"}\n\n{oups}\n\u{feff}{\"text\": \"deux\"}\r\n";
        let wrong = "c.jsonl:3: invalid JSON at column 2: key must be a string";
        assert_eq!(read(file.into()), ["c-1=un 0", wrong, "c-4=deux 0"]);
    }

    #[test]
    fn other_encodings_are_noted_once() {
        let text = "{\"text\": \"été\"}\n{\"text\": \"où\"}\n";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        assert_eq!(read(bytes.into_owned()), ["c-1=été 1", "c-2=où 0"]);
        let utf16 = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(utf16), ["c-1=été 1", "c-2=où 0"]);
    }

    #[test]
    fn nothing_in_it() {
        assert_eq!(read(b"\n \n".to_vec()), ["c.jsonl: empty file, expected text"]);
    }
}
