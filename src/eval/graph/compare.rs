//! One document's graph against its annotation.

use super::names::norm;
use super::{GoldDocument, GoldEntity, GoldRelation, GraphScores};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

const SYMMETRIC: [&str; 3] = ["signs-deal-with", "merges-with", "competes-with"];

/// Subject, relation, object, polarity.
type Triple = (String, String, String, bool);

fn triple(subject: &str, relation: &str, object: &str, modality: &str) -> Triple {
    let (mut s, mut o) = (subject.to_owned(), object.to_owned());
    if SYMMETRIC.contains(&relation) && o < s {
        std::mem::swap(&mut s, &mut o);
    }
    (s, relation.to_owned(), o, modality == "negated")
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or("")
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Which gold entity each node stands for; and of each entity the one node that counts.
struct Alignment<'v> {
    every: BTreeMap<&'v str, &'v str>,
    best: BTreeMap<&'v str, &'v str>,
}

impl<'v> Alignment<'v> {
    fn new(entities: &'v [GoldEntity], nodes: &'v [Value]) -> Self {
        let mut pairs = Vec::new();
        for node in nodes {
            let label = norm(text(node, "label"));
            let mut got: BTreeSet<String> =
                list(node, "aliases").iter().filter_map(Value::as_str).map(norm).collect();
            got.insert(label.clone());
            got.remove("");
            for entity in entities {
                let names: BTreeSet<String> = entity.names.iter().map(|n| norm(n)).collect();
                let shared = got.intersection(&names).count();
                if shared > 0 {
                    let by_label = names.contains(&label);
                    pairs.push((!by_label, usize::MAX - shared, text(node, "id"), entity.id.as_str()));
                }
            }
        }
        pairs.sort();
        let (mut every, mut best, mut taken) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        for &(_, _, node, entity) in &pairs {
            if !every.contains_key(node) && taken.insert(entity) {
                every.insert(node, entity);
                best.insert(node, entity);
            }
        }
        for &(_, _, node, entity) in &pairs {
            every.entry(node).or_insert(entity);
        }
        Self { every, best }
    }

    fn of(&self, node: &'v str) -> &'v str {
        self.every.get(node).copied().unwrap_or(node)
    }
}

/// Compares; what is wrong or missed goes to `errors`.
pub(super) fn document(gold: &GoldDocument, graph: &Value, errors: &mut Vec<String>) -> GraphScores {
    let nodes = list(graph, "nodes");
    let edges = list(graph, "edges");
    let alignment = Alignment::new(&gold.entities, nodes);
    let mut scores = GraphScores::default();
    score_nodes(gold, nodes, edges, &alignment, &mut scores, errors);
    score_triples(gold, nodes, edges, &alignment, &mut scores, errors);
    scores
}

/// Whether each edge is right; `None` where the gold marks it optional.
pub(super) fn judge(gold: &GoldDocument, graph: &Value) -> Vec<Option<bool>> {
    let alignment = Alignment::new(&gold.entities, list(graph, "nodes"));
    let (mut wanted, mut optional) = (BTreeSet::new(), BTreeSet::new());
    for r in &gold.relations {
        let t = triple(&r.s, &r.r, &r.o, &r.modality);
        if r.optional {
            optional.insert(t)
        } else {
            wanted.insert(t)
        };
    }
    let edges = list(graph, "edges").iter().map(|e| {
        let (s, o) = (alignment.of(text(e, "source")), alignment.of(text(e, "target")));
        let t = triple(s, text(e, "relation"), o, modality(e));
        (wanted.contains(&t) || !optional.contains(&t)).then(|| wanted.contains(&t))
    });
    edges.collect()
}

fn score_nodes(
    gold: &GoldDocument,
    nodes: &[Value],
    edges: &[Value],
    alignment: &Alignment,
    scores: &mut GraphScores,
    errors: &mut Vec<String>,
) {
    let entity = |id: &str| gold.entities.iter().find(|e| e.id == id).expect("aligned to an entity");
    let used = |id: &str| edges.iter().any(|e| text(e, "source") == id || text(e, "target") == id);
    for node in nodes {
        let (id, kind, label) = (text(node, "id"), text(node, "type"), text(node, "label"));
        match alignment.best.get(id).map(|e| entity(e)) {
            None => {
                let duplicate = alignment.every.get(id).is_some_and(|e| entity(e).optional);
                if duplicate || kind == "product" && !used(id) {
                    continue;
                }
                scores.nodes.entry(kind.into()).or_default().wrong += 1;
                errors.push(format!("{}\tnode+\t{kind}\t{label}", gold.id));
            }
            Some(e) if e.optional => {}
            Some(e) if e.kind != kind => {
                scores.nodes.entry(kind.into()).or_default().wrong += 1;
                scores.nodes.entry(e.kind.clone()).or_default().missed += 1;
                errors.push(format!("{}\tnode~\t{kind} for {}\t{label}", gold.id, e.kind));
            }
            Some(_) => scores.nodes.entry(kind.into()).or_default().right += 1,
        }
    }
    let found: BTreeSet<&str> = alignment.best.values().copied().collect();
    for e in gold.entities.iter().filter(|e| !e.optional && !found.contains(e.id.as_str())) {
        scores.nodes.entry(e.kind.clone()).or_default().missed += 1;
        errors.push(format!("{}\tnode-\t{}\t{}", gold.id, e.kind, e.names.first().map_or("", |n| n)));
    }
}

fn score_triples(
    gold: &GoldDocument,
    nodes: &[Value],
    edges: &[Value],
    alignment: &Alignment,
    scores: &mut GraphScores,
    errors: &mut Vec<String>,
) {
    let (mut wanted, mut optional) = (BTreeMap::<Triple, &GoldRelation>::new(), BTreeSet::new());
    for r in &gold.relations {
        let t = triple(&r.s, &r.r, &r.o, &r.modality);
        if r.optional {
            optional.insert(t);
        } else {
            wanted.insert(t, r);
        }
    }
    let none = Map::new();
    let attributes = |e: &Value| e["attributes"].as_object().cloned().unwrap_or_else(|| none.clone());
    let mut got: BTreeMap<Triple, &Value> = BTreeMap::new();
    for e in edges {
        let (s, o) = (alignment.of(text(e, "source")), alignment.of(text(e, "target")));
        let t = triple(s, text(e, "relation"), o, modality(e));
        let fuller = |known: &&Value| attributes(e).len() > attributes(known).len();
        if got.get(&t).is_none_or(fuller) {
            got.insert(t, e);
        }
    }
    let show = |t: &Triple| {
        let label = |id: &str| {
            let entity = gold.entities.iter().find(|e| e.id == id).and_then(|e| e.names.first());
            let node = || nodes.iter().find(|n| text(n, "id") == id).map(|n| text(n, "label").to_owned());
            entity.cloned().or_else(node).unwrap_or_else(|| id.to_owned())
        };
        let polarity = if t.3 { " (negated)" } else { "" };
        format!("{} {} {}{polarity}", label(&t.0), t.1, label(&t.2))
    };
    for (t, e) in &got {
        let confidence = (e["confidence"].as_f64().unwrap_or(0.0) * 1000.0).round() as u16;
        if let Some(want) = wanted.get(t) {
            scores.relations.entry(t.1.clone()).or_default().right += 1;
            scores.confidences.push((confidence, true));
            let same = modality(e) == want.modality;
            *(if same { &mut scores.modality.right } else { &mut scores.modality.missed }) += 1;
            let have = attributes(e);
            for (name, value) in &want.attrs {
                let tally = scores.attributes.entry(name.clone()).or_default();
                if attribute_fits(name, value, have.get(name), alignment) {
                    tally.right += 1;
                } else {
                    tally.missed += 1;
                    let found = have.get(name).map_or("none".to_owned(), Value::to_string);
                    errors.push(format!(
                        "{}\tattr\t{}\t{name}: want {value}, got {found}",
                        gold.id,
                        show(t)
                    ));
                }
            }
            for name in have.keys().filter(|n| matches!(n.as_str(), "amount" | "stake")) {
                if !want.attrs.contains_key(name) {
                    scores.attributes.entry(name.clone()).or_default().wrong += 1;
                }
            }
        } else if !optional.contains(t) {
            scores.relations.entry(t.1.clone()).or_default().wrong += 1;
            scores.confidences.push((confidence, false));
            errors.push(format!("{}\ttriple+\t{}", gold.id, show(t)));
        }
    }
    for t in wanted.keys().filter(|t| !got.contains_key(*t)) {
        scores.relations.entry(t.1.clone()).or_default().missed += 1;
        errors.push(format!("{}\ttriple-\t{}", gold.id, show(t)));
    }
    let pair = |t: &Triple| if t.0 < t.2 { (t.0.clone(), t.2.clone()) } else { (t.2.clone(), t.0.clone()) };
    let have: BTreeSet<_> = got.keys().map(pair).collect();
    let want: BTreeSet<_> = wanted.keys().map(pair).collect();
    let may: BTreeSet<_> = optional.iter().map(pair).collect();
    scores.pairs.right += have.intersection(&want).count();
    scores.pairs.wrong += have.iter().filter(|p| !want.contains(p) && !may.contains(p)).count();
    scores.pairs.missed += want.difference(&have).count();
}

fn modality(edge: &Value) -> &str {
    edge["modality"].as_str().unwrap_or("asserted")
}

fn attribute_fits(name: &str, want: &Value, got: Option<&Value>, alignment: &Alignment) -> bool {
    let Some(got) = got.filter(|g| !g.is_null()) else { return false };
    match name {
        "seller" | "buyer" => got.as_str().map(|g| alignment.of(g)) == want.as_str(),
        "amount" | "stake" => number_fits(want, got),
        "role" | "product" | "round" | "quantity" => {
            let (a, b) = (norm(&plain(want)), norm(&plain(got)));
            !a.is_empty() && !b.is_empty() && (a.contains(&b) || b.contains(&a))
        }
        _ => plain(want) == plain(got),
    }
}

/// The same figure, to a millionth, and the same currency.
fn number_fits(want: &Value, got: &Value) -> bool {
    let (want, got) = match (want, got) {
        (Value::Object(w), Value::Object(g)) => {
            if w.get("currency") != g.get("currency") {
                return false;
            }
            (w.get("value").cloned().unwrap_or_default(), g.get("value").cloned().unwrap_or_default())
        }
        (Value::Object(_), _) => return false,
        _ => (want.clone(), got.clone()),
    };
    let number = |v: &Value| v.as_f64().or_else(|| v.as_str().and_then(|s| s.parse().ok()));
    match (number(&want), number(&got)) {
        (Some(w), Some(g)) => (w - g).abs() <= 1e-6 * w.abs().max(1.0),
        _ => false,
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
