//! Stats of files, and when one proves that a file still has the bytes it had.
//!
//! This is the one rule, for sources, published files and polling alike. A stat proves it when
//!
//! 1. the file system is known to move the time of change with every change, and to let no program set
//!    it (`host::stat` has the list): then any later change gives another stat, but for one in the same
//!    tick of the file system's clock;
//! 2. the file had been settled when its bytes were known: the clock of its file system, never that of
//!    this machine, had passed its times. A file that is not is called racy, as in git.
//!
//! 3. the machine has not been started since: after a power failure a file may have lost what was
//!    written to it, and keep its times ([`Boot`]).
//!
//! A cache holds only stats that prove something. A file without one is read.

use blake3::Hash;
use serde::{Deserialize, Serialize};

/// How long a file must not have changed that anybody may write: longer than a program may write to
/// memory that is mapped from the file before the system sees it. Linux writes such pages back after
/// half a minute, and notes the next write to them as a change.
const MAPPED: i64 = 60 * 1_000_000_000;

/// One run of the machine, from its start to its end; what stands for it is of no meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boot(pub Hash);

/// What the system tells of a file without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStat {
    /// The device it is on.
    pub device: u64,
    /// Its number there.
    pub inode: u64,
    /// In bytes.
    pub size: u64,
    /// Last write to the bytes, in nanoseconds since 1970.
    pub modified: i64,
    /// Last change to bytes, name or rights, in nanoseconds since 1970.
    pub changed: i64,
}

impl FileStat {
    /// All of it as bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 40] {
        let mut bytes = [0; 40];
        let numbers = [
            self.device.to_le_bytes(),
            self.inode.to_le_bytes(),
            self.size.to_le_bytes(),
            self.modified.to_le_bytes(),
            self.changed.to_le_bytes(),
        ];
        for (part, number) in bytes.chunks_exact_mut(8).zip(numbers) {
            part.copy_from_slice(&number);
        }
        bytes
    }

    /// What [`FileStat::to_bytes`] gave.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 40]) -> Self {
        let mut numbers = bytes.chunks_exact(8).map(|part| {
            let part = part.try_into().expect("bug: eight bytes are eight bytes");
            u64::from_le_bytes(part)
        });
        let mut next = || numbers.next().expect("bug: there are five numbers");
        Self {
            device: next(),
            inode: next(),
            size: next(),
            modified: next().cast_signed(),
            changed: next().cast_signed(),
        }
    }

    /// When it was touched last.
    #[must_use]
    pub fn latest(&self) -> i64 {
        self.modified.max(self.changed)
    }
}

/// Who can have written to a file until its stat was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// This build alone, which made it.
    ThisBuild,
    /// Any program.
    Anyone,
}

/// The clock of a file system that keeps the times of its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FsClock {
    /// The device of the file system.
    pub device: u64,
    /// What it showed: the time of a file made just then.
    pub now: i64,
}

impl FsClock {
    /// Whether a stat proves that the file has the bytes it had while the clock showed this, or later.
    ///
    /// Of a file that anybody may write, the clock must have been read before its stat was taken, and
    /// its bytes read after that.
    #[must_use]
    pub fn proves(&self, stat: &FileStat, writer: Writer) -> bool {
        let age = match writer {
            Writer::ThisBuild => 0,
            Writer::Anyone => MAPPED,
        };
        stat.device == self.device && stat.latest().saturating_add(age) < self.now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAT: FileStat = FileStat {
        device: 7,
        inode: 8,
        size: 9,
        modified: 1_000,
        changed: 2_000,
    };

    #[test]
    fn a_stat_reads_back() {
        let before_1970 = FileStat {
            modified: -5,
            ..STAT
        };
        for stat in [STAT, before_1970] {
            assert_eq!(FileStat::from_bytes(&stat.to_bytes()), stat);
        }
    }

    #[test]
    fn a_racy_stat_proves_nothing() {
        let at = |now: i64| FsClock { device: 7, now };
        assert!(!at(2_000).proves(&STAT, Writer::ThisBuild));
        assert!(at(2_001).proves(&STAT, Writer::ThisBuild));
        assert!(!at(2_001).proves(&STAT, Writer::Anyone));
        assert!(!at(2_000 + MAPPED).proves(&STAT, Writer::Anyone));
        assert!(at(2_001 + MAPPED).proves(&STAT, Writer::Anyone));
        // A time that was set into the future never is in the past.
        let ahead = FileStat {
            modified: i64::MAX,
            ..STAT
        };
        assert!(!at(i64::MAX).proves(&ahead, Writer::Anyone));
    }

    #[test]
    fn the_clock_of_another_file_system_proves_nothing() {
        let other = FsClock {
            device: 1,
            now: i64::MAX,
        };
        assert!(!other.proves(&STAT, Writer::ThisBuild));
    }
}
