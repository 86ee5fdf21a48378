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
    let dot = place.run(&["build", &sample("lait.txt"), "--format", "dot"]).silent();
    assert_eq!(place.run(&["convert", "b.json", "--format", "dot"]).silent(), dot);
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
fn what_is_no_graph_is_refused() {
    let place = place();
    place.write("x.json", "{\"nodes\": []}");
    place.run(&["convert", "x.json"]).says(2, &["error: x.json: expected a filature graph in JSON"]);
    place.run(&["convert", "none.json"]).says(2, &["error: none.json: cannot be read"]);
    place.write("x.jsonl", format!("{}{{}}\n", place.run(&["extract", &sample("lait.txt")]).silent()));
    place.run(&["merge", "x.jsonl"]).says(1, &["error: x.jsonl:2: "]);
}
