//! Hand-made layers: documents with entities and facts, no analysis involved.
#![allow(dead_code)]

use filature::data::DataFiles;
use filature::doc::*;
use filature::graph::Graph;
use filature::relation::Ontology;

pub fn ontology() -> Ontology {
    Ontology::new(&DataFiles::embedded()).unwrap()
}

/// A document of one sentence, and what is laid over it.
pub struct Layers {
    pub document: Document,
    pub entities: Entities,
    pub facts: Vec<Fact>,
}

impl Layers {
    pub fn new(id: &str, text: &str) -> Self {
        Self { document: Document::new(id, text), entities: Entities::default(), facts: Vec::new() }
    }

    /// An entity, mentioned wherever one of its names stands in the text.
    pub fn entity(&mut self, kind: EntityType, label: &str, aliases: &[&str]) -> EntityIdx {
        let at = EntityIdx::from(self.entities.entities.len());
        let mut mentions = Vec::new();
        for name in std::iter::once(&label).chain(aliases) {
            if let Some(start) = self.document.text.find(name) {
                mentions.push(MentionIdx::from(self.entities.mentions.len()));
                self.entities.mentions.push(Mention {
                    span: ByteSpan::new(start, start + name.len()),
                    sentence: SentenceIdx(0),
                    words: WordSpan::new(0, 1),
                    head: WordIdx(0),
                    kind: MentionKind::Name,
                    entity: at,
                    finder: Finder::User,
                    confidence: Confidence::CERTAIN,
                });
            }
        }
        let aliases = aliases.iter().map(|&alias| alias.into()).collect();
        let id = node_id(kind, label).into();
        let entity = Entity { kind, id, label: label.into(), aliases, merges: vec![], mentions };
        self.entities.entities.push(entity);
        at
    }

    /// A fact that the whole text says.
    pub fn fact(
        &mut self,
        subject: EntityIdx,
        relation: &str,
        object: EntityIdx,
        modality: Modality,
        attributes: &[(&str, AttributeValue)],
    ) -> &mut Fact {
        let all = ByteSpan::new(0, self.document.text.len());
        self.facts.push(Fact {
            subject,
            relation: relation.into(),
            object,
            modality,
            confidence: Confidence::from_thousandths(930),
            attributes: attributes.iter().map(|(name, value)| ((*name).into(), value.clone())).collect(),
            evidence: Evidence {
                sentence: SentenceIdx(0),
                span: all,
                trigger: all,
                cue: None,
                rule: format!("{relation}/test").into(),
                attribution: None,
            },
        });
        self.facts.last_mut().unwrap()
    }

    pub fn graph(&self) -> Graph {
        let all = ByteSpan::new(0, self.document.text.len());
        let sentence =
            Sentence { span: all, tokens: (TokenIdx(0), TokenIdx(0)), words: WordSpan::default() };
        let tokens = Tokens { sentences: vec![sentence], ..Tokens::default() };
        Graph::of_document(&self.document, &tokens, &self.entities, &self.facts, &ontology())
    }
}

pub fn dollars(value: i64) -> AttributeValue {
    AttributeValue::Money(Money { value: value.into(), max: None, currency: "USD".into() })
}

pub fn percent(value: &str) -> AttributeValue {
    AttributeValue::Percent(value.parse().unwrap())
}

pub fn text(words: &str) -> AttributeValue {
    AttributeValue::Text(words.into())
}

/// Three entities, four facts, one of each modality.
pub fn sample() -> Layers {
    let mut layers = Layers::new("a-1", "Été : Boréal détiendra 27,5 % d'Alvéol, dit Line Roche 🦀.");
    layers.document.date = Some("2025-11-04".parse().unwrap());
    let boreal = layers.entity(EntityType::Organization, "Boréal", &[]);
    let alveol = layers.entity(EntityType::Organization, "Alvéol", &[]);
    let line = layers.entity(EntityType::Person, "Line Roche", &["Roche"]);
    let held = layers.fact(
        boreal,
        "holds-stake-in",
        alveol,
        Modality::Planned,
        &[("stake", percent("27.50")), ("amount", dollars(1_500_000_000))],
    );
    held.evidence.attribution = Some(Attribution::Entity(line));
    layers.fact(alveol, "acquires", boreal, Modality::Negated, &[("seller", AttributeValue::Entity(line))]);
    layers.fact(alveol, "acquires", boreal, Modality::Possible, &[]);
    layers.fact(boreal, "signs-deal-with", alveol, Modality::Asserted, &[("duration", text("P5Y"))]);
    layers
}
