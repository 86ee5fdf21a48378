//! Trains the small models of `text/` from CoNLL-U files into a folder:
//! `cargo run --profile quick --features train --example train_text -- data/models gold.conllu…`.
//! Articles with a field `text` in JSON Lines teach where no sentence ends. A file whose name holds `spoken` teaches articles alone.

use filature::data::DataFiles;
use filature::doc::conllu::read;
use filature::train::text::{Press, TextOptions, Treebank, train_text};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("expected a folder for the models, then CoNLL-U files")?;
    let (mut treebanks, mut press) = (Vec::new(), Vec::new());
    for path in arguments {
        let name = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let content = std::fs::read_to_string(&path)?;
        if path.ends_with(".jsonl") {
            let article = |line: &str| -> Result<String, serde_json::Error> {
                let article: serde_json::Value = serde_json::from_str(line)?;
                Ok(article["text"].as_str().unwrap_or_default().to_owned())
            };
            press.push(Press { name, texts: content.lines().map(article).collect::<Result<_, _>>()? });
            continue;
        }
        let sentences = read(&content)?;
        let speech = name.contains("spoken");
        treebanks.push(Treebank { name, sentences, speech });
    }
    let models = train_text(&treebanks, &press, &DataFiles::embedded(), TextOptions::default())?;
    let folder = Path::new(&folder);
    std::fs::write(folder.join("text-boundaries.tsv"), models.boundaries)?;
    std::fs::write(folder.join("text-articles.tsv"), models.articles)?;
    Ok(())
}
