//! The document as names see it: one record a token, its folded form and shape worked out once.

use super::fold::fold_into;
use crate::doc::{ByteSpan, Document, Tags, Tokens, Upos, WordSpan};
use std::ops::Range;

/// What a token looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape(pub u8);

impl Shape {
    /// Begins with a capital.
    pub const CAPITAL: u8 = 1;
    /// Two letters or more, all capitals.
    pub const UPPER: u8 = 1 << 1;
    /// A capital after a small letter: `iPhone`, `PayFit`.
    pub const INNER: u8 = 1 << 2;
    /// Holds a digit.
    pub const DIGIT: u8 = 1 << 3;
    /// Begins with a small letter.
    pub const LOWER: u8 = 1 << 4;
    /// Neither letter nor digit.
    pub const MARK: u8 = 1 << 5;
    /// Digits, points and commas only.
    pub const NUMBER: u8 = 1 << 6;

    /// Whether it has one of these traits.
    pub fn is(self, traits: u8) -> bool {
        self.0 & traits != 0
    }

    fn of(token: &str) -> Self {
        let (mut shape, mut letters, mut upper, mut small) = (0, 0, 0, false);
        for (i, c) in token.chars().enumerate() {
            if c.is_uppercase() {
                shape |= if i == 0 {
                    Self::CAPITAL
                } else if small {
                    Self::INNER
                } else {
                    0
                };
                upper += 1;
                letters += 1;
            } else if c.is_alphabetic() {
                shape |= if i == 0 { Self::LOWER } else { 0 };
                small = true;
                letters += 1;
            } else {
                shape |= if c.is_ascii_digit() { Self::DIGIT } else { 0 };
                // `Saint-Gobain` has no capital inside; a hyphen starts a word anew.
                small = false;
            }
        }
        if letters >= 2 && upper == letters {
            shape |= Self::UPPER;
        }
        if letters == 0 {
            shape |= if shape & Self::DIGIT != 0 { Self::NUMBER } else { Self::MARK };
        }
        Self(shape)
    }
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Where it stands, without an "ex-" before a name.
    pub span: ByteSpan,
    /// Its words.
    pub words: WordSpan,
    /// What it looks like.
    pub shape: Shape,
    /// Part of speech of its first word; `X` where no tagger ran.
    pub upos: Upos,
    /// White space stands before it.
    pub spaced: bool,
    folded: (u32, u32),
}

/// The document's tokens, with their folded forms in one buffer.
#[derive(Debug)]
pub struct Sheet<'d> {
    /// The document's text.
    pub text: &'d str,
    /// One a token.
    pub pieces: Vec<Piece>,
    /// Tokens of each sentence.
    pub sentences: Vec<Range<usize>>,
    folded: String,
}

impl<'d> Sheet<'d> {
    /// Reads the layers. Tags may be missing.
    pub fn new(document: &'d Document, tokens: &Tokens, tags: &Tags) -> Self {
        let text = document.text.as_str();
        let mut folded = String::with_capacity(text.len());
        let mut end = 0;
        let pieces = tokens
            .tokens
            .iter()
            .map(|t| {
                let span = bare(t.span, text);
                let form = span.of(text);
                let start = folded.len();
                fold_into(form, &mut folded);
                let spaced = t.span.start > end;
                end = t.span.end;
                Piece {
                    span,
                    words: t.words,
                    shape: Shape::of(form),
                    upos: tags.0.get(t.words.start.index()).map_or(Upos::X, |t| t.upos),
                    spaced,
                    folded: (start as u32, folded.len() as u32),
                }
            })
            .collect();
        let sentences = tokens.sentences.iter().map(|s| s.token_range()).collect();
        Self { text, pieces, sentences, folded }
    }

    /// The token's folded form.
    pub fn folded(&self, at: usize) -> &str {
        let (start, end) = self.pieces[at].folded;
        &self.folded[start as usize..end as usize]
    }

    /// The token as it stands.
    pub fn form(&self, at: usize) -> &'d str {
        self.pieces[at].span.of(self.text)
    }

    /// The token's folded form, empty outside of `within`.
    pub fn folded_in(&self, within: &Range<usize>, at: Option<usize>) -> &str {
        at.filter(|i| within.contains(i)).map_or("", |i| self.folded(i))
    }

    /// Folded forms from `at` to `end`, with whether white space stands before each.
    pub fn run(&self, at: usize, end: usize) -> impl Iterator<Item = (&str, bool)> + Clone {
        (at..end).map(move |i| (self.folded(i), self.pieces[i].spaced))
    }

    /// The folded forms of a range of tokens as one string, as the gazetteer writes names.
    pub fn joined(&self, range: Range<usize>) -> String {
        let mut out = String::new();
        for (n, (form, spaced)) in self.run(range.start, range.end).enumerate() {
            if n > 0 && spaced && !out.ends_with(' ') {
                out.push(' ');
            }
            out.push_str(form);
        }
        out
    }

    /// From the first byte of the first token to the last of the last.
    pub fn span(&self, range: &Range<usize>) -> ByteSpan {
        self.pieces[range.start].span.cover(self.pieces[range.end - 1].span)
    }

    /// The words of a range of tokens.
    pub fn words(&self, range: &Range<usize>) -> WordSpan {
        WordSpan { start: self.pieces[range.start].words.start, end: self.pieces[range.end - 1].words.end }
    }
}

/// A token without the "ex-" that stands before a name: what "ex-Kelvo" names is Kelvo.
fn bare(span: ByteSpan, text: &str) -> ByteSpan {
    const FORMER: [&str; 2] = ["ex-", "Ex-"];
    let form = span.of(text);
    let name =
        FORMER.iter().find_map(|ex| form.strip_prefix(ex)).filter(|n| n.starts_with(char::is_uppercase));
    name.map_or(span, |n| ByteSpan { start: span.end - n.len() as u32, ..span })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        let check = |form: &str, traits: u8| assert_eq!(Shape::of(form), Shape(traits), "{form}");
        check("Vinci", Shape::CAPITAL);
        check("EDF", Shape::CAPITAL | Shape::UPPER);
        check("Saint-Gobain", Shape::CAPITAL);
        check("eBay", Shape::LOWER | Shape::INNER);
        check("A320neo", Shape::CAPITAL | Shape::DIGIT);
        check("9,7", Shape::DIGIT | Shape::NUMBER);
        check("«", Shape::MARK);
    }
}
