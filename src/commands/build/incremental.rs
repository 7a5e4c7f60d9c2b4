//! What a build takes from the cache, and stores in it for the next one.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use blake3::{Hash, Hasher};
use chrono::NaiveDate;

use crate::cache::build::BuildRecord;
use crate::cache::outputs::Outputs;
use crate::cache::sources::{KnownSources, SourceStats};
use crate::cache::stat::Boot;
use crate::cache::{Cache, CacheEntry};
use crate::cli::BuildArgs;
use crate::compile::Compilation;
use crate::compile::unit_cache::UnitCache;
use crate::diagnostic::say;
use crate::host::program;
use crate::host::publish::{PublishError, Publisher, Unchanged};
use crate::host::read::{SiteRead, StatCache};
use crate::host::stat;
use crate::host::store::Store;
use crate::host::terminal::Terminal;
use crate::render::server::ServerFile;
use crate::report::baseline::Baseline;
use crate::text::digest::Digests;
use crate::text::hashing::put;

/// Everything that a build depends on beside its sources.
#[derive(Clone)]
pub struct BuildKey {
    /// The program.
    pub program: Hash,
    /// The program, the day, and what was asked for.
    wanted: Hash,
    /// All that, and how it is to speak.
    all: Hash,
}

impl BuildKey {
    /// Nothing where the system does not tell which program this is.
    pub fn of(
        arguments: &BuildArgs,
        today: NaiveDate,
        known: &Baseline,
        terminal: &Terminal,
    ) -> Option<Self> {
        let program = blake3::hash(program::identity()?.as_bytes());
        let asked = (
            today,
            &arguments.base_url,
            &arguments.preview,
            arguments.minify,
            arguments.server,
            &arguments.levels,
            arguments.publish_anyway,
            known,
        );
        let spoken = (terminal.language, terminal.style, terminal.talk);
        let mut hasher = Hasher::new();
        hasher.update(program.as_bytes());
        put(&mut hasher, format!("{asked:?}").as_bytes());
        let wanted = hasher.finalize();
        put(&mut hasher, format!("{spoken:?}").as_bytes());
        Some(Self {
            program,
            wanted,
            all: hasher.finalize(),
        })
    }

    /// The build over some sources.
    fn with(&self, sources: &Hash) -> Hash {
        let mut hasher = Hasher::new();
        hasher.update(self.all.as_bytes());
        hasher.update(sources.as_bytes());
        hasher.finalize()
    }
}

/// The cache of a site for an output folder, before its sources are read.
pub struct OpenCache {
    key: BuildKey,
    store: Store,
    boot: Boot,
    cache: RefCell<Option<Cache<File>>>,
    /// What is known of sources.
    pub stats: StatCache,
}

impl OpenCache {
    /// Opens the cache, and hands to the publisher what it knows of the published files.
    pub fn new(root: &Path, key: BuildKey, publisher: &mut Publisher) -> Self {
        let store = Store::new(root, publisher.root());
        let mut cache = store.open(&key.program);
        let mut entry = |entry| cache.as_mut()?.get(entry);
        let boot = stat::boot();
        let known = entry(CacheEntry::Sources).and_then(|bytes| KnownSources::parse(&bytes, &boot));
        let outputs = entry(CacheEntry::Outputs).and_then(|bytes| Outputs::parse(&bytes, &boot));
        publisher.use_cache(outputs);
        Self {
            stats: StatCache {
                known: known.unwrap_or_default(),
                clock: store.clock(),
                key: key.wanted,
            },
            key,
            store,
            boot,
            cache: RefCell::new(cache),
        }
    }

    /// The same, once the sources are read.
    pub fn with(self, site: &SiteRead) -> Incremental<'_> {
        let digests = Digests::of(&site.inputs);
        Incremental {
            build: self.key.with(&digests.whole()),
            known: site.known,
            open: self,
            digests,
            stats: &site.stats,
            rest: site.rest,
        }
    }
}

/// A build over an earlier one.
pub struct Incremental<'a> {
    open: OpenCache,
    /// Everything this build depends on.
    build: Hash,
    /// The sources.
    pub digests: Digests<'a>,
    stats: &'a SourceStats,
    /// How many files were known by their stat.
    known: usize,
    /// Everything that this build depends on but for files of units.
    rest: Hash,
}

/// The outcome of the last build.
pub struct LastBuild {
    /// What was done with the published files; nothing if it did not publish.
    pub published: Option<Unchanged>,
    /// The findings that it showed.
    pub findings: String,
    /// The findings in its last line.
    pub counts: String,
    /// Whether something was denied.
    pub denied: bool,
    /// The names and hashes of the files that it wrote beside the output.
    pub server_files: Vec<(String, Hash)>,
}

impl Incremental<'_> {
    /// The program.
    pub fn program(&self) -> &Hash {
        &self.open.key.program
    }

    /// What the last build said, if it depended on the same, and what it published stands as it was
    /// written: then there is nothing to do.
    ///
    /// # Errors
    /// When the system refuses a look at what is published.
    pub fn last_build(&self, publisher: &Publisher) -> Result<Option<LastBuild>, PublishError> {
        let Some(record) = self
            .entry(CacheEntry::Build)
            .and_then(|it| BuildRecord::parse(&it))
        else {
            return Ok(None);
        };
        if record.key != self.build {
            return Ok(None);
        }
        let findings = self.entry(CacheEntry::Findings).map(String::from_utf8);
        let Some(Ok(findings)) = findings else {
            return Ok(None);
        };
        let published = match record.published {
            None => None,
            Some(_) if record.published != publisher.manifest() => return Ok(None),
            Some(_) => match publisher.unchanged()? {
                None => return Ok(None),
                unchanged => unchanged,
            },
        };
        Ok(Some(LastBuild {
            published,
            findings,
            counts: record.counts,
            denied: record.denied,
            server_files: record.server_files,
        }))
    }

    fn entry(&self, entry: CacheEntry) -> Option<Vec<u8>> {
        self.open.cache.borrow_mut().as_mut()?.get(entry)
    }

    /// The units that the last build has checked.
    pub fn units(&self) -> Option<Vec<u8>> {
        self.entry(CacheEntry::Units)
    }

    /// Stores what was found out by a build that had nothing to do, if it is more than is known.
    pub fn refresh(&self, last: &LastBuild, terminal: &Terminal) {
        let outputs = last.published.as_ref().and_then(|it| it.outputs.as_ref());
        if outputs.is_none() && self.stats.len() == self.known {
            return;
        }
        let mut earlier = self.open.cache.borrow_mut();
        let stored = self.open.store.write(&self.open.key.program, |cache| {
            cache.put(CacheEntry::Sources, |out| self.write_sources(out))?;
            if let Some(outputs) = outputs {
                cache.put(CacheEntry::Outputs, |out| {
                    outputs.write(&self.open.boot, out)
                })?;
            }
            let Some(earlier) = &mut *earlier else {
                return Ok(());
            };
            let rest = [CacheEntry::Build, CacheEntry::Findings, CacheEntry::Units];
            let outputs = outputs.is_none().then_some(CacheEntry::Outputs);
            let mut rest = rest.into_iter().chain(outputs);
            rest.try_for_each(|entry| cache.copy(entry, earlier))
        });
        debug_stored(stored, terminal);
    }

    /// Stores what this build has found out.
    pub fn store(&self, built: &Built<'_>, terminal: &Terminal) {
        let mut earlier = self.open.cache.borrow_mut();
        let stored = self.open.store.write(&self.open.key.program, |cache| {
            let record = BuildRecord {
                key: self.build,
                published: built.outputs.map(|outputs| outputs.manifest),
                denied: built.denied,
                counts: built.counts.to_owned(),
                server_files: built.server_files.iter().map(name_and_hash).collect(),
            };
            cache.put(CacheEntry::Build, |out| out.write_all(&record.to_bytes()))?;
            cache.put(CacheEntry::Findings, |out| {
                out.write_all(built.findings.as_bytes())
            })?;
            cache.put(CacheEntry::Sources, |out| self.write_sources(out))?;
            cache.put(CacheEntry::Units, |out| {
                built.compilation.write_units(built.unit_cache, out)
            })?;
            match (built.outputs, &mut *earlier) {
                (Some(outputs), _) => cache.put(CacheEntry::Outputs, |out| {
                    outputs.write(&self.open.boot, out)
                }),
                // What was published before still stands.
                (None, Some(earlier)) => cache.copy(CacheEntry::Outputs, earlier),
                (None, None) => Ok(()),
            }
        });
        debug_stored(stored, terminal);
    }

    fn write_sources(&self, out: &mut dyn Write) -> io::Result<()> {
        let digest = |at| self.digests.of_file(at);
        self.stats.write(&self.open.boot, &self.rest, digest, out)
    }
}

/// What a build has found out.
pub struct Built<'a> {
    /// The published files, if it published.
    pub outputs: Option<&'a Outputs>,
    /// The findings that it showed.
    pub findings: &'a str,
    /// The findings in its last line.
    pub counts: &'a str,
    /// Whether something was denied.
    pub denied: bool,
    /// What it wrote beside the output.
    pub server_files: &'a [ServerFile],
    /// The units as an earlier build has checked them.
    pub unit_cache: &'a UnitCache<'a>,
    /// The units as this build has checked them.
    pub compilation: &'a Compilation,
}

fn name_and_hash(file: &ServerFile) -> (String, Hash) {
    (file.name.to_owned(), blake3::hash(file.text.as_bytes()))
}

fn debug_stored(stored: io::Result<()>, terminal: &Terminal) {
    if let Err(error) = stored {
        terminal.debug(&say!(
            "the cache was not written: {error}",
            "cachen skrevs inte: {error}"
        ));
    }
}
