//! Sentences, tokens, tags.

use super::page::Page;
use crate::doc::WordIdx;

/// One sentence a line, numbered, with its range.
pub(super) fn sentences(page: &mut Page<'_>) {
    let sentences = page.layers.tokens.sentences.clone();
    let ranges: Vec<_> = sentences.iter().map(|s| page.range(s.span)).collect();
    let wide = ranges.iter().map(String::len).max().unwrap_or(0);
    for (n, (sentence, range)) in sentences.iter().zip(ranges).enumerate() {
        let quote = page.quote(sentence.span);
        page.line(format_args!("{:>4}  {range:<wide$}  {quote}", n + 1));
    }
}

/// Tokens in columns, the words of multiword tokens under them.
pub(super) fn tokens(page: &mut Page<'_>) {
    for (n, sentence) in page.layers.tokens.sentences.clone().iter().enumerate() {
        page.sentence_heading(n, sentence);
        let layer = &page.layers.tokens;
        let text = &page.document.text;
        let columns: Vec<_> = layer.tokens[sentence.token_range()]
            .iter()
            .map(|token| {
                let form = token.span.of(text).to_owned();
                let words: Vec<_> = token.words.iter().map(|w| layer.form(text, w)).collect();
                let words = if words == [form.as_str()] { String::new() } else { words.join("+") };
                vec![form, words]
            })
            .collect();
        page.columns(&columns);
    }
}

/// Words in columns; under them part of speech, lemma and the values of their features.
pub(super) fn tags(page: &mut Page<'_>) {
    for (n, sentence) in page.layers.tokens.sentences.clone().iter().enumerate() {
        page.sentence_heading(n, sentence);
        let columns: Vec<_> = sentence.words.iter().map(|word| tag(page, word)).collect();
        page.columns(&columns);
    }
}

fn tag(page: &Page<'_>, word: WordIdx) -> Vec<String> {
    let form = page.layers.tokens.form(&page.document.text, word).to_owned();
    let tag = page.layers.tags.of(word);
    let feats = tag.feats.to_string();
    let values: Vec<_> = feats.split('|').filter_map(|f| Some(f.split_once('=')?.1)).collect();
    vec![form, tag.upos.to_string(), tag.lemma.to_string(), values.join(".")]
}
