//! Data in the forms that directories and spreadsheets really use: see `tests/real/`.

use std::collections::{BTreeMap, BTreeSet};

use basutbud::model::hours::calendar_day::CalendarDay;
use basutbud::model::hours::stated::HoursKind;
use basutbud::model::timetable::{Whose, on_day};
use serde::Deserialize;

use crate::harness::{compiled, day, inputs, repository};

/// `tests/real/hours.toml`
#[derive(Debug, Deserialize)]
struct Hours {
    case: Vec<HoursCase>,
}

/// Texts of the directory, and what they say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HoursCase {
    form: String,
    texts: Vec<String>,
    on: BTreeMap<String, String>,
    #[serde(default)]
    codes: BTreeSet<String>,
}

const FIXTURE: &str = "//- content/site.toml
title = \"Sidor\"
base_url = \"https://example.se\"
languages = [\"sv\"]
//- content/x/region.toml
name = \"X\"
short_name = \"X\"
naming_contact = { name = \"N\", email = \"n@example.se\" }
municipalities = [\"Orten\"]
[[types]]
id = \"mottagning\"
name = \"Mottagning\"
kind = \"mottagning\"
//- content/x/units/a.toml
name = \"Enheten\"
hsa_id = \"SE0000000000-R001\"
type = \"mottagning\"
municipality = \"Orten\"
[hours]
";

#[test]
fn hours_of_the_directory_become_what_they_say() {
    let path = repository().join("tests/real/hours.toml");
    let text = std::fs::read_to_string(path).expect("it can be read");
    let hours: Hours = toml::from_str(&text).expect("it is TOML of this form");
    for case in hours.case {
        let texts: Vec<String> = case.texts.iter().map(|text| format!("{text:?}")).collect();
        let fixture = format!("{FIXTURE}opening = [{}]\n", texts.join(", "));
        let inputs = inputs(&fixture, "2026-11-30");
        let compilation = compiled(&inputs);
        let at = compilation.catalog.place_of("x/a").expect("the unit");
        let full = compilation.units(&inputs).load(at);
        let unit = &full.expect("it is in memory").unit;
        for (date, expected) in &case.on {
            let whose = Whose::kind(unit, HoursKind::Opening).expect("they are stated");
            let on = on_day(unit, whose, &CalendarDay::new(day(date)));
            let hours = on
                .hours()
                .map_or_else(|| "not stated".to_owned(), |hours| hours.sv());
            let said = match on.note() {
                Some(note) => format!("{hours} ({note})"),
                None => hours,
            };
            assert_eq!(&said, expected, "{}: {date}", case.form);
        }
        let about_hours = [
            "expired-hours",
            "holiday-without-hours",
            "hours-contradict",
            "hours-invalid",
            "hours-overlap",
            "overlong-hours",
        ];
        let found = compilation
            .diagnostics
            .iter()
            .map(|finding| finding.code.name);
        let found: BTreeSet<String> = found
            .filter(|code| about_hours.contains(code))
            .map(str::to_owned)
            .collect();
        assert_eq!(found, case.codes, "{}", case.form);
    }
}
