//! Implicit arguments: one end of a relation stands at its predicate, the other is left unsaid.
//! "Saft lui livre déjà des cellules. La livraison de Bosch est attendue en mars."
//!
//! Who is meant is a choice among all that the text has spoken of, and nobody. What speaks for
//! each (`evidence.rs`) is weighed by `data/models/implicit.tsv`, which `filature train implicit`
//! fits to annotated articles: for all frames, for the end of a relation, for that of one frame.

mod evidence;
mod surroundings;

use super::bind::Situation;
use super::clause::Clauses;
use super::confidence::Bond;
use super::matcher::{End, Found};
use super::ontology::Ontology;
use super::pattern::{Frame, Patterns};
use crate::data::{DataError, DataFiles};
use crate::doc::{ByteSpan, EntityIdx};
use crate::model::choice::{self, Evidence, Terms, UNIT};
use evidence::Asked;
pub(super) use evidence::{Firsts, firsts};
use smol_str::SmolStr;

/// Where the weights stand.
pub const FILE: &str = "models/implicit.tsv";

/// Log-odds in 256ths by which somebody must be likelier than nobody: a wrong edge costs more
/// than a missing one.
const MARGIN: i32 = UNIT;

/// Which end is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The subject.
    Subject,
    /// The object.
    Object,
}

impl Missing {
    const BOTH: [Missing; 2] = [Missing::Subject, Missing::Object];

    fn as_str(self) -> &'static str {
        match self {
            Missing::Subject => "subject",
            Missing::Object => "object",
        }
    }
}

/// A frame with one end.
#[derive(Clone, Debug)]
pub(super) struct Hole<'p> {
    pub(super) frame: &'p Frame,
    /// Its number among the frames.
    pub(super) number: usize,
    pub(super) missing: Missing,
    /// What stands at the other end: one at least.
    pub(super) bound: Vec<End>,
    /// Whether somebody stands there whom nothing resolves.
    pub(super) unknown: bool,
}

/// Who is meant, with what speaks for each.
#[derive(Clone, Debug)]
pub struct Question {
    /// The relation.
    pub relation: SmolStr,
    /// Which end of it is missing.
    pub missing: Missing,
    /// Who stands at the other end.
    pub bound: Vec<EntityIdx>,
    /// What the question is of.
    pub scopes: Vec<u16>,
    /// Who it may be; the last answer is nobody.
    pub answers: Vec<Answer>,
    /// The sentence.
    pub sentence: ByteSpan,
}

/// Somebody who may be meant, or nobody.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Who.
    pub entity: Option<EntityIdx>,
    /// What speaks for them.
    pub evidence: Evidence,
    /// The unit of the sentence that speaks of them.
    unit: Option<usize>,
}

/// Weighs implicit arguments.
#[derive(Debug)]
pub(super) struct Implicit {
    terms: Terms,
    weights: Vec<i32>,
    relations: usize,
}

/// What evidence there is, and the scopes: relations, then frames, each with the missing end.
pub fn terms(ontology: &Ontology, patterns: &Patterns) -> Terms {
    let relations = ontology.relations().iter().map(|r| r.name.as_str());
    let ends = relations.clone().chain(patterns.frames.iter().map(|f| f.id.as_str()));
    let ended = |name: &str| Missing::BOTH.map(|m| SmolStr::from(format!("{name}:{}", m.as_str())));
    let parts = std::iter::once("none".into()).chain(relations.flat_map(ended)).collect();
    Terms::with(evidence::FEATURES, [(evidence::PART_NAME.into(), parts)], ends.flat_map(ended))
}

impl Implicit {
    /// Reads the weights.
    ///
    /// # Errors
    /// When the file is wrong. Weights of frames that are not in force are passed over.
    pub(super) fn new(
        data: &DataFiles,
        ontology: &Ontology,
        patterns: &Patterns,
    ) -> Result<Self, DataError> {
        let terms = terms(ontology, patterns);
        let weights = terms.read(FILE, &data.text(FILE)?)?;
        Ok(Self { terms, weights, relations: ontology.relations().len() })
    }

    /// Who may be meant.
    pub(super) fn question(
        &self,
        clauses: &Clauses,
        situation: &Situation,
        hole: &Hole,
        ontology: &Ontology,
        found: &[Found],
    ) -> Option<Question> {
        let relation = ontology.relations().iter().position(|r| r.name == hole.frame.relation)?;
        let asked = Asked::new(clauses, situation, hole, ontology, relation, found);
        let scope = |of: usize| (1 + 2 * of + hole.missing as usize) as u16;
        Some(Question {
            relation: hole.frame.relation.clone(),
            missing: hole.missing,
            bound: hole.bound.iter().map(|e| e.0).collect(),
            scopes: vec![Terms::ALL, scope(relation), scope(self.relations + hole.number)],
            answers: asked.answers(&self.terms),
            sentence: clauses.layers.tokens.sentences[clauses.sentence.index()].span,
        })
    }

    /// Who is meant, if anybody is.
    pub(super) fn answer(&self, question: &Question) -> Option<End> {
        let score = |a: &Answer| self.terms.score(&self.weights, &question.scopes, &a.evidence);
        let scores: Vec<i32> = question.answers.iter().map(score).collect();
        let (nobody, others) = scores.split_last()?;
        let (best, _) = choice::best(others)?;
        let answer = &question.answers[best];
        let entity = answer.entity.filter(|_| scores[best] > nobody + MARGIN)?;
        Some((entity, answer.unit, Bond::Implicit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::Classes;

    #[test]
    fn scopes_are_numbered_as_questions_count_them() {
        let data = DataFiles::embedded();
        let (ontology, classes) = (Ontology::new(&data).unwrap(), Classes::new(&data).unwrap());
        let patterns = Patterns::new(&data, &ontology, &classes).unwrap();
        let terms = terms(&ontology, &patterns);
        let relations = ontology.relations();
        assert_eq!(terms.scope(&format!("{}:subject", relations[0].name)), Some(1));
        assert_eq!(terms.scope(&format!("{}:object", relations[1].name)), Some(4));
        let last = patterns.frames.len() - 1;
        let scope = (1 + 2 * (relations.len() + last) + Missing::Object as usize) as u16;
        assert_eq!(terms.scope(&format!("{}:object", patterns.frames[last].id)), Some(scope));
    }
}
