//! `unused-text`: a text of the interface that no page uses.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};

/// The code.
pub static UNUSED_TEXT: Code = Code {
    name: "unused-text",
    group: Group::Theme,
    level: Level::Note,
    fixed: false,
    explanation: Explanation {
        en: Sections {
            what: "Looks for texts in the site's `locales/<language>.ftl` that neither the program nor a template of the theme uses.",
            why: "It is often a misspelt key: the text that was meant is then not changed.",
            example: "phone_lable = Ring",
            mend: "Correct the key, or remove the text.",
        },
        sv: Sections {
            what: "Letar efter texter i webbplatsens `locales/<språk>.ftl` som varken programmet eller någon av temats mallar använder.",
            why: "Ofta är nyckeln felstavad, och då ändras inte den text som var menad.",
            example: "phone_lable = Ring",
            mend: "Rätta nyckeln, eller ta bort texten.",
        },
    },
};
