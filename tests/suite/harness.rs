//! Reads a site into inputs, compiles it, and compares what is found with what is expected.
//!
//! A case is a folder:
//!
//! ```text
//! tests/sites/<case>/
//!     content/, themes/       the site
//!     case.toml               date, exit; optional args and [[findings]]
//!     expect/check.txt        what `check` prints in English, without colour
//!     expect/check.sv.txt     optional: the same in Swedish
//!     expect/report.json      optional: what `report --format json` prints, compared as data
//!     expect/findings.json    optional: what `check --format json` prints, compared as data
//!     expect/out/**.html      optional: the `<main>` of some pages, a tag a line
//! ```
//!
//! Which findings, and where, is said in the fixtures themselves: `phone = ""  # error: wrong-type` on
//! the line where the finding starts; several as `# error: a, b, warning: c`. Files that cannot carry a
//! comment have theirs in case.toml, as `[[findings]] path, line, severity, code`, or with the `key` that
//! begins the line in place of its number. A finding that is not
//! expected fails, and so does an expectation that is not met. `UPDATE_EXPECT=1` rewrites the files
//! under `expect/` that exist (and makes check.txt); one that nothing reads fails.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use basutbud::compile::{Compilation, Settings, code, compile};
use basutbud::diagnostic::code::Level;
use basutbud::diagnostic::fix::Fix;
use basutbud::diagnostic::settle::Findings;
use basutbud::diagnostic::{Diagnostic, Language, Text};
use basutbud::host::read;
use basutbud::report::{findings_json, human, summary, verdicts_json};
use basutbud::text::inputs::{Content, Inputs};
use basutbud::text::path::SitePath;
use basutbud::text::{Sources, Span};
use chrono::NaiveDate;
use serde::Deserialize;

use crate::pages::{main_of, page_faults, rendered};

/// The day most tests are about.
pub const TODAY: &str = "2026-11-21";

/// The repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A date out of a test.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|_| panic!("{text} is no date"))
}

/// Whether expected files are to be rewritten.
pub fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value != "0")
}

/// The folders of all cases, by name.
pub fn cases() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(repository().join("tests/sites"))
        .expect("tests/sites is a folder")
        .map(|entry| entry.expect("its entries can be read").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// What `case.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    date: toml::value::Datetime,
    exit: u8,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    findings: Vec<Listed>,
    /// Links that editors wrote and that lead nowhere; all others must lead somewhere.
    #[serde(default)]
    dead_links: Vec<String>,
}

/// A finding of `case.toml`: at a line, or at the first line that begins with a key.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    path: String,
    line: Option<usize>,
    key: Option<String>,
    severity: String,
    code: String,
}

impl Listed {
    /// The finding, with the line of its key in the case's file.
    fn expected(&self, case: &Path) -> Expected {
        let of_key = |key: &String| {
            let text = fs::read_to_string(case.join(&self.path)).expect("a file with keys is text");
            let is_of_key =
                |line: &str| line.split_once('=').is_some_and(|(it, _)| it.trim() == key);
            let at = text.lines().position(is_of_key);
            at.unwrap_or_else(|| panic!("{} has no key `{key}`", self.path)) + 1
        };
        let line = self.line.or_else(|| self.key.as_ref().map(of_key));
        Expected {
            path: self.path.clone(),
            line: line.expect("case.toml gives a finding a line or a key"),
            severity: self.severity.clone(),
            code: self.code.clone(),
        }
    }
}

/// A finding that a test expects, or one that was found: where it starts, how heavy it is, and its code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// Path from the site's root.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// The code.
    pub code: String,
}

/// One case, read and compiled.
pub struct Case {
    /// The folder's name.
    pub name: String,
    /// The folder.
    pub folder: PathBuf,
    /// Its `case.toml`.
    pub file: CaseFile,
    /// The site.
    pub inputs: Inputs,
    /// Levels of the command line.
    pub settings: Settings,
    /// What came of it, with the faults of the theme.
    pub compilation: Compilation,
    /// The rendered files, by path.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Case {
    /// Reads and compiles a case.
    pub fn load(folder: &Path) -> Self {
        let path = folder.join("case.toml");
        let text =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file: CaseFile =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let inputs = read::site(folder, day(&file.date.to_string()));
        let settings = settings(&file.args);
        let mut compilation = compile(&inputs, &settings);
        let files = rendered(&inputs, &mut compilation);
        Self {
            name: folder
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            folder: folder.to_owned(),
            file,
            inputs,
            settings,
            compilation,
            files,
        }
    }

    /// Everything that is wrong with the case; empty when it holds.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = invariants(&self.inputs, &self.settings, &self.compilation);
        let findings = self.compilation.findings();
        let exit = u8::from(findings.denied());
        if exit != self.file.exit {
            faults.push(format!("exit is {exit}, expected {}", self.file.exit));
        }
        let theme = &self.compilation.catalog.site.theme;
        let mut expected = inline_expectations(&self.inputs, theme);
        let listed = self.file.findings.iter();
        expected.extend(listed.map(|finding| finding.expected(&self.folder)));
        faults.extend(differences(
            expected,
            found(&findings, &self.compilation.sources),
        ));
        let base_url = &self.compilation.catalog.site.base_url;
        let base = base_url.splitn(4, '/').nth(3).unwrap_or_default();
        let base = format!("/{base}");
        let base = base.trim_end_matches('/');
        faults.extend(page_faults(&self.files, base, &self.file.dead_links));
        let mut again = compile(&self.inputs, &self.settings);
        if rendered(&self.inputs, &mut again) != self.files {
            faults.push("rendered twice, the pages differ".to_owned());
        }
        if again.findings().list != self.compilation.findings().list {
            faults.push("compiled twice, the findings differ".to_owned());
        }
        if again.assessments != self.compilation.assessments {
            faults.push("compiled twice, the verdicts differ".to_owned());
        }
        faults.extend(self.expected_files());
        faults
    }

    fn expected_files(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let folder = self.folder.join("expect");
        let text = |language| printed(&self.compilation, language);
        let findings = self.compilation.findings();
        let json = findings_json::render(
            &findings,
            &self.compilation.sources,
            self.inputs.today,
            self.compilation.unit_counts(),
            Language::English,
        );
        let check = folder.join("check.txt");
        if updating() && !check.exists() {
            write(&check, "");
        }
        if !check.exists() {
            faults.push("expect/check.txt is missing".to_owned());
        }
        for path in files_below(&folder) {
            let name = path
                .strip_prefix(&folder)
                .expect("it lies below")
                .to_string_lossy()
                .into_owned();
            let differs = match name.as_str() {
                "check.txt" => same_text(&path, &text(Language::English)),
                "check.sv.txt" => same_text(&path, &text(Language::Swedish)),
                "findings.json" => same_json(&path, &json),
                "report.json" => same_json(&path, &verdicts(&self.compilation, &self.inputs)),
                other => match other
                    .strip_prefix("out/")
                    .and_then(|page| self.files.get(page))
                {
                    Some(page) => same_text(&path, &main_of(page)),
                    None => Err("nothing reads this file".to_owned()),
                },
            };
            if let Err(difference) = differs {
                faults.push(format!("expect/{name}: {difference}"));
            }
        }
        faults
    }
}

/// Levels as given on the command line of `check`.
fn settings(arguments: &[String]) -> Settings {
    let mut settings = Settings::default();
    for pair in arguments.chunks(2) {
        let [option, name] = pair else {
            panic!("args come in pairs: {arguments:?}");
        };
        let level = option
            .strip_prefix("--")
            .and_then(Level::parse)
            .unwrap_or_else(|| panic!("{option} gives no level"));
        let code = code(name).unwrap_or_else(|| panic!("there is no code {name}"));
        settings.levels.push((code, level));
    }
    settings
}

/// A site out of one string: each file begins with a line `//- <path>`; `content/site.toml` is added
/// where the string has none.
pub fn inputs(fixture: &str, today: &str) -> Inputs {
    let mut files = BTreeMap::new();
    let mut rest = fixture.split("//- ");
    let before = rest.next().unwrap_or_default();
    assert!(before.trim().is_empty(), "text before the first `//- `");
    for part in rest {
        let (path, text) = part.split_once('\n').expect("a path and a text");
        add(&mut files, path.trim(), text);
    }
    let site = SitePath::new("content/site.toml").expect("a sound path");
    files
        .entry(site)
        .or_insert_with(|| Content::Text(Arc::from(SITE)));
    Inputs {
        content: files,
        today: day(today),
        default_theme: basutbud::host::embedded::default_theme(),
        ..Inputs::default()
    }
}

/// Adds or replaces a text file.
pub fn add(files: &mut BTreeMap<SitePath, Content>, path: &str, text: &str) {
    let path = SitePath::new(path).unwrap_or_else(|| panic!("`{path}` is no site path"));
    files.insert(path, Content::Text(Arc::from(text)));
}

/// A site file that says what it must.
pub const SITE: &str = "title = \"T\"\nbase_url = \"https://site.example.se\"\n[accessibility]\nactor = \"R\"\ncovers = \"r.example.se\"\nstatus = \"full\"\nassessed = 2026-01-01\nmethod = \"self-assessment\"\nupdated = 2026-01-01\nreport = { email = \"webb@example.se\" }\nauthority = { name = \"Digg\", url = \"https://www.digg.se/\" }\n";

/// Compiles with no levels of the command line.
pub fn compiled(inputs: &Inputs) -> Compilation {
    compile(inputs, &Settings::default())
}

/// What `check` prints: the findings, then the last line.
pub fn printed(compilation: &Compilation, language: Language) -> String {
    let findings = compilation.findings();
    let mut text = String::new();
    for finding in &findings.list {
        text += &human::finding(finding, &compilation.sources, language, human::Style::Plain);
        text.push('\n');
    }
    let exempt = compilation
        .assessments
        .iter()
        .map(|assessment| assessment.exempt)
        .sum();
    let _ = writeln!(
        text,
        "{}",
        summary::check(
            compilation.unit_counts(),
            exempt,
            &findings.counts,
            language
        )
    );
    text
}

/// What `report --format json` prints.
pub fn verdicts(compilation: &Compilation, inputs: &Inputs) -> String {
    let units = compilation.units(inputs).load_all().expect("in memory");
    verdicts_json::render(&compilation.catalog, &units, inputs.today)
}

/// Where each finding starts, sorted.
pub fn found(findings: &Findings, sources: &Sources) -> Vec<Expected> {
    let mut found: Vec<Expected> = findings
        .list
        .iter()
        .map(|finding| {
            let span = finding.diagnostic.primary.span;
            Expected {
                path: sources.path(span.file).to_string(),
                line: sources.position(span).0.line,
                severity: finding.severity().name().to_owned(),
                code: finding.diagnostic.code.name.to_owned(),
            }
        })
        .collect();
    found.sort();
    found
}

/// The expectations written in the files of a site.
fn inline_expectations(inputs: &Inputs, theme: &str) -> Vec<Expected> {
    let mut expected = Vec::new();
    let content = inputs
        .content
        .iter()
        .map(|(path, content)| (path.to_string(), content));
    let theme = inputs
        .theme
        .iter()
        .map(|(path, content)| (format!("themes/{theme}/{path}"), content));
    for (path, content) in content.chain(theme) {
        let text = match content {
            Content::Text(text) => text,
            Content::NotUtf8 { before, .. } => before,
            _ => continue,
        };
        for (at, line) in text.lines().enumerate() {
            for (severity, code) in expectations_of(line) {
                expected.push(Expected {
                    path: path.clone(),
                    line: at + 1,
                    severity: severity.to_owned(),
                    code: code.to_owned(),
                });
            }
        }
    }
    expected
}

/// `… # error: a, b, warning: c` as pairs of severity and code.
fn expectations_of(line: &str) -> Vec<(&'static str, &str)> {
    let mut comments = line
        .match_indices("# ")
        .map(|(at, mark)| &line[at + mark.len()..]);
    let Some(comment) = comments.find(|comment| severity_of(comment).is_some()) else {
        return Vec::new();
    };
    let comment = comment.split(" #}").next().unwrap_or(comment);
    let mut severity = "";
    let mut pairs = Vec::new();
    for item in comment.split(", ") {
        let (named, code) = severity_of(item).unwrap_or((severity, item));
        severity = named;
        pairs.push((severity, code.trim()));
    }
    pairs
}

/// The severity a text begins with, and what follows.
fn severity_of(text: &str) -> Option<(&'static str, &str)> {
    ["error", "warning", "note"]
        .into_iter()
        .find_map(|severity| {
            let rest = text
                .trim_start()
                .strip_prefix(severity)?
                .strip_prefix(": ")?;
            Some((severity, rest))
        })
}

/// What is expected but not found, and found but not expected.
pub fn differences(mut expected: Vec<Expected>, found: Vec<Expected>) -> Vec<String> {
    let mut faults = Vec::new();
    let line = |e: &Expected| format!("{}:{}: {}: {}", e.path, e.line, e.severity, e.code);
    for finding in found {
        match expected.iter().position(|other| *other == finding) {
            Some(at) => {
                expected.swap_remove(at);
            }
            None => faults.push(format!("not expected: {}", line(&finding))),
        }
    }
    expected.sort();
    faults.extend(
        expected
            .iter()
            .map(|missing| format!("not found: {}", line(missing))),
    );
    faults
}

/// What holds for every site: findings are sorted and point inside their files; words exist in both
/// languages; the JSON forms parse; fixes converge.
pub fn invariants(inputs: &Inputs, settings: &Settings, compilation: &Compilation) -> Vec<String> {
    let mut faults = Vec::new();
    let findings = compilation.findings();
    let sources = &compilation.sources;
    let place = |span: Span| (sources.path(span.file).as_str().to_owned(), span.start);
    let in_order = findings
        .list
        .is_sorted_by_key(|finding| place(finding.diagnostic.primary.span));
    if !in_order {
        faults.push("findings are not sorted by path and place".to_owned());
    }
    for finding in &findings.list {
        faults.extend(wording_faults(&finding.diagnostic));
        faults.extend(span_faults(&finding.diagnostic, sources));
        for language in [Language::English, Language::Swedish] {
            human::finding(finding, sources, language, human::Style::Colour);
        }
        if let Some(fix) = &finding.diagnostic.fix {
            faults.extend(fix_faults(
                inputs,
                settings,
                compilation,
                &finding.diagnostic,
                fix,
            ));
        }
    }
    let json = findings_json::render(
        &findings,
        sources,
        inputs.today,
        compilation.unit_counts(),
        Language::Swedish,
    );
    match serde_json::from_str::<serde_json::Value>(&json) {
        Ok(value) if value["findings"].as_array().map(Vec::len) == Some(findings.list.len()) => {}
        _ => faults.push("the JSON form does not hold all findings".to_owned()),
    }
    if serde_json::from_str::<serde_json::Value>(&verdicts(compilation, inputs)).is_err() {
        faults.push("the JSON report does not parse".to_owned());
    }
    faults
}

fn wording_faults(diagnostic: &Diagnostic) -> Vec<String> {
    let mut faults = Vec::new();
    let (code, mut helpless) = (diagnostic.code.name, false);
    let mut check = |what: &str, text: &Text, may_be_empty: bool| {
        if !may_be_empty && (text.en.trim().is_empty() || text.sv.trim().is_empty()) {
            faults.push(format!("{code}: {what} is empty in one language"));
        }
        if text.en == text.sv && has_words(&text.en) {
            faults.push(format!("{code}: {what} is not translated: {}", text.en));
        }
        for words in [&text.en, &text.sv] {
            if words.matches('`').count() % 2 == 1 {
                faults.push(format!("{code}: {what} has a lone backtick: {words}"));
            }
        }
    };
    check("the message", &diagnostic.message, false);
    check("the label", &diagnostic.primary.text, true);
    for label in &diagnostic.related {
        check("a related label", &label.text, false);
    }
    match &diagnostic.help {
        Some(help) => check("the help", help, false),
        None if diagnostic.fix.is_some() => {}
        // These say the next act in the message itself.
        None => helpless = true,
    }
    if let Some(fix) = &diagnostic.fix {
        check("the fix", &fix.title, false);
    }
    if helpless {
        let message = &diagnostic.message.en;
        faults.push(format!("{code}: no help names the next act: {message}"));
    }
    for words in [&diagnostic.message.en, &diagnostic.message.sv] {
        let first = words.chars().next().unwrap_or(' ');
        if first.is_uppercase() && !words.starts_with("HSA") && !words.starts_with("URL") {
            faults.push(format!(
                "{code}: the message begins with a capital: {words}"
            ));
        }
        if words.ends_with('.') || words.contains('\n') {
            faults.push(format!("{code}: the message is not one phrase: {words}"));
        }
    }
    faults
}

/// Whether words are left when what stands in backticks is taken away.
fn has_words(text: &str) -> bool {
    text.split('`')
        .step_by(2)
        .any(|outside| outside.chars().any(char::is_alphabetic))
}

fn span_faults(diagnostic: &Diagnostic, sources: &Sources) -> Vec<String> {
    let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
    let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.related);
    let spans = labels
        .map(|label| label.span)
        .chain(edits.map(|edit| edit.span));
    spans
        .filter(|span| {
            let text = &sources.get(span.file).text;
            sources.clamp(*span) != span.range() || text.get(span.range()).is_none()
        })
        .map(|span| {
            let path = sources.path(span.file);
            let code = diagnostic.code.name;
            format!("{code}: {:?} is no place in {path}", span.range())
        })
        .collect()
}

/// The inputs after a fix.
pub fn fixed(inputs: &Inputs, fix: &Fix, sources: &Sources) -> Inputs {
    let mut inputs = inputs.clone();
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse((edit.span.file, edit.span.start)));
    for edit in edits {
        let path = sources.path(edit.span.file);
        let files = if inputs.content.contains_key(path) {
            &mut inputs.content
        } else {
            &mut inputs.theme
        };
        if let Some(Content::Text(text)) = files.get_mut(path) {
            let mut changed = text.to_string();
            changed.replace_range(edit.span.range(), &edit.replacement);
            *text = Arc::from(changed);
        }
    }
    inputs
}

/// A fix makes its finding go away and breaks nothing that was whole.
fn fix_faults(
    inputs: &Inputs,
    settings: &Settings,
    compilation: &Compilation,
    diagnostic: &Diagnostic,
    fix: &Fix,
) -> Vec<String> {
    let mut faults = Vec::new();
    let (code, sources) = (diagnostic.code.name, &compilation.sources);
    let after = compile(&fixed(inputs, fix, sources), settings);
    let path = sources.path(diagnostic.primary.span.file);
    let same = |other: &Diagnostic| {
        other.code == diagnostic.code
            && other.message == diagnostic.message
            && after.sources.path(other.primary.span.file) == path
    };
    let before = compilation.findings().list;
    let count = before
        .iter()
        .filter(|finding| {
            let other = &finding.diagnostic;
            other.code == diagnostic.code
                && other.message == diagnostic.message
                && sources.path(other.primary.span.file) == path
        })
        .count();
    let left = after
        .findings()
        .list
        .iter()
        .filter(|finding| same(&finding.diagnostic))
        .count();
    // Of the faults of syntax of one file five are shown: behind one that is fixed the next comes into view.
    let of_file = before.iter().filter(|finding| {
        let other = &finding.diagnostic;
        other.code == diagnostic.code && sources.path(other.primary.span.file) == path
    });
    if code == "syntax" && of_file.count() >= 5 {
        return faults;
    }
    if left >= count {
        faults.push(format!("{code}: the fix leaves: {}", diagnostic.message.en));
    }
    // What stands beside a fault of syntax is read only when that is fixed, and may have faults of its own.
    let structural = |list: &[basutbud::diagnostic::settle::Finding]| {
        let codes = list.iter().map(|finding| finding.diagnostic.code);
        codes
            .filter(|other| other.fixed && (code != "syntax" || other.name == code))
            .count()
    };
    if structural(&after.findings().list) > structural(&before) {
        faults.push(format!(
            "{code}: the fix breaks the file: {}",
            diagnostic.message.en
        ));
    }
    faults
}

/// Compares text with a file, or writes the file.
pub fn same_text(path: &Path, actual: &str) -> Result<(), String> {
    if updating() {
        write(path, actual);
        return Ok(());
    }
    let expected =
        fs::read_to_string(path).map_err(|error| format!("{error}; UPDATE_EXPECT=1 makes it"))?;
    if expected == actual {
        return Ok(());
    }
    let [actual, expected] =
        [actual, &expected].map(|text| snapbox::Data::text(text.to_owned()).raw());
    match snapbox::Assert::new().try_eq(Some(&path.display()), actual, expected) {
        Ok(()) => Err("differs".to_owned()),
        Err(difference) => Err(difference.to_string()),
    }
}

/// Compares JSON with a file as data, or writes the file.
fn same_json(path: &Path, actual: &str) -> Result<(), String> {
    let parse = |text: &str| serde_json::from_str::<serde_json::Value>(text);
    let value = parse(actual).map_err(|error| error.to_string())?;
    let expected = fs::read_to_string(path).map_err(|error| error.to_string())?;
    if parse(&expected).is_ok_and(|expected| expected == value) {
        return Ok(());
    }
    same_text(path, &by_line(&value, 0))
}

/// JSON with every innermost object or list of plain values on one line: a verdict is one line.
fn by_line(value: &serde_json::Value, depth: usize) -> String {
    use serde_json::Value;
    let flat = |value: &Value| match value {
        Value::Array(items) => items
            .iter()
            .all(|item| !item.is_object() && !item.is_array()),
        Value::Object(fields) => fields.values().all(|field| match field {
            Value::Array(items) => items
                .iter()
                .all(|item| !item.is_object() && !item.is_array()),
            other => !other.is_object(),
        }),
        _ => true,
    };
    let (pad, end) = ("  ".repeat(depth + 1), "  ".repeat(depth));
    let text = match value {
        Value::Object(fields) if !flat(value) => {
            let lines: Vec<String> = fields
                .iter()
                .map(|(key, field)| format!("{pad}\"{key}\": {}", by_line(field, depth + 1)))
                .collect();
            format!("{{\n{}\n{end}}}", lines.join(",\n"))
        }
        Value::Array(items) if !flat(value) => {
            let lines: Vec<String> = items
                .iter()
                .map(|item| format!("{pad}{}", by_line(item, depth + 1)))
                .collect();
            format!("[\n{}\n{end}]", lines.join(",\n"))
        }
        Value::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(key, field)| format!("\"{key}\": {}", by_line(field, depth)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| by_line(item, depth)).collect();
            format!("[{}]", items.join(", "))
        }
        plain => plain.to_string(),
    };
    if depth == 0 { text + "\n" } else { text }
}

/// Writes a file and the folders above it.
pub fn write(path: &Path, text: &str) {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).expect("the folder can be made");
    }
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// All files below a folder, sorted; none when it is not there.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    files.sort();
    files
}

#[test]
fn expectations_are_read_from_comments() {
    assert_eq!(expectations_of("x = 1  # a plain comment"), []);
    assert_eq!(
        expectations_of("x = \"1-5#08:00\"  # error: a, b, warning: c"),
        [("error", "a"), ("error", "b"), ("warning", "c")]
    );
    assert_eq!(expectations_of("{# note: a #}{{ x }}"), [("note", "a")]);
}
