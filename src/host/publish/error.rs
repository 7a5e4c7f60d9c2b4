//! Why publishing did not happen, in words for the person who started it: what
//! is wrong, where, what to do, and what became of the published site.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::diagnostic::{Text, say};
use crate::publish::manifest::OutputKind;
use crate::publish::plan::Clash;

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
    /// In English and Swedish.
    const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Make => ["make the folder", "skapa mappen"],
            Self::Read => ["read", "läsa"],
            Self::Write => ["write", "skriva"],
            Self::Move => ["put a file in place at", "lägga en fil på plats i"],
            Self::Remove => ["delete", "ta bort"],
            Self::Lock => ["lock", "låsa"],
        }
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
    /// In English and Swedish.
    const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Before => [
                "What was published is as it was",
                "Det som var publicerat är som det var",
            ],
            Self::GoingLive => [
                "Every published page is whole, and the next build completes the rest",
                "Varje publicerad sida är hel, och nästa bygge gör klart resten",
            ],
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
        holds: OutputKind,
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
        /// The record of what is ours, if it is damaged.
        damaged: Option<PathBuf>,
    },
    /// The record of what is ours was written by a later version.
    Newer {
        /// The record.
        path: PathBuf,
    },
    /// The published folder holds another site.
    OtherSite {
        /// The published folder.
        output: PathBuf,
        /// The address of that site.
        holds: String,
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

    /// One sentence: what is wrong, where, and what to do; after a failure of the system another on what
    /// became of the published site.
    #[must_use]
    pub fn words(&self) -> Text {
        match self {
            Self::NotAFolder { path } => {
                let path = path.display();
                say!(
                    "`{path}` is a file, and publishing needs a folder there: move the file, or choose another folder with `--output`.",
                    "`{path}` är en fil, och publiceringen behöver en mapp där: flytta filen eller välj en annan mapp med `--output`."
                )
            }
            Self::Protected { output, protected } => {
                let (output, protected) = (output.display(), protected.display());
                say!(
                    "the site cannot be published to `{output}`, because that folder overlaps with `{protected}`, which holds sources: choose another folder with `--output`.",
                    "webbplatsen kan inte publiceras i `{output}`, eftersom den mappen överlappar `{protected}`, som innehåller källor: välj en annan mapp med `--output`."
                )
            }
            Self::OtherKind { output, holds } => {
                let output = output.display();
                match holds {
                    OutputKind::Site => say!(
                        "`{output}` holds the published site, and a preview is not put in its place: choose another folder with `--output`, or delete this one first.",
                        "`{output}` innehåller den publicerade webbplatsen, och en förhandsvisning läggs inte i dess ställe: välj en annan mapp med `--output` eller ta först bort den här."
                    ),
                    OutputKind::Preview => say!(
                        "`{output}` holds a preview, and the site is not put in its place: choose another folder with `--output`, or delete this one first.",
                        "`{output}` innehåller en förhandsvisning, och webbplatsen läggs inte i dess ställe: välj en annan mapp med `--output` eller ta först bort den här."
                    ),
                }
            }
            Self::Locked { output, pid } => {
                let output = output.display();
                let process = pid.map_or(String::new(), |pid| format!(" (process {pid})"));
                say!(
                    "another build{process} is publishing to `{output}`: wait until it is done, or stop it, and build again.",
                    "ett annat bygge{process} publicerar i `{output}`: vänta tills det är klart, eller avbryt det, och bygg igen."
                )
            }
            Self::Denied { act, path, phase } => {
                let path = path.display();
                let [act_en, act_sv] = act.words();
                let [phase_en, phase_sv] = phase.words();
                say!(
                    "could not {act_en} `{path}`, because the rights do not allow it: give yourself the right to write there, or choose another folder with `--output`. {phase_en}.",
                    "det gick inte att {act_sv} `{path}`, eftersom behörigheten saknas: ge dig själv rätt att skriva där eller välj en annan mapp med `--output`. {phase_sv}."
                )
            }
            Self::Full { path, phase } => {
                let path = path.display();
                let [phase_en, phase_sv] = phase.words();
                say!(
                    "could not write `{path}`, because the disk is full: make room on it and build again. {phase_en}.",
                    "det gick inte att skriva `{path}`, eftersom disken är full: frigör utrymme och bygg igen. {phase_sv}."
                )
            }
            Self::Io {
                act,
                path,
                phase,
                source,
            } => {
                let path = path.display();
                let [act_en, act_sv] = act.words();
                let [phase_en, phase_sv] = phase.words();
                say!(
                    "could not {act_en} `{path}` ({source}): see to that and build again. {phase_en}.",
                    "det gick inte att {act_sv} `{path}` ({source}): åtgärda det och bygg igen. {phase_sv}."
                )
            }
            Self::Link { path } => {
                let path = path.display();
                say!(
                    "`{path}` is a symbolic link, and publishing does not write through links inside the published folder: remove the link and build again.",
                    "`{path}` är en symbolisk länk, och publiceringen skriver inte genom länkar inuti den publicerade mappen: ta bort länken och bygg igen."
                )
            }
            Self::Foreign {
                output,
                paths,
                count,
                damaged,
            } => {
                let output = output.display();
                let Text {
                    en: files_en,
                    sv: files_sv,
                } = files(*count);
                let Text {
                    en: named_en,
                    sv: named_sv,
                } = list(paths, *count);
                let Some(damaged) = damaged else {
                    return say!(
                        "the site needs the place of {files_en} in `{output}` that an earlier build did not put there: {named_en}; move them elsewhere and build again.",
                        "webbplatsen behöver platsen för {files_sv} i `{output}` som inget tidigare bygge har lagt dit: {named_sv}; flytta dem någon annanstans och bygg igen."
                    );
                };
                let damaged = damaged.display();
                say!(
                    "`{damaged}`, the record of what earlier builds published, is damaged, so it is not known who made {files_en} in `{output}` whose place the site needs: {named_en}; delete what earlier builds made there, move the rest elsewhere, and build again.",
                    "`{damaged}`, förteckningen över vad tidigare byggen har publicerat, är skadad, så det går inte att veta vem som har gjort {files_sv} i `{output}` vars plats webbplatsen behöver: {named_sv}; ta bort det som tidigare byggen har gjort där, flytta resten någon annanstans och bygg igen."
                )
            }
            Self::Newer { path } => {
                let path = path.display();
                say!(
                    "`{path}`, the record of what earlier builds published, was written by a later version of basutbud: build with that version, or choose another folder with `--output`.",
                    "`{path}`, förteckningen över vad tidigare byggen har publicerat, är skriven av en senare version av basutbud: bygg med den versionen eller välj en annan mapp med `--output`."
                )
            }
            Self::OtherSite { output, holds } => {
                let output = output.display();
                say!(
                    "`{output}` holds another site, {holds}, and this one is not put in its place: choose another folder with `--output`, or delete this one first.",
                    "`{output}` innehåller en annan webbplats, {holds}, och den här läggs inte i dess ställe: välj en annan mapp med `--output` eller ta först bort den här."
                )
            }
            Self::Unsafe { path } => {
                let path = path.escape_debug();
                say!(
                    "`{path}` cannot be the name of a published file: rename its source.",
                    "`{path}` kan inte vara namnet på en publicerad fil: byt namn på källan."
                )
            }
            Self::Twice { path } => say!(
                "the site has two files with the address `{path}`: rename the source of one of them.",
                "webbplatsen har två filer med adressen `{path}`: byt namn på källan till en av dem."
            ),
            Self::Clash(Clash { file, inside }) => say!(
                "the site has a file `{file}` and also needs a folder of that name for `{inside}`: rename the source of one of them.",
                "webbplatsen har en fil `{file}` och behöver också en mapp med det namnet för `{inside}`: byt namn på källan till en av dem."
            ),
        }
    }
}

fn files(count: usize) -> Text {
    match count {
        1 => Text::fixed("1 file", "1 fil"),
        _ => say!("{count} files", "{count} filer"),
    }
}

/// The files that are named, and how many more there are.
fn list(paths: &[String], count: usize) -> Text {
    let named = paths
        .iter()
        .map(|path| format!("`{path}`"))
        .collect::<Vec<_>>()
        .join(", ");
    match count - paths.len() {
        0 => say!("{named}", "{named}"),
        more => say!("{named} and {more} more", "{named} och {more} till"),
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().en)
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
