//! The room as a whole, on sentences of our own.

use super::EntityFinder;
use crate::data::DataFiles;
use crate::doc::{Document, Entities, MentionKind, Tag, Tags, Tokens};
use crate::text::Segmenter;
use proptest::prelude::*;
use std::sync::LazyLock;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::new(&DataFiles::embedded()).unwrap());
static FINDER: LazyLock<EntityFinder> =
    LazyLock::new(|| EntityFinder::new(&DataFiles::embedded()).unwrap());

fn find(text: &str) -> (Document, Tokens, Entities) {
    let mut document = Document::new("t", text);
    document.date = Some(jiff::civil::date(2026, 3, 10));
    let tokens = SEGMENTER.segment(&document);
    let tags = Tags(vec![Tag::default(); tokens.words.len()]);
    let entities = FINDER.find(&document, &tokens, &tags, None);
    (document, tokens, entities)
}

/// Entities as `type label`, in order of first mention.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let (_, _, entities) = find(text);
    let found: Vec<String> = entities.entities.iter().map(|e| format!("{} {}", e.kind, e.label)).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn types_of_names() {
    check(
        "Le groupe Vandermol a vendu son usine de Tours à la biotech danoise Lumivax, a dit Claire Morteau.",
        &["organization Vandermol", "place Tours", "organization Lumivax", "person Claire Morteau"],
    );
    check(
        "Implantée à Quimper, dans le Finistère, la société Algoval vise le Japon.",
        &["place Quimper", "place Finistère", "organization Algoval", "place Japon"],
    );
    check(
        "Le PDG de Sorbex Capital, M. Faugeron, quitte le CAC 40.",
        &["organization Sorbex Capital", "person Faugeron"],
    );
}

#[test]
fn institutions_and_states() {
    check(
        "Le tribunal de commerce de Rouen a prévenu le ministère de l'Économie et l'État belge.",
        &[
            "organization tribunal de commerce de Rouen",
            "organization ministère de l'Économie",
            "organization État belge",
        ],
    );
}

#[test]
fn one_entity_for_one_thing() {
    check(
        "Paul Arnavon dirige Velmont Technologies Group. M. Arnavon assure que Velmont embauche.",
        &["person Paul Arnavon", "organization Velmont Technologies Group"],
    );
    check(
        "La Banque centrale européenne hésite. La BCE attendra.",
        &["organization Banque centrale européenne"],
    );
}

#[test]
fn empty_text() {
    assert_eq!(find("").2, Entities::default());
}

proptest! {
    #[test]
    fn any_string_goes_through(text in "\\PC{0,80}|([A-Z][a-zé]{0,6}[ ,.'’&-]{0,2}(de |la |le |[0-9]{1,4} )?){0,20}") {
        let (document, tokens, found) = find(&text);
        for m in &found.mentions {
            prop_assert!(document.text.is_char_boundary(m.span.start as usize));
            prop_assert!(document.text.is_char_boundary(m.span.end as usize));
            let sentence = &tokens.sentences[m.sentence.index()];
            prop_assert!(sentence.span.contains(m.span));
            prop_assert!(m.words.has(m.head) && sentence.words.contains(m.words));
        }
        for v in &found.values {
            let sentence = &tokens.sentences[v.sentence.index()];
            prop_assert!(sentence.span.contains(v.span));
            prop_assert!(document.text.is_char_boundary(v.span.start as usize));
        }
        prop_assert!(found.mentions.is_sorted_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end))));
        for e in &found.entities {
            prop_assert!(!e.label.is_empty());
            prop_assert!(e.mentions.iter().any(|m| found.mention(*m).kind == MentionKind::Name));
        }
    }
}
