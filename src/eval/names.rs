//! Names in the text against annotated ones, by exact range and type, in the manner of WiNER.

use crate::doc::{CodePoints, Document, Entities, EntityType, MentionKind};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;

/// First code point, the first after it, and the type.
type Labelled = (usize, usize, EntityType);

/// An annotated text.
#[derive(Clone, Debug)]
pub struct NamedText {
    /// The text.
    pub document: Document,
    /// Its outermost names; `None` where the name is of no type of ours: an event.
    pub names: Vec<(usize, usize, Option<EntityType>)>,
}

impl NamedText {
    /// The outermost of the annotated ranges; of one range, the type given first.
    pub fn new(document: Document, mut annotated: Vec<(usize, usize, Option<EntityType>)>) -> Self {
        annotated.sort_by_key(|&(start, end, _)| (std::cmp::Reverse(end - start), start));
        let mut names: Vec<(usize, usize, Option<EntityType>)> = Vec::new();
        for one in annotated {
            if names.iter().all(|n| one.1 <= n.0 || n.1 <= one.0) {
                names.push(one);
            }
        }
        names.sort_unstable();
        NamedText { document, names }
    }
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    entities: Vec<(usize, usize, String)>,
}

/// What WiNER calls products, and business news firms.
const PLATFORMS: [&str; 18] = [
    "google",
    "facebook",
    "twitter",
    "youtube",
    "yahoo!",
    "yahoo",
    "wikipédia",
    "wikipedia",
    "wikimedia",
    "reddit",
    "digg",
    "identi.ca",
    "instagram",
    "linkedin",
    "whatsapp",
    "snapchat",
    "amazon",
    "netflix",
];

/// Reads a line of JSON with `id`, `text` and `entities` as `[start, end, type]` in code points.
/// Names inside of others are left out, times of day and dates too.
///
/// # Errors
/// When the line is of another form, or a range lies outside of the text.
pub fn read(line: &str) -> Result<NamedText, String> {
    let line: Line =
        serde_json::from_str(line).map_err(|e| format!("expected id, text and entities: {e}"))?;
    let chars: Vec<char> = line.text.chars().collect();
    let mut all = Vec::new();
    for (start, end, kind) in &line.entities {
        let (start, end) = (*start, *end);
        if start >= end || end > chars.len() {
            return Err(format!(
                "expected a range inside {} characters, found {start}..{end}",
                chars.len()
            ));
        }
        let kind = match kind.as_str() {
            "Date" | "Hour" => continue,
            "Location" => Some(EntityType::Place),
            "Person" => Some(EntityType::Person),
            "Organization" => Some(EntityType::Organization),
            "Product" => {
                let form: String = chars[start..end].iter().collect::<String>().to_lowercase();
                let platform = PLATFORMS.contains(&form.as_str());
                Some(if platform { EntityType::Organization } else { EntityType::Product })
            }
            _ => None,
        };
        all.push((start, end, kind));
    }
    Ok(NamedText::new(Document::new(&line.id, line.text), all))
}

/// Names that are right, that were found, and that there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    right: usize,
    found: usize,
    gold: usize,
}

impl Count {
    /// Precision, recall and F1.
    fn scores(self) -> (f64, f64, f64) {
        let share = |n: usize| if n == 0 { 0.0 } else { self.right as f64 / n as f64 };
        let (p, r) = (share(self.found), share(self.gold));
        (p, r, if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) })
    }
}

/// Counts over texts.
#[derive(Clone, Debug, Default)]
pub struct NameEvaluation {
    types: [Count; 3],
    misses: Vec<String>,
}

/// Those that are measured.
const TYPES: [EntityType; 3] = [EntityType::Organization, EntityType::Person, EntityType::Place];

impl NameEvaluation {
    /// Counts one text.
    pub fn add(&mut self, gold: &NamedText, found: &Entities) {
        let points = CodePoints::new(&gold.document.text);
        let names = found.mentions.iter().filter(|m| m.kind == MentionKind::Name);
        let found: BTreeSet<Labelled> = names
            .map(|m| {
                let (start, end) = points.span(m.span);
                (start, end, found.entities[m.entity.index()].kind)
            })
            .collect();
        let wanted: BTreeSet<Labelled> =
            gold.names.iter().filter_map(|&(s, e, kind)| Some((s, e, kind?))).collect();
        for (count, kind) in self.types.iter_mut().zip(TYPES) {
            let of = |all: &BTreeSet<Labelled>| all.iter().filter(|n| n.2 == kind).count();
            count.gold += of(&wanted);
            count.found += of(&found);
            count.right += wanted.intersection(&found).filter(|n| n.2 == kind).count();
        }
        let chars: Vec<char> = gold.document.text.chars().collect();
        let mut say = |sign: char, all: &BTreeSet<Labelled>, others: &BTreeSet<Labelled>| {
            for &(start, end, kind) in all.difference(others).filter(|n| TYPES.contains(&n.2)) {
                let text = |a: usize, b: usize| -> String {
                    chars[a..b].iter().map(|&c| if c.is_whitespace() { ' ' } else { c }).collect()
                };
                let before = text(start.saturating_sub(30), start);
                let after = text(end, chars.len().min(end + 30));
                let id = &gold.document.id;
                self.misses.push(format!("{id}\t{sign}\t{kind}\t{}\t{before}[]{after}", text(start, end)));
            }
        };
        say('-', &wanted, &found);
        say('+', &found, &wanted);
    }

    /// Every name missed (`-`) and found in vain (`+`): text, sign, type, name, surroundings.
    pub fn error_lines(&self) -> String {
        self.misses.iter().map(|m| format!("{m}\n")).collect()
    }
}

impl fmt::Display for NameEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<14}{:>7}{:>8}{:>8}{:>8}{:>8}", "name", "P", "R", "F1", "gold", "found")?;
        let mut all = Count::default();
        for c in self.types {
            all = Count { right: all.right + c.right, found: all.found + c.found, gold: all.gold + c.gold };
        }
        let rows = TYPES.iter().map(|t| t.as_str()).zip(self.types).chain([("all", all)]);
        for (title, count) in rows {
            let (p, r, f1) = count.scores();
            writeln!(f, "{title:<14}{p:>7.3}{r:>8.3}{f1:>8.3}{:>8}{:>8}", count.gold, count.found)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_outermost_names() {
        let line = r#"{"id": "a", "text": "La mairie de Nice cite Google en 2016.", "entities": [[13, 17, "Location"],
            [3, 17, "Organization"], [23, 29, "Product"], [33, 37, "Date"]]}"#;
        let text = read(line).unwrap();
        let organization = Some(EntityType::Organization);
        assert_eq!(text.names, [(3, 17, organization), (23, 29, organization)]);
        assert!(read(r#"{"id": "a", "text": "x", "entities": [[0, 2, "Person"]]}"#).is_err());
    }
}
