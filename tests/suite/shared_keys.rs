//! Every key of the files that units share: a rule set, a region, the site, a theme. Each is used in a file that
//! has them all, and read by something.
//!
//! Each key is taken away, or changed where it must be there, and something that is made of the files
//! differs. A key that nothing reads fails here. Keys of rule sets and regions are taken away in a region
//! of their own each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use basutbud::diagnostic::Language;
use basutbud::load::shape::{Kind, Shape, condition, region, rule_set, site, theme};
use basutbud::report::findings_json;
use toml::{Table, Value};

use crate::harness::{SITE, TODAY, add, compiled, day, inputs, repository, verdicts};
use crate::pages::rendered;

const REGION: &str = "tests/sites/third-region/content/region-norrhavet";

/// Keys in whose place another stands in the file.
const INSTEAD: [&str; 1] = ["response.hours"];

/// Keys of a theme that tell people what it is; nothing is made of them.
const FOR_PEOPLE: [&str; 3] = ["name", "description", "languages"];

fn read(path: &str) -> String {
    fs::read_to_string(repository().join(REGION).join(path)).expect("it is there")
}

fn table(path: &str) -> Table {
    read(path).parse().expect("it is TOML")
}

/// Where a key stands: names of keys, and places in lists.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Key(&'static str),
    Item(usize),
}

/// Finds every key of a form, and one place where a file has it.
struct Finder {
    /// The first place of each key, by its path.
    places: BTreeMap<String, Vec<Step>>,
    all: BTreeSet<String>,
    /// Whether a key must be there.
    required: BTreeSet<String>,
}

impl Finder {
    fn of(shape: &'static Shape, file: &Table) -> Self {
        let mut finder = Self {
            places: BTreeMap::new(),
            all: BTreeSet::new(),
            required: BTreeSet::new(),
        };
        finder.shape("", shape, Some(file), &[]);
        finder
    }

    fn shape(&mut self, path: &str, shape: &'static Shape, table: Option<&Table>, at: &[Step]) {
        // A condition is one form, wherever it stands.
        let is_condition = std::ptr::eq(shape, &condition::TABLE);
        let path = if is_condition { "condition." } else { path };
        if is_condition && table.is_none() {
            let names = shape.keys.iter();
            self.all
                .extend(names.map(|key| format!("{path}{}", key.name)));
            return;
        }
        for key in shape.keys {
            let name = format!("{path}{}", key.name);
            self.all.insert(name.clone());
            if key.required {
                self.required.insert(name.clone());
            }
            let value = table.and_then(|table| table.get(key.name));
            let at = [at, &[Step::Key(key.name)]].concat();
            if value.is_some() {
                self.places.entry(name.clone()).or_insert(at.clone());
            }
            self.kind(&name, key.kind, value, &at);
        }
    }

    fn kind(&mut self, path: &str, kind: &'static Kind, value: Option<&Value>, at: &[Step]) {
        match kind {
            Kind::Table(shape) => {
                let table = value.and_then(Value::as_table);
                self.shape(&format!("{path}."), shape, table, at);
            }
            Kind::List(item) => {
                self.kind(&format!("{path}[]"), item, None, at);
                let items = value.and_then(Value::as_array).into_iter().flatten();
                for (nth, value) in items.enumerate() {
                    let at = [at, &[Step::Item(nth)]].concat();
                    self.kind(&format!("{path}[]"), item, Some(value), &at);
                }
            }
            Kind::Either(kinds) => {
                for kind in *kinds {
                    self.kind(path, kind, value, at);
                }
            }
            _ => {}
        }
    }
}

/// A file without the key at a place; with another value where the key must be there.
fn without(file: &Table, place: &[Step], must: bool) -> Table {
    let mut file = Value::Table(file.clone());
    let (last, above) = place.split_last().expect("a key");
    let mut at = &mut file;
    for step in above {
        at = match step {
            Step::Key(key) => &mut at[*key],
            Step::Item(nth) => &mut at[*nth],
        };
    }
    let Step::Key(key) = last else {
        panic!("a place ends with a key")
    };
    let table = at.as_table_mut().expect("a table");
    match table.get_mut(*key) {
        Some(value) if must => change(value),
        _ => {
            table.remove(*key);
        }
    }
    file.try_into().expect("a table")
}

/// Makes another value of the same type.
fn change(value: &mut Value) {
    match value {
        Value::String(text) => text.push('x'),
        Value::Datetime(day) => *day = "2025-12-24".parse().expect("a day"),
        Value::Integer(number) => *number += 1,
        Value::Boolean(is) => *is = !*is,
        Value::Array(list) => list.truncate(1),
        // Of tables only conditions must be there.
        Value::Table(condition) => {
            *condition = Table::from_iter([("private".to_owned(), Value::Boolean(true))]);
        }
        other => panic!("another value for {other}"),
    }
}

/// Everything that is made of each region, without the region's own id.
fn made(files: &[(Table, Table)]) -> Vec<String> {
    let units = [
        "halsostationen-havsvik",
        "avdelningen-langrevet",
        "mottagningen-tarnskar",
        "mottagningen-vagbrytaren",
        "mottagningen-storgrund",
        "halsostationen-norrskar",
    ];
    let mut site = inputs("", TODAY);
    let files_of_site = &mut site.content;
    let languages = SITE.replace(
        "[accessibility]",
        "languages = [\"sv\", \"en\"]\n[accessibility]",
    );
    add(files_of_site, "content/site.toml", &languages);
    let name = |at: usize| format!("r{at:03}");
    for (at, (region, rules)) in files.iter().enumerate() {
        let folder = format!("content/{}", name(at));
        let text = |table: &Table| toml::to_string(table).expect("TOML");
        add(
            files_of_site,
            &format!("{folder}/region.toml"),
            &text(region),
        );
        let path = format!("{folder}/rules/2026-03-01.toml");
        add(files_of_site, &path, &text(rules));
        for unit in units {
            let path = format!("units/{unit}.toml");
            add(files_of_site, &format!("{folder}/{path}"), &read(&path));
        }
    }
    let mut compilation = compiled(&site);
    let pages = rendered(&site, &mut compilation);
    let findings = compilation.findings();
    let findings = findings_json::render(
        &findings,
        &compilation.sources,
        day(TODAY),
        compilation.unit_counts(),
        Language::English,
    );
    let findings: serde_json::Value = serde_json::from_str(&findings).expect("JSON");
    let verdicts: serde_json::Value =
        serde_json::from_str(&verdicts(&compilation, &site)).expect("JSON");
    let mut made = vec![String::new(); files.len()];
    let at = |text: &str| -> Option<usize> { text.strip_prefix('r')?.get(..3)?.parse().ok() };
    for (path, bytes) in &pages {
        let below = path.strip_prefix("en/").unwrap_or(path);
        // The code of a sheet holds the region's id in its own way.
        if let Some(at) = at(below).filter(|_| !below.ends_with("/affisch/index.html")) {
            made[at] += &format!("{path}\n{}\n", String::from_utf8_lossy(bytes));
        }
    }
    for finding in findings["findings"].as_array().into_iter().flatten() {
        let path = finding["path"].as_str().unwrap_or_default();
        // The same units stand in every region.
        let is_own = finding["code"] != "duplicate-hsa-id";
        if let Some(at) = path
            .strip_prefix("content/")
            .and_then(at)
            .filter(|_| is_own)
        {
            // Where it stands moves with every key that is taken away.
            made[at] += &format!("{} {}\n", finding["code"], finding["message"]);
        }
    }
    for unit in verdicts["units"].as_array().into_iter().flatten() {
        if let Some(at) = at(unit["unit"].as_str().unwrap_or_default()) {
            made[at] += &format!("{unit}\n");
        }
    }
    let same = |(at, text): (usize, String)| {
        // The state of the search is named after all that is searched, the region's id among it.
        let words = format!("{}/sok/ord.json", name(at));
        let words: serde_json::Value =
            serde_json::from_slice(&pages[&words]).expect("the search has words");
        let version = words["version"].as_str().expect("a version");
        text.replace(version, "VERSION")
            .replace(&name(at), "REGION")
    };
    made.into_iter().enumerate().map(same).collect()
}

#[test]
fn the_third_region_uses_every_key_of_a_rule_set_and_a_region() {
    for (shape, path) in [
        (&rule_set::RULE_SET, "rules/2026-03-01.toml"),
        (&region::REGION, "region.toml"),
    ] {
        let finder = Finder::of(shape, &table(path));
        let unused =
            |key: &&String| !finder.places.contains_key(*key) && !INSTEAD.contains(&key.as_str());
        let unused: Vec<&String> = finder.all.iter().filter(unused).collect();
        assert!(unused.is_empty(), "{path} has no {unused:?}");
    }
}

#[test]
fn every_key_of_a_rule_set_and_a_region_is_read() {
    let (region_file, rules) = (table("region.toml"), table("rules/2026-03-01.toml"));
    let whole = (region_file.clone(), rules.clone());
    let mut keys = vec!["nothing".to_owned(), "nothing again".to_owned()];
    let mut files = vec![whole.clone(), whole];
    let finder = Finder::of(&rule_set::RULE_SET, &rules);
    for (key, place) in &finder.places {
        let changed = without(&rules, place, finder.required.contains(key));
        keys.push(format!("rules: {key}"));
        files.push((region_file.clone(), changed));
    }
    let finder = Finder::of(&region::REGION, &region_file);
    for (key, place) in &finder.places {
        let changed = without(&region_file, place, finder.required.contains(key));
        keys.push(format!("region: {key}"));
        files.push((changed, rules.clone()));
    }
    let made = made(&files);
    let mut lines = made[0].lines().zip(made[1].lines());
    let differing = lines.find(|(one, other)| one != other);
    assert!(
        made[0] == made[1],
        "regions that are alike differ: {differing:?}"
    );
    let alike = keys.iter().zip(&made).skip(2);
    let alike: BTreeSet<&str> = alike
        .filter(|(_, text)| **text == made[0])
        .map(|(key, _)| key.as_str())
        .collect();
    assert!(alike.is_empty(), "nothing reads {alike:?}");
}

/// The example's site file with the keys that it does without.
fn site_file() -> Table {
    let text = fs::read_to_string(repository().join("content/site.toml")).expect("it is there");
    let mut file: Table = text.parse().expect("it is TOML");
    let more = "language = \"sv\"\nminify = true\nhsts = true\nserver = \"netlify\"\nlevels = { stale-review = \"deny\" }\n";
    file.extend(more.parse::<Table>().expect("it is TOML"));
    let statement = file.get_mut("accessibility").and_then(Value::as_table_mut);
    let statement = statement.expect("a statement");
    statement.insert("actor".to_owned(), "Regionerna".into());
    let report = "phone = \"0980-31 92 00\"\nurl = \"https://example.se/webb\"\n";
    let to = statement.get_mut("report").and_then(Value::as_table_mut);
    to.expect("a table")
        .extend(report.parse::<Table>().expect("it is TOML"));
    file
}

/// Everything that is made of a site with one unit.
fn made_of_site(file: &Table) -> String {
    made_of(file, None)
}

/// The same, with the built-in theme or one of these `theme.toml`.
fn made_of(file: &Table, theme: Option<&Table>) -> String {
    let mut site = inputs("", TODAY);
    if let Some(theme) = theme {
        let text = toml::to_string(theme).expect("TOML");
        add(&mut site.theme, "theme.toml", &text);
        let logo = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
        add(&mut site.theme, "assets/logo.svg", logo);
    }
    let text = toml::to_string(file).expect("TOML");
    let language = basutbud::load::tool_language(&text);
    add(&mut site.content, "content/site.toml", &text);
    add(
        &mut site.content,
        "content/r/region.toml",
        &read("region.toml"),
    );
    let unit = read("units/avdelningen-langrevet.toml");
    add(&mut site.content, "content/r/units/a.toml", &unit);
    let mut compilation = compiled(&site);
    let pages = rendered(&site, &mut compilation);
    let mut made = format!("{language:?}\n");
    for (path, bytes) in &pages {
        made += &format!("{path}\n{}\n", String::from_utf8_lossy(bytes));
    }
    for finding in compilation.findings().list {
        let diagnostic = &finding.diagnostic;
        made += &format!(
            "{} {} {}\n",
            finding.severity().name(),
            diagnostic.code.name,
            diagnostic.message.en
        );
    }
    made
}

#[test]
fn every_key_of_the_site_is_used_and_read() {
    let file = site_file();
    let finder = Finder::of(&site::SITE, &file);
    let unused = |key: &&String| !finder.places.contains_key(*key);
    let unused: Vec<&String> = finder.all.iter().filter(unused).collect();
    assert!(unused.is_empty(), "the site has no {unused:?}");
    let whole = made_of_site(&file);
    let places = finder.places.iter();
    let alike = places.filter(|(key, place)| {
        let changed = without(&file, place, finder.required.contains(*key));
        made_of_site(&changed) == whole
    });
    let alike: BTreeSet<&str> = alike.map(|(key, _)| key.as_str()).collect();
    assert!(alike.is_empty(), "nothing reads {alike:?}");
}

/// A `theme.toml` with every key: colours of both schemes, each another.
fn theme_file() -> Table {
    let colours = theme::THEME.keys.iter().find(|key| key.name == "colours");
    let Some(Kind::Table(schemes)) = colours.map(|key| key.kind) else {
        panic!("a theme has colours");
    };
    let mut text =
        "share_image = \"touch-icon.png\"\ntouch_icon = \"share.png\"\nname = \"T\"\ndescription = \"D\"\nlanguages = [\"sv\"]\nignored_words = [\"hitt\"]\n\
        [[synonyms]]\nwords = [\"sjukstuga\", \"avdelning\"]\n\
        [logo]\nfile = \"logo.svg\"\nalt = \"Märke\"\nalt_en = \"Mark\"\n"
            .to_owned();
    for (nth, scheme) in schemes.keys.iter().enumerate() {
        let Kind::Table(colours) = scheme.kind else {
            panic!("a scheme is a table");
        };
        text += &format!("[colours.{}]\n", scheme.name);
        for (at, colour) in colours.keys.iter().enumerate() {
            text += &format!("{} = \"#{:02x}{at:02x}77\"\n", colour.name, 16 + nth);
        }
    }
    text.parse().expect("it is TOML")
}

#[test]
fn every_key_of_a_theme_is_used_and_read() {
    let (site, file) = (site_file(), theme_file());
    let finder = Finder::of(&theme::THEME, &file);
    let unused = |key: &&String| !finder.places.contains_key(*key);
    let unused: Vec<&String> = finder.all.iter().filter(unused).collect();
    assert!(unused.is_empty(), "the theme has no {unused:?}");
    let whole = made_of(&site, Some(&file));
    let places = finder.places.iter();
    let alike = places.filter(|(key, place)| {
        let changed = without(&file, place, finder.required.contains(*key));
        made_of(&site, Some(&changed)) == whole
    });
    let alike: Vec<&str> = alike.map(|(key, _)| key.as_str()).collect();
    let mut for_people = FOR_PEOPLE;
    for_people.sort_unstable();
    assert_eq!(alike, for_people, "what nothing reads");
}
