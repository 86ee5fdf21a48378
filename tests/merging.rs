//! Texts, not graphs, split at random: the graph of all is the merged graphs of the parts, to
//! the byte; and copies of one text count once.

mod support;

use filature::data::DataFiles;
use filature::doc::{Document, EntityType, Modality};
use filature::graph::{Copies, Graph};
use filature::pipeline::Pipeline;
use proptest::prelude::*;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use support::*;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new(&DataFiles::embedded()).unwrap());

/// The sample articles, and one-paragraph texts.
static TEXTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt" || e == "md"));
    paths.sort();
    let article = |path: &std::path::PathBuf| {
        Document::new(path.file_stem().unwrap().to_str().unwrap(), fs::read_to_string(path).unwrap())
    };
    let mut all: Vec<_> = paths.iter().map(article).collect();
    for line in include_str!("relations/own.jsonl").lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let mut document = Document::new(line["id"].as_str().unwrap(), line["text"].as_str().unwrap());
        document.date = line["date"].as_str().and_then(|day| day.parse().ok());
        all.push(document);
    }
    assert!(all.len() > 300);
    all
});

/// What `filature build` makes of documents: each through all stages, then merged.
fn build(documents: &[usize]) -> Graph {
    Graph::merge_all(documents.iter().map(|&n| PIPELINE.graph(&TEXTS[n])))
}

/// As another program, or another day, gets it.
fn read_again(graph: &Graph) -> Graph {
    Graph::from_json(&graph.to_json()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 32, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn the_graph_of_all_is_the_merged_graphs_of_the_parts(
        // Each text goes to the one part, the other, or both.
        parts in prop::collection::vec((0..TEXTS.len(), 1..4usize), 1..24),
    ) {
        let of = |part: usize| parts.iter().filter(|(_, to)| to & part != 0).map(|p| p.0).collect::<Vec<_>>();
        let (a, b, all) = (build(&of(1)), build(&of(2)), build(&of(3)));
        let want = all.to_json();
        prop_assert_eq!(Graph::merge_all([a.clone(), b.clone()]).to_json(), want.as_str());
        prop_assert_eq!(Graph::merge_all([read_again(&b), read_again(&a)]).to_json(), want.as_str());
        // Fed again, and the other way round.
        let mut backwards = of(3);
        backwards.reverse();
        prop_assert_eq!(Graph::merge_all([all, build(&backwards), a]).to_json(), want.as_str());
    }
}

#[test]
fn the_command_line_splits_and_merges_alike() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let texts: Vec<&str> = include_str!("relations/own.jsonl").lines().step_by(4).collect();
    let run = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_filature"));
        let done = command.current_dir(folder.path()).args(words).output().unwrap();
        assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
    };
    // Overlapping, and neither in order.
    fs::write(path("a.jsonl"), texts[..60].join("\n")).unwrap();
    fs::write(path("b.jsonl"), texts[40..].iter().rev().copied().collect::<Vec<_>>().join("\n")).unwrap();
    fs::write(path("all.jsonl"), texts.join("\n")).unwrap();
    for part in ["a", "b", "all"] {
        run(&["build", &format!("{part}.jsonl"), "-o", &format!("{part}.json")]);
    }
    run(&["merge", "b.json", "a.json", "b.json", "-o", "merged.json"]);
    assert_eq!(
        fs::read_to_string(path("merged.json")).unwrap(),
        fs::read_to_string(path("all.json")).unwrap()
    );
}

/// A text of made words, long enough for a report, that says one thing.
fn wire(words: &[u32]) -> Vec<String> {
    let mut text: Vec<String> = words.iter().map(|n| format!("mot{n}")).collect();
    text.splice(0..0, ["Alvéol", "rachète", "Boréal"].map(String::from));
    text
}

fn graph_of(id: usize, text: &[String]) -> Graph {
    let mut layers = Layers::new(&format!("d{id}"), &text.join(" "));
    let a = layers.entity(EntityType::Organization, "Alvéol", &[]);
    let b = layers.entity(EntityType::Organization, "Boréal", &[]);
    layers.fact(a, "acquires", b, Modality::Asserted, &[]);
    layers.graph()
}

proptest! {
    #[test]
    fn copies_count_once_whatever_papers_change(
        wires in prop::collection::vec(prop::collection::vec(0..5000u32, 90..240), 1..4),
        // Which wire, a word that the paper changes, one that it leaves out, words that it puts before.
        prints in prop::collection::vec((0..4usize, 0..240usize, 0..240usize, 0..6usize), 1..12),
    ) {
        let mut graphs = Vec::new();
        let mut used = std::collections::BTreeSet::new();
        for (n, &(which, change, leave, before)) in prints.iter().enumerate() {
            let which = which % wires.len();
            used.insert(which);
            let mut text = wire(&wires[which]);
            let long = text.len() - 3;
            text[3 + change % long] = format!("autre{n}");
            text.remove(3 + leave % long);
            let dateline = (0..before).map(|k| format!("paris{n}x{k}"));
            text.splice(0..0, dateline);
            graphs.push(graph_of(n, &text));
        }
        let number = graphs.len();
        let there = Graph::merge_all(graphs.clone());
        graphs.reverse();
        prop_assert_eq!(Graph::merge_all(graphs).to_json(), there.to_json());
        let ids: Vec<_> = there.documents().map(|d| &d.id).collect();
        let support = Copies::of(&there).support(&ids);
        prop_assert_eq!((support.documents, support.independent), (number, used.len()));
        if number > 1 {
            let json: Value = serde_json::from_str(&there.to_json()).unwrap();
            let want = serde_json::json!({"documents": number, "independent": used.len()});
            prop_assert_eq!(&json["edges"][0]["support"], &want);
        }
    }
}
