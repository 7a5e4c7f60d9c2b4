//! `abbreviation-in-name`: an abbreviation in a unit's name.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext, place, prose};

/// The code.
pub static CODE: Code = Code {
    name: "abbreviation-in-name",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: Explanation {
        en: Sections {
            what: "The words of a unit's name are compared with the abbreviations that are common in Swedish health care, such as `mott.`, `avd.`, `VC` and `BUP`.",
            why: "Residents do not know the profession's abbreviations, and screen readers read them badly.",
            example: "name = \"Hudmott. Kalmar\"",
            mend: "Write the word in full.",
        },
        sv: Sections {
            what: "Orden i enhetens namn jämförs med förkortningar som är vanliga i vården, till exempel `mott.`, `avd.`, `VC` och `BUP`.",
            why: "Invånare känner inte till vårdens förkortningar, och skärmläsare läser upp dem illa.",
            example: "name = \"Hudmott. Kalmar\"",
            mend: "Skriv ut ordet.",
        },
    },
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
