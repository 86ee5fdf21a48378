//! Pronouns and possessives: "il", "elle", "celui-ci", "qui", "dont", "lui", "son".

use super::Bound;
use super::discourse::Discourse;
use crate::doc::{EntityIdx, EntityType, MentionKind, Upos};
use crate::entity::gazetteer::Common;
use crate::entity::lexicon::TradeClass;
use crate::entity::sheet::Shape;

/// The owner for whom a possessive determiner stands: the sentence's subject, or that of the one before.
pub fn possessive(d: &Discourse, sentence: usize, at: usize) -> Vec<Bound> {
    let before = |f: &dyn Fn(usize, usize) -> Vec<EntityIdx>| {
        let here = f(sentence, at);
        if here.is_empty() && sentence > 0 { f(sentence - 1, usize::MAX) } else { here }
    };
    // "Y, son rival, …": Y is not its own rival.
    let range = &d.sheet.sentences[sentence];
    let apposed = (at >= range.start + 2 && d.sheet.form(at - 1) == ",")
        .then(|| d.mention_ending(at - 2))
        .flatten()
        .filter(|e| d.kind(*e) == EntityType::Organization)
        .filter(|_| d.lexicon.person(d.sheet.folded_in(range, Some(at + 1))).is_none());
    if let Some(apposed) = apposed
        && matches!(d.sheet.folded(at), "son" | "sa")
    {
        // Authorities have no rivals.
        let fits = |e: &EntityIdx| *e != apposed && !d.traits[e.index()].body;
        let subject = d.subject(sentence, at).filter(fits);
        let before = || d.subject(sentence.checked_sub(1)?, usize::MAX).filter(fits);
        let owner = subject.or_else(before);
        return owner.map(|owner| bound(at, at + 1, sentence, owner, 700)).into_iter().collect();
    }
    let noun = d.sheet.folded_in(range, Some(at + 1));
    let part = d.lexicon.trade(noun).is_some_and(|t| t.class == TradeClass::Part);
    let back = |n: usize| d.sheet.folded_in(range, at.checked_sub(n));
    let given = || back(1) == "a" || back(1) == "de" && back(2) == "aupres";
    let owners = match d.sheet.folded(at) {
        // "rachète Y à ses fondateurs", "auprès de son propriétaire": those of what is bought.
        "son" | "sa" | "ses" if d.lexicon.owns(noun) && given() && bought(d, sentence, at).is_some() => {
            bought(d, sentence, at).into_iter().collect()
        }
        // "Sony et sa filiale": that of the name before "et".
        "son" | "sa" | "ses"
            if d.sheet.folded_in(&d.sheet.sentences[sentence], at.checked_sub(1)) == "et"
                && at >= 2
                && d.mention_ending(at - 2).is_some_and(|e| d.kind(e) != EntityType::Place) =>
        {
            d.mention_ending(at - 2).into_iter().collect()
        }
        // "sa directrice générale", "son concurrent", "sa filiale": those of an organization.
        "son" | "sa" | "ses" if d.lexicon.person(noun).is_some() || part => {
            (sentence.saturating_sub(2)..=sentence).rev().find_map(|s| firm(d, s, at)).into_iter().collect()
        }
        "son" | "sa" | "ses" => before(&|s, at| d.subject(s, at).into_iter().collect()),
        // "leur coentreprise": both parties, where there are just two.
        "leur" | "leurs" => before(&|s, at| d.two(s, at, |_| true)),
        _ => Vec::new(),
    };
    owners.into_iter().map(|owner| bound(at, at + 1, sentence, owner, 700)).collect()
}

/// The organization that a sentence is about, or its first, media aside.
fn firm(d: &Discourse, sentence: usize, before: usize) -> Option<EntityIdx> {
    let organization = |e: &EntityIdx| d.kind(*e) == EntityType::Organization;
    d.subject(sentence, before).filter(organization).or_else(|| {
        let spoken = |e: &EntityIdx| organization(e) && !d.traits[e.index()].media;
        d.parties(sentence, before).into_iter().find(spoken)
    })
}

/// The organization named last before a token, where it is not the sentence's subject.
fn bought(d: &Discourse, sentence: usize, at: usize) -> Option<EntityIdx> {
    let here = d.of_sentence(sentence).iter().rev().find(|e| e.at < at)?;
    let firm = d.kind(here.entity) == EntityType::Organization;
    (firm && d.subject(sentence, at) != Some(here.entity)).then_some(here.entity)
}

/// The pronoun at a token.
pub fn read(d: &Discourse, sentence: usize, at: usize) -> Vec<Bound> {
    if matches!(d.sheet.folded(at), "son" | "sa" | "ses" | "leur" | "leurs") {
        return possessive(d, sentence, at);
    }
    if matches!(d.sheet.folded(at), "ils" | "elles") {
        return plural(d, sentence, at, d.sheet.folded(at) == "elles");
    }
    one(d, sentence, at).into_iter().collect()
}

/// "ils", "elles": the two parties of the sentence before, none of them known to be of the wrong gender.
fn plural(d: &Discourse, sentence: usize, at: usize, feminine: bool) -> Vec<Bound> {
    let fits = |e: EntityIdx| {
        let man = d.kind(e) == EntityType::Person && d.traits[e.index()].feminine == Some(false);
        !(feminine && man)
    };
    let two =
        (sentence.saturating_sub(1)..=sentence).rev().map(|s| d.two(s, at, fits)).find(|t| !t.is_empty());
    let two = two.unwrap_or_default();
    // "Ils" are firms or people, seldom one of each.
    let alike = two.windows(2).all(|w| d.kind(w[0]) == d.kind(w[1]));
    two.into_iter().filter(|_| alike).map(|e| bound(at, at + 1, sentence, e, 600)).collect()
}

/// A pronoun that stands for one entity.
fn one(d: &Discourse, sentence: usize, at: usize) -> Option<Bound> {
    let range = &d.sheet.sentences[sentence];
    let word = |i: usize| d.sheet.folded_in(range, Some(i));
    let before = d.sheet.folded_in(range, at.checked_sub(1));
    match word(at) {
        "elle" | "lui" if oblique(before) => {
            let actor = d.subject(sentence, at);
            other(d, sentence, at, actor).map(|e| bound(at, at + 1, sentence, e, 650))
        }
        "il" if !impersonal(&word, at) => subject(d, sentence, at, Some(false)),
        "elle" => subject(d, sentence, at, Some(true)),
        "celui ci" | "celle ci" => last(d, sentence, at, at + 1, word(at) == "celle ci"),
        "celui" | "celle" if word(at + 1) == "ci" => last(d, sentence, at, at + 2, word(at) == "celle"),
        "ce" | "cette" if matches!(word(at + 1), "dernier" | "derniere") && closed(d, sentence, at + 2) => {
            last(d, sentence, at, at + 2, word(at) == "cette")
        }
        "le" | "la" if matches!(word(at + 1), "premier" | "premiere" | "second" | "seconde") => {
            ordinal(d, sentence, at)
        }
        "lui" if before != "a" && before != "de" && before != "d'" => dative(d, sentence, at),
        "qui" | "dont" | "lequel" | "laquelle" | "ou" | "que" | "qu'" => relative(d, sentence, at),
        _ => None,
    }
}

fn bound(start: usize, end: usize, sentence: usize, entity: EntityIdx, confidence: u16) -> Bound {
    Bound { tokens: start..end, head: start, sentence, kind: MentionKind::Pronoun, entity, confidence }
}

/// "il faut", "il y a", "il s'agit".
fn impersonal<'a>(word: &impl Fn(usize) -> &'a str, at: usize) -> bool {
    let next = if matches!(word(at + 1), "ne" | "n'") { word(at + 2) } else { word(at + 1) };
    matches!(
        next,
        "y" | "faut"
            | "faudra"
            | "faudrait"
            | "fallait"
            | "s'agit"
            | "semble"
            | "semblerait"
            | "convient"
            | "manque"
            | "reste"
            | "suffit"
            | "parait"
            | "pleut"
            | "importe"
            | "vaut"
    ) || next == "s'" && matches!(word(at + 2), "agit" | "agissait" | "agirait")
}

/// A subject pronoun: the party that the sentence or the one before is about, of the right gender.
fn subject(d: &Discourse, sentence: usize, at: usize, feminine: Option<bool>) -> Option<Bound> {
    let mut best: Vec<(i32, EntityIdx)> = Vec::new();
    // "Fondée par X, elle emploie": whom the participle is said of is not in its own phrase.
    let fronted = at.checked_sub(1).is_some_and(|comma| d.fronted(sentence) == Some(comma)) && sentence > 0;
    let last = if fronted { sentence - 1 } else { sentence };
    for s in sentence.saturating_sub(2)..=last {
        for entity in d.parties(s, at) {
            let t = &d.traits[entity.index()];
            let clash = t.feminine.is_some() && t.feminine != feminine;
            let person = d.kind(entity) == EntityType::Person;
            // Grammar gives firms both genders; a first name or an article is a sure sign.
            if clash && person || best.iter().any(|b| b.1 == entity) {
                continue;
            }
            let agrees = t.feminine == feminine;
            // "X dit qu'il": the sentence's own subject comes first.
            let own = d.subject(sentence, at) == Some(entity);
            // "Le groupe dit qu'il": as the sentence has just called it.
            let called = match d.called(entity, sentence, at) {
                Some(called) if Some(called) == feminine => 4,
                Some(_) => -2,
                None => 0,
            };
            let score = d.salience(entity, at, sentence)
                + called
                + if own { 3 } else { 0 }
                + if clash {
                    -4
                } else if agrees {
                    2
                } else {
                    0
                }
                - if t.media { 4 } else { 0 };
            best.push((score, entity));
        }
    }
    best.sort_by_key(|&(score, e)| (-score, e));
    let &(score, entity) = best.first()?;
    let second = best.get(1).map_or(i32::MIN / 2, |b| b.0);
    (score > second && score >= 2).then(|| bound(at, at + 1, sentence, entity, 700))
}

/// "celui-ci", "ce dernier": the party named last.
fn last(d: &Discourse, sentence: usize, at: usize, end: usize, feminine: bool) -> Option<Bound> {
    if let Some(entity) = d.named_after(end, sentence) {
        return Some(bound(at, end, sentence, entity, 900));
    }
    let event = d.events.iter().rev().find(|e| {
        let t = &d.traits[e.entity.index()];
        let person = d.kind(e.entity) == EntityType::Person;
        let clash = t.feminine.is_some_and(|f| f != feminine) && person;
        e.at < at
            && sentence - e.sentence <= 1
            && (person || d.kind(e.entity) == EntityType::Organization)
            && !clash
    })?;
    Some(bound(at, end, sentence, event.entity, 700))
}

/// "le premier … le second": the two parties named just before.
fn ordinal(d: &Discourse, sentence: usize, at: usize) -> Option<Bound> {
    if !closed(d, sentence, at + 2) {
        return None;
    }
    let first = d.sheet.folded(at + 1).starts_with("premi");
    let pair =
        (sentence.saturating_sub(1)..=sentence).rev().map(|s| d.parties(s, at)).find(|p| p.len() >= 2)?;
    let pair: Vec<EntityIdx> =
        pair.into_iter().filter(|e| d.kind(*e) == EntityType::Organization).collect();
    // A third party leaves it open which two are meant; the last two are, where they stand side by side.
    let pair = &pair[pair.len().saturating_sub(2)..];
    let entity = if first { pair.first() } else { pair.get(1) }?;
    Some(bound(at, at + 2, sentence, *entity, 650))
}

/// Whether no noun follows, so that "le premier", "ce dernier" stand alone.
fn closed(d: &Discourse, sentence: usize, at: usize) -> bool {
    let range = &d.sheet.sentences[sentence];
    if !range.contains(&at) {
        return true;
    }
    let piece = d.sheet.pieces[at];
    let common = d.gazetteer.word(d.sheet.folded(at));
    piece.shape.is(Shape::MARK)
        || piece.shape.is(Shape::NUMBER) && d.sheet.folded(at - 1).starts_with("second")
        || matches!(piece.upos, Upos::Verb | Upos::Aux | Upos::Adv)
        || piece.shape.is(Shape::LOWER)
            && common.is(Common::VERB | Common::FUNCTION)
            && d.lexicon.trade(d.sheet.folded(at)).is_none()
}

/// A relative pronoun right after a name, or after its comma or parenthesis.
fn relative(d: &Discourse, sentence: usize, at: usize) -> Option<Bound> {
    let range = &d.sheet.sentences[sentence];
    let mut i = at.checked_sub(1).filter(|i| range.contains(i))?;
    if matches!(d.sheet.folded(i), "a" | "de" | "chez" | "pour" | "par" | "sur" | "avec" | "dans") {
        i = i.checked_sub(1).filter(|i| range.contains(i))?;
    }
    // "C'est X, et non Y, qui": the first name after "c'est".
    if d.sheet.folded(at) == "qui"
        && let Some(cleft) = (range.start..at)
            .rev()
            .find(|&k| d.sheet.folded(k) == "est" && k > range.start && d.sheet.folded(k - 1) == "c'")
        && let Some(entity) = (cleft + 1..at).find_map(|k| d.name_at(k))
        && at - cleft < 12
    {
        return Some(bound(at, at + 1, sentence, entity, 800));
    }
    if d.sheet.form(i) == "," {
        i = i.checked_sub(1).filter(|i| range.contains(i))?;
    }
    if d.sheet.form(i) == ")" {
        let open = (range.start..i).rev().take(6).find(|&k| d.sheet.form(k) == "(")?;
        i = open.checked_sub(1).filter(|i| range.contains(i))?;
    }
    let entity = d.mention_ending(i)?;
    let word = d.sheet.folded(at);
    let fits = match d.kind(entity) {
        EntityType::Place => word == "ou",
        _ => word != "ou" || d.sheet.form(at) == "où",
    };
    let after_comma = d.sheet.form(at - 1) == "," || d.sheet.form(at - 1) == ")";
    // "que" right after a name is as often a conjunction: "annonce à X que".
    (fits && (!matches!(word, "que" | "qu'") || after_comma))
        .then(|| bound(at, at + 1, sentence, entity, 850))
}

/// "lui a commandé": the party of the sentence before that is not the subject of this one.
fn dative(d: &Discourse, sentence: usize, at: usize) -> Option<Bound> {
    let range = &d.sheet.sentences[sentence];
    let next = d.sheet.folded_in(range, Some(at + 1));
    let verb = d.gazetteer.word(next).is(Common::VERB)
        || matches!(d.sheet.pieces.get(at + 1)?.upos, Upos::Verb | Upos::Aux);
    // Who gives is not to whom it is given: the party right before, or the sentence's subject.
    let actor = at.checked_sub(1).and_then(|i| d.mention_ending(i)).or_else(|| d.subject(sentence, at));
    let meant = other(d, sentence, at, actor)?;
    verb.then(|| bound(at, at + 1, sentence, meant, 650))
}

/// Prepositions before a pronoun that is not the subject: "contre elle".
fn oblique(before: &str) -> bool {
    matches!(before, "contre" | "avec" | "chez" | "pour" | "sur" | "par")
}

/// The party that a sentence, or the one before, is about beside who acts.
fn other(d: &Discourse, sentence: usize, at: usize, actor: Option<EntityIdx>) -> Option<EntityIdx> {
    let about = |s: usize, before: usize| d.subject(s, before).filter(|e| Some(*e) != actor);
    about(sentence, at).or_else(|| about(sentence.checked_sub(1)?, usize::MAX)).or_else(|| {
        let mut others = d.parties(sentence, at);
        others.extend(sentence.checked_sub(1).map(|s| d.parties(s, usize::MAX)).unwrap_or_default());
        others.retain(|e| Some(*e) != actor && !d.traits[e.index()].media);
        others.sort_unstable();
        others.dedup();
        (others.len() == 1).then(|| others[0])
    })
}
