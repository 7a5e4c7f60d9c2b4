//! One region's part of the page, as its template takes it.

use chrono::NaiveDate;
use serde::Serialize;

use crate::assess::verdict::Outcome;
use crate::model::region::Region;
use crate::report::overview::RegionOverview;
use crate::report::overview::change::{Change, Comparison};
use crate::report::overview::coverage::{Grouping, Tally};
use crate::report::overview::lists::{Freshness, Standing};
use crate::report::overview::work::Owner;
use crate::report::page::chart::Bars;
use crate::report::page::table::{MOST_ROWS, OutcomeStyle, OutcomeView, TableView, cut};
use crate::report::table::{Cell, Table};
use crate::report::tables;
use crate::report::words::Words;
use crate::rules::stale_review;

/// Regions of at most this many units show their matrix without a click.
const OPEN_UP_TO: usize = 40;

/// A region's part.
#[derive(Serialize)]
pub struct RegionView {
    id: String,
    name: String,
    rule_set: Option<String>,
    units: String,
    share: String,
    complete: String,
    in_scope: String,
    unmet: String,
    /// Units that are left out, where there are any.
    closed: Option<String>,
    unreadable: Option<String>,
    sections: Vec<Section>,
}

/// A heading with what stands below it.
#[derive(Serialize)]
struct Section {
    id: String,
    title: String,
    content: Content,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Content {
    Compared {
        comparisons: Vec<ComparedView>,
    },
    Table {
        chart: Option<Bars>,
        table: TableView,
        /// A sentence below the table.
        below: Option<String>,
    },
    Matrix {
        meanings: Vec<OutcomeView>,
        open: bool,
        groups: Vec<MatrixGroup>,
    },
    Work {
        owners: Vec<OwnerView>,
        cut: Option<String>,
    },
    Freshness {
        ages: Vec<Age>,
        /// The units that are not counted, where there are any.
        hidden: Option<String>,
        due: TableView,
    },
}

#[derive(Serialize)]
struct MatrixGroup {
    title: String,
    units: String,
    unmet: String,
    table: TableView,
}

#[derive(Serialize)]
struct OwnerView {
    who: String,
    /// Whether that is a name in the site's own words.
    named: bool,
    tasks: String,
    units: String,
    table: TableView,
}

#[derive(Serialize)]
struct Age {
    told: String,
    units: String,
}

/// What another rule set changes.
#[derive(Serialize)]
pub struct ComparedView {
    rule_set: String,
    day: NaiveDate,
    /// Units that will fall short, where there are any.
    short: Option<String>,
    services: Vec<ServiceChange>,
    changes: Vec<String>,
    act: Option<TableView>,
    others: Option<TableView>,
    other_rows: String,
}

#[derive(Serialize)]
struct ServiceChange {
    what: &'static str,
    names: String,
}

/// The id of a region's part.
pub fn slug(region: &Region) -> String {
    // A folder's name may hold anything; an id of the page is made of what is plain.
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let name: String = region.id.chars().map(plain).collect();
    format!("r-{name}")
}

impl RegionView {
    /// A region's part of the page.
    pub fn new(it: &RegionOverview<'_>, other: Option<&Comparison<'_>>, words: Words) -> Self {
        let id = slug(it.region);
        let mut sections = Sections {
            region: &id,
            words,
            made: Vec::new(),
        };
        if let Some(other) = other {
            let id = format!("{id}-compare");
            let comparisons = vec![ComparedView::new(other, &id, words)];
            let title = words.page().headings.compare;
            sections.add("compare", title, Content::Compared { comparisons });
        }
        sections.coverage(it);
        sections.lists(it);
        let sections = sections.made;
        let total = &it.total;
        let some = |count: usize| (count > 0).then(|| words.units(count));
        Self {
            id,
            name: it.region.name.to_string(),
            rule_set: it.rule_set.map(tables::rule_set),
            units: words.count(total.units),
            share: words.share(total.duties.share()),
            complete: words.count(total.complete),
            in_scope: words.count(total.in_scope),
            unmet: words.count(total.duties.of(Outcome::Unmet)),
            closed: some(it.closed),
            unreadable: some(it.unreadable),
            sections,
        }
    }
}

/// The sections of a region as they are made.
struct Sections<'a> {
    region: &'a str,
    words: Words,
    made: Vec<Section>,
}

impl Sections<'_> {
    fn add(&mut self, name: &str, title: &str, content: Content) {
        self.made.push(Section {
            id: format!("{}-{name}", self.region),
            title: title.to_owned(),
            content,
        });
    }

    /// A table whose caption has an id of this part.
    fn table(&self, name: &str, table: &Table) -> TableView {
        let id = format!("{}-{name}-table", self.region);
        TableView::plain(id, table, self.words).or_else(self.words.none(name))
    }

    /// A section that is a table.
    fn add_table(&mut self, name: &str, title: &str, table: &Table) {
        let table = self.table(name, table);
        let (chart, below) = (None, None);
        self.add(
            name,
            title,
            Content::Table {
                chart,
                table,
                below,
            },
        );
    }

    /// A section that is a table with a chart above it.
    fn add_chart(&mut self, name: &str, rows: &[(String, Tally)], table: &Table) {
        let id = format!("{}-{name}-chart", self.region);
        let content = Content::Table {
            chart: Some(Bars::new(id, &table.title, rows, self.words)),
            table: self.table(name, table),
            below: None,
        };
        self.add(name, &table.title, content);
    }

    /// Coverage in charts and tables, and the matrix.
    fn coverage(&mut self, it: &RegionOverview<'_>) {
        if it.services.is_empty() {
            return;
        }
        let words = self.words;
        let rows = it.services.iter();
        let rows: Vec<(String, Tally)> = rows
            .map(|service| (service.demand.name().to_owned(), service.tally))
            .collect();
        self.add_chart("services", &rows, &tables::services(it, words));
        for by in Grouping::ALL {
            let groups = tables::groups(it, by, words);
            match by {
                Grouping::Administration => {
                    let rows = it.groups_by(by).iter();
                    let rows: Vec<(String, Tally)> = rows
                        .map(|group| (words.get(&group.name), group.duties))
                        .collect();
                    self.add_chart("administrations", &rows, &groups);
                }
                Grouping::Municipality => {
                    self.add_table("municipalities", &groups.title, &groups);
                }
                Grouping::Type => self.add_table("types", &groups.title, &groups),
            }
        }
        let content = matrix(it, self.region, words);
        self.add("matrix", words.page().headings.matrix, content);
    }

    /// Lists that somebody follows up.
    fn lists(&mut self, it: &RegionOverview<'_>) {
        let words = self.words;
        let headings = &words.page().headings;
        self.add("work", headings.work, work(it, self.region, words));
        let exemptions = self.exemptions(it);
        let title = words.ending_within(Standing::SOON);
        self.add("exemptions", &title, exemptions);
        self.add_table("waiting", headings.waiting, &tables::waiting(it, words));
        let extras = tables::extras(it, words);
        self.add_table("extras", &extras.title, &extras);
        let content = Content::Freshness {
            ages: ages(&it.freshness, words),
            hidden: hidden(it, words),
            due: self.table("due", &tables::due_pages(it, words)),
        };
        self.add("freshness", headings.freshness, content);
        let coming = it.upcoming.iter().enumerate().map(|(at, comparison)| {
            let id = format!("{}-upcoming-{at}", self.region);
            ComparedView::new(comparison, &id, words)
        });
        let comparisons = coming.collect();
        let content = Content::Compared { comparisons };
        self.add("upcoming", headings.upcoming, content);
    }

    /// Exemptions that end soon, and how many others there are.
    fn exemptions(&self, it: &RegionOverview<'_>) -> Content {
        let soon = it.exemptions.iter().filter(|it| it.ends_soon()).count();
        let endless = it.exemptions.iter().filter(|it| it.days_left.is_none());
        let (later, endless) = (it.exemptions.len() - soon, endless.count());
        let mut table = tables::exemptions(it, self.words);
        // They are in order of their last day, so the first ones end soonest.
        table.rows.truncate(soon);
        Content::Table {
            chart: None,
            table: self.table("exemptions", &table),
            below: Some(self.words.other_exemptions(later, endless)),
        }
    }
}

/// The matrix, a table for each administration.
fn matrix(it: &RegionOverview<'_>, id: &str, words: Words) -> Content {
    let meanings = [
        Outcome::Met,
        Outcome::Exempt,
        Outcome::Unmet,
        Outcome::Undetermined,
        Outcome::NotApplicable,
        Outcome::OutOfScope,
    ];
    let whole = tables::matrix(it, words);
    let groups = it.groups_by(Grouping::Administration).iter().enumerate();
    let groups = groups.map(|(at, group)| {
        let title = words.get(&group.name);
        let part = part_of_matrix(&whole, &title);
        let id = format!("{id}-matrix-{at}");
        MatrixGroup {
            title,
            units: words.units(group.units),
            unmet: words.count(group.duties.of(Outcome::Unmet)),
            table: TableView::new(id, &part, OutcomeStyle::Signs, words),
        }
    });
    Content::Matrix {
        meanings: meanings.map(|it| OutcomeView::of(it, words)).into(),
        open: it.units.len() <= OPEN_UP_TO,
        groups: groups.collect(),
    }
}

/// The rows of one administration, without its column. Where they are too many to be shown, those that
/// lack most come first.
fn part_of_matrix(whole: &Table, administration: &str) -> Table {
    let own = |row: &&Vec<Cell>| match &row[1] {
        Cell::Words(name) | Cell::Name(name) => name == administration,
        _ => false,
    };
    let mut part = Table {
        name: whole.name.clone(),
        title: administration.to_owned(),
        columns: whole.columns.clone(),
        rows: whole.rows.iter().filter(own).cloned().collect(),
    };
    part.columns.remove(1);
    for row in &mut part.rows {
        row.remove(1);
    }
    if part.rows.len() > MOST_ROWS {
        let unmet = |row: &Vec<Cell>| {
            let cells = row.iter();
            cells
                .filter(|cell| **cell == Cell::Outcome(Outcome::Unmet))
                .count()
        };
        part.rows
            .sort_by_cached_key(|row| std::cmp::Reverse(unmet(row)));
    }
    part
}

/// The work list: one entry for each who is responsible.
fn work(it: &RegionOverview<'_>, id: &str, words: Words) -> Content {
    let owners = it.work.iter().take(MOST_ROWS).enumerate();
    let owners = owners.map(|(at, owner)| {
        let (who, named) = who(owner, words);
        let tasks = Table {
            name: String::new(),
            title: words.page().tasks.to_owned(),
            columns: tables::task_columns(words).map(tables::column).into(),
            rows: tables::task_rows(owner, words),
        };
        OwnerView {
            who,
            named,
            tasks: words.tasks(owner.tasks.len()),
            units: words.units(owner.units()),
            table: TableView::plain(format!("{id}-work-{at}"), &tasks, words),
        }
    });
    Content::Work {
        owners: owners.collect(),
        cut: cut(it.work.len(), words),
    }
}

/// Who is responsible, and whether that is a name in the site's own words.
fn who(owner: &Owner<'_>, words: Words) -> (String, bool) {
    let unit = owner.tasks[0].unit.display_name();
    match (owner.role, owner.email) {
        (Some(role), Some(email)) => (format!("{role} ({email})"), true),
        (None, Some(email)) => (email.to_owned(), false),
        (Some(role), None) => (format!("{role}, {unit}"), true),
        (None, None) => (words.page().nobody.to_owned(), false),
    }
}

/// How old pages are.
fn ages(fresh: &Freshness<'_>, words: Words) -> Vec<Age> {
    let max_ages: Vec<i64> = fresh.max_ages.iter().copied().collect();
    let told = match *max_ages {
        [] => words.ages(stale_review::TOO_OLD),
        [all] => words.ages(all),
        _ => words.ages_by_unit(),
    };
    let told = told.into_iter();
    let ages = told.zip(fresh.counts()).map(|(told, count)| Age {
        told,
        units: words.units(count),
    });
    ages.collect()
}

/// The sentence on units that have no page to review.
fn hidden(it: &RegionOverview<'_>, words: Words) -> Option<String> {
    let counted = it.freshness.counts().iter().sum();
    let hidden = it.units.len().saturating_sub(counted);
    (hidden > 0).then(|| words.not_reviewed(hidden))
}

impl ComparedView {
    /// What another rule set changes: in figures, in services, and for which units.
    pub fn new(comparison: &Comparison<'_>, id: &str, words: Words) -> Self {
        let short = comparison.units(Change::FallsShort);
        let services = tables::service_changes(comparison, words).into_iter();
        let some = Change::ALL.into_iter();
        let some = some.filter(|change| comparison.count(*change) > 0);
        let changes = some.map(|change| {
            let duties = words.count(comparison.count(change));
            let verdicts = match comparison.count(change) {
                1 => words.page().verdict,
                _ => words.page().verdicts,
            };
            let units = words.units(comparison.units(change));
            format!("{}: {duties} {verdicts}, {units}", words.change(change))
        });
        let table = |name: &str, title: &str, wanted: &[Change]| {
            let mut table = tables::comparison(comparison, wanted, words);
            table.title = title.to_owned();
            let rows = table.rows.len();
            let view = TableView::plain(format!("{id}-{name}"), &table, words);
            ((rows > 0).then_some(view), rows)
        };
        let page = words.page();
        let wanted = [Change::FallsShort, Change::BecomesOpen];
        let (act, _) = table("act", page.must_act, &wanted);
        let wanted = [
            Change::StillShort,
            Change::NewlyBound,
            Change::Fixed,
            Change::Released,
        ];
        let (others, other_rows) = table("rest", page.other_changes, &wanted);
        Self {
            rule_set: tables::rule_set(comparison.to),
            day: comparison.day,
            short: (short > 0).then(|| words.units(short)),
            services: services
                .map(|(what, names)| ServiceChange { what, names })
                .collect(),
            changes: changes.collect(),
            act,
            others,
            other_rows: words.count(other_rows),
        }
    }
}
