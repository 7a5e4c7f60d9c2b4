//! `unused-exemption`: an exemption that lifts nothing.

use crate::assess::offering::refusal;
use crate::assess::verdict::{Obligation, Outcome, Verdict};
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::unit::Exemption;
use crate::rules::{Demand, Rule, Run, UnitContext, place};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "unused-exemption",
    group: Group::Offering,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("unused_exemption"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    if context.rule_set.is_none() || !context.is_active() {
        return;
    }
    for (at, exemption) in context.unit.exemptions.iter().enumerate() {
        let written = &exemption.service;
        let finished = exemption.has_expired_by(context.today) || exemption.reason.is_none();
        if finished {
            continue;
        }
        match context.verdict_named(&written.value) {
            Some((demand, verdict)) => {
                found.extend(unneeded(context, at, exemption, demand, verdict));
            }
            None if is_known_elsewhere(context, &written.value) => {
                let name = &written.value;
                let message = say!(
                    "the rule set in force has no `{name}`, so the exemption lifts nothing",
                    "riktlinjen som gäller nu har inte `{name}`, så undantaget behövs inte"
                );
                found.push(
                    dress(Diagnostic::new(&CODE, written.span, message)).at_most(Some(Level::Note)),
                );
            }
            // Unknown to all versions: `unknown-service` says so.
            None => {}
        }
    }
}

fn is_known_elsewhere(context: &UnitContext<'_>, written: &str) -> bool {
    let versions = &context.region.rule_sets;
    versions
        .iter()
        .any(|rules| rules.resolve(written).is_some() || rules.group(written).is_some())
}

fn unneeded(
    context: &UnitContext<'_>,
    at: usize,
    exemption: &Exemption,
    demand: Demand<'_>,
    verdict: &Verdict,
) -> Option<Diagnostic> {
    let (why, cap) = why_unneeded(context, at, exemption, demand, verdict)?;
    let name = demand.name();
    let message = Text {
        en: format!("the exemption from `{name}` is not needed: {}", why.en).into(),
        sv: format!("undantaget från `{name}` behövs inte: {}", why.sv).into(),
    };
    let written = &exemption.service;
    let mut diagnostic = dress(Diagnostic::new(&CODE, written.span, message))
        .with_service(demand.id())
        .at_most(cap);
    if cap.is_none() {
        diagnostic = diagnostic.with_fix(place::without_table(
            context.unit,
            exemption.span,
            values(exemption),
            say!("remove the exemption", "ta bort undantaget"),
        ));
    }
    if let Some(other) = verdict
        .exemption
        .and_then(|other| context.unit.exemptions.get(other))
    {
        diagnostic = diagnostic.with_related(
            other.service.span,
            say!("this one lifts the duty", "det här undantaget gäller"),
        );
    }
    Some(diagnostic)
}

fn dress(diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.with_help(say!("remove the exemption", "ta bort undantaget"))
}

/// Why an exemption lifts nothing, and what its finding may weigh; nothing when it is of use, when
/// that is not known yet, or when another finding tells what is wrong with it.
fn why_unneeded(
    context: &UnitContext<'_>,
    at: usize,
    exemption: &Exemption,
    demand: Demand<'_>,
    verdict: &Verdict,
) -> Option<(Text, Option<Level>)> {
    exemption.reason.as_ref()?;
    let bound = matches!(
        verdict.obligation,
        Some(Obligation::Must | Obligation::Should)
    );
    let refusal = refusal(
        exemption,
        demand.service(),
        context.rule_set?,
        context.today,
    );
    let refused = refusal.is_some();
    if verdict.exemption == Some(at) || (bound && refused) {
        return None;
    }
    let certain = |why| Some((why, None));
    match verdict.outcome {
        Outcome::Undetermined | Outcome::Unmet => None,
        Outcome::OutOfScope => Some((
            say!(
                "the rule set does not bind the unit",
                "riktlinjen gäller inte enheten"
            ),
            Some(Level::Note),
        )),
        Outcome::NotApplicable if bound => certain(say!(
            "the unit has no such visits",
            "enheten har inga sådana besök"
        )),
        Outcome::NotApplicable => certain(say!(
            "nothing obliges the unit to offer it",
            "inget krav på tjänsten gäller enheten"
        )),
        Outcome::Met if verdict.obligation == Some(Obligation::MustNot) => {
            certain(say!("the service is not offered", "tjänsten erbjuds inte"))
        }
        Outcome::Met => certain(say!("the duty is met", "kravet är uppfyllt")),
        Outcome::Exempt => match verdict.exemption {
            Some(_) => certain(say!(
                "another exemption already covers it",
                "ett annat undantag täcker redan tjänsten"
            )),
            None => certain(say!(
                "every visit states its own reason",
                "varje besök anger redan sitt eget skäl"
            )),
        },
    }
}

/// The places of what the table holds.
fn values(exemption: &Exemption) -> impl Iterator<Item = Span> {
    let texts = [&exemption.reason, &exemption.note].map(|text| text.as_ref().map(|t| t.span));
    let until = exemption.until.as_ref().map(|until| until.span);
    let places = [Some(exemption.service.span), until];
    places.into_iter().chain(texts).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, fixed};

    const EXEMPTION: &str =
        "[[exemptions]]\nservice = \"Förnya recept\"\nreason = \"tekniskt-hinder\"\n";

    #[test]
    fn an_exemption_from_what_is_offered_or_does_not_bind_can_go() {
        let offered = &format!(
            "[activities]\nforskriver = true\n[services]\nfornya-recept = \"https://a.se\"\n\n# Väntar på systemet.\n{EXEMPTION}\n[booking]\nweeks_ahead = 4\n"
        );
        assert_eq!(check(&RULE, offered), ["8: \"Förnya recept\""]);
        assert_eq!(
            fixed(&RULE, offered),
            "[activities]\nforskriver = true\n[services]\nfornya-recept = \"https://a.se\"\n\n[booking]\nweeks_ahead = 4\n"
        );
        let unbound = &format!("[activities]\nforskriver = false\n{EXEMPTION}");
        assert_eq!(check(&RULE, unbound), ["4: \"Förnya recept\""]);
    }

    #[test]
    fn the_second_of_two_can_go() {
        let unit = &format!(
            "[activities]\nforskriver = true\n{EXEMPTION}\n{EXEMPTION}until = 2030-01-01\n"
        );
        assert_eq!(check(&RULE, unit), ["8: \"Förnya recept\""]);
    }

    #[test]
    fn out_of_scope_and_older_services_are_only_noted() {
        let unit = &format!("administration = \"annan\"\n{EXEMPTION}");
        assert_eq!(check(&RULE, unit), ["3: \"Förnya recept\" [note]"]);
        let older = "[[exemptions]]\nservice = \"gammal-tjanst\"\nreason = \"x\"\n";
        assert_eq!(check(&RULE, older), ["2: \"gammal-tjanst\" [note]"]);
    }

    #[test]
    fn one_that_is_needed_expired_refused_or_in_doubt_is_left_alone() {
        let needed = &format!("[activities]\nforskriver = true\n{EXEMPTION}");
        assert_eq!(check(&RULE, needed), [""; 0]);
        assert_eq!(check(&RULE, EXEMPTION), [""; 0]);
        let expired = &format!("[activities]\nforskriver = false\n{EXEMPTION}until = 2026-01-01\n");
        assert_eq!(check(&RULE, expired), [""; 0]);
        let refused = "[activities]\nforskriver = true\n[services]\nfornya-recept = \"https://a.se\"\n[[exemptions]]\nservice = \"fornya-recept\"\nreason = \"annat\"\n";
        assert_eq!(check(&RULE, refused), [""; 0]);
    }
}
