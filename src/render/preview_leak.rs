//! `preview-leak`: a page that is published carries a mark of a preview.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};

/// A page that is published carries a mark of a preview.
pub static PREVIEW_LEAK: Code = Code {
    name: "preview-leak",
    group: Group::Theme,
    level: Level::Deny,
    fixed: false,
    explanation: Explanation {
        en: Sections {
            what: "Reads every page that `build` makes without `--preview`: it may not ask search engines to leave it out (`noindex`, unless it is a page for an address that does not exist or has moved), carry the banner of previews (`data-preview`), or hold the banner's words. `robots.txt` may not keep search engines out of the whole site, and `base_url` may not be an address of this machine.",
            why: "A published page that says `noindex` disappears from search engines, and residents no longer find the unit. A page that says it is a preview is not believed.",
            example: "<meta name=\"robots\" content=\"noindex\">",
            mend: "Write the marks only where they are meant: `{% if page.noindex %}` around the meta element, `{% if site.preview %}` around the banner, as the built-in `base.html` does. Remove words that were copied from a preview.",
        },
        sv: Sections {
            what: "Läser varje sida som `build` gör utan `--preview`: den får inte be sökmotorer att utelämna den (`noindex`, om det inte är en sida för en adress som inte finns eller har flyttat), inte ha förhandsvisningens banderoll (`data-preview`) och inte innehålla banderollens ord. `robots.txt` får inte stänga ute sökmotorer från hela webbplatsen, och `base_url` får inte vara en adress till den egna datorn.",
            why: "En publicerad sida med `noindex` försvinner ur sökmotorerna, och invånarna hittar inte längre enheten. En sida som säger att den är en förhandsvisning blir inte trodd.",
            example: "<meta name=\"robots\" content=\"noindex\">",
            mend: "Skriv märkena bara där de är avsedda: `{% if page.noindex %}` runt meta-elementet och `{% if site.preview %}` runt banderollen, som den inbyggda `base.html` gör. Ta bort ord som har kopierats från en förhandsvisning.",
        },
    },
};
