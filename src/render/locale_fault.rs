//! `locale-fault`: a file with the texts of the interface is missing or cannot be read.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};

/// A locale file is missing or cannot be read.
pub static LOCALE_FAULT: Code = Code {
    name: "locale-fault",
    group: Group::Theme,
    level: Level::Deny,
    fixed: true,
    explanation: Explanation {
        en: Sections {
            what: "Reads `locales/<language>.ftl` of the theme for every language of the site. A fault of syntax, a language without a file, and a text that uses a value which it does not get are reported. A text that is only missing is `missing-text`.",
            why: "Every word around the content comes from these files. A line that cannot be read would leave a heading or a button wrong on every page of the language.",
            example: "phone_heading = Telefon\nphone_hours = Telefontid",
            mend: "Correct the line, or add the file. A site's own file may hold only the texts it changes; all others are inherited.",
        },
        sv: Sections {
            what: "Läser temats `locales/<språk>.ftl` för varje språk på webbplatsen. Syntaxfel, ett språk utan fil och en text med ett värde som den inte får rapporteras. En text som bara saknas är `missing-text`.",
            why: "Alla ord runt innehållet kommer från de här filerna. En rad som inte går att läsa skulle ge fel rubrik eller knapp på varje sida på språket.",
            example: "phone_heading = Telefon\nphone_hours = Telefontid",
            mend: "Rätta raden, eller lägg till filen. Webbplatsens egen fil behöver bara de texter som den ändrar; alla andra ärvs.",
        },
    },
};
