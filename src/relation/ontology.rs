//! The relations: `data/ontology.toml`.

use crate::data::{DataError, DataFiles};
use crate::doc::EntityType;
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = "ontology.toml";

/// The relations in force, with the kinds of their attributes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ontology {
    version: u32,
    attributes: BTreeMap<String, AttributeKind>,
    #[serde(default, rename = "attribute-labels")]
    attribute_labels: BTreeMap<String, String>,
    #[serde(rename = "relation")]
    relations: Vec<RelationType>,
}

/// What an attribute holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum AttributeKind {
    Money,
    Percent,
    Duration,
    Date,
    Words,
    Entity,
}

/// A relation's entry in the ontology.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationType {
    /// Its name in the graph: `holds-stake-in`.
    pub name: String,
    /// Types that its subject may have.
    pub subject: Vec<EntityType>,
    /// Types that its object may have.
    pub object: Vec<EntityType>,
    /// Whether it has no direction.
    #[serde(default)]
    pub symmetric: bool,
    /// Its name read from the object.
    pub inverse: Option<String>,
    /// Attributes that an edge may carry.
    pub attributes: Vec<String>,
    /// The class of words whose bearers stand at neither end: courts hold no shares.
    pub never: Option<String>,
    /// The class of nouns whose amounts are its own, and those of the relations that share it:
    /// "une amende de 8 millions" is no price.
    pub measure: Option<String>,
    /// The class of verbs that say what its subject pays or claims: "il déboursera 26 millions".
    pub paid: Option<String>,
    /// Attributes that count only behind the predicate and before another verb: "filiale à 60 %".
    #[serde(default)]
    pub behind: Vec<String>,
    /// Attributes that count only in the predicate's own clause.
    #[serde(default)]
    pub inside: Vec<String>,
    /// Short French label for pictures: "détient".
    pub label: String,
    /// When it holds.
    pub description: String,
    /// Nearest Wikidata property.
    pub wikidata: Option<String>,
    /// Nearest schema.org term.
    pub schema: Option<String>,
}

impl Ontology {
    /// Reads `ontology.toml`.
    ///
    /// # Errors
    /// When it is no ontology of this version, or names an attribute that it does not declare.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        let text = data.text(FILE)?;
        let ontology: Ontology = toml::from_str(&text).map_err(|e| {
            let line = e.span().map(|s| text[..s.start].lines().count().max(1));
            DataError::new(FILE, line, e.message())
        })?;
        if ontology.version != 1 {
            let message = format!("expected ontology version 1, found {}", ontology.version);
            return Err(DataError::new(FILE, None, message));
        }
        let strange = ontology.attribute_labels.keys().find(|a| !ontology.attributes.contains_key(*a));
        if let Some(attribute) = strange {
            let message =
                format!("`attribute-labels` names `{attribute}`, which `attributes` does not declare");
            return Err(DataError::new(FILE, None, message));
        }
        for relation in &ontology.relations {
            let mut named = relation.attributes.iter().chain(&relation.behind).chain(&relation.inside);
            let unknown = named.find(|a| !ontology.attributes.contains_key(*a));
            if let Some(attribute) = unknown {
                let known: Vec<_> = ontology.attributes.keys().map(String::as_str).collect();
                let message = format!(
                    "relation `{}` names the attribute `{attribute}`, which is not declared; declared: {}",
                    relation.name,
                    known.join(", ")
                );
                return Err(DataError::new(FILE, None, message));
            }
        }
        Ok(ontology)
    }

    /// All relations, in the file's order.
    pub fn relations(&self) -> &[RelationType] {
        &self.relations
    }

    /// The relation of this name.
    pub fn get(&self, name: &str) -> Option<&RelationType> {
        self.relations.iter().find(|r| r.name == name)
    }

    /// French words for attributes, by name.
    pub fn attribute_labels(&self) -> &BTreeMap<String, String> {
        &self.attribute_labels
    }

    /// What the attribute of this name holds.
    pub fn attribute(&self, name: &str) -> Option<AttributeKind> {
        self.attributes.get(name).copied()
    }
}

impl RelationType {
    /// Whether the relation may stand between these types.
    pub fn allows(&self, subject: EntityType, object: EntityType) -> bool {
        self.subject.contains(&subject) && self.object.contains(&object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_ontology_holds_the_seventeen_relations() {
        let ontology = Ontology::new(&DataFiles::embedded()).unwrap();
        assert_eq!(ontology.relations().len(), 17);
        let deal = ontology.get("signs-deal-with").unwrap();
        assert!(deal.symmetric && deal.allows(EntityType::Organization, EntityType::Organization));
        assert_eq!(ontology.attribute("amount"), Some(AttributeKind::Money));
    }

    #[test]
    fn faults_name_the_place() {
        let fault = |text: &str| {
            let mut data = DataFiles::embedded();
            data.insert(FILE, text.as_bytes().to_vec());
            Ontology::new(&data).unwrap_err().to_string()
        };
        assert!(fault("version = 1\n\nrelation = 3\n").starts_with("ontology.toml:3: "));
        let undeclared = r#"
version = 1
[attributes]
stake = "percent"
[[relation]]
name = "owns"
subject = ["organization"]
object = ["organization"]
attributes = ["amount"]
label = "a"
description = "b"
"#;
        assert!(fault(undeclared).contains("`amount`, which is not declared; declared: stake"));
    }
}
