//! Mentions in the text, entities, coreference.

use super::page::{Ink, Page, counted};
use crate::doc::{Mention, MentionKind, Sentence};

/// The sentences with mentions in brackets, each with the number of its entity; then the entities
/// by number.
pub(super) fn mentions(page: &mut Page<'_>) {
    for (n, sentence) in page.layers.tokens.sentences.clone().iter().enumerate() {
        let line = bracketed(page, sentence);
        page.line(format_args!("{:>4}  {line}", n + 1));
    }
    if !page.layers.entities.entities.is_empty() {
        page.line("");
    }
    let ids: Vec<_> = page.layers.entities.entities.iter().map(|e| e.id.clone()).collect();
    for (n, id) in ids.iter().enumerate() {
        let id = page.ink(Ink::Name, id);
        page.line(format_args!("{n:>4}  {id}"));
    }
}

/// The sentence on one line: `[0 Lactalis]`, nested where mentions are.
fn bracketed(page: &Page<'_>, sentence: &Sentence) -> String {
    let text = &page.document.text;
    let inside = |m: &&Mention| sentence.span.contains(m.span);
    // What is to be put in, by position; brackets close before others open.
    let mut marks: Vec<(u32, u8, u32, String)> = Vec::new();
    for mention in page.layers.entities.mentions.iter().filter(inside) {
        let open = page.ink(Ink::Name, &format!("[{}", mention.entity.0));
        let inner = u32::MAX - mention.span.end;
        marks.push((mention.span.start, 1, inner, open + " "));
        marks.push((mention.span.end, 0, u32::MAX - mention.span.start, page.ink(Ink::Name, "]")));
    }
    marks.sort();
    let mut line = String::new();
    let mut at = sentence.span.start as usize;
    for (position, _, _, mark) in marks {
        line += &text[at..position as usize];
        line += &mark;
        at = position as usize;
    }
    line += &text[at..sentence.span.end as usize];
    super::page::one_line(&line)
}

/// One entity a line: id, name, other names, how often it is mentioned; under it, why names were put together.
pub(super) fn entities(page: &mut Page<'_>) {
    let layer = page.layers.entities.clone();
    let wide = layer.entities.iter().map(|e| e.id.chars().count()).max().unwrap_or(0);
    for entity in &layer.entities {
        let id = page.ink(Ink::Name, &format!("{:<wide$}", entity.id));
        let others = entity.aliases.iter().map(|alias| format!(" = {alias}")).collect::<String>();
        let count = |kind, thing| {
            let n = entity.mentions.iter().filter(|&&m| layer.mention(m).kind == kind).count();
            (n > 0).then(|| counted(n, thing))
        };
        let kinds = [
            count(MentionKind::Name, "name"),
            count(MentionKind::Nominal, "nominal"),
            count(MentionKind::Pronoun, "pronoun"),
        ];
        let kinds: Vec<_> = kinds.into_iter().flatten().collect();
        page.line(format_args!("{id}  {}{others}  ({})", entity.label, kinds.join(", ")));
        for merge in &entity.merges {
            page.line(format_args!("{:wide$}    {} = {}: {}", "", merge.name, merge.with, merge.because));
        }
    }
}

/// Each entity with its mentions, one a line: sentence, range, kind, what found it, how sure.
pub(super) fn coreference(page: &mut Page<'_>) {
    let layer = page.layers.entities.clone();
    for entity in &layer.entities {
        let id = page.ink(Ink::Name, &entity.id);
        page.line(id);
        for &at in &entity.mentions {
            let mention = layer.mention(at);
            let kind = match mention.kind {
                MentionKind::Name => "name",
                MentionKind::Nominal => "nominal",
                MentionKind::Pronoun => "pronoun",
            };
            page.line(format_args!(
                "  [{}] {:<12} {kind:<8} {:<11} {:.2}  {}",
                mention.sentence.index() + 1,
                page.range(mention.span),
                mention.finder,
                mention.confidence.value(),
                page.quote(mention.span)
            ));
        }
    }
}
