//! The way from text to graph, on a fixed article: loading, each stage, and the whole, in words a
//! second of one thread.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use filature::data::DataFiles;
use filature::doc::Document;
use filature::entity::EntityFinder;
use filature::graph::Graph;
use filature::pipeline::Pipeline;
use filature::relation::FactFinder;
use std::hint::black_box;

const ARTICLE: &str = include_str!("article.txt");

fn pipeline(c: &mut Criterion) {
    let data = DataFiles::embedded();
    c.bench_function("load", |b| b.iter(|| Pipeline::new(black_box(&data)).unwrap()));

    let pipeline = Pipeline::new(&data).unwrap();
    let (names, rules) = (EntityFinder::new(&data).unwrap(), FactFinder::new(&data).unwrap());
    let document = Document::new("article", ARTICLE);
    let tokens = pipeline.segmenter().segment(&document);
    let tags = pipeline.models().tag(&document, &tokens);
    let trees = pipeline.models().parse(&document, &tokens, &tags);
    let entities = names.find(&document, &tokens, &tags, trees.as_ref());
    let facts = rules.find(&document, &tokens, &tags, trees.as_ref(), &entities);

    let mut group = c.benchmark_group("words");
    group.throughput(Throughput::Elements(tokens.words.len() as u64));
    group.bench_function("text", |b| b.iter(|| pipeline.segmenter().segment(black_box(&document))));
    group.bench_function("tag", |b| b.iter(|| pipeline.models().tag(black_box(&document), &tokens)));
    group.bench_function("parse", |b| {
        b.iter(|| pipeline.models().parse(black_box(&document), &tokens, &tags))
    });
    group.bench_function("entity", |b| {
        b.iter(|| names.find(black_box(&document), &tokens, &tags, trees.as_ref()))
    });
    group.bench_function("relation", |b| {
        b.iter(|| rules.find(black_box(&document), &tokens, &tags, trees.as_ref(), &entities))
    });
    group.bench_function("graph", |b| {
        b.iter(|| Graph::of_document(black_box(&document), &tokens, &entities, &facts, pipeline.ontology()))
    });
    group.bench_function("article", |b| b.iter(|| pipeline.graph(black_box(&document))));
    group.finish();
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
