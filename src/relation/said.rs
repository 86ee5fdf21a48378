//! What a noun is said of: "X, filiale de Y", "X est une filiale", "sa filiale X", "deux clients, dont X".

use super::bind::{Arg, Filler};
use super::clause::Clauses;
use super::confidence::Bond;
use super::slot::Slot;
use super::unit::Kind;

impl Clauses<'_> {
    /// What the noun is said of.
    pub(super) fn this_args(&self, noun: usize, args: &mut Vec<Arg>) {
        let unit = self.unit(noun);
        let this =
            |at: usize, bond: Bond| Arg { slot: Slot::This, filler: Filler::Unit(at), via: None, bond };
        // "sa filiale X"
        // "devient une filiale", "X, filiale de Y": what coreference takes it for comes last.
        let predicative =
            !unit.determined || self.before_dates(noun).is_some_and(|i| self.unit(i).kind == Kind::Verb);
        if self.named(noun) || unit.mention.is_some() && !predicative {
            args.push(this(noun, Bond::Syntax));
        }
        args.extend(self.called(noun).map(|name| this(name, Bond::Syntax)));
        args.extend(self.instanced(noun).map(|name| this(name, Bond::Syntax)));
        args.extend(self.named_behind_clause(noun).map(|name| this(name, Bond::Nested)));
        let end = self.chain_end(noun);
        // "le délégué CGT Jean Dupont": the name behind the one of its own chunk.
        if let Some(beside) = self.units().get(end + 1).filter(|_| end == noun && self.named(noun))
            && beside.kind == Kind::Noun
            && beside.preposition.is_none()
            && !beside.determined
            && self.named(end + 1)
        {
            args.push(this(end + 1, Bond::Nested));
        }
        // "X, aux mains de Y": a state
        if matches!(unit.preposition.as_deref(), Some("à" | "entre" | "sous" | "dans" | "en"))
            && let Some(link) = self.before(noun).filter(|&i| self.unit(i).kind == Kind::Comma)
            && let Some(named) = self.before(link).filter(|&i| self.unit(i).kind == Kind::Noun)
            && self.unit(named).mention.is_some()
        {
            args.push(this(named, Bond::Nested));
        }
        // "X, filiale de Y"; "X (filiale de Y)"
        if let Some(link) = self.before_dates(noun).filter(|_| unit.preposition.is_none()) {
            let kind = self.unit(link).kind;
            if matches!(kind, Kind::Comma | Kind::Open)
                && let Some(before) = self.before(link).filter(|&i| self.unit(i).kind == Kind::Noun)
                && !self.is_source(before)
            {
                let top = self.chain_top(before);
                let of = (top..=before).rev().find(|&i| self.unit(i).mention.is_some()).unwrap_or(top);
                // "X et Y, cofondateurs": a plural is said of the whole list, a singular of the last.
                let filler = match self.plural(noun) {
                    true => Filler::Unit(self.first_member(of)),
                    false => Filler::One(of),
                };
                args.push(Arg { filler, ..this(of, Bond::Syntax) });
            }
            // "X, fondateur et PDG de Y": the second is said of whom the first is.
            if kind == Kind::And
                && !unit.determined
                && let Some(before) = self.before(link).filter(|&i| self.unit(i).kind == Kind::Noun)
            {
                let known = args.len();
                if self.unit(before).mention.is_some() {
                    args.push(this(before, Bond::Fronted));
                } else {
                    self.this_args(self.chain_top(before), args);
                }
                // "X, exploitant du réseau et filiale de Y,"
                if args.len() == known {
                    args.extend(self.inserted_after(noun).map(|name| this(name, Bond::Nested)));
                }
            }
            // "X est une filiale"
            if kind == Kind::Verb
                && self.unit(link).verb.copula
                && let Some(subject) = self.subject(link)
            {
                args.push(this(subject, Bond::Syntax));
            }
            if kind == Kind::Verb
                && self.classes.has("copula", self.lemma(link))
                && let Some(subject) = self.subject(link)
            {
                args.push(this(subject, Bond::Syntax));
            }
        }
        self.oblique_this(noun, args);
        // "La filiale de X, Y, recrute"; "Filiale de X, Y recrute"
        if let Some(next) = self.behind(end) {
            // Not out of a quotation: "« … numéro deux », a déclaré la directrice, X".
            let quoted = (end..next).any(|i| {
                self.unit(i).words.iter().any(|w| matches!(self.layers.form(w), "\"" | "»" | "”"))
            });
            let comma = !quoted
                && (unit.preposition.is_none() || unit.determined || self.plural(noun))
                && (self.unit(next).kind == Kind::Comma || self.unit(next).kind == Kind::Open);
            // "est une filiale de X, un groupe de Lyon": said of X.
            let of_complement = |i: usize| {
                let of = |m| (noun + 1..=end).any(|c| self.said_of(m, c));
                self.unit(i).mention.is_some_and(of)
            };
            if let Some(after) = self.behind(next).filter(|&i| comma && self.bare(i) && !of_complement(i))
                && (self.unit(after).mention.is_some() || !unit.determined)
            {
                args.push(this(after, Bond::Syntax));
            }
        }
        if self.before(noun).is_none()
            && (!unit.determined || unit.preposition.as_deref() == Some("à"))
            && let Some(subject) = self.fronted(noun)
        {
            args.push(this(subject, Bond::Syntax));
        }
        if unit.mention.is_some() && !self.named(noun) && predicative {
            args.push(this(noun, Bond::Syntax));
        }
    }

    /// "selon X, le numéro trois": X says it.
    fn is_source(&self, at: usize) -> bool {
        let preposition = &self.unit(self.chain_top(at)).preposition;
        preposition.as_ref().is_some_and(|p| self.classes.has("source-preposition", p))
    }

    /// Whether a noun is in the plural; by its form where the tagger does not know.
    pub(super) fn plural(&self, at: usize) -> bool {
        let head = self.unit(at).head;
        match self.layers.tag(head).feats.number() {
            Some(number) => number == "Plur",
            None => self.layers.form(head).ends_with('s') && !self.named(at),
        }
    }

    /// The name behind a participle's clause that describes it: "une filiale dédiée aux puces, X".
    fn named_behind_clause(&self, noun: usize) -> Option<usize> {
        let participle = self.chain_end(noun) + 1;
        let units = self.units();
        let opens = units.get(participle).is_some_and(|u| u.verb.participle && u.kind == Kind::Verb);
        let close = (participle + 1..units.len().min(participle + 8))
            .find(|&i| !matches!(units[i].kind, Kind::Noun | Kind::Other))?;
        let plain = !(participle..close).any(|i| self.named(i));
        let comma = opens && plain && self.unit(close).kind == Kind::Comma && self.unit(noun).determined;
        let name = self.behind(close).filter(|&i| comma && self.bare(i) && self.named(i))?;
        let free = self.behind(self.chain_end(name)).is_none_or(|i| self.unit(i).kind != Kind::Verb);
        (free && self.before(noun).is_some_and(|i| self.unit(i).kind == Kind::Verb)).then_some(name)
    }

    /// "deux actionnaires, dont X et Y": the first of those whom a plural counts.
    fn instanced(&self, noun: usize) -> Option<usize> {
        if !self.plural(noun) {
            return None;
        }
        let comma = self.behind(self.chain_end(noun)).filter(|&i| self.unit(i).kind == Kind::Comma)?;
        let relative = self.behind(comma).filter(|&i| {
            self.unit(i).kind == Kind::Relative && self.layers.form(self.unit(i).head) == "dont"
        })?;
        let name = self.behind(relative).filter(|&i| self.bare(i) && self.named(i))?;
        let last = *self.members(name).last()?;
        self.behind(self.chain_end(last)).is_none_or(|i| self.unit(i).kind != Kind::Verb).then_some(name)
    }

    /// The name behind which the insertion stands that holds a noun.
    fn inserted_after(&self, noun: usize) -> Option<usize> {
        let comma = (0..noun)
            .rev()
            .take_while(|&i| self.unit(i).verb.finite.is_none() && self.unit(i).kind != Kind::Stop)
            .find(|&i| self.unit(i).kind == Kind::Comma)?;
        self.before(comma).filter(|&i| self.unit(i).mention.is_some())
    }

    /// "Y nommé directeur", "X a pour fondateur Y", "Y figure parmi les soutiens", "Y est l'un des actionnaires".
    fn oblique_this(&self, noun: usize, args: &mut Vec<Arg>) {
        let this =
            |at: usize| Arg { slot: Slot::This, filler: Filler::Unit(at), via: None, bond: Bond::Nested };
        let parmi = matches!(self.unit(noun).preposition.as_deref(), Some("parmi" | "au nombre de"));
        let Some(link) = self.before_dates(noun).or(parmi.then_some(noun)) else { return };
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
                        bond: Bond::Nested,
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
}
