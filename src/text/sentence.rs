//! Where sentences end.
//!
//! A line break ends a sentence unless the text is wrapped; within a line a
//! sentence ends at a mark with a capital after it, quotes and brackets that
//! close belonging to what they close.

use super::chars::{at, is_bullet, is_closing, is_opening};
use super::dateline::is_dateline;
use super::features::{Sofar, View};
use super::lexicon::Lexicon;
use super::linear::Linear;
use super::lines::Lines;
use super::scanner::{Kind, Scan};
use crate::doc::{Sentence, TokenIdx, WordSpan};

/// What rules say about the place between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A sentence ends.
    Ends,
    /// The sentence goes on.
    GoesOn,
    /// The model decides.
    Open,
}

/// Finds the ends of sentences in the tokens of a text.
pub(super) struct Splitter<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    model: &'a Linear,
    scan: &'a Scan,
    view: View<'a>,
    lines: Lines,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(text: &'a str, lexicon: &'a Lexicon, model: &'a Linear, scan: &'a Scan) -> Self {
        let view = View { text, lexicon, tokens: &scan.tokens };
        Self { text, lexicon, model, scan, view, lines: Lines::of(text) }
    }

    /// The sentences, their words not yet known.
    pub(super) fn run(&self) -> Vec<Sentence> {
        let tokens = &self.scan.tokens;
        let mut sentences = Vec::with_capacity(tokens.len() / 20 + 1);
        let mut sofar = Sofar::new(0);
        for next in 1..=tokens.len() {
            if next < tokens.len() && !self.ends(&mut sofar, next) {
                continue;
            }
            let first = sofar.first;
            let span = tokens[first].span.cover(tokens[next - 1].span);
            let range = (TokenIdx::from(first), TokenIdx::from(next));
            sentences.push(Sentence { span, tokens: range, words: WordSpan::default() });
            sofar = Sofar::new(next);
        }
        sentences
    }

    /// Whether the sentence ends before token `next`.
    fn ends(&self, sentence: &mut Sofar, next: usize) -> bool {
        match self.judge(sentence, next) {
            Verdict::Ends => true,
            Verdict::GoesOn => false,
            Verdict::Open => {
                let mut score = self.model.score();
                self.view.boundary(sentence, next, &mut score);
                score.sum > 0
            }
        }
    }

    /// What rules say about the place before token `next`.
    pub(super) fn judge(&self, sentence: &mut Sofar, next: usize) -> Verdict {
        let first = sentence.first;
        let (end, start) = (self.end(next - 1), self.start(next));
        let spaced = end < start;
        if spaced && self.lines.breaks(self.text, end, start) {
            return Verdict::Ends;
        }
        if spaced
            && matches!(self.word(next - 1), "-" | "–" | "—")
            && next >= first + 2
            && self.end(next - 2) < self.start(next - 1)
        {
            let before = (first..next - 1).map(|t| self.word(t));
            if is_dateline(before, self.lexicon) {
                return Verdict::Ends;
            }
        }
        // The last token that closes nothing: `.` in `. »`.
        let last = self.before_closers(first, next);
        let kind = last.map_or(Kind::Other, |last| self.scan.kinds[last]);
        let ends_if = |ends: bool| if ends { Verdict::Ends } else { Verdict::GoesOn };
        match kind {
            Kind::Stop if last.is_some_and(|last| self.is_numbering(first, last)) => Verdict::GoesOn,
            Kind::Stop | Kind::Mark | Kind::Ellipsis if self.closes(sentence, next) => Verdict::GoesOn,
            Kind::Stop | Kind::Mark if self.starts_sentence(next) => Verdict::Ends,
            Kind::Ellipsis if self.starts_sentence(next) => self.open(sentence, next),
            // A small letter may start a careless sentence.
            Kind::Stop | Kind::Mark if last == Some(next - 1) && spaced => self.open(sentence, next),
            Kind::Stop | Kind::Mark | Kind::Ellipsis => Verdict::GoesOn,
            Kind::FinalStop => ends_if(!self.closes(sentence, next) && self.starts_sentence(next)),
            Kind::NameStop => ends_if(!self.closes(sentence, next) && self.starts_with_opener(next)),
            Kind::Abbreviation => Verdict::GoesOn,
            // Lines mark headlines and items; only in a text on one line they may stand unmarked.
            Kind::Word | Kind::Other if self.lines.are_kept() => Verdict::GoesOn,
            Kind::Word | Kind::Other if self.is_lettering(first, next) || self.is_amount(first, next) => {
                Verdict::GoesOn
            }
            // A name in quotes (`Toys “R” Us`) ends no headline.
            Kind::Word | Kind::Other if matches!(self.first_char(next - 1), '»' | '”' | '›') => {
                Verdict::GoesOn
            }
            // "BNP Paribas": letters in a row end no headline.
            Kind::Word | Kind::Other if next == first + 1 && self.is_letters(first) => Verdict::GoesOn,
            Kind::Word | Kind::Other if !spaced || !self.may_start_unmarked(next) => Verdict::GoesOn,
            Kind::Word | Kind::Other => {
                let verdict = self.open(sentence, next);
                if sentence.is_open() { Verdict::GoesOn } else { verdict }
            }
        }
    }

    /// Leaves the place to the model, which sees the sentence up to it.
    fn open(&self, sentence: &mut Sofar, next: usize) -> Verdict {
        self.view.advance(sentence, next);
        Verdict::Open
    }

    /// Goes back over closing quotes and brackets, and the mark inside them.
    fn before_closers(&self, first: usize, next: usize) -> Option<usize> {
        /// More closing signs in a row are no French.
        const MOST: usize = 8;
        (first.max(next.saturating_sub(MOST))..next).rev().find(|&t| !self.is_closer(t))
    }

    /// A token that closes a quote or bracket; a straight quote closes when no space stands before it.
    fn is_closer(&self, token: usize) -> bool {
        let c = self.first_char(token);
        is_closing(c)
            && self.scan.kinds[token] == Kind::Other
            && (c != '"' || token > 0 && self.end(token - 1) == self.start(token))
    }

    /// Whether a token belongs to what stands before it.
    fn closes(&self, sentence: &mut Sofar, token: usize) -> bool {
        match self.first_char(token) {
            // A straight quote leans to one side, or closes what is open.
            '"' => match (self.space_before(token), self.space_before(token + 1)) {
                (true, true) => {
                    self.view.advance(sentence, token);
                    sentence.quoted
                }
                (before, _) => !before,
            },
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

    /// `a)`, `iii)`, `1)` at the head of an item.
    fn is_lettering(&self, first: usize, next: usize) -> bool {
        next == first + 2 && self.first_char(first + 1) == ')' && self.end(first) - self.start(first) <= 4
    }

    /// `12 A320`, `5 millions USD`: a number that counts what follows.
    fn is_amount(&self, first: usize, next: usize) -> bool {
        let counts = next - first <= 2 && self.first_char(first).is_ascii_digit();
        counts
            || self.word(next).contains(|c: char| c.is_ascii_digit())
                && self.first_char(next).is_uppercase()
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
        if self.word(token).ends_with(['€', '$', '£']) {
            // `88,4 M€`
            return false;
        }
        c.is_uppercase()
            || c.is_numeric()
            || is_bullet(c)
            || (c.is_alphabetic() && !c.is_lowercase())
            || matches!(c, '@' | '#')
    }

    /// The same without a mark before it; scripts without capitals tell nothing then.
    fn may_start_unmarked(&self, token: usize) -> bool {
        let c = self.first_char(token);
        (c.is_uppercase() || !c.is_alphabetic()) && self.starts_sentence(token)
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

    /// `BNP`, `CK`: a short word in capitals.
    fn is_letters(&self, token: usize) -> bool {
        const LONGEST: usize = 5;
        let word = self.word(token);
        word.chars().count() <= LONGEST && word.chars().all(char::is_uppercase)
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
