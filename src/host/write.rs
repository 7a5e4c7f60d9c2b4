//! Writes single files: whole or not at all.

use std::fs;
use std::io::{self, Write};
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::diagnostic::say;
use crate::host::failure::{Failure, OrFail};
use crate::host::held;

/// Replaces or makes a file. Readers see the old bytes or the new ones, never a part.
///
/// # Errors
/// When the folder is missing or not writable, or the disk is full; the old file is then as it was.
pub fn file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    // Through a link, the file it leads to is replaced, and it keeps its permissions.
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let path = real.as_path();
    let permissions = fs::metadata(path)
        .map(|metadata| metadata.permissions())
        .ok();
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let written = aside(folder).and_then(|mut aside| {
        aside.write_all(bytes)?;
        if let Some(kept) = permissions {
            fs::set_permissions(aside.path(), kept)?;
        }
        let mut waiting = Some(aside);
        held::when_free(|| match waiting.take().map(|aside| aside.persist(path)) {
            Some(Err(failed)) => {
                waiting = Some(failed.file);
                Err(failed.error)
            }
            _ => Ok(()),
        })
    });
    let place = path.display();
    written.or_fail(|| {
        say!(
            "{place} cannot be written; check the folder, its permissions and the disk",
            "{place} går inte att skriva; kontrollera mappen, dess behörighet och disken"
        )
    })
}

/// A new file beside the one to be replaced, removed again unless it takes its place. Its permissions are
/// those that any new file gets.
fn aside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut made = tempfile::Builder::new();
    made.prefix(".").suffix(".tmp");
    #[cfg(unix)]
    made.permissions(fs::Permissions::from_mode(0o666));
    made.tempfile_in(folder)
}

/// Makes a folder, and those it lies in, unless they are there.
///
/// # Errors
/// When something else is in the way, or the folder above is not writable.
pub fn folder(path: &Path) -> Result<(), Failure> {
    let place = path.display();
    fs::create_dir_all(path).or_fail(|| {
        say!(
            "the folder {place} cannot be made",
            "mappen {place} går inte att skapa"
        )
    })
}

/// Makes a file that must not be there yet.
///
/// # Errors
/// When something of that name exists, or it cannot be written.
pub fn new_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(parent) = path.parent() {
        folder(parent)?;
    }
    let place = path.display();
    let mut file = fs::File::create_new(path)
        .or_fail(|| say!("{place} cannot be made", "{place} går inte att skapa"))?;
    file.write_all(bytes)
        .or_fail(|| say!("{place} cannot be written", "{place} går inte att skriva"))
}

/// Replaces a file that still holds the bytes that were read from it.
///
/// # Errors
/// When the file has changed meanwhile, is gone, or cannot be written; it is then left as it is.
pub fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<(), Failure> {
    let place = path.display();
    let now = fs::read(path).or_fail(|| {
        say!(
            "{place} cannot be read again",
            "{place} går inte att läsa igen"
        )
    })?;
    if now != old {
        return Err(Failure::of(say!(
            "{place} was changed by somebody else meanwhile and was not written; run the command again",
            "{place} ändrades av någon annan under tiden och skrevs inte; kör kommandot igen"
        )));
    }
    file(path, new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Language;

    #[test]
    fn a_file_changed_meanwhile_is_not_overwritten() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("enhet.toml");
        fs::write(&path, "name = 1\n").expect("the file is written");

        // Somebody else saves between our reading and our writing.
        fs::write(&path, "name = 2\n").expect("the file is written");
        let refused = replace(&path, b"name = 1\n", b"name = 3\n").expect_err("it is refused");
        let refused = refused.told(Language::English);
        assert!(refused.contains("changed by somebody else"), "{refused}");
        assert_eq!(fs::read(&path).expect("it is there"), b"name = 2\n");

        replace(&path, b"name = 2\n", b"name = 3\n").expect("it is as we read it");
        assert_eq!(fs::read(&path).expect("it is there"), b"name = 3\n");

        fs::remove_file(&path).expect("it is removed");
        replace(&path, b"name = 3\n", b"name = 4\n").expect_err("it is gone");
        assert!(!path.exists());
        let left = fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(left, 0, "nothing is left lying about");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (real, link) = (folder.path().join("a.toml"), folder.path().join("b.toml"));
        let mode = |path: &Path| {
            let metadata = fs::metadata(path).expect("it is there");
            metadata.permissions().mode() & 0o777
        };
        // A new file is as one that is made without detours.
        let plain = folder.path().join("c.toml");
        fs::write(&plain, "").expect("the file is written");
        file(&real, b"1").expect("it is written");
        assert_eq!(mode(&real), mode(&plain));

        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("it is ours");
        std::os::unix::fs::symlink("a.toml", &link).expect("a link");
        file(&link, b"2").expect("it is written");
        assert!(link.is_symlink());
        assert_eq!(fs::read(&real).expect("it is there"), b"2");
        assert_eq!(mode(&real), 0o640);
        let left = fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(left, 3, "nothing is left lying about");
    }
}
