//! Edges: relations, as all their evidence together says them.

use super::set::SortedSet;
use crate::doc::{Confidence, Modality};
use rust_decimal::Decimal;
use smol_str::SmolStr;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// An edge: all evidence of one relation between two nodes, what affirms it apart from
/// what denies it. What the edge says follows from its evidence: see [`Edge::summary`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The ontology's name of the relation.
    pub relation: SmolStr,
    /// Whether the evidence denies it. No edge holds both kinds of evidence.
    pub negated: bool,
    /// By document and place. Never empty.
    pub evidence: SortedSet<Evidence>,
}

/// One place where a document says so. Ordered by document and place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// The document's id.
    pub document: SmolStr,
    /// First code point of the quote.
    pub start: usize,
    /// First code point after the quote.
    pub end: usize,
    /// 0-based number of the sentence in its document.
    pub sentence: usize,
    /// The pattern's id.
    pub rule: SmolStr,
    /// The word or words that carry the relation.
    pub trigger: SmolStr,
    /// Who is quoted as saying so.
    pub source: Option<SmolStr>,
    /// How this sentence holds it.
    pub modality: Modality,
    /// How sure the program is of this sentence.
    pub confidence: Confidence,
    /// What this sentence says about it.
    pub attributes: BTreeMap<SmolStr, Value>,
    /// The words of the text.
    pub quote: SmolStr,
}

/// What an attribute says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// `stake`, in percent.
    Number(Decimal),
    /// `amount`, in whole units of its currency.
    Money {
        /// The amount, or the lower bound of a range.
        value: Decimal,
        /// The upper bound of a range.
        max: Option<Decimal>,
        /// ISO 4217.
        currency: SmolStr,
    },
    /// Words, an ISO 8601 date or duration, or the id of a node.
    Text(SmolStr),
}

/// What an edge says, all evidence weighed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary<'e> {
    /// That of the surest evidence; of equals, the firmest.
    pub modality: Modality,
    /// That of the surest evidence.
    pub confidence: Confidence,
    /// Each from the evidence that says it best: of the summary's modality before others,
    /// then the surest, then the most precise. Figures are never added up.
    pub attributes: BTreeMap<&'e str, &'e Value>,
}

impl Edge {
    /// What the edge says. A function of the set of evidence alone: it does not matter in
    /// which order documents came.
    pub fn summary(&self) -> Summary<'_> {
        let firmest = |e: &&Evidence| (e.confidence, Reverse(e.modality));
        let (confidence, modality) = match self.evidence.iter().max_by_key(firmest) {
            Some(evidence) => (evidence.confidence, evidence.modality),
            None => (Confidence::from_thousandths(0), Modality::default()),
        };
        let mut best: BTreeMap<&str, (&Evidence, &Value)> = BTreeMap::new();
        let worth = |(evidence, value): (&Evidence, &Value)| {
            (evidence.modality == modality, evidence.confidence, value.precision())
        };
        for evidence in &self.evidence {
            for (name, value) in &evidence.attributes {
                let better = best.get(name.as_str()).is_none_or(|&held| {
                    let (new, old) = (worth((evidence, value)), worth(held));
                    new > old || new == old && value < held.1
                });
                if better {
                    best.insert(name, (evidence, value));
                }
            }
        }
        let attributes = best.into_iter().map(|(name, (_, value))| (name, value)).collect();
        Summary { modality, confidence, attributes }
    }

    /// Ids of the documents that say so, sorted, once each.
    pub fn documents(&self) -> Vec<&SmolStr> {
        let mut ids: Vec<_> = self.evidence.iter().map(|e| &e.document).collect();
        ids.dedup();
        ids
    }
}

impl Value {
    /// A number as every reader of JSON gives it back: at most 15 significant digits.
    pub(super) fn exact(number: Decimal) -> Decimal {
        number.round_sf(15).unwrap_or(number).normalize()
    }

    /// How much is said: signs of a text, digits of a number.
    fn precision(&self) -> usize {
        match self {
            Value::Number(n) => digits(n),
            Value::Money { value, max, .. } => digits(value) + max.as_ref().map_or(0, digits),
            Value::Text(text) => text.chars().count(),
        }
    }
}

/// Significant digits.
fn digits(number: &Decimal) -> usize {
    number.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(modality: Modality, thousandths: u16, stake: &str) -> Evidence {
        Evidence {
            document: "a".into(),
            start: 0,
            end: 1,
            sentence: 0,
            rule: "r".into(),
            trigger: "t".into(),
            source: None,
            modality,
            confidence: Confidence::from_thousandths(thousandths),
            attributes: [("stake".into(), Value::Number(stake.parse().unwrap()))].into(),
            quote: "q".into(),
        }
    }

    fn check(evidence: &[Evidence], modality: Modality, thousandths: u16, stake: &str) {
        let edge = Edge {
            relation: "holds-stake-in".into(),
            negated: false,
            evidence: evidence.iter().cloned().collect(),
        };
        let summary = edge.summary();
        assert_eq!((summary.modality, summary.confidence.thousandths()), (modality, thousandths));
        assert_eq!(summary.attributes["stake"], &Value::Number(stake.parse().unwrap()));
    }

    #[test]
    fn the_surest_speaks_then_the_firmest_then_the_most_precise() {
        use Modality::*;
        check(&[evidence(Planned, 900, "27"), evidence(Asserted, 800, "30.5")], Planned, 900, "27");
        check(&[evidence(Planned, 900, "27"), evidence(Asserted, 900, "30")], Asserted, 900, "30");
        check(&[evidence(Asserted, 900, "27"), evidence(Asserted, 900, "27.4")], Asserted, 900, "27.4");
        check(&[evidence(Asserted, 900, "27"), evidence(Asserted, 900, "28")], Asserted, 900, "27");
    }
}
