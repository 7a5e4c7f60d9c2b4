//! `week-number-in-notice`: a week's number in temporary information.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext, place, prose};
use std::ops::Range;

/// The code.
pub static CODE: Code = Code {
    name: "week-number-in-notice",
    group: Group::Page,
    level: Level::Note,
    fixed: false,
    explanation: explanation!("week_number_in_notice"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    for text in context
        .unit
        .notices
        .iter()
        .filter_map(|notice| notice.text.as_ref())
    {
        let Some(part) = week_number(&text.value) else {
            continue;
        };
        let week = &text.value[part.clone()];
        let message = say!("`{week}` is a week's number", "`{week}` är ett veckonummer");
        let at = place::inside(context.unit, text, part.clone());
        found.push(Diagnostic::new(&CODE, at, message).with_help(say!(
            "write dates instead, such as \"19–25 juli\"",
            "skriv datum i stället, till exempel ”19–25 juli”"
        )));
    }
}

/// The first week number in a text. Weeks of pregnancy are another matter.
fn week_number(text: &str) -> Option<Range<usize>> {
    let lower = text.to_lowercase();
    // Letters that every lead has, in most texts nowhere before a number.
    if !lower.contains(['v', 'w']) || !lower.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if lower.contains("gravid") || lower.contains("pregnan") {
        return None;
    }
    let words: Vec<_> = prose::words(text).collect();
    words.windows(2).find_map(|pair| {
        let [(first, word), (second, number)] = pair else {
            return None;
        };
        let lead = ["vecka", "veckorna", "week", "weeks"];
        let between = &text[first.end..second.start];
        // A capital V alone may be a room or a ward.
        let short = *word == "v" || (*word == "V" && between.starts_with('.'));
        let leads = short || lead.contains(&word.to_lowercase().as_str());
        let near = matches!(between, " " | ". " | "." | "\u{a0}");
        let in_year = number
            .parse::<u32>()
            .is_ok_and(|number| (1..=53).contains(&number));
        // "vecka 3 av 6" counts weeks of something else.
        let rest = text[second.end..].trim_start();
        let counted = rest.starts_with("av ") || rest.starts_with("of ");
        (leads && near && in_year && !counted).then_some(first.start..second.end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    fn notice(text: &str) -> String {
        format!("[[notices]]\nto = 2026-12-01\ntext = \"{text}\"\n")
    }

    #[test]
    fn week_numbers_are_found() {
        assert_eq!(check(&RULE, &notice("Stängt vecka 29.")), ["3: vecka 29"]);
        assert_eq!(check(&RULE, &notice("Stängt v. 29–31.")), ["3: v. 29"]);
        assert_eq!(check(&RULE, &notice("Closed week 30")), ["3: week 30"]);
    }

    #[test]
    fn other_weeks_are_left_alone() {
        for text in [
            "Stängt i två veckor.",
            "Om en vecka, 29 november, öppnar vi.",
            "Kursen är nu i vecka 3 av 6.",
            "Du som är gravid i vecka 12 kan komma.",
            "Rum V 12 är stängt i veckan.",
            "Vecka 2027 finns inte.",
        ] {
            assert_eq!(check(&RULE, &notice(text)), [""; 0], "{text}");
        }
    }
}
