//! Reports annotated with coreference in POPCORN's format, and what is found in them.

use super::Scores;
use crate::doc::{CodePoints, Document, Entities, EntityType, Mention, MentionKind};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// An annotated text.
#[derive(Clone, Debug)]
pub struct Report {
    /// The text, under the report's key as its id.
    pub document: Document,
    /// Chains of people, organizations and places that bear a name, each in order of the text.
    chains: Vec<Vec<Range>>,
    /// All that is annotated, whatever it is.
    mentions: BTreeSet<Range>,
}

/// First code point, and the first after it.
type Range = (usize, usize);

#[derive(Deserialize)]
struct Text {
    text: String,
    entities: Vec<Thing>,
}

#[derive(Deserialize)]
struct Thing {
    mentions: Vec<Place>,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct Place {
    value: String,
    start: usize,
    end: usize,
}

/// Words that stand for a name and may open a sentence with a capital.
const PRONOUNS: [&str; 18] = [
    "il", "elle", "ils", "elles", "lui", "leur", "eux", "le", "la", "les", "l'", "l’", "un", "une",
    "celui-ci", "celle-ci", "on", "y",
];

/// Reads reports, in order of their keys.
///
/// # Errors
/// When the text is not JSON of this form, or a mention lies outside of its text.
pub fn read(json: &str) -> Result<Vec<Report>, String> {
    let texts: BTreeMap<String, Text> = serde_json::from_str(json)
        .map_err(|e| format!("expected an object of reports with `text` and `entities`: {e}"))?;
    texts.into_iter().map(|(id, text)| report(id, text)).collect()
}

fn report(id: String, text: Text) -> Result<Report, String> {
    let long = text.text.chars().count();
    let mut found =
        Report { document: Document::new(&id, text.text), chains: Vec::new(), mentions: BTreeSet::new() };
    for thing in text.entities {
        if let Some(m) = thing.mentions.iter().find(|m| m.start >= m.end || m.end > long) {
            return Err(format!(
                "{id}: expected a range inside the {long} characters, found {}..{}",
                m.start, m.end
            ));
        }
        // Dates, quantities and first names are annotated as attributes.
        let person = matches!(thing.kind.as_str(), "CIVILIAN" | "MILITARY" | "TERRORIST_OR_CRIMINAL");
        let counts = person || thing.kind == "PLACE" || thing.kind.ends_with("_ORGANISATION");
        let ranges: BTreeSet<Range> = thing.mentions.iter().map(|m| (m.start, m.end)).collect();
        if counts && thing.mentions.iter().any(|m| is_name(&m.value)) {
            found.chains.push(ranges.iter().copied().filter(|r| !found.mentions.contains(r)).collect());
        }
        if counts || !thing.kind.contains('_') {
            found.mentions.extend(ranges);
        }
    }
    found.chains.retain(|chain| !chain.is_empty());
    Ok(found)
}

/// Whether a mention is a proper name: determiners are not annotated, so that only names and
/// pronouns begin with a capital.
fn is_name(value: &str) -> bool {
    let low = value.to_lowercase();
    value.starts_with(char::is_uppercase)
        && !PRONOUNS.contains(&low.as_str())
        && !low.starts_with("ce dernier")
        && !low.starts_with("cette dernière")
}

/// The scores of one way to measure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measured {
    /// The program says only which of the annotated mentions belong together.
    pub gold_mentions: Scores,
    /// It finds the mentions too; one found in vain counts against it.
    pub end_to_end: Scores,
    /// The same two, chains of one mention left out on both sides, as in CoNLL 2012.
    pub gold_mentions_linked: Scores,
    /// End to end, without chains of one mention.
    pub end_to_end_linked: Scores,
}

impl Measured {
    /// Adds what was found in a report.
    pub fn add(&mut self, report: &Report, entities: &Entities) {
        let found = report.found(entities);
        let linked = |chains: &[Vec<Range>]| -> Vec<Vec<Range>> {
            chains.iter().filter(|c| c.len() > 1).cloned().collect()
        };
        self.end_to_end.add(&report.chains, &found);
        self.end_to_end_linked.add(&linked(&report.chains), &linked(&found));
        let given = report.among_given(&found);
        self.gold_mentions.add(&report.chains, &given);
        self.gold_mentions_linked.add(&linked(&report.chains), &linked(&given));
    }
}

impl Report {
    /// The chains found, their mentions under the annotated ranges where they are the same.
    fn found(&self, entities: &Entities) -> Vec<Vec<Range>> {
        let text = &self.document.text;
        let points = CodePoints::new(text);
        let mut chains: Vec<Vec<Range>> = vec![Vec::new(); entities.entities.len()];
        let mut taken = BTreeSet::new();
        // Names claim their ranges first: "la société X" holds the name X.
        for kind in [MentionKind::Name, MentionKind::Nominal, MentionKind::Pronoun] {
            for mention in entities.mentions.iter().filter(|m| m.kind == kind && is_annotated(m, text)) {
                let own = points.span(mention.span);
                let range = self.same(own).unwrap_or(own);
                if entities.entity(mention.entity).kind != EntityType::Product && taken.insert(range) {
                    chains[mention.entity.index()].push(range);
                }
            }
        }
        chains.retain(|chain| !chain.is_empty());
        chains
    }

    /// The annotated mention that a range means: the same, the widest inside of it that stands
    /// first, or one that holds it.
    fn same(&self, own: Range) -> Option<Range> {
        if self.mentions.contains(&own) {
            return Some(own);
        }
        let within = |r: &&Range| r.0 >= own.0 && r.1 <= own.1;
        let around = |r: &&Range| r.0 <= own.0 && r.1 >= own.1;
        self.mentions.iter().find(within).or_else(|| self.mentions.iter().find(around)).copied()
    }

    /// The found chains cut down to the annotated mentions that count, those in no chain by themselves.
    fn among_given(&self, found: &[Vec<Range>]) -> Vec<Vec<Range>> {
        let given: BTreeSet<Range> = self.chains.iter().flatten().copied().collect();
        let mut chains: Vec<Vec<Range>> = found
            .iter()
            .map(|chain| chain.iter().copied().filter(|r| given.contains(r)).collect::<Vec<_>>())
            .filter(|chain| !chain.is_empty())
            .collect();
        let placed: BTreeSet<Range> = chains.iter().flatten().copied().collect();
        chains.extend(given.difference(&placed).map(|&r| vec![r]));
        chains
    }
}

/// The corpus annotates neither possessives nor relative pronouns.
fn is_annotated(mention: &Mention, text: &str) -> bool {
    let words = mention.span.of(text).to_lowercase();
    mention.kind != MentionKind::Pronoun
        || !matches!(
            words.as_str(),
            "son"
                | "sa"
                | "ses"
                | "leur"
                | "leurs"
                | "qui"
                | "dont"
                | "que"
                | "qu'"
                | "qu’"
                | "où"
                | "lequel"
                | "laquelle"
                | "lesquels"
                | "lesquelles"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{
        ByteSpan, Confidence, Entity, EntityIdx, Finder, MentionIdx, SentenceIdx, WordIdx, WordSpan,
    };

    const TEXT: &str = "À Vannes, Léa Mornet a vu la maire. Elle recule.";

    fn gold() -> Report {
        let json = format!(
            r#"{{"7": {{"text": "{TEXT}", "entities": [
                {{"type": "PLACE", "mentions": [{{"value": "Vannes", "start": 2, "end": 8}}]}},
                {{"type": "CIVILIAN", "mentions": [{{"value": "Elle", "start": 36, "end": 40}},
                    {{"value": "Léa Mornet", "start": 10, "end": 20}}]}},
                {{"type": "CIVILIAN", "mentions": [{{"value": "maire", "start": 29, "end": 34}}]}}], "relations": []}}}}"#
        );
        read(&json).unwrap().remove(0)
    }

    /// Entities, each of a type and of mentions given by their words.
    fn layer(of: &[(EntityType, &[(&str, MentionKind)])]) -> Entities {
        let mut out = Entities::default();
        for (n, (kind, mentions)) in of.iter().enumerate() {
            out.entities.push(Entity {
                kind: *kind,
                id: "x".into(),
                label: "x".into(),
                aliases: vec![],
                merges: vec![],
                mentions: vec![MentionIdx(0)],
            });
            for (words, kind) in *mentions {
                let start = TEXT.find(words).unwrap();
                out.mentions.push(Mention {
                    span: ByteSpan::new(start, start + words.len()),
                    sentence: SentenceIdx(0),
                    words: WordSpan { start: WordIdx(0), end: WordIdx(1) },
                    head: WordIdx(0),
                    kind: *kind,
                    entity: EntityIdx::from(n),
                    finder: Finder::Context,
                    confidence: Confidence::from_thousandths(900),
                });
            }
        }
        out
    }

    #[test]
    fn only_what_bears_a_name_counts() {
        assert_eq!(gold().chains, [vec![(2, 8)], vec![(10, 20), (36, 40)]]);
        assert!(read(&TEXT.replace('.', "")).is_err());
    }

    #[test]
    fn right_wrong_and_in_vain() {
        use EntityType::{Person, Place};
        use MentionKind::{Name, Nominal, Pronoun};
        let mut all = Measured::default();
        all.add(
            &gold(),
            &layer(&[(Place, &[("Vannes", Name)]), (Person, &[("Léa Mornet", Name), ("Elle", Pronoun)])]),
        );
        assert_eq!((all.end_to_end.conll(), all.gold_mentions_linked.conll()), (1.0, 1.0));

        // "la maire" is not she: nothing where mentions are given, a fault end to end.
        let mut vain = Measured::default();
        vain.add(
            &gold(),
            &layer(&[
                (Place, &[("Vannes", Name)]),
                (Person, &[("Léa Mornet", Name), ("la maire", Nominal), ("Elle", Pronoun)]),
            ]),
        );
        assert_eq!(vain.gold_mentions.conll(), 1.0);
        assert!(vain.end_to_end.b_cubed.precision() < 1.0 && vain.end_to_end.b_cubed.recall() == 1.0);
    }
}
