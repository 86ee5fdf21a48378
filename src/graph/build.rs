//! One document's layers → its graph.

use super::{Document, Edge, Evidence, GENERATOR, Graph, Mention, Names, Node, SortedSet, Value};
use crate::doc::{
    self, AttributeValue, Attribution, ByteSpan, CodePoints, Entities, Fact, Modality, Tokens,
};
use crate::relation::Ontology;
use petgraph::stable_graph::NodeIndex;
use smol_str::SmolStr;
use std::collections::BTreeMap;

impl Graph {
    /// The graph of one document: a node for each entity, an edge for each relation that
    /// at least one fact states. Entities whose names differ in accents, case or
    /// punctuation alone are one node, and a fact between such two is none.
    pub fn of_document(
        document: &doc::Document,
        tokens: &Tokens,
        entities: &Entities,
        facts: &[Fact],
        ontology: &Ontology,
    ) -> Self {
        debug_assert!(facts.iter().all(|f| f.evidence.sentence.index() < tokens.sentences.len()));
        let text =
            Text { document, id: document.id.as_str().into(), points: CodePoints::new(&document.text) };
        let mut graph = Graph { generator: GENERATOR.into(), ..Graph::default() };
        graph.add_document(Document::of(document));

        let ids: Vec<SmolStr> = entities.entities.iter().map(|e| e.id.clone()).collect();
        let nodes: Vec<NodeIndex> = entities
            .entities
            .iter()
            .zip(&ids)
            .map(|(entity, id)| graph.add_entity(text.node(id, entity, entities)))
            .collect();
        for fact in facts {
            let (mut source, mut target) = (fact.subject.index(), fact.object.index());
            if ids[source] == ids[target] {
                continue;
            }
            let symmetric = ontology.get(&fact.relation).is_some_and(|r| r.symmetric);
            if symmetric && ids[target] < ids[source] {
                std::mem::swap(&mut source, &mut target);
            }
            let evidence = text.evidence(fact, entities, &ids);
            let edge = Edge {
                relation: fact.relation.clone(),
                negated: fact.modality == Modality::Negated,
                evidence: std::iter::once(evidence).collect(),
            };
            graph.add_edge(nodes[source], nodes[target], edge);
        }
        graph
    }

    /// Adds a node of the one document. A second entity with the same id lends its names to
    /// the first: a document calls a node by one label.
    fn add_entity(&mut self, mut node: Node) -> NodeIndex {
        if let (Some(held), [new]) = (self.node(&node.id), &*node.names) {
            let mut names = held.names[0].clone();
            let others = std::iter::once(&new.label).chain(&new.aliases);
            names.aliases.unite(others.filter(|&name| *name != names.label).cloned().collect());
            let at = self.nodes[&node.id];
            self.graph[at].names = std::iter::once(names.clone()).collect();
            node.names = std::iter::once(names).collect();
        }
        self.add_node(node)
    }
}

/// The document, with what is needed to point into it.
struct Text<'d> {
    document: &'d doc::Document,
    id: SmolStr,
    points: CodePoints<'d>,
}

impl Text<'_> {
    fn words(&self, span: ByteSpan) -> SmolStr {
        span.of(&self.document.text).into()
    }

    fn node(&self, id: &SmolStr, entity: &doc::Entity, entities: &Entities) -> Node {
        let mentions = entity.mentions.iter().map(|&at| {
            let mention = entities.mention(at);
            let (start, end) = self.points.span(mention.span);
            Mention {
                document: self.id.clone(),
                start,
                end,
                text: self.words(mention.span),
                kind: mention.kind,
            }
        });
        let aliases: SortedSet<SmolStr> =
            entity.aliases.iter().filter(|&alias| *alias != entity.label).cloned().collect();
        let names = Names { document: self.id.clone(), label: entity.label.clone(), aliases };
        Node {
            id: id.clone(),
            kind: entity.kind,
            names: std::iter::once(names).collect(),
            mentions: mentions.collect(),
        }
    }

    fn evidence(&self, fact: &Fact, entities: &Entities, ids: &[SmolStr]) -> Evidence {
        let said = &fact.evidence;
        let (start, end) = self.points.span(said.span);
        // An attribute without words says nothing, and tables could not tell it from none.
        let attributes: BTreeMap<SmolStr, Value> = fact
            .attributes
            .iter()
            .map(|(name, value)| (name.clone(), attribute(value, ids)))
            .filter(|(_, value)| !matches!(value, Value::Text(text) if text.trim().is_empty()))
            .collect();
        Evidence {
            document: self.id.clone(),
            start,
            end,
            sentence: said.sentence.index(),
            rule: said.rule.clone(),
            trigger: self.words(said.trigger),
            source: said.attribution.as_ref().map(|who| match who {
                Attribution::Entity(at) => entities.entity(*at).label.clone(),
                Attribution::Words(span) => self.words(*span),
            }),
            modality: fact.modality,
            confidence: fact.confidence,
            attributes,
            quote: self.words(said.span),
        }
    }
}

fn attribute(value: &AttributeValue, ids: &[SmolStr]) -> Value {
    match value {
        AttributeValue::Money(money) => Value::Money {
            value: Value::exact(money.value),
            max: money.max.map(Value::exact),
            currency: money.currency.clone(),
        },
        AttributeValue::Percent(percent) => Value::Number(Value::exact(*percent)),
        AttributeValue::Text(text) => Value::Text(text.clone()),
        AttributeValue::Entity(at) => Value::Text(ids[at.index()].clone()),
    }
}
