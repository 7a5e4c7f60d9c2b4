//! What a build has in common with the one before it, as far as hashes tell: then there is less to do, or
//! nothing.

use std::io::{self, Write};
use std::path::Path;
use std::time::SystemTime;

use blake3::{Hash, Hasher};
use chrono::NaiveDate;

use crate::cli::BuildArgs;
use crate::host::publish::{PublishError, Published, Publisher};
use crate::host::read::familiar::{Familiar, Looks, Sources};
use crate::host::read::glance::{Glance, glance};
use crate::host::terminal::Terminal;
use crate::host::{embedded, program};
use crate::publish::made::Seen;
use crate::report::baseline::Baseline;
use crate::text::digest::{Digests, of_files, put};
use crate::text::inputs::Inputs;

/// Everything that a run depends on beside its sources.
#[derive(Clone)]
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
            arguments.minify,
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
    fn but_for_units(&self, sources: &Sources) -> Hash {
        both(&self.wanted, &sources.others)
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
    /// `glance` is what the sources looked like before they were read, where it can be believed, and `seen`
    /// each of them.
    fn new(
        asked: Asked,
        inputs: &'a Inputs,
        glance: Option<&Glance>,
        seen: Option<&Sources>,
    ) -> Self {
        let digests = Digests::of(inputs);
        let sources = digests.whole();
        let looks = |seen: &Sources| Looks::of(seen, asked.but_for_units(seen), &digests);
        Self {
            run: asked.with(&sources),
            seen: glance.map(|glance| Seen {
                glance: glance.hash,
                sources,
            }),
            looks: seen.map(looks),
            asked,
            digests,
        }
    }

    /// Writes what files of units look like, for [`Opened::familiar`] in the next run.
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

/// The names that a run sets things aside under.
pub mod aside {
    /// What files of units look like.
    pub const SOURCES: &str = "sources";
    /// What is known of units.
    pub const UNITS: &str = "units";
}

/// What there is before a source is read.
pub struct Opened {
    /// The published folder, unless it is refused.
    pub publisher: Option<Publisher>,
    /// Nothing where what earlier runs left is not to be used.
    asked: Option<Asked>,
    glance: Option<Glance>,
    /// The moment of the glance.
    begun: SystemTime,
    /// What was seen in it, once that is wanted.
    sources: Option<Sources>,
}

impl Opened {
    /// Opens the published folder with `open`, and glances at the sources meanwhile. Gives why the folder
    /// is refused, too.
    pub fn new(
        root: &Path,
        asked: Option<Asked>,
        open: impl FnOnce() -> Result<Publisher, PublishError> + Send,
    ) -> (Self, Option<PublishError>) {
        let begun = SystemTime::now();
        let (glance, opened) = rayon::join(|| asked.as_ref().and_then(|_| glance(root)), open);
        let (publisher, refused) = match opened {
            Ok(publisher) => (Some(publisher), None),
            Err(error) => (None, Some(error)),
        };
        let opened = Self {
            publisher,
            asked,
            glance,
            begun,
            sources: None,
        };
        (opened, refused)
    }

    /// This run, when its sources look as they did in the last one: they need not be read to know that
    /// nothing is new.
    pub fn known_run(&self) -> Option<Hash> {
        let seen = self.publisher.as_ref()?.last_run()?.seen?;
        let is_seen = seen.glance == self.glance.as_ref()?.hash;
        is_seen.then_some(self.asked.as_ref()?.with(&seen.sources))
    }

    /// The files of the site at `root`, when the last run was asked for the same and only files of units
    /// look otherwise than then.
    pub fn familiar(&mut self, root: &Path) -> Option<Familiar> {
        let sources = Sources::of(root, self.glance.as_ref()?, self.begun)?;
        let sources = self.sources.insert(sources);
        let bytes = self.publisher.as_ref()?.set_aside(aside::SOURCES)?;
        let run = self.asked.as_ref()?.but_for_units(sources);
        Familiar::new(sources, &run, &bytes)
    }

    /// What the last run has kept of units.
    pub fn kept_units(&self) -> Option<Vec<u8>> {
        let (_, publisher) = self.asked.as_ref().zip(self.publisher.as_ref())?;
        publisher.set_aside(aside::UNITS)
    }

    /// What is published and what the last run said of findings, if that was made from the same and stands
    /// as it was written.
    pub fn nothing_new(&self, run: &Hash) -> Result<Option<(Published, String)>, PublishError> {
        let Some(publisher) = &self.publisher else {
            return Ok(None);
        };
        let standing = publisher.nothing_new(run)?;
        Ok(standing.map(|(run, files)| {
            let published = Published {
                unchanged: files,
                ..Published::default()
            };
            (published, run.counts.clone())
        }))
    }

    /// What the run has in common with the one before it, now that its sources are read.
    pub fn before<'a>(&mut self, inputs: &'a Inputs) -> Option<Before<'a>> {
        let asked = self.asked.clone()?;
        let (glance, sources) = (self.glance.take(), self.sources.take());
        let glance = glance.filter(|glance| glance.is_settled(self.begun));
        Some(Before::new(
            asked,
            inputs,
            glance.as_ref(),
            sources.as_ref(),
        ))
    }
}
