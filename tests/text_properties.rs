//! What holds of the text layer whatever the text.

use filature::data::DataFiles;
use filature::doc::{Document, Tokens};
use filature::text::Segmenter;
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static SEGMENTER: LazyLock<Segmenter> =
    LazyLock::new(|| Segmenter::new(&DataFiles::embedded()).expect("the embedded lists are right"));

fn segment(text: &str) -> Tokens {
    SEGMENTER.segment(&Document::new("t", text))
}

/// White space, or a character without width.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}'
        )
}

/// Sentences cover tokens, tokens words, tokens the text.
fn hold(text: &str, tokens: &Tokens) {
    let mut at = 0;
    let mut word = 0;
    for token in &tokens.tokens {
        let range = token.span.range();
        assert!(range.start < range.end, "an empty token");
        assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
        assert!(
            text[at..range.start].chars().all(is_blank),
            "text between tokens: {:?}",
            &text[at..range.start]
        );
        at = range.end;
        assert_eq!(token.words.start.index(), word);
        assert!(!token.words.is_empty());
        word = token.words.end.index();
    }
    assert!(text[at..].chars().all(is_blank));
    assert_eq!(word, tokens.words.len());
    for (t, token) in tokens.tokens.iter().enumerate() {
        assert!(token.words.iter().all(|w| tokens.words[w.index()].token.index() == t));
    }
    let (mut token, mut word) = (0, 0);
    for sentence in &tokens.sentences {
        let range = sentence.token_range();
        assert!(range.start == token && range.end > token);
        token = range.end;
        assert_eq!(sentence.words.start.index(), word);
        word = sentence.words.end.index();
        let cover = tokens.tokens[range.start].span.cover(tokens.tokens[range.end - 1].span);
        assert_eq!(sentence.span, cover);
    }
    assert_eq!((token, word), (tokens.tokens.len(), tokens.words.len()));
}

/// Pieces that rules look at, to be put together in any order.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "l'",
        "d’",
        "aujourd’hui",
        "qu",
        "-t-il",
        "-vous",
        "a",
        "Le",
        "IA",
        "M.",
        "S.A.",
        "J.",
        "etc.",
        "n°",
        "des",
        "du",
        "Aux",
        "1",
        "000",
        "3,5",
        "10h30",
        "M€",
        "%",
        "°C",
        ".",
        "...",
        "…",
        "!",
        "?",
        ";",
        ":",
        ",",
        "«",
        "»",
        "“",
        "\"",
        "(",
        ")",
        "(e)",
        "-",
        "--",
        "–",
        "•",
        "/",
        "&",
        "@",
        "#",
        "+",
        "http://",
        "www.",
        ".com",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "\u{a0}",
        "\u{202f}",
        "\u{200b}",
        "\u{301}",
        "東京",
        "👩\u{200d}💻",
        "ﬁn",
        "É",
        "ʼ",
        "\u{feff}",
        "ẞ",
        "İ",
    ];
    prop::sample::select(pieces.map(str::to_owned).to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_goes_through(text in any::<String>()) {
        hold(&text, &segment(&text));
    }

    #[test]
    fn any_mixture_goes_through_and_twice_the_same(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = pieces.concat();
        let tokens = segment(&text);
        hold(&text, &tokens);
        prop_assert_eq!(tokens, segment(&text));
    }

    #[test]
    fn paragraphs_are_cut_alone_as_together(a in "[A-Z][a-z ]{5,60}[.!?]", b in "[A-Z][a-z' ]{5,60}[.!?]") {
        let both = segment(&format!("{a}\n\n{b}\n\n{a}"));
        let alone = segment(&format!("{a}\n\n{b}"));
        prop_assert_eq!(&both.sentences[..alone.sentences.len()], &alone.sentences[..]);
    }
}

/// A text of `unit`, of about `bytes` bytes.
fn repeated(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes / unit.len())
}

#[test]
fn odd_text_is_linear() {
    let units = [
        "a",
        "a.",
        "A.",
        "a'",
        "l'",
        "a-",
        "-t-il",
        "1",
        "1 ",
        "1.",
        "000 ",
        "(",
        ")",
        "a(",
        "(e)",
        ".",
        "!",
        "…",
        "«",
        "»",
        "\"",
        "\" ",
        "' ",
        "-",
        "- ",
        "/",
        "a/",
        "@",
        "a@",
        "a&A",
        "\n",
        "\r\n",
        " ",
        "\u{a0}",
        "\u{200b}",
        "\u{301}",
        "東",
        "👩\u{200d}",
        "http://a(",
        "www.a.fr/) ",
        "Le ",
        "A. Le ",
        "M. ",
        "des ",
        "A ",
        "« A",
        "…A",
        "a: ",
        "É",
        "°",
        "n°",
        "\u{2028}",
    ];
    for unit in units {
        let text = repeated(unit, 1 << 17);
        let start = Instant::now();
        hold(&text, &segment(&text));
        // A quadratic step over that many bytes takes many seconds; a linear one milliseconds.
        assert!(start.elapsed() < Duration::from_secs(3), "{unit:?} took {:?}", start.elapsed());
    }
}
