//! Writes what somebody saved in the browser: files of units, below `content/`, and never through a link.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::diagnostic::say;
use crate::edit::reply::{Renaming, Save};
use crate::host::failure::{Failure, OrFail};
use crate::host::write;
use crate::load::units::unit_file;

/// Why something was not written.
pub enum Refused {
    /// The file is another by now: its text, where it has one.
    Changed(Option<String>),
    /// It may not or cannot be written.
    Failure(Failure),
}

/// Writes a file of a unit, if it still has the text that the change was made from.
///
/// # Errors
/// When the file has changed, when it is no file of a unit, when a link leads to it, or when the disk refuses.
pub fn save(root: &Path, save: &Save) -> Result<(), Refused> {
    let path = checked(root, save)?;
    match &save.old {
        Some(old) => write::replace(&path, old.as_bytes(), save.new.as_bytes()),
        None => write::new_file(&path, save.new.as_bytes()),
    }
    .map_err(Refused::Failure)
}

/// Gives a unit's files other names, and writes those of units that name it. All files are looked at before
/// anything is written, and nothing is removed before everything new is there.
///
/// # Errors
/// As for [`save`]; what was new is then taken away again.
pub fn rename(root: &Path, renaming: &Renaming) -> Result<(), Refused> {
    let Renaming { new, named, gone } = renaming;
    for one in new.iter().chain(named).chain(gone) {
        checked(root, one)?;
    }
    let mut made = Vec::new();
    for one in new.iter().chain(named) {
        match save(root, one) {
            Ok(()) if one.old.is_none() => made.push(root.join(one.path.as_str())),
            Ok(()) => {}
            Err(refused) => {
                for path in made {
                    let _ = fs::remove_file(path);
                }
                return Err(refused);
            }
        }
    }
    for one in gone {
        let path = checked(root, one)?;
        let place = path.display();
        fs::remove_file(&path)
            .or_fail(|| say!("{place} cannot be removed", "{place} går inte att ta bort"))
            .map_err(Refused::Failure)?;
    }
    Ok(())
}

/// The path of a file that may be written: a unit's own, which still has the text that the change was made from.
fn checked(root: &Path, save: &Save) -> Result<PathBuf, Refused> {
    let is_of_unit = unit_file(&save.path).is_some()
        && matches!(save.path.extension(), Some("toml" | "md"))
        && save.path.parts().all(|part| !part.starts_with('.'));
    let path = root.join(save.path.as_str());
    if !is_of_unit || leads_elsewhere(root, &save.path) {
        let place = save.path.as_str();
        return Err(Refused::Failure(Failure::of(say!(
            "{place} is not written: only files of units below content/ are, and never through a link",
            "{place} skrivs inte: bara enheternas filer under content/ skrivs, och aldrig genom en länk"
        ))));
    }
    let is_as_it_was = match &save.old {
        Some(old) => fs::read(&path).ok().as_deref() == Some(old.as_bytes()),
        None => fs::symlink_metadata(&path).is_err(),
    };
    if is_as_it_was {
        return Ok(path);
    }
    let now = fs::read(&path).ok();
    Err(Refused::Changed(
        now.and_then(|now| String::from_utf8(now).ok()),
    ))
}

/// Whether a part of a path is a link, or something else than a folder and a file in it.
fn leads_elsewhere(root: &Path, path: &crate::text::path::SitePath) -> bool {
    let mut place = root.to_owned();
    let last = path.parts().count();
    for (at, part) in path.parts().enumerate() {
        place.push(part);
        match fs::symlink_metadata(&place) {
            Ok(metadata) if at + 1 < last => {
                if !metadata.is_dir() {
                    return true;
                }
            }
            Ok(metadata) => return !metadata.is_file(),
            // Where a folder is not there yet, nothing in it can be a link.
            Err(error) => return at + 1 < last && error.kind() != ErrorKind::NotFound,
        }
    }
    false
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::text::path::SitePath;

    fn of(path: &str, old: Option<&str>, new: &str) -> Save {
        Save {
            path: SitePath::new(path).expect("a sound path"),
            old: old.map(Into::into),
            new: new.into(),
        }
    }

    #[test]
    fn only_files_of_units_are_written_and_never_through_links() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("a path");
        let units = root.join("content/x/units");
        fs::create_dir_all(units.join("a")).expect("made");
        fs::create_dir(root.join("outside")).expect("made");
        for file in [
            "content/x/units/a/b.toml",
            "content/x/region.toml",
            "content/site.toml",
            "outside/b.toml",
        ] {
            fs::write(root.join(file), "old").expect("written");
        }
        symlink(root.join("outside"), units.join("link")).expect("a link");
        symlink("a/b.toml", units.join("c.toml")).expect("a link");
        symlink(root.join("nowhere.md"), units.join("d.md")).expect("a link");
        for path in [
            "content/x/region.toml",
            "content/site.toml",
            "outside/b.toml",
            "content/x/units/link/b.toml",
            "content/x/units/c.toml",
            "content/x/units/d.md",
            "content/x/units/a",
            "content/x/units/a/.b.toml",
            "content/x/units/a/b.jpg",
        ] {
            let old = path.ends_with("toml").then_some("old");
            let refused = save(&root, &of(path, old, "new"));
            assert!(refused.is_err(), "{path}");
        }
        assert_eq!(
            fs::read(root.join("outside/b.toml")).expect("there"),
            b"old"
        );
        assert!(!root.join("nowhere.md").exists());
        let file = "content/x/units/a/b.toml";
        assert!(
            matches!(save(&root, &of(file, Some("other"), "new")), Err(Refused::Changed(Some(now))) if now == "old")
        );
        assert!(matches!(
            save(&root, &of(file, None, "new")),
            Err(Refused::Changed(_))
        ));
        assert!(save(&root, &of(file, Some("old"), "new")).is_ok());
        assert!(save(&root, &of("content/x/units/a/b.md", None, "text")).is_ok());
        assert_eq!(fs::read(root.join(file)).expect("there"), b"new");
    }

    #[test]
    fn a_unit_gets_another_name_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("a path");
        let units = root.join("content/x/units");
        fs::create_dir_all(&units).expect("made");
        for (file, text) in [("a.toml", "a"), ("a.md", "text"), ("b.toml", "b")] {
            fs::write(units.join(file), text).expect("written");
        }
        let renaming = Renaming {
            new: vec![
                of("content/x/units/c.toml", None, "c"),
                of("content/x/units/c.md", None, "text"),
            ],
            named: vec![of("content/x/units/b.toml", Some("b"), "b names c")],
            gone: vec![
                of("content/x/units/a.toml", Some("a"), ""),
                of("content/x/units/a.md", Some("text"), ""),
            ],
        };
        let read = |file: &str| fs::read_to_string(units.join(file)).ok();
        fs::write(units.join("a.md"), "changed").expect("written");
        assert!(matches!(rename(&root, &renaming), Err(Refused::Changed(_))));
        assert_eq!(read("c.toml"), None);
        fs::write(units.join("a.md"), "text").expect("written");
        fs::write(units.join("c.md"), "in the way").expect("written");
        assert!(rename(&root, &renaming).is_err());
        assert_eq!(
            (read("c.toml"), read("a.toml").as_deref()),
            (None, Some("a"))
        );
        fs::remove_file(units.join("c.md")).expect("removed");
        assert!(rename(&root, &renaming).is_ok());
        assert_eq!((read("a.toml"), read("a.md")), (None, None));
        assert_eq!(read("c.toml").as_deref(), Some("c"));
        assert_eq!(read("b.toml").as_deref(), Some("b names c"));
    }
}
