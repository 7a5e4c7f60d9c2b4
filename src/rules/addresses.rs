//! Addresses and mailboxes that cannot be right: one walk over those of a unit's file, and one over those of
//! all other files, for the rules about each kind.

use crate::diagnostic::code::Code;
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::Catalog;
use crate::model::href::{self, AddressKind, Fault};
use crate::model::unit::Unit;
use crate::rules::links;
use crate::text::Span;

/// A rule about addresses of some kinds.
pub struct AddressRule {
    /// What it finds.
    pub code: &'static Code,
    /// Whether it is about a kind.
    pub is_about: fn(AddressKind) -> bool,
    /// The next act where it is not known what was meant.
    pub help: Text,
}

impl AddressRule {
    /// Finds the faults in a unit's file.
    pub fn in_unit(&self, unit: &Unit, found: &mut Vec<Diagnostic>) {
        let links = links::in_file(unit).into_iter();
        for link in links.filter(|link| (self.is_about)(link.kind)) {
            if let Some(fault) = href::fault(link.kind, &link.address) {
                let place = link.place();
                let verbatim = link.is_verbatim().then_some(place);
                found.push(self.diagnostic(fault, place, verbatim));
            }
        }
    }

    /// Finds the faults in all files but those of units.
    pub fn in_shared_files(&self, catalog: &Catalog, found: &mut Vec<Diagnostic>) {
        let written = catalog.written();
        for address in written.filter(|written| (self.is_about)(written.kind)) {
            let fault = href::fault(address.kind, &address.text.value);
            found.extend(fault.map(|fault| self.diagnostic(fault, address.text.span, None)));
        }
    }

    /// A fault at a place. The place where the address stands as it is, without escapes, may be edited.
    pub fn diagnostic(&self, fault: Fault, place: Span, verbatim: Option<Span>) -> Diagnostic {
        let diagnostic = Diagnostic::new(self.code, place, fault.message);
        match fault.better {
            Some(better) => {
                let title = say!("write `{better}`", "skriv `{better}`");
                let fix = verbatim.map(|place| Fix::guess(title.clone(), place, better));
                diagnostic.with_help(title).with_fix(fix)
            }
            None => diagnostic.with_help(self.help.clone()),
        }
    }
}
