//! `unstated-fact`: a fact that conditions of the rule set ask for and the unit does not state.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::verdict::{Fact, Outcome};
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::rules::{Rule, Run, UnitContext, wording};

/// The code.
pub static CODE: Code = Code {
    name: "unstated-fact",
    group: Group::Offering,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("unstated_fact"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    if !context.is_bound() {
        return;
    }
    let in_doubt: BTreeSet<Fact> = context.assessment.scope_unstated.iter().copied().collect();
    let mut open: BTreeMap<Fact, Vec<&str>> = BTreeMap::new();
    for fact in &in_doubt {
        open.entry(*fact).or_default();
    }
    for (demand, verdict) in context.verdicts() {
        if verdict.outcome == Outcome::Undetermined {
            for fact in &verdict.unstated {
                open.entry(*fact).or_default().push(demand.name());
            }
        }
    }
    for (fact, services) in open {
        let Some((message, act)) = words(context, fact) else {
            continue;
        };
        let names = wording::listed(services.iter().copied());
        let why = match in_doubt.contains(&fact) {
            true => say!(
                "whether the rule set binds the unit",
                "om riktlinjen gäller enheten"
            ),
            false => Text {
                en: format!("whether the unit must offer {}", names.en).into(),
                sv: format!("om enheten ska erbjuda {}", names.sv).into(),
            },
        };
        let help = Text {
            en: format!("{}; it decides {}", act.en, why.en).into(),
            sv: format!("{}; det avgör {}", act.sv, why.sv).into(),
        };
        found.push(Diagnostic::new(&CODE, context.unit.span(), message).with_help(help));
    }
}

/// What is lacking and what to do; nothing where another finding says so.
fn words(context: &UnitContext<'_>, fact: Fact) -> Option<(Text, Text)> {
    let unit = context.unit;
    Some(match fact {
        Fact::Agreements => (
            say!(
                "which agreements the unit has is not stated",
                "det framgår inte vilka avtal enheten har"
            ),
            say!(
                "add `agreements = […]`, or `agreements = []` for none",
                "lägg till `agreements = […]`, eller `agreements = []` om den inte har något"
            ),
        ),
        Fact::System => (
            say!(
                "which record system the unit works in is not stated",
                "det framgår inte vilket journalsystem enheten arbetar i"
            ),
            say!(
                "add `system = \"…\"` among the first keys",
                "lägg till `system = \"…\"` bland de första nycklarna"
            ),
        ),
        Fact::Type => {
            let unit_type = context.region.unit_type(unit.unit_type.as_ref()?)?;
            let id = &unit_type.listed.id.value;
            (
                say!(
                    "the form of care of `{id}` is not stated",
                    "vård- och omsorgsformen för `{id}` är inte angiven"
                ),
                say!(
                    "add `care_form` to the type in region.toml",
                    "lägg till `care_form` på typen i region.toml"
                ),
            )
        }
        // A municipality is a required key, and a condition is the rule set's own.
        Fact::Municipality | Fact::Condition => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_files, words_files};

    fn site(unit: &str) -> String {
        format!(
            "//- content/x/rules/2026-06-01.toml\ntitle = \"Ny\"\n[[services]]\nid = \"a\"\nkind = \"e-service\"\nname = \"Tjänst A\"\nmust_when = {{ any = [{{ agreement = \"val\" }}, {{ system = \"komet\" }}] }}\n[[services]]\nid = \"b\"\nkind = \"e-service\"\nname = \"Tjänst B\"\nmust_when = {{ care_form = \"01\" }}\n//- a.toml\n{unit}"
        )
    }

    #[test]
    fn what_leaves_a_duty_open_is_named() {
        let unit = site("provider = { name = \"P\", private = true }\n");
        let words = words_files(&RULE, &unit);
        assert_eq!(words.len(), 3, "{words:?}");
        assert_eq!(
            words[0],
            "det framgår inte vilka avtal enheten har | lägg till `agreements = […]`, eller `agreements = []` om den inte har något; det avgör om enheten ska erbjuda `Tjänst A`"
        );
    }

    #[test]
    fn what_is_stated_or_changes_nothing_is_not_named() {
        let none = site("provider = { name = \"P\", private = true }\nagreements = []\n");
        assert_eq!(check_files(&RULE, &none).len(), 2);
        // Not private: no agreements where none are named.
        assert_eq!(check_files(&RULE, &site("")).len(), 2);
        assert_eq!(check_files(&RULE, "//- a.toml\npublish = false\n"), [""; 0]);
    }
}
