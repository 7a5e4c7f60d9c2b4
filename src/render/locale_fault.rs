//! `locale-fault`: a file with the texts of the interface cannot be read, or lacks a text.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};

/// A locale file cannot be read, or lacks a text.
pub static LOCALE_FAULT: Code = Code {
    name: "locale-fault",
    group: Group::Theme,
    level: Level::Deny,
    fixed: true,
    explanation: Explanation {
        en: Sections {
            what: "Reads `locales/<language>.ftl` of the theme for every language of the site. A fault of syntax, a language without a file, and a text that another language has are reported, and so is a text that lacks a value while a page is made.",
            why: "Every word around the content comes from these files. A text that is missing would leave a heading or a button blank on every page of the language.",
            example: "phone_heading = Telefon\nphone_hours = Telefontid",
            mend: "Correct the line, or add the text with the key the message names. A site's own file may hold only the texts it changes; all others are inherited.",
        },
        sv: Sections {
            what: "Läser temats `locales/<språk>.ftl` för varje språk på webbplatsen. Syntaxfel, ett språk utan fil och en text som ett annat språk har rapporteras, liksom en text som saknar ett värde när en sida görs.",
            why: "Alla ord runt innehållet kommer från de här filerna. En text som saknas skulle lämna en rubrik eller en knapp tom på varje sida på språket.",
            example: "phone_heading = Telefon\nphone_hours = Telefontid",
            mend: "Rätta raden eller lägg till texten med den nyckel som meddelandet nämner. Webbplatsens egen fil behöver bara de texter som den ändrar; alla andra ärvs.",
        },
    },
};
