//! Bytes a second of each format that is written line by line, and of reading and merging,
//! on a made graph of 20,000 edges.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use filature::data::DataFiles;
use filature::export::{self, Format, Options};
use filature::graph::Graph;
use filature::relation::Ontology;
use std::fmt::Write;
use std::hint::black_box;

const NODES: usize = 5_000;
const EDGES: usize = 20_000;

fn graph() -> Graph {
    let mut json = String::from(
        r#"{"directed":true,"multigraph":true,"graph":{"format":"filature-graph","version":1,"generator":"bench","documents":[]},"nodes":["#,
    );
    for n in 0..NODES {
        let comma = if n > 0 { "," } else { "" };
        write!(
            json,
            r#"{comma}{{"id":"organization/societe-{n}","label":"Société {n}","type":"organization","aliases":[],"mentions":[{{"document":"d{}","start":0,"end":9,"text":"Société {n}","kind":"name"}}]}}"#,
            n % 100
        )
        .unwrap();
    }
    json.push_str("],\"edges\":[");
    for n in 0..EDGES {
        let (comma, from, to) = (if n > 0 { "," } else { "" }, n % NODES, (n * 7 + n / NODES + 1) % NODES);
        write!(
            json,
            r#"{comma}{{"source":"organization/societe-{from}","target":"organization/societe-{to}","key":"buys-from","relation":"buys-from","modality":"asserted","confidence":0.9,"attributes":{{"amount":{{"value":1{n}000,"currency":"EUR"}}}},"evidence":[{{"document":"d{}","sentence":3,"start":120,"end":200,"quote":"La Société {from} a commandé à la Société {to} pour {n} 000 euros de câbles.","trigger":"commandé","rule":"buys-from/commander","source":null}}]}}"#,
            n % 100
        )
        .unwrap();
    }
    json.push_str("]}");
    Graph::from_json(&json).unwrap()
}

fn formats(c: &mut Criterion) {
    let graph = graph();
    let ontology = Ontology::new(&DataFiles::embedded()).unwrap();
    let options = Options::new(&ontology);
    let mut group = c.benchmark_group("export");
    for format in Format::ALL.into_iter().filter(|f| *f != Format::Svg) {
        let mut out = Vec::new();
        export::write(&graph, format, &options, &mut out).unwrap();
        group.throughput(Throughput::Bytes(out.len() as u64));
        group.bench_function(format.name(), |b| {
            b.iter(|| {
                out.clear();
                export::write(&graph, format, &options, &mut out).unwrap();
            });
        });
    }
    group.finish();
    let json = graph.to_json();
    let mut group = c.benchmark_group("graph");
    group.throughput(Throughput::Bytes(json.len() as u64));
    group.bench_function("read", |b| b.iter(|| Graph::from_json(black_box(&json)).unwrap()));
    group.bench_function("merge with itself", |b| {
        b.iter_batched(
            || (graph.clone(), graph.clone()),
            |(mut all, other)| {
                all.merge(other);
                all
            },
            criterion::BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = formats
}
criterion_main!(benches);
