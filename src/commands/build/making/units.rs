//! Making the pages of units, and beside them the files about all units: each unit is at hand once.
//!
//! Units are taken in shares, one after the other. A share is a thread's work: the pages of its units,
//! and their chunk of each long file. The chunks are joined in order as soon as those before them are there,
//! so that no long file is ever in memory as a whole.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use blake3::Hash;
use indicatif::ProgressBar;
use rayon::prelude::*;

use super::chunked::{Chunk, Earlier, Offering};
use super::{Key, Making, Outcome};
use crate::diagnostic::Diagnostic;
use crate::render::address::PageAddress;
use crate::render::chunked::{Chunked, SomeUnits, within};

/// Units in a share: enough that it is worth handing to a thread, few enough that the shares being made
/// at a time need no more than a few hundred KiB.
const UNITS_A_SHARE: usize = 64;

impl<'m, 'a> Making<'m, 'a> {
    /// Makes the pages of units and the long files, and offers what the publisher cannot reuse.
    pub(super) fn make_units(
        &self,
        long: Vec<Chunked<'m, 'a>>,
        mut of_units: Vec<&'m PageAddress>,
        bar: &ProgressBar,
    ) -> Vec<Outcome> {
        of_units.sort_by_key(unit_of);
        let mut outcomes = Vec::new();
        let (mut joinings, mut wanted) = (Vec::new(), Vec::new());
        for long in long {
            bar.inc(1);
            match self.begin(long) {
                Ok(Some((joining, long))) => {
                    joinings.push(Mutex::new(joining));
                    wanted.push(long);
                }
                Ok(None) => {}
                Err(outcome) => outcomes.push(outcome),
            }
        }
        let last_of_pages = of_units.last().map_or(0, |page| unit_of(page) + 1);
        let last_units = wanted.iter().filter_map(|(long, _)| long.units().last());
        let units = last_units.fold(last_of_pages, |most, unit| most.max(*unit as usize + 1));
        let shares = (0..units.div_ceil(UNITS_A_SHARE)).par_bridge();
        let made = shares.map(|nth| {
            let begin = nth * UNITS_A_SHARE;
            let range = begin..units.min(begin + UNITS_A_SHARE);
            let pages = within(&of_units, &range, unit_of);
            bar.inc(pages.len() as u64);
            let (outcomes, chunks) = self.share(range, pages, &wanted);
            for (joining, chunk) in joinings.iter().zip(chunks) {
                let mut joining = joining.lock().unwrap_or_else(PoisonError::into_inner);
                joining.take(nth, chunk);
            }
            (nth, outcomes)
        });
        let mut made: Vec<(usize, Vec<Outcome>)> = made.collect();
        made.sort_by_key(|(nth, _)| *nth);
        outcomes.extend(made.into_iter().flat_map(|(_, outcomes)| outcomes));
        let joinings = joinings.into_iter().map(Mutex::into_inner);
        let joinings = joinings.map(|joining| joining.unwrap_or_else(PoisonError::into_inner));
        outcomes.extend(joinings.filter_map(Joining::end));
        outcomes
    }

    /// Begins a long file, unless the published one is made from the same.
    fn begin(
        &self,
        long: Chunked<'m, 'a>,
    ) -> Result<Option<(Joining<'m, 'a>, LongWanted<'m, 'a>)>, Outcome> {
        let address = long.address();
        let input_hash = match self.key_unless_reused(address) {
            Ok(Key::Reused) => return Ok(None),
            Ok(Key::Made(input_hash)) => input_hash,
            Err(error) => return Err(Outcome::Failure(error)),
        };
        let bytes = long
            .begin()
            .map_err(|fault| Outcome::unmade(address, fault))?;
        let mut file = self.begin_offering(address, input_hash)?;
        file.add(&bytes);
        let joining = Joining {
            long,
            file,
            next: 0,
            waiting: BTreeMap::new(),
        };
        Ok(Some((joining, (long, self.earlier(address)?))))
    }

    /// Makes the pages of some units, and their chunk of each long file.
    fn share(
        &self,
        units: Range<usize>,
        pages: &[&PageAddress],
        long: &[LongWanted<'m, 'a>],
    ) -> (Vec<Outcome>, Vec<ChunkMade>) {
        let mut outcomes = Vec::new();
        let mut wanted = Vec::with_capacity(pages.len());
        for address in pages {
            match self.key_unless_reused(address) {
                Ok(Key::Reused) => {}
                Ok(Key::Made(input_hash)) => wanted.push((*address, input_hash)),
                Err(error) => outcomes.push(Outcome::Failure(error)),
            }
        }
        let known: Vec<Option<Chunk>> = long.iter().map(|it| self.known(it, &units)).collect();
        if wanted.is_empty() && known.iter().all(Option::is_some) {
            return (outcomes, known.into_iter().flatten().map(Ok).collect());
        }
        let loaded = match self.renderer.load_units(units.clone()) {
            Ok(loaded) => loaded,
            Err(fault) => {
                let unmade = |(address, _)| Outcome::unmade(address, fault.clone());
                outcomes.extend(wanted.into_iter().map(unmade));
                return (outcomes, long.iter().map(|_| Err(fault.clone())).collect());
            }
        };
        for (address, input_hash) in wanted {
            outcomes.extend(self.make_page(address, input_hash));
        }
        let chunks = long.iter().zip(known).map(|(it, known)| match known {
            Some(chunk) => Ok(chunk),
            None => self.chunk(it, &units),
        });
        let chunks = chunks.collect();
        drop(loaded);
        (outcomes, chunks)
    }

    /// The chunk of a long file that tells of some units, if it is published already.
    fn known(&self, (long, earlier): &LongWanted<'m, 'a>, units: &Range<usize>) -> Option<Chunk> {
        earlier.chunk(self.chunk_input_hash(long, long.within(units)))
    }

    /// Makes the chunk of a long file that tells of some units.
    fn chunk(&self, (long, _): &LongWanted<'m, 'a>, units: &Range<usize>) -> ChunkMade {
        let some = long.within(units);
        Ok(Chunk {
            bytes: long.of_units(some)?,
            input_hash: self.chunk_input_hash(long, some),
        })
    }

    fn chunk_input_hash(&self, long: &Chunked<'m, 'a>, some: SomeUnits<'m>) -> Option<Hash> {
        let keys = self.keys?;
        Some(keys.chunk_input_hash(long.address(), some))
    }
}

/// A long file that is wanted, and what of it need not be made.
type LongWanted<'m, 'a> = (Chunked<'m, 'a>, Earlier<'m>);

/// The unit that a page of one is about.
fn unit_of(page: &&PageAddress) -> usize {
    page.unit().unwrap_or_default()
}

/// A share's chunk of a long file, or why there is none.
type ChunkMade = Result<Chunk, Box<Diagnostic>>;

/// A file about all units that is being made, and its chunks that came before their turn.
struct Joining<'m, 'a> {
    long: Chunked<'m, 'a>,
    file: Offering<'m>,
    /// The share whose chunk comes next.
    next: usize,
    waiting: BTreeMap<usize, ChunkMade>,
}

impl Joining<'_, '_> {
    /// Takes the chunk of a share.
    fn take(&mut self, share: usize, chunk: ChunkMade) {
        self.waiting.insert(share, chunk);
        while let Some(chunk) = self.waiting.remove(&self.next) {
            match chunk {
                Ok(chunk) => self.file.add_chunk(&chunk),
                Err(fault) => self.file.give_up(fault),
            }
            self.next += 1;
        }
    }

    /// Ends the file. Gives why there is none, where it could not be made.
    fn end(mut self) -> Option<Outcome> {
        self.file.add(self.long.end());
        self.file.end().err()
    }
}
