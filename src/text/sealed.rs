//! Bytes that are kept between two runs, and believed only when they are whole: they begin with a line
//! that says what they are, and end with a hash of all that stands before it.

use std::io::{self, Write};

use blake3::{Hash, Hasher, OUT_LEN};

/// Bytes on their way out.
pub struct Sealing<W> {
    out: W,
    hasher: Hasher,
}

impl<W: Write> Sealing<W> {
    /// Begins with a line, given without its end.
    ///
    /// # Errors
    /// Of the writer, here and below.
    pub fn begin(out: W, head: &str) -> io::Result<Self> {
        let hasher = Hasher::new();
        let mut sealing = Self { out, hasher };
        sealing.put(head.as_bytes())?;
        sealing.put(b"\n")?;
        Ok(sealing)
    }

    /// Writes the next bytes.
    pub fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hasher.update(bytes);
        self.out.write_all(bytes)
    }

    /// Writes the seal.
    pub fn end(mut self) -> io::Result<()> {
        self.out.write_all(self.hasher.finalize().as_bytes())?;
        self.out.flush()
    }
}

/// What stands between the line and the seal; nothing when the line is another, or when the bytes are not
/// as they were written.
pub fn unseal<'b>(bytes: &'b [u8], head: &str) -> Option<&'b [u8]> {
    let (sealed, seal) = bytes.split_last_chunk::<OUT_LEN>()?;
    let inside = sealed.strip_prefix(head.as_bytes())?.strip_prefix(b"\n")?;
    (blake3::hash(sealed) == Hash::from_bytes(*seal)).then_some(inside)
}

/// Takes a hash off the beginning of bytes.
pub fn take_hash(bytes: &mut &[u8]) -> Option<Hash> {
    let (hash, rest) = bytes.split_first_chunk::<OUT_LEN>()?;
    *bytes = rest;
    Some(Hash::from_bytes(*hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "things 1";

    fn sealed(inside: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut sealing = Sealing::begin(&mut out, HEAD).expect("memory takes all");
        sealing.put(inside).expect("memory takes all");
        sealing.end().expect("memory takes all");
        out
    }

    #[test]
    fn what_is_sealed_is_unsealed() {
        for inside in [b"".as_slice(), b"a\nb", &[0; 100]] {
            assert_eq!(unseal(&sealed(inside), HEAD), Some(inside));
        }
        assert_eq!(unseal(&sealed(b"a"), "things 2"), None);
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_noticed() {
        let whole = sealed(b"something");
        for at in 0..whole.len() {
            assert_eq!(unseal(&whole[..at], HEAD), None, "cut at {at}");
            let mut changed = whole.clone();
            changed[at] ^= 1;
            assert_eq!(unseal(&changed, HEAD), None, "byte {at}");
        }
    }
}
