//! What comes out: files, formats, all or nothing.

use crate::place::Place;

#[test]
fn without_files_json_goes_to_stdout() {
    let place = Place::with_article();
    let out = place.run(&["build", "a.txt"]).silent();
    place.run(&["build", "a.txt", "-o", "g.json"]).silent();
    assert_eq!(place.read("g.json"), out);
    assert_eq!(place.run(&["build", "a.txt", "-o", "-"]).silent(), out);
    let graph: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(graph["graph"]["format"], "filature-graph");
}

#[test]
fn the_ending_picks_the_format_and_format_overrules_it() {
    let place = Place::with_article();
    place
        .run(&["build", "a.txt", "-o", "g.json", "-o", "g.dot", "-o", "g.svg"])
        .says(0, &["note: dot: ", "note: svg: "]);
    assert!(place.read("g.json").starts_with('{'));
    assert!(place.read("g.dot").starts_with("digraph"));
    assert!(place.read("g.svg").contains("<svg"));
    place.run(&["build", "a.txt", "-o", "g.gv", "--format", "dot"]).says(0, &["note: dot: "]);
    assert_eq!(place.read("g.gv"), place.read("g.dot"));
    assert_eq!(
        place.run(&["build", "a.txt", "--format", "dot"]).says(0, &["note: dot: "]),
        place.read("g.dot")
    );
    assert_eq!(place.names(), ["a.txt", "g.dot", "g.gv", "g.json", "g.svg"]);
}

#[test]
fn places_that_cannot_be_written_are_refused_before_the_work() {
    let place = Place::with_article();
    place.write("g.json", "old");
    let refuse = |args: &[&str], words: &[&str]| {
        let args = [&["build", "a.txt", "-o", "g.json"], args].concat();
        assert_eq!(place.run(&args).says(2, words), "");
        assert_eq!(place.read("g.json"), "old");
        assert_eq!(place.names(), ["a.txt", "g.json"]);
    };
    refuse(&["-o", "none/g.dot"], &["none/g.dot: the folder none does not exist"]);
    refuse(&["-o", "g.dto"], &["g.dto: the ending says no format", ".dot", "is .dot meant?"]);
    refuse(&["-o", "g"], &["g: the ending says no format"]);
    refuse(&["-o", "g.json"], &["found this one twice"]);
    std::fs::create_dir(place.path("d.dot")).unwrap();
    place
        .run(&["build", "a.txt", "-o", "d.dot"])
        .says(2, &["d.dot: expected a path for a file, found a folder"]);
}

#[test]
fn formats_of_several_files_fill_a_folder() {
    let place = Place::with_article();
    place.run(&["build", "a.txt", "-o", "g.csv", "-o", "g.json"]).says(0, &["note: csv: "]);
    assert!(place.read("g.csv/nodes.csv").contains("Nexans"));
    place.write("tables/mine.txt", "stays");
    place.run(&["convert", "g.json", "--format", "csv", "-o", "tables", "-q"]).silent();
    assert_eq!(place.read("tables/nodes.csv"), place.read("g.csv/nodes.csv"));
    assert_eq!(place.read("tables/mine.txt"), "stays");
    place.run(&["build", "a.txt", "--format", "csv"]).says(2, &["several files: name a folder"]);
    place.run(&["build", "a.txt", "--format", "csv", "-o", "a.txt"]).says(2, &["found a file"]);
    place.run(&["build", "a.txt", "-o", "none/g.csv"]).says(2, &["none does not exist"]);
    assert_eq!(place.names(), ["a.txt", "g.csv", "g.json", "tables"]);
}

#[test]
fn a_failed_run_leaves_the_old_file() {
    let place = Place::with_article();
    place.write("g.json", "old");
    place.write("mine/ontology.toml", "version = 2\n");
    place.run(&["build", "a.txt", "-o", "g.json", "--data", "mine"]).says(2, &["ontology.toml"]);
    assert_eq!(place.read("g.json"), "old");
    assert_eq!(place.names(), ["a.txt", "g.json", "mine"]);
}

#[cfg(target_os = "linux")]
#[test]
fn devices_are_written_to_not_replaced() {
    let place = Place::with_article();
    let out = place.run(&["build", "a.txt", "--format", "json", "-o", "/dev/stdout"]).silent();
    assert_eq!(out, place.run(&["build", "a.txt"]).silent());
}

#[test]
fn some_failed_input_still_gives_the_graph_of_the_rest() {
    let place = Place::with_article();
    place.run(&["build", "a.txt", "missing.txt", "-o", "g.json"]).says(1, &["missing.txt"]);
    place.run(&["build", "a.txt", "-o", "h.json"]).silent();
    assert_eq!(place.read("g.json"), place.read("h.json"));
}
