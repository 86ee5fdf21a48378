//! The files below a folder, sorted by path.

use super::{Note, Place, ReadError};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Walks a folder and those below it. Holds the names of one folder a level.
/// Hidden files and folders are not seen, links to folders not followed.
pub(super) struct Walk {
    /// The folders that lead to the present one, each with what is still to visit in it.
    levels: Vec<Level>,
    root: PathBuf,
    wanted: fn(&Path) -> bool,
    found: usize,
    passed: BTreeMap<String, usize>,
    notes: Vec<Note>,
}

struct Level {
    folder: PathBuf,
    /// Names in reverse order, the next one last.
    names: Vec<OsString>,
}

impl Walk {
    /// Starts at `root`; gives the files that are `wanted`.
    pub(super) fn new(root: PathBuf, wanted: fn(&Path) -> bool) -> Result<Self, ReadError> {
        let levels = vec![Level::open(root.clone())?];
        Ok(Self { levels, root, wanted, found: 0, passed: BTreeMap::new(), notes: Vec::new() })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// What was seen on the way and not given; complete when the walk has ended.
    pub(super) fn take_notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.notes)
    }

    fn visit(&mut self, path: PathBuf) -> Option<Result<PathBuf, ReadError>> {
        let place = || Place::file(path.display().to_string());
        let metadata = match fs::metadata(&path) {
            Ok(metadata) => metadata,
            Err(source) => return Some(Err(ReadError::Io { place: place(), source })),
        };
        if metadata.is_dir() {
            if path.is_symlink() {
                self.notes.push(Note::Link(place()));
                return None;
            }
            match Level::open(path) {
                Ok(level) => self.levels.push(level),
                Err(fault) => return Some(Err(fault)),
            }
            return None;
        }
        if (self.wanted)(&path) {
            self.found += 1;
            return Some(Ok(path));
        }
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        *self.passed.entry(ending).or_default() += 1;
        None
    }

    fn finish(&mut self) -> Option<Result<PathBuf, ReadError>> {
        let place = Place::file(self.root.display().to_string());
        if !self.passed.is_empty() {
            let endings = std::mem::take(&mut self.passed);
            self.notes.push(Note::PassedBy { place: place.clone(), endings });
        }
        let nothing = self.found == 0;
        // Said once.
        self.found = 1;
        nothing.then_some(Err(ReadError::NothingInside(place)))
    }
}

impl Iterator for Walk {
    type Item = Result<PathBuf, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(level) = self.levels.last_mut() {
            match level.names.pop() {
                Some(name) => {
                    let path = level.folder.join(name);
                    if let Some(item) = self.visit(path) {
                        return Some(item);
                    }
                }
                None => {
                    self.levels.pop();
                }
            }
        }
        self.finish()
    }
}

impl Level {
    fn open(folder: PathBuf) -> Result<Self, ReadError> {
        match names(&folder) {
            Ok(names) => Ok(Level { folder, names }),
            Err(source) => Err(ReadError::Io { place: Place::file(folder.display().to_string()), source }),
        }
    }
}

fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if !name.as_encoded_bytes().starts_with(b".") {
            names.push(name);
        }
    }
    names.sort_unstable_by(|a, b| b.cmp(a));
    Ok(names)
}
