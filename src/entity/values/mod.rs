//! Money, shares, quantities, durations and dates.

mod date;
mod number;
mod units;

use super::gazetteer::{Entry, Gazetteer};
use super::lexicon::{Lexicon, WordSet};
use super::sheet::{Shape, Sheet};
use crate::data::{DataError, DataFiles};
use crate::doc::{Approximation, Duration, Money, Percent, SentenceIdx, Upos, Value, ValueKind};
use date::Dates;
use jiff::civil::Date;
use number::{Number, number};
use rust_decimal::Decimal;
use smol_str::SmolStr;
use std::cell::OnceCell;
use std::ops::Range;
use units::{Countries, Currencies, Unit};

/// Reads values. Immutable.
#[derive(Debug)]
pub struct ValueReader {
    currencies: Currencies,
}

impl ValueReader {
    /// Reads the list of currencies.
    ///
    /// # Errors
    /// When the list is missing or wrong.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        Ok(Self { currencies: Currencies::new(data)? })
    }

    /// All values of a document, in order, none overlapping another.
    pub fn read(
        &self,
        sheet: &Sheet,
        gazetteer: &Gazetteer,
        lexicon: &Lexicon,
        today: Option<Date>,
    ) -> Vec<Value> {
        let mut out = Vec::new();
        let home = OnceCell::new();
        let home = || home.get_or_init(|| countries(sheet, gazetteer, lexicon));
        for (n, sentence) in sheet.sentences.iter().enumerate() {
            let line = Line {
                reader: self,
                sheet,
                gazetteer,
                lexicon,
                sentence: sentence.clone(),
                dates: Dates { sheet, sentence: sentence.clone(), today },
            };
            let mut i = sentence.start;
            while i < sentence.end {
                let Some((mut kind, tokens, approximation)) = line.value(i) else {
                    i += 1;
                    continue;
                };
                if let ValueKind::Money(money) = &mut kind
                    && let Some(local) = self.currencies.local(sheet, &tokens, home)
                {
                    money.currency = local;
                }
                i = tokens.end.max(i + 1);
                out.push(Value {
                    span: sheet.span(&tokens),
                    sentence: SentenceIdx::from(n),
                    words: sheet.words(&tokens),
                    kind,
                    approximation,
                });
            }
        }
        name_currencies(&mut out);
        out
    }
}

/// Gives amounts that name no currency that of the amount before, or behind; euros where the text names none.
fn name_currencies(values: &mut [Value]) {
    fn fill<'v>(values: impl Iterator<Item = &'v mut Value>) {
        let mut last = SmolStr::default();
        for value in values {
            if let ValueKind::Money(money) = &mut value.kind {
                if money.currency.is_empty() {
                    money.currency = last.clone();
                }
                last = money.currency.clone();
            }
        }
    }
    fill(values.iter_mut());
    fill(values.iter_mut().rev());
    for value in values {
        if let ValueKind::Money(money) = &mut value.kind
            && money.currency.is_empty()
        {
            money.currency = "EUR".into();
        }
    }
}

/// How often the text names each country, by itself, its towns, its adjectives and the firms at home there.
fn countries(sheet: &Sheet, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Countries {
    let mut counts = Countries::new();
    for (i, piece) in sheet.pieces.iter().enumerate() {
        let folded = sheet.folded(i);
        let place = || {
            let entry = gazetteer.name(folded);
            if entry.is(Entry::SURE_PLACE) {
                entry.place()
            } else {
                entry.seat().filter(|_| entry.is(Entry::SURE_ORGANIZATION))
            }
        };
        let told = lexicon.demonym(folded).and_then(|d| d.country);
        let country = told.or_else(|| piece.shape.is(Shape::CAPITAL).then(place).flatten());
        if let Some(country) = country.filter(|c| c != b"EU") {
            *counts.entry(country).or_default() += 1;
        }
    }
    counts
}

type Found = (ValueKind, Range<usize>, Approximation);

struct Line<'a> {
    reader: &'a ValueReader,
    sheet: &'a Sheet<'a>,
    gazetteer: &'a Gazetteer,
    lexicon: &'a Lexicon,
    sentence: Range<usize>,
    dates: Dates<'a>,
}

impl Line<'_> {
    fn word(&self, at: usize) -> &str {
        self.sheet.folded_in(&self.sentence, Some(at))
    }

    fn form(&self, at: usize) -> &str {
        if self.sentence.contains(&at) { self.sheet.form(at) } else { "" }
    }

    /// The value that begins at a token.
    fn value(&self, at: usize) -> Option<Found> {
        if let Some((value, end)) = self.dates.read(at) {
            return Some((ValueKind::Date(value), at..end, Approximation::Exact));
        }
        self.prefixed(at).or_else(|| self.fraction(at)).or_else(|| self.measured(at))
    }

    /// "$5 millions", "EUR 30 M".
    fn prefixed(&self, at: usize) -> Option<Found> {
        if !self.sheet.pieces.get(at + 1)?.shape.is(Shape::NUMBER) || !self.sentence.contains(&(at + 1)) {
            return None;
        }
        let sign = self.form(at);
        let upper = sign.len() == 3 && sign.bytes().all(|b| b.is_ascii_uppercase());
        let symbol = sign.ends_with(['$', '€', '£', '¥']);
        let (currency, _) = (upper || symbol)
            .then(|| self.reader.currencies.read(self.sheet, &self.sentence, at))
            .flatten()?;
        let n = number(self.sheet, &self.sentence, at + 1)?;
        let money = Money { value: n.value.normalize(), max: None, currency };
        Some((ValueKind::Money(money), at..n.end, self.approximation(at, n)))
    }

    /// "un tiers", "les deux tiers", "la moitié", "un quart".
    fn fraction(&self, at: usize) -> Option<Found> {
        let (top, noun) = match self.word(at) {
            "la" if self.word(at + 1) == "moitie" => (1u32, at + 1),
            "moitie" => (1, at),
            "un" | "le" => (1, at + 1),
            "deux" => (2, at + 1),
            "trois" => (3, at + 1),
            "quatre" => (4, at + 1),
            _ => return None,
        };
        let bottom = match self.word(noun) {
            "moitie" => 2u32,
            "tiers" => 3,
            "quart" | "quarts" => 4,
            "cinquieme" | "cinquiemes" => 5,
            "sixieme" => 6,
            "dixieme" | "dixiemes" => 10,
            _ => return None,
        };
        // "le tiers", "le quart" alone name a rank as often as a share.
        let share = matches!(self.word(noun + 1), "du" | "de" | "des" | "d'") || self.word(at) != "le";
        if !share || top > bottom {
            return None;
        }
        let value = (Decimal::from(100 * top) / Decimal::from(bottom)).round_dp(2);
        let percent = Percent { value, max: None, points: false };
        Some((ValueKind::Percent(percent), at..noun + 1, self.approximation_word(at)))
    }

    /// A number with its unit, or a range of two.
    fn measured(&self, at: usize) -> Option<Found> {
        let piece = self.sheet.pieces[at];
        if !piece.shape.is(Shape::NUMBER | Shape::LOWER | Shape::CAPITAL) {
            return None;
        }
        if let Some(found) = self.hyphened(at) {
            return Some(found);
        }
        // A number inside another ("4,9" of "de 4,9 à 6,2 %") is read from its first.
        let (first, own) = self.number(at)?;
        if let Some(found) = self.range(at, first, own.as_ref()) {
            return Some(found);
        }
        // "90 millions de dommages" are no things.
        let thing = |own: &(Unit, usize)| matches!(own.0, Unit::Thing(_)) && self.due(first.end + 1);
        let (unit, end) = own.filter(|own| !thing(own)).or_else(|| self.bare(at, first))?;
        self.finish(at, first, None, unit, end)
    }

    /// "racheté pour 33 millions": money whose currency the text gives elsewhere, where nothing counted follows.
    fn bare(&self, at: usize, n: Number) -> Option<(Unit, usize)> {
        // "dont 5 millions" is part of a sum; "en compte 3 millions" are people or things.
        let barred = at.checked_sub(1).is_some_and(|i| self.lexicon.has(WordSet::NoSum, self.word(i)));
        if n.scale < Decimal::from(1_000_000) || barred {
            return None;
        }
        let capital =
            |i: usize| self.sentence.contains(&i) && self.sheet.pieces[i].shape.is(Shape::CAPITAL);
        let ends = match self.word(n.end) {
            "" => true,
            // "obtient 4 millions de Velmo".
            "de" | "d'" => capital(n.end + 1) || self.due(n.end + 1),
            _ => {
                let piece = self.sheet.pieces[n.end];
                piece.shape.is(Shape::MARK) && !matches!(self.form(n.end), "%" | "(")
                    || matches!(
                        piece.upos,
                        Upos::Adp
                            | Upos::Cconj
                            | Upos::Sconj
                            | Upos::Verb
                            | Upos::Aux
                            | Upos::Pron
                            | Upos::Det
                    )
            }
        };
        ends.then(|| (Unit::Money(SmolStr::default()), n.end))
    }

    /// What is reckoned in money: "90 millions de dommages".
    fn due(&self, at: usize) -> bool {
        self.lexicon.has(WordSet::Due, self.word(at))
    }

    /// "5-6 millions d'euros", where the range is one token.
    fn hyphened(&self, at: usize) -> Option<Found> {
        let (low, high) = self.form(at).split_once(['-', '–'])?;
        let (low, high) = (number::decimal(low)?, number::decimal(high)?);
        let scale = number::scale(self.word(at + 1)).unwrap_or(Decimal::ONE);
        let next = at + 1 + usize::from(scale > Decimal::ONE);
        let (unit, end) = self.unit(next, true).filter(|_| low < high)?;
        let (value, max) = (low.checked_mul(scale)?, high.checked_mul(scale)?);
        let n = Number { value, end: next, scale, about: false, digits: true };
        self.finish(at, n, Some(max), unit, end)
    }

    /// "entre 300 et 400 millions d'euros", "de 4,9 à 6,2 %", "15-20 %", "deux ou trois ans".
    fn range(&self, at: usize, first: Number, own: Option<&(Unit, usize)>) -> Option<Found> {
        // "entre 300 millions et 400 millions": the first bound may repeat the unit.
        let own = own.filter(|(u, _)| !matches!(u, Unit::Thing(_)));
        let opener = at.checked_sub(1).map_or("", |i| self.word(i));
        let mut joins = vec![first.end];
        joins.extend(own.map(|(_, end)| *end));
        for join in joins {
            let linked = match self.word(join) {
                "a" => opener != "a",
                "et" => opener == "entre",
                "ou" => true,
                _ => matches!(self.form(join), "-" | "–"),
            };
            if !linked || !self.sentence.contains(&(join + 1)) {
                continue;
            }
            let Some((second, Some((unit, end)))) = self.number(join + 1) else { continue };
            if own.is_some_and(|(u, _)| join != first.end && *u != unit) {
                continue;
            }
            let mut low = first;
            if low.scale == Decimal::ONE && second.scale > Decimal::ONE && low.value < Decimal::from(1000) {
                low.value = low.value.checked_mul(second.scale)?;
            }
            if second.value <= low.value
                || matches!(unit, Unit::Thing(_)) && opener != "entre" && opener != "de"
            {
                continue;
            }
            return self.finish(at, low, Some(second.value), unit, end);
        }
        None
    }

    fn finish(&self, at: usize, n: Number, max: Option<Decimal>, unit: Unit, end: usize) -> Option<Found> {
        let approximation = self.approximation(at, n);
        let kind = match unit {
            Unit::Money(currency) => ValueKind::Money(Money {
                value: n.value.normalize(),
                max: max.map(|m| m.normalize()),
                currency,
            }),
            Unit::Percent { points, per } => ValueKind::Percent(Percent {
                value: n.value.checked_div(per)?,
                max: max.and_then(|m| m.checked_div(per)),
                points,
            }),
            Unit::Time(unit, times) => {
                // "X, 52 ans, dirige": an age; "à 46 ans".
                let before = at.checked_sub(1).map_or("", |i| self.form(i));
                let age = self.word(end - 1) == "ans"
                    && (before == "," && matches!(self.form(end), "," | ")" | ".")
                        || matches!(before, "à" | "À")
                            && at.checked_sub(2).is_none_or(|i| self.word(i) != "jusqu'")
                        || before == "(");
                let count = u32::try_from(n.value.checked_mul(Decimal::from(times))?)
                    .ok()
                    .filter(|_| n.value.is_integer() && !age)?;
                ValueKind::Duration(Duration { count, unit })
            }
            Unit::Thing(last) => {
                if n.value == Decimal::ONE && !n.digits {
                    return None;
                }
                let words: SmolStr = self.sheet.span(&(at..last)).of(self.sheet.text).into();
                ValueKind::Quantity { number: n.value, words }
            }
        };
        // "entre" and "de" of a range stay outside, as approximators do.
        Some((kind, at..end, approximation))
    }

    /// The number at a token, with the scale of a glued unit: `34 M€`.
    fn number(&self, at: usize) -> Option<(Number, Option<(Unit, usize)>)> {
        let mut n = number(self.sheet, &self.sentence, at)?;
        if n.digits
            && let Some((scale, code)) =
                units::glued(self.sheet, &self.sentence, n.end, &self.reader.currencies)
        {
            n.value = n.value.checked_mul(scale)?;
            n.scale = n.scale.checked_mul(scale)?;
            return Some((n, Some((Unit::Money(code), n.end + 1))));
        }
        let unit = self.unit(n.end, n.digits);
        Some((n, unit))
    }

    fn unit(&self, at: usize, digits: bool) -> Option<(Unit, usize)> {
        units::unit(self.sheet, &self.sentence, at, digits, &self.reader.currencies, self.gazetteer)
    }

    fn approximation(&self, at: usize, n: Number) -> Approximation {
        match self.approximation_word(at) {
            Approximation::Exact if n.about => Approximation::About,
            other => other,
        }
    }

    /// The words of doubt before a value.
    fn approximation_word(&self, at: usize) -> Approximation {
        let back = |n: usize| at.checked_sub(n).map_or("", |i| self.word(i));
        match (back(2), back(1)) {
            (_, "environ" | "quelque" | "autour" | "approximativement" | "quelques") => {
                Approximation::About
            }
            ("autour" | "ordre" | "alentours", "de") => Approximation::About,
            ("plus" | "minimum", "de" | "d'") | ("au", "moins") | (_, "minimum") => Approximation::AtLeast,
            ("moins", "de" | "d'") if back(3) == "pas" => Approximation::AtLeast,
            ("moins" | "pres", "de" | "d'")
            | ("jusqu'", "a")
            | (_, "presque" | "maximum" | "jusqu'a" | "quasiment") => Approximation::AtMost,
            ("au", "plus") => Approximation::AtMost,
            _ => Approximation::Exact,
        }
    }
}
