//! `old-brand`: a brand name that is no longer used.

use aho_corasick::AhoCorasick;

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, say};
use crate::rules::prose;
use crate::rules::{Rule, Run, UnitContext};
use std::ops::Range;
use std::sync::LazyLock;

/// The code.
pub static CODE: Code = Code {
    name: "old-brand",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("old_brand"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// The old names. Where one is followed by an ending, what to write instead is not certain.
const NAMES: [&str; 8] = [
    "1177 Vårdguiden",
    "1177 vårdguiden",
    "1177\u{a0}Vårdguiden",
    "1177-Vårdguiden",
    "Mina vårdkontakter",
    "Mina Vårdkontakter",
    "My Care Contacts",
    "MVK",
];

/// What stands in every old name.
static SIGNS: LazyLock<AhoCorasick> =
    LazyLock::new(|| prose::signs(&["årdguiden", "årdkontakter", "Care Contacts", "MVK"]));

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    for text in prose::texts_with(context.unit, |file| prose::occurrences(file, &SIGNS)) {
        for part in old_names(text.text) {
            let name = &text.text[part.clone()];
            let whole = NAMES.contains(&name) && text.is_verbatim(part.clone());
            let place = text.place(part.clone());
            let message = say!("`{name}` is an old name", "`{name}` är ett gammalt namn");
            let title = say!("write `1177`", "skriv `1177`");
            let fix = Fix::replace(title.clone(), place, "1177".to_owned());
            let diagnostic = Diagnostic::new(&CODE, place, message)
                .with_help(title)
                .with_fix(whole.then_some(fix));
            found.push(diagnostic);
        }
    }
}

/// Where old names stand, with the ending of a genitive.
fn old_names(text: &str) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    for name in NAMES {
        for (start, _) in text.match_indices(name) {
            let mut part = start..start + name.len();
            for ending in [":s", "s"] {
                if text[part.end..].starts_with(ending) {
                    part.end += ending.len();
                    break;
                }
            }
            // `MVK` in an address or inside another word is something else.
            let touches = |c: Option<char>| c.is_some_and(|c| "/.-_@".contains(c));
            let before = text[..part.start].chars().next_back();
            let mut after = text[part.end..].chars();
            let inside = touches(before)
                || (touches(after.next()) && after.next().is_some_and(char::is_alphanumeric));
            if prose::is_whole_word(text, &part) && !inside {
                places.push(part);
            }
        }
    }
    places.sort_by_key(|part| part.start);
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, check_files, fixed};

    fn unit(text: &str) -> String {
        format!("[care]\nreferral = \"{text}\"\n")
    }

    #[test]
    fn old_names_are_found_in_fields_and_texts() {
        let files = "//- a.toml\n[care]\nreferral = \"Sök på 1177 Vårdguidens e-tjänster.\"\n//- a.md\n# Å\n\nLogga in på MVK eller Mina vårdkontakter.\n//- a.en.md\nLog in to My Care Contacts.\n";
        assert_eq!(
            check_files(&RULE, files),
            [
                "a.en.md:1: My Care Contacts",
                "a.md:3: MVK",
                "a.md:3: Mina vårdkontakter",
                "2: 1177 Vårdguidens"
            ]
        );
    }

    #[test]
    fn only_the_name_is_replaced() {
        assert_eq!(
            fixed(
                &RULE,
                &unit("Ring \\\"1177 Vårdguiden\\\" om du är osäker. Sök via MVK:s tjänst.")
            ),
            unit("Ring \\\"1177\\\" om du är osäker. Sök via MVK:s tjänst.")
        );
    }

    #[test]
    fn near_misses_are_left_alone() {
        for text in [
            "Ring 1177 om du är osäker.",
            "Läs mer på 1177.se.",
            "Här är mina vårdkontakter samlade.",
            "Vårdguide för nyanlända",
            "MVKA och AMVK är andra ord.",
            "https://example.se/MVK/start",
            "Rum MVK-12",
        ] {
            assert_eq!(check(&RULE, &unit(text)), [""; 0], "{text}");
        }
    }
}
