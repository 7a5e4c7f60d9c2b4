//! What the program itself adds in HTML when a site is watched: pages of its own, and the tag of the
//! script in pages of the site.

use std::sync::LazyLock;

use serde::Serialize;

use crate::diagnostic::Language;
use crate::diagnostic::code::Code;
use crate::text::templates::Templates;

/// Where the program's own files are.
pub const OWN: &str = "__basutbud/";

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| {
    Templates::new(&[
        ("own.html", include_str!("templates/own.html")),
        ("script.html", include_str!("templates/script.html")),
        ("start.html", include_str!("templates/start.html")),
        ("missing.html", include_str!("templates/missing.html")),
        ("broken.html", include_str!("templates/broken.html")),
        (
            "explanation.html",
            include_str!("templates/explanation.html"),
        ),
    ])
});

/// Whether units may be edited.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum EditMode {
    /// They may.
    On,
    /// Nothing is written.
    Off,
}

/// What every page is filled with.
#[derive(Serialize)]
struct Page<T> {
    lang: &'static str,
    words: &'static Words,
    /// Where the program's own files are.
    own: &'static str,
    /// Which bytes of a page the script begins with; nothing on pages of the program's own.
    version: &'static str,
    content: T,
}

#[derive(Serialize)]
struct Missing<'a> {
    asked: &'a str,
    /// The path of the site without a slash at the end.
    base: &'a str,
    meant: Vec<Link<'a>>,
}

/// A page that may be meant.
#[derive(Serialize)]
pub struct Link<'a> {
    /// Its address.
    pub href: String,
    /// Its path, as people read it.
    pub path: &'a str,
}

#[derive(Serialize)]
struct Explained {
    code: &'static str,
    what: &'static str,
    why: &'static str,
    example: &'static str,
    fix: &'static str,
}

#[derive(Serialize)]
struct Script<'a> {
    lang: &'static str,
    own: &'static str,
    version: &'a str,
}

#[derive(Serialize)]
struct Start {
    /// Whether units may be edited.
    edit: bool,
}

#[derive(Serialize)]
struct Words {
    broken: &'static str,
    comes_back: &'static str,
    missing: &'static str,
    did_you_mean: &'static str,
    start: &'static str,
    to_the_site: &'static str,
    new_unit: &'static str,
    changes: &'static str,
    units: &'static str,
    findings: &'static str,
    search_units: &'static str,
    search_units_help: &'static str,
    order: &'static str,
    name: &'static str,
    place: &'static str,
    responsible: &'static str,
    status: &'static str,
    reviewed: &'static str,
    by_findings: &'static str,
    mail: &'static str,
    mail_help: &'static str,
    mine: &'static str,
    search: &'static str,
    show: &'static str,
    all: &'static str,
    errors: &'static str,
    warnings: &'static str,
    notes: &'static str,
    why: &'static str,
    example: &'static str,
    what_to_do: &'static str,
}

const ENGLISH: Words = Words {
    broken: "This page cannot be shown",
    comes_back: "It comes back by itself when the faults are fixed.",
    missing: "There is no such page",
    did_you_mean: "Did you mean:",
    start: "Units and findings",
    to_the_site: "To the site",
    new_unit: "New unit",
    changes: "Show what is changed",
    units: "Units",
    findings: "Findings",
    search_units: "Search for a unit",
    search_units_help: "Name, place, mailbox or status",
    order: "Order by",
    name: "name",
    place: "place",
    responsible: "responsible",
    status: "status",
    reviewed: "last read through",
    by_findings: "findings",
    mail: "Your unit's mailbox",
    mail_help: "As it stands under “Responsible for the page”. It is kept in this browser only.",
    mine: "Only mine",
    search: "Search the findings",
    show: "Show",
    all: "all",
    errors: "errors",
    warnings: "warnings",
    notes: "notes",
    why: "Why it matters",
    example: "Example",
    what_to_do: "What to do",
};

const SWEDISH: Words = Words {
    broken: "Sidan kan inte visas",
    comes_back: "Den kommer tillbaka av sig själv när felen är rättade.",
    missing: "Sidan finns inte",
    did_you_mean: "Menade du:",
    start: "Enheter och anmärkningar",
    to_the_site: "Till webbplatsen",
    new_unit: "Ny enhet",
    changes: "Visa vad som är ändrat",
    units: "Enheter",
    findings: "Anmärkningar",
    search_units: "Sök enhet",
    search_units_help: "Namn, ort, e-postadress eller status",
    order: "Ordna efter",
    name: "namn",
    place: "ort",
    responsible: "ansvarig",
    status: "status",
    reviewed: "senast genomläst",
    by_findings: "anmärkningar",
    mail: "Din e-postadress",
    mail_help: "Så som den står under ”Ansvarig för sidan”. Den sparas bara i den här webbläsaren.",
    mine: "Bara mina",
    search: "Sök bland anmärkningarna",
    show: "Visa",
    all: "alla",
    errors: "fel",
    warnings: "varningar",
    notes: "upplysningar",
    why: "Varför det spelar roll",
    example: "Exempel",
    what_to_do: "Vad du ska göra",
};

/// The page of all units and findings; its script fills it and keeps it fresh.
pub fn start(language: Language, editing: EditMode) -> String {
    let edit = editing == EditMode::On;
    page("start.html", language, Start { edit })
}

/// There is no such page; some that may be meant.
pub fn missing(language: Language, asked: &str, base: &str, meant: Vec<Link<'_>>) -> String {
    let content = Missing { asked, base, meant };
    page("missing.html", language, content)
}

/// In place of a page that cannot be made and never could.
pub fn broken(language: Language) -> String {
    page("broken.html", language, ())
}

/// What a code means, why it matters and what to do.
pub fn explanation(language: Language, code: &'static Code) -> String {
    let sections = code.explanation.get(language);
    let content = Explained {
        code: code.name,
        what: sections.what,
        why: sections.why,
        example: sections.example,
        fix: sections.fix,
    };
    page("explanation.html", language, content)
}

/// The tag of the script that keeps a page fresh. The version names the page's bytes.
pub fn script(language: Language, version: &str) -> String {
    let script = Script {
        lang: language.tag(),
        own: OWN,
        version,
    };
    TEMPLATES.render("script.html", &script)
}

fn page(template: &str, language: Language, content: impl Serialize) -> String {
    let words = match language {
        Language::English => &ENGLISH,
        Language::Swedish => &SWEDISH,
    };
    let page = Page {
        lang: language.tag(),
        words,
        own: OWN,
        version: "",
        content,
    };
    TEMPLATES.render(template, &page)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: [Language; 2] = [Language::English, Language::Swedish];

    #[test]
    fn every_page_has_its_title_its_script_and_one_main_part() {
        for language in BOTH {
            let meant = vec![Link {
                href: "/bas/a/".to_owned(),
                path: "a/",
            }];
            let missing = missing(language, "b", "/bas", meant);
            assert!(missing.contains("<li><a href=\"/bas/a/\">/a/</a></li>"));
            let script = script(language, "");
            for page in [
                start(language, EditMode::Off),
                start(language, EditMode::On),
                missing,
                broken(language),
            ] {
                let title = page
                    .split("<title>")
                    .nth(1)
                    .and_then(|it| it.split(" – ").next());
                let heading = page
                    .split("<h1>")
                    .nth(1)
                    .and_then(|it| it.split("</h1>").next());
                assert!(
                    title == heading && title.is_some_and(|it| !it.is_empty()),
                    "{page}"
                );
                assert!(page.contains(&format!("<html lang=\"{}\">", language.tag())));
                assert_eq!(page.matches("<main>").count(), 1, "{page}");
                assert!(page.contains(&script), "{page}");
            }
        }
    }

    #[test]
    fn what_was_asked_for_stays_text() {
        let page = missing(Language::English, "<b>\"'&", "", Vec::new());
        assert!(
            page.contains("<code>/&lt;b&gt;&quot;&#39;&amp;</code>"),
            "{page}"
        );
    }
}
