//! `unknown-service`: a name under `[services]`, of a phone or in an exemption that no version of the rule set knows.

use crate::assess::offering;
use crate::assess::verdict::Meaning;
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::name::nearest;
use crate::model::rule_set::RuleSet;
use crate::rules::{Rule, Run, UnitContext, place};
use crate::text::{Span, Spanned};

/// The code.
pub static CODE: Code = Code {
    name: "unknown-service",
    group: Group::Offering,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("unknown_service"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    // A name may only seem unknown while a version cannot be read in full.
    let Some(rule_set) = newest(context).filter(|_| context.region.rules_know("services")) else {
        return;
    };
    let lines = context
        .unit
        .services
        .iter()
        .zip(&context.assessment.meanings);
    for (entry, _) in lines.filter(|(_, meaning)| **meaning == Meaning::Unknown) {
        found.push(unknown_line(context, rule_set, &entry.key));
    }
    let phones = context.unit.contact.phones.iter();
    for written in phones.filter_map(|phone| phone.service.as_ref()) {
        let known = |rules: &RuleSet| rules.resolve(&written.value).is_some();
        let mut lines = context.unit.services.iter();
        let is_own = lines.any(|entry| entry.key.value == written.value);
        if !is_own && !context.region.rule_sets.iter().any(known) {
            found.push(unknown_of_phone(rule_set, written));
        }
    }
    let groups_known = context.region.rules_know("one_of");
    for exemption in context.unit.exemptions.iter().filter(|_| groups_known) {
        let written = &exemption.service;
        let known = |rules: &RuleSet| {
            rules.resolve(&written.value).is_some() || rules.group(&written.value).is_some()
        };
        if !context.region.rule_sets.iter().any(known) {
            found.push(unknown_in_exemption(rule_set, written));
        }
    }
}

/// The rule set in force, else the newest there is.
fn newest<'a>(context: &UnitContext<'a>) -> Option<&'a RuleSet> {
    context.rule_set.or_else(|| context.region.rule_sets.last())
}

fn unknown_line(
    context: &UnitContext<'_>,
    rule_set: &RuleSet,
    key: &Spanned<String>,
) -> Diagnostic {
    let name = &key.value;
    let message = say!("unknown service `{name}`", "okänd tjänst `{name}`");
    let diagnostic = Diagnostic::new(&CODE, key.span, message);
    let Some((meant, written)) = suggestion(rule_set, name, false) else {
        return diagnostic.with_help(say!(
            "use a name of the base offering, or move the line to `[[extra_services]]` if the service is the unit's own",
            "använd ett namn ur basutbudet, eller flytta raden till `[[extra_services]]` om tjänsten är enhetens egen"
        ));
    };
    // Two lines for one service would only be another fault.
    let taken = context.unit.services.iter().any(|entry| {
        let meaning = offering::meaning(&entry.key.value, context.region, rule_set);
        let wanted = offering::meaning(&meant, context.region, rule_set);
        match (meaning, wanted) {
            (Meaning::Service(a, _), Meaning::Service(b, _)) => a == b,
            _ => false,
        }
    });
    let certain = !taken && place::is_plain_key(context.unit, key.span);
    let fix = certain.then(|| use_it(key.span, &meant, written));
    diagnostic.with_help(did_you_mean(&meant)).with_fix(fix)
}

fn unknown_in_exemption(rule_set: &RuleSet, written: &Spanned<String>) -> Diagnostic {
    let name = &written.value;
    let message = say!(
        "the exemption is from `{name}`, which the rule set does not know",
        "undantaget gäller `{name}`, som inte finns i riktlinjen"
    );
    let diagnostic = Diagnostic::new(&CODE, written.span, message);
    match suggestion(rule_set, name, true) {
        Some((meant, _)) => diagnostic
            .with_help(did_you_mean(&meant))
            .with_fix(Some(use_it(written.span, &meant, place::quoted(&meant)))),
        None => diagnostic.with_help(say!(
            "name a service of the base offering, or remove the exemption",
            "ange en tjänst ur basutbudet, eller ta bort undantaget"
        )),
    }
}

fn unknown_of_phone(rule_set: &RuleSet, written: &Spanned<String>) -> Diagnostic {
    let name = &written.value;
    let message = say!(
        "the number is for `{name}`, which the rule set does not know",
        "numret gäller `{name}`, som inte finns i riktlinjen"
    );
    let diagnostic = Diagnostic::new(&CODE, written.span, message);
    match suggestion(rule_set, name, false) {
        Some((meant, _)) => diagnostic
            .with_help(did_you_mean(&meant))
            .with_fix(Some(use_it(written.span, &meant, place::quoted(&meant)))),
        None => diagnostic.with_help(say!(
            "name a service of the base offering by its id, or remove `service`",
            "ange id för en tjänst ur basutbudet, eller ta bort `service`"
        )),
    }
}

fn did_you_mean(meant: &str) -> Text {
    say!("did you mean `{meant}`?", "menade du `{meant}`?")
}

fn use_it(span: Span, meant: &str, written: String) -> Fix {
    Fix::guess(say!("write `{meant}`", "skriv `{meant}`"), span, written)
}

/// The name that was likely meant, and how to write it as a key: an id as it is, a name in quotes.
fn suggestion(rule_set: &RuleSet, written: &str, groups: bool) -> Option<(String, String)> {
    let of_services = rule_set.services.iter().flat_map(|service| {
        let own = [service.id.value.as_str(), service.name.value.as_str()];
        let aliases = service.aliases.iter().map(|alias| alias.value.as_str());
        own.into_iter().chain(aliases)
    });
    let of_groups = rule_set.one_of.iter().filter(|_| groups);
    let of_groups = of_groups.map(|group| group.id.value.as_str());
    let meant = nearest(written, of_services.chain(of_groups))?;
    let service = rule_set.resolve(meant).map(|(service, _)| service);
    Some(match service {
        Some(service) if service.id.value != meant => {
            let name = service.name.value.clone();
            let key = place::quoted(&name);
            (name, key)
        }
        _ => (meant.to_owned(), meant.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, check_files, fixed};

    #[test]
    fn a_misspelt_service_is_found_and_fixed() {
        let unit = "[services]\nfornya-recpet = \"https://a.se\"\n\"Rådgivnig\" = \"https://a.se\"\n\"Helt annat\" = \"https://a.se\"\n";
        assert_eq!(
            check(&RULE, unit),
            ["2: fornya-recpet", "3: \"Rådgivnig\"", "4: \"Helt annat\""]
        );
        assert_eq!(
            fixed(&RULE, unit),
            "[services]\nfornya-recept = \"https://a.se\"\n\"Rådgivning\" = \"https://a.se\"\n\"Helt annat\" = \"https://a.se\"\n"
        );
    }

    #[test]
    fn a_misspelt_name_is_no_name_of_a_pattern() {
        let services = "[[services]]\nid = \"kontakta-mig\"\nkind = \"e-service\"\nname = \"Kontakta mig\"\n[[services]]\nid = \"kontakta-funktion\"\nkind = \"e-service\"\nname = \"Kontakta funktion\"\nname_pattern = \"Kontakta {funktion}\"\n";
        let unit = |name: &str| {
            format!(
                "//- content/x/rules/2026-06-01.toml\ntitle = \"R\"\n{services}//- a.toml\n[services]\n\"{name}\" = \"https://a.se\"\n"
            )
        };
        for name in ["Kontakta mej", "Kontakta mgi", "Kontakta mi"] {
            let found = check_files(&RULE, &unit(name));
            assert_eq!(found, [format!("2: \"{name}\"")]);
        }
        for name in ["Kontakta MVC", "Kontakta dietist"] {
            assert_eq!(check_files(&RULE, &unit(name)), [""; 0], "{name}");
        }
    }

    #[test]
    fn no_fix_makes_a_second_line_of_a_service() {
        let unit =
            "[services]\nfornya-recpet = \"https://a.se\"\nfornya-recept = \"https://a.se\"\n";
        assert_eq!(check(&RULE, unit), ["2: fornya-recpet"]);
    }

    #[test]
    fn an_exemption_from_nothing_is_found() {
        let unit = "[[exemptions]]\nservice = \"fornya-recpt\"\nreason = \"x\"\n[[exemptions]]\nservice = \"rad-i-nagon-form\"\nreason = \"x\"\n";
        assert_eq!(check(&RULE, unit), ["2: \"fornya-recpt\""]);
    }

    #[test]
    fn ids_names_aliases_patterns_and_other_versions_are_known() {
        let unit = "[services]\nfornya-recept = \"https://a.se\"\n\"Kontakta oss\" = \"https://a.se\"\n\"av- eller  omboka tid\" = \"https://a.se\"\n\"Kontakta dietist\" = \"https://a.se\"\ngammal-tjanst = \"https://a.se\"\n";
        assert_eq!(check(&RULE, unit), [""; 0]);
    }

    #[test]
    fn a_broken_rule_set_makes_nothing_unknown() {
        let files = "//- content/x/rules/2026-06-01.toml\ntitle = \n//- a.toml\n[services]\nokand = \"https://a.se\"\n";
        assert_eq!(check_files(&RULE, files), [""; 0]);
    }
}
