//! `abbreviation-in-name`: an abbreviation in a unit's name.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext, place, prose};

/// The code.
pub static CODE: Code = Code {
    name: "abbreviation-in-name",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("abbreviation_in_name"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// Words that are abbreviations however they are written.
const SHORT: [(&str, &str); 14] = [
    ("mott", "mottagning"),
    ("avd", "avdelning"),
    ("vc", "vårdcentral"),
    ("vårdc", "vårdcentral"),
    ("hc", "hälsocentral"),
    ("bvc", "barnavårdscentral"),
    ("mvc", "mödravårdscentral"),
    ("bmm", "barnmorskemottagning"),
    ("bup", "barn- och ungdomspsykiatri"),
    ("ftv", "Folktandvården"),
    ("önh", "öron-, näs- och halsmottagning"),
    ("sjh", "sjukhus"),
    ("gyn", "gynekologi"),
    ("rtg", "röntgen"),
];
/// Words that are abbreviations in capitals only.
const CAPITALS: [(&str, &str); 4] = [
    ("IVA", "intensivvårdsavdelning"),
    ("KK", "kvinnoklinik"),
    ("AVA", "akutvårdsavdelning"),
    ("HIA", "hjärtintensivavdelning"),
];
/// Endings of compounds that are cut off.
const ENDINGS: [(&str, &str); 2] = [("mott", "mottagning"), ("avd", "avdelning")];

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(name) = &context.unit.name else {
        return;
    };
    for (part, word) in prose::words(&name.value) {
        let Some(full) = in_full(word) else { continue };
        let message = say!(
            "`{word}` in the name is an abbreviation",
            "`{word}` i namnet är en förkortning"
        );
        let at = place::inside(context.unit, name, part);
        found.push(
            Diagnostic::new(&CODE, at, message)
                .with_help(say!("write it in full: {full}", "skriv ut ordet: {full}")),
        );
    }
}

fn in_full(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    let short = SHORT.iter().find(|(short, _)| *short == lower);
    let capitals = || CAPITALS.iter().find(|(short, _)| *short == word);
    let cut_off = || ENDINGS.iter().find(|(ending, _)| lower.ends_with(ending));
    let (_, full) = short.or_else(capitals).or_else(cut_off)?;
    Some(full)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn abbreviations_are_found() {
        for (name, shown) in [
            ("Hudmott. Kalmar", "Hudmott"),
            ("VC Strandvik", "VC"),
            ("Medicinavd 3", "Medicinavd"),
            ("BUP Kornhamn", "BUP"),
            ("IVA Sundsvik", "IVA"),
        ] {
            assert_eq!(
                check(&RULE, &format!("name = \"{name}\"\n")),
                [format!("1: {shown}")]
            );
        }
    }

    #[test]
    fn words_that_only_look_like_it_are_left_alone() {
        for name in [
            "Hudmottagningen Kalmar",
            "Avdelning 3",
            "Iva Holms husläkarmottagning",
            "Hälsocentralen Vcentrum",
            "Gynekologimottagningen",
            "Rehabmottagningen Sjötorget",
            "Exempelvård AB",
        ] {
            assert_eq!(
                check(&RULE, &format!("name = \"{name}\"\n")),
                [""; 0],
                "{name}"
            );
        }
    }
}
