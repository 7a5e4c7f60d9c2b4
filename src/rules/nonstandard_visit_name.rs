//! `nonstandard-visit-name`: a bookable visit under another name than the standard one.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, say};
use crate::model::rule_set::Naming;
use crate::rules::{Rule, Run, UnitContext, place, wording};

/// The code.
pub static CODE: Code = Code {
    name: "nonstandard-visit-name",
    group: Group::Offering,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("nonstandard_visit_name"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(rule_set) = context
        .rule_set
        .filter(|rules| !rules.visit_names.is_empty())
    else {
        return;
    };
    for visit in context.unit.visits.iter().flatten() {
        let written = &visit.name;
        let Some((standard, Naming::Alias | Naming::Variant)) =
            rule_set.resolve_visit(&written.value)
        else {
            continue;
        };
        let (name, other) = (&standard.name.value, &written.value);
        let contact = wording::naming_contact(context.region);
        let message = say!(
            "the standard name for `{other}` is `{name}`",
            "standardnamnet för `{other}` är `{name}`"
        );
        let help = say!(
            "write `{name}`; names are decided by {contact}",
            "skriv `{name}`; namnen bestäms av {contact}"
        );
        let title = say!("use the standard name", "använd standardnamnet");
        let diagnostic = Diagnostic::new(&CODE, written.span, message)
            .with_related(
                standard.name.span,
                say!("the standard name", "standardnamnet"),
            )
            .with_help(help)
            .with_fix(Some(Fix::replace(title, written.span, place::quoted(name))))
            .at_most(context.cap_outside_scope());
        found.push(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, fixed};

    #[test]
    fn another_name_is_found_and_fixed() {
        let unit = "[[visits]]\nname = 'Vaccinering'\nassessment_first = false\n";
        assert_eq!(check(&RULE, unit), ["2: 'Vaccinering'"]);
        assert!(fixed(&RULE, unit).contains("name = \"Vaccination\"\n"));
    }

    #[test]
    fn standard_and_unknown_names_are_left_alone() {
        let unit = "[[visits]]\nname = \"Vaccination\"\nassessment_first = false\n[[visits]]\nname = \"Vaccination mot TBE\"\nassessment_first = false\n";
        assert_eq!(check(&RULE, unit), [""; 0]);
    }
}
