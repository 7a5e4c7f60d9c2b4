//! `no-rule-set`: a region without a rule set in force.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, SiteContext};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "no-rule-set",
    group: Group::Rules,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("no_rule_set"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Site(run),
};

fn run(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    for region in context.catalog.regions.values() {
        if region.broken || region.rule_set_on(context.today).is_some() {
            continue;
        }
        let (id, today) = (&region.id, context.today);
        let message = say!(
            "the region has no rule set in force on {today}",
            "regionen har ingen riktlinje som gäller {today}"
        );
        let diagnostic = Diagnostic::new(&CODE, Span::whole(region.file), message);
        found.push(match region.rule_sets.first() {
            Some(first) => {
                let day = first.in_force;
                diagnostic
                    .with_related(
                        Span::whole(first.file),
                        say!("in force from {day} on", "gäller från {day}"),
                    )
                    .with_help(say!(
                        "rename the file if the day is wrong, or add the rule set that holds until then",
                        "byt namn på filen om dagen är fel, eller lägg till riktlinjen som gäller till dess"
                    ))
            }
            None => diagnostic.with_help(say!(
                "add `content/{id}/rules/{today}.toml`; `title = \"…\"` is enough for a region without demands",
                "lägg till `content/{id}/rules/{today}.toml`; `title = \"…\"` räcker för en region utan krav"
            )),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_files;

    const REGION: &str = "name = \"Region Y\"\nmunicipalities = [\"Orten\"]\n[[types]]\nid = \"m\"\nname = \"M\"\nkind = \"mottagning\"\n";

    #[test]
    fn a_region_needs_a_rule_set_that_has_come_into_force() {
        let none = format!("//- content/y/region.toml\n{REGION}");
        assert_eq!(check_files(&RULE, &none), ["region.toml:1: "]);
        let late = format!("{none}//- content/y/rules/2062-01-01.toml\ntitle = \"R\"\n");
        assert_eq!(check_files(&RULE, &late), ["region.toml:1: "]);
    }

    #[test]
    fn one_without_services_is_enough() {
        let empty = format!(
            "//- content/y/region.toml\n{REGION}//- content/y/rules/2026-01-01.toml\ntitle = \"R\"\n"
        );
        assert_eq!(check_files(&RULE, &empty), [""; 0]);
    }
}
