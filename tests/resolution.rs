//! One node for one thing, across documents, whatever their number and order.

use filature::data::DataFiles;
use filature::doc::{Document, Finder};
use filature::graph::Graph;
use filature::pipeline::Pipeline;
use proptest::prelude::*;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new(&DataFiles::embedded()).unwrap());

const TEXTS: [&str; 8] = [
    "Dell a signé un contrat de 3 millions d'euros avec le groupe Velmont.",
    "Dell Technologies a racheté Velmont. Le PDG de Velmont, Paul Arnavon, reste.",
    "Dell Technologies Inc. fournit la Banque centrale européenne (BCE).",
    "La BCE a infligé une amende à la banque Orvane. M. Arnavon s'en étonne.",
    "L'usine de Velmont Group à Orange fermera. Claire Arnavon dirige le site.",
    "Orange a vendu Orange Bank au groupe Velmont.",
    "Groupe Velmont SA détient 8 % d'Orvane.",
    "",
];

fn documents(which: &[usize]) -> Vec<Document> {
    which.iter().map(|&n| Document::new(format!("d{n}"), TEXTS[n])).collect()
}

fn build(pipeline: &Pipeline, which: &[usize]) -> Graph {
    Graph::merge_all(documents(which).iter().map(|d| pipeline.graph(d)))
}

fn ids(graph: &Graph) -> Vec<String> {
    graph.nodes().map(|n| n.id.to_string()).collect()
}

#[test]
fn forms_of_a_name_share_a_node() {
    let graph = build(&PIPELINE, &[0, 1, 2, 3, 4, 5, 6, 7]);
    let found = ids(&graph);
    for id in ["organization/dell", "organization/velmont", "organization/banque-centrale-europeenne"] {
        assert!(found.iter().any(|i| i == id), "{id}: {found:?}");
    }
    let like = |part: &str| found.iter().filter(|id| id.contains(part)).count();
    assert_eq!((like("dell"), like("velmont"), like("bce")), (1, 1, 0), "{found:?}");
    // The town and the company; the company and its bank; two people of one surname.
    for id in ["place/orange", "organization/orange", "organization/orange-bank"] {
        assert!(found.iter().any(|i| i == id), "{id}: {found:?}");
    }
    assert_eq!(like("person/"), 3, "{found:?}");
    assert_eq!(graph.find("Dell Technologies").len(), 1);
    assert_eq!(graph.find("organization/dell")[0].label(), "Dell Technologies");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_graph_of_all_is_the_merged_graphs_of_parts(
        a in proptest::collection::vec(0usize..8, 0..5),
        b in proptest::collection::vec(0usize..8, 0..5),
    ) {
        let both: Vec<usize> = a.iter().chain(&b).copied().collect();
        let merged = Graph::merge_all([build(&PIPELINE, &b), build(&PIPELINE, &a)]);
        prop_assert_eq!(build(&PIPELINE, &both).to_json(), merged.to_json());
        // No id goes away as documents are added.
        let all = ids(&merged);
        prop_assert!(ids(&build(&PIPELINE, &a)).iter().all(|id| all.contains(id)));
    }
}

fn with_list(list: &str) -> Result<Pipeline, String> {
    let mut data = DataFiles::embedded();
    data.insert(filature::entity::USER_FILE, list.as_bytes().to_vec());
    Pipeline::new(&data).map_err(|e| e.to_string())
}

#[test]
fn the_user_has_the_last_word() {
    let pipeline = with_list(
        r#"
        [[entity]]
        name = "Velmont"
        type = "organization"
        id = "velmont-lyon"
        same-as = ["Orvane"]
        never-same = ["Velmont Group"]

        [[entity]]
        name = "contrat de 3 millions"
        type = "product"
        "#,
    )
    .unwrap();
    let found = ids(&build(&pipeline, &[0, 3, 4]));
    for id in ["organization/velmont-lyon", "organization/velmont", "product/contrat-de-3-millions"] {
        assert!(found.iter().any(|i| i == id), "{id}: {found:?}");
    }
    assert!(!found.iter().any(|id| id.contains("orvane")), "{found:?}");
    let apart =
        "[[entity]]\nname = \"Velmont\"\ntype = \"organization\"\nnever-same = [\"Velmont Group\"]\n";
    let found = ids(&build(&with_list(apart).unwrap(), &[0, 4]));
    for id in ["organization/velmont", "organization/velmont-group"] {
        assert!(found.iter().any(|i| i == id), "{id}: {found:?}");
    }
    let document = Document::new("a", TEXTS[3]);
    let entities = pipeline.entities(&document);
    let orvane = entities.entities.iter().find(|e| e.id == "organization/velmont-lyon").unwrap();
    assert_eq!((orvane.label.as_str(), orvane.aliases.as_slice()), ("Velmont", &["Orvane".into()][..]));
    assert!(orvane.mentions.iter().any(|&m| entities.mention(m).finder == Finder::User));
}

#[test]
fn every_merge_has_a_reason() {
    let document = Document::new(
        "a",
        "Dell Technologies Inc. et Vienna Insurance Group (VIG) ont signé. Dell paiera VIG, a dit Paul Arnavon. \
         M. Arnavon quitte STMicroelectronics. ST se tait.",
    );
    let entities = PIPELINE.entities(&document);
    let mut said: Vec<String> = entities
        .entities
        .iter()
        .flat_map(|e| &e.merges)
        .map(|m| format!("{} = {}: {}", m.name, m.with, m.because))
        .collect();
    said.sort();
    assert_eq!(
        said,
        [
            "Arnavon = Paul Arnavon: the surname after the full name",
            "Dell = Dell Technologies Inc.: they differ by a word for a group",
            "ST = STMicroelectronics: the short name begins the long one",
            "VIG = Vienna Insurance Group: in parentheses right after it",
        ]
    );
}

#[test]
fn a_wrong_list_says_what_is_wrong() {
    let fault = |list: &str| with_list(list).unwrap_err();
    let two = "[[entity]]\nname = \"A\"\ntype = \"person\"\n[[entity]]\nname = \"B\"\ntype = \"person\"\nsame-as = [\"a\"]\n";
    assert!(fault(two).contains("`a` is a name of `A` and of `B`"), "{}", fault(two));
    let kind = "[[entity]]\nname = \"A\"\ntype = \"firm\"\n";
    assert!(
        fault(kind).starts_with("entities.toml:3: ") && fault(kind).contains("organization"),
        "{}",
        fault(kind)
    );
    let key = "[[entity]]\nname = \"A\"\ntype = \"person\"\nsame_as = []\n";
    assert!(fault(key).contains("same_as"), "{}", fault(key));
    let never = "[[entity]]\nname = \"A\"\ntype = \"person\"\nnever-same = [\"A\"]\n";
    assert!(fault(never).contains("never the same"), "{}", fault(never));
}
