//! The texts of a unit that people read, with exact places: fields of its file and the "Om oss" text.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::model::timetable::all_hours;
use crate::model::unit::Unit;
use crate::rules::place;
use crate::text::{Span, Spanned};

/// One text of a unit.
pub struct Prose<'a> {
    /// The words.
    pub text: &'a str,
    /// What it is.
    pub kind: ProseKind,
    unit: &'a Unit,
    written: Written<'a>,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProseKind {
    /// Read by residents.
    Page,
    /// Temporary information, read by residents.
    Notice,
    /// Reasons and roles, read by the region and the unit.
    Internal,
}

/// Where a text stands.
enum Written<'a> {
    Field(&'a Spanned<String>),
    Markdown(Span),
}

impl Prose<'_> {
    /// The place of some bytes of the text.
    pub fn place(&self, part: Range<usize>) -> Span {
        match self.written {
            Written::Field(field) => place::inside(self.unit, field, part),
            Written::Markdown(whole) => Span::new(whole.file, part),
        }
    }

    /// Whether bytes of the text stand in the file as they are, so that a fix may replace them.
    pub fn is_verbatim(&self, part: Range<usize>) -> bool {
        match self.written {
            Written::Field(_) => {
                let place = self.place(part.clone());
                self.unit.source.get(place.range()) == self.text.get(part)
            }
            Written::Markdown(_) => true,
        }
    }
}

/// The texts of a unit in which something is found. `find` gives the places in a whole file where a
/// text may hold what a rule looks for: the many units without a trace of it cost next to nothing.
pub fn texts_with(unit: &Unit, find: impl Fn(&str) -> Vec<usize>) -> Vec<Prose<'_>> {
    let mut all = Vec::new();
    let hits = find(&unit.source);
    // An escape could hide a letter; a text with one is always looked at.
    let has_escapes = memchr::memchr(b'\\', unit.source.as_bytes()).is_some();
    if has_escapes || !hits.is_empty() {
        fields(unit, &mut |kind, field: &Spanned<String>| {
            let place = field.span.range();
            let hidden = || {
                unit.source
                    .get(place.clone())
                    .is_none_or(|raw| raw.contains('\\'))
            };
            if hits.iter().any(|hit| place.contains(hit)) || (has_escapes && hidden()) {
                all.push(Prose {
                    text: &field.value,
                    kind,
                    unit,
                    written: Written::Field(field),
                });
            }
        });
    }
    for about in unit.about.values() {
        if !find(&about.source).is_empty() {
            all.push(Prose {
                text: &about.source,
                kind: ProseKind::Page,
                unit,
                written: Written::Markdown(Span::whole(about.file)),
            });
        }
    }
    all
}

/// Words that are looked for, made ready once.
pub fn signs(words: &[&str]) -> AhoCorasick {
    let searched = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(words);
    // Only words of a length that no program could hold are refused.
    searched.expect("words can be looked for")
}

/// Where some words occur in a text.
pub fn occurrences(text: &str, signs: &AhoCorasick) -> Vec<usize> {
    signs.find_iter(text).map(|found| found.start()).collect()
}

fn fields<'a>(unit: &'a Unit, take: &mut dyn FnMut(ProseKind, &'a Spanned<String>)) {
    let mut some = |kind, field: &'a Option<Spanned<String>>| {
        if let Some(field) = field {
            take(kind, field);
        }
    };
    let visit = &unit.visit;
    for field in [
        &unit.name,
        &unit.summary,
        &visit.street,
        &visit.postal_address,
        &visit.directions,
        &visit.floor_directions,
        &visit.accessibility,
        &visit.visiting_rules,
        &unit.care.referral,
    ] {
        some(ProseKind::Page, field);
    }
    for field in [
        &visit.parking,
        &visit.public_transport,
        &unit.care.fees,
        &unit.care.choose,
        &unit.care.interpreter,
        &unit.care.waiting_time,
    ] {
        some(ProseKind::Page, field);
    }
    for item in &unit.help {
        some(ProseKind::Page, &item.text);
    }
    for news in &unit.news {
        some(ProseKind::Page, &news.text);
    }
    if let Some(provider) = &unit.provider {
        some(ProseKind::Page, &provider.name);
    }
    for phone in &unit.contact.phones {
        some(ProseKind::Page, &phone.label);
    }
    for special in &unit.special_hours {
        some(ProseKind::Page, &special.reason);
    }
    for function in &unit.functions {
        some(ProseKind::Page, &function.name);
        some(ProseKind::Page, &function.note);
    }
    for hours in unit.hours.values() {
        let mut told = None;
        for period in &hours.periods {
            // A period of several kinds has one reason.
            if told != period.reason.as_ref().map(|reason| reason.span) {
                some(ProseKind::Page, &period.reason);
            }
            told = period.reason.as_ref().map(|reason| reason.span);
        }
    }
    for closure in &unit.closures {
        some(ProseKind::Page, &closure.reason);
        some(ProseKind::Page, &closure.answered_by);
    }
    for notice in &unit.notices {
        some(ProseKind::Notice, &notice.text);
    }
    for visit in unit.visits.iter().flatten() {
        some(ProseKind::Page, &visit.description);
        some(ProseKind::Internal, &visit.exempt);
        some(ProseKind::Internal, &visit.note);
    }
    for exemption in &unit.exemptions {
        some(ProseKind::Internal, &exemption.reason);
        some(ProseKind::Internal, &exemption.note);
    }
    if let Some(responsible) = &unit.responsible {
        some(ProseKind::Internal, &responsible.role);
        some(ProseKind::Internal, &responsible.email);
    }
    let of_days = all_hours(unit).flat_map(|whose| &whose.hours().notes);
    let of_special = unit.special_hours.iter().flat_map(|special| &special.notes);
    for note in of_days.chain(of_special) {
        take(ProseKind::Page, note);
    }
    for visit in unit.visits.iter().flatten() {
        take(ProseKind::Page, &visit.name);
    }
    for extra in &unit.extra_services {
        take(ProseKind::Page, &extra.name);
    }
    for item in &unit.help {
        take(ProseKind::Page, &item.title);
    }
    for news in &unit.news {
        take(ProseKind::Page, &news.title);
    }
    for translation in unit.translations.iter() {
        take(ProseKind::Page, &translation.text);
    }
}

/// The words of a text with their places: runs of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let length = text[start..]
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(text.len() - start);
        rest = start + length;
        Some((start..rest, &text[start..rest]))
    })
}

/// Whether the bytes stand as words of their own, with no letter or digit on either side.
pub fn is_whole_word(text: &str, part: &Range<usize>) -> bool {
    let before = text[..part.start].chars().next_back();
    let after = text[part.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let found: Vec<&str> = words("inom 24 timmar, åk-hem!")
            .map(|(_, word)| word)
            .collect();
        assert_eq!(found, ["inom", "24", "timmar", "åk", "hem"]);
    }

    #[test]
    fn a_whole_word_has_no_letters_beside_it() {
        assert!(is_whole_word("på MVK.", &(4..7)));
        assert!(!is_whole_word("på MVKs", &(4..7)));
    }
}
