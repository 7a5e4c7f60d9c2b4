//! What the script of a region's pages searches: small files, of which it takes those it needs.
//!
//! `ord.json` says with which word each of `ord-<n>.json` begins; these hold the words, without the endings
//! of their forms, with where each is found. A file per municipality, type and service, and one for
//! languages, says which units the filter lets through; `enheter-<n>.json` what is shown of a part of the
//! units; `stavning.json` how words are spelt, for questions that find nothing; `urval.json` all types and
//! municipalities, `oppet.json` hours and `lage.json` positions, for filters among what was found. Units are
//! numbers: their places in the region's list A–Ö. Which files there are depends on the lists of the region
//! alone.
//!
//! Lists of numbers are written as gaps in base 36, with a run of neighbours as `gap.more`.

pub mod searched;
mod vocabulary;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufWriter;

use blake3::Hasher;
use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::model::region::Region;
use crate::model::rule_set::Service;
use crate::model::unit::UnitSummary;
use crate::render::error::RenderResult;
use crate::render::index::RegionIndex;
use crate::render::search::searched::{Numbers, Searched, languages, numbered, types};
use crate::render::search::vocabulary::{Vocabulary, ignored, phrase_beginnings};
use crate::render::search::written::{front_coded, numbers};

/// How many units share a file of what is shown of them.
const UNITS_PER_FILE: usize = 16;
/// How many bytes are hashed at once.
const HASHED_AT_ONCE: usize = 16 * 1024;
/// For how many units there is one more file of words.
const UNITS_PER_WORDS_FILE: usize = 50;
/// Degrees are written in ten-thousandths, which is about ten metres.
const PARTS_OF_A_DEGREE: f64 = 10_000.0;

/// `ord.json`
#[derive(Serialize)]
struct Head<'a> {
    version: &'a str,
    /// The first day of the hours in rows, as days since 1970.
    from: i64,
    /// How many units there are.
    units: usize,
    /// How many units share a file.
    units_per_file: usize,
    /// The first word of each file of words.
    first: String,
    /// Words that are passed over.
    ignored: String,
    /// With which words phrases begin.
    phrases: String,
}

/// A file of words.
#[derive(Serialize)]
struct Words {
    /// Each as the number of letters it has in common with the one before, and the rest.
    words: String,
    /// Where each is found.
    found: Vec<String>,
}

/// Units that let a filter through, as written, by type and by municipality.
#[derive(Serialize)]
struct Choices<'a> {
    typ: BTreeMap<&'a str, String>,
    kommun: BTreeMap<&'a str, String>,
}

/// Every other file.
#[derive(Serialize)]
struct IndexPart<'a, T: ?Sized> {
    version: &'a str,
    list: &'a T,
}

/// A unit: name, last part of the address, type, place, number, hours.
type RegistryRow<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str);

/// The names of the files of a region's search.
pub fn file_names(region: &Region, index: &RegionIndex, services: &[Service]) -> Vec<String> {
    let units = index.units.len();
    let fixed = ["ord", "sprak", "stavning", "urval", "oppet", "lage"];
    let mut names: Vec<String> = fixed.iter().map(|name| format!("{name}.json")).collect();
    names.extend((0..word_files(units)).map(|at| format!("ord-{at}.json")));
    names.extend((0..units.div_ceil(UNITS_PER_FILE)).map(|at| format!("enheter-{at}.json")));
    let municipalities = index.municipalities.iter();
    names.extend(municipalities.map(|it| format!("kommun-{}.json", it.slug)));
    let types: BTreeSet<&str> = region
        .types
        .iter()
        .map(|it| it.listed.id.as_str())
        .collect();
    names.extend(types.into_iter().map(|id| format!("typ-{id}.json")));
    let services: BTreeSet<&str> = services.iter().map(|it| it.id.as_str()).collect();
    names.extend(services.into_iter().map(|id| format!("tjanst-{id}.json")));
    names
}

/// How many files of words there are.
fn word_files(units: usize) -> usize {
    units.div_ceil(UNITS_PER_WORDS_FILE).max(1)
}

/// The files of a region's search.
#[derive(Default)]
pub struct Files {
    /// What all files bear: parts of two states are never mixed.
    version: String,
    /// The files by name, but for those of what is shown of units, which are made when they are asked for.
    bodies: BTreeMap<String, Vec<u8>>,
}

impl Files {
    /// The bytes of a file; nothing where there is no file of that name.
    pub fn get(&self, searched: &Searched<'_>, name: &str) -> RenderResult<Option<Vec<u8>>> {
        if let Some(body) = self.bodies.get(name) {
            return Ok(Some(body.clone()));
        }
        let number = name
            .strip_prefix("enheter-")
            .and_then(|name| name.strip_suffix(".json"));
        let Some(Ok(number)) = number.map(str::parse::<usize>) else {
            return Ok(None);
        };
        let units = &searched.index.units;
        let Some(units) = units.chunks(UNITS_PER_FILE).nth(number) else {
            return Ok(None);
        };
        let rows: Vec<RegistryRow<'_>> = units
            .iter()
            .map(|at| row(&searched.catalog.units[*at as usize]))
            .collect();
        part(&self.version, &rows).map(Some)
    }
}

/// The rows of all units, as they are written.
struct Rows<'s, 'a>(&'s Searched<'a>);

impl Serialize for Rows<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Searched { catalog, index, .. } = *self.0;
        serializer.collect_seq(numbered(catalog, index).map(|(_, unit)| row(unit)))
    }
}

/// The files of a region's search.
pub fn files(searched: &Searched<'_>) -> RenderResult<Files> {
    let Searched {
        catalog,
        region,
        index,
        ..
    } = *searched;
    let mut places = vec![0; catalog.units.len()];
    for (number, at) in (0..).zip(&index.units) {
        places[*at as usize] = number;
    }
    let of = |units: &[u32]| numbers(units.iter().map(|at| places[*at as usize]));
    let municipalities = index.municipalities.iter();
    let municipalities = municipalities.map(|it| (it.slug.as_str(), of(&it.units)));
    let there = types(catalog, index);
    let types = region.types.iter().map(|unit_type| {
        let id = unit_type.listed.id.as_str();
        let units = there.get(id).map_or(&[][..], Vec::as_slice);
        (id, numbers(units.iter().copied()))
    });
    let services = searched.services.iter().zip(&index.services);
    let services: BTreeMap<&str, String> = services
        .map(|(service, units)| (service.id.as_str(), of(units)))
        .collect();
    let choices = Choices {
        typ: types.collect(),
        kommun: municipalities.collect(),
    };
    let languages = languages(catalog, index);
    let languages: BTreeMap<&str, String> = languages
        .into_iter()
        .map(|(tag, units)| (tag, numbers(units)))
        .collect();
    let vocabulary = Vocabulary::new(searched, languages.keys().copied());
    let found: Vec<String> = vocabulary.found.values().map(|it| it.written()).collect();
    let words: Vec<&str> = vocabulary.found.keys().map(String::as_str).collect();
    let spelt = front_coded(vocabulary.spelt.values().map(String::as_str));
    let ignored = Vec::from_iter(ignored(searched)).join(" ");
    let hours = hours(searched);
    let positions = positions(searched);
    let from = day_number(searched.from);
    let version = version(&(
        (&words, &found, &spelt, &ignored, &from),
        (&choices, &services, &languages, &hours, &positions),
        Rows(searched),
    ))?;

    let mut bodies = BTreeMap::new();
    let mut add = |name: String, body: Vec<u8>| {
        bodies.insert(format!("{name}.json"), body);
    };
    for (name, lists) in [
        ("typ", &choices.typ),
        ("kommun", &choices.kommun),
        ("tjanst", &services),
    ] {
        for (id, units) in lists {
            add(format!("{name}-{id}"), part(&version, units)?);
        }
    }
    add("sprak".to_owned(), part(&version, &languages)?);
    add("stavning".to_owned(), part(&version, &spelt)?);
    add("urval".to_owned(), part(&version, &choices)?);
    add("oppet".to_owned(), part(&version, &hours)?);
    add("lage".to_owned(), part(&version, &positions)?);
    let starts = starts(&words, &found, word_files(index.units.len()));
    for (at, from) in starts.iter().enumerate() {
        let to = starts.get(at + 1).copied().unwrap_or(words.len());
        let file = Words {
            words: front_coded(words[*from..to].iter().copied()),
            found: found[*from..to].to_vec(),
        };
        add(format!("ord-{at}"), part(&version, &file)?);
    }
    let head = Head {
        version: &version,
        from,
        units: index.units.len(),
        units_per_file: UNITS_PER_FILE,
        first: front_coded(
            starts
                .iter()
                .map(|at| words.get(*at).copied().unwrap_or_default()),
        ),
        ignored,
        phrases: Vec::from_iter(phrase_beginnings(&words)).join(" "),
    };
    add("ord".to_owned(), json(&head)?);
    Ok(Files { version, bodies })
}

/// A date as days since 1970, as scripts count them.
pub fn day_number(date: NaiveDate) -> i64 {
    (date - NaiveDate::default()).num_days()
}

/// Where each file of words begins, so that files are about equally large. A file without words stands
/// before the one that begins where it does.
fn starts(words: &[&str], found: &[String], files: usize) -> Vec<usize> {
    let mut ends = Vec::with_capacity(words.len());
    let mut total = 0;
    for (word, found) in words.iter().zip(found) {
        total += word.len() + found.len();
        ends.push(total);
    }
    let last = words.len().saturating_sub(1);
    let start = |file: usize| {
        ends.partition_point(|end| *end <= total * file / files)
            .min(last)
    };
    (0..files).map(start).collect()
}

/// Units by their hours, as written.
fn hours<'a>(searched: &Searched<'a>) -> BTreeMap<&'a str, String> {
    let mut by_hours: BTreeMap<&str, Numbers> = BTreeMap::new();
    for (number, unit) in numbered(searched.catalog, searched.index) {
        let days = unit.list_facts.days.as_str();
        if !days.is_empty() {
            by_hours.entry(days).or_default().push(number);
        }
    }
    let written = by_hours.into_iter();
    written
        .map(|(days, units)| (days, numbers(units)))
        .collect()
}

/// Latitude and longitude of each unit in parts of a degree; 0 where it has none.
fn positions(searched: &Searched<'_>) -> Vec<i64> {
    let units = numbered(searched.catalog, searched.index);
    let degrees = units.flat_map(|(_, unit)| unit.list_facts.position.unwrap_or_default());
    #[expect(
        clippy::cast_possible_truncation,
        reason = "degrees that are none are cut to the largest number"
    )]
    let written = degrees.map(|at| (at * PARTS_OF_A_DEGREE).round() as i64);
    written.collect()
}

/// What is shown of a unit.
fn row(unit: &UnitSummary) -> RegistryRow<'_> {
    let place = unit.locality.as_ref().or(unit.municipality.as_ref());
    let facts = &unit.list_facts;
    (
        unit.display_name(),
        unit.slug(),
        unit.unit_type.as_ref().map_or("", |id| id.as_str()),
        place.map_or("", |place| place.as_str()),
        facts.phone.as_deref().unwrap_or_default(),
        facts.days.as_str(),
    )
}

/// A file beside the first.
fn part<T: Serialize + ?Sized>(version: &str, list: &T) -> RenderResult<Vec<u8>> {
    json(&IndexPart { version, list })
}

/// A value as JSON.
fn json(value: &impl Serialize) -> RenderResult<Vec<u8>> {
    Ok(serde_json::to_vec(value)?)
}

/// A name for a state of all files together.
fn version(everything: &impl Serialize) -> RenderResult<String> {
    let mut hasher = Hasher::new();
    // Dropped, it hands on what is left; a hasher takes everything.
    serde_json::to_writer(
        BufWriter::with_capacity(HASHED_AT_ONCE, &mut hasher),
        everything,
    )?;
    Ok(hasher.finalize().to_hex().as_str()[..10].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_words_are_about_equally_large_and_none_begins_after_the_last_word() {
        let words = ["a", "b", "c", "d"];
        let found = ["", "", "0 1 2 3 4 5 6 7 8 9", ""].map(str::to_owned);
        assert_eq!(starts(&words, &found, 1), [0]);
        assert_eq!(starts(&words, &found, 4), [0, 2, 2, 2]);
        assert_eq!(starts(&words[..2], &found[..2], 5), [0, 0, 0, 1, 1]);
        assert_eq!(starts(&[], &[], 2), [0, 0]);
    }
}
