//! `unanswered-activity`: a question of the rule set that the unit has not answered.

use crate::assess::verdict::Outcome;
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::rules::{Rule, Run, UnitContext, wording};
use std::collections::BTreeMap;

/// The code.
pub static CODE: Code = Code {
    name: "unanswered-activity",
    group: Group::Offering,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("unanswered_activity"),
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
    let mut open: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for activity in &context.assessment.scope_unanswered {
        open.entry(activity).or_default();
    }
    for (demand, verdict) in context.verdicts() {
        if verdict.outcome == Outcome::Undetermined {
            for activity in &verdict.unanswered {
                open.entry(activity).or_default().push(demand.name());
            }
        }
    }
    let place = context.unit.activities_span.unwrap_or(context.unit.span());
    for activity in &rule_set.activities {
        let id = activity.id.value.as_str();
        let Some(services) = open.get(id) else {
            continue;
        };
        let sv = &activity.question;
        let en = activity.question_en.as_ref().unwrap_or(sv);
        let message = Text {
            en: format!("`{id}` is not answered: {en}").into(),
            sv: format!("`{id}` är inte besvarad: {sv}").into(),
        };
        let mut diagnostic = Diagnostic::new(&CODE, place, message)
            .with_related(activity.id.span, say!("asked here", "frågan ställs här"))
            .with_help(help(context, id, services));
        if let [_] = services.as_slice() {
            let only = context
                .verdicts()
                .find(|(demand, _)| demand.name() == services[0]);
            diagnostic.service = only.map(|(demand, _)| demand.id().to_owned());
        }
        found.push(diagnostic);
    }
}

fn help(context: &UnitContext<'_>, id: &str, services: &[&str]) -> Text {
    let answer = say!(
        "add `{id} = true` or `{id} = false` under `[activities]`",
        "lägg till `{id} = true` (ja) eller `{id} = false` (nej) under `[activities]`"
    );
    let names = wording::listed(services.iter().copied());
    let in_doubt = context
        .assessment
        .scope_unanswered
        .iter()
        .any(|open| open == id);
    let (why_en, why_sv) = match (in_doubt, services) {
        (true, _) => (
            "whether the rule set binds the unit".to_owned(),
            "om riktlinjen gäller enheten".to_owned(),
        ),
        (false, _) => (
            format!("whether the unit must offer {}", names.en),
            format!("om enheten ska erbjuda {}", names.sv),
        ),
    };
    Text {
        en: format!("{}; it decides {why_en}", answer.en).into(),
        sv: format!("{}; svaret avgör {why_sv}", answer.sv).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, words};

    #[test]
    fn each_open_question_is_named_once() {
        let unit = "[activities]\ngammal-fraga = true\n";
        assert_eq!(check(&RULE, unit), ["1: [activities]", "1: [activities]"]);
        let words = words(&RULE, unit);
        assert_eq!(
            words[0],
            "`forskriver` är inte besvarad: Förskriver enheten läkemedel? | lägg till `forskriver = true` (ja) eller `forskriver = false` (nej) under `[activities]`; svaret avgör om enheten ska erbjuda `Förnya recept`"
        );
        assert!(words[1].ends_with("ska erbjuda `Rådgivning` och `Råd i någon form`"));
    }

    #[test]
    fn answered_or_irrelevant_questions_are_not_named() {
        assert_eq!(
            check(&RULE, "[activities]\nforskriver = false\nger-rad = true\n"),
            [""; 0]
        );
        // A ward's prescriptions bind nobody; only the question on advice stays open.
        let ward = "type = \"avdelning\"\n";
        assert_eq!(check(&RULE, ward), ["0: \"Enheten\""]);
        assert_eq!(check(&RULE, "administration = \"annan\"\n"), [""; 0]);
    }
}
