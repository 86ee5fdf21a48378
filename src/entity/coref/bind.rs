//! The mentions that a description makes: of the name beside it, or of the one meant.

use super::Bound;
use super::antecedent::{Anaphora, Judge};
use super::description::{Description, Determiner, Noun};
use super::discourse::Discourse;
use crate::doc::{EntityIdx, EntityType, MentionKind};
use crate::entity::lexicon::TradeClass;

impl Discourse<'_> {
    /// The mentions that a description makes: of the name beside it, or of the one meant.
    pub fn bind_description(
        &mut self,
        np: &Description,
        sentence: usize,
        judge: &mut dyn Judge,
    ) -> Vec<Bound> {
        let bound = |entity, confidence| Bound {
            tokens: np.tokens.clone(),
            head: np.head,
            sentence,
            kind: MentionKind::Nominal,
            entity,
            confidence,
        };
        if let Some(at) = np.named {
            let entity = self.name_at(at).expect("a name was seen here");
            // "les groupes X et Y" say nothing of X alone.
            if self.fits(np, entity) && !np.plural {
                self.learn(entity, np);
                let mut one = bound(entity, 950);
                one.tokens.end = self.name_tokens(at).end;
                return vec![one];
            }
            return Vec::new();
        }
        if let Noun::Place(place) = np.noun {
            let told = !np.places.is_empty() || np.owned.is_some() || !np.demonyms.is_empty() || np.fresh;
            let definite = matches!(np.determiner, Determiner::Definite | Determiner::Demonstrative);
            let meant = (definite && !told && !np.plural).then(|| self.place_meant(place, np, sentence));
            return meant.flatten().map(|e| bound(e, 700)).into_iter().collect();
        }
        if np.plural {
            return self.pair(np, sentence).into_iter().map(|e| bound(e, 700)).collect();
        }
        if let Some(entity) = self.named_after(np.tokens.end, sentence).filter(|e| self.fits(np, *e)) {
            let determined = matches!(np.determiner, Determiner::Possessive | Determiner::Definite);
            if determined {
                self.learn(entity, np);
                return vec![bound(entity, 900)];
            }
        }
        if let Some(entity) = self.apposed(np, sentence) {
            self.learn(entity, np);
            return vec![bound(entity, 900)];
        }
        // "la nouvelle société de X" is a part of X where nothing else is named.
        if let (Some(owner), Noun::Trade(trade)) = (np.owned, np.noun)
            && trade.class == TradeClass::Any
            && self.kind(owner) == EntityType::Organization
        {
            return vec![bound(owner, 600)];
        }
        if let Some(owner) = np.owned
            && np.determiner == Determiner::Definite
            && matches!(np.noun, Noun::Trade(t) if t.class == TradeClass::Unit || t.class == TradeClass::Part)
            && self.sheet.sentences[sentence].start == np.tokens.start
            && let Some(entity) = self.owned_by(owner, sentence)
        {
            return vec![bound(entity, 650)];
        }
        // "L'opérateur de Xavier Niel": told by a person, it is another thing all the same.
        let held = np.owned.is_some_and(|owner| self.kind(owner) != EntityType::Person);
        if np.fresh
            || held
            || self.sets_off(np, sentence)
            || matches!(np.determiner, Determiner::Indefinite | Determiner::Bare)
        {
            return Vec::new();
        }
        let Some(kind) = self.anaphor(np) else { return Vec::new() };
        let feminine = self.gender_of(np);
        let at = np.tokens.start;
        let question = self.question(&Anaphora { kind, at, sentence, description: Some(np), feminine });
        judge.judge(&question).map(|(e, sure)| bound(e, sure)).into_iter().collect()
    }

    /// "La filiale de X": the party that the sentence before is about, where it is not X.
    fn owned_by(&self, owner: EntityIdx, sentence: usize) -> Option<EntityIdx> {
        let before = sentence.checked_sub(1)?;
        let fits = |e: &EntityIdx| {
            *e != owner && self.kind(*e) == EntityType::Organization && !self.traits[e.index()].media
        };
        let subject = self.subject(before, usize::MAX).filter(fits);
        subject.or_else(|| {
            let others = self.parties(before, usize::MAX).into_iter().filter(fits);
            others.max_by_key(|e| (self.totals[e.index()], std::cmp::Reverse(*e)))
        })
    }

    /// Whether the entity's type is that of the description's noun.
    fn fits(&self, np: &Description, entity: EntityIdx) -> bool {
        match np.noun {
            Noun::Person(_) => self.kind(entity) == EntityType::Person,
            Noun::Place(_) => self.kind(entity) == EntityType::Place,
            _ => self.kind(entity) == EntityType::Organization,
        }
    }

    /// "sa maison mère, X, risque", "sa maison mère, le fonds X, ": the name set off by commas after a token.
    pub fn named_after(&self, at: usize, sentence: usize) -> Option<EntityIdx> {
        let range = &self.sheet.sentences[sentence];
        let form = |i: usize| if range.contains(&i) { self.sheet.form(i) } else { "." };
        if form(at) != "," {
            return None;
        }
        let trade = self.lexicon.trade(self.sheet.folded_in(range, Some(at + 2))).is_some();
        let name = if trade { at + 3 } else { at + 1 };
        let entity = self.name_at(name)?;
        matches!(form(self.name_tokens(name).end), "," | "." | ")" | "»" | ":" | ";").then_some(entity)
    }

    /// Keeps what a description tells of the entity.
    fn learn(&mut self, entity: EntityIdx, np: &Description) {
        let traits = &mut self.traits[entity.index()];
        if let Noun::Trade(trade) = np.noun {
            traits.nouns.insert(trade.noun);
            traits.trade_told |= trade.class == TradeClass::Trade;
            traits.industries.extend(&trade.industries);
            traits.feminine.get_or_insert(trade.feminine);
        }
        for d in &np.demonyms {
            traits.countries.extend(d.country);
            traits.country_told |= d.country.is_some();
            traits.seats.insert(crate::entity::fold::folded(&d.place));
        }
        traits.seats.extend(np.places.iter().cloned());
    }

    /// "X, le constructeur naval de Y,": the name before the comma, when the description ends there too.
    fn apposed(&self, np: &Description, sentence: usize) -> Option<EntityIdx> {
        let range = &self.sheet.sentences[sentence];
        let comma =
            np.tokens.start.checked_sub(1).filter(|i| range.contains(i) && self.sheet.form(*i) == ",")?;
        let entity = self.name_ending(comma.checked_sub(1)?)?;
        // "Conseillé par X, le groupe": X belongs to what is put before.
        if self.fronted(sentence) == Some(comma) {
            return None;
        }
        let closed = np.tokens.end >= range.end
            || matches!(
                self.sheet.form(np.tokens.end),
                "," | "." | ")" | "(" | ";" | ":" | "»" | "!" | "?"
            )
            || matches!(
                self.sheet.folded(np.tokens.end),
                "qui"
                    | "dont"
                    | "que"
                    | "qu'"
                    | "ou"
                    | "laquelle"
                    | "lequel"
                    | "auquel"
                    | "specialise"
                    | "specialisee"
                    | "base"
                    | "basee"
                    | "et"
                    | "dans"
                    | "pour"
                    | "sur"
            );
        // A part in a deal or a group is told of its owner: "X, filiale de Y".
        let named = np.owned.is_some()
            || matches!(np.determiner, Determiner::Bare | Determiner::Indefinite | Determiner::Definite);
        (self.fits(np, entity) && closed && named && np.determiner != Determiner::Possessive)
            .then_some(entity)
    }

    /// "Coto, le numéro deux local,": told of the name before the comma, whatever type that has.
    fn sets_off(&self, np: &Description, sentence: usize) -> bool {
        let range = &self.sheet.sentences[sentence];
        let comma = |i: usize| range.contains(&i) && matches!(self.sheet.form(i), "," | ".");
        let before = np.tokens.start.checked_sub(1).filter(|&i| comma(i) && range.contains(&i));
        before.is_some_and(|i| {
            i > range.start
                && self.name_ending(i - 1).is_some()
                && self.fronted(sentence) != Some(i)
                && comma(np.tokens.end)
        })
    }

    /// "les deux groupes": the two parties of the sentence before, where there are just two.
    fn pair(&self, np: &Description, sentence: usize) -> Vec<EntityIdx> {
        let definite = matches!(np.determiner, Determiner::Definite | Determiner::Demonstrative);
        if !definite || !self.says_two(np) {
            return Vec::new();
        }
        let firm = |e: EntityIdx| self.kind(e) == EntityType::Organization;
        let person = |e: EntityIdx| self.kind(e) == EntityType::Person;
        let people = matches!(np.noun, Noun::Person(_));
        (sentence.saturating_sub(4)..=sentence)
            .rev()
            .map(|s| match people {
                true => self.two(s, np.tokens.start, person),
                false => self.two(s, np.tokens.start, firm),
            })
            .find(|two| !two.is_empty())
            .unwrap_or_default()
    }

    fn says_two(&self, np: &Description) -> bool {
        (np.tokens.start..np.head).any(|i| self.sheet.folded(i) == "deux")
    }
}
