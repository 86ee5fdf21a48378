//! Several inputs → one stream of documents.

use super::document::{self, Article};
use super::folder::Walk;
use super::ids::Ids;
use super::json_lines::JsonLines;
use super::{Note, Place, ReadError};
use crate::doc::Document;
use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// What a reader is pointed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder whose files are read in order of their paths.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

impl From<&str> for Input {
    /// `-` is stdin.
    fn from(name: &str) -> Self {
        if name == "-" { Input::Stdin } else { Input::Path(name.into()) }
    }
}

/// Documents of all inputs, in order. An item is a document, or a fault that cost a
/// document or a part of it; the reading goes on behind it.
///
/// ```
/// use filature::ingest::{Input, Reader};
/// let mut reader = Reader::new([Input::from("graphs/eolien.txt")]);
/// let document = reader.next().unwrap()?;
/// assert_eq!(document.id, "eolien");
/// # Ok::<(), filature::ingest::ReadError>(())
/// ```
pub struct Reader {
    inputs: VecDeque<Input>,
    walk: Option<Walk>,
    lines: Option<JsonLines>,
    ready: VecDeque<Result<Document, ReadError>>,
    ids: Ids,
    notes: Vec<Note>,
}

/// How a file is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Markdown,
    JsonLines,
    /// As its first bytes say.
    Unknown,
}

impl Kind {
    fn of(path: &Path) -> Self {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match ending.as_str() {
            "txt" => Kind::Text,
            "md" | "markdown" => Kind::Markdown,
            "jsonl" | "ndjson" => Kind::JsonLines,
            _ => Kind::Unknown,
        }
    }
}

impl Reader {
    /// Reads these inputs, in this order.
    pub fn new(inputs: impl IntoIterator<Item = Input>) -> Self {
        Self {
            inputs: inputs.into_iter().collect(),
            walk: None,
            lines: None,
            ready: VecDeque::new(),
            ids: Ids::default(),
            notes: Vec::new(),
        }
    }

    /// What was noted since the last call.
    pub fn take_notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.notes)
    }

    fn open(&mut self, input: Input) {
        let path = match input {
            Input::Stdin => {
                let place = Place::file("<stdin>");
                return self.read(BufReader::new(io::stdin()), Kind::Unknown, place, "stdin".into());
            }
            Input::Path(path) => path,
        };
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => match Walk::new(path, |p| Kind::of(p) != Kind::Unknown) {
                Ok(walk) => self.walk = Some(walk),
                Err(fault) => self.ready.push_back(Err(fault)),
            },
            _ => {
                let id = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                self.open_file(&path, id);
            }
        }
    }

    fn open_file(&mut self, path: &Path, id: String) {
        let place = Place::file(path.display().to_string());
        match File::open(path) {
            Ok(file) => self.read(BufReader::new(file), Kind::of(path), place, id),
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                self.ready.push_back(Err(ReadError::Missing(place)));
            }
            Err(source) => self.ready.push_back(Err(ReadError::Io { place, source })),
        }
    }

    fn read(&mut self, input: impl BufRead + Send + 'static, kind: Kind, place: Place, id: String) {
        let (kind, input) = match kind {
            Kind::Unknown => match sniff(input) {
                Ok((kind, input)) => (kind, input),
                Err(source) => return self.ready.push_back(Err(ReadError::Io { place, source })),
            },
            kind => (kind, Box::new(input) as Box<dyn BufRead + Send>),
        };
        if kind == Kind::JsonLines {
            self.lines = Some(JsonLines::new(input, place.path, id));
        } else {
            let article = document::from_file(input, place, id, kind == Kind::Markdown);
            self.receive(article);
        }
    }

    fn receive(&mut self, article: Result<Article, ReadError>) {
        let Article { mut document, place, faults, notes } = match article {
            Ok(article) => article,
            Err(fault) => return self.ready.push_back(Err(fault)),
        };
        self.notes.extend(notes);
        self.ready.extend(faults.into_iter().map(Err));
        let new = self.ids.unique(&document.id);
        if new != document.id {
            let id = std::mem::replace(&mut document.id, new.clone());
            self.notes.push(Note::Renamed { place, id, new });
        }
        self.ready.push_back(Ok(document));
    }

    /// Opens the next file of the folder being walked.
    fn step(&mut self, mut walk: Walk) {
        let next = walk.next();
        self.notes.extend(walk.take_notes());
        match next {
            Some(Ok(path)) => {
                let id = id_below(walk.root(), &path);
                self.walk = Some(walk);
                self.open_file(&path, id);
            }
            Some(Err(fault)) => {
                self.walk = Some(walk);
                self.ready.push_back(Err(fault));
            }
            None => {}
        }
    }
}

impl Iterator for Reader {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(article) => self.receive(article),
                    None => self.lines = None,
                }
            } else if let Some(walk) = self.walk.take() {
                self.step(walk);
            } else {
                let input = self.inputs.pop_front()?;
                self.open(input);
            }
        }
    }
}

/// Tells JSON Lines from text by the first bytes.
fn sniff(mut input: impl BufRead + Send + 'static) -> io::Result<(Kind, Box<dyn BufRead + Send>)> {
    const ENOUGH: u64 = 64;
    let mut head = Vec::new();
    (&mut input).take(ENOUGH).read_until(b'\n', &mut head)?;
    // Of UTF-16 and byte order marks, what stays are the characters of ASCII.
    let mut signs = head.iter().filter(|b| b.is_ascii_graphic());
    let object = signs.next() == Some(&b'{') && matches!(signs.next(), Some(b'"' | b'}'));
    let kind = if object { Kind::JsonLines } else { Kind::Text };
    Ok((kind, Box::new(Cursor::new(head).chain(input))))
}

/// The path below the folder, without its ending, with `/` on every system.
fn id_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path).with_extension("");
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_below_a_folder() {
        assert_eq!(id_below(Path::new("a/b"), Path::new("a/b/2025/iren.v2.txt")), "2025/iren.v2");
    }

    #[test]
    fn json_lines_are_told_by_their_first_bytes() {
        let kind = |bytes: &'static [u8]| sniff(bytes).unwrap().0;
        assert!(kind(b"{\"text\": \"a\"}") == Kind::JsonLines);
        assert!(kind(b"\xff\xfe{\0\"\0t\0") == Kind::JsonLines);
        assert!(kind(b"{sic} Le groupe") == Kind::Text);
        assert!(kind("\u{feff}« Non »".as_bytes()) == Kind::Text);
        let (_, mut input) = sniff("un\ndeux\n".as_bytes()).unwrap();
        let mut all = String::new();
        input.read_to_string(&mut all).unwrap();
        assert_eq!(all, "un\ndeux\n");
    }
}
