//! What publishing means, worked out without touching a file: which files are
//! ours ([`Manifest`]), and in which order the published folder is brought from
//! what it was to what it must be ([`plan`]).
//!
//! The order carries the promise that whoever reads the folder at any instant
//! sees a whole site:
//!
//! 1. assets, so that whatever a new page names is there before the page is;
//! 2. pages, then lists, so that a list never names a page that is not there;
//! 3. deletions in the opposite order (lists, pages, assets), so that a page
//!    that still stands has its assets, however far the deletions came;
//! 4. folders that we made and that are empty now, deepest first.
//!
//! The bytes of every file go live in one rename, which `host::publish` does.
//! This module reads nothing, writes nothing and knows no clock.

pub mod made;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Bound;

use blake3::Hash;

use crate::render::address::Stage;

/// The folder inside the published one that holds our own working files. It
/// holds nothing of the site; a web server or a copy may leave it out.
pub const WORK: &str = ".basutbud";

const MANIFEST_HEAD: &str = "basutbud manifest 1";
const PREVIEW_LINE: &str = "preview";
const STAMPS_HEAD: &str = "basutbud stamps 1";

impl Stage {
    /// In one letter, as the manifest writes it.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::Asset => "a",
            Self::Page => "p",
            Self::List => "l",
        }
    }

    fn from_letter(letter: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.letter() == letter)
    }
}

/// The two times of a published file in nanoseconds since 1970, as the file
/// system told them right after the file went live.
///
/// The time of change cannot be set by a program, so a file whose size and both
/// times are as recorded has not been touched (`host::publish` says where that
/// reasoning ends).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Last write to the bytes.
    pub modified: i64,
    /// Last change to bytes, name or rights; equal to `modified` where the
    /// system does not tell it.
    pub changed: i64,
}

impl Stamp {
    /// The later of the two.
    #[must_use]
    pub fn latest(self) -> i64 {
        self.modified.max(self.changed)
    }
}

/// One file that is ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it goes live, and when it is deleted.
    pub stage: Stage,
    /// Of its bytes.
    pub hash: Hash,
    /// In bytes.
    pub size: u64,
    /// A shortcut for comparing, kept apart from the manifest's own text; `None`
    /// costs time, never correctness.
    pub stamp: Option<Stamp>,
    /// What it was made from; kept apart in the same way ([`made`]).
    pub made_from: Option<Hash>,
}

/// What a published folder holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The site.
    #[default]
    Site,
    /// A preview of it.
    Preview,
}

/// What is ours in the published folder, and nothing else is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// What the files are together.
    pub kind: Kind,
    /// Files by path, relative and `/`-separated.
    pub files: BTreeMap<String, Entry>,
    /// Folders that publishing made. A folder that stood there before is not
    /// ours, even when all its files are.
    pub dirs: BTreeSet<String>,
}

/// A manifest text that cannot be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// 1-based line where reading stopped.
    pub line: usize,
}

impl Manifest {
    /// The text kept on disk: a head, a line that says so when it is a preview,
    /// a line per file (stage, hash, size, path), a line per folder, and a checksum of all lines above it. The same site
    /// always gives the same text; stamps are not part of it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(64 + self.files.len() * 130 + self.dirs.len() * 40);
        text.push_str(MANIFEST_HEAD);
        text.push('\n');
        if self.kind == Kind::Preview {
            text.push_str(PREVIEW_LINE);
            text.push('\n');
        }
        for (path, entry) in &self.files {
            let (letter, hash) = (entry.stage.letter(), entry.hash.to_hex());
            put(
                &mut text,
                format_args!("{letter} {hash} {} {path}\n", entry.size),
            );
        }
        for dir in &self.dirs {
            put(&mut text, format_args!("d {dir}\n"));
        }
        let checksum = blake3::hash(text.as_bytes()).to_hex();
        put(&mut text, format_args!("end {checksum}\n"));
        text
    }

    /// Reads what [`Manifest::to_text`] wrote, and only that: the checksum must
    /// hold and every path must be [`safe`], because what stands here decides
    /// what may be deleted.
    ///
    /// # Errors
    /// [`Damage`] with the first line that does not hold.
    pub fn parse(text: &str) -> Result<Self, Damage> {
        let mut manifest = Self::default();
        let mut before = 0;
        for (index, line) in text.split_inclusive('\n').enumerate() {
            let damage = Damage { line: index + 1 };
            let content = line.strip_suffix('\n').ok_or(damage)?;
            if let Some(checksum) = content.strip_prefix("end ") {
                let whole = before + line.len() == text.len();
                let holds = blake3::hash(&text.as_bytes()[..before]).to_hex().as_str() == checksum;
                return if whole && holds {
                    Ok(manifest)
                } else {
                    Err(damage)
                };
            }
            before += line.len();
            if index == 0 {
                (content == MANIFEST_HEAD).then_some(()).ok_or(damage)?;
            } else if index == 1 && content == PREVIEW_LINE {
                manifest.kind = Kind::Preview;
            } else {
                manifest.parse_line(content).ok_or(damage)?;
            }
        }
        Err(Damage {
            line: text.lines().count() + 1,
        })
    }

    fn parse_line(&mut self, line: &str) -> Option<()> {
        let (letter, rest) = line.split_once(' ')?;
        if letter == "d" {
            return (safe(rest) && self.dirs.insert(rest.to_owned())).then_some(());
        }
        let (hash, rest) = rest.split_once(' ')?;
        let (size, path) = rest.split_once(' ')?;
        let entry = Entry {
            stage: Stage::from_letter(letter)?,
            hash: Hash::from_hex(hash).ok()?,
            size: size.parse().ok()?,
            stamp: None,
            made_from: None,
        };
        (safe(path) && self.files.insert(path.to_owned(), entry).is_none()).then_some(())
    }

    /// The stamps of all files, in the order of the manifest whose text is
    /// given. They stand in a text of their own because they differ between two
    /// builds of the same site, and because losing them does no harm.
    #[must_use]
    pub fn stamps_text(&self, manifest_text: &str) -> String {
        let mut text = String::with_capacity(96 + self.files.len() * 40);
        let hash = blake3::hash(manifest_text.as_bytes()).to_hex();
        put(&mut text, format_args!("{STAMPS_HEAD} {hash}\n"));
        for entry in self.files.values() {
            match entry.stamp {
                Some(Stamp { modified, changed }) => {
                    put(&mut text, format_args!("{modified} {changed}\n"))
                }
                None => text.push_str("-\n"),
            }
        }
        text
    }

    /// Takes up stamps that [`Manifest::stamps_text`] wrote for this very
    /// manifest text. Anything else is ignored: the files are then compared by
    /// reading them.
    pub fn take_stamps(&mut self, stamps: &str, manifest_text: &str) {
        let mut lines = stamps.lines();
        let hash = blake3::hash(manifest_text.as_bytes()).to_hex();
        let head = lines.next().and_then(|line| line.strip_prefix(STAMPS_HEAD));
        if head.map(str::trim_start) != Some(hash.as_str())
            || lines.clone().count() != self.files.len()
        {
            return;
        }
        for (entry, line) in self.files.values_mut().zip(lines) {
            entry.stamp = line.split_once(' ').and_then(|(modified, changed)| {
                Some(Stamp {
                    modified: modified.parse().ok()?,
                    changed: changed.parse().ok()?,
                })
            });
        }
    }
}

/// Writing into a `String` cannot fail.
fn put(text: &mut String, line: std::fmt::Arguments<'_>) {
    text.write_fmt(line).expect("bug: a String refused text");
}

/// Whether a path may be published: relative, `/`-separated, without `.`, `..`,
/// empty parts, backslashes or control characters, and outside [`WORK`].
#[must_use]
pub fn safe(path: &str) -> bool {
    let parts_fine = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    let characters_fine = !path.chars().any(|c| c.is_control() || c == '\\');
    parts_fine && characters_fine && path.split('/').next() != Some(WORK)
}

/// The folders a path lies in, outermost first, without the published folder itself.
pub fn ancestors(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// The folder a path lies in; empty for the published folder itself.
#[must_use]
pub fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// Steps that may be taken in any order among themselves; a batch begins when
/// the one before it is through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Batch<'a> {
    /// These folders, which do not stand yet, go live with all that is staged
    /// in them for this stage.
    MoveDirs(Stage, Vec<&'a str>),
    /// These files go live.
    Move(Vec<&'a str>),
    /// These files of ours are deleted.
    Remove(Vec<&'a str>),
    /// These folders of ours are deleted if they are empty, in this order.
    RemoveDirs(Vec<&'a str>),
}

/// Two files of the new site that cannot both be: one is a folder of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The file.
    pub file: String,
    /// The file that needs the first as its folder.
    pub inside: String,
}

/// The batches that bring what is `owned` to the `new` site, of which the files
/// in `put` have bytes that are not published yet.
///
/// `fresh` are the folders of the new site that do not stand yet. The files of
/// one stage in such a folder go live together, with one step for the outermost.
/// That is as safe as file by file, since each such step is one instant, and it
/// makes publishing a whole site about as quick as writing it.
///
/// Where an old file of ours stands in the way of a new folder, or an old folder
/// of ours in the way of a new file, the old one is deleted as late as possible:
/// after everything else of that stage, right before what needs its place. No
/// address is served half by that, since the old address has no place in the
/// new site.
///
/// # Errors
/// [`Clash`] when the new site contradicts itself.
pub fn plan<'a>(
    owned: &'a Manifest,
    new: &'a Manifest,
    put: &BTreeSet<&'a str>,
    fresh: &BTreeSet<&str>,
) -> Result<Vec<Batch<'a>>, Clash> {
    refuse_clash(new)?;
    let mut gone = Gone {
        files: owned
            .files
            .keys()
            .map(String::as_str)
            .filter(|path| !new.files.contains_key(*path))
            .collect(),
        dirs: owned
            .dirs
            .difference(&new.dirs)
            .map(String::as_str)
            .collect(),
    };
    let mut batches = Vec::new();
    let mut missing = fresh.clone();
    for stage in Stage::ALL {
        let of_stage = put
            .iter()
            .copied()
            .filter(|path| new.files[*path].stage == stage);
        // Nothing stands in a fresh folder, so nothing is in the way there.
        let (late, free): (Vec<_>, Vec<_>) =
            of_stage.partition(|path| !fresh.contains(parent(path)) && gone.is_in_the_way_of(path));
        let (whole, free) = with_their_folders(&free, &mut missing);
        let (files, dirs) = gone.make_way_for(&late);
        batches.extend([
            Batch::MoveDirs(stage, whole),
            Batch::Move(free),
            Batch::Remove(files),
            Batch::RemoveDirs(dirs),
            Batch::Move(late),
        ]);
    }
    for stage in Stage::ALL.into_iter().rev() {
        let of_stage = gone
            .files
            .iter()
            .copied()
            .filter(|path| owned.files[*path].stage == stage);
        batches.push(Batch::Remove(of_stage.collect()));
    }
    batches.push(Batch::RemoveDirs(gone.dirs.iter().rev().copied().collect()));
    batches.retain(|batch| !batch.paths().is_empty());
    Ok(batches)
}

/// Of the files of one stage: the outermost folders that are still missing, and
/// the files that are in none. Those folders then stand.
fn with_their_folders<'a>(
    paths: &[&'a str],
    missing: &mut BTreeSet<&str>,
) -> (Vec<&'a str>, Vec<&'a str>) {
    let mut whole = BTreeSet::new();
    let mut single = Vec::new();
    for path in paths {
        match ancestors(path).find(|dir| missing.contains(dir)) {
            Some(outermost) => {
                whole.insert(outermost);
            }
            None => single.push(*path),
        }
    }
    for dir in paths.iter().flat_map(|path| ancestors(path)) {
        missing.remove(dir);
    }
    (whole.into_iter().collect(), single)
}

fn refuse_clash(new: &Manifest) -> Result<(), Clash> {
    for path in new.files.keys() {
        if let Some(file) = ancestors(path).find(|dir| new.files.contains_key(*dir)) {
            return Err(Clash {
                file: file.to_owned(),
                inside: path.clone(),
            });
        }
    }
    Ok(())
}

impl Batch<'_> {
    /// The files or folders it is about.
    #[must_use]
    pub fn paths(&self) -> &[&str] {
        let (Self::MoveDirs(_, paths)
        | Self::Move(paths)
        | Self::Remove(paths)
        | Self::RemoveDirs(paths)) = self;
        paths
    }
}

/// What is ours and not part of the new site, less what the plan already deletes.
struct Gone<'a> {
    files: BTreeSet<&'a str>,
    dirs: BTreeSet<&'a str>,
}

impl<'a> Gone<'a> {
    fn is_in_the_way_of(&self, path: &str) -> bool {
        self.dirs.contains(path) || ancestors(path).any(|dir| self.files.contains(dir))
    }

    /// Takes out what must be deleted before these files can go live: files, and
    /// folders deepest first.
    fn make_way_for(&mut self, late: &[&str]) -> (Vec<&'a str>, Vec<&'a str>) {
        let (mut files, mut dirs) = (BTreeSet::new(), BTreeSet::new());
        for path in late {
            files.extend(ancestors(path).filter_map(|dir| self.files.get(dir).copied()));
            files.extend(under(&self.files, path));
            dirs.extend(self.dirs.get(*path).copied());
            dirs.extend(under(&self.dirs, path));
        }
        self.files.retain(|path| !files.contains(*path));
        self.dirs.retain(|path| !dirs.contains(*path));
        (
            files.into_iter().collect(),
            dirs.into_iter().rev().collect(),
        )
    }
}

/// The paths inside the folder `dir`.
fn under<'s, 'a>(
    paths: &'s BTreeSet<&'a str>,
    dir: &str,
) -> impl Iterator<Item = &'a str> + use<'s, 'a> {
    let prefix = format!("{dir}/");
    let from = paths.range::<str, _>((Bound::Included(prefix.as_str()), Bound::Unbounded));
    from.copied()
        .take_while(move |path| path.starts_with(&prefix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(stage: Stage, content: &str) -> Entry {
        Entry {
            stage,
            hash: blake3::hash(content.as_bytes()),
            size: content.len() as u64,
            stamp: None,
            made_from: None,
        }
    }

    /// Lines such as `p a/index.html`; all folders are ours.
    fn site(lines: &str) -> Manifest {
        let mut manifest = Manifest::default();
        for (letter, path) in lines.lines().filter_map(|line| line.trim().split_once(' ')) {
            let stage = Stage::from_letter(letter).expect("a stage");
            manifest.files.insert(path.to_owned(), entry(stage, lines));
            manifest.dirs.extend(ancestors(path).map(str::to_owned));
        }
        manifest
    }

    /// The plan when every byte of the new site is new, one batch a line.
    fn steps(old: &str, new: &str) -> String {
        steps_into(old, new, "")
    }

    /// The same, into a folder where these folders are missing.
    fn steps_into(old: &str, new: &str, fresh: &str) -> String {
        let (old, new) = (site(old), site(new));
        let fresh = fresh.split_whitespace().collect();
        let put = new.files.keys().map(String::as_str).collect();
        let shown = plan(&old, &new, &put, &fresh)
            .expect("no clash")
            .into_iter()
            .map(|batch| match batch {
                Batch::MoveDirs(stage, paths) => {
                    format!("move {} of {}", paths.join(" "), stage.letter())
                }
                Batch::Move(paths) => format!("move {}", paths.join(" ")),
                Batch::Remove(paths) => format!("remove {}", paths.join(" ")),
                Batch::RemoveDirs(paths) => format!("rmdir {}", paths.join(" ")),
            });
        shown.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn assets_pages_lists_then_deletions_the_other_way() {
        let old = "a s/1.css\np old/index.html\np u/index.html\nl old.xml";
        let new = "l index.html\np u/index.html\na s/2.css";
        let expected = "move s/2.css\nmove u/index.html\nmove index.html\n\
                        remove old.xml\nremove old/index.html\nremove s/1.css\nrmdir old";
        assert_eq!(steps(old, new), expected);
    }

    #[test]
    fn a_file_gives_way_to_a_folder_after_the_rest_of_its_stage() {
        let expected = "move b\nremove a\nmove a/index.html\nmove z";
        assert_eq!(steps("p a\np b", "p b\np a/index.html\nl z"), expected);
    }

    #[test]
    fn a_folder_gives_way_to_a_file_deepest_first() {
        let expected = "remove a/b/c a/d\nrmdir a/b a\nmove a";
        assert_eq!(steps("p a/b/c\na a/d", "p a"), expected);
    }

    #[test]
    fn neighbours_with_a_longer_name_are_left_alone() {
        assert_eq!(
            steps("p a/b\np a-c/d", "p a\np a-c/d"),
            "move a-c/d\nremove a/b\nrmdir a\nmove a"
        );
    }

    #[test]
    fn missing_folders_go_live_whole_and_once() {
        let new = "a k/i.png\np k/u/index.html\np k/v/index.html\nl k/index.html\np s/a/index.html\nl s/a/b/c";
        let expected = "move k of a\nmove k/u k/v s of p\nmove s/a/b of l\nmove k/index.html";
        assert_eq!(steps_into("", new, "k k/u k/v s s/a s/a/b"), expected);
    }

    #[test]
    fn a_missing_folder_inside_a_standing_one_goes_live_alone() {
        assert_eq!(
            steps_into("", "p k/index.html\np k/u/index.html", "k/u"),
            "move k/u of p\nmove k/index.html"
        );
    }

    #[test]
    fn a_site_that_contradicts_itself_is_refused() {
        let new = site("p a\np a/b");
        let clash = plan(
            &Manifest::default(),
            &new,
            &BTreeSet::new(),
            &BTreeSet::new(),
        )
        .expect_err("a clash");
        assert_eq!((clash.file.as_str(), clash.inside.as_str()), ("a", "a/b"));
    }

    #[test]
    fn nothing_changed_gives_no_steps() {
        let old = site("p a/b\nl c");
        assert_eq!(
            plan(&old, &old, &BTreeSet::new(), &BTreeSet::new()),
            Ok(vec![])
        );
    }

    #[test]
    fn unsafe_paths_are_told_apart() {
        for path in ["a", "a/b.html", "å ö/x", ".well-known/x", "a/.basutbud"] {
            assert!(safe(path), "{path}");
        }
        for path in [
            "",
            "/a",
            "a//b",
            "a/",
            "../a",
            "a/../b",
            "./a",
            "a\\b",
            "a\nb",
            ".basutbud",
            ".basutbud/x",
        ] {
            assert!(!safe(path), "{path}");
        }
    }

    #[test]
    fn every_cut_and_every_changed_byte_of_a_manifest_is_noticed() {
        let text = site("a s/1.css\np å/index.html\nl index.html").to_text();
        for cut in 0..text.len() {
            if let Some(start) = text.get(..cut) {
                assert!(Manifest::parse(start).is_err(), "cut at {cut}");
            }
            let mut bytes = text.clone().into_bytes();
            bytes[cut] = if bytes[cut] == b'0' { b'1' } else { b'0' };
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(Manifest::parse(&changed).is_err(), "changed at {cut}");
            }
        }
        assert!(Manifest::parse(&format!("{text}x")).is_err());
        assert_eq!(Manifest::parse(""), Err(Damage { line: 1 }));
        assert_eq!(
            Manifest::parse("basutbud manifest 1\nnonsense\n"),
            Err(Damage { line: 2 })
        );
    }

    #[test]
    fn a_manifest_that_points_outside_is_refused_even_with_a_right_checksum() {
        let mut manifest = Manifest::default();
        manifest
            .files
            .insert("../x".to_owned(), entry(Stage::Page, "x"));
        assert_eq!(
            Manifest::parse(&manifest.to_text()),
            Err(Damage { line: 2 })
        );
    }

    #[test]
    fn stamps_follow_their_own_manifest_only() {
        let mut stamped = site("p a\np b");
        stamped.files.get_mut("b").expect("b").stamp = Some(Stamp {
            modified: -5,
            changed: 7,
        });
        let (text, stamps) = (stamped.to_text(), stamped.stamps_text(&stamped.to_text()));
        let mut read = Manifest::parse(&text).expect("sound");
        read.take_stamps(&stamps, "another manifest");
        assert_eq!(read, site("p a\np b"));
        read.take_stamps(&stamps, &text);
        assert_eq!(read, stamped);
    }

    proptest! {
        #[test]
        fn any_manifest_reads_back(
            files in prop::collection::btree_map("[a-zåäö ._]{1,6}(/[a-z]{1,5}){0,3}", (0_usize..3, any::<u64>()), 0..20),
            dirs in prop::collection::btree_set("[a-z]{1,5}(/[a-z ]{1,5}){0,3}", 0..5),
            kind in prop::sample::select(vec![Kind::Site, Kind::Preview]),
        ) {
            let mut manifest = Manifest { kind, dirs, ..Manifest::default() };
            for (path, (stage, size)) in files.into_iter().filter(|(path, _)| safe(path)) {
                manifest.files.insert(path.clone(), Entry { size, ..entry(Stage::ALL[stage], &path) });
            }
            prop_assert_eq!(Manifest::parse(&manifest.to_text()), Ok(manifest));
        }
    }
}
