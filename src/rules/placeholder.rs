//! `placeholder`: a text for residents that holds what stood there before there was a text.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::model::unit::{Booking, Unit};
use crate::rules::prose::{self, ProseKind};
use crate::rules::{Rule, Run, UnitContext};

/// The code.
pub static CODE: Code = Code {
    name: "placeholder",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("placeholder"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// Words that stand for a text to come.
const WORDS: [&str; 4] = ["TODO", "XXX", "TBD", "FIXME"];
/// Dots that do.
const DOTS: [&str; 2] = ["…", "..."];

/// What may be one.
static SIGNS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let signs: Vec<&str> = WORDS.into_iter().chain(DOTS).collect();
    prose::signs(&signs)
});

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    addresses(context.unit, found);
    for text in prose::texts_with(context.unit, |file| prose::occurrences(file, &SIGNS)) {
        for part in placeholders(text.text) {
            // Reasons and roles are no residents' texts, but nothing at all is no reason.
            if text.kind == ProseKind::Internal && text.text.trim() != &text.text[part.clone()] {
                continue;
            }
            let written = &text.text[part.clone()];
            let message = say!(
                "`{written}` stands where a text should be",
                "`{written}` står där en text ska stå"
            );
            found.push(
                Diagnostic::new(&CODE, text.place(part), message).with_help(say!(
                    "write the text, or remove the key until there is one",
                    "skriv texten, eller ta bort fältet tills den finns"
                )),
            );
        }
    }
}

/// Addresses that are still to be filled in.
fn addresses(unit: &Unit, found: &mut Vec<Diagnostic>) {
    let of_services = unit.services.iter();
    let of_services = of_services.flat_map(|it| it.links.iter().map(|link| &link.url));
    let of_extra = unit.extra_services.iter().filter_map(|it| it.url.as_ref());
    let of_visits = unit.visits.iter().flatten().filter_map(|visit| {
        let book = visit.book.as_ref()?;
        match &book.value {
            Booking::Url(url) => Some((url, book.span)),
            Booking::LinkFromStaff | Booking::BasisFromStaff => None,
        }
    });
    let written = of_services.chain(of_extra).chain(&unit.contact.website);
    let written = written.map(|url| (&url.value, url.span)).chain(of_visits);
    for (url, span) in written {
        if DOTS.iter().any(|dots| url.ends_with(dots)) {
            let message = say!(
                "`{url}` stands where an address should be",
                "`{url}` står där en adress ska stå"
            );
            found.push(Diagnostic::new(&CODE, span, message).with_help(say!(
                "write the address, or remove the key until there is one",
                "skriv adressen, eller ta bort fältet tills den finns"
            )));
        }
    }
}

/// Where placeholders stand: words in capitals, and dots that no word leads up to.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in WORDS {
        let places = text.match_indices(word);
        let places = places.map(|(at, word)| at..at + word.len());
        found.extend(places.filter(|part| prose::is_whole_word(text, part)));
    }
    for dots in DOTS {
        for (at, dots) in text.match_indices(dots) {
            let part = at..at + dots.len();
            let before = text[..at].chars().next_back();
            let after = text[part.end..].chars().next();
            let is_open =
                |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "\"”'([{<".contains(c));
            let is_end =
                |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "\"”'.,)]}>".contains(c));
            if is_open(before) && is_end(after) {
                found.push(part);
            }
        }
    }
    found.sort_by_key(|part| part.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, check_files};

    #[test]
    fn placeholders_in_texts_are_found() {
        let unit = "[visit]\ndirections = \"…\"\nstreet = \"Vägen XXX\"\nfloor_directions = \"TODO: våning\"\naccessibility = \"Hiss ...\"\n";
        assert_eq!(check(&RULE, unit), ["2: …", "3: XXX", "4: TODO", "5: ..."]);
        let addresses = "[contact]\nwebsite = \"https://…\"\n[services]\nkontakta-oss = \"https://…\"\n[responsible]\nrole = \"…\"\n";
        assert_eq!(
            check(&RULE, addresses),
            ["2: \"https://…\"", "4: \"https://…\"", "6: …"]
        );
        let about = "//- a.toml\n\n//- a.md\nVi finns i …\n";
        assert_eq!(check_files(&RULE, about).len(), 1);
    }

    #[test]
    fn sentences_that_trail_off_and_other_words_are_none() {
        let unit = "[visit]\ndirections = \"Till vänster… eller höger... om XXXL-butiken\"\n";
        assert_eq!(check(&RULE, unit), [""; 0]);
    }
}
