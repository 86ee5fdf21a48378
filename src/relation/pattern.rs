//! Pattern files, `data/patterns/*.toml`: what they say, checked at load.

mod loader;

use super::lexicon::Classes;
use super::ontology::Ontology;
use super::slot::{Path, SlotExpr};
use crate::data::{DataError, DataFiles};
use crate::doc::Modality;
use loader::Loader;
use smol_str::SmolStr;
use std::collections::HashMap;

const FOLDER: &str = "patterns/";

/// What a frame's predicate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PredicateKind {
    /// A verb in any form.
    Verb,
    /// A noun, by itself or under a verb that lends it its subject.
    Noun,
    /// A bracket.
    Mark,
}

/// Whether the last party that a sentence names may fill an empty end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Completion {
    /// It may not.
    #[default]
    No,
    /// Any of the right type may.
    Any,
    /// A subject needs a word of this class in its name, an object must have none.
    Class(SmolStr),
}

impl Completion {
    fn parse(text: Option<&str>) -> Result<Self, String> {
        match text {
            None | Some("no") => Ok(Completion::No),
            Some("any") => Ok(Completion::Any),
            Some(class) => match class.strip_prefix('@') {
                Some(class) => Ok(Completion::Class(class.into())),
                None => Err(format!("expected `any`, `no` or `@class` for `complete`, found `{class}`")),
            },
        }
    }
}

/// Which end of an earlier fact the party of an echo takes the place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// The subject: another buyer.
    Subject,
    /// The object: another supplier.
    Object,
    /// The one that the text speaks of less.
    Lesser,
}

impl Replaced {
    /// `acquires:subject`, `signs-deal-with:lesser`.
    fn parse(text: &str) -> Result<(SmolStr, Self), String> {
        let (relation, end) = text.split_once(':').unwrap_or((text, ""));
        let end = match end {
            "subject" => Replaced::Subject,
            "object" => Replaced::Object,
            "lesser" => Replaced::Lesser,
            _ => {
                return Err(format!("expected `relation:subject`, `:object` or `:lesser`, found `{text}`"));
            }
        };
        Ok((relation.into(), end))
    }
}

/// The relation of the frames that say no relation by themselves: "X a été éconduit".
pub const ECHO: &str = "echo";

/// One way in which a relation is said.
#[derive(Clone, Debug)]
pub struct Frame {
    /// `acquires/racheter`.
    pub id: SmolStr,
    /// A line for the reader.
    pub description: String,
    /// The ontology's name of its relation.
    pub relation: SmolStr,
    /// Where the subject stands.
    pub subject: SlotExpr,
    /// Where the object stands.
    pub object: SlotExpr,
    /// Where both stand as one plural: "A et B fusionnent".
    pub pair: SlotExpr,
    /// What must be filled besides.
    pub with: SlotExpr,
    /// What must not be.
    pub without: SlotExpr,
    /// Attributes that an argument fills.
    pub attributes: Vec<(SmolStr, SlotExpr)>,
    /// Attributes that the frame gives by itself.
    pub set: Vec<(SmolStr, SmolStr)>,
    /// The modality of the words themselves, before cues: "met en vente" is planned.
    pub modality: Modality,
    /// The relation in its place when the stake is no majority.
    pub minority: Option<SmolStr>,
    /// The relation in its place when the stake is a majority.
    pub majority: Option<SmolStr>,
    /// Whether an end that syntax does not bind may be the last party that the sentence names.
    pub complete: Completion,
    /// Whether its noun needs a determiner, and must stand for nobody.
    pub determined: bool,
    /// For an echo, the relations, or the frames, whose last fact it takes up, and the end that its
    /// party (`subject`) takes there.
    pub echoes: Vec<(SmolStr, Replaced)>,
    /// The modality without which it says nothing: "n'a pas été retenu".
    pub only: Option<Modality>,
    /// Thousandths.
    pub confidence: u16,
    /// Sentences that must match.
    pub examples: Vec<Example>,
    /// Sentences that must not.
    pub misses: Vec<Example>,
    /// Where it stands.
    pub file: String,
    /// 1-based.
    pub line: usize,
}

/// A sentence with the facts expected of it (none for a miss).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// `subject`, `object`, then `modality` or `attribute=value`.
    pub expected: Option<(String, String, Vec<String>)>,
}

/// "When an edge has the attribute `seller`, the seller `divests` the object, `buyer` the subject."
#[derive(Clone, Debug)]
pub struct Consequence {
    /// The relation that it follows from.
    pub relation: SmolStr,
    /// The attribute of it that becomes the subject.
    pub attribute: SmolStr,
    /// The relation that follows.
    pub then: SmolStr,
    /// Its attribute that holds the first subject.
    pub back: SmolStr,
    /// The relation that follows where the stake is no majority.
    pub minority: Option<SmolStr>,
}

/// A lemma's entry in the index: the frame, and what the words around the lemma must be.
#[derive(Clone, Debug)]
pub(super) struct Trigger {
    pub(super) frame: usize,
    pub(super) kind: PredicateKind,
    pub(super) reflexive: bool,
    /// What an idiom adds to its verb: "mettre + obj:main".
    pub(super) idiom: Option<Path>,
}

/// All patterns in force, found by lemma.
#[derive(Clone, Debug)]
pub struct Patterns {
    /// In order of file and place.
    pub frames: Vec<Frame>,
    /// In order of file and place.
    pub consequences: Vec<Consequence>,
    index: HashMap<SmolStr, Vec<Trigger>>,
    taken_up: HashMap<SmolStr, Vec<SmolStr>>,
    /// Relation, and the one that follows from it.
    follows: Vec<(SmolStr, SmolStr)>,
}

impl Patterns {
    /// Reads all pattern files. A frame with the id of an earlier one takes its place.
    ///
    /// # Errors
    /// All faults of all files at once.
    pub fn new(data: &DataFiles, ontology: &Ontology, classes: &Classes) -> Result<Self, Vec<DataError>> {
        let mut loader = Loader {
            ontology,
            classes,
            faults: Vec::new(),
            frames: Vec::new(),
            triggers: Vec::new(),
            consequences: Vec::new(),
            taken_up: HashMap::new(),
            follows: Vec::new(),
        };
        for file in data.names(FOLDER).into_iter().filter(|f| f.ends_with(".toml")) {
            match data.text(&file) {
                Ok(text) => loader.read(&file, &text),
                Err(fault) => loader.faults.push(fault),
            }
        }
        if !loader.faults.is_empty() {
            return Err(loader.faults);
        }
        let mut index: HashMap<SmolStr, Vec<Trigger>> = HashMap::new();
        for (frame, triggers) in loader.triggers.into_iter().enumerate() {
            for (lemma, kind, reflexive, idiom) in triggers {
                index.entry(lemma).or_default().push(Trigger { frame, kind, reflexive, idiom });
            }
        }
        Ok(Self {
            frames: loader.frames,
            consequences: loader.consequences,
            index,
            taken_up: loader.taken_up,
            follows: loader.follows,
        })
    }

    /// The relations whose event a noun takes up: "le contrat" those of `signs-deal-with`.
    pub(super) fn taken_up_by(&self, lemma: &str) -> &[SmolStr] {
        self.taken_up.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The relation that "le contrat" adds to one of these: to `buys-from` a deal.
    pub(super) fn following(&self, relation: &str) -> Option<&SmolStr> {
        self.follows.iter().find(|(from, _)| from == relation).map(|(_, to)| to)
    }

    /// The triggers of a lemma.
    pub(super) fn of(&self, lemma: &str) -> &[Trigger] {
        self.index.get(lemma).map_or(&[], Vec::as_slice)
    }
}

impl Example {
    /// `sentence => subject > object; modality; attribute=value`.
    fn parse(text: &str) -> Example {
        let Some((sentence, fact)) = text.split_once("=>") else {
            return Example { text: text.to_owned(), expected: None };
        };
        let mut parts = fact.split(';').map(|p| p.trim().to_owned());
        let ends = parts.next().unwrap_or_default();
        let expected = ends.split_once('>').map(|(s, o)| {
            (s.trim().to_owned(), o.trim().to_owned(), parts.filter(|p| !p.is_empty()).collect())
        });
        Example { text: sentence.trim().to_owned(), expected }
    }
}
