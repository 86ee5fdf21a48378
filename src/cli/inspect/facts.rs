//! Facts.

use super::page::{Ink, Page};
use super::values::money_words;
use crate::doc::{AttributeValue, Attribution, Fact};

/// One fact a line: sentence, subject, relation, object, modality, how sure, attributes, who
/// says so, the word that carries it, the rule.
pub(super) fn facts(page: &mut Page<'_>) {
    for fact in page.layers.facts.clone() {
        let line = fact_line(page, &fact);
        page.line(line);
    }
}

/// The fact on one line, with the words and the rule that made it.
pub(in crate::cli) fn fact_line(page: &Page<'_>, fact: &Fact) -> String {
    let entities = &page.layers.entities;
    let label = |at| page.ink(Ink::Name, &entities.entity(at).label);
    let mut line = format!(
        "  [{}] {} {} {}  {} {:.2}",
        fact.evidence.sentence.index() + 1,
        label(fact.subject),
        page.ink(Ink::Relation, &fact.relation),
        label(fact.object),
        fact.modality,
        fact.confidence.value()
    );
    for (name, value) in &fact.attributes {
        let value = match value {
            AttributeValue::Money(money) => money_words(money),
            AttributeValue::Percent(percent) => format!("{percent} %"),
            AttributeValue::Text(words) => format!("“{words}”"),
            AttributeValue::Entity(at) => entities.entity(*at).label.to_string(),
        };
        line += &format!("  {name}={value}");
    }
    if let Some(attribution) = &fact.evidence.attribution {
        let source = match attribution {
            Attribution::Entity(at) => entities.entity(*at).label.to_string(),
            Attribution::Words(span) => page.quote(*span),
        };
        line += &format!("  source={source}");
    }
    let trigger = page.quote(fact.evidence.trigger);
    line + &page.ink(Ink::Faint, &format!("  “{trigger}” {}", fact.evidence.rule))
}
