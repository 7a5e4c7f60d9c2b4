//! Why a duty holds for a unit, in words: ", because the unit is private".

use crate::diagnostic::{Text, say};
use crate::model::condition::{Condition, UnitKind};
use crate::model::region::{Listed, Region};
use crate::model::rule_set::RuleSet;

/// The words behind the name of a duty whose condition holds; nothing where it cannot be said plainly.
pub fn because(condition: &Condition, rules: Option<&RuleSet>, region: &Region) -> Option<Text> {
    if matches!(condition, Condition::Always(true)) {
        return Some(say!(" (holds for all units)", " (gäller alla enheter)"));
    }
    let parts = match condition {
        Condition::All(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    };
    let (kinds, others): (Vec<_>, Vec<_>) = parts
        .iter()
        .partition(|part| matches!(part, Condition::Kind(_)));
    let kind = match kinds.as_slice() {
        [] => None,
        [Condition::Kind(kinds)] => match kinds.as_slice() {
            [one] => Some(*one),
            _ => return None,
        },
        _ => return None,
    };
    let subject = match kind {
        None => ("the unit", "enheten"),
        Some(UnitKind::Clinic) => ("the clinic", "mottagningen"),
        Some(UnitKind::Ward) => ("the ward", "avdelningen"),
    };
    let clauses: Option<Vec<Text>> = others
        .into_iter()
        .map(|part| clause(part, subject, rules, region))
        .collect();
    let clauses = match clauses?.as_slice() {
        [] => match kind? {
            UnitKind::Clinic => say!("the unit is a clinic", "enheten är en mottagning"),
            UnitKind::Ward => say!("the unit is a ward", "enheten är en avdelning"),
        },
        clauses => Text {
            en: joined(clauses, |text| &text.en, "and").into(),
            sv: joined(clauses, |text| &text.sv, "och").into(),
        },
    };
    let Text { en, sv } = clauses;
    Some(say!(", because {en}", ", eftersom {sv}"))
}

fn joined(clauses: &[Text], words: fn(&Text) -> &str, and: &str) -> String {
    let clauses: Vec<&str> = clauses.iter().map(words).collect();
    clauses.join(&format!(" {and} "))
}

fn clause(
    part: &Condition,
    (subject_en, subject_sv): (&str, &str),
    rules: Option<&RuleSet>,
    region: &Region,
) -> Option<Text> {
    let named = |listed: Option<&Listed>| listed.map(|listed| listed.name.clone());
    let only = |ids: &[String]| match ids {
        [one] => Some(one.clone()),
        _ => None,
    };
    Some(match part {
        Condition::Activity(ids) => {
            let id = only(ids)?;
            let activity = rules?.activities.iter().find(|it| it.id.value == id)?;
            let question = &activity.question;
            let answered = match &activity.question_en {
                Some(question) => format!("the answer is yes to “{question}”"),
                None => format!("the answer is yes to “{question}”"),
            };
            let sv = statement(question, subject_sv);
            Text {
                en: answered.into(),
                sv: sv
                    .unwrap_or_else(|| format!("svaret är ja på ”{question}”"))
                    .into(),
            }
        }
        Condition::PatientContact(true) => say!(
            "{subject_en} meets patients",
            "{subject_sv} har patientkontakt"
        ),
        Condition::Private(true) => say!("{subject_en} is private", "{subject_sv} är privat"),
        Condition::Private(false) => say!(
            "{subject_en} is the region's own",
            "{subject_sv} drivs av regionen"
        ),
        Condition::Type(ids) => {
            let id = only(ids)?;
            let unit_type = region.unit_type(&id)?;
            let name = unit_type.listed.name.to_lowercase();
            say!(
                "{subject_en} is of the type {name}",
                "{subject_sv} är av typen {name}"
            )
        }
        Condition::Agreement(ids) => {
            let name = named(region.agreement(&only(ids)?))?;
            say!(
                "{subject_en} has the agreement {name}",
                "{subject_sv} har avtalet {name}"
            )
        }
        Condition::Administration(ids) => {
            let name = named(region.administration(&only(ids)?))?;
            say!(
                "{subject_en} belongs to {name}",
                "{subject_sv} hör till {name}"
            )
        }
        _ => return None,
    })
}

/// A question to a unit as a statement: "Förskriver enheten läkemedel?" is "enheten förskriver läkemedel".
fn statement(question: &str, subject: &str) -> Option<String> {
    let (verb, rest) = question.split_once(" enheten ")?;
    let rest = rest.strip_suffix('?')?;
    let is_one_word = verb.chars().all(char::is_alphabetic);
    is_one_word.then(|| format!("{subject} {} {rest}", verb.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_becomes_a_statement() {
        let said = statement(
            "Förskriver enheten läkemedel till patienter?",
            "mottagningen",
        );
        assert_eq!(
            said.as_deref(),
            Some("mottagningen förskriver läkemedel till patienter")
        );
        assert_eq!(statement("Finns det en reception?", "enheten"), None);
    }
}
