//! Stats of files, and the clock of the file system they are on ([`crate::cache::stat`] has the rule).

use std::fs::{self, File, Metadata};
use std::path::Path;

use crate::cache::stat::{Boot, FileStat, FsClock};

/// The stat of a file. The time of change is told by Unix systems only.
#[cfg(unix)]
pub fn file_stat(metadata: &Metadata) -> Option<FileStat> {
    use std::os::unix::fs::MetadataExt as _;

    let nanoseconds =
        |seconds: i64, rest: i64| seconds.checked_mul(1_000_000_000)?.checked_add(rest);
    Some(FileStat {
        device: metadata.dev(),
        inode: metadata.ino(),
        size: metadata.len(),
        modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec())?,
        changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec())?,
    })
}

/// The stat of a file. The time of change is told by Unix systems only.
#[cfg(not(unix))]
pub fn file_stat(_: &Metadata) -> Option<FileStat> {
    None
}

/// The run of the machine. Where the system does not tell it, all runs are taken for one.
pub fn boot() -> Boot {
    let id = fs::read("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    Boot(blake3::hash(&id))
}

/// The clock of the file system that a folder is on, as a file tells that is made there and taken away
/// again. Nothing where the file system is not known to keep the times of its files, or the folder
/// cannot be written to.
pub fn clock(folder: &Path) -> Option<FsClock> {
    let place = folder.join(format!("clock.{}", std::process::id()));
    // A killed run of the same number may have left one.
    let _ = fs::remove_file(&place);
    let file = File::create_new(&place).ok()?;
    let clock = clock_of(&file);
    let _ = fs::remove_file(&place);
    clock
}

/// The same by a file that was made this moment.
pub fn clock_of(file: &File) -> Option<FsClock> {
    if !keeps_times(file) {
        return None;
    }
    let stat = file_stat(&file.metadata().ok()?)?;
    Some(FsClock {
        device: stat.device,
        now: stat.modified,
    })
}

/// File systems of Linux that move the time of change with every change, and let no program set it. On
/// others it may be the time of the last write, which any program can set (vfat, exfat, sshfs), or that
/// of another machine (nfs, cifs, 9p).
#[cfg(target_os = "linux")]
const KEEP_TIMES: [u64; 8] = [
    0x0000_ef53, // ext2, ext3, ext4
    0x5846_5342, // xfs
    0x9123_683e, // btrfs
    0xf2f5_2010, // f2fs
    0xca45_1a4e, // bcachefs
    0x2fc1_2fc1, // zfs
    0x794c_7630, // overlayfs, in containers
    0x0102_1994, // tmpfs
];

#[cfg(target_os = "linux")]
fn keeps_times(file: &File) -> bool {
    let system = rustix::fs::fstatfs(file);
    system.is_ok_and(|system| {
        let magic = (system.f_type as u64) & 0xffff_ffff;
        KEEP_TIMES.contains(&magic)
    })
}

#[cfg(target_os = "macos")]
fn keeps_times(file: &File) -> bool {
    let system = rustix::fs::fstatfs(file);
    system.is_ok_and(|system| {
        let name = system.f_fstypename.iter().map(|byte| byte.to_ne_bytes()[0]);
        name.take_while(|byte| *byte != 0).eq(*b"apfs")
    })
}

/// Elsewhere the time of change is not told, or not known to be kept.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn keeps_times(_: &File) -> bool {
    false
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::cache::stat::Writer;

    fn stat_at(path: &Path) -> FileStat {
        file_stat(&fs::symlink_metadata(path).expect("there")).expect("a stat")
    }

    #[test]
    fn a_file_is_proved_once_the_clock_has_passed_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a");
        fs::write(&path, "a").expect("written");
        let stat = stat_at(&path);
        let Some(first) = clock(folder.path()) else {
            return; // A file system that is not known.
        };
        assert!(!first.proves(&stat, Writer::Anyone));
        let begun = Instant::now();
        while !clock(folder.path())
            .expect("as before")
            .proves(&stat, Writer::ThisBuild)
        {
            assert!(
                begun.elapsed() < Duration::from_secs(5),
                "the clock stands still"
            );
        }
        // A change that hides behind size and time of writing has another stat.
        let time = fs::metadata(&path)
            .and_then(|it| it.modified())
            .expect("a time");
        fs::write(&path, "b").expect("written");
        let file = File::options().write(true).open(&path).expect("open");
        file.set_modified(time).expect("set");
        let now = stat_at(&path);
        assert_eq!((now.size, now.modified), (stat.size, stat.modified));
        assert_ne!(now, stat);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_file_system_that_is_not_known_has_no_clock() {
        // No file can be made there either, which is as good: nothing is proved.
        assert_eq!(clock(Path::new("/proc/self")), None);
        let file = File::open("/proc/self/stat").expect("open");
        assert_eq!(clock_of(&file), None);
    }
}
