//! The weights by which the end of a relation that a sentence leaves unsaid is found: a choice
//! among all that the text has spoken of and nobody, fitted to annotated documents.

use super::choice::{self, Case, Options, Tally};
use crate::doc::{Entities, EntityIdx, MentionKind};
use crate::eval::graph::{GoldDocument, GoldRelation};
use crate::model::choice::Terms;
use crate::relation::{Missing, Ontology, Question};

/// How the weights are fitted.
const OPTIONS: Options = Options { shared: 4.0, own: 16.0, rounds: 300 };
/// Weights under this, in 256ths, are left out of the file: all of them together say little.
const LEAST: i32 = 16;
/// Articles are held out by their number, modulo this.
const FOLDS: usize = 5;

const HEAD: &str = "\
# Log-odds, in 256ths, that somebody is the end of a relation that a sentence leaves unsaid: all, a
# relation or a frame with the missing end; evidence; its value; weight. Made by `filature train implicit`
# from train/articles*.txt; do not edit.
";

/// Fits the weights and gives the file. `progress` hears how well documents held out are answered.
pub fn train(terms: &Terms, cases: &[Case], mut progress: impl FnMut(&str)) -> String {
    let prior = vec![0.0; terms.size()];
    let margins = [0.0, 0.5, 1.0];
    let mut tallies = [Tally::default(); 3];
    for fold in 0..FOLDS {
        let (inside, outside): (Vec<&Case>, Vec<&Case>) =
            cases.iter().partition(|c| c.document % FOLDS != fold);
        let weights = choice::fit(terms, &inside, &prior, OPTIONS);
        for case in outside {
            for (tally, &margin) in tallies.iter_mut().zip(&margins) {
                tally.count(case, choice::answer(terms, &weights, case, margin));
            }
        }
    }
    for (tally, margin) in tallies.iter().zip(margins) {
        progress(&format!("held out, margin {margin:.1}: {}", tally.told()));
    }
    let all: Vec<&Case> = cases.iter().collect();
    let mut weights = choice::rounded(&choice::fit(terms, &all, &prior, OPTIONS));
    weights.iter_mut().filter(|w| w.abs() < LEAST).for_each(|w| *w = 0);
    format!("{HEAD}{}", terms.write(&weights))
}

/// The questions of a document that its annotation answers. They should have been asked by a
/// program without weights of this kind.
pub fn cases(
    number: usize,
    gold: &GoldDocument,
    entities: &Entities,
    questions: Vec<Question>,
    ontology: &Ontology,
) -> Vec<Case> {
    let ids = ids(gold, entities);
    let case = |q: Question| {
        let symmetric = ontology.get(&q.relation).is_some_and(|r| r.symmetric);
        let right = right(&q, gold, &ids, symmetric)?;
        let answers = q.answers.into_iter().map(|a| a.evidence).collect();
        Some(Case { document: number, scopes: q.scopes, answers, right })
    };
    questions.into_iter().filter_map(case).collect()
}

/// The right answers; `None` where the annotation leaves it open.
fn right(q: &Question, gold: &GoldDocument, ids: &[Option<&str>], symmetric: bool) -> Option<Vec<usize>> {
    let bound: Vec<&str> = q.bound.iter().filter_map(|b| ids[b.index()]).collect();
    let told = |r: &&GoldRelation, answer: &str| {
        let (own, other) = match q.missing {
            Missing::Subject => (&r.s, &r.o),
            Missing::Object => (&r.o, &r.s),
        };
        let is = |a: &String, b: &String| a == answer && bound.contains(&b.as_str());
        r.r == q.relation && (is(own, other) || symmetric && is(other, own))
    };
    let mut right = Vec::new();
    for (at, answer) in q.answers.iter().enumerate() {
        let Some(answer) = answer.entity.and_then(|e| ids[e.index()]) else { continue };
        match gold.relations.iter().find(|r| told(r, answer)) {
            Some(r) if r.optional => return None,
            Some(_) => right.push(at),
            None => {}
        }
    }
    if right.is_empty() {
        right.push(q.answers.len() - 1);
    }
    Some(right)
}

/// The annotation's id of each entity: the one with which it shares a name.
fn ids<'g>(gold: &'g GoldDocument, entities: &Entities) -> Vec<Option<&'g str>> {
    let id = |e: usize| {
        let entity = entities.entity(EntityIdx::from(e));
        let names = entity.mentions.iter().map(|&m| entities.mention(m));
        let names: Vec<&str> = names
            .filter(|m| m.kind == MentionKind::Name)
            .map(|m| &gold.text[m.span.start as usize..m.span.end as usize])
            .collect();
        let same = |name: &String| *name == entity.label || names.contains(&name.as_str());
        let found =
            gold.entities.iter().find(|g| g.kind == entity.kind.as_str() && g.names.iter().any(same));
        found.map(|g| g.id.as_str())
    };
    (0..entities.entities.len()).map(id).collect()
}
