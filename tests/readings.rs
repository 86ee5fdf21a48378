//! Whole readings of short texts: every fact of them, and no other.

use filature::data::DataFiles;
use filature::doc::Document;
use filature::graph::Value;
use filature::pipeline::Pipeline;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new(&DataFiles::embedded()).unwrap());

/// The facts of a text that are of these relations, with their shares.
fn facts(text: &str, relations: &[&str]) -> Vec<String> {
    let graph = PIPELINE.graph(&Document::new("t", text));
    let mut found: Vec<String> = graph
        .links()
        .iter()
        .filter(|link| relations.contains(&link.edge.relation.as_str()))
        .map(|link| {
            let share = match link.edge.summary().attributes.get("stake") {
                Some(Value::Number(share)) => format!(" {share}"),
                _ => String::new(),
            };
            format!("{} {} {}{share}", link.source.label(), link.edge.relation, link.target.label())
        })
        .collect();
    found.sort();
    found
}

#[track_caller]
fn check(text: &str, relations: &[&str], expected: &[&str]) {
    assert_eq!(facts(text, relations), expected, "{text}");
}

#[test]
fn parties_without_a_verb_have_figures_of_their_own() {
    let holds = ["holds-stake-in"];
    let both = ["Alphatec holds-stake-in Dermont 72", "Siparex holds-stake-in Dermont 28"];
    check("Dermont est détenue à 72 % par Alphatec et à 28 % par Siparex.", &holds, &both);
    check("Dermont est détenue à 72 % par Alphatec, son allié, et à 28 % par Siparex.", &holds, &both);
    check(
        "TSMC détient 70 % d'Esmar, Bosch et Infineon 10 % chacun.",
        &holds,
        &[
            "Bosch holds-stake-in Esmar 10",
            "Infineon holds-stake-in Esmar 10",
            "TSMC holds-stake-in Esmar 70",
        ],
    );
    check(
        "Smoby achète ses plastiques à Carbiolice et ses cartons à Smurfit.",
        &["buys-from"],
        &["Smoby buys-from Carbiolice", "Smoby buys-from Smurfit"],
    );
}

#[test]
fn several_words_join_as_one() {
    let both = ["Bosch holds-stake-in Esmar", "TSMC holds-stake-in Esmar"];
    for joint in ["ainsi qu'à", "de même qu'à", "tout comme à"] {
        check(&format!("Esmar appartient à TSMC {joint} Bosch."), &["holds-stake-in"], &both);
    }
    // A clause, no list.
    check("Esmar appartient à TSMC, ainsi que l'a noté Bosch.", &["holds-stake-in"], &[both[1]]);
}

#[test]
fn who_announces_speaks_for_the_firm() {
    let sales = ["acquires", "divests", "holds-stake-in"];
    check(
        "Sylvain Roy, le patron de Cascades, a annoncé la vente de Tissu Candiac à Sofidel.",
        &sales,
        &["Cascades divests Tissu Candiac", "Sofidel acquires Tissu Candiac"],
    );
    check(
        "Le patron de Cascades, Sylvain Roy, a confirmé avoir racheté Sofidel.",
        &sales,
        &["Cascades acquires Sofidel"],
    );
    // Who buys for himself does.
    check("Sylvain Roy a racheté Sofidel.", &sales, &["Sylvain Roy acquires Sofidel"]);
}

#[test]
fn what_is_listed_together_stands_at_one_end() {
    let invests = ["invests-in"];
    check(
        "Hervex vient de lever 210 millions d'euros auprès de SoftBank et de Temasek.",
        &invests,
        &["SoftBank invests-in Hervex", "Temasek invests-in Hervex"],
    );
    // Whose rivals they are the text does not say.
    check(
        "Velmont va mal. Orvel et Danone, ses rivaux, recrutent.",
        &["competes-with"],
        &["Danone competes-with Velmont", "Orvel competes-with Velmont"],
    );
}

#[test]
fn courts_and_watchdogs_buy_no_firms() {
    check(
        "L'Autorité de la concurrence examine la vente de Siniat à Orvel.",
        &["acquires", "divests"],
        &["Orvel acquires Siniat"],
    );
}

#[test]
fn whose_share_is_bought() {
    let sales = ["acquires", "holds-stake-in"];
    check("Orvel a racheté la part de Danone.", &sales, &[]);
    check("Orvel a racheté à Danone 65 % de sa filiale guinéenne.", &sales, &[]);
    check("Orvel a racheté 30 % des titres de Danone.", &sales, &["Orvel holds-stake-in Danone 30"]);
}

#[test]
fn goods_are_sold_and_brands_change_hands() {
    let all = ["acquires", "buys-from", "divests"];
    check("Danone vend ses yaourts Actimel à Carrefour.", &all, &["Carrefour buys-from Danone"]);
    check(
        "Danone vend sa marque Actimel à Carrefour.",
        &all,
        &["Carrefour acquires Actimel", "Danone divests Actimel"],
    );
    check("Carrefour pèse 30 % des ventes de Danone.", &all, &["Carrefour buys-from Danone"]);
}

#[test]
fn a_clause_behind_a_comma_is_no_object() {
    check("Carrefour achète, Danone rechigne.", &["acquires"], &[]);
    check("Danone achète un calculateur, Orvel le construira.", &["acquires"], &[]);
}

#[test]
fn a_first_word_in_capitals_begins_the_name() {
    check("BNP Paribas a racheté Orvel.", &["acquires"], &["BNP Paribas acquires Orvel"]);
}

#[test]
fn seats_and_trades_of_the_list_tell_whom_a_description_means() {
    let text = "Sanofi et Novo Nordisk se livrent bataille. Le laboratoire danois a racheté Orvel.";
    check(text, &["acquires"], &["Novo Nordisk acquires Orvel"]);
    let text = "Google et Amazon investissent. Le géant de Mountain View a racheté Orvel.";
    check(text, &["acquires"], &["Google acquires Orvel"]);
}
