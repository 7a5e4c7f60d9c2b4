//! What a build stores for the next one, so that less is read, checked, rendered and compared.
//!
//! The cache is one file with named entries. It is pure: bytes in, bytes out; `host::store` knows
//! where it lies. A file or an entry that is missing, cut, damaged or written by another program reads
//! as nothing, so that losing it costs time and never a byte.
//!
//! ```text
//! head | program | entries, one after the other | index | length of the index | checksum
//! ```
//!
//! The checksum covers the head and the index; the index has a checksum of each entry, so that an entry
//! that is not asked for is not read.

pub mod build;
pub mod outputs;
pub mod sources;
pub mod stat;

use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use blake3::{Hash, Hasher, OUT_LEN};
use serde::{Deserialize, Serialize};

/// A change of the layout, or of what any entry holds, raises it.
const HEAD: &[u8] = b"basutbud cache 1\n";

/// Bytes of the head and the program.
const START: u64 = HEAD.len() as u64 + OUT_LEN as u64;

/// Bytes after the index.
const END: u64 = 4 + OUT_LEN as u64;

/// The most bytes an index may take: it names a handful of entries.
const MAX_INDEX: u64 = 4096;

/// The name of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CacheEntry {
    /// The last build ([`build::BuildRecord`]).
    Build,
    /// The findings that the last build showed, as text.
    Findings,
    /// Stats and digests of source files ([`sources`]).
    Sources,
    /// Checked units.
    Units,
    /// Stats and input hashes of published files ([`outputs`]).
    Outputs,
}

/// Where an entry stands in the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct EntryPlace {
    entry: CacheEntry,
    start: u64,
    length: u64,
    checksum: Hash,
}

/// A cache file that an earlier build wrote.
pub struct Cache<R> {
    file: R,
    places: Vec<EntryPlace>,
}

impl<R: Read + Seek> Cache<R> {
    /// Opens a file that the same program wrote; nothing if it is damaged or another program's.
    pub fn open(mut file: R, program: &Hash) -> Option<Self> {
        let length = file.seek(SeekFrom::End(0)).ok()?;
        let head = read_at(&mut file, 0, START)?;
        let end_start = length.checked_sub(END).filter(|at| *at >= START)?;
        let end = read_at(&mut file, end_start, END)?;
        let (index_length, checksum) = end.split_first_chunk()?;
        let index_length = u64::from(u32::from_le_bytes(*index_length));
        if !head.starts_with(HEAD) || !head.ends_with(program.as_bytes()) {
            return None;
        }
        let index_start = end_start.checked_sub(index_length)?;
        if index_length > MAX_INDEX || index_start < START {
            return None;
        }
        let index = read_at(&mut file, index_start, index_length)?;
        if checksum_of(program, &index).as_bytes() != checksum {
            return None;
        }
        let places: Vec<EntryPlace> = postcard::from_bytes(&index).ok()?;
        let is_inside = |place: &EntryPlace| {
            let end = place.start.checked_add(place.length);
            place.start >= START && end.is_some_and(|end| end <= index_start)
        };
        places
            .iter()
            .all(is_inside)
            .then_some(Self { file, places })
    }

    /// The bytes of an entry, as they were put in; nothing if there is none, or it is damaged.
    pub fn get(&mut self, entry: CacheEntry) -> Option<Vec<u8>> {
        let place = self.place(entry)?;
        let bytes = read_at(&mut self.file, place.start, place.length)?;
        (blake3::hash(&bytes) == place.checksum).then_some(bytes)
    }

    fn place(&self, entry: CacheEntry) -> Option<EntryPlace> {
        let mut places = self.places.iter();
        places.find(|place| place.entry == entry).cloned()
    }
}

/// Some bytes of a file, which has that many.
fn read_at(file: &mut (impl Read + Seek), start: u64, length: u64) -> Option<Vec<u8>> {
    let wanted = usize::try_from(length).ok()?;
    file.seek(SeekFrom::Start(start)).ok()?;
    let mut bytes = Vec::with_capacity(wanted);
    file.take(length).read_to_end(&mut bytes).ok()?;
    (bytes.len() == wanted).then_some(bytes)
}

fn checksum_of(program: &Hash, index: &[u8]) -> Hash {
    let mut hasher = Hasher::new();
    hasher.update(HEAD);
    hasher.update(program.as_bytes());
    hasher.update(index);
    hasher.finalize()
}

/// A cache file on its way out.
pub struct CacheWriter<W> {
    file: W,
    program: Hash,
    at: u64,
    places: Vec<EntryPlace>,
}

impl<W: Write> CacheWriter<W> {
    /// Begins a file of this program.
    ///
    /// # Errors
    /// Of the writer, here and below.
    pub fn new(mut file: W, program: &Hash) -> io::Result<Self> {
        file.write_all(HEAD)?;
        file.write_all(program.as_bytes())?;
        Ok(Self {
            file,
            program: *program,
            at: START,
            places: Vec::new(),
        })
    }

    /// Adds an entry, whose bytes `write` writes.
    pub fn put(
        &mut self,
        entry: CacheEntry,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let counted = Counted {
            file: &mut self.file,
            hasher: Hasher::new(),
            length: 0,
        };
        let mut buffered = BufWriter::with_capacity(64 * 1024, counted);
        write(&mut buffered)?;
        let counted = buffered
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        let (length, checksum) = (counted.length, counted.hasher.finalize());
        self.note(entry, length, checksum);
        Ok(())
    }

    /// Adds an entry as it stands in an earlier file, if it has one.
    pub fn copy<R: Read + Seek>(
        &mut self,
        entry: CacheEntry,
        from: &mut Cache<R>,
    ) -> io::Result<()> {
        let Some(place) = from.place(entry) else {
            return Ok(());
        };
        from.file.seek(SeekFrom::Start(place.start))?;
        let mut bytes = (&mut from.file).take(place.length);
        let copied = io::copy(&mut bytes, &mut self.file)?;
        // An entry that is damaged in the earlier file is so in this one, and reads as nothing.
        self.note(entry, copied, place.checksum);
        Ok(())
    }

    fn note(&mut self, entry: CacheEntry, length: u64, checksum: Hash) {
        self.places.push(EntryPlace {
            entry,
            start: self.at,
            length,
            checksum,
        });
        self.at += length;
    }

    /// Writes the index.
    pub fn finish(mut self) -> io::Result<()> {
        let index = postcard::to_allocvec(&self.places).map_err(io::Error::other)?;
        let length = u32::try_from(index.len()).map_err(io::Error::other)?;
        self.file.write_all(&index)?;
        self.file.write_all(&length.to_le_bytes())?;
        let checksum = checksum_of(&self.program, &index);
        self.file.write_all(checksum.as_bytes())?;
        self.file.flush()
    }
}

/// A writer that knows what passed through it.
struct Counted<W> {
    file: W,
    hasher: Hasher,
    length: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Takes a hash off the beginning of bytes.
pub fn take_hash(bytes: &mut &[u8]) -> Option<Hash> {
    let (hash, rest) = bytes.split_first_chunk::<OUT_LEN>()?;
    *bytes = rest;
    Some(Hash::from_bytes(*hash))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    const ENTRIES: [(CacheEntry, &[u8]); 3] = [
        (CacheEntry::Build, b"a\nb"),
        (CacheEntry::Sources, b""),
        (CacheEntry::Units, &[0; 300]),
    ];

    fn program() -> Hash {
        blake3::hash(b"program")
    }

    fn written() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut writer = CacheWriter::new(&mut bytes, &program()).expect("memory takes all");
        for (entry, inside) in ENTRIES {
            let put = writer.put(entry, |out| out.write_all(inside));
            put.expect("memory takes all");
        }
        writer.finish().expect("memory takes all");
        bytes
    }

    fn open(bytes: &[u8]) -> Option<Cache<Cursor<&[u8]>>> {
        Cache::open(Cursor::new(bytes), &program())
    }

    #[test]
    fn entries_read_back() {
        let bytes = written();
        let mut cache = open(&bytes).expect("a whole file");
        for (entry, inside) in ENTRIES {
            assert_eq!(cache.get(entry).as_deref(), Some(inside));
        }
        assert_eq!(cache.get(CacheEntry::Outputs), None);
    }

    #[test]
    fn a_file_of_another_program_is_passed_over() {
        let bytes = written();
        let another = blake3::hash(b"another");
        assert!(Cache::open(Cursor::new(&bytes), &another).is_none());
        let mut newer = bytes;
        newer[HEAD.len() - 2] += 1;
        assert!(open(&newer).is_none());
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_noticed() {
        let whole = written();
        for at in 0..whole.len() {
            assert!(open(&whole[..at]).is_none(), "cut at {at}");
            let mut changed = whole.clone();
            changed[at] ^= 1;
            let Some(mut cache) = open(&changed) else {
                continue;
            };
            // Only an entry can have changed; the others are believed.
            let read = ENTRIES.map(|(entry, inside)| cache.get(entry).as_deref() == Some(inside));
            assert_eq!(read.iter().filter(|same| !**same).count(), 1, "byte {at}");
        }
    }

    #[test]
    fn an_entry_is_copied_as_it_stands() {
        let mut damaged = written();
        let zeros = damaged.windows(300).position(|part| part == [0; 300]);
        damaged[zeros.expect("the units")] = 1;
        let mut from = open(&damaged).expect("the index is whole");
        let mut bytes = Vec::new();
        let mut writer = CacheWriter::new(&mut bytes, &program()).expect("memory takes all");
        for entry in [CacheEntry::Units, CacheEntry::Outputs, CacheEntry::Build] {
            writer.copy(entry, &mut from).expect("memory takes all");
        }
        writer.finish().expect("memory takes all");
        let mut copy = open(&bytes).expect("a whole file");
        assert_eq!(copy.get(CacheEntry::Build).as_deref(), Some(&b"a\nb"[..]));
        assert_eq!(copy.get(CacheEntry::Units), None);
        assert_eq!(copy.get(CacheEntry::Outputs), None);
    }
}
