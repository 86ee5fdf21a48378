//! What the scanner asks of a character.

/// Classes of ASCII, one look-up a byte: most of French is ASCII.
const WORD: u8 = 1;
const SPACE: u8 = 2;
const ASCII: [u8; 128] = ascii();

const fn ascii() -> [u8; 128] {
    let mut table = [0; 128];
    let mut b = 0;
    while b < 128 {
        let c = b as u8;
        if c.is_ascii_alphanumeric() || c == b'_' {
            table[b] = WORD;
        } else if c.is_ascii_whitespace() || c == 0x0b || (c >= 0x1c && c <= 0x1f) {
            table[b] = SPACE;
        }
        b += 1;
    }
    table
}

/// The character at a byte position, `\0` at the end of the text.
pub(super) fn at(text: &str, position: usize) -> char {
    match text.as_bytes().get(position) {
        None => '\0',
        Some(&b) if b < 0x80 => b as char,
        Some(_) => text[position..].chars().next().unwrap_or('\0'),
    }
}

/// The character that ends at a byte position, `\0` at the start of the text.
pub(super) fn before(text: &str, position: usize) -> char {
    text[..position].chars().next_back().unwrap_or('\0')
}

/// White space, or a character that has no width and no meaning (byte order
/// mark, direction marks, zero-width space).
pub(super) fn is_space(c: char) -> bool {
    match c {
        '\0'..='\x7f' => ASCII[c as usize] == SPACE,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => true,
        _ => c.is_whitespace(),
    }
}

/// A letter, digit or mark of the scripts that French text is written in.
/// Other scripts are left to the Unicode word boundaries.
pub(super) fn is_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => ASCII[c as usize] == WORD,
        '\u{ad}' | '\u{300}'..='\u{36f}' => true,
        // Modifier letters by name, apostrophes by use.
        '\u{2b9}' | '\u{2bb}' | 'ʼ' => false,
        _ => is_native(c) && c.is_alphanumeric(),
    }
}

/// Whether the character belongs to the blocks that the scanner knows: Latin,
/// Greek, Cyrillic, Armenian, and the symbols that stand among them.
pub(super) fn is_native(c: char) -> bool {
    matches!(c,
        '\0'..='\u{58f}' | '\u{1d00}'..='\u{1dbf}' | '\u{1e00}'..='\u{218f}'
        | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab6f}'
        | '\u{fb00}'..='\u{fb17}')
}

/// The apostrophes of typewriter, typesetter and careless keyboard.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '\u{2bb}' | '\u{2b9}' | '＇' | '`' | '´')
}

/// Hyphens that join words: ASCII, Unicode, non-breaking.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// A dash or bullet, which may open an item of a list.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '•' | '·' | '‣' | '◦' | '▪' | '■' | '●' | '►' | '*' | '\u{2010}')
}

/// Opens a quotation or a bracket, or may.
pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '«' | '“' | '„' | '‹' | '(' | '[' | '{' | '"' | '‟' | '‘')
}

/// Closes a quotation or a bracket, or may.
pub(super) fn is_closing(c: char) -> bool {
    matches!(c, '»' | '”' | '›' | ')' | ']' | '}' | '"')
}

/// First byte that is no space, from `position` on.
pub(super) fn skip_space(text: &str, mut position: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(&b) = bytes.get(position) {
        if b < 0x80 {
            if ASCII[b as usize] != SPACE {
                break;
            }
            position += 1;
        } else {
            let c = at(text, position);
            if !is_space(c) {
                break;
            }
            position += c.len_utf8();
        }
    }
    position
}

/// End of the run of word characters that starts at `position`.
pub(super) fn scan_word(text: &str, mut position: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(&b) = bytes.get(position) {
        if b < 0x80 {
            if ASCII[b as usize] != WORD {
                break;
            }
            position += 1;
        } else if b == 0xc3 && !matches!(bytes[position + 1], 0x97 | 0xb7) {
            // À to ÿ without × and ÷.
            position += 2;
        } else {
            let c = at(text, position);
            if !is_word(c) {
                break;
            }
            position += c.len_utf8();
        }
    }
    position
}

/// The position itself, or the nearest one before it that falls on a character boundary.
pub(super) fn boundary_before(text: &str, position: usize) -> usize {
    (0..=position.min(text.len())).rev().find(|&p| text.is_char_boundary(p)).unwrap_or(0)
}

/// End of the run of ASCII digits that starts at `position`.
pub(super) fn scan_digits(text: &str, position: usize) -> usize {
    let digits = text.as_bytes()[position..].iter().take_while(|b| b.is_ascii_digit());
    position + digits.count()
}

/// A short string folded for look-up: lower case, straight apostrophe, plain
/// hyphen. Lives on the stack.
pub(super) struct Folded {
    bytes: [u8; Self::CAPACITY],
    len: usize,
}

impl Folded {
    const CAPACITY: usize = 2 * Self::LONGEST;
    /// Bytes of the longest word that is looked up in a list.
    pub(super) const LONGEST: usize = 24;

    /// Folds a string; one longer than any entry of a list becomes empty.
    pub(super) fn new(s: &str) -> Self {
        let mut folded = Self { bytes: [0; Self::CAPACITY], len: 0 };
        if s.len() <= Self::LONGEST {
            for c in s.chars() {
                match c {
                    '\0'..='\x7f' => folded.push(c.to_ascii_lowercase()),
                    _ if is_apostrophe(c) => folded.push('\''),
                    _ if is_hyphen(c) => folded.push('-'),
                    _ => c.to_lowercase().for_each(|l| folded.push(l)),
                }
            }
        }
        folded
    }

    /// No character grows beyond twice its bytes when lowered, so there is room.
    fn push(&mut self, c: char) {
        let end = self.len + c.len_utf8();
        if end <= Self::CAPACITY {
            c.encode_utf8(&mut self.bytes[self.len..]);
            self.len = end;
        }
    }

    /// The folded string.
    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scans_stop_where_words_do() {
        assert_eq!(scan_word("Théâtre-École", 0), "Théâtre".len());
        assert_eq!(scan_word("3×4", 0), 1);
        assert_eq!(scan_word("cœur€", 0), "cœur".len());
        assert_eq!(skip_space("\u{a0}\u{202f} \n x", 0), "\u{a0}\u{202f} \n ".len());
    }

    #[test]
    fn folding() {
        assert_eq!(Folded::new("Aujourd’HUI").as_str(), "aujourd'hui");
        assert_eq!(Folded::new("ÉTÉ\u{2011}là").as_str(), "été-là");
        assert_eq!(Folded::new(&"x".repeat(99)).as_str(), "");
    }
}
