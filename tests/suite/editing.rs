//! Editing in the browser: what may be written and what not, with the real binary and plain sockets, and
//! that a form changes nothing of a file but what was changed in it.

use std::fs;

use basutbud::load::shape::unit::UNIT as SHAPE;
use basutbud::toml_edits::change::{remove, set};
use basutbud::toml_edits::document::{Document, Found, Item, Node, NodeKind, Table, find, parsed};
use proptest::prelude::*;

use crate::harness::{files_below, repository};
use crate::watch::{Answer, PAGE, UNIT, Watch};

const FORM: &str = "/__basutbud/edit/region-norrhavet/mottagningen-storgrund";

fn escaped(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(escape).collect()
}

/// The value of a hidden field of a form.
fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = page.split(&start).nth(1).expect("the field");
    rest.split('"').next().unwrap_or_default().to_owned()
}

fn body(fields: &[(&str, &str)]) -> String {
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// A form as a browser holds it.
struct Held {
    secret: String,
    base: String,
    draft: String,
}

impl Held {
    fn open(watch: &Watch) -> Self {
        let page = watch.get(FORM).text();
        Self {
            secret: hidden(&page, "secret"),
            base: hidden(&page, "base"),
            draft: hidden(&page, "draft"),
        }
    }

    fn post(&self, watch: &Watch, act: &str, fields: &[(&str, &str)]) -> Answer {
        let own = [
            ("secret", self.secret.as_str()),
            ("base", &self.base),
            ("draft", &self.draft),
            ("act", act),
        ];
        send(watch, FORM, &[], &body(&[&own[..], fields].concat()))
    }
}

/// Posts a form; further headers go before those that a browser sends.
fn send(watch: &Watch, path: &str, headers: &[&str], body: &str) -> Answer {
    let mut all = headers.to_vec();
    let origin = format!("Origin: http://{}", watch.address);
    let length = format!("Content-Length: {}", body.len());
    for own in [
        &origin,
        "Content-Type: application/x-www-form-urlencoded",
        &length,
    ] {
        let name = own.split(':').next().unwrap_or_default();
        if !headers.iter().any(|header| header.starts_with(name)) {
            all.push(own);
        }
    }
    watch.send("POST", path, &all, body)
}

#[test]
fn a_saved_form_is_on_the_disk_and_on_the_page() {
    let watch = Watch::start(&["--port", "0", "--edit"]);
    let before = fs::read_to_string(watch.path(UNIT)).expect("the file");
    let form = Held::open(&watch);
    let unchanged = form.post(&watch, "save", &[]);
    assert_eq!(unchanged.status, 303, "{}", unchanged.text());
    assert_eq!(
        fs::read_to_string(watch.path(UNIT)).expect("the file"),
        before
    );
    let checked = form.post(&watch, "check", &[("contact/phone", "12")]);
    assert!(
        checked.text().contains("phone-invalid"),
        "{}",
        checked.text()
    );
    assert_eq!(
        fs::read_to_string(watch.path(UNIT)).expect("the file"),
        before
    );
    let saved = form.post(&watch, "save", &[("contact/phone", "0980-31 92 99")]);
    assert_eq!(saved.header("location"), Some(format!("{FORM}?saved")));
    let after = fs::read_to_string(watch.path(UNIT)).expect("the file");
    let changed = before
        .lines()
        .zip(after.lines())
        .filter(|(old, new)| old != new);
    assert!(
        changed.count() <= 1 && after.contains("0980-31 92 99"),
        "{after}"
    );
    // The next answer is of the saved text.
    assert!(watch.get(PAGE).text().contains("31 92 99"));
    let form = Held::open(&watch);
    let undone = form.post(&watch, "undo", &[]);
    assert_eq!(undone.header("location"), Some(format!("{FORM}?undone")));
    assert_eq!(
        fs::read_to_string(watch.path(UNIT)).expect("the file"),
        before
    );
}

#[test]
fn two_forms_of_one_unit_do_not_overwrite_each_other() {
    let watch = Watch::start(&["--port", "0", "--edit"]);
    let (one, other) = (Held::open(&watch), Held::open(&watch));
    let first = one.post(&watch, "save", &[("contact/phone", "0980-31 92 98")]);
    assert_eq!(first.status, 303);
    let second = other.post(&watch, "save", &[("contact/phone", "0980-31 92 97")]);
    assert_eq!(second.status, 409);
    let page = second.text();
    assert!(
        page.contains("31 92 98") && page.contains("31 92 97"),
        "{page}"
    );
    let text = fs::read_to_string(watch.path(UNIT)).expect("the file");
    assert!(text.contains("31 92 98") && !text.contains("31 92 97"));
}

fn json(watch: &Watch, path: &str) -> serde_json::Value {
    let answer = watch.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    serde_json::from_slice(&answer.body).expect("JSON")
}

#[test]
fn the_bar_says_what_can_be_done_with_a_unit() {
    let watch = Watch::start(&["--port", "0", "--edit"]);
    let state = watch.state(PAGE);
    assert_eq!(state["edit"], true);
    assert_eq!(state["unit"]["form"], FORM);
    assert_eq!(
        state["unit"]["languages"],
        serde_json::json!([["en", format!("/en{PAGE}")]])
    );
    let there = watch.state(&format!("/en{PAGE}"));
    assert_eq!(
        there["unit"]["languages"],
        serde_json::json!([["sv", PAGE]])
    );
    let acts = || json(&watch, &format!("{FORM}?state"));
    assert_eq!(
        acts(),
        serde_json::json!({ "undo": false, "reviewed": false })
    );
    let before = fs::read_to_string(watch.path(UNIT)).expect("the file");
    let saved = Held::open(&watch).post(&watch, "reviewed", &[]);
    assert_eq!(saved.status, 303);
    assert_eq!(
        acts(),
        serde_json::json!({ "undo": true, "reviewed": true })
    );
    let changes = watch.get(state["unit"]["changes"].as_str().expect("an address"));
    assert_eq!(changes.status, 200);
    let page = changes.text();
    assert!(
        page.contains("as they were when watch started") && page.contains("2026-11-21"),
        "{page}"
    );
    // The pages of the server run under a policy that forbids styles in them.
    assert!(!page.contains("<style") && page.contains("href=\"/__basutbud/changes.css\""));
    assert_eq!(watch.get("/__basutbud/changes.css").status, 200);
    assert_eq!(Held::open(&watch).post(&watch, "undo", &[]).status, 303);
    assert_eq!(
        fs::read_to_string(watch.path(UNIT)).expect("the file"),
        before
    );
    assert!(!watch.get("/__basutbud/changes/").text().contains("<h3>"));
    assert_eq!(watch.get("/__basutbud/changes/nowhere/x").status, 404);
    // Without the option there is no way to any of it.
    let watch = Watch::start(&["--port", "0"]);
    assert_eq!(watch.state(PAGE)["unit"], serde_json::Value::Null);
    assert_eq!(watch.get("/__basutbud/changes/").status, 404);
}

#[test]
fn changes_are_told_from_the_last_commit() {
    let folder = tempfile::tempdir().expect("a folder");
    let git = |arguments: &[&str]| {
        let mut command = std::process::Command::new("git");
        let done = command.current_dir(folder.path()).args(arguments).output();
        let done = done.expect("git runs");
        assert!(done.status.success(), "{arguments:?}: {done:?}");
    };
    let example = repository().join("tests/sites/third-region");
    crate::watch::copy(&example, folder.path());
    let file = folder.path().join(UNIT);
    let text = fs::read_to_string(&file).expect("the file");
    git(&["init", "-q"]);
    git(&["add", "."]);
    let who = ["-c", "user.name=a", "-c", "user.email=a@example.se"];
    git(&[&who[..], &["commit", "-qm", "a"]].concat());
    let name = text
        .lines()
        .find(|line| line.starts_with("name"))
        .expect("a name");
    fs::write(&file, text.replace(name, "name = \"Changed before\"")).expect("written");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_basutbud"));
    command
        .args([
            "watch",
            "--port",
            "0",
            "--edit",
            "--lang",
            "en",
            "--date",
            "2026-11-21",
        ])
        .arg("--root")
        .arg(folder.path());
    let watch = Watch::watching(folder, command);
    let page = watch.get("/__basutbud/changes/").text();
    assert!(
        page.contains("the last commit (") && page.contains("Changed before"),
        "{page}"
    );
}

#[cfg(unix)]
#[test]
fn only_own_pages_open_files_in_the_editor() {
    let watch = Watch::start(&["--port", "0", "--editor", "my-editor:{path}?{line}"]);
    let state = watch.state(PAGE);
    let link = state["findings"][0]["open"].as_str().expect("an address");
    let excerpt = &state["findings"][0]["excerpt"];
    assert!(
        excerpt[1].as_str().is_some_and(|marked| !marked.is_empty()),
        "{state}"
    );
    let (start, rest) = link.split_once("secret=").expect("a secret");
    let (secret, place) = rest.split_once('&').expect("a place");
    let refused = |link: &str| watch.get(link).status;
    assert_eq!(refused(&format!("{start}{place}")), 403);
    let wrong = "0".repeat(secret.len());
    assert_eq!(refused(&format!("{start}secret={wrong}&{place}")), 403);
    for path in [
        "/etc/passwd",
        "content/../../x",
        "no/such/file",
        "",
        "--help",
    ] {
        let link = format!("{start}secret={secret}&path={}&line=1", escaped(path));
        assert_eq!(refused(&link), 404, "{path}");
    }
    // Where nothing opens the address, it is said, with what was tried.
    let answer = watch.get(link);
    assert!([200, 500].contains(&answer.status), "{}", answer.text());
    let none = Watch::start(&["--port", "0", "--editor", "none"]);
    assert_eq!(
        none.state(PAGE)["findings"][0]["open"],
        serde_json::Value::Null
    );
}

#[test]
fn the_start_page_lists_units_and_findings_in_parts() {
    let watch = Watch::start(&["--port", "0", "--edit"]);
    let all = json(&watch, "/__basutbud/units.json");
    let total = all["total"].as_u64().expect("a number");
    let units = all["units"].as_array().expect("a list");
    assert!(total > 0 && units.len() as u64 == total.min(50), "{all}");
    let first = &units[0];
    assert!(
        first["form"]
            .as_str()
            .is_some_and(|form| form.starts_with("/__basutbud/edit/"))
    );
    let name = first["name"].as_str().expect("a name");
    let found = json(
        &watch,
        &format!("/__basutbud/units.json?words={}", escaped(name)),
    );
    assert!(found["units"].as_array().expect("a list").contains(first));
    let none = json(&watch, "/__basutbud/units.json?words=no-such-words");
    assert_eq!(none["total"], 0);
    let mail = "Verksamhetschef.Storgrund@example.se";
    let mine = json(&watch, &format!("/__basutbud/units.json?mail={mail}"));
    assert_eq!(mine["total"], 1, "{mine}");
    assert_eq!(mine["units"][0]["form"], FORM);
    assert_eq!(mine["units"][0]["reviewed"], "2026-11-02");
    assert_eq!(
        mine["units"][0]["counts"],
        json(&watch, "/__basutbud/units.json?words=storgrund")["units"][0]["counts"]
    );
    // A new mailbox is seen without starting anew.
    watch.edit(UNIT, "verksamhetschef.storgrund@", "annan@");
    watch.until_page("/__basutbud/units.json?mail=annan@example.se", |answer| {
        answer.text().contains("\"total\":1")
    });
    let findings = json(&watch, "/__basutbud/findings.json");
    let rank = |finding: &serde_json::Value| {
        let known = ["error", "warning", "note"];
        known.iter().position(|known| finding["severity"] == *known)
    };
    let ranks: Vec<_> = findings["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(rank)
        .collect();
    assert!(
        ranks.is_sorted() && ranks.iter().all(Option::is_some),
        "{ranks:?}"
    );
    let warnings = json(
        &watch,
        "/__basutbud/findings.json?severity=warning&words=expired-exemption",
    );
    let all = warnings["findings"].as_array().expect("a list");
    assert!(
        !all.is_empty() && all.iter().all(|one| one["code"] == "expired-exemption"),
        "{warnings}"
    );
    assert_eq!(all.len() as u64, warnings["total"]);
}

#[test]
fn a_new_unit_is_made_as_new_unit_makes_it() {
    let watch = Watch::start(&["--port", "0", "--edit"]);
    let page = watch.get("/__basutbud/new").text();
    let secret = hidden(&page, "secret");
    let region = hidden(&page, "region");
    let post = |fields: &[(&str, &str)]| {
        let own = [("secret", secret.as_str()), ("region", &region)];
        send(
            &watch,
            "/__basutbud/new",
            &[],
            &body(&[&own[..], fields].concat()),
        )
    };
    let before = files(&watch);
    for name in ["", "…", "Mottagningen Storgrund", "basutbud"] {
        let refused = post(&[("name", name)]);
        assert!(
            refused.status == 200 && refused.text().contains("role=\"alert\""),
            "{name}: {}",
            refused.text()
        );
    }
    let wrong = body(&[("secret", "0"), ("region", &region), ("name", "Ny")]);
    assert_eq!(send(&watch, "/__basutbud/new", &[], &wrong).status, 403);
    assert_eq!(files(&watch), before);
    let made = post(&[
        ("name", "Mottagningen Ytterö"),
        ("type", "mottagning"),
        ("phone", "0980-31 92 90"),
        ("activities/ger-radgivning", "true"),
    ]);
    let form = "/__basutbud/edit/region-norrhavet/mottagningen-yttero";
    assert_eq!(made.header("location"), Some(format!("{form}?new")));
    let path = "content/region-norrhavet/units/mottagningen-yttero.toml";
    let text = fs::read_to_string(watch.path(path)).expect("the file");
    let same = tempfile::tempdir().expect("a folder");
    crate::watch::copy(&repository().join("tests/sites/third-region"), same.path());
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_basutbud"))
        .args(["new", "unit", "Mottagningen Ytterö", "--type", "mottagning"])
        .args(["--phone", "0980-31 92 90", "--yes", "ger-radgivning"])
        .args(["--lang", "en", "--date", crate::harness::TODAY, "--root"])
        .arg(same.path())
        .stdin(std::process::Stdio::null())
        .output()
        .expect("the program runs");
    let by_command = fs::read_to_string(same.path().join(path));
    assert_eq!(by_command.expect("the file"), text, "{done:?}");
    // It is there at once, and cannot be made twice.
    let shown = watch.get(form).text();
    assert!(shown.contains("Mottagningen Ytterö") && !shown.contains("value=\"undo\""));
    let again = post(&[("name", "Mottagningen Ytterö")]);
    assert!(again.text().contains("role=\"alert\""), "{}", again.text());
    assert_eq!(
        fs::read_to_string(watch.path(path)).expect("the file"),
        text
    );
    let watch = Watch::start(&["--port", "0"]);
    assert_eq!(watch.get("/__basutbud/new").status, 404);
}

#[test]
fn a_unit_gets_another_address_and_the_old_one_leads_there() {
    const RENAME: &str = "/__basutbud/rename/region-norrhavet/mottagningen-storgrund";
    let watch = Watch::start(&["--port", "0", "--edit"]);
    let other = "content/region-norrhavet/units/mottagningen-ostana.toml";
    watch.edit(
        other,
        "\nname",
        "\nrelated = [\"region-norrhavet/mottagningen-storgrund\"]\nname",
    );
    watch.until_page(
        "/__basutbud/edit/region-norrhavet/mottagningen-ostana",
        |page| {
            page.text()
                .contains("region-norrhavet/mottagningen-storgrund")
        },
    );
    let form = Held::open(&watch);
    let post = |slug: &str, secret: &str| {
        let fields = [("secret", secret), ("base", &form.base), ("slug", slug)];
        send(&watch, RENAME, &[], &body(&fields))
    };
    let before = files(&watch);
    for slug in [
        "",
        "../..",
        "mottagningen-storgrund",
        "mottagningen-ostana",
        "basutbud",
    ] {
        let refused = post(slug, &form.secret);
        assert!(
            refused.status == 200 && refused.text().contains("id=\"f-slug\""),
            "{slug}: {}",
            refused.text()
        );
    }
    assert_eq!(post("ny", "0").status, 403);
    assert_eq!(watch.get(RENAME).status, 404);
    assert_eq!(files(&watch), before);
    let renamed = post("Mottagningen Yttergrund", &form.secret);
    let there = "/__basutbud/edit/region-norrhavet/mottagningen-yttergrund";
    assert_eq!(renamed.header("location"), Some(format!("{there}?renamed")));
    assert!(!watch.path(UNIT).exists());
    let new = UNIT.replace("storgrund", "yttergrund");
    let text = fs::read_to_string(watch.path(&new)).expect("the file");
    assert!(
        text.contains("former_names") && text.contains("[\"mottagningen-storgrund\"]"),
        "{text}"
    );
    let named = fs::read_to_string(watch.path(other)).expect("the file");
    assert!(
        named.contains("[\"region-norrhavet/mottagningen-yttergrund\"]"),
        "{named}"
    );
    let page = watch.get("/region-norrhavet/mottagningen-yttergrund/");
    assert_eq!(page.status, 200);
    let old = watch.get(PAGE).text();
    assert!(old.contains("mottagningen-yttergrund/"), "{old}");
    assert!(
        !watch.codes().iter().any(|code| code == "unknown-unit"),
        "{:?}",
        watch.codes()
    );
    // And back: its own former address is free for it.
    let shown = watch.get(there).text();
    let fields = [
        ("secret", hidden(&shown, "secret")),
        ("base", hidden(&shown, "base")),
        ("slug", "mottagningen-storgrund".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let back = send(
        &watch,
        &there.replace("/edit/", "/rename/"),
        &[],
        &body(&fields),
    );
    assert_eq!(back.header("location"), Some(format!("{FORM}?renamed")));
    let text = fs::read_to_string(watch.path(UNIT)).expect("the file");
    assert!(text.contains("[\"mottagningen-yttergrund\"]"), "{text}");
}

#[test]
fn nothing_is_written_without_the_option() {
    let watch = Watch::start(&["--port", "0"]);
    assert_eq!(watch.get(FORM).status, 404);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        assert_eq!(
            watch.ask(method, FORM, &["Content-Length: 0"]).status,
            405,
            "{method}"
        );
    }
    let refused = send(&watch, FORM, &[], "secret=&act=save");
    assert_eq!(refused.header("allow").as_deref(), Some("GET, HEAD"));
}

#[test]
fn only_forms_of_the_run_are_taken() {
    let watch = Watch::start(&["--port", "0", "--edit"]);
    let before = files(&watch);
    let form = Held::open(&watch);
    let fields = body(&[
        ("secret", &form.secret),
        ("base", &form.base),
        ("draft", "name = \"attacked\"\n"),
        ("act", "save"),
    ]);
    let refused = |headers: &[&str], body: &str| send(&watch, FORM, headers, body).status;
    assert_eq!(refused(&["Origin: http://evil.example"], &fields), 403);
    assert_eq!(refused(&["Origin: null"], &fields), 403);
    assert_eq!(
        refused(&[&format!("Origin: https://{}", watch.address)], &fields),
        403
    );
    assert_eq!(
        refused(
            &["Host: evil.example", "Origin: http://evil.example"],
            &fields
        ),
        403
    );
    assert_eq!(refused(&["Sec-Fetch-Site: cross-site"], &fields), 403);
    assert_eq!(refused(&["Content-Type: text/plain"], &fields), 415);
    assert_eq!(refused(&["Content-Type: application/json"], &fields), 415);
    assert_eq!(
        refused(&["Content-Type: multipart/form-data; boundary=x"], &fields),
        415
    );
    let wrong = fields.replace(&form.secret, &"0".repeat(form.secret.len()));
    assert_eq!(refused(&[], &wrong), 403);
    assert_eq!(refused(&[], "act=save"), 403);
    assert_eq!(refused(&["Content-Length: 99999999999"], ""), 413);
    let no_origin = watch.send(
        "POST",
        FORM,
        &[
            "Content-Type: application/x-www-form-urlencoded",
            &format!("Content-Length: {}", fields.len()),
        ],
        &fields,
    );
    assert_eq!(no_origin.status, 403);
    for path in [
        "/__basutbud/edit/region-norrhavet/../../site",
        "/__basutbud/edit/region-norrhavet/%2e%2e%2fregion",
        "/__basutbud/edit/region-norrhavet/region",
        "/__basutbud/edit/nowhere/nobody",
        "/__basutbud/edit/",
        "/__basutbud/rename/",
        "/__basutbud/rename/region-norrhavet/../../site",
        "/__basutbud/rename/nowhere/nobody",
        "/__basutbud/changes/",
        "/__basutbud/open",
        "/__basutbud/",
        PAGE,
    ] {
        let status = send(&watch, path, &[], &fields).status;
        assert!(status == 404 || status == 400, "{path}: {status}");
    }
    // A GET never writes, whatever stands behind the question mark.
    assert_eq!(watch.get(&format!("{FORM}?{fields}")).status, 200);
    assert_eq!(files(&watch), before);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let watch = Watch::start(&["--port", "0", "--edit"]);
    let form = Held::open(&watch);
    let outside = tempfile::tempdir().expect("a folder");
    let target = outside.path().join("unit.toml");
    let text = fs::read_to_string(watch.path(UNIT)).expect("the file");
    fs::write(&target, &text).expect("it can be written");
    fs::remove_file(watch.path(UNIT)).expect("it can be removed");
    std::os::unix::fs::symlink(&target, watch.path(UNIT)).expect("a link");
    let refused = form.post(&watch, "save", &[("contact/phone", "0980-31 92 99")]);
    // Where the link has been noticed, there is no such unit to edit.
    assert!(
        [404, 500].contains(&refused.status),
        "{}: {}",
        refused.status,
        refused.text()
    );
    assert_eq!(fs::read_to_string(&target).expect("the file"), text);
}

fn files(watch: &Watch) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let files = files_below(&watch.path("content"));
    let read = |file: std::path::PathBuf| {
        let bytes = fs::read(&file).expect("a file");
        (file, bytes)
    };
    files.into_iter().map(read).collect()
}

/// The paths of all values of a text that are no tables.
fn leaves(table: &Table<'_>, path: &[String], found: &mut Vec<Vec<String>>) {
    for (name, item) in &table.items {
        let path = [path, std::slice::from_ref(name)].concat();
        match item {
            Item::Value(node) => inside(node, &path, found),
            Item::Table(table) => leaves(table, &path, found),
            Item::List(rows) => {
                for (at, row) in rows.iter().enumerate() {
                    leaves(row, &[&path[..], &[at.to_string()]].concat(), found);
                }
            }
        }
    }
}

fn inside(node: &Node, path: &[String], found: &mut Vec<Vec<String>>) {
    found.push(path.to_vec());
    if let NodeKind::Table(entries) = &node.kind {
        for entry in entries {
            inside(&entry.value, &[path, &entry.key].concat(), found);
        }
    }
}

fn units() -> Vec<(String, String)> {
    let files = files_below(&repository().join("content"));
    let units = files.into_iter().filter(|file| {
        let path = file.to_string_lossy().replace('\\', "/");
        path.contains("/units/") && path.ends_with(".toml")
    });
    units
        .map(|file| {
            (
                file.display().to_string(),
                fs::read_to_string(&file).expect("a text"),
            )
        })
        .collect()
}

fn raw_at(text: &str, path: &[String]) -> (usize, String) {
    let document = Document::parse(text).expect("it is sound");
    let root = document.tree();
    let Some(Found::Node(node)) = find(&root, path) else {
        panic!("nothing at {path:?}");
    };
    (node.range.start, text[node.range.clone()].to_owned())
}

#[test]
fn a_value_set_to_itself_changes_no_byte() {
    let mut count = 0;
    for (file, text) in units() {
        let document = Document::parse(&text).expect("it is sound");
        let mut paths = Vec::new();
        leaves(&document.tree(), &[], &mut paths);
        for path in paths {
            let (_, raw) = raw_at(&text, &path);
            assert_eq!(
                set(&text, &SHAPE, &path, &raw).as_ref(),
                Some(&text),
                "{file} {path:?}"
            );
            count += 1;
        }
    }
    assert!(count > 1000, "{count}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_new_value_changes_its_own_bytes_only(pick in any::<prop::sample::Index>(), which in any::<prop::sample::Index>(), value in "\\PC{0,20}") {
        let units = units();
        let (_, text) = &units[pick.index(units.len())];
        let document = Document::parse(text).expect("it is sound");
        let mut paths = Vec::new();
        leaves(&document.tree(), &[], &mut paths);
        let path = &paths[which.index(paths.len())];
        let (start, old) = raw_at(text, path);
        let raw = basutbud::text::toml_text::quoted(&value);
        let new = set(text, &SHAPE, path, &raw).expect("it can be set");
        let (before, after) = (&text[..start], &text[start + old.len()..]);
        prop_assert!(new.starts_with(before) && new.ends_with(after));
        let (_, read) = raw_at(&new, path);
        prop_assert_eq!(parsed(&read), Some(toml::Value::String(value)));
        let back = set(&new, &SHAPE, path, &old).expect("it can be set back");
        prop_assert_eq!(&back, text);
        // Taken away, everything else is as it was.
        let less = remove(text, path).expect("it can be removed");
        let mut left = Vec::new();
        leaves(&Document::parse(&less).expect("it is sound").tree(), &[], &mut left);
        let kept = paths.iter().filter(|other| !other.starts_with(path)).count();
        prop_assert_eq!(left.len(), kept);
    }
}
