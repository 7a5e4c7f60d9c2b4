//! `misplaced-file`: a file where none of its kind belongs.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "misplaced-file",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: Explanation {
        en: Sections {
            what: "Files below `content/` have set places: site.toml, pages/*.md, and per region region.toml, rules/*.toml and units/**.",
            why: "A file in another place would silently be left out of the site.",
            example: "content/kalmar/strandvik.toml, or content/kalmr/units/strandvik.toml where no content/kalmr/region.toml is.",
            mend: "Move the file to the place that the finding names, or remove it.",
        },
        sv: Sections {
            what: "Filer under `content/` har bestämda platser: site.toml, pages/*.md och per region region.toml, rules/*.toml och units/**.",
            why: "En fil på annan plats skulle annars tyst lämnas utanför webbplatsen.",
            example: "content/kalmar/strandvik.toml, eller content/kalmr/units/strandvik.toml där det inte finns någon content/kalmr/region.toml.",
            mend: "Flytta filen till den plats som anmärkningen nämner, eller ta bort den.",
        },
    },
};

/// A file that has no use where it lies; `place` says where it may belong.
pub fn fault(span: Span, place: Text) -> Diagnostic {
    let message = say!(
        "this file has no use here",
        "den här filen används inte på den här platsen"
    );
    Diagnostic::new(&CODE, span, message).with_help(place)
}

/// A unit, rule set or text in a folder without `region.toml`.
pub fn no_region(span: Span, region: &str) -> Diagnostic {
    let message = say!(
        "`{region}` is no region: there is no `content/{region}/region.toml`",
        "`{region}` är ingen region: det finns ingen `content/{region}/region.toml`"
    );
    Diagnostic::new(&CODE, span, message).with_help(say!(
        "move the file to a region's folder, or write `content/{region}/region.toml`",
        "flytta filen till en regions mapp, eller skriv `content/{region}/region.toml`"
    ))
}

/// A text that belongs to no unit.
pub fn no_unit(span: Span, stem: &str) -> Diagnostic {
    let message = say!(
        "this text belongs to no unit: there is no `{stem}.toml` beside it",
        "den här texten hör inte till någon enhet: det finns ingen `{stem}.toml` bredvid"
    );
    Diagnostic::new(&CODE, span, message).with_help(say!(
        "give it the same name as its unit's file",
        "ge den samma namn som enhetens fil"
    ))
}
