//! `field-too-long`: a text that is longer than its field in the HSA directory.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext, place};

/// The code.
pub static CODE: Code = Code {
    name: "field-too-long",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("field_too_long"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// The most characters of `visit.visiting_rules` (HSA attribute hsaVisitingRules).
const MOST: usize = 128;

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(text) = &context.unit.visit.visiting_rules else {
        return;
    };
    let Some((excess, _)) = text.value.char_indices().nth(MOST) else {
        return;
    };
    let length = text.value.chars().count();
    let message = say!(
        "the text has {length} characters; at most {MOST} fit",
        "texten har {length} tecken; högst {MOST} får plats"
    );
    let at = place::inside(context.unit, text, excess..text.value.len());
    found.push(Diagnostic::new(&CODE, at, message).with_help(say!(
        "shorten it; what does not fit can stand in the text on the unit",
        "korta den; det som inte får plats kan stå i texten om enheten"
    )));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn the_hundred_and_twenty_ninth_character_is_too_many() {
        let unit = |count| format!("[visit]\nvisiting_rules = \"{}\"\n", "ö".repeat(count));
        assert_eq!(check(&RULE, &unit(130)), ["2: öö"]);
        assert_eq!(check(&RULE, &unit(128)), [""; 0]);
    }
}
