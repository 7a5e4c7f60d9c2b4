//! The report's history: a small file a day, and the trend that several of them show. Text in, text out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::assess::verdict::Outcome;
use crate::diagnostic::{Text, say};
use crate::report::overview::Overview;
use crate::report::overview::coverage::{Share, Tally};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::Words;

/// What marks a file as one of ours.
const KIND: &str = "basutbud-history";

/// The figures of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    kind: String,
    version: u32,
    /// The day.
    pub date: NaiveDate,
    /// Each region's figures, by id.
    pub regions: Vec<RegionDay>,
}

/// The figures of a region on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionDay {
    /// The region's id.
    pub region: String,
    /// Its name.
    pub name: String,
    /// The rule set in force.
    pub rule_set: Option<String>,
    /// Units.
    pub units: usize,
    /// Those in scope.
    pub in_scope: usize,
    /// Those with all duties met.
    pub complete: usize,
    /// Outcomes of duties.
    #[serde(flatten)]
    pub duties: Figures,
    /// Outcomes of each service.
    pub services: Vec<ServiceDay>,
}

/// The figures of a service on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceDay {
    /// The service's id.
    pub service: String,
    /// Its outcomes.
    #[serde(flatten)]
    pub figures: Figures,
}

/// How often each outcome that binds, or may bind, occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Met.
    pub met: usize,
    /// Exempt.
    pub exempt: usize,
    /// Unmet.
    pub unmet: usize,
    /// Undetermined.
    pub undetermined: usize,
}

impl Figures {
    /// Met of bound.
    pub fn share(&self) -> Share {
        Share {
            part: self.met,
            whole: self
                .met
                .saturating_add(self.exempt)
                .saturating_add(self.unmet),
        }
    }
}

impl From<&Tally> for Figures {
    fn from(tally: &Tally) -> Self {
        Self {
            met: tally.of(Outcome::Met),
            exempt: tally.of(Outcome::Exempt),
            unmet: tally.of(Outcome::Unmet),
            undetermined: tally.of(Outcome::Undetermined),
        }
    }
}

/// The figures of an overview.
pub fn day(overview: &Overview<'_>) -> Day {
    let regions = overview.regions.iter().map(|it| {
        let services = it.services.iter().map(|service| ServiceDay {
            service: service.demand.id().to_owned(),
            figures: Figures::from(&service.tally),
        });
        RegionDay {
            region: it.region.id.clone(),
            name: it.region.name.clone(),
            rule_set: it.rule_set.map(|rules| rules.id.clone()),
            units: it.total.units,
            in_scope: it.total.in_scope,
            complete: it.total.complete,
            duties: Figures::from(&it.total.duties),
            services: services.collect(),
        }
    });
    Day {
        kind: KIND.to_owned(),
        version: 1,
        date: overview.date,
        regions: regions.collect(),
    }
}

/// The days as a table: a row for each day and region.
pub fn table(days: &[Day], words: Words) -> Table {
    let columns = [
        words.pick("Day", "Dag"),
        words.pick("Region", "Region"),
        words.pick("Units", "Enheter"),
        words.pick("In scope", "Omfattas"),
        words.pick(
            "Units with all duties met",
            "Enheter som uppfyller alla krav",
        ),
        words.pick("Met", "Uppfyllda"),
        words.pick("Exempt", "Undantag"),
        words.pick("Unmet", "Saknas"),
        words.pick("Not known", "Underlag saknas"),
        words.pick("Coverage", "Täckning"),
        words.pick("Rule set", "Riktlinje"),
    ];
    let rows = days.iter().flat_map(|day| {
        let row = |it: &RegionDay| {
            vec![
                Cell::Date(day.date),
                Cell::Name(it.name.clone()),
                Cell::Count(it.units),
                Cell::Count(it.in_scope),
                Cell::Count(it.complete),
                Cell::Count(it.duties.met),
                Cell::Count(it.duties.exempt),
                Cell::Count(it.duties.unmet),
                Cell::Count(it.duties.undetermined),
                Cell::Share(it.duties.share()),
                Cell::name(it.rule_set.as_deref()),
            ]
        };
        day.regions.iter().map(row)
    });
    let column = |title: &str| Column {
        title: title.to_owned(),
        swedish: false,
    };
    Table {
        name: words.pick("History", "Historik").to_owned(),
        title: words
            .pick("Coverage day by day", "Täckning dag för dag")
            .to_owned(),
        columns: columns.map(column).into(),
        rows: rows.collect(),
    }
}

/// The name of a day's file.
pub fn file_name(date: NaiveDate) -> String {
    format!("{date}.json")
}

/// A day as its file, ending with a newline.
pub fn write(day: &Day) -> String {
    // Plain strings and numbers always serialise.
    let mut text = serde_json::to_string_pretty(day).unwrap_or_default();
    text.push('\n');
    text
}

/// A day from its file, or why it is none of ours.
///
/// # Errors
/// When the text is no JSON, not a file of the history, of a later version, or of another day than its
/// name says.
pub fn read(name: &str, text: &str) -> Result<Day, Text> {
    let text = text.trim_start_matches('\u{feff}');
    let day: Day = serde_json::from_str(text)
        .map_err(|error| say!("not a history file: {error}", "ingen historikfil: {error}"))?;
    let Day {
        kind,
        version,
        date,
        ..
    } = &day;
    if kind != KIND {
        return Err(say!(
            "not a history file: its kind is `{kind}`",
            "ingen historikfil: dess `kind` är `{kind}`"
        ));
    }
    if *version != 1 {
        return Err(say!(
            "version {version} of the history; this program reads version 1",
            "version {version} av historiken; programmet läser version 1"
        ));
    }
    if name != file_name(*date) {
        return Err(say!(
            "named for another day than its own, {date}",
            "namnet anger en annan dag än filens egen, {date}"
        ));
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some_day() -> Day {
        let figures = Figures {
            met: 3,
            exempt: 1,
            unmet: 2,
            undetermined: 4,
        };
        Day {
            kind: KIND.to_owned(),
            version: 1,
            date: NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day"),
            regions: vec![RegionDay {
                region: "x".to_owned(),
                name: "Region X".to_owned(),
                rule_set: None,
                units: 5,
                in_scope: 4,
                complete: 2,
                duties: figures,
                services: vec![ServiceDay {
                    service: "recept".to_owned(),
                    figures,
                }],
            }],
        }
    }

    #[test]
    fn a_day_survives_its_file() {
        let day = some_day();
        assert_eq!(read("2026-11-21.json", &write(&day)), Ok(day.clone()));
        assert_eq!(day.regions[0].duties.share(), Share { part: 3, whole: 6 });
    }

    #[test]
    fn what_is_not_ours_is_told() {
        let name = "2026-11-21.json";
        let told = |text: &str| read(name, text).expect_err("refused").en;
        assert!(told("{}").contains("not a history file"));
        assert!(told("").contains("not a history file"));
        assert!(told("{\"date\": \"2026-11-21\", \"findings\": []}").contains("not a history"));
        let text = write(&some_day());
        assert!(told(&text.replace("\"version\": 1", "\"version\": 2")).contains("version 2"));
        assert!(told(&text.replace(KIND, "other")).contains("`other`"));
        let other = read("2026-11-22.json", &text).expect_err("refused").en;
        assert!(other.contains("2026-11-21"), "{other}");
    }
}
