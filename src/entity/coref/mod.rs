//! Who "le groupe", "l'avionneur", "elle", "sa" are: descriptions and pronouns bound to named entities.

pub mod antecedent;
mod bind;
mod description;
mod discourse;
mod place;
mod pronoun;
mod traits;

use super::gazetteer::Gazetteer;
use super::lexicon::Lexicon;
use super::sheet::Sheet;
use crate::doc::{Confidence, Entities, EntityIdx, Finder, Mention, MentionIdx, MentionKind, SentenceIdx};
use antecedent::Judge;
use discourse::Discourse;
use std::ops::Range;

/// A description or a pronoun with the entity that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bound {
    tokens: Range<usize>,
    head: usize,
    sentence: usize,
    kind: MentionKind,
    entity: EntityIdx,
    confidence: u16,
}

/// Adds the nominal and pronominal mentions to the named ones.
pub fn resolve(
    sheet: &Sheet,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    judge: &mut dyn Judge,
    entities: &mut Entities,
) {
    if entities.mentions.is_empty() {
        return;
    }
    let mut discourse = Discourse::new(sheet, gazetteer, lexicon, entities);
    let mut bound = Vec::new();
    for (sentence, range) in sheet.sentences.iter().enumerate() {
        let mut i = range.start;
        while i < range.end {
            discourse.pass_names(i);
            // Nothing stands for another inside of a name: "SA", "Le Monde".
            if discourse.name_at(i).is_some() {
                i = discourse.name_tokens(i).end;
                continue;
            }
            let description = description::read(&discourse, range, i);
            let mut found = match &description {
                Some(np) => discourse.bind_description(np, sentence, judge),
                None => pronoun::read(&discourse, sentence, i, judge),
            };
            // "sa filiale X": the determiner stands for the owner.
            if description.is_some() {
                found.extend(pronoun::possessive(&discourse, sentence, i, judge));
            }
            found.iter().for_each(|b| discourse.note(b));
            if let Some(np) = &description
                && let description::Noun::Trade(trade) = np.noun
            {
                discourse.note_gender(np.tokens.start, trade.feminine);
            }
            let end = match &description {
                // "le patron du groupe": a description within.
                Some(np) if np.named.is_none() => np.after_noun,
                Some(np) => np.tokens.end,
                None => found.first().map_or(i + 1, |b| b.tokens.end),
            };
            // Names inside the description are passed as well.
            (i + 1..end).for_each(|k| discourse.pass_names(k));
            bound.append(&mut found);
            i = end.max(i + 1);
        }
    }
    merge(sheet, entities, &bound);
}

/// Puts the new mentions among the old ones, in order of the text, and numbers them anew.
fn merge(sheet: &Sheet, entities: &mut Entities, bound: &[Bound]) {
    for b in bound {
        entities.mentions.push(Mention {
            span: sheet.span(&b.tokens),
            sentence: SentenceIdx::from(b.sentence),
            words: sheet.words(&b.tokens),
            head: sheet.pieces[b.head].words.start,
            kind: b.kind,
            entity: b.entity,
            finder: Finder::Coreference,
            confidence: Confidence::from_thousandths(b.confidence),
        });
    }
    entities.mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), m.kind, m.entity));
    entities.mentions.dedup_by_key(|m| (m.span, m.entity));
    for entity in &mut entities.entities {
        entity.mentions.clear();
    }
    for (i, mention) in entities.mentions.iter().enumerate() {
        entities.entities[mention.entity.index()].mentions.push(MentionIdx::from(i));
    }
}
