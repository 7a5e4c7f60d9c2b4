//! `unanswered-visits`: the unit does not say which visits can be booked.

use crate::assess::verdict::{Obligation, Outcome};
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::rules::{Rule, Run, UnitContext, shortfall, wording};

/// The code.
pub static CODE: Code = Code {
    name: "unanswered-visits",
    group: Group::Offering,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("unanswered_visits"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    if context.unit.visits.is_some() || !context.is_bound() {
        return;
    }
    let concerned: Vec<_> = context
        .verdicts()
        .filter(|(demand, verdict)| {
            let bound = matches!(
                verdict.obligation,
                Some(Obligation::Must | Obligation::Should)
            );
            let about_visits = demand
                .service()
                .is_some_and(|service| service.visits.is_some());
            verdict.outcome == Outcome::Undetermined && bound && about_visits
        })
        .collect();
    if concerned.is_empty() {
        return;
    }
    let names = wording::listed(concerned.iter().map(|(demand, _)| demand.name()));
    let message = Text {
        en: format!(
            "which visits the unit has is not stated, so {} cannot be assessed",
            names.en
        )
        .into(),
        sv: format!(
            "det framgår inte vilka besök enheten har, så {} går inte att bedöma",
            names.sv
        )
        .into(),
    };
    let mut diagnostic = Diagnostic::new(&CODE, context.unit.span(), message).with_help(say!(
        "describe each kind of visit under `[[visits]]`, or write `visits = []` among the first keys if there are none",
        "beskriv varje slags besök under `[[visits]]`, eller skriv `visits = []` bland de första nycklarna om det inte finns några"
    ));
    for (demand, verdict) in &concerned {
        diagnostic = diagnostic.with_related(
            demand.duty_span(verdict),
            shortfall::duty_label(context, *demand, verdict),
        );
    }
    if let [(demand, _)] = concerned.as_slice() {
        diagnostic = diagnostic.with_service(demand.id());
    }
    found.push(diagnostic);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn a_clinic_without_visits_is_asked_for_them() {
        assert_eq!(
            check(&RULE, "name = \"Öppna kliniken\"\n"),
            ["1: \"Öppna kliniken\""]
        );
    }

    #[test]
    fn none_some_or_a_ward_need_no_more() {
        assert_eq!(check(&RULE, "visits = []\n"), [""; 0]);
        assert_eq!(
            check(
                &RULE,
                "[[visits]]\nname = \"Samtal\"\nassessment_first = true\n"
            ),
            [""; 0]
        );
        assert_eq!(check(&RULE, "type = \"avdelning\"\n"), [""; 0]);
        let exempt = "[[exemptions]]\nservice = \"boka\"\nreason = \"sambokning\"\n";
        assert_eq!(check(&RULE, exempt), [""; 0]);
    }
}
