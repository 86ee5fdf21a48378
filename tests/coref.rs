//! Who stands behind descriptions and pronouns: `tests/coref/cases.txt`.

use filature::data::DataFiles;
use filature::doc::{Document, MentionKind};
use filature::pipeline::Pipeline;

/// The entities behind the words in brackets, sorted.
fn behind(pipeline: &Pipeline, marked: &str) -> Vec<String> {
    let start = marked.find('[').expect("a bracket");
    let end = marked.find(']').expect("its end") - 1;
    let document = Document::new("case", marked.replace(['[', ']'], ""));
    let found = pipeline.entities(&document);
    let begins = || {
        let all = found.mentions.iter().filter(|m| m.kind != MentionKind::Name);
        all.filter(|m| m.span.start as usize == start)
    };
    // The mention of just these words, or the longest that begins with them.
    let exact = begins().any(|m| m.span.end as usize == end);
    let longest = begins().map(|m| m.span.end).filter(|&e| e as usize > end).max();
    let of =
        begins().filter(|m| if exact { m.span.end as usize == end } else { Some(m.span.end) == longest });
    let mut labels: Vec<String> = of.map(|m| found.entity(m.entity).label.to_string()).collect();
    labels.sort();
    labels.dedup();
    labels
}

#[test]
fn table() {
    let pipeline = Pipeline::new(&DataFiles::embedded()).unwrap();
    let cases = include_str!("coref/cases.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    let (mut count, mut wrong) = (0, Vec::new());
    for line in cases {
        let (text, expected) = line.split_once("=>").unwrap_or_else(|| panic!("no `=>`: {line}"));
        let expected: Vec<&str> = expected.split(',').map(str::trim).filter(|e| !e.is_empty()).collect();
        let found = behind(&pipeline, text.trim());
        count += 1;
        if found != expected {
            wrong.push(format!("{text}\n    expected {expected:?}, found {found:?}"));
        }
    }
    // The choice is trained: three in a hundred may go wrong after a new training, no more.
    assert!(wrong.len() * 100 <= count * 3, "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 80, "{count}");
}

/// A description by rank that ends in a town; no part of the trained choice, so nothing is allowed to go wrong.
#[test]
fn a_description_holds_the_town_behind_it() {
    let pipeline = Pipeline::new(&DataFiles::embedded()).unwrap();
    let text = "Vandermol, [le premier chimiste de Gand], recrute.";
    assert_eq!(behind(&pipeline, text), ["Vandermol"]);
}
