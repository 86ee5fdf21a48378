//! `tests/relations/own.jsonl`: 20 documents a relation, written without a look at the patterns.
//! They show what the patterns are worth on words that nobody tuned them to: correct the program
//! by what is behind an error, never by its words.

use filature::data::DataFiles;
use filature::doc::Document;
use filature::eval::graph::{GoldDocument, GraphEvaluation, micro};
use filature::pipeline::Pipeline;
use filature::relation::{AttributeKind, Ontology};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Some points under what was measured: .626, precision .835.
const LEAST_F1: f64 = 0.60;
const LEAST_PRECISION: f64 = 0.80;

fn documents() -> Vec<GoldDocument> {
    let lines = include_str!("relations/own.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

#[test]
fn the_file_is_sound() {
    let ontology = Ontology::new(&DataFiles::embedded()).unwrap();
    let documents = documents();
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    let mut focus: BTreeMap<String, usize> = BTreeMap::new();
    for d in &documents {
        let mut fault = |what: String| faults.push(format!("{}: {what}", d.id));
        if !ids.insert(&d.id) {
            fault("a second document of this id".into());
        }
        let about = d.id.trim_start_matches("own-").rsplit_once('-').map_or("", |p| p.0);
        *focus.entry(about.to_owned()).or_default() += 1;
        let kinds: BTreeMap<&str, &str> =
            d.entities.iter().map(|e| (e.id.as_str(), e.kind.as_str())).collect();
        for e in &d.entities {
            if !e.names.iter().any(|n| d.text.contains(n.as_str())) {
                fault(format!("{:?} stands nowhere in the text", e.names));
            }
        }
        let mut triples = BTreeSet::new();
        for r in &d.relations {
            let Some(relation) = ontology.get(&r.r) else {
                fault(format!("no relation `{}`", r.r));
                continue;
            };
            let kind = |id: &str| kinds.get(id).copied().unwrap_or("nothing");
            let (s, o) = (kind(&r.s), kind(&r.o));
            let fits = relation.subject.iter().any(|k| k.as_str() == s)
                && relation.object.iter().any(|k| k.as_str() == o);
            if !fits {
                fault(format!("{s} {} {o}", r.r));
            }
            if !triples.insert((&r.s, &r.r, &r.o)) {
                fault(format!("{} {} {} twice", r.s, r.r, r.o));
            }
            if !["asserted", "planned", "possible", "negated"].contains(&r.modality.as_str()) {
                fault(format!("modality `{}`", r.modality));
            }
            for (name, value) in &r.attrs {
                let right = match ontology.attribute(name) {
                    Some(AttributeKind::Entity) => value.as_str().is_some_and(|v| kinds.contains_key(v)),
                    _ if name == "amount" => {
                        value["value"].is_number()
                            && value["currency"].as_str().is_some_and(|c| c.len() == 3)
                    }
                    _ if name == "stake" => value.as_f64().is_some_and(|v| v > 0.0 && v <= 100.0),
                    _ if name == "duration" => value.as_str().is_some_and(|v| v.starts_with('P')),
                    _ => value.as_str().is_some_and(|v| !v.is_empty()),
                };
                if !right || !relation.attributes.iter().any(|a| a == name) {
                    fault(format!("{}: {name} = {value}", r.r));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(focus.len(), 17, "{focus:?}");
    assert!(focus.values().all(|&n| n == 20), "{focus:?}");
}

#[test]
fn the_figure_holds() {
    let pipeline = Pipeline::new(&DataFiles::embedded()).unwrap();
    let mut evaluation = GraphEvaluation::default();
    for gold in documents() {
        let mut document = Document::new(&gold.id, &*gold.text);
        document.date = gold.date.as_deref().and_then(|d| d.parse().ok());
        let graph: Value = serde_json::from_str(&pipeline.graph(&document).to_json()).unwrap();
        evaluation.add(&gold, &graph);
    }
    let relations = micro(&evaluation.scores().relations);
    assert!(
        relations.f1() >= LEAST_F1 && relations.precision() >= LEAST_PRECISION,
        "relation F1 {:.3}, precision {:.3}",
        relations.f1(),
        relations.precision()
    );
}
