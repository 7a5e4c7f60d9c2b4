//! `misplaced-file`: a file where none of its kind belongs.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "misplaced-file",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("misplaced_file"),
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
