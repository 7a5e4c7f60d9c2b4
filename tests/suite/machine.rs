//! The forms for programs, each held against the vocabulary, the schema or the parser of those who
//! read it: JSON-LD, FHIR, vCard, open data, site maps and feeds.
//!
//! Two sites: the example, and one whose texts do their worst.

mod calendars;
mod cards;
mod fhir;
mod heads;
mod open_data;
mod schema_org;
mod xml;

use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, LazyLock};

use basutbud::compile::Compilation;
use basutbud::host::read;
use basutbud::text::inputs::{Content, Inputs};
use basutbud::text::path::SitePath;
use serde_json::Value;

use crate::harness::{TODAY, compiled, day, repository};
use crate::pages::rendered;

/// A site and its files.
pub struct Built {
    inputs: Inputs,
    pub compilation: Compilation,
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Built {
    fn of(inputs: Inputs) -> Self {
        let mut compilation = compiled(&inputs);
        let files = rendered(&inputs, &mut compilation);
        Self {
            inputs,
            compilation,
            files,
        }
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path);
        let bytes = bytes.unwrap_or_else(|| panic!("there is no {path}"));
        std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is not UTF-8"))
    }

    /// The files with some ending.
    pub fn ending(&self, ending: &str) -> impl Iterator<Item = (&str, &str)> {
        let paths = self.files.keys().filter(move |path| path.ends_with(ending));
        paths.map(|path| (path.as_str(), self.text(path)))
    }
}

/// The example site.
pub static EXAMPLE: LazyLock<Built> =
    LazyLock::new(|| Built::of(read::site(repository(), day(TODAY))));

/// The third region with a unit whose texts do their worst.
pub static WORST: LazyLock<Built> = LazyLock::new(|| {
    let site = repository().join("tests/sites/third-region");
    let mut inputs = read::site(&site, day(TODAY));
    let units = inputs.content.keys().filter(|path| {
        let path = path.as_str();
        path.contains("/units/") && path.ends_with(".toml")
    });
    let folder = units.map(SitePath::as_str).next().expect("a unit");
    let (folder, _) = folder.split_once("/units/").expect("a region's folder");
    let path = format!("{folder}/units/{}.toml", "x".repeat(100));
    let path = SitePath::new(&path).expect("a sound path");
    let text = Content::Text(Arc::from(WORST_UNIT));
    inputs.content.insert(path, text);
    Built::of(inputs)
});

/// A unit that is wrong in many ways; it has a page in a preview all the same.
const WORST_UNIT: &str = r#"
name = "=cmd|'/c calc'!A1; \"A\", <b>&\\ ]]> </script>\nEND:VCARD\nåäö€😀 och ett mycket långt namn"
summary = "@rad ett\r\nrad två, med; skilje\\tecken\u0000\u0007"
hsa_id = "+SE <&>"
type = "finns-inte"
provider = { name = "-Ä & \"B\"; C, <D>", private = true }
agreements = ["=1+1"]
municipality = "\tBorgholm"
locality = "Å, ö; \n<>"
[contact]
phone = "+46 ring oss; nu"
website = "https://example.se/a b\r\nEND:VCARD<>\""
[[contact.phones]]
label = "A;B,C\nD"
number = "1177"
[visit]
street = "Gatan \"1\"; hus A, plan 2\n"
coordinates = [nan, inf]
facilities = ["lift", "finns-inte", "lift"]
parking = "</script>\u0001"
[hours]
opening = { mon-fri = ["00:00-08:00", "20:00-24:00"], sat = "around the clock", sun = "closed", holiday = "10:00-12:00" }
phone = "1-5#08:00#24:00"
[[special_hours]]
date = 2026-12-02
opening = "20:00-24:00"
[[closures]]
from = 2026-12-24
to = 2027-01-06
[[notices]]
from = 2026-11-20
to = 2026-12-01
text = "</summary>&\u0001 <script>"
[care]
languages = ["sv", " en\n", "ar;x", ""]
accepts = "no"
[[help]]
title = "<Hjälp>"
phone = "ring; nu"
url = "javascript:alert(1)"
[[news]]
title = "<Nytt>"
to = 2026-12-01
[services]
x = "javascript:alert(1)"
[[visits]]
name = "<Besök>"
book = "https://example.se/<boka>?a=1&b=\"2\""
"#;

/// A file of the repository's own schemas of others.
fn vendored(name: &str) -> Value {
    json_file(&format!("tests/schemas/{name}"))
}

/// A JSON file of the repository.
fn json_file(path: &str) -> Value {
    let text = fs::read_to_string(repository().join(path)).expect("the file is there");
    serde_json::from_str(&text).expect("the file is JSON")
}

fn json(path: &str, text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Who answers for a unit, why it is exempt and what was agreed are in no form for programs, nor are
/// verdicts.
#[test]
fn what_is_never_published_is_in_no_file() {
    let verdicts = [
        "unmet",
        "undetermined",
        "\"met\"",
        "not-applicable",
        "verdict",
    ];
    let mut secrets: Vec<String> = verdicts.map(str::to_owned).to_vec();
    let units = EXAMPLE.compilation.units(&EXAMPLE.inputs).load_all();
    for full in units.expect("in memory") {
        let unit = &full.unit;
        let responsible = unit.responsible.iter();
        secrets.extend(responsible.flat_map(|who| who.email.iter().map(|it| it.value.clone())));
        let notes = unit.exemptions.iter();
        secrets.extend(notes.flat_map(|it| it.note.iter().map(|note| note.value.clone())));
    }
    assert!(secrets.len() > 20);
    let forms = [".json", ".csv", ".vcf", ".ics", ".atom", ".xml"];
    for (path, bytes) in &EXAMPLE.files {
        if !forms.iter().any(|form| path.ends_with(form)) {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{path}: {secret}");
        }
    }
}
