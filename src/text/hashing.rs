//! Taking bytes into a hash.

use blake3::Hasher;

/// Takes in bytes with their length, so that no two lists of bytes are taken for each other.
pub fn put(hasher: &mut Hasher, bytes: &[u8]) {
    hasher.update(&bytes.len().to_le_bytes());
    hasher.update(bytes);
}
