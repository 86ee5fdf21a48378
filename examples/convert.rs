//! A graph in JSON → any other format, by the ending of the second path, which is a folder
//! for kits: `cargo run --example convert -- graph.json graph.ttl`.

use filature::data::DataFiles;
use filature::export::{self, Format, Kit, Options};
use filature::graph::Graph;
use filature::relation::Ontology;
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [graph, path] = &args[..] else { return Err("expected GRAPH.json OUTPUT".into()) };
    let graph = Graph::from_json(&fs::read_to_string(graph)?)?;
    let ontology = Ontology::new(&DataFiles::embedded())?;
    let options = Options::new(&ontology);
    let loss = if let Some(format) = Format::of_name(path) {
        let mut out = BufWriter::new(File::create(path)?);
        let loss = export::write(&graph, format, &options, &mut out)?;
        out.flush()?;
        loss
    } else {
        let kit = Kit::of_name(path).ok_or("the ending says no format")?;
        fs::create_dir_all(path)?;
        export::write_kit(&graph, kit, &options, &mut |name| {
            Ok(Box::new(BufWriter::new(File::create(Path::new(path).join(name))?)))
        })?
    };
    loss.0.iter().for_each(|line| eprintln!("{line}"));
    Ok(())
}
