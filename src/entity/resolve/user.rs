//! The user's own list of entities: names to find, types and ids to give, merges to force or forbid.

use crate::data::{DataError, DataFiles};
use crate::doc::{Confidence, EntityType, Finder};
use crate::entity::fold::folded;
use crate::entity::names::Name;
use crate::entity::sheet::Sheet;
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::{BTreeSet, HashMap};

/// Where the command line puts the file of `--entities`.
pub const FILE: &str = "entities.toml";

/// The list as written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default)]
    entity: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Row {
    name: SmolStr,
    #[serde(rename = "type")]
    kind: EntityType,
    id: Option<SmolStr>,
    /// Found wherever they stand.
    #[serde(default)]
    names: Vec<String>,
    /// Names that mean it where the program finds them.
    #[serde(default)]
    same_as: Vec<String>,
    /// Names that never mean it.
    #[serde(default)]
    never_same: Vec<String>,
}

/// One entity of the user's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserEntity {
    /// Its label.
    pub name: SmolStr,
    /// Its type.
    pub kind: EntityType,
    /// Its id, where the user gives one.
    pub id: Option<SmolStr>,
    never: BTreeSet<String>,
}

/// All of them.
#[derive(Debug, Default)]
pub struct UserList {
    entities: Vec<UserEntity>,
    /// Folded names to the entity.
    means: HashMap<String, usize>,
    /// The first folded token of a name to find, to the names that begin with it, as written, longest first.
    wanted: HashMap<String, Vec<(String, usize)>>,
}

impl UserList {
    /// Reads the list, empty where there is none.
    ///
    /// # Errors
    /// When it is no TOML of this form, or two entities claim one name.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        if !data.names("").iter().any(|name| name == FILE) {
            return Ok(Self::default());
        }
        let text = data.text(FILE)?;
        let list: List = toml::from_str(&text).map_err(|e| {
            let line = e.span().map(|s| 1 + text[..s.start].matches('\n').count());
            DataError::new(FILE, line, e.message())
        })?;
        let mut all = Self::default();
        for row in list.entity {
            all.add(row)?;
        }
        for names in all.wanted.values_mut() {
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.chars().count()));
        }
        Ok(all)
    }

    fn add(&mut self, row: Row) -> Result<(), DataError> {
        let at = self.entities.len();
        let fault = |message: String| Err(DataError::new(FILE, None, message));
        let never: BTreeSet<String> = row.never_same.iter().map(|n| folded(n)).collect();
        let found = || std::iter::once(row.name.as_str()).chain(row.names.iter().map(String::as_str));
        for name in found().chain(row.same_as.iter().map(String::as_str)) {
            let key = folded(name);
            if key.is_empty() {
                return fault(format!("`{}` has a name without a letter: `{name}`", row.name));
            }
            if never.contains(&key) {
                return fault(format!("`{name}` is both a name of `{}` and never the same", row.name));
            }
            if let Some(other) = self.means.insert(key, at).filter(|&other| other != at) {
                let other = &self.entities[other].name;
                return fault(format!(
                    "`{name}` is a name of `{other}` and of `{}`; leave it in one",
                    row.name
                ));
            }
        }
        for name in found() {
            let key = folded(name);
            let opener = key.split([' ', '\'']).next().unwrap_or("").to_owned();
            self.wanted.entry(opener).or_default().push((name.to_owned(), at));
        }
        // An id says its type, as all ids do.
        let prefix = format!("{}/", row.kind);
        let id = row.id.map(|id| if id.starts_with(&prefix) { id } else { SmolStr::from(prefix + &id) });
        self.entities.push(UserEntity { name: row.name, kind: row.kind, id, never });
        Ok(())
    }

    /// The entity with this number.
    pub fn entity(&self, at: usize) -> &UserEntity {
        &self.entities[at]
    }

    /// The number of the entity that a folded name means.
    pub fn meant(&self, folded: &str) -> Option<usize> {
        self.means.get(folded).copied()
    }

    /// Whether the user says that two folded names are two things.
    pub fn forbids(&self, a: &str, b: &str) -> bool {
        let one = |a: &str, b: &str| self.meant(a).is_some_and(|n| self.entities[n].never.contains(b));
        let other =
            |a: &str, b: &str| matches!((self.meant(a), self.meant(b)), (Some(n), Some(m)) if n != m);
        !self.entities.is_empty() && (one(a, b) || one(b, a) || other(a, b))
    }

    /// Whether the user says that none of these folded names means the entity with this id.
    pub fn bars(&self, id: &str, default: impl Fn(&UserEntity) -> SmolStr, names: &[String]) -> bool {
        self.entities.iter().any(|e| {
            names.iter().any(|n| e.never.contains(n)) && e.id.clone().unwrap_or_else(|| default(e)) == id
        })
    }

    /// Puts the user's names and types among those found.
    pub fn apply(&self, sheet: &Sheet, names: &mut Vec<Name>) {
        if self.entities.is_empty() {
            return;
        }
        let mut own: Vec<Name> = Vec::new();
        for (sentence, range) in sheet.sentences.iter().enumerate() {
            let mut at = range.start;
            while at < range.end {
                match self.name_at(sheet, at, range.end) {
                    Some((end, n)) => {
                        own.push(Name {
                            tokens: at..end,
                            sentence,
                            kind: self.entities[n].kind,
                            finder: Finder::User,
                            confidence: Confidence::from_thousandths(1000),
                        });
                        at = end;
                    }
                    None => at += 1,
                }
            }
        }
        // A longer name found by the program holds: "Orange Bank" is not the user's "Orange".
        own.retain(|u| {
            !names.iter().any(|n| {
                n.tokens.start <= u.tokens.start
                    && n.tokens.end >= u.tokens.end
                    && n.tokens.len() > u.tokens.len()
            })
        });
        let apart = |n: &Name, u: &Name| n.tokens.end <= u.tokens.start || u.tokens.end <= n.tokens.start;
        names.retain(|n| own.iter().all(|u| apart(n, u)));
        for name in names.iter_mut() {
            if let Some(n) = self.meant(&sheet.joined(name.tokens.clone())) {
                name.kind = self.entities[n].kind;
                name.finder = Finder::User;
            }
        }
        names.append(&mut own);
        names.sort_by_key(|n| n.tokens.start);
    }

    /// The longest of the user's names that begins at a token, with its end and its entity.
    fn name_at(&self, sheet: &Sheet, at: usize, limit: usize) -> Option<(usize, usize)> {
        let opener = sheet.folded(at).split([' ', '\'']).next().unwrap_or("");
        let names = self.wanted.get(opener)?;
        names.iter().find_map(|(name, n)| {
            let key = folded(name);
            let end = (at + 1..=limit.min(at + 12)).find(|&end| sheet.joined(at..end) == key)?;
            // A capital in the list asks for one in the text: "Orange" is not "orange".
            let capital = |text: &str| text.starts_with(char::is_uppercase);
            (!capital(name) || capital(sheet.form(at))).then_some((end, *n))
        })
    }
}
