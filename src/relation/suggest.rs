//! A frame out of a sentence: which predicate binds two entities, and where they stand around it.
//! The start of a pattern, for `filature rules new`.

use super::bind::{Filler, Situation};
use super::clause::Clauses;
use super::confidence::Bond;
use super::pattern::PredicateKind;
use super::slot::Slot;
use super::unit::Kind;
use crate::doc::{EntityIdx, MentionKind, Modality, WordIdx};

/// A predicate that binds two entities, in the words of pattern files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Verb or noun.
    pub kind: PredicateKind,
    /// `s'emparer`, `rachat`, `mettre + obj:main`.
    pub predicate: String,
    /// Its word in the text.
    pub word: WordIdx,
    /// Where the subject stands: `subj`, `à:capital>de`.
    pub subject: String,
    /// Where the object stands; where the subject does, both are one plural: "A et B fusionnent".
    pub object: String,
    /// What tense, mood and negation say.
    pub modality: Modality,
    bonds: [Bond; 2],
    nested: bool,
}

/// A way to an entity.
struct Way {
    words: String,
    bond: Bond,
    /// The noun on the way, where there is one.
    through: Option<usize>,
}

/// What binds the two in a sentence, the surest first.
pub(super) fn suggest(clauses: &Clauses, subject: EntityIdx, object: EntityIdx) -> Vec<Suggestion> {
    let mut found = Vec::new();
    // A chunk whose noun is a name: "Danone", not "la filiale Danone".
    let named = |at: usize| {
        let unit = clauses.unit(at);
        let name = unit.mention.map(|m| clauses.layers.entities.mention(m));
        name.is_some_and(|m| m.kind == MentionKind::Name && m.words.has(unit.head))
    };
    for (at, unit) in clauses.units().iter().enumerate() {
        let lemma = clauses.lemma(at);
        let (kind, situation) = match unit.kind {
            Kind::Verb if lemma != "être" => (PredicateKind::Verb, clauses.verb_situation(at)),
            Kind::Noun if unit.value.is_none() && !named(at) => {
                (PredicateKind::Noun, clauses.noun_situation(at))
            }
            _ => continue,
        };
        let ways = [way(clauses, &situation, subject), way(clauses, &situation, object)];
        let [Some(from), Some(to)] = ways else { continue };
        let own = || {
            let bare = situation.args.iter().find_map(|a| match a.filler {
                Filler::Unit(u) if a.slot == Slot::Object && u > at => Some(u),
                _ => None,
            });
            // "met la main sur Y": the verb alone says nothing.
            bare.filter(|&u| clauses.unit(u).mention.is_none() && clauses.unit(u).value.is_none())
        };
        let idiom =
            if kind == PredicateKind::Verb { from.through.or(to.through).or_else(own) } else { None };
        let through = idiom.and_then(|u| {
            let slot = situation.args.iter().find(|a| a.filler == Filler::Unit(u)).map(|a| &a.slot)?;
            Some(format!(" + {slot}:{}", clauses.lemma(u)))
        });
        let se = match (unit.verb.reflexive, lemma.chars().next()) {
            (false, _) => "",
            (true, Some('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'é' | 'è' | 'ê')) => "s'",
            (true, _) => "se ",
        };
        let state = [&from, &to].iter().any(|w| w.words == "self");
        found.push(Suggestion {
            kind,
            predicate: format!("{se}{lemma}{}", through.unwrap_or_default()),
            word: unit.head,
            modality: clauses.modality(&situation, state).modality,
            bonds: [from.bond, to.bond],
            nested: from.through.is_some() || to.through.is_some(),
            subject: from.words,
            object: to.words,
        });
    }
    // A noun that its verb lends an end stands behind the verb.
    let lent = |s: &Suggestion| {
        let verbal = |slot: &str| slot == "subj" || slot == "obj";
        s.kind == PredicateKind::Noun && (verbal(&s.subject) || verbal(&s.object))
    };
    found.sort_by_key(|s| (lent(s), s.bonds[0].max(s.bonds[1]), s.nested, s.bonds[0].min(s.bonds[1])));
    found
}

/// The surest and shortest way from a predicate to an entity.
fn way(clauses: &Clauses, situation: &Situation, entity: EntityIdx) -> Option<Way> {
    let stands = |filler| clauses.entities(filler).iter().any(|e| e.0 == entity);
    let ways = situation.args.iter().filter(|a| stands(a.filler)).filter_map(|a| {
        // What the engine guesses is no place to name.
        if matches!(a.slot, Slot::Topic | Slot::Last | Slot::Modifier) {
            return None;
        }
        let noun = a.via.filter(|&via| {
            via != situation.unit
                && clauses.unit(via).mention.is_none()
                && !clauses.classes.has("transparent", clauses.lemma(via))
        });
        let Some(noun) = noun else {
            // "monte à 12 % du capital de Y": through a share.
            let share = match a.filler {
                Filler::Unit(u) if clauses.unit(u).mention.is_none() && a.slot != Slot::This => {
                    format!(":{}", clauses.lemma(u))
                }
                _ => String::new(),
            };
            return Some(Way { words: format!("{}{share}", a.slot), bond: a.bond, through: None });
        };
        let outer = situation.args.iter().find(|o| o.filler == Filler::Unit(noun))?;
        let words = format!("{}:{}>{}", outer.slot, clauses.lemma(noun), a.slot);
        Some(Way { words, bond: a.bond.max(outer.bond), through: Some(noun) })
    });
    ways.min_by_key(|w| (w.bond, w.through.is_some()))
}
