//! Descriptions: a determiner, a noun for organizations or people, and what qualifies it.

use super::discourse::Discourse;
use crate::doc::{EntityIdx, Upos};
use crate::entity::gazetteer::Common;
use crate::entity::lexicon::{Demonym, Ground, Person, Trade};
use crate::entity::sheet::Shape;
use std::ops::Range;

/// How a description is determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Determiner {
    /// "le", "la", "l'", "au", "du".
    Definite,
    /// "ce", "cette".
    Demonstrative,
    /// "un", "une".
    Indefinite,
    /// "son", "sa", "leur".
    Possessive,
    /// None: ", fournisseur de X".
    Bare,
}

/// What the noun of a description says.
#[derive(Clone, Copy, Debug)]
pub enum Noun<'a> {
    /// An organization.
    Trade(&'a Trade),
    /// A person.
    Person(Person),
    /// A place: "la ville", "le pays".
    Place(Ground),
    /// "l'américain": a nationality alone.
    National,
}

/// A description as read.
#[derive(Debug)]
pub struct Description<'a> {
    /// Its tokens, determiner included where that is a token of its own.
    pub tokens: Range<usize>,
    /// The noun's first token.
    pub head: usize,
    /// First token after the noun.
    pub after_noun: usize,
    /// How it is determined.
    pub determiner: Determiner,
    /// Its noun.
    pub noun: Noun<'a>,
    /// Adjectives of places.
    pub demonyms: Vec<&'a Demonym>,
    /// Folded names of places by which it is told: "basée à X", "de X".
    pub places: Vec<String>,
    /// The entity named right after it: "le groupe X".
    pub named: Option<usize>,
    /// A complement by a name that is no place: "la filiale de X".
    pub owned: Option<EntityIdx>,
    /// "la nouvelle société", "l'autre groupe": something not spoken of yet.
    pub fresh: bool,
    /// Plural: "les deux groupes".
    pub plural: bool,
}

/// The description that begins at a token.
pub fn read<'a>(d: &Discourse<'a>, sentence: &Range<usize>, at: usize) -> Option<Description<'a>> {
    let sheet = d.sheet;
    let word = |i: usize| sheet.folded_in(sentence, Some(i));
    let (determiner, contracted) = match word(at) {
        "le" | "la" | "l'" | "les" => (Determiner::Definite, false),
        "au" | "du" | "aux" | "des" => (Determiner::Definite, true),
        "ce" | "cet" | "cette" | "ces" => (Determiner::Demonstrative, false),
        "un" | "une" => (Determiner::Indefinite, false),
        "son" | "sa" | "ses" | "leur" | "leurs" => (Determiner::Possessive, false),
        _ => {
            let after_comma = at > sentence.start && sheet.form(at - 1) == ",";
            if !after_comma || !sheet.pieces[at].shape.is(Shape::LOWER) {
                return None;
            }
            (Determiner::Bare, false)
        }
    };
    let mut i = at + usize::from(determiner != Determiner::Bare);
    let start = if contracted { i } else { at };
    let (mut pair, mut fresh) = (false, false);
    while matches!(
        word(i),
        "grand"
            | "grande"
            | "petit"
            | "petite"
            | "jeune"
            | "jeunes"
            | "nouveau"
            | "nouvelle"
            | "nouvel"
            | "ancien"
            | "ancienne"
            | "vieux"
            | "vieille"
            | "premier"
            | "premiere"
            | "futur"
            | "future"
            | "deux"
            | "autre"
            | "meme"
            | "principal"
            | "principale"
            | "eternel"
            | "eternelle"
            | "ex"
            | "deuxieme"
            | "second"
            | "seconde"
    ) && i < at + 3
        && d.lexicon.trade(word(i)).is_none()
    {
        pair |= word(i) == "deux";
        fresh |= matches!(word(i), "nouveau" | "nouvelle" | "nouvel" | "autre" | "futur" | "future");
        i += 1;
    }
    let head = i;
    let (noun, mut end, plural) = noun(d, sentence, head)?;
    let after_noun = end;
    let mut np = Description {
        tokens: start..end,
        head,
        after_noun,
        determiner,
        noun,
        demonyms: Vec::new(),
        places: Vec::new(),
        named: None,
        owned: None,
        fresh,
        plural: plural || pair,
    };
    if matches!(noun, Noun::National) {
        np.demonyms.extend(d.lexicon.demonym(word(head)));
    }
    // Qualifiers: adjectives, complements, participles with a place.
    while end < sentence.end {
        let w = word(end);
        if let Some(entity) = d.name_at(end) {
            let article = end > after_noun + 1 && matches!(word(end - 1), "l'" | "la" | "les");
            let link = if article { end - 2 } else { end - 1 };
            let linked = end > after_noun && matches!(word(link), "de" | "d'" | "a" | "du" | "des" | "en");
            let name = linked.then(|| sheet.joined(d.name_tokens(end)));
            if let Some(place) = name.filter(|name| d.is_place(entity) || d.is_seat(name)) {
                np.places.push(place);
                end = d.name_tokens(end).end;
                continue;
            }
            // "la filiale du groupe X"
            let through = end > after_noun + 1
                && d.lexicon.trade(word(end - 1)).is_some()
                && matches!(word(end - 2), "du" | "de" | "d'" | "l'" | "la");
            if linked || through {
                // "la filiale de X", "le géant de X" by an owner: another thing than X.
                np.owned = Some(entity);
                end = d.name_tokens(end).end;
            } else if !d.is_place(entity) {
                np.named = Some(end);
            }
            break;
        }
        if let Some(demonym) = d.lexicon.demonym(w) {
            np.demonyms.push(demonym);
            end += 1;
            continue;
        }
        let common = d.gazetteer.word(w);
        let piece = sheet.pieces[end];
        let quoted = matches!(sheet.form(end), "«" | "»" | "“" | "”" | "\"");
        if quoted && d.name_at(end + 1).is_some() && sentence.contains(&(end + 1)) {
            end += 1;
            continue;
        }
        let after_de = end > after_noun && matches!(word(end - 1), "de" | "d'");
        let linking = matches!(w, "de" | "d'" | "du" | "des" | "en")
            || w == "a"
                && matches!(word(end + 1), "but" | "capital" | "capitaux" | "vocation" | "participation")
            || after_de && matches!(w, "l'" | "la");
        let link = linking && end + 1 < sentence.end && {
            let next = &sheet.pieces[end + 1];
            let known = d.gazetteer.word(word(end + 1));
            let verb = known.is(Common::VERB) || next.upos == Upos::Verb;
            next.shape.is(Shape::LOWER)
                && !(w == "en" && verb)
                && (known.is(Common::NOUN | Common::ADJECTIVE) || matches!(word(end + 1), "la" | "l'"))
                || next.shape.is(Shape::UPPER) && d.name_at(end + 1).is_none()
                || d.name_at(end + 1).is_some_and(|e| d.is_place(e) || end == after_noun)
        };
        let seated = matches!(
            w,
            "base"
                | "basee"
                | "installe"
                | "installee"
                | "etabli"
                | "etablie"
                | "implante"
                | "implantee"
                | "sis"
                | "sise"
        ) && matches!(word(end + 1), "a" | "en" | "au");
        let complement = end > after_noun
            && matches!(
                word(end - 1),
                "de" | "d'" | "du" | "des" | "en" | "la" | "l'" | "a" | "but" | "non"
            );
        let noun = complement
            && (piece.shape.is(Shape::LOWER) && common.is(Common::NOUN | Common::ADJECTIVE)
                || piece.shape.is(Shape::UPPER));
        let adjective = piece.shape.is(Shape::LOWER)
            && common.is(Common::ADJECTIVE)
            && !common.is(Common::FUNCTION)
            && (piece.upos != Upos::Verb && !(common.is(Common::VERB) && piece.upos == Upos::X && !participle(w))
                // "la banque privée X"
                || (sheet.form(end).ends_with('é') || sheet.form(end).ends_with("ée"))
                    && d.name_at(end + 1).is_some()
                    && sentence.contains(&(end + 1)));
        // "le groupe de services aux collectivités X"
        let field = matches!(w, "aux" | "pour" | "dans" | "sur") && end > after_noun && {
            let noun = end + 1 + usize::from(matches!(word(end + 1), "la" | "le" | "les" | "l'"));
            let small = |i: usize| sentence.contains(&i) && sheet.pieces[i].shape.is(Shape::LOWER);
            small(noun)
                && d.gazetteer.word(word(noun)).is(Common::NOUN)
                && (noun + 1..noun + 3)
                    .find(|&i| !small(i))
                    .is_some_and(|i| d.name_at(i).is_some_and(|e| !d.is_place(e)) && sentence.contains(&i))
        };
        if seated {
            end += 2;
        } else if field {
            end += 2 + usize::from(matches!(word(end + 1), "la" | "le" | "les" | "l'"));
        } else if link || noun || adjective {
            end += 1;
        } else {
            break;
        }
        if end > head + 10 {
            break;
        }
    }
    // A link without what it links belongs to what follows.
    while end > after_noun
        && matches!(word(end - 1), "de" | "d'" | "du" | "des" | "en" | "la" | "l'" | "a" | "non")
    {
        end -= 1;
    }
    np.tokens.end = end;
    if matches!(noun, Noun::National) && (end > after_noun || np.named.is_none() && !free(d, sentence, end))
    {
        return None;
    }
    Some(np)
}

/// A participle in -é, -ée, -ant, -nt: an adjective when it follows a noun directly.
fn participle(folded: &str) -> bool {
    ["ant", "ante", "ee", "ees", "ants", "antes"].iter().any(|e| folded.ends_with(e))
}

/// Whether no noun follows: "le coréen" stands alone, "le coréen ordinaire" does not.
fn free(d: &Discourse, sentence: &Range<usize>, at: usize) -> bool {
    if !sentence.contains(&at) {
        return true;
    }
    let common = d.gazetteer.word(d.sheet.folded(at));
    d.sheet.pieces[at].shape.is(Shape::MARK) || common.is(Common::VERB | Common::FUNCTION)
}

/// The noun at a token, its end, and whether it is plural.
fn noun<'a>(d: &Discourse<'a>, sentence: &Range<usize>, at: usize) -> Option<(Noun<'a>, usize, bool)> {
    if !sentence.contains(&at) || d.name_at(at).is_some() {
        return None;
    }
    let word = d.sheet.folded(at);
    let reach = d.lexicon.trade_reach(word);
    for n in (1..=reach).rev() {
        if at + n > sentence.end {
            continue;
        }
        if let Some(trade) = d.lexicon.trade(&d.sheet.joined(at..at + n)) {
            return Some((Noun::Trade(trade), at + n, trade.plural));
        }
    }
    if let Some(person) = d.lexicon.person(word) {
        let mut end = at + 1;
        while matches!(
            d.sheet.folded_in(sentence, Some(end)),
            "general" | "generale" | "financier" | "delegue" | "adjoint" | "executif"
        ) {
            end += 1;
        }
        return Some((Noun::Person(person), end, false));
    }
    if let Some(ground) = d.lexicon.ground(word) {
        return Some((Noun::Place(ground), at + 1, false));
    }
    d.lexicon
        .demonym(word)
        .filter(|_| d.sheet.pieces[at].shape.is(Shape::LOWER))
        .map(|_| (Noun::National, at + 1, false))
}
