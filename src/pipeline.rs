//! All stages, in order.

use crate::data::{DataError, DataFiles};
use crate::doc::{Document, Entities, Fact, Tags, Tokens, Trees};
use crate::entity::{EntityFinder, proper};
use crate::graph::Graph;
use crate::relation::{Explanation, FactFinder, Grounds, Ontology};
use crate::syntax::Models;
use crate::text::Segmenter;

/// The whole way from a document to its graph. Immutable, shared by all threads.
#[derive(Debug)]
pub struct Pipeline {
    segmenter: Segmenter,
    models: Models,
    entities: EntityFinder,
    facts: FactFinder,
}

/// All layers of one document.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// Sentences, tokens, words.
    pub tokens: Tokens,
    /// Parts of speech, morphology, lemmas.
    pub tags: Tags,
    /// Dependency trees, where a parser is loaded.
    pub trees: Option<Trees>,
    /// Mentions, entities, values.
    pub entities: Entities,
    /// What the document says.
    pub facts: Vec<Fact>,
}

impl Pipeline {
    /// Loads every stage.
    ///
    /// # Errors
    /// When a data file is missing or wrong.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        Ok(Self {
            segmenter: Segmenter::new(data)?,
            models: Models::new(data)?,
            entities: EntityFinder::new(data)?,
            facts: FactFinder::new(data)?,
        })
    }

    /// Lays all layers over a document.
    pub fn analyse(&self, document: &Document) -> Analysis {
        let tokens = self.segmenter.segment(document);
        let mut tags = self.models.tag(document, &tokens);
        let entities = self.entities.find(document, &tokens, &tags, None);
        proper::correct(document, &tokens, &entities, &mut tags);
        let trees = self.models.parse(document, &tokens, &tags);
        let facts = self.facts.find(document, &tokens, &tags, trees.as_ref(), &entities);
        Analysis { tokens, tags, trees, entities, facts }
    }

    /// The same layers, with what the facts rest on and what nearly was one.
    pub fn explain(&self, document: &Document) -> (Analysis, Explanation) {
        let layers = self.analyse(document);
        let Analysis { tokens, tags, trees, entities, .. } = &layers;
        let explanation = self.facts.explain(document, tokens, tags, trees.as_ref(), entities);
        (layers, explanation)
    }

    /// The same layers, with what the confidence of each fact rests on.
    pub fn grounds(&self, document: &Document) -> (Analysis, Vec<Grounds>) {
        let (mut layers, explanation) = self.explain(document);
        layers.facts = explanation.facts;
        (layers, explanation.grounds)
    }

    /// The patterns in force.
    pub fn patterns(&self) -> &crate::relation::Patterns {
        self.facts.patterns()
    }

    /// The document's graph.
    pub fn graph(&self, document: &Document) -> Graph {
        // Parsing costs more than all the rest together: only sentences that may hold a fact are
        // parsed, and the graph is the same.
        let tokens = self.segmenter.segment(document);
        let mut tags = self.models.tag(document, &tokens);
        let entities = self.entities.find(document, &tokens, &tags, None);
        proper::correct(document, &tokens, &entities, &mut tags);
        let worth = self.facts.worth_parsing(document, &tokens, &tags, &entities);
        let trees = self.models.parse_some(document, &tokens, &tags, |sentence| worth[sentence]);
        let facts = self.facts.find(document, &tokens, &tags, trees.as_ref(), &entities);
        Graph::of_document(document, &tokens, &entities, &facts, self.ontology())
    }

    /// Mentions, entities and values of a document, without its facts.
    pub fn entities(&self, document: &Document) -> Entities {
        let tokens = self.segmenter.segment(document);
        let tags = self.models.tag(document, &tokens);
        self.entities.find(document, &tokens, &tags, None)
    }

    /// Cuts text into sentences, tokens and words.
    pub fn segmenter(&self) -> &Segmenter {
        &self.segmenter
    }

    /// Tagger and parser.
    pub fn models(&self) -> &Models {
        &self.models
    }

    /// The patterns in force.
    pub fn rules(&self) -> &FactFinder {
        &self.facts
    }

    /// The relations in force.
    pub fn ontology(&self) -> &Ontology {
        self.facts.ontology()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What [`Pipeline::graph`] leaves unparsed holds no fact.
    #[test]
    fn the_graph_needs_no_more_trees() {
        let pipeline = Pipeline::new(&DataFiles::embedded()).unwrap();
        let both = |document: &Document| {
            let a = pipeline.analyse(document);
            let full = Graph::of_document(document, &a.tokens, &a.entities, &a.facts, pipeline.ontology());
            assert_eq!(pipeline.graph(document).to_json(), full.to_json());
            a
        };
        let text =
            "Soitec, détenu à 11 % par Bpifrance, a signé un contrat de 90 millions d'euros avec Nexans.";
        let a = both(&Document::new("a", text));
        assert!(a.trees.is_some() && a.facts.len() >= 2, "{:?}", a.facts);
        let articles = include_str!("../tests/relations/unseen.jsonl").lines();
        for line in articles.chain(include_str!("../tests/relations/digests.jsonl").lines()) {
            let article: serde_json::Value = serde_json::from_str(line).unwrap();
            both(&Document::new(article["id"].as_str().unwrap(), article["text"].as_str().unwrap()));
        }
    }
}
