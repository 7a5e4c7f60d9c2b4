//! `missing-page-field`: something the rule set wants on a contact page is missing.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::load::shape::Kind;
use crate::load::shape::unit::key_of_page_field;
use crate::model::unit::{Horizon, HoursKind, Unit};
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
    for field in &rule_set.page_required {
        if is_missing(unit, &field.value) {
            let label = say!("required here", "krävs här");
            found.push(missing(unit, field).with_related(field.span, label));
        }
    }
    for field in &rule_set.page_advised {
        if is_missing(unit, &field.value) {
            let label = say!("advised here", "önskas här");
            let diagnostic = missing(unit, field).with_related(field.span, label);
            found.push(diagnostic.at_most(Some(Level::Note)));
        }
    }
}

/// What is there with a fault of form has a finding of its own.
fn is_missing(unit: &Unit, field: &str) -> bool {
    is_present(unit, field) == Some(false) && !unit.unread.contains(field)
}

fn missing(unit: &Unit, field: &Spanned<String>) -> Diagnostic {
    let name = &field.value;
    let message = say!("the page has no `{name}`", "sidan saknar `{name}`");
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
                "add `{field} = …` among the first keys. {en}",
                "lägg till `{field} = …` bland de första nycklarna. {sv}"
            ),
        },
    }
}

/// Whether a unit has something under a dotted key; nothing for a key that unit files do not have.
fn is_present(unit: &Unit, field: &str) -> Option<bool> {
    let (contact, visit, care) = (&unit.contact, &unit.visit, &unit.care);
    let hours = |kind| unit.hours.contains_key(&kind);
    let responsible = unit.responsible.as_ref();
    let provider = unit.provider.as_ref();
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
        "visit.street" => visit.street.is_some(),
        "visit.postal_address" => visit.postal_address.is_some(),
        "visit.coordinates" => visit.coordinates.is_some(),
        "visit.directions" => visit.directions.is_some(),
        "visit.floor_directions" => visit.floor_directions.is_some(),
        "visit.accessibility" => visit.accessibility.is_some(),
        "visit.visiting_rules" => visit.visiting_rules.is_some(),
        "hours" => !unit.hours.is_empty(),
        "hours.opening" => hours(HoursKind::Opening),
        "hours.phone" => hours(HoursKind::Phone),
        "hours.drop_in" => hours(HoursKind::DropIn),
        "hours.visiting" => hours(HoursKind::Visiting),
        "special_hours" => !unit.special_hours.is_empty(),
        "closures" => !unit.closures.is_empty(),
        "notices" => !unit.notices.is_empty(),
        "care" => care.referral.is_some() || care.ages.is_some() || !unit.languages.is_empty(),
        "care.languages" => !unit.languages.is_empty(),
        "care.referral" => care.referral.is_some(),
        "care.ages" => care.ages.is_some(),
        "response" | "response.days" => unit.response_days.is_some(),
        "activities" => !unit.activities.is_empty(),
        "services" => !unit.services.is_empty(),
        "booking" => horizon.is_some(),
        "booking.weeks_ahead" => matches!(horizon, Some(Horizon::Weeks(_))),
        "booking.bookable_until" => matches!(horizon, Some(Horizon::Until(_))),
        "visits" => unit.visits.is_some(),
        "exemptions" => !unit.exemptions.is_empty(),
        "extra_services" => !unit.extra_services.is_empty(),
        "about" => !unit.about.is_empty(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::shape::Shape;
    use crate::load::shape::unit::{UNIT, is_page_field};
    use crate::testing::{check, check_files, run as loaded, words};

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
            "sidan saknar `contact.phone` | lägg till `phone = …` under `[contact]`. Huvudnummer."
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

    /// Every field that a rule set may name is one that this rule can look for.
    #[test]
    fn every_page_field_is_known() {
        let checked = loaded(&RULE, "//- a.toml\n\n");
        let unit = &checked.units[0].unit;
        let mut fields = vec!["about".to_owned()];
        collect(&UNIT, "", &mut fields);
        for field in fields {
            assert!(is_page_field(&field), "{field}");
            assert!(is_present(unit, &field).is_some(), "{field}");
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
