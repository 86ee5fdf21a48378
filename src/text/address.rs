//! Web and mail addresses, which hold signs that part other words.

use super::chars::{at, is_closing, is_space, is_word, scan_word};
use super::scanner::Scanner;

impl Scanner<'_> {
    /// End of a URL that is known to hold up to `position`: up to white space or
    /// a quote, without the punctuation of the sentence around it.
    pub(super) fn url(&self, position: usize) -> usize {
        let stop = |c: char| is_space(c) || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”');
        let rest = &self.text[position..];
        let mut end = position + rest.find(stop).unwrap_or(rest.len());
        let mut open = self.text[position..end].matches('(').count();
        let mut close = self.text[position..end].matches(')').count();
        while end > position {
            let last = super::chars::before(self.text, end);
            match last {
                // `wiki/Filature_(textile)` keeps the bracket that it opened.
                ')' if close <= open => break,
                ')' => close -= 1,
                '(' => open -= 1,
                '.' | ',' | ';' | ':' | '!' | '?' | '…' | '\'' | '’' => {}
                _ if is_closing(last) => {}
                _ => break,
            }
            end -= last.len_utf8();
        }
        end
    }

    /// End of a mail address whose domain starts at `position`.
    pub(super) fn email(&self, position: usize) -> usize {
        let mut end = scan_word(self.text, position);
        while matches!(at(self.text, end), '.' | '-') && is_word(at(self.text, end + 1)) {
            end = scan_word(self.text, end + 1);
        }
        end
    }

    /// Whether a word is the name of a host: `www.` or a known ending.
    pub(super) fn is_host(&self, word: &str) -> bool {
        let ending = word.rsplit_once('.').map(|(_, ending)| ending);
        ending.is_some_and(|e| word.starts_with("www.") || self.lexicon.domains.has(e))
    }
}
