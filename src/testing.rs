//! For tests: whole sites in a string, and the findings of one rule as short lines.
//!
//! [`check`] gives one line per finding, `3: excerpt`: the line in the unit's text as the test wrote
//! it, and what the finding points at; ` [note]` follows where a finding weighs less than its code.
//! Every finding is also held to what all of them owe: words in both languages, a place inside its
//! file, and a fix that fixes without new faults.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::assess::units::FullUnit;
use crate::compile::{Compilation, Settings, compile};
use crate::diagnostic::{Diagnostic, Text};
use crate::load::faults;
use crate::rules::{Rule, Run, SiteContext, context_of};
use crate::text::Span;
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;

/// A region `x` with a small rule set of every kind of demand.
const BASE: &str = r#"
//- content/site.toml
title = "Prov"
base_url = "https://prov.example.se"
languages = ["sv", "en"]
//- content/x/region.toml
name = "Region X"
naming_contact = { name = "Namngruppen", email = "namn@example.se" }
municipalities = ["Orten"]
[[administrations]]
id = "vard"
name = "Vårdförvaltningen"
[[administrations]]
id = "annan"
name = "Annan förvaltning"
[[types]]
id = "mottagning"
name = "Mottagning"
kind = "mottagning"
[[types]]
id = "avdelning"
name = "Avdelning"
kind = "avdelning"
//- content/x/rules/2020-01-01.toml
title = "Den gamla riktlinjen"
[[activities]]
id = "gammal-fraga"
question = "Något gammalt?"
[[services]]
id = "gammal-tjanst"
kind = "e-service"
name = "Gammal tjänst"
//- content/x/rules/2026-01-01.toml
title = "Riktlinjen"
[scope]
administration = "vard"
[response]
days = 1
calendar = "working-day"
promise = "feedback"
[page]
required = ["contact.phone", "visit.street"]
advised = ["hours.phone", "about"]
[[activities]]
id = "forskriver"
question = "Förskriver enheten läkemedel?"
question_en = "Does the unit prescribe medicines?"
[[activities]]
id = "ger-rad"
question = "Ger enheten råd?"
[[services]]
id = "kontakta-oss"
kind = "e-service"
name = "Kontakta oss"
aliases = ["Skriv till oss"]
must_when = true
[[services]]
id = "fornya-recept"
kind = "e-service"
name = "Förnya recept"
aliases = ["Receptförnyelse"]
must_when = { kind = "mottagning", activity = "forskriver" }
exceptions = ["tekniskt-hinder"]
exceptions_exhaustive = true
[[services]]
id = "radgivning"
kind = "e-service"
name = "Rådgivning"
should_when = { activity = "ger-rad" }
[[services]]
id = "chatt"
kind = "e-service"
name = "Chatt"
must_not_when = { kind = "avdelning" }
[[services]]
id = "kontakta-specialist"
kind = "e-service"
name = "Kontakta specialist"
name_pattern = "Kontakta {funktion}"
[[services]]
id = "omboka"
kind = "booking"
name = "Av- eller omboka tid"
must_when = { kind = "mottagning" }
weeks_ahead = 4
[[services]]
id = "boka"
kind = "booking"
name = "Boka tid"
visits = { assessment_first = false }
exceptions = ["sambokning"]
must_when = { kind = "mottagning" }
weeks_ahead = 4
[[one_of]]
id = "rad-i-nagon-form"
name = "Råd i någon form"
services = ["radgivning", "chatt"]
must_when = { activity = "ger-rad" }
[[visit_names]]
name = "Vaccination"
aliases = ["Vaccinering"]
[[reasons]]
id = "sambokning"
text = "När flera resurser bokas."
[[reasons]]
id = "tekniskt-hinder"
text = "När systemet inte är anslutet."
"#;

/// The first keys of every unit file, unless the test writes them itself.
const HEADER: [(&str, &str); 6] = [
    ("name", "\"Enheten\""),
    ("hsa_id", "\"SE2321000131-{stem}\""),
    ("type", "\"mottagning\""),
    ("administration", "\"vard\""),
    ("municipality", "\"Orten\""),
    ("reviewed", "2026-11-01"),
];

/// The build's date of all tests: a Saturday.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date")
}

/// A site, some of its files, and the findings of one rule.
pub struct Checked {
    /// What is known of the site.
    pub compilation: Compilation,
    /// The units in full.
    pub units: Vec<Arc<FullUnit>>,
    /// What the rule found.
    pub found: Vec<Diagnostic>,
    headers: Vec<(String, usize)>,
}

/// The findings of a rule about one unit, `a.toml`.
pub fn check(rule: &Rule, unit: &str) -> Vec<String> {
    check_files(rule, &format!("//- a.toml\n{unit}"))
}

/// The findings of a rule about a site of the base and some files: `//- path` begins each; a path
/// that does not begin with `content/` lies among the units.
pub fn check_files(rule: &Rule, files: &str) -> Vec<String> {
    let checked = run(rule, files);
    for diagnostic in &checked.found {
        checked.check_duties(rule, diagnostic);
    }
    checked.check_fixes(rule, files);
    checked.lines(rule)
}

/// The text of the unit after all fixes of the rule.
pub fn fixed(rule: &Rule, unit: &str) -> String {
    fixed_files(rule, &format!("//- a.toml\n{unit}"))
}

/// The text of the unit, `a.toml`, after all fixes of the rule, among other files.
pub fn fixed_files(rule: &Rule, files: &str) -> String {
    let checked = run(rule, files);
    let after = checked.with_fixes();
    let (path, text) = &after[0];
    assert_eq!(path, "content/x/units/a.toml", "a fix is expected");
    let (_, lines) = checked
        .headers
        .iter()
        .find(|(known, _)| known == path)
        .expect("the unit");
    text.split_inclusive('\n').skip(*lines).collect()
}

/// The words of the findings of a rule about one unit: messages and help in Swedish.
pub fn words(rule: &Rule, unit: &str) -> Vec<String> {
    words_files(rule, &format!("//- a.toml\n{unit}"))
}

/// The words of the findings of a rule about a site.
pub fn words_files(rule: &Rule, files: &str) -> Vec<String> {
    let checked = run(rule, files);
    let help = |d: &Diagnostic| d.help.as_ref().map_or("", |help| &help.sv).to_owned();
    let all = checked
        .found
        .iter()
        .map(|d| format!("{} | {}", d.message.sv, help(d)));
    all.collect()
}

/// The messages in Swedish of the faults of rule sets and regions in a site.
pub fn load_faults(files: &str) -> Vec<String> {
    let (inputs, _) = inputs(files);
    let compilation = compile(&inputs, &Settings::default());
    let faults = compilation.diagnostics.iter();
    let faults = faults.filter(|fault| fault.code.name == "rule-set-invalid");
    faults.map(|fault| fault.message.sv.to_string()).collect()
}

/// Loads, assesses, and runs one rule.
pub fn run(rule: &Rule, files: &str) -> Checked {
    let (inputs, headers) = inputs(files);
    let compilation = compile(&inputs, &Settings::default());
    let catalog = &compilation.catalog;
    let units = compilation.units(&inputs).load_all().expect("in memory");
    let mut found = Vec::new();
    let (of_unit, of_site) = match rule.run {
        Run::Unit(run) | Run::Linked { run, .. } => (Some(run), None),
        Run::Everywhere { run, site, .. } => (Some(run), Some(site)),
        Run::Site(run) => (None, Some(run)),
    };
    if let Some(run) = of_unit {
        for full in &units {
            let context = context_of(catalog, &full.unit, &full.assessment, inputs.today);
            run(&context.expect("the unit's region"), &mut found);
        }
    }
    if let Some(run) = of_site {
        let today = inputs.today;
        run(&SiteContext { catalog, today }, &mut found);
    }
    found.sort_by_key(|d| (d.primary.span.file, d.primary.span.start));
    Checked {
        compilation,
        units,
        found,
        headers,
    }
}

/// The files of a test with the base, and for each unit how many header lines it was given.
pub fn inputs(files: &str) -> (Inputs, Vec<(String, usize)>) {
    let mut inputs = Inputs {
        today: today(),
        ..Inputs::default()
    };
    let mut headers = Vec::new();
    for (path, text) in split(BASE).into_iter().chain(split(files)) {
        if let Some(path) = path.strip_prefix("themes/default/") {
            let path = SitePath::new(path).expect("a sound path");
            inputs.theme.insert(path, Content::Text(text.into()));
            continue;
        }
        let (path, text) = if path.starts_with("content/") {
            (path.to_owned(), text)
        } else {
            let path = format!("content/x/units/{path}");
            let header = header(&path, &text);
            headers.push((path.clone(), header.lines().count()));
            (path, format!("{header}{text}"))
        };
        let path = SitePath::new(&path).expect("a sound path");
        inputs
            .content
            .insert(path, Content::Text(Arc::from(text.as_str())));
    }
    (inputs, headers)
}

fn split(files: &str) -> Vec<(&str, String)> {
    let mut all: Vec<(&str, String)> = Vec::new();
    for line in files.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("//- ") {
            all.push((path.trim(), String::new()));
        } else if let Some((_, text)) = all.last_mut() {
            text.push_str(line);
        }
    }
    all
}

fn header(path: &str, text: &str) -> String {
    let Some(stem) = path
        .strip_suffix(".toml")
        .and_then(|path| path.rsplit('/').next())
    else {
        return String::new();
    };
    let root: Vec<&str> = text
        .lines()
        .take_while(|line| !line.starts_with('['))
        .collect();
    let given = |key: &str| {
        root.iter()
            .any(|line| line.split('=').next().is_some_and(|k| k.trim() == key))
    };
    let missing = HEADER.iter().filter(|(key, _)| !given(key));
    missing
        .map(|(key, value)| format!("{key} = {}\n", value.replace("{stem}", stem)))
        .collect()
}

impl Checked {
    /// The faults of form.
    fn faults_of_form(&self) -> Vec<Diagnostic> {
        let all = self.compilation.diagnostics.iter();
        all.filter(|found| {
            faults::CODES
                .iter()
                .any(|code| code.name == found.code.name)
        })
        .collect()
    }

    /// The source under a span.
    pub fn source(&self, span: Span) -> &str {
        let range = self.compilation.sources.clamp(span);
        &self.compilation.sources.get(span.file).text[range]
    }

    fn lines(&self, rule: &Rule) -> Vec<String> {
        let line = |diagnostic: &Diagnostic| {
            let span = diagnostic.primary.span;
            let path = self.compilation.sources.path(span.file);
            let (start, _) = self.compilation.sources.position(span);
            let header = self.headers.iter().find(|(p, _)| p == path.as_str());
            let number = start
                .line
                .saturating_sub(header.map_or(0, |(_, lines)| *lines));
            let name = match path.file_name() {
                "a.toml" => String::new(),
                other => format!("{other}:"),
            };
            let excerpt = self.source(span).lines().next().unwrap_or("");
            let level = diagnostic
                .at_most
                .map_or(rule.code.level, |cap| rule.code.level.min(cap));
            let lighter = if level == rule.code.level {
                String::new()
            } else {
                format!(" [{}]", level.name())
            };
            format!("{name}{number}: {excerpt}{lighter}")
        };
        self.found.iter().map(line).collect()
    }

    /// What every finding owes its reader.
    fn check_duties(&self, rule: &Rule, diagnostic: &Diagnostic) {
        assert_eq!(diagnostic.code.name, rule.code.name);
        check_phrase(&diagnostic.message);
        let help = diagnostic.help.as_ref().expect("a next act");
        check_words(help);
        for label in &diagnostic.related {
            check_phrase(&label.text);
            self.check_place(label.span);
        }
        self.check_place(diagnostic.primary.span);
        if let Some(fix) = &diagnostic.fix {
            check_phrase(&fix.title);
        }
        for edit in diagnostic.fix.iter().flat_map(|fix| &fix.edits) {
            self.check_place(edit.span);
        }
    }

    fn check_place(&self, span: Span) {
        let text = &self.compilation.sources.get(span.file).text;
        assert_eq!(self.compilation.sources.clamp(span), span.range(), "{text}");
    }

    /// Fixes fix what they are for and bring no fault.
    fn check_fixes(&self, rule: &Rule, files: &str) {
        if self.found.iter().all(|d| d.fix.is_none()) {
            return;
        }
        let mut again = String::new();
        let after = self.with_fixes();
        for (path, text) in &after {
            again.push_str(&format!("//- {path}\n{text}"));
        }
        for (path, text) in split(files) {
            let (full, header) = match path.starts_with("content/") {
                true => (path.to_owned(), String::new()),
                false => {
                    let full = format!("content/x/units/{path}");
                    let header = header(&full, &text);
                    (full, header)
                }
            };
            if after.iter().all(|(changed, _)| *changed != full) {
                again.push_str(&format!("//- {full}\n{header}{text}"));
            }
        }
        let checked = run(rule, &again);
        let left: Vec<&Text> = checked
            .found
            .iter()
            .filter(|d| d.fix.is_some())
            .map(|d| &d.message)
            .collect();
        assert!(left.is_empty(), "a fix did not fix: {left:?}\n{again}");
        assert!(
            checked.faults_of_form().len() <= self.faults_of_form().len(),
            "a fix brought a fault: {:?}",
            checked.faults_of_form()
        );
    }

    /// The changed files after all fixes; a fix that overlaps an earlier one waits.
    fn with_fixes(&self) -> Vec<(String, String)> {
        let mut edits: Vec<_> = self
            .found
            .iter()
            .filter_map(|d| d.fix.as_ref())
            .flat_map(|fix| &fix.edits)
            .collect();
        edits.sort_by_key(|edit| (edit.span.file, edit.span.start));
        let mut after: Vec<(String, String)> = Vec::new();
        let mut last: Option<Span> = None;
        for edit in edits.iter().rev() {
            let overlaps = |next: Span| next.file == edit.span.file && edit.span.end > next.start;
            if last.is_some_and(overlaps) {
                continue;
            }
            last = Some(edit.span);
            let source = self.compilation.sources.get(edit.span.file);
            let path = source.path.as_str();
            if after.iter().all(|(known, _)| known != path) {
                after.push((path.to_owned(), source.text.to_string()));
            }
            let (_, text) = after
                .iter_mut()
                .find(|(known, _)| known == path)
                .expect("just added");
            text.replace_range(edit.span.range(), &edit.replacement);
        }
        after
    }
}

/// A message or label: a phrase in both languages.
fn check_phrase(text: &Text) {
    check_words(text);
    for words in [&text.en, &text.sv] {
        assert!(!words.ends_with('.'), "{words}");
    }
}

fn check_words(text: &Text) {
    for words in [&text.en, &text.sv] {
        // An abbreviation such as HSA may come first.
        let mut first = words.chars();
        let (first, second) = (first.next().expect("some words"), first.next());
        let abbreviation = second.is_some_and(char::is_uppercase);
        assert!(!first.is_uppercase() || abbreviation, "{words}");
        assert!(!words.contains("  "), "{words}");
        assert_eq!(words.matches('`').count() % 2, 0, "{words}");
    }
}
