//! Scores the text stage on gold CoNLL-U files, from raw text:
//! `cargo run --profile quick --example conllu_text -- [-v] gold.conllu…`; `-v`
//! lists each place where gold and system differ.

use filature::data::DataFiles;
use filature::doc::conllu::{ConlluSentence, read};
use filature::doc::{Document, Tokens};
use filature::eval::conllu::{evaluate, raw_text};
use filature::text::Segmenter;
use std::collections::BTreeSet;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a == "-v");
    let segmenter = Segmenter::new(&DataFiles::embedded())?;
    let mut gold = Vec::new();
    for path in &paths {
        gold.extend(read(&std::fs::read_to_string(path)?)?);
    }
    let document = Document::new("gold", raw_text(&gold));
    let tokens = segmenter.segment(&document);
    if !flags.is_empty() {
        list_differences(&gold, &document, &tokens);
    }
    print!("{}", evaluate(&gold, &document, &tokens, None, None)?);
    Ok(())
}

/// Prints what only one side has: `-` gold, `+` system, with the text around.
fn list_differences(gold: &[ConlluSentence], document: &Document, tokens: &Tokens) {
    let text = &document.text;
    let (mut gold_items, mut at) = (BTreeSet::new(), 0);
    for sentence in gold {
        let start = at;
        for token in &sentence.tokens {
            let words = &sentence.words[token.first..token.first + token.count];
            let words: Vec<_> = words.iter().map(|w| w.form.to_lowercase()).collect();
            gold_items.insert((at, at + token.form.len(), "token", words.join("+")));
            at += token.form.len() + usize::from(token.space_after());
        }
        at = start + sentence.text().len();
        gold_items.insert((start, at, "sentence", String::new()));
        at += 1;
    }
    let mut system_items = BTreeSet::new();
    for sentence in &tokens.sentences {
        let range = sentence.span.range();
        system_items.insert((range.start, range.end, "sentence", String::new()));
    }
    for token in &tokens.tokens {
        let range = token.span.range();
        let words: Vec<_> = token.words.iter().map(|w| tokens.form(text, w).to_lowercase()).collect();
        system_items.insert((range.start, range.end, "token", words.join("+")));
    }
    for item in gold_items.symmetric_difference(&system_items) {
        let sign = if gold_items.contains(item) { '-' } else { '+' };
        let (start, end, kind, words) = item;
        let before: Vec<char> = text[..*start].chars().rev().take(30).collect();
        let before: String = before.into_iter().rev().collect();
        let after: String = text[*end..].chars().take(30).collect();
        let inside = &text[*start..*end];
        println!("{sign} {kind} {before}⟦{inside}⟧{after} {words}");
    }
}
