//! Where sentences end.
//!
//! A line break ends a sentence unless the text is wrapped; within a line a
//! sentence ends at a mark with a capital after it, quotes and brackets that
//! close belonging to what they close.

use super::chars::{at, is_bullet, is_closing, is_opening};
use super::lexicon::Lexicon;
use super::lines::Lines;
use super::scanner::{Kind, Scan};
use crate::doc::{Sentence, TokenIdx, WordSpan};

/// Finds the ends of sentences in the tokens of a text.
pub(super) struct Splitter<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    scan: &'a Scan,
    lines: Lines,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(text: &'a str, lexicon: &'a Lexicon, scan: &'a Scan) -> Self {
        Self { text, lexicon, scan, lines: Lines::of(text) }
    }

    /// The sentences, their words not yet known.
    pub(super) fn run(&self) -> Vec<Sentence> {
        let tokens = &self.scan.tokens;
        let mut sentences = Vec::with_capacity(tokens.len() / 20 + 1);
        let mut first = 0;
        for next in 1..=tokens.len() {
            if next < tokens.len() && !self.ends(first, next) {
                continue;
            }
            let span = tokens[first].span.cover(tokens[next - 1].span);
            let range = (TokenIdx::from(first), TokenIdx::from(next));
            sentences.push(Sentence { span, tokens: range, words: WordSpan::default() });
            first = next;
        }
        sentences
    }

    /// Whether the sentence that starts at token `first` ends before token `next`.
    fn ends(&self, first: usize, next: usize) -> bool {
        let (end, start) = (self.end(next - 1), self.start(next));
        if end < start && self.lines.breaks(self.text, end, start) {
            return true;
        }
        // The last token that closes nothing: `.` in `. »`.
        let Some(last) = self.before_closers(first, next) else { return false };
        match self.scan.kinds[last] {
            Kind::Word | Kind::Other => false,
            Kind::Stop if self.is_numbering(first, last) => false,
            Kind::Stop | Kind::Mark | Kind::Ellipsis | Kind::FinalStop => {
                !self.closes(next) && self.starts_sentence(next)
            }
            Kind::NameStop => !self.closes(next) && self.starts_with_opener(next),
        }
    }

    /// Goes back over closing quotes and brackets, and the mark inside them.
    fn before_closers(&self, first: usize, next: usize) -> Option<usize> {
        (first..next).rev().find(|&t| !self.is_closer(t))
    }

    /// A token that closes a quote or bracket; a straight quote closes when no space stands before it.
    fn is_closer(&self, token: usize) -> bool {
        let c = self.first_char(token);
        is_closing(c)
            && self.scan.kinds[token] == Kind::Other
            && (c != '"' || token > 0 && self.end(token - 1) == self.start(token))
    }

    /// Whether a token belongs to what stands before it.
    fn closes(&self, token: usize) -> bool {
        match self.first_char(token) {
            // A straight quote with a space before and none after opens.
            '"' => !self.space_before(token) || self.space_before(token + 1),
            '…' | '.' | '!' | '?' | ',' | ';' | ':' => true,
            c => is_closing(c),
        }
    }

    /// `1.`, `a.` at the head of an item.
    fn is_numbering(&self, first: usize, last: usize) -> bool {
        let head = if is_bullet(self.first_char(first)) { first + 1 } else { first };
        last == head + 1 && self.end(head) - self.start(head) <= 3 && {
            let word = self.word(head);
            word.bytes().all(|b| b.is_ascii_digit()) || word.len() == 1
        }
    }

    /// Whether what follows may open a sentence: a capital, a number, a bullet, an opening quote.
    fn starts_sentence(&self, token: usize) -> bool {
        let c = self.first_char(token);
        if is_opening(c) {
            // What the quote or bracket holds decides: `(voir page 2)` goes on.
            return match token + 1 < self.scan.tokens.len() {
                true => !self.first_char(token + 1).is_lowercase(),
                false => false,
            };
        }
        c.is_uppercase()
            || c.is_numeric()
            || is_bullet(c)
            || (c.is_alphabetic() && !c.is_lowercase())
            || matches!(c, '@' | '#' | '€' | '$')
    }

    /// Whether a word follows that opens sentences.
    fn starts_with_opener(&self, token: usize) -> bool {
        let c = self.first_char(token);
        if is_opening(c) || is_bullet(c) {
            return c != '(' && self.starts_sentence(token);
        }
        let word = self.word(token);
        c.is_uppercase() && self.lexicon.openers.has(word.strip_suffix(['\'', '’', 'ʼ']).unwrap_or(word))
    }

    fn first_char(&self, token: usize) -> char {
        at(self.text, self.start(token))
    }

    /// Whether white space, or the end of the text, stands before a token.
    fn space_before(&self, token: usize) -> bool {
        token == 0 || token >= self.scan.tokens.len() || self.end(token - 1) < self.start(token)
    }

    fn word(&self, token: usize) -> &'a str {
        self.scan.tokens[token].span.of(self.text)
    }

    fn start(&self, token: usize) -> usize {
        self.scan.tokens[token].span.start as usize
    }

    fn end(&self, token: usize) -> usize {
        self.scan.tokens[token].span.end as usize
    }
}
