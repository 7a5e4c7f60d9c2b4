//! `duplicate-name`: units that share name, type and place.

use std::collections::BTreeMap;

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::model::name::fold;
use crate::model::unit::UnitSummary;
use crate::rules::{Rule, Run, SiteContext};
use crate::text::Spanned;

/// The code.
pub static CODE: Code = Code {
    name: "duplicate-name",
    group: Group::Page,
    level: Level::Note,
    fixed: false,
    explanation: explanation!("duplicate_name"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Site(run),
};

fn run(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<Key<'_>, &Spanned<String>> = BTreeMap::new();
    let units = context.catalog.units.iter();
    for unit in units.filter(|unit| unit.is_shown_on(context.today)) {
        let Some(name) = &unit.name else { continue };
        let first = *seen.entry(Key::of(unit, name)).or_insert(name);
        if first.span == name.span {
            continue;
        }
        let written = &name.value;
        let message = say!(
            "another unit of the same type in the same place is called `{written}` too",
            "en annan enhet av samma typ på samma ort heter också `{written}`"
        );
        let diagnostic = Diagnostic::new(&CODE, name.span, message)
            .with_unit(&unit.id)
            .with_related(first.span, say!("the other one", "den andra"))
            .with_help(say!(
                "add what tells them apart, such as what the unit is for; or remove the one that is left over",
                "lägg till det som skiljer dem åt, till exempel vad enheten är till för; eller ta bort den som är kvar av misstag"
            ));
        found.push(diagnostic);
    }
}

/// What residents tell units apart by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    region: &'a str,
    name: String,
    unit_type: Option<&'a str>,
    place: Option<String>,
}

impl<'a> Key<'a> {
    fn of(unit: &'a UnitSummary, name: &Spanned<String>) -> Self {
        let place = unit.locality.as_ref().or(unit.municipality.as_ref());
        Self {
            region: unit.region(),
            name: fold(&name.value),
            unit_type: unit.unit_type.as_ref().map(|id| id.as_str()),
            place: place.map(|place| fold(place.as_str())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_files;

    #[test]
    fn later_units_point_at_the_first() {
        let files = "//- a.toml\nname = \"Norra mottagningen\"\nlocality = \"Ön\"\n//- b.toml\nname = \"Norra Mottagningen\"\nlocality = \"ön\"\n";
        assert_eq!(
            check_files(&RULE, files),
            ["b.toml:1: \"Norra Mottagningen\""]
        );
    }

    #[test]
    fn units_that_can_be_told_apart_are_fine() {
        let one = "//- a.toml\nname = \"Norra mottagningen\"\nlocality = \"Ön\"\n//- b.toml\nname = \"Norra mottagningen\"\n";
        for other in [
            "locality = \"Näset\"\n",
            "publish = false\nlocality = \"Ön\"\n",
        ] {
            assert_eq!(
                check_files(&RULE, &format!("{one}{other}")),
                [""; 0],
                "{other}"
            );
        }
    }
}
