//! Whose a share is that stands without its firm: "les 34 % qu'il détenait dans X", "12 % de son capital".

use super::bind::{Filler, Situation};
use super::clause::Clauses;
use super::unit::{Kind, Owner};
use crate::doc::{EntityIdx, EntityType, ValueKind};

impl Clauses<'_> {
    /// "vend les 34 % qu'il détenait dans X": what the share's own clause says.
    pub(super) fn held_in(&self, share: usize) -> Option<Vec<(EntityIdx, Option<usize>)>> {
        const LENGTH: usize = 5;
        let relative = share + 1;
        let units = self.units();
        let opens = units.get(relative).is_some_and(|u| u.kind == Kind::Relative);
        let end = units.len().min(relative + LENGTH);
        let verb = (relative..end).find(|&i| opens && units[i].verb.finite.is_some())?;
        let within = |i: &usize| units[*i].kind == Kind::Noun;
        let of = (verb + 1..end).take_while(within).find(|&i| {
            matches!(units[i].preposition.as_deref(), Some("dans" | "chez" | "de")) && self.named(i)
        })?;
        Some(self.entities(Filler::Unit(of)))
    }

    /// "X, qui prend 24 % du capital": that of whom the relation before is about.
    pub(super) fn share_of_last(
        &self,
        situation: &Situation,
        share: usize,
    ) -> Option<Vec<(EntityIdx, Option<usize>)>> {
        // "a pris 2 % en Bourse" moves; "détient 2 %", "prend 2 % du capital" holds.
        let holds = self.classes.has("own-verb", self.lemma(situation.unit));
        let capital = (share..=self.chain_end(share))
            .any(|i| self.lemma(i) != "%" && self.classes.has("share-noun", self.lemma(i)));
        let value = self.unit(share).value.or(self.unit(self.chain_end(share)).value)?;
        if !holds && !capital {
            return None;
        }
        let percent = matches!(self.layers.entities.values[value.index()].kind, ValueKind::Percent(_));
        let told = (share..=self.chain_end(share)).any(|i| self.unit(i).mention.is_some());
        let subjects = self.subjects(situation);
        let firm = |e: &EntityIdx| self.layers.entities.entity(*e).kind == EntityType::Organization;
        let free = |e: &EntityIdx| !subjects.contains(e) && firm(e);
        // The nearest name of the sentence first.
        let here = (0..share)
            .rev()
            .filter_map(|i| self.unit(i).mention)
            .map(|m| self.layers.entities.mention(m).entity)
            .find(free);
        let of = here.or_else(|| self.last?.into_iter().find(free));
        of.filter(|_| percent && !told && !subjects.is_empty()).map(|e| vec![(e, None)])
    }

    /// "X entre chez Y et détient 12 % de son capital": the nearest organization before that is not
    /// the subject.
    pub(super) fn other_owner(
        &self,
        situation: &Situation,
        share: usize,
    ) -> Option<Vec<(EntityIdx, Option<usize>)>> {
        // "65 % de sa filiale" are no shares of the owner.
        let own =
            |&i: &usize| self.unit(i).owner != Owner::None && self.classes.has("share-noun", self.lemma(i));
        (share..=self.chain_end(share)).find(own)?;
        let subjects = self.subjects(situation);
        (0..share).rev().find_map(|i| {
            let entity = self.layers.entities.mention(self.unit(i).mention?).entity;
            let organization = self.layers.entities.entity(entity).kind == EntityType::Organization;
            (organization && !subjects.is_empty() && !subjects.contains(&entity))
                .then(|| vec![(entity, Some(i))])
        })
    }
}
