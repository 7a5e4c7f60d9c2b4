//! What a build has in common with the one before it, as far as hashes tell: then there is less to do, or
//! nothing.

use std::time::SystemTime;

use blake3::{Hash, Hasher};
use chrono::NaiveDate;

use crate::cli::BuildArgs;
use crate::host::publish::{PublishError, Published, Publisher};
use crate::host::read::glance::Glance;
use crate::host::terminal::Terminal;
use crate::host::{embedded, program};
use crate::publish::made::Seen;
use crate::report::baseline::Baseline;
use crate::text::digest::{Digests, of_files, put};
use crate::text::inputs::Inputs;

/// Everything that a run depends on beside its sources.
pub struct Asked {
    /// The program.
    pub program: Hash,
    /// The program, the day, what was asked for, and how it is to speak.
    all: Hash,
}

impl Asked {
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
            arguments.minify_whole_pages,
            &arguments.levels,
            arguments.publish_anyway,
            known,
        );
        let spoken = (terminal.language, terminal.style, terminal.talk);
        let mut hasher = Hasher::new();
        hasher.update(program.as_bytes());
        // A program in development reads its theme from the disk.
        hasher.update(of_files(&embedded::default_theme()).as_bytes());
        put(&mut hasher, format!("{asked:?} {spoken:?}").as_bytes());
        Some(Self {
            program,
            all: hasher.finalize(),
        })
    }

    /// The run over some sources.
    pub fn with(&self, sources: &Hash) -> Hash {
        let mut hasher = Hasher::new();
        hasher.update(self.all.as_bytes());
        hasher.update(sources.as_bytes());
        hasher.finalize()
    }
}

/// A run whose sources have been read.
pub struct Before<'a> {
    /// What was asked for.
    pub asked: Asked,
    /// Everything this run is made from.
    pub run: Hash,
    /// The sources.
    pub digests: Digests<'a>,
    /// How the sources can be known again.
    pub seen: Option<Seen>,
}

impl<'a> Before<'a> {
    /// `glance` is what the sources looked like before they were read, and `begun` the moment of it.
    pub fn new(
        asked: Asked,
        inputs: &'a Inputs,
        glance: Option<Glance>,
        begun: SystemTime,
    ) -> Self {
        let digests = Digests::of(inputs);
        let sources = digests.whole();
        let glance = glance.filter(|glance| glance.is_settled(begun));
        Self {
            run: asked.with(&sources),
            seen: glance.map(|glance| Seen {
                glance: glance.hash,
                sources,
            }),
            asked,
            digests,
        }
    }
}

/// The hash of the sources, when they look as they did in the last run.
pub fn known_sources(publisher: &Publisher, glance: &Glance) -> Option<Hash> {
    let seen = publisher.last_run()?.seen?;
    (seen.glance == glance.hash).then_some(seen.sources)
}

/// What is published and what the last run said of findings, if that was made from the same and stands
/// as it was written.
pub fn nothing_new(
    publisher: &Publisher,
    run: &Hash,
) -> Result<Option<(Published, String)>, PublishError> {
    let standing = publisher.nothing_new(run)?;
    Ok(standing.map(|(run, files)| {
        let published = Published {
            unchanged: files,
            ..Published::default()
        };
        (published, run.counts.clone())
    }))
}
