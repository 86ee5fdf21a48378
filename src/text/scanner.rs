//! Cuts text into tokens in one pass, left to right.
//!
//! Each call of [`Scanner::token`] looks at a few characters beyond the token
//! that it cuts, or at none; the whole is linear.

use super::chars::{at, before, boundary_before, is_native, is_opening, is_word, scan_digits, skip_space};
use super::lexicon::Lexicon;
use crate::doc::{ByteSpan, Token, WordSpan};
use unicode_segmentation::UnicodeSegmentation;

/// What a token is to the sentence splitter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, a number, a name, an address.
    Word,
    /// A word with its full stop, where no sentence ends.
    Abbreviation,
    /// A word with its full stop, where a sentence may end if a capital follows.
    FinalStop,
    /// A word with its full stop, where a sentence may end if an opener follows.
    NameStop,
    /// A full stop.
    Stop,
    /// Exclamation or question mark.
    Mark,
    /// Several stops in a row, or the sign for them.
    Ellipsis,
    /// What else stands for itself.
    Other,
}

/// The tokens of a text and their kinds, side by side.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) tokens: Vec<Token>,
    pub(super) kinds: Vec<Kind>,
}

/// Reads one text.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) lexicon: &'a Lexicon,
    scan: Scan,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, lexicon: &'a Lexicon) -> Self {
        // Five bytes a token is what dense French comes to.
        let room = text.len() / 5 + 1;
        let scan = Scan { tokens: Vec::with_capacity(room), kinds: Vec::with_capacity(room) };
        Self { text, lexicon, scan }
    }

    /// Cuts the whole text.
    pub(super) fn run(mut self) -> Scan {
        let mut position = skip_space(self.text, 0);
        while position < self.text.len() {
            position = skip_space(self.text, self.token(position));
        }
        self.scan
    }

    /// Adds a token and gives its end.
    pub(super) fn push(&mut self, start: usize, end: usize, kind: Kind) -> usize {
        debug_assert!(start < end);
        let token = Token { span: ByteSpan::new(start, end), words: WordSpan::default() };
        self.scan.tokens.push(token);
        self.scan.kinds.push(kind);
        end
    }

    /// Cuts the token, or the few tokens, that start at `start`; gives their end.
    fn token(&mut self, start: usize) -> usize {
        let c = at(self.text, start);
        let after = start + c.len_utf8();
        match c {
            '0'..='9' => self.number(start),
            _ if is_word(c) => self.word(start, after),
            '.' => self.stops(start),
            '…' => self.push(start, after, Kind::Ellipsis),
            '!' | '?' | '‽' | '⁇' | '⁈' | '⁉' => self.push(start, after, Kind::Mark),
            '-' | '+' | '±' | '−' => self.sign(start, after),
            '@' | '#' if is_word(at(self.text, after)) => self.word(start, after),
            '°' if matches!(at(self.text, after), 'C' | 'F') && !is_word(at(self.text, after + 1)) => {
                self.push(start, after + 1, Kind::Word)
            }
            '\0'..='\x7f' => self.push(start, after, Kind::Other),
            _ => self.symbol(start, after),
        }
    }

    /// A full stop, or several: `...`.
    fn stops(&mut self, start: usize) -> usize {
        let stops = self.text.as_bytes()[start..].iter().take_while(|&&b| b == b'.').count();
        let kind = if stops == 1 { Kind::Stop } else { Kind::Ellipsis };
        self.push(start, start + stops, kind)
    }

    /// A hyphen or sign: before a number where nothing precedes it (`-2,5`), in a row (`--`), or alone.
    fn sign(&mut self, start: usize, after: usize) -> usize {
        let previous = before(self.text, start);
        let open = previous == '\0' || previous.is_whitespace() || is_opening(previous);
        if open && scan_digits(self.text, after) > after {
            return self.number_from(start, after);
        }
        let row = self.text.as_bytes()[start..].iter().take_while(|&&b| b == b'-').count();
        self.push(start, after.max(start + row), Kind::Other)
    }

    /// A sign beyond ASCII, or a word of another script, as Unicode cuts them:
    /// an emoji of several code points stays one, Chinese and Thai are cut into words.
    fn symbol(&mut self, start: usize, after: usize) -> usize {
        let c = at(self.text, start);
        // Most signs are punctuation of the general kind, which nothing joins.
        if is_native(c) && !is_word(at(self.text, after)) && at(self.text, after) != '\u{200d}' {
            let end = match at(self.text, after) {
                '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' => after + 3,
                _ => after,
            };
            return self.push(start, end, Kind::Other);
        }
        // A bounded window keeps odd input linear; no real cluster or word is this long.
        let rest = &self.text[start..boundary_before(self.text, start + 256)];
        let len = if c.is_alphanumeric() {
            rest.split_word_bounds().next().map_or(c.len_utf8(), str::len)
        } else {
            rest.graphemes(true).next().map_or(c.len_utf8(), str::len)
        };
        let kind = match c {
            '。' | '．' | '।' => Kind::Stop,
            '！' | '？' => Kind::Mark,
            _ if c.is_alphanumeric() => Kind::Word,
            _ => Kind::Other,
        };
        self.push(start, start + len, kind)
    }
}
