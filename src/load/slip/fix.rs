//! What a slip becomes, as edits and as words.

use std::ops::Range;

use crate::diagnostic::fix::{Certainty, Edit, Fix};
use crate::diagnostic::{Text, say};
use crate::load::shape::Kind;
use crate::load::slip::pieces::{Pair, unquoted};
use crate::load::words;
use crate::text::{FileId, Span};

/// What a pair or header should have been.
pub struct SlipFix {
    /// The edits, in order of place.
    pub(super) edits: Vec<(Range<usize>, String)>,
    pub(super) certainty: Certainty,
    /// The act.
    pub advice: Text,
    /// What is wrong, where the place says more of it than the file's syntax does.
    pub message: Option<Text>,
}

impl SlipFix {
    /// The edits as a fix.
    pub fn fix(&self, file: FileId) -> Fix {
        let edits = self.edits.iter().map(|(range, replacement)| Edit {
            span: Span::new(file, range.clone()),
            replacement: replacement.clone(),
        });
        Fix {
            title: self.advice.clone(),
            edits: edits.collect(),
            certainty: self.certainty,
        }
    }
}

/// The longest line that advice shows whole.
const MAX_SHOWN: usize = 90;

/// An edit of what differs, with advice that shows the whole.
pub(super) fn in_one_edit(
    range: Range<usize>,
    written: &str,
    meant: String,
    certainty: Certainty,
    message: Option<Text>,
) -> Option<SlipFix> {
    if written == meant {
        return None;
    }
    let (before, after) = common_ends(written, &meant);
    let shown = shown(&meant, before, after);
    let advice = say!("write `{shown}`", "skriv `{shown}`");
    let replacement = meant[before..meant.len() - after].to_owned();
    let changed = range.start + before..range.end - after;
    Some(SlipFix {
        edits: vec![(changed, replacement)],
        certainty,
        advice,
        message,
    })
}

/// How many bytes two texts share at their beginnings and at their ends.
fn common_ends(one: &str, other: &str) -> (usize, usize) {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let before: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let (one, other) = (&one[before..], &other[before..]);
    let same = one.chars().rev().zip(other.chars().rev());
    let same = same.take_while(|(a, b)| a == b);
    (before, same.map(|(c, _)| c.len_utf8()).sum())
}

/// What was meant, as advice shows it: whole, or around what differs.
fn shown(meant: &str, before: usize, after: usize) -> String {
    let line = meant.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MAX_SHOWN {
        return line;
    }
    let from = meant[..before]
        .char_indices()
        .rev()
        .nth(20)
        .map_or(0, |(at, _)| at);
    let end = meant.len() - after;
    let to = meant[end..]
        .char_indices()
        .nth(20)
        .map_or(meant.len(), |(at, _)| end + at);
    let mut part: String = meant[from..to].chars().take(MAX_SHOWN).collect();
    if from > 0 {
        part.insert(0, '…');
    }
    if to < meant.len() {
        part.push('…');
    }
    part
}

/// What is wrong with a pair, as its place tells it: a key in other words, or a value of another type.
pub(super) fn message(
    name: &str,
    pair: &Pair<'_>,
    kind: &'static Kind,
    value: &str,
) -> Option<Text> {
    let key = unquoted(pair.key);
    let written = unquoted(pair.value);
    if words::folded(key) != words::folded(name) {
        return Some(say!(
            "the field is called `{name}`, not `{key}`",
            "fältet heter `{name}`, inte `{key}`"
        ));
    }
    let is_text = matches!(kind, Kind::Text | Kind::Prose | Kind::Address(_));
    let is_short = written.chars().count() <= 40 && !written.contains('\n');
    let changed = words::folded(value) != words::folded(written);
    if is_text || !is_short || !changed {
        return None;
    }
    let expected = kind.expected();
    Some(Text {
        en: format!("`{name}` is `{written}`, expected {}", expected.en).into(),
        sv: format!("`{name}` är `{written}`, men ska vara {}", expected.sv).into(),
    })
}
