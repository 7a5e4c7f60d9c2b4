//! `only-by-phone-or-letter`: a service that is given by phone, by letter or at the unit, but not digitally.

use crate::assess::verdict::{Cause, Meaning, Obligation, Outcome, Verdict};
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::model::unit::{Channel, ServiceEntry};
use crate::rules::{Demand, Rule, Run, UnitContext, shortfall};

/// The code.
pub static CODE: Code = Code {
    name: "only-by-phone-or-letter",
    group: Group::Offering,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("only_by_phone_or_letter"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(rule_set) = context.rule_set.filter(|_| context.is_bound()) else {
        return;
    };
    for (entry, meaning) in context
        .unit
        .services
        .iter()
        .zip(&context.assessment.meanings)
    {
        if entry.is_digital() || entry.only_by.is_empty() {
            continue;
        }
        let service = match meaning {
            Meaning::Service(at, _) => Some(rule_set.services[*at].id.value.as_str()),
            Meaning::OtherVersion(..) => None,
            // They have their own findings.
            Meaning::LeftOver(_) | Meaning::Unknown => continue,
        };
        let before = found.len();
        for (demand, verdict) in context.verdicts() {
            if verdict.causes.contains(&Cause::OnlyByPhoneOrLetter) && covers(demand, service) {
                found.push(breach(context, entry, demand, verdict));
            }
        }
        if found.len() == before && !is_let_off(context, entry, service) {
            found.push(undigital(entry, service));
        }
    }
}

/// Whether a demand is about a service, alone or in its group.
fn covers(demand: Demand<'_>, service: Option<&str>) -> bool {
    let Some(service) = service else { return false };
    match demand {
        Demand::Service(own) => own.id.value == service,
        Demand::Group(group) => group.services.iter().any(|member| member.value == service),
    }
}

/// A service that does not bind the unit need not be digital when it is forbidden or exempt, or when
/// it is not given by phone or letter at all.
fn is_let_off(context: &UnitContext<'_>, entry: &ServiceEntry, service: Option<&str>) -> bool {
    let by_phone = entry
        .only_by
        .iter()
        .any(|channel| *channel != Channel::Visit);
    let verdict = context
        .verdicts()
        .find(|(demand, _)| service == Some(demand.id()))
        .map(|(_, verdict)| verdict);
    let excused = verdict.is_some_and(|verdict| {
        verdict.outcome == Outcome::Exempt || verdict.obligation == Some(Obligation::MustNot)
    });
    !by_phone || excused
}

fn breach(
    context: &UnitContext<'_>,
    entry: &ServiceEntry,
    demand: Demand<'_>,
    verdict: &Verdict,
) -> Diagnostic {
    let name = demand.name();
    let cap = match verdict.obligation {
        _ if verdict.phasing_in => Some(Level::Note),
        Some(Obligation::Must) => None,
        _ => Some(Level::Warn),
    };
    let resolved = context
        .rule_set
        .and_then(|rules| rules.resolve(&entry.key.value));
    let message = match (demand, resolved) {
        (Demand::Group(_), Some((member, _))) => {
            let member = &member.name.value;
            say!(
                "`{member}` is not given digitally, and so not `{name}` either",
                "`{member}` ges inte digitalt, och därmed inte heller `{name}`"
            )
        }
        _ => say!(
            "`{name}` is not given as an e-service",
            "`{name}` ges inte som e-tjänst"
        ),
    };
    dress(Diagnostic::new(&CODE, place(entry), message), entry)
        .with_service(demand.id())
        .with_related(
            demand.duty_span(verdict),
            shortfall::duty_label(context, demand, verdict),
        )
        .at_most(cap)
}

fn undigital(entry: &ServiceEntry, service: Option<&str>) -> Diagnostic {
    let name = &entry.key.value;
    let message = say!(
        "`{name}` is given by phone or letter, but not as an e-service",
        "`{name}` ges per telefon eller brev, men inte som e-tjänst"
    );
    let diagnostic = dress(Diagnostic::new(&CODE, place(entry), message), entry);
    let diagnostic = match service {
        Some(service) => diagnostic.with_service(service),
        None => diagnostic,
    };
    diagnostic.at_most(Some(Level::Warn))
}

fn place(entry: &ServiceEntry) -> crate::text::Span {
    entry.only_by_span.unwrap_or(entry.key.span)
}

fn dress(diagnostic: Diagnostic, entry: &ServiceEntry) -> Diagnostic {
    let key = &entry.key.value;
    diagnostic.with_help(say!(
        "set up the e-service and write `url` and `also_by` instead of `only_by`; or add an exemption from `{key}`",
        "skaffa e-tjänsten och skriv `url` och `also_by` i stället för `only_by`; eller lägg till ett undantag från `{key}`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn what_binds_is_denied_and_the_rest_is_a_warning() {
        let unit = "[activities]\nforskriver = false\n[services]\nkontakta-oss = { only_by = [\"phone\"] }\nfornya-recept = { only_by = [\"letter\"] }\nradgivning = { only_by = [\"visit\"] }\n";
        assert_eq!(
            check(&RULE, unit),
            ["4: [\"phone\"]", "5: [\"letter\"] [warn]"]
        );
    }

    #[test]
    fn a_group_by_phone_is_denied_at_its_member() {
        let unit =
            "[activities]\nger-rad = true\n[services]\nradgivning = { only_by = [\"phone\"] }\n";
        assert_eq!(
            check(&RULE, unit),
            ["4: [\"phone\"] [warn]", "4: [\"phone\"]"]
        );
    }

    #[test]
    fn also_by_exempt_and_out_of_scope_are_fine() {
        let unit = "[activities]\nforskriver = true\n[services]\nkontakta-oss = { url = \"https://a.se\", also_by = [\"phone\"] }\nfornya-recept = { only_by = [\"phone\"] }\n[[exemptions]]\nservice = \"fornya-recept\"\nreason = \"tekniskt-hinder\"\n";
        assert_eq!(check(&RULE, unit), [""; 0]);
        let outside =
            "administration = \"annan\"\n[services]\nkontakta-oss = { only_by = [\"phone\"] }\n";
        assert_eq!(check(&RULE, outside), [""; 0]);
    }
}
