//! Words a second of the entity room on one thread, over the sample articles.
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use filature::data::DataFiles;
use filature::doc::{Document, Tag, Tags};
use filature::entity::EntityFinder;
use filature::text::Segmenter;
use std::hint::black_box;

fn find(c: &mut Criterion) {
    let data = DataFiles::embedded();
    let (segmenter, finder) = (Segmenter::new(&data).unwrap(), EntityFinder::new(&data).unwrap());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/graphs");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt"));
    let articles: Vec<_> = texts
        .map(|path| {
            let document = Document::new("bench", std::fs::read_to_string(path).unwrap());
            let tokens = segmenter.segment(&document);
            let tags = Tags(vec![Tag::default(); tokens.words.len()]);
            (document, tokens, tags)
        })
        .collect();
    let words: usize = articles.iter().map(|(_, tokens, _)| tokens.words.len()).sum();
    let mut group = c.benchmark_group("entity");
    group.throughput(Throughput::Elements(words as u64));
    group.bench_function("find", |b| {
        b.iter(|| articles.iter().for_each(|(d, t, g)| drop(black_box(finder.find(d, t, g, None)))));
    });
    group.finish();
}

criterion_group!(benches, find);
criterion_main!(benches);
