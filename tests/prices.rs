//! Prices that stand in the sentence behind the one that tells the event.

use filature::data::DataFiles;
use filature::doc::Document;
use filature::graph::Value;
use filature::pipeline::Pipeline;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new(&DataFiles::embedded()).unwrap());

/// The relations of a text with their amounts, `-` for none.
fn amounts(text: &str) -> Vec<String> {
    let graph = PIPELINE.graph(&Document::new("t", text));
    let mut found: Vec<String> = graph
        .links()
        .iter()
        .map(|link| {
            let amount = match link.edge.summary().attributes.get("amount") {
                Some(Value::Money { value, currency, .. }) => format!("{} {currency}", value.normalize()),
                _ => "-".to_owned(),
            };
            format!("{} {amount}", link.edge.relation)
        })
        .collect();
    found.sort();
    found
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(amounts(text), expected, "{text}");
}

#[test]
fn the_noun_for_a_price_opens_the_next_sentence() {
    check("Brelmar a racheté Tosquin. Prix payé : 8,5 millions d'euros.", &["acquires 8500000 EUR"]);
    check(
        "Brelmar a racheté Tosquin. L'opération est évaluée à 40 millions de dollars.",
        &["acquires 40000000 USD"],
    );
    // What the firm is worth, or sells, is no price; nor is what another firm pays.
    check(
        "Brelmar a racheté Tosquin. Son chiffre d'affaires atteint 40 millions d'euros.",
        &["acquires -"],
    );
    check("Brelmar a racheté Tosquin. L'addition de Sorbex atteint 40 millions d'euros.", &["acquires -"]);
    // Of two amounts neither.
    check(
        "Brelmar a racheté Tosquin. Montant : 40 millions d'euros, puis 5 millions d'euros.",
        &["acquires -"],
    );
}

#[test]
fn who_buys_pays_and_who_sues_claims() {
    check("Brelmar a racheté Tosquin. Brelmar déboursera 26 millions d'euros.", &["acquires 26000000 EUR"]);
    check("Brelmar a assigné Tosquin. Brelmar réclame 3 millions d'euros.", &["sues 3000000 EUR"]);
    check("Brelmar a assigné Tosquin. Tosquin réclame 3 millions d'euros.", &["sues -"]);
}

#[test]
fn millions_of_no_currency_are_money() {
    check("Brelmar a racheté Tosquin pour 33 millions.", &["acquires 33000000 EUR"]);
    check("Brelmar a racheté Tosquin, qui compte 33 millions d'abonnés.", &["acquires -"]);
    check("Brelmar a racheté Tosquin à 41 euros par action.", &["acquires -"]);
}
