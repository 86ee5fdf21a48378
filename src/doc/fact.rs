//! What the text says: a relation between two entities, how sure, who says so, where.

use super::{ByteSpan, EntityIdx, Money, SentenceIdx};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::fmt;

/// A certainty from 0 to 1, in thousandths: the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Confidence(u16);

impl Confidence {
    /// Beyond doubt.
    pub const CERTAIN: Confidence = Confidence(1000);

    /// From thousandths; more than 1000 counts as 1000.
    pub const fn from_thousandths(n: u16) -> Self {
        Confidence(if n > 1000 { 1000 } else { n })
    }

    /// In thousandths, 0 to 1000.
    pub const fn thousandths(self) -> u16 {
        self.0
    }

    /// From 0 to 1.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// Both must hold: the product, rounded to thousandths.
    pub fn and(self, other: Confidence) -> Confidence {
        Confidence(((u32::from(self.0) * u32::from(other.0) + 500) / 1000) as u16)
    }

    /// Either suffices: one minus the product of the doubts.
    pub fn or(self, other: Confidence) -> Confidence {
        let doubt = Confidence(1000 - self.0).and(Confidence(1000 - other.0));
        Confidence(1000 - doubt.0)
    }
}

/// Whether a fact happened, is to happen, may have happened or did not.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// It happened or holds.
    #[default]
    Asserted,
    /// Announced, agreed or expected for later.
    Planned,
    /// Unconfirmed.
    Possible,
    /// Did not happen, was refused, dropped or denied.
    Negated,
}

impl Modality {
    /// All, in the graph's order.
    pub const ALL: [Modality; 4] =
        [Modality::Asserted, Modality::Planned, Modality::Possible, Modality::Negated];

    /// The name in the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Planned => "planned",
            Modality::Possible => "possible",
            Modality::Negated => "negated",
        }
    }
}

impl fmt::Display for Modality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What an attribute says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeValue {
    /// `amount`.
    Money(Money),
    /// `stake`, in percent.
    Percent(Decimal),
    /// `duration` and `date` in ISO 8601; `role`, `product`, `quantity`, `round`, `status` in
    /// the words of the text or the ontology.
    Text(SmolStr),
    /// `seller`, `buyer`.
    Entity(EntityIdx),
}

/// Attributes by name, as the ontology names them; in order of the name.
pub type Attributes = BTreeMap<SmolStr, AttributeValue>;

/// Who is quoted as saying it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attribution {
    /// "selon Reuters".
    Entity(EntityIdx),
    /// "selon une source proche du dossier".
    Words(ByteSpan),
}

/// Where the text says so, and what made the fact of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The sentence.
    pub sentence: SentenceIdx,
    /// The quote: the sentence's span, or the part of it that says so.
    pub span: ByteSpan,
    /// The word or words that carry the relation.
    pub trigger: ByteSpan,
    /// The word or words that carry a modality other than `asserted`.
    pub cue: Option<ByteSpan>,
    /// The pattern's id: `holds-stake-in/détenir`.
    pub rule: SmolStr,
    /// Who says so, where the text tells.
    pub attribution: Option<Attribution>,
}

/// A typed relation between two entities of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Subject.
    pub subject: EntityIdx,
    /// The ontology's name of the relation.
    pub relation: SmolStr,
    /// Object. For a symmetric relation, which end is which says nothing.
    pub object: EntityIdx,
    /// How the text holds it.
    pub modality: Modality,
    /// How sure the program is.
    pub confidence: Confidence,
    /// What the sentence says about it.
    pub attributes: Attributes,
    /// Where. A fact that exists has evidence.
    pub evidence: Evidence,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_is_exact() {
        let half = Confidence::from_thousandths(500);
        assert_eq!(half.and(half).thousandths(), 250);
        assert_eq!(half.or(half).thousandths(), 750);
        assert_eq!(half.and(Confidence::CERTAIN), half);
        assert_eq!(Confidence::from_thousandths(2000), Confidence::CERTAIN);
    }
}
