//! The form of a theme's `theme.toml`.

use super::region::SYNONYMS;
use super::{Key, Kind, Shape, TEXTS, optional, required};

static COLOURS: Kind = Kind::Table(&Shape { keys: SCHEME_KEYS });
static SCHEME: Kind = Kind::Table(&Shape { keys: COLOUR_KEYS });
static LOGO: Kind = Kind::Table(&Shape { keys: LOGO_KEYS });

/// `themes/<name>/theme.toml`
pub static THEME: Shape = Shape { keys: KEYS };

static KEYS: &[Key] = &[
    optional("name", &Kind::Text, "The theme's name.", "Temats namn."),
    optional(
        "description",
        &Kind::Text,
        "What the theme is like.",
        "Hur temat är.",
    ),
    optional(
        "languages",
        &TEXTS,
        "Languages the theme has texts in.",
        "Språk som temat har texter på.",
    ),
    optional("colours", &COLOURS, "Its colours.", "Temats färger."),
    optional(
        "logo",
        &LOGO,
        "The logo at the top of every page.",
        "Logotypen högst upp på varje sida.",
    ),
    optional(
        "share_image",
        &Kind::Text,
        "The picture that other sites show beside links to pages: a PNG below `assets/`, 1200 by 630 pixels.",
        "Bilden som andra webbplatser visar vid länkar till sidorna: en PNG under `assets/`, 1200 gånger 630 pixlar.",
    ),
    optional(
        "touch_icon",
        &Kind::Text,
        "The icon on the start screen of a telephone: a PNG below `assets/`, 180 by 180 pixels.",
        "Ikonen på en telefons startskärm: en PNG under `assets/`, 180 gånger 180 pixlar.",
    ),
    optional(
        "ignored_words",
        &TEXTS,
        "Words that a search passes over; added to those that are inherited.",
        "Ord som en sökning går förbi; läggs till dem som ärvs.",
    ),
    optional(
        "synonyms",
        &SYNONYMS,
        "Words that mean the same in a search; added to those that are inherited.",
        "Ord som betyder samma sak i en sökning; läggs till dem som ärvs.",
    ),
];

static SCHEME_KEYS: &[Key] = &[
    optional(
        "light",
        &SCHEME,
        "Colours on light pages; what is not given is inherited.",
        "Färger på ljusa sidor; det som inte anges ärvs.",
    ),
    optional(
        "dark",
        &SCHEME,
        "Colours for readers who prefer dark pages.",
        "Färger för den som föredrar mörka sidor.",
    ),
];

static COLOUR_KEYS: &[Key] = &[
    optional("page", &Kind::Colour, "The page.", "Sidan."),
    optional(
        "surface",
        &Kind::Colour,
        "Cards and the footer.",
        "Kort och sidfot.",
    ),
    optional("text", &Kind::Colour, "Words on pages.", "Text på sidorna."),
    optional(
        "text_soft",
        &Kind::Colour,
        "Less important text.",
        "Mindre viktig text.",
    ),
    optional(
        "line",
        &Kind::Colour,
        "Lines between rows.",
        "Linjer mellan rader.",
    ),
    optional(
        "line_strong",
        &Kind::Colour,
        "Edges of what can be pressed.",
        "Kanter på det som går att trycka på.",
    ),
    optional("link", &Kind::Colour, "Links.", "Länkar."),
    optional(
        "link_visited",
        &Kind::Colour,
        "Links that have been visited.",
        "Besökta länkar.",
    ),
    optional(
        "brand",
        &Kind::Colour,
        "The band at the top.",
        "Bandet högst upp.",
    ),
    optional(
        "brand_text",
        &Kind::Colour,
        "Text on the band.",
        "Text på bandet.",
    ),
    optional(
        "accent",
        &Kind::Colour,
        "The mark beside the response time.",
        "Märket vid svarstiden.",
    ),
    optional(
        "accent_surface",
        &Kind::Colour,
        "Behind the response time.",
        "Bakom svarstiden.",
    ),
    optional(
        "notice",
        &Kind::Colour,
        "Behind temporary information.",
        "Bakom tillfällig information.",
    ),
    optional(
        "notice_text",
        &Kind::Colour,
        "Temporary information.",
        "Tillfällig information.",
    ),
    optional(
        "notice_line",
        &Kind::Colour,
        "The mark beside temporary information.",
        "Märket vid tillfällig information.",
    ),
    optional(
        "focus",
        &Kind::Colour,
        "Around what has the keyboard’s focus.",
        "Kring det som har tangentbordets fokus.",
    ),
    optional(
        "focus_text",
        &Kind::Colour,
        "Text in focus, and the line around it.",
        "Text i fokus, och linjen kring den.",
    ),
    optional(
        "error",
        &Kind::Colour,
        "Errors in previews.",
        "Fel i förhandsvisningar.",
    ),
];

static LOGO_KEYS: &[Key] = &[
    required(
        "file",
        &Kind::Text,
        "Its file below `assets/`, SVG or PNG.",
        "Filen under `assets/`, SVG eller PNG.",
    ),
    required(
        "alt",
        &Kind::Text,
        "What it says, for those who do not see it.",
        "Vad det står, för den som inte ser den.",
    ),
    optional(
        "alt_en",
        &Kind::Text,
        "The same in English.",
        "Detsamma på engelska.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::look::COLOURS;

    #[test]
    fn every_colour_has_a_key() {
        let keys: Vec<&str> = COLOUR_KEYS.iter().map(|key| key.name).collect();
        assert_eq!(keys, COLOURS);
    }
}
