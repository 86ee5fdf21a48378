//! What `text/` gives: sentences, tokens and syntactic words.

use super::{ByteSpan, SentenceIdx, TokenIdx, WordIdx, WordSpan};
use smol_str::SmolStr;
use std::ops::Range;

/// A sentence, or what stands for one: a headline, a bullet, a dateline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From the first byte of its first token to the last of its last.
    pub span: ByteSpan,
    /// Its tokens, half-open.
    pub tokens: (TokenIdx, TokenIdx),
    /// Its syntactic words.
    pub words: WordSpan,
}

/// An orthographic token of Universal Dependencies: what stands between spaces,
/// with punctuation, elided words and clitics cut off. `du` is one token and two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: ByteSpan,
    /// Its syntactic words: one, or several for a multiword token. Never empty.
    pub words: WordSpan,
}

/// A syntactic word of Universal Dependencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The token that it is, or is a part of.
    pub token: TokenIdx,
    /// Its form where that is not the token's text: `de` and `le` of `du`.
    pub expansion: Option<SmolStr>,
}

/// The layer that `text/` lays over a document. Sentences cover the tokens in
/// order, tokens the words; spans rise and never overlap; what lies between two
/// tokens is white space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// In order of the text.
    pub sentences: Vec<Sentence>,
    /// In order of the text.
    pub tokens: Vec<Token>,
    /// In order of the text.
    pub words: Vec<Word>,
}

impl Tokens {
    /// The word's form: its expansion, or the text of its token.
    pub fn form<'a>(&'a self, text: &'a str, word: WordIdx) -> &'a str {
        let w = &self.words[word.index()];
        match &w.expansion {
            Some(form) => form,
            None => self.tokens[w.token.index()].span.of(text),
        }
    }

    /// The bytes of the word's token; the words of one multiword token share them.
    pub fn span(&self, word: WordIdx) -> ByteSpan {
        self.tokens[self.words[word.index()].token.index()].span
    }

    /// From the first byte of the first word to the last of the last.
    ///
    /// # Panics
    /// When `words` is empty.
    pub fn cover(&self, words: WordSpan) -> ByteSpan {
        let last = WordIdx(words.end.0 - 1);
        self.span(words.start).cover(self.span(last))
    }

    /// The sentence that holds the word.
    ///
    /// # Panics
    /// When the document has no such word.
    pub fn sentence_of(&self, word: WordIdx) -> SentenceIdx {
        let after = self.sentences.partition_point(|s| s.words.start <= word);
        SentenceIdx::from(after - 1)
    }

    /// The words whose tokens lie in `span`.
    pub fn words_in(&self, span: ByteSpan) -> WordSpan {
        let first = self.tokens.partition_point(|t| t.span.start < span.start);
        let after = self.tokens.partition_point(|t| t.span.end <= span.end).max(first);
        let word = |token: usize| match self.tokens.get(token) {
            Some(t) => t.words.start.index(),
            None => self.words.len(),
        };
        WordSpan::new(word(first), word(after))
    }

    /// Whether white space follows the token in the text (`SpaceAfter` of CoNLL-U).
    pub fn space_after(&self, token: TokenIdx) -> bool {
        let end = self.tokens[token.index()].span.end;
        self.tokens.get(token.index() + 1).is_none_or(|next| next.span.start > end)
    }
}

impl Sentence {
    /// Indices of its tokens, for slicing.
    pub fn token_range(&self) -> Range<usize> {
        self.tokens.0.index()..self.tokens.1.index()
    }
}
