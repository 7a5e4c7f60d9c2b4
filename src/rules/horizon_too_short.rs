//! `horizon-too-short`: times cannot be booked as far ahead as the rule set says.

use crate::assess::verdict::{Cause, Obligation, Verdict};
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::unit::Horizon;
use crate::rules::{Demand, Rule, Run, UnitContext, wording};

/// The code.
pub static CODE: Code = Code {
    name: "horizon-too-short",
    group: Group::Offering,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("horizon_too_short"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    // A horizon with a fault of form has a finding of its own.
    let is_unread = context.unit.unread.contains("booking");
    if !context.is_active() || context.unit.horizon.is_none() && is_unread {
        return;
    }
    for cause in [Cause::TooFewWeeksAhead, Cause::WeeksAheadUnknown] {
        let concerned: Vec<_> = context
            .verdicts()
            .filter(|(_, verdict)| verdict.causes.contains(&cause))
            .collect();
        if !concerned.is_empty() {
            found.push(too_short(context, &concerned));
        }
    }
}

fn too_short(context: &UnitContext<'_>, concerned: &[(Demand<'_>, &Verdict)]) -> Diagnostic {
    let places = concerned
        .iter()
        .filter_map(|(demand, _)| demand.service()?.weeks_ahead.as_ref());
    let most = places.clone().map(|weeks| weeks.value).max().unwrap_or(0);
    let needed = wording::weeks(most);
    let names = wording::listed(concerned.iter().map(|(demand, _)| demand.name()));
    let (message, place) = match &context.unit.horizon {
        Some(horizon) => (
            too_few(horizon.value, context.today, &needed, &names),
            horizon.span,
        ),
        None => (
            Text {
                en: format!(
                    "how far ahead times can be booked is not stated, but {} needs {}",
                    names.en, needed.en
                )
                .into(),
                sv: format!(
                    "det framgår inte hur långt fram det går att boka tid, men {} kräver {}",
                    names.sv, needed.sv
                )
                .into(),
            },
            context.services_place(),
        ),
    };
    let mut diagnostic = Diagnostic::new(&CODE, place, message).with_help(Text {
        en: format!(
            "open the schedule at least {} ahead and write `weeks_ahead = {most}` or more under `[booking]`",
            needed.en
        )
        .into(),
        sv: format!(
            "öppna tidboken minst {} framåt och skriv `weeks_ahead = {most}` eller mer under `[booking]`",
            needed.sv
        )
        .into(),
    });
    for weeks in places {
        diagnostic = diagnostic.with_related(weeks.span, say!("required here", "krävs här"));
    }
    if let [(demand, _)] = concerned {
        diagnostic = diagnostic.with_service(demand.id());
    }
    let heaviest = concerned.iter().map(|(_, verdict)| weight(verdict)).max();
    diagnostic.at_most(heaviest.filter(|level| *level != Level::Deny))
}

fn too_few(horizon: Horizon, today: chrono::NaiveDate, needed: &Text, names: &Text) -> Text {
    let have = wording::weeks(horizon.weeks_from(today));
    let (en, sv) = match horizon {
        Horizon::Weeks(_) => (
            format!("times can be booked {} ahead", have.en),
            format!("det går att boka {} framåt", have.sv),
        ),
        Horizon::Until(last) => (
            format!("times can be booked until {last}, {} ahead", have.en),
            format!("det går att boka till och med {last}, {} framåt", have.sv),
        ),
    };
    Text {
        en: format!("{en}, but {} needs {}", names.en, needed.en).into(),
        sv: format!("{sv}, men {} kräver {}", names.sv, needed.sv).into(),
    }
}

/// How heavy the shortfall of one service is.
fn weight(verdict: &Verdict) -> Level {
    match verdict.obligation {
        _ if verdict.phasing_in => Level::Note,
        Some(Obligation::Must) => Level::Deny,
        _ => Level::Warn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, words};

    const VISIT: &str =
        "[[visits]]\nname = \"Vaccination\"\nassessment_first = false\nbook = \"https://a.se\"\n";

    #[test]
    fn one_finding_names_all_services() {
        let unit =
            &format!("[services]\nomboka = \"https://a.se\"\n[booking]\nweeks_ahead = 3\n{VISIT}");
        assert_eq!(check(&RULE, unit), ["4: 3"]);
        assert!(words(&RULE, unit)[0].starts_with(
            "det går att boka 3 veckor framåt, men `Av- eller omboka tid` och `Boka tid` kräver 4 veckor"
        ));
    }

    #[test]
    fn the_last_day_counts_in_whole_weeks() {
        let until = |day| {
            format!("[services]\nomboka = \"https://a.se\"\n[booking]\nbookable_until = {day}\n")
        };
        assert_eq!(check(&RULE, &until("2026-12-18")), ["4: 2026-12-18"]);
        assert_eq!(check(&RULE, &until("2026-12-19")), [""; 0]);
    }

    #[test]
    fn what_is_not_stated_is_found_at_the_services() {
        let unit = "[services]\nomboka = \"https://a.se\"\n";
        assert_eq!(check(&RULE, unit), ["1: [services]"]);
    }

    #[test]
    fn what_is_not_offered_needs_no_horizon() {
        assert_eq!(check(&RULE, "[booking]\nweeks_ahead = 1\n"), [""; 0]);
        let far =
            &format!("[services]\nomboka = \"https://a.se\"\n[booking]\nweeks_ahead = 4\n{VISIT}");
        assert_eq!(check(&RULE, far), [""; 0]);
    }
}
