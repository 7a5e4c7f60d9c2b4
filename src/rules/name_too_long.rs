//! `name-too-long`: a unit's name of more than 64 characters.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext, place};

/// The code.
pub static CODE: Code = Code {
    name: "name-too-long",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("name_too_long"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// The most characters a name may have.
const MOST: usize = 64;

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(name) = &context.unit.name else {
        return;
    };
    let Some((excess, _)) = name.value.char_indices().nth(MOST) else {
        return;
    };
    let length = name.value.chars().count();
    let message = say!(
        "the name has {length} characters; at most {MOST} fit",
        "namnet har {length} tecken; högst {MOST} får plats"
    );
    let at = place::inside(context.unit, name, excess..name.value.len());
    found.push(Diagnostic::new(&CODE, at, message).with_help(say!(
        "shorten the name; what it helps with can stand in `summary`",
        "korta namnet; vad enheten hjälper till med kan stå i `summary`"
    )));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn the_sixty_fifth_character_is_too_many() {
        let name = |count| format!("name = \"{}\"\n", "å".repeat(count));
        assert_eq!(check(&RULE, &name(66)), ["1: åå"]);
        assert_eq!(check(&RULE, &name(64)), [""; 0]);
    }
}
