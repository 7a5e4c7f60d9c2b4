//! The changed hours of a unit as a calendar (iCalendar, RFC 5545): what its page tells of the days ahead, each
//! as a day of its own that takes up nobody's time.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::render::content_lines::{ContentLines, escape};
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::vcard::uri;

/// Summer time in Sweden. The days of the calendar have no times; this says whose days they are.
const TIME_ZONE: [&str; 17] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Stockholm",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZNAME:CET",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZNAME:CEST",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
];

/// Whose calendar it is.
pub struct Owner<'a> {
    /// The unit's name.
    pub name: &'a str,
    /// Where it is.
    pub place: Option<String>,
    /// The address of its page.
    pub page: &'a str,
    /// The same where the site has its permanent address: what names the days.
    pub uid: &'a str,
}

/// What a page tells of a day, or of days in a row, as templates have it.
#[derive(Deserialize)]
struct Told {
    from: ToldDay,
    last: NaiveDate,
    open_ended: bool,
    reason: Option<Words>,
    lines: Vec<ToldLine>,
}

#[derive(Deserialize)]
struct ToldDay {
    iso: NaiveDate,
}

#[derive(Deserialize)]
struct ToldLine {
    label: Option<String>,
    hours: String,
    note: Option<Words>,
}

#[derive(Deserialize)]
struct Words {
    text: String,
}

/// The calendar of a unit, of the deviations that its page shows.
pub fn calendar<D: Serialize>(
    owner: &Owner<'_>,
    deviations: &D,
    today: NaiveDate,
    locale: &Locale,
) -> RenderResult<String> {
    let told: Vec<Told> = serde_json::from_value(serde_json::to_value(deviations)?)?;
    let mut calendar = ContentLines::default();
    let name = locale.text("deviations_heading")?;
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//basutbud//Changed opening hours//EN",
        &format!(
            "X-WR-CALNAME:{}",
            escape(&format!("{}: {name}", owner.name))
        ),
        "X-WR-TIMEZONE:Europe/Stockholm",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    .into_iter()
    .chain(TIME_ZONE)
    {
        calendar.line(line);
    }
    let mut before = None;
    let mut same = 0;
    for told in &told {
        // Two that begin on the same day are told apart by their order.
        same = if before == Some(told.from.iso) {
            same + 1
        } else {
            0
        };
        before = Some(told.from.iso);
        event(&mut calendar, owner, told, same, today, locale)?;
    }
    calendar.line("END:VCALENDAR");
    Ok(calendar.text)
}

/// A day, or days in a row.
fn event(
    calendar: &mut ContentLines,
    owner: &Owner<'_>,
    told: &Told,
    same: usize,
    today: NaiveDate,
    locale: &Locale,
) -> RenderResult<()> {
    let first = told.from.iso;
    let last = if told.open_ended { first } else { told.last };
    let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
    let hours = told.lines.iter().map(|line| match &line.label {
        Some(label) => format!("{} {}", label.to_lowercase(), line.hours.to_lowercase()),
        None => line.hours.to_lowercase(),
    });
    let mut summary = format!("{}: {}", owner.name, hours.collect::<Vec<_>>().join(", "));
    if told.open_ended {
        summary = format!("{summary} {}", locale.text("until_further_notice")?);
    }
    let notes = told.lines.iter().filter_map(|line| line.note.as_ref());
    let words: Vec<&str> = told
        .reason
        .iter()
        .chain(notes)
        .map(|it| &*it.text)
        .collect();
    calendar.line("BEGIN:VEVENT");
    calendar.line(&format!("UID:{}#{}{}", uri(owner.uid), first, suffix(same)));
    calendar.line(&format!("DTSTAMP:{}T000000Z", day(today)));
    calendar.line(&format!("DTSTART;VALUE=DATE:{}", day(first)));
    // The end is the day after the last.
    if let Some(end) = last.succ_opt().filter(|_| first <= last) {
        calendar.line(&format!("DTEND;VALUE=DATE:{}", day(end)));
    }
    calendar.line(&format!("SUMMARY:{}", escape(&summary)));
    if !words.is_empty() {
        calendar.line(&format!("DESCRIPTION:{}", escape(&words.join("\n"))));
    }
    if let Some(place) = &owner.place {
        calendar.line(&format!("LOCATION:{}", escape(place)));
    }
    calendar.line(&format!("URL:{}", uri(owner.page)));
    calendar.line("TRANSP:TRANSPARENT");
    calendar.line("END:VEVENT");
    Ok(())
}

/// What tells apart what begins on the same day.
fn suffix(same: usize) -> String {
    match same {
        0 => String::new(),
        more => format!("-{}", more + 1),
    }
}
