//! Datelines: "PARIS, 12 nov (AFP) -", "Paris, le 18 novembre 2025 –". What stands behind
//! the dash is a sentence of its own, without the town for a subject.

use super::lexicon::Lexicon;

/// More tokens are no dateline.
const MOST: usize = 18;

/// Whether the words before a spaced dash, from the start of a sentence, are a dateline: a day of a
/// month or an agency in brackets, and no word in small letters beside those of datelines.
pub(super) fn is_dateline<'a>(words: impl ExactSizeIterator<Item = &'a str>, lexicon: &Lexicon) -> bool {
    if words.len() > MOST || words.len() < 3 {
        return false;
    }
    let (mut dated, mut bracket, mut number, mut first) = (false, false, false, true);
    for word in words {
        let c = word.chars().next().unwrap_or(' ');
        if first && !c.is_uppercase() {
            return false;
        }
        first = false;
        let was_number = std::mem::replace(&mut number, c.is_ascii_digit());
        if c.is_lowercase() {
            match lexicon.dateline.get(word) {
                Some(month) => dated |= *month && was_number,
                None => return false,
            }
        } else if c == ')' {
            bracket = true;
        } else if matches!(c, ':' | ';' | '!' | '?' | '«' | '"' | '“') {
            return false;
        }
    }
    dated || bracket
}
