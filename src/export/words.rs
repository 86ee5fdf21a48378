//! What pictures say, in French: labels of edges, amounts, durations, tooltips.

use super::Options;
use crate::doc::{EntityType, Modality};
use crate::graph::{Evidence, Graph, Link, Node, Value};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Attributes that a label shows one of, the first that is there.
const MAIN: [&str; 9] =
    ["stake", "amount", "role", "product", "quantity", "round", "duration", "date", "status"];
/// Quotes in a tooltip.
pub(super) const QUOTES: usize = 3;

/// The relation's French label: "détient"; its name where the ontology has none.
pub(super) fn relation<'o>(name: &'o str, options: &Options<'o>) -> std::borrow::Cow<'o, str> {
    match options.ontology.get(name) {
        Some(relation) => relation.label.as_str().into(),
        None => name.replace('-', " ").into(),
    }
}

/// "détient 27 % · prévu".
pub(super) fn edge_label(link: &Link<'_>, options: &Options<'_>) -> String {
    let summary = link.edge.summary();
    let mut label = relation(&link.edge.relation, options).into_owned();
    let main = MAIN.iter().find_map(|name| Some((*name, *summary.attributes.get(name)?)));
    if let Some((name, value)) = main {
        label.push_str(if name == "stake" { " " } else { " · " });
        label.push_str(&value_text(name, value));
    }
    if let Some(word) = modality(summary.modality) {
        label.push_str(" · ");
        label.push_str(word);
    }
    label
}

/// The label in at most three lines of about `width` characters, broken where it is put together rather
/// than within.
pub(super) fn edge_lines(link: &Link<'_>, options: &Options<'_>, width: usize) -> Vec<String> {
    let label = edge_label(link, options);
    let mut lines: Vec<String> = Vec::new();
    for piece in label.split(" · ") {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 3 + piece.chars().count() <= width => {
                line.push_str(" · ");
                line.push_str(piece);
            }
            _ => lines.extend(wrap(piece, width, 2)),
        }
    }
    if lines.len() > 3 {
        lines.truncate(3);
        lines[2].push('…');
    }
    lines
}

/// What a label adds for a modality; an asserted edge says nothing of it.
pub(super) fn modality(modality: Modality) -> Option<&'static str> {
    match modality {
        Modality::Asserted => None,
        Modality::Planned => Some("prévu"),
        Modality::Possible => Some("possible"),
        Modality::Negated => Some("nié"),
    }
}

/// The type's name, for legends.
pub(super) fn kind(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Organization => "organisation",
        EntityType::Person => "personne",
        EntityType::Place => "lieu",
        EntityType::Product => "produit",
    }
}

/// All that an edge says, a line each; then the sentences that say so, the first of them.
pub(super) fn edge_tooltip(graph: &Graph, link: &Link<'_>, options: &Options<'_>) -> String {
    let mut lines = vec![edge_facts(graph, link, options)];
    lines.extend(link.edge.evidence.iter().take(QUOTES).map(quotation));
    let more = link.edge.evidence.len().saturating_sub(QUOTES);
    if more > 0 {
        lines.push(format!("et {more} autre{}", if more > 1 { "s" } else { "" }));
    }
    lines.join("\n")
}

/// "« … » (article, selon Line Roche)".
pub(super) fn quotation(evidence: &Evidence) -> String {
    let who = evidence.source.as_ref().map_or(String::new(), |who| format!(", selon {who}"));
    format!("« {} » ({}{who})", evidence.quote, evidence.document)
}

/// Ends, attributes, modality and confidence, a line each.
pub(super) fn edge_facts(graph: &Graph, link: &Link<'_>, options: &Options<'_>) -> String {
    let summary = link.edge.summary();
    let verb = relation(&link.edge.relation, options);
    let mut lines = vec![format!("{} — {verb} — {}", link.source.label(), link.target.label())];
    for (name, value) in &summary.attributes {
        let shown = match value {
            Value::Text(id) => graph.node(id).map(|node| node.label().to_owned()),
            _ => None,
        };
        lines.push(format!("{} : {}", attribute(name), shown.unwrap_or_else(|| value_text(name, value))));
    }
    let word = modality(summary.modality).map_or(String::new(), |word| format!("{word}, "));
    lines
        .push(format!("{word}confiance {}", percent(&Decimal::from(summary.confidence.thousandths()), 10)));
    lines.join("\n")
}

/// A node's full name, type and other names.
pub(super) fn node_tooltip(node: &Node) -> String {
    let mut lines = vec![format!("{} ({})", node.label(), kind(node.kind))];
    let aliases = node.aliases();
    if !aliases.is_empty() {
        lines.push(format!("aussi : {}", aliases.join(", ")));
    }
    lines.join("\n")
}

/// What a picture is called: the title asked for, the only document's, or the number of documents.
pub(super) fn title(graph: &Graph, options: &Options<'_>) -> String {
    if let Some(title) = &options.title {
        return title.clone();
    }
    let mut documents = graph.documents();
    match (documents.next(), documents.len()) {
        (Some(only), 0) => only.title.clone().unwrap_or_else(|| only.id.to_string()),
        (Some(_), others) => format!("{} documents", others + 1),
        (None, _) => String::new(),
    }
}

/// An attribute's name in French.
fn attribute(name: &str) -> &str {
    match name {
        "amount" => "montant",
        "stake" => "part",
        "duration" => "durée",
        "product" => "produit",
        "quantity" => "quantité",
        "role" => "fonction",
        "round" => "tour",
        "status" => "statut",
        "seller" => "vendeur",
        "buyer" => "acheteur",
        other => other,
    }
}

/// A value as French writes it: "27 %", "9,7 Md$", "5 ans".
pub(super) fn value_text(name: &str, value: &Value) -> String {
    match value {
        Value::Number(n) => percent(n, 1),
        Value::Money { value, max, currency } => money(value, max.as_ref(), currency),
        Value::Text(text) => match (name, duration(text)) {
            ("duration", Some(duration)) => duration,
            _ => text.to_string(),
        },
    }
}

fn percent(number: &Decimal, divisor: i64) -> String {
    format!("{}\u{a0}%", decimal(&(number / Decimal::from(divisor))))
}

/// At most two decimals, with a comma.
fn decimal(number: &Decimal) -> String {
    number.round_dp(2).normalize().to_string().replace('.', ",")
}

fn money(value: &Decimal, max: Option<&Decimal>, currency: &str) -> String {
    let units: BTreeMap<&str, &str> =
        [("USD", "$"), ("EUR", "€"), ("GBP", "£"), ("JPY", "¥"), ("CNY", "¥ (CNY)")].into();
    let symbol = units.get(currency).copied().unwrap_or(currency);
    let largest = max.unwrap_or(value).abs();
    let (divisor, prefix) = match largest {
        n if n >= Decimal::from(1_000_000_000) => (1_000_000_000, "Md"),
        n if n >= Decimal::from(1_000_000) => (1_000_000, "M"),
        n if n >= Decimal::from(10_000) => (1_000, "k"),
        _ => (1, ""),
    };
    let shown = |n: &Decimal| decimal(&(n / Decimal::from(divisor)));
    let number = match max {
        Some(max) => format!("{} à {}", shown(value), shown(max)),
        None => shown(value),
    };
    let gap = if prefix.is_empty() || symbol.chars().count() == 1 { "" } else { "\u{a0}" };
    format!("{number}\u{a0}{prefix}{gap}{symbol}")
}

/// "P5Y" → "5 ans".
fn duration(iso: &str) -> Option<String> {
    let (time, rest) = match iso.strip_prefix("PT") {
        Some(rest) => (true, rest),
        None => (false, iso.strip_prefix('P')?),
    };
    let unit = rest.chars().next_back()?;
    let count: u32 = rest.strip_suffix(unit)?.parse().ok()?;
    let word = match (unit, time) {
        ('Y', _) => "an",
        ('M', false) => return Some(format!("{count}\u{a0}mois")),
        ('W', _) => "semaine",
        ('D', _) => "jour",
        ('H', _) => "heure",
        ('M', true) => "minute",
        _ => return None,
    };
    Some(format!("{count}\u{a0}{word}{}", if count > 1 { "s" } else { "" }))
}

/// Breaks a text at spaces into lines of about `width` characters, at most `lines` of them;
/// what is left out is marked by an ellipsis.
pub(super) fn wrap(text: &str, width: usize, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<String> = Vec::new();
    let words = text.split(|c: char| c.is_whitespace() && c != '\u{a0}').filter(|word| !word.is_empty());
    for word in words {
        let letters: Vec<char> = word.chars().collect();
        // A word longer than two lines is cut hard.
        let pieces: Vec<String> = if letters.len() > 2 * width {
            letters.chunks(width).map(|piece| piece.iter().collect()).collect()
        } else {
            vec![word.to_owned()]
        };
        for piece in pieces {
            let full = wrapped.len() == lines;
            match wrapped.last_mut() {
                Some(line) if line.chars().count() + 1 + piece.chars().count() <= width => {
                    line.push(' ');
                    line.push_str(&piece);
                }
                Some(line) if full => {
                    line.push('…');
                    return wrapped;
                }
                _ => wrapped.push(piece),
            }
        }
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_french() {
        let amount = |value: i64, max: Option<i64>, currency: &str| {
            money(&Decimal::from(value), max.map(Decimal::from).as_ref(), currency)
        };
        assert_eq!(amount(9_700_000_000, None, "USD"), "9,7\u{a0}Md$");
        assert_eq!(amount(48_000_000, Some(50_500_000), "EUR"), "48 à 50,5\u{a0}M€");
        assert_eq!(amount(1_250, None, "EUR"), "1250\u{a0}€");
        assert_eq!(amount(3_000_000, None, "CHF"), "3\u{a0}M\u{a0}CHF");
        assert_eq!(percent(&"33.3333".parse().unwrap(), 1), "33,33\u{a0}%");
        assert_eq!(duration("P18M").as_deref(), Some("18\u{a0}mois"));
        assert_eq!(duration("P1Y").as_deref(), Some("1\u{a0}an"));
        assert_eq!(duration("P1Y6M"), None);
    }

    #[test]
    fn wrapping() {
        assert_eq!(
            wrap("Banque européenne d'investissement", 16, 3),
            ["Banque", "européenne", "d'investissement"]
        );
        assert_eq!(wrap("un deux trois", 4, 2), ["un", "deux…"]);
        assert_eq!(wrap(&"x".repeat(50), 10, 2), ["xxxxxxxxxx", "xxxxxxxxxx…"]);
        assert!(wrap(" \n", 10, 2).is_empty());
    }
}
