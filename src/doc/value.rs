//! Money, shares, quantities, durations and dates: typed, normalized, exact.

use super::{ByteSpan, SentenceIdx, WordSpan};
use jiff::civil::Date;
use rust_decimal::Decimal;
use smol_str::SmolStr;
use std::fmt;

/// A value read in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Where it stands, with its approximator ("près de 35 milliards de dollars" without "près de").
    pub span: ByteSpan,
    /// Its sentence.
    pub sentence: SentenceIdx,
    /// Its words.
    pub words: WordSpan,
    /// What it says.
    pub kind: ValueKind,
    /// How exact the text is about it.
    pub approximation: Approximation,
}

/// What a value says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// An amount of money.
    Money(Money),
    /// A share of a whole.
    Percent(Percent),
    /// A number of things, with their noun: 12 "A320".
    Quantity {
        /// How many.
        number: Decimal,
        /// The words of the text: number and noun.
        words: SmolStr,
    },
    /// A length of time.
    Duration(Duration),
    /// A day, month, quarter, year or interval.
    Date(DateValue),
}

/// An amount in whole units of its currency: 9.7 billion dollars is 9700000000 USD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// The amount, or the lower bound of a range.
    pub value: Decimal,
    /// The upper bound of a range.
    pub max: Option<Decimal>,
    /// ISO 4217.
    pub currency: SmolStr,
}

/// A share in percent: "un tiers" is 33.33…, "27 %" is 27.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Percent {
    /// The share, or the lower bound of a range.
    pub value: Decimal,
    /// The upper bound of a range.
    pub max: Option<Decimal>,
    /// "points": a change of a share, not a share.
    pub points: bool,
}

/// A length of time in one unit, as the text gives it: eighteen months are P18M, not P1Y6M.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: DurationUnit,
}

/// The unit of a [`Duration`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum DurationUnit {
    Years,
    Months,
    Weeks,
    Days,
    Hours,
    Minutes,
}

impl fmt::Display for Duration {
    /// ISO 8601: `P5Y`, `P18M`, `P3W`, `P10D`, `PT2H`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (prefix, letter) = match self.unit {
            DurationUnit::Years => ("P", 'Y'),
            DurationUnit::Months => ("P", 'M'),
            DurationUnit::Weeks => ("P", 'W'),
            DurationUnit::Days => ("P", 'D'),
            DurationUnit::Hours => ("PT", 'H'),
            DurationUnit::Minutes => ("PT", 'M'),
        };
        write!(f, "{prefix}{}{letter}", self.count)
    }
}

/// A stretch of days, and how precisely the text names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateValue {
    /// First day.
    pub start: Date,
    /// Last day, inclusive; equal to `start` for a day.
    pub end: Date,
    /// What the text names.
    pub precision: DatePrecision,
}

/// How precisely a date is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum DatePrecision {
    Day,
    Month,
    Year,
    /// A quarter, a half, a week, "entre mars et juin".
    Interval,
}

impl fmt::Display for DateValue {
    /// ISO 8601, as partial as the text: `2026`, `2025-11`, `2025-11-04`, `2026-04-01/2026-06-30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let d = self.start;
        match self.precision {
            DatePrecision::Day => write!(f, "{d}"),
            DatePrecision::Month => write!(f, "{:04}-{:02}", d.year(), d.month()),
            DatePrecision::Year => write!(f, "{:04}", d.year()),
            DatePrecision::Interval => write!(f, "{d}/{}", self.end),
        }
    }
}

/// How exact the text is about a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Approximation {
    /// No word of doubt.
    #[default]
    Exact,
    /// "environ", "quelque", "une dizaine de".
    About,
    /// "plus de", "au moins".
    AtLeast,
    /// "moins de", "jusqu'à", "près de".
    AtMost,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn iso() {
        assert_eq!(Duration { count: 18, unit: DurationUnit::Months }.to_string(), "P18M");
        let quarter = DateValue {
            start: date(2026, 4, 1),
            end: date(2026, 6, 30),
            precision: DatePrecision::Interval,
        };
        assert_eq!(quarter.to_string(), "2026-04-01/2026-06-30");
        let month = DateValue { precision: DatePrecision::Month, ..quarter };
        assert_eq!(month.to_string(), "2026-04");
    }
}
