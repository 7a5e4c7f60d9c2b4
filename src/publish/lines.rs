//! The texts that are kept beside a published folder, on their way out: some lines at a time, so that
//! none of them is in memory as a whole, and with the hash of what has been written.

use std::fmt::{self, Write as _};
use std::io::{self, Write};

use blake3::{Hash, Hasher};

/// Lines are handed on in pieces of about this many bytes.
const PIECE: usize = 64 * 1024;

/// A text on its way out.
pub(super) struct Lines<W> {
    out: W,
    /// What has not been handed on.
    piece: String,
    hasher: Hasher,
}

impl<W: Write> Lines<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            piece: String::new(),
            hasher: Hasher::new(),
        }
    }

    /// Adds a line, given without its end in parts.
    pub(super) fn add(&mut self, parts: &[&str]) -> io::Result<()> {
        parts.iter().for_each(|part| self.piece.push_str(part));
        self.end_line()
    }

    /// The same for a line with numbers in it.
    pub(super) fn put(&mut self, line: fmt::Arguments<'_>) -> io::Result<()> {
        let written = self.piece.write_fmt(line);
        written.expect("bug: a String refused text");
        self.end_line()
    }

    fn end_line(&mut self) -> io::Result<()> {
        self.piece.push('\n');
        match self.piece.len() {
            PIECE.. => self.hand_on(),
            _ => Ok(()),
        }
    }

    fn hand_on(&mut self) -> io::Result<()> {
        self.hasher.update(self.piece.as_bytes());
        self.out.write_all(self.piece.as_bytes())?;
        self.piece.clear();
        Ok(())
    }

    /// The hash of all lines so far.
    pub(super) fn hash(&mut self) -> io::Result<Hash> {
        self.hand_on()?;
        Ok(self.hasher.finalize())
    }

    /// Ends the text with a line that holds the hash of all others, and gives the hash of the whole.
    pub(super) fn end(mut self) -> io::Result<Hash> {
        let checksum = self.hash()?.to_hex();
        self.add(&["end ", checksum.as_str()])?;
        self.hash()
    }
}
