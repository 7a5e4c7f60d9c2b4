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

mod lines;
pub mod made;
pub mod table;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Bound;

use blake3::{Hash, Hasher};

use crate::publish::lines::Lines;
use crate::publish::made::Parts;
use crate::publish::table::Table;
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
    pub files: Table<Entry>,
    /// Folders that publishing made. A folder that stood there before is not
    /// ours, even when all its files are.
    pub dirs: Table<()>,
    /// Of long files, what their parts were made from; kept apart in the same way ([`made`]).
    pub parts: Parts,
}

/// A manifest text that cannot be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// 1-based line where reading stopped.
    pub line: usize,
}

impl Manifest {
    /// Writes the text kept on disk, and gives its hash: a head, a line that says so when it is a
    /// preview, a line per file (stage, hash, size, path), a line per folder, and a checksum of all
    /// lines above it. The same site always gives the same text; stamps are not part of it.
    ///
    /// # Errors
    /// Of the writer.
    pub fn write(&self, out: impl Write) -> io::Result<Hash> {
        let mut lines = Lines::new(out);
        lines.add(&[MANIFEST_HEAD])?;
        if self.kind == Kind::Preview {
            lines.add(&[PREVIEW_LINE])?;
        }
        for (path, entry) in self.files.iter() {
            let (letter, hash) = (entry.stage.letter(), entry.hash.to_hex());
            lines.put(format_args!("{letter} {hash} {} {path}", entry.size))?;
        }
        for dir in self.dirs.paths() {
            lines.add(&["d ", dir])?;
        }
        lines.end()
    }

    /// Whether [`Manifest::write`] writes the same for another.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let said = |entry: &Entry| (entry.stage, entry.hash, entry.size);
        let mut files = self.files.iter().zip(other.files.iter());
        self.kind == other.kind
            && self.dirs == other.dirs
            && self.files.len() == other.files.len()
            && files.all(|(one, other)| one.0 == other.0 && said(one.1) == said(other.1))
    }

    /// Reads what [`Manifest::write`] wrote, and only that: the checksum must
    /// hold and every path must be [`safe`], because what stands here decides
    /// what may be deleted. Gives the hash of the text, too.
    ///
    /// # Errors
    /// [`Damage`] with the first line that does not hold.
    pub fn parse(text: &str) -> Result<(Self, Hash), Damage> {
        let mut manifest = Self::default();
        let (files, bytes) = files_in(text);
        manifest.files.reserve(files, bytes);
        let mut before = 0;
        for (index, line) in text.split_inclusive('\n').enumerate() {
            let damage = Damage { line: index + 1 };
            let content = line.strip_suffix('\n').ok_or(damage)?;
            if let Some(checksum) = content.strip_prefix("end ") {
                let whole = before + line.len() == text.len();
                let mut hasher = Hasher::new();
                hasher.update(&text.as_bytes()[..before]);
                let holds = hasher.finalize().to_hex().as_str() == checksum;
                hasher.update(line.as_bytes());
                return if whole && holds {
                    Ok((manifest, hasher.finalize()))
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
            return (safe(rest) && self.dirs.push(rest, ())).then_some(());
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
        (safe(path) && self.files.push(path, entry)).then_some(())
    }

    /// Writes the stamps of all files, in the order of the manifest whose text has
    /// this hash. They stand in a text of their own because they differ between two
    /// builds of the same site, and because losing them does no harm.
    ///
    /// # Errors
    /// Of the writer.
    pub fn write_stamps(&self, manifest: &Hash, out: impl Write) -> io::Result<()> {
        let mut lines = Lines::new(out);
        lines.add(&[STAMPS_HEAD, " ", manifest.to_hex().as_str()])?;
        for entry in self.files.values() {
            match entry.stamp {
                Some(Stamp { modified, changed }) => {
                    lines.put(format_args!("{modified} {changed}"))?;
                }
                None => lines.add(&["-"])?,
            }
        }
        lines.hash().map(|_| ())
    }

    /// Takes up stamps that [`Manifest::write_stamps`] wrote for this very
    /// manifest, and says so. Anything else is ignored: the files are then compared by
    /// reading them.
    pub fn take_stamps(&mut self, stamps: &str, manifest: &Hash) -> bool {
        let mut lines = stamps.lines();
        let head = lines.next().and_then(|line| line.strip_prefix(STAMPS_HEAD));
        if head.map(str::trim_start) != Some(manifest.to_hex().as_str())
            || lines.clone().count() != self.files.len()
        {
            return false;
        }
        for (entry, line) in self.files.values_mut().zip(lines) {
            entry.stamp = line.split_once(' ').and_then(|(modified, changed)| {
                Some(Stamp {
                    modified: modified.parse().ok()?,
                    changed: changed.parse().ok()?,
                })
            });
        }
        true
    }
}

/// About how many files a manifest's text has, and how many bytes of paths.
fn files_in(text: &str) -> (usize, usize) {
    // A line of a file holds a letter and a hash, a line of a folder does not.
    let is_file = |line: &&[u8]| line.len() > 66 && !line.starts_with(b"d ");
    let lines = text.as_bytes().split(|byte| *byte == b'\n').filter(is_file);
    lines.fold((0, 0), |(files, bytes), line| {
        (files + 1, bytes + line.len() - 66)
    })
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

/// The folders that paths in order lie in, each once; outer folders come first.
pub fn folders<'p>(paths: impl Iterator<Item = &'p str>) -> impl Iterator<Item = &'p str> {
    let mut last = "";
    paths.flat_map(move |path| {
        let before = std::mem::replace(&mut last, path);
        // Paths inside one folder stand together.
        ancestors(path).filter(move |dir| !is_inside(before, dir))
    })
}

fn is_inside(path: &str, dir: &str) -> bool {
    path.strip_prefix(dir)
        .is_some_and(|rest| rest.starts_with('/'))
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
/// at the places that `is_put` names have bytes that are not published yet.
///
/// `fresh` says of each folder of the new site, by its place, whether it is one
/// that does not stand yet. The files of
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
    is_put: impl Fn(usize) -> bool,
    fresh: &[bool],
) -> Result<Vec<Batch<'a>>, Clash> {
    refuse_clash(new)?;
    let mut gone = Gone {
        files: owned.files.without(&new.files).map(first).collect(),
        dirs: owned.dirs.without(&new.dirs).map(first).collect(),
    };
    let mut batches = Vec::new();
    let is_fresh = |dir| new.dirs.place(dir).is_some_and(|place| fresh[place]);
    let mut missing = fresh.to_vec();
    for stage in Stage::ALL {
        let files = new.files.iter().enumerate();
        let of_stage = files.filter(|(_, (_, entry))| entry.stage == stage);
        let put = of_stage.filter(|(place, _)| is_put(*place));
        // Nothing stands in a fresh folder, so nothing is in the way there.
        let (late, free): (Vec<_>, Vec<_>) = put
            .map(|(_, (path, _))| path)
            .partition(|path| gone.is_in_the_way_of(path) && !is_fresh(parent(path)));
        let (whole, free) = with_their_folders(free, &new.dirs, &mut missing);
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
        let is_of_stage = |path: &&str| owned.files.get(path).is_some_and(|it| it.stage == stage);
        let of_stage = gone.files.iter().copied().filter(is_of_stage);
        batches.push(Batch::Remove(of_stage.collect()));
    }
    batches.push(Batch::RemoveDirs(gone.dirs.iter().rev().copied().collect()));
    batches.retain(|batch| !batch.paths().is_empty());
    Ok(batches)
}

fn first<T>((path, _): (&str, T)) -> &str {
    path
}

/// Of the files of one stage: the outermost folders that are still missing, and
/// the files that are in none. Those folders then stand.
fn with_their_folders<'a>(
    mut paths: Vec<&'a str>,
    dirs: &Table<()>,
    missing: &mut [bool],
) -> (Vec<&'a str>, Vec<&'a str>) {
    let mut whole: Vec<&str> = Vec::new();
    let mut stand = Vec::new();
    stand.extend(folders(paths.iter().copied()).filter_map(|dir| dirs.place(dir)));
    paths.retain(|path| {
        // Paths inside one folder stand together.
        if whole.last().is_some_and(|dir| is_inside(path, dir)) {
            return false;
        }
        let is_missing = |dir: &&str| dirs.place(dir).is_some_and(|place| missing[place]);
        let outermost = ancestors(path).find(is_missing);
        whole.extend(outermost);
        outermost.is_none()
    });
    for place in stand {
        missing[place] = false;
    }
    whole.sort_unstable();
    (whole, paths)
}

fn refuse_clash(new: &Manifest) -> Result<(), Clash> {
    let is_file = |dir: &&str| new.files.contains(dir);
    match folders(new.files.paths()).find(is_file) {
        None => Ok(()),
        Some(file) => {
            let inside = new.files.paths().find(|path| is_inside(path, file));
            Err(Clash {
                file: file.to_owned(),
                inside: inside.unwrap_or_default().to_owned(),
            })
        }
    }
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
    use crate::publish::table::Pile;
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
        let files = lines.lines().filter_map(|line| line.trim().split_once(' '));
        let files = files.map(|(letter, path)| {
            let stage = Stage::from_letter(letter).expect("a stage");
            (path, entry(stage, lines))
        });
        let files = table(files.collect());
        let dirs = folders(files.paths()).map(|dir| (dir, ())).collect();
        Manifest {
            dirs: table(dirs),
            files,
            ..Manifest::default()
        }
    }

    fn table<T: Send>(rows: Vec<(&str, T)>) -> Table<T> {
        let mut pile = Pile::default();
        rows.into_iter()
            .for_each(|(path, value)| pile.add(path, value));
        pile.into_table().expect("each path once")
    }

    fn text(manifest: &Manifest) -> String {
        let mut text = Vec::new();
        let hash = manifest.write(&mut text).expect("memory takes all");
        assert_eq!(hash, blake3::hash(&text));
        String::from_utf8(text).expect("text")
    }

    fn parse(text: &str) -> Result<Manifest, Damage> {
        let (manifest, hash) = Manifest::parse(text)?;
        assert_eq!(hash, blake3::hash(text.as_bytes()));
        Ok(manifest)
    }

    /// The plan when every byte of the new site is new, one batch a line.
    fn steps(old: &str, new: &str) -> String {
        steps_into(old, new, "")
    }

    /// The same, into a folder where these folders are missing.
    fn steps_into(old: &str, new: &str, fresh: &str) -> String {
        let (old, new) = (site(old), site(new));
        let fresh: Vec<&str> = fresh.split_whitespace().collect();
        let fresh: Vec<bool> = new.dirs.paths().map(|dir| fresh.contains(&dir)).collect();
        let shown = plan(&old, &new, |_| true, &fresh)
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
        let clash = plan(&Manifest::default(), &new, |_| false, &[]).expect_err("a clash");
        assert_eq!((clash.file.as_str(), clash.inside.as_str()), ("a", "a/b"));
    }

    #[test]
    fn nothing_changed_gives_no_steps() {
        let old = site("p a/b\nl c");
        assert_eq!(plan(&old, &old, |_| false, &[false]), Ok(vec![]));
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
        let text = text(&site("a s/1.css\np å/index.html\nl index.html"));
        for cut in 0..text.len() {
            if let Some(start) = text.get(..cut) {
                assert!(parse(start).is_err(), "cut at {cut}");
            }
            let mut bytes = text.clone().into_bytes();
            bytes[cut] = if bytes[cut] == b'0' { b'1' } else { b'0' };
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(parse(&changed).is_err(), "changed at {cut}");
            }
        }
        assert!(parse(&format!("{text}x")).is_err());
        assert_eq!(parse(""), Err(Damage { line: 1 }));
        assert_eq!(
            parse("basutbud manifest 1\nnonsense\n"),
            Err(Damage { line: 2 })
        );
    }

    #[test]
    fn a_manifest_that_points_outside_is_refused_even_with_a_right_checksum() {
        let manifest = Manifest {
            files: table(vec![("../x", entry(Stage::Page, "x"))]),
            ..Manifest::default()
        };
        assert_eq!(parse(&text(&manifest)), Err(Damage { line: 2 }));
    }

    #[test]
    fn what_is_not_in_order_was_not_written_by_us() {
        let lines: Vec<String> = text(&site("p a\np b")).lines().map(str::to_owned).collect();
        let swapped = [&lines[0], &lines[2], &lines[1]].map(|line| format!("{line}\n"));
        let swapped = swapped.concat();
        let checksum = blake3::hash(swapped.as_bytes()).to_hex();
        let read = parse(&format!("{swapped}end {checksum}\n"));
        assert_eq!(read, Err(Damage { line: 3 }));
    }

    #[test]
    fn two_manifests_say_the_same_when_their_texts_are_equal() {
        let one = site("p a\np b/c");
        let mut stamped = one.clone();
        stamped.files.at_mut(0).made_from = Some(blake3::hash(b"x"));
        assert!(one.says_the_same(&stamped) && one != stamped);
        for other in ["p a", "p a\nl b/c", "p a\np b/d"] {
            let other = site(other);
            assert!(!one.says_the_same(&other) && text(&one) != text(&other));
        }
        let mut preview = one.clone();
        preview.kind = Kind::Preview;
        assert!(!one.says_the_same(&preview));
    }

    #[test]
    fn folders_are_told_once_and_outer_ones_first() {
        let paths = ["a-b/x", "a.html", "a/b/c", "a/b/d", "a/e", "b"];
        let told: Vec<&str> = folders(paths.into_iter()).collect();
        assert_eq!(told, ["a-b", "a", "a/b"]);
    }

    #[test]
    fn stamps_follow_their_own_manifest_only() {
        let mut stamped = site("p a\np b");
        stamped.files.at_mut(1).stamp = Some(Stamp {
            modified: -5,
            changed: 7,
        });
        let (written, mut stamps) = (text(&stamped), Vec::new());
        let hash = blake3::hash(written.as_bytes());
        stamped.write_stamps(&hash, &mut stamps).expect("written");
        let stamps = String::from_utf8(stamps).expect("text");
        let mut read = parse(&written).expect("sound");
        assert!(!read.take_stamps(&stamps, &blake3::hash(b"another manifest")));
        assert_eq!(read, site("p a\np b"));
        assert!(read.take_stamps(&stamps, &hash));
        assert_eq!(read, stamped);
    }

    proptest! {
        #[test]
        fn any_manifest_reads_back(
            files in prop::collection::btree_map("[a-zåäö ._]{1,6}(/[a-z]{1,5}){0,3}", (0_usize..3, any::<u64>()), 0..20),
            dirs in prop::collection::btree_set("[a-z]{1,5}(/[a-z ]{1,5}){0,3}", 0..5),
            kind in prop::sample::select(vec![Kind::Site, Kind::Preview]),
        ) {
            let files = files.iter().filter(|(path, _)| safe(path));
            let files = files.map(|(path, (stage, size))| {
                (path.as_str(), Entry { size: *size, ..entry(Stage::ALL[*stage], path) })
            });
            let manifest = Manifest {
                kind,
                files: table(files.collect()),
                dirs: table(dirs.iter().map(|dir| (dir.as_str(), ())).collect()),
                ..Manifest::default()
            };
            prop_assert_eq!(parse(&text(&manifest)), Ok(manifest));
        }
    }
}
