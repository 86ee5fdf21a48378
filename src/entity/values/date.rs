//! Dates: absolute, partial, and relative to the day of publication.

use super::number::{decimal, number};
use crate::doc::{DatePrecision, DateValue};
use crate::entity::sheet::{Shape, Sheet};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use std::ops::Range;

/// Reads dates in one sentence.
pub struct Dates<'a> {
    /// The document's tokens.
    pub sheet: &'a Sheet<'a>,
    /// The sentence's tokens.
    pub sentence: Range<usize>,
    /// The day of publication.
    pub today: Option<Date>,
}

impl Dates<'_> {
    /// The date that begins at a token, and the first token after it.
    pub fn read(&self, at: usize) -> Option<(DateValue, usize)> {
        self.full(at)
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.year(at))
            .or_else(|| self.month_alone(at))
            .or_else(|| self.relative(at))
    }

    fn word(&self, at: usize) -> &str {
        self.sheet.folded_in(&self.sentence, Some(at))
    }

    fn before(&self, at: usize, n: usize) -> &str {
        self.sheet.folded_in(&self.sentence, at.checked_sub(n))
    }

    fn year_number(&self, at: usize) -> Option<i16> {
        if !self.sentence.contains(&at) {
            return None;
        }
        let form = self.sheet.form(at);
        let plain = form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| form.parse().ok()).flatten().filter(|y| (1800..2200).contains(y))
    }

    fn day_number(&self, at: usize) -> Option<i8> {
        let word = self.word(at);
        let digits = word.strip_suffix("er").unwrap_or(word);
        digits.parse().ok().filter(|d| digits.len() <= 2 && (1..=31).contains(d))
    }

    /// "18 novembre 2025", "mardi 3 mars", "mars 2026", "2026-03-10", "10/03/2026".
    fn full(&self, at: usize) -> Option<(DateValue, usize)> {
        let form = if self.sentence.contains(&at) { self.sheet.form(at) } else { return None };
        if let Some(date) = numeric(form) {
            return Some((day(date), at + 1));
        }
        let mut i = at;
        if weekday(self.word(i)).is_some() && self.day_number(i + 1).is_some() {
            i += 1;
        }
        if let Some(d) = self.day_number(i)
            && let Some(m) = month(self.word(i + 1))
        {
            let dot = usize::from(
                self.word(i + 2).is_empty()
                    && self.sentence.contains(&(i + 2))
                    && self.sheet.form(i + 2) == ".",
            );
            if let Some(y) = self.year_number(i + 2 + dot) {
                return Some((day(Date::new(y, m, d).ok()?), i + 3 + dot));
            }
            let today = self.today?;
            let here = Date::new(today.year(), m, d).ok()?;
            // Without a year, the nearest such day: news speaks of the last and the coming months.
            return Some((day(nearest(here, today)), i + 2));
        }
        let m = month(self.word(at))?;
        let y = self.year_number(at + 1)?;
        Some((whole_month(y, m)?, at + 2))
    }

    /// "deuxième trimestre 2026", "T1 2026", "premier semestre", "été 2025".
    fn part_of_year(&self, at: usize) -> Option<(DateValue, usize)> {
        let (first, months, end) = match self.word(at) {
            short @ ("t1" | "t2" | "t3" | "t4" | "s1" | "s2") => {
                let n: i8 = short[1..].parse().ok()?;
                let months = if short.starts_with('t') { 3 } else { 6 };
                ((n - 1) * months + 1, months, at + 1)
            }
            word => {
                let n = ordinal(word)?;
                let months = match self.word(at + 1) {
                    "trimestre" if n <= 4 => 3,
                    "semestre" if n <= 2 => 6,
                    _ => return None,
                };
                ((n - 1) * months + 1, months, at + 2)
            }
        };
        let of = usize::from(self.word(end) == "de" || self.word(end) == "de l'");
        let (year, end) = match self.year_number(end + of) {
            Some(y) => (y, end + of + 1),
            None => (self.today?.year(), end),
        };
        let start = Date::new(year, first, 1).ok()?;
        let last = start.checked_add(Span::new().months(months)).ok()?.yesterday().ok()?;
        Some((DateValue { start, end: last, precision: DatePrecision::Interval }, end))
    }

    /// "2026" after a word that calls for a year, or in parentheses.
    fn year(&self, at: usize) -> Option<(DateValue, usize)> {
        if let Some(y) = self.word(at).strip_prefix("mi ").and_then(|y| y.parse().ok()) {
            return Some((whole_year(y).filter(|_| (1800..2200).contains(&y))?, at + 1));
        }
        let y = self.year_number(at)?;
        let called = matches!(
            self.before(at, 1),
            "en" | "depuis"
                | "fin"
                | "debut"
                | "mi"
                | "des"
                | "pour"
                | "entre"
                | "et"
                | "a"
                | "d'ici"
                | "horizon"
                | "l'horizon"
                | "printemps"
                | "ete"
                | "automne"
                | "hiver"
                | "annee"
                | "l'annee"
                | "exercice"
                | "l'exercice"
                | "de"
                | "apres"
                | "avant"
                | "courant"
                | "jusqu'en"
                | "millesime"
                | "trimestre"
                | "semestre"
                | "ici"
                | "sur"
                | "janvier"
                | "noel"
        ) || at.checked_sub(1).is_some_and(|i| {
            self.sentence.contains(&i) && matches!(self.sheet.form(i), "(" | "-" | "–" | "mi-")
        });
        let next = self.word(at + 1);
        let counted = self.sentence.contains(&(at + 1))
            && self.sheet.pieces[at + 1].shape.is(Shape::LOWER)
            && matches!(
                next,
                "euros"
                    | "dollars"
                    | "salaries"
                    | "personnes"
                    | "emplois"
                    | "postes"
                    | "millions"
                    | "milliards"
                    | "mille"
            );
        let attached =
            self.sentence.contains(&(at + 1)) && matches!(self.sheet.form(at + 1), "%" | "€" | "$");
        (called && !counted && !attached).then(|| Some((whole_year(y)?, at + 1))).flatten()
    }

    /// "en mars", "fin juin", "mars dernier".
    fn month_alone(&self, at: usize) -> Option<(DateValue, usize)> {
        let m = month(self.word(at))?;
        let today = self.today?;
        let called = matches!(
            self.before(at, 1),
            "en" | "depuis"
                | "fin"
                | "debut"
                | "mi"
                | "des"
                | "de"
                | "d'"
                | "d'ici"
                | "courant"
                | "pour"
                | "a"
                | "avant"
                | "apres"
                | "entre"
                | "et"
                | "jusqu'en"
                | "du"
                | "mois"
        );
        let (year, end) = match self.word(at + 1) {
            "dernier" | "passe" => {
                (if m < today.month() { today.year() } else { today.year() - 1 }, at + 2)
            }
            "prochain" => (if m > today.month() { today.year() } else { today.year() + 1 }, at + 2),
            _ if called => {
                let here = Date::new(today.year(), m, 15).ok()?;
                (nearest(here, today).year(), at + 1)
            }
            _ => return None,
        };
        Some((whole_month(year, m)?, end))
    }

    /// "lundi", "hier", "la semaine dernière", "l'an prochain", "il y a trois mois", "d'ici deux ans".
    fn relative(&self, at: usize) -> Option<(DateValue, usize)> {
        let today = self.today?;
        let shift = |days: i64| today.checked_add(days.days()).ok().map(day);
        let word = self.word(at);
        let simple = match word {
            "aujourd'hui" => Some(0),
            "hier" => Some(-1),
            "avant hier" => Some(-2),
            "demain" => Some(1),
            "apres demain" => Some(2),
            _ => None,
        };
        if let Some(days) = simple {
            return Some((shift(days)?, at + 1));
        }
        if let Some(wanted) = weekday(word) {
            let back = i64::from(today.weekday().since(wanted));
            return match self.word(at + 1) {
                "prochain" => Some((shift(7 - back)?, at + 2)),
                "dernier" => Some((shift(if back == 0 { -7 } else { -back })?, at + 2)),
                _ => Some((shift(-back)?, at + 1)),
            };
        }
        let years = |n: i16| whole_year(today.year() + n);
        let months = |n: i32| {
            let d = today.first_of_month().checked_add(n.months()).ok()?;
            whole_month(d.year(), d.month())
        };
        let weeks = |n: i64| {
            let monday =
                today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
            let start = monday.checked_add((7 * n).days()).ok()?;
            let end = start.checked_add(6.days()).ok()?;
            Some(DateValue { start, end, precision: DatePrecision::Interval })
        };
        let determined = matches!(word, "le" | "la" | "l'" | "cette" | "ce" | "de l'" | "au" | "du");
        if determined {
            let unit = self.word(at + 1);
            let after = self.word(at + 2);
            let step = match (word, after) {
                ("cette" | "ce", _) => Some((0, at + 2)),
                (_, "dernier" | "derniere" | "passe" | "passee") => Some((-1, at + 3)),
                (_, "prochain" | "prochaine") => Some((1, at + 3)),
                _ => None,
            };
            if let Some((n, end)) = step {
                let value = match unit {
                    "an" | "annee" | "exercice" => years(n as i16),
                    "mois" => months(n),
                    "semaine" => weeks(i64::from(n)),
                    _ => None,
                }?;
                return Some((value, end));
            }
        }
        // "il y a trois ans", "dans deux mois", "d'ici cinq ans".
        let (sign, from) = match word {
            "il" if self.word(at + 1) == "y" && self.word(at + 2) == "a" => (-1i64, at + 3),
            "dans" | "ici" => (1, at + 1),
            _ => return None,
        };
        let n = number(self.sheet, &self.sentence, from).filter(|_| self.sentence.contains(&from))?;
        let count = i64::try_from(n.value).ok().filter(|c| (1..=500).contains(c))? * sign;
        let value = match self.word(n.end) {
            "an" | "ans" | "annees" => years(i16::try_from(count).ok()?),
            "mois" => months(i32::try_from(count).ok()?),
            "semaine" | "semaines" => weeks(count),
            "jour" | "jours" => shift(count),
            _ => None,
        }?;
        Some((value, n.end + 1))
    }
}

fn day(date: Date) -> DateValue {
    DateValue { start: date, end: date, precision: DatePrecision::Day }
}

fn whole_month(year: i16, month: i8) -> Option<DateValue> {
    let start = Date::new(year, month, 1).ok()?;
    Some(DateValue { start, end: start.last_of_month(), precision: DatePrecision::Month })
}

fn whole_year(year: i16) -> Option<DateValue> {
    let start = Date::new(year, 1, 1).ok()?;
    Some(DateValue { start, end: start.last_of_year(), precision: DatePrecision::Year })
}

/// The day in this year, or in the last or next one where that is nearer.
fn nearest(date: Date, today: Date) -> Date {
    let far = |d: Date| (today - d).get_days().abs();
    let others = [date.checked_sub(1.year()), date.checked_add(1.year())];
    others.into_iter().flatten().fold(date, |best, d| if far(d) < far(best) { d } else { best })
}

/// `2026-03-10`, `10/03/2026`, `10.03.2026`.
fn numeric(form: &str) -> Option<Date> {
    if form.len() != 10 || !form.is_ascii() {
        return None;
    }
    if let Ok(date) = form.parse() {
        return Some(date);
    }
    let mut parts = form.split(['/', '.']);
    let (d, m, y) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?).ok()
}

fn ordinal(word: &str) -> Option<i8> {
    Some(match word {
        "premier" | "1er" => 1,
        "deuxieme" | "second" | "2e" | "2eme" => 2,
        "troisieme" | "3e" | "3eme" => 3,
        "quatrieme" | "4e" | "4eme" | "dernier" => 4,
        _ => return None,
    })
}

/// The month's number; abbreviations as datelines have them.
fn month(word: &str) -> Option<i8> {
    Some(match word {
        "janvier" | "janv" => 1,
        "fevrier" | "fevr" | "fev" => 2,
        "mars" => 3,
        "avril" | "avr" => 4,
        "mai" => 5,
        "juin" => 6,
        "juillet" | "juil" => 7,
        "aout" => 8,
        "septembre" | "sept" => 9,
        "octobre" | "oct" => 10,
        "novembre" | "nov" => 11,
        "decembre" | "dec" => 12,
        _ => return None,
    })
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "lundi" => Weekday::Monday,
        "mardi" => Weekday::Tuesday,
        "mercredi" => Weekday::Wednesday,
        "jeudi" => Weekday::Thursday,
        "vendredi" => Weekday::Friday,
        "samedi" => Weekday::Saturday,
        "dimanche" => Weekday::Sunday,
        _ => return None,
    })
}

/// Whether the token is a bare year, which counts nothing.
pub fn is_year(form: &str) -> bool {
    form.len() == 4
        && decimal(form).is_some_and(|d| d.is_integer() && d >= 1900.into() && d < 2100.into())
        && !form.contains([',', '.'])
}
