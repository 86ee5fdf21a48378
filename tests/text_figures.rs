//! Floors under the figures of the text room, from raw text, on the development
//! parts of the treebanks. Skipped where the treebanks are not at hand.
//! The exact figures: `filature eval --conllu FILE.conllu…`.

use filature::data::DataFiles;
use filature::doc::Document;
use filature::doc::conllu::{ConlluSentence, read};
use filature::eval::conllu::{evaluate, raw_text};
use filature::text::Segmenter;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

/// A gold file's sentences; `None` when it is not at hand.
fn gold(name: &str) -> Option<Vec<ConlluSentence>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/treebank").join(name);
    if !path.exists() {
        println!("skipped: {name} is not at hand");
        return None;
    }
    let mut gzip = Command::new("gzip").arg("-dc").arg(&path).stdout(Stdio::piped()).spawn().ok()?;
    let mut content = String::new();
    gzip.stdout.take()?.read_to_string(&mut content).ok()?;
    gzip.wait().ok()?;
    Some(read(&content).expect("a treebank is valid CoNLL-U"))
}

#[test]
fn raw_text_of_the_development_treebanks() {
    let (Some(mut all), Some(more)) = (gold("sequoia-dev.conllu.gz"), gold("gsd-dev.conllu.gz")) else {
        return;
    };
    all.extend(more);
    let document = Document::new("dev", raw_text(&all));
    let tokens = Segmenter::new(&DataFiles::embedded()).unwrap().segment(&document);
    let scores = evaluate(&all, &document, &tokens, None, None).unwrap();
    println!("{scores}");
    assert!(scores.tokens.f1() >= 99.75, "tokens {:.2}", scores.tokens.f1());
    assert!(scores.words.f1() >= 99.5, "words {:.2}", scores.words.f1());
    assert!(scores.sentences.f1() >= 94.0, "sentences {:.2}", scores.sentences.f1());
}
