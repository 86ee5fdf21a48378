//! A full sentence without a finite verb, where a noun right behind a name could be one:
//! "Carrefour change de mains", "Eurazeo mise sur X". Treebanks hold few such names, so
//! taggers take the verb for a noun.

use super::lexicon::Lexicon;
use crate::doc::{Feats, Upos};

/// Makes the verb of a sentence that has none. Headlines without a full stop are left alone.
pub(super) fn restore<'f>(
    lexicon: &Lexicon,
    forms: impl Iterator<Item = &'f str> + Clone,
    upos: &mut [Upos],
    feats: &mut [Feats],
) {
    let finite = |(u, f): (&Upos, &Feats)| {
        matches!(u, Upos::Verb | Upos::Aux) && !matches!(f.verb_form(), Some("Inf" | "Part" | "Ger"))
    };
    if upos.iter().zip(feats.iter()).any(finite) || !forms.clone().last().is_some_and(ends) {
        return;
    }
    let mut before = "";
    for (i, form) in forms.enumerate() {
        let named = i > 0
            && before.starts_with(char::is_uppercase)
            && matches!(upos[i - 1], Upos::Propn | Upos::Noun | Upos::Adj | Upos::X | Upos::Num);
        if named && matches!(upos[i], Upos::Noun | Upos::Adj) && form.starts_with(char::is_lowercase) {
            let verb = lexicon.readings(form).iter().map(|(r, _)| r).find(|r| {
                r.upos == Upos::Verb && r.feats.mood() == Some("Ind") && r.feats.person() == Some("3")
            });
            if let Some(verb) = verb {
                (upos[i], feats[i]) = (Upos::Verb, verb.feats);
                if upos[i - 1] != Upos::Num {
                    (upos[i - 1], feats[i - 1]) = (Upos::Propn, Feats::default());
                }
                return;
            }
        }
        before = form;
    }
}

fn ends(form: &str) -> bool {
    matches!(form, "." | "!" | "?" | "»" | "…" | "\"" | "”")
}
