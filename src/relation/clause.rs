//! Clauses without a tree: which noun is the subject of a verb, what governs an
//! infinitive, what a participle is said of. Word order, commas and conjunctions decide.

use super::lexicon::Classes;
use super::unit::{Chunks, Kind, Layers, Unit};
use crate::doc::{EntityIdx, EntityType, MentionIdx, MentionKind, SentenceIdx, Trees, ValueKind, WordIdx};

/// How far a chain of control is followed: "prévoit de renoncer à vendre".
const DEPTH: usize = 6;

/// A sentence's chunks with the questions that binding asks.
pub(super) struct Clauses<'a> {
    pub(super) layers: Layers<'a>,
    pub(super) chunks: &'a Chunks,
    pub(super) classes: &'a Classes,
    /// The document's trees, where it is parsed.
    pub(super) trees: Option<&'a Trees>,
    /// The organization that the text before speaks of most.
    pub(super) topic: Option<EntityIdx>,
    /// The authority that it speaks of most.
    pub(super) authority: Option<EntityIdx>,
    /// The ends of the last relation told in the sentences before, object first.
    pub(super) last: Option<[EntityIdx; 2]>,
    /// Which sentence of the document it is.
    pub(super) sentence: SentenceIdx,
    /// The sentence's first word; `homes` counts from there.
    pub(super) first: WordIdx,
    /// Per word of the sentence: the unit that holds it.
    pub(super) homes: &'a [u32],
}

impl<'a> Clauses<'a> {
    pub(super) fn unit(&self, at: usize) -> &'a Unit {
        &self.chunks.units[at]
    }

    pub(super) fn units(&self) -> &'a [Unit] {
        &self.chunks.units
    }

    /// How many organizations and persons the sentence names.
    pub(super) fn parties(&self) -> u8 {
        let mentions =
            self.units().iter().filter_map(|u| u.mention).map(|m| self.layers.entities.mention(m));
        let named = mentions.filter(|m| m.kind == MentionKind::Name).map(|m| m.entity);
        let mut parties: Vec<EntityIdx> = named
            .filter(|&e| {
                let kind = self.layers.entities.entity(e).kind;
                matches!(kind, EntityType::Organization | EntityType::Person)
            })
            .collect();
        parties.sort();
        parties.dedup();
        u8::try_from(parties.len()).unwrap_or(u8::MAX)
    }

    pub(super) fn lemma(&self, at: usize) -> &'a str {
        self.layers.lemma(self.unit(at).head)
    }

    /// A noun chunk without preposition that can be subject or object: no date, no adverbial.
    pub(super) fn bare(&self, at: usize) -> bool {
        let unit = self.unit(at);
        unit.kind == Kind::Noun && unit.preposition.is_none() && !self.when(unit)
    }

    /// Whether the chunk says when, not what.
    fn when(&self, unit: &Unit) -> bool {
        let date = |v: crate::doc::ValueIdx| {
            matches!(
                self.layers.entities.values[v.index()].kind,
                ValueKind::Date(_) | ValueKind::Duration(_)
            )
        };
        unit.mention.is_none()
            && (unit.value.is_some_and(date) || self.classes.has("time-noun", self.layers.lemma(unit.head)))
    }

    /// Whether the chunk is a day or a date that takes no complement: "jeudi", "la semaine dernière",
    /// but not "la fin".
    pub(super) fn dated(&self, at: usize) -> bool {
        let unit = self.unit(at);
        let qualified = || unit.words.end.index() > unit.head.index() + 1;
        self.when(unit) && (unit.value.is_some() || !unit.determined || qualified())
    }

    fn finite(&self, at: usize) -> bool {
        let unit = self.unit(at);
        unit.kind == Kind::Verb && unit.verb.finite.is_some()
    }

    /// The unit before, passing over adverbs, quotes and adjectives.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&i| self.unit(i).kind != Kind::Other)
    }

    /// The unit before, passing over days as well: "est devenu jeudi une filiale".
    pub(super) fn before_dates(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&i| {
            let unit = self.unit(i);
            unit.kind != Kind::Other && !(unit.kind == Kind::Noun && self.dated(i))
        })
    }

    /// The unit behind, passing over adverbs, quotes and adjectives.
    pub(super) fn behind(&self, at: usize) -> Option<usize> {
        (at + 1..self.units().len()).find(|&i| self.unit(i).kind != Kind::Other)
    }

    /// The noun that the chain of complements ending at `at` begins with.
    pub(super) fn chain_top(&self, at: usize) -> usize {
        let mut top = at;
        while self.unit(top).preposition.is_some() && top > 0 && self.unit(top - 1).kind == Kind::Noun {
            top -= 1;
        }
        top
    }

    /// The last complement of the chain that begins at `at`: "la filiale (de X) (en Y)".
    pub(super) fn chain_end(&self, at: usize) -> usize {
        let mut end = at;
        while end + 1 < self.units().len()
            && self.unit(end + 1).kind == Kind::Noun
            && self.unit(end + 1).preposition.is_some()
        {
            end += 1;
        }
        end
    }

    /// The subject of a verb unit.
    pub(super) fn subject(&self, verb: usize) -> Option<usize> {
        self.subject_within(verb, DEPTH)
    }

    fn subject_within(&self, verb: usize, depth: usize) -> Option<usize> {
        let depth = depth.checked_sub(1)?;
        let tree = self.tree_subject(verb).map(|subject| self.whole_subject(subject, verb));
        // No subject stands beyond a colon or behind a preposition, but for want of another.
        let colon = |i: usize| matches!(self.layers.form(self.unit(i).head), ":" | ";");
        let beyond = |s: usize| s < verb && (self.unit(s).preposition.is_some() || (s..verb).any(colon));
        match tree.filter(|&s| beyond(s)) {
            Some(far) => self.ordered_subject(verb, depth).filter(|&s| !beyond(s)).or(Some(far)),
            None => tree.or_else(|| self.ordered_subject(verb, depth)),
        }
    }

    /// The subject by word order alone.
    fn ordered_subject(&self, verb: usize, depth: usize) -> Option<usize> {
        let v = &self.unit(verb).verb;
        if v.infinitive || (v.gerund && self.unit(verb).preposition.is_some()) {
            return self.controlled(verb, depth);
        }
        if v.finite.is_none() {
            return self.modified(verb);
        }
        self.left_subject(verb, depth).or_else(|| self.right_subject(verb))
    }

    /// "X, le petit poucet des pneus, doit": the name, where a tree takes the apposition.
    fn whole_subject(&self, subject: usize, verb: usize) -> usize {
        let apposed = || {
            let open = self.before(subject).filter(|&i| self.unit(i).kind == Kind::Comma)?;
            let closed = self.before(verb).is_some_and(|i| self.unit(i).kind == Kind::Comma && i > subject);
            let unnamed = subject < verb && self.unit(subject).mention.is_none();
            self.before(open).filter(|&i| closed && unnamed && self.bare(i) && self.named(i))
        };
        apposed().unwrap_or_else(|| self.list_start(subject, verb))
    }

    /// "X, un groupe de Lyon, et Y ont": a verb in the plural has the whole list for its subject.
    fn list_start(&self, subject: usize, verb: usize) -> usize {
        let plural = |word: WordIdx| self.layers.tag(word).feats.number() == Some("Plur");
        let whole = subject > verb
            || !self.unit(verb).verb.finite.is_some_and(plural)
            || plural(self.unit(subject).head)
            || !self.after_and(subject);
        if whole {
            return subject;
        }
        let first = self.first_member(subject);
        let apposed = || {
            let close = self.before(subject).and_then(|and| self.before(and))?;
            let open = (0..close).rev().find(|&i| self.unit(i).kind == Kind::Comma)?;
            let kind = |k: Kind| self.unit(close).kind == k;
            self.before(open).filter(|&i| kind(Kind::Comma) && self.bare(i) && self.named(i))
        };
        if first == subject { apposed().unwrap_or(subject) } else { first }
    }

    /// The subject of a finite verb, on its left.
    fn left_subject(&self, verb: usize, depth: usize) -> Option<usize> {
        let mut at = verb;
        while at > 0 {
            at -= 1;
            let unit = self.unit(at);
            match unit.kind {
                Kind::Relative
                    if self.layers.form(unit.head).eq_ignore_ascii_case("qui")
                        && unit.preposition.is_none() =>
                {
                    return self.antecedent(at);
                }
                // A subject between "que" and the verb would have been met.
                Kind::Relative | Kind::Clause | Kind::Stop => return None,
                Kind::Noun if self.bare(at) => {
                    // "X rachète Y et cède Z": the noun is the object of a verb before.
                    if let Some(other) = self.coordinated_verb(at, verb) {
                        return self.subject_within(other, depth);
                    }
                    return Some(self.first_member(at));
                }
                Kind::Comma => {
                    if let Some(open) = self.insertion_start(at) {
                        at = open;
                    }
                }
                Kind::Close => {
                    while at > 0 && self.unit(at).kind != Kind::Open {
                        at -= 1;
                    }
                }
                Kind::Verb if unit.verb.finite.is_some() => return self.subject_within(at, depth),
                _ => {}
            }
        }
        None
    }

    /// The verb that a noun left of `verb` depends on, when "et" or a comma coordinates the two verbs.
    fn coordinated_verb(&self, noun: usize, verb: usize) -> Option<usize> {
        let between_is_and = (noun + 1..verb).any(|i| matches!(self.unit(i).kind, Kind::And | Kind::Stop));
        if !between_is_and || self.behind(noun).is_some_and(|i| i == verb) {
            return None;
        }
        // "A et B rachètent": what stands between is a noun.
        let last = self.before(verb)?;
        if self.unit(last).kind == Kind::Noun {
            return None;
        }
        (0..noun).rev().find(|&i| self.finite(i))
    }

    /// Where the insertion that a comma closes begins: "X, filiale de Y, rachète".
    fn insertion_start(&self, close: usize) -> Option<usize> {
        let open = (0..close).rev().find(|&i| self.unit(i).kind == Kind::Comma)?;
        let before = self.before(open)?;
        matches!(self.unit(before).kind, Kind::Noun | Kind::Close | Kind::Relative).then_some(open)
    }

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

    /// An inverted subject: "détenait jusque-là X", "a annoncé Y".
    fn right_subject(&self, verb: usize) -> Option<usize> {
        let next = (verb + 1..self.units().len()).find(|&i| {
            let unit = self.unit(i);
            unit.kind != Kind::Other && !(unit.kind == Kind::Noun && self.when(unit))
        })?;
        self.bare(next).then_some(next)
    }

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
            let named = self
                .before(participle)
                .filter(|&i| self.unit(i).kind == Kind::Comma && self.unit(found).mention.is_none())
                .and_then(|comma| self.before(comma))
                .and_then(|end| (found..=end).rev().find(|&i| self.unit(i).mention.is_some()))
                .filter(|&i| self.chain_end(found) >= i && self.agrees(i, participle));
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

    /// "Détenue à 34 % par Y, la PME X cherche": the noun behind the comma that closes it.
    pub(super) fn fronted(&self, at: usize) -> Option<usize> {
        let mut i = at + 1;
        while i < self.units().len() {
            match self.unit(i).kind {
                Kind::Comma => {
                    let next = self.behind(i)?;
                    if self.bare(next) && !self.lists_on(i) {
                        return Some(next);
                    }
                }
                Kind::Verb if self.finite(i) => return None,
                Kind::Stop | Kind::Relative => return None,
                _ => {}
            }
            i += 1;
        }
        None
    }

    /// Whether a comma stands in a list that "et" closes before a verb comes: "A, B et C".
    fn lists_on(&self, comma: usize) -> bool {
        let Some(next) = self.behind(comma) else { return false };
        let end = self.chain_end(next);
        self.behind(end).is_some_and(|i| self.unit(i).kind == Kind::And)
            && self
                .before(comma)
                .is_some_and(|i| self.unit(i).kind == Kind::Noun && self.unit(i).mention.is_some())
            && self
                .behind(end)
                .and_then(|i| self.behind(i))
                .and_then(|i| self.behind(self.chain_end(i)))
                .is_some_and(|i| self.unit(i).kind == Kind::Comma)
    }

    /// What governs an infinitive: the verb, or the noun, on its left.
    pub(super) fn governor(&self, infinitive: usize) -> Option<usize> {
        if let Some(found) = self.tree_governor(infinitive) {
            return Some(found);
        }
        let mut at = infinitive;
        while let Some(i) = at.checked_sub(1) {
            at = i;
            match self.unit(i).kind {
                Kind::Verb if self.unit(i).verb.participle && !self.unit(i).verb.passive => {}
                Kind::Verb => return Some(i),
                Kind::Noun if self.classes.has("event-noun", self.lemma(i)) => return Some(i),
                Kind::Stop | Kind::Relative => return None,
                _ => {}
            }
        }
        None
    }

    /// The subject that an infinitive or a gerund takes from its governor.
    fn controlled(&self, infinitive: usize, depth: usize) -> Option<usize> {
        match self.governor(infinitive) {
            Some(g) if self.unit(g).kind == Kind::Verb => {
                if self.classes.has("object-control", self.lemma(g)) {
                    let object = (g + 1..infinitive).find(|&i| self.unit(i).kind == Kind::Noun);
                    if object.is_some() {
                        return object;
                    }
                }
                self.subject_within(g, depth)
            }
            Some(noun) => {
                // "le projet de X de racheter Y", "X a signé un accord pour céder Y".
                let verb = (0..noun).rev().find(|&i| self.unit(i).kind == Kind::Verb);
                verb.and_then(|v| self.subject_within(v, depth)).or_else(|| {
                    (noun + 1..infinitive)
                        .find(|&i| self.unit(i).kind == Kind::Noun && self.unit(i).mention.is_some())
                })
            }
            // "Pour diriger X, le choix", "En vue de fusionner avec Y, X gèle".
            None => self.fronted(infinitive),
        }
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
            let unit = self.unit(next);
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
            // "auprès de A et de B"
            let again = |p: &str| {
                preposition
                    .as_deref()
                    .and_then(|all| all.strip_suffix(p))
                    .is_some_and(|rest| rest.ends_with(' '))
            };
            let same = unit.preposition.is_none()
                || unit.preposition == *preposition
                || unit.preposition.as_deref().is_some_and(again);
            // "la coentreprise de A et de B, et son rival C": the list is over behind B.
            let reopened = closed && kind == Kind::Comma;
            // "loue des camions à A, et B vend": a new clause.
            let end = self.skip_beside(self.chain_end(next));
            let clause = closes
                && kind == Kind::Comma
                && preposition.is_some()
                && unit.preposition.is_none()
                && self.behind(end).is_some_and(|i| self.unit(i).verb.finite.is_some());
            // "deux anciens de X, Jean Dupont et Marie Martin": people are no members of a firm's list.
            let bare = unit.preposition.is_none() && !unit.determined && kind == Kind::Comma;
            let other_kind = preposition.is_some() && bare && self.unlike(first, next);
            // "X reprend le site de Y, Z temporise": a clause of its own behind the comma.
            let verb = || self.behind(self.skip_beside(self.chain_end(next))).filter(|&i| self.finite(i));
            let clause = clause || bare && !closes && preposition.is_some() && verb().is_some();
            if !same || reopened || clause || other_kind || (kind == Kind::Comma && self.tree_part(next)) {
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

    /// Passes over brackets behind a noun: "A (45 %) et B".
    fn skip_beside(&self, at: usize) -> usize {
        let Some(open) = self.behind(at).filter(|&i| self.unit(i).kind == Kind::Open) else { return at };
        (open..self.units().len().min(open + 8)).find(|&i| self.unit(i).kind == Kind::Close).unwrap_or(at)
    }
}
