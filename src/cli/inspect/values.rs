//! Typed values.

use super::page::Page;
use crate::doc::{Approximation, Money, Percent, ValueKind};

/// One value a line: sentence, range, type, what it says, the words.
pub(super) fn values(page: &mut Page<'_>) {
    for value in page.layers.entities.values.clone() {
        let approximation = match value.approximation {
            Approximation::Exact => "",
            Approximation::About => "about ",
            Approximation::AtLeast => "at least ",
            Approximation::AtMost => "at most ",
        };
        let (kind, says) = said(&value.kind);
        page.line(format_args!(
            "  [{}] {:<12} {kind:<9} {:<34} {}",
            value.sentence.index() + 1,
            page.range(value.span),
            format!("{approximation}{says}"),
            page.quote(value.span)
        ));
    }
}

fn said(kind: &ValueKind) -> (&'static str, String) {
    match kind {
        ValueKind::Money(money) => ("money", money_words(money)),
        ValueKind::Percent(Percent { value, max, points }) => {
            let max = max.map_or(String::new(), |max| format!("–{max}"));
            ("percent", format!("{value}{max} {}", if *points { "points" } else { "%" }))
        }
        ValueKind::Quantity { number, words } => ("quantity", format!("{number} ({words})")),
        ValueKind::Duration(duration) => ("duration", duration.to_string()),
        ValueKind::Date(date) => ("date", date.to_string()),
    }
}

/// `9700000000 USD`, `60–90 EUR`.
pub(super) fn money_words(Money { value, max, currency }: &Money) -> String {
    let max = max.map_or(String::new(), |max| format!("–{max}"));
    format!("{value}{max} {currency}")
}
