//! How a theme looks: its colours and its logo, as `theme.toml` states them.

use std::collections::BTreeMap;

use crate::model::colour::Colour;
use crate::text::{Span, Spanned};

/// The colours of a theme, by their keys in `theme.toml`. In style sheets a key is a custom property:
/// `brand_text` is `--brand-text`.
pub const COLOURS: [&str; 18] = [
    "page",
    "surface",
    "text",
    "text_soft",
    "line",
    "line_strong",
    "link",
    "link_visited",
    "brand",
    "brand_text",
    "accent",
    "accent_surface",
    "notice",
    "notice_text",
    "notice_line",
    "focus",
    "focus_text",
    "error",
];

/// What one `theme.toml` says of the look.
#[derive(Clone, Debug, Default)]
pub struct ThemeLook {
    /// Colours on light pages.
    pub light: Colours,
    /// Colours on dark pages.
    pub dark: Colours,
    /// The logo.
    pub logo: Option<LogoFile>,
    /// The picture beside links to pages: its path below `assets/`.
    pub share_image: Option<Spanned<String>>,
    /// The icon on the start screen of a telephone: its path below `assets/`.
    pub touch_icon: Option<Spanned<String>>,
    /// What the search knows of words.
    pub words: SearchWords,
}

/// What the search knows of words.
#[derive(Clone, Debug, Default)]
pub struct SearchWords {
    /// Words that say nothing of what is looked for.
    pub ignored: Vec<String>,
    /// Words and phrases that mean the same.
    pub synonyms: Vec<Vec<String>>,
}

/// Colours by their keys.
pub type Colours = BTreeMap<&'static str, Spanned<Colour>>;

/// The logo that a theme states.
#[derive(Clone, Debug)]
pub struct LogoFile {
    /// Where the table stands.
    pub span: Span,
    /// Its path below `assets/`.
    pub file: Spanned<String>,
    /// What it says to those who do not see it.
    pub alt: String,
    /// The same in English.
    pub alt_en: Option<String>,
}
