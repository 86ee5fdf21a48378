//! Speed of `Segmenter::segment` and of loading its lists, one thread.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use filature::data::DataFiles;
use filature::doc::Document;
use filature::text::Segmenter;
use std::hint::black_box;

/// An article of our own: quotes, amounts, abbreviations, names, glue.
const ARTICLE: &str = include_str!("article.txt");

fn text(c: &mut Criterion) {
    let data = DataFiles::embedded();
    let segmenter = Segmenter::new(&data).expect("the embedded lists are right");
    let one = Document::new("one", ARTICLE);
    let many = Document::new("many", format!("{ARTICLE}\n").repeat(400));
    let mut group = c.benchmark_group("text");
    for (name, document) in [("article", &one), ("megabyte", &many)] {
        group.throughput(Throughput::Bytes(document.text.len() as u64));
        group.bench_function(name, |b| b.iter(|| segmenter.segment(black_box(document))));
    }
    group.finish();
    c.bench_function("text/load", |b| b.iter(|| Segmenter::new(black_box(&data))));
}

criterion_group!(benches, text);
criterion_main!(benches);
