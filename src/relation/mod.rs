//! Ontology, patterns, modality, attribution and attributes → facts.

mod anaphora;
mod antecedent;
mod attribute;
mod attribution;
mod bind;
mod chunk;
mod clause;
mod completion;
mod confidence;
mod echo;
mod fill;
mod gapping;
mod implicit;
mod kin;
mod lexicon;
mod list;
mod matcher;
mod mend;
mod modality;
mod noun;
mod ontology;
mod pattern;
mod prepositions;
mod price;
mod said;
mod share;
mod slot;
mod spokesman;
mod status;
mod suggest;
mod topic;
mod trace;
mod tree;
mod unit;
mod wording;

pub use confidence::{Bond, Calibration, End, Grounds, Reference, Weights};
pub use implicit::{FILE as IMPLICIT, Missing, Question, terms as implicit_terms};
pub use lexicon::Classes;
pub use ontology::{AttributeKind, Ontology, RelationType};
pub use pattern::{Completion, Consequence, ECHO, Example, Frame, Patterns, PredicateKind, Replaced};
pub use slot::{Path, Slot, SlotExpr};
pub use suggest::Suggestion;
pub use trace::{NearMiss, Outcome, Told};

use crate::data::{DataError, DataFiles};
use crate::doc::{
    AttributeValue, Confidence, Document, Entities, EntityIdx, Evidence, Fact, MentionIdx, MentionKind,
    Modality, Sentence, SentenceIdx, Tags, Tokens, Trees, ValueIdx,
};
use clause::Clauses;
use implicit::Firsts;
use matcher::Found;
use prepositions::Prepositions;
use trace::Trace;
use unit::Layers;

/// Finds facts by the patterns in force. Immutable, shared by all threads.
#[derive(Debug)]
pub struct FactFinder {
    ontology: Ontology,
    patterns: Patterns,
    classes: Classes,
    prepositions: Prepositions,
    calibration: Calibration,
    implicit: implicit::Implicit,
}

/// Facts, with what nearly was one.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// What [`FactFinder::find`] gives.
    pub facts: Vec<Fact>,
    /// What the confidence of each fact rests on.
    pub grounds: Vec<Grounds>,
    /// Frames whose predicate stands in the text and that made no fact.
    pub near_misses: Vec<NearMiss>,
    /// Bindings that the ontology's signatures refused.
    pub violations: usize,
    /// Who could be an end that is not said.
    pub questions: Vec<Question>,
    /// What every frame said, before those that say the same became one fact.
    pub told: Vec<Told>,
}

impl FactFinder {
    /// Reads the ontology, the classes and all pattern files.
    ///
    /// # Errors
    /// When a data file is missing or wrong: the first fault. [`FactFinder::faults`] gives all.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        let ontology = Ontology::new(data)?;
        let classes = Classes::new(data)?;
        let patterns =
            Patterns::new(data, &ontology, &classes).map_err(|mut faults| faults.swap_remove(0))?;
        let prepositions = Prepositions::new(&classes);
        let calibration = Calibration::new(data)?;
        let implicit = implicit::Implicit::new(data, &ontology, &patterns)?;
        Ok(Self { ontology, patterns, classes, prepositions, calibration, implicit })
    }

    /// All faults of the data files, in order.
    pub fn faults(data: &DataFiles) -> Vec<DataError> {
        let loaded = Ontology::new(data).and_then(|o| Ok((o, Classes::new(data)?)));
        match loaded {
            Ok((ontology, classes)) => {
                let mut faults = Patterns::new(data, &ontology, &classes).err().unwrap_or_default();
                faults.extend(Calibration::new(data).err());
                faults
            }
            Err(fault) => vec![fault],
        }
    }

    /// The relations in force.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// The patterns in force.
    pub fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// Which sentences may hold a fact, so that a tree of them is of use.
    pub fn worth_parsing(
        &self,
        document: &Document,
        tokens: &Tokens,
        tags: &Tags,
        entities: &Entities,
    ) -> Vec<bool> {
        let index = Index::new(tokens, entities);
        let layers = index.layers(document, tokens, tags, entities);
        tokens
            .sentences
            .iter()
            .map(|s| self.worth_it(&layers, &index, s) && index.parties(entities, s))
            .collect()
    }

    /// What the document says, in order of the text.
    pub fn find(
        &self,
        document: &Document,
        tokens: &Tokens,
        tags: &Tags,
        trees: Option<&Trees>,
        entities: &Entities,
    ) -> Vec<Fact> {
        self.run(document, tokens, tags, trees, entities, &mut Trace::default()).0
    }

    /// The same facts, with what nearly matched and why not.
    pub fn explain(
        &self,
        document: &Document,
        tokens: &Tokens,
        tags: &Tags,
        trees: Option<&Trees>,
        entities: &Entities,
    ) -> Explanation {
        let mut trace = Trace { keep: true, ..Trace::default() };
        let (facts, grounds) = self.run(document, tokens, tags, trees, entities, &mut trace);
        let violations = trace.violations;
        let questions = std::mem::take(&mut trace.questions);
        let told = std::mem::take(&mut trace.told);
        Explanation { facts, grounds, near_misses: trace.near_misses(tokens), violations, told, questions }
    }

    /// The predicates that bind two entities in one sentence, the surest first: the start of a
    /// pattern.
    pub fn suggest(
        &self,
        document: &Document,
        tokens: &Tokens,
        tags: &Tags,
        trees: Option<&Trees>,
        entities: &Entities,
        [subject, object]: [EntityIdx; 2],
    ) -> Vec<Suggestion> {
        let index = Index::new(tokens, entities);
        let layers = index.layers(document, tokens, tags, entities);
        let sentences = tokens.sentences.iter().enumerate();
        let found = sentences.flat_map(|(at, sentence)| {
            let chunks = chunk::chunk(&layers, &self.prepositions, sentence);
            let homes = chunks.homes(sentence);
            let clauses = Clauses {
                layers,
                chunks: &chunks,
                classes: &self.classes,
                trees,
                last: None,
                sentence: SentenceIdx::from(at),
                first: sentence.words.start,
                homes: &homes,
                kin: &[],
                topic: None,
                authority: None,
                told: &[],
                firsts: Firsts::default(),
            };
            suggest::suggest(&clauses, subject, object)
        });
        found.collect()
    }

    fn run(
        &self,
        document: &Document,
        tokens: &Tokens,
        tags: &Tags,
        trees: Option<&Trees>,
        entities: &Entities,
        trace: &mut Trace,
    ) -> (Vec<Fact>, Vec<Grounds>) {
        let index = Index::new(tokens, entities);
        let layers = index.layers(document, tokens, tags, entities);
        let authority = |e| self.classes.marks(entities.entity(e), "authority-name");
        let topics = topic::topics(document, tokens, entities, authority);
        let mut facts: Vec<Fact> = Vec::new();
        let mut grounds = Vec::new();
        let kin = kin::kin(entities);
        let firsts = implicit::firsts(&entities.mentions, |e| entities.entity(e).kind);
        let mut before: Vec<(EntityIdx, EntityIdx, smol_str::SmolStr)> = Vec::new();
        for (at, sentence) in tokens.sentences.iter().enumerate() {
            let here = SentenceIdx::from(at);
            let worth_it = self.worth_it(&layers, &index, sentence);
            let priced = sentence.words.range().any(|w| index.values[w].is_some())
                && price::may_tell(&layers, &self.classes, &self.ontology, sentence, here, &facts);
            if !worth_it && !priced {
                continue;
            }
            let chunks = chunk::chunk(&layers, &self.prepositions, sentence);
            let homes = chunks.homes(sentence);
            let clauses = Clauses {
                layers,
                chunks: &chunks,
                classes: &self.classes,
                trees: trees.filter(|_| worth_it && index.parties(entities, sentence)),
                last: last(&facts, SentenceIdx::from(at)),
                told: &before,
                firsts,
                sentence: SentenceIdx::from(at),
                first: sentence.words.start,
                homes: &homes,
                kin: &kin,
                topic: topics[at][0],
                authority: topics[at][1],
            };
            if !worth_it {
                price::tell(&clauses, &self.patterns, &self.ontology, here, &mut facts);
                continue;
            }
            let told = matcher::relations(&clauses, &self.patterns, &self.ontology, &self.implicit, trace);
            let found = told.found;
            let triggers: Vec<usize> = found.iter().map(|f| f.place.trigger).collect();
            anaphora::take_up(
                &clauses,
                &self.patterns,
                &self.ontology,
                here,
                &triggers,
                &mut facts,
                &mut grounds,
            );
            let amount = |f: &matcher::Found| f.attributes.contains_key(price::AMOUNT);
            if priced && !found.iter().any(amount) {
                price::tell(&clauses, &self.patterns, &self.ontology, here, &mut facts);
            }
            if found.is_empty() && told.echoes.is_empty() {
                continue;
            }
            let attribution = clauses.attribution();
            let first = facts.len();
            for f in &found {
                let evidence = Evidence {
                    sentence: SentenceIdx::from(at),
                    span: sentence.span,
                    trigger: tokens.span(f.trigger),
                    cue: f.reading.cue.map(|w| tokens.span(w)),
                    rule: f.frame.id.clone(),
                    attribution: attribution.clone(),
                };
                let fact = fact(f, evidence);
                self.add(&mut facts, &mut grounds, first, fact, f.grounds.clone());
            }
            self.consequences(&mut facts, &mut grounds, first);
            facts[first..].iter_mut().for_each(|f| status::settle(&self.ontology, f));
            anaphora::under_contract(
                &clauses,
                &self.patterns,
                &self.ontology,
                &triggers,
                first,
                &mut facts,
                &mut grounds,
            );
            for e in &told.echoes {
                let evidence = Evidence {
                    sentence: here,
                    span: sentence.span,
                    trigger: tokens.span(e.trigger),
                    cue: e.reading.cue.map(|w| tokens.span(w)),
                    rule: e.frame.id.clone(),
                    attribution: attribution.clone(),
                };
                echo::take(e, evidence, &self.ontology, entities, &mut facts, &mut grounds);
            }
            before.extend(facts[first..].iter().map(|f| (f.subject, f.object, f.relation.clone())));
        }
        completion::complete(&self.patterns, &self.ontology, &mut facts);
        for (fact, grounds) in facts.iter_mut().zip(&grounds) {
            fact.confidence = self.calibration.confidence(grounds);
        }
        (facts, grounds)
    }

    /// Whether a sentence holds two things to relate, counting the owner behind a possessive.
    fn worth_it(&self, layers: &Layers, index: &Index, sentence: &Sentence) -> bool {
        let words = sentence.words.range();
        let mentions = index.names[words.clone()]
            .iter()
            .chain(&index.nominals[words.clone()])
            .filter(|m| m.is_some())
            .count();
        let valued = index.values[words.clone()].iter().any(Option::is_some);
        (mentions > 0 || valued)
            && words.into_iter().any(|w| matcher::triggers(layers, &self.patterns, w.into()))
    }

    /// "X cède Z à Y": Y acquires Z.
    fn consequences(&self, facts: &mut Vec<Fact>, grounds: &mut Vec<Grounds>, first: usize) {
        let mut more = Vec::new();
        for (fact, grounds) in facts[first..].iter().zip(&grounds[first..]) {
            for c in self.patterns.consequences.iter().filter(|c| c.relation == fact.relation) {
                let Some(AttributeValue::Entity(other)) = fact.attributes.get(&c.attribute) else {
                    continue;
                };
                let minor = matcher::minority(&fact.attributes);
                let then = c.minority.as_ref().filter(|_| minor).unwrap_or(&c.then);
                let Some(relation) = self.ontology.get(then) else { continue };
                let mut attributes = fact.attributes.clone();
                attributes.remove(&c.attribute);
                attributes.insert(c.back.clone(), AttributeValue::Entity(fact.subject));
                attributes.retain(|name, _| relation.attributes.iter().any(|a| a == name));
                let why = Grounds { relation: then.clone(), ..grounds.clone() };
                more.push((
                    Fact { subject: *other, relation: then.clone(), attributes, ..fact.clone() },
                    why,
                ));
            }
        }
        for (fact, why) in more {
            self.add(facts, grounds, first, fact, why);
        }
    }

    /// Adds a fact of the same sentence, or makes one of the two: the surer wording stands,
    /// attributes add up.
    fn add(
        &self,
        facts: &mut Vec<Fact>,
        grounds: &mut Vec<Grounds>,
        first: usize,
        fact: Fact,
        mut why: Grounds,
    ) {
        let negated = |f: &Fact| f.modality == Modality::Negated;
        let same = facts[first..].iter_mut().zip(&mut grounds[first..]).find(|(f, _)| {
            f.relation == fact.relation
                && f.subject == fact.subject
                && f.object == fact.object
                && negated(f) == negated(&fact)
        });
        match same {
            Some((known, known_why)) => {
                for (name, value) in fact.attributes {
                    known.attributes.entry(name).or_insert(value);
                }
                why.agreed = known_why.agreed || known_why.rule != why.rule;
                known_why.agreed = why.agreed;
                if self.calibration.confidence(&why) > self.calibration.confidence(known_why) {
                    *known_why = why;
                }
            }
            None => {
                facts.push(fact);
                grounds.push(why);
            }
        }
    }
}

fn fact(f: &Found, evidence: Evidence) -> Fact {
    Fact {
        subject: f.subject,
        relation: f.relation.clone(),
        object: f.object,
        modality: f.reading.modality,
        confidence: Confidence::CERTAIN,
        attributes: f.attributes.clone(),
        evidence,
    }
}

/// The ends of the last fact, object first, where it is told in the last sentences.
fn last(facts: &[Fact], here: SentenceIdx) -> Option<[EntityIdx; 2]> {
    const REACH: u32 = 2;
    let fact = facts.last().filter(|f| here.0 - f.evidence.sentence.0 <= REACH)?;
    // The first of its sentence: the main clause.
    let fact = facts.iter().find(|f| f.evidence.sentence == fact.evidence.sentence)?;
    Some([fact.object, fact.subject])
}

/// Mentions and values by word.
struct Index {
    names: Vec<Option<MentionIdx>>,
    nominals: Vec<Option<MentionIdx>>,
    values: Vec<Option<ValueIdx>>,
}

impl Index {
    fn layers<'a>(
        &'a self,
        document: &'a Document,
        tokens: &'a Tokens,
        tags: &'a Tags,
        entities: &'a Entities,
    ) -> Layers<'a> {
        let (names, nominals, values) = (&self.names, &self.nominals, &self.values);
        Layers { document, tokens, tags, entities, names, nominals, values }
    }

    /// Whether a sentence speaks of two entities: what the tree of one with fewer says binds nothing.
    fn parties(&self, entities: &Entities, sentence: &Sentence) -> bool {
        let words = sentence.words.range();
        let mentions = self.names[words.clone()].iter().chain(&self.nominals[words]).flatten();
        let mut spoken = mentions.map(|&m| entities.mention(m).entity);
        spoken.next().is_some_and(|first| spoken.any(|other| other != first))
    }

    fn new(tokens: &Tokens, entities: &Entities) -> Self {
        let words = tokens.words.len();
        let mut index =
            Index { names: vec![None; words], nominals: vec![None; words], values: vec![None; words] };
        for (i, mention) in entities.mentions.iter().enumerate() {
            let at = MentionIdx::from(i);
            match mention.kind {
                MentionKind::Nominal => {
                    index.nominals[mention.head.index()].get_or_insert(at);
                }
                _ => {
                    for word in mention.words.range() {
                        index.names[word].get_or_insert(at);
                    }
                }
            }
        }
        for (i, value) in entities.values.iter().enumerate() {
            index.values[value.words.start.index()] = Some(ValueIdx::from(i));
        }
        index
    }
}
