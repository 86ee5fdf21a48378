//! The arguments of a noun: its complements, what it is said of, and those of the verb that it
//! hangs on.

use super::bind::{Arg, Filler, Situation, arg};
use super::clause::Clauses;
use super::confidence::Bond;
use super::slot::Slot;
use super::unit::{Kind, Owner};
use crate::doc::{EntityType, MentionKind};

impl Clauses<'_> {
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
                    bond: Bond::Guess,
                }));
            }
            Owner::Open => {
                if let Some(owner) = self.open_owner(noun) {
                    args.push(Arg {
                        slot: Slot::Owner,
                        filler: Filler::Unit(owner),
                        via: None,
                        bond: Bond::Fronted,
                    });
                }
            }
            Owner::None => {}
        }
        // "X, dont la filiale Y": X's.
        if let Some(relative) = self.before(noun)
            && self.unit(relative).kind == Kind::Relative
            && self.layers.form(self.unit(relative).head).eq_ignore_ascii_case("dont")
        {
            let slot = || Slot::Preposition("de".into());
            args.extend(self.antecedent(relative).map(|of| arg(slot(), Filler::Unit(of))));
            // "une note de X, dont l'analyste": whom coreference takes it for.
            let unit = self.unit(relative);
            args.extend(unit.mention.map(|m| arg(slot(), Filler::Mention(m, unit.head))));
        }
        self.tree_noun_args(noun, &mut args);
        if unit.owner == Owner::None && !self.complemented(noun) {
            args.extend(self.topics());
        }
        if let Some([object, _]) = self.last
            && unit.determined
            && !self.complemented(noun)
        {
            args.push(Arg {
                slot: Slot::Last,
                filler: Filler::Entity(object),
                via: None,
                bond: Bond::Topic,
            });
        }
        let name = |m| self.layers.entities.mention(m).kind == MentionKind::Name;
        if unit.mention.is_some_and(name) {
            args.push(arg(Slot::Own, Filler::Unit(noun)));
        }
        self.other_names(noun, &mut args);
        args.extend(self.headed_by());
        // "X, du groupe Y"
        if unit.preposition.as_deref() == Some("de")
            && let Some(comma) = self.before(noun).filter(|&i| self.unit(i).kind == Kind::Comma)
            && let Some(name) = self.before(comma).filter(|&i| self.unit(i).mention.is_some())
        {
            args.push(arg(Slot::Before, Filler::Unit(name)));
        }
        let mut shallow = Vec::new();
        self.this_args(noun, &mut shallow);
        let verb = self.noun_right(noun, &mut shallow);
        self.dashed_pair(noun, &mut shallow);
        self.merge(&mut args, shallow);
        // "Après le rachat de Y, X recrute": done by whom the clause is about.
        let subject = args.iter().any(|a| a.slot == Slot::Subject);
        if verb.is_none()
            && !subject
            && unit.preposition.is_some()
            && self.before(noun).is_none()
            && let Some(subject) = self.fronted(noun)
        {
            args.push(Arg {
                slot: Slot::Subject,
                filler: Filler::Unit(subject),
                via: None,
                bond: Bond::Fronted,
            });
        }
        Situation { unit: noun, verb, args }
    }

    /// "le délégué CGT Jean Martin": a house and a person beside one noun. Either may be the chunk's
    /// own mention; the person is whom the noun is said of.
    fn other_names(&self, noun: usize, args: &mut Vec<Arg>) {
        let unit = self.unit(noun);
        let mut last = unit.mention;
        for word in unit.words.iter().filter(|&w| w > unit.head) {
            let Some(m) = self.layers.names[word.index()].filter(|&m| Some(m) != last) else { continue };
            last = Some(m);
            let mention = self.layers.entities.mention(m);
            if mention.kind == MentionKind::Name && unit.mention != Some(m) {
                let person = self.layers.entities.entity(mention.entity).kind == EntityType::Person;
                let slot = if person { Slot::This } else { Slot::Own };
                args.push(arg(slot, Filler::Mention(m, word)));
            }
        }
    }

    /// "la fusion X – Y": two names that a dash puts side by side, right behind the noun.
    fn dashed_pair(&self, noun: usize, args: &mut Vec<Arg>) {
        let named = |i: usize| {
            self.units().get(i).is_some_and(|u| u.kind == Kind::Noun && u.preposition.is_none())
                && self.named(i)
        };
        let dash = |i: usize| {
            self.units().get(i).is_some_and(|u| matches!(self.layers.form(u.head), "–" | "—" | "-" | "/"))
        };
        if named(noun + 1) && dash(noun + 2) && named(noun + 3) {
            let slot = || Slot::Preposition("entre".into());
            args.extend([noun + 1, noun + 3].map(|i| arg(slot(), Filler::Unit(i))));
        }
    }

    /// What stands around a bracket or a comma: "X (Paris, logiciels)", "X, à Paris".
    pub(super) fn mark_situation(&self, at: usize) -> Situation {
        let mut args = Vec::new();
        let before =
            self.before(at).filter(|&i| self.unit(i).kind == Kind::Noun && self.unit(i).mention.is_some());
        // Behind a comma only the last of a list: "A et B, à Lyon".
        args.extend(before.and_then(|i| Some((i, self.unit(i).mention?))).map(|(i, m)| {
            let one = self.unit(at).kind == Kind::Comma;
            arg(Slot::Before, if one { Filler::Mention(m, self.unit(i).head) } else { Filler::Unit(i) })
        }));
        if self.unit(at).kind == Kind::Comma {
            // "X, à Paris," and no more: "X, à Paris pour la foire" tells of a journey.
            let behind = Some(at + 1).filter(|&i| i < self.units().len() && self.named(i));
            let behind = behind.filter(|_| before.is_some_and(|b| self.named(b) && b + 1 == at));
            let closes =
                |kind| matches!(kind, Kind::Comma | Kind::Stop | Kind::Close | Kind::And | Kind::Relative);
            let closed = |i: usize| self.units().get(i + 1).is_none_or(|u| closes(u.kind));
            if let Some(next) = behind.filter(|&i| closed(i))
                && let Some(preposition) = &self.unit(next).preposition
            {
                args.push(arg(Slot::Preposition(preposition.clone()), Filler::Unit(next)));
            }
            return Situation { unit: at, verb: None, args };
        }
        // The name alone, or the first of a list: "X (Paris)", "X (Paris, logiciels)".
        let inside = self.behind(at).filter(|&i| self.bare(i));
        let closed =
            |i: usize| self.units().get(i + 1).is_some_and(|u| matches!(u.kind, Kind::Close | Kind::Comma));
        args.extend(inside.filter(|&i| closed(i)).map(|i| arg(Slot::Inside, Filler::Unit(i))));
        Situation { unit: at, verb: None, args }
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

    /// Complements, participles and the governing verb of a noun; gives the verb.
    fn noun_right(&self, noun: usize, args: &mut Vec<Arg>) -> Option<usize> {
        let units = self.units();
        let mut at = noun + 1;
        let mut participle = None;
        let mut follower = None;
        let mut bond = Bond::Syntax;
        while at < units.len() {
            let unit = &units[at];
            match unit.kind {
                Kind::Noun => match &unit.preposition {
                    Some(preposition) => {
                        // "mené par X, avec la participation de Y": behind a participle "de" alone
                        // goes with the noun before.
                        let open = participle.is_none() || preposition == "de";
                        let via =
                            (at > noun + 1 && units[at - 1].kind == Kind::Noun && open).then(|| at - 1);
                        let slot = Slot::Preposition(preposition.clone());
                        args.push(Arg { slot, filler: Filler::Unit(at), via, bond });
                    }
                    None if self.after_and(at) => {}
                    None if participle.is_none() && self.unit(noun).preposition.is_none() => {
                        bond = bond.max(Bond::Fronted)
                    }
                    None => break,
                },
                // "le rachat de Y, détenu par Z": Z holds, it does not buy.
                Kind::Verb
                    if unit.verb.participle
                        && self
                            .modified(at)
                            .is_some_and(|of| of != noun && self.unit(of).mention.is_some())
                        && self.before(at).is_some_and(|i| units[i].kind == Kind::Comma) =>
                {
                    break;
                }
                Kind::Verb if unit.verb.participle => {
                    participle = Some(at);
                    bond = bond.max(Bond::Nested);
                }
                Kind::Relative => {
                    let verb = (at..units.len())
                        .find(|&i| units[i].kind == Kind::Verb && units[i].verb.finite.is_some());
                    if let Some(verb) = verb.filter(|&v| v - at < 6) {
                        let mut inner = Vec::new();
                        self.verb_args(verb, &mut inner);
                        inner.retain(|a| a.filler != Filler::Unit(noun));
                        inner.iter_mut().for_each(|a| a.bond = a.bond.max(Bond::Nested));
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
                // "deux accords, l'un avec X, l'autre avec Y"
                Kind::Comma | Kind::And if self.behind(at).is_some_and(|i| self.distributes(i)) => {
                    at = self.behind(at).unwrap_or(at);
                }
                Kind::Comma if participle.is_some() || !self.unit(noun).determined => {}
                Kind::Comma => {
                    // "la reprise de X, le premier chantier du pays, auprès de Y"
                    if let Some(close) = self.apposed_before_complement(at) {
                        at = close;
                        bond = bond.max(Bond::Nested);
                    // "l'accord, conclu hier avec X, porte"
                    } else if !self
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
                // "autorise le rachat de Y par X": who allows it has no part in it.
                let onlooker = self.classes.has("onlooker-verb", self.lemma(verb));
                inner.retain(|a| {
                    a.filler != Filler::Unit(noun)
                        && !(onlooker && a.slot == Slot::Subject)
                        && !matches!(&a.slot, Slot::Preposition(_) if after(a, noun))
                });
                inner.iter_mut().for_each(|a| a.bond = a.bond.max(Bond::Nested));
                args.extend(inner);
                Some(verb)
            }
            (None, Some(verb))
                if self.subject(verb).is_some_and(|s| s == noun || self.chain_top(noun) == s) =>
            {
                let mut inner = Vec::new();
                self.verb_args(verb, &mut inner);
                // "la fusion a été validée par X": X validates, it does not merge.
                let happens = self.classes.has("occur-verb", self.lemma(verb));
                let agent = Slot::Preposition("par".into());
                inner.retain(|a| {
                    a.filler != Filler::Unit(noun)
                        && a.slot != Slot::Subject
                        && (happens || a.slot != agent)
                });
                inner.iter_mut().for_each(|a| a.bond = a.bond.max(Bond::Nested));
                args.extend(inner);
                Some(verb)
            }
            _ => None,
        }
    }

    /// The comma that closes an apposition behind which another complement stands.
    fn apposed_before_complement(&self, comma: usize) -> Option<usize> {
        let apposed = self.behind(comma).filter(|&i| self.bare(i))?;
        let close = self.behind(self.chain_end(apposed)).filter(|&i| self.unit(i).kind == Kind::Comma)?;
        let next = self.unit(self.behind(close)?);
        let complement = next.kind == Kind::Noun
            && next.mention.is_some()
            && matches!(next.preposition.as_deref(), Some("auprès de" | "à" | "avec" | "par"));
        complement.then_some(close)
    }

    /// "l'un", "l'autre": one of those told of, of no name.
    fn distributes(&self, at: usize) -> bool {
        let unit = self.unit(at);
        let one = || matches!(self.lemma(at), "un" | "autre" | "second" | "premier");
        unit.kind == Kind::Noun && unit.mention.is_none() && unit.preposition.is_none() && one()
    }

    /// Whether a participle only qualifies the noun before it, without arguments of its own.
    fn attributive(&self, at: usize) -> bool {
        let beside = at > 0 && self.unit(at - 1).kind == Kind::Noun;
        let alone = self.units().get(at + 1).is_none_or(|u| {
            u.kind != Kind::Noun || matches!(u.preposition.as_deref(), Some("pour" | "sur" | "dans"))
        });
        self.unit(at).verb.participle && beside && alone
    }

    /// The verb whose object or complement the noun is.
    fn governing_verb(&self, noun: usize) -> Option<usize> {
        let mut at = noun;
        while at > 0 {
            at -= 1;
            match self.unit(at).kind {
                Kind::Noun | Kind::Other | Kind::And => {}
                Kind::Comma => {}
                // "être en pourparlers avancés pour l'achat": said of the noun before.
                Kind::Verb if self.attributive(at) => {}
                Kind::Verb => return Some(at),
                _ => return None,
            }
        }
        None
    }
}

fn after(a: &Arg, noun: usize) -> bool {
    matches!(a.filler, Filler::Unit(u) if u > noun)
}
