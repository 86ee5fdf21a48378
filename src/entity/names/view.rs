//! What the name model sees of each token: its form, what lists and rules say of it, and what the
//! rest of the document does with the same string.

use super::Name;
use super::labels::{self, Part, label};
use super::small;
use crate::doc::Upos;
use crate::entity::gazetteer::{Common, Entry, Gazetteer};
use crate::entity::lexicon::{Cue, Lexicon, WordSet};
use crate::entity::sheet::{Shape, Sheet};
use crate::model::hash;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// A token as features see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokenView {
    /// Hash of the folded form.
    pub low: u64,
    /// Hashes of its last 2, 3 and 4 letters.
    pub suffix: [u64; 3],
    /// Of its first 3.
    pub prefix: u64,
    /// Capitals, digits, signs, length; whether it opens its sentence.
    pub shape: u64,
    /// What lists know of it alone.
    pub listed: u64,
    /// Its place in the longest listed name of several words, and that name's kind.
    pub within: u64,
    /// Uses and frequency as a common word.
    pub common: u64,
    /// Cues, trades, nationalities, people.
    pub hint: u64,
    /// Part of speech.
    pub upos: u64,
    /// The rules' label.
    pub rule: u64,
    /// How sure the rules are, and of how long a name.
    pub sure: u64,
    /// What the rules make of the same string elsewhere, and whether it stands small.
    pub elsewhere: u64,
    /// The capitals around it: from here, to there.
    pub run: (u32, u32),
    /// The nearest word before the run that is no article or "de".
    pub outer: u64,
    /// What that word tells.
    pub outer_hint: u64,
    /// The nearest word before the run that tells something, with its distance, and behind it.
    pub before: u64,
    /// The same behind the run.
    pub behind: u64,
    /// The capital before it that may begin its name: the form, what it tells, and how far.
    pub head: u64,
    /// What that word tells.
    pub head_hint: u64,
    /// Tokens since that word; 0 for none.
    pub since: u64,
    /// The noun here or before it that may open an institution's name in small letters, 0 for none.
    pub noun: u64,
    /// Tokens since that noun.
    pub noun_since: u64,
    /// How much the document speaks of business, the same for all its tokens.
    pub topic: u64,
    /// A name may stand here or near; elsewhere none is looked for.
    pub active: bool,
}

impl TokenView {
    /// What lies before the first token and behind the last.
    pub const OUTSIDE: TokenView = TokenView {
        low: 1,
        suffix: [1; 3],
        prefix: 1,
        shape: 1 << 20,
        listed: 1 << 30,
        within: 0,
        common: 1 << 30,
        hint: 1 << 30,
        upos: 1 << 10,
        rule: 1 << 10,
        sure: 1 << 10,
        elsewhere: 1 << 30,
        run: (0, 0),
        outer: 1,
        outer_hint: 1 << 30,
        before: 0,
        behind: 0,
        head: 1,
        head_hint: 1 << 30,
        since: 0,
        noun: 0,
        noun_since: 0,
        topic: 0,
        active: false,
    };
}

/// What a document does with a string.
#[derive(Clone, Copy, Debug, Default)]
struct Use {
    /// By the rules' types, in names of one token and of several.
    kinds: [u8; 4],
    longer: [u8; 4],
    small: bool,
    inside: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

type Uses = HashMap<u64, Use, BuildHasherDefault<AsIs>>;

/// The label of no name.
const NONE: u64 = labels::NONE as u64;

/// The bit of trades in hints.
const TRADE: u64 = 1 << 16;

/// Tokens before a capital, and after, where names may reach.
const BEFORE: usize = 2;
const AFTER: usize = 3;
/// Tokens after a noun that opens institutions' names: "Fédération andorrane des sports de glace".
const FAR: usize = 6;

/// Views all tokens; `rules` are the names that the rules found.
pub fn views(sheet: &Sheet, gazetteer: &Gazetteer, lexicon: &Lexicon, rules: &[Name]) -> Vec<TokenView> {
    let mut out = vec![TokenView::default(); sheet.pieces.len()];
    for name in rules {
        let lead = u64::from(name.confidence.thousandths().saturating_sub(500)) / 100;
        for (n, i) in name.tokens.clone().enumerate() {
            out[i].rule = u64::from(label(name.kind as usize, Part::of(n, name.tokens.len())));
            out[i].sure = lead << 8 | (name.tokens.len() as u64).min(4) << 4 | name.kind as u64;
        }
    }
    let mut uses = Uses::default();
    for (i, view) in out.iter_mut().enumerate() {
        view.low = hash::bytes(sheet.folded(i).as_bytes());
        if view.rule != NONE || sheet.pieces[i].shape.is(Shape::CAPITAL) {
            note(&mut uses, view);
        }
    }
    for (i, view) in out.iter().enumerate() {
        if view.rule == NONE
            && sheet.pieces[i].shape.is(Shape::LOWER)
            && let Some(known) = uses.get_mut(&view.low)
        {
            known.small = true;
        }
    }
    activate(sheet, gazetteer, lexicon, &uses, &mut out);
    for range in &sheet.sentences {
        for i in range.clone() {
            if near(&out, i) {
                look(sheet, gazetteer, lexicon, i, i == range.start, &mut out[i]);
            }
        }
        for i in range.clone() {
            if out[i].active {
                listed_names(sheet, gazetteer, i, range.end, &mut out);
                runs(sheet, i, range.start, range.end, &mut out);
            }
        }
        heads(sheet, range, &mut out);
        nouns(sheet, lexicon, range, &mut out);
    }
    let topic = topic(sheet, &out);
    for view in out.iter_mut().filter(|v| v.active) {
        view.topic = topic;
        let found = uses.get(&view.low).copied().unwrap_or_default();
        view.elsewhere = elsewhere(found);
    }
    out
}

/// What the words of deals, firms and money come to among all words, in four steps; short texts
/// stand in the middle.
fn topic(sheet: &Sheet, views: &[TokenView]) -> u64 {
    const TELLS: u64 = (Cue::OF_ORGANIZATION | Cue::DEED) as u64 | TRADE;
    let money =
        |i: usize| matches!(sheet.form(i), "%" | "€" | "$" | "M€" | "millions" | "milliards" | "euros");
    let count = (0..views.len()).filter(|&i| views[i].hint & TELLS != 0 || money(i)).count();
    match 100 * (count + 3) / (views.len() + 45) {
        0..2 => 0,
        2..4 => 1,
        4..7 => 2,
        _ => 3,
    }
}

/// Whether a token is looked at: by itself or beside one that is.
fn near(views: &[TokenView], i: usize) -> bool {
    (i.saturating_sub(4)..(i + 5).min(views.len())).any(|j| views[j].active)
}

fn activate(sheet: &Sheet, gazetteer: &Gazetteer, lexicon: &Lexicon, uses: &Uses, out: &mut [TokenView]) {
    for range in &sheet.sentences {
        for i in range.clone() {
            let shape = sheet.pieces[i].shape;
            let mixed = shape.is(Shape::DIGIT) && !shape.is(Shape::NUMBER);
            // "Le", "Il" at the start say nothing by themselves.
            let article = || {
                i == range.start
                    && gazetteer.word(sheet.folded(i)).is(Common::FUNCTION)
                    && i + 1 < range.end
                    && !sheet.pieces[i + 1].shape.is(Shape::CAPITAL)
            };
            // "armée syrienne"; "gilets jaunes" where "Gilets jaunes" stands elsewhere.
            let small = || {
                shape.is(Shape::LOWER) && {
                    let word = sheet.folded(i);
                    let state = i + 1 < range.end
                        && lexicon.has(WordSet::StatePart, word)
                        && lexicon.demonym(sheet.folded(i + 1)).is_some();
                    // "dans sa poche orbitel, basée à": a word of no dictionary that no article makes a noun.
                    let unknown = word.len() > 3
                        && matches!(sheet.pieces[i].upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X)
                        && !small::determined(sheet, i)
                        && !gazetteer.word(word).known()
                        && lexicon.demonym(word).is_none();
                    state
                        || unknown
                        || lexicon.cue(word).is(Cue::INSTITUTION)
                        || word.len() > 4 && uses.get(&out[i].low).is_some_and(|u| u.longer != [0; 4])
                }
            };
            let seed = out[i].rule != NONE
                || shape.is(Shape::INNER)
                || mixed
                || shape.is(Shape::CAPITAL) && !article()
                || small();
            if seed {
                let from = i.saturating_sub(BEFORE).max(range.start);
                let opens = lexicon.cue(sheet.folded(i)).is(Cue::HEAD | Cue::INSTITUTION);
                let after = if opens { FAR } else { AFTER };
                out[from..(i + 1 + after).min(range.end)].iter_mut().for_each(|v| v.active = true);
            }
        }
    }
}

fn note(uses: &mut Uses, view: &TokenView) {
    let known = uses.entry(view.low).or_default();
    if view.rule != NONE {
        let kind = usize::from(labels::kind(view.rule as u8));
        let single = view.sure >> 4 & 15 == 1;
        let counts = if single { &mut known.kinds } else { &mut known.longer };
        counts[kind] = counts[kind].saturating_add(1);
        known.inside |= !single && (view.rule - 1) % 4 != Part::First as u64;
    }
}

/// The best type among names of one token and among longer ones, how often, and whether small.
fn elsewhere(found: Use) -> u64 {
    let best = |counts: [u8; 4]| -> u64 {
        let most = counts.iter().copied().max().unwrap_or(0);
        if most == 0 {
            return 0;
        }
        let kind = counts.iter().position(|&c| c == most).unwrap_or(0) as u64;
        let others = counts.iter().filter(|&&c| c > 0).count() > 1;
        (1 + kind) | u64::from(others) << 3 | u64::from(most > 1) << 4
    };
    best(found.kinds)
        | best(found.longer) << 5
        | u64::from(found.small) << 10
        | u64::from(found.inside) << 11
}

fn look(
    sheet: &Sheet,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    i: usize,
    first: bool,
    view: &mut TokenView,
) {
    let piece = &sheet.pieces[i];
    let folded = sheet.folded(i);
    let mut ends = folded.char_indices().rev().skip(1);
    for suffix in &mut view.suffix {
        if let Some((at, _)) = ends.next() {
            *suffix = hash::bytes(&folded.as_bytes()[at..]);
        }
    }
    let three = folded.char_indices().nth(3).map_or(folded.len(), |(at, _)| at);
    view.prefix = hash::bytes(&folded.as_bytes()[..three]);
    let form = sheet.form(i);
    let sign = |c: char| u64::from(form.contains(c));
    view.shape = u64::from(piece.shape.0)
        | (form.len() as u64).min(4) << 8
        | u64::from(first) << 11
        | sign('-') << 12
        | (sign('\'') | sign('’')) << 13
        | sign('.') << 14;
    if piece.shape.is(Shape::MARK) {
        return;
    }
    view.upos = piece.upos as u64;
    if piece.shape.is(Shape::CAPITAL | Shape::INNER) {
        view.listed = gazetteer.name(folded).0 & ((1 << 12) - 1);
    }
    let common = gazetteer.word(folded);
    view.common = (common.0 >> 8 & 31) | (common.frequency() / 2) << 5;
    // "vendre à", "la vente à": what follows is somebody.
    let gives = matches!(piece.upos, Upos::Verb | Upos::Noun) && lexicon.gives(folded);
    view.hint = hint(lexicon, folded) | u64::from(common.is(Common::HUMAN)) << 20 | u64::from(gives) << 21;
}

fn hint(lexicon: &Lexicon, folded: &str) -> u64 {
    u64::from(lexicon.cue(folded).0)
        | (u64::from(lexicon.trade(folded).is_some()) * TRADE)
        | u64::from(lexicon.demonym(folded).is_some()) << 17
        | u64::from(lexicon.person(folded).is_some()) << 18
        | u64::from(lexicon.ground(folded).is_some()) << 19
}

/// Marks the longest listed name of several words that begins here.
fn listed_names(sheet: &Sheet, gazetteer: &Gazetteer, at: usize, end: usize, out: &mut [TokenView]) {
    if out[at].within != 0 || !sheet.pieces[at].shape.is(Shape::CAPITAL | Shape::INNER) {
        return;
    }
    let mut best = (1, Entry::default());
    gazetteer.prefixes(sheet.run(at, end.min(at + 8)), |n, entry| {
        if n > best.0 {
            best = (n, entry);
        } else if n == best.0 {
            best.1 = best.1.and(entry);
        }
    });
    if best.0 > 1 {
        let kinds = best.1.0 & 0x7FF;
        for (n, view) in out[at..at + best.0].iter_mut().enumerate() {
            view.within = 1 + kinds * 4 + (n as u64).min(1);
        }
    }
}

/// How far a word may tell of a name.
const REACH: usize = 5;

/// The run of capitals around a token, and the word that governs it.
fn runs(sheet: &Sheet, at: usize, start: usize, end: usize, out: &mut [TokenView]) {
    let capital = |i: usize| sheet.pieces[i].shape.is(Shape::CAPITAL | Shape::INNER);
    let (mut from, mut to) = (at, at + 1);
    if capital(at) {
        if at > start && capital(at - 1) && out[at - 1].run.1 as usize > at {
            let same = out[at - 1];
            let view = &mut out[at];
            (view.run, view.outer, view.outer_hint) = (same.run, same.outer, same.outer_hint);
            (view.before, view.behind) = (same.before, same.behind);
            return;
        }
        while from > start && capital(from - 1) {
            from -= 1;
        }
        while to < end && capital(to) {
            to += 1;
        }
    }
    out[at].run = (from as u32, to as u32);
    let tells = |i: usize, far: usize| (out[i].hint != 0).then(|| out[i].hint << 3 | far as u64);
    let before =
        (start.max(from.saturating_sub(REACH))..from).rev().zip(1..).find_map(|(i, far)| tells(i, far));
    let behind = (to..end.min(to + REACH)).zip(1..).find_map(|(i, far)| tells(i, far));
    (out[at].before, out[at].behind) = (before.unwrap_or(0), behind.unwrap_or(0));
    let mut i = from;
    for _ in 0..4 {
        if i == start {
            (out[at].outer, out[at].outer_hint) = (1, 1 << 30);
            return;
        }
        i -= 1;
        if !matches!(sheet.folded(i), "de" | "d'" | "du" | "des" | "la" | "l'" | "le" | "les") {
            break;
        }
    }
    (out[at].outer, out[at].outer_hint) = (out[i].low, out[i].hint);
}

/// Where a name that goes on here would begin: the nearest run of capitals, not across a mark.
fn heads(sheet: &Sheet, range: &Range<usize>, out: &mut [TokenView]) {
    let mut head: Option<usize> = None;
    for i in range.clone() {
        let shape = sheet.pieces[i].shape;
        if let Some(h) = head.filter(|&h| out[i].active && i - h < 12) {
            (out[i].head, out[i].head_hint) = (out[h].low, out[h].hint);
            out[i].since = (i - h) as u64;
        }
        let apart = i == 0
            || !sheet.pieces[i - 1].shape.is(Shape::CAPITAL)
            || sheet.pieces[i - 1].shape.is(Shape::MARK);
        if shape.is(Shape::CAPITAL) && (apart || head.is_none()) && head.is_none_or(|h| i - h >= 4) {
            head = Some(i);
        } else if shape.is(Shape::MARK) && !matches!(sheet.form(i), "&" | "-" | "+") {
            head = None;
        }
    }
}

/// The nearest noun that may open an institution's name in small letters, not across a mark or a verb.
fn nouns(sheet: &Sheet, lexicon: &Lexicon, range: &Range<usize>, out: &mut [TokenView]) {
    const REACH: usize = 8;
    let mut noun: Option<usize> = None;
    for i in range.clone() {
        let piece = &sheet.pieces[i];
        let far = noun.is_some_and(|n| i - n > REACH);
        if piece.shape.is(Shape::MARK) || far || matches!(piece.upos, Upos::Verb | Upos::Aux | Upos::Pron) {
            noun = None;
        }
        if piece.shape.is(Shape::LOWER) && lexicon.cue(sheet.folded(i)).is(Cue::INSTITUTION) {
            noun = Some(i);
        }
        if let Some(n) = noun.filter(|_| out[i].active) {
            (out[i].noun, out[i].noun_since) = (out[n].low, (i - n) as u64);
        }
    }
}
