//! `missing-page-field`: something the rule set wants on a contact page is missing.

use chrono::NaiveDate;

use crate::assess::facts::Facts;
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::load::shape::Kind;
use crate::load::shape::page_words::{Lacking, lacking};
use crate::load::shape::unit::key_of_page_field;
use crate::model::hours::stated::HoursKind;
use crate::model::practical::Care;
use crate::model::response::Limit;
use crate::model::timetable::first_day;
use crate::model::unit::{Horizon, Unit};
use crate::rules::{Rule, Run, UnitContext};
use crate::text::{Span, Spanned};

/// The code.
pub static CODE: Code = Code {
    name: "missing-page-field",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("missing_page_field"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let unit = context.unit;
    let Some(rule_set) = context
        .rule_set
        .filter(|_| context.is_bound() && unit.publish)
    else {
        return;
    };
    let Some(offering) = context.offering() else {
        return;
    };
    let facts = Facts::new(unit, context.region, &offering);
    // What is asked of all pages and again of some is found once.
    let mut seen: Vec<&str> = Vec::new();
    let is_missing = |field: &Spanned<String>| is_missing(unit, &field.value, context.today);
    for field in facts
        .page_demands(rule_set)
        .flat_map(|demands| &demands.required)
    {
        if is_missing(field) && !seen.contains(&field.as_str()) {
            seen.push(field.as_str());
            let label = say!("required here", "krävs här");
            found.push(missing(unit, field).with_related(field.span, label));
        }
    }
    for field in facts
        .page_demands(rule_set)
        .flat_map(|demands| &demands.advised)
    {
        if is_missing(field) && !seen.contains(&field.as_str()) {
            seen.push(field.as_str());
            let label = say!("advised here", "önskas här");
            let diagnostic = missing(unit, field).with_related(field.span, label);
            found.push(diagnostic.at_most(Some(Level::Note)));
        }
    }
}

/// What is there with a fault of form, or with dates that are over, has a finding of its own.
fn is_missing(unit: &Unit, field: &str, today: NaiveDate) -> bool {
    is_present(unit, field, today) == Some(false)
        && !unit.unread.contains(field)
        && !is_expired(unit, field, today)
}

/// Whether hours are there, all of whose dates are over.
fn is_expired(unit: &Unit, field: &str, today: NaiveDate) -> bool {
    let kinds = HoursKind::ALL.into_iter();
    let mut kinds =
        kinds.filter(|kind| field == "hours" || field == format!("hours.{}", kind.key()));
    let is_over = |kind: HoursKind| {
        let hours = unit.hours.get(&kind)?;
        let mut dated = hours.dated.iter();
        Some(dated.any(|text| text.to.is_some_and(|to| to < today)))
    };
    kinds.any(|kind| is_over(kind) == Some(true))
}

/// Whether a resident sees hours of a kind.
fn shows(unit: &Unit, kind: HoursKind, today: NaiveDate) -> bool {
    let segments = unit.hours.get(&kind);
    let segments = segments.map(|hours| hours.segments(first_day(unit, today)));
    segments.into_iter().flatten().any(|segment| {
        let is_table = kind == HoursKind::Opening && segment.week.names_a_weekday();
        is_table || segment.week.is_ever_open()
    })
}

fn missing(unit: &Unit, field: &Spanned<String>) -> Diagnostic {
    let name = &field.value;
    let message = if name == "about" {
        say!(
            "the page has no text “About us”",
            "sidan saknar texten ”Om oss”"
        )
    } else if let Some(lacking) = lacking(name) {
        lacking.message
    } else {
        say!("the page has no `{name}`", "sidan saknar `{name}`")
    };
    Diagnostic::new(&CODE, place(unit, name), message).with_help(help(unit, name))
}

/// The table where the key would stand, when the unit has it.
fn place(unit: &Unit, field: &str) -> Span {
    let table = match field.split('.').next() {
        Some("contact") => unit.contact.span,
        Some("visit") => unit.visit.span,
        Some("hours") => unit.hours_span,
        Some("responsible") => unit
            .responsible
            .as_ref()
            .map(|responsible| responsible.span),
        _ => None,
    };
    table.unwrap_or(unit.span())
}

fn help(unit: &Unit, field: &str) -> Text {
    if field == "about" {
        let slug = unit.slug();
        return say!(
            "write a text on the unit in `{slug}.md`, beside its file",
            "skriv en text om enheten i `{slug}.md`, bredvid enhetens fil"
        );
    }
    if let Some(lacking) = lacking(field) {
        return what_to_write(field, &lacking);
    }
    let (en, sv) = key_of_page_field(field).map_or(("", ""), |key| (key.en, key.sv));
    match field.rsplit_once('.') {
        Some((table, key)) => say!(
            "add `{key} = …` under `[{table}]`. {en}",
            "lägg till `{key} = …` under `[{table}]`. {sv}"
        ),
        None => match key_of_page_field(field).map(|key| key.kind) {
            Some(Kind::Table(_) | Kind::Map(_)) => {
                say!("add `[{field}]`. {en}", "lägg till `[{field}]`. {sv}")
            }
            Some(Kind::List(Kind::Table(_))) => {
                say!("add `[[{field}]]`. {en}", "lägg till `[[{field}]]`. {sv}")
            }
            _ => say!(
                "add `{field} = …` among the first fields. {en}",
                "lägg till `{field} = …` bland de första fälten. {sv}"
            ),
        },
    }
}

/// The line to add, and where.
fn what_to_write(field: &str, lacking: &Lacking) -> Text {
    let (table, key) = field.rsplit_once('.').unwrap_or(("", field));
    let line = format!("{key} = {}", lacking.example);
    let Text { en, sv } = match table {
        "" => say!(
            "add `{line}` among the first fields",
            "lägg till `{line}` bland de första fälten"
        ),
        _ => say!(
            "add `{line}` under `[{table}]`",
            "lägg till `{line}` under `[{table}]`"
        ),
    };
    let is_hours = table == "hours";
    match (lacking.is_example, is_hours) {
        (false, _) => Text { en, sv },
        (true, true) => say!(
            "{en}, with the unit's own hours",
            "{sv}, med enhetens tider"
        ),
        (true, false) => say!(
            "{en}, with what is true of the unit",
            "{sv}, med det som gäller enheten"
        ),
    }
}

/// Whether a text has words under its headings: neither a heading nor a comment is one.
fn says_something(markdown: &str) -> bool {
    let mut rest = markdown.to_owned();
    while let Some(from) = rest.find("<!--") {
        let to = rest[from..]
            .find("-->")
            .map_or(rest.len(), |to| from + to + 3);
        rest.replace_range(from..to, "");
    }
    let mut lines = rest.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        let underlined = |next: &&str| {
            let mark = next.chars().next().filter(|mark| matches!(mark, '=' | '-'));
            mark.is_some_and(|mark| next.chars().all(|c| c == mark))
        };
        if lines.peek().is_some_and(underlined) {
            lines.next();
            continue;
        }
        let is_heading = line.starts_with('#');
        if !is_heading && line.contains(char::is_alphanumeric) {
            return true;
        }
    }
    false
}

/// Whether a unit has something under a dotted key; nothing for a key that unit files do not have.
fn is_present(unit: &Unit, field: &str, today: NaiveDate) -> Option<bool> {
    let (contact, visit, care) = (&unit.contact, &unit.visit, &unit.care);
    let hours = |kind| shows(unit, kind, today);
    let responsible = unit.responsible.as_ref();
    let provider = unit.provider.as_ref();
    let response = unit.response.as_ref().map(|response| response.value);
    let horizon = unit.horizon.as_ref().map(|horizon| horizon.value);
    Some(match field {
        "name" => unit.name.is_some(),
        "summary" => unit.summary.is_some(),
        "hsa_id" => unit.hsa_id.is_some(),
        "type" => unit.unit_type.is_some(),
        "administration" => unit.administration.is_some(),
        "provider" => provider.is_some(),
        "provider.name" => provider.is_some_and(|provider| provider.name.is_some()),
        "provider.private" => provider.is_some_and(|provider| provider.private.is_some()),
        "agreements" => !unit.agreements.is_empty(),
        "municipality" => unit.municipality.is_some(),
        "locality" => unit.locality.is_some(),
        // What is left out has a meaning of its own.
        "patient_contact" | "publish" => true,
        "reviewed" => unit.reviewed.is_some(),
        "opens" => unit.opens.is_some(),
        "closes" => unit.closes.is_some(),
        "former_names" => !unit.former_names.is_empty(),
        "related" => !unit.related.is_empty(),
        "responsible" => responsible.is_some_and(|r| r.role.is_some() || r.email.is_some()),
        "responsible.role" => responsible.is_some_and(|r| r.role.is_some()),
        "responsible.email" => responsible.is_some_and(|r| r.email.is_some()),
        "contact" => {
            contact.phone.is_some() || contact.website.is_some() || !contact.phones.is_empty()
        }
        "contact.phone" => contact.phone.is_some(),
        "contact.website" => contact.website.is_some(),
        "contact.phones" => !contact.phones.is_empty(),
        "visit" => visit.street.is_some() || visit.coordinates.is_some(),
        "visit.parking" => visit.parking.is_some(),
        "visit.public_transport" => visit.public_transport.is_some(),
        "visit.facilities" => !visit.facilities.is_empty(),
        "visit.street" => visit.street.is_some(),
        "visit.postal_address" => visit.postal_address.is_some(),
        "visit.coordinates" => visit.coordinates.is_some(),
        "visit.directions" => visit.directions.is_some(),
        "visit.floor_directions" => visit.floor_directions.is_some(),
        "visit.accessibility" => visit.accessibility.is_some(),
        "visit.visiting_rules" => visit.visiting_rules.is_some(),
        "hours" => HoursKind::ALL.into_iter().any(hours) || !unit.functions.is_empty(),
        "hours.opening" => hours(HoursKind::Opening),
        "hours.phone" => hours(HoursKind::Phone),
        "hours.drop_in" => hours(HoursKind::DropIn),
        "hours.visiting" => hours(HoursKind::Visiting),
        "hours.periods" => unit.hours.values().any(|hours| !hours.periods.is_empty()),
        "hours.functions" => !unit.functions.is_empty(),
        "special_hours" => !unit.special_hours.is_empty(),
        "closures" => !unit.closures.is_empty(),
        "notices" => !unit.notices.is_empty(),
        "help" => !unit.help.is_empty(),
        "news" => !unit.news.is_empty(),
        "care" => *care != Care::default() || !unit.languages.is_empty(),
        "care.accepts" => care.accepts.is_some(),
        "care.choose" => care.choose.is_some(),
        "care.waiting_time" => care.waiting_time.is_some(),
        "care.fees" => care.fees.is_some(),
        "care.interpreter" => care.interpreter.is_some(),
        "care.languages" => !unit.languages.is_empty(),
        "care.referral" => care.referral.is_some(),
        "care.ages" => care.ages.is_some(),
        "response" => unit.response.is_some(),
        "response.days" => matches!(response, Some(Limit::Days(_))),
        "response.hours" => matches!(response, Some(Limit::Hours(_))),
        "system" => unit.system.is_some(),
        "activities" => !unit.activities.is_empty(),
        "services" => !unit.services.is_empty(),
        "booking" => horizon.is_some(),
        "booking.weeks_ahead" => matches!(horizon, Some(Horizon::Weeks(_))),
        "booking.bookable_until" => matches!(horizon, Some(Horizon::Until(_))),
        "visits" => unit.visits.is_some(),
        "exemptions" => !unit.exemptions.is_empty(),
        "extra_services" => !unit.extra_services.is_empty(),
        "about" => unit.about.values().any(|text| says_something(&text.source)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::shape::Shape;
    use crate::load::shape::unit::{UNIT, is_page_field};
    use crate::testing::{check, check_files, run as loaded, today, words};

    #[test]
    fn required_fields_are_denied_and_advised_ones_noted() {
        let unit = "[contact]\nwebsite = \"https://a.se\"\n[visit]\ndirections = \"Buss 1.\"\n";
        assert_eq!(
            check(&RULE, unit),
            [
                "0: \"Enheten\" [note]",
                "0: \"Enheten\" [note]",
                "1: [contact]",
                "3: [visit]"
            ]
        );
        let words = words(&RULE, unit);
        assert_eq!(
            words[2],
            "telefonnummer saknas | lägg till `phone = \"0480-…\"` under `[contact]`"
        );
    }

    #[test]
    fn what_is_there_in_a_wrong_form_is_not_missing() {
        let unit = "[contact]\nphone = 1177\n[visit]\nstreet = [\"Vägen 1\"]\n";
        assert_eq!(
            check(&RULE, unit),
            ["0: \"Enheten\" [note]", "0: \"Enheten\" [note]"]
        );
    }

    #[test]
    fn a_full_page_and_units_without_a_page_miss_nothing() {
        let full = "//- a.toml\n[contact]\nphone = \"0980-31 92 01\"\n[visit]\nstreet = \"Vägen 1\"\n[hours]\nphone = { mon = \"08:00-09:00\" }\n//- a.md\nOm oss.\n";
        assert_eq!(check_files(&RULE, full), [""; 0]);
        for unit in [
            "publish = false\n",
            "closes = 2026-01-01\n",
            "administration = \"annan\"\n",
        ] {
            assert_eq!(check(&RULE, unit), [""; 0]);
        }
    }

    #[test]
    fn what_no_resident_sees_does_not_fill_a_page() {
        let rest = "[contact]\nphone = \"0980-31 92 01\"\n[visit]\nstreet = \"Vägen 1\"\n[hours]\n";
        let at = |hours: &str, about: &str| {
            let files = format!("//- a.toml\n{rest}phone = {hours}\n//- a.md\n{about}\n");
            check_files(&RULE, &files).len()
        };
        for empty in [
            "{}",
            "[]",
            "{ mon-fri = [] }",
            "{ holiday = \"closed\" }",
            "{ mon-fri = \"closed\" }",
        ] {
            assert_eq!(at(empty, "Om oss."), 1, "{empty}");
        }
        let hours = "{ mon = \"08:00-09:00\" }";
        for empty in [
            "# Om oss",
            "<!-- skriv här -->",
            "Om oss\n======",
            "<!--\nA\n-->\n## B",
        ] {
            assert_eq!(at(hours, empty), 1, "{empty}");
        }
        for filled in ["{ sat = \"by appointment\" }", "[\"1#08:00#09:00\"]", hours] {
            assert_eq!(at(filled, "# Om oss\n\nVi finns."), 0, "{filled}");
        }
        // What is over has a finding of its own.
        assert_eq!(at("[\"1#08:00#09:00##20260101#20260201\"]", "A."), 0);
    }

    /// Every field that a rule set may name is one that this rule can look for.
    #[test]
    fn every_page_field_is_known() {
        let checked = loaded(&RULE, "//- a.toml\n\n");
        let unit = &checked.units[0].unit;
        let mut fields = vec!["about".to_owned()];
        collect(&UNIT, "", &mut fields);
        for field in fields {
            assert!(is_page_field(&field), "{field}");
            assert!(is_present(unit, &field, today()).is_some(), "{field}");
        }
    }

    fn collect(shape: &Shape, path: &str, fields: &mut Vec<String>) {
        for key in shape.keys {
            let field = format!("{path}{}", key.name);
            if let Kind::Table(inner) = key.kind {
                collect(inner, &format!("{field}."), fields);
            }
            fields.push(field);
        }
    }
}
