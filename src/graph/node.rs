//! Nodes: entities, as all documents together know them.

use super::set::SortedSet;
use crate::doc::{EntityType, MentionKind};
use smol_str::SmolStr;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A node: an entity, with what each document calls it and where it is mentioned. Its
/// label and aliases follow from these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// From the type and the canonical name: `organization/dell-technologies`.
    pub id: SmolStr,
    /// What it is.
    pub kind: EntityType,
    /// What each document calls it. Never empty.
    pub names: SortedSet<Names>,
    /// Where it is mentioned, by document and place.
    pub mentions: SortedSet<Mention>,
}

/// What one document calls an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Names {
    /// The document's id.
    pub document: SmolStr,
    /// The canonical name there.
    pub label: SmolStr,
    /// Other surface forms there.
    pub aliases: SortedSet<SmolStr>,
}

/// A stretch of text that stands for the entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The document's id.
    pub document: SmolStr,
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// The words of the text.
    pub text: SmolStr,
    /// Name, nominal or pronoun.
    pub kind: MentionKind,
}

impl Node {
    /// The most complete label in common use: of those that at least a third as many documents
    /// give it as the most frequent one, the one of most words; of equals, the one that most
    /// give, then the one with more accents (capitals and wires lose them), then the first in
    /// code point order.
    pub fn label(&self) -> &str {
        if let [only] = &*self.names {
            return &only.label;
        }
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for names in &self.names {
            *votes.entry(&names.label).or_default() += 1;
        }
        let most = votes.values().copied().max().unwrap_or(0);
        let words = |label: &str| label.split_whitespace().count();
        let accents = |label: &str| label.chars().filter(|c| !c.is_ascii()).count();
        let best = votes
            .into_iter()
            .filter(|&(_, n)| 3 * n >= most)
            .max_by_key(|&(label, n)| (words(label), n, accents(label), Reverse(label)));
        best.map_or(self.id.as_str(), |(label, _)| label)
    }

    /// All other names, sorted.
    pub fn aliases(&self) -> Vec<&str> {
        let label = self.label();
        let all = self.names.iter().flat_map(|n| std::iter::once(&n.label).chain(&n.aliases));
        let mut aliases: Vec<&str> = all.map(SmolStr::as_str).filter(|&name| name != label).collect();
        aliases.sort_unstable();
        aliases.dedup();
        aliases
    }

    /// Ids of the documents that name it, sorted, once each.
    pub fn documents(&self) -> Vec<&SmolStr> {
        let mut ids: Vec<_> = self.names.iter().map(|n| &n.document).collect();
        ids.dedup();
        ids
    }

    /// Adds what `other` knows of the same entity.
    pub(super) fn unite(&mut self, other: Node) {
        debug_assert_eq!(self.id, other.id);
        self.names.unite(other.names);
        self.mentions.unite(other.mentions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(labels: &[&str]) -> Node {
        let names = labels.iter().enumerate().map(|(n, label)| Names {
            document: format!("d{n}").into(),
            label: (*label).into(),
            aliases: ["CA".into()].into_iter().collect(),
        });
        Node {
            id: "organization/credit-agricole".into(),
            kind: EntityType::Organization,
            names: names.collect(),
            mentions: SortedSet::default(),
        }
    }

    #[test]
    fn documents_vote_on_the_label() {
        let label = |labels: &[&str]| node(labels).label().to_owned();
        assert_eq!(label(&["Crédit agricole", "Crédit Agricole", "Crédit Agricole"]), "Crédit Agricole");
        assert_eq!(label(&["CREDIT AGRICOLE", "Crédit Agricole"]), "Crédit Agricole");
        assert_eq!(label(&["Crédit agricole", "Crédit Agricole"]), "Crédit Agricole");
        assert_eq!(label(&["Dell", "Dell Technologies", "Dell", "Dell"]), "Dell Technologies");
        assert_eq!(label(&["Dell", "Dell Technologies", "Dell", "Dell", "Dell"]), "Dell");
        assert_eq!(node(&["CREDIT AGRICOLE", "Crédit Agricole"]).aliases(), ["CA", "CREDIT AGRICOLE"]);
    }
}
