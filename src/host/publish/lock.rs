//! The lock of the output folder: which folder is meant, that it holds no sources, that it is there, and
//! that no other build works in it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Component, Path, PathBuf};

use super::error::{Act, Phase, PublishError};
use crate::host::stat;
use crate::publish::WORK;

/// The locked folder. Dropped before [`OutputLock::keep`], it deletes the folders it made, so that a build
/// that publishes nothing leaves nothing.
pub(super) struct OutputLock {
    /// The real path of the published folder.
    pub(super) root: PathBuf,
    made: Vec<PathBuf>,
    made_work: bool,
    kept: bool,
    /// Whether the machine may have been started since the last build.
    pub(super) is_another_boot: bool,
    /// Locked as long as it is open; the system lets go of it however the
    /// process ends, so a killed build leaves no lock behind.
    lock: Option<File>,
}

impl OutputLock {
    /// Finds, checks, makes and locks the folder.
    pub(super) fn take(output: &Path, protected: &[&Path]) -> Result<Self, PublishError> {
        let root = real(output).map_err(|error| fault(Act::Read, output, error))?;
        refuse_file(&root)?;
        refuse_sources(output, &root, protected)?;
        let mut locked = Self {
            root,
            made: Vec::new(),
            made_work: false,
            kept: false,
            is_another_boot: true,
            lock: None,
        };
        locked.make_root()?;
        locked.take_lock(output)?;
        Ok(locked)
    }

    /// The folders that were made stay.
    pub(super) fn keep(&mut self) {
        self.kept = true;
    }

    fn make_root(&mut self) -> Result<(), PublishError> {
        let missing: Vec<PathBuf> = self
            .root
            .ancestors()
            .take_while(|dir| dir.symlink_metadata().is_err())
            .map(Path::to_owned)
            .collect();
        for dir in missing.into_iter().rev() {
            match fs::create_dir(&dir) {
                Ok(()) => self.made.push(dir),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(fault(Act::Make, &dir, error)),
            }
        }
        Ok(())
    }

    /// Tries again when another build, on its way out, took the lock file away
    /// between our opening and locking it: a lock on a file that nobody else
    /// can find keeps nobody out.
    fn take_lock(&mut self, output: &Path) -> Result<(), PublishError> {
        const TRIES: usize = 20;
        for _ in 0..TRIES {
            self.make_work()?;
            let path = self.root.join(WORK).join("lock");
            refuse_link(&path)?;
            let options = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path);
            let mut file = match options {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                opened => opened.map_err(|error| fault(Act::Lock, &path, error))?,
            };
            match file.try_lock() {
                Ok(()) if stands_at(&file, &path) => {
                    let boot = stat::boot().0.to_hex();
                    self.is_another_boot = !read_lock(&mut file).contains(boot.as_str());
                    write_lock(&mut file, boot.as_str());
                    self.lock = Some(file);
                    return Ok(());
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(PublishError::Locked {
                        output: output.to_owned(),
                        pid: read_pid(&mut file),
                    });
                }
                Err(TryLockError::Error(error)) => return Err(fault(Act::Lock, &path, error)),
            }
        }
        Err(PublishError::Locked {
            output: output.to_owned(),
            pid: None,
        })
    }

    fn make_work(&mut self) -> Result<(), PublishError> {
        let work = self.root.join(WORK);
        refuse_link(&work)?;
        match fs::create_dir(&work) {
            Ok(()) => self.made_work = true,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => refuse_file(&work)?,
            Err(error) => return Err(fault(Act::Make, &work, error)),
        }
        Ok(())
    }
}

impl OutputLock {
    /// Best effort: what cannot be deleted holds nothing of the site.
    fn delete_made(&self) {
        let work = self.root.join(WORK);
        if self.lock.is_some() {
            let _ = fs::remove_file(work.join("lock"));
        }
        let _ = fs::remove_dir(work);
        for dir in self.made.iter().rev() {
            let _ = fs::remove_dir(dir);
        }
    }
}

impl Drop for OutputLock {
    fn drop(&mut self) {
        if !self.kept && (self.made_work || !self.made.is_empty()) {
            self.delete_made();
        }
        // Closing the file is not enough while a program that was started
        // a moment ago still holds a copy of it.
        if let Some(lock) = &self.lock {
            let _ = lock.unlock();
        }
    }
}

fn fault(act: Act, path: &Path, source: io::Error) -> PublishError {
    PublishError::of_system(act, path.to_owned(), Phase::Before, source)
}

/// The path through no link, for as much of it as exists.
fn real(path: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for component in std::path::absolute(path)?.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                real.pop();
            }
            other => real.push(other),
        }
        real = fs::canonicalize(&real).unwrap_or(real);
    }
    Ok(real)
}

/// The folder, and each that it lies in, must not be a file.
fn refuse_file(root: &Path) -> Result<(), PublishError> {
    match root
        .ancestors()
        .find(|dir| dir.metadata().is_ok_and(|metadata| !metadata.is_dir()))
    {
        Some(file) => Err(PublishError::NotAFolder {
            path: file.to_owned(),
        }),
        None => Ok(()),
    }
}

fn refuse_sources(output: &Path, root: &Path, protected: &[&Path]) -> Result<(), PublishError> {
    for folder in protected {
        let sources = real(folder).map_err(|error| fault(Act::Read, folder, error))?;
        if root.starts_with(&sources) || sources.starts_with(root) {
            return Err(PublishError::Protected {
                output: output.to_owned(),
                protected: folder.to_path_buf(),
            });
        }
    }
    Ok(())
}

fn refuse_link(path: &Path) -> Result<(), PublishError> {
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_symlink() => Err(PublishError::Link {
            path: path.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// The number of the process, for the message that another build gets, and the run of the machine. On a
/// full disk they stay away, and in a file that has other names, as whoever gave it one did not mean it
/// to be emptied.
fn write_lock(file: &mut File, boot: &str) {
    if is_ours_alone(file) {
        let _ = file
            .rewind()
            .and_then(|()| file.set_len(0))
            .and_then(|()| write!(file, "{} {boot}", std::process::id()));
    }
}

fn read_lock(file: &mut File) -> String {
    let mut text = String::new();
    if is_ours_alone(file) {
        let _ = file.rewind();
        let _ = file.take(MAX_LOCK).read_to_string(&mut text);
    }
    text
}

fn read_pid(file: &mut File) -> Option<u32> {
    read_lock(file).split_whitespace().next()?.parse().ok()
}

/// More than we write.
const MAX_LOCK: u64 = 256;

#[cfg(unix)]
fn is_ours_alone(file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    file.metadata()
        .is_ok_and(|metadata| metadata.is_file() && metadata.nlink() == 1)
}

#[cfg(not(unix))]
fn is_ours_alone(file: &File) -> bool {
    file.metadata().is_ok_and(|metadata| metadata.is_file())
}

#[cfg(unix)]
fn stands_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), path.symlink_metadata()) {
        (Ok(opened), Ok(there)) => (opened.dev(), opened.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Elsewhere an open file's name cannot be taken by another file.
#[cfg(not(unix))]
fn stands_at(_: &File, path: &Path) -> bool {
    path.exists()
}
