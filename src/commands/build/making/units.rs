//! Making the pages of units, and beside them the files about all units: each unit is at hand once.
//!
//! Units are taken in shares, one after the other. A share is a thread's work: the pages of its units,
//! and their part of each long file. The parts are joined in order as soon as those before them are there,
//! so that no long file is ever in memory as a whole.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use indicatif::ProgressBar;
use rayon::prelude::*;

use super::long::Offering;
use super::{Key, Making, Outcome};
use crate::diagnostic::Diagnostic;
use crate::render::address::PageAddress;
use crate::render::long::Long;

/// Units in a share: enough that it is worth handing to a thread, few enough that the shares being made
/// at a time need no more than a few hundred KiB.
const UNITS_A_SHARE: usize = 64;

impl<'m, 'a> Making<'m, 'a> {
    /// Makes the pages of units and the long files, and offers what the publisher cannot reuse.
    pub(super) fn make_units(
        &self,
        long: Vec<Long<'m, 'a>>,
        mut of_units: Vec<(usize, &'m PageAddress)>,
        bar: &ProgressBar,
    ) -> Vec<Outcome> {
        of_units.sort_by_key(|(unit, _)| *unit);
        let mut outcomes = Vec::new();
        let mut joined = Vec::new();
        for long in long {
            bar.inc(1);
            match self.begin(long) {
                Ok(begun) => joined.extend(begun),
                Err(outcome) => outcomes.push(outcome),
            }
        }
        let wanted: Vec<Long<'_, '_>> = joined.iter().map(|joined| joined.long).collect();
        let last_of_pages = of_units.last().map_or(0, |(unit, _)| unit + 1);
        let last_units = wanted.iter().filter_map(|long| long.units().last());
        let units = last_units.fold(last_of_pages, |most, unit| most.max(unit + 1));
        let joining = Mutex::new(Joining {
            next: 0,
            waiting: BTreeMap::new(),
            files: joined,
        });
        let shares = (0..units.div_ceil(UNITS_A_SHARE)).par_bridge();
        let made = shares.map(|nth| {
            let begin = nth * UNITS_A_SHARE;
            let range = begin..units.min(begin + UNITS_A_SHARE);
            let pages = within(&of_units, &range, |(unit, _)| *unit);
            bar.inc(pages.len() as u64);
            let (outcomes, parts) = self.share(range, pages, &wanted);
            let mut joining = joining.lock().unwrap_or_else(PoisonError::into_inner);
            joining.take(nth, parts);
            (nth, outcomes)
        });
        let mut made: Vec<(usize, Vec<Outcome>)> = made.collect();
        made.sort_by_key(|(nth, _)| *nth);
        outcomes.extend(made.into_iter().flat_map(|(_, outcomes)| outcomes));
        let joining = joining.into_inner().unwrap_or_else(PoisonError::into_inner);
        outcomes.extend(joining.files.into_iter().filter_map(Joined::end));
        outcomes
    }

    /// Begins a long file, unless the published one is made from the same.
    fn begin(&self, long: Long<'m, 'a>) -> Result<Option<Joined<'m, 'a>>, Outcome> {
        let address = long.address();
        let made_from = match self.key_unless_reused(address) {
            Ok(Key::Reused) => return Ok(None),
            Ok(Key::Made(made_from)) => made_from,
            Err(error) => return Err(Outcome::Failure(error)),
        };
        let bytes = long
            .begin()
            .map_err(|fault| Outcome::unmade(address, fault))?;
        let mut file = self.begin_offering(address, made_from)?;
        file.add(&bytes);
        Ok(Some(Joined { long, file }))
    }

    /// Makes the pages of some units, and their part of each long file.
    fn share(
        &self,
        units: Range<usize>,
        pages: &[(usize, &PageAddress)],
        long: &[Long<'_, '_>],
    ) -> (Vec<Outcome>, Vec<Part>) {
        let mut outcomes = Vec::new();
        let mut wanted = Vec::with_capacity(pages.len());
        for (_, address) in pages {
            match self.key_unless_reused(address) {
                Ok(Key::Reused) => {}
                Ok(Key::Made(made_from)) => wanted.push((*address, made_from)),
                Err(error) => outcomes.push(Outcome::Failure(error)),
            }
        }
        if wanted.is_empty() && long.is_empty() {
            return (outcomes, Vec::new());
        }
        let brought = match self.renderer.bring(units.clone()) {
            Ok(brought) => brought,
            Err(fault) => {
                let unmade = |(address, _)| Outcome::unmade(address, fault.clone());
                outcomes.extend(wanted.into_iter().map(unmade));
                return (outcomes, long.iter().map(|_| Err(fault.clone())).collect());
            }
        };
        for (address, made_from) in wanted {
            outcomes.extend(self.make_page(address, made_from));
        }
        let part = |long: &Long<'_, '_>| {
            let all = long.units();
            let own = within(all, &units, |unit| *unit);
            match own.first() {
                Some(first) => long.of_units(own, all.first() == Some(first)),
                None => Ok(Vec::new()),
            }
        };
        let parts = long.iter().map(part).collect();
        drop(brought);
        (outcomes, parts)
    }
}

/// What of a list in order of units is about some of them.
fn within<'l, T>(list: &'l [T], units: &Range<usize>, unit: impl Fn(&T) -> usize) -> &'l [T] {
    let begin = list.partition_point(|one| unit(one) < units.start);
    let rest = &list[begin..];
    &rest[..rest.partition_point(|one| unit(one) < units.end)]
}

/// A share's part of a long file, or why there is none.
type Part = Result<Vec<u8>, Box<Diagnostic>>;

/// The long files that are being made, and the parts that came before their turn.
struct Joining<'m, 'a> {
    /// The share whose parts come next.
    next: usize,
    waiting: BTreeMap<usize, Vec<Part>>,
    files: Vec<Joined<'m, 'a>>,
}

impl Joining<'_, '_> {
    /// Takes the parts of a share, one for each file.
    fn take(&mut self, share: usize, parts: Vec<Part>) {
        self.waiting.insert(share, parts);
        while let Some(parts) = self.waiting.remove(&self.next) {
            for (joined, part) in self.files.iter_mut().zip(parts) {
                match part {
                    Ok(bytes) => joined.file.add(&bytes),
                    Err(fault) => joined.file.give_up(fault),
                }
            }
            self.next += 1;
        }
    }
}

/// A file about all units that is being made.
struct Joined<'m, 'a> {
    long: Long<'m, 'a>,
    file: Offering<'m>,
}

impl Joined<'_, '_> {
    /// Ends the file. Gives why there is none, where it could not be made.
    fn end(mut self) -> Option<Outcome> {
        self.file.add(self.long.end());
        self.file.end().err()
    }
}
