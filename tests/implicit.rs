//! Ends of relations that a sentence leaves unsaid.

use filature::data::DataFiles;
use filature::doc::Document;
use filature::pipeline::Pipeline;
use filature::relation::{Bond, IMPLICIT};

const TEXT: &str =
    "Norlys vend sa filiale Teldra. L'acquéreur, le fonds Bergvik, versera 40 millions d'euros.";

/// What the second sentence says of whom, with these weights; ends that are left unsaid in brackets.
fn told(weights: &str, text: &str) -> Vec<String> {
    let mut data = DataFiles::embedded();
    data.insert(IMPLICIT, weights.into());
    let (layers, explanation) = Pipeline::new(&data).unwrap().explain(&Document::new("test", text));
    let facts = explanation.facts.iter().zip(&explanation.grounds);
    facts
        .filter(|(f, _)| f.evidence.sentence.index() == 1)
        .map(|(f, grounds)| {
            let end = |e, n: usize| {
                let label = layers.entities.entity(e).label.to_string();
                if grounds.ends[n].bond == Bond::Implicit { format!("[{label}]") } else { label }
            };
            format!("{} {} {}", end(f.subject, 0), f.relation, end(f.object, 1))
        })
        .collect()
}

#[test]
fn without_weights_nothing_is_made_up() {
    assert_eq!(told("", TEXT), [""; 0]);
}

#[test]
fn the_likeliest_is_taken_where_they_are_likelier_than_nobody() {
    let sold = "all\tlast\tobject\t2000\n";
    assert_eq!(told(sold, TEXT), ["Bergvik acquires [Teldra]"]);
    let seller = "all\tlast\tsubject\t2000\n";
    assert_eq!(told(seller, TEXT), ["Bergvik acquires [Norlys]"]);
    let nobody = format!("{sold}acquires:object\tnobody\t2\t1900\n");
    assert_eq!(told(&nobody, TEXT), [""; 0]);
    // The weight of another relation says nothing here.
    let other = format!("{sold}sues:object\tnobody\t2\t1900\n");
    assert_eq!(told(&other, TEXT), ["Bergvik acquires [Teldra]"]);
}

#[test]
fn what_is_said_is_not_asked_for() {
    let text = "Norlys vend sa filiale Teldra. L'acquéreur de Kortek, le fonds Bergvik, s'en réjouit.";
    let told = told("all\tlast\tobject\t2000\n", text);
    assert!(told.contains(&"Bergvik acquires Kortek".to_owned()), "{told:?}");
    assert!(told.iter().all(|f| !f.starts_with("Bergvik acquires [")), "{told:?}");
}

#[test]
fn a_weight_for_what_the_program_does_not_know_is_a_fault() {
    let mut data = DataFiles::embedded();
    data.insert(IMPLICIT, "all\tmoon\tfull\t3\n".into());
    let fault = Pipeline::new(&data).unwrap_err().to_string();
    assert!(fault.contains("implicit.tsv") && fault.contains("moon"), "{fault}");
}
