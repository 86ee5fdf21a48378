//! What the small models see of the text: used to predict, and to train.

use super::chars::{Folded, at, is_bullet, is_closing, is_opening};
use super::lexicon::Lexicon;
use super::linear::Features;
use crate::doc::Token;

/// The tokens around a decision.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) lexicon: &'a Lexicon,
    pub(super) tokens: &'a [Token],
}

/// What is known of a sentence while it is read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sofar {
    /// Its first token.
    pub(super) first: usize,
    /// Tokens before this one are read.
    read: usize,
    /// Brackets and quotes that are open.
    depth: u32,
    /// Whether a straight quote is open.
    pub(super) quoted: bool,
    colon: bool,
    /// Whether a finite verb was seen.
    verb: bool,
}

impl Sofar {
    /// A sentence that starts at a token, nothing read.
    pub(super) fn new(first: usize) -> Self {
        Self { first, read: first, ..Self::default() }
    }

    /// Whether a bracket or quote is open, and not for so long that it was forgotten.
    pub(super) fn is_open(&self) -> bool {
        const REACH: usize = 80;
        self.depth > 0 && self.read < self.first + REACH
    }
}

/// What a token looks like.
fn shape(form: &str) -> &'static str {
    let mut chars = form.chars();
    let (first, second) = (chars.next().unwrap_or('\0'), chars.next());
    match first {
        '.' | '…' => "stop",
        '!' | '?' => "mark",
        ',' => ",",
        ';' => ";",
        ':' => ":",
        '%' | '€' | '$' => "unit",
        '"' => "\"",
        c if is_bullet(c) && second.is_none() => "dash",
        c if is_opening(c) => "open",
        c if is_closing(c) => "close",
        c if c.is_numeric() => "digit",
        c if c.is_uppercase() => match second {
            None => "A",
            Some(c) if c.is_uppercase() => "AA",
            Some(_) => "Aa",
        },
        c if c.is_alphabetic() => "aa",
        _ => "other",
    }
}

/// A word as the models know it: folded, numbers all the same.
fn word(form: &str) -> Folded {
    match form.starts_with(|c: char| c.is_ascii_digit()) {
        true => Folded::new("0"),
        false => Folded::new(form),
    }
}

/// The last `n` letters of a word.
fn suffix(word: &str, n: usize) -> &str {
    let start = word.char_indices().rev().take(n).last().map_or(0, |(i, _)| i);
    &word[start..]
}

/// A count in few steps.
fn bucket(n: usize) -> &'static str {
    match n {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4 => "4",
        5..=6 => "5",
        7..=9 => "7",
        10..=15 => "10",
        _ => "16",
    }
}

impl<'a> View<'a> {
    fn form(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |t| t.span.of(self.text))
    }

    fn before(&self, token: usize, n: usize) -> &'a str {
        token.checked_sub(n).map_or("", |t| self.form(t))
    }

    /// Whether a token is of the words that open sentences, by their folded form.
    fn is_function(&self, form: &str) -> &'static str {
        let bare = form.strip_suffix(['\'', '’', 'ʼ']).unwrap_or(form);
        if self.lexicon.openers.has(bare) { "f" } else { "c" }
    }

    /// Whether the sentence read so far ends before `next`.
    pub(super) fn boundary(&self, sentence: &Sofar, next: usize, out: &mut impl Features) {
        let first = sentence.first;
        let (previous, following) = (self.before(next, 1), self.form(next));
        let (p, n) = (word(previous), word(following));
        let (p, n) = (p.as_str(), n.as_str());
        let (ps, ns) = (shape(previous), shape(following));
        let (second, ss) = (word(self.form(next + 1)), shape(self.form(next + 1)));
        let pps = if next >= first + 2 { shape(self.before(next, 2)) } else { "^" };
        let (head, len) = (shape(self.form(first)), bucket(next - first));
        let (pf, nf) = (self.is_function(previous), self.is_function(following));
        let open = if sentence.is_open() { "in" } else { "out" };
        let verb = if sentence.verb { "verb" } else { "no" };
        let colon = if sentence.colon { "colon" } else { "no" };
        out.add(&["shapes", ps, ns]);
        out.add(&["shapes2", pps, ps, ns, ss]);
        out.add(&["shapes4", pps, pf, ps, nf, ns]);
        out.add(&["shapes3", ps, ns, nf, ss]);
        out.add(&["kinds", ps, pf, ns, nf, len]);
        out.add(&["kinds2", ps, pf, ns, nf, head]);
        out.add(&["head", head, ns, len]);
        out.add(&["open", open, ps, ns]);
        out.add(&["verb", verb, ps, pf, ns, nf]);
        out.add(&["verblen", verb, ps, ns, nf, len]);
        out.add(&["verbhead", verb, head, ns, ss]);
        out.add(&["colon", colon, ps, ns, nf]);
        out.add(&["colonhead", colon, head, verb, ps, ns]);
        out.add(&["firstword", word(self.form(first)).as_str(), ps, ns, len]);
        out.add(&["first", word(self.form(first)).as_str(), ns]);
        out.add(&["previous", p, ns]);
        out.add(&["previous3", suffix(p, 3), ns, nf]);
        out.add(&["next", n, ps]);
        out.add(&["nextlen", n, len]);
        out.add(&["next3", suffix(n, 3), ns, ps]);
        out.add(&["second", second.as_str(), ns, ps]);
        out.add(&["second2", suffix(second.as_str(), 2), ns, ss, nf]);
        out.add(&["endings", suffix(p, 2), pf, ns, nf, suffix(n, 2)]);
        out.add(&["pair", ps, n, second.as_str()]);
    }

    /// Reads the sentence on, up to token `next`.
    pub(super) fn advance(&self, sentence: &mut Sofar, next: usize) {
        for t in sentence.read..next {
            let form = self.form(t);
            match at(form, 0) {
                '(' | '[' | '«' | '“' => sentence.depth += 1,
                ')' | ']' | '»' | '”' => sentence.depth = sentence.depth.saturating_sub(1),
                '"' => sentence.quoted = !sentence.quoted,
                ':' => sentence.colon = true,
                c if c.is_lowercase() => sentence.verb |= self.is_finite(form),
                _ => {}
            }
        }
        sentence.read = next;
    }

    /// Whether a word is a frequent finite verb, or ends as only those do.
    fn is_finite(&self, form: &str) -> bool {
        const ENDINGS: [&str; 4] = ["aient", "èrent", "ront", "rait"];
        form.len() > 5 && ENDINGS.iter().any(|e| form.ends_with(e)) || self.lexicon.finite.has(form)
    }

    /// Whether `du` or `des` at `token`, in a sentence that starts at `first`, is an article.
    pub(super) fn article(&self, first: usize, token: usize, out: &mut impl Features) {
        let form = word(self.form(token));
        let form = form.as_str();
        let at = |n: usize| if token >= first + n { self.before(token, n) } else { "^" };
        let (before, before2) = (word(at(1)), word(at(2)));
        let (after, after2) = (word(self.form(token + 1)), word(self.form(token + 2)));
        let (p, pp, n, nn) = (before.as_str(), before2.as_str(), after.as_str(), after2.as_str());
        let (ps, ns) = (shape(at(1)), shape(self.form(token + 1)));
        let verb = if self.is_finite(at(1)) { "verb" } else { "no" };
        out.add(&["form", form, shape(self.form(token))]);
        out.add(&["verb", form, verb]);
        out.add(&["verb2", form, verb, suffix(n, 2)]);
        out.add(&["before", form, p]);
        out.add(&["before3", form, suffix(p, 3)]);
        out.add(&["before2", form, suffix(p, 2)]);
        out.add(&["before4", form, suffix(p, 4)]);
        out.add(&["after", form, n]);
        out.add(&["after3", form, suffix(n, 3)]);
        out.add(&["after2", form, suffix(n, 2)]);
        out.add(&["shapes", form, ps, ns]);
        out.add(&["twice", form, pp, suffix(p, 3)]);
        out.add(&["second", form, pp]);
        out.add(&["second3", form, suffix(pp, 3), suffix(p, 2)]);
        out.add(&["around", form, suffix(p, 2), suffix(n, 2)]);
        out.add(&["ahead", form, nn]);
        out.add(&["ahead2", form, suffix(n, 2), suffix(nn, 2)]);
    }
}
