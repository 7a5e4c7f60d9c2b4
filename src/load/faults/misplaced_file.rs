//! `misplaced-file`: a file where none of its kind belongs.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::name::nearest;
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

/// The first unit, rule set or text in a folder without `region.toml`, which so many others lie in too.
pub fn no_region(span: Span, region: &str, others: usize) -> Diagnostic {
    let message = say!(
        "`{region}` is no region: there is no `content/{region}/region.toml`",
        "`{region}` är ingen region: det finns ingen `content/{region}/region.toml`"
    );
    let help = match others {
        0 => say!(
            "move the file to a region's folder, or write `content/{region}/region.toml`",
            "flytta filen till en regions mapp, eller skriv `content/{region}/region.toml`"
        ),
        others => say!(
            "write `content/{region}/region.toml`, or move this file and {others} more below the folder to a region's; until then none of them is assessed",
            "skriv `content/{region}/region.toml`, eller flytta den här filen och {others} till under mappen till en regions; tills dess bedöms ingen av dem"
        ),
    };
    Diagnostic::new(&CODE, span, message).with_help(help)
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

/// Whether a finding is of this code.
pub fn is_it(diagnostic: &Diagnostic) -> bool {
    std::ptr::eq(diagnostic.code, &raw const CODE)
}

/// A text whose name says a language that there is not.
pub fn no_language(span: Span, stem: &str, tag: &str, known: &[&str]) -> Diagnostic {
    let message = say!(
        "`{tag}` in the file's name is no language",
        "`{tag}` i filens namn är inget språk"
    );
    let known = nearest(tag, known.iter().copied()).or(known.first().copied());
    let known = known.unwrap_or("en");
    Diagnostic::new(&CODE, span, message).with_help(say!(
        "name it `{stem}.md` for Swedish, or with the tag of a language, such as `{stem}.{known}.md`",
        "döp den till `{stem}.md` för svenska, eller med ett språks kod, till exempel `{stem}.{known}.md`"
    ))
}

/// A text beside another in the same language.
pub fn same_language(span: Span, other: Span, stem: &str, tag: &str) -> Diagnostic {
    let message = say!(
        "there are two texts of `{stem}` in `{tag}`",
        "det finns två texter för `{stem}` på `{tag}`"
    );
    Diagnostic::new(&CODE, span, message)
        .with_related(other, say!("the other one", "den andra"))
        .with_help(say!(
            "move what is in one of them into the other, and remove it",
            "flytta innehållet i den ena till den andra, och ta bort den"
        ))
}
