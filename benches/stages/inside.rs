//! The stages of a build, one after the other in this process.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use basutbud::cache::outputs::Outputs;
use basutbud::compile::{self, compile};
use basutbud::host::publish::PublishError;
use basutbud::host::read;
use basutbud::render::address::PageAddress;
use basutbud::render::fingerprints::Fingerprints;
use basutbud::render::mark_check::MarkCheck;
use basutbud::render::{Renderer, Settings};
use basutbud::text::digest::Digests;
use chrono::NaiveDate;
use rayon::prelude::*;

use crate::files::{self, File};
use crate::kinds;
use crate::measured::{FLOOR, Rows, measured};
use crate::process::settle;

/// A way to bring files to the disk, below a folder, with what is cached of them.
type Way = fn(&Path, &[File], Option<Outputs>) -> Result<Outputs, PublishError>;
/// The ways to publish, in the order in which each can be measured in one folder.
const PUBLISHING: [(&str, Way); 3] = [
    ("publish, everything new", files::publish),
    ("publish, nothing new: the same bytes", files::publish),
    ("publish, nothing new: made from the same", files::reuse),
];

/// Measures the stages of a site. Writes into new folders below `folder`.
///
/// # Errors
/// When files cannot be written.
pub fn measure(folder: &Path, site: &Path, rounds: usize) -> io::Result<Rows> {
    let mut rows = Rows::default();
    for _ in 1..rounds {
        in_memory(site, &mut rows, false);
    }
    let held = in_memory(site, &mut rows, true);
    let all = Some(files::amount(&held));
    for round in 0..rounds {
        settle(folder);
        let floor = folder.join(format!("floor-{round}"));
        let (written, run) = measured(|| files::write_plainly(&floor, &held));
        written?;
        rows.note(FLOOR, all, run);

        let output = folder.join(format!("published-{round}"));
        let mut cached = None;
        for (name, way) in PUBLISHING {
            settle(folder);
            let (published, run) = measured(|| way(&output, &held, cached.take()));
            cached = Some(published.expect("the site can be published"));
            rows.note(name, None, run);
        }
    }
    Ok(rows)
}

/// Measures what is done in memory, once. With `hold` it gives all files.
fn in_memory(site: &Path, rows: &mut Rows, hold: bool) -> Vec<File> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day of the calendar");
    let inputs = rows.time("read", || read::site(site, today));
    let (mut compilation, findings) = rows.time("check: compile and findings", || {
        let compilation = compile(&inputs, &compile::Settings::default());
        let findings = compilation.findings();
        (compilation, findings)
    });
    assert!(!findings.denied(), "the site can be published");
    let settings = Settings {
        today,
        ..Settings::default()
    };
    let theme = rows.time("theme", || compilation.read_theme(&inputs, &settings));
    let sources = &compilation.sources;
    let (renderer, faults) = rows.time("renderer: lists, pages found", || {
        Renderer::new(compilation.units(&inputs), theme, settings)
    });
    assert!(faults.is_empty(), "the theme has no fault");
    let keys = rows.time("what each file is made from", || {
        let program = blake3::hash(b"a benchmark");
        let keys = Fingerprints::new(&renderer, &Digests::of(&inputs), sources, &program);
        let pages = renderer.pages().par_iter();
        pages.for_each(|page| {
            std::hint::black_box(keys.input_hash(&renderer, page));
        });
        keys
    });

    let mut by_row: BTreeMap<&str, Vec<&PageAddress>> = BTreeMap::new();
    for page in renderer.pages() {
        by_row.entry(kinds::row_of(page)).or_default().push(page);
    }
    for name in kinds::ROWS {
        if let Some(pages) = by_row.get(name) {
            let (amount, run) = measured(|| files::make(&renderer, pages));
            rows.note(name, Some(amount), run);
        }
    }
    if !hold {
        return Vec::new();
    }
    let held = files::held(&renderer, &keys);
    let check = MarkCheck::new(&renderer, sources);
    let faults: usize = rows.time("marks of a preview looked for", || {
        let pages = renderer.pages().par_iter().zip(&held);
        let faults = pages.map(|(page, file)| match file.whole() {
            Some(bytes) => check.faults(page, bytes).len(),
            None => 0,
        });
        faults.sum()
    });
    assert_eq!(faults, 0, "no page has a fault");
    held
}
