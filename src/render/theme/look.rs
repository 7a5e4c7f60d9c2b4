//! The look of a theme: the style sheet's colours, whether they can be told apart, and the logo.
//!
//! Colours come from `theme.toml`, the site's own over the built-in ones key by key, and become custom
//! properties at the top of `site.css`.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::colour::Colour;
use crate::model::look::{COLOURS, Colours, ThemeLook};
use crate::render::faults::low_contrast;
use crate::text::Spanned;

/// The contrast that text needs (WCAG 2.2, 1.4.3).
const TEXT: f64 = 4.5;
/// The contrast that lines and focus need (WCAG 2.2, 1.4.11).
const LINE: f64 = 3.0;

/// Two colours that meet.
struct Pair {
    /// What is to be seen: the best of these counts.
    front: &'static [&'static str],
    /// What it stands on.
    back: &'static str,
    /// The least contrast.
    least: f64,
}

const fn text(front: &'static [&'static str], back: &'static str) -> Pair {
    Pair {
        front,
        back,
        least: TEXT,
    }
}

const fn line(front: &'static [&'static str], back: &'static str) -> Pair {
    Pair {
        front,
        back,
        least: LINE,
    }
}

/// What meets in the built-in style sheet. Focus has two colours, of which one must be seen.
static PAIRS: &[Pair] = &[
    text(&["text"], "page"),
    text(&["text"], "surface"),
    text(&["text"], "accent_surface"),
    text(&["text_soft"], "page"),
    text(&["text_soft"], "surface"),
    text(&["link"], "page"),
    text(&["link"], "surface"),
    text(&["link_visited"], "page"),
    text(&["link_visited"], "surface"),
    text(&["brand_text"], "brand"),
    text(&["notice_text"], "notice"),
    text(&["focus_text"], "focus"),
    text(&["error"], "page"),
    line(&["focus_text", "focus"], "page"),
    line(&["focus_text", "focus"], "surface"),
    line(&["focus_text", "focus"], "brand"),
    line(&["line_strong"], "page"),
    line(&["accent"], "page"),
    line(&["notice_line"], "page"),
];

/// The colours of one scheme: the site's own, and those it inherits.
struct Scheme<'a> {
    name: Text,
    own: &'a Colours,
    inherited: &'a Colours,
}

impl Scheme<'_> {
    fn get(&self, key: &str) -> Option<&Spanned<Colour>> {
        self.own.get(key).or_else(|| self.inherited.get(key))
    }

    /// The contrast of a pair, with some colour in place of its own.
    fn ratio(&self, pair: &Pair, instead: Option<(&str, Colour)>) -> Option<f64> {
        let colour = |key: &str| match instead {
            Some((name, colour)) if name == key => Some(colour),
            _ => self.get(key).map(|colour| colour.value),
        };
        let back = colour(pair.back)?;
        let fronts = pair.front.iter().filter_map(|front| colour(front));
        fronts
            .map(|front| front.contrast(back))
            .max_by(f64::total_cmp)
    }

    /// The finding for a pair that cannot be told apart.
    fn check(&self, pair: &Pair) -> Option<Diagnostic> {
        let ratio = self.ratio(pair, None).filter(|ratio| *ratio < pair.least)?;
        // What the site has chosen is what it can change, and text rather than what is behind it.
        let mut keys = pair.front.iter().chain([&pair.back]);
        let changed = keys.find(|key| self.own.contains_key(**key));
        let changed: &str = changed.unwrap_or(&pair.front[0]);
        let other = if changed == pair.back {
            pair.front[0]
        } else {
            pair.back
        };
        let (place, beside) = (self.get(changed)?, self.get(other)?);
        let (ratio, least) = (in_hundredths(ratio), pair.least);
        let (name, value) = (&self.name, place.value);
        let beside_value = beside.value;
        let comma = |number: f64| number.to_string().replace('.', ",");
        let (ratio_sv, least_sv) = (comma(ratio), comma(least));
        let message = Text {
            en: format!("`{changed}` {value} has the contrast {ratio}:1 to `{other}` {beside_value} on {} pages; {least}:1 is the least", name.en).into(),
            sv: format!("`{changed}` {value} har kontrasten {ratio_sv}:1 mot `{other}` {beside_value} på {} sidor; det minsta är {least_sv}:1", name.sv).into(),
        };
        let involved = |pair: &&Pair| pair.front.contains(&changed) || pair.back == changed;
        let passes = |pair: &Pair, colour| {
            self.ratio(pair, Some((changed, colour)))
                .is_none_or(|ratio| ratio >= pair.least)
        };
        let everywhere = place.value.nearest(|colour| {
            PAIRS
                .iter()
                .filter(involved)
                .all(|pair| passes(pair, colour))
        });
        let here = || place.value.nearest(|colour| passes(pair, colour));
        let help = match everywhere.or_else(here) {
            Some(nearest) => say!(
                "the nearest colour that passes is `{nearest}`",
                "den närmaste färgen som räcker till är `{nearest}`"
            ),
            None => say!(
                "change `{other}` too; no shade of this one passes",
                "ändra också `{other}`; ingen nyans av den här räcker till"
            ),
        };
        let diagnostic = Diagnostic::new(&low_contrast::CODE, place.span, message).with_help(help);
        Some(match beside.span == place.span {
            true => diagnostic,
            false => diagnostic.with_related(beside.span, say!("against this", "mot den här")),
        })
    }
}

/// A ratio with two decimals, never rounded up: 4.48 does not pass as 4.5.
fn in_hundredths(ratio: f64) -> f64 {
    (ratio * 100.0).floor() / 100.0
}

/// The schemes of a look over the one it inherits from.
fn schemes<'a>(own: &'a ThemeLook, inherited: &'a ThemeLook) -> [Scheme<'a>; 2] {
    [
        Scheme {
            name: say!("light", "ljusa"),
            own: &own.light,
            inherited: &inherited.light,
        },
        Scheme {
            name: say!("dark", "mörka"),
            own: &own.dark,
            inherited: &inherited.dark,
        },
    ]
}

/// Holds every pair of colours against the guidelines.
pub fn check(own: &ThemeLook, inherited: &ThemeLook, found: &mut Vec<Diagnostic>) {
    for scheme in schemes(own, inherited) {
        found.extend(PAIRS.iter().filter_map(|pair| scheme.check(pair)));
    }
}

/// The colours as custom properties, for the top of the style sheet.
pub fn style(own: &ThemeLook, inherited: &ThemeLook) -> String {
    let [light, dark] = schemes(own, inherited).map(|scheme| {
        let mut rule = String::from(":root {");
        for key in COLOURS {
            if let Some(colour) = scheme.get(key) {
                // Writing to a string cannot fail.
                let _ = write!(rule, " --{}: {};", key.replace('_', "-"), colour.value);
            }
        }
        rule + " }\n"
    });
    format!("{light}@media (prefers-color-scheme: dark) {{ {dark}}}\n")
}

/// A colour on light and on dark pages.
pub fn colour(own: &ThemeLook, inherited: &ThemeLook, key: &str) -> [Option<Colour>; 2] {
    schemes(own, inherited).map(|scheme| scheme.get(key).map(|colour| colour.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;
    use crate::text::FileId;
    use crate::text::path::SitePath;

    fn look(text: &str) -> ThemeLook {
        let path = SitePath::new("themes/default/theme.toml").expect("a sound path");
        let mut found = Vec::new();
        let look = load::theme::load(FileId(0), &path, &text.into(), &mut found);
        assert!(found.is_empty(), "{found:?}");
        look
    }

    fn built_in() -> ThemeLook {
        look(include_str!("../../../themes/default/theme.toml"))
    }

    fn found(own: &str) -> Vec<String> {
        let mut found = Vec::new();
        check(&look(own), &built_in(), &mut found);
        let line = |finding: &Diagnostic| {
            let help = finding.help.as_ref().map(|help| help.en.to_string());
            format!("{}: {}", finding.message.en, help.unwrap_or_default())
        };
        found.iter().map(line).collect()
    }

    #[test]
    fn the_built_in_colours_are_all_there_and_pass() {
        let look = built_in();
        for scheme in [&look.light, &look.dark] {
            let keys: Vec<&str> = COLOURS
                .into_iter()
                .filter(|key| !scheme.contains_key(key))
                .collect();
            assert!(keys.is_empty(), "{keys:?}");
        }
        assert_eq!(found(""), [] as [&str; 0]);
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_found_with_one_that_can() {
        assert_eq!(
            found("[colours.light]\nbrand = \"#e87722\"\n"),
            [
                "`brand` #e87722 has the contrast 2.96:1 to `brand_text` #ffffff on light pages; 4.5:1 is the least: \
                 the nearest colour that passes is `#b85e1b`"
            ]
        );
        let both = found("[colours.dark]\nlink = \"#223344\"\n");
        assert_eq!(both.len(), 2, "{both:?}");
        assert!(both[0].contains("`link` #223344") && both[1].contains("`surface`"));
    }

    #[test]
    fn the_sites_own_colours_stand_over_the_built_in_ones() {
        let own = look("[colours.light]\nbrand = \"#123\"\n");
        let style = style(&own, &built_in());
        let (light, dark) = style.split_once("@media").expect("both schemes");
        assert!(light.contains("--brand: #112233;") && light.contains("--brand-text: #ffffff;"));
        assert!(dark.contains("--page:") && !dark.contains("#112233"));
    }
}
