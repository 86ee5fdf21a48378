//! What relative pronouns stand for, and what participles are said of.

use super::clause::Clauses;
use super::unit::Kind;
use crate::doc::{EntityType, WordIdx};

impl Clauses<'_> {
    /// "le groupe dirigé par X, dont le premier actionnaire": the group, for a person has none.
    fn led_by_person(&self, relative: usize) -> Option<usize> {
        if !self.layers.form(self.unit(relative).head).eq_ignore_ascii_case("dont") {
            return None;
        }
        let mut at = self.before(relative)?;
        if self.unit(at).kind == Kind::Comma {
            at = self.before(at)?;
        }
        let mention = self.unit(at).mention?;
        let person = self.layers.entities.entity_of(mention).kind == EntityType::Person;
        if !person || self.unit(at).preposition.as_deref() != Some("par") {
            return None;
        }
        self.before(at).filter(|&i| self.unit(i).verb.participle).and_then(|p| self.modified(p))
    }

    /// The noun that a relative pronoun stands for.
    pub(super) fn antecedent(&self, relative: usize) -> Option<usize> {
        let found = self.any_antecedent(relative)?;
        let unit = self.unit(relative);
        let subject = unit.preposition.is_none() && self.layers.form(unit.head).eq_ignore_ascii_case("qui");
        if !subject {
            return Some(found);
        }
        // "X, un groupe de Lyon qui a": no name without a comma takes such a clause.
        let top = self.chain_top(found);
        if found + 1 == relative && top != found && self.named(found) && self.describes_party(top) {
            return Some(top);
        }
        // "les salariés de X, qui a": the verb agrees with another noun of the chain.
        let verb =
            (relative + 1..self.units().len().min(relative + 6)).find_map(|i| self.unit(i).verb.finite);
        let number = |word: WordIdx| self.layers.tag(word).feats.number();
        if verb.and_then(number) != Some("Sing") || number(self.unit(found).head) != Some("Plur") {
            return Some(found);
        }
        let nearer = (found + 1..relative)
            .rev()
            .take_while(|&i| i == relative - 1 || matches!(self.unit(i).kind, Kind::Noun | Kind::Other))
            .find(|&i| self.unit(i).mention.is_some() && number(self.unit(i).head) != Some("Plur"));
        Some(nearer.unwrap_or(found))
    }

    pub(super) fn is_place(&self, at: usize) -> bool {
        let kind = |m| self.layers.entities.entity_of(m).kind;
        self.unit(at).mention.is_some_and(|m| kind(m) == EntityType::Place)
    }

    /// Whether a chunk of no name describes a party: "un groupe", "le brasseur".
    pub(super) fn describes_party(&self, at: usize) -> bool {
        let unit = self.unit(at);
        unit.kind == Kind::Noun && !self.named(at) && self.classes.has("party-noun", self.lemma(at))
    }

    fn any_antecedent(&self, relative: usize) -> Option<usize> {
        if let Some(found) = self.led_by_person(relative) {
            return Some(found);
        }
        if let Some(found) = self.tree_antecedent(relative) {
            // "la plateforme de paiement que": a bare complement takes no clause of its own.
            let bare = self.unit(found).mention.is_none() && !self.unit(found).determined;
            return Some(if bare { self.chain_top(found) } else { found });
        }
        let mut at = self.before(relative)?;
        if self.unit(at).kind == Kind::Comma {
            at = self.before(at)?;
        }
        // "que X a fondée et que Y détient"
        if self.unit(at).kind == Kind::And {
            let inside = |i: &usize| self.unit(*i).kind != Kind::Stop;
            let other = (0..at).rev().take_while(inside).find(|&i| self.unit(i).kind == Kind::Relative);
            return other.and_then(|other| self.any_antecedent(other));
        }
        if self.unit(at).kind == Kind::Close {
            while at > 0 && self.unit(at).kind != Kind::Open {
                at -= 1;
            }
            at = self.before(at)?;
        }
        if self.unit(at).kind != Kind::Noun {
            return None;
        }
        // "X, club résident, dont": the apposition stands for the name before it.
        if self.unit(at).mention.is_none()
            && let Some(named) =
                self.before(self.chain_top(at)).filter(|&i| self.unit(i).kind == Kind::Comma)
            && let Some(named) = self.before(named).filter(|&i| self.unit(i).mention.is_some())
        {
            return Some(named);
        }
        // "le président de X, qui": the nearest name; "un accord de licence qui": the first noun.
        let near = self.unit(at);
        let clause_comma = self.before(relative).is_some_and(|i| self.unit(i).kind == Kind::Comma);
        if near.mention.is_none()
            || (clause_comma && !near.determined && self.unit(self.chain_top(at)).mention.is_some())
        {
            return Some(self.chain_top(at));
        }
        Some(self.first_member(at))
    }

    /// The noun that a participle without auxiliary is said of.
    pub(super) fn modified(&self, participle: usize) -> Option<usize> {
        if let Some(found) = self.tree_modified(participle) {
            // "un tour de table de 12 M€ mené par X": what the amount is of.
            let amount = self.unit(found).value.is_some() && self.unit(found).mention.is_none();
            // "le rachat du fabricant X, détenu par Y": behind a comma it is said of the name.
            // "le tour de table de X, mené par Y": rounds are led, not firms.
            let of_event = self.classes.has("event-verb", self.lemma(participle));
            let named = self
                .before(participle)
                .filter(|&i| self.unit(i).kind == Kind::Comma && self.unit(found).mention.is_none())
                .filter(|_| !of_event || !self.unit(found).determined)
                .and_then(|comma| self.before(comma))
                .and_then(|end| (found..=end).rev().find(|&i| self.unit(i).mention.is_some()))
                // "Candidat malheureux, X, installé à Lyon": the name, not what it is called.
                .filter(|&i| self.chain_end(found) >= i || self.bare(i) && !self.unit(found).determined)
                .filter(|&i| self.agrees(i, participle));
            // "X et Y créent une société, Z, détenue par": said of what it agrees with.
            // "X confie à Y, déjà présent à Lyon, la paie": said of the name between commas.
            if let Some(name) = self.inserted_behind(found, participle) {
                return Some(name);
            }
            if !self.agrees(found, participle)
                && let Some(near) = self.nearest_agreeing(participle)
            {
                return Some(near);
            }
            // "un fabricant de gaines pour centres de données établi à Lyon"
            let top = self.chain_top(found);
            if !self.agrees(found, participle) && top != found && self.agrees(top, participle) {
                return Some(top);
            }
            return Some(match named.filter(|_| !self.both_plural(found, participle)) {
                Some(named) => named,
                None if amount => self.chain_top(found),
                None => found,
            });
        }
        match self.before(participle) {
            Some(at) if self.unit(at).kind == Kind::Noun => {
                let top = self.chain_top(at);
                let agrees = |i: usize| self.agrees(i, participle);
                if self.unit(at).mention.is_some() && agrees(at) { Some(at) } else { Some(top) }
            }
            Some(at) if self.unit(at).kind == Kind::Close => {
                let open = (0..at).rev().find(|&i| self.unit(i).kind == Kind::Open)?;
                self.before(open).filter(|&i| self.unit(i).kind == Kind::Noun)
            }
            Some(at) if self.unit(at).kind == Kind::And => {
                // "détenu à 34 % par A et à 66 % par B" has no second participle; "fondé et dirigé par" has.
                let other = (0..at).rev().find(|&i| !matches!(self.unit(i).kind, Kind::Noun | Kind::Other));
                // "né à Lyon d'une scission de Y et dirigé par X"
                let other = other.filter(|&i| {
                    self.unit(i).kind == Kind::Verb
                        && (self.before(at) == Some(i) || self.unit(i).verb.participle)
                })?;
                if self.unit(other).verb.participle { self.modified(other) } else { self.subject(other) }
            }
            Some(at) if self.unit(at).kind == Kind::Comma => {
                let before = self.before(at)?;
                if self.unit(before).kind == Kind::Noun {
                    let top = self.chain_top(before);
                    let named = self.unit(top).mention.is_some();
                    // "les batteries de X, achetées à Y": said of the batteries.
                    if self.both_plural(top, participle) {
                        return Some(top);
                    }
                    return Some(if named || self.bare(top) {
                        self.first_named(top, before)
                    } else {
                        before
                    });
                }
                self.fronted(participle)
            }
            _ => self.fronted(participle),
        }
    }

    /// The chain's first noun that names something, or its first.
    fn first_named(&self, top: usize, end: usize) -> usize {
        (top..=end).find(|&i| self.unit(i).mention.is_some()).unwrap_or(top)
    }

    /// The name right before an insertion between commas, where a tree takes it for the subject's: a verb
    /// stands between the two.
    fn inserted_behind(&self, found: usize, participle: usize) -> Option<usize> {
        const LENGTH: usize = 8;
        let open = self.before(participle).filter(|&i| self.unit(i).kind == Kind::Comma)?;
        let name = self.before(open).filter(|&i| self.unit(i).kind == Kind::Noun && self.named(i))?;
        let verb = (found + 1..name).any(|i| self.unit(i).verb.finite.is_some());
        let end = self.units().len().min(participle + LENGTH);
        let closes =
            (participle + 1..end).find(|&i| !matches!(self.unit(i).kind, Kind::Noun | Kind::Other))?;
        let inserted = self.unit(closes).kind == Kind::Comma
            && self.behind(closes).is_some_and(|i| self.unit(i).kind == Kind::Noun && self.bare(i));
        (verb && found < name && inserted && self.agrees(name, participle)).then_some(name)
    }

    /// The noun before the comma of a detached participle that agrees with it: the last named one of
    /// its clause, or else the last.
    fn nearest_agreeing(&self, participle: usize) -> Option<usize> {
        let mut before = self.before(participle)?;
        // "détenue à parts égales et dirigée par X"
        if self.unit(before).kind == Kind::And {
            let inside = |i: &usize| matches!(self.unit(*i).kind, Kind::Noun | Kind::Other);
            let other = before.checked_sub(1 + (0..before).rev().take_while(inside).count())?;
            before = self.before(other).filter(|_| self.unit(other).verb.participle)?;
        }
        let comma = Some(before).filter(|&i| self.unit(i).kind == Kind::Comma)?;
        let within = |i: &usize| matches!(self.unit(*i).kind, Kind::Noun | Kind::Other | Kind::Comma);
        let fits = |i: &usize| self.unit(*i).kind == Kind::Noun && self.agrees(*i, participle);
        let near: Vec<usize> = (0..comma).rev().take_while(within).filter(fits).collect();
        near.iter().copied().find(|&i| self.unit(i).mention.is_some()).or(near.first().copied())
    }

    /// Gender and number agree, as far as both are known.
    fn agrees(&self, noun: usize, participle: usize) -> bool {
        let a = self.layers.tag(self.unit(noun).head).feats;
        let b = self.layers.tag(self.unit(participle).head).feats;
        let clash = |x: Option<&str>, y: Option<&str>| matches!((x, y), (Some(x), Some(y)) if x != y);
        !clash(a.number(), b.number()) && !clash(a.gender(), b.gender())
    }

    fn both_plural(&self, noun: usize, participle: usize) -> bool {
        let plural = |at: usize| self.layers.tag(self.unit(at).head).feats.number() == Some("Plur");
        plural(noun) && plural(participle)
    }
}
