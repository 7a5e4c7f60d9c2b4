//! Opens regular files only: a pipe would keep a build waiting, and a link may lead anywhere.

use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

/// Opens a regular file to read it.
///
/// # Errors
/// When there is none, something else stands there, or it may not be read.
pub fn open(path: &Path) -> io::Result<File> {
    let file = open_without_waiting(path)?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(io::Error::new(
            ErrorKind::InvalidInput,
            "it is no regular file",
        )),
    }
}

/// The bytes of a regular file.
///
/// # Errors
/// As [`open`].
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(unix)]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, open};

    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(File::from(open(path, flags, Mode::empty())?))
}

#[cfg(not(unix))]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    match path.symlink_metadata()?.is_file() {
        true => File::open(path),
        false => Err(io::Error::new(
            ErrorKind::InvalidInput,
            "it is no regular file",
        )),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;

    #[test]
    fn only_a_regular_file_is_opened() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "bytes").expect("written");
        assert_eq!(read(&at("file")).expect("read"), b"bytes");
        std::os::unix::fs::symlink("file", at("link")).expect("linked");
        mknodat(CWD, at("pipe"), FileType::Fifo, Mode::RWXU, 0).expect("made");
        for name in ["link", "pipe", ".", "missing"] {
            assert!(read(&at(name)).is_err(), "{name}");
        }
    }
}
