//! The ends of a relation: whom the ways of a frame reach from its predicate.

use super::{End, Matcher};
use crate::doc::{EntityIdx, EntityType, SentenceIdx, WordIdx};
use crate::relation::bind::Filler;
use crate::relation::confidence::Bond;
use crate::relation::implicit::{Hole, Missing};
use crate::relation::pattern::Completion;
use crate::relation::slot::{Path, Slot};
use crate::relation::trace::{Outcome, Trace};
use crate::relation::unit::{Kind, Owner};

impl<'p> Matcher<'_, 'p> {
    /// Pairs of subject and object; each of the right type and none with itself.
    pub(super) fn ends(&self, trace: &mut Trace, at: WordIdx) -> Result<Vec<(End, End)>, Option<Hole<'p>>> {
        let relation = self.ontology.get(&self.frame.relation).expect("checked at load");
        let kind = |e: &End| self.clauses.layers.entities.entity(e.0).kind;
        let mut pairs = Vec::new();
        let (mut seen_subject, mut seen_object, mut violated) = (false, false, false);
        let (mut lone_subject, mut lone_object): (Vec<End>, Vec<End>) = (Vec::new(), Vec::new());
        let (mut unknown, mut with_unknown) = (false, false);
        'ways: for subject in &self.frame.subject.0 {
            let subjects = self.reached(subject, &relation.subject, &mut violated);
            seen_subject |= !subjects.is_empty();
            if subjects.is_empty() && self.taken_by_unknown(subject) {
                unknown = true;
                // Of whom it is told is known all the same.
                if lone_object.is_empty() {
                    let reached = |way: &Path| self.reached(way, &relation.object, &mut violated);
                    lone_object =
                        self.frame.object.0.iter().map(reached).find(|o| !o.is_empty()).unwrap_or_default();
                }
                break;
            }
            if lone_subject.is_empty() {
                lone_subject = subjects.clone();
            }
            for object in &self.frame.object.0 {
                if subject == object {
                    continue;
                }
                let objects = self.reached(object, &relation.object, &mut violated);
                seen_object |= !objects.is_empty();
                if objects.is_empty() && self.taken_by_unknown(object) {
                    unknown = true;
                    with_unknown = object.slot != Slot::Object;
                    break;
                }
                if lone_object.is_empty() {
                    lone_object = objects.clone();
                }
                for s in &subjects {
                    for o in &objects {
                        // "auprès de X et de Y": what is listed together stands at one end.
                        if s.0 == o.0 || self.listed_together(s, o) {
                            continue;
                        }
                        pairs.push((*s, *o));
                    }
                }
                if !pairs.is_empty() {
                    break 'ways;
                }
            }
        }
        // "X et Y, ses rivales": with somebody else, not with each other.
        if pairs.is_empty() && !with_unknown {
            for way in &self.frame.pair.0 {
                // "A et B ont signé avec l'Inde": with a third, not with each other.
                if way.slot == Slot::Subject && violated && self.with_another() {
                    continue;
                }
                let both = self.reached(way, &relation.object, &mut violated);
                if lone_subject.is_empty() && both.len() == 1 {
                    lone_subject = both.clone();
                }
                for (i, s) in both.iter().enumerate() {
                    for o in &both[i + 1..] {
                        if relation.allows(kind(s), kind(o)) {
                            pairs.push((*s, *o));
                        }
                    }
                }
                if !pairs.is_empty() {
                    break;
                }
            }
        }
        if pairs.is_empty() && !unknown && self.frame.complete != Completion::No {
            pairs = self.complete(&lone_subject, &lone_object, &relation.subject, &relation.object);
        }
        if pairs.is_empty() {
            let outcome = match (violated, seen_subject, seen_object) {
                (true, ..) => Outcome::Signature,
                (_, false, _) => Outcome::Lacks("subject"),
                _ => Outcome::Lacks("object"),
            };
            trace.note(self.frame, at, outcome);
            let hole =
                |missing, bound| Hole { frame: self.frame, number: self.number, missing, bound, unknown };
            return Err(match (lone_subject.is_empty(), lone_object.is_empty()) {
                (false, true) => Some(hole(Missing::Object, lone_subject)),
                (true, false) => Some(hole(Missing::Subject, lone_object)),
                _ => None,
            });
        }
        pairs.sort_by_key(|(s, o)| (s.0, o.0));
        pairs.dedup_by_key(|(s, o)| (s.0, o.0));
        Ok(pairs)
    }

    /// Whether the relation never joins the entity: "le tribunal" acquires nobody.
    pub(super) fn barred(&self, entity: EntityIdx) -> bool {
        let relation = self.ontology.get(&self.frame.relation);
        let never = relation.and_then(|r| r.never.as_deref());
        never.is_some_and(|class| self.clauses.in_class(entity, class))
    }

    /// "l'acquisition de l'activité pharmaceutique de Y": what is sold is a part of Y without a name.
    fn owns_what_is_sold(&self, unit: usize) -> bool {
        let whose = self.clauses.unit(unit);
        let part = unit.checked_sub(1).filter(|_| whose.preposition.as_deref() == Some("de"));
        super::fits::sells(self.ontology, self.frame)
            && part.is_some_and(|p| {
                let part = self.clauses.unit(p);
                part.kind == Kind::Noun
                    && part.mention.is_none()
                    && part.preposition.is_some()
                    && self.clauses.classes.has("division-noun", self.clauses.lemma(p))
            })
    }

    /// Whether nothing but "et" stands between two ends.
    fn listed_together(&self, a: &End, b: &End) -> bool {
        let (Some(a), Some(b)) = (a.1, b.1) else { return false };
        let link = self.clauses.behind(self.clauses.chain_end(a.min(b)));
        let link = link.filter(|&l| self.clauses.unit(l).kind == Kind::And);
        link.and_then(|l| self.clauses.behind(l)) == Some(self.clauses.chain_top(a.max(b)))
    }

    /// Whether "avec" names somebody.
    fn with_another(&self) -> bool {
        let named = |f: Filler| matches!(f, Filler::Unit(at) if self.clauses.named(at));
        let avec = Slot::Preposition("avec".into());
        self.situation.args.iter().any(|a| a.slot == avec && named(a.filler))
    }

    /// One end is bound and the other is not, and the sentence names just one more party that
    /// could be it: it is.
    fn complete(
        &self,
        subjects: &[End],
        objects: &[End],
        subject_types: &[EntityType],
        object_types: &[EntityType],
    ) -> Vec<(End, End)> {
        let fits = |entity: EntityIdx, subject: bool| match &self.frame.complete {
            Completion::Class(class) => self.clauses.in_class(entity, class) == subject,
            _ => true,
        };
        let rest = |known: &[End], wanted: &[EntityType], subject: bool| -> Option<End> {
            let mut found: Option<End> = None;
            for (at, unit) in self.clauses.units().iter().enumerate() {
                let Some(m) = unit.mention else { continue };
                // Another clause speaks of something else.
                let own = self.situation.unit;
                let (from, to) = if at < own { (at, own) } else { (own, at) };
                let barred = (from + 1..to).any(|i| {
                    let u = self.clauses.unit(i);
                    u.verb.finite.is_some() && Some(i) != self.situation.verb && at > own
                });
                // Who is quoted, or where, has no part in it.
                if unit
                    .preposition
                    .as_ref()
                    .is_some_and(|p| self.clauses.classes.has("source-preposition", p))
                {
                    continue;
                }
                let entity = self.clauses.layers.entities.mention(m).entity;
                let kind = self.clauses.layers.entities.entity(entity).kind;
                if barred && kind != EntityType::Person {
                    continue;
                }
                // "X achète un calculateur, Y le construira".
                let comma = |i: usize| self.clauses.unit(i).kind == Kind::Comma;
                if at > own && (own + 1..at).any(comma) && self.clauses.opens_clause(at) {
                    continue;
                }
                if !wanted.contains(&kind) || !fits(entity, subject) || known.iter().any(|e| e.0 == entity)
                {
                    continue;
                }
                match found {
                    Some(f) if f.0 != entity => return None,
                    _ => found = Some((entity, Some(at), Bond::Last)),
                }
            }
            found
        };
        match (subjects, objects) {
            ([_, ..], []) => match rest(subjects, object_types, false) {
                Some(o) => subjects.iter().map(|s| (*s, o)).collect(),
                None => Vec::new(),
            },
            ([], [_, ..]) => {
                match rest(objects, subject_types, true).or_else(|| self.before(objects, subject_types)) {
                    Some(s) => objects.iter().map(|o| (s, *o)).collect(),
                    None => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    /// "L'Autorité a rendu son verdict. Apple écope de …": the subject is of a class, and only one
    /// name of that class stands in the nearest sentence before that has any.
    fn before(&self, objects: &[End], wanted: &[EntityType]) -> Option<End> {
        const REACH: u32 = 3;
        let Completion::Class(class) = &self.frame.complete else { return None };
        let entities = self.clauses.layers.entities;
        let mut found: Option<(SentenceIdx, EntityIdx)> = None;
        let until = entities.mentions.partition_point(|m| m.sentence < self.clauses.sentence);
        for m in entities.mentions[..until].iter().rev() {
            if self.clauses.sentence.0 - m.sentence.0 > REACH
                || found.is_some_and(|(sentence, _)| sentence != m.sentence)
            {
                break;
            }
            let fits = wanted.contains(&entities.entity(m.entity).kind)
                && objects.iter().all(|o| o.0 != m.entity)
                && self.clauses.in_class(m.entity, class);
            match found {
                Some((_, e)) if fits && e != m.entity => return None,
                _ if fits => found = Some((m.sentence, m.entity)),
                _ => {}
            }
        }
        found.map(|(_, e)| (e, None, Bond::Last))
    }

    /// Whether somebody stands there whom the text names elsewhere: "elle", "le groupe". No other
    /// place is looked in then: the argument is known, only not who it is.
    pub(super) fn taken_by_unknown(&self, path: &Path) -> bool {
        let owner = self.clauses.unit(self.situation.unit).owner;
        if path.slot == Slot::Owner && owner == Owner::Open {
            return true;
        }
        self.clauses.reach(self.situation, path).iter().any(|a| self.clauses.is_unknown_party(a.filler))
    }

    /// The entities of the types wanted that a way reaches.
    pub(super) fn reached(&self, path: &Path, wanted: &[EntityType], violated: &mut bool) -> Vec<End> {
        let mut out: Vec<End> = Vec::new();
        for arg in self.clauses.reach(self.situation, path) {
            for (entity, unit) in self.clauses.fillers(self.situation, &arg) {
                if self.barred(entity) || unit.is_some_and(|u| self.owns_what_is_sold(u)) {
                    continue;
                }
                if !wanted.contains(&self.clauses.layers.entities.entity(entity).kind) {
                    *violated = true;
                    // "une enquête sur l'App Store d'Apple": whose it is.
                    let owner = unit.and_then(|u| self.clauses.owner_named(u));
                    if let Some((owner, at)) = owner
                        .filter(|(e, _)| wanted.contains(&self.clauses.layers.entities.entity(*e).kind))
                    {
                        out.push((owner, Some(at), arg.bond.max(Bond::Nested)));
                    }
                } else if !out.iter().any(|e| e.0 == entity) {
                    out.push((entity, unit, arg.bond));
                }
            }
            // Nearest first: a farther phrase with the same preposition is another's.
            if !out.is_empty() {
                break;
            }
        }
        out
    }
}
