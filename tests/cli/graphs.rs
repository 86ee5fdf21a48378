//! Graphs in, a graph out.

use crate::place::{Place, sample};

/// A place with the graphs of two samples, and of both together.
fn place() -> Place {
    let place = Place::new();
    let (a, b) = (sample("eolien.txt"), sample("lait.txt"));
    place.run(&["build", &a, "-o", "a.json"]).silent();
    place.run(&["build", &b, "-o", "b.json"]).silent();
    place.run(&["build", &a, &b, "-o", "ab.json"]).silent();
    place
}

#[test]
fn convert_gives_what_build_gives() {
    let place = place();
    let dot = place.run(&["build", &sample("lait.txt"), "--format", "dot"]).says(0, &["note: dot: "]);
    assert_eq!(place.run(&["convert", "b.json", "--format", "dot"]).says(0, &["note: dot: "]), dot);
    assert_eq!(place.run(&["convert", "b.json"]).silent(), place.read("b.json"));
    assert_eq!(place.pipe(&["convert", "-"], place.read("b.json")).silent(), place.read("b.json"));
}

#[test]
fn merge_in_any_order_gives_what_build_gives() {
    let place = place();
    let both = place.read("ab.json");
    assert_eq!(place.run(&["merge", "a.json", "b.json"]).silent(), both);
    assert_eq!(place.run(&["merge", "b.json", "a.json", "ab.json"]).silent(), both);
    let lines = place.run(&["extract", &sample("eolien.txt"), &sample("lait.txt")]).silent();
    assert_eq!(place.pipe(&["merge", "-"], lines).silent(), both);
    let part = place.run(&["merge", "a.json", "none.json"]).says(1, &["error: none.json: cannot be read"]);
    assert_eq!(part, place.read("a.json"));
}

#[test]
fn remove_undoes_merge() {
    let place = place();
    place.run(&["remove", "ab.json", "-d", "lait", "-o", "ab.json"]).silent();
    assert_eq!(place.read("ab.json"), place.read("a.json"));
    place
        .run(&["remove", "a.json", "-d", "eolein"])
        .says(1, &["no document `eolein`; a similar one: eolien"]);
}

#[test]
fn a_part_can_be_asked_for() {
    let place = place();
    let places = place.run(&["convert", "ab.json", "--type", "place"]).silent();
    let graph: serde_json::Value = serde_json::from_str(&places).unwrap();
    let nodes = graph["nodes"].as_array().unwrap();
    assert!(!nodes.is_empty() && nodes.iter().all(|node| node["type"] == "place"));
    let eolien = sample("eolien.txt");
    assert_eq!(place.run(&["build", &eolien, "--type", "place"]).silent(), {
        place.run(&["convert", "a.json", "--type", "place"]).silent()
    });
    place.run(&["convert", "a.json", "--relation", "acquire"]).says(2, &["a similar one: acquires"]);
    place.run(&["convert", "a.json", "--around", "Nexanz"]).says(1, &["a similar one: Nexans"]);
    place.run(&["convert", "a.json", "--min-confidence", "2"]).says(2, &["a number from 0 to 1"]);
}

#[test]
fn stats_count_what_there_is() {
    let place = place();
    let graph: serde_json::Value = serde_json::from_str(&place.read("ab.json")).unwrap();
    let stats = place.run(&["stats", "ab.json"]).silent();
    let line = |name: &str, count: usize| format!("{name:<24}{count}\n");
    assert!(stats.starts_with("documents               2 (2 without near-copies)\n"), "{stats}");
    assert!(stats.contains(&line("nodes", graph["nodes"].as_array().unwrap().len())), "{stats}");
    assert!(stats.contains(&line("edges", graph["edges"].as_array().unwrap().len())), "{stats}");
}

#[test]
fn schema_is_a_json_schema() {
    let schema: serde_json::Value = serde_json::from_str(&Place::new().run(&["schema"]).silent()).unwrap();
    assert!(schema["$schema"].as_str().unwrap().contains("json-schema.org"));
    assert!(schema["properties"]["nodes"].is_object());
}

#[test]
fn what_is_no_graph_is_refused() {
    let place = place();
    place.write("x.json", "{\"nodes\": []}");
    place.run(&["convert", "x.json"]).says(2, &["error: x.json: expected a filature graph in JSON"]);
    place.run(&["convert", "none.json"]).says(2, &["error: none.json: cannot be read"]);
    place.write("x.jsonl", format!("{}{{}}\n", place.run(&["extract", &sample("lait.txt")]).silent()));
    place.run(&["merge", "x.jsonl"]).says(1, &["error: x.jsonl:2: "]);
}

#[test]
fn a_page_holds_all_that_it_needs() {
    let place = place();
    place.run(&["view", "ab.json", "-o", "page.html"]).silent();
    let page = place.read("page.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"));
    let graph: serde_json::Value = serde_json::from_str(&place.read("ab.json")).unwrap();
    for node in graph["nodes"].as_array().unwrap() {
        let label = node["label"].as_str().unwrap();
        assert!(page.contains(label), "the page does not show {label}");
    }
    // Nothing is fetched: no source, no style, no import from elsewhere.
    for outside in ["src=\"http", "href=\"http", "url(http", "@import", "fetch("] {
        assert!(!page.contains(outside), "the page asks the network: {outside}");
    }
    assert_eq!(place.run(&["view", "ab.json"]).silent(), page);
    place.run(&["view", "none.json"]).says(2, &["none.json"]);
}
