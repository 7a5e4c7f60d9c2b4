//! What a build has in common with the one before it, as far as hashes tell: then there is less to do, or
//! nothing.

use std::io::{self, Write};
use std::time::SystemTime;

use blake3::{Hash, Hasher};
use chrono::NaiveDate;

use crate::cli::BuildArgs;
use crate::host::publish::{PublishError, Published, Publisher};
use crate::host::read::familiar::{Familiar, Looks};
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
    /// The program, the day, and what was asked for.
    wanted: Hash,
    /// All that, and how it is to speak.
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
        put(&mut hasher, format!("{asked:?}").as_bytes());
        let wanted = hasher.finalize();
        put(&mut hasher, format!("{spoken:?}").as_bytes());
        Some(Self {
            program,
            wanted,
            all: hasher.finalize(),
        })
    }

    /// The run over some sources.
    pub fn with(&self, sources: &Hash) -> Hash {
        both(&self.all, sources)
    }

    /// The runs that differ in files of units only, or in how they speak.
    fn but_for_units(&self, glance: &Glance) -> Hash {
        both(&self.wanted, &glance.others)
    }
}

fn both(one: &Hash, other: &Hash) -> Hash {
    let mut hasher = Hasher::new();
    hasher.update(one.as_bytes());
    hasher.update(other.as_bytes());
    hasher.finalize()
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
    /// How files of units can be known again.
    pub looks: Option<Looks>,
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
        let settled = glance.as_ref().filter(|glance| glance.is_settled(begun));
        let looks =
            |glance: &Glance| Looks::of(glance, begun, asked.but_for_units(glance), &digests);
        Self {
            run: asked.with(&sources),
            seen: settled.map(|glance| Seen {
                glance: glance.hash,
                sources,
            }),
            looks: glance.as_ref().map(looks),
            asked,
            digests,
        }
    }

    /// Writes what files of units look like, for [`familiar`] in the next run.
    ///
    /// # Errors
    /// Of the writer.
    pub fn write_looks(&self, out: &mut dyn Write) -> io::Result<()> {
        match &self.looks {
            Some(looks) => looks.write(&self.digests, out),
            None => Ok(()),
        }
    }
}

/// The hash of the sources, when they look as they did in the last run.
pub fn known_sources(publisher: &Publisher, glance: &Glance) -> Option<Hash> {
    let seen = publisher.last_run()?.seen?;
    (seen.glance == glance.hash).then_some(seen.sources)
}

/// The names that a run sets things aside under.
pub mod aside {
    /// What files of units look like.
    pub const SOURCES: &str = "sources";
    /// What is known of units.
    pub const UNITS: &str = "units";
}

/// The files of units that look as they did in the last run, which was asked for the same.
pub fn familiar(asked: &Asked, publisher: &Publisher, glance: &Glance) -> Familiar {
    let bytes = publisher.set_aside(aside::SOURCES);
    let run = asked.but_for_units(glance);
    Familiar::new(glance, &run, &bytes.unwrap_or_default())
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
