//! Reads pattern files and checks all that they name.

use super::{Completion, Consequence, ECHO, Example, Frame, PredicateKind, Replaced};
use crate::data::DataError;
use crate::doc::Modality;
use crate::relation::lexicon::Classes;
use crate::relation::ontology::Ontology;
use crate::relation::slot::{Path, SlotExpr};
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::{BTreeMap, HashMap};

/// A pattern file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    /// Absent in a file of echoes.
    relation: Option<String>,
    /// Nouns and classes by which a later sentence takes the event up: "le contrat".
    #[serde(default, rename = "taken-up")]
    taken_up: Vec<String>,
    /// Relations of which such a noun says that this one holds as well.
    #[serde(default)]
    follows: Vec<String>,
    /// `any`, or the class that a subject must have a word of.
    complete: Option<String>,
    #[serde(default, rename = "frame")]
    frames: Vec<toml::Spanned<RawFrame>>,
    #[serde(default, rename = "consequence")]
    consequences: Vec<RawConsequence>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFrame {
    id: String,
    description: String,
    #[serde(default)]
    verb: Vec<String>,
    #[serde(default)]
    noun: Vec<String>,
    #[serde(default)]
    mark: Vec<String>,
    subject: Option<String>,
    object: Option<String>,
    pair: Option<String>,
    with: Option<String>,
    without: Option<String>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    #[serde(default)]
    set: BTreeMap<String, String>,
    modality: Option<Modality>,
    minority: Option<String>,
    majority: Option<String>,
    complete: Option<String>,
    #[serde(default)]
    determined: bool,
    party: Option<String>,
    #[serde(default)]
    echoes: Vec<String>,
    only: Option<Modality>,
    confidence: Option<u16>,
    #[serde(default, rename = "match")]
    matches: Vec<String>,
    #[serde(default)]
    miss: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConsequence {
    attribute: String,
    relation: String,
    back: String,
    minority: Option<String>,
}

pub(super) type RawTrigger = (SmolStr, PredicateKind, bool, Option<Path>);

/// What the files read so far say, and their faults.
pub(super) struct Loader<'a> {
    pub(super) ontology: &'a Ontology,
    pub(super) classes: &'a Classes,
    pub(super) faults: Vec<DataError>,
    pub(super) frames: Vec<Frame>,
    pub(super) triggers: Vec<Vec<RawTrigger>>,
    pub(super) consequences: Vec<Consequence>,
    pub(super) taken_up: HashMap<SmolStr, Vec<SmolStr>>,
    pub(super) follows: Vec<(SmolStr, SmolStr)>,
}

impl Loader<'_> {
    /// Adds what a file says.
    pub(super) fn read(&mut self, file: &str, text: &str) {
        let line_at = |offset: usize| text[..offset.min(text.len())].matches('\n').count() + 1;
        let raw: RawFile = match toml::from_str(text) {
            Ok(raw) => raw,
            Err(e) => {
                let line = e.span().map(|s| line_at(s.start));
                self.faults.push(DataError::new(file, line, e.message()));
                return;
            }
        };
        let relation = raw.relation.as_deref().unwrap_or(ECHO);
        if relation != ECHO && self.ontology.get(relation).is_none() {
            let known: Vec<_> = self.ontology.relations().iter().map(|r| r.name.as_str()).collect();
            let message =
                format!("relation `{relation}` is not in the ontology; known: {}", known.join(", "));
            self.faults.push(DataError::new(file, None, message));
            return;
        }
        for word in &raw.taken_up {
            let relation = SmolStr::new(relation);
            match word.strip_prefix('@').map(|class| (class, self.classes.get(class))) {
                Some((class, None)) => {
                    let message = format!("`taken-up` names `@{class}`, which no class file declares");
                    self.faults.push(DataError::new(file, None, message));
                }
                Some((_, Some(set))) => {
                    for lemma in set {
                        self.taken_up.entry(lemma.clone()).or_default().push(relation.clone());
                    }
                }
                None => self.taken_up.entry(word.into()).or_default().push(relation),
            }
        }
        self.follows.extend(raw.follows.iter().map(|from| (from.into(), relation.into())));
        for c in raw.consequences {
            self.consequences.push(Consequence {
                relation: SmolStr::new(relation),
                attribute: c.attribute.into(),
                then: c.relation.into(),
                back: c.back.into(),
                minority: c.minority.map(SmolStr::from),
            });
        }
        for spanned in raw.frames {
            let line = line_at(spanned.span().start);
            let mut frame = spanned.into_inner();
            frame.complete = frame.complete.or_else(|| raw.complete.clone());
            self.frame(file, line, relation, frame);
        }
    }

    fn fault(&mut self, file: &str, line: usize, message: String) {
        self.faults.push(DataError::new(file, line, message));
    }

    fn frame(&mut self, file: &str, line: usize, relation: &str, raw: RawFrame) {
        let slots =
            |text: &Option<String>| text.as_deref().map_or(Ok(SlotExpr::default()), SlotExpr::parse);
        let parsed = (|| {
            Ok::<_, String>((
                slots(&raw.subject)?,
                slots(&raw.object)?,
                slots(&raw.pair)?,
                slots(&raw.with)?,
                slots(&raw.without)?,
            ))
        })();
        let (mut subject, object, pair, with, without) = match parsed {
            Ok(parsed) => parsed,
            Err(message) => return self.fault(file, line, message),
        };
        let echo = relation == ECHO;
        let echoes = match self.echoes(&raw) {
            Ok((party, echoes)) if echo => {
                subject = party;
                echoes
            }
            Ok((_, echoes)) if echoes.is_empty() => echoes,
            Ok(_) => {
                let message = format!(
                    "frame `{}` of `{relation}` echoes: put it in a file without `relation`",
                    raw.id
                );
                return self.fault(file, line, message);
            }
            Err(message) => return self.fault(file, line, format!("frame `{}`: {message}", raw.id)),
        };
        if echo && (echoes.is_empty() || subject.0.is_empty()) {
            let message =
                format!("frame `{}` of a file without `relation` needs `party` and `echoes`", raw.id);
            return self.fault(file, line, message);
        }
        if !echo && (subject.0.is_empty() || object.0.is_empty()) && pair.0.is_empty() {
            return self.fault(
                file,
                line,
                format!("frame `{}` needs `subject` and `object`, or `pair`", raw.id),
            );
        }
        let known = self.ontology.get(relation).map_or(&[][..], |r| &r.attributes);
        let unknown = raw.attributes.keys().chain(raw.set.keys()).find(|a| !known.contains(a));
        if let Some(attribute) = unknown {
            let message = format!(
                "frame `{}` fills `{attribute}`, which `{relation}` has not; it has: {}",
                raw.id,
                known.join(", ")
            );
            return self.fault(file, line, message);
        }
        let mut attributes = Vec::new();
        for (name, text) in &raw.attributes {
            match SlotExpr::parse(text) {
                Ok(expr) => attributes.push((SmolStr::new(name), expr)),
                Err(message) => return self.fault(file, line, message),
            }
        }
        for head in [&subject, &object, &pair, &with, &without]
            .into_iter()
            .flat_map(|e| &e.0)
            .flat_map(|p| p.heads.iter().chain(&p.complement_heads))
        {
            if let Some(class) = head.strip_prefix('@').filter(|c| self.classes.get(c).is_none()) {
                let message =
                    format!("frame `{}` names the class `@{class}`, which no class file declares", raw.id);
                self.faults.push(DataError::new(file, line, message));
            }
        }
        let complete = match Completion::parse(raw.complete.as_deref()) {
            Ok(Completion::Class(class)) if self.classes.get(&class).is_none() => {
                let message =
                    format!("frame `{}` names the class `@{class}`, which no class file declares", raw.id);
                return self.fault(file, line, message);
            }
            Ok(complete) => complete,
            Err(message) => return self.fault(file, line, format!("frame `{}`: {message}", raw.id)),
        };
        let mut triggers = Vec::new();
        let listed = raw
            .verb
            .iter()
            .map(|w| (w, PredicateKind::Verb))
            .chain(raw.noun.iter().map(|w| (w, PredicateKind::Noun)))
            .chain(raw.mark.iter().map(|w| (w, PredicateKind::Mark)));
        for (word, kind) in listed {
            if let Err(message) = self.trigger(word, kind, &mut triggers) {
                self.faults.push(DataError::new(file, line, format!("frame `{}`: {message}", raw.id)));
            }
        }
        if triggers.is_empty() {
            self.fault(
                file,
                line,
                format!("frame `{}` has no predicate: give `verb`, `noun` or `mark`", raw.id),
            );
        }
        let id = SmolStr::new(format!("{relation}/{}", raw.id));
        let frame = Frame {
            relation: relation.into(),
            subject,
            object,
            pair,
            with,
            without,
            attributes,
            set: raw.set.iter().map(|(k, v)| (k.into(), v.into())).collect(),
            modality: raw.modality.unwrap_or_default(),
            minority: raw.minority.map(SmolStr::from),
            majority: raw.majority.map(SmolStr::from),
            complete,
            determined: raw.determined,
            echoes,
            only: raw.only,
            confidence: raw.confidence.unwrap_or(900),
            examples: raw.matches.iter().map(|t| Example::parse(t)).collect(),
            misses: raw.miss.iter().map(|t| Example { text: t.clone(), expected: None }).collect(),
            description: raw.description,
            file: file.to_owned(),
            line,
            id,
        };
        if let Some(bad) = frame.examples.iter().find(|e| e.expected.is_none()) {
            let message =
                format!("expected `sentence => subject > object; …` in `match`, found `{}`", bad.text);
            self.fault(file, line, message);
        }
        match self.frames.iter().position(|f| f.id == frame.id) {
            Some(at) => {
                self.frames[at] = frame;
                self.triggers[at] = triggers;
            }
            None => {
                self.frames.push(frame);
                self.triggers.push(triggers);
            }
        }
    }

    /// The party and the relations of an echo.
    fn echoes(&self, raw: &RawFrame) -> Result<(SlotExpr, Vec<(SmolStr, Replaced)>), String> {
        let party = raw.party.as_deref().map_or(Ok(SlotExpr::default()), SlotExpr::parse)?;
        let echoes = raw.echoes.iter().map(|e| Replaced::parse(e)).collect::<Result<Vec<_>, _>>()?;
        // A name with a slash is that of a frame, in a file that may still be to come.
        let unknown = |name: &str| !name.contains('/') && self.ontology.get(name).is_none();
        match echoes.iter().find(|(name, _)| unknown(name)) {
            Some((name, _)) => Err(format!("echoes `{name}`, which is not in the ontology")),
            None => Ok((party, echoes)),
        }
    }

    /// Reads `lemma`, `@class`, `se lemma` or `lemma + slot:noun`.
    fn trigger(&self, word: &str, kind: PredicateKind, out: &mut Vec<RawTrigger>) -> Result<(), String> {
        let (word, idiom) = match word.split_once('+') {
            Some((word, idiom)) => (word.trim(), Some(SlotExpr::parse(idiom)?.0.remove(0))),
            None => (word.trim(), None),
        };
        let one = |word: &str, out: &mut Vec<RawTrigger>| {
            let bare = ["s'en ", "s’en ", "se ", "s'", "s’"].iter().find_map(|p| word.strip_prefix(p));
            let (lemma, reflexive) = bare.map_or((word, false), |lemma| (lemma, true));
            let lemma = &lemma.to_lowercase();
            out.push((SmolStr::new(lemma), kind, reflexive, idiom.clone()));
            // Taggers take many a participle for an adjective, with its own lemma.
            if kind == PredicateKind::Verb && lemma.ends_with("er") {
                out.push((
                    SmolStr::new(format!("{}é", &lemma[..lemma.len() - 2])),
                    kind,
                    reflexive,
                    idiom.clone(),
                ));
            }
        };
        match word.strip_prefix('@') {
            Some(class) => {
                let set = self.classes.get(class);
                let set = set.ok_or_else(|| format!("no class file declares `@{class}`"))?;
                set.iter().try_for_each(|w| self.trigger(w, kind, out))?;
            }
            None => one(word, out),
        }
        Ok(())
    }
}
