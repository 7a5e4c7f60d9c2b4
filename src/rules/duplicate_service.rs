//! `duplicate-service`: two lines of `[services]` that mean one service.

use crate::assess::verdict::Meaning;
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, say};
use crate::model::name::fold;
use crate::model::rule_set::Naming;
use crate::model::unit::{ServiceEntry, ServiceLink};
use crate::rules::{Rule, Run, UnitContext, place};

/// The code.
pub static CODE: Code = Code {
    name: "duplicate-service",
    group: Group::Offering,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("duplicate_service"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(rule_set) = context.rule_set else {
        return;
    };
    let mut seen: Vec<(&ServiceEntry, usize, Naming)> = Vec::new();
    for (entry, meaning) in context
        .unit
        .services
        .iter()
        .zip(&context.assessment.meanings)
    {
        let Meaning::Service(at, naming) = *meaning else {
            continue;
        };
        let same = |(earlier, other, other_naming): &&(&ServiceEntry, usize, Naming)| {
            let free = naming == Naming::Pattern || *other_naming == Naming::Pattern;
            *other == at && (!free || fold(&earlier.key.value) == fold(&entry.key.value))
        };
        let Some((first, ..)) = seen.iter().find(same) else {
            seen.push((entry, at, naming));
            continue;
        };
        let service = &rule_set.services[at];
        let name = &service.name.value;
        let message = say!(
            "`{name}` is listed a second time",
            "`{name}` finns med en gång till"
        );
        let diagnostic = Diagnostic::new(&CODE, entry.key.span, message)
            .with_service(&service.id.value)
            .with_related(first.key.span, say!("first listed here", "finns först här"))
            .with_help(say!(
                "keep the line whose address is right, and remove the other",
                "behåll raden med rätt adress och ta bort den andra"
            ))
            .with_fix(removal(context, first, entry));
        found.push(diagnostic);
    }
}

/// Removes the second line where both say the same.
fn removal(context: &UnitContext<'_>, first: &ServiceEntry, second: &ServiceEntry) -> Option<Fix> {
    let plain = |entry: &ServiceEntry| entry.also_by.is_empty() && entry.only_by.is_empty();
    let ([one], [other]) = (first.links.as_slice(), second.links.as_slice()) else {
        return None;
    };
    let url = &other.url;
    let alike = ServiceLink {
        url: url.clone(),
        ..one.clone()
    };
    let same = one.url.value == url.value && alike == *other;
    if !same || !plain(first) || !plain(second) {
        return None;
    }
    let title = say!("remove the second line", "ta bort den andra raden");
    place::without_line(context.unit, second.key.span, url.span, title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, fixed};

    #[test]
    fn two_names_of_a_service_are_found() {
        let unit = "[services]\nfornya-recept = \"https://a.se\"\n\"Receptförnyelse\" = \"https://b.se\"\n";
        assert_eq!(check(&RULE, unit), ["3: \"Receptförnyelse\""]);
    }

    #[test]
    fn a_line_that_says_the_same_can_go() {
        let unit = "[services]\nfornya-recept = \"https://a.se\"\n\"Förnya recept\" = \"https://a.se\"\r\nchatt = \"https://c.se\"\n";
        assert_eq!(
            fixed(&RULE, unit),
            "[services]\nfornya-recept = \"https://a.se\"\nchatt = \"https://c.se\"\n"
        );
        let table = "[services]\nfornya-recept = \"https://a.se\"\n\"Förnya recept\" = { url = \"https://a.se\" }\n";
        assert_eq!(check(&RULE, table), ["3: \"Förnya recept\""]);
    }

    #[test]
    fn patterns_may_stand_once_per_name() {
        let unit = "[services]\n\"Kontakta dietist\" = \"https://a.se\"\n\"Kontakta kurator\" = \"https://a.se\"\n\"Kontakta Kurator\" = \"https://a.se\"\n";
        assert_eq!(check(&RULE, unit), ["4: \"Kontakta Kurator\""]);
    }
}
