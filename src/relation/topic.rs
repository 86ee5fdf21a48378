//! Whom a sentence is about when it does not say: the organization that the text before it
//! speaks of most. "Le directeur général, X, …" is that of this organization.

use crate::doc::{Document, Entities, EntityIdx, EntityType, Tokens};

/// How many sentences back a topic lasts.
const REACH: usize = 12;

/// The topics at each sentence: a firm, or another that is no authority; and an authority.
pub(super) fn topics(
    document: &Document,
    tokens: &Tokens,
    entities: &Entities,
    authority: impl Fn(EntityIdx) -> bool,
) -> Vec<[Option<EntityIdx>; 2]> {
    // In a newsletter each line has a topic of its own.
    let lines: Vec<usize> = tokens
        .sentences
        .windows(2)
        .scan(0, |line, pair| {
            *line += usize::from(
                document.text[pair[0].span.end as usize..pair[1].span.start as usize].contains('\n'),
            );
            Some(*line)
        })
        .collect();
    let line = |sentence: usize| sentence.checked_sub(1).map_or(0, |before| lines[before]);
    let mut spoken: Vec<Vec<EntityIdx>> = vec![Vec::new(); tokens.sentences.len()];
    for mention in &entities.mentions {
        if entities.entity(mention.entity).kind == EntityType::Organization {
            spoken[mention.sentence.index()].push(mention.entity);
        }
    }
    let mut counts = vec![0usize; entities.entities.len()];
    let mut topics = Vec::with_capacity(spoken.len());
    for at in 0..spoken.len() {
        let first = at.saturating_sub(REACH);
        let own = (first..at).find(|&s| line(s) == line(at)).unwrap_or(at);
        let told = spoken[own..at].iter().any(|s| !s.is_empty());
        let recent = &spoken[if told { own } else { first }..at];
        topics.push([false, true].map(|a| topic(recent, &counts, |e| authority(e) == a)));
        for entity in &spoken[at] {
            counts[entity.index()] += 1;
        }
    }
    topics
}

/// The one of the last sentences that is spoken of most so far; of two that stand equal the one
/// named first, for that is whom a text is about. Entities are in order of their first name.
fn topic(
    recent: &[Vec<EntityIdx>],
    counts: &[usize],
    fits: impl Fn(EntityIdx) -> bool,
) -> Option<EntityIdx> {
    let all = recent.iter().flatten().copied().filter(|&e| fits(e));
    all.max_by_key(|e| (counts[e.index()], std::cmp::Reverse(*e)))
}
