//! Slips of people who have never heard of TOML, and what they meant.
//!
//! A fault of form points at a place. The pair or header around it is taken apart without TOML's rules, held
//! against the key that stands there, and written as it must be. What comes out is proposed only when the
//! file then has no fault at that place: whoever follows the advice is done.

mod check;
mod date;
mod fix;
mod key;
mod moving;
mod pieces;
mod place;
mod value;
mod week;

use std::ops::Range;

use toml::de::DeTable;

use crate::diagnostic::fix::Certainty;
use crate::diagnostic::{Text, say};
use crate::load::shape::{Kind, Shape};
use crate::load::slip::check::leaves_no_fault;
use crate::load::slip::fix::{SlipFix, in_one_edit, message};
use crate::load::slip::moving::moved;
use crate::load::slip::pieces::{Pair, Piece, PieceKind, pieces};
use crate::load::slip::place::Table;
use crate::load::words;

/// What a pair or header that is no TOML should have been; nothing where that is not known. A value without
/// an end is found behind it, so that the pair before may be the one.
pub fn fix_syntax(text: &str, shape: &'static Shape, at: usize) -> Option<SlipFix> {
    let pieces = pieces(text);
    let after = pieces.partition_point(|piece| piece.range.start <= at);
    let mut candidates = (0..after).rev().take(2);
    let index = candidates.find(|index| !is_sound(text, &pieces[*index]))?;
    fix_piece(text, shape, &pieces, index)
}

/// What a pair or header should have been that is TOML, but not what stands there.
pub fn fix_form(text: &str, shape: &'static Shape, at: usize) -> Option<SlipFix> {
    let pieces = pieces(text);
    let after = pieces.partition_point(|piece| piece.range.start <= at);
    fix_piece(text, shape, &pieces, after.checked_sub(1)?)
}

/// The lines of a file whose brackets are not closed, so that what follows would be read into them.
pub fn unclosed(text: &str) -> Vec<Range<usize>> {
    pieces::unclosed(text)
}

/// A text without those lines, in which every other byte stands where it stood.
pub fn without_unclosed(text: &str) -> String {
    pieces::without_unclosed(text)
}

/// Words for what the key at a place holds, where that is no text.
pub fn expected(text: &str, shape: &'static Shape, at: usize) -> Option<Text> {
    let pieces = pieces(text);
    let index = pieces
        .partition_point(|piece| piece.range.start <= at)
        .checked_sub(1)?;
    let piece = &pieces[index];
    let pair = pieces::split(&text[piece.range.clone()])?;
    let is_here = piece.kind == PieceKind::Pair && at < piece.range.end;
    let table = table_of(text, shape, &pieces[..index]);
    let inside = table.inside.filter(|_| is_here)?;
    let (_, kind, _) = inside.key(pair.key)?;
    let is_text = matches!(kind, Kind::Text | Kind::Prose | Kind::Address(_));
    (!is_text).then(|| kind.expected())
}

/// Whether a piece is TOML by itself.
fn is_sound(text: &str, piece: &Piece) -> bool {
    let written = &text[piece.range.clone()];
    DeTable::parse_recoverable(written).1.is_empty()
}

/// The longest pair, and the most brackets inside each other, that somebody writes by hand.
const MAX_LENGTH: usize = 4000;
const MAX_DEPTH: i32 = 6;

fn fix_piece(text: &str, shape: &'static Shape, pieces: &[Piece], index: usize) -> Option<SlipFix> {
    let piece = &pieces[index];
    let written = &text[piece.range.clone()];
    let has_lone_return = written.replace("\r\n", "").contains('\r');
    if has_lone_return || written.len() > MAX_LENGTH || pieces::deepest(written) > MAX_DEPTH {
        return None;
    }
    let fix = match piece.kind {
        PieceKind::Header => header(shape, piece, written, text, pieces.get(index + 1)),
        PieceKind::Pair => {
            let table = table_of(text, shape, &pieces[..index]);
            let pair = pieces::split(written)?;
            if let Some(gap) = pieces::second_pair(written) {
                return two_lines(text, shape, piece, gap);
            }
            match key_here(shape, &table, pair.key) {
                Some(key) => in_place(key, piece, &pair),
                None => moved(text, shape, &table, pieces, index, &pair),
            }
        }
        PieceKind::LongText => None,
    };
    fix.filter(|fix| leaves_no_fault(text, shape, &piece.range, &fix.edits))
}

/// Two pairs on one line, as two lines.
fn two_lines(
    text: &str,
    shape: &'static Shape,
    piece: &Piece,
    gap: Range<usize>,
) -> Option<SlipFix> {
    let second = pieces::without_comment(&text[piece.range.start + gap.end..piece.range.end]);
    let gap = piece.range.start + gap.start..piece.range.start + gap.end;
    let fix = SlipFix {
        edits: vec![(gap, "\n".to_owned())],
        certainty: Certainty::Certain,
        advice: say!(
            "write `{second}` on a line of its own",
            "skriv `{second}` på en egen rad"
        ),
        message: None,
    };
    leaves_no_fault(text, shape, &piece.range, &fix.edits).then_some(fix)
}

/// The table that pairs after some pieces stand in.
fn table_of(text: &str, shape: &'static Shape, before: &[Piece]) -> Table {
    let mut headers = before.iter().rev();
    let header = headers.find(|piece| piece.kind == PieceKind::Header);
    let Some(header) = header else {
        let inside = Some(key::Inside::Shape(shape));
        let path = Vec::new();
        return Table { path, inside };
    };
    let written = &text[header.range.clone()];
    let path = place::header_path(shape, written);
    let inside = path.as_ref().and_then(|path| place::inside_at(shape, path));
    let path = path.unwrap_or_else(|| place::header_words(written));
    Table { path, inside }
}

/// A header with its brackets, and the key that it means.
fn header(
    shape: &'static Shape,
    piece: &Piece,
    written: &str,
    text: &str,
    next: Option<&Piece>,
) -> Option<SlipFix> {
    let name = pieces::without_comment(written);
    let mut path = place::header_path(shape, name)?;
    let next = next.and_then(|next| pieces::split(&text[next.range.clone()]));
    let names_day = next.is_some_and(|pair| week::days(pair.key).is_some());
    if path == ["hours"] && names_day {
        path.push("opening".to_owned());
    }
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    let keys: Vec<String> = parts
        .iter()
        .map(|part| crate::text::toml_text::key(part))
        .collect();
    let path = keys.join(".");
    let meant = match place::kind_at(shape, &parts)? {
        Kind::List(_) => format!("[[{path}]]"),
        _ => format!("[{path}]"),
    };
    let range = piece.range.start..piece.range.start + name.len();
    in_one_edit(range, name, meant, Certainty::Certain, None)
}

/// A pair that stays where it is.
fn in_place(
    (name, kind, mut certainty): (String, &'static Kind, Certainty),
    piece: &Piece,
    pair: &Pair<'_>,
) -> Option<SlipFix> {
    let (value, sure) = match value::read(kind, pair.value) {
        Some(read) => read,
        None => text_in_table(kind, pair.value)?,
    };
    certainty = certainty.min(sure);
    let gap = if pair.gap.trim() == "=" {
        pair.gap
    } else {
        " = "
    };
    let meant = format!("{name}{gap}{value}");
    let written_len = pair.key.len() + pair.gap.len() + pair.value.len();
    let range = piece.range.start..piece.range.start + written_len;
    let written = format!("{}{}{}", pair.key, pair.gap, pair.value);
    let message = message(&name, pair, kind, &value);
    in_one_edit(range, &written, meant, certainty, message)
}

/// The key of a pair in its table: known there, or in Swedish, or a day that stands one table too high.
fn key_here(
    shape: &'static Shape,
    table: &Table,
    written: &str,
) -> Option<(String, &'static Kind, Certainty)> {
    let inside = table.inside?;
    let bare = pieces::unquoted(written.trim());
    if let Some(kind) = inside
        .kind(bare)
        .filter(|_| !matches!(inside, key::Inside::Map(_)))
    {
        return Some((bare.to_owned(), kind, Certainty::Certain));
    }
    if let Some(name) = place::in_table(shape, &table.path, bare) {
        let kind = inside.kind(&name)?;
        return Some((name, kind, Certainty::Certain));
    }
    if table.path == ["hours"]
        && let Some((days, _)) = week::days(bare)
        && let [day] = days.as_slice()
    {
        let kind = place::kind_at(shape, &["hours", "opening", day])?;
        return Some((format!("opening.{day}"), kind, Certainty::Likely));
    }
    if let Some(known) = dotted(shape, &table.path, bare) {
        return Some(known);
    }
    let is_map = matches!(inside, key::Inside::Map(_));
    let is_elsewhere = || place::elsewhere(shape, bare).is_some();
    inside.key(written).filter(|(name, ..)| {
        // The letters of the key, not a word that is known in another table.
        is_map || words::folded(name) == words::folded(bare) || !is_elsewhere()
    })
}

/// A key with points in it, each part in words.
fn dotted(
    shape: &'static Shape,
    table: &[String],
    written: &str,
) -> Option<(String, &'static Kind, Certainty)> {
    if !written.contains('.') || written.contains(' ') {
        return None;
    }
    let mut path = table.to_vec();
    for part in written.split('.') {
        let inside = place::inside_at(shape, &path)?;
        let known = inside.kind(part).map(|_| part.to_owned());
        path.push(known.or_else(|| place::in_table(shape, &path, part))?);
    }
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    let kind = place::kind_at(shape, &parts)?;
    Some((path[table.len()..].join("."), kind, Certainty::Certain))
}

/// A text where a list of tables is expected, as the one text that such a table must have.
fn text_in_table(kind: &'static Kind, written: &str) -> Option<value::Meant> {
    let Kind::List(Kind::Table(shape)) = kind else {
        return None;
    };
    let (key, (value, certainty)) = value::table_of(shape, written)?;
    Some((format!("[{{ {key} = {value} }}]"), certainty))
}
