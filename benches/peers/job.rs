//! The peers' job and nothing else: a site read and checked, its pages, lists, search index and sitemap
//! made and published, without the files that only basutbud makes. A process of its own, as they are.

use std::path::Path;

use basutbud::compile::{self, compile};
use basutbud::host::publish::Publisher;
use basutbud::host::read;
use basutbud::render::address::PageAddress;
use basutbud::render::{Renderer, Settings};
use chrono::NaiveDate;
use rayon::prelude::*;

use crate::kinds;

/// The argument that asks for it, before the site and the folder to write into.
pub const ARGUMENT: &str = "--peers-job";

/// Pages that a thread makes before it looks for more.
const PAGES_A_SHARE: usize = 64;

/// Does it.
pub fn run(site: &Path, output: &Path) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day of the calendar");
    let inputs = read::site(site, today);
    let mut compilation = compile(&inputs, &compile::Settings::default());
    assert!(
        !compilation.findings().denied(),
        "the site can be published"
    );
    let settings = Settings {
        today,
        ..Settings::default()
    };
    let theme = compilation.read_theme(&inputs, &settings);
    let (renderer, _) = Renderer::new(compilation.units(&inputs), theme, settings);
    let publisher = Publisher::open(output, &[]).expect("the folder can be written");
    let mut rows = kinds::ROWS.to_vec();
    rows.retain(|row| row.starts_with("render"));
    let pages = renderer.pages();
    let paths = pages.iter().map(|page| page.path.as_str().len());
    publisher.expect(pages.len(), paths.sum());
    // Shares as small as those of `build`, so that no thread is left with a large one at the end.
    let pages = pages.par_iter().with_max_len(PAGES_A_SHARE);
    let wanted = pages.filter(|page| rows.contains(&kinds::row_of(page)));
    wanted.for_each(|page: &PageAddress| {
        let bytes = renderer.render(page).expect("the page can be made");
        let offered = publisher.offer(page.stage, page.path.as_str(), &bytes);
        offered.expect("the page can be written");
    });
    publisher.commit().expect("the site can be published");
    // As the program does: nothing is taken apart at the end.
    std::process::exit(0);
}
