//! `unusable-logo`: the logo of a theme cannot be shown.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};

/// The code.
pub static UNUSABLE_LOGO: Code = Code {
    name: "unusable-logo",
    group: Group::Theme,
    level: Level::Deny,
    fixed: false,
    explanation: Explanation {
        en: Sections {
            what: "The file that `[logo]` in `theme.toml` names must be an SVG or PNG below `assets/` of the theme, with a size that can be read, and no heavier than 50 kB.",
            why: "Every page would show a broken picture, or load slowly on a phone.",
            example: "[logo]\nfile = \"lgoo.svg\"\nalt  = \"Region Exempel\"",
            mend: "Correct the name, or save the logo as SVG with a `viewBox`.",
        },
        sv: Sections {
            what: "Filen som `[logo]` i `theme.toml` nämner måste vara en SVG eller PNG under temats `assets/`, med en storlek som går att läsa, och väga högst 50 kB.",
            why: "Varje sida skulle visa en trasig bild, eller bli långsam på en telefon.",
            example: "[logo]\nfile = \"lgoo.svg\"\nalt  = \"Region Exempel\"",
            mend: "Rätta namnet, eller spara logotypen som SVG med `viewBox`.",
        },
    },
};
