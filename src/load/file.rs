//! One source file while it is read: its text, its table parsed with recovery, what its name says.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned as TomlSpanned;
use toml::de::DeTable;

use crate::diagnostic::fix::Certainty;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::load::faults::{hours_invalid, invisible_character, syntax, unknown_key, wrong_type};
use crate::load::shape::Shape;
use crate::load::slip;
use crate::load::table::Table;
use crate::model::site::MarkdownText;
use crate::text::path::SitePath;
use crate::text::{FileId, Span};

/// How many faults of syntax are shown for one file; the parser's recovery makes more up.
const MAX_SYNTAX_FAULTS: usize = 5;
/// How many other faults of one file are held against what people write by mistake: each time the file is
/// parsed anew.
const MAX_SLIPS: usize = 12;

/// A file and its id.
#[derive(Clone)]
pub(super) struct File {
    pub(super) id: FileId,
    pub(super) path: SitePath,
    /// What could be read of it.
    pub(super) text: Arc<str>,
    /// Whether that is all of it: otherwise it has its finding, and stands for its place alone.
    pub(super) is_read: bool,
}

impl File {
    /// A file of which all could be read.
    pub(super) fn whole(id: FileId, path: SitePath, text: Arc<str>) -> Self {
        Self {
            id,
            path,
            text,
            is_read: true,
        }
    }
}

/// Parses a file and hands its table on. `complete` tells whether it was free of syntax faults.
pub(super) fn parse<T>(
    file: &File,
    shape: &'static Shape,
    found: &mut Vec<Diagnostic>,
    read: impl FnOnce(&TomlSpanned<DeTable<'_>>, bool, &mut Vec<Diagnostic>) -> T,
) -> T {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    // What follows a bracket without an end would be read into it.
    let unclosed = match errors.as_slice() {
        [] => Vec::new(),
        _ => slip::unclosed(&file.text),
    };
    let without = match unclosed.as_slice() {
        [] => String::new(),
        _ => slip::without_unclosed(&file.text),
    };
    let (table, errors) = match unclosed.as_slice() {
        [] => (table, errors),
        _ => DeTable::parse_recoverable(&without),
    };
    let complete = errors.is_empty() && unclosed.is_empty();
    if !file.is_read {
        // Its finding is that it cannot be read.
        return read(&table, false, &mut Vec::new());
    }
    let place = |error: &toml::de::Error| error.span().unwrap_or(0..0);
    let mut in_order: Vec<_> = errors.iter().collect();
    in_order.sort_by_key(|error| place(error).start);
    let mut lines: Vec<Range<usize>> = Vec::new();
    for range in unclosed.iter().take(MAX_SYNTAX_FAULTS) {
        let mut fault = syntax::unclosed(file.id, &file.text, range.clone());
        explain_slip(&mut fault, file, shape);
        found.push(fault);
        lines.push(line_around(&file.text, range.start));
    }
    let mut seen: BTreeSet<usize> = lines.iter().map(|line| line.start).collect();
    for error in in_order {
        let line = line_around(&file.text, place(error).start);
        if !seen.insert(line.start) {
            continue;
        }
        if lines.len() < MAX_SYNTAX_FAULTS {
            let fault = syntax::fault(file.id, &file.text, place(error), error.message());
            // Among several faults it is not certain where each ends, so no edit of one is.
            let mut fault = if errors.len() == 1 {
                fault
            } else {
                fault.with_fix(None)
            };
            // A line that is right but for its key, which another has, is no slip.
            if !error.message().contains("duplicate key") {
                explain_slip(&mut fault, file, shape);
            }
            found.push(fault);
        }
        lines.push(line);
    }
    lines.sort_by_key(|line| line.start);
    let before = found.len();
    let result = read(&table, complete, found);
    let mut places: Vec<usize> = Vec::new();
    for diagnostic in &mut found[before..] {
        let at = diagnostic.primary.span.range().start;
        if can_be_slip(diagnostic) && places.len() < MAX_SLIPS && !places.contains(&at) {
            places.push(at);
            explain_slip(diagnostic, file, shape);
        }
    }
    invisible_character::of_toml(file.id, &file.text, table.get_ref(), found);
    if !complete {
        let made_up = made_up_places(&file.text, &lines);
        let mut others = found.split_off(before);
        others.retain(|diagnostic| {
            let start = diagnostic.primary.span.start as usize;
            let anywhere = is_inside(&lines, start);
            let key = diagnostic.code.name == unknown_key::CODE.name;
            let of_made_up_table = key && is_inside(&made_up, start);
            let of_made_up_value = diagnostic.primary.span == Span::whole(file.id);
            !(anywhere || of_made_up_table || of_made_up_value)
        });
        // A value near a fault may be read wrongly, so an edit of it may break more than it fixes.
        found.extend(
            others
                .into_iter()
                .map(|diagnostic| diagnostic.with_fix(None)),
        );
    }
    result
}

/// Whether a fault can be a slip: one without a certain fix, of a key or of the type of a value.
fn can_be_slip(diagnostic: &Diagnostic) -> bool {
    let slips = [&unknown_key::CODE, &wrong_type::CODE, &hours_invalid::CODE];
    let fixed = diagnostic.fix.as_ref();
    let is_certain = fixed.is_some_and(|fix| fix.certainty == Certainty::Certain);
    slips.contains(&diagnostic.code) && !is_certain
}

/// Says what was meant at the place of a fault, where that is known, and how to write it.
fn explain_slip(diagnostic: &mut Diagnostic, file: &File, shape: &'static Shape) {
    let at = diagnostic.primary.span.range().start;
    let is_syntax = diagnostic.code == &syntax::CODE;
    if is_syntax && diagnostic.fix.is_some() {
        return;
    }
    let meant = if is_syntax {
        slip::fix_syntax(&file.text, shape, at)
    } else {
        slip::fix_form(&file.text, shape, at)
    };
    let Some(meant) = meant else {
        let expected = slip::expected(&file.text, shape, at).filter(|_| is_syntax);
        if let Some(Text { en, sv }) = expected {
            diagnostic.help = Some(say!("write {en}", "skriv {sv}"));
        }
        return;
    };
    diagnostic.fix = Some(meant.fix(file.id));
    if let Some(message) = meant.message.filter(|_| is_syntax) {
        diagnostic.message = message.in_one_line();
    }
    diagnostic.help = Some(meant.advice.in_one_line());
}

/// Whether a byte stands in one of some ranges, which are in order and apart from each other.
fn is_inside(ranges: &[Range<usize>], at: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= at);
    ranges[..after]
        .last()
        .is_some_and(|range| range.contains(&at))
}

/// The line that a byte stands in, with its line end.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let start = text.as_bytes()[..at]
        .iter()
        .rposition(|byte| *byte == b'\n');
    let end = text.as_bytes()[at..].iter().position(|byte| *byte == b'\n');
    start.map_or(0, |newline| newline + 1)..end.map_or(text.len(), |newline| at + newline) + 1
}

/// What stands below a header that cannot be read: which table its keys belong to is not known.
fn made_up_places(text: &str, faulty_lines: &[Range<usize>]) -> Vec<Range<usize>> {
    let headers = faulty_lines.iter().filter(|line| {
        text.get(line.start..)
            .is_some_and(|rest| rest.trim_start().starts_with('['))
    });
    let next_header = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.find("\n[").map_or(text.len(), |at| from + at)
    };
    headers
        .map(|line| line.start..next_header(line.start))
        .collect()
}

/// The outermost table of a file, for the readers of each kind of file.
pub(super) fn root<'t>(table: &'t TomlSpanned<DeTable<'t>>, file: &File) -> Table<'t> {
    Table::root(table.get_ref(), file.id)
}

/// Takes a language tag off a stem: `strandvik.en` is `strandvik` in English, `strandvik` is Swedish.
pub(super) fn language_of(stem: &str) -> (&str, &str) {
    stem.rsplit_once('.').unwrap_or((stem, "sv"))
}

/// The place of the unit that a text stands beside, which is the path of its file without the ending, and
/// the text's language.
pub(super) fn beside(text: &SitePath) -> (&str, &str) {
    let (stem, language) = language_of(text.stem());
    let whole = text.without_extension();
    let tag = text.stem().len() - stem.len();
    (&whole[..whole.len() - tag], language)
}

/// A file as the Markdown that it holds.
pub(super) fn markdown(file: &File) -> MarkdownText {
    MarkdownText {
        file: file.id,
        source: file.text.clone(),
        folder: file.path.folder().into(),
    }
}
