//! The published folder as a place to act in: every change to the disk that
//! publishing makes goes through [`Tree`], so that the tests can cut the power
//! before any one of them.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use blake3::{Hash, Hasher};

use super::error::{Act, Phase, PublishError};
use crate::cache::outputs::Chunk;
use crate::cache::stat::FileStat;
use crate::host::stat::file_stat;
use crate::host::{held, regular};

/// The published folder.
pub(super) struct Tree {
    /// Its real path: absolute, through no link.
    root: PathBuf,
    /// Its path as the user wrote it, for messages.
    shown: PathBuf,
    going_live: AtomicBool,
    fuse: Fuse,
}

impl Tree {
    pub(super) fn new(root: PathBuf, shown: &Path, fuse: Fuse) -> Self {
        Self {
            root,
            shown: shown.to_owned(),
            going_live: AtomicBool::new(false),
            fuse,
        }
    }

    /// Where a relative path stands on disk; empty for the folder itself.
    pub(super) fn at(&self, path: &str) -> PathBuf {
        if path.is_empty() {
            self.root.clone()
        } else {
            self.root.join(path)
        }
    }

    /// The same path as the user would write it.
    pub(super) fn shown(&self, path: &str) -> PathBuf {
        if path.is_empty() {
            self.shown.clone()
        } else {
            self.shown.join(path)
        }
    }

    pub(super) fn fault(&self, act: Act, path: &str, source: io::Error) -> PublishError {
        PublishError::of_system(act, self.shown(path), self.phase(), source)
    }

    /// From here on the published site may change.
    pub(super) fn go_live(&self) {
        self.going_live.store(true, Ordering::Relaxed);
    }

    pub(super) fn phase(&self) -> Phase {
        if self.going_live.load(Ordering::Relaxed) {
            Phase::GoingLive
        } else {
            Phase::Before
        }
    }

    /// What stands at a path, links not followed; `None` if nothing does.
    pub(super) fn look(&self, path: &str) -> Result<Option<Metadata>, PublishError> {
        match fs::symlink_metadata(self.at(path)) {
            Ok(metadata) => Ok(Some(metadata)),
            Err(error) if is_absence(&error) => Ok(None),
            Err(error) => Err(self.fault(Act::Read, path, error)),
        }
    }

    /// The hash of a file's bytes, which are never in memory as a whole.
    pub(super) fn hash(&self, path: &str) -> Result<Hash, PublishError> {
        let hash = || -> io::Result<Hash> {
            let mut hasher = Hasher::new();
            hasher.update_reader(File::open(self.at(path))?)?;
            Ok(hasher.finalize())
        };
        hash().map_err(|error| self.fault(Act::Read, path, error))
    }

    /// A text of ours; `None` if there is none. Bytes that are no UTF-8 come back
    /// as replacement characters, which no reader of ours accepts.
    pub(super) fn read_text(&self, path: &str) -> Result<Option<String>, PublishError> {
        match regular::read(&self.at(path)) {
            Ok(bytes) => Ok(Some(String::from_utf8(bytes).unwrap_or_else(|error| {
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            }))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.fault(Act::Read, path, error)),
        }
    }

    /// A chunk of a file.
    pub(super) fn read_chunk(&self, path: &str, chunk: &Chunk) -> io::Result<Vec<u8>> {
        let mut file = File::open(self.at(path))?;
        file.seek(SeekFrom::Start(chunk.start))?;
        let length = usize::try_from(chunk.length).map_err(io::Error::other)?;
        let mut bytes = Vec::with_capacity(length);
        file.take(chunk.length).read_to_end(&mut bytes)?;
        match bytes.len() == length {
            true => Ok(bytes),
            false => Err(ErrorKind::UnexpectedEof.into()),
        }
    }

    /// Names in a folder, in order. A name that is no UTF-8 comes back with
    /// replacement characters; no path of ours has such a name.
    pub(super) fn names(&self, dir: &str) -> Result<Vec<String>, PublishError> {
        let read = || -> io::Result<Vec<String>> {
            let names = fs::read_dir(self.at(dir))?
                .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
            names.collect()
        };
        let mut names = read().map_err(|error| self.fault(Act::Read, dir, error))?;
        names.sort_unstable();
        Ok(names)
    }

    /// Names of the folders in a folder, links to folders not among them.
    pub(super) fn folders(&self, dir: &str) -> io::Result<BTreeSet<String>> {
        let mut folders = BTreeSet::new();
        for entry in fs::read_dir(self.at(dir))? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.extend(entry.file_name().into_string());
            }
        }
        Ok(folders)
    }

    /// Writes a file that is not there yet, with the rights that the user's
    /// umask gives. Not flushed to the disk: a killed process loses nothing
    /// that the system has taken over, and a flush per file would cost more
    /// than all the rest. Gives its stat.
    pub(super) fn write_new(
        &self,
        path: &str,
        bytes: &[u8],
    ) -> Result<Option<FileStat>, PublishError> {
        let file = self.begin(path)?;
        let written = self.fill(file, bytes);
        written.map_err(|error| self.fault(Act::Write, path, error))
    }

    /// The same for a file that will replace another.
    pub(super) fn write_replacement(
        &self,
        path: &str,
        bytes: &[u8],
    ) -> Result<Option<FileStat>, PublishError> {
        let file = self.begin_replacement(path)?;
        let written = self.fill(file, bytes);
        written.map_err(|error| self.fault(Act::Write, path, error))
    }

    /// Begins a file that is not there yet; its bytes come in [pieces](Tree::append).
    pub(super) fn begin(&self, path: &str) -> Result<File, PublishError> {
        let create = || {
            self.fuse.burn()?;
            File::create_new(self.at(path))
        };
        create().map_err(|error| self.fault(Act::Write, path, error))
    }

    /// The same for a file that will replace another.
    ///
    /// Where a file replaces another, ext4 writes its bytes out inside the
    /// rename, one rename at a time. A file that has been cut to no length is
    /// written out when it is closed instead, on the thread that wrote it, and
    /// going live takes half as long. Elsewhere the cut does nothing.
    pub(super) fn begin_replacement(&self, path: &str) -> Result<File, PublishError> {
        let file = self.begin(path)?;
        match file.set_len(0) {
            Ok(()) => Ok(file),
            Err(error) => Err(self.fault(Act::Write, path, error)),
        }
    }

    /// Whether a file of at most this size looks like one whose bytes had not reached the disk when the
    /// power failed: empty, cut at a block, or with zeros at its end. No text that somebody wrote does.
    pub(super) fn is_torn(&self, path: &str, size: u64) -> bool {
        let look = || -> io::Result<bool> {
            let mut file = regular::open(&self.at(path))?;
            let length = file.metadata()?.len();
            if length == 0 || length > size {
                return Ok(length == 0);
            }
            file.seek(SeekFrom::End(-1))?;
            let mut last = [1];
            file.read_exact(&mut last)?;
            Ok(last == [0] || (length < size && length.is_multiple_of(BLOCK)))
        };
        look().unwrap_or(false)
    }

    /// Writes a file that is not there yet, from what comes in pieces, and waits until it is on the disk.
    /// Gives what writing gives.
    pub(super) fn write_durably<T>(
        &self,
        path: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<T>,
    ) -> Result<T, PublishError> {
        let file = &mut self.begin(path)?;
        let written = write(&mut Fused { tree: self, file });
        let written = written.and_then(|written| flush(file).map(|()| written));
        written.map_err(|error| self.fault(Act::Write, path, error))
    }

    /// Waits until what was renamed in a folder is on the disk. Best effort: not every system can.
    pub(super) fn flush_dir(&self, dir: &str) {
        let _ = File::open(self.at(dir)).and_then(|dir| dir.sync_all());
    }

    /// Adds bytes to a file that was begun.
    pub(super) fn append(
        &self,
        path: &str,
        file: &mut File,
        bytes: &[u8],
    ) -> Result<(), PublishError> {
        let written = Fused { tree: self, file }.write_all(bytes);
        written.map_err(|error| self.fault(Act::Write, path, error))
    }

    /// The stat of a file that was begun and has all its bytes.
    pub(super) fn ended(&self, path: &str, file: &File) -> Result<Option<FileStat>, PublishError> {
        let metadata = file.metadata();
        let metadata = metadata.map_err(|error| self.fault(Act::Write, path, error))?;
        Ok(file_stat(&metadata))
    }

    fn fill(&self, mut file: File, bytes: &[u8]) -> io::Result<Option<FileStat>> {
        let file = &mut file;
        Fused { tree: self, file }.write_all(bytes)?;
        Ok(file_stat(&file.metadata()?))
    }

    /// Brings a file into its place in one step, over what stands there.
    pub(super) fn rename(&self, from: &str, to: &str) -> Result<(), PublishError> {
        let rename = || {
            self.fuse
                .burn()
                .and_then(|()| held::rename(&self.at(from), &self.at(to)))
        };
        rename().map_err(|error| self.fault(Act::Move, to, error))
    }

    /// Makes one folder; one that is there already is as good.
    pub(super) fn make_dir(&self, path: &str) -> Result<(), PublishError> {
        match self
            .fuse
            .burn()
            .and_then(|()| fs::create_dir(self.at(path)))
        {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && self.is_dir(path)? => {
                Ok(())
            }
            made => made.map_err(|error| self.fault(Act::Make, path, error)),
        }
    }

    fn is_dir(&self, path: &str) -> Result<bool, PublishError> {
        Ok(self.look(path)?.is_some_and(|metadata| metadata.is_dir()))
    }

    /// Deletes a file; says whether there was one.
    pub(super) fn remove_file(&self, path: &str) -> Result<bool, PublishError> {
        match self
            .fuse
            .burn()
            .and_then(|()| fs::remove_file(self.at(path)))
        {
            Ok(()) => Ok(true),
            Err(error) if is_absence(&error) => Ok(false),
            Err(error) => Err(self.fault(Act::Remove, path, error)),
        }
    }

    /// Deletes a folder if it is empty; says whether it is gone.
    pub(super) fn remove_empty_dir(&self, path: &str) -> Result<bool, PublishError> {
        use io::ErrorKind as Kind;
        match self
            .fuse
            .burn()
            .and_then(|()| fs::remove_dir(self.at(path)))
        {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == Kind::NotFound => Ok(true),
            Err(error) if matches!(error.kind(), Kind::DirectoryNotEmpty | Kind::NotADirectory) => {
                Ok(false)
            }
            Err(error) => Err(self.fault(Act::Remove, path, error)),
        }
    }

    /// Deletes a folder of ours with all it holds; links in it are not followed.
    pub(super) fn remove_tree(&self, path: &str) -> Result<(), PublishError> {
        match self
            .fuse
            .burn()
            .and_then(|()| fs::remove_dir_all(self.at(path)))
        {
            Err(error) if !is_absence(&error) => Err(self.fault(Act::Remove, path, error)),
            _ => Ok(()),
        }
    }

    /// Whether a simulated kill has happened.
    pub(super) fn is_cut(&self) -> bool {
        self.fuse.is_burnt()
    }
}

/// The smallest block of common file systems.
const BLOCK: u64 = 512;

/// Waits until a file is on the disk, where the file system knows how.
fn flush(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::Unsupported | ErrorKind::InvalidInput
            ) =>
        {
            Ok(())
        }
        flushed => flushed,
    }
}

/// A file on whose way to the disk the power may be cut: then half of the bytes arrive.
struct Fused<'a> {
    tree: &'a Tree,
    file: &'a mut File,
}

impl Write for Fused<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(cut) = self.tree.fuse.burn() {
            self.file.write_all(&bytes[..bytes.len() / 2])?;
            return Err(cut);
        }
        self.file.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Nothing stands there, or something that is no folder stands above it.
fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// In tests, stops every change to the disk after a number of them, as a kill
/// would; otherwise nothing at all.
#[derive(Clone, Debug, Default)]
pub(super) struct Fuse {
    #[cfg(test)]
    left: Option<std::sync::Arc<std::sync::atomic::AtomicIsize>>,
}

#[cfg(test)]
impl Fuse {
    pub(super) fn after(steps: isize) -> Self {
        Self {
            left: Some(std::sync::Arc::new(std::sync::atomic::AtomicIsize::new(
                steps,
            ))),
        }
    }

    fn burn(&self) -> io::Result<()> {
        let left = self
            .left
            .as_ref()
            .map(|left| left.fetch_sub(1, Ordering::SeqCst));
        if left.is_some_and(|left| left <= 0) {
            Err(io::Error::other("cut"))
        } else {
            Ok(())
        }
    }

    pub(super) fn is_burnt(&self) -> bool {
        self.left
            .as_ref()
            .is_some_and(|left| left.load(Ordering::SeqCst) < 0)
    }
}

#[cfg(not(test))]
#[expect(
    clippy::unused_self,
    clippy::unnecessary_wraps,
    reason = "the form that tests need"
)]
impl Fuse {
    #[inline]
    fn burn(&self) -> io::Result<()> {
        Ok(())
    }

    #[inline]
    fn is_burnt(&self) -> bool {
        false
    }
}
