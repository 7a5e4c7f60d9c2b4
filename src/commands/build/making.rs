//! Making all files of a site and handing them to the publisher.

use std::collections::BTreeMap;

use blake3::Hash;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Text, say};
use crate::host::publish::{PublishError, Publisher};
use crate::host::terminal::Terminal;
use crate::render::Renderer;
use crate::render::address::PageAddress;
use crate::render::made_from::MadeFrom;
use crate::render::mark_check::MarkCheck;

/// What came of rendering all pages.
pub(super) struct PagesMade {
    /// The faults of templates and of pages, each place once.
    pub faults: Vec<Diagnostic>,
    /// Paths of the pages that could not be made.
    pub unmade: Vec<String>,
    /// The first failure of the publisher.
    pub failure: Option<PublishError>,
}

/// What pages are made with.
pub(super) struct Making<'m, 'a> {
    pub renderer: &'m Renderer<'a>,
    pub keys: Option<&'m MadeFrom>,
    pub check: MarkCheck<'m, 'a>,
    pub publisher: Option<&'m Publisher>,
}

impl Making<'_, '_> {
    /// Renders in parallel all pages that the publisher cannot reuse, and offers them to it.
    pub fn render_pages(&self, terminal: &Terminal) -> PagesMade {
        let pages = self.renderer.pages();
        let is_long = |address: &&PageAddress| self.renderer.pieces(address).is_some();
        let (long, others): (Vec<_>, Vec<_>) = pages.iter().partition(is_long);
        let bar = terminal.progress(pages.len(), "rendering");
        let render_page = |address: &&PageAddress| {
            bar.inc(1);
            self.render_page(address)
                .unwrap_or_else(|outcome| vec![outcome])
        };
        // Each long file keeps all threads busy by itself, and is begun early so that none waits for it.
        let (of_long, of_others): (Vec<_>, Vec<_>) = rayon::join(
            || long.iter().map(render_page).collect(),
            || others.par_iter().map(render_page).collect(),
        );
        bar.finish_and_clear();
        gathered(of_long.into_iter().chain(of_others).flatten())
    }

    /// Makes one page and offers it, unless the published one is made from the same. Gives what is
    /// wrong with it although it could be made.
    fn render_page(&self, address: &PageAddress) -> Result<Vec<Outcome>, Outcome> {
        let path = address.path.as_str();
        let made_from = self.keys.map(|keys| keys.of(self.renderer, address));
        if let (Some(publisher), Some(made_from)) = (self.publisher, &made_from)
            && publisher
                .reuse(address.stage, path, made_from)
                .map_err(Outcome::Failure)?
        {
            return Ok(Vec::new());
        }
        if let Some(pieces) = self.renderer.pieces(address) {
            self.make_long(address, pieces, made_from)?;
            return Ok(Vec::new());
        }
        let bytes = match self.renderer.render(address) {
            Ok(bytes) => bytes,
            Err(fault) => return Err(Outcome::Unmade(path.to_owned(), Box::new(fault))),
        };
        let faults = self.check.faults(address, &bytes);
        if let Some(publisher) = self.publisher {
            // What is wrong with a page is found when it is made, so that page must be made again.
            let made_from = made_from.filter(|_| faults.is_empty());
            publisher
                .offer_made(address.stage, path, &bytes, made_from)
                .map_err(Outcome::Failure)?;
        }
        let outcome = |fault| Outcome::Fault(Box::new(fault));
        Ok(faults.into_iter().map(outcome).collect())
    }
}

/// Pieces of a long file that are made at a time, for each thread.
const PIECES_A_THREAD: usize = 2;

impl Making<'_, '_> {
    /// Makes a long file, some pieces at a time, and offers it.
    fn make_long(
        &self,
        address: &PageAddress,
        pieces: usize,
        made_from: Option<Hash>,
    ) -> Result<(), Outcome> {
        let path = address.path.as_str();
        let unmade = |fault| Outcome::Unmade(path.to_owned(), Box::new(fault));
        let mut file = match self.publisher {
            Some(publisher) => {
                let begun = publisher.begin_long(address.stage, path);
                Some(begun.map_err(Outcome::Failure)?)
            }
            None => None,
        };
        let at_a_time = rayon::current_num_threads() * PIECES_A_THREAD;
        for begin in (0..pieces).step_by(at_a_time) {
            let end = pieces.min(begin + at_a_time);
            let made = (begin..end).into_par_iter();
            let made = made.map(|nth| self.renderer.piece(address, nth).map_err(unmade));
            let made: Vec<Vec<u8>> = made.collect::<Result<_, _>>()?;
            if let Some(file) = &mut file {
                let taken = made.iter().try_for_each(|bytes| file.add(bytes));
                taken.map_err(Outcome::Failure)?;
            }
        }
        match file {
            Some(file) => file.end(made_from).map_err(Outcome::Failure),
            None => Ok(()),
        }
    }
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
