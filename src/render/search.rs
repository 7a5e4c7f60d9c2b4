//! What the script of a region's page searches: small files, of which it takes those it needs.
//!
//! `ord.json` holds every folded word; `ord-<n>.json` in which units a part of those words is found;
//! a file per municipality, type and service, and one for languages, which units the filter lets
//! through; `enheter-<n>.json` what is shown of a part of the units. Units are numbers: their places in
//! the region's list A–Ö. Which files there are depends on the lists of the region alone.
//!
//! Lists of numbers are written as gaps in base 36, with a run of neighbours as `gap.more`.

pub mod fold;

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufWriter;

use blake3::Hasher;
use serde::{Serialize, Serializer};

use crate::model::Catalog;
use crate::model::region::Region;
use crate::model::rule_set::Service;
use crate::model::unit::UnitSummary;
use crate::render::error::RenderResult;
use crate::render::index::RegionIndex;
use crate::render::locale::Locale;

/// How many units share a file of what is shown of them.
const UNITS_PER_FILE: usize = 64;
/// How many bytes are hashed at once.
const HASHED_AT_ONCE: usize = 16 * 1024;
/// For how many units there is one more file of where words are found.
const UNITS_PER_WORDS_FILE: usize = 500;

/// What the files of a region are made from.
#[derive(Clone, Copy)]
pub struct Searched<'a> {
    /// All units.
    pub catalog: &'a Catalog,
    /// The region.
    pub region: &'a Region,
    /// Its lists.
    pub index: &'a RegionIndex,
    /// The services of its rule set in force.
    pub services: &'a [Service],
    /// The languages of the site.
    pub locales: &'a [Locale],
}

/// Numbers of units, ascending and each once.
type Numbers = Vec<u32>;

/// Where a word is found.
#[derive(Default)]
struct Found {
    /// In names of units.
    name: Numbers,
    /// In names of places.
    place: BTreeSet<u32>,
    /// In the name of a filter: its file, and the part of it.
    filters: BTreeSet<String>,
}

/// `ord.json`
#[derive(Serialize)]
struct Words<'a> {
    version: &'a str,
    /// How many units there are.
    units: usize,
    /// How many units share a file.
    units_per_file: usize,
    /// How many words share a file.
    words_per_file: usize,
    /// Each word as the number of letters it has in common with the one before, and the rest.
    words: String,
}

/// Every other file.
#[derive(Serialize)]
struct IndexPart<'a, T: ?Sized> {
    version: &'a str,
    list: &'a T,
}

/// A unit: name, last part of the address, type, place.
type RegistryRow<'a> = (&'a str, &'a str, &'a str, &'a str);

/// The names of the files of a region's search.
pub fn file_names(region: &Region, index: &RegionIndex, services: &[Service]) -> Vec<String> {
    let units = index.units.len();
    let mut names = vec!["ord.json".to_owned(), "sprak.json".to_owned()];
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

/// How many files tell where words are found.
fn word_files(units: usize) -> usize {
    units.div_ceil(UNITS_PER_WORDS_FILE).max(1)
}

/// The languages that units of a region speak, by tag.
pub fn languages<'a>(catalog: &'a Catalog, index: &RegionIndex) -> BTreeMap<&'a str, Numbers> {
    let mut languages: BTreeMap<&str, Numbers> = BTreeMap::new();
    for (number, unit) in numbered(catalog, index) {
        for tag in unit.languages.iter() {
            add_once(languages.entry(tag.as_str()).or_default(), number);
        }
    }
    languages
}

/// Adds a number to some that are not greater.
fn add_once(numbers: &mut Numbers, number: u32) {
    if numbers.last() != Some(&number) {
        numbers.push(number);
    }
}

/// The types that units of a region have, by id.
pub fn types<'a>(catalog: &'a Catalog, index: &RegionIndex) -> BTreeMap<&'a str, Numbers> {
    let mut types: BTreeMap<&str, Numbers> = BTreeMap::new();
    for (number, unit) in numbered(catalog, index) {
        if let Some(id) = &unit.unit_type {
            types.entry(id.as_str()).or_default().push(number);
        }
    }
    types
}

/// The shown units of a region with their numbers.
fn numbered<'a>(
    catalog: &'a Catalog,
    index: &RegionIndex,
) -> impl Iterator<Item = (u32, &'a UnitSummary)> {
    let units = index.units.iter().map(|at| &catalog.units[*at as usize]);
    (0..).zip(units)
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
    let mut numbers = vec![0; catalog.units.len()];
    for (number, at) in (0..).zip(&index.units) {
        numbers[*at as usize] = number;
    }
    let of = |units: &[u32]| written(units.iter().map(|at| numbers[*at as usize]));
    let mut filters: BTreeMap<String, String> = BTreeMap::new();
    for municipality in &index.municipalities {
        filters.insert(
            format!("kommun-{}", municipality.slug),
            of(&municipality.units),
        );
    }
    let types = types(catalog, index);
    for unit_type in &region.types {
        let id = unit_type.listed.id.as_str();
        let units = types.get(id).map_or(&[][..], Vec::as_slice);
        filters.insert(format!("typ-{id}"), written(units.iter().copied()));
    }
    for (service, units) in searched.services.iter().zip(&index.services) {
        filters.insert(format!("tjanst-{}", service.id.value), of(units));
    }
    let languages = languages(catalog, index);
    let languages: BTreeMap<&str, String> = languages
        .into_iter()
        .map(|(tag, units)| (tag, written(units)))
        .collect();
    let found = found(searched, &languages);
    bodies(&found, &filters, &languages, searched)
}

/// What is shown of a unit.
fn row(unit: &UnitSummary) -> RegistryRow<'_> {
    let place = unit.locality.as_ref().or(unit.municipality.as_ref());
    (
        unit.display_name(),
        unit.slug(),
        unit.unit_type.as_ref().map_or("", |id| id.as_str()),
        place.map_or("", |place| place.as_str()),
    )
}

/// Every word, with where it is found.
fn found(searched: &Searched<'_>, languages: &BTreeMap<&str, String>) -> BTreeMap<String, Found> {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    let mut places: BTreeMap<&str, Numbers> = BTreeMap::new();
    for (number, unit) in numbered(searched.catalog, searched.index) {
        for word in fold::words(unit.display_name()) {
            add_once(&mut found.entry(word).or_default().name, number);
        }
        if let Some(place) = &unit.locality {
            places.entry(place.as_str()).or_default().push(number);
        }
    }
    for (place, units) in places {
        for word in fold::words(place) {
            found.entry(word).or_default().place.extend(&units);
        }
    }
    let mut add = |text: &str, filter: &str| {
        for word in fold::words(text) {
            let filters = &mut found.entry(word).or_default().filters;
            filters.insert(filter.to_owned());
        }
    };
    for municipality in &searched.index.municipalities {
        add(&municipality.name, &format!("kommun-{}", municipality.slug));
    }
    for unit_type in &searched.region.types {
        let listed = &unit_type.listed;
        let filter = format!("typ-{}", listed.id.value);
        add(&listed.name, &filter);
        add(listed.name_en.as_deref().unwrap_or_default(), &filter);
    }
    for service in searched.services {
        let filter = format!("tjanst-{}", service.id.value);
        add(service.name.as_str(), &filter);
        let more = [service.label.as_deref(), service.name_en.as_deref()];
        more.into_iter()
            .flatten()
            .for_each(|name| add(name, &filter));
        service
            .aliases
            .iter()
            .for_each(|name| add(name.as_str(), &filter));
    }
    for tag in languages.keys() {
        for locale in searched.locales {
            let name = locale.optional(&format!("language_name_{tag}"));
            add(name.unwrap_or(tag), &format!("sprak:{tag}"));
        }
    }
    found
}

/// The bytes of the files that are made at once.
fn bodies(
    found: &BTreeMap<String, Found>,
    filters: &BTreeMap<String, String>,
    languages: &BTreeMap<&str, String>,
    searched: &Searched<'_>,
) -> RenderResult<Files> {
    let units = searched.index.units.len();
    let hits: Vec<String> = found.values().map(hit).collect();
    let words = front_coded(found.keys());
    let version = version(&(&words, &hits, filters, languages, Rows(searched)))?;
    let files = word_files(units);
    let words_per_file = hits.len().div_ceil(files).max(1);

    let mut bodies = BTreeMap::new();
    let head = Words {
        version: &version,
        units,
        units_per_file: UNITS_PER_FILE,
        words_per_file,
        words,
    };
    bodies.insert("ord.json".to_owned(), json(&head)?);
    bodies.insert("sprak.json".to_owned(), part(&version, languages)?);
    for (name, units) in filters {
        bodies.insert(format!("{name}.json"), part(&version, units)?);
    }
    for at in 0..files {
        let from = (at * words_per_file).min(hits.len());
        let to = (from + words_per_file).min(hits.len());
        bodies.insert(format!("ord-{at}.json"), part(&version, &hits[from..to])?);
    }
    Ok(Files { version, bodies })
}

/// A file beside that of the words.
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

/// Where a word is found: units by name, units by place, filters.
fn hit(found: &Found) -> String {
    let filters: Vec<&str> = found.filters.iter().map(String::as_str).collect();
    let name = written(found.name.iter().copied());
    let place = written(found.place.iter().copied());
    let all = format!("{name};{place};{}", filters.join(","));
    all.trim_end_matches(';').to_owned()
}

/// Words in order, each as the number of letters in common with the one before and the rest.
fn front_coded<'a>(words: impl Iterator<Item = &'a String>) -> String {
    let mut coded = String::new();
    let mut before = "";
    for word in words {
        let pairs = before.chars().zip(word.chars());
        let common = pairs.take_while(|(a, b)| a == b).count().min(35);
        let rest = word
            .char_indices()
            .nth(common)
            .map_or("", |(at, _)| &word[at..]);
        if !coded.is_empty() {
            coded.push(' ');
        }
        coded.push_str(&base_36(common));
        coded.push_str(rest);
        before = word;
    }
    coded
}

/// Ascending numbers as gaps, runs of neighbours as `gap.more`: 3, 4, 5, 9 is `3.2 3`.
fn written(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if number == *last + 1 => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let mut text = String::new();
    let mut next = 0;
    for (first, last) in runs {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&base_36((first - next) as usize));
        if first < last {
            text.push('.');
            text.push_str(&base_36((last - first) as usize));
        }
        next = last + 1;
    }
    text
}

/// A number in base 36.
fn base_36(mut number: usize) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[number % 36]);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.into_iter().rev().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_gaps_and_runs() {
        assert_eq!(written([]), "");
        assert_eq!(written([0]), "0");
        assert_eq!(written([3, 4, 5, 9]), "3.2 3");
        assert_eq!(written(0..10_000), "0.7pr");
        assert_eq!(written([36, 100]), "10 1r");
    }

    #[test]
    fn words_share_their_beginnings() {
        let words = ["avdelning", "avdelningen", "ö", "öl"].map(str::to_owned);
        assert_eq!(front_coded(words.iter()), "0avdelning 9en 0ö 1l");
    }
}
