//! Reads an earlier state of a site out of git, through the `git` program: the work tree, the index and
//! the references are not touched.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use chrono::NaiveDate;

use crate::diagnostic::{Text, say};
use crate::host::embedded;
use crate::host::failure::{Failure, OrFail};
use crate::host::read::bytes::content_from;
use crate::host::read::{SITE_FILE, is_wanted_path, site_path_of, theme_folder};
use crate::text::inputs::{Content, Inputs, MAX_FILE_BYTES};
use crate::text::path::SitePath;
use crate::text::visible::in_one_line;

/// The modes of git's trees that say what an entry is.
const LINK: &str = "120000";
const SUBMODULE: &str = "160000 ";

/// Variables that tie git to one repository.
const OF_A_HOOK: [&str; 10] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
];

/// Links that lead to links are followed so far.
const MAX_LINKS: usize = 8;

/// What a revision names.
pub struct Revision {
    /// The commit, or the tree of a folder in it.
    pub object: String,
    /// Whether it names a folder (`main:site`), which then is the site's.
    is_folder: bool,
}

/// A site as it was in a revision.
pub struct State {
    /// What was read.
    pub inputs: Inputs,
    /// Parts of the site that are submodules, by path from its root: they are in no revision.
    pub submodules: Vec<String>,
}

/// The site as it was where the work left a revision: what has become of that since is not compared.
///
/// # Errors
/// When there is no git or no repository, when the revision is unknown or holds no site.
pub fn site_since(root: &Path, revision: &str, today: NaiveDate) -> Result<Inputs, Failure> {
    let mut found = find(root, revision)?;
    if !found.is_folder {
        let base = git(root, &["merge-base", &found.object, "HEAD"])?;
        let object = String::from_utf8_lossy(&base.stdout).trim().to_owned();
        // Histories without a common beginning, and clones that lack it, are compared as they are.
        if base.status.success() && !object.is_empty() {
            found.object = object;
        }
    }
    Ok(state(root, revision, &found, today)?.inputs)
}

/// The folder of its repository that a site lies in, with a slash at its end; empty at its top and where
/// there is no repository.
pub fn folder(root: &Path) -> String {
    let prefix = git(root, &["rev-parse", "--show-prefix"]).ok();
    let prefix = prefix.filter(|prefix| prefix.status.success());
    prefix.map_or_else(String::new, |prefix| {
        let prefix = String::from_utf8_lossy(&prefix.stdout);
        in_one_line(prefix.trim_end_matches(['\r', '\n'])).into_owned()
    })
}

/// The same for a revision that was found before.
///
/// # Errors
/// When the revision holds no site, or git cannot read it.
pub fn state(
    root: &Path,
    name: &str,
    revision: &Revision,
    today: NaiveDate,
) -> Result<State, Failure> {
    let Tree {
        files: content,
        submodules,
    } = tree(root, revision, "content")?;
    let site_file = SitePath::new(SITE_FILE).and_then(|path| content.get(&path));
    if site_file.is_none() {
        let Text { en, sv } = elsewhere(root, name, revision);
        return Err(Failure::of(say!(
            "there is no site in `{name}`: it has no {SITE_FILE}{en}",
            "det finns ingen webbplats i `{name}`: {SITE_FILE} saknas{sv}"
        )));
    }
    let mut theme = BTreeMap::new();
    if let Some(folder) = theme_folder(site_file) {
        for (path, file) in tree(root, revision, folder.as_str())?.files {
            if let Some(inside) = path.below(folder.as_str()).and_then(SitePath::new) {
                theme.insert(inside, file);
            }
        }
    }
    let inputs = Inputs {
        content,
        theme,
        default_theme: embedded::default_theme(),
        today,
        ..Inputs::default()
    };
    Ok(State { inputs, submodules })
}

/// Where the site was looked for, and how to name another folder.
fn elsewhere(root: &Path, name: &str, revision: &Revision) -> Text {
    if revision.is_folder {
        return Text::fixed("", "");
    }
    let prefix = folder(root);
    let place = if prefix.is_empty() {
        Text::fixed("", "")
    } else {
        say!(" in its folder {prefix}", " i mappen {prefix}")
    };
    let Text { en, sv } = place;
    say!(
        "{en}. Where the site lies elsewhere in that revision, write `{name}:FOLDER`",
        "{sv}. Ligger webbplatsen någon annanstans i den revisionen, skriv `{name}:MAPP`"
    )
}

/// What a revision names: a commit, or with `REV:FOLDER` a folder in one.
///
/// # Errors
/// When there is no git or no repository, or when the revision is unknown.
pub fn find(root: &Path, revision: &str) -> Result<Revision, Failure> {
    let inside = git(root, &["rev-parse", "--is-inside-work-tree"])?;
    if !inside.status.success() {
        let (place, words) = (root.display(), words(&inside));
        return Err(Failure::of(say!(
            "{place} is in no git repository that can be read: {words}",
            "{place} ligger inte i något git-arkiv som går att läsa: {words}"
        )));
    }
    let is_folder = revision.contains(':');
    let named = if is_folder {
        revision.to_owned()
    } else {
        format!("{revision}^{{commit}}")
    };
    let arguments = [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &named,
    ];
    let found = git(root, &arguments)?;
    let object = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    if found.status.success() && !object.is_empty() {
        return Ok(Revision { object, is_folder });
    }
    let shallow = git(root, &["rev-parse", "--is-shallow-repository"])?;
    if shallow.stdout.starts_with(b"true") {
        return Err(Failure::of(say!(
            "git knows no revision `{revision}`: this clone is shallow, so older revisions are missing. \
             Fetch them with `git fetch --unshallow`, or let CI clone the whole history (`fetch-depth: 0`)",
            "git känner inte till revisionen `{revision}`: klonen är grund, så äldre revisioner saknas. \
             Hämta dem med `git fetch --unshallow`, eller låt CI klona hela historiken (`fetch-depth: 0`)"
        )));
    }
    Err(Failure::of(say!(
        "git knows no revision `{revision}`; `git fetch` may be needed before a remote branch is named",
        "git känner inte till revisionen `{revision}`; `git fetch` kan behövas innan en gren på servern anges"
    )))
}

/// The files below a folder.
struct Tree {
    files: BTreeMap<SitePath, Content>,
    submodules: Vec<String>,
}

/// One entry of a tree.
struct TreeEntry {
    mode: String,
    object: String,
    bytes: u64,
    path: SitePath,
    /// Whether that is its name as it is.
    is_usable: bool,
}

/// The files below a folder of the site in a commit, by path from the site's root.
fn tree(root: &Path, revision: &Revision, folder: &str) -> Result<Tree, Failure> {
    let object = revision.object.as_str();
    let folder = format!("{folder}/");
    let mut arguments = vec!["ls-tree", "-r", "-z", "-l"];
    if revision.is_folder {
        arguments.push("--full-tree");
    }
    arguments.extend([object, "--", &folder]);
    let listed = git(root, &arguments)?;
    if !listed.status.success() {
        let words = words(&listed);
        return Err(Failure::of(say!(
            "git cannot list the files of {object}: {words}",
            "git kan inte räkna upp filerna i {object}: {words}"
        )));
    }
    let lines = || listed.stdout.split(|byte| *byte == 0);
    let submodules = lines().filter_map(submodule).collect();
    let entries: Vec<TreeEntry> = lines().filter_map(entry).collect();
    let (small, large): (Vec<TreeEntry>, Vec<TreeEntry>) = entries
        .into_iter()
        .partition(|entry| entry.bytes <= MAX_FILE_BYTES);
    let mut files = BTreeMap::new();
    let mut links = BTreeMap::new();
    for (entry, bytes) in small.iter().zip(blobs(root, &small)?) {
        if !entry.is_usable {
            files.insert(entry.path.clone(), Content::UnusableName);
        } else if entry.mode == LINK {
            links.insert(
                entry.path.clone(),
                String::from_utf8_lossy(&bytes).into_owned(),
            );
        } else {
            let content = content_from(Path::new(entry.path.as_str()), bytes);
            files.insert(entry.path.clone(), content);
        }
    }
    files.extend(large.into_iter().map(|entry| {
        let bytes = entry.bytes;
        (entry.path, Content::TooLarge { bytes })
    }));
    let followed: Vec<(SitePath, Content)> = links
        .iter()
        .map(|(path, target)| (path.clone(), follow(path, target, &links, &files)))
        .collect();
    files.extend(followed);
    Ok(Tree { files, submodules })
}

/// The path of a submodule; nothing for other entries.
fn submodule(line: &[u8]) -> Option<String> {
    let (facts, path, _) = parts(line)?;
    let is_one = facts.starts_with(SUBMODULE);
    is_one.then_some(path)
}

/// What git says of an entry, its path as that of a site's file, and whether it is that path.
fn parts(line: &[u8]) -> Option<(&str, String, bool)> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let facts = std::str::from_utf8(&line[..tab]).ok()?;
    let (path, is_usable) = site_path_of(line[tab + 1..].split(|byte| *byte == b'/'));
    Some((facts, path, is_usable))
}

/// `<mode> blob <object> <bytes>\t<path>`; nothing for submodules and files that no site reads.
fn entry(line: &[u8]) -> Option<TreeEntry> {
    let (facts, path, is_usable) = parts(line)?;
    let mut facts = facts.split_ascii_whitespace();
    let (mode, kind, object, bytes) = (facts.next()?, facts.next()?, facts.next()?, facts.next()?);
    let path = SitePath::new(&path)?;
    let wanted = kind == "blob" && is_wanted_path(path.parts());
    wanted.then(|| {
        Some(TreeEntry {
            mode: mode.to_owned(),
            object: object.to_owned(),
            bytes: bytes.parse().ok()?,
            path,
            is_usable,
        })
    })?
}

/// What a link leads to, as far as it is a file of the same folder tree.
fn follow(
    path: &SitePath,
    target: &str,
    links: &BTreeMap<SitePath, String>,
    files: &BTreeMap<SitePath, Content>,
) -> Content {
    let (mut at, mut to) = (path.clone(), target);
    for _ in 0..MAX_LINKS {
        let Some(next) = joined(&at, to) else { break };
        if let Some(content) = files.get(&next) {
            return content.clone();
        }
        let Some(further) = links.get(&next) else {
            break;
        };
        (at, to) = (next, further);
    }
    Content::LinkNotFollowed {
        target: target.to_owned(),
    }
}

/// A link's target as a path from the site's root.
fn joined(link: &SitePath, target: &str) -> Option<SitePath> {
    let mut parts: Vec<&str> = link.parts().collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    SitePath::new(&parts.join("/"))
}

/// The bytes of each entry, in order, from one `git cat-file --batch`.
fn blobs(root: &Path, entries: &[TreeEntry]) -> Result<Vec<Vec<u8>>, Failure> {
    let asked = command(root, &["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = started(asked)?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Failure::of(Text::fixed(
            "git cannot be talked to",
            "git går inte att tala med",
        )));
    };
    let wanted: String = entries
        .iter()
        .map(|entry| format!("{}\n", entry.object))
        .collect();
    // Asking and answering go on at the same time, so that no pipe fills up.
    let asking = std::thread::spawn(move || input.write_all(wanted.as_bytes()));
    let read = answers(BufReader::new(output), entries);
    let asked = asking.join().is_ok_and(|written| written.is_ok());
    let ended = child
        .wait()
        .or_fail(|| Text::fixed("git did not end", "git avslutades inte"))?;
    let blobs = read?;
    if !asked || !ended.success() {
        return Err(Failure::of(Text::fixed(
            "git stopped while its files were read",
            "git avbröts medan filerna lästes",
        )));
    }
    Ok(blobs)
}

fn answers(mut output: impl BufRead, entries: &[TreeEntry]) -> Result<Vec<Vec<u8>>, Failure> {
    let mut blobs = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut header = String::new();
        output.read_line(&mut header).or_fail(unreadable_answer)?;
        let size = header
            .trim_end()
            .rsplit_once(" blob ")
            .and_then(|(_, size)| size.parse::<usize>().ok());
        let Some(size) = size else {
            let (path, header) = (&entry.path, header.trim_end());
            return Err(Failure::of(say!(
                "git has no content for {path} in that revision (a partial clone?): {header}",
                "git saknar innehållet i {path} i den revisionen (är klonen ofullständig?): {header}"
            )));
        };
        let mut bytes = vec![0; size + 1];
        output.read_exact(&mut bytes).or_fail(unreadable_answer)?;
        bytes.truncate(size);
        blobs.push(bytes);
    }
    Ok(blobs)
}

const fn unreadable_answer() -> Text {
    Text::fixed(
        "git's answer cannot be read",
        "svaret från git går inte att läsa",
    )
}

fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(root)
        .args(["--no-optional-locks", "--literal-pathspecs"])
        .args(arguments)
        .env("LC_ALL", "C");
    // A hook has these set for its own repository, which need not be the site's.
    for variable in OF_A_HOOK {
        command.env_remove(variable);
    }
    command
}

fn git(root: &Path, arguments: &[&str]) -> Result<Output, Failure> {
    started(command(root, arguments).stdin(Stdio::null()).output())
}

/// The program, started, or why it could not be.
fn started<T>(result: io::Result<T>) -> Result<T, Failure> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Failure::of(Text::fixed(
            "git is not installed, and an earlier revision can only be read with it",
            "git är inte installerat, och en tidigare revision kan bara läsas med git",
        ))),
        other => other.or_fail(|| Text::fixed("git cannot be started", "git går inte att starta")),
    }
}

/// Git's own words on what went wrong, on one line.
fn words(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    text.lines().next().unwrap_or_default().trim().to_owned()
}
