//! The weights by which an end that a sentence leaves unsaid is found: a choice among all that
//! were spoken of and nobody, fitted to annotated documents.

use super::choice::{self, Case, Options, Tally};
use crate::doc::{Document, Entities, EntityIdx, MentionKind};
use crate::eval::graph::{GoldDocument, GoldRelation};
use crate::model::choice::Terms;
use crate::pipeline::Pipeline;
use crate::relation::{Missing, Question, implicit_terms};

/// How the weights are fitted.
pub const OPTIONS: Options = Options { shared: 4.0, own: 16.0, rounds: 300 };
/// Weights below this, in 256ths, are left out of the file.
const LEAST: i32 = 8;

/// The questions of annotated documents with their right answers.
pub fn cases(gold: &[GoldDocument], pipeline: &Pipeline) -> Vec<(Case, Vec<bool>, Vec<String>)> {
    let mut cases = Vec::new();
    for (n, gold) in gold.iter().enumerate() {
        let mut text = Document::new(&gold.id, &*gold.text);
        text.date = gold.date.as_deref().and_then(|d| d.parse().ok());
        let (layers, questions) = pipeline.questions(&text);
        let ids = ids(gold, &layers.entities);
        for q in &questions {
            let symmetric = pipeline.ontology().get(&q.relation).is_some_and(|r| r.symmetric);
            let known = |e: EntityIdx| {
                layers.facts.iter().any(|f| {
                    let ends = [f.subject, f.object];
                    f.relation == q.relation && ends.contains(&e) && q.bound.iter().any(|b| ends.contains(b))
                })
            };
            if let Some(right) = right(q, gold, &ids, symmetric) {
                let new = q.answers.iter().map(|a| a.0.is_some_and(|e| !known(e))).collect();
                let answers = q.answers.iter().map(|a| a.1.clone()).collect();
                let label = |e: Option<EntityIdx>| e.map_or("-".to_string(), |e| layers.entities.entity(e).label.to_string());
                let told = q.answers.iter().map(|a| format!("{} {} {:?} bound {} answer {}\n    {}", gold.id, q.rule, q.missing, label(q.bound.first().copied()), label(a.0), &gold.text[q.sentence.0..q.sentence.1])).collect();
                cases.push((Case { document: n, scopes: q.scopes.clone(), answers, right }, new, told));
            }
        }
    }
    cases
}

/// The right answers; `None` where the annotation leaves it open.
fn right(q: &Question, gold: &GoldDocument, ids: &[Option<String>], symmetric: bool) -> Option<Vec<usize>> {
    let id = |e: EntityIdx| ids[e.index()].as_deref();
    let says = |r: &GoldRelation, bound: &str, answer: &str| {
        let straight = match q.missing {
            Missing::Subject => r.s == answer && r.o == bound,
            Missing::Object => r.s == bound && r.o == answer,
        };
        r.r == q.relation && (straight || symmetric && [&*r.s, &*r.o] == [answer, bound] || symmetric && [&*r.s, &*r.o] == [bound, answer])
    };
    let mut right = Vec::new();
    for (at, (answer, _)) in q.answers.iter().enumerate() {
        let Some(answer) = answer.and_then(id) else { continue };
        let mut told = gold.relations.iter().filter(|r| {
            q.bound.iter().filter_map(|&b| id(b)).any(|b| says(r, b, answer))
        });
        if let Some(r) = told.next() {
            if r.optional {
                return None;
            }
            right.push(at);
        }
    }
    if right.is_empty() {
        right.push(q.answers.len() - 1);
    }
    Some(right)
}

/// The gold id of each entity.
fn ids(gold: &GoldDocument, entities: &Entities) -> Vec<Option<String>> {
    (0..entities.entities.len())
        .map(|e| {
            let e = EntityIdx::from(e);
            let entity = entities.entity(e);
            let names: Vec<&str> = entities
                .mentions
                .iter()
                .filter(|m| m.entity == e && m.kind == MentionKind::Name)
                .map(|m| &gold.text[m.span.start as usize..m.span.end as usize])
                .collect();
            let found = gold.entities.iter().find(|g| {
                g.kind == entity.kind.as_str()
                    && g.names.iter().any(|n| *n == entity.label || names.contains(&n.as_str()))
            });
            found.map(|g| g.id.clone())
        })
        .collect()
}

/// Fits the weights and gives the file's lines.
pub fn train(gold: &[GoldDocument], pipeline: &Pipeline, options: Options, mut progress: impl FnMut(&str)) -> String {
    let terms = implicit_terms(pipeline.ontology(), pipeline.patterns());
    let cases = cases(gold, pipeline);
    progress(&format!("{} documents, {} questions", gold.len(), cases.len()));
    const FOLDS: usize = 5;
    let margins = [-0.5, 0.0, 0.5, 1.0, 1.5];
    let mut tallies = [Tally::default(); 5];
    let mut new = [(0usize, 0usize); 5];
    let mut meant = (0, 0, 0);
    let mut sizes = std::collections::BTreeMap::new();
    let prior = vec![0.0; terms.size()];
    for fold in 0..FOLDS {
        let inside: Vec<&Case> = cases.iter().map(|c| &c.0).filter(|c| c.document % FOLDS != fold).collect();
        let weights = choice::fit(&terms, &inside, &prior, options);
        for (case, fresh, told) in cases.iter().filter(|c| c.0.document % FOLDS == fold) {
            if !case.right.contains(&(case.answers.len() - 1)) {
                let a = choice::answer(&terms, &weights, case, -1000.0);
                meant.0 += 1;
                meant.1 += usize::from(case.right.contains(&a));
                meant.2 += usize::from(fresh[case.right[0]]);
                *sizes.entry(case.answers.len() - 1).or_insert(0) += 1;
            }
            for (m, margin) in margins.iter().enumerate() {
                let answer = choice::answer(&terms, &weights, case, *margin);
                tallies[m].count(case, answer);
                if m == 2 && fresh[answer] && std::env::var("SHOW").is_ok() {
                    let right: Vec<&str> = case.right.iter().map(|&r| told[r].lines().next().unwrap().split(" answer ").nth(1).unwrap()).collect();
                    println!("{} {} RIGHT {:?}", if case.right.contains(&answer) { "+" } else { "-" }, told[answer], right);
                }
                if fresh[answer] {
                    new[m].0 += 1;
                    new[m].1 += usize::from(case.right.contains(&answer));
                }
            }
        }
    }
    for (m, margin) in margins.iter().enumerate() {
        progress(&format!("held out, margin {margin:>4}: {}; new: {} told, {} right", tallies[m].told(), new[m].0, new[m].1));
    }
    progress(&format!("{meant:?} {sizes:?}"));
    let all: Vec<&Case> = cases.iter().map(|c| &c.0).collect();
    let mut weights = choice::rounded(&choice::fit(&terms, &all, &prior, options));
    weights.iter_mut().filter(|w| w.abs() < LEAST).for_each(|w| *w = 0);
    format!("{HEAD}{}", written(&terms, &weights))
}

fn written(terms: &Terms, weights: &[i32]) -> String {
    terms.write(weights)
}

const HEAD: &str = "\
# Log-odds, in 256ths, that an entity is the end of a relation that the sentence leaves unsaid:
# relation or frame with the missing end, feature, value, weight. Made by `filature train implicit`; do not edit.
";
