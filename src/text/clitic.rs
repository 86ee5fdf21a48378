//! Pronouns that a hyphen joins to their verb: `a-t-il`, `dit-elle`, `donnez-le-moi`.

use super::chars::{Folded, at, boundary_before, is_hyphen};
use super::scanner::{Kind, Scanner};

impl Scanner<'_> {
    /// Adds the hyphenated word `start..end`, its clitics as tokens of their own.
    pub(super) fn clitics(&mut self, start: usize, end: usize) -> usize {
        let mut cuts = [end; 3];
        let mut count = 0;
        let mut base = end;
        if !self.lexicon.whole.has(&self.text[start..end]) {
            while let Some(cut) = self.clitic(start, base).filter(|_| count < cuts.len()) {
                base = cut;
                cuts[count] = cut;
                count += 1;
            }
        }
        let mut from = self.push(start, base, Kind::Word);
        for i in (0..count).rev() {
            let to = if i == 0 { end } else { cuts[i - 1] };
            from = self.push(from, to, Kind::Word);
        }
        end
    }

    /// Where the last clitic of `start..end` starts, its hyphen included.
    fn clitic(&self, start: usize, end: usize) -> Option<usize> {
        let word = &self.text[start..end];
        // The longest clitics have two hyphens: `-t-elles`.
        let mut hyphens = word.char_indices().rev().take(10).filter(|&(_, c)| is_hyphen(c)).map(|(i, _)| i);
        let last = hyphens.next()?;
        let with_t = hyphens.next().filter(|&i| {
            let t = i + at(word, i).len_utf8();
            last == t + 1 && matches!(word.as_bytes()[t], b't' | b'T')
        });
        let cut = with_t.unwrap_or(last);
        if cut == 0 {
            return None;
        }
        let tail = Folded::new(&word[cut..]);
        let clitic = self.lexicon.clitics.iter().find(|c| &*c.form == tail.as_str())?;
        let verb = last_bytes(&word[..cut], 12);
        let verb = Folded::new(verb);
        let fits = clitic.verb_endings.is_empty()
            || clitic.verb_endings.iter().any(|e| verb.as_str().ends_with(&**e))
            // `allez-vous-en`: the verb is further up.
            || self.lexicon.clitics.iter().any(|c| verb.as_str().ends_with(&*c.form));
        fits.then_some(start + cut)
    }
}

/// The last `n` bytes of a string, or a few more to start with a whole character.
fn last_bytes(s: &str, n: usize) -> &str {
    &s[boundary_before(s, s.len().saturating_sub(n))..]
}
