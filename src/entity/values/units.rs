//! What numbers count: currencies, percent, time, things.

use super::date::is_year;
use super::number::scale_sign;
use crate::data::{DataError, DataFiles, lines};
use crate::doc::{DurationUnit, Upos};
use crate::entity::gazetteer::{Common, Gazetteer, iso};
use crate::entity::sheet::{Shape, Sheet};
use rust_decimal::Decimal;
use smol_str::SmolStr;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// The unit of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// An ISO 4217 code.
    Money(SmolStr),
    /// Percent or points; a hundred points of base are one.
    Percent {
        /// A change of a share.
        points: bool,
        /// By what the number is divided.
        per: Decimal,
    },
    /// So many of a unit of time: a decade is ten years.
    Time(DurationUnit, u32),
    /// Things, up to this token.
    Thing(usize),
}

/// Names and signs of currencies.
#[derive(Debug)]
pub struct Currencies {
    names: HashMap<String, SmolStr>,
    /// What a name means in a text about a country: "dollars" in one about Canada.
    local: HashMap<String, Vec<Local>>,
}

/// How often a text names each country, by ISO 3166-1 code.
pub type Countries = BTreeMap<[u8; 2], usize>;

/// A currency with its countries.
type Local = (SmolStr, Vec<[u8; 2]>);

impl Currencies {
    /// Reads the list.
    ///
    /// # Errors
    /// When it is missing or a line is wrong.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        const FILE: &str = "gazetteers/currencies.tsv";
        let (mut names, mut local) = (HashMap::new(), HashMap::<String, Vec<Local>>::new());
        for (n, line) in lines(&data.text(FILE)?) {
            let mut columns = line.split('\t');
            let (Some(name), Some(code)) = (columns.next(), columns.next()) else {
                return Err(DataError::new(FILE, n, "expected a name, a tab and an ISO 4217 code"));
            };
            let code = SmolStr::new(code);
            match columns.next() {
                Some(countries) => {
                    let countries = countries.split(' ').filter_map(iso).collect();
                    local.entry(name.to_owned()).or_default().push((code, countries));
                }
                None => drop(names.insert(name.to_owned(), code)),
            }
        }
        Ok(Self { names, local })
    }

    /// The currency that the name at the end of an amount means in a text that names these countries, where
    /// that is another than elsewhere. What money is called everywhere ("dollars") needs the country that the
    /// text names most; another name ("dinars") takes that of its own countries which the text names most.
    pub fn local<'c>(
        &self,
        sheet: &Sheet,
        amount: &Range<usize>,
        named: impl Fn() -> &'c Countries,
    ) -> Option<SmolStr> {
        let words =
            |n: usize| amount.len().checked_sub(n).map(|_| sheet.joined(amount.end - n..amount.end));
        let choices = [2, 1].into_iter().find_map(|n| self.local.get(&words(n)?))?;
        let named = named();
        let count = |(_, countries): &Local| countries.iter().filter_map(|c| named.get(c)).sum::<usize>();
        let found = if choices.iter().any(|(_, countries)| countries.is_empty()) {
            let most = named.values().max()?;
            let mut first = named.iter().filter(|(_, n)| *n == most);
            let (home, _) = first.next().filter(|_| first.next().is_none())?;
            choices.iter().find(|(_, countries)| countries.contains(home))
        } else {
            // Of equals the first in the list.
            choices.iter().rev().max_by_key(|c| count(c)).filter(|c| count(c) > 0)
        };
        found.map(|(code, _)| code.clone())
    }

    /// The currency that begins at a token: up to four words, the longest first.
    pub fn read(&self, sheet: &Sheet, sentence: &Range<usize>, at: usize) -> Option<(SmolStr, usize)> {
        let first = sheet.folded_in(sentence, Some(at));
        if first.is_empty() || !sentence.contains(&at) {
            return None;
        }
        let reach = if self.opens(first) { 4 } else { 1 };
        let end = sentence.end.min(at + reach);
        (at + 1..=end).rev().filter(|&end| !sheet.folded(end - 1).is_empty()).find_map(|end| {
            let code = self.names.get(&sheet.joined(at..end))?;
            // `ALL`, `TRY`, `MAD` are codes in capitals only; `real` is an adjective elsewhere.
            let letters = first.len() == 3 && first == code.to_lowercase();
            (!letters || sheet.pieces[at].shape.is(Shape::UPPER)).then(|| (code.clone(), end))
        })
    }

    /// The currency of a sign glued to a scale: `M€`, `Md$`, `k€`, `MUSD`.
    fn glued(&self, form: &str) -> Option<(Decimal, SmolStr)> {
        let cut = form.find(['€', '$', '£', '¥']).or_else(|| {
            (form.len() > 3
                && form.is_ascii()
                && form[form.len() - 3..].bytes().all(|b| b.is_ascii_uppercase()))
            .then(|| form.len() - 3)
        })?;
        let scale = if cut == 0 { Decimal::ONE } else { scale_sign(&form[..cut])? };
        let code = self.names.get(form[cut..].to_lowercase().as_str())?;
        Some((scale, code.clone()))
    }

    fn opens(&self, word: &str) -> bool {
        matches!(
            word.trim_end_matches('s'),
            "dollar"
                | "franc"
                | "livre"
                | "dirham"
                | "dinar"
                | "riyal"
                | "rial"
                | "couronne"
                | "peso"
                | "roupie"
                | "shilling"
                | "sol"
                | "won"
                | "real"
                | "rand"
                | "leu"
                | "lei"
                | "rouble"
                | "mark"
                | "deutsche"
                | "f"
        )
    }
}

/// The unit that begins at a token, and the first token after it.
pub fn unit(
    sheet: &Sheet,
    sentence: &Range<usize>,
    at: usize,
    digits: bool,
    currencies: &Currencies,
    gazetteer: &Gazetteer,
) -> Option<(Unit, usize)> {
    if !sentence.contains(&at) {
        return None;
    }
    let word = |i: usize| sheet.folded_in(sentence, Some(i));
    let form = sheet.form(at);
    let percent = |points, per: u32| Unit::Percent { points, per: Decimal::from(per) };
    match word(at) {
        "%" => return Some((percent(false, 1), at + 1)),
        "pourcent" => return Some((percent(false, 1), at + 1)),
        "pour" if matches!(word(at + 1), "cent") => return Some((percent(false, 1), at + 2)),
        "p" if word(at + 2) == "100" => return Some((percent(false, 1), at + 3)),
        // "680 points de vente" are things.
        "point" | "points" if word(at + 1) != "de" || matches!(word(at + 2), "base" | "pourcentage") => {
            return Some(match (word(at + 1), word(at + 2)) {
                ("de", "base") => (percent(true, 100), at + 3),
                ("de", "pourcentage") => (percent(true, 1), at + 3),
                _ => (percent(true, 1), at + 1),
            });
        }
        _ => {}
    }
    let money = if matches!(word(at), "de" | "d'") { at + 1 } else { at };
    if let Some((code, end)) = currencies.read(sheet, sentence, money) {
        return Some((Unit::Money(code), end));
    }
    if let Some((unit, times)) = time(word(money)) {
        return Some((Unit::Time(unit, times), money + 1));
    }
    thing(sheet, sentence, at, money, digits, form, gazetteer)
}

/// The scale and currency of a glued sign after digits.
pub fn glued(
    sheet: &Sheet,
    sentence: &Range<usize>,
    at: usize,
    currencies: &Currencies,
) -> Option<(Decimal, SmolStr)> {
    sentence.contains(&at).then(|| currencies.glued(sheet.form(at))).flatten()
}

fn time(word: &str) -> Option<(DurationUnit, u32)> {
    Some(match word {
        "an" | "ans" | "annee" | "annees" => (DurationUnit::Years, 1),
        "decennie" | "decennies" => (DurationUnit::Years, 10),
        "siecle" | "siecles" => (DurationUnit::Years, 100),
        "mois" => (DurationUnit::Months, 1),
        "trimestres" => (DurationUnit::Months, 3),
        "semestres" => (DurationUnit::Months, 6),
        "semaine" | "semaines" => (DurationUnit::Weeks, 1),
        "jour" | "jours" => (DurationUnit::Days, 1),
        "heure" | "heures" => (DurationUnit::Hours, 1),
        "minute" | "minutes" => (DurationUnit::Minutes, 1),
        _ => return None,
    })
}

/// The noun of a count: "50 rames", "12 A320", "3 milliards de mètres cubes", "400 mégawatts".
fn thing(
    sheet: &Sheet,
    sentence: &Range<usize>,
    at: usize,
    noun: usize,
    digits: bool,
    form: &str,
    gazetteer: &Gazetteer,
) -> Option<(Unit, usize)> {
    let number_before = at.checked_sub(1).is_some_and(|i| is_year(sheet.form(i)));
    let piece = sheet.pieces.get(noun).filter(|_| sentence.contains(&noun))?;
    let common = gazetteer.word(sheet.folded(noun));
    let product = noun == at && piece.shape.is(Shape::CAPITAL) && piece.shape.is(Shape::DIGIT);
    let symbol = matches!(
        form,
        "MW" | "GW"
            | "TW"
            | "kW"
            | "MWh"
            | "GWh"
            | "TWh"
            | "kWh"
            | "km"
            | "m²"
            | "ha"
            | "t"
            | "kg"
            | "Go"
            | "To"
            | "Po"
            | "Gbit/s"
    );
    let counted = piece.shape.is(Shape::LOWER)
        && (common.is(Common::NOUN) || !common.known())
        && !(common.is(Common::FUNCTION) && common.frequency() >= 6)
        && piece.upos != Upos::Verb;
    if number_before && !symbol || !(product || symbol && digits || counted) {
        return None;
    }
    Some((Unit::Thing(noun + 1), noun + 1))
}
