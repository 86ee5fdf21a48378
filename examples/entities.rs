//! Prints the entities of a JSON Lines file as graphs without edges, one a line: what `eval/score.py` reads.
//! `entities FILE [mentions]`; with `mentions`, what was found, for reading.
use filature::data::DataFiles;
use filature::doc::{Document, MentionKind};
use filature::entity::EntityFinder;
use filature::syntax::Models;
use filature::text::Segmenter;
use serde_json::{Value, json};

fn main() {
    let path = std::env::args().nth(1).expect("usage: entities FILE [mentions]");
    let read = std::env::args().nth(2).is_some();
    let data = DataFiles::embedded();
    let (segmenter, models) = (Segmenter::new(&data).unwrap(), Models::new(&data).unwrap());
    let finder = EntityFinder::new(&data).unwrap();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let mut document = Document::new(row["id"].as_str().unwrap_or("?"), row["text"].as_str().unwrap());
        document.date = row["date"].as_str().and_then(|d| d.parse().ok());
        let tokens = segmenter.segment(&document);
        let tags = models.tag(&document, &tokens);
        let trees = models.parse(&document, &tokens, &tags);
        let found = finder.find(&document, &tokens, &tags, trees.as_ref());
        if read {
            println!("## {}\n{}", document.id, document.text);
            for m in &found.mentions {
                let e = found.entity(m.entity);
                println!(
                    "  {:?} {:<40} {} {} [{}]",
                    m.kind,
                    m.span.of(&document.text),
                    e.kind,
                    e.label,
                    m.finder
                );
            }
            for v in &found.values {
                println!("  = {:<40} {:?} {:?}", v.span.of(&document.text), v.kind, v.approximation);
            }
            continue;
        }
        let nodes: Vec<Value> = found.entities.iter().map(|e| json!({
            "id": e.id(), "label": e.label.as_str(), "type": e.kind, "aliases": e.aliases.iter().map(|a| a.as_str()).collect::<Vec<_>>(),
            "mentions": e.mentions.iter().map(|&m| found.mention(m)).filter(|m| m.kind == MentionKind::Name).count(),
        })).collect();
        println!("{}", json!({"graph": {"document": document.id}, "nodes": nodes, "edges": []}));
    }
}
