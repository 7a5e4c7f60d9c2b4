//! Charts as SVG inside the page: bars of coverage and lines of the trend. Each has a title and a
//! description that says all its figures in words, and never tells things apart by colour alone.

use crate::assess::verdict::Outcome;
use crate::report::history::Day;
use crate::report::overview::coverage::{Share, Tally};
use crate::report::page::html::{class, name};
use crate::report::tables::SHOWN;
use crate::report::words::Words;
use crate::text::html::escape;

/// Width of a chart, in its own units.
const WIDTH: usize = 640;
/// Height of a bar with its label.
const ROW: usize = 46;

/// The patterns that tell outcomes apart without colour; once a page, before the first chart.
pub const PATTERNS: &str = r#"<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="unmet" width="8" height="8"/><rect class="stroke" width="3" height="8"/></pattern>
<pattern id="lines" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="exempt" width="6" height="6"/><rect class="stroke" width="6" height="2"/></pattern>
<pattern id="dots" width="8" height="8" patternUnits="userSpaceOnUse"><rect class="open" width="8" height="8"/><circle class="stroke" cx="4" cy="4" r="2"/></pattern>
</defs></svg>
"#;

/// How an outcome's part of a bar is filled.
fn fill(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Unmet => " fill=\"url(#hatch)\"",
        Outcome::Exempt => " fill=\"url(#lines)\"",
        Outcome::Undetermined => " fill=\"url(#dots)\"",
        _ => "",
    }
}

/// What the parts of bars mean.
pub fn legend(words: Words) -> String {
    let entry = |outcome: Outcome| {
        format!(
            "<li><svg width=\"20\" height=\"14\" aria-hidden=\"true\" focusable=\"false\">\
             <rect class=\"bar {}\"{} width=\"20\" height=\"14\"/></svg> {}</li>",
            class(outcome),
            fill(outcome),
            words.outcome(outcome)
        )
    };
    let entries: String = SHOWN.into_iter().map(entry).collect();
    format!("<ul class=\"legend\">{entries}</ul>\n")
}

/// A bar for each name: how its outcomes are divided.
pub fn bars(id: &str, title: &str, rows: &[(String, Tally)], words: Words) -> String {
    let height = rows.len() * ROW;
    let told = |(label, tally): &(String, Tally)| {
        let counts = SHOWN.iter().filter(|outcome| tally.of(**outcome) > 0);
        let counts: Vec<String> = counts
            .map(|outcome| format!("{} {}", words.outcome(*outcome), tally.of(*outcome)))
            .collect();
        let counts = match counts.is_empty() {
            true => words.pick("binds no unit", "gäller ingen enhet").to_owned(),
            false => counts.join(", "),
        };
        format!("{label}: {counts}. ")
    };
    let told: String = rows.iter().map(told).collect();
    let bars: String = (0..)
        .zip(rows)
        .map(|(at, row)| bar(at, row, words))
        .collect();
    figure(id, title, &told, height.max(1), &bars)
}

fn bar(at: usize, (label, tally): &(String, Tally), words: Words) -> String {
    let top = at * ROW;
    let all: usize = SHOWN.iter().map(|outcome| tally.of(*outcome)).sum();
    let share = tally.share();
    let figure = match all {
        0 => words.pick("binds no unit", "gäller ingen enhet").to_owned(),
        _ => format!(
            "{} {} {} ({})",
            words.count(share.part),
            words.pick("of", "av"),
            words.count(share.whole),
            words.share(share)
        ),
    };
    let label = escape(&shortened(label));
    let mut svg = format!(
        "<text x=\"0\" y=\"{0}\">{label}</text><text x=\"{WIDTH}\" y=\"{0}\" text-anchor=\"end\">{figure}</text>\n",
        top + 16
    );
    let (mut from, mut so_far) = (0, 0);
    for outcome in SHOWN.into_iter().filter(|outcome| tally.of(*outcome) > 0) {
        so_far += tally.of(outcome);
        // Ends are worked out from the sum, so that parts leave no gap and fill the bar.
        let to = so_far * WIDTH / all;
        svg += &format!(
            "<rect class=\"bar {}\"{} x=\"{from}\" y=\"{}\" width=\"{}\" height=\"14\"/>",
            class(outcome),
            fill(outcome),
            top + 22,
            (to - from).max(1)
        );
        from = to;
    }
    svg + "\n"
}

/// A label that leaves room for the figures beside it.
fn shortened(label: &str) -> String {
    const MOST: usize = 60;
    match label.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &label[..end]),
        None => label.to_owned(),
    }
}

/// The frame of a chart: title and description for those who do not see it.
fn figure(id: &str, title: &str, told: &str, height: usize, inside: &str) -> String {
    let (title, told) = (escape(title), escape(told.trim_end()));
    format!(
        "<div class=\"scroll\" role=\"group\" aria-labelledby=\"{id}-title\" tabindex=\"0\">\
         <svg class=\"chart\" role=\"img\" aria-labelledby=\"{id}-title {id}-told\" viewBox=\"0 0 {WIDTH} {height}\">\
         <title id=\"{id}-title\">{title}</title><desc id=\"{id}-told\">{told}</desc>\n{inside}</svg></div>\n"
    )
}

/// Height of the trend's field, and where it begins.
const FIELD: usize = 200;
const LEFT: usize = 56;
const TOP: usize = 12;

/// The coverage of each region over the days of the history, with a line for each.
pub fn trend(id: &str, title: &str, days: &[Day], words: Words) -> String {
    let mut regions: Vec<(&str, &str)> = Vec::new();
    for region in days.iter().flat_map(|day| &day.regions) {
        let known = regions.iter_mut().find(|(id, _)| *id == region.region);
        match known {
            Some((_, name)) => *name = &region.name,
            None => regions.push((&region.region, &region.name)),
        }
    }
    let mut svg = String::new();
    for percent in [0, 25, 50, 75, 100] {
        let y = height_of(percent * 10);
        svg += &format!(
            "<line class=\"grid\" x1=\"{LEFT}\" y1=\"{y}\" x2=\"{WIDTH}\" y2=\"{y}\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{percent}{}</text>\n",
            LEFT - 8,
            y + 5,
            words.pick("%", "\u{a0}%")
        );
    }
    let mut told = String::new();
    for (at, (region, region_name)) in regions.iter().enumerate() {
        let points = points(days, region);
        let ends = points.first().zip(points.last());
        if let Some(((_, first, day), (_, last, end))) = ends {
            let from = words.share(*first);
            let to = words.share(*last);
            told += &format!("{region_name}: {from} ({day}) → {to} ({end}). ");
        }
        svg += &line(at, &points);
    }
    let bottom = TOP + FIELD + 22;
    if let (Some(first), Some(last)) = (days.first(), days.last()) {
        svg += &format!("<text x=\"{LEFT}\" y=\"{bottom}\">{}</text>", first.date);
        if first.date != last.date {
            svg += &format!(
                "<text x=\"{WIDTH}\" y=\"{bottom}\" text-anchor=\"end\">{}</text>\n",
                last.date
            );
        }
    }
    let entries: String = regions
        .iter()
        .enumerate()
        .map(|(at, (_, region))| {
            format!(
                "<li><svg width=\"40\" height=\"14\" aria-hidden=\"true\" focusable=\"false\"><line class=\"trend line-{}\" x1=\"0\" y1=\"7\" x2=\"40\" y2=\"7\"/>{}</svg> {}</li>",
                at % LINES,
                mark(at, 20, 7),
                name(region, words)
            )
        })
        .collect();
    let chart = figure(id, title, &told, bottom + 6, &svg);
    format!("{chart}<ul class=\"legend\">{entries}</ul>\n")
}

/// Kinds of lines; more regions than this share them.
const LINES: usize = 4;

/// Where each day's share of a region stands, with the share and the day.
fn points<'a>(
    days: &'a [Day],
    region: &str,
) -> Vec<((usize, usize), Share, &'a chrono::NaiveDate)> {
    let first = days.first().map(|day| day.date);
    let span = first
        .zip(days.last())
        .map(|(first, last)| (last.date - first).num_days());
    let span = usize::try_from(span.unwrap_or(0)).unwrap_or(0);
    let of_day = |day: &'a Day| {
        let own = day.regions.iter().find(|it| it.region == region)?;
        let share = own.duties.share();
        let since = first.map_or(0, |first| (day.date - first).num_days());
        let since = usize::try_from(since).unwrap_or(0);
        let room = WIDTH - LEFT - 16;
        let x = LEFT + 8 + (since * room).checked_div(span).unwrap_or(0);
        Some(((x, height_of(share.permille()?)), share, &day.date))
    };
    days.iter().filter_map(of_day).collect()
}

/// How far down a share stands.
fn height_of(permille: usize) -> usize {
    TOP + FIELD - permille * FIELD / 1000
}

fn line(at: usize, points: &[((usize, usize), Share, &chrono::NaiveDate)]) -> String {
    let path: Vec<String> = points
        .iter()
        .map(|((x, y), _, _)| format!("{x},{y}"))
        .collect();
    let marks: String = points
        .iter()
        .map(|((x, y), _, _)| mark(at, *x, *y))
        .collect();
    format!(
        "<polyline class=\"trend line-{}\" points=\"{}\"/>{marks}\n",
        at % LINES,
        path.join(" ")
    )
}

/// The mark of a line's points; each line has another shape.
fn mark(at: usize, x: usize, y: usize) -> String {
    let class = format!("mark line-{}", at % LINES);
    match at % LINES {
        0 => format!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>"),
        1 => format!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"8\" height=\"8\"/>",
            x.saturating_sub(4),
            y.saturating_sub(4)
        ),
        2 => format!(
            "<path class=\"{class}\" d=\"M{x} {} l5 9 h-10 z\"/>",
            y.saturating_sub(5)
        ),
        _ => format!(
            "<path class=\"{class}\" d=\"M{x} {} l5 5 l-5 5 l-5 -5 z\"/>",
            y.saturating_sub(5)
        ),
    }
}
