//! Making all files of a site and handing them to the publisher.

mod chunked;
mod units;

use std::collections::BTreeMap;

use blake3::Hash;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Text, say};
use crate::host::publish::{PublishError, Publisher};
use crate::host::terminal::Terminal;
use crate::render::Renderer;
use crate::render::address::PageAddress;
use crate::render::chunked::Chunked;
use crate::render::fingerprints::Fingerprints;
use crate::render::mark_check::MarkCheck;

/// What came of rendering all pages.
pub(in crate::commands) struct PagesMade {
    /// The faults of templates and of pages, each place once.
    pub faults: Vec<Diagnostic>,
    /// Paths of the pages that could not be made.
    pub unmade: Vec<String>,
    /// The first failure of the publisher.
    pub failure: Option<PublishError>,
}

/// What pages are made with.
pub(in crate::commands) struct Making<'m, 'a> {
    pub renderer: &'m Renderer<'a>,
    pub keys: Option<&'m Fingerprints>,
    pub check: MarkCheck<'m, 'a>,
    pub publisher: Option<&'m Publisher>,
}

impl Making<'_, '_> {
    /// Renders in parallel all pages that the publisher cannot reuse, and offers them to it.
    pub fn render_pages(&self, terminal: &Terminal) -> PagesMade {
        let pages = self.renderer.pages();
        let bar = terminal.progress(pages.len(), "rendering");
        if let Some(publisher) = self.publisher {
            let paths = pages.iter().map(|page| page.path.as_str().len());
            publisher.expect(pages.len(), paths.sum());
        }
        let mut by_kind = ByKind::default();
        for address in pages {
            match (address.unit(), self.renderer.chunked(address)) {
                (_, Some(long)) => by_kind.long.push(long),
                (Some(_), None) => by_kind.of_units.push(address),
                (None, None) => by_kind.others.push(address),
            }
        }
        let ByKind {
            long,
            of_units,
            others,
        } = by_kind;
        let (of_units, others) = rayon::join(
            || self.make_units(long, of_units, &bar),
            || -> Vec<Outcome> {
                let others = others.par_iter();
                others
                    .flat_map_iter(|address| {
                        bar.inc(1);
                        self.render_page(address)
                    })
                    .collect()
            },
        );
        bar.finish_and_clear();
        gathered(of_units.into_iter().chain(others))
    }

    /// Makes one page and offers it, unless the published one is made from the same. Gives what is
    /// wrong with it.
    fn render_page(&self, address: &PageAddress) -> Vec<Outcome> {
        match self.key_unless_reused(address) {
            Ok(Key::Reused) => Vec::new(),
            Ok(Key::Made(input_hash)) => self.make_page(address, input_hash),
            Err(error) => vec![Outcome::Failure(error)],
        }
    }

    /// What a page is made from, unless the published one is made from the same and stays.
    fn key_unless_reused(&self, address: &PageAddress) -> Result<Key, PublishError> {
        let input_hash = self
            .keys
            .map(|keys| keys.input_hash(self.renderer, address));
        if let (Some(publisher), Some(input_hash)) = (self.publisher, &input_hash)
            && publisher.reuse(address.stage, address.path.as_str(), input_hash)?
        {
            return Ok(Key::Reused);
        }
        Ok(Key::Made(input_hash))
    }

    /// Makes one page and offers it. Gives what is wrong with it.
    fn make_page(&self, address: &PageAddress, input_hash: Option<Hash>) -> Vec<Outcome> {
        if let Some(outcome) = self.stream(address, input_hash) {
            return outcome.err().into_iter().collect();
        }
        let bytes = match self.renderer.render(address) {
            Ok(bytes) => bytes,
            Err(fault) => return vec![Outcome::unmade(address, Box::new(fault))],
        };
        let faults = self.check.faults(address, &bytes);
        if let Some(publisher) = self.publisher {
            // What is wrong with a page is found when it is made, so that page must be made again.
            let input_hash = input_hash.filter(|_| faults.is_empty());
            let path = address.path.as_str();
            let offered = publisher.offer_with(address.stage, path, &bytes, input_hash);
            if let Err(error) = offered {
                return vec![Outcome::Failure(error)];
            }
        }
        let outcome = |fault| Outcome::Fault(Box::new(fault));
        faults.into_iter().map(outcome).collect()
    }
}

impl Making<'_, '_> {
    /// Makes a file that is handed on as it is made, and offers it; nothing for any other file.
    fn stream(
        &self,
        address: &PageAddress,
        input_hash: Option<Hash>,
    ) -> Option<Result<(), Outcome>> {
        if !self.renderer.is_streamed(address) {
            return None;
        }
        let offered = self
            .begin_offering(address, input_hash)
            .and_then(|mut file| {
                let made = self.renderer.stream(address, &mut |piece| file.add(piece));
                if let Err(fault) = made {
                    file.give_up(fault);
                }
                file.end()
            });
        Some(offered)
    }
}

/// The files of a site by the way they are made.
#[derive(Default)]
struct ByKind<'m, 'a> {
    /// Files about all units.
    long: Vec<Chunked<'m, 'a>>,
    /// Pages of one unit each.
    of_units: Vec<&'m PageAddress>,
    others: Vec<&'m PageAddress>,
}

/// Whether a page must be made.
enum Key {
    /// It need not.
    Reused,
    /// It must, of this, where that is known.
    Made(Option<Hash>),
}

/// What came of all pages, each place of a fault once.
fn gathered(outcomes: impl Iterator<Item = Outcome>) -> PagesMade {
    let (mut faults, mut unmade, mut failure) = (BTreeMap::new(), Vec::new(), None);
    for outcome in outcomes {
        let fault = match outcome {
            Outcome::Unmade(path, fault) => {
                unmade.push(path);
                fault
            }
            Outcome::Fault(fault) => fault,
            Outcome::Failure(error) => {
                failure = failure.or(Some(error));
                continue;
            }
        };
        let place = (fault.primary.span, fault.code.name, fault.message.clone());
        faults.entry(place).or_insert_with(|| (*fault, 0usize)).1 += 1;
    }
    let faults = faults
        .into_values()
        .map(|(fault, pages)| on_pages(fault, pages))
        .collect();
    PagesMade {
        faults,
        unmade,
        failure,
    }
}

/// What went wrong with one page.
enum Outcome {
    /// The page at a path cannot be rendered.
    Unmade(String, Box<Diagnostic>),
    /// The page is made, but not as it must be.
    Fault(Box<Diagnostic>),
    /// The page cannot be written.
    Failure(PublishError),
}

impl Outcome {
    fn unmade(address: &PageAddress, fault: Box<Diagnostic>) -> Self {
        Self::Unmade(address.path.as_str().to_owned(), fault)
    }
}

/// A fault of a template that is met on many pages is one finding, which names one page and counts
/// the others.
fn on_pages(mut fault: Diagnostic, pages: usize) -> Diagnostic {
    let others = pages - 1;
    if others > 0 {
        let more = say!(
            "; {others} more pages have it",
            "; {others} sidor till har det"
        );
        let Text { en, sv } = fault.help.unwrap_or(Text::fixed("", ""));
        fault.help = Some(Text {
            en: en + more.en,
            sv: sv + more.sv,
        });
    }
    fault
}
