//! One fault, one finding: what depends on something that cannot be read is not assessed, and nothing false
//! is found of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use basutbud::host::read;
use basutbud::text::inputs::{Content, Encoding, Inputs};
use basutbud::text::path::SitePath;

use crate::harness::{TODAY, compiled, day, found, repository};

const REGION: &str = "content/kalmar/region.toml";
const RULES: &str = "content/kalmar/rules/2026-02-18.toml";
const SITE: &str = "content/site.toml";

/// The example site.
fn example() -> Inputs {
    read::site(repository(), day(TODAY))
}

fn path(path: &str) -> SitePath {
    SitePath::new(path).expect("a sound path")
}

fn text(site: &Inputs, at: &str) -> Arc<str> {
    match site.content.get(&path(at)) {
        Some(Content::Text(text)) => text.clone(),
        other => panic!("{at}: {other:?}"),
    }
}

/// The example with a part of a file written otherwise.
fn edited(at: &str, from: &str, to: &str) -> Inputs {
    let mut site = example();
    let before = text(&site, at);
    assert!(before.contains(from), "{from}");
    let after = before.replacen(from, to, 1);
    site.content.insert(path(at), Content::Text(after.into()));
    site
}

/// The findings that a site has and the example has not, as `path: code`, and how many units it does not
/// assess.
fn new_findings(site: &Inputs) -> (Vec<String>, usize) {
    let all = |site: &Inputs| {
        let compilation = compiled(site);
        let findings = compilation.findings();
        let found = found(&findings, &compilation.sources);
        let found = found.into_iter().map(|it| (it.path, it.code, it.severity));
        (
            found.collect::<Vec<_>>(),
            compilation.unit_counts().unassessed,
        )
    };
    let (before, none) = all(&example());
    assert_eq!(none, 0);
    let before: BTreeSet<_> = before.into_iter().collect();
    let (after, unassessed) = all(site);
    let new = after
        .into_iter()
        .filter(|finding| !before.contains(finding));
    let new = new.map(|(path, code, _)| format!("{path}: {code}"));
    (new.collect(), unassessed)
}

/// How many units of the example are in Kalmar.
fn of_kalmar() -> usize {
    let compilation = compiled(&example());
    let units = compilation.catalog.units.iter();
    units.filter(|unit| unit.region() == "kalmar").count()
}

#[test]
fn a_fault_of_syntax_in_a_shared_file_is_one_finding() {
    let name = "\"Region Kalmar län\"";
    for (at, from, to, waiting) in [
        (REGION, name, "\"Region Kalmar", of_kalmar()),
        (REGION, "[[types]]", "[[types]", of_kalmar()),
        (RULES, "[[services]]", "[[services]", of_kalmar()),
        (RULES, "decided ", "decided = = ", of_kalmar()),
        (SITE, "title ", "title = = ", 0),
        (SITE, "languages ", "languages = = ", 0),
    ] {
        let (new, unassessed) = new_findings(&edited(at, from, to));
        assert_eq!(new, [format!("{at}: syntax")], "{from} -> {to}");
        assert_eq!(unassessed, waiting, "{from} -> {to}");
    }
}

#[test]
fn a_shared_file_that_cannot_be_read_is_one_finding() {
    for (at, waiting) in [(REGION, of_kalmar()), (RULES, of_kalmar()), (SITE, 0)] {
        let mut site = example();
        let before = text(&site, at);
        let content = Content::NotUtf8 {
            offset: 10,
            before: before[..10].into(),
            encoding: Encoding::OneByte,
        };
        site.content.insert(path(at), content);
        let (new, unassessed) = new_findings(&site);
        assert_eq!(new, [format!("{at}: unreadable-file")]);
        assert_eq!(unassessed, waiting, "{at}");
        site.content
            .insert(path(at), Content::Text("# inget\n".into()));
        let (new, unassessed) = new_findings(&site);
        assert_eq!(new, [format!("{at}: missing-field")]);
        assert_eq!(unassessed, waiting, "{at}");
    }
}

#[test]
fn a_list_that_cannot_be_read_in_full_is_held_against_no_unit() {
    for (at, from, to, codes) in [
        (
            REGION,
            "municipalities =",
            "municipalites =",
            &["unknown-key"][..],
        ),
        (REGION, "  \"Kalmar\",\n", "  17,\n", &["wrong-type"]),
        (REGION, "[[types]]", "[[typs]]", &["unknown-key"]),
        (
            REGION,
            "id        = \"halsocentral\"",
            "id        = 3",
            &["wrong-type"],
        ),
        (
            REGION,
            "id        = \"halsocentral\"\n",
            "",
            &["missing-field"],
        ),
        (REGION, "[[agreements]]", "[[agrements]]", &["unknown-key"]),
        (RULES, "[[activities]]", "[[activties]]", &["unknown-key"]),
        (RULES, "[[services]]", "[[servces]]", &["unknown-key"]),
        (RULES, "[scope]", "[scoope]", &["unknown-key"]),
    ] {
        let (new, _) = new_findings(&edited(at, from, to));
        let wanted: Vec<String> = codes.iter().map(|code| format!("{at}: {code}")).collect();
        assert_eq!(new, wanted, "{from} -> {to}");
    }
}

#[test]
fn links_to_a_unit_that_cannot_be_read_are_not_at_fault() {
    let mut site = example();
    let (one, other) = (
        "content/kalmar/units/ett.toml",
        "content/kalmar/units/tva.toml",
    );
    let unit = |more: &str| {
        let unit = text(
            &example(),
            "content/kalmar/units/primarvardsforvaltningen/strandvik.toml",
        );
        let unit = unit
            .replace("former_names", "x_names")
            .replace("related", "x_related");
        let unit: Vec<&str> = unit
            .lines()
            .filter(|line| !line.starts_with("x_"))
            .collect();
        more.to_owned() + &unit.join("\n").replace("E001", "E9901")
    };
    let add = |site: &mut Inputs, at: &str, content: &str| {
        site.content.insert(path(at), Content::Text(content.into()));
    };
    add(&mut site, one, &unit("related = [\"kalmar/tva\"]\n"));
    add(
        &mut site,
        "content/kalmar/units/ett.md",
        "Se [två](/kalmar/tva/) eller [förr](/kalmar/tva-forr/).\n",
    );
    add(
        &mut site,
        other,
        &unit("former_names = [\"tva-forr\"]\n").replace("E9901", "E9902"),
    );
    let codes = |site: &Inputs| {
        let compilation = compiled(site);
        let findings = compilation.findings();
        let found = found(&findings, &compilation.sources);
        let ours = found
            .into_iter()
            .filter(|it| it.path.contains("units/ett") || it.path == other);
        let of_links = ours.filter(|it| it.severity == "error");
        of_links
            .map(|it| format!("{}: {}", it.path, it.code))
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(&site), Vec::<String>::new());
    let sound = text(&site, other);
    add(&mut site, other, &sound.replacen("name ", "name = = ", 1));
    assert_eq!(codes(&site), [format!("{other}: syntax")]);
    let unread = Content::NotUtf8 {
        offset: 40,
        before: sound[..40].into(),
        encoding: Encoding::OneByte,
    };
    site.content.insert(path(other), unread);
    assert_eq!(codes(&site), [format!("{other}: unreadable-file")]);
}

#[test]
fn a_text_that_cannot_be_read_is_not_missing() {
    let mut site = example();
    let at = "content/kalmar/units/primarvardsforvaltningen/strandvik.md";
    let before = text(&site, at);
    let unread = Content::NotUtf8 {
        offset: 0,
        before: before[..0].into(),
        encoding: Encoding::OneByte,
    };
    site.content.insert(path(at), unread);
    assert_eq!(new_findings(&site).0, [format!("{at}: unreadable-file")]);
}
