//! Numbers in digits and in words: "9,7", "4 000", "8.214,66", "trois cents", "une dizaine de millions".

use crate::entity::sheet::{Shape, Sheet};
use rust_decimal::Decimal;
use std::ops::Range;

/// A number read in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its value, scale included.
    pub value: Decimal,
    /// First token after it.
    pub end: usize,
    /// The scale that its words give: 1 where there is none.
    pub scale: Decimal,
    /// "une dizaine", "quelques milliers".
    pub about: bool,
    /// Written in digits.
    pub digits: bool,
}

/// The number that begins at a token of the sentence.
pub fn number(sheet: &Sheet, sentence: &Range<usize>, at: usize) -> Option<Number> {
    let (base, mut end, digits, mut about) = if sheet.pieces[at].shape.is(Shape::NUMBER) {
        (decimal(sheet.form(at))?, at + 1, true, false)
    } else if let Some((value, end)) = collective(sheet, sentence, at) {
        (value, end, false, true)
    } else {
        let (value, end) = spelled(sheet, sentence, at)?;
        (value, end, false, false)
    };
    let mut times = Decimal::ONE;
    // "milliers de milliards": scales follow one another.
    loop {
        let mut next = end;
        if matches!(sheet.folded_in(sentence, Some(next)), "de" | "d'") {
            next += 1;
        }
        let word = sheet.folded_in(sentence, Some(next));
        let abbreviated = next == end && digits && sentence.contains(&next);
        let factor = scale(word).or_else(|| abbreviated.then(|| scale_sign(sheet.form(next))).flatten());
        let Some(factor) = factor else { break };
        if next > end && word == "mille" {
            break;
        }
        let Some(product) = times.checked_mul(factor) else { break };
        about |= matches!(word, "milliers" | "centaines" | "dizaines") && !digits;
        times = product;
        end = next + 1;
    }
    let mut value = base.checked_mul(times)?;
    if sheet.folded_in(sentence, Some(end)) == "et"
        && matches!(sheet.folded_in(sentence, Some(end + 1)), "demi" | "demie")
    {
        value = value.checked_add(times.checked_div(Decimal::TWO)?)?;
        end += 2;
    }
    Some(Number { value, end, scale: times, about, digits })
}

/// Digits with French or English separators; a point before three digits parts thousands.
pub fn decimal(form: &str) -> Option<Decimal> {
    let mut plain = String::with_capacity(form.len());
    let unsigned = form.trim_start_matches(['+', '-', '−', '–']);
    if form.starts_with(['-', '−', '–']) {
        plain.push('-');
    }
    let form = unsigned;
    let commas = form.matches(',').count();
    let points = form.matches('.').count();
    let grouped = |sep: char| {
        let mut groups = form.split(sep);
        let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()) && g != "0");
        first && groups.all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
    };
    for c in form.chars() {
        match c {
            '0'..='9' => plain.push(c),
            ',' if commas == 1 => plain.push('.'),
            '.' if commas > 0 || grouped('.') && points > 0 => {}
            '.' if points == 1 => plain.push('.'),
            ',' if grouped(',') => {}
            _ if c.is_whitespace() || matches!(c, '\'' | '’') => {}
            _ => return None,
        }
    }
    plain.trim_end_matches('.').parse().ok()
}

/// Scales in words.
pub fn scale(word: &str) -> Option<Decimal> {
    Some(Decimal::from(match word {
        "mille" | "millier" | "milliers" => 1_000u64,
        "million" | "millions" => 1_000_000,
        "milliard" | "milliards" => 1_000_000_000,
        "billion" | "billions" => 1_000_000_000_000,
        _ => return None,
    }))
}

/// Abbreviated scales after digits: `M`, `Md`, `Mds`, `k`.
pub fn scale_sign(form: &str) -> Option<Decimal> {
    Some(Decimal::from(match form {
        "k" | "K" => 1_000u64,
        "M" | "m" | "Mio" | "mln" | "MM" => 1_000_000,
        "Md" | "Mds" | "md" | "mds" | "Mrd" | "Mrds" | "mrd" | "mrds" | "G" | "bn" | "Mia" => 1_000_000_000,
        _ => return None,
    }))
}

/// "une dizaine", "quelques centaines", "la centaine".
fn collective(sheet: &Sheet, sentence: &Range<usize>, at: usize) -> Option<(Decimal, usize)> {
    let word = sheet.folded(at);
    let noun = if matches!(word, "une" | "la" | "un" | "quelques" | "plusieurs" | "des" | "deux" | "trois")
    {
        at + 1
    } else {
        at
    };
    let times = match word {
        "deux" => 2u64,
        "trois" => 3,
        _ => 1,
    };
    let n = match sheet.folded_in(sentence, Some(noun)) {
        "dizaine" | "dizaines" => 10u64,
        "douzaine" | "douzaines" => 12,
        "quinzaine" => 15,
        "vingtaine" => 20,
        "trentaine" => 30,
        "quarantaine" => 40,
        "cinquantaine" => 50,
        "soixantaine" => 60,
        "centaine" | "centaines" => 100,
        "millier" | "milliers" if noun > at => 1_000,
        _ => return None,
    };
    Some((Decimal::from(n * times), noun + 1))
}

/// Number words below a million: the units, tens and hundreds in their French order.
fn spelled(sheet: &Sheet, sentence: &Range<usize>, at: usize) -> Option<(Decimal, usize)> {
    let (mut total, mut current, mut end) = (0u64, 0u64, at);
    let mut some = false;
    'tokens: while sentence.contains(&end) {
        let word = sheet.folded(end);
        if word == "et" {
            let joins = some && matches!(sheet.folded_in(sentence, Some(end + 1)), "un" | "une" | "onze");
            if !joins {
                break;
            }
            end += 1;
            continue;
        }
        // `quatre-vingt-dix` is one token of several words.
        let (mut t, mut c) = (total, current);
        for part in word.split(' ').filter(|p| *p != "et") {
            match unit(part) {
                Some(n) if n < 20 || n % 10 == 0 && n < 100 && n != 20 => {
                    // Tens take units; ten takes seven to nine; sixty and eighty take ten to nineteen.
                    let fits = match c % 100 {
                        0 => true,
                        10 => (7..10).contains(&n),
                        tens => tens >= 20 && tens % 10 == 0 && n < 20 || tens % 20 == 10 && n < 10,
                    };
                    if !fits {
                        break 'tokens;
                    }
                    c += n;
                }
                Some(20) => c = if c % 100 == 4 { c - 4 + 80 } else { c + 20 },
                Some(100) => c = if c == 0 { 100 } else { c.checked_mul(100)? },
                Some(1000) if t == 0 => {
                    t += if c == 0 { 1000 } else { c.checked_mul(1000)? };
                    c = 0;
                }
                _ => break 'tokens,
            }
        }
        (total, current) = (t, c);
        some = true;
        end += 1;
        if total + current > 1_000_000 {
            return None;
        }
    }
    some.then(|| (Decimal::from(total + current), end))
}

fn unit(word: &str) -> Option<u64> {
    Some(match word {
        "un" | "une" => 1,
        "deux" => 2,
        "trois" => 3,
        "quatre" => 4,
        "cinq" => 5,
        "six" => 6,
        "sept" => 7,
        "huit" => 8,
        "neuf" => 9,
        "dix" => 10,
        "onze" => 11,
        "douze" => 12,
        "treize" => 13,
        "quatorze" => 14,
        "quinze" => 15,
        "seize" => 16,
        "vingt" | "vingts" => 20,
        "trente" => 30,
        "quarante" => 40,
        "cinquante" => 50,
        "soixante" => 60,
        "septante" => 70,
        "huitante" | "octante" => 80,
        "nonante" => 90,
        "cent" | "cents" => 100,
        "mille" => 1000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators() {
        let check = |form: &str, expected: &str| {
            assert_eq!(decimal(form).map(|d| d.to_string()).as_deref(), Some(expected), "{form}");
        };
        check("9,7", "9.7");
        check("4\u{202f}000", "4000");
        check("4.000", "4000");
        check("8.214,66", "8214.66");
        check("3.5", "3.5");
        check("0.125", "0.125");
        check("1,234,567", "1234567");
        check("12'500", "12500");
        assert_eq!(decimal("12/03"), None);
    }
}
