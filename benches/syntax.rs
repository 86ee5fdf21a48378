//! Words a second of tagger and parser on one thread, over the sample articles.
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use filature::data::DataFiles;
use filature::doc::Document;
use filature::syntax::Models;
use filature::text::Segmenter;
use std::hint::black_box;

fn syntax(c: &mut Criterion) {
    let data = DataFiles::embedded();
    let (segmenter, models) = (Segmenter::new(&data).unwrap(), Models::new(&data).unwrap());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/graphs");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt"));
    let articles: Vec<_> = texts
        .map(|path| {
            let document = Document::new("bench", std::fs::read_to_string(path).unwrap());
            let tokens = segmenter.segment(&document);
            let tags = models.tag(&document, &tokens);
            (document, tokens, tags)
        })
        .collect();
    let words: usize = articles.iter().map(|(_, tokens, _)| tokens.words.len()).sum();
    let mut group = c.benchmark_group("syntax");
    group.throughput(Throughput::Elements(words as u64));
    group.bench_function("tag", |b| {
        b.iter(|| articles.iter().for_each(|(d, t, _)| drop(black_box(models.tag(d, t)))));
    });
    group.bench_function("parse", |b| {
        b.iter(|| articles.iter().for_each(|(d, t, g)| drop(black_box(models.parse(d, t, g)))));
    });
    group.bench_function("segment, tag, parse", |b| {
        b.iter(|| {
            for (document, _, _) in &articles {
                let tokens = segmenter.segment(document);
                let tags = models.tag(document, &tokens);
                black_box(models.parse(document, &tokens, &tags));
            }
        });
    });
    group.finish();
    c.bench_function("load models", |b| b.iter(|| black_box(Models::new(&data).unwrap())));
}

criterion_group!(benches, syntax);
criterion_main!(benches);
