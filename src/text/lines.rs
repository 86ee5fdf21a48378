//! Line breaks: whether they end a sentence, or only a line of wrapped text.
//!
//! A line of wrapped text breaks where the next word would not have fitted. If
//! most breaks of a document are of that kind at a usual width, those are soft.

/// How a text uses its line breaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines {
    /// The width at which the text is wrapped, in characters, if it is.
    width: Option<usize>,
    /// Whether it has more than one line.
    kept: bool,
}

impl Lines {
    /// Widths at which people and mail programs wrap.
    const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

    /// Judges a text.
    pub(super) fn of(text: &str) -> Self {
        let kept = text.trim().contains(BREAKS);
        let mut width = 0;
        for line in text.lines() {
            // A line of bytes beyond any width needs no counting.
            if line.len() > *Self::WIDTHS.end() * 4 {
                return Self { width: None, kept };
            }
            width = width.max(chars(line));
        }
        if !Self::WIDTHS.contains(&width) {
            return Self { width: None, kept };
        }
        let (mut full, mut short) = (0, 0);
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            match lines.peek() {
                Some(next) if !line.trim().is_empty() && !next.trim().is_empty() => {
                    match is_full(line, next, width) {
                        true => full += 1,
                        false => short += 1,
                    }
                }
                _ => {}
            }
        }
        Self { width: (full >= 3 && full > 2 * short).then_some(width), kept }
    }

    /// Whether the text is laid out in lines, so that what stands alone stands on its own.
    pub(super) fn are_kept(self) -> bool {
        self.kept
    }

    /// Whether the white space `start..end` between two tokens ends a sentence.
    pub(super) fn breaks(self, text: &str, start: usize, end: usize) -> bool {
        let gap = &text.as_bytes()[start..end];
        if gap.len() == 1 && gap[0] == b' ' {
            return false;
        }
        // `\r\n` is one break.
        let pairs = text[start..end].matches("\r\n").count();
        let breaks = text[start..end].matches(BREAKS).count() - pairs;
        match (breaks, self.width) {
            (0, _) => false,
            (1, Some(width)) => {
                let line = text[..start].rfind('\n').map_or(0, |i| i + 1);
                let next = text[end..].lines().next().unwrap_or("");
                !is_full(&text[line..start], next, width)
            }
            _ => true,
        }
    }
}

/// Line feed, and its rarer kin.
const BREAKS: [char; 6] = ['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{c}'];

/// Whether the first word of `next` would not have fitted on `line`.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or("");
    chars(line.trim_end()) + 1 + chars(word) > width
}

fn chars(s: &str) -> usize {
    s.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_and_unwrapped() {
        let wrapped = "Le groupe a publié mardi ses comptes de\nl'exercice, qui font état d'une hausse de\n\
                       cinq pour cent de ses ventes, tirées par\nles marchés asiatiques et par un effet de\nchange.\n";
        let lines = Lines::of(wrapped);
        assert_eq!(lines.width, Some(41));
        let gap = wrapped.find('\n').unwrap();
        assert!(!lines.breaks(wrapped, gap, gap + 1));
        let unwrapped = "Le groupe recule\nLa Bourse monte\nLe pétrole aussi\nUn long titre pour remplir la ligne entière\n";
        assert!(Lines::of(unwrapped).breaks(unwrapped, 16, 17));
        assert!(Lines::of("a\r\rb").breaks("a\r\rb", 1, 3));
    }
}
