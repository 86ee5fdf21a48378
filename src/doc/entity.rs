//! Mentions in the text, and the entities that they stand for.

use super::{ByteSpan, Confidence, EntityIdx, MentionIdx, SentenceIdx, WordIdx, WordSpan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// What an entity is; the graph has no other nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntityType {
    /// Companies, brands acting as companies, authorities, states acting as parties.
    Organization,
    /// Named people.
    Person,
    /// Cities, regions, countries, sites that bear a name.
    Place,
    /// Named products, services, models, programmes.
    Product,
}

impl EntityType {
    /// All types, in the graph's order.
    pub const ALL: [EntityType; 4] =
        [EntityType::Organization, EntityType::Person, EntityType::Place, EntityType::Product];

    /// The name in the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            EntityType::Organization => "organization",
            EntityType::Person => "person",
            EntityType::Place => "place",
            EntityType::Product => "product",
        }
    }
}

impl fmt::Display for EntityType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How a mention names its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// A proper name: "Dell Technologies".
    Name,
    /// A description: "la société australienne", "sa filiale".
    Nominal,
    /// A pronoun: "il", "qui", "celle-ci".
    Pronoun,
}

/// What found a mention or a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Finder {
    /// The user's own list.
    User,
    /// A trained model.
    Model,
    /// A list of known names.
    Gazetteer,
    /// Capitals and the words around them: "le groupe X", "X, PDG de Y".
    Context,
    /// The same string stands elsewhere in the document.
    Repetition,
    /// Coreference.
    Coreference,
}

impl fmt::Display for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Finder::User => "user",
            Finder::Model => "model",
            Finder::Gazetteer => "gazetteer",
            Finder::Context => "context",
            Finder::Repetition => "repetition",
            Finder::Coreference => "coreference",
        })
    }
}

/// A stretch of text that stands for an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands.
    pub span: ByteSpan,
    /// Its sentence.
    pub sentence: SentenceIdx,
    /// Its words.
    pub words: WordSpan,
    /// Its syntactic head, the word by which patterns bind it.
    pub head: WordIdx,
    /// Name, nominal or pronoun.
    pub kind: MentionKind,
    /// The entity that it stands for.
    pub entity: EntityIdx,
    /// What found it.
    pub finder: Finder,
    /// How sure.
    pub confidence: Confidence,
}

/// Why two names are held to be one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SameBecause {
    /// The user's list says so.
    User,
    /// The list of known organizations gives both names: "BCE".
    Listed,
    /// They differ by a legal form: "Dell Inc.".
    LegalForm,
    /// They differ by a word for a group or its trade: "Dell Technologies".
    GroupWord,
    /// The short one begins the long one, and is no firm in its own right.
    Opening,
    /// The initials of the long one.
    Initials,
    /// In parentheses right after the long one, beginning with the same letter.
    Parentheses,
    /// A surname after the full name.
    Surname,
    /// A first name after the full name.
    FirstName,
}

impl fmt::Display for SameBecause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            SameBecause::User => "the user's list says so",
            SameBecause::Listed => "both are names of one organization in the lists",
            SameBecause::LegalForm => "they differ by a legal form",
            SameBecause::GroupWord => "they differ by a word for a group",
            SameBecause::Opening => "the short name begins the long one",
            SameBecause::Initials => "its initials",
            SameBecause::Parentheses => "in parentheses right after it",
            SameBecause::Surname => "the surname after the full name",
            SameBecause::FirstName => "the first name after the full name",
        })
    }
}

/// A name held to be another's, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    /// The name.
    pub name: SmolStr,
    /// The one that it was put to.
    pub with: SmolStr,
    /// Why.
    pub because: SameBecause,
}

/// One thing of the world, as this document knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Type of its node.
    pub kind: EntityType,
    /// The node's id: `organization/dell`. Says the type, and follows from names alone, so
    /// that documents agree without talking.
    pub id: SmolStr,
    /// Canonical name: the node's label.
    pub label: SmolStr,
    /// Other surface forms of the name, sorted, without the label.
    pub aliases: Vec<SmolStr>,
    /// Which of its names were put together, and why; sorted.
    pub merges: Vec<Merge>,
    /// Where it is mentioned, in order of the text. Never empty.
    pub mentions: Vec<MentionIdx>,
}

/// The layer that `entity/` lays over a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// In order of the text; nested mentions after the one that holds them.
    pub mentions: Vec<Mention>,
    /// In order of first mention.
    pub entities: Vec<Entity>,
    /// Amounts, shares, dates and so on, in order of the text.
    pub values: Vec<super::Value>,
}

impl Entities {
    /// The mention with this index.
    pub fn mention(&self, at: MentionIdx) -> &Mention {
        &self.mentions[at.index()]
    }

    /// The entity with this index.
    pub fn entity(&self, at: EntityIdx) -> &Entity {
        &self.entities[at.index()]
    }

    /// The entity that a mention stands for.
    pub fn entity_of(&self, at: MentionIdx) -> &Entity {
        self.entity(self.mention(at).entity)
    }
}

/// The id of a node: its type, and its canonical name in lower case, without
/// accents, every run of other signs made one hyphen. Equal for names that differ
/// in accents, case or punctuation alone, so that documents agree without talking.
///
/// ```
/// use filature::doc::{EntityType, node_id};
/// assert_eq!(node_id(EntityType::Organization, "Crédit Agricole S.A."), "organization/credit-agricole-s-a");
/// assert_eq!(node_id(EntityType::Place, "Œuilly"), "place/oeuilly");
/// ```
pub fn node_id(kind: EntityType, label: &str) -> String {
    format!("{kind}/{}", slug(label))
}

/// Letters and digits in lower case without accents, one hyphen for all between.
/// Text without a letter or digit is given by its code points, so that it is never empty.
fn slug(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    for c in label.nfkd().flat_map(char::to_lowercase) {
        match c {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            // What sets `R+V` and `R V`, `M6` and `M6+` apart.
            '+' => out.push_str("-plus"),
            _ if c.is_alphanumeric() => out.push(c),
            _ if unicode_normalization::char::is_combining_mark(c) => {}
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    while out.ends_with('-') {
        out.pop();
    }
    if out.is_empty() {
        let hex: Vec<_> = label.chars().map(|c| format!("{:x}", u32::from(c))).collect();
        return format!("u-{}", hex.join("-"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        assert_eq!(slug("  L’Oréal  "), "l-oreal");
        assert_eq!(slug("R+V"), "r-plusv");
        assert_eq!(slug("Toys “R” Us"), "toys-r-us");
        assert_eq!(slug("华为"), "华为");
        assert_eq!(slug("Yahoo!"), "yahoo");
        assert_eq!(slug("!"), "u-21");
    }
}
