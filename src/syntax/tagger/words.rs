//! What the tagger sees of a word by itself: hashes of its form, its affixes, its
//! shape, and what the lexicon knows of it. Made once a word, for trainer and
//! predictor alike.

use super::classes::Classes;
use crate::syntax::hash;
use crate::syntax::lexicon::{Lexicon, SetIdx};
use crate::syntax::normal;

/// A word as features see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordView {
    /// The form as written, apostrophes and quotes straight.
    pub form: u64,
    /// The form in small letters.
    pub low: u64,
    /// Its last 1 to 5 letters.
    pub suffix: [u64; 5],
    /// Its first 1 to 4 letters.
    pub prefix: [u64; 4],
    /// Capitals, digits, signs.
    pub shape: u64,
    /// Its possible parts of speech.
    pub lex: u64,
    /// Its possible morphology as a noun or adjective, and as a verb.
    pub nominal: u64,
    /// The same of verbs.
    pub verbal: u64,
    /// What the lexicon knows of it.
    pub set: Option<SetIdx>,
    /// Whether the lexicon knows it only by its form without accents.
    pub plain: bool,
}

/// Makes views; holds the buffers.
#[derive(Clone, Debug, Default)]
pub struct Viewer {
    straight: String,
    folded: String,
    plain: String,
}

impl Viewer {
    /// Views all words of a sentence.
    pub fn sentence<'f>(
        &mut self,
        lexicon: &Lexicon,
        classes: &Classes,
        forms: impl Iterator<Item = &'f str> + Clone,
        out: &mut Vec<WordView>,
    ) {
        let all_caps = is_all_caps(forms.clone());
        out.clear();
        out.extend(forms.enumerate().map(|(i, form)| self.view(lexicon, classes, form, i == 0, all_caps)));
    }

    /// The view of one word. `all_caps`: it stands in a line of capitals, where capitals say nothing.
    pub fn view(
        &mut self,
        lexicon: &Lexicon,
        classes: &Classes,
        form: &str,
        first: bool,
        all_caps: bool,
    ) -> WordView {
        normal::straighten(form, &mut self.straight);
        normal::fold(form, &mut self.folded);
        let capital = form.starts_with(char::is_uppercase);
        let mut plain = false;
        let mut set = lexicon.set(&self.folded);
        if set.is_none() && capital {
            normal::plain(&self.folded, &mut self.plain);
            set = lexicon.plain_set(&self.plain);
            plain = set.is_some();
        }
        let class = classes.of(set);
        let shape = shape(&self.straight);
        let mut view = WordView {
            form: hash::bytes(if all_caps { self.folded.as_bytes() } else { self.straight.as_bytes() }),
            low: hash::bytes(self.folded.as_bytes()),
            shape: if all_caps { 0x100 } else { shape | u64::from(first) << 12 },
            lex: class.lex,
            nominal: class.nominal,
            verbal: class.verbal,
            set,
            plain,
            ..WordView::default()
        };
        // Names known to the lexicon count only where they are written as names.
        if !capital {
            view.lex &= !Classes::NAME;
        }
        let text = self.folded.as_str();
        let mut ends = text.char_indices().rev();
        for suffix in &mut view.suffix {
            if let Some((at, _)) = ends.next() {
                *suffix = hash::bytes(&text.as_bytes()[at..]);
            }
        }
        let mut starts = text.char_indices().skip(1).map(|(at, _)| at).chain([text.len()]);
        for prefix in &mut view.prefix {
            if let Some(at) = starts.next() {
                *prefix = hash::bytes(&text.as_bytes()[..at]);
            }
        }
        view
    }
}

/// Capitals, digits, hyphens and other signs of a form, in 12 bits.
fn shape(form: &str) -> u64 {
    let mut bits = 0u64;
    let mut letters = 0u64;
    for (i, c) in form.chars().enumerate() {
        letters += u64::from(c.is_alphabetic());
        bits |= if c.is_uppercase() {
            if i == 0 { 1 } else { 2 }
        } else if c.is_alphabetic() {
            4
        } else if c.is_numeric() {
            8
        } else {
            match c {
                '-' => 16,
                '\'' => 32,
                '.' => 64,
                ',' => 128,
                _ => 256,
            }
        };
    }
    bits | letters.min(3) << 9
}

/// Whether most of a sentence's words are in capitals: a headline.
pub fn is_all_caps<'a>(forms: impl Iterator<Item = &'a str>) -> bool {
    let (mut upper, mut lower) = (0usize, 0usize);
    for form in forms {
        if form.is_ascii() {
            upper += form.bytes().filter(u8::is_ascii_uppercase).count();
            lower += form.bytes().filter(u8::is_ascii_lowercase).count();
            continue;
        }
        upper += form.chars().filter(|c| c.is_uppercase()).count();
        lower += form.chars().filter(|c| c.is_lowercase()).count();
    }
    upper >= 4 && upper > 4 * lower
}

impl WordView {
    /// What lies before the first word and behind the last.
    pub const OUTSIDE: WordView = WordView {
        form: 1,
        low: 1,
        suffix: [1; 5],
        prefix: [1; 4],
        shape: 1 << 20,
        lex: 1 << 30,
        nominal: 1 << 30,
        verbal: 1,
        set: None,
        plain: false,
    };
}
