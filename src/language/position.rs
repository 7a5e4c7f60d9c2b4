//! Lines and columns as editors count them: both from 0, columns in units of an encoding.
//!
//! Offsets are bytes everywhere else. A place outside the text is moved to the nearest one inside.

use std::ops::Range;

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16: what every editor knows.
    Utf16,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// Line, from 0.
    pub line: u32,
    /// Column, from 0.
    pub column: u32,
}

/// The lines of a text.
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    encoding: Encoding,
}

/// A byte-order mark, which takes no column.
const MARK: char = '\u{feff}';

impl<'t> Lines<'t> {
    /// Finds the lines of a text. They end with `\n`, `\r\n` or `\r`.
    pub fn new(text: &'t str, encoding: Encoding) -> Self {
        let first = if text.starts_with(MARK) {
            MARK.len_utf8()
        } else {
            0
        };
        let bytes = text.as_bytes();
        let mut starts = vec![first];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                starts.push(at + 1);
            }
        }
        Self {
            text,
            starts,
            encoding,
        }
    }

    /// Line and column of a byte.
    pub fn point(&self, offset: usize) -> Point {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self
            .starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1);
        let start = self.starts[line].min(offset);
        let before = &self.text[start..offset];
        let column = match self.encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.chars().map(char::len_utf16).sum(),
        };
        Point {
            line: narrow(line),
            column: narrow(column),
        }
    }

    /// The byte at a line and column.
    pub fn offset(&self, point: Point) -> usize {
        let Some(start) = self.starts.get(point.line as usize) else {
            return self.text.len();
        };
        let next = self.starts.get(point.line as usize + 1);
        let end = next.map_or(self.text.len(), |next| *next);
        let line = self.text[*start..end].trim_end_matches(['\n', '\r']);
        let wanted = point.column as usize;
        let within = match self.encoding {
            Encoding::Utf8 => line.floor_char_boundary(wanted.min(line.len())),
            Encoding::Utf16 => {
                let mut units = 0;
                let mut ends = line.char_indices().filter(|(_, character)| {
                    units += character.len_utf16();
                    units > wanted
                });
                ends.next().map_or(line.len(), |(at, _)| at)
            }
        };
        start + within
    }

    /// The first and last place of a range of bytes.
    pub fn points(&self, range: Range<usize>) -> (Point, Point) {
        (self.point(range.start), self.point(range.end))
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A text with one part replaced, as an editor says it changed.
pub fn changed(text: &str, from: Point, to: Point, encoding: Encoding, new: &str) -> String {
    let lines = Lines::new(text, encoding);
    let (start, end) = (lines.offset(from), lines.offset(to));
    let (start, end) = (start.min(end), end.max(start));
    let mut changed = String::with_capacity(text.len() + new.len());
    changed.push_str(&text[..start]);
    changed.push_str(new);
    changed.push_str(&text[end..]);
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\r\nå𝄞x\nslut";

    fn at(line: u32, column: u32) -> Point {
        Point { line, column }
    }

    #[test]
    fn columns_count_what_was_agreed() {
        let x = TEXT.find('x').expect("in the text");
        assert_eq!(Lines::new(TEXT, Encoding::Utf16).point(x), at(1, 3));
        assert_eq!(Lines::new(TEXT, Encoding::Utf8).point(x), at(1, 6));
        assert_eq!(Lines::new(TEXT, Encoding::Utf16).offset(at(1, 3)), x);
        assert_eq!(Lines::new(TEXT, Encoding::Utf8).offset(at(1, 6)), x);
    }

    #[test]
    fn there_and_back_for_every_character() {
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let lines = Lines::new(TEXT, encoding);
            for (offset, character) in TEXT.char_indices() {
                // The two halves of a line end are one place to an editor.
                let expected = if character == '\n' && TEXT[..offset].ends_with('\r') {
                    offset - 1
                } else {
                    offset
                };
                assert_eq!(lines.offset(lines.point(offset)), expected, "{offset}");
            }
        }
    }

    #[test]
    fn places_outside_and_inside_a_character_are_moved() {
        let lines = Lines::new(TEXT, Encoding::Utf16);
        assert_eq!(lines.offset(at(0, 99)), 1);
        assert_eq!(lines.offset(at(99, 0)), TEXT.len());
        assert_eq!(lines.offset(at(1, 2)), TEXT.find('𝄞').expect("in the text"));
        assert_eq!(lines.point(TEXT.len() + 9), at(2, 4));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let lines = Lines::new("\u{feff}name", Encoding::Utf16);
        assert_eq!((lines.point(3), lines.point(0)), (at(0, 0), at(0, 0)));
        assert_eq!(lines.offset(at(0, 1)), 4);
    }

    #[test]
    fn a_change_replaces_its_part() {
        let new = changed(TEXT, at(1, 1), at(2, 1), Encoding::Utf16, "\n");
        assert_eq!(new, "a\r\nå\nlut");
        assert_eq!(
            changed("ab", at(0, 2), at(0, 1), Encoding::Utf16, "c"),
            "ac"
        );
    }
}
