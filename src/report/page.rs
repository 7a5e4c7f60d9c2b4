//! The report as a page: one file that asks for nothing, works without scripts, and can be printed. Its
//! parts and their order are here; pieces of HTML and charts are in files of their own.
//!
//! It names who is responsible, so it says that it is internal and asks search engines to stay away.

pub mod chart;
pub mod html;
mod region;

use crate::report::Report;
use crate::report::history;
use crate::report::overview::lists::Freshness;
use crate::report::page::html::{Look, Outcomes, name, table};
use crate::report::tables;
use crate::report::words::Words;
use crate::text::html::escape;

/// Most rows of a table on the page; the other forms have them all.
pub const MOST_ROWS: usize = 200;

const STYLE: &str = include_str!("page/report.css");

/// One heading of the outline: its id, its text as HTML, and the headings below it.
struct Entry {
    id: String,
    title: String,
    below: Vec<(String, String)>,
}

/// The page.
pub fn render(report: &Report<'_>, words: Words) -> String {
    let mut outline = vec![entry("summary", words.pick("Summary", "Sammanfattning"))];
    let mut body = summary(report, words);
    for it in &report.overview.regions {
        let comparison = report.comparison;
        let own = comparison.filter(|comparison| comparison.region.id == it.region.id);
        let part = region::part(it, own, words);
        body += &part.html;
        outline.push(Entry {
            id: part.id,
            title: name(&it.region.name, words),
            below: part.below,
        });
    }
    if !report.history.is_empty() {
        outline.push(entry("trend", words.pick("Trend", "Utveckling")));
        body += &trend(report, words);
    }
    outline.push(entry(
        "counted",
        words.pick("How it is counted", "Så är det räknat"),
    ));
    body += &counted(words);
    frame(report, &outline, &body, words)
}

fn entry(id: &str, title: &str) -> Entry {
    Entry {
        id: id.to_owned(),
        title: escape(title),
        below: Vec::new(),
    }
}

/// The document around the parts.
fn frame(report: &Report<'_>, outline: &[Entry], body: &str, words: Words) -> String {
    let overview = report.overview;
    let date = overview.date;
    let title = words.pick("Base offering: report", "Basutbudet: rapport");
    let skip = words.pick("Skip to the content", "Hoppa till innehållet");
    let contents = words.pick("Contents", "Innehåll");
    let internal = words.pick(
        "Internal. This report names who is responsible for units and is not to be published.",
        "Internt. Rapporten anger vem som ansvarar för enheter och får inte publiceras.",
    );
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex, nofollow, noarchive\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title} {date} – {site}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#content\">{skip}</a>\n\
         <div class=\"head\"><header><p>{site_name}</p><h1>{title} <time datetime=\"{date}\">{date}</time></h1></header></div>\n\
         <nav id=\"contents\" aria-label=\"{contents}\"><p class=\"internal\">{internal}</p>{list}</nav>\n\
         <main id=\"content\" tabindex=\"-1\">\n{patterns}{body}</main>\n</body>\n</html>\n",
        tag = words.tag(),
        site = escape(overview.title),
        site_name = name(overview.title, words),
        list = list(outline),
        patterns = chart::PATTERNS,
    )
}

fn list(outline: &[Entry]) -> String {
    let link = |id: &str, title: &str| format!("<a href=\"#{id}\">{title}</a>");
    let entry = |entry: &Entry| {
        let below: String = entry
            .below
            .iter()
            .map(|(id, title)| format!("<li>{}</li>", link(id, title)))
            .collect();
        let below = match below.is_empty() {
            true => below,
            false => format!("<ul>{below}</ul>"),
        };
        format!("<li>{}{below}</li>\n", link(&entry.id, &entry.title))
    };
    let entries: String = outline.iter().map(entry).collect();
    format!("<ul>\n{entries}</ul>")
}

/// The figures of the whole site.
fn summary(report: &Report<'_>, words: Words) -> String {
    let regions = tables::regions(report.overview, words);
    let look = Look {
        id: "regions",
        outcomes: Outcomes::Words,
        most: MOST_ROWS,
    };
    let heading = words.pick("Summary", "Sammanfattning");
    let mut html =
        format!("<section aria-labelledby=\"summary\"><h2 id=\"summary\">{heading}</h2>\n");
    if let Some(comparison) = report.comparison {
        html += &region::comparison_sentence(comparison, words);
        html += &format!(
            "<p><a href=\"#{}-compare\">{}</a></p>\n",
            region::slug(comparison.region),
            words.pick(
                "To the units that must act",
                "Till de enheter som behöver göra något"
            )
        );
    }
    html += &table(&regions, look, words);
    html + "</section>\n"
}

/// The trend over the days of the history.
fn trend(report: &Report<'_>, words: Words) -> String {
    let days = report.history;
    let heading = words.pick("Trend", "Utveckling");
    let title = words.pick(
        "Share of duties met, day by day",
        "Andel uppfyllda krav, dag för dag",
    );
    let mut newest = history::table(days, words);
    newest.rows.reverse();
    let look = Look {
        id: "history",
        outcomes: Outcomes::Words,
        most: MOST_ROWS,
    };
    let chart = chart::trend("trend-chart", title, days, words);
    format!(
        "<section aria-labelledby=\"trend\"><h2 id=\"trend\">{heading}</h2>\n{chart}{}</section>\n",
        table(&newest, look, words)
    )
}

/// What the words and figures mean.
fn counted(words: Words) -> String {
    let heading = words.pick("How it is counted", "Så är det räknat");
    let lines = match words.tag() {
        "sv" => [
            "<b>Täckning</b> är andelen uppfyllda av de krav som gäller: uppfyllda, undantagna och saknade tillsammans. Undantag räknas alltså inte som uppfyllda.",
            "<b>Underlag saknas</b> när enheten inte har besvarat en fråga som kravet beror på, eller inte anger vilka besök som går att boka. Det räknas varken som uppfyllt eller som saknat.",
            "<b>Krav</b> är det som enheten ska erbjuda eller inte får erbjuda. Det som den bör erbjuda står för sig, som rekommendationer.",
            "<b>Enheter som uppfyller alla krav</b> omfattas av riktlinjen och har inget krav som saknas eller saknar underlag. De kan ha undantag.",
            "Enheter som har stängt för gott är inte med. Enheter som inte visas ännu är med.",
            "En sida behöver läsas igenom när den inte har granskats på {days} dagar, aldrig har granskats, eller anger en dag som inte har varit.",
        ],
        _ => [
            "<b>Coverage</b> is the share that is met of the duties that bind: met, exempt and unmet together. Exempt is thus not counted as met.",
            "<b>Not known</b> means that the unit has not answered a question that the duty depends on, or does not state which visits can be booked. It counts neither as met nor as unmet.",
            "<b>Duties</b> are what a unit must offer or must not offer. What it should offer stands by itself, as recommendations.",
            "<b>Units with all duties met</b> are in the rule set's scope and have no duty that is unmet or not known. They may have exemptions.",
            "Units that have closed for good are left out. Units that are not shown yet are counted.",
            "A page is to be read again when it has not been reviewed for {days} days, never has been, or states a day that lies ahead.",
        ],
    };
    let days = Freshness::TOO_OLD.to_string();
    let lines: String = lines
        .iter()
        .map(|line| format!("<li>{}</li>\n", line.replace("{days}", &days)))
        .collect();
    format!(
        "<section aria-labelledby=\"counted\"><h2 id=\"counted\">{heading}</h2>\n<ul>{lines}</ul></section>\n"
    )
}
