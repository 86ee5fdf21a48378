//! The table of values: each expression gives just the values written beside it.

use filature::data::{DataFiles, lines};
use filature::doc::{Approximation, Document, Tag, Tags, Value, ValueKind};
use filature::entity::EntityFinder;
use filature::text::Segmenter;

fn show(v: &Value) -> String {
    let range = |low: String, high: Option<String>| match high {
        Some(high) => format!("{low}..{high}"),
        None => low,
    };
    let plain = |d: rust_decimal::Decimal| d.normalize().to_string();
    let value = match &v.kind {
        ValueKind::Money(m) => format!("money {} {}", range(plain(m.value), m.max.map(plain)), m.currency),
        ValueKind::Percent(p) => {
            let kind = if p.points { "points" } else { "percent" };
            format!("{kind} {}", range(plain(p.value), p.max.map(plain)))
        }
        ValueKind::Quantity { number, words } => {
            let noun = words.split_whitespace().next_back().unwrap_or_default();
            let noun = noun.rsplit(['\'', '’']).next().unwrap_or_default();
            format!("quantity {} {noun}", plain(*number))
        }
        ValueKind::Duration(d) => format!("duration {d}"),
        ValueKind::Date(d) => format!("date {d}"),
    };
    match v.approximation {
        Approximation::Exact => value,
        Approximation::About => format!("~{value}"),
        Approximation::AtLeast => format!("> {value}"),
        Approximation::AtMost => format!("< {value}"),
    }
}

#[test]
fn every_expression_of_the_table() {
    let data = DataFiles::embedded();
    let (segmenter, finder) = (Segmenter::new(&data).unwrap(), EntityFinder::new(&data).unwrap());
    let mut wrong = Vec::new();
    let mut all = 0;
    for (n, line) in lines(include_str!("values/table.tsv")) {
        let (text, expected) = line.split_once('\t').expect("two columns");
        let mut document = Document::new("table", text);
        document.date = Some(jiff::civil::date(2026, 3, 10));
        let tokens = segmenter.segment(&document);
        let tags = Tags(vec![Tag::default(); tokens.words.len()]);
        let found = finder.find(&document, &tokens, &tags, None).values;
        let found: Vec<String> = found.iter().map(show).collect();
        let found = if found.is_empty() { "-".to_owned() } else { found.join(" ; ") };
        all += 1;
        if found != expected {
            wrong.push(format!("{n}: {text}\n   expected {expected}\n   found    {found}"));
        }
    }
    assert!(all >= 300, "the table has {all} lines");
    assert!(wrong.is_empty(), "{} of {all} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
