//! `personal-data`: a person's identity number or e-mail address.

use chrono::NaiveDate;

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::prose;
use crate::rules::{Rule, Run, UnitContext, luhn};
use std::ops::Range;

/// The code.
pub static CODE: Code = Code {
    name: "personal-data",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("personal_data"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// Common given names in Sweden, as they are written in addresses.
#[rustfmt::skip]
const GIVEN_NAMES: [&str; 180] = [
    "adam", "agneta", "ahmed", "albin", "alexander", "alexandra", "ali", "alice", "alva", "amanda", "amina", "anders",
    "andre", "andreas", "anette", "anita", "ann", "anna", "annelie", "annika", "anneli", "anton", "arne", "arvid",
    "axel", "barbro", "bengt", "birgitta", "bjorn", "bo", "britt", "camilla", "carina", "carl", "carolina", "caroline",
    "catarina", "cecilia", "charlotta", "charlotte", "christer", "christian", "christina", "claes", "dan", "daniel",
    "david", "dennis", "ebba", "elias", "elin", "elina", "elisabeth", "elisabet", "ella", "ellen", "elsa", "emelie",
    "emil", "emilia", "emma", "erik", "erika", "eva", "fatima", "felicia", "felix", "filip", "frida", "fredrik",
    "fredrika", "gabriel", "gabriella", "goran", "gun", "gunilla", "gunnar", "gustav", "gustaf", "hanna", "hannah",
    "hans", "hassan", "helen", "helena", "helene", "henrik", "hugo", "ida", "inga", "inger", "ingrid", "isabella",
    "isak", "jakob", "jan", "jenny", "jens", "jessica", "joakim", "johan", "johanna", "john", "jonas", "jonathan",
    "josefin", "josefine", "julia", "karin", "karl", "katarina", "kajsa", "kent", "kenneth", "kerstin", "kjell",
    "klara", "kristina", "kristoffer", "lars", "lena", "lennart", "leif", "linda", "linnea", "linus", "lisa", "louise",
    "lovisa", "lucas", "ludvig", "madeleine", "magnus", "malin", "marcus", "margareta", "maria", "marianne", "marie",
    "markus", "martin", "mats", "matilda", "mattias", "mikael", "michael", "mohammad", "mohamed", "mohammed", "moa",
    "monica", "monika", "niklas", "nils", "olof", "oscar", "oskar", "patrik", "per", "pernilla", "peter", "petra",
    "pia", "pontus", "rasmus", "rebecka", "rickard", "robert", "robin", "roger", "sara", "sarah", "sebastian", "simon",
    "sofia", "sofie", "stefan", "susanne", "sven", "therese",
];
/// Words of functions and places; with one of them an address is a mailbox.
#[rustfmt::skip]
const FUNCTIONS: [&str; 38] = [
    "avdelning", "avd", "bokning", "centralen", "central", "chef", "gard", "gymnasiet", "hemmet", "hus", "huset", "info",
    "klinik", "kliniken", "kontakt", "kyrkan", "kundtjanst", "lakare", "mottagning", "mottagningen", "parken", "patient",
    "ledning", "reception", "redaktion", "register", "registrator", "rehab", "sjukhus", "sjukhuset", "skola", "stiftelsen",
    "tandvard", "team", "teamet", "vard", "vardcentral", "halsocentral",
];

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    for text in prose::texts_with(context.unit, at_signs) {
        for part in personal_addresses(text.text) {
            let address = &text.text[part.clone()];
            let message = say!(
                "`{address}` looks like a person's address",
                "`{address}` ser ut som en persons adress"
            );
            let diagnostic = Diagnostic::new(&CODE, text.place(part.clone()), message)
                .with_help(say!(
                    "use a mailbox of the function, such as `verksamhetschef.strandvik@…`",
                    "använd en brevlåda för funktionen, till exempel `verksamhetschef.strandvik@…`"
                ))
                .at_most(Some(Level::Warn));
            found.push(diagnostic);
        }
    }
    for text in prose::texts_with(context.unit, long_numbers) {
        for part in identity_numbers(text.text) {
            let message = say!(
                "this looks like a personal identity number",
                "det här ser ut som ett personnummer"
            );
            let diagnostic = Diagnostic::new(&CODE, text.place(part), message).with_help(say!(
                "remove the number, also from the file's history if it is a real one",
                "ta bort numret, också ur filens historik om det är ett riktigt nummer"
            ));
            found.push(diagnostic);
        }
    }
}

/// Where a text has an `@`.
fn at_signs(text: &str) -> Vec<usize> {
    memchr::memchr_iter(b'@', text.as_bytes()).collect()
}

/// Where six digits or more stand in a row, as in every such number: one of them stands at every
/// sixth byte, so that no other byte need be looked at.
fn long_numbers(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_long = |at: &usize| {
        let before = (0..*at)
            .rev()
            .take_while(|before| is_digit(*before))
            .count();
        let after = (*at..).take_while(|after| is_digit(*after)).count();
        before + after >= 6
    };
    let sampled = (0..bytes.len()).step_by(6);
    sampled.filter(|at| is_digit(*at)).filter(is_long).collect()
}

/// Identity numbers: 6 or 8 digits, `-` or `+`, 4 digits; or 10 or 12 digits together.
fn identity_numbers(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut places = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let run = |from: usize| {
            bytes[from..]
                .iter()
                .take_while(|b| b.is_ascii_digit())
                .count()
        };
        let first = run(start);
        at += first;
        let mut digits = bytes[start..at].to_vec();
        let mut separated = false;
        if matches!(first, 6 | 8) && matches!(bytes.get(at), Some(b'-' | b'+')) {
            let last = run(at + 1);
            digits.extend(&bytes[at + 1..at + 1 + last]);
            at += 1 + last;
            separated = true;
        }
        let alone = is_alone(text, start..at);
        if alone && is_identity_number(&digits, separated) {
            places.push(start..at);
        }
    }
    places
}

/// Whether no letter, and nothing of an address or a longer number, touches it.
fn is_alone(text: &str, part: Range<usize>) -> bool {
    let joins = |c: char| c.is_alphanumeric() || "/=_#%&@-+".contains(c);
    let before = text[..part.start].chars().next_back();
    let after = text[part.end..].chars().next();
    !before.is_some_and(joins) && !after.is_some_and(joins)
}

fn is_identity_number(digits: &[u8], separated: bool) -> bool {
    let (century, short) = match digits.len() {
        12 => digits.split_at(2),
        10 => digits.split_at(0),
        _ => return false,
    };
    // Ten digits together that begin with 0 are most often a telephone number.
    if century.is_empty() && !separated && short[0] == b'0' {
        return false;
    }
    let number = |part: &[u8]| part.iter().fold(0_u32, |n, d| n * 10 + u32::from(d - b'0'));
    let centuries = match century {
        [] => vec![19, 20],
        century => vec![number(century)],
    };
    let (year, month, day) = (
        number(&short[..2]),
        number(&short[2..4]),
        number(&short[4..6]),
    );
    // Co-ordination numbers have 60 added to the day.
    let day = if day > 60 { day - 60 } else { day };
    let is_date = centuries.into_iter().any(|century| {
        let year = i32::try_from(century * 100 + year).unwrap_or(0);
        (18..=20).contains(&century) && NaiveDate::from_ymd_opt(year, month, day).is_some()
    });
    is_date && luhn::is_valid(short)
}

/// Addresses `given.family@…`, where the given name is one that people have.
fn personal_addresses(text: &str) -> Vec<Range<usize>> {
    let is_local = |c: char| c.is_alphanumeric() || "._+-".contains(c);
    let mut places = Vec::new();
    for (at, _) in text.match_indices('@') {
        let local_start = text[..at]
            .char_indices()
            .rev()
            .take_while(|(_, c)| is_local(*c))
            .last()
            .map_or(at, |(start, _)| start);
        let domain = text[at + 1..]
            .find(|c: char| !(c.is_alphanumeric() || "-.".contains(c)))
            .map_or(text.len(), |end| at + 1 + end);
        let end = at + 1 + text[at + 1..domain].trim_end_matches(['.', '-']).len();
        if is_personal(&text[local_start..at]) && text[at + 1..end].contains('.') {
            places.push(local_start..end);
        }
    }
    places
}

fn is_personal(local: &str) -> bool {
    let plain: String = local
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            'é' => 'e',
            other => other,
        })
        .collect();
    let Some((given, family)) = plain.split_once('.') else {
        return false;
    };
    let parts = || plain.split(['.', '-', '_']);
    let is_function = parts().any(|part| FUNCTIONS.iter().any(|word| part.ends_with(word)));
    let is_given = given.split('-').all(|name| GIVEN_NAMES.contains(&name));
    let is_family = family
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .chars()
        .all(|c| c.is_alphabetic() || c == '-' || c == '.');
    is_given && is_family && family.chars().count() > 1 && !is_function
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, check_files};

    #[test]
    fn identity_numbers_and_personal_addresses_are_found() {
        let files = "//- a.toml\n[responsible]\nemail = \"anna.svensson@example.se\"\n[care]\nreferral = \"Skriv 19121212-1212 eller 121212+1212.\"\n//- a.md\nMejla Karl-Erik.Ölund2@vard.example.se, så svarar Åsa.\n";
        assert_eq!(
            check_files(&RULE, files),
            [
                "a.md:1: Karl-Erik.Ölund2@vard.example.se [warn]",
                "2: anna.svensson@example.se [warn]",
                "4: 19121212-1212",
                "4: 121212+1212"
            ]
        );
    }

    #[test]
    fn near_misses_are_left_alone() {
        for text in [
            "verksamhetschef.strandvik@example.se",
            "klinikchef.brofastet@example.se",
            "info@example.se",
            "anna@example.se",
            "maria.mottagningen@example.se",
            "sofia.vardcentral@example.se",
            "halsocentralen.lisa@example.se",
            "19121312-1212",
            "19121212-1213",
            "121212-12",
            "0812241234",
            "232100-0131",
            "SE2321000131-E19121212",
            "https://e-tjanster.example/191212121212",
            "0980-31 92 01",
            "070-174 06 05",
            "392 31 Kalmar",
            "Bankgiro 5050-1055",
            "2026-11-21",
            "20261121",
        ] {
            let unit = format!("[care]\nreferral = \"{text}\"\n");
            assert_eq!(check(&RULE, &unit), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_given_names_are_of_letters_a_to_z() {
        let plain = |name: &&str| name.bytes().all(|byte| byte.is_ascii_lowercase());
        assert!(GIVEN_NAMES.iter().all(plain) && FUNCTIONS.iter().all(plain));
    }
}
