//! The full stop after a word: end of sentence, abbreviation, part of a name, or glue.

use super::chars::{at, is_apostrophe, is_space, is_word, scan_word, skip_space};
use super::lexicon::Abbreviation;
use super::scanner::{Kind, Scanner};

/// What a full stop is to the word before it.
pub(super) enum Stop {
    /// A token of its own.
    Apart,
    /// Part of the word, which goes on up to here.
    Inside(usize),
    /// The last character of the word.
    Included(usize, Kind),
}

impl Scanner<'_> {
    /// Judges the full stop at `end`, after the word `start..end`.
    pub(super) fn stop(&self, start: usize, end: usize) -> Stop {
        let word = &self.text[start..end];
        let after = end + 1;
        let next = at(self.text, after);
        if next == '.' {
            return Stop::Apart;
        }
        if is_word(next) {
            return self.stop_inside(word, start, after);
        }
        if next == '-' && is_single_capital(word) && at(self.text, after + 1).is_uppercase() {
            // `J.-C.`
            return Stop::Inside(scan_word(self.text, after + 1));
        }
        // A single capital is an initial, `p` and `P` are not the same; `M` is a title.
        let is_listed = |a: &&Abbreviation| **a == Abbreviation::Title || !is_single_capital(word);
        if let Some(&abbreviation) = self.lexicon.abbreviations.get(word).filter(is_listed) {
            return self.abbreviated(abbreviation, after);
        }
        if is_acronym(word) {
            return Stop::Included(after, Kind::NameStop);
        }
        if is_single_capital(last_part(word)) && self.is_initial(start, after) {
            return Stop::Included(after, Kind::Abbreviation);
        }
        Stop::Apart
    }

    /// A full stop with a word character after it, at `after`.
    fn stop_inside(&self, word: &str, start: usize, after: usize) -> Stop {
        let end = scan_word(self.text, after);
        let part = &self.text[after..end];
        let inside = Stop::Inside(end);
        if self.lexicon.names.has(&self.text[start..end]) || self.lexicon.domains.has(part) {
            return inside;
        }
        let first = at(self.text, after);
        if is_apostrophe(at(self.text, end)) && self.lexicon.elisions.has(part) {
            // `d'IA.L'accord`
            return Stop::Apart;
        }
        if !first.is_uppercase() {
            // `Node.js`; but `3.Le` and `2024.3` are no names.
            return inside;
        }
        let initial = is_single_capital(last_part(word));
        let capital = is_single_capital(part);
        match (initial, capital) {
            // `S.A.S.`, `U.S`
            (true, true) => inside,
            (true, false) if self.lexicon.openers.has(part) => match is_acronym(word) {
                true => Stop::Included(after, Kind::NameStop),
                false => Stop::Apart,
            },
            // `J.Dupont`, `D.III`
            (true, false) => match part.chars().count() <= 3 && part.chars().all(char::is_uppercase) {
                true => inside,
                false => Stop::Included(after, Kind::Abbreviation),
            },
            (false, _) => match self.lexicon.abbreviations.get(word) {
                Some(Abbreviation::Title) => Stop::Included(after, Kind::Abbreviation),
                _ => Stop::Apart,
            },
        }
    }

    /// The full stop of a listed abbreviation; `after` is the byte after it.
    fn abbreviated(&self, abbreviation: Abbreviation, after: usize) -> Stop {
        match abbreviation {
            Abbreviation::Title => Stop::Included(after, Kind::Abbreviation),
            Abbreviation::Final => Stop::Included(after, Kind::FinalStop),
            Abbreviation::Name => Stop::Included(after, Kind::NameStop),
            // `art. 5`, `vol. de`, `av. J.-C.`, but `l'histoire de l'art.` and `son vol. Il`.
            Abbreviation::Reference => {
                let start = skip_space(self.text, after);
                let next = at(self.text, start);
                let initial = next.is_uppercase() && at(self.text, start + next.len_utf8()) == '.';
                match next.is_lowercase() || next.is_ascii_digit() || initial {
                    true => Stop::Included(after, Kind::Abbreviation),
                    false => Stop::Apart,
                }
            }
        }
    }

    /// Whether a single capital with a full stop is a first name: `J. Dupont`, not `le plan B. Il`.
    fn is_initial(&self, start: usize, after: usize) -> bool {
        if !is_space(at(self.text, after)) {
            return at(self.text, after) == ',';
        }
        let next = skip_space(self.text, after);
        if self.text[after..next].contains('\n') || !at(self.text, next).is_uppercase() {
            return false;
        }
        let end = scan_word(self.text, next);
        let elided = is_apostrophe(at(self.text, end)) && self.lexicon.elisions.has(&self.text[next..end]);
        let opener = self.lexicon.openers.has(&self.text[next..end]) || elided && end == next + 1;
        // After a capital (`Jean B. Le Goff`) or another initial it is a name all the same.
        !opener || self.after_capital(start)
    }

    /// Whether the word before `start`, on the same line, begins with a capital.
    fn after_capital(&self, start: usize) -> bool {
        let Some(gap) = self.text[..start].strip_suffix(' ') else { return false };
        let bare = gap.strip_suffix('.').unwrap_or(gap);
        let word = bare.rfind(|c: char| !is_word(c)).map_or(0, |i| i + at(bare, i).len_utf8());
        at(bare, word).is_uppercase()
    }
}

/// The letters after the last full stop or hyphen of a word.
fn last_part(word: &str) -> &str {
    word.rsplit(['.', '-']).next().unwrap_or(word)
}

fn is_single_capital(part: &str) -> bool {
    let mut chars = part.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// `S.A`, `U.S`, `e.g`: single letters parted by full stops.
fn is_acronym(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        assert!(is_acronym("S.A") && is_acronym("e.g"));
        assert!(!is_acronym("SA") && !is_acronym("Node.js"));
        assert!(is_single_capital("É") && !is_single_capital("Le"));
        assert_eq!(last_part("J.-P"), "P");
    }
}
