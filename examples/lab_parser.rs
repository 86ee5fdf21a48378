//! throw-away
use filature::data::DataFiles;
use filature::doc::conllu::{self, ConlluSentence};
use filature::doc::*;
use filature::syntax::{lexicon::Lexicon, lemma::Lemmatizer, tagger::{Tagger, classes::Classes}, tagging::{Tagging, Worker}};
use filature::train::{self, parser::{Options, example::Example}};
use std::fs;

fn read(name: &str) -> Vec<ConlluSentence> {
    conllu::read(&fs::read_to_string(format!("/tmp/tb/{name}.conllu")).unwrap()).unwrap()
}
fn tag(t: &Tagging, ss: &mut [ConlluSentence]) {
    let mut w = Worker::default();
    for s in ss {
        let mut tags = vec![];
        let f: Vec<String> = s.words.iter().map(|w| w.form.clone()).collect();
        t.tag_sentence(f.iter().map(String::as_str), &mut w, &mut tags);
        for (w, t) in s.words.iter_mut().zip(tags) { w.upos = t.upos.to_string(); w.feats = t.feats.to_string(); w.lemma = t.lemma.to_string(); }
    }
}
fn save(name: &str, ss: &[ConlluSentence]) {
    let mut o = String::new();
    for s in ss {
        for (i, w) in s.words.iter().enumerate() {
            o += &format!("{}\t{}\t{}\t{}\t_\t{}\t{}\t{}\t_\t_\n", i+1, w.form, w.lemma, w.upos, w.feats, w.head.map_or("_".into(), |h| h.to_string()), w.deprel);
        }
        o.push('\n');
    }
    fs::write(format!("/tmp/tb/{name}.conllu"), o).unwrap();
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let data = DataFiles::embedded();
    let lexicon = Lexicon::new(&data).unwrap();
    let classes = Classes::new(&lexicon);
    if args[1] == "jack" {
        let rounds: usize = args[2].parse().unwrap();
        let sets = ["sequoia-train", "gsd-train", "fqb-train"];
        let all: Vec<Vec<ConlluSentence>> = sets.iter().map(|s| read(s)).collect();
        let flat: Vec<(usize, usize)> = all.iter().enumerate().flat_map(|(i, v)| (0..v.len()).map(move |j| (i, j))).collect();
        let ex: Vec<train::corpus::Example> = flat.iter().map(|&(i, j)| train::corpus::Example::new(&lexicon, &classes, &all[i][j])).collect();
        let mut out = all.clone();
        let folds = 4;
        for fold in 0..=folds {
            let tr: Vec<&train::corpus::Example> = ex.iter().enumerate().filter(|(n, _)| fold == folds || n / 10 % folds != fold).map(|(_, e)| e).collect();
            let bytes = train::tagger::train(&tr, train::tagger::Options { rounds, ..Default::default() }, &[]);
            let mut d = DataFiles::embedded();
            d.insert("models/tagger.bin", bytes);
            let t = Tagging::of(Lexicon::new(&d).unwrap(), Tagger::new(&d).unwrap(), Lemmatizer::new(&d).unwrap());
            if fold == folds {
                for dev in ["sequoia-dev", "gsd-dev"] {
                    let t = Tagging::new(&data).unwrap();
                    let mut v = read(dev); tag(&t, &mut v); save(&format!("{dev}.pred"), &v);
                }
                break;
            }
            for (n, &(i, j)) in flat.iter().enumerate() {
                if n / 10 % folds == fold { tag(&t, std::slice::from_mut(&mut out[i][j])); }
            }
            eprintln!("fold {fold}");
        }
        for (s, v) in sets.iter().zip(&out) { save(&format!("{s}.pred"), v); }
        return;
    }
    let suffix = &args[1]; // "" or ".pred"
    let rounds: usize = args[2].parse().unwrap();
    let mut options = Options { rounds, ..Options::default() };
    let mut sets = vec!["sequoia-train", "gsd-train", "fqb-train"];
    let mut outfile = None;
    for a in &args[3..] {
        let (k, v) = a.split_once('=').unwrap();
        match k {
            "seed" => options.seed = v.parse().unwrap(),
            "batch" => options.batch = v.parse().unwrap(),
            "rate" => options.rate = v.parse().unwrap(),
            "drop" => options.drop = v.parse().unwrap(),
            "explore" => options.explore = v.parse().unwrap(),
            "least" => options.least = v.parse().unwrap(),
            "input" => options.shape.input = v.parse().unwrap(),
            "cells" => options.shape.cells = v.parse().unwrap(),
            "hidden" => options.shape.hidden = v.parse().unwrap(),
            "sets" => sets = v.split(',').map(|s| s.to_owned().leak() as &str).collect(),
            "out" => outfile = Some(v.to_owned()),
            _ => panic!(),
        }
    }
    let load = |name: &str| -> Vec<(ConlluSentence, Vec<Tag>)> {
        read(&format!("{name}{suffix}")).into_iter().map(|s| {
            let tags = s.words.iter().map(|w| Tag { upos: w.upos.parse().unwrap_or_default(), feats: w.feats.parse().unwrap_or_default(), lemma: w.lemma.as_str().into() }).collect();
            (s, tags)
        }).collect()
    };
    let ex: Vec<Example> = sets.iter().flat_map(|s| load(s)).filter_map(|(s, t)| Example::new(&lexicon, &classes, &s, &t)).collect();
    eprintln!("{} examples", ex.len());
    let dev: Vec<Example> = ["sequoia-dev", "gsd-dev"].iter().flat_map(|s| load(s)).filter_map(|(s, t)| Example::new(&lexicon, &classes, &s, &t)).collect();
    let start = std::time::Instant::now();
    let parser = train::parser::train(&ex, &options, |round, loss, parser| {
        if round % 3 == 2 || round + 1 == rounds || round < 1 {
            let t = std::time::Instant::now();
            let (mut n, mut u, mut l) = (0, 0, 0);
            for e in &dev {
                let tree = parser.derive(&e.keys, &e.upos);
                for (i, (h, r)) in tree.into_iter().enumerate() {
                    n += 1;
                    if h == e.heads[i] { u += 1; if r.universal() == e.deprels[i].universal() { l += 1; } }
                }
            }
            println!("round {round} loss {loss:.4} UAS {:.2} LAS {:.2}  {:.0} w/s  {:.0}s", 100.0 * u as f64 / n as f64, 100.0 * l as f64 / n as f64, n as f64 / t.elapsed().as_secs_f64(), start.elapsed().as_secs_f64());
        } else { println!("round {round} loss {loss:.4} {:.0}s", start.elapsed().as_secs_f64()); }
    });
    if let Some(o) = outfile {
        let names: Vec<String> = sets.iter().map(|s| format!("{s}.conllu.gz")).collect();
        fs::write(o, filature::syntax::parser::write(&parser, &names, options.seed, &[])).unwrap();
    }
}
