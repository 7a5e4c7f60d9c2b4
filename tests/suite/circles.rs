//! No files below `src/` import each other in a circle. What a file imports is read from its own text:
//! paths that begin with `crate::` or `super::`, in `use` lines and elsewhere. Test modules are left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::tidy::{Source, sources};

/// The path of a module, from the crate: `src/diff/change.rs` is `diff`, `change`.
type Module = Vec<String>;

/// The module that a file is.
fn module(path: &str) -> Module {
    let below = path.strip_prefix("src/").unwrap_or(path);
    let below = below.strip_suffix(".rs").unwrap_or(below);
    below.split('/').map(str::to_owned).collect()
}

/// Every path that the code of a file in `module` names from the crate's root on. A list in braces gives a
/// path for each of its members.
fn named(code: &str, module: &[String]) -> Vec<Module> {
    let mut paths = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || "_:$".contains(c)) {
                continue;
            }
            let mut rest = &code[at..];
            let mut base = match start {
                "crate::" => Vec::new(),
                _ => module.to_vec(),
            };
            rest = rest.strip_prefix("crate::").unwrap_or(rest);
            while let Some(above) = rest.strip_prefix("super::") {
                base.pop();
                rest = above;
            }
            members(rest, &base, &mut paths);
        }
    }
    paths
}

/// Reads one path or list in braces after `base`, and returns what follows it.
fn members<'a>(code: &'a str, base: &[String], paths: &mut Vec<Module>) -> &'a str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = rest.trim_start().trim_start_matches(',').trim_start();
            match rest.strip_prefix('}') {
                Some(after) => return after,
                None if rest.is_empty() => return rest,
                None => rest = members(rest, base, paths),
            }
        }
    }
    let end = code
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(code.len());
    // A star, or what is no path at all: one sign further.
    let next = code.chars().next().map_or(0, char::len_utf8);
    let (word, rest) = code.split_at(end.max(next));
    let mut path = base.to_vec();
    if word != "self" {
        path.push(word.to_owned());
    }
    match rest.strip_prefix("::") {
        Some(further) => members(further, &path, paths),
        None => {
            paths.push(path);
            let renamed = rest.trim_start().strip_prefix("as ");
            renamed.map_or(rest, |name| {
                name.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_')
            })
        }
    }
}

/// The files that each file imports, by their paths.
fn imports(files: &[Source]) -> BTreeMap<&str, BTreeSet<&str>> {
    let by_module: BTreeMap<Module, &str> = files
        .iter()
        .map(|file| (module(&file.path), file.path.as_str()))
        .collect();
    let mut all = BTreeMap::new();
    for file in files {
        let code: Vec<&str> = file.code().map(|(_, line)| line).collect();
        let mut found = BTreeSet::new();
        for path in named(&code.join("\n"), &module(&file.path)) {
            let longest = (1..=path.len()).rev();
            let other = longest.filter_map(|length| by_module.get(&path[..length]));
            found.extend(other.take(1).copied());
        }
        found.remove(file.path.as_str());
        all.insert(file.path.as_str(), found);
    }
    all
}

/// Groups of files that lead to each other.
fn circles<'a>(imports: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<BTreeSet<&'a str>> {
    let reached = |from: &'a str| {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut next = vec![from];
        while let Some(file) = next.pop() {
            let further = imports.get(file).into_iter().flatten();
            next.extend(further.filter(|file| seen.insert(file)));
        }
        seen
    };
    let all: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|file| (*file, reached(file))).collect();
    let circle = |file: &&'a str| {
        let back = all[file].iter().filter(|other| all[*other].contains(file));
        back.copied().collect::<BTreeSet<&str>>()
    };
    let circles = all.keys().map(circle);
    circles.filter(|circle| !circle.is_empty()).collect()
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let files = sources();
    let imports = imports(&files);
    // As a sign that imports are read at all.
    assert!(imports["src/diff/change.rs"].contains("src/model/unit.rs"));
    let faults: Vec<String> = circles(&imports)
        .iter()
        .map(|circle| format!("a circle: {circle:?}"))
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn imports_are_read_from_lists_and_from_paths_in_code() {
    let code = "use crate::a::{self, b::C, d::{E as F, G}};\nuse super::h::*;\nlet x = crate::i::j(super::super::k());\n$crate::no";
    let found: BTreeSet<String> = named(code, &["m".to_owned(), "n".to_owned()])
        .into_iter()
        .map(|path| path.join("::"))
        .collect();
    let expected = ["a", "a::b::C", "a::d::E", "a::d::G", "i::j", "k", "m::h::*"];
    assert_eq!(found, BTreeSet::from(expected.map(str::to_owned)));
}

#[test]
fn a_circle_of_three_files_is_found() {
    let to = |files: &[&'static str]| files.iter().copied().collect::<BTreeSet<&str>>();
    let imports = [
        ("a", to(&["b"])),
        ("b", to(&["c", "d"])),
        ("c", to(&["a"])),
        ("d", to(&[])),
    ];
    let found = circles(&imports.into_iter().collect());
    assert_eq!(found, BTreeSet::from([to(&["a", "b", "c"])]));
}
