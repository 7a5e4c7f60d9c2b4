//! What an editor shows over a word: what a key is for, what a service means and whether it binds.

use std::ops::Range;

use crate::assess::verdict::{Cause, Obligation, Outcome, Verdict};
use crate::compile::Compilation;
use crate::diagnostic::Language;
use crate::language::meaning::{FileContext, Thing};
use crate::language::place::{self, Role};
use crate::load::shape::Key;
use crate::load::shape::walk::key_at;
use crate::model::region::Listed;
use crate::model::rule_set::{RuleSet, Service};
use crate::text::inputs::Inputs;
use crate::text::{FileId, Span};

/// Words on a part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The part.
    pub range: Range<usize>,
    /// The words, in Markdown.
    pub markdown: String,
}

/// What is shown at an offset.
pub fn hover(
    compilation: &Compilation,
    inputs: &Inputs,
    file: FileId,
    offset: usize,
    language: Language,
) -> Option<Hover> {
    let context = FileContext::new(compilation, inputs, file)?;
    let place = place::at(context.text(), offset);
    if place.range.is_empty() || place.role == Role::Comment {
        return None;
    }
    let markdown = match context.meaning(&place) {
        Some(thing) => Some(about(&context, thing, language)),
        None => {
            let mut path = place.path.clone();
            if place.role != Role::Value {
                path.push(place.word.clone());
            }
            key_at(context.kind.shape(), &path).map(|key| about_key(key, language))
        }
    };
    Some(Hover {
        range: place.range,
        markdown: markdown?,
    })
}

/// What a key is for, what it may hold, and whether it must be there.
pub fn about_key(key: &Key, language: Language) -> String {
    let expected = key.kind.expected();
    let (purpose, expected) = match language {
        Language::English => (key.en, expected.en),
        Language::Swedish => (key.sv, expected.sv),
    };
    let demand = match (language, key.required) {
        (Language::English, true) => "Must be there",
        (Language::English, false) => "May be left out",
        (Language::Swedish, true) => "Måste finnas",
        (Language::Swedish, false) => "Kan utelämnas",
    };
    format!("`{}`: {purpose}\n\n{demand}; {expected}.", key.name)
}

fn about(context: &FileContext<'_>, thing: Thing<'_>, language: Language) -> String {
    let english = language == Language::English;
    let gloss = |sv: &str, en: Option<&str>| match en {
        Some(en) if english => format!("{sv} ({en})"),
        _ => sv.to_owned(),
    };
    let listed = |listed: &Listed| {
        let name = gloss(&listed.name, listed.name_en.as_deref());
        format!("**{name}** (`{}`)", listed.id.value)
    };
    match thing {
        Thing::Service(rules, service) => about_service(context, rules, service, language),
        Thing::Group(group) => {
            let name = group.name.as_deref().unwrap_or(&group.id.value);
            let services = group.services.iter().map(|id| format!("`{}`", id.value));
            let services = services.collect::<Vec<_>>().join(", ");
            let one_of = if english { "One of" } else { "En av" };
            format!("**{name}**\n\n{one_of}: {services}")
        }
        Thing::Activity(activity) => {
            let question = match &activity.question_en {
                Some(en) if english => en,
                _ => &activity.question,
            };
            format!("{question}\n\n`{}`", activity.id.value)
        }
        Thing::Reason(reason) => gloss(&reason.text, reason.text_en.as_deref()),
        Thing::VisitName(name) => {
            format!("**{}**", gloss(&name.name.value, name.name_en.as_deref()))
        }
        Thing::Response(response) => {
            let within = response.limit.value.within(response.calendar);
            if english {
                format!("The rule set's response time: {}.", within.en)
            } else {
                format!("Riktlinjens svarstid: {}.", within.sv)
            }
        }
        Thing::Type(unit_type) => {
            let kind = unit_type
                .kind
                .map(|kind| format!(", {}", kind.name()))
                .unwrap_or_default();
            format!("{}{kind}", listed(&unit_type.listed))
        }
        Thing::Listed(one) => listed(one),
        Thing::Municipality(name) => format!("**{}**", name.value),
        Thing::Unit(unit) => format!("**{}** (`{}`)", unit.display_name(), unit.id),
        Thing::Code(code) => {
            let sections = code.explanation.get(language);
            format!(
                "`{}`: {}\n\n{}\n\n{}",
                code.name, sections.what, sections.why, sections.fix
            )
        }
    }
}

/// A service: its standard name and meaning, whether it binds the unit, by which words of the rule set,
/// and how the unit stands.
fn about_service(
    context: &FileContext<'_>,
    rules: &RuleSet,
    service: &Service,
    language: Language,
) -> String {
    let english = language == Language::English;
    let name = match &service.name_en {
        Some(en) if english => format!("**{}** ({en})", service.name.value),
        _ => format!("**{}**", service.name.value),
    };
    let mut parts = vec![format!("{name} · `{}`", service.id.value)];
    let summary = match &service.summary_en {
        Some(en) if english => Some(en),
        _ => service.summary.as_ref(),
    };
    parts.extend(summary.cloned());
    match context.verdict(service) {
        Some(verdict) => parts.push(standing(context, service, &verdict, language)),
        None if context
            .rule_set
            .is_some_and(|own| !std::ptr::eq(own, rules)) =>
        {
            parts.push(if english {
                format!("Only in another version of the rule set: `{}`.", rules.id)
            } else {
                format!(
                    "Finns bara i en annan version av riktlinjen: `{}`.",
                    rules.id
                )
            });
        }
        None => {}
    }
    if let Some(applies_to) = &service.applies_to {
        let heading = if english {
            "Must be offered by"
        } else {
            "Ska erbjudas av"
        };
        parts.push(format!("> {heading}: {applies_to}"));
    }
    if let Some(source) = &service.source {
        let heading = if english { "Source" } else { "Källa" };
        parts.push(format!("{heading}: {source}"));
    }
    parts.join("\n\n")
}

/// Whether a service binds the unit and how the unit stands, with the condition that decides it.
fn standing(
    context: &FileContext<'_>,
    service: &Service,
    verdict: &Verdict,
    language: Language,
) -> String {
    let mut text = sentence(verdict, language).to_owned();
    let causes = verdict
        .causes
        .iter()
        .map(|cause| cause_words(*cause, language));
    let causes = causes.collect::<Vec<_>>().join(", ");
    if !causes.is_empty() {
        text = format!("{text} {causes}.");
    }
    if !verdict.unanswered.is_empty() {
        let questions = verdict.unanswered.iter().map(|id| format!("`{id}`"));
        let questions = questions.collect::<Vec<_>>().join(", ");
        let lead = match language {
            Language::English => "Answer first:",
            Language::Swedish => "Svara först på:",
        };
        text = format!("{text} {lead} {questions}.");
    }
    let duty = &service.duty;
    let (key, condition) = match verdict.obligation {
        Some(Obligation::Must) => ("must_when", &duty.must),
        Some(Obligation::Should) => ("should_when", &duty.should),
        Some(Obligation::May) => ("may_when", &duty.may),
        Some(Obligation::MustNot) => ("must_not_when", &duty.must_not),
        None => ("must_when", &duty.must),
    };
    if let Some(condition) = condition {
        let words = written(context, condition.span);
        text = format!("{text}\n\n```toml\n{key} = {words}\n```");
    }
    text
}

fn written<'a>(context: &FileContext<'a>, span: Span) -> &'a str {
    let sources = &context.compilation.sources;
    &sources.get(span.file).text[sources.clamp(span)]
}

/// How binding the service is for the unit, and how the unit stands.
fn sentence(verdict: &Verdict, language: Language) -> &'static str {
    let english = language == Language::English;
    let pick = |en, sv| if english { en } else { sv };
    match (verdict.outcome, verdict.obligation) {
        (Outcome::OutOfScope, _) => pick(
            "The rule set does not bind this unit.",
            "Riktlinjen gäller inte enheten.",
        ),
        (Outcome::Undetermined, _) => pick(
            "It is not yet known whether this unit must offer it.",
            "Det går ännu inte att avgöra om enheten ska erbjuda den.",
        ),
        (Outcome::NotApplicable, Some(Obligation::May)) => {
            pick("This unit may offer it.", "Enheten kan erbjuda den.")
        }
        (Outcome::NotApplicable, _) => pick(
            "This unit need not offer it.",
            "Enheten behöver inte erbjuda den.",
        ),
        (Outcome::Met, Some(Obligation::MustNot)) => pick(
            "This unit must not offer it, and does not.",
            "Enheten får inte erbjuda den och gör det inte.",
        ),
        (Outcome::Met, Some(Obligation::Should)) => pick(
            "This unit should offer it, and does.",
            "Enheten bör erbjuda den och gör det.",
        ),
        (Outcome::Met, _) => pick(
            "This unit must offer it, and does.",
            "Enheten ska erbjuda den och gör det.",
        ),
        (Outcome::Exempt, _) => pick(
            "This unit must offer it, but is exempt.",
            "Enheten ska erbjuda den men har ett undantag.",
        ),
        (Outcome::Unmet, Some(Obligation::MustNot)) => pick(
            "This unit must not offer it.",
            "Enheten får inte erbjuda den.",
        ),
        (Outcome::Unmet, Some(Obligation::Should)) => pick(
            "This unit should offer it, but something is lacking:",
            "Enheten bör erbjuda den, men något brister:",
        ),
        (Outcome::Unmet, _) => pick(
            "This unit must offer it, but something is lacking:",
            "Enheten ska erbjuda den, men något brister:",
        ),
    }
}

fn cause_words(cause: Cause, language: Language) -> &'static str {
    let (en, sv) = match cause {
        Cause::NotOffered => ("it is not offered", "den erbjuds inte"),
        Cause::OnlyByPhoneOrLetter => (
            "it is given only by phone, by letter or at the unit",
            "den ges bara per telefon, brev eller på plats",
        ),
        Cause::TooFewWeeksAhead => (
            "times cannot be booked far enough ahead",
            "det går inte att boka tillräckligt långt fram",
        ),
        Cause::WeeksAheadUnknown => (
            "it is not said how far ahead times can be booked",
            "det står inte hur långt fram det går att boka",
        ),
        Cause::VisitNotBookable => ("a visit cannot be booked", "ett besök går inte att boka"),
        Cause::VisitMissing => ("a visit is missing", "ett besök saknas"),
        Cause::Forbidden => ("it must not be offered", "den får inte erbjudas"),
    };
    match language {
        Language::English => en,
        Language::Swedish => sv,
    }
}
