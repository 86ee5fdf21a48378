//! Sums whose currency the text told before: "écope de 187 millions d'euros, X de 96 millions".

use crate::doc::{Value, ValueKind};
use rust_decimal::Decimal;
use smol_str::SmolStr;

/// The currency of a sum until it is settled.
pub(super) const UNKNOWN: SmolStr = SmolStr::new_static("");

/// Gives bare sums the currency of the nearest sum before, or else of the first behind. They are no
/// sums where the text has none, or where the large number before counts things.
pub(super) fn settle(values: &mut Vec<Value>) {
    let bare = |v: &Value| matches!(&v.kind, ValueKind::Money(m) if m.currency.is_empty());
    if !values.iter().any(bare) {
        return;
    }
    let currency = |v: &Value| match &v.kind {
        ValueKind::Money(m) if !m.currency.is_empty() => Some(m.currency.clone()),
        _ => None,
    };
    let mut last = values.iter().find_map(currency);
    let mut counting = None;
    values.retain_mut(|value| {
        let sentence = value.sentence;
        match &mut value.kind {
            ValueKind::Money(money) if money.currency.is_empty() => match &last {
                Some(known) if counting != Some(sentence) => {
                    money.currency = known.clone();
                    true
                }
                _ => false,
            },
            ValueKind::Money(money) => {
                last = Some(money.currency.clone());
                counting = None;
                true
            }
            ValueKind::Quantity { number, .. } => {
                if *number >= Decimal::from(100_000) {
                    counting = Some(sentence);
                }
                true
            }
            _ => true,
        }
    });
}
