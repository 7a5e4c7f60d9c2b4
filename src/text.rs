//! Places in source files: who said what, where.
//!
//! Everything a finding may point at carries a [`Span`]. Spans are byte ranges; lines and columns
//! are derived late, by [`Sources::position`], because only reports need them.
//! This floor knows nothing of TOML, units or rules, and does no I/O.

pub mod cell;
pub mod digest;
pub mod hashing;
pub mod inputs;
pub mod lines;
pub mod markdown;
pub mod path;
pub mod path_map;
pub mod templates;
pub mod toml_text;
pub mod visible;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::text::path::SitePath;

/// One source file of a compilation; an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// A byte range in one source file. `start == end` marks a point, `0..0` the file as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The file the range lies in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// First byte after the range.
    pub end: u32,
}

impl Span {
    /// A span over `range` of `file`. Files are at most 1 MiB, so 32 bits always suffice.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            file,
            start: narrow(range.start),
            end: narrow(range.end.max(range.start)),
        }
    }

    /// The place of a file as a whole.
    pub fn whole(file: FileId) -> Self {
        Self {
            file,
            start: 0,
            end: 0,
        }
    }

    /// The byte range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The part `inner` (bytes, relative to this span's start after `skip` bytes such as an opening quote).
    /// Falls back to the whole span when the part does not fit, as with escapes in the source.
    pub fn part(self, skip: usize, inner: Range<usize>) -> Self {
        let base = self.start as usize + skip;
        let (start, end) = (base + inner.start, base + inner.end);
        if start <= end && end <= self.end as usize {
            Self::new(self.file, start..end)
        } else {
            self
        }
    }
}

/// A value and the place it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: change(self.value),
            span: self.span,
        }
    }
}

impl Spanned<String> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

/// Line and column of a place; both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

/// One source file: its path in the site and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path from the site's root.
    pub path: SitePath,
    /// The whole text; empty for a file that could not be read as text.
    pub text: Arc<str>,
    /// Where its lines begin, once somebody has asked.
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    fn new(path: SitePath, text: Arc<str>) -> Self {
        let lines = OnceLock::new();
        Self { path, text, lines }
    }

    /// Where its lines begin. A file with many findings is asked for each of them.
    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let ends = self.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(ends).collect()
        })
    }

    /// The whole lines around some bytes, and the number of the first, from 1.
    pub fn whole_lines(&self, range: Range<usize>) -> (Range<usize>, usize) {
        let lines = self.lines();
        let first = lines.partition_point(|start| *start <= range.start).max(1);
        let after = lines.partition_point(|start| *start <= range.end);
        let end = lines.get(after).copied().unwrap_or(self.text.len());
        (lines[first - 1]..end.max(range.end), first)
    }

    /// Line and column of a byte offset that lies on a character boundary.
    /// A byte-order mark at the start takes no column, as editors show none.
    fn position(&self, at: usize) -> Position {
        let lines = self.lines();
        let line = lines.partition_point(|start| *start <= at).max(1);
        let before = &self.text[lines[line - 1]..at];
        let column = before.trim_start_matches('\u{feff}').chars().count() + 1;
        Position { line, column }
    }
}

/// All source files of a compilation, by [`FileId`].
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    /// The folder of the repository that the site lies in, with a slash at its end; empty for its top.
    folder: String,
}

impl Sources {
    /// Adds a file and gives its id.
    pub fn add(&mut self, path: SitePath, text: Arc<str>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Source::new(path, text));
        id
    }

    /// Makes room for so many files, so that none is moved when more come.
    pub fn reserve(&mut self, files: usize) {
        self.files.reserve_exact(files);
    }

    /// Takes files away from the end, so that `count` are left.
    pub fn truncate(&mut self, count: usize) {
        self.files.truncate(count);
    }

    /// The file behind an id.
    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    /// The path of a file.
    pub fn path(&self, file: FileId) -> &SitePath {
        &self.get(file).path
    }

    /// Says in which folder of its repository the site lies, with a slash at its end.
    pub fn set_folder(&mut self, folder: String) {
        self.folder = folder;
    }

    /// The path of a file from the top of the repository, as services that show a repository ask for.
    pub fn path_in_repository(&self, file: FileId) -> String {
        format!("{}{}", self.folder, self.path(file))
    }

    /// All files, in order of id.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &Source)> {
        let id = |at: usize| FileId(u32::try_from(at).unwrap_or(u32::MAX));
        let files = self.files.iter().enumerate();
        files.map(move |(at, source)| (id(at), source))
    }

    /// The id of the file at a path.
    pub fn find(&self, path: &SitePath) -> Option<FileId> {
        let mut files = self.files();
        files
            .find(|(_, source)| source.path == *path)
            .map(|(id, _)| id)
    }

    /// Gives a file another text.
    pub fn replace(&mut self, file: FileId, text: Arc<str>) {
        if let Some(source) = self.files.get_mut(file.0 as usize) {
            *source = Source::new(source.path.clone(), text);
        }
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// A span moved onto character boundaries inside its file's text.
    pub fn clamp(&self, span: Span) -> Range<usize> {
        let text = &self.get(span.file).text;
        let floor = |at: usize| text.floor_char_boundary(at.min(text.len()));
        let (start, end) = (floor(span.start as usize), floor(span.end as usize));
        start..end.max(start)
    }

    /// Line and column where a span begins and ends.
    pub fn position(&self, span: Span) -> (Position, Position) {
        let range = self.clamp(span);
        let source = self.get(span.file);
        (source.position(range.start), source.position(range.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(text: &str) -> Sources {
        let mut sources = Sources::default();
        sources.add(SitePath::new("a.toml").expect("a plain path"), text.into());
        sources
    }

    #[test]
    fn columns_count_characters() {
        let sources = sources("a = 1\nnamn = \"Åkerö\"\n");
        let at = sources
            .get(FileId(0))
            .text
            .find("kerö")
            .expect("in the text");
        let (start, _) = sources.position(Span::new(FileId(0), at..at + 4));
        assert_eq!(
            start,
            Position {
                line: 2,
                column: 10
            }
        );
    }

    #[test]
    fn spans_inside_a_character_or_past_the_end_are_moved() {
        let sources = sources("åå");
        assert_eq!(sources.clamp(Span::new(FileId(0), 1..99)), 0..4);
        let (start, end) = sources.position(Span::new(FileId(0), 1..99));
        assert_eq!((start.column, end.column), (1, 3));
    }

    #[test]
    fn whole_lines_are_cut_out_around_a_place() {
        let source = Source::new(
            SitePath::new("a.toml").expect("a plain path"),
            "ett\ntvå\n\ntre".into(),
        );
        assert_eq!(source.whole_lines(0..0), (0..4, 1));
        assert_eq!(source.whole_lines(5..6), (4..9, 2));
        assert_eq!(source.whole_lines(2..5), (0..9, 1));
        assert_eq!(source.whole_lines(9..9), (9..10, 3));
        assert_eq!(source.whole_lines(11..13), (10..13, 4));
        assert_eq!(source.whole_lines(13..13), (10..13, 4));
    }

    #[test]
    fn byte_order_mark_takes_no_column() {
        let sources = sources("\u{feff}x = 1");
        assert_eq!(
            sources.position(Span::new(FileId(0), 3..4)).0,
            Position { line: 1, column: 1 }
        );
    }
}
