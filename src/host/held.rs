//! Files that another program holds for a moment.
//!
//! On Windows a file cannot be replaced while a web server sends it, a virus scanner reads it or a program
//! copies it to a cloud. That takes milliseconds, so it is waited for. Elsewhere nothing is in the way of a
//! rename.

use std::fs;
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// How long is waited before each further try, in milliseconds: two and a half seconds in all.
const PAUSES: [u64; 8] = [10, 20, 40, 80, 160, 320, 640, 1280];

/// What Windows says of a file that is held: access denied, sharing violation, lock violation.
const HELD: [i32; 3] = [5, 32, 33];

/// Renames a file, over what stands there.
///
/// # Errors
/// When it cannot be renamed, or is held for longer than is waited.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    when_free(|| fs::rename(from, to))
}

/// Tries until nobody holds the file any more.
///
/// # Errors
/// What the last try gave.
pub fn when_free(attempt: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    tried(attempt, is_held, sleep)
}

fn is_held(error: &io::Error) -> bool {
    cfg!(windows)
        && error
            .raw_os_error()
            .is_some_and(|code| HELD.contains(&code))
}

fn tried(
    mut attempt: impl FnMut() -> io::Result<()>,
    is_held: impl Fn(&io::Error) -> bool,
    mut wait: impl FnMut(Duration),
) -> io::Result<()> {
    for pause in PAUSES {
        match attempt() {
            Err(error) if is_held(&error) => wait(Duration::from_millis(pause)),
            ended => return ended,
        }
    }
    attempt()
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::time::Duration;

    use super::{HELD, PAUSES, rename, tried};

    /// How often is tried and how long waited when the first tries end with this error.
    fn tries(failing: usize, code: i32) -> (usize, Duration, bool) {
        let (mut made, mut waited) = (0, Duration::ZERO);
        let attempt = || {
            made += 1;
            match made > failing {
                true => Ok(()),
                false => Err(io::Error::from_raw_os_error(code)),
            }
        };
        let is_held = |error: &io::Error| error.raw_os_error().is_some_and(|it| HELD.contains(&it));
        let ended = tried(attempt, is_held, |pause| waited += pause);
        (made, waited, ended.is_ok())
    }

    #[test]
    fn a_file_that_is_held_is_waited_for() {
        for code in HELD {
            assert_eq!(tries(0, code), (1, Duration::ZERO, true));
            assert_eq!(tries(2, code), (3, Duration::from_millis(30), true));
            let (made, waited, went_well) = tries(usize::MAX, code);
            assert!(!went_well && made == PAUSES.len() + 1);
            assert!(waited > Duration::from_secs(2) && waited < Duration::from_secs(4));
        }
        // What will not go by itself ends at once.
        assert_eq!(tries(1, 2), (1, Duration::ZERO, false));
    }

    #[test]
    fn a_rename_takes_the_place_of_what_is_there() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (from, to) = (folder.path().join("a"), folder.path().join("b"));
        std::fs::write(&from, "new").expect("written");
        std::fs::write(&to, "old").expect("written");
        rename(&from, &to).expect("renamed");
        assert_eq!(std::fs::read_to_string(&to).expect("it is there"), "new");
        assert!(rename(&from, &to).is_err());
    }
}
