//! Whether what is proposed leaves no fault behind.

use std::ops::Range;

use toml::de::DeTable;

use crate::load::shape::{self, Shape};
use crate::load::slip::pieces::without_unclosed;
use crate::text::FileId;
use crate::text::lines::{line_end, line_start};

/// Whether a file with some edits has no fault of form where they are, and fewer of those that it had there.
pub(super) fn leaves_no_fault(
    text: &str,
    shape: &'static Shape,
    piece: &Range<usize>,
    edits: &[(Range<usize>, String)],
) -> bool {
    let (new, places) = edited(text, edits);
    let new = without_unclosed(&new);
    let (table, errors) = DeTable::parse_recoverable(&new);
    let before = DeTable::parse_recoverable(&without_unclosed(text)).1;
    let times = |errors: &[toml::de::Error], message: &str| {
        errors.iter().filter(|it| it.message() == message).count()
    };
    let of_piece = before.iter().filter(|error| {
        let span = error.span().unwrap_or_default();
        piece.start <= span.start && span.start <= piece.end
    });
    let gone = of_piece
        .map(toml::de::Error::message)
        .all(|message| times(&errors, message) < times(&before, message));
    let is_here = |place: Range<usize>| {
        let mut places = places.iter();
        places.any(|edited| place.start < edited.end && edited.start <= place.end)
    };
    let still = errors.iter().any(|error| error.span().is_none_or(is_here));
    if !gone || still || errors.len() > before.len() {
        return false;
    }
    let mut found = Vec::new();
    shape::check(&table, shape, FileId(0), false, &mut found);
    !found
        .iter()
        .any(|diagnostic| is_here(diagnostic.primary.span.range()))
}

/// A text with some edits, and the lines that then have something new.
fn edited(text: &str, edits: &[(Range<usize>, String)]) -> (String, Vec<Range<usize>>) {
    let mut new = String::with_capacity(text.len());
    let mut places = Vec::new();
    let mut at = 0;
    for (range, replacement) in edits {
        new.push_str(&text[at..range.start]);
        let start = new.len();
        new.push_str(replacement);
        let is_cut = replacement.is_empty() && text[range.clone()].ends_with('\n');
        if !is_cut {
            places.push(start..new.len());
        }
        at = range.end;
    }
    new.push_str(&text[at..]);
    let lines = places
        .iter()
        .map(|place| line_start(&new, place.start)..line_end(&new, place.end));
    let lines = lines.collect();
    (new, lines)
}
