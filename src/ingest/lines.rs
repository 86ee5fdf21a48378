//! Lines of a stream in UTF-8, UTF-16 or a legacy encoding, one at a time.

use super::MAX_DOCUMENT;
use std::io::{self, BufRead, Read};

/// What a line ends with in the stream's encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// UTF-8 and all legacy encodings: the byte `\n`.
    Byte,
    /// UTF-16, little endian.
    Little,
    /// UTF-16, big endian.
    Big,
}

/// A line of bytes, without its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// All of it.
    Whole(Vec<u8>),
    /// Longer than a document may be; it was passed over.
    TooLong,
}

/// Cuts a stream into lines. Holds one line at a time.
pub(super) struct Lines {
    input: Box<dyn BufRead + Send>,
    /// Told by the first line.
    unit: Option<Unit>,
    /// 1-based number of the line last given.
    number: usize,
}

impl Lines {
    pub(super) fn new(input: Box<dyn BufRead + Send>) -> Self {
        Self { input, unit: None, number: 0 }
    }

    /// The encoding of UTF-16 lines, whose decoder needs to be told.
    pub(super) fn utf16(&self) -> Option<&'static encoding_rs::Encoding> {
        match self.unit? {
            Unit::Byte => None,
            Unit::Little => Some(encoding_rs::UTF_16LE),
            Unit::Big => Some(encoding_rs::UTF_16BE),
        }
    }

    /// The next line with its number, `None` at the end.
    pub(super) fn next(&mut self) -> Option<(usize, io::Result<Line>)> {
        let line = self.read().transpose()?;
        self.number += 1;
        Some((self.number, line))
    }

    fn read(&mut self) -> io::Result<Option<Line>> {
        let unit = match self.unit {
            Some(unit) => unit,
            None => *self.unit.insert(unit_of(self.input.fill_buf()?)),
        };
        let mut line = Vec::new();
        let mut too_long = false;
        loop {
            if line.len() >= MAX_DOCUMENT {
                too_long = true;
                // An even number of bytes, so that the rest keeps its parity.
                line.drain(..MAX_DOCUMENT);
            }
            let room = (MAX_DOCUMENT - line.len()) as u64;
            let n = (&mut self.input).take(room).read_until(b'\n', &mut line)?;
            if n == 0 {
                // The stream's end.
                return Ok((too_long || !line.is_empty()).then(|| whole(line, too_long)));
            }
            if line.ends_with(b"\n") && self.ends(unit, &mut line)? {
                return Ok(Some(whole(line, too_long)));
            }
        }
    }

    /// Whether the line break byte just read ends the line, and takes the break off.
    fn ends(&mut self, unit: Unit, line: &mut Vec<u8>) -> io::Result<bool> {
        let even = line.len().is_multiple_of(2);
        match unit {
            Unit::Byte => {
                line.pop();
                Ok(true)
            }
            Unit::Little if !even => {
                let mut high = [0];
                let n = self.input.read(&mut high)?;
                line.extend_from_slice(&high[..n]);
                let end = n == 0 || high == [0];
                if end {
                    line.truncate(line.len() - 1 - n);
                }
                Ok(end)
            }
            Unit::Big if even && line[line.len() - 2] == 0 => {
                line.truncate(line.len() - 2);
                Ok(true)
            }
            Unit::Little | Unit::Big => Ok(false),
        }
    }
}

fn whole(line: Vec<u8>, too_long: bool) -> Line {
    if too_long { Line::TooLong } else { Line::Whole(line) }
}

fn unit_of(head: &[u8]) -> Unit {
    match super::decode::utf16(head) {
        Some(e) if e == encoding_rs::UTF_16LE => Unit::Little,
        Some(_) => Unit::Big,
        None => Unit::Byte,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn lines(bytes: Vec<u8>) -> Vec<Vec<u8>> {
        let mut lines = Lines::new(Box::new(Cursor::new(bytes)));
        std::iter::from_fn(|| lines.next())
            .map(|(_, line)| match line.unwrap() {
                Line::Whole(bytes) => bytes,
                Line::TooLong => panic!("no line is too long"),
            })
            .collect()
    }

    #[test]
    fn bytes() {
        assert_eq!(lines(b"a\n\nb".to_vec()), [b"a".to_vec(), vec![], b"b".to_vec()]);
        assert_eq!(lines(b"a\n".to_vec()), [b"a".to_vec()]);
        assert!(lines(vec![]).is_empty());
    }

    #[test]
    fn utf16_line_breaks_are_whole_units() {
        // U+0A0A and U+010A hold the byte of a line break, and are none.
        let text = "ab\u{0a0a}c\u{010a}dddddddddddddddddd\nefgh";
        for big in [false, true] {
            let pair = |u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() };
            let bytes: Vec<u8> = text.encode_utf16().flat_map(pair).collect();
            let want: Vec<Vec<u8>> =
                text.split('\n').map(|l| l.encode_utf16().flat_map(pair).collect()).collect();
            assert_eq!(lines(bytes), want);
        }
    }
}
