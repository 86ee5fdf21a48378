//! Whether a word can be the predicate of a frame where it stands.

use crate::doc::{MentionKind, Upos};
use crate::relation::clause::Clauses;
use crate::relation::ontology::Ontology;
use crate::relation::pattern::{Frame, PredicateKind, Trigger};
use crate::relation::unit::Kind;

/// Whether a noun has a determiner and stands for nobody: "son usine", not "pour centres de données".
pub(super) fn stands_alone(clauses: &Clauses, at: usize) -> bool {
    let unit = clauses.unit(at);
    let kind = |m| clauses.layers.entities.mention(m).kind;
    let counted = unit.words.iter().any(|w| clauses.layers.tag(w).upos == Upos::Num);
    (unit.determined || counted) && unit.mention.is_none_or(|m| kind(m) == MentionKind::Name)
}

/// Whether the word is of the trigger's part of speech, reflexive where it must be.
pub(super) fn fits(clauses: &Clauses, at: usize, trigger: &Trigger) -> bool {
    let unit = clauses.unit(at);
    match trigger.kind {
        PredicateKind::Verb => {
            let verbal = unit.kind == Kind::Verb
                || (unit.kind == Kind::Other && clauses.layers.tag(unit.head).upos == Upos::Adj);
            verbal && unit.verb.reflexive == trigger.reflexive
        }
        PredicateKind::Noun => unit.kind == Kind::Noun && !market(clauses, at),
        PredicateKind::Mark => matches!(unit.kind, Kind::Open | Kind::Comma),
    }
}

/// "sur le marché", "des parts de marché", "une amende pour entente": no contract.
fn market(clauses: &Clauses, at: usize) -> bool {
    let unit = clauses.unit(at);
    clauses.classes.has("ambiguous-contract", clauses.lemma(at))
        && match unit.preposition.as_deref() {
            Some("de" | "pour") => !unit.determined,
            Some("sur" | "dans") => true,
            _ => false,
        }
}

/// Whether a frame's relation has a buyer or a seller besides its ends.
pub(super) fn sells(ontology: &Ontology, frame: &Frame) -> bool {
    let third = |a: &String| matches!(a.as_str(), "buyer" | "seller");
    ontology.get(&frame.relation).is_some_and(|r| r.attributes.iter().any(third))
}

/// "30 % des ventes de X": in the plural a figure of the accounts.
pub(super) fn turnover(clauses: &Clauses, at: usize) -> bool {
    clauses.classes.has("turnover-plural", clauses.lemma(at)) && clauses.plural(at)
}
