//! The report as a page: one file that asks for nothing, works without scripts, and can be printed. Its
//! templates lie beside its parts; `page.html` has their order.
//!
//! It names who is responsible, so it says that it is internal and asks search engines to stay away.

mod chart;
mod region;
mod table;
mod words;

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Serialize;

use crate::report::Report;
use crate::report::history;
use crate::report::page::chart::Trend;
use crate::report::page::region::{ComparedView, RegionView, slug};
use crate::report::page::table::TableView;
use crate::report::page::words::{Meaning, PageWords};
use crate::report::tables;
use crate::report::words::Words;
use crate::rules::stale_review;
use crate::text::templates::Templates;

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| {
    Templates::new(&[
        ("page.html", include_str!("page/templates/page.html")),
        ("region.html", include_str!("page/templates/region.html")),
        (
            "sections.html",
            include_str!("page/templates/sections.html"),
        ),
        ("table.html", include_str!("page/templates/table.html")),
        ("chart.html", include_str!("page/templates/chart.html")),
        ("report.css", include_str!("page/templates/report.css")),
    ])
});

/// What the page is filled with.
#[derive(Serialize)]
struct Page<'a> {
    lang: &'static str,
    words: &'static PageWords,
    site: &'a str,
    date: NaiveDate,
    compared: Option<Compared>,
    summary: TableView,
    regions: Vec<RegionView>,
    trend: Option<TrendView>,
    meanings: &'static [Meaning],
    too_old: String,
}

/// The comparison in the summary, with the part that tells more of it.
#[derive(Serialize)]
struct Compared {
    comparison: ComparedView,
    part: String,
}

#[derive(Serialize)]
struct TrendView {
    chart: Trend,
    table: TableView,
}

/// The page.
pub fn render(report: &Report<'_>, words: Words) -> String {
    let overview = report.overview;
    let regions = overview.regions.iter().map(|it| {
        let comparison = report.comparison;
        let own = comparison.filter(|comparison| comparison.region.id == it.region.id);
        RegionView::new(it, own, words)
    });
    let compared = report.comparison.map(|comparison| Compared {
        comparison: ComparedView::new(comparison, "summary", words),
        part: format!("{}-compare", slug(comparison.region)),
    });
    let summary = tables::regions(overview, words);
    let page = Page {
        lang: words.tag(),
        words: words.page(),
        site: overview.title,
        date: overview.date,
        compared,
        summary: TableView::plain("regions".to_owned(), &summary, words),
        regions: regions.collect(),
        trend: trend(report.history, words),
        meanings: words.meanings(),
        too_old: words.too_old(stale_review::TOO_OLD),
    };
    TEMPLATES.render("page.html", &page)
}

/// The trend over the days of the history, when one is kept.
fn trend(days: &[history::Day], words: Words) -> Option<TrendView> {
    if days.is_empty() {
        return None;
    }
    let mut newest = history::table(days, words);
    newest.rows.reverse();
    Some(TrendView {
        chart: Trend::new("trend-chart", words.page().share_by_day, days, words),
        table: TableView::plain("history".to_owned(), &newest, words),
    })
}
