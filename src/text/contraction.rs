//! Syntactic words: `du` is `de` and `le`, unless it is an article.

use super::chars::at;
use super::features::View;
use super::lexicon::{Contraction, Lexicon};
use super::linear::Linear;
use super::scanner::Scan;
use crate::doc::{Sentence, Tokens, Word, WordIdx, WordSpan};
use smol_str::SmolStr;

/// Gives each token its words.
pub(super) fn words(
    text: &str,
    lexicon: &Lexicon,
    articles: &Linear,
    scan: Scan,
    mut sentences: Vec<Sentence>,
) -> Tokens {
    let mut words = Vec::with_capacity(scan.tokens.len() + scan.tokens.len() / 16 + 1);
    let mut spans = Vec::with_capacity(scan.tokens.len());
    let view = View { text, lexicon, tokens: &scan.tokens };
    for sentence in &mut sentences {
        let first = WordIdx::from(words.len());
        for t in sentence.token_range() {
            let start = words.len();
            let form = scan.tokens[t].span.of(text);
            let parts = contraction(form, lexicon).filter(|c| {
                !c.or_article || {
                    let mut score = articles.score();
                    view.article(sentence.tokens.0.index(), t, &mut score);
                    score.sum <= 0
                }
            });
            match parts {
                Some(contraction) => {
                    let style = Style::of(form);
                    for part in &contraction.words {
                        let expansion = Some(style.apply(part, words.len() == start));
                        words.push(Word { token: t.into(), expansion });
                    }
                }
                None => words.push(Word { token: t.into(), expansion: None }),
            }
            spans.push(WordSpan::new(start, words.len()));
        }
        sentence.words = WordSpan { start: first, end: words.len().into() };
    }
    let mut tokens = scan.tokens;
    for (token, words) in tokens.iter_mut().zip(spans) {
        token.words = words;
    }
    Tokens { sentences, tokens, words }
}

/// The contraction that a token is or may be.
pub(super) fn contraction<'a>(form: &str, lexicon: &'a Lexicon) -> Option<&'a Contraction> {
    // All contractions start with `à` or `de`, and are short.
    if form.len() > 12 || !matches!(at(form, 0), 'a' | 'A' | 'd' | 'D') {
        return None;
    }
    lexicon.contractions.get(form)
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
