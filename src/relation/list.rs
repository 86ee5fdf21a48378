//! Coordination: where a list of nouns begins and who belongs to it.

use super::clause::Clauses;
use super::unit::Kind;
use crate::doc::{EntityType, MentionIdx, Upos, WordIdx};

/// From the members of a list so far to a chunk that may be the next.
struct Step {
    first: usize,
    /// The last chunk of the members so far.
    before: usize,
    next: usize,
    /// The last chunk that belongs to it.
    end: usize,
    /// Whether a comma leads to it.
    comma: bool,
    /// Whether "et" does.
    closes: bool,
}

impl Clauses<'_> {
    /// The first noun of "A, B et C", given the last.
    pub(super) fn first_member(&self, last: usize) -> usize {
        let mut first = last;
        let mut listed = false;
        while let Some(link) = self.before(first) {
            let kind = self.unit(link).kind;
            if !(kind == Kind::And || (kind == Kind::Comma && listed)) {
                break;
            }
            let Some(previous) = self.before(link).filter(|&i| self.unit(i).kind == Kind::Noun) else {
                break;
            };
            let top = self.chain_top(previous);
            if !self.bare(top) {
                break;
            }
            listed = true;
            first = top;
        }
        first
    }

    /// The members of a coordination that begins at `first`: "A", "A et B", "A, B et C".
    pub(super) fn members(&self, first: usize) -> Vec<usize> {
        let mut members = vec![first];
        // "écope de 187 millions, le mexicain X de 96": an amount begins no list of names.
        if self.unit(first).value.is_some() && self.unit(first).mention.is_none() {
            return members;
        }
        let preposition = &self.unit(first).preposition;
        let mut pending = Vec::new();
        let mut closed = false;
        let mut at = self.skip_beside(self.chain_end(first));
        while let Some(link) = self.behind(at) {
            let kind = self.unit(link).kind;
            if !matches!(kind, Kind::And | Kind::Comma) {
                break;
            }
            let Some(mut next) = self.behind(link) else { break };
            // ", et B"
            let closes = kind == Kind::And || self.unit(next).kind == Kind::And;
            if self.unit(next).kind == Kind::And {
                let Some(n) = self.behind(next) else { break };
                next = n;
            }
            // "40 à Lyon et 60 à Lille"
            if self.tells_where(first) && self.counts_off(next) && self.tells_where(next + 1) {
                next += 1;
            }
            let unit = self.unit(next);
            // "A, qui emploie 900 personnes, et B ont signé"
            if kind == Kind::Comma
                && unit.kind == Kind::Relative
                && let Some(close) = self.clause_within_list(next)
            {
                at = self.before(close).unwrap_or(next);
                continue;
            }
            if unit.kind != Kind::Noun || self.when(unit) {
                break;
            }
            // "A, leader des solvants, et B": the list goes on behind the apposition.
            if kind == Kind::Comma
                && !closes
                && (unit.mention.is_none_or(|m| self.said_of(m, first)) || self.seated(next, first))
                && let Some(close) = self.apposition_end(next)
            {
                at = self.before(close).unwrap_or(next);
                continue;
            }
            // "A, la coentreprise de B et de C": what is said of A ends its list.
            if kind == Kind::Comma
                && !closes
                && unit.mention.is_some_and(|m| self.said_of(m, first))
                && !self.named(next)
            {
                break;
            }
            let end = self.skip_beside(self.chain_end(next));
            let step = Step { first, before: at, next, end, comma: kind == Kind::Comma, closes };
            // "la coentreprise de A et de B, et son rival C": the list is over behind B.
            let reopened = closed && step.comma;
            // "A, la marque de B, et C": C stands beside A.
            let beside = step.comma
                && closes
                && pending.is_empty()
                && preposition.as_deref() == Some("de")
                && unit.preposition.is_none();
            if reopened || beside || !self.same_place(&step) || self.begins_anew(&step) {
                break;
            }
            pending.push(next);
            if closes {
                closed = true;
                members.append(&mut pending);
            }
            at = end;
        }
        members
    }

    /// "au Brésil, en Inde et dans le Golfe": whether a chunk says where, by any preposition.
    fn tells_where(&self, at: usize) -> bool {
        let locative = matches!(self.unit(at).preposition.as_deref(), Some("à" | "en" | "dans"));
        locative && self.is_place(at)
    }

    /// Whether the next chunk stands where the list does, by its preposition and its kind.
    fn same_place(&self, step: &Step) -> bool {
        let preposition = self.unit(step.first).preposition.as_deref();
        let own = self.unit(step.next).preposition.as_deref();
        // "auprès de A et de B"
        let again = |p: &str| {
            preposition.and_then(|all| all.strip_suffix(p)).is_some_and(|rest| rest.ends_with(' '))
        };
        let same = own.is_none()
            || own == preposition
            || own.is_some_and(again)
            || self.tells_where(step.first) && self.tells_where(step.next);
        // "12 % de A aux côtés de B et de C": beside B.
        let nearer = preposition == Some("de")
            && own == preposition
            && self.unit(step.before).preposition.as_deref().is_some_and(|p| p.ends_with(" de"));
        // "deux anciens de X, Jean Dupont et Marie Martin": people are no members of a firm's list.
        let other_kind =
            preposition.is_some() && self.bare_behind_comma(step) && self.unlike(step.first, step.next);
        let part = step.comma && self.tree_part(step.next);
        same && !nearer && !other_kind && !part
    }

    /// Whether the next chunk, without a preposition behind one with it, begins something new.
    fn begins_anew(&self, step: &Step) -> bool {
        let &Step { first, next, end, comma, closes, .. } = step;
        if self.unit(first).preposition.is_none() || self.unit(next).preposition.is_some() {
            return false;
        }
        let bare = self.bare_behind_comma(step);
        // "loue des camions à A, et B vend": a new clause.
        let vends = || self.behind_inserted(end).is_some_and(|i| self.unit(i).verb.finite.is_some());
        // "X reprend le site de Y, Z temporise": a clause of its own behind the comma.
        let acts = || self.behind(end).is_some_and(|i| self.finite(i));
        // "écope de 187 millions de la CNIL, X de 96 millions": the verb goes without saying.
        let sum =
            || self.units().get(next + 1).is_some_and(|u| u.value.is_some() && u.preposition.is_some());
        // "détient 70 % de A, B et C 10 %": B and C have a figure of their own.
        let figure = || {
            let direct = self.behind(end);
            let at = direct.filter(|&i| self.unit(i).kind == Kind::Comma).and_then(|i| self.behind(i));
            at.or(direct).is_some_and(|i| {
                self.unit(i).value.is_some() && self.unit(i).mention.is_none() && self.bare(i)
            })
        };
        closes && comma && vends() || bare && sum() || bare && !closes && acts() || closes && figure()
    }

    /// ", X": without preposition or determiner.
    fn bare_behind_comma(&self, step: &Step) -> bool {
        let unit = self.unit(step.next);
        step.comma && unit.preposition.is_none() && !unit.determined
    }

    /// Whether one chunk names a person and the other something else.
    fn unlike(&self, a: usize, b: usize) -> bool {
        let person = |at: usize| {
            let mention = self.unit(at).mention?;
            Some(self.layers.entities.entity_of(mention).kind == EntityType::Person)
        };
        matches!((person(a), person(b)), (Some(a), Some(b)) if a != b)
    }

    /// Whether a mention stands for what a chunk names: "A, leader des solvants".
    pub(super) fn said_of(&self, mention: MentionIdx, of: usize) -> bool {
        let entity = |m: MentionIdx| self.layers.entities.mention(m).entity;
        self.unit(of).mention.is_some_and(|m| entity(m) == entity(mention))
    }

    /// "A, de Lyon, et B": where A is, no member of the list.
    fn seated(&self, place: usize, of: usize) -> bool {
        let preposition = &self.unit(place).preposition;
        preposition.is_some() && *preposition != self.unit(of).preposition && self.is_place(place)
    }

    /// The comma that closes an apposition and that "et" stands behind.
    fn apposition_end(&self, noun: usize) -> Option<usize> {
        let end = self.units().len().min(noun + 10);
        let close = (noun + 1..end).find(|&i| !matches!(self.unit(i).kind, Kind::Noun | Kind::Other))?;
        let comma = self.unit(close).kind == Kind::Comma;
        (comma && self.behind(close).is_some_and(|i| self.unit(i).kind == Kind::And)).then_some(close)
    }

    /// The comma that closes a relative clause behind which "et" goes on with a subject whose verb is in
    /// the plural.
    fn clause_within_list(&self, relative: usize) -> Option<usize> {
        const LENGTH: usize = 12;
        let end = self.units().len().min(relative + LENGTH);
        let close = (relative + 1..end).find(|&i| self.unit(i).kind == Kind::Comma)?;
        let and = self.behind(close).filter(|&i| self.unit(i).kind == Kind::And)?;
        let noun = self.behind(and).filter(|&i| self.bare(i))?;
        let verb = self.behind_inserted(self.chain_end(noun))?;
        let plural = |word: WordIdx| self.layers.tag(word).feats.number() == Some("Plur");
        self.unit(verb).verb.finite.is_some_and(plural).then_some(close)
    }

    /// Whether a chunk is a mere number of what was told of: "dont 40 à Lyon".
    pub(super) fn counts_off(&self, at: usize) -> bool {
        let unit = self.unit(at);
        let number = self.layers.tag(unit.head).upos == Upos::Num;
        self.bare(at) && unit.mention.is_none() && number && at + 1 < self.units().len()
    }

    /// What stands behind a noun and what commas throw in there: "et B, soutenu par C, réclame".
    fn behind_inserted(&self, at: usize) -> Option<usize> {
        let next = self.behind(at)?;
        if self.unit(next).kind != Kind::Comma {
            return Some(next);
        }
        let close = (next + 1..self.units().len()).find(|&i| self.unit(i).kind == Kind::Comma)?;
        self.behind(close)
    }

    /// Passes over brackets behind a noun: "A (45 %) et B".
    fn skip_beside(&self, at: usize) -> usize {
        let Some(open) = self.behind(at).filter(|&i| self.unit(i).kind == Kind::Open) else { return at };
        (open..self.units().len().min(open + 8)).find(|&i| self.unit(i).kind == Kind::Close).unwrap_or(at)
    }
}
