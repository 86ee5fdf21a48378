//! Where names may stand: capitals, lists and what joins them.

use super::small;
use crate::doc::Upos;
use crate::entity::gazetteer::{Common, Entry, Gazetteer};
use crate::entity::lexicon::{Cue, Lexicon};
use crate::entity::sheet::{Shape, Sheet};
use std::collections::HashSet;
use std::ops::Range;

/// A stretch of tokens that may be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its sentence.
    pub sentence: usize,
    /// What the lists know of the whole of it.
    pub entry: Entry,
    /// An organization by its form: "tribunal de X", "ministère de X", "l'État".
    pub institution: bool,
}

/// All candidates of a document, in order.
pub fn find(sheet: &Sheet, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<Candidate> {
    let known = confirmed(sheet, gazetteer);
    let openers = small::openers(sheet, gazetteer);
    let mut out = Vec::new();
    for (number, range) in sheet.sentences.iter().enumerate() {
        let shouting = shouting(sheet, range);
        let range = range.clone();
        let line = Line { sheet, gazetteer, lexicon, known: &known, openers: &openers, range, shouting };
        line.find(number, &mut out);
    }
    out
}

/// Folded forms of tokens that stand with a capital inside a sentence, where only names do.
fn confirmed<'s>(sheet: &'s Sheet, gazetteer: &Gazetteer) -> HashSet<&'s str> {
    let mut known = HashSet::new();
    for range in &sheet.sentences {
        let shouting = shouting(sheet, range);
        let mut opening = true;
        for i in range.clone() {
            let shape = sheet.pieces[i].shape;
            if shape.is(Shape::CAPITAL) && !opening && !shouting {
                known.insert(sheet.folded(i));
            }
            opening = opens(sheet, i, opening, gazetteer);
        }
    }
    known
}

/// Whether a capital after this token says nothing: at the start, after a colon, a dash, an opening quote.
fn opens(sheet: &Sheet, at: usize, before: bool, _: &Gazetteer) -> bool {
    match sheet.form(at) {
        ":" | "«" | "\"" | "“" | "–" | "—" | "-" | "•" | "…" | ";" | "?" | "!" | "." | "(" => {
            true
        }
        _ => before && sheet.pieces[at].shape.is(Shape::MARK | Shape::NUMBER),
    }
}

/// Whether a sentence is written in capitals throughout: case tells nothing there.
fn shouting(sheet: &Sheet, range: &Range<usize>) -> bool {
    let shapes = || range.clone().map(|i| sheet.pieces[i].shape);
    let upper = shapes().filter(|s| s.is(Shape::UPPER)).count();
    let lower = shapes().filter(|s| s.is(Shape::LOWER)).count();
    upper >= 3 && upper > 4 * lower
}

/// A sentence in which names are looked for.
pub(super) struct Line<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) lexicon: &'a Lexicon,
    known: &'a HashSet<&'a str>,
    pub(super) openers: &'a HashSet<&'a str>,
    pub(super) range: Range<usize>,
    shouting: bool,
}

impl Line<'_> {
    fn find(&self, sentence: usize, out: &mut Vec<Candidate>) {
        let mut i = self.range.start;
        let mut opening = true;
        while i < self.range.end {
            let found = if self.may_begin(i) {
                self.spelled_out(i, opening)
                    .or_else(|| self.institution(i))
                    .or_else(|| self.name(i, opening))
            } else {
                self.institution(i)
            };
            match found {
                Some((tokens, entry, institution)) => {
                    i = tokens.end;
                    out.push(Candidate { tokens, sentence, entry, institution });
                    opening = false;
                }
                None => {
                    opening = opens(self.sheet, i, opening, self.gazetteer);
                    i += 1;
                }
            }
        }
    }

    pub(super) fn shape(&self, at: usize) -> Shape {
        self.sheet.pieces[at].shape
    }

    /// Whether a name can begin here: a capital, a capital inside, or a digit with letters.
    fn may_begin(&self, at: usize) -> bool {
        let shape = self.shape(at);
        shape.is(Shape::CAPITAL | Shape::INNER)
            || shape.is(Shape::DIGIT) && !shape.is(Shape::NUMBER) && self.mixed(at)
            || shape.is(Shape::LOWER) && self.lower_name(at)
    }

    /// `3DS`, `1000mercis`, not `2e`, `10h20`, `12M€`.
    fn mixed(&self, at: usize) -> bool {
        let form = self.sheet.form(at);
        let letters = || form.chars().filter(|c| c.is_alphabetic());
        let upper = letters().filter(|c| c.is_uppercase()).count();
        // `1Komma5`, `1X Robotics`, `3i Infra`; not `5G`, `4K`, `3D`, `12h`.
        let starts = form.starts_with(|c: char| c.is_ascii_digit())
            && (upper >= 1 && letters().count() >= 3
                || letters().count() == 1
                    && letters().all(|c| !"GKDMEghkdmeosnt".contains(c))
                    && self.capital_follows(at));
        (upper >= 2 || starts) && !form.contains(['€', '$', '%', '@'])
    }

    /// A name that begins at this token.
    fn name(&self, at: usize, opening: bool) -> Option<(Range<usize>, Entry, bool)> {
        let (listed, mut entry) = self.longest(at);
        let mut end = listed;
        if end == at + 1 && !self.stands(at, opening, entry)
            || end == at && !self.stands(at, opening, entry)
        {
            return None;
        }
        end = end.max(at + 1);
        // Only what a list calls sure keeps the words after it out: "Air France" in "Air France Cargo" does not.
        let begun = end;
        while let Some(next) = self.joins(at, end) {
            end = next;
        }
        if end != begun || listed == at {
            entry = self.gazetteer.name(&self.sheet.joined(at..end));
        }
        Some((at..end, entry, false))
    }

    /// The longest listed name from here, and what is known of it.
    pub(super) fn longest(&self, at: usize) -> (usize, Entry) {
        let mut best = (at, Entry::default());
        let mut take = |n: usize, entry: Entry| {
            let kinds = Entry::SURE_ORGANIZATION | Entry::SURE_PLACE | Entry::OTHER | Entry::SMALL_COMPANY;
            // "l'équipe" is not L'Équipe.
            let elided =
                n > 1 && self.sheet.folded(at).ends_with('\'') && self.shape(at + 1).is(Shape::LOWER);
            if n == 1 || entry.is(kinds) && !elided && self.capitals(at, at + n) {
                best = match n.cmp(&(best.0 - at)) {
                    std::cmp::Ordering::Greater => (at + n, entry),
                    std::cmp::Ordering::Equal => (best.0, best.1.and(entry)),
                    std::cmp::Ordering::Less => best,
                };
            }
        };
        self.gazetteer.prefixes(self.sheet.run(at, self.range.end.min(at + 9)), &mut take);
        best
    }

    /// Whether a listed name of several words is written like one: it does not end in a lone small word of a
    /// small company's name.
    fn capitals(&self, at: usize, end: usize) -> bool {
        let shapes = || (at..end).map(|i| self.shape(i));
        self.shouting
            || shapes().filter(|s| s.is(Shape::CAPITAL | Shape::DIGIT)).count() * 2 >= end - at
            || self.gazetteer.name(&self.sheet.joined(at..end)).is(Entry::BODY | Entry::MEDIA)
    }

    /// Whether a capital here is a name's.
    fn stands(&self, at: usize, opening: bool, entry: Entry) -> bool {
        let shape = self.shape(at);
        let folded = self.sheet.folded(at);
        let common = self.gazetteer.word(folded);
        if self.opened(at) {
            return true;
        }
        // "C’", "Qu’": elided words; "M€", "GWh": units.
        let elided = folded.ends_with('\'') && !self.capital_follows(at);
        let unit = at > self.range.start
            && self.shape(at - 1).is(Shape::NUMBER)
            && shape.is(Shape::INNER | Shape::UPPER)
            || self.sheet.form(at).contains(['€', '$', '£', '%', '@']);
        if elided
            || unit && !entry.is(Entry::SURE_ORGANIZATION)
            || matches!(folded, "c'" | "j'" | "qu'" | "jusqu'" | "n'" | "s'" | "lorsqu'" | "puisqu'")
        {
            return false;
        }
        if self.lexicon.cue(folded).is(Cue::TITLE) && !entry.is(Entry::SURE_ORGANIZATION) {
            return false;
        }
        // "la PME X", "le SUV X", "la DRH X": a kind of firm, of product or of post, not its name.
        let kind = self.lexicon.trade(folded).is_some()
            || self.lexicon.person(folded).is_some()
            || self.lexicon.cue(folded).is(Cue::PRODUCT);
        if shape.is(Shape::UPPER) && self.capital_follows(at) && kind {
            return false;
        }
        if self.shouting {
            return entry.is(Entry::SURE_ORGANIZATION | Entry::SURE_PLACE) && !common.known()
                || !common.known() && folded.len() > 2 && !self.shape(at).is(Shape::NUMBER)
                || self.known.contains(folded) && !common.is(Common::FUNCTION);
        }
        let brand_x = folded == "x" && !opening;
        if folded.len() < 2 && !brand_x && !self.capital_follows(at) {
            return false;
        }
        if !opening {
            // "Président", "Directeur général" with capitals are posts; nationalities are people or adjectives.
            let post = (common.is(Common::HUMAN) || self.lexicon.person(folded).is_some())
                && !entry.is(Entry::SURE_ORGANIZATION | Entry::FIRST_NAME)
                || folded.split_once(' ').is_some_and(|(first, _)| first == "vice");
            // "la SEC": an acronym, whatever the word is in small letters.
            let acronym = shape.is(Shape::UPPER) && folded.len() >= 3;
            let article = !acronym
                && common.is(Common::FUNCTION)
                && common.frequency() >= 6
                && !self.capital_follows(at);
            let listed = entry.is(Entry::SURE_ORGANIZATION | Entry::SURE_PLACE)
                || self.gazetteer.name(folded).is(Entry::FIRST_NAME) && self.capital_follows(at);
            let people = !acronym && !listed && self.lexicon.demonym(folded).is_some();
            let post = post && !acronym;
            return !post && !article && !people;
        }
        if shape.is(Shape::INNER) || shape.is(Shape::UPPER) && !common.is(Common::FUNCTION) {
            return true;
        }
        if common.is(Common::FUNCTION) && common.frequency() >= 6 {
            // "Le Monde", "La Poste" are in the lists; "Les" before "Échos" alone is an article.
            return false;
        }
        if self.lexicon.demonym(folded).is_some() {
            return false;
        }
        if entry.is(Entry::SURE_ORGANIZATION | Entry::COUNTRY) {
            return true;
        }
        // "Luxe : …" is a heading; "Équipementier de …" opens an apposition.
        let heading = common.is(Common::NOUN) && self.sheet.folded_in(&self.range, Some(at + 1)) == ":";
        let noun = self.lexicon.trade(folded).is_some() || self.lexicon.person(folded).is_some();
        if heading || noun && !self.capital_follows(at) {
            return false;
        }
        if self.known.contains(folded) {
            return true;
        }
        let tagged = self.sheet.pieces[at].upos;
        if !common.known() {
            return true;
        }
        if entry.is(Entry::FIRST_NAME | Entry::SURE_PLACE)
            && !(common.is(Common::VERB) && tagged == Upos::Verb)
        {
            return self.capital_follows(at) || common.frequency() < 7 || tagged == Upos::Propn;
        }
        tagged == Upos::Propn && !common.is(Common::FUNCTION)
            || self.capital_follows(at)
                && !common.is(Common::FUNCTION)
                && !self
                    .gazetteer
                    .name(self.sheet.folded(at + 1))
                    .is(Entry::SURE_ORGANIZATION | Entry::FIRST_NAME)
                && self.lexicon.trade(folded).is_none()
                && !common.is(Common::VERB)
                && !common.is(Common::HUMAN)
    }

    fn capital_follows(&self, at: usize) -> bool {
        at + 1 < self.range.end
            && self.shape(at + 1).is(Shape::CAPITAL)
            && self.sheet.pieces[at + 1].span.start <= self.sheet.pieces[at].span.end + 2
    }

    /// The end of the name when what follows `end` belongs to it.
    pub(super) fn joins(&self, start: usize, end: usize) -> Option<usize> {
        if end >= self.range.end {
            return None;
        }
        let form = self.sheet.form(end);
        let folded = self.sheet.folded(end);
        let shape = self.shape(end);
        let last = end - 1;
        let gap = self.sheet.pieces[end].spaced;
        let capital = |i: usize| i < self.range.end && self.shape(i).is(Shape::CAPITAL | Shape::INNER);
        if self.shouting {
            let plain = !self.gazetteer.word(folded).known() && !shape.is(Shape::MARK | Shape::NUMBER);
            return (plain && folded.len() > 1 || form == "&" && end + 1 < self.range.end)
                .then_some(if form == "&" { end + 2 } else { end + 1 });
        }
        if shape.is(Shape::CAPITAL) || shape.is(Shape::INNER) {
            // "(Euronext: X)", "d'Orange" cut by an elision are told by the missing space.
            let acronym_alone = self.shape(last).is(Shape::MARK);
            let title = self.lexicon.cue(folded).is(Cue::TITLE) && folded.len() <= 3;
            // "… sur BFM Business Yann X": a first name after a name that is complete begins another.
            let listed = self.gazetteer.name(&self.sheet.joined(start..end));
            let person = listed.is(Entry::SURE_ORGANIZATION | Entry::SURE_PLACE)
                && !listed.is(Entry::FIRST_NAME)
                && self.gazetteer.name(folded).is(Entry::FIRST_NAME)
                && capital(end + 1);
            let line = self.sheet.text
                [self.sheet.pieces[last].span.end as usize..self.sheet.pieces[end].span.start as usize]
                .contains('\n');
            if person || line {
                return None;
            }
            // "… la Station F. La société": a letter with its stop may end the sentence.
            let stopped =
                self.sheet.form(last).ends_with('.') && self.gazetteer.word(folded).is(Common::FUNCTION);
            return (!stopped
                && !acronym_alone
                && !title
                && (gap || self.sheet.form(last).ends_with(['\'', '’'])))
            .then_some(end + 1);
        }
        match form {
            "&" | "+" => {
                let mixed = |i: usize| self.shape(i).is(Shape::DIGIT) && !self.shape(i).is(Shape::NUMBER);
                return if capital(end + 1) || end + 1 < self.range.end && mixed(end + 1) {
                    Some(end + 2)
                } else {
                    (form == "+" && !gap).then_some(end + 1)
                };
            }
            "!" if !gap && end + 1 < self.range.end && self.shape(end + 1).is(Shape::LOWER) => {
                return Some(end + 1);
            }
            "™" | "®" => return Some(end + 1),
            _ => {}
        }
        if shape.is(Shape::DIGIT) && form.len() <= 3 && gap {
            // "Ariane 6", "Auber 21"; a noun after the number makes it a count.
            let number = shape.is(Shape::NUMBER) && form.bytes().all(|b| b.is_ascii_digit());
            let free = end + 1 >= self.range.end || {
                let next = self.shape(end + 1);
                next.is(Shape::MARK) && !matches!(self.sheet.form(end + 1), "%" | "€" | "$")
                    || self.gazetteer.word(self.sheet.folded(end + 1)).is(Common::FUNCTION | Common::VERB)
            };
            return (number && free || !number && self.mixed(end)).then_some(end + 1);
        }
        // "Agence spatiale italienne", "Autorité marocaine": a head with its adjectives.
        if shape.is(Shape::LOWER)
            && end <= start + 2
            && self.lexicon.cue(self.sheet.folded(start)).is(Cue::HEAD)
            && self.shape(start).is(Shape::CAPITAL)
        {
            let demonym =
                |i: usize| self.lexicon.demonym(self.sheet.folded_in(&self.range, Some(i))).is_some();
            if demonym(end) {
                return Some(end + 1);
            }
            let common = self.gazetteer.word(folded);
            if common.is(Common::ADJECTIVE)
                && !common.is(Common::FUNCTION | Common::VERB)
                && demonym(end + 1)
            {
                return Some(end + 2);
            }
        }
        // Particles between two capitals.
        let link = |n: usize| capital(end + n).then_some(end + n + 1);
        match folded {
            "von" | "van" | "der" | "den" | "del" | "della" | "dei" | "delle" | "di" | "da" | "do"
            | "dos" | "das" | "bin" | "ben" | "al" | "el" | "of" | "and" | "for" | "the" | "y" | "e"
            | "ter" | "zu" | "und" | "für" | "fur" | "los" | "las" => {
                return link(1).or_else(|| {
                    capital(end + 2).then_some(()).and_then(|()| {
                        matches!(self.sheet.folded(end + 1), "der" | "den" | "la" | "the" | "los" | "las")
                            .then_some(end + 3)
                    })
                });
            }
            "de" | "d'" | "du" | "des" | "sur" | "en" | "a" | "les" | "le" | "la" | "sous" | "et"
            | "l'" | "au" | "aux" | "pour" => {}
            _ => return None,
        }
        let head = self.lexicon.cue(self.sheet.folded(start)).is(Cue::HEAD);
        let first = self.gazetteer.name(self.sheet.folded(start));
        let person = end == start + 1 && (first.is(Entry::FIRST_NAME) || self.hyphenated_first_name(start));
        if matches!(folded, "de" | "d'" | "du" | "des") {
            let skip = usize::from(
                folded == "de"
                    && end + 1 < self.range.end
                    && matches!(self.sheet.folded(end + 1), "la" | "l'"),
            );
            let target = end + 1 + skip;
            if person && capital(target) {
                return Some(target + 1);
            }
            let sure = self.gazetteer.name(&self.sheet.joined(start..end));
            let common = self.gazetteer.word(self.sheet.folded(start));
            let plain = common.is(Common::NOUN)
                && end == start + 1
                && start > self.range.start
                && !sure.is(Entry::SURE_ORGANIZATION | Entry::SURE_PLACE)
                && !common.is(Common::HUMAN);
            if (head && end <= start + 3 || plain) && capital(target) {
                // "Tribunal de l'Union européenne": the listed name is taken whole.
                return Some(self.longest(target).0.max(target + 1));
            }
            if head && end <= start + 2 && start > self.range.start {
                return self.complement(target);
            }
        }
        if head
            && matches!(folded, "et" | "pour" | "sur" | "en" | "a")
            && end > start + 1
            && capital(end + 1)
            && folded != "et"
        {
            return Some(end + 2);
        }
        None
    }

    /// The end of a small complement of an institution's name: "de la musique", "des travailleurs du jeu".
    fn complement(&self, at: usize) -> Option<usize> {
        let word = |i: usize| self.sheet.folded_in(&self.range, Some(i));
        let noun = |i: usize| {
            self.range.contains(&i)
                && self.shape(i).is(Shape::LOWER)
                && self.gazetteer.word(word(i)).is(Common::NOUN)
                && !self.gazetteer.word(word(i)).is(Common::FUNCTION)
        };
        let adjective = |i: usize| {
            let common = self.gazetteer.word(word(i));
            self.range.contains(&i)
                && self.shape(i).is(Shape::LOWER)
                && common.is(Common::ADJECTIVE)
                && !common.is(Common::FUNCTION | Common::VERB)
        };
        let mut end = noun(at).then_some(at + 1)?;
        for _ in 0..2 {
            while adjective(end) {
                end += 1;
            }
            let link = matches!(word(end), "de" | "d'" | "du" | "des");
            let skip = usize::from(matches!(word(end + 1), "la" | "l'"));
            if link && noun(end + 1 + skip) {
                end += 2 + skip;
            }
        }
        Some(end)
    }

    /// `Anne-Sophie`, `Jean-Claude`.
    fn hyphenated_first_name(&self, at: usize) -> bool {
        let folded = self.sheet.folded(at);
        folded.split_once(' ').is_some_and(|(first, _)| self.gazetteer.name(first).is(Entry::FIRST_NAME))
    }
}
