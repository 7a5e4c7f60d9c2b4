//! `staff-words`: words of staff in what a rule set says to residents.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::model::rule_set::Service;
use crate::rules::{Rule, Run, SiteContext};
use crate::text::Spanned;

/// The code.
pub static CODE: Code = Code {
    name: "staff-words",
    group: Group::Rules,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("staff_words"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Site(run),
};

/// How words begin that only staff use of residents, of their work and of their systems.
const BEGINNINGS: [&str; 10] = [
    "invånar",
    "vårdtagar",
    "vårdpersonal",
    "vårdtjänst",
    "bokningsunderlag",
    "personalverktyg",
    "remittent",
    "cosmic",
    "resident",
    "caregiver",
];

/// Words for those who are spoken to: "patientnämnden" and "patient advisory committee" are none.
const WHOLE: [&str; 7] = [
    "patienten",
    "patientens",
    "patienter",
    "patienterna",
    "patients",
    "staff",
    "personalen",
];

fn run(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    for region in context.catalog.regions.values() {
        let now = region
            .rule_set_on(context.today)
            .map(|rules| rules.in_force);
        let read = region
            .rule_sets
            .iter()
            .filter(|rules| !rules.broken && Some(rules.in_force) >= now);
        for service in read.flat_map(|rules| &rules.services) {
            found.extend(texts(service).filter_map(|text| fault(service, text)));
        }
    }
}

/// What a service says to residents.
fn texts(service: &Service) -> impl Iterator<Item = &Spanned<String>> {
    let terms = service.texts.iter();
    let terms = terms.flat_map(|terms| [Some(&terms.text), terms.text_en.as_ref()]);
    service
        .help
        .iter()
        .chain(&service.help_en)
        .chain(terms.flatten())
}

fn fault(service: &Service, text: &Spanned<String>) -> Option<Diagnostic> {
    let mut words = text.value.split(|c: char| !c.is_alphabetic());
    let word = words.find(|word| {
        let small = word.to_lowercase();
        WHOLE.contains(&small.as_str()) || BEGINNINGS.iter().any(|it| small.starts_with(it))
    })?;
    let name = &service.name.value;
    let message = say!(
        "what `{name}` says to residents has the staff's word `{word}`",
        "det som `{name}` säger till invånaren har personalens ord `{word}`"
    );
    let help = say!(
        "say \"you\" to the reader and \"we\" of the clinic: what I do, what I get, how I log in",
        "säg ”du” till läsaren och ”vi” om mottagningen: vad jag gör, vad jag får, hur jag loggar in"
    );
    let diagnostic = Diagnostic::new(&CODE, text.span, message).with_help(help);
    Some(diagnostic.with_service(&service.id.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_files, words_files};

    fn rules(help: &str) -> String {
        format!(
            "//- content/x/rules/2026-06-01.toml\ntitle = \"R\"\n[[services]]\nid = \"a\"\nkind = \"e-service\"\nname = \"Tjänst A\"\n{help}"
        )
    }

    #[test]
    fn words_of_staff_are_found_in_every_text_to_residents() {
        for (text, word) in [
            ("help = \"Invånare lämnar önskemål om A.\"\n", "Invånare"),
            (
                "help = \"Vårdpersonalen skapar underlag i Cosmic.\"\n",
                "Vårdpersonalen",
            ),
            ("help = \"Patienten ber om A.\"\n", "Patienten"),
            (
                "help = \"Be om A.\"\nhelp_en = \"Residents ask for A.\"\n",
                "Residents",
            ),
            ("texts = [{ text = \"Invånaren avbokar.\" }]\n", "Invånaren"),
        ] {
            let words = words_files(&RULE, &rules(text));
            assert_eq!(words.len(), 1, "{text}: {words:?}");
            assert!(words[0].contains(&format!("`{word}`")), "{words:?}");
        }
    }

    #[test]
    fn words_to_residents_pass() {
        let text = "help = \"Berätta för oss eller för patientnämnden.\"\nhelp_en = \"Tell us.\"\n";
        assert_eq!(check_files(&RULE, &rules(text)), [""; 0]);
    }
}
