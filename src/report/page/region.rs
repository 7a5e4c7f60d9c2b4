//! One region's part of the page.

use crate::assess::verdict::Outcome;
use crate::model::region::Region;
use crate::report::overview::RegionOverview;
use crate::report::overview::change::{Change, Comparison};
use crate::report::overview::coverage::{Grouping, Tally};
use crate::report::overview::lists::{Freshness, Standing};
use crate::report::overview::work::Owner;
use crate::report::page::html::{Look, Outcomes, class, cut, name, sign, table};
use crate::report::page::{MOST_ROWS, chart};
use crate::report::table::{Cell, Table};
use crate::report::tables;
use crate::report::words::Words;
use crate::text::html::escape;

/// Regions of at most this many units show their matrix without a click.
const OPEN_UP_TO: usize = 40;

/// A part and its entries in the outline.
pub struct Part {
    /// The id of its heading.
    pub id: String,
    /// Ids and titles of the headings inside.
    pub below: Vec<(String, String)>,
    /// The part itself.
    pub html: String,
}

/// The id of a region's part.
pub fn slug(region: &Region) -> String {
    // A folder's name may hold anything; an id of the page is made of what is plain.
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let name: String = region.id.chars().map(plain).collect();
    format!("r-{name}")
}

/// A region's part of the page.
pub fn part(it: &RegionOverview<'_>, comparison: Option<&Comparison<'_>>, words: Words) -> Part {
    let id = slug(it.region);
    let mut part = Part {
        html: format!(
            "<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{}</h2>\n{}",
            name(&it.region.name, words),
            figures(it, words)
        ),
        id,
        below: Vec::new(),
    };
    if let Some(comparison) = comparison {
        let html = compared(comparison, &format!("{}-compare", part.id), words);
        let title = words.pick("With another rule set", "Med en annan riktlinje");
        part.add("compare", title, &html);
    }
    coverage(&mut part, it, words);
    lists(&mut part, it, words);
    let top = words.pick("To the contents", "Till innehållet");
    part.html += &format!("<p class=\"up\"><a href=\"#contents\">{top}</a></p>\n</section>\n");
    part
}

impl Part {
    /// Adds a heading with what stands below it.
    fn add(&mut self, name: &str, title: &str, html: &str) {
        let id = format!("{}-{name}", self.id);
        let title = escape(title);
        self.html += &format!("<h3 id=\"{id}\">{title}</h3>\n{html}");
        self.below.push((id, title));
    }

    /// A table whose caption has an id of this part.
    fn table(&self, name: &str, what: &Table, words: Words) -> String {
        plain(&format!("{}-{name}-table", self.id), what, words)
    }
}

/// A table in words; a sentence where it has no rows.
fn plain(id: &str, what: &Table, words: Words) -> String {
    if what.rows.is_empty() {
        return format!("<p>{}</p>\n", words.pick("None.", "Inga."));
    }
    let look = Look {
        id,
        outcomes: Outcomes::Words,
        most: MOST_ROWS,
    };
    table(what, look, words)
}

/// The rule set and the most important figures.
fn figures(it: &RegionOverview<'_>, words: Words) -> String {
    let mut html = match it.rule_set {
        Some(rules) => format!("<p>{}</p>\n", name(&tables::rule_set(rules), words)),
        None => format!(
            "<p>{}</p>\n",
            words.pick(
                "No rule set that can be used is in force on this day.",
                "Ingen riktlinje som går att använda gäller den här dagen.",
            )
        ),
    };
    let duties = &it.total.duties;
    let entries = [
        (words.pick("Units", "Enheter"), words.count(it.total.units)),
        (
            words.pick("Share of duties met", "Andel uppfyllda krav"),
            words.share(duties.share()),
        ),
        (
            words.pick(
                "Units with all duties met",
                "Enheter som uppfyller alla krav",
            ),
            format!(
                "{} / {}",
                words.count(it.total.complete),
                words.count(it.total.in_scope)
            ),
        ),
        (
            words.pick("Unmet duties", "Krav som saknas"),
            words.count(duties.of(Outcome::Unmet)),
        ),
    ];
    let entries =
        entries.map(|(term, figure)| format!("<div><dt>{term}</dt><dd>{figure}</dd></div>"));
    html += &format!("<dl class=\"figures\">{}</dl>\n", entries.concat());
    let left_out = [
        (
            it.closed,
            words.pick(
                "closed for good, left out",
                "stängda för gott, inte medräknade",
            ),
        ),
        (
            it.unreadable,
            words.pick(
                "with faults of syntax in the file, left out: see `basutbud check`",
                "med syntaxfel i filen, inte medräknade: se `basutbud check`",
            ),
        ),
    ];
    for (count, why) in left_out.into_iter().filter(|(count, _)| *count > 0) {
        html += &format!("<p class=\"soft\">{}: {why}.</p>\n", words.units(count));
    }
    html
}

/// Coverage in charts and tables, and the matrix.
fn coverage(part: &mut Part, it: &RegionOverview<'_>, words: Words) {
    if it.services.is_empty() {
        return;
    }
    let rows = it.services.iter();
    let rows: Vec<(String, Tally)> = rows
        .map(|service| (service.demand.name().to_owned(), service.tally))
        .collect();
    let services = tables::services(it, words);
    let chart = chart_of(part, "services", &services.title, &rows, words);
    let html = chart + &part.table("services", &services, words);
    part.add("services", &services.title, &html);
    for by in Grouping::ALL {
        let groups = tables::groups(it, by, words);
        let id = match by {
            Grouping::Administration => "administrations",
            Grouping::Municipality => "municipalities",
            Grouping::Type => "types",
        };
        let chart = match by {
            Grouping::Administration => {
                let rows = it.groups_by(by).iter();
                let rows: Vec<(String, Tally)> = rows
                    .map(|group| (words.get(&group.name), group.duties))
                    .collect();
                chart_of(part, id, &groups.title, &rows, words)
            }
            _ => String::new(),
        };
        let html = chart + &part.table(id, &groups, words);
        part.add(id, &groups.title, &html);
    }
    let html = matrix(it, &part.id, words);
    part.add(
        "matrix",
        words.pick("Units and services", "Enheter och tjänster"),
        &html,
    );
}

fn chart_of(part: &Part, id: &str, title: &str, rows: &[(String, Tally)], words: Words) -> String {
    let bars = chart::bars(&format!("{}-{id}-chart", part.id), title, rows, words);
    bars + &chart::legend(words)
}

/// The matrix, a table for each administration.
fn matrix(it: &RegionOverview<'_>, id: &str, words: Words) -> String {
    let meaning = |outcome: Outcome| {
        format!(
            "<li><b class=\"{}\" aria-hidden=\"true\">{}</b> {}</li>",
            class(outcome),
            sign(outcome),
            words.outcome(outcome)
        )
    };
    let meanings = [
        Outcome::Met,
        Outcome::Exempt,
        Outcome::Unmet,
        Outcome::Undetermined,
        Outcome::NotApplicable,
        Outcome::OutOfScope,
    ]
    .map(meaning);
    let mut html = format!(
        "<ul class=\"legend\">{}</ul>\n<div class=\"tall\">\n",
        meanings.concat()
    );
    let open = match it.units.len() {
        ..=OPEN_UP_TO => " open",
        _ => "",
    };
    let whole = tables::matrix(it, words);
    for (at, group) in it.groups_by(Grouping::Administration).iter().enumerate() {
        let title = words.get(&group.name);
        let part = part_of_matrix(&whole, &title);
        let look = Look {
            id: &format!("{id}-matrix-{at}"),
            outcomes: Outcomes::Signs,
            most: MOST_ROWS,
        };
        html += &format!(
            "<details{open}><summary>{}: {}, {}: {}</summary>\n{}</details>\n",
            escape(&title),
            words.units(group.units),
            words.pick("unmet duties", "krav som saknas"),
            words.count(group.duties.of(Outcome::Unmet)),
            table(&part, look, words)
        );
    }
    html + "</div>\n"
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

/// Lists that somebody follows up.
fn lists(part: &mut Part, it: &RegionOverview<'_>, words: Words) {
    let title = words.pick(
        "Work list, by who is responsible",
        "Arbetslista per ansvarig",
    );
    part.add("work", title, &work(it, &part.id, words));
    let title = match words.tag() {
        "sv" => format!("Undantag som går ut inom {} dagar", Standing::SOON),
        _ => format!("Exemptions that end within {} days", Standing::SOON),
    };
    let html = exemptions(it, part, words);
    part.add("exemptions", &title, &html);
    let waiting = part.table("waiting", &tables::waiting(it, words), words);
    part.add(
        "waiting",
        words.pick("Exemptions waiting for review", "Undantag att pröva"),
        &waiting,
    );
    let extras = tables::extras(it, words);
    let html = part.table("extras", &extras, words);
    part.add("extras", &extras.title, &html);
    let html = freshness(it, part, words);
    part.add(
        "freshness",
        words.pick("When pages were reviewed", "När sidorna granskades"),
        &html,
    );
    let html = upcoming(it, &part.id, words);
    part.add(
        "upcoming",
        words.pick("Coming rule sets", "Kommande riktlinjer"),
        &html,
    );
}

/// The work list: one entry for each who is responsible.
fn work(it: &RegionOverview<'_>, id: &str, words: Words) -> String {
    if it.work.is_empty() {
        return format!(
            "<p>{}</p>\n",
            words.pick("There is nothing to do.", "Det finns inget att göra.")
        );
    }
    let mut html = String::new();
    for (at, owner) in it.work.iter().take(MOST_ROWS).enumerate() {
        let who = who(owner, words);
        let tasks = Table {
            name: String::new(),
            title: words.pick("Tasks", "Uppgifter").to_owned(),
            columns: tables::task_columns(words).map(tables::column).into(),
            rows: tables::task_rows(owner, words),
        };
        html += &format!(
            "<details><summary>{who}: {}, {}</summary>\n{}</details>\n",
            words.tasks(owner.tasks.len()),
            words.units(owner.units()),
            plain(&format!("{id}-work-{at}"), &tasks, words)
        );
    }
    html + &cut(it.work.len(), MOST_ROWS, words)
}

fn who(owner: &Owner<'_>, words: Words) -> String {
    let unit = owner.tasks[0].unit.display_name();
    match (owner.role, owner.email) {
        (Some(role), Some(email)) => name(&format!("{role} ({email})"), words),
        (None, Some(email)) => escape(email),
        (Some(role), None) => name(&format!("{role}, {unit}"), words),
        (None, None) => words
            .pick(
                "Nobody is named as responsible",
                "Ingen ansvarig är angiven",
            )
            .to_owned(),
    }
}

/// Exemptions that end soon, and how many others there are.
fn exemptions(it: &RegionOverview<'_>, part: &Part, words: Words) -> String {
    let soon = it.exemptions.iter().filter(|it| it.ends_soon()).count();
    let endless = it.exemptions.iter().filter(|it| it.days_left.is_none());
    let (later, endless) = (it.exemptions.len() - soon, endless.count());
    let mut table = tables::exemptions(it, words);
    // They are in order of their last day, so the first ones end soonest.
    table.rows.truncate(soon);
    let html = part.table("exemptions", &table, words);
    let (later, endless) = (words.count(later), words.count(endless));
    let others = match words.tag() {
        "sv" => format!(
            "Utöver dem som går ut snart gäller {later} undantag, varav {endless} utan slutdag."
        ),
        _ => format!(
            "Beside those that end soon, {later} exemptions are in use, {endless} of them without an end."
        ),
    };
    format!("{html}<p>{others}</p>\n")
}

/// How old pages are, and which to read.
fn freshness(it: &RegionOverview<'_>, part: &Part, words: Words) -> String {
    let fresh = &it.freshness;
    let (half, old) = (Freshness::TOO_OLD / 2, Freshness::TOO_OLD);
    let line = |count: usize, en: String, sv: String| {
        let told = match words.tag() {
            "sv" => sv,
            _ => en,
        };
        format!("<li>{told}: {}</li>", words.units(count))
    };
    let lines = [
        line(
            fresh.fresh,
            format!("at most {half} days ago"),
            format!("för högst {half} dagar sedan"),
        ),
        line(
            fresh.ageing,
            format!("{} to {old} days ago", half + 1),
            format!("för {}–{old} dagar sedan", half + 1),
        ),
        line(
            fresh.old,
            format!("more than {old} days ago"),
            format!("för mer än {old} dagar sedan"),
        ),
        line(fresh.never, "never".to_owned(), "aldrig".to_owned()),
        line(
            fresh.ahead,
            "on a day that lies ahead".to_owned(),
            "en dag som inte har varit".to_owned(),
        ),
    ];
    let due = part.table("due", &tables::due_pages(it, words), words);
    format!("<ul>{}</ul>\n{due}", lines.concat())
}

/// Rule sets that come, and what each changes.
fn upcoming(it: &RegionOverview<'_>, id: &str, words: Words) -> String {
    let coming = it.upcoming.iter();
    let html: String = coming
        .enumerate()
        .map(|(at, comparison)| compared(comparison, &format!("{id}-upcoming-{at}"), words))
        .collect();
    match html.is_empty() {
        true => format!("<p>{}</p>\n", words.pick("None.", "Inga.")),
        false => html,
    }
}

/// "From 2027-01-01, with … : 3 units will fall short."
pub fn comparison_sentence(comparison: &Comparison<'_>, words: Words) -> String {
    let short = comparison.units(Change::FallsShort);
    let units = words.units(short);
    let day = format!("<time datetime=\"{0}\">{0}</time>", comparison.day);
    let title = name(&tables::rule_set(comparison.to), words);
    let told = match (words.tag(), short) {
        ("sv", 0) => "Ingen enhet kommer att sakna något som den inte saknar nu.".to_owned(),
        ("sv", _) => format!("<b>{units}</b> kommer att sakna något som inte saknas nu."),
        (_, 0) => "No unit will fall short where it does not now.".to_owned(),
        _ => format!("<b>{units}</b> will fall short where they do not now."),
    };
    let with = match words.tag() {
        "sv" => format!("Med {title}, räknat för {day}:"),
        _ => format!("With {title}, for {day}:"),
    };
    format!("<p>{with} {told}</p>\n")
}

/// What another rule set changes: in figures, in services, and for which units.
fn compared(comparison: &Comparison<'_>, id: &str, words: Words) -> String {
    let mut html = comparison_sentence(comparison, words);
    let services = tables::service_changes(comparison, words);
    if !services.is_empty() {
        let lines: String = services
            .iter()
            .map(|(what, names)| format!("<li>{what}: {}</li>", name(names, words)))
            .collect();
        html += &format!("<ul>{lines}</ul>\n");
    }
    if comparison.rows.is_empty() {
        let nothing = words.pick(
            "Nothing changes for any unit.",
            "Inget ändras för någon enhet.",
        );
        return html + &format!("<p>{nothing}</p>\n");
    }
    let some = Change::ALL.into_iter();
    let some = some.filter(|change| comparison.count(*change) > 0);
    let counted = some.map(|change| {
        let duties = words.count(comparison.count(change));
        let what = words.change(change);
        let verdicts = words.pick("verdicts", "bedömningar");
        let units = words.units(comparison.units(change));
        format!("<li>{what}: {duties} {verdicts}, {units}</li>")
    });
    html += &format!("<ul>{}</ul>\n", counted.collect::<String>());
    let mut act = tables::comparison(
        comparison,
        &[Change::FallsShort, Change::BecomesOpen],
        words,
    );
    act.title = words
        .pick("Who must act", "Vem som behöver göra något")
        .to_owned();
    if !act.rows.is_empty() {
        html += &plain(&format!("{id}-act"), &act, words);
    }
    let others = [
        Change::StillShort,
        Change::NewlyBound,
        Change::Fixed,
        Change::Released,
    ];
    let mut rest = tables::comparison(comparison, &others, words);
    rest.title = words.pick("Other changes", "Andra förändringar").to_owned();
    if !rest.rows.is_empty() {
        html += &format!(
            "<details><summary>{}: {}</summary>\n{}</details>\n",
            escape(&rest.title),
            words.count(rest.rows.len()),
            plain(&format!("{id}-rest"), &rest, words)
        );
    }
    html
}
