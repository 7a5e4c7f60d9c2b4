//! A map of columns to start from: headings that are known, forms that values show, all others left out.

use std::fmt::Write as _;

use crate::diagnostic::Language;
use crate::import::coordinates::{System, degrees, number, pair};
use crate::import::grid::{Grid, Refusal, Row};
use crate::import::read::read;
use crate::import::sheet::Sheet;
use crate::import::target::{self, Holds, of_heading};
use crate::import::words::one_line;
use crate::import::{allowed, value};
use crate::load::shape::unit::UNIT;
use crate::load::shape::{Kind, Shape};
use crate::model::name::{fold, nearest};
use crate::model::region::Region;
use crate::model::rule_set::{Activity, Naming, RuleSet};
use crate::text::toml_text;

/// Headings of directories and spreadsheets, folded, with the key that they mean.
const HEADINGS: &[(&str, &str)] = &[
    ("adress", "visit.street"),
    ("besöksadress", "visit.street"),
    ("drop-in", "hours.drop_in"),
    ("drop-in-tider", "hours.drop_in"),
    ("dropinhours", "hours.drop_in"),
    ("e-postadress", "responsible.email"),
    ("enhet", "name"),
    ("enhetsnamn", "name"),
    ("enhetstyp", "type"),
    ("förvaltning", "administration"),
    ("gatuadress", "visit.street"),
    ("hemsida", "contact.website"),
    ("hsa-id", "hsa_id"),
    ("hsaid", "hsa_id"),
    ("hsaidentity", "hsa_id"),
    ("hsadirectoryinfo", "visit.directions"),
    ("hsadropinhours", "hours.drop_in"),
    ("hsageographicalcoordinates", "visit.coordinates"),
    ("hsamunicipalitycode", "municipality"),
    ("hsamunicipalityname", "municipality"),
    ("hsastreetaddress", "visit.street"),
    ("hsasurgeryhours", "hours.opening"),
    ("hsasweref99latitude", "latitude"),
    ("hsasweref99longitude", "longitude"),
    ("hsatelephonenumber", "contact.phone"),
    ("hsavisitingrulereferral", "care.referral"),
    ("hsavisitingrules", "visit.visiting_rules"),
    ("kommun", "municipality"),
    ("kommunkod", "municipality"),
    ("koordinater", "visit.coordinates"),
    ("labeleduri", "contact.website"),
    ("latitud", "latitude"),
    ("longitud", "longitude"),
    ("mottagningsnamn", "name"),
    ("namn", "name"),
    ("ort", "locality"),
    ("ou", "name"),
    ("postadress", "visit.postal_address"),
    ("postaladdress", "visit.postal_address"),
    ("remiss", "care.referral"),
    ("språk", "care.languages"),
    ("street", "visit.street"),
    ("streetaddress", "visit.street"),
    ("surgeryhours", "hours.opening"),
    ("telefon", "contact.phone"),
    ("telefonnummer", "contact.phone"),
    ("telefontid", "hours.phone"),
    ("telefontider", "hours.phone"),
    ("telephonehours", "hours.phone"),
    ("telephonenumber", "contact.phone"),
    ("tjänster", "services"),
    ("typ", "type"),
    ("vägbeskrivning", "visit.directions"),
    ("vårdgivare", "provider.name"),
    ("webbadress", "contact.website"),
    ("webbplats", "contact.website"),
    ("x-koordinat", "latitude"),
    ("y-koordinat", "longitude"),
    ("öppettid", "hours.opening"),
    ("öppettider", "hours.opening"),
];

/// How sure a suggestion is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    Certain,
    Guess,
}

/// What a map is suggested for.
pub struct Suggestion<'a> {
    /// The table's bytes.
    pub bytes: &'a [u8],
    /// The sheet of a workbook; the first that is not hidden when it is not named.
    pub sheet: Option<&'a str>,
    /// The region, where it is named.
    pub region: Option<&'a str>,
    /// What is known of the region: itself, and its rule set in force.
    pub known: Option<(&'a Region, Option<&'a RuleSet>)>,
    /// The language of comments.
    pub language: Language,
}

/// The text of a map for a table.
///
/// # Errors
/// When the file is no table.
pub fn suggest(request: &Suggestion<'_>) -> Result<String, Refusal> {
    let &Suggestion {
        region,
        known,
        language,
        ..
    } = request;
    let rule_set = known.and_then(|(_, rule_set)| rule_set);
    let key_of = |heading: &str| key_of(heading).or_else(|| of_rule_set(heading, rule_set?));
    let grid: Grid = read(request.bytes, request.sheet)?;
    let sheet = Sheet::of(&grid, |heading| key_of(heading).is_some()).unwrap_or_default();
    let say = |en: &'static str, sv: &'static str| match language {
        Language::English => en,
        Language::Swedish => sv,
    };
    let mut map = format!(
        "# {}\n",
        say(
            "A map to start from: read it through, above all lines marked with ?. `basutbud import FILE --map import.toml --dry-run` shows what it does.",
            "En karta att börja med: läs igenom den, framför allt rader märkta med ?. `basutbud import FIL --map import.toml --dry-run` visar vad den gör."
        )
    );
    match region {
        Some(region) => {
            let _ = writeln!(map, "region = \"{region}\"");
        }
        None => map += "# region = \"…\"\n",
    }
    let _ = write!(
        map,
        "key    = \"hsa_id\"\n# owned  = [\"contact.phone\", \"hours\"]   # {}\n# folder = \"{{administration}}\"\n\n[columns]\n",
        say(
            "keys that the source may overwrite",
            "nycklar som källan får skriva över"
        )
    );
    let mut taken: Vec<String> = Vec::new();
    let mut unknown_words = String::new();
    for (at, heading) in sheet.headings.iter().enumerate() {
        let is_second = sheet.headings[..at].contains(heading);
        if heading.is_empty() || is_second {
            continue;
        }
        let values: Vec<String> = values(&sheet.rows, at).collect();
        let found = key_of(heading).filter(|(key, _)| !taken.contains(key));
        let line = match found {
            Some((key, certainty)) => {
                let mark = if certainty == Certainty::Guess {
                    "   # ?"
                } else {
                    ""
                };
                let place = place(&key, &values);
                if let Some((region, _)) = known {
                    unknown_words += &unmatched(&key, &sheet.rows, at, region, language);
                }
                taken.push(key);
                format!("{place}{mark}")
            }
            None => {
                let samples: Vec<&str> = values.iter().take(3).map(String::as_str).collect();
                let samples = samples.join(" | ");
                format!("false   # {samples}")
                    .trim_end_matches([' ', '#'])
                    .to_owned()
            }
        };
        let _ = writeln!(map, "{} = {line}", toml_text::key(heading));
    }
    Ok(map + &unknown_words)
}

/// The key of a question or a service of the rule set.
fn of_rule_set(heading: &str, rule_set: &RuleSet) -> Option<(String, Certainty)> {
    let id = slug::slugify(heading);
    let is_asked = |activity: &&Activity| {
        activity.id.as_str() == id || fold(&activity.question) == fold(heading)
    };
    if let Some(activity) = rule_set.activities.iter().find(is_asked) {
        let key = format!("activities.{}", activity.id.as_str());
        return Some((key, Certainty::Certain));
    }
    let (service, naming) = rule_set.resolve(heading)?;
    (naming != Naming::Pattern).then(|| {
        (
            format!("services.{}", service.id.as_str()),
            Certainty::Certain,
        )
    })
}

/// Words that are looked at, and longest ones.
const MAX_WORDS: usize = 60;

/// The part of `[values]` for a key: words that its values are none of, each to be given a meaning.
fn unmatched(key: &str, rows: &[Row], at: usize, region: &Region, language: Language) -> String {
    let Some(target) = target::of(key) else {
        return String::new();
    };
    let Holds::Value(kind) = target.holds else {
        return String::new();
    };
    let Some(allowed) = allowed::words(&target, std::iter::once(region)) else {
        return String::new();
    };
    let mut unknown: Vec<String> = Vec::new();
    for cell in rows.iter().map(|row| row.cell(at)) {
        let word = one_line(&cell.shown());
        let is_word = !cell.is_empty() && word.chars().count() <= MAX_WORDS;
        if is_word
            && unknown.len() < MAX_WORDS
            && !unknown.contains(&word)
            && value::of(cell, &target, kind, Some(region)).is_err()
        {
            unknown.push(word);
        }
    }
    if unknown.is_empty() {
        return String::new();
    }
    let words = allowed.iter().map(|allowed| allowed.word.as_str());
    let shown: Vec<&str> = words.clone().take(20).collect();
    let shown = shown.join(", ");
    let mut part = match language {
        Language::English => format!("\n# ? Words that are none of: {shown}\n"),
        Language::Swedish => format!("\n# ? Ord som inte är något av: {shown}\n"),
    };
    let _ = writeln!(part, "[values.{key}]");
    for word in unknown {
        let names = allowed.iter().flat_map(|it| [&*it.word, &*it.name]);
        let meant = nearest(&word, names.filter(|name| !name.is_empty()));
        let meant = meant.and_then(|meant| {
            let mut all = allowed.iter();
            all.find(|it| it.word == meant || it.name == meant)
        });
        let meant = meant.map_or("…", |meant| meant.word.as_str());
        let _ = writeln!(
            part,
            "# {} = {}",
            toml_text::quoted(&word),
            toml_text::quoted(meant)
        );
    }
    part
}

/// The first different values of a column, each short.
fn values(rows: &[Row], column: usize) -> impl Iterator<Item = String> {
    let cells = rows
        .iter()
        .map(move |row| row.cell(column))
        .filter(|cell| !cell.is_empty());
    let shown = cells.map(|cell| one_line(&cell.shown()).chars().take(60).collect::<String>());
    let mut different: Vec<String> = Vec::new();
    for value in shown {
        if different.len() < 20 && !different.contains(&value) {
            different.push(value);
        }
    }
    different.into_iter()
}

/// The key that a heading means: one of ours, a word of the form, or one that others use.
fn key_of(heading: &str) -> Option<(String, Certainty)> {
    if let Some(known) = of_heading(heading) {
        let own = target::of(heading).map(|_| heading.to_owned());
        return Some((
            own.or_else(|| known.map(|target| target.name()))?,
            Certainty::Certain,
        ));
    }
    let folded = fold(heading);
    let compact: String = folded
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '-')
        .collect();
    let known = HEADINGS
        .iter()
        .find(|(word, _)| *word == folded || *word == compact);
    if let Some((_, key)) = known {
        return Some(((*key).to_owned(), Certainty::Certain));
    }
    if let Some(key) = described(&UNIT, "", &folded) {
        return Some((key, Certainty::Certain));
    }
    let near = nearest(&folded, HEADINGS.iter().map(|(word, _)| *word))?;
    let (_, key) = HEADINGS.iter().find(|(word, _)| *word == near)?;
    Some(((*key).to_owned(), Certainty::Guess))
}

/// The key whose description is the heading, in either language.
fn described(shape: &Shape, above: &str, folded: &str) -> Option<String> {
    shape.keys.iter().find_map(|key| {
        let name = format!("{above}{}", key.name);
        if let Kind::Table(inner) = key.kind {
            return described(inner, &format!("{name}."), folded);
        }
        let words = [key.en, key.sv].map(|words| fold(words.trim_end_matches('.')));
        (words.iter().any(|words| words == folded) && target::of(&name).is_some()).then_some(name)
    })
}

/// The place of a column, with the form that its values show.
fn place(key: &str, values: &[String]) -> String {
    let all = |test: &dyn Fn(&String) -> bool| !values.is_empty() && values.iter().all(test);
    let plane = |north: bool| {
        let part = if north { "north" } else { "east" };
        format!("{{ to = \"visit.coordinates\", part = \"{part}\" }}")
    };
    match key {
        "latitude" if all(&|value| number(value).is_some()) => plane(true),
        "longitude" if all(&|value| number(value).is_some()) => plane(false),
        "visit.coordinates" => {
            let systems = ["rt90", "sweref99", "wgs84"].into_iter();
            let stated = systems.zip(System::of_forms());
            let mut fitting = stated.filter(|(_, system)| {
                all(&|value| pair(value).is_ok_and(|pair| degrees(pair, Some(*system)).is_ok()))
            });
            match fitting.next() {
                Some((form, _)) => format!("{{ to = \"{key}\", form = \"{form}\" }}"),
                None => format!("\"{key}\""),
            }
        }
        "visit.street" | "visit.postal_address"
            if values.iter().any(|value| value.contains(['$', ','])) =>
        {
            format!("{{ to = \"{key}\", form = \"address\" }}")
        }
        "name" if values.iter().any(|value| value.contains(',')) => {
            format!("{{ to = \"{key}\", form = \"name-place\" }}")
        }
        _ if key.starts_with("hours.") && all(&|value| value.contains('#')) => {
            format!("{{ to = \"{key}\", form = \"hsa\" }}")
        }
        _ => format!("\"{key}\""),
    }
}
