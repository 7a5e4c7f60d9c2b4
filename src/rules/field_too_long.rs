//! `field-too-long`: a text that is longer than its field in the HSA directory.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext, place};

/// The code.
pub static CODE: Code = Code {
    name: "field-too-long",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: Explanation {
        en: Sections {
            what: "The rules for visitors, `visit.visiting_rules`, have at most 128 characters, blanks included.",
            why: "The directory cuts off what is longer, so the end would be missing wherever else the text is shown.",
            example: "[visit]\nvisiting_rules = \"… more than 128 characters …\"",
            mend: "Shorten the text. What does not fit can stand in the text on the unit.",
        },
        sv: Sections {
            what: "Reglerna för besökare, `visit.visiting_rules`, har högst 128 tecken, mellanslag inräknade.",
            why: "Katalogen klipper av det som är längre, så slutet skulle saknas på andra ställen där texten visas.",
            example: "[visit]\nvisiting_rules = \"… mer än 128 tecken …\"",
            mend: "Korta texten. Det som inte får plats kan stå i texten om enheten.",
        },
    },
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
