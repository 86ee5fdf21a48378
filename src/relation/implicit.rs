//! Implicit arguments: one end of a relation stands at the predicate, the other does not.
//! "La livraison est attendue en mars", "Y, le fournisseur, n'a rien dit".
//!
//! Who is meant is a choice among all that the text has spoken of, and nobody. What speaks for
//! each is weighed by `data/models/implicit.tsv`, fitted to annotated articles of our own: for
//! all frames, for a relation's subject or object, and for one frame.

use super::bind::{Filler, Situation};
use super::clause::Clauses;
use super::confidence::Bond;
use super::matcher::{End, Found};
use super::ontology::Ontology;
use super::pattern::{Frame, Patterns};
use super::slot::Slot;
use super::unit::Kind;
use crate::data::{DataError, DataFiles};
use crate::doc::{EntityIdx, EntityType, MentionIdx, MentionKind, Trees, WordIdx};
use crate::model::choice::{self, Evidence, Feature, NO_YES, Terms, feature};

/// Where the weights stand.
pub const FILE: &str = "models/implicit.tsv";

/// How many entities before the predicate are thought of.
const REACH: usize = 16;

/// Which end is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The subject.
    Subject,
    /// The object.
    Object,
}

impl Missing {
    fn as_str(self) -> &'static str {
        match self {
            Missing::Subject => "subject",
            Missing::Object => "object",
        }
    }
}

const SLOTS: &[&str] = &[
    "none", "subj", "obj", "self", "poss", "first", "own", "bracket", "de", "à", "avec", "par", "chez", "dans",
    "pour", "sur", "contre", "auprès de", "other",
];
const BONDS: &[&str] = &["syntax", "nested", "order", "fronted", "guess", "topic", "last"];

const FILLINGS: &[&str] = &["no", "unknown", "noun", "value", "verb", "other"];
const KINDS: &[&str] = &[
    "finite", "infinitive", "participle", "adjective", "noun-definite", "noun-indefinite", "noun-bare", "mark",
];

const PARTS: &[&str] = &["none", "acquires:subject", "acquires:object", "based-in:subject", "based-in:object", "buys-from:subject", "buys-from:object", "competes-with:subject", "competes-with:object", "divests:subject", "divests:object", "fines:subject", "fines:object", "founded-by:subject", "founded-by:object", "holds-stake-in:subject", "holds-stake-in:object", "investigates:subject", "investigates:object", "invests-in:subject", "invests-in:object", "merges-with:subject", "merges-with:object", "operates-in:subject", "operates-in:object", "produces:subject", "produces:object", "signs-deal-with:subject", "signs-deal-with:object", "subsidiary-of:subject", "subsidiary-of:object", "sues:subject", "sues:object", "works-for:subject", "works-for:object"];

const FEATURES: &[Feature] = &[
    feature("near", &["clause", "clause-after", "sentence", "sentence-after", "1", "2", "3", "4-8", "far"]),
    feature("slot", SLOTS),
    feature("preposition", SLOTS),
    feature("form", &["name", "nominal", "pronoun"]),
    feature("topic", &["no", "firm", "authority"]),
    feature("last", &["no", "object", "subject"]),
    feature("share", &["most", "half", "less"]),
    feature("first", NO_YES),
    feature("told", &["nothing", "same", "other"]),
    feature("type", &["organization", "person", "place", "product"]),
    feature("rank", &["0", "1", "2", "3+"]),
    feature("authority", NO_YES),
    feature("tree", &["none", "under", "under-2", "over", "over-2", "beside", "far"]),
    feature("edge", &["none", "nsubj", "obj", "obl", "nmod", "appos", "conj", "other"]),
    feature("subject", NO_YES),
    feature("nobody", &["0", "1", "2", "3+"]),
    feature("bound", BONDS),
    feature("bound-topic", NO_YES),
    feature("bound-form", &["name", "nominal", "none"]),
    feature("filled", FILLINGS),
    feature("predicate", KINDS),
    feature("beside", &["nothing", "other-here", "other-sentence"]),
    feature("bound-slot", SLOTS),
    feature("bound-side", &["before", "after", "elsewhere"]),
    feature("theme", NO_YES),
    feature("was", &["none", "nsubj", "obj", "obl", "nmod", "appos", "conj", "root", "other"]),
    feature("paragraph", &["same", "next", "other"]),
    feature("again", &["no", "same-end", "other-end"]),
    feature("part", PARTS),
    feature("modality", &["asserted", "planned", "possible", "negated"]),
];

const NEAR: usize = 0;
const SLOT: usize = 1;
const PREPOSITION: usize = 2;
const FORM: usize = 3;
const TOPIC: usize = 4;
const LAST: usize = 5;
const SHARE: usize = 6;
const FIRST: usize = 7;
const TOLD: usize = 8;
const TYPE: usize = 9;
const RANK: usize = 10;
const AUTHORITY: usize = 11;
const TREE: usize = 12;
const EDGE: usize = 13;
const SUBJECT: usize = 14;
const NOBODY: usize = 15;
const BOUND: usize = 16;
const BOUND_TOPIC: usize = 17;
const BOUND_FORM: usize = 18;
const FILLED: usize = 19;
const PREDICATE: usize = 20;
const BESIDE: usize = 21;
const BOUND_SLOT: usize = 22;
const BOUND_SIDE: usize = 23;
const THEME: usize = 24;
const WAS: usize = 25;
const PARAGRAPH: usize = 26;
const AGAIN: usize = 27;
const PART: usize = 28;
const MODALITY: usize = 29;

/// A frame with one end.
#[derive(Clone, Debug)]
pub(super) struct Hole<'p> {
    pub(super) frame: &'p Frame,
    pub(super) missing: Missing,
    pub(super) bound: Vec<End>,
    /// Whether somebody stands there whom nothing resolves.
    pub(super) unknown: bool,
}

/// Who is meant, with what speaks for each; the last answer is nobody.
#[derive(Clone, Debug)]
pub struct Question {
    /// What the question is of.
    pub scopes: Vec<u16>,
    /// The frame.
    pub rule: smol_str::SmolStr,
    /// The relation.
    pub relation: smol_str::SmolStr,
    /// Which end is missing.
    pub missing: Missing,
    /// The end that is there.
    pub bound: Vec<EntityIdx>,
    /// Bytes of the sentence.
    pub sentence: (usize, usize),
    /// Who it may be.
    pub answers: Vec<(Option<EntityIdx>, Evidence)>,
    units: Vec<Option<usize>>,
}

/// Weighs implicit arguments.
#[derive(Debug)]
pub(super) struct Implicit {
    terms: Terms,
    weights: Vec<i32>,
}

/// What evidence there is, and the scopes: relations and frames, each with the missing end.
pub fn terms(ontology: &Ontology, patterns: &Patterns) -> Terms {
    let ends = [Missing::Subject, Missing::Object];
    let mut scopes = Vec::new();
    for relation in ontology.relations() {
        scopes.extend(ends.map(|m| format!("{}:{}", relation.name, m.as_str()).into()));
    }
    for frame in &patterns.frames {
        scopes.extend(ends.map(|m| format!("{}:{}", frame.id, m.as_str()).into()));
    }
    Terms::new(FEATURES, scopes)
}

impl Implicit {
    pub(super) fn new(data: &DataFiles, ontology: &Ontology, patterns: &Patterns) -> Result<Self, DataError> {
        let terms = terms(ontology, patterns);
        let weights = terms.read(FILE, &data.text(FILE)?)?;
        Ok(Self { terms, weights })
    }

    /// Who is meant, if anybody is.
    pub(super) fn answer(&self, question: &Question) -> Option<End> {
        let scores: Vec<i32> = question
            .answers
            .iter()
            .map(|(_, e)| self.terms.score(&self.weights, &question.scopes, e))
            .collect();
        let nobody = scores.len() - 1;
        let (best, _) = choice::best(&scores[..nobody])?;
        let margin: i32 = std::env::var("MARGIN").ok().and_then(|m| m.parse().ok()).unwrap_or(0);
        (scores[best] > scores[nobody] + margin)
            .then(|| question.answers[best].0.map(|e| (e, question.units[best], Bond::Last)))
            .flatten()
    }

    pub(super) fn question(
        &self,
        clauses: &Clauses,
        situation: &Situation,
        hole: &Hole,
        ontology: &Ontology,
        told: &[Found],
    ) -> Option<Question> {
        let relation = ontology.get(&hole.frame.relation)?;
        let wanted = match hole.missing {
            Missing::Subject => &relation.subject,
            Missing::Object => &relation.object,
        };
        let asked = Asked { clauses, situation, hole, told, trees: clauses.trees };
        let candidates = asked.candidates(wanted);
        let mut answers: Vec<(Option<EntityIdx>, Evidence)> = Vec::with_capacity(candidates.len() + 1);
        let mut units = Vec::with_capacity(candidates.len() + 1);
        let most = candidates.iter().map(|c| c.count).max().unwrap_or(0);
        for (rank, c) in candidates.iter().enumerate() {
            answers.push((Some(c.entity), asked.evidence(&self.terms, c, rank, most)));
            units.push(c.unit);
        }
        answers.push((None, asked.nobody(&self.terms, candidates.len())));
        units.push(None);
        let scope = |name: &str| self.terms.scope(&format!("{name}:{}", hole.missing.as_str()));
        let scopes = [Some(Terms::ALL), scope(&hole.frame.relation), scope(&hole.frame.id)];
        Some(Question {
            scopes: scopes.into_iter().flatten().collect(),
            rule: hole.frame.id.clone(),
            relation: hole.frame.relation.clone(),
            missing: hole.missing,
            sentence: {
                let s = &clauses.layers.tokens.sentences[clauses.sentence.index()].span;
                (s.start as usize, s.end as usize)
            },
            bound: hole.bound.iter().map(|e| e.0).collect(),
            answers,
            units,
        })
    }
}

struct Asked<'a> {
    clauses: &'a Clauses<'a>,
    situation: &'a Situation,
    hole: &'a Hole<'a>,
    told: &'a [Found<'a>],
    trees: Option<&'a Trees>,
}

struct Candidate {
    entity: EntityIdx,
    /// The mention nearest to the predicate.
    mention: MentionIdx,
    unit: Option<usize>,
    /// Mentions up to the end of the sentence.
    count: usize,
}

impl Asked<'_> {
    fn candidates(&self, wanted: &[EntityType]) -> Vec<Candidate> {
        let entities = self.clauses.layers.entities;
        let here = self.clauses.sentence;
        let own = self.situation.unit;
        let until = entities.mentions.partition_point(|m| m.sentence <= here);
        let mut out: Vec<Candidate> = Vec::new();
        let fits = |e: EntityIdx| {
            wanted.contains(&entities.entity(e).kind) && self.hole.bound.iter().all(|b| b.0 != e)
        };
        for at in (0..until).rev() {
            let m = &entities.mentions[at];
            if !fits(m.entity) {
                continue;
            }
            let unit = (m.sentence == here).then(|| self.clauses.unit_of(m.head)).flatten();
            match out.iter().position(|c| c.entity == m.entity) {
                Some(known) => {
                    let known = &mut out[known];
                    known.count += 1;
                    let far = |u: usize| u.abs_diff(own);
                    if let (Some(u), Some(k)) = (unit, known.unit)
                        && far(u) < far(k)
                    {
                        known.unit = unit;
                        known.mention = at.into();
                    }
                }
                None if out.len() < REACH => {
                    out.push(Candidate { entity: m.entity, mention: at.into(), unit, count: 1 });
                }
                None => {}
            }
        }
        // The nearest first.
        out.sort_by_key(|c| c.unit.map_or(1000, |u| u.abs_diff(own) * 2 + usize::from(u > own)));
        out
    }

    fn evidence(&self, terms: &Terms, c: &Candidate, rank: usize, most: usize) -> Evidence {
        let entities = self.clauses.layers.entities;
        let mention = entities.mention(c.mention);
        let entity = entities.entity(c.entity);
        let mut out = Evidence::with_capacity(FEATURES.len());
        let mut say = |feature: usize, value: usize| out.push(terms.value(feature, value));
        let own = self.situation.unit;
        let near = match c.unit {
            Some(u) => {
                let (from, to) = (u.min(own), u.max(own));
                let parted = (from + 1..to).any(|i| {
                    let unit = self.clauses.unit(i);
                    unit.verb.finite.is_some() && Some(i) != self.situation.verb
                });
                usize::from(u > own) + 2 * usize::from(parted)
            }
            None => match self.clauses.sentence.0 - mention.sentence.0 {
                0 => 2,
                n @ 1..=3 => 3 + n as usize,
                4..=8 => 7,
                _ => 8,
            },
        };
        say(NEAR, near);
        say(SLOT, self.place(c.entity).map_or(0, |a| slot(&a.slot)));
        let preposition = c.unit.map(|u| &self.clauses.unit(u).preposition);
        say(
            PREPOSITION,
            match preposition {
                None => 0,
                Some(None) => SLOTS.len() - 1,
                Some(Some(p)) => prepositional(p),
            },
        );
        say(
            FORM,
            match mention.kind {
                MentionKind::Name => 0,
                MentionKind::Nominal => 1,
                _ => 2,
            },
        );
        let topic = [self.clauses.topic, self.clauses.authority];
        say(TOPIC, topic.iter().position(|t| *t == Some(c.entity)).map_or(0, |i| i + 1));
        let last = self.clauses.last.and_then(|l| l.iter().position(|e| *e == c.entity));
        say(LAST, last.map_or(0, |i| i + 1));
        say(SHARE, if c.count == most { 0 } else { 1 + usize::from(2 * c.count < most) });
        let first = entities.mentions.iter().find(|m| entities.entity(m.entity).kind == entity.kind);
        say(FIRST, usize::from(first.is_some_and(|m| m.entity == c.entity)));
        let between = |s: EntityIdx, o: EntityIdx| {
            self.hole.bound.iter().any(|b| (b.0 == s && o == c.entity) || (b.0 == o && s == c.entity))
        };
        let mut told = 0;
        for f in self.told.iter().filter(|f| between(f.subject, f.object)) {
            told = if f.relation == self.hole.frame.relation { 1 } else if told == 0 { 2 } else { told };
        }
        for (s, o, relation) in self.clauses.told.iter().filter(|t| between(t.0, t.1)) {
            let _ = (s, o);
            told = if *relation == self.hole.frame.relation { 1 } else if told == 0 { 2 } else { told };
        }
        say(TOLD, told);
        say(
            TYPE,
            match entity.kind {
                EntityType::Organization => 0,
                EntityType::Person => 1,
                EntityType::Place => 2,
                _ => 3,
            },
        );
        say(RANK, rank.min(3));
        say(AUTHORITY, usize::from(self.clauses.in_class(c.entity, "authority-name")));
        let (tree, edge) = self.tree(c, mention.head);
        say(TREE, tree);
        say(EDGE, edge);
        let subject = self.situation.verb.and_then(|v| self.clauses.subject(v));
        say(SUBJECT, usize::from(subject.is_some() && subject == c.unit));
        let theme = entities.mentions.iter().find(|m| m.sentence == mention.sentence);
        say(THEME, usize::from(theme.is_some_and(|m| m.entity == c.entity)));
        say(WAS, self.trees.map_or(0, |t| edge_of(t, mention.head)));
        let between =
            &self.clauses.layers.document.text[(mention.span.start as usize).min(self.start())..self.start()];
        say(PARAGRAPH, between.matches('\n').count().min(2));
        let subject = self.hole.missing == Missing::Subject;
        let mut again = 0;
        let before = self.clauses.told.iter().map(|(s, o, r)| (*s, *o, r));
        for (s, o, _) in before
            .chain(self.told.iter().map(|f| (f.subject, f.object, &f.relation)))
            .filter(|t| *t.2 == self.hole.frame.relation)
        {
            let (same, other) = if subject { (s, o) } else { (o, s) };
            if same == c.entity {
                again = 1;
            } else if other == c.entity && again == 0 {
                again = 2;
            }
        }
        say(AGAIN, again);
        let before = self.clauses.told.iter().map(|(s, o, r)| (*s, *o, r));
        let mut parts: Vec<usize> = Vec::new();
        for (s, o, r) in before.chain(self.told.iter().map(|f| (f.subject, f.object, &f.relation))) {
            if s == c.entity || o == c.entity {
                let end = if s == c.entity { ":subject" } else { ":object" };
                let at = PARTS.iter().position(|p| p.strip_suffix(end) == Some(r.as_str()));
                parts.extend(at);
            }
        }
        parts.sort_unstable();
        parts.dedup();
        if parts.is_empty() {
            parts.push(0);
        }
        for p in parts {
            say(PART, p);
        }
        out
    }

    fn start(&self) -> usize {
        let layers = &self.clauses.layers;
        layers.tokens.span(self.clauses.unit(self.situation.unit).head).start as usize
    }

    /// How the tree leads from the predicate to the mention, and its last edge.
    fn tree(&self, c: &Candidate, head: WordIdx) -> (usize, usize) {
        let (Some(trees), Some(_)) = (self.trees, c.unit) else { return (0, 0) };
        let from = self.clauses.unit(self.situation.unit).head;
        let up: Vec<WordIdx> = std::iter::once(from).chain(trees.ancestors(from)).take(8).collect();
        let mut at = head;
        let mut last = head;
        for down in 0..8 {
            if let Some(above) = up.iter().position(|&w| w == at) {
                let edge = match trees.deprel(last).universal() {
                    _ if down == 0 => 0,
                    "nsubj" => 1,
                    "obj" => 2,
                    "obl" => 3,
                    "nmod" => 4,
                    "appos" => 5,
                    "conj" => 6,
                    _ => 7,
                };
                let way = match (above, down) {
                    (0, 0 | 1) => 1,
                    (0, 2) => 2,
                    (1, 0) => 3,
                    (2, 0) => 4,
                    (1, 1) => 5,
                    _ => 6,
                };
                return (way, edge);
            }
            last = at;
            match trees.head(at) {
                Some(h) => at = h,
                None => break,
            }
        }
        (6, 7)
    }

    /// The place around the predicate where an entity stands.
    fn place(&self, entity: EntityIdx) -> Option<&super::bind::Arg> {
        self.situation.args.iter().find(|a| {
            !matches!(a.slot, Slot::Topic | Slot::Last)
                && self.clauses.entities(a.filler).iter().any(|e| e.0 == entity)
        })
    }

    /// What stands where the missing end should.
    fn filled(&self) -> usize {
        if self.hole.unknown {
            return 1;
        }
        let ways = match self.hole.missing {
            Missing::Subject => &self.hole.frame.subject,
            Missing::Object => &self.hole.frame.object,
        };
        let stands = ways.0.iter().flat_map(|w| self.clauses.reach(self.situation, w)).next();
        match stands.map(|a| a.filler) {
            None => 0,
            Some(Filler::Unit(u)) => match self.clauses.unit(u) {
                unit if unit.value.is_some() => 3,
                unit if unit.kind == Kind::Noun => 2,
                unit if unit.kind == Kind::Verb => 4,
                _ => 5,
            },
            Some(_) => 5,
        }
    }

    fn predicate(&self) -> usize {
        let unit = self.clauses.unit(self.situation.unit);
        let definite = super::fill::definite(self.clauses, self.situation.unit);
        match unit.kind {
            Kind::Verb if unit.verb.finite.is_some() => 0,
            Kind::Verb if unit.verb.infinitive => 1,
            Kind::Verb => 2,
            Kind::Other => 3,
            Kind::Noun if definite => 4,
            Kind::Noun if unit.determined => 5,
            Kind::Noun => 6,
            _ => 7,
        }
    }

    /// Whether something is told here already.
    fn beside(&self) -> usize {
        match self.told.iter().any(|f| f.place.trigger == self.situation.unit) {
            true => 1,
            false if self.told.is_empty() => 0,
            false => 2,
        }
    }

    fn nobody(&self, terms: &Terms, candidates: usize) -> Evidence {
        let bound = &self.hole.bound[0];
        let form = bound.1.and_then(|u| self.clauses.unit(u).mention);
        let form = form.map(|m| self.clauses.layers.entities.mention(m).kind);
        vec![
            terms.value(NOBODY, candidates.min(3)),
            terms.value(BOUND, bound.2 as usize),
            terms.value(BOUND_TOPIC, usize::from(self.clauses.topic == Some(bound.0))),
            terms.value(
                BOUND_FORM,
                match form {
                    Some(MentionKind::Name) => 0,
                    Some(_) => 1,
                    None => 2,
                },
            ),
            terms.value(FILLED, self.filled()),
            terms.value(PREDICATE, self.predicate()),
            terms.value(BESIDE, self.beside()),
            terms.value(BOUND_SLOT, self.place(bound.0).map_or(0, |a| slot(&a.slot))),
            terms.value(
                BOUND_SIDE,
                match bound.1 {
                    Some(u) => usize::from(u > self.situation.unit),
                    None => 2,
                },
            ),
            terms.value(MODALITY, self.clauses.modality(self.situation, false).modality as usize),
        ]
    }
}

fn edge_of(trees: &Trees, word: WordIdx) -> usize {
    if trees.head(word).is_none() && trees.children(word).is_empty() {
        return 0;
    }
    match trees.deprel(word).universal() {
        "nsubj" => 1,
        "obj" => 2,
        "obl" => 3,
        "nmod" => 4,
        "appos" => 5,
        "conj" => 6,
        "root" => 7,
        _ => 8,
    }
}

fn slot(slot: &Slot) -> usize {
    match slot {
        Slot::Subject => 1,
        Slot::Object => 2,
        Slot::This => 3,
        Slot::Owner => 4,
        Slot::First => 5,
        Slot::Own => 6,
        Slot::Before | Slot::Inside => 7,
        Slot::Preposition(p) => prepositional(p),
        _ => SLOTS.len() - 1,
    }
}

fn prepositional(preposition: &str) -> usize {
    SLOTS.iter().skip(8).position(|s| *s == preposition).map_or(SLOTS.len() - 1, |i| i + 8)
}

