//! Why publishing did not happen, in words for the person who started it: what
//! is wrong, where, what to do, and what became of the published site.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::publish::{Clash, Kind};

/// What was being done when the system said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Making a folder.
    Make,
    /// Reading a file or looking at what stands at a path.
    Read,
    /// Writing a file.
    Write,
    /// Bringing a written file into its place.
    Move,
    /// Deleting a file or a folder.
    Remove,
    /// Taking the lock.
    Lock,
}

impl Act {
    fn words(self, swedish: bool) -> &'static str {
        let (english, in_swedish) = match self {
            Self::Make => ("make the folder", "skapa mappen"),
            Self::Read => ("read", "läsa"),
            Self::Write => ("write", "skriva"),
            Self::Move => ("put a file in place at", "lägga en fil på plats i"),
            Self::Remove => ("delete", "ta bort"),
            Self::Lock => ("lock", "låsa"),
        };
        if swedish { in_swedish } else { english }
    }
}

/// How far publishing had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing of the new site is live: what was published is as it was.
    Before,
    /// Some files of the new site are live, each of them whole; the next build
    /// does the rest.
    GoingLive,
}

impl Phase {
    fn words(self, swedish: bool) -> &'static str {
        match (self, swedish) {
            (Self::Before, false) => "What was published is as it was",
            (Self::Before, true) => "Det som var publicerat är som det var",
            (Self::GoingLive, false) => {
                "Every published page is whole, and the next build completes the rest"
            }
            (Self::GoingLive, true) => {
                "Varje publicerad sida är hel, och nästa bygge gör klart resten"
            }
        }
    }
}

/// What keeps a site from being published.
#[derive(Debug)]
pub enum PublishError {
    /// A file stands where the published folder, or a folder it lies in, should be.
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// The published folder would be, hold or lie in a folder of sources.
    Protected {
        /// The published folder.
        output: PathBuf,
        /// The folder of sources.
        protected: PathBuf,
    },
    /// The published folder holds a preview and the site is to be published, or the reverse.
    OtherKind {
        /// The published folder.
        output: PathBuf,
        /// What it holds.
        holds: Kind,
    },
    /// Another build works on the same folder.
    Locked {
        /// The published folder.
        output: PathBuf,
        /// The number of the other process, if it could be read.
        pid: Option<u32>,
    },
    /// The rights do not allow it, or the disk is read-only.
    Denied {
        /// What was tried.
        act: Act,
        /// Where.
        path: PathBuf,
        /// How far publishing had come.
        phase: Phase,
    },
    /// The disk or a quota is full.
    Full {
        /// Where.
        path: PathBuf,
        /// How far publishing had come.
        phase: Phase,
    },
    /// Anything else that the system says.
    Io {
        /// What was tried.
        act: Act,
        /// Where.
        path: PathBuf,
        /// How far publishing had come.
        phase: Phase,
        /// The system's own words.
        source: io::Error,
    },
    /// A symbolic link where publishing would have to follow it.
    Link {
        /// The link.
        path: PathBuf,
    },
    /// Something that publishing did not put there stands where the site needs the place.
    Foreign {
        /// The published folder.
        output: PathBuf,
        /// The first of them, relative.
        paths: Vec<String>,
        /// How many in all.
        count: usize,
    },
    /// The record of what is ours cannot be relied on.
    Damaged {
        /// The record.
        path: PathBuf,
        /// 1-based.
        line: usize,
    },
    /// The site wants a file whose name cannot be published.
    Unsafe {
        /// The wanted path.
        path: String,
    },
    /// The site has the same file twice.
    Twice {
        /// The wanted path.
        path: String,
    },
    /// The site has a file where it also needs a folder.
    Clash(
        /// The two files.
        Clash,
    ),
}

/// How many foreign files a message names.
pub(super) const NAMED: usize = 5;

impl PublishError {
    /// Sorts what the system says into what a person can act on.
    pub(super) fn of_system(act: Act, path: PathBuf, phase: Phase, source: io::Error) -> Self {
        use io::ErrorKind as Kind;
        match source.kind() {
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::Denied { act, path, phase },
            Kind::StorageFull | Kind::QuotaExceeded => Self::Full { path, phase },
            _ => Self::Io {
                act,
                path,
                phase,
                source,
            },
        }
    }

    /// One sentence: what is wrong, where, and what to do.
    #[must_use]
    pub fn sentence(&self, lang_is_swedish: bool) -> String {
        if lang_is_swedish {
            self.swedish()
        } else {
            self.english()
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NotAFolder { path } => {
                format!(
                    "`{}` is a file, and publishing needs a folder there: move the file, or choose another folder with `--output`.",
                    show(path)
                )
            }
            Self::Protected { output, protected } => {
                format!(
                    "the site cannot be published to `{}`, because that folder overlaps with `{}`, which holds sources: choose another folder with `--output`.",
                    show(output),
                    show(protected)
                )
            }
            Self::OtherKind { output, holds } => {
                let (holds, wanted) = match holds {
                    Kind::Site => ("the published site", "a preview"),
                    Kind::Preview => ("a preview", "the site"),
                };
                format!(
                    "`{}` holds {holds}, and {wanted} is not put in its place: choose another folder with `--output`, or delete this one first.",
                    show(output)
                )
            }
            Self::Locked { output, pid } => {
                let who = pid.map_or(String::new(), |pid| format!(" (process {pid})"));
                format!(
                    "another build{who} is publishing to `{}`: wait until it is done, or stop it, and build again.",
                    show(output)
                )
            }
            Self::Denied { act, path, phase } => {
                format!(
                    "could not {} `{}`, because the rights do not allow it: give yourself the right to write there, or choose another folder with `--output`. {}.",
                    act.words(false),
                    show(path),
                    phase.words(false)
                )
            }
            Self::Full { path, phase } => {
                format!(
                    "could not write `{}`, because the disk is full: make room on it and build again. {}.",
                    show(path),
                    phase.words(false)
                )
            }
            Self::Io {
                act,
                path,
                phase,
                source,
            } => {
                format!(
                    "could not {} `{}` ({source}): see to that and build again. {}.",
                    act.words(false),
                    show(path),
                    phase.words(false)
                )
            }
            Self::Link { path } => {
                format!(
                    "`{}` is a symbolic link, and publishing does not write through links inside the published folder: remove the link and build again.",
                    show(path)
                )
            }
            Self::Foreign {
                output,
                paths,
                count,
            } => {
                format!(
                    "the site needs the place of {} in `{}` that an earlier build did not put there: {}; move them elsewhere and build again.",
                    files(*count, false),
                    show(output),
                    list(paths, *count, false)
                )
            }
            Self::Damaged { path, line } => {
                format!(
                    "`{}`, the record of what earlier builds published, is damaged or from a newer version (line {line}): restore it, or empty the published folder, `{}` included, and build again.",
                    show(path),
                    crate::publish::WORK
                )
            }
            Self::Unsafe { path } => {
                format!(
                    "`{}` cannot be the name of a published file: rename its source.",
                    path.escape_debug()
                )
            }
            Self::Twice { path } => {
                format!(
                    "the site has two files with the address `{path}`: rename the source of one of them."
                )
            }
            Self::Clash(Clash { file, inside }) => {
                format!(
                    "the site has a file `{file}` and also needs a folder of that name for `{inside}`: rename the source of one of them."
                )
            }
        }
    }

    fn swedish(&self) -> String {
        match self {
            Self::NotAFolder { path } => {
                format!(
                    "`{}` är en fil, och publiceringen behöver en mapp där: flytta filen eller välj en annan mapp med `--output`.",
                    show(path)
                )
            }
            Self::Protected { output, protected } => {
                format!(
                    "webbplatsen kan inte publiceras i `{}`, eftersom den mappen överlappar `{}`, som innehåller källor: välj en annan mapp med `--output`.",
                    show(output),
                    show(protected)
                )
            }
            Self::OtherKind { output, holds } => {
                let (holds, wanted) = match holds {
                    Kind::Site => ("den publicerade webbplatsen", "en förhandsvisning"),
                    Kind::Preview => ("en förhandsvisning", "webbplatsen"),
                };
                format!(
                    "`{}` innehåller {holds}, och {wanted} läggs inte i dess ställe: välj en annan mapp med `--output` eller ta först bort den här.",
                    show(output)
                )
            }
            Self::Locked { output, pid } => {
                let who = pid.map_or(String::new(), |pid| format!(" (process {pid})"));
                format!(
                    "ett annat bygge{who} publicerar i `{}`: vänta tills det är klart, eller avbryt det, och bygg igen.",
                    show(output)
                )
            }
            Self::Denied { act, path, phase } => {
                format!(
                    "det gick inte att {} `{}`, eftersom behörigheten saknas: ge dig själv rätt att skriva där eller välj en annan mapp med `--output`. {}.",
                    act.words(true),
                    show(path),
                    phase.words(true)
                )
            }
            Self::Full { path, phase } => {
                format!(
                    "det gick inte att skriva `{}`, eftersom disken är full: frigör utrymme och bygg igen. {}.",
                    show(path),
                    phase.words(true)
                )
            }
            Self::Io {
                act,
                path,
                phase,
                source,
            } => {
                format!(
                    "det gick inte att {} `{}` ({source}): åtgärda det och bygg igen. {}.",
                    act.words(true),
                    show(path),
                    phase.words(true)
                )
            }
            Self::Link { path } => {
                format!(
                    "`{}` är en symbolisk länk, och publiceringen skriver inte genom länkar inuti den publicerade mappen: ta bort länken och bygg igen.",
                    show(path)
                )
            }
            Self::Foreign {
                output,
                paths,
                count,
            } => {
                format!(
                    "webbplatsen behöver platsen för {} i `{}` som inget tidigare bygge har lagt dit: {}; flytta dem någon annanstans och bygg igen.",
                    files(*count, true),
                    show(output),
                    list(paths, *count, true)
                )
            }
            Self::Damaged { path, line } => {
                format!(
                    "`{}`, förteckningen över vad tidigare byggen har publicerat, är skadad eller från en nyare version (rad {line}): återställ den, eller töm den publicerade mappen, även `{}`, och bygg igen.",
                    show(path),
                    crate::publish::WORK
                )
            }
            Self::Unsafe { path } => {
                format!(
                    "`{}` kan inte vara namnet på en publicerad fil: byt namn på källan.",
                    path.escape_debug()
                )
            }
            Self::Twice { path } => {
                format!(
                    "webbplatsen har två filer med adressen `{path}`: byt namn på källan till en av dem."
                )
            }
            Self::Clash(Clash { file, inside }) => {
                format!(
                    "webbplatsen har en fil `{file}` och behöver också en mapp med det namnet för `{inside}`: byt namn på källan till en av dem."
                )
            }
        }
    }
}

fn show(path: &Path) -> std::path::Display<'_> {
    path.display()
}

fn files(count: usize, swedish: bool) -> String {
    match (count, swedish) {
        (1, false) => "1 file".to_owned(),
        (1, true) => "1 fil".to_owned(),
        (_, false) => format!("{count} files"),
        (_, true) => format!("{count} filer"),
    }
}

fn list(paths: &[String], count: usize, swedish: bool) -> String {
    let named = paths
        .iter()
        .map(|path| format!("`{path}`"))
        .collect::<Vec<_>>()
        .join(", ");
    match count - paths.len() {
        0 => named,
        more if swedish => format!("{named} och {more} till"),
        more => format!("{named} and {more} more"),
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(false))
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
