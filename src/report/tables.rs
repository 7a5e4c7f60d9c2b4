//! The overview as tables, in one language.

use crate::assess::verdict::{Obligation, Outcome};
use crate::diagnostic::Text;
use crate::model::rule_set::RuleSet;
use crate::model::unit::Unit;
use crate::report::overview::change::{Change, ChangeRow, Comparison, ServiceChange, Side};
use crate::report::overview::coverage::{Group, Grouping, Share, Tally, key};
use crate::report::overview::work::{Act, Owner, responsible};
use crate::report::overview::{Overview, RegionOverview};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::{Words, in_words};
use crate::rules::Demand;

/// The outcomes that coverage tables show, in their order.
pub const SHOWN: [Outcome; 4] = [
    Outcome::Met,
    Outcome::Exempt,
    Outcome::Unmet,
    Outcome::Undetermined,
];

/// A row for each region.
pub fn regions(overview: &Overview<'_>, words: Words) -> Table {
    let first = [
        words.pick("Region", "Region"),
        words.pick("Rule set", "Riktlinje"),
    ];
    let rows = overview.regions.iter().map(|it| {
        let rules = it.rule_set.map(|rules| rules.id.as_str());
        let mut row = vec![name(&it.region.name), Cell::name(rules)];
        row.extend(group_cells(&it.total));
        row
    });
    table(
        words.pick("Regions", "Regioner"),
        words.pick("Coverage per region", "Täckning per region"),
        first.into_iter().chain(group_columns(words)),
        rows.collect(),
    )
}

/// Coverage of each service of a region.
pub fn services(it: &RegionOverview<'_>, words: Words) -> Table {
    let columns = [words.pick("Service", "Tjänst")]
        .into_iter()
        .chain(tally_columns(words))
        .chain([
            words.pick("Not applicable", "Ej tillämplig"),
            words.pick("Out of scope", "Utanför"),
            words.pick("Units that offer it", "Enheter som erbjuder den"),
        ]);
    let rows = it.services.iter().map(|service| {
        let tally = &service.tally;
        let mut row = vec![name(service.demand.name())];
        row.extend(tally_cells(tally));
        row.extend([
            Cell::Count(tally.of(Outcome::NotApplicable)),
            Cell::Count(tally.of(Outcome::OutOfScope)),
            Cell::Count(service.offered),
        ]);
        row
    });
    table(
        words.pick("Services", "Tjänster"),
        words.pick("Coverage per service", "Täckning per tjänst"),
        columns,
        rows.collect(),
    )
}

/// Coverage of groups of a region's units.
pub fn groups(it: &RegionOverview<'_>, by: Grouping, words: Words) -> Table {
    let rows = it.groups_by(by).iter().map(|group| {
        let mut row = vec![group_name(&group.name, words)];
        row.extend(group_cells(group));
        row
    });
    let (short, title) = match by {
        Grouping::Administration => (
            words.pick("Administrations", "Förvaltningar"),
            words.pick("Coverage per administration", "Täckning per förvaltning"),
        ),
        Grouping::Municipality => (
            words.pick("Municipalities", "Kommuner"),
            words.pick("Coverage per municipality", "Täckning per kommun"),
        ),
        Grouping::Type => (
            words.pick("Types", "Enhetstyper"),
            words.pick("Coverage per type of unit", "Täckning per enhetstyp"),
        ),
    };
    let first = [words.grouping(by)];
    table(
        short,
        title,
        first.into_iter().chain(group_columns(words)),
        rows.collect(),
    )
}

/// Every unit of a region against every service.
pub fn matrix(it: &RegionOverview<'_>, words: Words) -> Table {
    let mut columns: Vec<Column> = [
        words.pick("Unit", "Enhet"),
        words.grouping(Grouping::Administration),
        words.grouping(Grouping::Municipality),
        words.grouping(Grouping::Type),
    ]
    .map(column)
    .into();
    columns.extend(it.services.iter().map(|service| Column {
        title: service.demand.name().to_owned(),
        swedish: true,
    }));
    let rows = it.units.iter().map(|context| {
        let group = |by| group_name(&key(by, it.region, context.unit).name, words);
        let mut row = vec![name(context.unit.display_name())];
        row.extend(Grouping::ALL.map(group));
        let verdicts = &context.assessment.verdicts;
        let outcome = |at: usize| match verdicts.get(at) {
            Some(verdict) => Cell::Outcome(verdict.outcome),
            None => Cell::Empty,
        };
        row.extend((0..it.services.len()).map(outcome));
        row
    });
    Table {
        name: words.pick("Matrix", "Matris").to_owned(),
        title: words
            .pick("Units and services", "Enheter och tjänster")
            .to_owned(),
        rows: rows.collect(),
        columns,
    }
}

/// What there is to do, by who is responsible.
pub fn work(it: &RegionOverview<'_>, words: Words) -> Table {
    let mut columns = owner_columns(words).to_vec();
    columns.extend(task_columns(words));
    let rows = it.work.iter().flat_map(|owner| {
        let who = [Cell::name(owner.role), Cell::name(owner.email)];
        let tasks = task_rows(owner, words).into_iter();
        tasks.map(move |task| who.iter().cloned().chain(task).collect())
    });
    table(
        words.pick("Work list", "Arbetslista"),
        words.pick(
            "Work list, by who is responsible",
            "Arbetslista per ansvarig",
        ),
        columns,
        rows.collect(),
    )
}

/// Headings of the tasks of one owner.
pub fn task_columns(words: Words) -> [&'static str; 4] {
    [
        words.pick("Unit", "Enhet"),
        words.pick("What", "Vad"),
        words.pick("Obligation", "Krav"),
        words.pick("What is lacking", "Vad som saknas"),
    ]
}

/// The tasks of one owner.
pub fn task_rows(owner: &Owner<'_>, words: Words) -> Vec<Vec<Cell>> {
    let row = |task: &super::overview::work::Task<'_>| {
        let [what, obligation, lacking] = act_cells(&task.act, words);
        vec![name(task.unit.display_name()), what, obligation, lacking]
    };
    owner.tasks.iter().map(row).collect()
}

fn act_cells(act: &Act<'_>, words: Words) -> [Cell; 3] {
    let say = |en, sv| Cell::Words(words.pick(en, sv).to_owned());
    match act {
        Act::Meet(demand, verdict) => [
            name(demand.name()),
            obligation(verdict.obligation, words),
            Cell::Words(words.causes(&verdict.causes)),
        ],
        Act::Answer(activities) => {
            let ids: Vec<&str> = activities.iter().copied().collect();
            let asked = words.pick("not answered: ", "ej besvarade: ");
            [
                say("Questions of the rule set", "Riktlinjens frågor"),
                Cell::Empty,
                Cell::Words(format!("{asked}{}", ids.join(", "))),
            ]
        }
        Act::StateVisits => [
            say("Visits", "Besök"),
            Cell::Empty,
            say(
                "which visits can be booked is not stated",
                "det framgår inte vilka besök som går att boka",
            ),
        ],
        Act::Exemption(demand, until) => [
            name(demand.name()),
            Cell::Empty,
            Cell::Words(format!(
                "{} {until}",
                words.pick("the exemption ends on", "undantaget går ut")
            )),
        ],
        Act::TalkOver(extra) => [
            name(&extra.name.value),
            Cell::Empty,
            say("consultation with the region", "samråd med regionen"),
        ],
        Act::Review(reviewed) => [
            say("The whole page", "Hela sidan"),
            Cell::Empty,
            match reviewed {
                Some(day) => Cell::Words(format!(
                    "{} {day}",
                    words.pick("last reviewed", "senast granskad")
                )),
                None => say("never reviewed", "aldrig granskad"),
            },
        ],
    }
}

/// Exemptions in use.
pub fn exemptions(it: &RegionOverview<'_>, words: Words) -> Table {
    let rows = it.exemptions.iter().map(|standing| {
        let exemption = standing.exemption;
        let reason = exemption.reason.as_ref().map(|reason| &reason.value);
        let note = exemption.note.as_ref().map(|note| note.value.as_str());
        let approved = exemption.approved.as_ref().map(|day| day.value);
        // Who owns the rule set decides on exemptions from it.
        let owner = it.rule_set.and_then(|rules| rules.owner.as_ref());
        let owner = owner.map(|owner| owner.name.as_str());
        vec![
            name(standing.unit.display_name()),
            name(standing.demand.name()),
            Cell::name(reason.map(|id| reason_words(it.rule_set, id)).as_deref()),
            Cell::name(note),
            Cell::date(approved),
            Cell::name(owner.filter(|_| approved.is_some())),
            Cell::date(exemption.until.as_ref().map(|until| until.value)),
            standing.days_left.map_or(Cell::Empty, Cell::Days),
        ]
    });
    table(
        words.pick("Exemptions", "Undantag"),
        words.pick("Exemptions in use", "Undantag som gäller"),
        [
            words.pick("Unit", "Enhet"),
            words.pick("Service", "Tjänst"),
            words.pick("Reason", "Skäl"),
            words.pick("Note", "Anmärkning"),
            words.pick("Approved", "Beviljat"),
            words.pick("Approved by", "Beviljat av"),
            words.pick("Last day", "Sista dag"),
            words.pick("Days left", "Dagar kvar"),
        ],
        rows.collect(),
    )
}

/// The words of a reason where the document has some.
fn reason_words(rules: Option<&RuleSet>, id: &str) -> String {
    let reason = rules.and_then(|rules| rules.reason(id));
    match reason {
        Some(reason) => reason.text.clone(),
        None => in_words(id),
    }
}

/// Reasons for exemptions that wait for a review.
pub fn waiting(it: &RegionOverview<'_>, words: Words) -> Table {
    let rows = it.waiting.iter().map(|waiting| {
        vec![
            name(waiting.unit.display_name()),
            name(waiting.demand.name()),
            name(&reason_words(it.rule_set, waiting.reason)),
        ]
    });
    table(
        words.pick("To review", "Att pröva"),
        words.pick(
            "Exemptions whose reason is not among the document's own",
            "Undantag vars skäl inte finns bland riktlinjens egna",
        ),
        [
            words.pick("Unit", "Enhet"),
            words.pick("Service", "Tjänst"),
            words.pick("Reason", "Skäl"),
        ],
        rows.collect(),
    )
}

/// Extra services without consultation.
pub fn extras(it: &RegionOverview<'_>, words: Words) -> Table {
    let rows = it.extras.iter().map(|waiting| {
        let agreed = waiting.extra.agreed.as_ref().map(|day| day.value);
        let mut row = vec![
            name(waiting.unit.display_name()),
            name(&waiting.extra.name.value),
            Cell::date(agreed),
        ];
        row.extend(owner_cells(waiting.unit));
        row
    });
    let first = [
        words.pick("Unit", "Enhet"),
        words.pick("Extra service", "Extra e-tjänst"),
        words.pick("Consultation planned for", "Samråd planerat till"),
    ];
    table(
        words.pick("Extra services", "Extra e-tjänster"),
        words.pick(
            "Extra services without consultation",
            "Extra e-tjänster utan samråd",
        ),
        first.into_iter().chain(owner_columns(words)),
        rows.collect(),
    )
}

/// Pages that somebody should read.
pub fn due_pages(it: &RegionOverview<'_>, words: Words) -> Table {
    let rows = it.freshness.due.iter().map(|(unit, reviewed)| {
        let mut row = vec![name(unit.display_name()), Cell::date(*reviewed)];
        row.extend(owner_cells(unit));
        row
    });
    let first = [
        words.pick("Unit", "Enhet"),
        words.pick("Last reviewed", "Senast granskad"),
    ];
    table(
        words.pick("Pages to read", "Sidor att läsa"),
        words.pick("Pages to read again", "Sidor att läsa igenom"),
        first.into_iter().chain(owner_columns(words)),
        rows.collect(),
    )
}

/// What another rule set changes, row by row; all changes, or those of some kinds.
pub fn comparison(comparison: &Comparison<'_>, wanted: &[Change], words: Words) -> Table {
    let rows = comparison.rows.iter();
    let rows = rows.filter(|row| wanted.contains(&row.change));
    let first = [
        words.pick("Unit", "Enhet"),
        words.pick("Service", "Tjänst"),
        words.pick("Obligation then", "Krav då"),
        words.pick("Now", "Nu"),
        words.pick("Then", "Då"),
        words.pick("What will be lacking", "Vad som kommer att saknas"),
        words.pick("Change", "Förändring"),
    ];
    table(
        words.pick("Comparison", "Jämförelse"),
        words.pick("What changes for units", "Vad som ändras för enheter"),
        first.into_iter().chain(owner_columns(words)),
        rows.map(|row| comparison_row(row, words)).collect(),
    )
}

fn comparison_row(row: &ChangeRow<'_>, words: Words) -> Vec<Cell> {
    let outcome = |side: &Option<Side>| match side {
        Some(side) => Cell::Outcome(side.outcome),
        None => Cell::Empty,
    };
    let after = row.after.as_ref();
    let mut cells = vec![
        name(row.unit.display_name()),
        name(row.demand.name()),
        obligation(after.and_then(|side| side.obligation), words),
        outcome(&row.before),
        outcome(&row.after),
        after.map_or(Cell::Empty, |side| Cell::Words(words.causes(&side.causes))),
        Cell::Words(words.change(row.change).to_owned()),
    ];
    cells.extend(owner_cells(row.unit));
    cells
}

/// "Title (kalmar/2026-02-18)"
pub fn rule_set(rules: &RuleSet) -> String {
    format!("{} ({})", rules.title, rules.id)
}

fn owner_columns(words: Words) -> [&'static str; 2] {
    [
        words.pick("Responsible", "Ansvarig"),
        words.pick("Mailbox", "E-post"),
    ]
}

fn owner_cells(unit: &Unit) -> [Cell; 2] {
    let (role, email) = responsible(unit);
    [Cell::name(role), Cell::name(email)]
}

fn obligation(obligation: Option<Obligation>, words: Words) -> Cell {
    obligation.map_or(Cell::Empty, |it| {
        Cell::Words(words.obligation(it).to_owned())
    })
}

fn group_columns(words: Words) -> impl Iterator<Item = &'static str> {
    let first = [
        words.pick("Units", "Enheter"),
        words.pick("In scope", "Omfattas"),
        words.pick(
            "Units with all duties met",
            "Enheter som uppfyller alla krav",
        ),
    ];
    let last = [words.pick("Recommendations", "Rekommendationer")];
    first.into_iter().chain(tally_columns(words)).chain(last)
}

fn group_cells(group: &Group) -> Vec<Cell> {
    let mut cells = vec![
        Cell::Count(group.units),
        Cell::Count(group.in_scope),
        Cell::Share(Share {
            part: group.complete,
            whole: group.in_scope,
        }),
    ];
    cells.extend(tally_cells(&group.duties));
    cells.push(Cell::Share(group.recommendations.share()));
    cells
}

fn tally_columns(words: Words) -> [&'static str; 5] {
    [
        words.pick("Met", "Uppfyllda"),
        words.pick("Exempt", "Undantag"),
        words.pick("Unmet", "Saknas"),
        words.pick("Not known", "Underlag saknas"),
        words.pick("Coverage", "Täckning"),
    ]
}

fn tally_cells(tally: &Tally) -> Vec<Cell> {
    let counts = SHOWN.iter().map(|outcome| Cell::Count(tally.of(*outcome)));
    counts.chain([Cell::Share(tally.share())]).collect()
}

/// The name of a group: Swedish where there is no English one.
fn group_name(name: &Text, words: Words) -> Cell {
    match name.en == name.sv {
        true => Cell::Name(name.sv.to_string()),
        false => Cell::Words(words.get(name)),
    }
}

fn name(name: &str) -> Cell {
    Cell::Name(name.to_owned())
}

/// A heading in the report's language.
pub fn column(title: &str) -> Column {
    Column {
        title: title.to_owned(),
        swedish: false,
    }
}

/// A table of headings in the report's language.
fn table(
    name: &str,
    title: &str,
    columns: impl IntoIterator<Item = &'static str>,
    rows: Vec<Vec<Cell>>,
) -> Table {
    Table {
        name: name.to_owned(),
        title: title.to_owned(),
        columns: columns.into_iter().map(column).collect(),
        rows,
    }
}

/// The services that come, go or have another name: what happens, and the Swedish names.
pub fn service_changes(comparison: &Comparison<'_>, words: Words) -> Vec<(&'static str, String)> {
    let quoted = |demand: &Demand<'_>| format!("”{}”", demand.name());
    let told = comparison.services.iter().map(|change| match change {
        ServiceChange::Added(new) => (words.pick("New", "Ny"), quoted(new)),
        ServiceChange::Removed(old) => (words.pick("Gone", "Borttagen"), quoted(old)),
        ServiceChange::Renamed(old, new) => {
            let names = format!("{} → {}", quoted(old), quoted(new));
            (words.pick("New name", "Nytt namn"), names)
        }
    });
    told.collect()
}
