//! Where caches lie: `.cache/basutbud/` in the site's folder, one file for each output folder.
//!
//! Whatever goes wrong here costs the next build time, so nothing here stops a build.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use blake3::Hash;

use crate::cache::stat::FsClock;
use crate::cache::{Cache, CacheWriter};
use crate::host::{held, regular, stat};

/// The folder for caches, in a site's own.
pub const CACHE: &str = ".cache";

/// Our folder in it.
const OURS: &str = "basutbud";

/// How many caches are kept: one for each output folder, those written last.
const KEPT: usize = 8;

/// The cache of a site for an output folder.
pub struct Store {
    root: PathBuf,
    name: String,
}

impl Store {
    /// The cache of the site at `root` for an output folder that has this real path.
    pub fn new(root: &Path, output: &Path) -> Self {
        let real = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        // A site that is moved with its output keeps its cache.
        let output = output.strip_prefix(&real).unwrap_or(output);
        let hash = blake3::hash(output.as_os_str().as_encoded_bytes());
        Self {
            root: root.to_owned(),
            name: hash.to_hex()[..32].to_owned(),
        }
    }

    /// The cache of an earlier build by the same program.
    pub fn open(&self, program: &Hash) -> Option<Cache<File>> {
        let file = regular::open(&self.folder()?.join(&self.name)).ok()?;
        Cache::open(file, program)
    }

    /// The clock of the file system that the site is on.
    pub fn clock(&self) -> Option<FsClock> {
        stat::clock(&self.make_folder().ok()?)
    }

    /// Replaces the cache by one that `fill` writes, in one step.
    ///
    /// # Errors
    /// When the folder cannot be made or written to.
    pub fn write(
        &self,
        program: &Hash,
        fill: impl FnOnce(&mut CacheWriter<File>) -> io::Result<()>,
    ) -> io::Result<()> {
        let folder = self.make_folder()?;
        let staged = folder.join(format!("{}.{}.tmp", self.name, std::process::id()));
        let written = self.fill(program, &staged, fill);
        let replaced = written.and_then(|()| held::rename(&staged, &folder.join(&self.name)));
        if replaced.is_err() {
            let _ = fs::remove_file(&staged);
        }
        prune(&folder);
        replaced
    }

    fn fill(
        &self,
        program: &Hash,
        staged: &Path,
        fill: impl FnOnce(&mut CacheWriter<File>) -> io::Result<()>,
    ) -> io::Result<()> {
        let _ = fs::remove_file(staged);
        let mut writer = CacheWriter::new(File::create_new(staged)?, program)?;
        fill(&mut writer)?;
        writer.finish()
    }

    /// The folder, if it is there. No link is followed: it may lead out of the site.
    fn folder(&self) -> Option<PathBuf> {
        let cache = self.root.join(CACHE);
        let ours = cache.join(OURS);
        (is_folder(&cache) && is_folder(&ours)).then_some(ours)
    }

    fn make_folder(&self) -> io::Result<PathBuf> {
        if let Some(folder) = self.folder() {
            return Ok(folder);
        }
        let cache = self.root.join(CACHE);
        let ours = cache.join(OURS);
        for folder in [&cache, &ours] {
            match fs::create_dir(folder) {
                Err(_) if is_folder(folder) => {}
                made => made?,
            }
        }
        // Sites that were made before there was a cache do not know that it is not for git.
        File::create_new(ours.join(".gitignore"))?.write_all(b"*\n")?;
        Ok(ours)
    }
}

fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|there| there.is_dir())
}

/// Deletes the oldest caches, and what killed runs left.
fn prune(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let file = |entry: io::Result<fs::DirEntry>| {
        let entry = entry.ok()?;
        let metadata = entry.metadata().ok().filter(Metadata::is_file)?;
        let is_ours = entry.file_name() != OsStr::new(".gitignore");
        is_ours.then_some((metadata.modified().ok()?, entry.path()))
    };
    let mut files: Vec<(SystemTime, PathBuf)> = entries.filter_map(file).collect();
    files.sort();
    for (_, oldest) in files.iter().rev().skip(KEPT) {
        let _ = fs::remove_file(oldest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::CacheEntry;

    fn program() -> Hash {
        blake3::hash(b"program")
    }

    fn write(store: &Store, bytes: &[u8]) -> io::Result<()> {
        store.write(&program(), |cache| {
            cache.put(CacheEntry::Units, |out| out.write_all(bytes))
        })
    }

    fn read(store: &Store) -> Option<Vec<u8>> {
        store.open(&program())?.get(CacheEntry::Units)
    }

    #[test]
    fn a_cache_is_written_read_and_replaced() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let store = Store::new(root.path(), &root.path().join("output"));
        let other = Store::new(root.path(), &root.path().join("other"));
        assert_eq!(read(&store), None);
        for bytes in [b"one".as_slice(), b"two"] {
            write(&store, bytes).expect("written");
            assert_eq!(read(&store).as_deref(), Some(bytes));
        }
        assert_eq!(read(&other), None);
        let ignored = root.path().join(".cache/basutbud/.gitignore");
        assert_eq!(fs::read(ignored).expect("there"), b"*\n");
    }

    #[test]
    fn old_caches_are_deleted() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let stores = (0..KEPT + 3).map(|n| Store::new(root.path(), Path::new(&n.to_string())));
        let stores: Vec<Store> = stores.collect();
        for store in &stores {
            write(store, b"bytes").expect("written");
        }
        let kept = stores.iter().filter(|store| read(store).is_some());
        assert_eq!(kept.count(), KEPT);
        assert!(stores.last().and_then(read).is_some());
    }

    #[cfg(unix)]
    #[test]
    fn whatever_stands_in_its_place_is_no_harm() {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        use std::os::unix::fs::symlink;

        let root = tempfile::tempdir().expect("a temporary folder");
        let store = Store::new(root.path(), &root.path().join("output"));
        write(&store, b"one").expect("written");
        let file = root.path().join(".cache/basutbud").join(&store.name);
        let elsewhere = root.path().join("elsewhere");
        fs::rename(&file, &elsewhere).expect("moved");
        symlink(&elsewhere, &file).expect("linked");
        assert_eq!(read(&store), None, "a link");
        write(&store, b"two").expect("replaced");
        assert_eq!(read(&store).as_deref(), Some(&b"two"[..]));
        fs::remove_file(&file).expect("removed");
        mknodat(CWD, &file, FileType::Fifo, Mode::RWXU, 0).expect("made");
        assert_eq!(read(&store), None, "a pipe");
        write(&store, b"three").expect("replaced");
        fs::remove_file(&file).expect("removed");
        fs::create_dir(&file).expect("made");
        assert_eq!(read(&store), None, "a folder");
        write(&store, b"four").expect_err("a folder is not replaced");
        fs::remove_dir_all(root.path().join(".cache")).expect("removed");
        symlink(root.path().join("outside"), root.path().join(".cache")).expect("linked");
        assert_eq!((read(&store), store.clock()), (None, None));
        write(&store, b"five").expect_err("no link is followed");
    }
}
