//! Files about all units, made in pieces.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::render::address::PageAddress;
use crate::render::error::{RenderError, RenderResult};
use crate::render::kind::Chunks;
use crate::render::site_data::SiteData;

/// A file that is made in pieces: its beginning, its units in order, some at a time, its end.
#[derive(Clone, Copy)]
pub struct Chunked<'r, 'a> {
    data: &'r SiteData<'a>,
    address: &'r PageAddress,
    pieces: &'static Chunks,
}

/// Some units of a long file.
#[derive(Clone, Copy)]
pub struct SomeUnits<'r> {
    /// Their indices in the catalog, in order.
    pub units: &'r [u32],
    /// Whether they are the first of the file.
    pub are_first: bool,
}

/// What of a list in order of units is about those whose indices lie in a range.
pub fn within<'l, T>(list: &'l [T], range: &Range<usize>, unit: impl Fn(&T) -> usize) -> &'l [T] {
    let begin = list.partition_point(|one| unit(one) < range.start);
    let end = list.partition_point(|one| unit(one) < range.end);
    &list[begin..end]
}

impl<'r, 'a> Chunked<'r, 'a> {
    pub(super) fn new(
        data: &'r SiteData<'a>,
        address: &'r PageAddress,
        pieces: &'static Chunks,
    ) -> Self {
        Self {
            data,
            address,
            pieces,
        }
    }

    /// The file.
    pub fn address(&self) -> &'r PageAddress {
        self.address
    }

    /// The units that the file tells of, as indices into the catalog, in order.
    pub fn units(&self) -> &'r [u32] {
        (self.pieces.units)(self.data, self.address)
    }

    /// What comes before the units.
    ///
    /// # Errors
    /// A finding on what cannot be made.
    pub fn begin(&self) -> Result<Vec<u8>, Box<Diagnostic>> {
        let made = (self.pieces.begin)(self.data, self.address);
        made.map_err(|fault| self.finding(fault))
    }

    /// Those of its units whose indices lie in a range.
    pub fn within(&self, range: &Range<usize>) -> SomeUnits<'r> {
        let all = self.units();
        let units = within(all, range, |unit| *unit as usize);
        SomeUnits {
            units,
            are_first: units.first() == all.first(),
        }
    }

    /// What the file says of some of its units.
    ///
    /// # Errors
    /// A finding on what cannot be made.
    pub fn of_units(&self, some: SomeUnits<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        if some.units.is_empty() {
            return Ok(Vec::new());
        }
        let make = self.pieces.of_units;
        let made = make(self.data, self.address, some.units, some.are_first);
        made.map_err(|fault| self.finding(fault))
    }

    /// What comes after them.
    pub fn end(&self) -> &'static [u8] {
        self.pieces.end.as_bytes()
    }

    /// The whole file.
    pub(super) fn whole(&self) -> RenderResult<Vec<u8>> {
        let Chunks {
            begin,
            of_units,
            end,
            ..
        } = self.pieces;
        let mut bytes = begin(self.data, self.address)?;
        bytes.extend(of_units(self.data, self.address, self.units(), true)?);
        bytes.extend_from_slice(end.as_bytes());
        Ok(bytes)
    }

    fn finding(&self, fault: RenderError) -> Box<Diagnostic> {
        Box::new(self.data.diagnose_at(fault, self.address))
    }
}
