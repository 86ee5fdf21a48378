//! From places around a predicate to the entities that stand there.

use super::bind::{Arg, Filler, Situation, arg};
use super::clause::Clauses;
use super::slot::{Path, Slot};
use super::unit::{Kind, Owner};
use crate::doc::{
    EntityIdx, EntityType, Mention, MentionIdx, MentionKind, Upos, ValueIdx, ValueKind, WordIdx,
};
use smol_str::SmolStr;

/// How many shares and vessels are passed through: "12 % du capital du groupe X".
const VESSELS: usize = 3;

impl Clauses<'_> {
    /// The entities of a filler, with the unit of each: coordination taken apart.
    pub(super) fn entities(&self, filler: Filler) -> Vec<(EntityIdx, Option<usize>)> {
        match filler {
            Filler::Mention(m, _) => self.meant(m).map(|entity| (entity, None)).collect(),
            Filler::Entity(entity) => vec![(entity, None)],
            Filler::One(unit) => {
                let meant = self.denotes(unit, 4).into_iter().flat_map(|m| self.meant(m));
                meant.map(|entity| (entity, Some(unit))).collect()
            }
            Filler::Unit(first) => {
                let mut first = self.apposed_list(first).unwrap_or(first);
                // "12 % de A et de B": the list stands behind the share.
                for _ in 0..VESSELS {
                    let Some(within) = self.within(first).filter(|_| self.members(first).len() == 1) else {
                        break;
                    };
                    first = within;
                }
                let members = self.members(first);
                let mut out = Vec::with_capacity(members.len());
                for unit in members {
                    for entity in self.denotes(unit, 4).into_iter().flat_map(|m| self.meant(m)) {
                        if !out.iter().any(|&(e, _)| e == entity) {
                            out.push((entity, Some(unit)));
                        }
                    }
                }
                out
            }
        }
    }

    /// The entities that a mention stands for: "les deux groupes", "ils", "leur" are a mention of each.
    pub(super) fn meant(&self, mention: MentionIdx) -> impl Iterator<Item = EntityIdx> {
        let mentions = &self.layers.entities.mentions;
        let of = &mentions[mention.index()];
        // In order of their spans: those of one span stand side by side.
        let same = move |m: &&Mention| m.span == of.span && m.kind == of.kind;
        let before = mentions[..mention.index()].iter().rev().take_while(same).count();
        mentions[mention.index() - before..].iter().take_while(same).map(|m| m.entity)
    }

    /// "deux anciens de Y, A et B": the first name of the list behind a plural.
    fn apposed_list(&self, at: usize) -> Option<usize> {
        let unit = self.unit(at);
        let plural = self.layers.tag(unit.head).feats.number() == Some("Plur");
        if unit.mention.is_some() || unit.value.is_some_and(|v| !self.counts(v)) || !plural {
            return None;
        }
        // "les deux géants du ciment X et Y"
        if let Some(next) = self.units().get(at + 1)
            && next.kind == Kind::Noun
            && next.preposition.as_deref() == Some("de")
            && next.mention.is_some_and(|m| !self.layers.entities.mention(m).words.has(next.head))
        {
            return Some(at + 1);
        }
        let comma = self
            .behind(self.chain_end(at))
            .filter(|&i| matches!(self.unit(i).kind, Kind::Comma | Kind::Stop))?;
        // "vingt pays, dont A et B"
        if let Some(relative) = self.behind(comma).filter(|&i| self.unit(i).kind == Kind::Relative)
            && self.layers.form(self.unit(relative).head) == "dont"
            && let Some(name) = self.behind(relative).filter(|&i| self.bare(i) && self.named(i))
            && let Some(&last) = self.members(name).last()
            && self.behind(self.chain_end(last)).is_none_or(|i| self.unit(i).kind != Kind::Verb)
        {
            return Some(name);
        }
        let name = self.behind(comma).filter(|&i| self.unit(i).kind == Kind::Noun && self.named(i))?;
        let listed = self.unit(name).preposition.is_none() && self.members(name).len() > 1;
        listed.then_some(name)
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
                // "un tour de table, avec la participation de X": X's is the participation.
                && (a.slot != Slot::Preposition("de".into()) || self.own_complement(situation, a))
        });
        of.map(|a| self.entities(a.filler))
            .or_else(|| self.other_owner(situation, at))
            .or_else(|| self.organ_of_topic(at))
            .or_else(|| self.held_in(at))
            .or_else(|| self.share_of_last(situation, at))
            .unwrap_or_default()
    }

    /// The entities that a situation is told of.
    pub(super) fn subjects(&self, situation: &Situation) -> Vec<EntityIdx> {
        let subjects = situation.args.iter().filter(|a| a.slot == Slot::Subject);
        subjects.flat_map(|a| self.entities(a.filler)).map(|e| e.0).collect()
    }

    /// "La direction s'apprête à signer": that of the organization the text is about.
    fn organ_of_topic(&self, at: usize) -> Option<Vec<(EntityIdx, Option<usize>)>> {
        let unit = self.unit(at);
        let organ = self.classes.has("organ", self.lemma(at)) && unit.owner == Owner::None;
        (organ && definite(self, at) && !self.complemented(at)).then_some(())?;
        self.topic.map(|t| vec![(t, None)])
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

    /// "l'App Store d'Apple": the name right behind, of which the first is.
    pub(super) fn owner_named(&self, at: usize) -> Option<(EntityIdx, usize)> {
        let next = self.units().get(at + 1)?;
        let product = self
            .unit(at)
            .mention
            .is_some_and(|m| self.layers.entities.entity_of(m).kind == EntityType::Product);
        let mention = next.mention.filter(|_| product && next.preposition.as_deref() == Some("de"))?;
        Some((self.layers.entities.mention(mention).entity, at + 1))
    }

    /// Whether a chunk without a name is a share or a vessel of what it is of.
    fn through(&self, at: usize) -> bool {
        let unit = self.unit(at);
        // "la maison mère de X" is another house.
        let other = || unit.words.iter().any(|w| self.classes.has("kin-word", self.layers.lemma(w)));
        unit.mention.is_none()
            && !other()
            && (unit.value.is_some_and(|v| !self.counts(v))
                || self.classes.has("transparent", self.layers.lemma(unit.head))
                || self.classes.has("organ", self.layers.lemma(unit.head)))
    }

    /// The complement that a share or a vessel is passed through to: "la société à but lucratif de X".
    /// A town is none: "un groupe de Lyon".
    fn within(&self, at: usize) -> Option<usize> {
        if !self.through(at) {
            return None;
        }
        let aside = |i: usize| {
            let u = self.unit(i);
            let trait_of = matches!(u.preposition.as_deref(), Some("à" | "en" | "de")) && !u.determined;
            u.kind == Kind::Noun && u.mention.is_none() && trait_of
        };
        let next = (at + 1..self.units().len()).find(|&i| !aside(i))?;
        let complement = self.unit(next);
        let leads = matches!(complement.preposition.as_deref(), Some("de" | "dans" | "chez"));
        let town = self.describes_party(at) && self.is_place(next);
        (complement.kind == Kind::Noun && leads && !town).then_some(next)
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
            if let Some(within) = self.within(at) {
                return self.denotes(within, depth);
            }
            match unit.owner {
                Owner::Mention(m) => return Some(m),
                _ if !self.describes_party(at) => return None,
                _ => {}
            }
        }
        if let Some(m) = self.apposed_to(at) {
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
        let closes = self.behind(self.chain_end(name)).is_none_or(|i| self.unit(i).kind != Kind::And)
            // "achète un calculateur, Y le construira"
            && (!self.opens_clause(name) || self.before(at).is_none());
        // "des pneus à un groupe de Lyon, X": X is the group.
        let own = (at + 1..=end).all(|i| matches!(self.unit(i).preposition.as_deref(), Some("de" | "en")));
        let one = self.layers.tag(unit.head).feats.number() != Some("Plur");
        (unit.determined && closes && own && one).then(|| self.unit(name).mention).flatten()
    }

    /// "X, un fabricant établi à Y": the name that the noun is an apposition of.
    fn apposed_to(&self, at: usize) -> Option<MentionIdx> {
        let unit = self.unit(at);
        if unit.preposition.is_some() || unit.value.is_some() {
            return None;
        }
        if let Some(of) = self.tree_apposed_to(at) {
            return self.unit(of).mention;
        }
        let comma = self.before(at).filter(|&i| matches!(self.unit(i).kind, Kind::Comma | Kind::Open))?;
        let named = self.before(comma).filter(|&i| self.unit(i).kind == Kind::Noun)?;

        let after = self.behind(self.chain_end(at)).map(|i| self.unit(i).kind);
        let listed = after == Some(Kind::And);
        // "X, la blanchisserie industrielle, reprend": closed by a comma.
        // "X, le brasseur de Lyon qui a repris": by its own clause.
        let ends = matches!(after, None | Some(Kind::Comma | Kind::Relative | Kind::Stop));
        let closed = ends && self.unit(comma).kind == Kind::Comma;
        (!listed && (closed || !definite(self, at))).then(|| self.unit(named).mention).flatten()
    }

    /// The arguments that a way of a slot expression reaches.
    pub(super) fn reach(&self, situation: &Situation, path: &Path) -> Vec<Arg> {
        let mut out = Vec::new();
        if path.slot == Slot::Modifier {
            let words = self.unit(situation.unit).words;
            let beside = words.iter().filter(|&w| w != self.unit(situation.unit).head);
            if beside.into_iter().any(|w| path.heads.iter().any(|h| self.layers.lemma(w) == h)) {
                out.push(arg(Slot::Modifier, Filler::Unit(situation.unit)));
            }
            return out;
        }
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
                    let wanted = |f: Filler| {
                        path.complement_heads.is_empty() || self.headed(f, &path.complement_heads)
                    };
                    for b in situation.args.iter().filter(|b| wanted(b.filler)) {
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
                        if next.kind == Kind::Noun
                            && next.preposition.as_ref() == Some(preposition)
                            && wanted(Filler::Unit(unit + 1))
                        {
                            out.push(Arg { filler: Filler::Unit(unit + 1), ..a.clone() });
                        }
                    }
                    if let (true, Owner::Mention(m)) = (preposition == "de", self.unit(unit).owner)
                        && wanted(Filler::Mention(m, self.unit(unit).head))
                    {
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
        if self.behind_insertion(situation, a.filler) {
            return true;
        }
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
            // "avec la participation de Y": its own complement, not the predicate's.
            if !matches!(unit.preposition.as_deref(), Some("de" | "en" | "à")) {
                return false;
            }
            match via.checked_sub(1).filter(|&i| self.unit(i).kind == Kind::Noun) {
                Some(previous) => via = previous,
                None => return true,
            }
        }
    }

    /// "se sépare, selon Y, de X": behind an insertion a complement is the predicate's.
    fn behind_insertion(&self, situation: &Situation, filler: Filler) -> bool {
        let Filler::Unit(at) = filler else { return false };
        let comma = |i: usize| self.unit(i).kind == Kind::Comma;
        let close = self.before(at).filter(|&i| comma(i));
        close.is_some_and(|close| {
            (situation.unit..close).any(comma) && self.behind(situation.unit).is_some_and(comma)
        })
    }

    /// Whether a filler stands for an entity of this type: `#person`, `#organization`.
    fn typed(&self, filler: Filler, kind: &str) -> bool {
        self.entities(filler).iter().any(|e| self.layers.entities.entity(e.0).kind.as_str() == kind)
    }

    /// Whether a name of the entity has a word of the class: `=authority-name`.
    pub(super) fn in_class(&self, entity: EntityIdx, class: &str) -> bool {
        self.classes.marks(self.layers.entities.entity(entity), class)
    }

    /// Whether the value only counts what the noun says: "deux anciens".
    fn counts(&self, value: ValueIdx) -> bool {
        matches!(self.layers.entities.values[value.index()].kind, ValueKind::Quantity { .. })
    }

    /// "2 300 lampadaires": goods, by their number.
    fn counted(&self, at: usize) -> bool {
        let numeral = |w: WordIdx| self.layers.tag(w).upos == Upos::Num;
        let unit = self.unit(at);
        unit.words.iter().take_while(|&w| w < unit.head).any(numeral)
    }

    /// Whether a noun has a complement that says whose it is.
    pub(super) fn complemented(&self, noun: usize) -> bool {
        (noun + 1..=self.chain_end(noun)).any(|i| {
            let unit = self.unit(i);
            unit.determined || unit.mention.is_some()
        })
    }

    /// Whether a chunk holds a name.
    pub(super) fn named(&self, at: usize) -> bool {
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
        let (Filler::Unit(at) | Filler::One(at)) = filler else {
            return heads.iter().any(|h| {
                let named = |class| self.entities(filler).iter().any(|e| self.in_class(e.0, class));
                h.strip_prefix('#').is_some_and(|kind| self.typed(filler, kind))
                    || h.strip_prefix('=').is_some_and(named)
            });
        };
        let lemma = self.lemma(at).to_lowercase();
        let form = self.layers.form(self.unit(at).head).to_lowercase();
        heads.iter().any(|h| match h.strip_prefix('@') {
            _ if h == "#" => self.counted(at),
            _ if h.starts_with('#') => self.typed(filler, &h[1..]),
            _ if h.starts_with('=') => self.entities(filler).iter().any(|e| self.in_class(e.0, &h[1..])),
            Some(class) => self.classes.has(class, &lemma) || self.classes.has(class, &form),
            None => lemma == *h || form == *h,
        })
    }
}

/// Whether a chunk has a definite article.
pub(super) fn definite(clauses: &Clauses, at: usize) -> bool {
    let unit = clauses.unit(at);
    unit.determined && clauses.layers.tag(unit.words.start).feats.definite() == Some("Def")
}
