//! Arguments: what fills the slots around a predicate.

use super::chunk::{Kind, Owner};
use super::clause::Clauses;
use super::slot::{Path, Slot};
use crate::doc::{EntityIdx, EntityType, MentionIdx, MentionKind, Upos, WordIdx};
use smol_str::SmolStr;

/// What stands in a slot.
#[derive(Clone, Debug)]
pub(super) struct Arg {
    pub(super) slot: Slot,
    pub(super) filler: Filler,
    /// The noun that it complements, when it is not the predicate itself.
    pub(super) via: Option<usize>,
    /// Thousandths: how sure the binding is.
    pub(super) sure: u16,
}

/// A chunk, or a pronoun that leaves no chunk: "lui a vendu", "sa filiale".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filler {
    Unit(usize),
    Mention(MentionIdx, WordIdx),
    /// The topic of the text.
    Entity(EntityIdx),
}

/// A predicate with its arguments.
#[derive(Debug)]
pub(super) struct Situation {
    /// The unit of the predicate.
    pub(super) unit: usize,
    /// The verb that the predicate, a noun, hangs on.
    pub(super) verb: Option<usize>,
    pub(super) args: Vec<Arg>,
}

/// Binding by direct syntax; by what stands before the clause.
pub(super) const SURE: u16 = 1000;
pub(super) const FRONTED: u16 = 850;
pub(super) const SUPPORT: u16 = 930;

/// Binding by word order where the tree gives none.
const SHALLOW: u16 = 900;
/// A pronoun bound to the nearest name that fits.
const GUESSED: u16 = 700;

pub(super) fn on(c: char) -> bool {
    static F: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    F.get_or_init(|| std::env::var("FT").unwrap_or_else(|_| "vkndfsmacgutphr".into())).contains(c)
}

impl Clauses<'_> {
    /// The arguments of a verb.
    pub(super) fn verb_situation(&self, verb: usize) -> Situation {
        let mut args = Vec::new();
        self.verb_args(verb, &mut args);
        Situation { unit: verb, verb: Some(verb), args }
    }

    pub(super) fn verb_args(&self, at: usize, args: &mut Vec<Arg>) {
        let mut own = Vec::new();
        if on('v') {
            self.tree_verb_args(at, &mut own);
        }
        let mut shallow = Vec::new();
        self.shallow_verb_args(at, &mut shallow);
        self.merge(at, &mut own, shallow);
        args.append(&mut own);
    }

    /// Adds what word order gives to what the tree gives: the tree's core arguments stand,
    /// and a complement that it hangs in another clause is left out.
    fn merge(&self, predicate: usize, own: &mut Vec<Arg>, shallow: Vec<Arg>) {
        let trees = self.trees.is_some();
        let known = own.len();
        for mut arg in shallow {
            let from_tree = &own[..known];
            let same = |a: &Arg| a.filler == arg.filler;
            match arg.slot {
                Slot::Preposition(_) => {
                    if from_tree.iter().any(|a| same(a) && a.slot == arg.slot) {
                        continue;
                    }
                    if trees
                        && on('e')
                        && let Filler::Unit(unit) = arg.filler
                        && self.elsewhere(predicate, unit)
                    {
                        continue;
                    }
                }
                _ => {
                    if !on('k')
                        && from_tree.iter().any(|a| a.slot == arg.slot)
                        && !from_tree.iter().any(same)
                    {
                        continue;
                    }
                    if from_tree.iter().any(|a| a.slot == arg.slot && same(a)) {
                        continue;
                    }
                }
            }
            if trees && on('f') {
                arg.sure = arg.sure.min(SHALLOW);
            }
            own.push(arg);
        }
    }

    fn shallow_verb_args(&self, at: usize, args: &mut Vec<Arg>) {
        let unit = self.unit(at);
        let v = unit.verb;
        let mut object_found = false;
        if let Some(mention) = v.object {
            args.push(arg(Slot::Object, Filler::Mention(mention, unit.head)));
            object_found = true;
        }
        if let Some(mention) = v.dative {
            args.push(arg(Slot::Preposition("à".into()), Filler::Mention(mention, unit.head)));
        }
        if let Some(mention) = v.genitive {
            args.push(arg(Slot::Preposition("de".into()), Filler::Mention(mention, unit.head)));
        }
        self.open_clitics(at, args);
        let relative = self.relative_of(at);
        let mut subject = self.subject(at);
        if let Some(r) = relative {
            let antecedent = self.unit(r).mention.map(|m| Filler::Mention(m, self.unit(r).head));
            let antecedent = self.antecedent(r).map(Filler::Unit).or(antecedent);
            let form = self.layers.form(self.unit(r).head).to_lowercase();
            let slot = match (form.as_str(), &self.unit(r).preposition) {
                (_, Some(preposition)) => Some(Slot::Preposition(preposition.clone())),
                ("dont", _) => Some(Slot::Preposition("de".into())),
                ("où", _) => Some(Slot::Preposition("dans".into())),
                (q, _) if q.starts_with("qu") && q != "qui" => Some(Slot::Object),
                _ => None,
            };
            if let (Some(slot), Some(filler)) = (slot, antecedent) {
                object_found |= slot == Slot::Object;
                args.push(arg(slot, filler));
            }
        }
        let role = if v.passive { Slot::Object } else { Slot::Subject };
        if v.passive {
            object_found = subject.is_some();
        }
        let inverted = subject.filter(|&s| s > at && self.tree_subject(at) != Some(s));
        if inverted.is_some() && !object_found && !v.passive && relative.is_none() {
            // "détient X" at the head of a headline is no inversion.
            subject = None;
        }
        if let Some(s) = subject {
            args.push(arg(role, Filler::Unit(s)));
        }
        self.right_args(at, object_found, v.passive, inverted, args);
        self.left_args(at, args);
    }

    /// "pour lui vendre", "qui l'a créée", "en prend 40 %": a clitic that coreference left open
    /// stands for the nearest organization or person named before, other than the subject's.
    fn open_clitics(&self, at: usize, args: &mut Vec<Arg>) {
        let v = self.unit(at).verb;
        let open = [
            (v.open_object, Slot::Object),
            (v.open_dative, Slot::Preposition("à".into())),
            (v.open_genitive, Slot::Preposition("de".into())),
        ];
        if !open.iter().any(|o| o.0) {
            return;
        }
        let subject: Vec<EntityIdx> = self
            .subject(at)
            .map(|s| self.entities(Filler::Unit(s)).into_iter().map(|e| e.0).collect())
            .unwrap_or_default();
        let found = (0..at).rev().find(|&i| {
            self.unit(i).mention.is_some_and(|m| {
                let entity = self.layers.entities.mention(m).entity;
                let kind = self.layers.entities.entity(entity).kind;
                matches!(kind, EntityType::Organization | EntityType::Person) && !subject.contains(&entity)
            })
        });
        let Some(unit) = found else { return };
        for (_, slot) in open.into_iter().filter(|o| o.0) {
            args.push(Arg { slot, filler: Filler::Unit(unit), via: None, sure: GUESSED });
        }
    }

    /// The relative pronoun that opens the verb's clause.
    fn relative_of(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        while at > 0 {
            at -= 1;
            match self.unit(at).kind {
                Kind::Relative => return Some(at),
                Kind::Noun | Kind::Other | Kind::And => {}
                // "que X prévoit de racheter"
                Kind::Verb if self.unit(verb).verb.infinitive => {}
                _ => return None,
            }
        }
        None
    }

    /// Objects and prepositional phrases behind the verb.
    fn right_args(
        &self,
        verb: usize,
        mut object_found: bool,
        passive: bool,
        inverted: Option<usize>,
        args: &mut Vec<Arg>,
    ) {
        let units = self.units();
        let mut last: Option<usize> = None;
        let mut at = verb + 1;
        let mut comma = false;
        let mut sure = SURE;
        while at < units.len() {
            let unit = &units[at];
            match unit.kind {
                Kind::Noun if Some(at) == inverted => last = Some(at),
                Kind::Noun => {
                    let adjacent = last.filter(|&l| l + 1 == at);
                    match &unit.preposition {
                        Some(preposition) => {
                            if passive && preposition == "par" {
                                args.push(Arg {
                                    slot: Slot::Subject,
                                    filler: Filler::Unit(at),
                                    via: None,
                                    sure,
                                });
                            }
                            let slot = Slot::Preposition(preposition.clone());
                            args.push(Arg { slot, filler: Filler::Unit(at), via: adjacent, sure });
                        }
                        None if self.bare(at) && !object_found && !self.after_and(at) => {
                            object_found = true;
                            let slot = if self.unit(verb).verb.copula { Slot::This } else { Slot::Object };
                            args.push(Arg { slot, filler: Filler::Unit(at), via: None, sure });
                        }
                        // A member of a list is found from its first; an apposition from its noun.
                        None if comma && !self.after_and(at) => sure = sure.min(FRONTED),
                        None => {}
                    }
                    last = Some(at);
                }
                Kind::Open => {
                    let close = (at..units.len()).find(|&i| units[i].kind == Kind::Close);
                    match close {
                        Some(close) => at = close,
                        None => break,
                    }
                }
                Kind::Comma => comma = true,
                Kind::And => {
                    let next = self.behind(at);
                    if next.is_some_and(|n| units[n].kind == Kind::Verb) {
                        break;
                    }
                }
                Kind::Other => {}
                // "un contrat évalué à", "la société créée par": what follows may still be the verb's.
                Kind::Verb if unit.verb.participle && last.is_some_and(|l| l + 1 == at) => {
                    sure = sure.min(FRONTED)
                }
                _ => break,
            }
            at += 1;
        }
    }

    fn after_and(&self, at: usize) -> bool {
        self.before(at).is_some_and(|i| self.unit(i).kind == Kind::And)
    }

    /// Prepositional phrases before the verb: "Entre X et Y, un avenant", "Chez X, Y cède".
    fn left_args(&self, verb: usize, args: &mut Vec<Arg>) {
        let mut fronted = Vec::new();
        let mut at = verb;
        while at > 0 {
            at -= 1;
            let unit = self.unit(at);
            match unit.kind {
                Kind::Noun => {
                    if let Some(preposition) = unit.preposition.as_ref().filter(|p| *p != "de") {
                        let via = (at > 0 && self.unit(at - 1).kind == Kind::Noun).then(|| at - 1);
                        let slot = Slot::Preposition(preposition.clone());
                        fronted.push(Arg { slot, filler: Filler::Unit(at), via, sure: FRONTED });
                    }
                }
                // "X, qui appartient à Y, vend": what stands behind another verb is that verb's.
                Kind::Verb if unit.verb.finite.is_some() => return,
                Kind::Clause | Kind::Stop | Kind::Relative => break,
                _ => {}
            }
        }
        args.append(&mut fronted);
    }

    /// The arguments of a noun, with those of the verb that it hangs on.
    pub(super) fn noun_situation(&self, noun: usize) -> Situation {
        let mut args = Vec::new();
        let unit = self.unit(noun);
        match unit.owner {
            Owner::Mention(m) => args.push(arg(Slot::Owner, Filler::Mention(m, unit.words.start))),
            Owner::Open if self.layers.lemma(unit.words.start) == "notre" => {
                args.extend(self.topic.map(|t| Arg {
                    slot: Slot::Owner,
                    filler: Filler::Entity(t),
                    via: None,
                    sure: GUESSED,
                }));
            }
            Owner::Open => {
                if let Some(owner) = self.open_owner(noun) {
                    args.push(Arg {
                        slot: Slot::Owner,
                        filler: Filler::Unit(owner),
                        via: None,
                        sure: FRONTED,
                    });
                }
            }
            Owner::None => {}
        }
        if on('n') {
            self.tree_noun_args(noun, &mut args);
        }
        if let Some(topic) = self.topic
            && unit.owner == Owner::None
            && !self.complemented(noun)
        {
            args.push(Arg { slot: Slot::Topic, filler: Filler::Entity(topic), via: None, sure: GUESSED });
        }
        let mut shallow = Vec::new();
        self.this_args(noun, &mut shallow);
        let verb = self.noun_right(noun, &mut shallow);
        self.merge(noun, &mut args, shallow);
        Situation { unit: noun, verb, args }
    }

    /// Whom "son" stands for when coreference does not say: the subject, or the first name before.
    fn open_owner(&self, noun: usize) -> Option<usize> {
        let verb = (0..noun).rev().find(|&i| self.unit(i).kind == Kind::Verb);
        let subject = verb.and_then(|v| self.subject(v)).filter(|&s| s < noun);
        // "Depuis sa fusion avec Y, X emploie"
        let fronted = || if verb.is_none() { self.fronted(noun) } else { None };
        subject.or_else(fronted).or_else(|| {
            (0..noun).rev().find(|&i| self.unit(i).kind == Kind::Noun && self.unit(i).mention.is_some())
        })
    }

    /// What the noun is said of.
    fn this_args(&self, noun: usize, args: &mut Vec<Arg>) {
        let unit = self.unit(noun);
        let this =
            |at: usize, sure: u16| Arg { slot: Slot::This, filler: Filler::Unit(at), via: None, sure };
        // "sa filiale X"
        if unit.mention.is_some() && !unit.words.is_empty() {
            args.push(this(noun, SURE));
        }
        args.extend(self.called(noun).map(|name| this(name, SURE)));
        let end = self.chain_end(noun);
        // "X, filiale de Y"; "X (filiale de Y)"
        if let Some(link) = self.before(noun).filter(|_| unit.preposition.is_none()) {
            let kind = self.unit(link).kind;
            if matches!(kind, Kind::Comma | Kind::Open)
                && let Some(before) = self.before(link).filter(|&i| self.unit(i).kind == Kind::Noun)
            {
                let top = self.chain_top(before);
                let of = (top..=before).rev().find(|&i| self.unit(i).mention.is_some()).unwrap_or(top);
                // "X et Y, cofondateurs": a plural is said of the whole list.
                let plural = self.layers.tag(unit.head).feats.number() == Some("Plur");
                args.push(this(if plural { self.first_member(of) } else { of }, SURE));
            }
            // "X, fondateur et PDG de Y": the second is said of whom the first is.
            if kind == Kind::And
                && let Some(before) = self.before(link).filter(|&i| self.unit(i).kind == Kind::Noun)
            {
                if self.unit(before).mention.is_some() {
                    args.push(this(before, FRONTED));
                } else {
                    self.this_args(self.chain_top(before), args);
                }
            }
            // "X est une filiale"
            if kind == Kind::Verb
                && self.unit(link).verb.copula
                && let Some(subject) = self.subject(link)
            {
                args.push(this(subject, SURE));
            }
            if kind == Kind::Verb
                && self.classes.has("copula", self.lemma(link))
                && let Some(subject) = self.subject(link)
            {
                args.push(this(subject, SURE));
            }
        }
        self.oblique_this(noun, args);
        // "La filiale de X, Y, recrute"; "Filiale de X, Y recrute"
        if let Some(next) = self.behind(end) {
            let comma = self.unit(next).kind == Kind::Comma || self.unit(next).kind == Kind::Open;
            if let Some(after) = self.behind(next).filter(|&i| comma && self.bare(i))
                && (self.unit(after).mention.is_some() || !unit.determined)
            {
                args.push(this(after, SURE));
            }
        }
        if self.before(noun).is_none()
            && (!unit.determined || unit.preposition.as_deref() == Some("à"))
            && let Some(subject) = self.fronted(noun)
        {
            args.push(this(subject, SURE));
        }
    }

    /// "Y nommé directeur", "X a pour fondateur Y", "Y figure parmi les soutiens", "Y est l'un des actionnaires".
    fn oblique_this(&self, noun: usize, args: &mut Vec<Arg>) {
        let this = |at: usize| Arg { slot: Slot::This, filler: Filler::Unit(at), via: None, sure: SUPPORT };
        let parmi = matches!(self.unit(noun).preposition.as_deref(), Some("parmi" | "au nombre de"));
        let Some(link) = self.before(noun).or(parmi.then_some(noun)) else { return };
        let object_of = |verb: usize| {
            let v = self.unit(verb).verb;
            let found = if v.passive { self.subject(verb) } else { None };
            found.or_else(|| (verb + 1..noun).find(|&i| self.bare(i)))
        };
        match self.unit(noun).preposition.as_deref() {
            None if self.unit(link).kind == Kind::Verb
                && self.classes.has("naming-verb", self.lemma(link)) =>
            {
                args.extend(object_of(link).map(this));
            }
            // "nomme X directeur"
            None if self.unit(link).kind == Kind::Noun => {
                let verb = self.before(link).filter(|&i| self.unit(i).kind == Kind::Verb);
                if verb.is_some_and(|v| self.classes.has("naming-verb", self.lemma(v))) {
                    args.push(this(link));
                }
            }
            Some("pour") if self.unit(link).kind == Kind::Verb && self.lemma(link) == "avoir" => {
                args.extend(self.behind(self.chain_end(noun)).filter(|&i| self.bare(i)).map(this));
                if let Some(owner) = self.subject(link) {
                    args.push(Arg {
                        slot: Slot::Owner,
                        filler: Filler::Unit(owner),
                        via: None,
                        sure: SUPPORT,
                    });
                }
            }
            Some("comme" | "en tant que" | "en qualité de" | "à titre de") => {
                let verb = (0..noun).rev().find(|&i| self.unit(i).kind == Kind::Verb);
                args.extend(verb.and_then(object_of).map(this));
                args.extend(verb.and_then(|v| self.subject(v)).map(this));
            }
            Some("parmi" | "au nombre de") => {
                let left = (0..noun).rev().find(|&i| self.unit(i).kind == Kind::Verb);
                let right = (noun..self.units().len()).find(|&i| self.unit(i).kind == Kind::Verb);
                let named = |i: &usize| self.unit(*i).mention.is_some();
                let found = match (left, right) {
                    (Some(v), _) => object_of(v).filter(named).or_else(|| self.subject(v)),
                    (None, Some(v)) => self.behind(v).filter(|&i| self.bare(i)),
                    _ => None,
                };
                args.extend(found.map(this));
            }
            // "est l'un des premiers actionnaires"
            Some("de")
                if self.unit(link).kind == Kind::Noun && matches!(self.lemma(link), "un" | "une") =>
            {
                if let Some(verb) = self.before(link).filter(|&i| self.unit(i).kind == Kind::Verb) {
                    args.extend(self.subject(verb).map(this));
                } else if let Some(of) = self.before(link).and_then(|comma| self.before(comma)) {
                    args.push(this(self.chain_top(of)));
                }
            }
            _ => {}
        }
    }

    /// Complements, participles and the governing verb of a noun; gives the verb.
    fn noun_right(&self, noun: usize, args: &mut Vec<Arg>) -> Option<usize> {
        let units = self.units();
        let mut at = noun + 1;
        let mut participle = None;
        let mut follower = None;
        let mut sure = SURE;
        while at < units.len() {
            let unit = &units[at];
            match unit.kind {
                Kind::Noun => match &unit.preposition {
                    Some(preposition) => {
                        let via =
                            (at > noun + 1 && units[at - 1].kind == Kind::Noun && participle.is_none())
                                .then(|| at - 1);
                        let slot = Slot::Preposition(preposition.clone());
                        args.push(Arg { slot, filler: Filler::Unit(at), via, sure });
                    }
                    None if self.after_and(at) => {}
                    None if participle.is_none() && self.unit(noun).preposition.is_none() => {
                        sure = sure.min(FRONTED)
                    }
                    None => break,
                },
                Kind::Verb if unit.verb.participle => {
                    participle = Some(at);
                    sure = sure.min(SUPPORT);
                }
                Kind::Relative => {
                    let verb = (at..units.len())
                        .find(|&i| units[i].kind == Kind::Verb && units[i].verb.finite.is_some());
                    if let Some(verb) = verb.filter(|&v| v - at < 6) {
                        let mut inner = Vec::new();
                        self.verb_args(verb, &mut inner);
                        inner.retain(|a| a.filler != Filler::Unit(noun));
                        inner.iter_mut().for_each(|a| a.sure = a.sure.min(SUPPORT));
                        args.extend(inner);
                    }
                    break;
                }
                Kind::Verb => {
                    follower = (unit.verb.finite.is_some()).then_some(at);
                    break;
                }
                Kind::Open => match (at..units.len()).find(|&i| units[i].kind == Kind::Close) {
                    Some(close) => at = close,
                    None => break,
                },
                Kind::Comma if participle.is_some() || !self.unit(noun).determined => {}
                Kind::Comma => {
                    // "l'accord, conclu hier avec X, porte"
                    if !self
                        .behind(at)
                        .is_some_and(|i| units[i].kind == Kind::Verb || units[i].preposition.is_some())
                    {
                        break;
                    }
                }
                Kind::And => {
                    if self
                        .behind(at)
                        .is_some_and(|i| units[i].kind == Kind::Verb && units[i].verb.finite.is_some())
                    {
                        break;
                    }
                }
                Kind::Other => {}
                _ => break,
            }
            at += 1;
        }
        let governor = self.governing_verb(noun);
        match (governor, follower) {
            (Some(verb), _) => {
                let mut inner = Vec::new();
                self.verb_args(verb, &mut inner);
                inner.retain(|a| {
                    a.filler != Filler::Unit(noun)
                        && !matches!(&a.slot, Slot::Preposition(_) if after(a, noun))
                });
                inner.iter_mut().for_each(|a| a.sure = a.sure.min(SUPPORT));
                args.extend(inner);
                Some(verb)
            }
            (None, Some(verb))
                if self.subject(verb).is_some_and(|s| s == noun || self.chain_top(noun) == s) =>
            {
                let mut inner = Vec::new();
                self.verb_args(verb, &mut inner);
                inner.retain(|a| a.filler != Filler::Unit(noun) && a.slot != Slot::Subject);
                inner.iter_mut().for_each(|a| a.sure = a.sure.min(SUPPORT));
                args.extend(inner);
                Some(verb)
            }
            _ => None,
        }
    }

    /// The verb whose object or complement the noun is.
    fn governing_verb(&self, noun: usize) -> Option<usize> {
        let mut at = noun;
        while at > 0 {
            at -= 1;
            match self.unit(at).kind {
                Kind::Noun | Kind::Other | Kind::And => {}
                Kind::Comma => {}
                Kind::Verb => return Some(at),
                _ => return None,
            }
        }
        None
    }

    /// The entities of a filler, with the unit of each: coordination taken apart.
    pub(super) fn entities(&self, filler: Filler) -> Vec<(EntityIdx, Option<usize>)> {
        match filler {
            Filler::Mention(m, _) => vec![(self.layers.entities.mention(m).entity, None)],
            Filler::Entity(entity) => vec![(entity, None)],
            Filler::Unit(first) => {
                let members = self.members(first);
                let mut out = Vec::with_capacity(members.len());
                for unit in members {
                    if let Some(m) = self.denotes(unit, 4) {
                        let entity = self.layers.entities.mention(m).entity;
                        if !out.iter().any(|&(e, _)| e == entity) {
                            out.push((entity, Some(unit)));
                        }
                    }
                }
                out
            }
        }
    }

    /// The entities of an argument. A share without a complement of its own takes that of the
    /// predicate: "dont il détient 3 %", "les 7 % qu'il possède dans X", "en prend 40 %".
    pub(super) fn fillers(&self, situation: &Situation, arg: &Arg) -> Vec<(EntityIdx, Option<usize>)> {
        let found = self.entities(arg.filler);
        let Filler::Unit(at) = arg.filler else { return found };
        if !found.is_empty() || !self.through(at) {
            return found;
        }
        let complements = ["de", "dans", "chez"];
        let of = situation.args.iter().find(|a| {
            matches!(&a.slot, Slot::Preposition(p) if complements.contains(&p.as_str()))
                && a.filler != arg.filler
                && !self.entities(a.filler).is_empty()
        });
        of.map(|a| self.entities(a.filler)).unwrap_or_default()
    }

    /// Whether a filler is a pronoun or a definite description of a party that nothing resolves.
    pub(super) fn is_unknown_party(&self, filler: Filler) -> bool {
        let Filler::Unit(at) = filler else { return false };
        let unit = self.unit(at);
        if unit.mention.is_some() || !self.entities(filler).is_empty() {
            return false;
        }
        let personal = self.layers.tag(unit.head).upos == Upos::Pron
            && matches!(self.layers.tag(unit.head).feats.person(), Some("3"));
        personal || (unit.determined && self.classes.has("party-noun", self.layers.lemma(unit.head)))
    }

    /// Whether a chunk without a name is a share or a vessel of what it is of.
    fn through(&self, at: usize) -> bool {
        let unit = self.unit(at);
        unit.mention.is_none()
            && (unit.value.is_some()
                || self.classes.has("transparent", self.layers.lemma(unit.head))
                || self.classes.has("organ", self.layers.lemma(unit.head)))
    }

    /// The mention that a chunk stands for: its own, that of its apposition, or through
    /// "une part du capital de" that of its complement.
    fn denotes(&self, at: usize, depth: usize) -> Option<MentionIdx> {
        let unit = self.unit(at);
        if unit.mention.is_some() {
            return unit.mention;
        }
        let depth = depth.checked_sub(1)?;
        if self.through(at) {
            // "la société à but lucratif de X"
            let aside = |i: usize| {
                let u = self.unit(i);
                let trait_of = matches!(u.preposition.as_deref(), Some("à" | "en" | "de")) && !u.determined;
                u.kind == Kind::Noun && u.mention.is_none() && trait_of
            };
            let next = (at + 1..self.units().len()).find(|&i| !aside(i))?;
            let complement = self.unit(next);
            let leads = matches!(complement.preposition.as_deref(), Some("de" | "dans" | "chez"));
            if complement.kind == Kind::Noun && leads {
                return self.denotes(next, depth);
            }
            if let Owner::Mention(m) = unit.owner {
                return Some(m);
            }
            return None;
        }
        if on('d')
            && let Some(m) = self.apposed_to(at, depth)
        {
            return Some(m);
        }
        if let Some(name) = self.called(at) {
            return self.unit(name).mention;
        }
        // "le vendeur, X, …": a definite description with its name behind a comma.
        let end = self.chain_end(at);
        let comma = self.behind(end).filter(|&i| self.unit(i).kind == Kind::Comma)?;
        let name =
            self.behind(comma).filter(|&i| self.bare(i) && (!self.unit(i).determined || self.named(i)))?;
        let closes = self.behind(self.chain_end(name)).is_none_or(|i| self.unit(i).kind != Kind::And);
        (unit.determined && closes).then(|| self.unit(name).mention).flatten()
    }

    /// "X, un fabricant établi à Y": the name that the noun is an apposition of.
    fn apposed_to(&self, at: usize, depth: usize) -> Option<MentionIdx> {
        let unit = self.unit(at);
        if unit.preposition.is_some() || unit.value.is_some() {
            return None;
        }
        if let Some(of) = self.tree_apposed_to(at) {
            return self.unit(of).mention;
        }
        let comma = self.before(at).filter(|&i| matches!(self.unit(i).kind, Kind::Comma | Kind::Open))?;
        let named = self.before(comma).filter(|&i| self.unit(i).kind == Kind::Noun)?;
        let _ = depth;
        let listed = self.behind(self.chain_end(at)).is_some_and(|i| self.unit(i).kind == Kind::And);
        (!listed && !definite(self, at)).then(|| self.unit(named).mention).flatten()
    }

    /// The arguments that a way of a slot expression reaches.
    pub(super) fn reach(&self, situation: &Situation, path: &Path) -> Vec<Arg> {
        let mut out = Vec::new();
        for a in situation.args.iter().filter(|a| a.slot == path.slot) {
            // A complement of a complement is not the predicate's own.
            if path.slot == Slot::Preposition("de".into())
                && path.complement.is_none()
                && !self.own_complement(situation, a)
            {
                continue;
            }
            if !path.heads.is_empty() && !self.headed(a.filler, &path.heads) {
                continue;
            }
            match (&path.complement, a.filler) {
                (None, _) => out.push(a.clone()),
                (Some(preposition), Filler::Unit(unit)) => {
                    for b in &situation.args {
                        let through = b.slot == Slot::Preposition(preposition.clone());
                        // "dont X a fait l'emplette", "en prend le contrôle"
                        let fronted = b.via.is_none()
                            && preposition == "de"
                            && matches!(b.filler, Filler::Unit(u) if u < unit && u < situation.unit);
                        if through && fronted {
                            out.push(b.clone());
                        }
                        if through
                            && b.via.is_some_and(|v| v == unit || (v > unit && self.chain_end(unit) >= v))
                        {
                            out.push(b.clone());
                        }
                    }
                    if out.is_empty() && unit + 1 < self.units().len() {
                        let next = self.unit(unit + 1);
                        if next.kind == Kind::Noun && next.preposition.as_ref() == Some(preposition) {
                            out.push(Arg { filler: Filler::Unit(unit + 1), ..a.clone() });
                        }
                    }
                    if let (true, Owner::Mention(m)) = (preposition == "de", self.unit(unit).owner) {
                        out.push(Arg { filler: Filler::Mention(m, self.unit(unit).head), ..a.clone() });
                    }
                }
                _ => {}
            }
        }
        out
    }

    /// Whether a "de" belongs to the predicate: right behind it, or behind nouns that it passes through.
    fn own_complement(&self, situation: &Situation, a: &Arg) -> bool {
        let Some(mut via) = a.via else { return true };
        loop {
            if via == situation.unit {
                return true;
            }
            let unit = self.unit(via);
            let lemma = self.layers.lemma(unit.head);
            // "directeur de la branche de Y", but not "avec Z, la branche de Y, un accord".
            let domain = || unit.preposition.is_some() && self.classes.has("domain", lemma);
            // "la filiale de capteurs de Y": a kind, not somebody.
            let kind = || unit.preposition.as_deref() == Some("de") && !unit.determined;
            let through = unit.mention.is_none()
                && (unit.value.is_some() || self.classes.has("transparent", lemma) || domain() || kind());
            // "l'acquisition par X de Y": a name takes no such complement.
            let by_name = unit.preposition.is_some()
                && self.named(via)
                && matches!(a.filler, Filler::Unit(u) if self.named(u));
            if by_name && let Some(previous) = via.checked_sub(1) {
                via = previous;
                continue;
            }
            if !through {
                // "fondateur et PDG de Y": the complement of both.
                let link = self.before(via).filter(|&i| self.unit(i).kind == Kind::And);
                return unit.mention.is_none() && link.and_then(|i| self.before(i)) == Some(situation.unit);
            }
            if unit.preposition.is_none() {
                return true;
            }
            match via.checked_sub(1).filter(|&i| self.unit(i).kind == Kind::Noun) {
                Some(previous) => via = previous,
                None => return true,
            }
        }
    }

    /// Whether a filler stands for an entity of this type: `#person`, `#organization`.
    fn typed(&self, filler: Filler, kind: &str) -> bool {
        self.entities(filler).iter().any(|e| self.layers.entities.entity(e.0).kind.as_str() == kind)
    }

    /// "2 300 lampadaires": goods, by their number.
    fn counted(&self, at: usize) -> bool {
        let numeral = |w: WordIdx| self.layers.tag(w).upos == Upos::Num;
        let unit = self.unit(at);
        unit.words.iter().take_while(|&w| w < unit.head).any(numeral)
    }

    /// Whether a noun has a complement that says whose it is.
    fn complemented(&self, noun: usize) -> bool {
        (noun + 1..=self.chain_end(noun)).any(|i| {
            let unit = self.unit(i);
            unit.determined || unit.mention.is_some()
        })
    }

    /// Whether a chunk holds a name.
    fn named(&self, at: usize) -> bool {
        self.unit(at).mention.is_some_and(|m| self.layers.entities.mention(m).kind == MentionKind::Name)
    }

    /// "le pôle luxe, baptisé X": the name that a noun is given.
    pub(super) fn called(&self, noun: usize) -> Option<usize> {
        let mut at = self.behind(self.chain_end(noun))?;
        if self.unit(at).kind == Kind::Comma {
            at = self.behind(at)?;
        }
        let unit = self.unit(at);
        let calls = unit.kind == Kind::Verb
            && unit.verb.participle
            && self.classes.has("calling-verb", self.lemma(at));
        let name = self.behind(at).filter(|&i| calls && self.unit(i).kind == Kind::Noun)?;
        (self.unit(name).preposition.is_none() && self.named(name)).then_some(name)
    }

    fn headed(&self, filler: Filler, heads: &[SmolStr]) -> bool {
        let Filler::Unit(at) = filler else {
            return heads.iter().any(|h| h.strip_prefix('#').is_some_and(|kind| self.typed(filler, kind)));
        };
        let lemma = self.lemma(at).to_lowercase();
        let form = self.layers.form(self.unit(at).head).to_lowercase();
        heads.iter().any(|h| match h.strip_prefix('@') {
            _ if h == "#" => self.counted(at),
            _ if h.starts_with('#') => self.typed(filler, &h[1..]),
            Some(class) => self.classes.has(class, &lemma) || self.classes.has(class, &form),
            None => lemma == *h || form == *h,
        })
    }
}

/// Whether a chunk has a definite article.
fn definite(clauses: &Clauses, at: usize) -> bool {
    let unit = clauses.unit(at);
    unit.determined && clauses.layers.tag(unit.words.start).feats.definite() == Some("Def")
}

fn after(a: &Arg, noun: usize) -> bool {
    matches!(a.filler, Filler::Unit(u) if u > noun)
}

fn arg(slot: Slot, filler: Filler) -> Arg {
    Arg { slot, filler, via: None, sure: SURE }
}
