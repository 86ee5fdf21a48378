//! Syntactic words: `du` is `de` and `le`, unless it is an article.

use super::chars::at;
use super::lexicon::Lexicon;
use super::scanner::Scan;
use crate::doc::{Sentence, Tokens, Word, WordIdx, WordSpan};
use smol_str::SmolStr;

/// Gives each token its words.
pub(super) fn words(text: &str, lexicon: &Lexicon, scan: Scan, mut sentences: Vec<Sentence>) -> Tokens {
    let mut tokens = scan.tokens;
    let mut words = Vec::with_capacity(tokens.len() + tokens.len() / 16 + 1);
    for sentence in &mut sentences {
        let first = WordIdx::from(words.len());
        for t in sentence.token_range() {
            let start = words.len();
            let form = tokens[t].span.of(text);
            match expand(form, lexicon, t == sentence.token_range().start) {
                Some(parts) => {
                    let style = Style::of(form);
                    for part in parts {
                        let expansion = Some(style.apply(part, words.len() == start));
                        words.push(Word { token: t.into(), expansion });
                    }
                }
                None => words.push(Word { token: t.into(), expansion: None }),
            }
            tokens[t].words = WordSpan::new(start, words.len());
        }
        sentence.words = WordSpan { start: first, end: words.len().into() };
    }
    Tokens { sentences, tokens, words }
}

/// The words of a contraction; `None` for a token that is one word.
fn expand<'a>(form: &str, lexicon: &'a Lexicon, opens: bool) -> Option<&'a [Box<str>]> {
    // All contractions start with `à` or `de`, and are short.
    if form.len() > 12 || !matches!(at(form, 0), 'a' | 'A' | 'd' | 'D') {
        return None;
    }
    let contraction = lexicon.contractions.get(form)?;
    // `Des salariés ont…` opens a sentence more often than `Des salariés, deux ont…`.
    (!(opens && contraction.or_article)).then_some(&contraction.words[..])
}

/// How a contraction is written, which its words follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Lower,
    Capital,
    Capitals,
}

impl Style {
    fn of(form: &str) -> Self {
        let mut chars = form.chars();
        match (chars.next().is_some_and(char::is_uppercase), chars.next().is_some_and(char::is_uppercase)) {
            (true, true) => Self::Capitals,
            (true, false) => Self::Capital,
            _ => Self::Lower,
        }
    }

    fn apply(self, word: &str, is_first: bool) -> SmolStr {
        match self {
            Self::Capitals => word.to_uppercase().into(),
            Self::Capital if is_first => {
                let first = at(word, 0);
                let rest = &word[first.len_utf8()..];
                smol_str::format_smolstr!("{}{rest}", first.to_uppercase())
            }
            _ => SmolStr::new(word),
        }
    }
}
