//! Arguments: what fills the slots around a predicate.

use super::clause::Clauses;
use super::confidence::Bond;
use super::slot::Slot;
use super::unit::Kind;
use crate::doc::{EntityIdx, EntityType, MentionIdx, Upos, WordIdx};

/// What stands in a slot.
#[derive(Clone, Debug)]
pub(super) struct Arg {
    pub(super) slot: Slot,
    pub(super) filler: Filler,
    /// The noun that it complements, when it is not the predicate itself.
    pub(super) via: Option<usize>,
    /// How it was bound.
    pub(super) bond: Bond,
}

/// A chunk, or a pronoun that leaves no chunk: "lui a vendu", "sa filiale".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filler {
    Unit(usize),
    /// A chunk without the list that it begins: "A et B (filiale de C)" speaks of one.
    One(usize),
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

impl Clauses<'_> {
    /// The arguments of a verb.
    pub(super) fn verb_situation(&self, verb: usize) -> Situation {
        let mut args = Vec::new();
        self.verb_args(verb, &mut args);
        args.extend(self.topics());
        args.extend(self.headed_by());
        Situation { unit: verb, verb: Some(verb), args }
    }

    /// Whom the text is about: a firm first, then an authority.
    pub(super) fn topics(&self) -> impl Iterator<Item = Arg> {
        [self.topic, self.authority].into_iter().flatten().map(|topic| Arg {
            slot: Slot::Topic,
            filler: Filler::Entity(topic),
            via: None,
            bond: Bond::Topic,
        })
    }

    /// "X : Y sera cédée": the one name before the colon that a sentence begins with.
    pub(super) fn headed_by(&self) -> Option<Arg> {
        let colon = self
            .units()
            .iter()
            .take(16)
            .position(|u| u.kind == Kind::Stop && self.layers.form(u.words.start) == ":")?;
        let bracket = (0..colon).find(|&i| self.unit(i).kind == Kind::Open && i > 1).unwrap_or(colon);
        let party = |m: MentionIdx| {
            let kind = self.layers.entities.entity_of(m).kind;
            matches!(kind, EntityType::Organization | EntityType::Person)
        };
        let mut named = (0..bracket).filter(|&i| self.unit(i).mention.is_some_and(party));
        let first = named.next().filter(|_| named.next().is_none())?;
        let spoken = (0..colon).all(|i| self.unit(i).kind != Kind::Verb);
        spoken.then_some(Arg {
            slot: Slot::First,
            filler: Filler::Unit(first),
            via: None,
            bond: Bond::Fronted,
        })
    }

    pub(super) fn verb_args(&self, at: usize, args: &mut Vec<Arg>) {
        let mut own = Vec::new();
        self.tree_verb_args(at, &mut own);
        let mut shallow = Vec::new();
        self.shallow_verb_args(at, &mut shallow);
        self.merge(&mut own, shallow);
        args.append(&mut own);
    }

    /// Adds what word order gives behind what the tree gives: it counts where the tree's
    /// argument is missing or stands for nobody.
    pub(super) fn merge(&self, own: &mut Vec<Arg>, shallow: Vec<Arg>) {
        let known = own.len();
        for mut arg in shallow {
            if own[..known].iter().any(|a| a.slot == arg.slot && a.filler == arg.filler) {
                continue;
            }
            arg.bond = arg.bond.max(Bond::Order);
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
        if let Some((slot, filler)) = self.cleft(at) {
            object_found |= slot == Slot::Object;
            args.push(arg(slot, filler));
        } else if let Some(r) = relative {
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
        // "X lui a infligé une amende, et Y le poursuit": whom the pronoun before stands for.
        let parallel = (0..at).rev().find_map(|i| {
            let v = self.unit(i).verb;
            let mention = v.object.or(v.dative)?;
            (!subject.contains(&self.layers.entities.mention(mention).entity))
                .then(|| Filler::Mention(mention, self.unit(i).head))
        });
        let found = (0..at).rev().find(|&i| {
            self.unit(i).mention.is_some_and(|m| {
                let entity = self.layers.entities.mention(m).entity;
                let kind = self.layers.entities.entity(entity).kind;
                matches!(kind, EntityType::Organization | EntityType::Person) && !subject.contains(&entity)
            })
        });
        // "Le vendeur, X, en avait pris le contrôle": what the sentence before is about.
        let last = || self.last?.into_iter().find(|e| !subject.contains(e)).map(Filler::Entity);
        let Some(filler) = parallel.or(found.map(Filler::Unit)).or_else(last) else { return };
        for (_, slot) in open.into_iter().filter(|o| o.0) {
            args.push(Arg { slot, filler, via: None, bond: Bond::Guess });
        }
    }

    /// "C'est à X que Y a vendu": what is put forward, in the place that its preposition says.
    fn cleft(&self, verb: usize) -> Option<(Slot, Filler)> {
        let within = |i: &usize| matches!(self.unit(*i).kind, Kind::Noun | Kind::Other | Kind::And);
        let inside = (0..verb).rev().take_while(within).count();
        let que = verb.checked_sub(inside + 1)?;
        let opens = matches!(self.unit(que).kind, Kind::Clause | Kind::Relative)
            && matches!(self.layers.form(self.unit(que).head), "que" | "qu'" | "qu’");
        let top = self.chain_top(self.before(que).filter(|&i| opens && self.unit(i).kind == Kind::Noun)?);
        let copula = self.before(top).filter(|&i| self.unit(i).verb.copula && self.lemma(i) == "être")?;
        let this = copula.checked_sub(1).filter(|&i| matches!(self.lemma(i), "ce" | "c'" | "c’"));
        let slot = self.unit(top).preposition.clone().map_or(Slot::Object, Slot::Preposition);
        this.map(|_| (slot, Filler::Unit(top)))
    }

    /// The relative pronoun that opens the verb's clause.
    fn relative_of(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        while at > 0 {
            at -= 1;
            match self.unit(at).kind {
                Kind::Relative => return Some(at),
                Kind::Clause if self.tree_relative(at) => return Some(at),
                Kind::Noun | Kind::Other | Kind::And => {}
                // "que X prévoit de racheter"
                Kind::Verb if self.unit(verb).verb.infinitive => {}
                // "qui, selon Y, a racheté"
                // "que sa maison mère, X, promettait de céder"
                Kind::Comma => {
                    let open = (0..at).rev().find(|&i| self.unit(i).kind == Kind::Comma)?;
                    let before = self.before(open)?;
                    let within = || self.before(before).filter(|_| self.bare(before));
                    let relative = |i: &usize| self.unit(*i).kind == Kind::Relative;
                    return Some(before).filter(relative).or_else(|| within().filter(relative));
                }
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
        let mut bond = Bond::Syntax;
        while at < units.len() {
            let unit = &units[at];
            match unit.kind {
                Kind::Noun if Some(at) == inverted => last = Some(at),
                Kind::Noun => {
                    let adjacent = last.filter(|&l| l + 1 == at && !self.dated(l));
                    match &unit.preposition {
                        // "taille des croupières": an article, split as if it were a preposition.
                        Some(preposition)
                            if preposition == "de"
                                && (verb + 1..at)
                                    .all(|i| units[i].kind == Kind::Other || self.dated(i))
                                && !object_found
                                && !passive
                                && self.partitive(at) =>
                        {
                            object_found = true;
                            args.push(Arg {
                                slot: Slot::Object,
                                filler: Filler::Unit(at),
                                via: None,
                                bond,
                            });
                            let slot = Slot::Preposition(preposition.clone());
                            args.push(Arg { slot, filler: Filler::Unit(at), via: None, bond });
                        }
                        Some(preposition) => {
                            if passive && preposition == "par" {
                                args.push(Arg {
                                    slot: Slot::Subject,
                                    filler: Filler::Unit(at),
                                    via: None,
                                    bond,
                                });
                            }
                            let slot = Slot::Preposition(preposition.clone());
                            args.push(Arg { slot, filler: Filler::Unit(at), via: adjacent, bond });
                        }
                        None if self.bare(at)
                            && !object_found
                            && !self.after_and(at)
                            && !self.apposed_behind(at)
                            && (!comma || !self.opens_clause(at)) =>
                        {
                            object_found = true;
                            let slot = if self.equates(verb) { Slot::This } else { Slot::Object };
                            args.push(Arg { slot, filler: Filler::Unit(at), via: None, bond });
                        }
                        // A member of a list is found from its first; an apposition from its noun.
                        None if comma && !self.after_and(at) => bond = bond.max(Bond::Fronted),
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
                Kind::Comma => {
                    comma = true;
                    at = self.parenthesis(at).unwrap_or(at);
                }
                Kind::And => {
                    let next = self.behind(at);
                    if next.is_some_and(|n| units[n].kind == Kind::Verb) {
                        break;
                    }
                }
                Kind::Other => {}
                // "emploie 300 personnes, dont 40 à Lyon"
                Kind::Relative if self.layers.form(unit.head) == "dont" && self.counts_off(at + 1) => {
                    bond = bond.max(Bond::Nested)
                }
                // "un contrat évalué à", "la société créée par": what follows may still be the verb's.
                Kind::Verb if unit.verb.participle && last.is_some_and(|l| l + 1 == at) => {
                    bond = bond.max(Bond::Fronted)
                }
                _ => break,
            }
            at += 1;
        }
    }

    /// The comma that closes a clause thrown in: ", il est vrai,", ", a-t-on appris lundi,".
    /// "X achète, Y rechigne": whether a finite verb stands right behind a noun.
    pub(super) fn opens_clause(&self, noun: usize) -> bool {
        self.behind(self.chain_end(noun)).is_some_and(|i| self.finite(i))
    }

    /// Whether a verb only says that two are one: "est X", "reste X", "s'appellent X et Y".
    fn equates(&self, verb: usize) -> bool {
        let unit = self.unit(verb);
        let lemma = self.lemma(verb);
        unit.verb.copula
            || self.classes.has("equative-verb", lemma)
            || unit.verb.reflexive && self.classes.has("calling-verb", lemma)
    }

    pub(super) fn parenthesis(&self, open: usize) -> Option<usize> {
        const LENGTH: usize = 7;
        let units = self.units();
        let close = (open + 1..units.len().min(open + LENGTH)).find(|&i| units[i].kind == Kind::Comma)?;
        let verb = (open + 1..close).find(|&i| units[i].kind == Kind::Verb)?;
        let pronoun = |i: usize| self.layers.tag(units[i].head).upos == Upos::Pron;
        let told = (open + 1..verb).all(pronoun) && units[verb].verb.finite.is_some();
        let plain = (verb + 1..close).all(|i| matches!(units[i].kind, Kind::Noun | Kind::Other));
        // A clause goes on with its own verb, a list with "et".
        let resumed = units.get(close + 1).is_some_and(|u| u.kind == Kind::Noun);
        (told && plain && resumed).then_some(close)
    }

    /// "à X, leader des solvants": said of the name before the comma, no object.
    fn apposed_behind(&self, at: usize) -> bool {
        let unit = self.unit(at);
        let named = self
            .before(at)
            .filter(|&i| self.unit(i).kind == Kind::Comma)
            .and_then(|comma| self.before(comma))
            .filter(|&i| self.unit(i).kind == Kind::Noun && self.named(i));
        named.is_some_and(|of| match unit.mention {
            Some(m) => !self.named(at) && self.said_of(m, of),
            None => !unit.determined && unit.value.is_none(),
        })
    }

    /// Whether the chunk begins with "des", "du", and names nobody.
    fn partitive(&self, at: usize) -> bool {
        let unit = self.unit(at);
        let before = unit.words.start.index().checked_sub(1);
        unit.mention.is_none()
            && before.is_some_and(|w| {
                let words = &self.layers.tokens.words;
                words[w].token == words[unit.words.start.index()].token
            })
    }

    pub(super) fn after_and(&self, at: usize) -> bool {
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
                        fronted.push(Arg { slot, filler: Filler::Unit(at), via, bond: Bond::Fronted });
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
}

pub(super) fn arg(slot: Slot, filler: Filler) -> Arg {
    Arg { slot, filler, via: None, bond: Bond::Syntax }
}
