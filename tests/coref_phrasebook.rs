//! Who stands behind the cues of the phrasebook's coreference documents, which lie beside the project: the
//! share that is right. Without them the test says that it skips.

use filature::data::DataFiles;
use filature::doc::{CodePoints, Document, MentionKind};
use filature::eval::graph::GoldDocument;
use filature::pipeline::Pipeline;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The share of cues behind which the right entity must be found.
const WANTED: f64 = 0.80;

/// What the test needs beside the annotation.
#[derive(Deserialize)]
struct Focus {
    focus: String,
    #[serde(default)]
    cue: String,
}

/// The labels of the entities behind the cue: of the longest mention that begins with it ("Sa
/// filiale", not "Sa"), else of a description that holds it ("une banque d'affaires").
fn behind(pipeline: &Pipeline, document: &Document, start: usize, end: usize) -> BTreeSet<String> {
    let found = pipeline.entities(document);
    let points = CodePoints::new(&document.text);
    let others = || found.mentions.iter().filter(|m| m.kind != MentionKind::Name);
    let at = |m: &&filature::doc::Mention| points.span(m.span).0 == start;
    let around = |m: &&filature::doc::Mention| {
        let (from, to) = points.span(m.span);
        from <= start && end <= to
    };
    let label = |m: &filature::doc::Mention| found.entity(m.entity).label.to_string();
    let longest = others().filter(at).map(|m| m.span.end).max();
    let begins: BTreeSet<String> =
        others().filter(at).filter(|m| Some(m.span.end) == longest).map(label).collect();
    if begins.is_empty() { others().filter(around).map(label).collect() } else { begins }
}

#[test]
fn the_right_entity_stands_behind_the_cue() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/phrasebook.jsonl");
    let Ok(lines) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: no {}", path.display());
        return;
    };
    let right: BTreeMap<&str, &str> = include_str!("coref/phrasebook.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .map(|l| l.split_once('\t').expect("an id, a tab and entities"))
        .collect();
    let pipeline = Pipeline::new(&DataFiles::embedded()).unwrap();
    let (mut hits, mut all) = (0, 0);
    for line in lines.lines().filter(|l| !l.trim().is_empty()) {
        let focus: Focus = serde_json::from_str(line).unwrap();
        let gold: GoldDocument = serde_json::from_str(line).unwrap();
        let Some(wanted) = right.get(gold.id.as_str()).filter(|_| focus.focus == "coref") else { continue };
        let wanted: Vec<&Vec<String>> = wanted
            .split('+')
            .map(|id| &gold.entities.iter().find(|e| e.id == id).expect("an entity of the text").names)
            .collect();
        // Cues are given once a text; the last place is that of the second sentence.
        let byte = gold.text.rfind(&focus.cue).expect("the cue in its text");
        let start = gold.text[..byte].chars().count();
        let end = start + focus.cue.chars().count();
        let found = behind(&pipeline, &Document::new(&gold.id, &*gold.text), start, end);
        let fits = found.len() == wanted.len()
            && wanted.iter().all(|names| names.iter().any(|name| found.contains(name.as_str())));
        all += 1;
        hits += usize::from(fits);
        if !fits {
            eprintln!("{}: `{}` stands for {wanted:?}, found {found:?}", gold.id, focus.cue);
        }
    }
    let share = hits as f64 / f64::from(all);
    eprintln!("{hits} of {all} cues right: {share:.3}");
    assert!(all >= 40 && share >= WANTED, "{hits} of {all} right");
}
