//! Reads the colours, the logo and the words for the search of a theme's `theme.toml`.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::load::file::{File, parse, root};
use crate::load::table::Table;
use crate::load::{region, shape};
use crate::model::colour::Colour;
use crate::model::look::{COLOURS, Colours, LogoFile, SearchWords, ThemeLook};
use crate::text::path::SitePath;
use crate::text::{FileId, Spanned};

/// The look that a file states.
pub fn load(
    id: FileId,
    path: &SitePath,
    text: &Arc<str>,
    found: &mut Vec<Diagnostic>,
) -> ThemeLook {
    let file = File::whole(id, path.clone(), text.clone());
    parse(
        &file,
        &shape::theme::THEME,
        found,
        |table, complete, found| {
            // A theme may say nothing at all.
            if !table.get_ref().is_empty() {
                shape::check(table, &shape::theme::THEME, id, complete, found);
            }
            let table = root(table, &file);
            let schemes = table.table("colours");
            let scheme = |name| schemes.and_then(|schemes| schemes.table(name));
            ThemeLook {
                light: scheme("light").as_ref().map(colours).unwrap_or_default(),
                dark: scheme("dark").as_ref().map(colours).unwrap_or_default(),
                logo: table.table("logo").and_then(|logo| {
                    Some(LogoFile {
                        span: logo.span,
                        file: logo.text("file")?,
                        alt: logo.plain("alt")?,
                        alt_en: logo.plain("alt_en"),
                    })
                }),
                share_image: table.text("share_image"),
                touch_icon: table.text("touch_icon"),
                words: SearchWords {
                    ignored: region::plain(table.texts("ignored_words")),
                    synonyms: region::synonyms(&table, found),
                },
            }
        },
    )
}

fn colours(table: &Table<'_>) -> Colours {
    let colour = |key: &'static str| {
        let text = table.text(key)?;
        Some((key, Spanned::new(Colour::parse(&text.value)?, text.span)))
    };
    COLOURS.into_iter().filter_map(colour).collect()
}
