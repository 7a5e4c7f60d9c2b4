//! `low-contrast`: two colours of a theme that cannot be told apart.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};

/// The code.
pub static LOW_CONTRAST: Code = Code {
    name: "low-contrast",
    group: Group::Theme,
    level: Level::Deny,
    fixed: false,
    explanation: Explanation {
        en: Sections {
            what: "Computes the contrast of every pair of colours that meet on a page, for light and for dark pages, by WCAG 2.2: text needs 4.5:1, lines and focus 3:1.",
            why: "Text with less contrast cannot be read by people with low vision, nor by anyone in sunlight, and the law demands that it can.",
            example: "[colours.light]\nbrand = \"#e87722\"   # white text on orange",
            mend: "Use the colour that the finding suggests, or change the colour it stands against.",
        },
        sv: Sections {
            what: "Räknar ut kontrasten mellan alla färger som möts på en sida, för ljusa och för mörka sidor, enligt WCAG 2.2: text behöver 4,5:1, linjer och fokus 3:1.",
            why: "Text med lägre kontrast går inte att läsa för den som ser dåligt, eller för någon i solsken, och lagen kräver att den går att läsa.",
            example: "[colours.light]\nbrand = \"#e87722\"   # vit text på orange",
            mend: "Använd färgen som anmärkningen föreslår, eller ändra färgen som den står mot.",
        },
    },
};
