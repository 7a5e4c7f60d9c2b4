//! Pairs whose key belongs to another table.

use crate::diagnostic::fix::Certainty;
use crate::diagnostic::say;
use crate::load::shape::{Kind, Shape};
use crate::load::slip::fix::SlipFix;
use crate::load::slip::pieces::{self, Pair, Piece, PieceKind};
use crate::load::slip::place::{self, Table};
use crate::load::slip::value;
use crate::text::lines::{line_end, line_start};

/// A pair whose key belongs to another table.
pub(super) fn moved(
    text: &str,
    shape: &'static Shape,
    table: &Table,
    pieces: &[Piece],
    index: usize,
    pair: &Pair<'_>,
) -> Option<SlipFix> {
    let path = place::elsewhere(shape, pair.key)?;
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    let kind = place::kind_at(shape, &parts)?;
    let (above, name) = match kind {
        Kind::List(Kind::Table(inner)) => {
            let (key, read) = value::table_of(inner, pair.value)?;
            return insert(text, table, pieces, index, &Target::item(&path, key, read));
        }
        _ => path.split_at(path.len() - 1),
    };
    let (value, certainty) = value::read(kind, pair.value)?;
    let target = Target {
        header: (!above.is_empty()).then(|| format!("[{}]", above.join("."))),
        line: format!("{} = {value}", name.join(".")),
        certainty,
        is_new: false,
    };
    insert(text, table, pieces, index, &target)
}

/// Where a pair goes.
struct Target {
    /// The header that it belongs under; none for the file itself.
    header: Option<String>,
    line: String,
    certainty: Certainty,
    /// Whether the header is written anew even where there is one, as for one more notice.
    is_new: bool,
}

impl Target {
    fn item(path: &[String], key: &str, (value, certainty): value::Meant) -> Self {
        Self {
            header: Some(format!("[[{}]]", path.join("."))),
            line: format!("{key} = {value}"),
            certainty,
            is_new: true,
        }
    }
}

fn insert(
    text: &str,
    table: &Table,
    pieces: &[Piece],
    index: usize,
    target: &Target,
) -> Option<SlipFix> {
    let piece = &pieces[index];
    let is_header = |piece: &&Piece| piece.kind == PieceKind::Header;
    let written = |piece: &Piece| pieces::without_comment(&text[piece.range.clone()]);
    let line = &target.line;
    let (at, new) = match &target.header {
        None if table.path.is_empty() => return None,
        // Keys of the file itself stand before the first header.
        None => {
            let first = pieces.iter().find(is_header)?;
            let last = pieces
                .iter()
                .take_while(|it| it.range.end <= first.range.start)
                .last();
            let at = last.map_or(first.range.start, |last| line_end(text, last.range.end));
            (at, format!("{line}\n"))
        }
        Some(header) => {
            let mut headers = pieces.iter().filter(is_header);
            let there = headers.find(|piece| written(piece) == header);
            match there.filter(|_| !target.is_new) {
                Some(header) => (line_end(text, header.range.end), format!("{line}\n")),
                None => {
                    let gap = if text.ends_with('\n') { "" } else { "\n" };
                    (text.len(), format!("{gap}\n{header}\n{line}\n"))
                }
            }
        }
    };
    let removed = line_start(text, piece.range.start)..line_end(text, piece.range.end);
    let mut edits = vec![(at..at, new), (removed, String::new())];
    edits.sort_by_key(|(range, _)| range.start);
    // What is cut at the end of the file and what is put there are one edit.
    if edits[0].0.end == edits[1].0.start {
        let (range, _) = edits.remove(0);
        edits[0].0.start = range.start;
    }
    let advice = match &target.header {
        Some(header) => say!(
            "it belongs to `{header}`: write `{line}` there",
            "det hör till `{header}`: skriv `{line}` där"
        ),
        None => say!(
            "it belongs before the first header: write `{line}` there",
            "det hör hemma före den första rubriken: skriv `{line}` där"
        ),
    };
    Some(SlipFix {
        edits,
        certainty: target.certainty,
        advice,
        message: None,
    })
}
