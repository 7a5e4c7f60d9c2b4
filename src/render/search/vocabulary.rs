//! Every word that the search of a region knows, and where it is found.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::unit::UnitSummary;
use crate::model::words::{folded, stem, stems};
use crate::render::search::searched::{Numbers, Searched, add_once, numbered};
use crate::render::search::written::numbers;

/// From so many letters on, a word is also found at the end of others: "tandvård" in "Folktandvården".
const INSIDE: usize = 4;
/// The fewest letters before such a word.
const BEFORE: usize = 3;

/// Where a word is found.
#[derive(Default)]
pub(super) struct Found {
    /// In names of units.
    name: Numbers,
    /// At the end of a word of a name.
    inside: Numbers,
    /// In names of places.
    place: Numbers,
    /// In names of what a unit does, former names, its street and its numbers.
    offers: Numbers,
    /// In running text.
    about: Numbers,
    /// In the name of a filter: its file, and the part of it.
    filters: BTreeSet<String>,
    /// Words and phrases that mean the same.
    same: BTreeSet<String>,
}

impl Found {
    /// Whether it leads to a unit.
    fn leads_on(&self) -> bool {
        let lists = [
            &self.name,
            &self.inside,
            &self.place,
            &self.offers,
            &self.about,
        ];
        lists.iter().any(|list| !list.is_empty()) || !self.filters.is_empty()
    }

    /// Where the word is found, part by part.
    pub(super) fn written(&self) -> String {
        let Self {
            name,
            inside,
            place,
            offers,
            about,
            filters,
            same,
        } = self;
        let list = |units: &Numbers| numbers(units.iter().copied());
        let joined = |texts: &BTreeSet<String>| {
            texts
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(",")
        };
        let parts = [
            list(name),
            list(inside),
            list(place),
            list(offers),
            list(about),
            joined(filters),
            joined(same),
        ];
        parts.join(";").trim_end_matches(';').to_owned()
    }
}

/// The words of a region's search.
#[derive(Default)]
pub(super) struct Vocabulary {
    /// Words, and phrases with blanks between, without the endings of their forms.
    pub found: BTreeMap<String, Found>,
    /// Words as people write them, by how they are folded: what a misspelt one may mean.
    pub spelt: BTreeMap<String, String>,
}

impl Vocabulary {
    /// The words of a region, with the languages that are spoken by tag.
    pub(super) fn new<'a>(
        searched: &Searched<'_>,
        languages: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut words = Self::default();
        words.add_units(searched);
        words.add_filters(searched, languages);
        words.add_insides(searched);
        words.add_synonyms(searched);
        words
    }

    fn at(&mut self, word: &str) -> &mut Found {
        self.found.entry(word.to_owned()).or_default()
    }

    /// Notes how the words of a text are spelt.
    fn spell(&mut self, text: &str) {
        for word in text.split(|letter: char| !letter.is_alphanumeric()) {
            let [folded] = &folded(word)[..] else {
                continue;
            };
            if folded.chars().all(|letter| letter.is_ascii_digit()) {
                continue;
            }
            let small = || word.to_lowercase();
            self.spelt.entry(folded.clone()).or_insert_with(small);
        }
    }

    fn add_units(&mut self, searched: &Searched<'_>) {
        let ignored = ignored(searched);
        for (number, unit) in numbered(searched.catalog, searched.index) {
            let UnitSummary {
                locality,
                list_facts: facts,
                ..
            } = unit;
            for word in stems(unit.display_name()) {
                add_once(&mut self.at(&word).name, number);
            }
            for word in locality.iter().flat_map(|it| stems(it)) {
                add_once(&mut self.at(&word).place, number);
            }
            for digits in &facts.numbers {
                add_once(&mut self.at(digits).offers, number);
            }
            let spelt = locality.iter().map(|it| it.as_str());
            spelt
                .chain(facts.offers.lines())
                .chain([unit.display_name()])
                .for_each(|text| self.spell(text));
            for word in stems(&facts.offers) {
                add_once(&mut self.at(&word).offers, number);
            }
            for word in folded(&facts.about) {
                if !ignored.contains(&word) {
                    add_once(&mut self.at(stem(&word)).about, number);
                }
            }
        }
    }

    fn add_filter(&mut self, text: &str, filter: &str) {
        for word in stems(text) {
            self.at(&word).filters.insert(filter.to_owned());
        }
        self.spell(text);
    }

    fn add_filters<'a>(
        &mut self,
        searched: &Searched<'_>,
        languages: impl Iterator<Item = &'a str>,
    ) {
        for municipality in &searched.index.municipalities {
            self.add_filter(&municipality.name, &format!("kommun-{}", municipality.slug));
        }
        for unit_type in &searched.region.types {
            let listed = &unit_type.listed;
            let filter = format!("typ-{}", listed.id.value);
            let more = [&listed.name_en, &unit_type.plural, &unit_type.plural_en];
            let names = [&listed.name].into_iter().chain(more.into_iter().flatten());
            names.for_each(|name| self.add_filter(name, &filter));
            for phrase in &unit_type.words {
                self.at(&stems(phrase).join(" "))
                    .filters
                    .insert(filter.clone());
                self.spell(phrase);
            }
        }
        for service in searched.services {
            let filter = format!("tjanst-{}", service.id.value);
            let more = [service.label.as_deref(), service.name_en.as_deref()];
            let names = [service.name.as_str()]
                .into_iter()
                .chain(more.into_iter().flatten());
            let names = names.chain(service.aliases.iter().map(|name| name.as_str()));
            names.for_each(|name| self.add_filter(name, &filter));
        }
        for tag in languages {
            for locale in searched.locales {
                let name = locale.optional(&format!("language_name_{tag}"));
                self.add_filter(name.unwrap_or(tag), &format!("sprak:{tag}"));
            }
        }
        self.found.remove("");
    }

    /// Finds words at the end of words of names, where the region knows them from elsewhere.
    fn add_insides(&mut self, searched: &Searched<'_>) {
        let meant: BTreeSet<String> = groups(searched).flatten().map(|it| key(it)).collect();
        let mut insides: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        for (word, found) in self
            .found
            .iter()
            .filter(|(_, found)| !found.name.is_empty())
        {
            let ends = word.char_indices().skip(BEFORE).map(|(at, _)| &word[at..]);
            for end in ends.take_while(|end| end.chars().count() >= INSIDE) {
                let known = self.found.get(end);
                if known.is_some_and(Found::leads_on) || meant.contains(end) {
                    insides
                        .entry(end.to_owned())
                        .or_default()
                        .extend(&found.name);
                }
            }
        }
        for (word, units) in insides {
            self.at(&word).inside = units.into_iter().collect();
        }
    }

    /// Lets words that mean the same find what the others find.
    fn add_synonyms(&mut self, searched: &Searched<'_>) {
        let mut same: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for group in groups(searched) {
            let phrases: Vec<String> = group.iter().map(|phrase| key(phrase)).collect();
            let known: Vec<&String> = phrases.iter().filter(|phrase| self.knows(phrase)).collect();
            if known.is_empty() {
                continue;
            }
            group.iter().for_each(|phrase| self.spell(phrase));
            for phrase in &phrases {
                let others = known.iter().filter(|other| **other != phrase);
                let same = same.entry(phrase.clone()).or_default();
                same.extend(others.map(|other| (*other).clone()));
            }
        }
        for (phrase, same) in same {
            if !phrase.is_empty() && !same.is_empty() {
                self.at(&phrase).same.extend(same);
            }
        }
    }

    /// Whether a phrase finds something by itself: each word, or words of names and offers that begin with it.
    fn knows(&self, phrase: &str) -> bool {
        let begins = |word: &str| {
            let from = self.found.range(word.to_owned()..);
            let mut those = from.take_while(|(key, _)| key.starts_with(word));
            those.any(|(key, found)| {
                let is_named = !found.name.is_empty() || !found.offers.is_empty();
                is_named || (key == word && found.leads_on())
            })
        };
        self.found.get(phrase).is_some_and(Found::leads_on)
            || (!phrase.is_empty() && phrase.split(' ').all(begins))
    }
}

/// Groups of words and phrases that mean the same: of the theme, and of the region.
fn groups<'a>(searched: &Searched<'a>) -> impl Iterator<Item = &'a Vec<String>> {
    let of_theme = searched.words.synonyms.iter();
    of_theme.chain(&searched.region.synonyms)
}

/// A phrase as the search knows it.
fn key(phrase: &str) -> String {
    stems(phrase).join(" ")
}

/// The words that a search passes over, folded.
pub(super) fn ignored(searched: &Searched<'_>) -> BTreeSet<String> {
    let words = searched.words.ignored.iter();
    words.flat_map(|text| folded(text)).collect()
}

/// With which words phrases begin.
pub(super) fn phrase_beginnings(words: &[&str]) -> BTreeSet<String> {
    let phrases = words.iter().filter_map(|phrase| phrase.split_once(' '));
    phrases.map(|(first, _)| first.to_owned()).collect()
}
