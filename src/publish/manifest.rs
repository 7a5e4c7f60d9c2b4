//! The manifest: which files of a published folder are ours, and nothing else is.

use std::io::{self, Write};

use blake3::{Hash, Hasher};

use crate::publish::lines::Lines;
use crate::publish::safe;
use crate::render::address::Stage;
use crate::text::path_map::PathMap;

const MANIFEST_HEAD: &str = "basutbud manifest 1";
const PREVIEW_LINE: &str = "preview";
const SITE_PREFIX: &str = "site ";

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

/// One file that is ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManifestEntry {
    /// When it goes live, and when it is deleted.
    pub stage: Stage,
    /// Of its bytes.
    pub hash: Hash,
    /// In bytes.
    pub size: u64,
}

/// What a published folder holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputKind {
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
    pub kind: OutputKind,
    /// The address of the site, if it is known.
    pub site: Option<String>,
    /// Files by path, relative and `/`-separated.
    pub files: PathMap<ManifestEntry>,
    /// Folders that publishing made. A folder that stood there before is not
    /// ours, even when all its files are.
    pub dirs: PathMap<()>,
}

/// A manifest text that cannot be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// 1-based line where reading stopped.
    pub line: usize,
}

impl Manifest {
    /// Whether a text is the manifest of a later version of the program.
    #[must_use]
    pub fn is_newer(text: &str) -> bool {
        let (name, version) = MANIFEST_HEAD.rsplit_once(' ').unwrap_or_default();
        let head = text.lines().next().and_then(|line| line.rsplit_once(' '));
        let number = |text: &str| text.parse::<u32>().ok();
        head.is_some_and(|(other, found)| other == name && number(found) > number(version))
    }

    /// Whether the files of two sites with other addresses have little in common, so that one is not
    /// the other at another address.
    #[must_use]
    pub fn is_another_site_than(&self, other: &Self) -> bool {
        let (Some(one), Some(two)) = (&self.site, &other.site) else {
            return false;
        };
        let pages = other
            .files
            .iter()
            .filter(|(_, it)| it.stage != Stage::Asset);
        let (mut all, mut shared) = (0, 0);
        for (path, _) in pages {
            all += 1;
            shared += usize::from(self.files.contains(path));
        }
        one != two && shared * 2 < all
    }

    /// Writes the text kept on disk, and gives its hash: a head, a line that says so when it is a
    /// preview, one with the address of the site, a line per file (stage, hash, size, path), a line per
    /// folder, and a checksum of all lines above it. The same site always gives the same text.
    ///
    /// # Errors
    /// Of the writer.
    pub fn write(&self, out: impl Write) -> io::Result<Hash> {
        let mut lines = Lines::new(out);
        lines.add(&[MANIFEST_HEAD])?;
        if self.kind == OutputKind::Preview {
            lines.add(&[PREVIEW_LINE])?;
        }
        if let Some(site) = &self.site {
            lines.add(&[SITE_PREFIX, site])?;
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
        let said = |entry: &ManifestEntry| (entry.stage, entry.hash, entry.size);
        let mut files = self.files.iter().zip(other.files.iter());
        self.kind == other.kind
            && self.site == other.site
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
                manifest.kind = OutputKind::Preview;
            } else if let Some(site) = content.strip_prefix(SITE_PREFIX)
                && manifest.site.is_none()
                && manifest.files.is_empty()
                && manifest.dirs.is_empty()
            {
                manifest.site = Some(site.to_owned());
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
        let entry = ManifestEntry {
            stage: Stage::from_letter(letter)?,
            hash: Hash::from_hex(hash).ok()?,
            size: size.parse().ok()?,
        };
        (safe(path) && self.files.push(path, entry)).then_some(())
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

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::publish::folders;
    use crate::text::path_map::PathMapBuilder;

    fn entry(stage: Stage, content: &str) -> ManifestEntry {
        ManifestEntry {
            stage,
            hash: blake3::hash(content.as_bytes()),
            size: content.len() as u64,
        }
    }

    /// Lines such as `p a/index.html`; all folders are ours.
    pub fn site(lines: &str) -> Manifest {
        let files = lines.lines().filter_map(|line| line.trim().split_once(' '));
        let files = files.map(|(letter, path)| {
            let stage = Stage::from_letter(letter).expect("a stage");
            (path, entry(stage, lines))
        });
        let files = path_map(files.collect());
        let dirs = folders(files.paths()).map(|dir| (dir, ())).collect();
        Manifest {
            dirs: path_map(dirs),
            files,
            ..Manifest::default()
        }
    }

    fn path_map<T: Send>(rows: Vec<(&str, T)>) -> PathMap<T> {
        let mut builder = PathMapBuilder::default();
        rows.into_iter()
            .for_each(|(path, value)| builder.add(path, value));
        builder.into_map().expect("each path once")
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
            files: path_map(vec![("../x", entry(Stage::Page, "x"))]),
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
        assert!(one.says_the_same(&one.clone()));
        for other in ["p a", "p a\nl b/c", "p a\np b/d"] {
            let other = site(other);
            assert!(!one.says_the_same(&other) && text(&one) != text(&other));
        }
        let mut preview = one.clone();
        preview.kind = OutputKind::Preview;
        assert!(!one.says_the_same(&preview));
    }

    #[test]
    fn a_later_version_is_told_from_damage() {
        assert!(Manifest::is_newer("basutbud manifest 2\na"));
        for other in ["", "basutbud manifest 1\n", "basutbud manifest x\n", "2"] {
            assert!(!Manifest::is_newer(other), "{other}");
        }
    }

    #[test]
    fn another_site_has_another_address_and_other_pages() {
        let at = |address: &str, lines: &str| Manifest {
            site: Some(address.to_owned()),
            ..site(lines)
        };
        let old = at("https://a", "a s.css\np x/1\np x/2\np index.html");
        let other = "a s.css\np y/1\np y/2\np index.html";
        assert!(at("https://b", other).is_another_site_than(&old));
        assert!(!at("https://a", other).is_another_site_than(&old));
        assert!(!site(other).is_another_site_than(&old));
        let moved = "a t.css\np x/1\np y/2\np index.html";
        assert!(!at("https://b", moved).is_another_site_than(&old));
    }

    proptest! {
        #[test]
        fn any_manifest_reads_back(
            files in prop::collection::btree_map("[a-zåäö ._]{1,6}(/[a-z]{1,5}){0,3}", (0_usize..3, any::<u64>()), 0..20),
            dirs in prop::collection::btree_set("[a-z]{1,5}(/[a-z ]{1,5}){0,3}", 0..5),
            kind in prop::sample::select(vec![OutputKind::Site, OutputKind::Preview]),
            site in prop::option::of("https://[a-z]{1,5}"),
        ) {
            let files = files.iter().filter(|(path, _)| safe(path));
            let files = files.map(|(path, (stage, size))| {
                (path.as_str(), ManifestEntry { size: *size, ..entry(Stage::ALL[*stage], path) })
            });
            let manifest = Manifest {
                kind,
                site,
                files: path_map(files.collect()),
                dirs: path_map(dirs.iter().map(|dir| (dir.as_str(), ())).collect()),
            };
            prop_assert_eq!(parse(&text(&manifest)), Ok(manifest));
        }
    }
}
