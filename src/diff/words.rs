//! Running text compared word by word, and text made fit for one line of a form.

use similar::{ChangeTag, TextDiff};

use crate::text::visible::without_invisible;

/// Texts with more words than this are not compared word by word.
const MOST_WORDS: usize = 20_000;

/// Words that are kept around a change when the rest is left out.
const AROUND: usize = 5;

/// Whether a piece of text was there before, is there now, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// In both.
    Same,
    /// Only before.
    Removed,
    /// Only now.
    Added,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// In which of the two it is.
    pub mark: Mark,
    /// The text.
    pub text: String,
}

/// The pieces of two texts, in order.
pub fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let words = |text: &str| text.split_whitespace().count();
    if words(before).max(words(after)) > MOST_WORDS {
        let piece = |mark, text: &str| Piece {
            mark,
            text: text.to_owned(),
        };
        return vec![piece(Mark::Removed, before), piece(Mark::Added, after)];
    }
    let difference = TextDiff::from_words(before, after);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in difference.iter_all_changes() {
        let mark = match change.tag() {
            ChangeTag::Equal => Mark::Same,
            ChangeTag::Delete => Mark::Removed,
            ChangeTag::Insert => Mark::Added,
        };
        match pieces.last_mut() {
            Some(last) if last.mark == mark => last.text.push_str(change.value()),
            _ => pieces.push(Piece {
                mark,
                text: change.value().to_owned(),
            }),
        }
    }
    bridge(pieces)
}

/// A lone blank between two changes is part of them: whole phrases read better than every other word.
fn bridge(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut bridged: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        if pieces[at].mark == Mark::Same {
            bridged.push(pieces[at].clone());
            at += 1;
            continue;
        }
        let (mut removed, mut added) = (String::new(), String::new());
        while at < pieces.len() {
            let Piece { mark, text } = &pieces[at];
            match mark {
                Mark::Removed => removed.push_str(text),
                Mark::Added => added.push_str(text),
                Mark::Same if text.trim().is_empty() && at + 1 < pieces.len() => {
                    removed.push_str(text);
                    added.push_str(text);
                }
                Mark::Same => break,
            }
            at += 1;
        }
        for (mark, text) in [(Mark::Removed, removed), (Mark::Added, added)] {
            if !text.is_empty() {
                bridged.push(Piece { mark, text });
            }
        }
    }
    bridged
}

/// The pieces on one line, with what stands far from any change left out.
pub fn excerpt(pieces: &[Piece]) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let cut = |(at, piece): (usize, &Piece)| {
        let text = calm(&piece.text);
        let text = match piece.mark {
            Mark::Same => shorten(&text, at > 0, at < last),
            Mark::Removed | Mark::Added => text,
        };
        Piece {
            mark: piece.mark,
            text,
        }
    };
    let cut = pieces.iter().enumerate().map(cut);
    cut.filter(|piece| !piece.text.is_empty()).collect()
}

/// The words of a text that stand next to a change.
fn shorten(text: &str, after_change: bool, before_change: bool) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (head, tail) = (
        if after_change { AROUND } else { 0 },
        if before_change { AROUND } else { 0 },
    );
    if words.len() <= head + tail + 1 {
        return text.to_owned();
    }
    let first = words[..head].join(" ");
    let end = words[words.len() - tail..].join(" ");
    let blank = |there: bool| if there { " " } else { "" };
    let lead = blank(after_change && text.starts_with(' '));
    let trail = blank(before_change && text.ends_with(' '));
    match (after_change, before_change) {
        (true, true) => format!("{lead}{first} … {end}{trail}"),
        (true, false) => format!("{lead}{first} …"),
        (false, true) => format!("… {end}{trail}"),
        (false, false) => String::new(),
    }
}

/// A text on one line, without what could steer a terminal or turn the direction of reading, and with one
/// blank where there are several.
pub fn calm(text: &str) -> String {
    let mut calm = String::with_capacity(text.len());
    for character in without_invisible(text).chars() {
        match character {
            c if c.is_whitespace() => {
                if !calm.ends_with(' ') {
                    calm.push(' ');
                }
            }
            c => calm.push(c),
        }
    }
    calm
}

/// A text on one line, cut where it is longer than some characters.
pub fn cut(text: &str, most: usize) -> String {
    let calm = calm(text);
    let calm = calm.trim();
    match calm.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", calm[..end].trim_end()),
        None => calm.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| match piece.mark {
            Mark::Same => piece.text.clone(),
            Mark::Removed => format!("[-{}-]", piece.text),
            Mark::Added => format!("{{+{}+}}", piece.text),
        };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn words_are_compared_and_phrases_kept_together() {
        let found = pieces(
            "Vi har öppet varje dag.",
            "Vi har stängt hela tiden varje dag.",
        );
        assert_eq!(
            shown(&found),
            "Vi har [-öppet-]{+stängt hela tiden+} varje dag."
        );
        assert_eq!(shown(&pieces("a", "a")), "a");
    }

    #[test]
    fn what_is_far_from_a_change_is_left_out() {
        let before = format!("{}gammal {}", "ord ".repeat(20), "slut ".repeat(20));
        let after = before.replace("gammal", "ny");
        assert_eq!(
            shown(&excerpt(&pieces(&before, &after))),
            "… ord ord ord ord ord [-gammal-]{+ny+} slut slut slut slut slut …"
        );
    }

    #[test]
    fn nothing_steers_a_terminal() {
        assert_eq!(calm("a\u{1b}[31m\r\n\u{202e}b"), "a[31m b");
        assert_eq!(cut("  åäö åäö", 4), "åäö…");
    }
}
