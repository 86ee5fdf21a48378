//! Pronouns and possessives: "il", "elle", "celui-ci", "qui", "dont", "lui", "son".

use super::Bound;
use super::antecedent::{Anaphor, Anaphora, Judge};
use super::discourse::Discourse;
use crate::doc::{EntityIdx, EntityType, MentionKind, Upos};
use crate::entity::gazetteer::Common;
use crate::entity::lexicon::TradeClass;
use crate::entity::sheet::Shape;

/// The owner for whom a possessive determiner stands; "leur coentreprise": both parties, where
/// there are just two.
pub fn possessive(d: &Discourse, sentence: usize, at: usize, judge: &mut dyn Judge) -> Vec<Bound> {
    match d.sheet.folded(at) {
        "son" | "sa" | "ses" => ask(d, Anaphor::Owner, sentence, at, None, judge).into_iter().collect(),
        "leur" | "leurs" => {
            let here = d.two(sentence, at, |_| true);
            let before = || sentence.checked_sub(1).map(|s| d.two(s, usize::MAX, |_| true));
            let owners = if here.is_empty() { before().unwrap_or_default() } else { here };
            owners.into_iter().map(|owner| bound(at, at + 1, sentence, owner, 700)).collect()
        }
        _ => Vec::new(),
    }
}

/// Whom a pronoun of one token stands for, by what speaks for each that was spoken of.
fn ask(
    d: &Discourse,
    kind: Anaphor,
    sentence: usize,
    at: usize,
    feminine: Option<bool>,
    judge: &mut dyn Judge,
) -> Option<Bound> {
    let question = d.question(&Anaphora { kind, at, sentence, description: None, feminine });
    judge.judge(&question).map(|(entity, sure)| bound(at, at + 1, sentence, entity, sure))
}

/// The pronoun at a token.
pub fn read(d: &Discourse, sentence: usize, at: usize, judge: &mut dyn Judge) -> Vec<Bound> {
    if matches!(d.sheet.folded(at), "son" | "sa" | "ses" | "leur" | "leurs") {
        return possessive(d, sentence, at, judge);
    }
    if matches!(d.sheet.folded(at), "ils" | "elles") {
        return plural(d, sentence, at, d.sheet.folded(at) == "elles");
    }
    one(d, sentence, at, judge).into_iter().collect()
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
fn one(d: &Discourse, sentence: usize, at: usize, judge: &mut dyn Judge) -> Option<Bound> {
    let range = &d.sheet.sentences[sentence];
    let word = |i: usize| d.sheet.folded_in(range, Some(i));
    let before = d.sheet.folded_in(range, at.checked_sub(1));
    match word(at) {
        "elle" | "lui" if oblique(before) => {
            let feminine = (word(at) == "elle").then_some(true);
            ask(d, Anaphor::Oblique, sentence, at, feminine, judge)
        }
        "il" if !impersonal(&word, at) => ask(d, Anaphor::He, sentence, at, Some(false), judge),
        "elle" => ask(d, Anaphor::She, sentence, at, Some(true), judge),
        "celui ci" | "celle ci" => last(d, sentence, at, at + 1, word(at) == "celle ci"),
        "celui" | "celle" if word(at + 1) == "ci" => last(d, sentence, at, at + 2, word(at) == "celle"),
        "ce" | "cette" if matches!(word(at + 1), "dernier" | "derniere") && closed(d, sentence, at + 2) => {
            last(d, sentence, at, at + 2, word(at) == "cette")
        }
        "le" | "la" | "du" | "au"
            if matches!(word(at + 1), "premier" | "premiere" | "second" | "seconde") =>
        {
            ordinal(d, sentence, at)
        }
        "lui" if !matches!(before, "a" | "de" | "d'") && verb(d, word(at + 1), at + 1) => {
            ask(d, Anaphor::Oblique, sentence, at, None, judge)
        }
        // "selon nos informations": those who write.
        "nous" | "notre" | "nos" if !matches!(before, "selon" | "d'apres") => {
            let told = speakers_firm(d, at).map(|firm| bound(at, at + 1, sentence, firm, 850));
            told.or_else(|| ask(d, Anaphor::We, sentence, at, None, judge))
        }
        "je" | "j'" | "mon" | "ma" | "mes" => ask(d, Anaphor::Me, sentence, at, None, judge),
        "qui" | "dont" | "lequel" | "laquelle" | "ou" | "que" | "qu'" => relative(d, sentence, at),
        _ => None,
    }
}

/// "« Nous … », a déclaré X, directeur de Y": the firm that is named right behind who speaks, behind
/// the quotation.
fn speakers_firm(d: &Discourse, at: usize) -> Option<EntityIdx> {
    /// How many words of a quotation are looked through, each way.
    const REACH: usize = 80;
    let pieces = d.sheet.pieces.len();
    let close = (at..pieces.min(at + REACH)).find(|&i| matches!(d.sheet.form(i), "»" | "”" | "\""))?;
    let open = (at.saturating_sub(REACH)..at).rev();
    let open = open.into_iter().find(|&i| matches!(d.sheet.form(i), "«" | "“" | "»" | "”" | "\""))?;
    if matches!(d.sheet.form(open), "»" | "”") {
        return None;
    }
    let sentence = d.sheet.sentences.partition_point(|s| s.end <= close);
    let rest = close + 1..d.sheet.sentences.get(sentence)?.end;
    let quoted = rest.clone().any(|i| matches!(d.sheet.form(i), "«" | "“" | "\""));
    let named = |kind: EntityType| {
        let names = rest.clone().filter_map(|i| Some((i, d.name_at(i)?)));
        names.filter(move |n| d.kind(n.1) == kind)
    };
    let (person, _) = named(EntityType::Person).next()?;
    let (at, firm) = named(EntityType::Organization).find(|n| n.0 > person)?;
    let before = d.sheet.folded(at - 1);
    // "PDG du groupe X"
    let any = d.lexicon.trade(before).is_some_and(|t| t.class == TradeClass::Any);
    let of = any || matches!(before, "de" | "d'" | "du" | "des" | "chez" | "la" | "l'" | "le");
    (of && !quoted).then_some(firm)
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
    let contracted = matches!(d.sheet.folded(at), "du" | "au");
    Some(bound(at + usize::from(contracted), at + 2, sentence, *entity, 650))
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

/// Whether a verb stands at a token: "lui a commandé".
fn verb(d: &Discourse, word: &str, at: usize) -> bool {
    let tagged = d.sheet.pieces.get(at).is_some_and(|p| matches!(p.upos, Upos::Verb | Upos::Aux));
    tagged || d.gazetteer.word(word).is(Common::VERB)
}

/// Prepositions before a pronoun that is not the subject: "contre elle".
fn oblique(before: &str) -> bool {
    matches!(before, "contre" | "avec" | "chez" | "pour" | "sur" | "par")
}
