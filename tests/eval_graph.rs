//! `eval GOLD.jsonl`: by hand on a small graph, and against the project's scorer where it is at hand.

use filature::data::DataFiles;
use filature::doc::Document;
use filature::eval::graph::{GoldDocument, GraphEvaluation, micro};
use filature::pipeline::Pipeline;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::Command;

#[test]
fn figures_by_hand() {
    let gold: GoldDocument = serde_json::from_value(json!({
        "id": "a", "text": "…",
        "entities": [
            {"id": "e1", "type": "organization", "names": ["L'Oréal"]},
            {"id": "e2", "type": "organization", "names": ["Sanofi"]},
            {"id": "e3", "type": "place", "names": ["Paris"], "optional": true},
            {"id": "e4", "type": "person", "names": ["Jean Martin"]}],
        "relations": [
            {"s": "e1", "r": "holds-stake-in", "o": "e2", "modality": "planned", "attrs": {"stake": 7.2}},
            {"s": "e1", "r": "signs-deal-with", "o": "e2", "modality": "asserted"},
            {"s": "e1", "r": "based-in", "o": "e3", "modality": "asserted", "optional": true},
            {"s": "e4", "r": "works-for", "o": "e2", "modality": "negated"}]
    }))
    .unwrap();
    let node =
        |id: &str, label: &str, kind: &str| json!({"id": id, "label": label, "type": kind, "aliases": []});
    let edge = |s: &str, r: &str, o: &str, m: &str, attributes: Value| json!({"source": s, "target": o, "relation": r, "modality": m, "confidence": 0.8, "attributes": attributes});
    let graph = json!({
        "nodes": [
            node("o/l-oreal", "Oréal", "organization"), node("o/sanofi", "SANOFI", "organization"),
            node("p/paris", "Paris", "place"), node("p/lyon", "Lyon", "place"),
            node("o/jean", "Jean Martin", "organization")],
        "edges": [
            edge("o/l-oreal", "holds-stake-in", "o/sanofi", "asserted", json!({"stake": 7.2, "amount": {"value": 1}})),
            // A symmetric relation has no direction.
            edge("o/sanofi", "signs-deal-with", "o/l-oreal", "asserted", json!({})),
            edge("o/l-oreal", "based-in", "p/paris", "asserted", json!({})),
            // The other polarity is another triple.
            edge("o/jean", "works-for", "o/sanofi", "asserted", json!({}))]
    });
    let mut evaluation = GraphEvaluation::default();
    evaluation.add(&gold, &graph);
    let scores = evaluation.scores();
    let figures = |t: filature::eval::graph::Tally| (t.right, t.wrong, t.missed);
    assert_eq!(figures(micro(&scores.nodes)), (2, 2, 1));
    assert_eq!(figures(micro(&scores.relations)), (2, 1, 1));
    assert_eq!(figures(micro(&scores.attributes)), (1, 1, 0));
    assert_eq!((scores.modality.right, scores.modality.missed), (1, 1));
    assert_eq!(scores.reliability().iter().map(|r| r.edges).sum::<usize>(), 3);
    let interval = evaluation.relation_interval();
    assert!(interval.from <= interval.to && interval == evaluation.relation_interval());
    assert!(
        evaluation.errors.iter().any(|e| e.contains("triple-\tJean Martin works-for Sanofi (negated)"))
    );
}

#[test]
fn equal_to_the_scorer_on_the_development_set() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval");
    let (scorer, gold) = (shared.join("score.py"), shared.join("dev.jsonl"));
    let Ok(lines) = std::fs::read_to_string(&gold) else {
        eprintln!("skipped: no development set beside this checkout");
        return;
    };
    let pipeline = Pipeline::new(&DataFiles::embedded()).unwrap();
    let mut evaluation = GraphEvaluation::default();
    let mut predicted = tempfile::NamedTempFile::new().unwrap();
    for line in lines.lines() {
        let gold: GoldDocument = serde_json::from_str(line).unwrap();
        let mut document = Document::new(&gold.id, &*gold.text);
        document.date = gold.date.as_deref().and_then(|d| d.parse().ok());
        let graph: Value = serde_json::from_str(&pipeline.graph(&document).to_json()).unwrap();
        evaluation.add(&gold, &graph);
        writeln!(predicted, "{graph}").unwrap();
    }
    let run = Command::new("python3").arg(&scorer).arg(&gold).arg(predicted.path()).arg("--json").output();
    let Ok(run) = run.inspect_err(|e| eprintln!("skipped: python3 cannot be run: {e}")) else { return };
    let theirs: Value = serde_json::from_slice(&run.stdout).unwrap();
    let ours = evaluation.to_json();
    for part in ["node", "relation", "attribute"] {
        for (name, tally) in theirs[part]["by"].as_object().unwrap() {
            for count in ["tp", "fp", "fn"] {
                // The scorer leaves out what it never counted.
                let want = tally[count].as_u64().unwrap_or(0);
                assert_eq!(ours[part]["by"][name][count].as_u64(), Some(want), "{part} {name} {count}");
            }
        }
    }
    assert_eq!(ours["pair"]["f1"], theirs["pair"]["f1"]);
    assert_eq!(ours["modality"]["r"], theirs["modality"]["r"]);
}
