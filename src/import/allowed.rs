//! Words that a key of a unit file may have, where they are few: what the regions list, answers, choices.

use crate::import::target::{Holds, Target};
use crate::load::shape::Kind;
use crate::model::region::{Listed, Region};

/// A word, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedWord {
    /// The word.
    pub word: String,
    /// What it stands for; empty where it says that itself.
    pub name: String,
}

/// The words of a key, each once; nothing where it may hold anything.
pub fn words<'r>(
    target: &Target,
    regions: impl Iterator<Item = &'r Region> + Clone,
) -> Option<Vec<AllowedWord>> {
    let Holds::Value(kind) = target.holds else {
        return None;
    };
    let listed = |of: fn(&Region) -> Vec<&Listed>| {
        let all = regions.clone().flat_map(of);
        distinct(all.map(|it| (it.id.value.clone(), it.name.clone())))
    };
    let plain = |words: &[&str]| distinct(words.iter().map(|it| ((*it).to_owned(), String::new())));
    Some(match target.name().as_str() {
        "type" => listed(|region| region.types.iter().map(|it| &it.listed).collect()),
        "system" => listed(|region| region.systems.iter().map(|it| &it.listed).collect()),
        "administration" => listed(|region| region.administrations.iter().collect()),
        "agreements" => listed(|region| region.agreements.iter().collect()),
        "municipality" => distinct(regions.clone().flat_map(|region| {
            let names = region.municipalities.iter();
            names.map(|it| (it.value.clone(), region.name.clone()))
        })),
        _ => match kind {
            Kind::Flag => plain(&["ja", "nej"]),
            Kind::Choice(words) | Kind::List(Kind::Choice(words)) => plain(words),
            _ => return None,
        },
    })
}

fn distinct(words: impl Iterator<Item = (String, String)>) -> Vec<AllowedWord> {
    let mut all: Vec<AllowedWord> = Vec::new();
    for (word, name) in words {
        if all.iter().all(|known| known.word != word) {
            all.push(AllowedWord { word, name });
        }
    }
    all
}
