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

/// Who stands behind the mention with this text.
#[track_caller]
fn check_behind(text: &str, mention: &str, expected: Option<&str>) {
    let (document, _, found) = find(text);
    let at =
        found.mentions.iter().find(|m| m.kind != MentionKind::Name && m.span.of(&document.text) == mention);
    let label = at.map(|m| found.entity(m.entity).label.as_str());
    assert_eq!(label, expected, "`{mention}` in: {text}");
}

#[test]
fn descriptions_stand_for_who_they_describe() {
    let two = "Le fabricant danois Lumivax a attaqué le distributeur Sorbex. ";
    check_behind(&format!("{two}Le fabricant réclame un million."), "Le fabricant", Some("Lumivax"));
    check_behind(&format!("{two}La société danoise se tait."), "La société danoise", Some("Lumivax"));
    check_behind(&format!("{two}Le distributeur nie."), "Le distributeur", Some("Sorbex"));
    let seated = "Implanté à Brest, Algoval, installé à Brest, a défié Vandermol. ";
    check_behind(
        &format!("{seated}Le groupe basé à Brest recrute."),
        "Le groupe basé à Brest",
        Some("Algoval"),
    );
}

#[test]
fn appositions_and_owners() {
    check_behind(
        "Vandermol, le premier chimiste belge, recrute.",
        "le premier chimiste belge",
        Some("Vandermol"),
    );
    check_behind("Lumivax recule. Sa filiale Sorbex progresse.", "Sa filiale Sorbex", Some("Sorbex"));
    check_behind("Lumivax recule. Sa filiale Sorbex progresse.", "Sa", Some("Lumivax"));
    check_behind("Lumivax recule. Sa maison mère, Algoval, l'aide.", "Sa maison mère", Some("Algoval"));
}

#[test]
fn pronouns() {
    check_behind("Claire Morteau a vendu Sorbex. Elle garde Lumivax.", "Elle", Some("Claire Morteau"));
    check_behind("Lumivax, dont le siège brûle, recule.", "dont", Some("Lumivax"));
    check_behind("Lumivax recule. Il faut attendre.", "Il", None);
    check_behind("Lumivax et Sorbex fusionnent. La première paie.", "La première", Some("Lumivax"));
}

#[test]
fn nothing_is_guessed_where_nobody_was_named() {
    check_behind("Le groupe a vendu son usine.", "Le groupe", None);
    check_behind("Lumivax a parlé. Le tribunal se tait.", "Le tribunal", None);
}
