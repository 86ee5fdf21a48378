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

#[test]
fn explain_names_the_pattern() {
    let place = Place::with_article();
    let out = place.run(&["explain", "a.txt"]).silent();
    assert!(out.contains("+  [1] Nexans signs-deal-with Siemens Gamesa  asserted"), "{out}");
    assert!(out.contains("“signé” signs-deal-with/"), "{out}");
}

#[test]
fn rules_are_listed() {
    let place = Place::new();
    let all = place.run(&["rules", "list"]).silent();
    assert!(all.contains("holds-stake-in  organization|person → organization  [stake, amount]"), "{all}");
    let one = place.run(&["rules", "list", "acquires"]).silent();
    assert!(one.contains("  (patterns/acquires.toml:") && one.contains("\n    + "), "{one}");
    place.run(&["rules", "list", "aquires"]).says(2, &["a similar one: acquires"]);
}

#[test]
fn rules_of_the_user_are_checked() {
    let place = Place::new();
    let frame = |id: &str, example: &str| {
        format!(
            "relation = \"acquires\"\n[[frame]]\nid = \"{id}\"\ndescription = \"x\"\nverb = [\"gober\"]\n\
             subject = \"subj\"\nobject = \"obj\"\nmatch = [\"{example}\"]\nmiss = [\"Danone a gobé un œuf.\"]\n"
        )
    };
    place.write("mine/mine.toml", frame("gober", "Danone a gobé Carrefour. => Danone > Carrefour"));
    let run = place.run(&["rules", "check", "--rules", "mine"]);
    run.says(
        0,
        &["mine.toml:2: acquires/gober: says nothing that acquires/racheter does not say before it"],
    );
    place.write(
        "mine/mine.toml",
        frame("gober", "Danone a gobé Carrefour. => Danone > Carrefour").replace("obj\"", "en\""),
    );
    let run = place.run(&["rules", "check", "--rules", "mine"]);
    run.says(0, &["mine.toml:2: acquires/gober: never fires on its own examples"]);
    let listed = place.run(&["rules", "list", "acquires", "--rules", "mine"]).silent();
    assert!(listed.contains("acquires/gober  (patterns/mine.toml:"), "{listed}");
    place.write("mine/mine.toml", frame("gober", "Danone a gobé Carrefour. => Carrefour > Danone"));
    let run = place.run(&["rules", "check", "--rules", "mine"]);
    run.says(1, &["patterns/mine.toml:", "acquires/gober: “Danone a gobé Carrefour.” is missed"]);
    place.write("mine/mine.toml", "relation = \"acquires\"\nframes = 3\n");
    let run = place.run(&["rules", "check", "--rules", "mine"]);
    run.says(2, &["error: patterns/mine.toml:", "error: the rules hold 1 fault"]);
}

#[test]
fn a_pattern_begins_with_a_sentence() {
    let place = Place::new();
    let sentence = "Danone mettra la main sur Carrefour.";
    let run = place.run(&["rules", "new", "acquires", "main", "--sentence", sentence]);
    let text = run
        .says(0, &["note: `acquires/mettre-la-main` finds this already", "note: add the verbs or nouns"]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..4], ["relation = \"acquires\"", "", "[[frame]]", "id = \"main\""]);
    assert_eq!(lines[5..8], ["verb = [\"mettre + obj:main\"]", "subject = \"subj\"", "object = \"sur\""]);
    assert!(
        text.contains("match = [\"Danone mettra la main sur Carrefour. => Danone > Carrefour; planned\"]")
    );
    place.write("mine/mine.toml", text);
    place
        .run(&["rules", "check", "--rules", "mine"])
        .says(0, &["mine.toml:3: acquires/main: says nothing that"]);

    let noun =
        |s: &str| place.run(&["rules", "new", "acquires", "x", "--sentence", s]).says(0, &["note: add"]);
    let text = noun("Le chapardage de Carrefour par Danone est bouclé.");
    assert!(text.contains("noun = [\"chapardage\"]\nsubject = \"de\"\nobject = \"par\""), "{text}");

    let new = |more: &[&str]| place.run(&[&["rules", "new"], more].concat());
    new(&["aquires", "x", "--sentence", "Danone rit."]).says(2, &["a similar one: acquires"]);
    new(&["acquires", "racheter", "--sentence", "Danone rit."])
        .says(2, &["there is a pattern `acquires/racheter` already"]);
    new(&["acquires", "x", "--sentence", "Danone rit."]).says(2, &["names no two entities"]);
    let wrong = ["acquires", "x", "--sentence", "Danone achète Carrefour.", "--subject", "Danonne"];
    new(&wrong).says(2, &["a similar name: Danone"]);
}

#[test]
fn eval_measures_coreference() {
    let place = Place::new();
    place.write(
        "gold.json",
        r#"{"a": {"text": "Claire Morteau a vendu Turbex. Elle garde Ligex.", "entities": [
            {"type": "CIVILIAN", "mentions": [{"value": "Claire Morteau", "start": 0, "end": 14},
                                              {"value": "Elle", "start": 31, "end": 35}]}]}}"#,
    );
    let out = place.run(&["eval", "--coref", "gold.json"]).silent();
    assert!(out.starts_with("1 reports\n\nMentions given\n"), "{out}");
    let (given, raw) = out.split_once("From raw text\n").expect(&out);
    assert!(given.contains("CoNLL                   1.000"), "{out}");
    // Two organizations that the gold does not hold.
    assert!(raw.lines().nth(2).unwrap().starts_with("B³        0.500  1.000"), "{out}");
    place.write("bad.json", "[]");
    place.run(&["eval", "--coref", "bad.json"]).says(2, &["bad.json: expected an object of reports"]);
}

#[test]
fn entities_of_the_users_own() {
    let place = Place::new();
    place.write("a.txt", "Velmo a signé avec Turbex.");
    let list =
        "[[entity]]\nname = \"Velmont\"\ntype = \"organization\"\nid = \"v\"\nsame-as = [\"Velmo\"]\n";
    place.write("mine.toml", list);
    let out = place.run(&["inspect", "entities", "--entities", "mine.toml", "a.txt"]).silent();
    assert!(out.contains("organization/v ") && out.contains("Velmont = Velmo"), "{out}");
    place.write("bad.toml", "[[entity]]\nname = 3\n");
    place.run(&["build", "--entities", "bad.toml", "a.txt"]).says(2, &["entities.toml:2"]);
}
