//! Whether two names of a document are one thing, and why.

use super::forms::Forms;
use crate::doc::{EntityType, SameBecause};
use crate::entity::gazetteer::{Common, Entry, Gazetteer};
use crate::entity::names::Name;
use crate::entity::sheet::{Shape, Sheet};

/// What the comparison looks at.
pub(super) struct Names<'a> {
    pub sheet: &'a Sheet<'a>,
    pub gazetteer: &'a Gazetteer,
    pub forms: &'a Forms,
    pub names: &'a [Name],
    /// Folded, legal forms left out.
    pub keys: &'a [String],
}

impl Names<'_> {
    /// Why the short name is a form of the long one; `None` when it is not, or nothing tells.
    pub(super) fn same(&self, short: usize, long: usize) -> Option<SameBecause> {
        let (s, l) = (self.keys[short].as_str(), self.keys[long].as_str());
        match self.names[short].kind {
            EntityType::Person => self.person(short, long, s, l),
            EntityType::Organization => self.organization(short, long, s, l),
            _ => None,
        }
    }

    /// A surname after the full name; a first name alone where the lists know it for one.
    fn person(&self, short: usize, long: usize, s: &str, l: &str) -> Option<SameBecause> {
        let clash = matches!((self.feminine(short), self.feminine(long)), (Some(a), Some(b)) if a != b);
        if clash {
            return None;
        }
        if l.strip_suffix(s).is_some_and(|rest| rest.ends_with(' ')) {
            return Some(SameBecause::Surname);
        }
        let first = !s.contains(' ') && l.strip_prefix(s).is_some_and(|rest| rest.starts_with(' '));
        (first && self.gazetteer.name(s).is(Entry::FIRST_NAME)).then_some(SameBecause::FirstName)
    }

    /// "Mme Arnavon", "Paul Arnavon": the title's gender, or that of the first name.
    fn feminine(&self, name: usize) -> Option<bool> {
        let start = self.names[name].tokens.start;
        let title = start.checked_sub(1).map_or("", |i| self.sheet.folded(i));
        match title {
            "m" | "monsieur" | "mr" => return Some(false),
            "mme" | "madame" | "mlle" => return Some(true),
            _ => {}
        }
        let (first, _) = self.keys[name].split_once(' ')?;
        let entry = self.gazetteer.name(first);
        let sure = entry.is(Entry::FIRST_NAME) && entry.is(Entry::MALE) != entry.is(Entry::FEMALE);
        sure.then(|| entry.is(Entry::FEMALE))
    }

    fn organization(&self, short: usize, long: usize, s: &str, l: &str) -> Option<SameBecause> {
        if let (Some(a), Some(b)) = (self.gazetteer.family(s), self.gazetteer.family(l)) {
            return (a == b).then_some(SameBecause::Listed);
        }
        let tail = l.strip_prefix(s).filter(|rest| rest.starts_with(' '));
        // "Deux filiales de Tarvel, Tarvel Bau et Isolta": who names both at once means two.
        if let Some(tail) = tail.filter(|_| !self.at_once(short, long)) {
            if tail.split_whitespace().all(|w| self.forms.is(w, Forms::TAIL | Forms::NEAR | Forms::LEGAL)) {
                return Some(SameBecause::GroupWord);
            }
            // "Orange" is not "Orange Bank", nor "Airbus" "Airbus Ventures", when both are firms in their own right.
            if !self.gazetteer.name(s).is(Entry::SURE_ORGANIZATION) {
                return Some(SameBecause::Opening);
            }
        }
        let lead = l.strip_suffix(s).and_then(|rest| rest.strip_suffix(' '));
        if lead.is_some_and(|w| self.forms.is(w, Forms::LEAD | Forms::NEAR)) {
            return Some(SameBecause::GroupWord);
        }
        if self.kind_of_firm(short, long) {
            return Some(SameBecause::GroupWord);
        }
        self.within(short, long).or_else(|| self.acronym(short, long))
    }

    /// "Hesselin" of "Carrosserie Hesselin", "Orvine" of "Brasserie de l'Orvine": a common noun stands before
    /// the short name, which no list knows for another thing.
    fn kind_of_firm(&self, short: usize, long: usize) -> bool {
        let (s, l) = (&self.names[short].tokens, &self.names[long].tokens);
        let Some(lead) = l.len().checked_sub(s.len()).filter(|n| (1..=3).contains(n)) else { return false };
        let same =
            (0..s.len()).all(|n| self.sheet.folded(s.start + n) == self.sheet.folded(l.start + lead + n));
        let noun = |i: usize| {
            let word = self.sheet.folded(i);
            self.gazetteer.word(word).is(Common::NOUN)
                && !self
                    .gazetteer
                    .name(word)
                    .is(Entry::SURE_ORGANIZATION | Entry::PLACE | Entry::FIRST_NAME)
        };
        let link = |i: usize| {
            matches!(self.sheet.folded(i), "de" | "d'" | "du" | "des" | "la" | "l'" | "le" | "les")
        };
        same && noun(l.start)
            && (l.start + 1..l.start + lead).all(link)
            && !self.gazetteer.name(&self.keys[short]).is(Entry::SURE_PLACE | Entry::SURE_ORGANIZATION)
            && !self.at_once(short, long)
    }

    /// "Orbel" of "OrbelTech": the short name with more written behind it in one word.
    fn within(&self, short: usize, long: usize) -> Option<SameBecause> {
        const LEAST: usize = 4;
        let (short, long) = (&self.names[short].tokens, &self.names[long].tokens);
        let form = |tokens: &std::ops::Range<usize>| self.sheet.form(tokens.start);
        let rest = form(long).strip_prefix(form(short)).filter(|_| short.len() == 1 && long.len() == 1)?;
        let more = rest.starts_with(char::is_uppercase) && form(short).chars().count() >= LEAST;
        let small = form(short).ends_with(char::is_lowercase);
        (more && small).then_some(SameBecause::Opening)
    }

    /// Whether a sentence has both names, the short one not in parentheses behind the long one.
    fn at_once(&self, short: usize, long: usize) -> bool {
        let all = |wanted: usize| {
            let alike = move |&i: &usize| {
                self.keys[i] == self.keys[wanted] && self.names[i].kind == self.names[wanted].kind
            };
            (0..self.names.len()).filter(alike)
        };
        all(short).any(|s| {
            all(long).any(|l| self.names[s].sentence == self.names[l].sentence && !self.beside(s, l))
        })
    }

    /// "Vienna Insurance Group (VIG)": initials of the long name, in capitals.
    fn acronym(&self, short: usize, long: usize) -> Option<SameBecause> {
        let (name, full) = (&self.names[short], &self.names[long]);
        if name.tokens.len() != 1 || !self.sheet.pieces[name.tokens.start].shape.is(Shape::UPPER) {
            return None;
        }
        if self.beside(short, long) {
            return Some(SameBecause::Parentheses);
        }
        // "ST" of "STMicroelectronics".
        let form = self.sheet.form(name.tokens.start);
        let rest = self.sheet.form(full.tokens.start).strip_prefix(form).unwrap_or("").chars();
        let mut rest = rest.take(2);
        if form.len() > 1
            && rest.next().is_some_and(char::is_uppercase)
            && rest.next().is_some_and(char::is_lowercase)
        {
            return Some(SameBecause::Opening);
        }
        let acronym = self.sheet.folded(name.tokens.start);
        let initials = |skip: bool| -> String {
            let words = full.tokens.clone().flat_map(|i| self.sheet.folded(i).split([' ', '\'']));
            words
                .filter(|w| !(w.is_empty() || skip && self.forms.is(w, Forms::LINK)))
                .filter_map(|w| w.chars().next())
                .collect()
        };
        let fits = acronym.len() >= 2
            && full.tokens.len() > 1
            && (initials(true) == acronym || initials(false) == acronym);
        fits.then_some(SameBecause::Initials)
    }

    /// Whether the short name stands in parentheses right after the long one.
    pub(super) fn beside(&self, short: usize, long: usize) -> bool {
        let (short, long) = (&self.names[short].tokens, &self.names[long].tokens);
        let open = long.end;
        let first = |i: usize| self.sheet.folded(i).chars().next();
        // "Répression des fraudes (DGCCRF)": nothing but an acronym stands so behind small words.
        let small = |tokens: &std::ops::Range<usize>| {
            let shape = |i: usize| self.sheet.pieces[i].shape;
            shape(short.start).is(Shape::UPPER)
                && tokens
                    .clone()
                    .any(|i| shape(i).is(Shape::LOWER) && self.sheet.form(i).chars().count() > 4)
        };
        open + 1 == short.start
            && self.sheet.form(open) == "("
            && short.len() == 1
            && short.end < self.sheet.pieces.len()
            && self.sheet.form(short.end) == ")"
            && (first(short.start) == first(long.start) || small(long))
    }
}
