//! `missing-text`: a language lacks a text of the interface.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};

/// The code.
pub static MISSING_TEXT: Code = Code {
    name: "missing-text",
    group: Group::Theme,
    level: Level::Warn,
    fixed: false,
    explanation: Explanation {
        en: Sections {
            what: "Holds the texts of every language of the site (`locales/<language>.ftl` of the theme) against the built-in Swedish and English ones. Names of languages may be missing.",
            why: "Pages show a text that is missing in English or Swedish, and readers of the language may not understand it.",
            example: "# ar.ftl without the line\n# closed = مغلق",
            mend: "Translate the text and add it with its key. The finding stands at the text it belongs below.",
        },
        sv: Sections {
            what: "Texterna på vart och ett av webbplatsens språk (temats `locales/<språk>.ftl`) jämförs med de inbyggda svenska och engelska. Namn på språk får saknas.",
            why: "Sidorna visar en text som saknas på engelska eller svenska, och den som läser språket kanske inte förstår den.",
            example: "# ar.ftl utan raden\n# closed = مغلق",
            mend: "Översätt texten och lägg till den med sin nyckel. Anmärkningen står vid den text som den hör under.",
        },
    },
};
