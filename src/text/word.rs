//! Words: what joins letters into one token, and what is cut off.

use super::chars::{at, is_apostrophe, is_hyphen, is_word, scan_digits, scan_word};
use super::scanner::{Kind, Scanner};

/// What follows a run of word characters.
enum Next {
    /// The token goes on up to here.
    Join(usize),
    /// The token ends here, this kind.
    End(usize, Kind),
}

impl Scanner<'_> {
    /// Cuts a word that starts at `start` and is known to hold up to `end`.
    pub(super) fn word(&mut self, start: usize, end: usize) -> usize {
        let mut end = scan_word(self.text, end);
        // Where the last hyphenated part starts, if there is a hyphen.
        let mut hyphen = None;
        loop {
            let c = at(self.text, end);
            let next = match c {
                // Most words end here.
                ' ' | ',' | '\n' | '\0' => break,
                '.' => self.full_stop(start, end),
                '@' | '/' | ':' | '&' | '(' | '+' | '!' | '€' | '$' | '£' | '°' | 'º' | '·' | '‧' | '•' => {
                    self.joint(start, end, c)
                }
                _ if is_hyphen(c) => {
                    let after = end + c.len_utf8();
                    if !is_word(at(self.text, after)) {
                        break;
                    }
                    hyphen = Some(end);
                    Some(Next::Join(scan_word(self.text, after)))
                }
                _ if is_apostrophe(c) => self.apostrophe(start, end, hyphen.is_some()),
                _ => None,
            };
            match next {
                Some(Next::Join(joined)) => end = joined,
                Some(Next::End(end, kind)) => return self.push(start, end, kind),
                None => break,
            }
        }
        match hyphen {
            Some(_) => self.clitics(start, end),
            None => self.push(start, end, Kind::Word),
        }
    }

    /// An apostrophe after `start..end`: elision, part of the word, or a quote.
    fn apostrophe(&self, start: usize, end: usize, hyphenated: bool) -> Option<Next> {
        let after = end + at(self.text, end).len_utf8();
        let inside = is_word(at(self.text, after));
        let elided = !hyphenated && self.lexicon.elisions.has(&self.text[start..end]);
        if inside && elided {
            return match self.whole(start, after) {
                Some(end) => Some(Next::Join(end)),
                None => Some(Next::End(after, Kind::Word)),
            };
        }
        match (inside, elided) {
            (true, _) => Some(Next::Join(scan_word(self.text, after))),
            // `l' ami`, `d'« Avatar »`; at a backtick or an opening quote it is a quote.
            (false, true) if !matches!(at(self.text, end), '`' | '´' | '‘') => {
                Some(Next::End(after, Kind::Word))
            }
            _ => None,
        }
    }

    /// The longest word of the list of whole words that starts at `start` and reaches beyond `after`.
    pub(super) fn whole(&self, start: usize, after: usize) -> Option<usize> {
        const LONGEST: usize = 32;
        let mut end = scan_word(self.text, after);
        let mut found = None;
        while end - start <= LONGEST {
            if self.lexicon.whole.has(&self.text[start..end]) {
                found = Some(end);
            }
            let c = at(self.text, end);
            let next = end + c.len_utf8();
            if !(is_hyphen(c) || is_apostrophe(c)) || !is_word(at(self.text, next)) {
                break;
            }
            end = scan_word(self.text, next);
        }
        found
    }

    /// A sign that joins in some words: addresses, `R&D`, `km/h`, `M€`, `n°`, `traité(e)`, `Canal+`.
    fn joint(&self, start: usize, end: usize, c: char) -> Option<Next> {
        let word = &self.text[start..end];
        let after = end + c.len_utf8();
        let next = at(self.text, after);
        match c {
            '@' if is_word(next) => Some(Next::End(self.email(after), Kind::Word)),
            ':' if self.text[after..].starts_with("//") => Some(Next::End(self.url(after), Kind::Word)),
            '/' if self.is_host(word) => Some(Next::End(self.url(after), Kind::Word)),
            '/' if is_word(next) => {
                let end = scan_word(self.text, after);
                self.lexicon.whole.has(&self.text[start..end]).then_some(Next::Join(end))
            }
            '&' if next.is_uppercase() && word.ends_with(char::is_uppercase) => {
                Some(Next::Join(scan_word(self.text, after)))
            }
            '(' => {
                let close = scan_word(self.text, after);
                let ending =
                    at(self.text, close) == ')' && self.lexicon.endings.has(&self.text[after..close]);
                ending.then(|| Next::Join(scan_word(self.text, close + 1)))
            }
            '+' if next == '+' => Some(Next::Join(after)),
            '+' if !is_word(next) => Some(Next::End(after, Kind::Word)),
            '!' if self.lexicon.names.has(&self.text[start..after]) => Some(Next::End(after, Kind::Word)),
            '€' | '$' | '£' if self.lexicon.units.has(&self.text[start..after]) => {
                Some(Next::End(after, Kind::Word))
            }
            '°' | 'º' if self.lexicon.abbreviations.has(&self.text[start..after]) => {
                Some(Next::End(after, Kind::Word))
            }
            '·' | '‧' | '•' if next.is_lowercase() => Some(Next::Join(scan_word(self.text, after))),
            _ => None,
        }
    }

    /// A full stop after `start..end`.
    fn full_stop(&self, start: usize, end: usize) -> Option<Next> {
        use super::stop::Stop;
        match self.stop(start, end) {
            Stop::Apart => None,
            Stop::Inside(end) => Some(Next::Join(end)),
            Stop::Included(end, kind) => Some(Next::End(end, kind)),
        }
    }

    /// A number that starts with a digit.
    pub(super) fn number(&mut self, start: usize) -> usize {
        self.number_from(start, start)
    }

    /// A number whose token starts at `start` (its sign) and whose digits start at `digits`.
    pub(super) fn number_from(&mut self, start: usize, digits: usize) -> usize {
        let mut end = scan_digits(self.text, digits);
        let mut grouped = end - digits <= 3 && self.text.as_bytes()[digits] != b'0';
        loop {
            let c = at(self.text, end);
            let after = end + c.len_utf8();
            let more = scan_digits(self.text, after.min(self.text.len()));
            let joins = match c {
                '.' | ',' | '/' | '-' | ':' | '·' => more > after,
                ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{2008}' => {
                    grouped && more == after + 3 && !is_word(at(self.text, more))
                }
                _ if is_apostrophe(c) => grouped && more == after + 3,
                _ => false,
            };
            if !joins {
                break;
            }
            // After a decimal comma no group follows; after a group others may.
            grouped &= more == after + 3 && c != ',' && c != '/' && c != '-' && c != ':';
            end = more;
        }
        if !is_word(at(self.text, end)) {
            // `3-pièces`, `20e`, `5G` and what else has letters goes on as a word.
            return match is_hyphen(at(self.text, end)) {
                true => self.word(start, end),
                false => self.push(start, end, Kind::Word),
            };
        }
        // `10h30`, `20km`: the unit is a word of its own.
        let letters: usize =
            self.text[end..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let unit = end + letters;
        let money = matches!(at(self.text, unit), '€' | '$' | '£');
        let unit = if money { unit + at(self.text, unit).len_utf8() } else { unit };
        if letters > 0 && self.lexicon.units.has(&self.text[end..unit]) {
            let closed = !is_word(at(self.text, unit));
            if closed || at(self.text, unit).is_ascii_digit() && unit == end + 1 {
                self.push(start, end, Kind::Word);
                return self.push(end, unit, Kind::Word);
            }
        }
        self.word(start, end)
    }
}
