//! The documents that repeat what the program knows: held against it, and rewritten with `UPDATE_EXPECT=1`.
#![expect(
    clippy::disallowed_methods,
    reason = "documents are read, and rewritten on request"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use basutbud::compile::codes;
use basutbud::diagnostic::Language;
use basutbud::diagnostic::code::Group;
use basutbud::load::shape::{Kind, Shape, condition, region, rule_set, site, theme, unit};
use basutbud::model::href::AddressKind;

#[test]
fn the_reference_has_every_key_of_every_file() {
    let path = document("docs/reference.md");
    let mut text = read(&path);
    let files: [(&str, &Shape); 5] = [
        ("site", &site::SITE),
        ("region", &region::REGION),
        ("rules", &rule_set::RULE_SET),
        ("unit", &unit::UNIT),
        ("theme", &theme::THEME),
    ];
    for (name, shape) in files {
        let mut tables = String::new();
        keys(&mut tables, "", shape);
        text = with_block(&text, &format!("keys of {name}"), &tables);
    }
    let mut table = String::new();
    keys(&mut table, "a condition", &condition::TABLE);
    let text = with_block(&text, "keys of condition", &table);
    compare(&path, &text);
}

#[test]
fn every_code_is_explained_in_the_documents() {
    let mut text = String::from(
        "# Codes of findings\n\nWhat `basutbud explain CODE` prints, for every code. \
         This page is made from the program: `UPDATE_EXPECT=1 cargo test` rewrites it.\n\
         Levels are changed under `[levels]` in `content/site.toml` or with `--deny`, `--warn`, `--note` and `--allow`.\n",
    );
    let mut groups: Vec<Group> = codes().iter().map(|code| code.group).collect();
    groups.sort();
    groups.dedup();
    for group in groups {
        let _ = write!(text, "\n## {}\n", group.title(Language::English));
        for code in codes().iter().filter(|code| code.group == group) {
            let sections = code.explanation.get(Language::English);
            let fixed = if code.fixed { ", fixed" } else { "" };
            let _ = write!(
                text,
                "\n### `{}`\n\n**Level:** {}{fixed}. {}\n\n**Why:** {}\n\n```{}\n{}\n```\n\n**How to fix it:** {}\n",
                code.name,
                code.level.name(),
                sections.what,
                sections.why,
                sections.syntax,
                sections.example,
                sections.fix,
            );
        }
    }
    compare(&document("docs/codes.md"), &text);
}

/// A table of a shape's keys, then one for each table inside it.
fn keys(text: &mut String, place: &str, shape: &Shape) {
    match place {
        "" => text.push_str("At the top of the file:\n\n"),
        _ => {
            let _ = write!(text, "In {place}:\n\n");
        }
    }
    text.push_str("| key | value | what it says |\n| --- | --- | --- |\n");
    for key in shape.keys {
        let must = if key.required { ", required" } else { "" };
        let _ = writeln!(
            text,
            "| `{}` | {}{must} | {} |",
            key.name,
            words(key.kind),
            key.en
        );
    }
    text.push('\n');
    let prefix = place.trim_matches(['`', '[', ']']);
    for key in shape.keys {
        for (inner, many) in tables_in(key.kind) {
            let chosen = if matches!(key.kind, Kind::Map(_)) {
                ".<key>"
            } else {
                ""
            };
            let name = match prefix {
                "" => format!("{}{chosen}", key.name),
                _ => format!("{prefix}.{}{chosen}", key.name),
            };
            let place = if many {
                format!("`[[{name}]]`")
            } else {
                format!("`[{name}]`")
            };
            keys(text, &place, inner);
        }
    }
}

/// The tables with known keys that a value may be, and whether it is a list of them.
fn tables_in(kind: &Kind) -> Vec<(&'static Shape, bool)> {
    match kind {
        Kind::Table(shape) if !std::ptr::eq(*shape, &condition::TABLE) => vec![(*shape, false)],
        Kind::List(item) => tables_in(item)
            .into_iter()
            .map(|(shape, _)| (shape, true))
            .collect(),
        Kind::Map(item) => tables_in(item)
            .into_iter()
            .map(|(shape, _)| (shape, false))
            .collect(),
        Kind::Either(kinds) => kinds.iter().flat_map(tables_in).collect(),
        _ => Vec::new(),
    }
}

/// A kind of value in words.
fn words(kind: &Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Prose => "text, also by language".to_owned(),
        Kind::Address(AddressKind::Page | AddressKind::Site) => "web address".to_owned(),
        Kind::Address(AddressKind::Mailbox) => "e-mail address".to_owned(),
        Kind::Flag => "true or false".to_owned(),
        Kind::True => "`true`".to_owned(),
        Kind::Integer { min, max } => format!("whole number {min}–{max}"),
        Kind::Number => "number".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::Colour => "colour".to_owned(),
        Kind::Language => "language tag".to_owned(),
        Kind::Choice(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
            words.join(" or ")
        }
        Kind::List(item) if !tables_in(item).is_empty() => "tables".to_owned(),
        Kind::List(item) => format!("list of {}", inner(item)),
        Kind::Tuple(length, item) => format!("list of {length}, each {}", inner(item)),
        Kind::Table(shape) if std::ptr::eq(*shape, &condition::TABLE) => "condition".to_owned(),
        Kind::Table(_) => "table".to_owned(),
        Kind::Map(item) => format!("table of {}", inner(item)),
        Kind::Either(kinds) => kinds.iter().map(words).collect::<Vec<_>>().join(" or "),
    }
}

/// A kind inside another, in brackets where several words could be misread.
fn inner(kind: &Kind) -> String {
    let words = words(kind);
    if words.contains(" or ") {
        format!("({words})")
    } else {
        words
    }
}

/// The text with a block between `<!-- NAME -->` and `<!-- end -->` replaced.
fn with_block(text: &str, name: &str, block: &str) -> String {
    let open = format!("<!-- {name} -->\n");
    let close = "<!-- end -->";
    let start = text
        .find(&open)
        .unwrap_or_else(|| panic!("docs/reference.md has no block `{name}`"))
        + open.len();
    let end = start + text[start..].find(close).expect("a block that ends");
    format!("{}\n{block}{}", &text[..start], &text[end..])
}

fn document(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

fn compare(path: &Path, expected: &str) {
    if read(path) == expected {
        return;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, expected).expect("the document can be written");
        return;
    }
    panic!(
        "{} is out of date: UPDATE_EXPECT=1 cargo test rewrites it",
        path.display()
    );
}
