//! The graph as a set of sets: merging, removing, reading back.

mod support;

use filature::doc::*;
use filature::graph::{Filter, Graph, GraphError, Layout};
use proptest::prelude::*;
use support::*;

#[test]
fn the_contract_to_the_letter() {
    let layers = sample();
    let json: serde_json::Value = serde_json::from_str(&layers.graph().to_json()).unwrap();
    assert_eq!(json["directed"], true);
    assert_eq!(json["multigraph"], true);
    assert_eq!(json["graph"]["format"], "filature-graph");
    assert_eq!(json["graph"]["version"], 1);
    assert_eq!(json["graph"]["document"], "a-1");
    assert_eq!(json["graph"]["documents"][0]["date"], "2025-11-04");
    assert_eq!(json["graph"]["documents"][0]["title"], serde_json::Value::Null);
    let ids: Vec<_> = json["nodes"].as_array().unwrap().iter().map(|n| n["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["organization/alveol", "organization/boreal", "person/line-roche"]);
    let edges = json["edges"].as_array().unwrap();
    let keys: Vec<_> = edges.iter().map(|e| e["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["acquires", "acquires/negated", "signs-deal-with", "holds-stake-in"]);
    assert_eq!(edges[1]["attributes"]["seller"], "person/line-roche");
    // Symmetric: the smaller id first, though the text had it second.
    assert_eq!(edges[2]["source"], "organization/alveol");
    let held = &edges[3];
    assert_eq!(held["confidence"], 0.93);
    assert_eq!(held["attributes"]["stake"], 27.5);
    assert_eq!(held["attributes"]["amount"]["value"].as_i64(), Some(1_500_000_000));
    let evidence = &held["evidence"][0];
    assert_eq!(evidence["source"], "Line Roche");
    let points: Vec<char> = layers.document.text.chars().collect();
    let (start, end) = (evidence["start"].as_u64().unwrap(), evidence["end"].as_u64().unwrap());
    let quote: String = points[start as usize..end as usize].iter().collect();
    assert_eq!(evidence["quote"], quote);
    for node in json["nodes"].as_array().unwrap() {
        for mention in node["mentions"].as_array().unwrap() {
            let at = |side: &str| mention[side].as_u64().unwrap() as usize;
            assert_eq!(mention["text"], points[at("start")..at("end")].iter().collect::<String>());
        }
    }
}

#[test]
fn entities_of_one_id_are_one_node() {
    let mut layers = Layers::new("a", "Alvéol, ALVEOL et Boréal.");
    let first = layers.entity(EntityType::Organization, "Alvéol", &[]);
    let second = layers.entity(EntityType::Organization, "ALVEOL", &[]);
    layers.fact(first, "competes-with", second, Modality::Asserted, &[]);
    let graph = layers.graph();
    assert_eq!((graph.node_count(), graph.edge_count()), (1, 0));
    let node = graph.nodes().next().unwrap();
    assert_eq!((node.label(), node.aliases(), node.mentions.len()), ("Alvéol", vec!["ALVEOL"], 2));
}

#[test]
fn agency_copy_is_counted_once() {
    let wire =
        "Alvéol a signé avec Boréal un contrat de cinq ans pour ses câbles, a-t-il été annoncé à Lorient";
    let graph = |id: &str, text: &str| {
        let mut layers = Layers::new(id, text);
        let a = layers.entity(EntityType::Organization, "Alvéol", &[]);
        let b = layers.entity(EntityType::Organization, "Boréal", &[]);
        layers.fact(a, "signs-deal-with", b, Modality::Asserted, &[]);
        layers.graph()
    };
    let all = Graph::merge_all([
        graph("a", wire),
        graph("b", &format!("{wire}.")),
        graph("c", "Entre Boréal et Alvéol, c'est signé : le second fournira le premier dès l'an prochain"),
    ]);
    let json: serde_json::Value = serde_json::from_str(&all.to_json()).unwrap();
    assert_eq!(json["edges"][0]["support"], serde_json::json!({"documents": 3, "independent": 2}));
}

#[test]
fn what_cannot_be_is_refused() {
    let json = sample().graph().to_json();
    let fault = |from: &str, to: &str| {
        assert!(json.contains(from), "{from}");
        Graph::from_json(&json.replace(from, to)).unwrap_err()
    };
    assert!(matches!(fault("\"version\":1", "\"version\":2"), GraphError::Version { version: 2, .. }));
    assert!(fault("\"2025-11-04\"", "\"mardi\"").to_string().contains("expected a date like"));
    assert!(fault("\"id\":\"person/", "\"id\":\"place/").to_string().contains("starts with its type"));
    assert!(fault("\"target\":\"organization/alveol\"", "\"target\":\"x\"").to_string().contains("no `x`"));
    assert!(matches!(Graph::from_json("[1"), Err(GraphError::Json(_))));
}

#[test]
fn filters_let_through_what_is_asked_for() {
    let graph = sample().graph();
    let part = |filter: Filter| {
        let part = graph.filter(&filter);
        let links: Vec<_> = part.links().iter().map(|l| l.key().to_string()).collect();
        (part.node_count(), links)
    };
    let stake = (2, vec!["holds-stake-in".to_owned()]);
    assert_eq!(part(Filter { relations: vec!["holds-stake-in".into()], ..Filter::default() }), stake);
    assert_eq!(part(Filter { modalities: vec![Modality::Planned], ..Filter::default() }), stake);
    assert_eq!(part(Filter { types: vec![EntityType::Person], ..Filter::default() }), (1, vec![]));
    assert_eq!(part(Filter { around: vec!["BOREAL".into()], depth: 1, ..Filter::default() }).0, 2);
    assert_eq!(part(Filter { around: vec!["roche".into()], depth: 3, ..Filter::default() }).0, 1);
    assert_eq!(part(Filter { top: Some(1), ..Filter::default() }), (1, vec![]));
    assert_eq!(part(Filter { since: Some("2025-11-05".parse().unwrap()), ..Filter::default() }).0, 0);
    assert_eq!(part(Filter { until: Some("2025-11-04".parse().unwrap()), ..Filter::default() }).0, 3);
    let sure = Filter { min_confidence: Some(Confidence::from_thousandths(931)), ..Filter::default() };
    assert_eq!(part(sure), (0, vec![]));
    assert_eq!(graph.filter(&Filter::default()).to_json(), graph.to_json());
}

#[test]
fn figures_of_a_graph() {
    let layers = sample();
    let graph = layers.graph();
    let stats = graph.stats(1);
    assert_eq!((stats.evidence, stats.isolated, stats.rings), (4, 1, 1));
    assert_eq!(stats.components, [2]);
    assert_eq!(stats.types[&EntityType::Organization], 2);
    assert_eq!(stats.modalities[&Modality::Negated], 1);
    assert_eq!(stats.mean_degree, 266);
    assert_eq!(
        (stats.hubs[0].node.label(), stats.hubs[0].degree, stats.hubs[0].documents),
        ("Alvéol", 4, 4)
    );
}

/// Any document of a small world: few names, so that documents overlap.
fn document() -> impl Strategy<Value = Graph> {
    let fact = (
        0..5usize,
        0..5usize,
        0..3usize,
        0..4usize,
        prop::sample::select(vec![500u16, 900, 930]),
        0..40i64,
    );
    (0..4usize, prop::collection::vec(0..10usize, 1..5), prop::collection::vec(fact, 0..6)).prop_map(
        |(id, names, facts)| {
            let spelled = [
                "Alvéol",
                "ALVEOL",
                "Boréal",
                "Borèal",
                "Tarande",
                "Ormel",
                "Line Roche",
                "Lorient",
                "Ti\"x",
                "Éa",
            ];
            let text: Vec<_> = names.iter().map(|&n| spelled[n]).collect();
            let mut layers = Layers::new(&format!("d{id}"), &text.join(" 🦀 "));
            let all: Vec<_> = names
                .iter()
                .map(|&n| {
                    layers.entity(
                        EntityType::ALL[usize::from(n > 5) * (n % 3)],
                        spelled[n],
                        &[spelled[(n + 1) % 10]],
                    )
                })
                .collect();
            for (s, o, r, m, confidence, stake) in facts {
                let (s, o) = (all[s % all.len()], all[o % all.len()]);
                let relation = ["signs-deal-with", "holds-stake-in", "acquires"][r];
                let stake = percent(&format!("{stake}.{}", stake % 3));
                layers.fact(s, relation, o, Modality::ALL[m], &[("stake", stake)]).confidence =
                    Confidence::from_thousandths(confidence);
            }
            layers.graph()
        },
    )
}

fn merged(graphs: &[&Graph]) -> Graph {
    let mut all = Graph::default();
    graphs.iter().for_each(|g| all.merge((*g).clone()));
    all
}

proptest! {
    #[test]
    fn merging_is_the_union_of_sets(a in document(), b in document(), c in document()) {
        let all = merged(&[&a, &b, &c]).to_json();
        prop_assert_eq!(&merged(&[&c, &a, &b]).to_json(), &all);
        prop_assert_eq!(&merged(&[&a, &merged(&[&b, &c])]).to_json(), &all);
        prop_assert_eq!(&merged(&[&a, &b, &c, &b, &a]).to_json(), &all);
        prop_assert_eq!(&Graph::merge_all([c.clone(), b.clone(), a.clone(), b.clone()]).to_json(), &all);
        prop_assert_eq!(merged(&[&a]).to_json(), a.to_json());
    }

    #[test]
    fn json_goes_there_and_back(a in document(), b in document(), c in document()) {
        let all = merged(&[&a, &b, &c]);
        let json = all.to_json();
        let read = Graph::from_json(&json).unwrap();
        prop_assert_eq!(&read.to_json(), &json);
        let mut line = Vec::new();
        all.write_json(&mut line, Layout::Line).unwrap();
        prop_assert!(!line.contains(&b'\n'));
        prop_assert_eq!(&Graph::from_json(std::str::from_utf8(&line).unwrap()).unwrap().to_json(), &json);
        // What was read merges as what was made does.
        prop_assert_eq!(&merged(&[&read, &a]).to_json(), &json);
    }

    #[test]
    fn removing_undoes_adding(a in document(), b in document()) {
        let id = b.documents().next().unwrap().id.clone();
        prop_assume!(a.documents().all(|d| d.id != id));
        let mut both = merged(&[&a, &b]);
        prop_assert!(both.remove_document(&id));
        prop_assert_eq!(both.to_json(), a.to_json());
        prop_assert!(!both.remove_document(&id));
    }
}
