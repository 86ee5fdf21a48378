//! Bytes → text: UTF-8, UTF-16 and the legacy encodings of French press archives.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes at the start tell text from other things.
const HEAD: usize = 8 << 10;

/// Text, and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text without byte order mark.
    pub text: String,
    /// Where it was not UTF-8: the encoding's name.
    pub encoding: Option<&'static str>,
    /// Number of byte sequences that stood for no character.
    pub replaced: usize,
}

/// Decodes a whole file, or says what it is instead of text.
///
/// UTF-8 is taken as such even where some of its bytes are damaged; UTF-16 is known
/// by its byte order mark or its pattern of zeros; the rest is told by frequencies.
///
/// # Errors
/// When the bytes are no text: what they are, and what to do.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, (&'static str, &'static str)> {
    if let Some(encoding) = utf16(&bytes) {
        return Ok(decode_as(encoding, &bytes));
    }
    if let Some(binary) = binary(&bytes) {
        return Err(binary);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            return Ok(Decoded { text, encoding: None, replaced: 0 });
        }
        Err(e) => e.into_bytes(),
    };
    if let Some(decoded) = damaged_utf8(&bytes) {
        return Ok(decoded);
    }
    if controls(&bytes) {
        return Err(("binary data", "convert it to plain text first"));
    }
    Ok(decode_as(legacy(&bytes), &bytes))
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _, damaged) = encoding.decode(bytes);
    let replaced = if damaged { text.matches('\u{fffd}').count() } else { 0 };
    Decoded { text: text.into_owned(), encoding: Some(encoding.name()), replaced }
}

/// UTF-16 by its byte order mark, or by zeros in nearly every second byte.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let pairs = head.len() / 2;
    if pairs < 2 {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // French text keeps to U+0000..00FF but for apostrophes and dashes; other
    // files that hold zeros hold them in both places.
    let most = |n: usize| n * 10 >= pairs * 7;
    match () {
        () if even == 0 && most(odd) => Some(UTF_16LE),
        () if odd == 0 && most(even) => Some(UTF_16BE),
        () => None,
    }
}

/// What the bytes are when they are known not to be text, and what to do.
fn binary(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const SIGNATURES: &[(&[u8], &str, &str)] = &[
        (b"%PDF-", "a PDF document", "convert it first, for instance with pdftotext"),
        (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it or save it as plain text first"),
        (b"\xd0\xcf\x11\xe0", "an office document", "save it as plain text first"),
        (b"{\\rtf", "an RTF document", "save it as plain text first"),
        (b"\x1f\x8b", "gzip data", "unpack it first, for instance with gunzip"),
        (b"\x28\xb5\x2f\xfd", "zstd data", "unpack it first, for instance with unzstd"),
        (b"\x89PNG", "a PNG image", "name text files only"),
        (b"\xff\xd8\xff", "a JPEG image", "name text files only"),
        (b"GIF8", "a GIF image", "name text files only"),
    ];
    let known = SIGNATURES.iter().find(|(signature, ..)| bytes.starts_with(signature));
    let zero = || bytes[..bytes.len().min(HEAD)].contains(&0);
    known
        .map(|&(_, found, advice)| (found, advice))
        .or_else(|| zero().then_some(("binary data", "convert it to plain text first")))
}

/// Whether control characters are more frequent than any text has them.
fn controls(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    let controls = head.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c)).count();
    controls * 20 > head.len()
}

/// UTF-8 with some damaged bytes: more characters beyond ASCII read well than not.
fn damaged_utf8(bytes: &[u8]) -> Option<Decoded> {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|&b| b >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good > bad).then(|| {
        let (text, _) = UTF_8.decode_with_bom_removal(bytes);
        Decoded { text: text.into_owned(), encoding: None, replaced: bad }
    })
}

/// The likeliest encoding of bytes that are not Unicode.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"fr"), false);
    if guess == WINDOWS_1252 && latin9(bytes) { ISO_8859_15 } else { guess }
}

/// Latin-9 rather than Windows-1252: nothing where the one has control characters
/// and the other quotes and dashes, and `€`, `œ`, `Œ` or `Ÿ` where the other has `¤`, `½`, `¼`, `¾`.
fn latin9(bytes: &[u8]) -> bool {
    let c1 = bytes.iter().any(|b| (0x80..0xa0).contains(b));
    let letter = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0xc0);
    let tell = bytes.iter().enumerate().any(|(i, b)| match b {
        0xa4 => true,
        0xbc..=0xbe => letter(bytes.get(i + 1)) || (i > 0 && letter(bytes.get(i - 1))),
        _ => false,
    });
    !c1 && tell
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "L’œuvre d’Hélène coûte 12 € : « c’est cher », dit Noël à Besançon.";

    fn check(bytes: &[u8], text: &str, encoding: Option<&str>) {
        let decoded = decode(bytes.to_vec()).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.replaced), (text, encoding, 0));
    }

    fn utf16_bytes(text: &str, big: bool) -> Vec<u8> {
        let pair = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(pair).collect()
    }

    #[test]
    fn unicode_with_and_without_mark() {
        check(TEXT.as_bytes(), TEXT, None);
        check(format!("\u{feff}{TEXT}").as_bytes(), TEXT, None);
        for (big, name) in [(false, "UTF-16LE"), (true, "UTF-16BE")] {
            check(&utf16_bytes(TEXT, big), TEXT, Some(name));
            check(&utf16_bytes(&format!("\u{feff}{TEXT}"), big), TEXT, Some(name));
        }
    }

    #[test]
    fn legacy_western() {
        let (bytes, _, _) = WINDOWS_1252.encode(TEXT);
        check(&bytes, TEXT, Some("windows-1252"));
        // Latin-9 has no curly apostrophe, so its texts have straight ones.
        let text = TEXT.replace('’', "'");
        let (bytes, _, _) = ISO_8859_15.encode(&text);
        check(&bytes, &text, Some("ISO-8859-15"));
        check(b"Prix : 30 \xa4 l'unit\xe9", "Prix : 30 € l'unité", Some("ISO-8859-15"));
        check(b"Le caf\xe9 \xbd cr\xe8me", "Le café ½ crème", Some("windows-1252"));
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.extend(b" fin\xe9");
        let decoded = decode(bytes).unwrap();
        assert_eq!(decoded.text, format!("{TEXT} fin\u{fffd}"));
        assert_eq!((decoded.encoding, decoded.replaced), (None, 1));
    }

    #[test]
    fn what_is_no_text_is_named() {
        let found = |bytes: &[u8]| decode(bytes.to_vec()).unwrap_err().0;
        assert_eq!(found(b"%PDF-1.7\n%\xe2\xe3"), "a PDF document");
        assert_eq!(found(b"PK\x03\x04\x14\x00"), "a ZIP archive or an office document");
        assert_eq!(found(b"\x7fELF\x02\x01\x00\x00\x00\x00"), "binary data");
        assert_eq!(found(&[1, 2, 3, 0xff, 4, 5, 0x90, 6]), "binary data");
    }
}
