//! Shapes of names in press text, and which of them are one thing.

use filature::data::DataFiles;
use filature::doc::Document;
use filature::pipeline::Pipeline;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new(&DataFiles::embedded()).unwrap());

/// The nodes of a text, as `type label`.
fn nodes(text: &str) -> Vec<String> {
    let graph = PIPELINE.graph(&Document::new("t", text));
    graph.nodes().map(|n| format!("{} {}", n.kind, n.label())).collect()
}

#[track_caller]
fn has(text: &str, wanted: &[&str]) {
    let found = nodes(text);
    let missing: Vec<&&str> = wanted.iter().filter(|w| !found.iter().any(|f| f == **w)).collect();
    assert!(missing.is_empty(), "{missing:?} are missing of {found:?} in: {text}");
}

#[track_caller]
fn lacks(text: &str, unwanted: &str) {
    let found = nodes(text);
    assert!(!found.iter().any(|f| f == unwanted), "{found:?} in: {text}");
}

#[test]
fn who_has_left_a_firm_names_it() {
    has(
        "Hélène Castan, ex-Brelmar, prend la direction de Tosquin.",
        &["person Hélène Castan", "organization Brelmar", "organization Tosquin"],
    );
    // A post is no firm.
    lacks("Hélène Castan, ex-PDG de Tosquin, se tait.", "organization PDG");
}

#[test]
fn small_letters_that_open_a_sentence_are_a_name() {
    let text = "Belle semaine pour la finance. grelot lève 12 millions d'euros. Le fonds Ivarel Capital entre chez grelot.";
    has(text, &["organization grelot", "organization Ivarel Capital"]);
    // Behind a colon sentences go on in small letters.
    lacks("Belle semaine : grelot et clochette sonnent.", "organization grelot");
    lacks("Ivarel Capital aime les cloches. Le grelot sonne.", "organization grelot");
}

#[test]
fn a_name_and_the_kind_of_firm_before_it() {
    let one = nodes("La Carrosserie Hesselin change de mains. Le groupe Brelmar a racheté Hesselin.");
    assert_eq!(one.iter().filter(|n| n.contains("Hesselin")).count(), 1, "{one:?}");
    // Who names both at once means two.
    let two = nodes("Le groupe Hesselin a cédé Carrosserie Hesselin à Brelmar.");
    assert_eq!(two.iter().filter(|n| n.contains("Hesselin")).count(), 2, "{two:?}");
}

#[test]
fn a_name_inside_of_one_word() {
    let one = nodes("OrbelTech a signé avec Brelmar. Orbel fournira des capteurs.");
    assert_eq!(one.iter().filter(|n| n.contains("Orbel")).count(), 1, "{one:?}");
    let two = nodes("Orbelle a signé avec Brelmar. Orbel fournira des capteurs.");
    assert_eq!(two.iter().filter(|n| n.contains("Orbel")).count(), 2, "{two:?}");
}
