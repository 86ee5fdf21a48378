//! From names to entities: which names are one thing, and what it is called.

use super::gazetteer::Gazetteer;
use super::names::Name;
use super::sheet::{Shape, Sheet};
use crate::doc::{
    Entities, Entity, EntityIdx, EntityType, Mention, MentionIdx, MentionKind, SentenceIdx, WordIdx,
};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Legal forms that end a company's name without making it another.
const LEGAL: [&str; 24] = [
    "sa",
    "sas",
    "sarl",
    "se",
    "inc",
    "corp",
    "ltd",
    "llc",
    "plc",
    "ag",
    "gmbh",
    "nv",
    "spa",
    "s.a",
    "s.a.s",
    "s.p.a",
    "n.v",
    "co",
    "corporation",
    "limited",
    "ab",
    "asa",
    "oyj",
    "publ",
];

/// Binds names to entities, by their forms alone.
pub fn resolve(sheet: &Sheet, gazetteer: &Gazetteer, names: Vec<Name>) -> Entities {
    let keys: Vec<String> = names.iter().map(|n| key(sheet, n)).collect();
    let owner = owners(sheet, gazetteer, &names, &keys);
    let mut out = Entities::default();
    let mut entity_of: HashMap<usize, EntityIdx> = HashMap::new();
    let mut forms: Vec<BTreeMap<String, usize>> = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let entity = *entity_of.entry(owner[i]).or_insert_with(|| {
            out.entities.push(Entity {
                kind: names[owner[i]].kind,
                label: SmolStr::default(),
                aliases: Vec::new(),
                mentions: Vec::new(),
            });
            forms.push(BTreeMap::new());
            EntityIdx::from(out.entities.len() - 1)
        });
        out.entities[entity.index()].mentions.push(MentionIdx::from(out.mentions.len()));
        let words = sheet.words(&name.tokens);
        let span = sheet.span(&name.tokens);
        *forms[entity.index()].entry(clean(span.of(sheet.text))).or_default() += 1;
        out.mentions.push(Mention {
            span,
            sentence: SentenceIdx::from(name.sentence),
            words,
            head: head(sheet, name),
            kind: MentionKind::Name,
            entity,
            finder: name.finder,
            confidence: name.confidence,
        });
    }
    for (entity, forms) in out.entities.iter_mut().zip(&forms) {
        entity.label = label(entity.kind, forms);
        let others: BTreeSet<&String> = forms.keys().filter(|f| **f != entity.label).collect();
        entity.aliases = others.into_iter().map(SmolStr::new).collect();
    }
    out
}

/// White space of a name that runs over a line is one space.
fn clean(form: &str) -> String {
    form.trim_end_matches(['™', '®']).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The word that stands for the name where no tree says otherwise: the first, as in UD's flat names.
fn head(sheet: &Sheet, name: &Name) -> WordIdx {
    sheet.pieces[name.tokens.start].words.start
}

/// The name by which mentions are compared: folded, without legal forms.
fn key(sheet: &Sheet, name: &Name) -> String {
    let mut end = name.tokens.end;
    while name.kind == EntityType::Organization
        && end > name.tokens.start + 1
        && LEGAL.contains(&sheet.folded(end - 1))
    {
        end -= 1;
    }
    sheet.joined(name.tokens.start..end)
}

/// For each name, the first name of the document that is the same thing.
fn owners(sheet: &Sheet, gazetteer: &Gazetteer, names: &[Name], keys: &[String]) -> Vec<usize> {
    let mut owner: Vec<usize> = Vec::with_capacity(names.len());
    let mut exact: HashMap<(EntityType, &str), usize> = HashMap::new();
    for (i, name) in names.iter().enumerate() {
        owner.push(*exact.entry((name.kind, keys[i].as_str())).or_insert(i));
    }
    let mut firsts: Vec<usize> = (0..names.len()).filter(|&i| owner[i] == i).collect();
    // Long names first, so that a short one finds the longest that it can stand for.
    firsts.sort_by_key(|&i| std::cmp::Reverse(keys[i].len()));
    let mut same: HashMap<usize, usize> = HashMap::new();
    for &short in firsts.iter().rev() {
        let mut fits = firsts.iter().copied().filter(|&long| {
            long != short
                && names[long].kind == names[short].kind
                && keys[long].len() > keys[short].len()
                && stands_for(sheet, gazetteer, &names[short], &keys[short], &names[long], &keys[long])
        });
        if let Some(long) = fits.next() {
            // Two long names that fit equally well leave the short one by itself.
            let rival = fits.find(|&other| {
                !stands_for(sheet, gazetteer, &names[other], &keys[other], &names[long], &keys[long])
            });
            if rival.is_none() || acronym_beside(sheet, &names[short], &names[long]) {
                same.insert(short, long);
            }
        }
    }
    for slot in &mut owner {
        while let Some(&long) = same.get(slot) {
            *slot = long;
        }
    }
    // The owner is named by its first mention, so that entities come in order of the text.
    let mut first: HashMap<usize, usize> = HashMap::new();
    for (i, &o) in owner.iter().enumerate() {
        first.entry(o).or_insert(i);
    }
    owner.iter().map(|o| first[o]).collect()
}

/// Whether the short name is a form of the long one.
fn stands_for(sheet: &Sheet, gazetteer: &Gazetteer, short: &Name, s: &str, long: &Name, l: &str) -> bool {
    match short.kind {
        EntityType::Person => {
            // A surname after the full name; the first name alone is no sure sign.
            l.strip_suffix(s).is_some_and(|rest| rest.ends_with(' '))
                || s.split(' ').count() == 1 && l.split(' ').next_back() == Some(s)
        }
        EntityType::Organization => {
            if let (Some(a), Some(b)) = (gazetteer.family(s), gazetteer.family(l)) {
                return a == b;
            }
            let opens = l.strip_prefix(s).is_some_and(|rest| rest.starts_with(' '));
            // "Orange" is not "Orange Bank", nor "Airbus" "Airbus Ventures", when both are firms in their own right.
            let known = gazetteer.name(s).is(super::gazetteer::Entry::SURE_ORGANIZATION);
            let plain_tail = l.strip_prefix(s).is_some_and(|rest| {
                rest.split_whitespace().all(|w| {
                    matches!(
                        w,
                        "group"
                            | "groupe"
                            | "technologies"
                            | "technology"
                            | "corporation"
                            | "company"
                            | "international"
                            | "holding"
                            | "holdings"
                            | "industries"
                            | "se"
                    )
                })
            });
            opens && (!known || plain_tail)
                || ["groupe ", "group ", "societe ", "the "].iter().any(|p| l.strip_prefix(p) == Some(s))
                || acronym_of(sheet, short, long)
        }
        _ => false,
    }
}

/// "Vienna Insurance Group (VIG)": initials of the long name, in capitals.
fn acronym_of(sheet: &Sheet, short: &Name, long: &Name) -> bool {
    if short.tokens.len() != 1 || !sheet.pieces[short.tokens.start].shape.is(Shape::UPPER) {
        return false;
    }
    let acronym = sheet.folded(short.tokens.start);
    if acronym_beside(sheet, short, long) {
        return true;
    }
    let all =
        || long.tokens.clone().flat_map(|i| sheet.folded(i).split([' ', '\'']).filter(|w| !w.is_empty()));
    let initials = |skip: bool| -> String {
        all()
            .filter(|w| {
                !skip
                    || !matches!(
                        *w,
                        "de" | "du"
                            | "des"
                            | "d"
                            | "la"
                            | "le"
                            | "les"
                            | "l"
                            | "et"
                            | "of"
                            | "and"
                            | "&"
                            | "the"
                            | "a"
                            | "pour"
                    )
            })
            .filter_map(|w| w.chars().next())
            .collect()
    };
    acronym.len() >= 2 && long.tokens.len() > 1 && (initials(true) == acronym || initials(false) == acronym)
}

/// Whether the short name stands in parentheses right after the long one.
fn acronym_beside(sheet: &Sheet, short: &Name, long: &Name) -> bool {
    let open = long.tokens.end;
    open + 1 == short.tokens.start
        && sheet.form(open) == "("
        && short.tokens.len() == 1
        && short.tokens.end < sheet.pieces.len()
        && sheet.form(short.tokens.end) == ")"
        && sheet.folded(short.tokens.start).chars().next() == sheet.folded(long.tokens.start).chars().next()
}

/// The most complete form in common use: of the forms, the longest that is not written in capitals throughout.
fn label(kind: EntityType, forms: &BTreeMap<String, usize>) -> SmolStr {
    let shouted = |f: &str| f.contains(' ') && !f.chars().any(char::is_lowercase);
    let place_shouted =
        |f: &str| kind == EntityType::Place && f.chars().count() > 3 && !f.chars().any(char::is_lowercase);
    let rank = |f: &&String| (!(shouted(f) || place_shouted(f)), f.chars().count());
    // Ties go to the first in order of the alphabet, the same on every machine.
    let mut best: Option<&String> = None;
    for form in forms.keys() {
        if best.is_none_or(|b| rank(&form) > rank(&b)) {
            best = Some(form);
        }
    }
    best.map(SmolStr::new).unwrap_or_default()
}
