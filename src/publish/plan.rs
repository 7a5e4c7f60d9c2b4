//! The plan: in which order a published folder is brought from what it was to what it must be.
//!
//! The order carries the promise that whoever reads the folder at any instant sees a whole site:
//!
//! 1. assets, so that whatever a new page names is there before the page is;
//! 2. pages, then lists, so that a list never names a page that is not there;
//! 3. deletions in the opposite order (lists, pages, assets), so that a page that still stands has its
//!    assets, however far the deletions came;
//! 4. folders that we made and that are empty now, deepest first.

use std::collections::BTreeSet;
use std::ops::Bound;

use crate::publish::manifest::Manifest;
use crate::publish::{ancestors, folders, is_inside, parent};
use crate::render::address::Stage;
use crate::text::path_map::PathMap;

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
    dirs: &PathMap<()>,
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
    use crate::publish::manifest::tests::site;

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
    fn neighbours_with_a_longer_name_stay() {
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
}
