//! Looking inside: parse, inspect, eval.

use crate::place::{Place, sample};

#[test]
fn every_stage_can_be_looked_at() {
    let place = Place::with_article();
    let stages =
        ["sentences", "tokens", "tags", "tree", "mentions", "entities", "coref", "values", "facts"];
    for stage in stages {
        let out = place.run(&["inspect", stage, "a.txt"]).silent();
        assert!(out.starts_with("a\n"), "{stage}: {out}");
    }
    let out = place.run(&["inspect", "sentences", "a.txt"]).silent();
    assert!(out.contains("   1  0..70"), "{out}");
    let out = place.run(&["inspect", "mentions", "a.txt"]).silent();
    assert!(out.contains(" Nexans] a signé"), "{out}");
}

#[test]
fn parse_takes_its_own_output_as_gold_tokens() {
    let place = Place::new();
    let parsed = place.run(&["parse", &sample("lait.txt")]).silent();
    assert!(parsed.starts_with("# newdoc id = lait\n# sent_id = lait-1\n# text = RENNES"));
    place.write("gold.conllu", &parsed);
    assert_eq!(place.run(&["parse", "gold.conllu"]).silent(), parsed);
    place.write("bad.conllu", "1\tun\n");
    let out = place.run(&["parse", "bad.conllu", "gold.conllu"]);
    assert_eq!(out.says(1, &["error: bad.conllu:1: expected 10 tab-separated columns"]), parsed);
}

#[test]
fn eval_measures_three_times() {
    let place = Place::new();
    place.write("gold.conllu", place.run(&["parse", &sample("lait.txt")]).silent());
    let out = place.run(&["eval", "--conllu", "gold.conllu"]).silent();
    let (raw, tokens) = out.split_once("With gold tokens").expect(&out);
    assert!(raw.starts_with("From raw text\n"));
    let sentences = tokens.lines().find(|line| line.starts_with("sentences")).unwrap();
    assert!(sentences.ends_with("100.00"), "{sentences}");
    place.run(&["eval", "--conllu", "none.conllu"]).says(2, &["none.conllu: cannot be read"]);
    place.run(&["eval"]).says(2, &["Usage"]);
}
