//! `tests/relations/structures.tsv`: predicates that any frame knows, in the constructions of press
//! prose. What fails here fails for every predicate: mend the binding, never one verb.

use filature::data::DataFiles;
use filature::doc::{Document, Modality};
use filature::pipeline::Pipeline;

/// A relation; auxiliary, participle, infinitive, present, gerund; what stands before and behind the
/// object; whether the object of the verb is the relation's subject.
struct Predicate {
    relation: &'static str,
    forms: [&'static str; 5],
    to: &'static str,
    with: &'static str,
    flipped: bool,
}

const fn predicate(
    relation: &'static str,
    forms: [&'static str; 5],
    to: &'static str,
    with: &'static str,
    flipped: bool,
) -> Predicate {
    Predicate { relation, forms, to, with, flipped }
}

const PREDICATES: [Predicate; 8] = [
    predicate("acquires", ["a", "racheté", "racheter", "rachète", "rachetant"], "", "", false),
    predicate("divests", ["a", "cédé", "céder", "cède", "cédant"], "", "", false),
    predicate(
        "competes-with",
        ["a", "concurrencé", "concurrencer", "concurrence", "concurrençant"],
        "",
        "",
        false,
    ),
    predicate("sues", ["a", "poursuivi", "poursuivre", "poursuit", "poursuivant"], "", "en justice", false),
    predicate("holds-stake-in", ["a", "pris", "prendre", "prend", "prenant"], "12 % de", "", false),
    predicate(
        "buys-from",
        ["a", "fourni", "fournir", "fournit", "fournissant"],
        "des capteurs à",
        "",
        true,
    ),
    predicate(
        "signs-deal-with",
        ["a", "signé", "signer", "signe", "signant"],
        "un accord de licence avec",
        "",
        false,
    ),
    predicate(
        "invests-in",
        ["a", "participé", "participer", "participe", "participant"],
        "à la levée de fonds de",
        "",
        false,
    ),
];

/// Ends that no construction elides before.
const NAMES: [(&str, &str); 4] =
    [("Safran", "Danone"), ("Legrand", "Sanofi"), ("Thales", "Kiabi"), ("Danone", "Legrand")];

fn fill(template: &str, p: &Predicate, (subject, object): (&str, &str)) -> String {
    let slots = ["{aux}", "{part}", "{inf}", "{pres}", "{ger}"];
    let mut text = template.replace("{S}", subject).replace("{O}", object);
    for (slot, form) in slots.into_iter().zip(p.forms) {
        text = text.replace(slot, form);
    }
    text = text.replace("{to}", p.to).replace("{with}", p.with);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(" .", ".").replace(" ,", ",").replace(",,", ",").replace(",.", ".")
}

#[test]
fn constructions_leave_their_facts() {
    let pipeline = Pipeline::new(&DataFiles::embedded()).unwrap();
    let told = |text: &str, relation: &str, subject: &str, object: &str| {
        let analysis = pipeline.analyse(&Document::new("t", text));
        let label = |e: filature::doc::EntityIdx| analysis.entities.entity(e).label.to_string();
        let symmetric = matches!(relation, "signs-deal-with" | "competes-with");
        analysis.facts.iter().any(|f| {
            let ends = (label(f.subject), label(f.object));
            f.relation == relation
                && f.modality != Modality::Negated
                && (ends == (subject.into(), object.into())
                    || symmetric && ends == (object.into(), subject.into()))
        })
    };
    let mut faults = Vec::new();
    let lines = include_str!("relations/structures.tsv").lines().filter(|l| !l.starts_with('#'));
    for line in lines {
        let (floor, template) = line.split_once('\t').expect("floor, tab, construction");
        let floor: usize = floor.parse().expect("a number");
        let found = PREDICATES
            .iter()
            .enumerate()
            .filter(|(i, p)| {
                let names = NAMES[i % NAMES.len()];
                let (s, o) = if p.flipped { (names.1, names.0) } else { names };
                told(&fill(template, p, names), p.relation, s, o)
            })
            .count();
        if found < floor {
            faults.push(format!("{found} of {floor}: {template}"));
        }
        if std::env::var_os("SHOW").is_some() {
            println!("{found}\t{template}");
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
