//! `phone-without-hours`: a phone number without the hours when it is answered.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::model::hours::stated::HoursKind;
use crate::rules::{Rule, Run, UnitContext};

/// The code.
pub static CODE: Code = Code {
    name: "phone-without-hours",
    group: Group::Page,
    level: Level::Note,
    fixed: false,
    explanation: explanation!("phone_without_hours"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let unit = context.unit;
    let Some(phone) = &unit.contact.phone else {
        return;
    };
    if unit.hours.contains_key(&HoursKind::Phone) || !unit.is_shown_on(context.today) {
        return;
    }
    let is_short = phone
        .written
        .value
        .chars()
        .filter(char::is_ascii_digit)
        .count()
        < 7;
    let opening = unit.hours.get(&HoursKind::Opening);
    let always_open = opening.is_some_and(|hours| hours.week_on(context.today).0.is_always_open());
    // Where the rule set asks for phone hours, `missing-page-field` says so.
    let asked_for = context.rule_set.is_some_and(|rules| {
        context.is_bound()
            && rules
                .page_fields()
                .any(|field| field.value == "hours.phone")
    });
    if is_short || always_open || asked_for {
        return;
    }
    let message = say!(
        "when the phone is answered is not stated",
        "det framgår inte när någon svarar i telefonen"
    );
    found.push(
        Diagnostic::new(&CODE, phone.written.span, message).with_help(say!(
            "add `phone = {{ mon-fri = \"08:00-12:00\" }}` under `[hours]`",
            "lägg till `phone = {{ mon-fri = \"08:00-12:00\" }}` under `[hours]`"
        )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    const OUTSIDE: &str = "administration = \"annan\"\n[contact]\nphone = \"0980-31 92 01\"\n";

    #[test]
    fn a_phone_without_hours_is_noted() {
        assert_eq!(check(&RULE, OUTSIDE), ["3: \"0980-31 92 01\""]);
    }

    #[test]
    fn hours_short_numbers_open_doors_and_other_findings_suffice() {
        for unit in [
            format!("{OUTSIDE}[hours]\nphone = {{ mon = \"08:00-09:00\" }}\n"),
            OUTSIDE.replace("0980-31 92 01", "1177"),
            format!("{OUTSIDE}[hours]\nopening = {{ mon-sun = \"around the clock\" }}\n"),
            OUTSIDE.replace("annan", "vard"),
            format!("publish = false\n{OUTSIDE}"),
        ] {
            assert_eq!(check(&RULE, &unit), [""; 0], "{unit}");
        }
    }
}
