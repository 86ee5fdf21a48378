//! The shared words: what the stages hand to each other. Knows no stage.
//!
//! Analysis lays layers over a [`Document`], whose text never changes:
//! [`Tokens`] → [`Tags`] → [`Trees`] → [`Entities`] → [`Fact`]s. A stage asks for
//! the layers that it needs in its signature and gives the next.

pub mod conllu;
mod document;
mod entity;
mod fact;
mod morph;
mod offsets;
mod span;
mod syntax;
mod token;
mod value;

pub use document::Document;
pub use entity::{Entities, Entity, EntityType, Finder, Mention, MentionKind, Merge, SameBecause, node_id};
pub use fact::{AttributeValue, Attributes, Attribution, Confidence, Evidence, Fact, Modality};
pub use morph::{DepRel, Feats, UnknownLabel, Upos};
pub use offsets::CodePoints;
pub use span::{ByteSpan, EntityIdx, MentionIdx, SentenceIdx, TokenIdx, ValueIdx, WordIdx, WordSpan};
pub use syntax::{Arc, Tag, Tags, TreeError, Trees};
pub use token::{Sentence, Token, Tokens, Word};
pub use value::{
    Approximation, DatePrecision, DateValue, Duration, DurationUnit, Money, Percent, Value, ValueKind,
};
