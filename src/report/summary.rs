//! The last line of a run.

use crate::compile::UnitCounts;
use crate::diagnostic::Language;
use crate::diagnostic::settle::Counts;

/// What a count says, with the noun in the right number: "1 error", "2 errors".
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// "2 errors, 1 warning, 0 notes", with what is allowed when there is any.
pub fn findings(counts: &Counts, language: Language) -> String {
    let mut parts = match language {
        Language::English => vec![
            counted(counts.errors, "error", "errors"),
            counted(counts.warnings, "warning", "warnings"),
            counted(counts.notes, "note", "notes"),
        ],
        Language::Swedish => vec![
            format!("{} fel", counts.errors),
            counted(counts.warnings, "varning", "varningar"),
            counted(counts.notes, "upplysning", "upplysningar"),
        ],
    };
    if counts.allowed > 0 {
        parts.push(match language {
            Language::English => format!("{} allowed", counts.allowed),
            Language::Swedish => counted(counts.allowed, "tillåten", "tillåtna"),
        });
    }
    if counts.baselined > 0 {
        parts.push(match language {
            Language::English => format!("{} in the baseline", counts.baselined),
            Language::Swedish => format!("{} i baslinjen", counts.baselined),
        });
    }
    if counts.earlier > 0 {
        parts.push(match language {
            Language::English => format!("{} there before", counts.earlier),
            Language::Swedish => format!("{} fanns redan", counts.earlier),
        });
    }
    parts.join(", ")
}

/// ", 3 duties met by exemption", or nothing.
pub fn exempted(exempt: usize, language: Language) -> String {
    match (exempt, language) {
        (0, _) => String::new(),
        (n, Language::English) => {
            format!(", {} by exemption", counted(n, "duty met", "duties met"))
        }
        (n, Language::Swedish) => format!(
            ", {}",
            counted(n, "undantag från krav", "undantag från krav")
        ),
    }
}

/// "62 units checked, 3 not assessed: 2 errors, …"
pub fn check(units: UnitCounts, exempt: usize, counts: &Counts, language: Language) -> String {
    let exempt = exempted(exempt, language);
    let found = findings(counts, language);
    let unassessed = unassessed(units.unassessed, language);
    match language {
        Language::English => {
            let checked = counted(units.all, "unit", "units");
            format!("{checked} checked{unassessed}: {found}{exempt}")
        }
        Language::Swedish => {
            let checked = counted(units.all, "enhet", "enheter");
            let ending = if units.all == 1 { "" } else { "e" };
            format!("{checked} kontrollerad{ending}{unassessed}: {found}{exempt}")
        }
    }
}

/// ", 3 not assessed", or nothing.
pub fn unassessed(units: usize, language: Language) -> String {
    match (units, language) {
        (0, _) => String::new(),
        (n, Language::English) => format!(", {n} not assessed"),
        (1, Language::Swedish) => ", 1 inte bedömd".to_owned(),
        (n, Language::Swedish) => format!(", {n} inte bedömda"),
    }
}

/// "2 new findings, none fixed"
pub fn change(new: usize, fixed: usize, language: Language) -> String {
    let number = |count: usize, none: &str| match count {
        0 => none.to_owned(),
        count => count.to_string(),
    };
    match language {
        Language::English => {
            let new = format!(
                "{} new {}",
                number(new, "no"),
                if new == 1 { "finding" } else { "findings" }
            );
            format!("{new}, {} fixed", number(fixed, "none"))
        }
        Language::Swedish => {
            let new = match new {
                0 => "ingen ny anmärkning".to_owned(),
                new => counted(new, "ny anmärkning", "nya anmärkningar"),
            };
            let ending = if fixed > 1 { "rättade" } else { "rättad" };
            format!("{new}, {} {ending}", number(fixed, "ingen"))
        }
    }
}

/// "2 fixes in 1 file"
pub fn fixes(fixes: usize, files: usize, language: Language) -> String {
    match language {
        Language::English => {
            let fixes = counted(fixes, "fix", "fixes");
            format!("{fixes} in {}", counted(files, "file", "files"))
        }
        Language::Swedish => {
            let fixes = counted(fixes, "rättning", "rättningar");
            format!("{fixes} i {}", counted(files, "fil", "filer"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(all: usize, unassessed: usize) -> UnitCounts {
        UnitCounts { all, unassessed }
    }

    #[test]
    fn changes_are_told_in_words() {
        let sv = |new, fixed| change(new, fixed, Language::Swedish);
        assert_eq!(sv(1, 0), "1 ny anmärkning, ingen rättad");
        assert_eq!(sv(0, 1), "ingen ny anmärkning, 1 rättad");
        assert_eq!(sv(2, 3), "2 nya anmärkningar, 3 rättade");
        let en = |new, fixed| change(new, fixed, Language::English);
        assert_eq!(en(1, 0), "1 new finding, none fixed");
        assert_eq!(en(0, 2), "no new findings, 2 fixed");
    }

    #[test]
    fn numbers_and_nouns_agree() {
        let counts = Counts {
            errors: 1,
            warnings: 2,
            notes: 0,
            allowed: 1,
            ..Counts::default()
        };
        assert_eq!(
            check(units(1, 0), 0, &counts, Language::English),
            "1 unit checked: 1 error, 2 warnings, 0 notes, 1 allowed"
        );
        assert_eq!(
            check(units(2, 0), 3, &counts, Language::Swedish),
            "2 enheter kontrollerade: 1 fel, 2 varningar, 0 upplysningar, 1 tillåten, 3 undantag från krav"
        );
        assert_eq!(
            check(units(9, 1), 0, &Counts::default(), Language::English),
            "9 units checked, 1 not assessed: 0 errors, 0 warnings, 0 notes"
        );
        assert_eq!(
            check(units(9, 2), 0, &Counts::default(), Language::Swedish),
            "9 enheter kontrollerade, 2 inte bedömda: 0 fel, 0 varningar, 0 upplysningar"
        );
        let set_aside = Counts {
            baselined: 12,
            earlier: 1,
            ..Counts::default()
        };
        assert_eq!(
            findings(&set_aside, Language::English),
            "0 errors, 0 warnings, 0 notes, 12 in the baseline, 1 there before"
        );
    }
}
