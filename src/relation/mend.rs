//! What chunking from left to right cannot see: auxiliaries that participles share, presents that
//! look like participles, names that belong to the noun before.

use super::prepositions::Prepositions;
use super::unit::{Kind, Layers, Unit, Verbal};
use crate::doc::{MentionKind, Upos, ValueKind};

/// "a fermé son usine et racheté X": a participle that "et" joins to a verb with its auxiliary has
/// tense and voice of that verb.
pub(super) fn share_auxiliaries(layers: &Layers, units: &mut [Unit]) {
    for at in 2..units.len() {
        if !units[at].verb.participle || units[at].preposition.is_some() {
            continue;
        }
        let Some(first) = sharing(layers, units, at) else { continue };
        let Verbal { finite, infinitive, passive, .. } = units[first].verb;
        let own = &mut units[at].verb;
        (own.finite, own.infinitive, own.passive, own.participle) = (finite, infinitive, passive, false);
    }
}

/// "X, filiale de Y, construit l'usine": a participle takes no object; the form is a present.
pub(super) fn read_presents(layers: &Layers, units: &mut [Unit]) {
    for at in 1..units.len().saturating_sub(1) {
        let unit = &units[at];
        let head = layers.tag(unit.head);
        let both = layers.form(unit.head).ends_with("it") && head.lemma.ends_with("re");
        let object = &units[at + 1];
        let bare = object.kind == Kind::Noun && object.preposition.is_none() && object.determined;
        let dated = object.mention.is_none()
            && object.value.is_some_and(|v| {
                matches!(
                    layers.entities.values[v.index()].kind,
                    ValueKind::Date(_) | ValueKind::Duration(_)
                )
            });
        if unit.verb.participle && both && bare && !dated && units[at - 1].kind == Kind::Comma {
            let head = unit.head;
            let verb = &mut units[at].verb;
            (verb.finite, verb.participle, verb.passive) = (Some(head), false, false);
        }
    }
}

/// The verb whose auxiliary the participle shares.
fn sharing(layers: &Layers, units: &[Unit], at: usize) -> Option<usize> {
    let link = (0..at).rev().find(|&i| units[i].kind != Kind::Other)?;
    let feats = layers.tag(units[at].head).feats;
    let next = units.get(at + 1);
    let object = next.is_some_and(|u| u.kind == Kind::Noun && u.preposition.is_none());
    let adjective = link.checked_sub(1).is_some_and(|i| layers.tag(units[i].head).upos == Upos::Adj);
    // "une usine moderne et située à Y", "X, basé à Y et coté": said of the noun.
    match units[link].kind {
        Kind::And if !adjective || object => {}
        Kind::Comma if object && list_closes(units, at) => {}
        _ => return None,
    }
    let first = (0..link)
        .rev()
        .find(|&i| !matches!(units[i].kind, Kind::Noun | Kind::Other | Kind::And | Kind::Comma))?;
    let verb = &units[first].verb;
    let compound = verb.finite.is_some_and(|f| f != units[first].head && layers.tag(f).upos == Upos::Aux);
    let active = compound && !verb.passive;
    let bare = !matches!(feats.number(), Some("Plur")) && !matches!(feats.gender(), Some("Fem"));
    let agent = next.is_some_and(|u| u.preposition.as_deref() == Some("par"));
    (units[first].kind == Kind::Verb && compound && (!active || bare && !agent)).then_some(first)
}

/// Whether "et" and another participle follow: "fermé A, recruté B et racheté C".
fn list_closes(units: &[Unit], at: usize) -> bool {
    let next = (at + 1..units.len()).find(|&i| !matches!(units[i].kind, Kind::Noun | Kind::Other));
    next.is_some_and(|i| units[i].kind == Kind::And && units.get(i + 1).is_some_and(|u| u.verb.participle))
}

/// "Le fournisseur d'infrastructures d'intelligence artificielle X": a name that ends a
/// complement without a determiner belongs to the noun that the complement describes.
pub(super) fn lend_names(layers: &Layers, prepositions: &Prepositions, units: &mut [Unit]) {
    for i in 1..units.len() {
        let unit = &units[i];
        let named = unit.mention.filter(|&m| {
            let mention = layers.entities.mention(m);
            mention.kind == MentionKind::Name && !mention.words.has(unit.head)
        });
        let Some(mention) = named else { continue };
        let mut to = i;
        // "le groupe de services aux collectivités X": the field is no party of its own.
        let field = |u: &Unit| {
            !u.determined
                || matches!(u.preposition.as_deref(), Some("à" | "pour" | "dans" | "sur"))
                    && !prepositions.is_party(layers.lemma(u.head))
        };
        while to > 0
            && units[to].kind == Kind::Noun
            && (field(&units[to]) && to == i || !units[to].determined)
            && matches!(units[to].preposition.as_deref(), Some("de" | "en" | "à" | "pour" | "dans" | "sur"))
            && units[to - 1].kind == Kind::Noun
            && layers.tag(units[to - 1].head).upos == Upos::Noun
            && units[to - 1].mention.is_none_or(|m| layers.entities.mention(m).kind != MentionKind::Name)
        {
            to -= 1;
        }
        let party = prepositions.is_party(layers.lemma(units[to].head));
        if to != i && units[to].determined && (party || !units[i].determined) {
            units[i].mention = None;
            units[to].mention = Some(mention);
        }
    }
}

/// "le courtier en ligne X", "la plateforme de vente à domicile X": a name right behind a complement
/// that no name fits belongs to the party that the chain begins with.
pub(super) fn lend_bare_names(layers: &Layers, prepositions: &Prepositions, units: &mut [Unit]) {
    for i in 1..units.len() {
        let unit = &units[i];
        let pure = unit.mention.filter(|&m| {
            let mention = layers.entities.mention(m);
            mention.kind == MentionKind::Name && mention.words.has(unit.head)
        });
        let free = unit.kind == Kind::Noun && unit.preposition.is_none() && !unit.determined;
        let Some(mention) = pure.filter(|_| free) else { continue };
        let named =
            |u: &Unit| u.mention.is_some_and(|m| layers.entities.mention(m).kind == MentionKind::Name);
        let mut to = i;
        while to > 0
            && units[to - 1].kind == Kind::Noun
            && !named(&units[to - 1])
            && units[to - 1].value.is_none()
            && (to == i || units[to].preposition.is_some())
        {
            to -= 1;
            if units[to].determined {
                break;
            }
        }
        let top = &units[to];
        let bare_between = (to + 1..i).all(|j| units[j].preposition.is_some() && !units[j].determined);
        let party = prepositions.is_party(layers.lemma(top.head));
        if to + 1 < i && top.determined && bare_between && party {
            units[i].mention = None;
            units[to].mention = Some(mention);
        }
    }
}
