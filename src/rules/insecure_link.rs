//! `insecure-link`: a link without encryption.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext, links};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "insecure-link",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("insecure_link"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// The beginning of an address without encryption.
const INSECURE: &str = "http://";

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let files = context.unit.about.values().map(|about| &*about.source);
    let mut files = files.chain([&*context.unit.source]);
    if !files.any(contains_insecure) {
        return;
    }
    for link in links::of(context.unit) {
        if !contains_insecure(link.address.get(..INSECURE.len()).unwrap_or("")) {
            continue;
        }
        let place = link.place();
        let start = place.start as usize;
        let scheme = Span::new(place.file, start..start + INSECURE.len());
        let address = &link.address;
        let message = say!(
            "the link to `{address}` is not encrypted",
            "länken till `{address}` är inte krypterad"
        );
        let title = say!("write `https://`", "skriv `https://`");
        // Whether the host answers there cannot be told from here.
        let fix = Fix::guess(title, scheme, "https://".to_owned());
        let diagnostic = Diagnostic::new(&CODE, place, message)
            .with_help(say!(
                "write `https://`, and see that the page opens",
                "skriv `https://`, och kontrollera att sidan öppnas"
            ))
            .with_fix(link.is_verbatim().then_some(fix));
        found.push(diagnostic);
    }
}

fn contains_insecure(text: &str) -> bool {
    text.contains(INSECURE) || text.contains("HTTP://") || text.contains("Http://")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_files, fixed};

    #[test]
    fn every_kind_of_link_is_looked_at() {
        let files = "//- a.toml\n[contact]\nwebsite = \"http://a.se\"\n[services]\nkontakta-oss = 'http://b.se'\n[[visits]]\nname = \"A\"\nassessment_first = false\nbook = \"http://c.se\"\n[[extra_services]]\nname = \"B\"\nurl = \"Http://d.se\"\n//- a.md\nSe [sidan](http://e.se/å) och <http://f.se>.\n";
        assert_eq!(
            check_files(&RULE, files),
            [
                "a.md:1: http://e.se/å",
                "a.md:1: http://f.se",
                "2: http://a.se",
                "4: http://b.se",
                "8: http://c.se",
                "11: Http://d.se"
            ]
        );
    }

    #[test]
    fn only_the_scheme_is_changed() {
        let unit = "[contact]\nwebsite = 'http://a.se/http://b'\n";
        assert_eq!(
            fixed(&RULE, unit),
            "[contact]\nwebsite = 'https://a.se/http://b'\n"
        );
    }

    #[test]
    fn encrypted_links_and_words_are_fine() {
        let files = "//- a.toml\n[contact]\nwebsite = \"https://a.se/?q=http://b.se\"\n//- a.md\nSkriv aldrig `http://` i en adress.\n";
        assert_eq!(check_files(&RULE, files), [""; 0]);
    }
}
