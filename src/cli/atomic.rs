//! Files that are there wholly or not at all.

use anyhow::{Context, Result, bail};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file being written beside its place; [`AtomicFile::commit`] puts it there. Dropped
/// before that, it leaves what was there.
#[derive(Debug)]
pub(super) struct AtomicFile {
    out: BufWriter<File>,
    /// Where it is written until then; `None` for what cannot be replaced, such as
    /// `/dev/stdout` or a named pipe.
    draft: Option<PathBuf>,
    path: PathBuf,
}

/// Whether a file can be written at `path`; leaves no trace.
///
/// # Errors
/// When the folder does not exist or refuses, or when `path` is a folder.
pub(super) fn check(path: &Path) -> Result<()> {
    if path.is_dir() {
        bail!("{}: expected a path for a file, found a folder", path.display());
    }
    let folder = folder(path);
    if !folder.is_dir() {
        bail!("{}: the folder {} does not exist; create it first", path.display(), folder.display());
    }
    AtomicFile::create(path).map(drop)
}

/// Whether files can be written in a folder at `path`, which may not exist yet.
///
/// # Errors
/// When `path` is a file, or when its parent does not exist or refuses.
pub(super) fn check_folder(path: &Path) -> Result<()> {
    if path.is_dir() {
        return AtomicFile::create(&path.join("check")).map(drop);
    }
    if path.exists() {
        bail!("{}: expected a folder for the files of this format, found a file", path.display());
    }
    check(path)
}

impl AtomicFile {
    /// Starts a file that is to stand at `path`.
    ///
    /// # Errors
    /// When the folder refuses.
    pub fn create(path: &Path) -> Result<Self> {
        let context = || format!("{}: cannot be written", path.display());
        // The file behind a link, not the link, is what the user wants replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let metadata = fs::metadata(&path).ok();
        if metadata.as_ref().is_some_and(|m| !m.is_file()) {
            let file = OpenOptions::new().write(true).open(&path).with_context(context)?;
            return Ok(Self { out: BufWriter::new(file), draft: None, path });
        }
        if metadata.as_ref().is_some_and(|m| m.permissions().readonly()) {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied)).with_context(context);
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let draft = folder(&path).join(format!(".{name}.{}.tmp", std::process::id()));
        let file = File::create(&draft).with_context(context)?;
        let new = Self { out: BufWriter::new(file), draft: Some(draft), path };
        if let (Some(metadata), Some(draft)) = (metadata, &new.draft) {
            fs::set_permissions(draft, metadata.permissions()).with_context(context)?;
        }
        Ok(new)
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When what is still to write cannot be written, or the place refuses.
    pub fn commit(mut self) -> Result<()> {
        let moved = self.out.flush().and_then(|()| match &self.draft {
            Some(draft) => fs::rename(draft, &self.path),
            None => Ok(()),
        });
        moved.with_context(|| format!("{}: cannot be written", self.path.display()))?;
        self.draft = None;
        Ok(())
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if let Some(draft) = &self.draft {
            // Nothing more can be done about a draft that does not go.
            let _ = fs::remove_file(draft);
        }
    }
}

/// The folder that holds `path`.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_or_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let files = || fs::read_dir(folder.path()).unwrap().count();
        check(&path).unwrap();
        assert_eq!(files(), 0);
        fs::write(&path, "old").unwrap();
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), files()), ("old", 1));
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"new").unwrap();
        file.commit().unwrap();
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), files()), ("new", 1));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let mut out = AtomicFile::create(&link).unwrap();
        out.write_all(b"new").unwrap();
        out.commit().unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
    }
}
