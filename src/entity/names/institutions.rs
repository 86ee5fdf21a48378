//! Names of institutions that stand partly in small letters: "tribunal de commerce de X",
//! "l'État", "l'Office national des chemins de fer (ONCF)".

use super::spans::Line;
use crate::doc::Upos;
use crate::entity::gazetteer::{Common, Entry};
use crate::entity::lexicon::Cue;
use crate::entity::sheet::Shape;
use std::ops::Range;

impl Line<'_> {
    /// "l'Office national des chemins de fer (ONCF)", "la Répression des fraudes (DGCCRF)": small
    /// words that an acronym in brackets closes; it has their initials, or an article opens them.
    pub(super) fn spelled_out(&self, at: usize, opening: bool) -> Option<(Range<usize>, Entry, bool)> {
        const LONGEST: usize = 10;
        let open = (at + 1..self.range.end.min(at + LONGEST)).find(|&i| self.sheet.form(i) == "(")?;
        let acronym = self.sheet.folded_in(&self.range, Some(open + 1));
        let bracketed = open + 2 < self.range.end
            && self.shape(open + 1).is(Shape::UPPER)
            && acronym.chars().count() >= 3
            && self.sheet.form(open + 2) == ")";
        let link = |w: &str| {
            matches!(
                w,
                "de" | "du"
                    | "des"
                    | "d'"
                    | "la"
                    | "le"
                    | "les"
                    | "l'"
                    | "et"
                    | "a"
                    | "au"
                    | "aux"
                    | "en"
                    | "pour"
                    | "sur"
            )
        };
        let words = at..open;
        let plain = words.clone().skip(1).all(|i| {
            self.shape(i).is(Shape::LOWER | Shape::CAPITAL) && !self.shape(i).is(Shape::MARK)
                || link(self.sheet.folded(i))
        });
        let small = words.clone().any(|i| self.shape(i).is(Shape::LOWER) && !link(self.sheet.folded(i)));
        if link(self.sheet.folded(at)) || !bracketed || !plain || !small || open < at + 2 {
            return None;
        }
        let initials: String = words
            .clone()
            .filter(|&i| !link(self.sheet.folded(i)))
            .filter_map(|i| self.sheet.folded(i).chars().next())
            .collect();
        // Where an article opens the name its first words may have been left out: the acronym ends
        // as the initials do ("la Répression des fraudes (DGCCRF)").
        let before = self.sheet.folded_in(&self.range, at.checked_sub(1));
        let cut_short = matches!(before, "la" | "le" | "l'") && !opening && open <= at + 4;
        let told = initials == acronym || cut_short && initials.len() >= 2 && acronym.ends_with(&initials);
        told.then_some((words, Entry::default(), true))
    }

    /// An institution that common words name: "tribunal de commerce de X", "ministère de la X", "l'État".
    pub(super) fn institution(&self, at: usize) -> Option<(Range<usize>, Entry, bool)> {
        let folded = self.sheet.folded(at);
        let some = |end: usize| Some((at..end, Entry::default(), true));
        let next = |i: usize| self.sheet.folded_in(&self.range, Some(i));
        if self.sheet.form(at) == "État" || self.sheet.form(at) == "Etat" {
            let adjective = self.lexicon.demonym(next(at + 1)).is_some();
            let before = self.sheet.folded_in(&self.range, at.checked_sub(1));
            return (before == "l'" || before == "d'" || adjective)
                .then_some(at + 1 + usize::from(adjective))
                .and_then(some);
        }
        if !self.lexicon.cue(folded).is(Cue::COURT) && folded != "region" {
            return None;
        }
        // The region as a public body: "la région Bretagne", not "en région Bretagne".
        if folded == "region" {
            let named = at + 1 < self.range.end && self.shape(at + 1).is(Shape::CAPITAL);
            let (end, entry) = if named { self.longest(at + 1) } else { (at, Entry::default()) };
            let acts =
                matches!(self.sheet.folded_in(&self.range, at.checked_sub(1)), "la" | "" | "," | "par");
            return (acts && entry.is(Entry::REGION)).then_some(end).and_then(some);
        }
        if matches!(folded, "gouvernement") {
            return self.lexicon.demonym(next(at + 1)).is_some().then_some(at + 2).and_then(some);
        }
        // Small words up to the first capital after "de", "du", "à".
        let mut i = at + 1;
        let limit = self.range.end.min(at + 9);
        while i < limit {
            let shape = self.shape(i);
            if shape.is(Shape::CAPITAL) {
                let linked = matches!(
                    self.sheet.folded(i - 1),
                    "de" | "d'" | "du" | "des" | "la" | "l'" | "a" | "les"
                );
                if !linked {
                    return None;
                }
                let mut end = i + 1;
                while let Some(next) = self.joins(i, end).filter(|_| end < i + 4) {
                    end = next;
                }
                // A ministry has several fields: "de l'Économie et des Finances".
                if folded == "ministere"
                    && next(end) == "et"
                    && matches!(next(end + 1), "des" | "du" | "de")
                {
                    let field = (end + 2..limit.min(end + 5)).find(|&k| self.shape(k).is(Shape::CAPITAL));
                    end = field.map_or(end, |k| k + 1);
                }
                // "direction de Renault", "conseil de Vinci" are parts of a firm.
                let firm = matches!(folded, "conseil" | "chambre" | "universite")
                    && self.gazetteer.name(self.sheet.folded(i)).is(Entry::COMPANY);
                return (!firm).then_some(end).and_then(some);
            }
            let word = self.sheet.folded(i);
            let link = matches!(word, "de" | "d'" | "du" | "des" | "la" | "l'" | "les" | "a");
            let field = shape.is(Shape::LOWER)
                && (self.gazetteer.word(word).is(Common::NOUN | Common::ADJECTIVE)
                    || self.lexicon.demonym(word).is_some());
            let common = self.gazetteer.word(word);
            let verb = self.sheet.pieces[i].upos == Upos::Verb
                || !link && common.is(Common::FUNCTION) && common.frequency() >= 6;
            if verb || !link && !field {
                return None;
            }
            i += 1;
        }
        None
    }
}
