//! From names to entities: which names are one thing, what it is called, and why.

mod forms;
mod same;
mod user;

pub use forms::Forms;
pub use user::{FILE as USER_FILE, UserList};

use super::gazetteer::Gazetteer;
use super::names::Name;
use super::sheet::Sheet;
use crate::doc::{
    Entities, Entity, EntityIdx, EntityType, Mention, MentionIdx, MentionKind, Merge, SameBecause,
    SentenceIdx, WordIdx,
};
use same::Names;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Binds names to entities, by their forms alone, and by what the user says of them.
#[derive(Debug)]
pub struct Resolver {
    forms: Forms,
    user: UserList,
}

/// What names are compared by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// The user's entity of this number.
    User(usize),
    /// The name, folded and cut down to what tells who is meant.
    Name(EntityType, String),
}

impl Resolver {
    /// From its parts.
    pub fn new(forms: Forms, user: UserList) -> Self {
        Self { forms, user }
    }

    /// The entities of a document's names.
    pub fn resolve(&self, sheet: &Sheet, gazetteer: &Gazetteer, mut names: Vec<Name>) -> Entities {
        self.user.apply(sheet, &mut names);
        let full: Vec<String> = names.iter().map(|n| sheet.joined(n.tokens.clone())).collect();
        let (owner, merges) = self.owners(sheet, gazetteer, &names, &full);
        let mut out = Entities::default();
        let mut entity_of: HashMap<usize, EntityIdx> = HashMap::new();
        let mut forms: Vec<BTreeMap<String, usize>> = Vec::new();
        let mut whole: Vec<Vec<usize>> = Vec::new();
        for (i, name) in names.iter().enumerate() {
            let entity = *entity_of.entry(owner[i]).or_insert_with(|| {
                out.entities.push(Entity {
                    kind: names[owner[i]].kind,
                    id: SmolStr::default(),
                    label: SmolStr::default(),
                    aliases: Vec::new(),
                    merges: Vec::new(),
                    mentions: Vec::new(),
                });
                forms.push(BTreeMap::new());
                whole.push(Vec::new());
                EntityIdx::from(out.entities.len() - 1)
            });
            whole[entity.index()].push(i);
            out.entities[entity.index()].mentions.push(MentionIdx::from(out.mentions.len()));
            let span = sheet.span(&name.tokens);
            *forms[entity.index()].entry(clean(span.of(sheet.text))).or_default() += 1;
            out.mentions.push(Mention {
                span,
                sentence: SentenceIdx::from(name.sentence),
                words: sheet.words(&name.tokens),
                head: head(sheet, name),
                kind: MentionKind::Name,
                entity,
                finder: name.finder,
                confidence: name.confidence,
            });
        }
        let form = |i: usize| SmolStr::new(clean(sheet.span(&names[i].tokens).of(sheet.text)));
        for ((entity, forms), members) in out.entities.iter_mut().zip(&forms).zip(&whole) {
            let folded: Vec<String> = members.iter().map(|&i| full[i].clone()).collect();
            self.christen(gazetteer, entity, forms, &folded);
            let own = members.iter().filter_map(|&i| merges.get(&i).map(|&(j, because)| (i, j, because)));
            let all: BTreeSet<Merge> = own
                .map(|(i, j, because)| Merge { name: form(i), with: form(j), because })
                .filter(|m| m.name != m.with)
                .collect();
            entity.merges = all.into_iter().collect();
        }
        out
    }

    /// Label, id and other names.
    fn christen(
        &self,
        gazetteer: &Gazetteer,
        entity: &mut Entity,
        forms: &BTreeMap<String, usize>,
        folded: &[String],
    ) {
        let default = |label: &str| self.forms.id(gazetteer, entity.kind, label);
        match folded.iter().find_map(|name| self.user.meant(name)) {
            Some(n) => {
                let user = self.user.entity(n);
                entity.label = user.name.clone();
                entity.id = user.id.clone().unwrap_or_else(|| default(&user.name));
            }
            None => {
                entity.label = self.label(entity.kind, forms);
                entity.id = default(&entity.label);
                if self.user.bars(&entity.id, |e| self.forms.id(gazetteer, e.kind, &e.name), folded) {
                    entity.id = crate::doc::node_id(entity.kind, &entity.label).into();
                }
            }
        }
        let others: BTreeSet<&String> = forms.keys().filter(|f| **f != entity.label).collect();
        entity.aliases = others.into_iter().map(SmolStr::new).collect();
    }

    /// For each name, the first name of the document that is the same thing; and for each that was
    /// put to another form, to which and why.
    fn owners(
        &self,
        sheet: &Sheet,
        gazetteer: &Gazetteer,
        names: &[Name],
        full: &[String],
    ) -> (Vec<usize>, HashMap<usize, (usize, SameBecause)>) {
        let bare = |i: usize| match names[i].kind {
            EntityType::Organization => self.forms.bare(&full[i]).to_owned(),
            _ => full[i].clone(),
        };
        let keys: Vec<String> = (0..names.len()).map(bare).collect();
        let mut owner: Vec<usize> = Vec::with_capacity(names.len());
        let mut merges: HashMap<usize, (usize, SameBecause)> = HashMap::new();
        let mut exact: HashMap<Key, usize> = HashMap::new();
        for (i, name) in names.iter().enumerate() {
            let key = match self.user.meant(&full[i]) {
                Some(n) => Key::User(n),
                None if name.kind == EntityType::Organization => {
                    Key::Name(name.kind, self.forms.canonical(gazetteer, &full[i]))
                }
                None => Key::Name(name.kind, full[i].clone()),
            };
            let user = matches!(key, Key::User(_));
            let first = *exact.entry(key).or_insert(i);
            // "Orange" and "Orange Group" come down to the same; the user may say that they are two.
            if self.user.forbids(&full[i], &full[first]) {
                owner.push(
                    names[..i]
                        .iter()
                        .zip(full)
                        .position(|(n, f)| n.kind == name.kind && *f == full[i])
                        .unwrap_or(i),
                );
                continue;
            }
            if full[i] != full[first] {
                let because = match () {
                    () if user => SameBecause::User,
                    () if keys[i] == keys[first] => SameBecause::LegalForm,
                    () if gazetteer.family(&keys[i]).is_some()
                        && gazetteer.family(&keys[i]) == gazetteer.family(&keys[first]) =>
                    {
                        SameBecause::Listed
                    }
                    () => SameBecause::GroupWord,
                };
                merges.insert(i, (first, because));
            }
            owner.push(first);
        }
        let pairs = Names { sheet, gazetteer, forms: &self.forms, names, keys: &keys };
        let same = self.shorts(&pairs, &owner, full);
        for slot in &mut owner {
            while let Some(&(long, _)) = same.get(slot) {
                *slot = long;
            }
        }
        merges.extend(same);
        // The owner is named by its first mention, so that entities come in order of the text.
        let mut first: HashMap<usize, usize> = HashMap::new();
        for (i, &o) in owner.iter().enumerate() {
            first.entry(o).or_insert(i);
        }
        (owner.iter().map(|o| first[o]).collect(), merges)
    }

    /// Short names to the long ones for which they stand.
    fn shorts(
        &self,
        pairs: &Names,
        owner: &[usize],
        full: &[String],
    ) -> HashMap<usize, (usize, SameBecause)> {
        let mut firsts: Vec<usize> = (0..owner.len()).filter(|&i| owner[i] == i).collect();
        // Long names first, so that a short one finds the longest that it can stand for.
        firsts.sort_by_key(|&i| std::cmp::Reverse(pairs.keys[i].len()));
        let mut same = HashMap::new();
        for &short in firsts.iter().rev() {
            let mut fits = firsts.iter().copied().filter_map(|long| {
                let may = long != short
                    && pairs.names[long].kind == pairs.names[short].kind
                    && pairs.keys[long].len() > pairs.keys[short].len()
                    && !self.user.forbids(&full[short], &full[long]);
                Some((long, may.then(|| pairs.same(short, long)).flatten()?))
            });
            if let Some((long, because)) = fits.next() {
                // Two long names that fit equally well leave the short one by itself.
                let rival = fits.find(|&(other, _)| pairs.same(other, long).is_none());
                if rival.is_none() || pairs.beside(short, long) {
                    same.insert(short, (long, because));
                }
            }
        }
        same
    }

    /// The most complete form in common use: the longest, legal forms left out, that is not written
    /// in capitals throughout (of two as long, "Carrefour", not "CARREFOUR"); a word for a group only where the text prefers it.
    fn label(&self, kind: EntityType, forms: &BTreeMap<String, usize>) -> SmolStr {
        let loud = |f: &str| !f.chars().any(char::is_lowercase);
        let shouted =
            |f: &str| loud(f) && (f.contains(' ') || kind == EntityType::Place && f.chars().count() > 3);
        let formal = |f: &str| {
            let key = super::fold::folded(f);
            kind == EntityType::Organization && self.forms.bare(&key).len() < key.len()
        };
        // "Velmont" nine times, "Velmont Group" once.
        let rare = |f: &str| {
            let key = super::fold::folded(f);
            kind == EntityType::Organization
                && forms.iter().any(|(other, &n)| {
                    let short = super::fold::folded(other);
                    let word = |rest: Option<&str>, class| {
                        rest.is_some_and(|w| !w.trim().is_empty() && self.forms.is(w.trim(), class))
                    };
                    n > 2 * forms[f]
                        && (word(key.strip_prefix(short.as_str()), Forms::TAIL)
                            || word(key.strip_suffix(short.as_str()), Forms::LEAD))
                })
        };
        let rank = |f: &str| (!shouted(f), !formal(f), !rare(f), f.chars().count(), !loud(f));
        // Ties go to the first in order of the alphabet, the same on every machine.
        let mut best: Option<&String> = None;
        for form in forms.keys() {
            if best.is_none_or(|b| rank(form) > rank(b)) {
                best = Some(form);
            }
        }
        let best = best.map_or("", String::as_str);
        SmolStr::new(if kind == EntityType::Organization { self.forms.without_legal(best) } else { best })
    }
}

/// White space of a name that runs over a line is one space.
fn clean(form: &str) -> String {
    form.trim_end_matches(['™', '®']).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The word that stands for the name where no tree says otherwise: the first, as in UD's flat names.
fn head(sheet: &Sheet, name: &Name) -> WordIdx {
    sheet.pieces[name.tokens.start].words.start
}
