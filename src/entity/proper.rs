//! Words of names that taggers take for verbs and adverbs: "Mistral AI rachète", "Face au mur".

use crate::doc::{Document, Entities, Feats, MentionKind, Tags, Tokens, Upos, WordIdx};
use smol_str::SmolStr;

/// Makes proper nouns of the capitalised words of names, before trees are built on the tags.
pub fn correct(document: &Document, tokens: &Tokens, entities: &Entities, tags: &mut Tags) {
    for mention in entities.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
        let single = mention.words.len() == 1;
        for at in mention.words.range() {
            let form = tokens.form(&document.text, WordIdx::from(at));
            let tag = &mut tags.0[at];
            let mistaken = match tag.upos {
                Upos::Verb | Upos::Aux | Upos::Adv | Upos::Pron | Upos::Sconj | Upos::Intj | Upos::X => {
                    true
                }
                // "Free a signé"; of several words an adjective may be one: "Air Liquide".
                Upos::Adj | Upos::Noun => single,
                _ => false,
            };
            if mistaken && form.starts_with(char::is_uppercase) {
                tag.upos = Upos::Propn;
                tag.feats = Feats::default();
                tag.lemma = SmolStr::new(form);
            }
        }
    }
}
