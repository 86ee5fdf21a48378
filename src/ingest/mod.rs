//! Files, folders and stdin → documents.
//!
//! [`Reader`] reads one document at a time: a JSON Lines file of any length and a
//! folder of any size pass through bounded memory. What cannot be read is an item of its own,
//! and the reading goes on behind it; what was read but deserves a word is a [`Note`].
//!
//! What is read as what:
//!
//! | ending | read as | id |
//! | --- | --- | --- |
//! | `.txt` and any other | plain text, one document | file name without ending |
//! | `.md`, `.markdown` | the same, with the front matter's `title`, `date` and `source` | the same |
//! | `.jsonl`, `.ndjson` | one document a line: `text`, and `id`, `title`, `date`, `source` where present | the field, or `name-line` |
//!
//! A file of another ending, and stdin, are read as JSON Lines when they begin
//! with an object (`{"`). In a folder the id is the path below the folder, and files
//! of other endings are passed by.

mod decode;
mod document;
mod error;
mod folder;
mod front_matter;
mod ids;
mod json_lines;
mod lines;
mod reader;

pub use error::{Note, Place, ReadError};
pub use reader::{Input, Reader};

pub use decode::{Decoded, decode};

/// Length of the largest document, in bytes: beyond it something other than an
/// article was given, and the layers laid over it would fill the memory.
pub const MAX_DOCUMENT: usize = 256 << 20;
