//! Charts as the page's templates draw them: bars of coverage and lines of the trend, with where each
//! part stands. Each has a title and a description that says all its figures in words, and never tells
//! things apart by colour alone.

use chrono::NaiveDate;
use serde::Serialize;

use crate::assess::verdict::Outcome;
use crate::report::history::Day;
use crate::report::overview::coverage::{Share, Tally};
use crate::report::page::table::OutcomeView;
use crate::report::tables::SHOWN;
use crate::report::words::Words;

/// Width of a chart, in its own units.
const WIDTH: usize = 640;
/// Height of a bar with its label.
const ROW: usize = 46;

/// What frames a chart: title and description for those who do not see it.
#[derive(Serialize)]
struct Frame {
    /// Unique on the page.
    id: String,
    title: String,
    told: String,
    width: usize,
    height: usize,
}

/// A bar for each name: how its outcomes are divided.
#[derive(Serialize)]
pub struct Bars {
    frame: Frame,
    bars: Vec<Bar>,
    legend: Vec<OutcomeView>,
}

#[derive(Serialize)]
struct Bar {
    top: usize,
    label: String,
    figure: String,
    parts: Vec<BarPart>,
}

#[derive(Serialize)]
struct BarPart {
    outcome: OutcomeView,
    x: usize,
    width: usize,
}

impl Bars {
    /// The bars of names with their outcomes.
    pub fn new(id: String, title: &str, rows: &[(String, Tally)], words: Words) -> Self {
        let told = |(label, tally): &(String, Tally)| {
            let counts = SHOWN.iter().filter(|outcome| tally.of(**outcome) > 0);
            let counts: Vec<String> = counts
                .map(|outcome| format!("{} {}", words.outcome(*outcome), tally.of(*outcome)))
                .collect();
            let counts = match counts.is_empty() {
                true => words.page().binds_nobody.to_owned(),
                false => counts.join(", "),
            };
            format!("{label}: {counts}.")
        };
        let told: Vec<String> = rows.iter().map(told).collect();
        let frame = Frame {
            id,
            title: title.to_owned(),
            told: told.join(" "),
            width: WIDTH,
            height: (rows.len() * ROW).max(1),
        };
        Self {
            frame,
            bars: (0..)
                .zip(rows)
                .map(|(at, row)| bar(at, row, words))
                .collect(),
            legend: SHOWN.map(|outcome| OutcomeView::of(outcome, words)).into(),
        }
    }
}

fn bar(at: usize, (label, tally): &(String, Tally), words: Words) -> Bar {
    let all: usize = SHOWN.iter().map(|outcome| tally.of(*outcome)).sum();
    let share = tally.share();
    let figure = match all {
        0 => words.page().binds_nobody.to_owned(),
        _ => format!(
            "{} {} {} ({})",
            words.count(share.part),
            words.page().of,
            words.count(share.whole),
            words.share(share)
        ),
    };
    let (mut from, mut so_far) = (0, 0);
    let some = |outcome: &Outcome| tally.of(*outcome) > 0;
    let parts = SHOWN.into_iter().filter(some).map(|outcome| {
        so_far += tally.of(outcome);
        // Ends are worked out from the sum, so that parts leave no gap and fill the bar.
        let to = so_far * WIDTH / all;
        let part = BarPart {
            outcome: OutcomeView::of(outcome, words),
            x: from,
            width: (to - from).max(1),
        };
        from = to;
        part
    });
    let parts = parts.collect();
    Bar {
        top: at * ROW,
        label: shortened(label),
        figure,
        parts,
    }
}

/// A label that leaves room for the figures beside it.
fn shortened(label: &str) -> String {
    const MOST: usize = 60;
    match label.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &label[..end]),
        None => label.to_owned(),
    }
}

/// Height of the trend's field, and where it begins.
const FIELD: usize = 200;
const LEFT: usize = 56;
const TOP: usize = 12;

/// The coverage of each region over the days of the history, with a line for each.
#[derive(Serialize)]
pub struct Trend {
    frame: Frame,
    left: usize,
    grid: Vec<GridLine>,
    lines: Vec<Line>,
    /// Where the days below the field stand.
    bottom: usize,
    first: Option<NaiveDate>,
    /// The last day, where it is another.
    last: Option<NaiveDate>,
}

#[derive(Serialize)]
struct GridLine {
    percent: usize,
    y: usize,
}

#[derive(Serialize)]
struct Line {
    region: String,
    /// Kind of line and of marks.
    kind: usize,
    points: Vec<Point>,
}

/// Where a day's share of a region stands.
#[derive(Serialize)]
struct Point {
    x: usize,
    y: usize,
    #[serde(skip)]
    share: Share,
    #[serde(skip)]
    day: NaiveDate,
}

/// Kinds of lines; more regions than this share them.
const LINES: usize = 4;

impl Trend {
    /// The trend of some days.
    pub fn new(id: &str, title: &str, days: &[Day], words: Words) -> Self {
        let mut regions: Vec<(&str, &str)> = Vec::new();
        for region in days.iter().flat_map(|day| &day.regions) {
            let known = regions.iter_mut().find(|(id, _)| *id == region.region);
            match known {
                Some((_, name)) => *name = &region.name,
                None => regions.push((&region.region, &region.name)),
            }
        }
        let lines = regions.iter().enumerate().map(|(at, (id, name))| Line {
            region: (*name).to_owned(),
            kind: at % LINES,
            points: points(days, id),
        });
        let lines: Vec<Line> = lines.collect();
        let told: Vec<String> = lines.iter().filter_map(|it| it.told(words)).collect();
        let bottom = TOP + FIELD + 22;
        let first = days.first().map(|day| day.date);
        let last = days.last().map(|day| day.date);
        let frame = Frame {
            id: id.to_owned(),
            title: title.to_owned(),
            told: told.join(" "),
            width: WIDTH,
            height: bottom + 6,
        };
        let grid = [0, 25, 50, 75, 100].map(|percent| GridLine {
            percent,
            y: height_of(percent * 10),
        });
        Self {
            frame,
            left: LEFT,
            grid: grid.into(),
            lines,
            bottom,
            first,
            last: last.filter(|last| Some(*last) != first),
        }
    }
}

impl Line {
    /// How the share has changed, in words.
    fn told(&self, words: Words) -> Option<String> {
        let (first, last) = self.points.first().zip(self.points.last())?;
        let (from, to) = (words.share(first.share), words.share(last.share));
        let region = &self.region;
        Some(format!(
            "{region}: {from} ({}) → {to} ({}).",
            first.day, last.day
        ))
    }
}

fn points(days: &[Day], region: &str) -> Vec<Point> {
    let first = days.first().map(|day| day.date);
    let since_first = |day: &Day| {
        let days = first.map_or(0, |first| (day.date - first).num_days());
        usize::try_from(days).unwrap_or(0)
    };
    let span = days.last().map_or(0, since_first);
    let of_day = |day: &Day| {
        let own = day.regions.iter().find(|it| it.region == region)?;
        let share = own.duties.share();
        let room = WIDTH - LEFT - 16;
        let along = (since_first(day) * room).checked_div(span).unwrap_or(0);
        Some(Point {
            x: LEFT + 8 + along,
            y: height_of(share.permille()?),
            share,
            day: day.date,
        })
    };
    days.iter().filter_map(of_day).collect()
}

/// How far down a share stands.
fn height_of(permille: usize) -> usize {
    TOP + FIELD - permille * FIELD / 1000
}
