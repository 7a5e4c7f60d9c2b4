//! `exemption-not-accepted`: an exemption for a reason that the rule set does not accept.

use crate::assess::offering::accepts_reason;
use crate::assess::verdict::{Obligation, Verdict};
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::rule_set::Service;
use crate::rules::{Rule, Run, UnitContext, wording};
use crate::text::Spanned;

/// The code.
pub static CODE: Code = Code {
    name: "exemption-not-accepted",
    group: Group::Offering,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("exemption_not_accepted"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    if !context.is_bound() {
        return;
    }
    for exemption in &context.unit.exemptions {
        let named = context.verdict_named(&exemption.service.value);
        let service =
            named.and_then(|(demand, verdict)| binds(verdict).then(|| demand.service())?);
        if let (Some(service), Some(reason)) = (service, &exemption.reason)
            && !exemption.has_expired_by(context.today)
            && !accepts_reason(service, &reason.value)
        {
            found.push(refused(service, reason));
        }
    }
    for (demand, verdict) in context.verdicts() {
        let Some((service, filter)) = demand.service().and_then(|s| Some((s, s.visits?))) else {
            continue;
        };
        if !service.exceptions_exhaustive || !binds(verdict) {
            continue;
        }
        let visits = context.unit.visits.iter().flatten();
        for visit in visits.filter(|visit| filter.takes(visit)) {
            if let Some(reason) = &visit.exempt
                && !accepts_reason(service, &reason.value)
            {
                found.push(refused(service, reason));
            }
        }
    }
}

fn binds(verdict: &Verdict) -> bool {
    matches!(
        verdict.obligation,
        Some(Obligation::Must | Obligation::Should)
    )
}

fn refused(service: &Service, reason: &Spanned<String>) -> Diagnostic {
    let (name, given) = (&service.name.value, &reason.value);
    let message = say!(
        "`{given}` is no accepted reason for an exemption from `{name}`",
        "`{given}` är inget godtaget skäl för undantag från `{name}`"
    );
    let known = wording::listed(service.exceptions.iter().map(|known| known.value.as_str()));
    let help = if service.exceptions.is_empty() {
        say!(
            "offer the service; the rule set allows no exemption from it",
            "erbjud tjänsten; riktlinjen tillåter inget undantag från den"
        )
    } else {
        Text {
            en: format!(
                "offer the service; the only accepted reasons are {}",
                known.en
            )
            .into(),
            sv: format!("erbjud tjänsten; de enda godtagna skälen är {}", known.sv).into(),
        }
    };
    let list = service
        .exceptions
        .first()
        .map_or(service.span, |first| first.span);
    Diagnostic::new(&CODE, reason.span, message)
        .with_service(&service.id.value)
        .with_related(list, say!("the accepted reasons", "de godtagna skälen"))
        .with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    fn unit(service: &str, reason: &str) -> String {
        format!(
            "[activities]\nforskriver = true\n[[exemptions]]\nservice = \"{service}\"\nreason = \"{reason}\"\n"
        )
    }

    #[test]
    fn a_reason_outside_an_exhaustive_list_is_refused() {
        assert_eq!(
            check(&RULE, &unit("fornya-recept", "tidsbrist")),
            ["5: \"tidsbrist\""]
        );
    }

    #[test]
    fn listed_reasons_open_lists_and_other_units_are_fine() {
        assert_eq!(
            check(&RULE, &unit("fornya-recept", "tekniskt-hinder")),
            [""; 0]
        );
        assert_eq!(check(&RULE, &unit("boka", "tidsbrist")), [""; 0]);
        let outside = unit("fornya-recept", "tidsbrist");
        assert_eq!(
            check(&RULE, &format!("administration = \"annan\"\n{outside}")),
            [""; 0]
        );
    }
}
