//! What holds of the source tree itself: floors, purity, sizes, names, and documents that name files.
#![expect(
    clippy::disallowed_methods,
    reason = "these tests read the source tree"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use basutbud::compile::codes;
use basutbud::diagnostic::Language;
use basutbud::diagnostic::code::{Code, Group};
use basutbud::load::faults;
use basutbud::render::faults as theme_faults;
use basutbud::rules::RULES;

use crate::harness::{files_below, repository};

/// Most lines a source file has without its tests.
const MOST_LINES: usize = 500;

/// Files that are longer, and why they are not split.
const LONGER: [(&str, &str); 2] = [
    (
        "src/load/shape/unit.rs",
        "one table: the keys of a unit file, in the file's order",
    ),
    (
        "src/model/phone.rs",
        "one numbering plan, as a table of area codes",
    ),
];

/// A source file: its path from the repository, and its lines with their numbers, without those of test
/// modules that stand in it. `mod tests;` is a line as any other: it takes none of the file with it.
pub struct Source {
    pub path: String,
    lines: Vec<(usize, String)>,
}

/// Every file below `src/` that is not only for tests.
pub fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    for path in files_below(&repository().join("src")) {
        let name = path
            .strip_prefix(repository())
            .expect("it lies below")
            .to_string_lossy()
            .into_owned();
        let for_tests = name.contains("/tests") || name.ends_with("/testing.rs");
        if !name.ends_with(".rs") || for_tests {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source file");
        sources.push(Source {
            path: name,
            lines: without_tests(&text),
        });
    }
    assert!(sources.len() > 50, "{}", sources.len());
    sources
}

/// The lines of a file with their numbers, without its test modules: from `#[cfg(test)]` before a module
/// with braces to the brace that closes it, which stands first on its line.
fn without_tests(text: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut kept = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let next = lines.get(at + 1).copied().unwrap_or_default();
        let module = next.starts_with("mod ") || next.starts_with("pub(crate) mod ");
        if *line == "#[cfg(test)]" && module && next.ends_with('{') {
            let length = lines[at..].iter().position(|line| *line == "}");
            at += length.map_or(lines.len(), |length| length + 1);
        } else {
            kept.push((at + 1, (*line).to_owned()));
            at += 1;
        }
    }
    kept
}

#[test]
fn only_the_lines_of_test_modules_are_left_out() {
    let text = "a\n#[cfg(test)]\nmod tests;\nb\n#[cfg(test)]\nmod more {\n    c\n}\nd\n";
    let kept = without_tests(text);
    let kept: Vec<(usize, &str)> = kept.iter().map(|(at, line)| (*at, line.as_str())).collect();
    let expected = [
        (1, "a"),
        (2, "#[cfg(test)]"),
        (3, "mod tests;"),
        (4, "b"),
        (9, "d"),
    ];
    assert_eq!(kept, expected);
}

impl Source {
    /// The floor: the module right below the crate that the file belongs to.
    fn floor(&self) -> &str {
        let below = self.path.strip_prefix("src/").unwrap_or_default();
        let first = below.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The lines of code with their numbers; comments are left out.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.lines.iter().map(|(at, line)| (*at, line.as_str()));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

#[test]
fn floors_hold() {
    let library = fs::read_to_string(repository().join("src/lib.rs")).expect("the crate");
    let floors: Vec<&str> = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert!(floors.len() > 10, "{floors:?}");
    let height: BTreeMap<&str, usize> = floors.iter().copied().zip(0..).collect();
    let mut faults = String::new();
    for source in sources() {
        let own = source.floor();
        if matches!(own, "lib" | "main") {
            continue;
        }
        let Some(mine) = height.get(own) else {
            faults += &format!("{}: `{own}` is no floor of src/lib.rs\n", source.path);
            continue;
        };
        for (number, line) in source.code() {
            for (at, _) in line.match_indices("crate::") {
                let name = line[at + "crate::".len()..]
                    .split(|c: char| !c.is_ascii_lowercase() && c != '_')
                    .next()
                    .unwrap_or_default();
                let below = height
                    .get(name)
                    .is_none_or(|other| other < mine || name == own);
                let one = name.is_empty() || !below;
                if one && !line[..at].ends_with('$') {
                    faults += &format!("{}:{number}: {}\n", source.path, line.trim());
                }
            }
        }
    }
    assert!(
        faults.is_empty(),
        "these use a floor above their own:\n{faults}"
    );
}

#[test]
fn only_the_edge_touches_the_world() {
    let world = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "SystemTime",
        "Instant::now",
        "Local::now",
        "Utc::now",
        "println!",
        "print!(",
        "eprint",
        "stdin()",
        "stdout()",
        "stderr()",
    ];
    let mut faults = String::new();
    for source in sources() {
        let edge = matches!(source.floor(), "host" | "commands" | "main");
        for (number, line) in source.code() {
            let touches = !edge && world.iter().any(|word| line.contains(word));
            let unordered = line.contains("HashMap") || line.contains("HashSet");
            if touches || unordered || line.contains("dbg!") || line.contains("todo!") {
                faults += &format!("{}:{number}: {}\n", source.path, line.trim());
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn every_file_says_what_it_holds_and_is_short_enough() {
    let mut faults = String::new();
    let mut long: BTreeSet<String> = BTreeSet::new();
    for source in sources() {
        let path = &source.path;
        let doc = source.lines.first().map_or("", |(_, line)| line);
        if !doc.starts_with("//! ") || doc.len() < 12 {
            faults += &format!("{path}: the first line does not say what the file holds\n");
        }
        let allows =
            |(_, line): (usize, &str)| line.contains("#[allow(") || line.contains("#![allow(");
        if source.code().any(allows) {
            faults += &format!("{path}: write `expect` with a reason instead of `allow`\n");
        }
        if path.ends_with("/mod.rs") {
            faults += &format!("{path}: name the file after its folder\n");
        }
        if source.lines.len() > MOST_LINES {
            long.insert(path.clone());
        }
    }
    let listed: BTreeSet<String> = LONGER.iter().map(|(path, _)| (*path).to_owned()).collect();
    for path in long.difference(&listed) {
        faults += &format!("{path}: more than {MOST_LINES} lines; split it by noun\n");
    }
    for path in listed.difference(&long) {
        faults += &format!("{path}: short enough now; take it off the list\n");
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn imports_stand_before_everything_else() {
    let items = [
        "static ", "const ", "fn ", "struct ", "enum ", "impl ", "trait ", "type ",
    ];
    let mut faults = String::new();
    for source in sources() {
        let mut is_below = false;
        for (number, line) in source.code() {
            let bare = line.strip_prefix("pub ").unwrap_or(line);
            is_below |= items.iter().any(|item| bare.starts_with(item));
            if is_below && bare.starts_with("use ") {
                faults += &format!("{}:{number}: {line}\n", source.path);
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn every_code_is_explained_in_four_parts_in_both_languages() {
    let mut faults = String::new();
    let mut names = BTreeSet::new();
    for code in codes() {
        let name = code.name;
        if !names.insert(name) {
            faults += &format!("{name}: there are two\n");
        }
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !name.chars().all(kebab) || name.starts_with('-') || name.ends_with('-') {
            faults += &format!("{name}: not kebab-case\n");
        }
        let [english, swedish] =
            [Language::English, Language::Swedish].map(|language| code.explanation.get(language));
        for sections in [english, swedish] {
            for part in [sections.what, sections.why, sections.fix] {
                let whole = part.ends_with(['.', '?', '!', ')', '…']);
                let begins = part.starts_with(|c: char| c.is_uppercase() || "`[\"<".contains(c));
                if !whole || !begins || part.contains("  ") {
                    faults += &format!("{name}: no whole sentence: {part:?}\n");
                }
            }
            if sections.example.trim().is_empty() {
                faults += &format!("{name}: no example\n");
            }
            if !["toml", "html", "ftl", "markdown", "text"].contains(&sections.syntax) {
                faults += &format!("{name}: an example in `{}`\n", sections.syntax);
            }
            if sections.title != name {
                faults += &format!("{name}: explained under `{}`\n", sections.title);
            }
        }
        let pairs = [
            (english.what, swedish.what),
            (english.why, swedish.why),
            (english.fix, swedish.fix),
        ];
        if pairs.iter().any(|(english, swedish)| english == swedish) {
            faults += &format!("{name}: not translated\n");
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn explanations_lie_beside_the_files_of_their_codes() {
    let mut expected = BTreeSet::new();
    for code in codes() {
        let stem = code.name.replace('-', "_");
        expected.extend([format!("{stem}.en.md"), format!("{stem}.sv.md")]);
    }
    let mut found = BTreeSet::new();
    for path in files_below(&repository().join("src")) {
        let name = path.file_name().expect("a name").to_string_lossy();
        let Some((stem, _)) = name.split_once('.').filter(|_| name.ends_with(".md")) else {
            continue;
        };
        // Texts of sites that `init` writes.
        if path.parent().is_some_and(|above| above.ends_with("init")) {
            continue;
        }
        let code = path.with_file_name(format!("{stem}.rs"));
        assert!(code.exists(), "{} is not there", code.display());
        found.insert(name.into_owned());
    }
    assert_eq!(found, expected);
}

/// The stems of the Rust files in a folder of `src/`, with `-` for `_`.
fn stems(folder: &str) -> BTreeSet<String> {
    let files = files_below(&repository().join(folder));
    let stem = |path: &Path| {
        let stem = path.file_stem()?.to_string_lossy().replace('_', "-");
        path.extension()
            .is_some_and(|end| end == "rs")
            .then_some(stem)
    };
    files.iter().filter_map(|path| stem(path)).collect()
}

#[test]
fn codes_have_the_names_of_their_files() {
    let names = |codes: &mut dyn Iterator<Item = &'static Code>| -> Vec<&'static str> {
        codes.map(|code| code.name).collect()
    };
    let of_reading = names(&mut faults::CODES.iter().copied());
    assert!(of_reading.is_sorted(), "{of_reading:?}");
    let expected: BTreeSet<String> = of_reading.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(stems("src/load/faults"), expected);
    let of_pages = names(&mut theme_faults::CODES.iter().copied());
    assert!(of_pages.is_sorted(), "{of_pages:?}");
    let expected: BTreeSet<String> = of_pages.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(stems("src/render/faults"), expected);
    let of_rules = names(&mut RULES.iter().map(|rule| rule.code));
    assert!(of_rules.is_sorted(), "{of_rules:?}");
    let files = stems("src/rules");
    for name in of_rules {
        assert!(files.contains(name), "src/rules has no file for {name}");
    }
    for code in codes() {
        let structural = matches!(code.group, Group::Structure | Group::Rules | Group::Theme);
        assert!(
            !code.fixed || structural,
            "{}: only faults of form are fixed",
            code.name
        );
    }
}

/// The paths that a document names in backticks or links to, as far as they lie in the repository.
fn named_paths(text: &str) -> Vec<String> {
    let in_backticks = text.split('`').skip(1).step_by(2);
    let links = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let roots = [
        "src/",
        "tests/",
        "docs/",
        "content/",
        "themes/",
        "benches/",
        ".ci/",
        "Cargo.toml",
        "clippy.toml",
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "DEVELOPERS.md",
        "CHANGELOG.md",
    ];
    let whole = |name: &&str| {
        let plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
        roots.iter().any(|root| name.starts_with(root)) && name.chars().all(plain)
    };
    in_backticks
        .chain(links)
        .filter(whole)
        .map(str::to_owned)
        .collect()
}

#[test]
fn files_that_the_documents_name_are_there() {
    let mut missing = String::new();
    let mut documents = 0;
    for name in [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "DEVELOPERS.md",
        "README.md",
    ] {
        let Ok(text) = fs::read_to_string(repository().join(name)) else {
            continue;
        };
        documents += 1;
        for path in named_paths(&text) {
            if !repository().join(&path).exists() {
                missing += &format!("{name} names {path}\n");
            }
        }
    }
    assert!(documents >= 2, "{documents}");
    assert!(missing.is_empty(), "\n{missing}");
}

#[test]
fn every_test_file_belongs_to_the_suite() {
    let suite = repository().join("tests/suite");
    for file in files_below(&suite) {
        // A file in a folder is a module of the file that has the folder's name.
        let folder = file.parent().expect("a folder");
        let parent = match folder == suite {
            true => suite.join("main.rs"),
            false => folder.with_extension("rs"),
        };
        let parent = fs::read_to_string(parent).expect("the file above");
        let stem = file.file_stem().expect("a name").to_string_lossy();
        let named = parent.contains(&format!("\nmod {stem};"));
        assert!(stem == "main" || named, "{} is in no crate", file.display());
    }
}
