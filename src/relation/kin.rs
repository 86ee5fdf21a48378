//! Firms that bear the name of another: "Thales Australia" where the text speaks of Thales too.

use crate::doc::{Entities, EntityIdx, EntityType};
use std::collections::HashMap;

/// How many letters the shared name has at least: shorter ones are initials of anything.
const LETTERS: usize = 4;

/// Per entity: the organization whose whole name its own begins with. None where what follows names
/// a third one ("Hero Honda") or joins a partner ("Marks & Spencer").
pub(super) fn kin(entities: &Entities) -> Vec<Option<EntityIdx>> {
    let firms = || {
        let all = entities.entities.iter().enumerate();
        all.filter(|(_, e)| e.kind == EntityType::Organization).map(|(i, e)| (EntityIdx::from(i), e))
    };
    let mut by_name: HashMap<&str, EntityIdx> = HashMap::new();
    for (at, entity) in firms() {
        for name in std::iter::once(&entity.label).chain(&entity.aliases) {
            by_name.entry(name).or_insert(at);
        }
    }
    let mut kin = vec![None; entities.entities.len()];
    for (at, entity) in firms() {
        let names = || std::iter::once(&entity.label).chain(&entity.aliases);
        // One of whose names stands alone is no branch of itself.
        kin[at.index()] = names().find_map(|name| {
            let parts = name.rmatch_indices(' ').map(|(i, _)| (&name[..i], &name[i + 1..]));
            parts.filter(|(front, rest)| front.chars().count() >= LETTERS && proper(rest)).find_map(
                |(front, rest)| {
                    let mother = by_name.get(front).copied().filter(|&m| m != at)?;
                    (!by_name.contains_key(rest)).then_some(mother)
                },
            )
        });
    }
    kin
}

/// Whether what follows a name may be a branch's: "Australia", "Travel Retail", no "& Cie".
fn proper(rest: &str) -> bool {
    rest.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Entity;

    fn named(names: &[&str]) -> Entities {
        let entity = |name: &&str| Entity {
            kind: EntityType::Organization,
            id: (*name).into(),
            label: (*name).into(),
            aliases: Vec::new(),
            merges: Vec::new(),
            mentions: Vec::new(),
        };
        Entities { entities: names.iter().map(entity).collect(), ..Entities::default() }
    }

    #[test]
    fn branches_bear_the_name() {
        let found =
            kin(&named(&["Danone", "Danone Belgique", "Danone Honda", "Honda", "Danone & Cie", "GE"]));
        let danone = Some(EntityIdx::from(0));
        assert_eq!(found, [None, danone, None, None, None, None]);
        assert_eq!(kin(&named(&["GE Vernova", "GE"])), [None, None]);
    }
}
