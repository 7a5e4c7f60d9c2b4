//! `duplicate-hsa-id`: two units with one HSA id.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::model::unit::UnitSummary;
use crate::rules::{Rule, Run, SiteContext};
use crate::text::Spanned;
use std::collections::BTreeMap;

/// The code.
pub static CODE: Code = Code {
    name: "duplicate-hsa-id",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("duplicate_hsa_id"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Site(run),
};

fn run(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, (&UnitSummary, &Spanned<String>)> = BTreeMap::new();
    for unit in &context.catalog.units {
        let Some(id) = &unit.hsa_id else { continue };
        let (first, place) = *seen
            .entry(id.value.trim().to_ascii_lowercase())
            .or_insert((unit, id));
        if std::ptr::eq(first, unit) {
            continue;
        }
        let (written, other) = (&id.value, first.display_name());
        let message = say!(
            "the HSA id `{written}` belongs to `{other}` already",
            "HSA-id:t `{written}` tillhör redan `{other}`"
        );
        let diagnostic = Diagnostic::new(&CODE, id.span, message)
            .with_unit(&unit.id)
            .with_related(place.span, say!("first used here", "används först här"))
            .with_help(say!(
                "look both units up in the HSA directory and correct the wrong one",
                "slå upp båda enheterna i HSA-katalogen och rätta den som är fel"
            ));
        found.push(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_files;

    #[test]
    fn later_files_point_at_the_first() {
        let files = "//- a.toml\nhsa_id = \"SE2321000131-E1\"\n//- b.toml\nhsa_id = \"se2321000131-e1\"\n//- c.toml\nhsa_id = \"SE2321000131-E1\"\n";
        assert_eq!(
            check_files(&RULE, files),
            [
                "b.toml:1: \"se2321000131-e1\"",
                "c.toml:1: \"SE2321000131-E1\""
            ]
        );
    }

    #[test]
    fn different_ids_are_fine() {
        assert_eq!(check_files(&RULE, "//- a.toml\n\n//- b.toml\n\n"), [""; 0]);
    }
}
