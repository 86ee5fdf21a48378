//! What can be done to a form to make its lemma.

use super::Asked;
use crate::doc::{Feats, Upos};
use crate::syntax::lexicon::Lexicon;
use crate::syntax::normal;
use crate::syntax::script::{ScriptIdx, Scripts};
use smol_str::SmolStr;
use std::ops::Deref;

/// What becomes of the capitals of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Case {
    /// They stay: names.
    Keep = b'k',
    /// All letters small: words at the start of a sentence.
    Lower = b'l',
    /// The first letter stays alone: names in lines of capitals.
    Title = b't',
}

/// A lemma that the lexicon has for a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// How it is made.
    pub script: ScriptIdx,
    /// Number of features of the reading that are the word's own, less those that contradict.
    pub agreement: i32,
    /// The reading's frequency band.
    pub band: u8,
}

/// The classes of the lemmatizer's model: first the lexicon's lemmas in their
/// order, then operations.
#[derive(Clone, Debug)]
pub struct Operations {
    scripts: Scripts,
    cases: Vec<Case>,
}

impl Operations {
    /// Classes for lemmas that the lexicon knows.
    pub const KNOWN: usize = 2;
    /// The class that takes the form as it stands.
    pub const KEEP: usize = Self::KNOWN;

    /// Pairs scripts with cases; `None` when their numbers differ.
    pub fn new(scripts: Scripts, cases: Vec<Case>) -> Option<Self> {
        (scripts.len() == cases.len()).then_some(Self { scripts, cases })
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        Self::KNOWN + self.cases.len()
    }

    /// The lemma under a class; `None` when the form is not made for it.
    pub fn apply(
        &self,
        lexicon: &Lexicon,
        class: usize,
        known: &[Choice],
        asked: &Asked,
        text: &mut String,
    ) -> Option<SmolStr> {
        match class.checked_sub(Self::KNOWN) {
            None => from_lexicon(lexicon, known.get(class)?.script, asked, text),
            Some(n) => {
                self.cases.get(n)?.apply(asked.form, text);
                self.scripts.get(ScriptIdx(n as u16))?.apply(text)
            }
        }
    }
}

/// The lemma that a script of the lexicon makes.
pub fn from_lexicon(
    lexicon: &Lexicon,
    script: ScriptIdx,
    asked: &Asked,
    text: &mut String,
) -> Option<SmolStr> {
    let script = lexicon.script(script)?;
    if asked.view.plain {
        let mut folded = String::new();
        normal::fold(asked.form, &mut folded);
        normal::plain(&folded, text);
        return script.apply(text);
    }
    // With its ligatures, as long as the script leaves them whole: `œ` has as many bytes as `oe`.
    Case::Lower.apply(asked.form, text);
    script.apply(text).or_else(|| {
        normal::fold(asked.form, text);
        script.apply(text)
    })
}

/// The lexicon's lemmas for the word, the best first: by agreement with its
/// morphology, then by frequency.
pub fn known(lexicon: &Lexicon, asked: &Asked) -> Known {
    let mut known = Known::default();
    let Some(set) = asked.view.set else { return known };
    let upos = if asked.upos == Upos::Aux { Upos::Verb } else { asked.upos };
    for reading in lexicon.of_set(set).filter(|r| r.upos == upos) {
        let Some(script) = reading.script else { continue };
        let agreement = agreement(reading.feats, asked.feats);
        known.add(Choice { script, agreement, band: reading.band });
    }
    known
}

/// The best lemmas of the lexicon, at most [`Operations::KNOWN`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    choices: [Choice; Operations::KNOWN],
    len: usize,
}

impl Known {
    /// Puts a choice in its place; of those that make the same lemma the best stays.
    fn add(&mut self, choice: Choice) {
        if let Some(same) = self.choices[..self.len].iter().position(|c| c.script == choice.script) {
            if self.choices[same].rank() >= choice.rank() {
                return;
            }
            self.choices[same..self.len].rotate_left(1);
            self.len -= 1;
        }
        let at = self.choices[..self.len].partition_point(|c| c.rank() >= choice.rank());
        if at == self.choices.len() {
            return;
        }
        self.len = (self.len + 1).min(self.choices.len());
        self.choices[at..self.len].rotate_right(1);
        self.choices[at] = choice;
    }
}

impl Deref for Known {
    type Target = [Choice];
    fn deref(&self) -> &[Choice] {
        &self.choices[..self.len]
    }
}

impl Choice {
    fn rank(&self) -> (i32, u8) {
        (self.agreement, self.band)
    }
}

/// Features that both have alike, less those that they have unlike.
fn agreement(reading: Feats, word: Feats) -> i32 {
    let parts = [Feats::gender, Feats::number, Feats::person, Feats::mood, Feats::tense, Feats::verb_form];
    let of = |part: fn(Feats) -> Option<&'static str>| match (part(reading), part(word)) {
        (Some(a), Some(b)) => {
            if a == b {
                1
            } else {
                -1
            }
        }
        _ => 0,
    };
    parts.into_iter().map(of).sum()
}

impl Case {
    /// All, in the order in which they are tried.
    pub const ALL: [Case; 3] = [Case::Keep, Case::Lower, Case::Title];

    /// Reads one a byte; `None` when one is unknown.
    pub fn read(bytes: &[u8]) -> Option<Vec<Case>> {
        bytes.iter().map(|b| Self::ALL.into_iter().find(|c| *c as u8 == *b)).collect()
    }

    /// Writes the form, apostrophes straight, with its capitals so changed.
    pub fn apply(self, form: &str, out: &mut String) {
        normal::straighten(form, out);
        let unchanged = match self {
            Case::Keep => true,
            Case::Lower => !out.contains(char::is_uppercase),
            Case::Title => false,
        };
        if unchanged {
            return;
        }
        if self == Case::Lower && out.is_ascii() {
            out.make_ascii_lowercase();
            return;
        }
        let straight = std::mem::take(out);
        let keep = if self == Case::Title { straight.chars().next() } else { None };
        out.extend(keep);
        out.extend(straight[keep.map_or(0, char::len_utf8)..].chars().flat_map(char::to_lowercase));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals() {
        let apply = |case: Case, form: &str| {
            let mut out = String::new();
            case.apply(form, &mut out);
            out
        };
        assert_eq!(apply(Case::Keep, "D’Arc"), "D'Arc");
        assert_eq!(apply(Case::Lower, "Œuvre"), "œuvre");
        assert_eq!(apply(Case::Title, "ÉLYSÉE"), "Élysée");
        assert_eq!(apply(Case::Title, ""), "");
    }

    #[test]
    fn the_lexicons_lemmas_are_ranked() {
        let choice = |script, agreement, band| Choice { script: ScriptIdx(script), agreement, band };
        let mut known = Known::default();
        [choice(1, 0, 3), choice(2, 1, 0), choice(1, 2, 3), choice(3, 1, 5), choice(2, 0, 7)]
            .into_iter()
            .for_each(|c| known.add(c));
        assert_eq!(*known, [choice(1, 2, 3), choice(3, 1, 5)]);
    }
}
