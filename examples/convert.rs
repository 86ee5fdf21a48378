//! A graph in JSON → any other format: `cargo run --example convert -- graph.json dot`.

use filature::data::DataFiles;
use filature::export::{self, Format, Options};
use filature::graph::Graph;
use filature::relation::Ontology;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, path, format] = &args[..] else { return Err("expected GRAPH.json FORMAT".into()) };
    let format = Format::of_word(format).ok_or("no such format")?;
    let graph = Graph::from_json(&std::fs::read_to_string(path)?)?;
    let ontology = Ontology::new(&DataFiles::embedded())?;
    export::write(&graph, format, &Options::new(&ontology), &mut std::io::stdout().lock())?;
    Ok(())
}
