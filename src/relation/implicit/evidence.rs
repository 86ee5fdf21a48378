//! What speaks for somebody as the end that a predicate leaves unsaid.

use super::surroundings::{EDGES, PLACES, edge, line, part_theme, place, prepositional};
use super::{Answer, Hole, Missing};
use crate::doc::{EntityIdx, EntityType, Mention, MentionIdx, MentionKind, SentenceIdx, WordIdx};
use crate::model::choice::{Evidence, Feature, NO_YES, Terms, feature};
use crate::relation::bind::{Filler, Situation};
use crate::relation::clause::Clauses;
use crate::relation::fill;
use crate::relation::matcher::Found;
use crate::relation::ontology::Ontology;
use crate::relation::slot::Slot;
use crate::relation::unit::Kind;

/// How many entities before the predicate are thought of.
const REACH: usize = 16;
/// How many mentions back they are looked for.
const WINDOW: usize = 256;
/// How many relations back are thought of.
const TOLD_REACH: usize = 64;
/// How many edges of a tree are climbed.
const CLIMB: usize = 8;

/// The evidence. The relations in which somebody has a part are one feature more.
pub(super) const FEATURES: &[Feature] = &[
    // Of somebody: how near, beside the predicate or in the sentences before.
    feature("near", &["clause", "clause-after", "sentence", "sentence-after", "1", "2", "3", "4-8", "far"]),
    // The place that they fill around the predicate.
    feature("place", PLACES),
    feature("preposition", PLACES),
    feature("form", &["name", "nominal", "pronoun"]),
    feature("topic", &["no", "firm", "authority"]),
    // The end of the last relation told.
    feature("last", &["no", "object", "subject"]),
    // How often they are spoken of, beside the one spoken of most.
    feature("share", &["most", "half", "less"]),
    // The first of their type in the text.
    feature("first", NO_YES),
    // What is told of them and of the other end.
    feature("told", &["nothing", "same", "other"]),
    feature("type", &["organization", "person", "place", "product"]),
    feature("rank", &["0", "1", "2", "3+"]),
    feature("authority", NO_YES),
    // How the tree leads to them from the predicate, and the edge they hang on.
    feature("tree", &["none", "under", "under-2", "over", "over-2", "beside", "far"]),
    feature("edge", EDGES),
    // The subject of the predicate's verb.
    feature("subject", NO_YES),
    // The first that their sentence speaks of.
    feature("theme", NO_YES),
    feature("paragraph", &["same", "next", "other"]),
    // Whom the line of the predicate names first, and whether a colon sets that name off: "X : …".
    feature("line", &["none", "this", "other", "label", "other-label"]),
    // The first that stands in the part of the sentence between semicolons.
    feature("part-theme", &["none", "this", "other"]),
    // The same relation told of them and of others.
    feature("again", &["no", "same-end", "other-end"]),
    // Of nobody: how many could be meant, what stands where the end is missing, the predicate.
    feature("nobody", &["0", "1", "2", "3+"]),
    feature("filled", &["no", "unknown", "noun", "value", "verb", "other", "noun-indefinite", "noun-own"]),
    feature(
        "predicate",
        &[
            "finite",
            "infinitive",
            "participle",
            "adjective",
            "noun-definite",
            "noun-indefinite",
            "noun-bare",
            "mark",
        ],
    ),
    // What is told here besides.
    feature("beside", &["nothing", "here", "sentence"]),
    feature("modality", &["asserted", "planned", "possible", "negated"]),
    // The end that is there.
    feature("bound", &["syntax", "nested", "order", "fronted", "guess", "topic", "last", "implicit"]),
    feature("bound-topic", NO_YES),
    feature("bound-form", &["name", "nominal", "none"]),
    feature("bound-place", PLACES),
    feature("bound-side", &["before", "after", "elsewhere"]),
];

/// The name of the feature behind those.
pub(super) const PART_NAME: &str = "part";

const NEAR: usize = 0;
const PLACE: usize = 1;
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
const THEME: usize = 15;
const PARAGRAPH: usize = 16;
const LINE: usize = 17;
const PART_THEME: usize = 18;
const AGAIN: usize = 19;
const NOBODY: usize = 20;
const FILLED: usize = 21;
const PREDICATE: usize = 22;
const BESIDE: usize = 23;
const MODALITY: usize = 24;
const BOUND: usize = 25;
const BOUND_TOPIC: usize = 26;
const BOUND_FORM: usize = 27;
const BOUND_PLACE: usize = 28;
const BOUND_SIDE: usize = 29;
const PART: usize = 30;

/// A relation told before, its number in the ontology last.
type Told = (EntityIdx, EntityIdx, usize);

/// A predicate with a missing end, and what the text has told.
pub(super) struct Asked<'a> {
    clauses: &'a Clauses<'a>,
    situation: &'a Situation,
    hole: &'a Hole<'a>,
    ontology: &'a Ontology,
    /// Who stands where around the predicate.
    places: Vec<(EntityIdx, usize)>,
    told: Vec<Told>,
    /// The frame's relation, by its number in the ontology.
    relation: usize,
    /// The predicate and the words that it hangs on.
    path: Vec<WordIdx>,
    /// Whether something is told of the predicate, or of the sentence.
    beside: usize,
    /// Whom the predicate's line names first, and whether as its label.
    line: Option<(EntityIdx, bool)>,
    /// Who stands first between the semicolons around the predicate.
    part_theme: Option<EntityIdx>,
}

/// Somebody who may be meant.
struct Candidate {
    entity: EntityIdx,
    /// The mention nearest to the predicate.
    mention: MentionIdx,
    /// Its unit, where it stands in the sentence.
    unit: Option<usize>,
    /// Mentions up to the end of the sentence.
    count: usize,
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        clauses: &'a Clauses<'a>,
        situation: &'a Situation,
        hole: &'a Hole<'a>,
        ontology: &'a Ontology,
        relation: usize,
        found: &[Found],
    ) -> Self {
        let number = |name: &str| ontology.relations().iter().position(|r| r.name == name);
        let mut told: Vec<Told> =
            found.iter().filter_map(|f| Some((f.subject, f.object, number(&f.relation)?))).collect();
        let before = clauses.told.iter().rev().take(TOLD_REACH);
        told.extend(before.filter_map(|(s, o, r)| Some((*s, *o, number(r)?))));
        let args = situation.args.iter().filter(|a| !matches!(a.slot, Slot::Topic | Slot::Last));
        let places = args
            .flat_map(|a| clauses.entities(a.filler).into_iter().map(|e| (e.0, place(&a.slot))))
            .collect();
        let head = clauses.unit(situation.unit).head;
        let above = clauses.trees.into_iter().flat_map(|t| t.ancestors(head)).take(CLIMB);
        let here = found.iter().any(|f| f.place.trigger == situation.unit);
        Self {
            clauses,
            situation,
            hole,
            ontology,
            places,
            told,
            relation,
            path: std::iter::once(head).chain(above).collect(),
            beside: if here { 1 } else { 2 * usize::from(!found.is_empty()) },
            line: line(clauses, head),
            part_theme: part_theme(clauses, head),
        }
    }

    /// Who may be meant, the nearest first and nobody last.
    pub(super) fn answers(&self, terms: &Terms) -> Vec<Answer> {
        let candidates = self.candidates();
        let most = candidates.iter().map(|c| c.count).max().unwrap_or(0);
        let known = candidates.iter().enumerate().map(|(i, c)| Answer {
            entity: Some(c.entity),
            evidence: self.evidence(terms, c, i, most),
            unit: c.unit,
        });
        let evidence = self.nobody(terms, candidates.len());
        known.chain([Answer { entity: None, evidence, unit: None }]).collect()
    }

    fn candidates(&self) -> Vec<Candidate> {
        let entities = self.clauses.layers.entities;
        let here = self.clauses.sentence;
        let own = self.situation.unit;
        let relation = &self.ontology.relations()[self.relation];
        let wanted = match self.hole.missing {
            Missing::Subject => &relation.subject,
            Missing::Object => &relation.object,
        };
        let fits = |e: EntityIdx| {
            wanted.contains(&entities.entity(e).kind) && self.hole.bound.iter().all(|b| b.0 != e)
        };
        let until = entities.mentions.partition_point(|m| m.sentence <= here);
        let mut out: Vec<Candidate> = Vec::new();
        for at in (until.saturating_sub(WINDOW)..until).rev() {
            let m = &entities.mentions[at];
            if !fits(m.entity) || self.told_in_reverse(m.entity) {
                continue;
            }
            let unit = (m.sentence == here).then(|| self.clauses.unit_of(m.head)).flatten();
            match out.iter().position(|c| c.entity == m.entity) {
                Some(known) => {
                    let known = &mut out[known];
                    known.count += 1;
                    if unit.is_some_and(|u| known.unit.is_some_and(|k| u.abs_diff(own) < k.abs_diff(own))) {
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
        // Before the predicate rather than behind it; those of other sentences stay in order.
        out.sort_by_key(|c| c.unit.map_or(usize::MAX, |u| 2 * u.abs_diff(own) + usize::from(u > own)));
        out
    }

    fn evidence(&self, terms: &Terms, c: &Candidate, rank: usize, most: usize) -> Evidence {
        let entities = self.clauses.layers.entities;
        let mention = entities.mention(c.mention);
        let kind = entities.entity(c.entity).kind;
        let mut out = Evidence::with_capacity(FEATURES.len());
        let mut say = |feature: usize, value: usize| out.push(terms.value(feature, value));
        let flag = usize::from;
        say(NEAR, self.near(c, mention));
        say(PLACE, self.place(c.entity));
        let leads = |u: usize| {
            let preposition = &self.clauses.unit(u).preposition;
            preposition.as_ref().map_or(PLACES.len() - 1, |p| prepositional(p))
        };
        say(PREPOSITION, c.unit.map_or(0, leads));
        say(FORM, mention.kind as usize);
        let topics = [self.clauses.topic, self.clauses.authority];
        say(TOPIC, topics.iter().position(|t| *t == Some(c.entity)).map_or(0, |i| i + 1));
        let last = self.clauses.last.and_then(|l| l.iter().position(|e| *e == c.entity));
        say(LAST, last.map_or(0, |i| i + 1));
        say(SHARE, if c.count == most { 0 } else { 1 + flag(2 * c.count < most) });
        say(FIRST, flag(self.clauses.firsts[kind as usize] == Some(c.entity)));
        say(TOLD, self.told_of_both(c.entity));
        say(TYPE, kind as usize);
        say(RANK, rank.min(3));
        say(AUTHORITY, flag(self.clauses.in_class(c.entity, "authority-name")));
        let (way, edge) = self.way(c, mention.head);
        say(TREE, way);
        say(EDGE, edge);
        let subject = self.situation.verb.and_then(|v| self.clauses.subject(v));
        say(SUBJECT, flag(subject.is_some() && subject == c.unit));
        say(THEME, flag(self.theme(mention.sentence) == Some(c.entity)));
        say(PARAGRAPH, self.lines_from(mention).min(2));
        let this = |e: EntityIdx| if e == c.entity { 1 } else { 2 };
        say(LINE, self.line.map_or(0, |(e, label)| this(e) + if label { 2 } else { 0 }));
        say(PART_THEME, self.part_theme.map_or(0, this));
        say(AGAIN, self.again(c.entity));
        for part in self.parts(c.entity) {
            say(PART, part);
        }
        out
    }

    fn nobody(&self, terms: &Terms, candidates: usize) -> Evidence {
        let bound = &self.hole.bound[0];
        let form = bound
            .1
            .and_then(|u| self.clauses.unit(u).mention)
            .map(|m| usize::from(self.clauses.layers.entities.mention(m).kind != MentionKind::Name));
        [
            (NOBODY, candidates.min(3)),
            (FILLED, self.filled()),
            (PREDICATE, self.predicate()),
            (BESIDE, self.beside),
            (MODALITY, self.clauses.modality(self.situation, false).modality as usize),
            (BOUND, bound.2 as usize),
            (BOUND_TOPIC, usize::from(self.clauses.topic == Some(bound.0))),
            (BOUND_FORM, form.unwrap_or(2)),
            (BOUND_PLACE, self.place(bound.0)),
            (BOUND_SIDE, bound.1.map_or(2, |u| usize::from(u > self.situation.unit))),
        ]
        .map(|(feature, value)| terms.value(feature, value))
        .to_vec()
    }

    /// Where the mention stands: in the predicate's clause, in its sentence, or before.
    fn near(&self, c: &Candidate, mention: &Mention) -> usize {
        let own = self.situation.unit;
        let Some(u) = c.unit else {
            return match self.clauses.sentence.0 - mention.sentence.0 {
                0 => 2,
                n @ 1..=3 => 3 + n as usize,
                4..=8 => 7,
                _ => 8,
            };
        };
        let parted = (u.min(own) + 1..u.max(own))
            .any(|i| self.clauses.unit(i).verb.finite.is_some() && Some(i) != self.situation.verb);
        usize::from(u > own) + 2 * usize::from(parted)
    }

    /// The place around the predicate that an entity fills.
    fn place(&self, entity: EntityIdx) -> usize {
        self.places.iter().find(|p| p.0 == entity).map_or(0, |p| p.1)
    }

    /// Whether the same relation is told of both ends the other way round: who holds shares of another is
    /// hardly held by it.
    fn told_in_reverse(&self, entity: EntityIdx) -> bool {
        let bound = |e: EntityIdx| self.hole.bound.iter().any(|b| b.0 == e);
        let reverse = |t: &Told| match self.hole.missing {
            Missing::Subject => bound(t.0) && t.1 == entity,
            Missing::Object => t.0 == entity && bound(t.1),
        };
        let symmetric = self.ontology.relations()[self.relation].symmetric;
        !symmetric && self.told.iter().any(|t| t.2 == self.relation && reverse(t))
    }

    /// What is told of an entity and of the end that is there.
    fn told_of_both(&self, entity: EntityIdx) -> usize {
        let bound = |e: EntityIdx| self.hole.bound.iter().any(|b| b.0 == e);
        let both =
            self.told.iter().filter(|t| (t.0 == entity && bound(t.1)) || (t.1 == entity && bound(t.0)));
        both.map(|t| if t.2 == self.relation { 1 } else { 2 }).min().unwrap_or(0)
    }

    /// Whether the same relation is told of an entity and of others, at which end.
    fn again(&self, entity: EntityIdx) -> usize {
        let same = self.told.iter().filter(|t| t.2 == self.relation);
        let ends = same.map(|t| match self.hole.missing {
            Missing::Subject => [t.0, t.1],
            Missing::Object => [t.1, t.0],
        });
        ends.filter_map(|e| e.iter().position(|&e| e == entity)).map(|i| i + 1).min().unwrap_or(0)
    }

    /// The relations told of an entity, each with its end.
    fn parts(&self, entity: EntityIdx) -> Vec<usize> {
        let part = |t: &Told| {
            let end = [t.0, t.1].iter().position(|&e| e == entity)?;
            Some(1 + 2 * t.2 + end)
        };
        let mut parts: Vec<usize> = self.told.iter().filter_map(part).collect();
        parts.sort_unstable();
        parts.dedup();
        if parts.is_empty() {
            parts.push(0);
        }
        parts
    }

    /// The first that a sentence speaks of.
    fn theme(&self, sentence: SentenceIdx) -> Option<EntityIdx> {
        let mentions = &self.clauses.layers.entities.mentions;
        mentions.get(mentions.partition_point(|m| m.sentence < sentence)).map(|m| m.entity)
    }

    /// How many lines lie between a mention and the predicate.
    fn lines_from(&self, mention: &Mention) -> usize {
        let layers = &self.clauses.layers;
        let (at, end) = (layers.tokens.span(self.path[0]).start as usize, mention.span.end as usize);
        layers.document.text.get(end..at).map_or(0, |t| t.bytes().filter(|&b| b == b'\n').count())
    }

    /// How the tree leads from the predicate to a mention of its sentence, and the mention's edge.
    fn way(&self, c: &Candidate, head: WordIdx) -> (usize, usize) {
        let Some(trees) = self.clauses.trees else { return (0, 0) };
        let edge = edge(trees, head);
        if c.unit.is_none() {
            return (0, edge);
        }
        let mut at = head;
        for down in 0..CLIMB {
            if let Some(up) = self.path.iter().position(|&w| w == at) {
                let way = match (up, down) {
                    (0, 0 | 1) => 1,
                    (0, 2) => 2,
                    (1, 0) => 3,
                    (2, 0) => 4,
                    (1, 1) => 5,
                    _ => 6,
                };
                return (way, edge);
            }
            let Some(above) = trees.head(at) else { break };
            at = above;
        }
        (6, edge)
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
        let stands = ways.0.iter().find_map(|w| self.clauses.reach(self.situation, w).into_iter().next());
        match stands.map(|a| a.filler) {
            None => 0,
            Some(Filler::Unit(u)) => match self.clauses.unit(u) {
                unit if unit.value.is_some() => 3,
                unit if unit.kind == Kind::Noun && fill::definite(self.clauses, u) => 2,
                unit if unit.kind == Kind::Noun && unit.determined => 6,
                unit if unit.kind == Kind::Noun => 7,
                unit if unit.kind == Kind::Verb => 4,
                _ => 5,
            },
            Some(_) => 5,
        }
    }

    fn predicate(&self) -> usize {
        let unit = self.clauses.unit(self.situation.unit);
        match unit.kind {
            Kind::Verb if unit.verb.finite.is_some() => 0,
            Kind::Verb if unit.verb.infinitive => 1,
            Kind::Verb => 2,
            Kind::Other => 3,
            Kind::Noun if fill::definite(self.clauses, self.situation.unit) => 4,
            Kind::Noun if unit.determined => 5,
            Kind::Noun => 6,
            _ => 7,
        }
    }
}

/// The first entity of each type that the text names.
pub(in crate::relation) fn firsts(mentions: &[Mention], kind: impl Fn(EntityIdx) -> EntityType) -> Firsts {
    let mut firsts = Firsts::default();
    for m in mentions.iter().rev() {
        firsts[kind(m.entity) as usize] = Some(m.entity);
    }
    firsts
}

/// By type, in the order of [`EntityType`].
pub(in crate::relation) type Firsts = [Option<EntityIdx>; 4];
