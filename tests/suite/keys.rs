//! Every key of a unit file: where it appears in what is made of a unit, and what finds a wrong value.
//!
//! `tests/keys/unit.toml` says it for each key of the form of a unit file, with a reason for each place
//! where the key does not appear. A key that is new, or read by nothing, fails here. Each key stands alone
//! in a region of its own, so that what depends on it is told apart from what depends on others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use basutbud::compile::{Settings, compile};
use basutbud::diagnostic::{Language, Text};
use basutbud::diff::compare::{SiteState, compare};
use basutbud::diff::json;
use basutbud::load::shape::{Kind, Shape, unit};
use basutbud::text::inputs::Inputs;
use serde::Deserialize;
use serde_json::Value;

use crate::harness::{SITE, TODAY, add, compiled, inputs, repository};
use crate::pages::rendered;

/// What is made of a unit, by name.
const FORMS: [&str; 10] = [
    "page",
    "json-ld",
    "units.json",
    "units.csv",
    "vcard",
    "fhir-r4",
    "fhir-r5",
    "search",
    "feed",
    "diff",
];

/// The table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    reasons: BTreeMap<String, String>,
    keys: BTreeMap<String, Entry>,
}

/// What is known of a key.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    write: String,
    shows: Option<String>,
    #[serde(default)]
    forms: BTreeMap<String, String>,
    #[serde(default)]
    absent: BTreeMap<String, Vec<String>>,
    wrong: Option<String>,
    code: Option<String>,
    any: Option<String>,
}

impl Entry {
    /// Why a form has nothing of the key.
    fn why_absent(&self, form: &str) -> Option<&str> {
        let mut reasons = self.absent.iter();
        let found = reasons.find(|(_, forms)| forms.iter().any(|it| it == form));
        found.map(|(reason, _)| reason.as_str())
    }
}

fn table() -> Table {
    let path = repository().join("tests/keys/unit.toml");
    let text = fs::read_to_string(path).expect("the table is there");
    toml::from_str(&text).unwrap_or_else(|error| panic!("{error}"))
}

/// The keys that hold a value, by path, with what the value may be.
fn leaves() -> BTreeMap<String, &'static Kind> {
    let mut walk = Walk::default();
    walk.shape("", &unit::UNIT);
    walk.found
}

#[derive(Default)]
struct Walk {
    found: BTreeMap<String, &'static Kind>,
    /// Tables that stand for one of several types of value: each is walked where it is met first, since
    /// one function reads it wherever it stands.
    seen: Vec<&'static Shape>,
}

impl Walk {
    fn shape(&mut self, prefix: &str, shape: &'static Shape) {
        for key in shape.keys {
            let path = format!("{prefix}{}", key.name);
            match key.kind {
                Kind::Table(shape) => self.shape(&format!("{path}."), shape),
                Kind::List(Kind::Table(shape)) => self.shape(&format!("{path}[]."), shape),
                kind => {
                    self.found.insert(path.clone(), kind);
                    self.inside(&path, kind);
                }
            }
        }
    }

    fn inside(&mut self, path: &str, kind: &'static Kind) {
        match kind {
            Kind::Either(kinds) => kinds.iter().for_each(|kind| self.inside(path, kind)),
            Kind::Map(item) => self.inside(&format!("{path}.*"), item),
            Kind::Table(shape) if !self.seen.iter().any(|it| std::ptr::eq(*it, *shape)) => {
                self.seen.push(shape);
                self.shape(&format!("{path}."), shape);
            }
            _ => {}
        }
    }
}

/// Whether a value is text that more can be wrong with than its type.
fn is_text(kind: &Kind) -> bool {
    match kind {
        Kind::Text | Kind::Prose => true,
        Kind::List(item) | Kind::Map(item) | Kind::Tuple(_, item) => is_text(item),
        Kind::Either(kinds) => kinds.iter().any(is_text),
        _ => false,
    }
}

const REGION: &str = "tests/sites/third-region/content/region-norrhavet/region.toml";
const RULES: &str = "tests/sites/third-region/content/region-norrhavet/rules/2026-03-01.toml";

/// What a unit must say, and what makes the rule set bind it.
const LEAST: &str = "name = \"Provenheten\"\nhsa_id = \"SE0000000000-P001\"\ntype = \"mottagning\"\nadministration = \"kustvarden\"\nmunicipality = \"Havsvik\"\n";

/// The region of the unit that says nothing more.
const PLAIN: &str = "r000";

/// The region of a key, by its place in the table. All are equally long, so that they can be told apart
/// from nothing.
fn region(at: usize) -> String {
    format!("r{:03}", at + 1)
}

/// A site with a region for each unit: what each says beside the least.
fn site(units: &[&str]) -> Inputs {
    let read = |path: &str| fs::read_to_string(repository().join(path)).expect("it is there");
    let (region_file, rules) = (read(REGION), read(RULES));
    let mut inputs = inputs("", TODAY);
    let files = &mut inputs.content;
    add(files, "content/site.toml", SITE);
    let all = [""].into_iter().chain(units.iter().copied());
    for (at, more) in all.enumerate() {
        let folder = match at.checked_sub(1) {
            None => format!("content/{PLAIN}"),
            Some(at) => format!("content/{}", region(at)),
        };
        add(files, &format!("{folder}/region.toml"), &region_file);
        add(files, &format!("{folder}/rules/2026-03-01.toml"), &rules);
        let mut unit: toml::Table = LEAST.parse().expect("it is TOML");
        let more: toml::Table = more
            .parse()
            .unwrap_or_else(|error| panic!("{more}: {error}"));
        unit.extend(more);
        let unit = toml::to_string(&unit).expect("a table");
        add(files, &format!("{folder}/units/enhet.toml"), &unit);
        // Another unit, for those that lead to it.
        let other = LEAST
            .replace("P001", "P002")
            .replace("Provenheten", "Annorstans");
        add(files, &format!("{folder}/units/annan.toml"), &other);
    }
    inputs
}

/// All forms of each region's unit, with the region's own id left out.
struct Forms {
    files: BTreeMap<String, Vec<u8>>,
    records: BTreeMap<String, String>,
    rows: BTreeMap<String, String>,
}

impl Forms {
    fn of(inputs: &Inputs) -> Self {
        let mut compilation = compiled(inputs);
        let files = rendered(inputs, &mut compilation);
        let text = |path: &str| String::from_utf8_lossy(&files[path]).into_owned();
        let data: Value = serde_json::from_str(&text("units.json")).expect("it is JSON");
        let units = data["units"].as_array().into_iter().flatten();
        let id = |unit: &Value| unit["id"].as_str().unwrap_or_default().to_owned();
        let records = units.map(|unit| (id(unit), unit.to_string())).collect();
        let csv = text("units.csv");
        let rows = csv.trim_start_matches('\u{feff}').lines().map(|row| {
            let id = row.split(',').next().unwrap_or_default();
            (id.to_owned(), row.to_owned())
        });
        let rows = rows.collect();
        Self {
            files,
            records,
            rows,
        }
    }

    fn file(&self, path: &str) -> String {
        let bytes = self.files.get(path).map(Vec::as_slice).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    }

    /// A form of the unit of a region.
    fn get(&self, form: &str, region: &str) -> String {
        let id = format!("{region}/enhet");
        let page = || self.file(&format!("{id}/index.html"));
        let text = match form {
            "page" => match page().split_once("<script type=") {
                Some((before, rest)) => {
                    let after = rest.split_once("</script>").unwrap_or_default().1;
                    format!("{before}{after}")
                }
                None => page(),
            },
            "json-ld" => {
                let page = page();
                let data = page.split_once("application/ld+json").unwrap_or_default().1;
                data.split("</script>")
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            }
            "units.json" => self.records.get(&id).cloned().unwrap_or_default(),
            "units.csv" => self.rows.get(&id).cloned().unwrap_or_default(),
            // Lines are folded at any place.
            "vcard" => self.file(&format!("{id}/enhet.vcf")).replace("\r\n ", ""),
            "fhir-r4" | "fhir-r5" => self.file(&format!("{region}/{form}.json")),
            "search" => self.searched(region),
            "feed" => self.file(&format!("{region}/feed.atom")),
            other => panic!("no form is called {other}"),
        };
        text.replace(region, "REGION")
    }

    /// The files of a region's search, without what names their state.
    fn searched(&self, region: &str) -> String {
        let folder = format!("{region}/sok/");
        let files = self
            .files
            .iter()
            .filter(|(path, _)| path.starts_with(&folder));
        let mut text = String::new();
        for (path, bytes) in files {
            let mut value: Value = serde_json::from_slice(bytes).expect("it is JSON");
            if let Some(object) = value.as_object_mut() {
                object.remove("version");
            }
            if let Some(words) = value["list"]["words"].as_str() {
                text += &unpacked(words);
            }
            text += &format!("{path} {value}\n");
        }
        text
    }
}

/// Words that are written as the letters in common with the one before, and the rest; one in each line.
fn unpacked(coded: &str) -> String {
    let mut before: Vec<char> = Vec::new();
    let mut all = String::new();
    for part in coded.split(',').filter(|part| !part.is_empty()) {
        let common = part.chars().next().and_then(|digit| digit.to_digit(36));
        before.truncate(common.expect("a digit") as usize);
        before.extend(part.chars().skip(1));
        all.extend(&before);
        all.push('\n');
    }
    all
}

/// What `diff` says of the unit of each region.
fn differences(before: &Inputs, after: &Inputs) -> BTreeMap<String, String> {
    let settings = Settings::default();
    let (old, new) = (compile(before, &settings), compile(after, &settings));
    let site = |inputs, compilation| SiteState {
        name: Text::fixed("a site", "en webbplats"),
        inputs,
        compilation,
    };
    let difference = compare(&site(before, &old), &site(after, &new), &settings);
    let text = json::render(&difference, Language::English);
    let value: Value = serde_json::from_str(&text).expect("it is JSON");
    let units = value["units"].as_array().into_iter().flatten();
    let told = units.map(|unit| {
        let region = unit["unit"].as_str().unwrap_or_default().split('/').next();
        // Verdicts and findings follow from the change; what is asked is whether it is told itself.
        let told = [&unit["changes"], &unit["exemptions"]];
        let told = told.map(|it| match it.as_array() {
            Some(list) if list.is_empty() => String::new(),
            _ => it.to_string(),
        });
        (region.unwrap_or_default().to_owned(), told.concat())
    });
    told.collect()
}

#[test]
fn every_key_of_a_unit_stands_in_the_table() {
    let table = table();
    let known = leaves();
    let known: BTreeSet<&String> = known.keys().collect();
    let listed: BTreeSet<&String> = table.keys.keys().collect();
    assert_eq!(listed, known);
    for (path, entry) in &table.keys {
        for (reason, forms) in &entry.absent {
            assert!(table.reasons.contains_key(reason), "{path}: {reason}");
            for form in forms {
                assert!(FORMS.contains(&form.as_str()), "{path}: {form}");
            }
        }
        for form in entry.forms.keys() {
            assert!(FORMS.contains(&form.as_str()), "{path}: {form}");
        }
    }
}

#[test]
fn every_key_appears_where_the_table_says() {
    let table = table();
    let written: Vec<&str> = table.keys.values().map(|it| it.write.as_str()).collect();
    let nothing = vec![""; written.len()];
    let (before, after) = (site(&nothing), site(&written));
    let forms = Forms::of(&after);
    let told = differences(&before, &after);
    let mut wrong = String::new();
    for (at, (path, entry)) in table.keys.iter().enumerate() {
        for form in FORMS {
            let (text, plain) = match form {
                "diff" => (
                    told.get(&region(at)).cloned().unwrap_or_default(),
                    String::new(),
                ),
                _ => (forms.get(form, &region(at)), forms.get(form, PLAIN)),
            };
            let appears = match entry.forms.get(form).or(entry.shows.as_ref()) {
                Some(sought) => {
                    assert!(!plain.contains(sought), "{path}: {sought} is always there");
                    text.contains(sought)
                }
                None => text != plain,
            };
            match (appears, entry.why_absent(form)) {
                (true, Some(_)) => wrong += &format!("{path}: is in {form} after all\n"),
                (false, None) => wrong += &format!("{path}: is not in {form}\n"),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Puts a value beside a key, wherever the key stands. The dotted path is that of the form.
fn put_beside(table: &mut toml::Table, path: &[&str], name: &str, value: &str) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    let into = |inner: &mut toml::Value| {
        if let toml::Value::Table(inner) = inner {
            put_beside(inner, rest, name, value);
        }
    };
    match (*first, rest) {
        (key, []) if table.contains_key(key) => {
            table.insert(name.to_owned(), toml::Value::from(value));
        }
        ("*", _) => table.iter_mut().for_each(|(_, inner)| into(inner)),
        (key, _) => match table.get_mut(key.trim_end_matches("[]")) {
            Some(toml::Value::Array(list)) => list.iter_mut().for_each(into),
            Some(inner) => into(inner),
            None => {}
        },
    }
}

#[test]
fn every_text_is_shown_in_the_language_of_the_page() {
    let table = table();
    let texts: Vec<(String, &'static Kind)> = leaves().into_iter().collect();
    let texts: Vec<(&str, String)> = texts
        .iter()
        .filter(|(path, kind)| {
            matches!(kind, Kind::Prose) && table.keys[path].why_absent("page").is_none()
        })
        .map(|(path, _)| {
            let mut unit: toml::Table = table.keys[path].write.parse().expect("it is TOML");
            let parts: Vec<&str> = path.split('.').collect();
            let key = format!("{}_en", parts.last().expect("a key"));
            put_beside(&mut unit, &parts, &key, "Quokkas everywhere");
            (path.as_str(), toml::to_string(&unit).expect("a table"))
        })
        .collect();
    assert!(texts.len() > 15, "{texts:?}");
    let written: Vec<&str> = texts.iter().map(|(_, unit)| unit.as_str()).collect();
    let (mut before, mut after) = (site(&vec![""; written.len()]), site(&written));
    for inputs in [&mut before, &mut after] {
        let languages = format!("languages = [\"sv\", \"en\"]\n{SITE}");
        add(&mut inputs.content, "content/site.toml", &languages);
    }
    let forms = Forms::of(&after);
    let told = differences(&before, &after);
    let mut wrong = String::new();
    for (at, (path, _)) in texts.iter().enumerate() {
        let region = region(at);
        let page = |folder: &str| forms.file(&format!("{folder}{region}/enhet/index.html"));
        let [swedish, english] = ["", "en/"].map(|folder| page(folder).contains("Quokkas"));
        let differs = told
            .get(&region)
            .is_some_and(|told| told.contains("Quokkas"));
        if (swedish, english, differs) != (false, true, true) {
            wrong += &format!("{path}: {swedish} {english} {differs}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_text_that_can_be_wrong_is_checked() {
    let table = table();
    let kinds = leaves();
    let texts: Vec<(&String, &Entry)> = table
        .keys
        .iter()
        .filter(|(path, _)| kinds.get(*path).is_some_and(|kind| is_text(kind)))
        .collect();
    let written: Vec<&str> = texts
        .iter()
        .map(|(_, entry)| entry.wrong.as_deref().unwrap_or_default())
        .collect();
    let compilation = compiled(&site(&written));
    let found: BTreeSet<(&str, &str)> = compilation
        .diagnostics
        .iter()
        .map(|it| {
            let path = compilation.sources.path(it.primary.span.file).as_str();
            (path, it.code.name)
        })
        .collect();
    let mut wrong = String::new();
    for (at, (path, entry)) in texts.iter().enumerate() {
        let file = format!("content/{}/units/enhet.toml", region(at));
        match (&entry.wrong, &entry.code, &entry.any) {
            (Some(_), Some(code), None) => {
                if !found.contains(&(&*file, code)) {
                    wrong += &format!("{path}: `{code}` does not find a wrong value\n");
                }
            }
            (None, None, Some(_)) => {}
            _ => wrong += &format!("{path}: says neither what is wrong nor why nothing is\n"),
        }
    }
    let plain = format!("content/{PLAIN}/units/enhet.toml");
    let codes = table
        .keys
        .values()
        .filter_map(|entry| entry.code.as_deref());
    for code in codes.collect::<BTreeSet<_>>() {
        assert!(!found.contains(&(&*plain, code)), "{code} is always found");
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
