//! Whom a condition is about, in words: "Mottagningar som förskriver läkemedel".
//!
//! Every word comes from the locale, so that another language needs no code.

use fluent_bundle::FluentValue;

use crate::model::condition::{Condition, UnitKind};
use crate::model::region::{Listed, Region};
use crate::model::rule_set::{Activity, RuleSet};
use crate::render::error::RenderResult;
use crate::render::locale::Locale;

/// What conditions are put into words with.
#[derive(Clone, Copy)]
pub struct Who<'a> {
    /// The region, for names of types, administrations and so on.
    pub region: &'a Region,
    /// The rule set, for questions and services.
    pub rule_set: &'a RuleSet,
    /// The words.
    pub locale: &'a Locale,
}

/// Units in words: whom a sentence is about, and what is said of them.
#[derive(Default)]
struct Phrase {
    subject: Option<String>,
    clauses: Vec<String>,
}

impl<'a> Who<'a> {
    /// Whom a condition is about, to stand alone.
    pub fn of(&self, condition: &Condition) -> RenderResult<String> {
        match condition {
            Condition::Always(true) => Ok(self.locale.text("who_all")?.to_owned()),
            Condition::Always(false) => self.nobody(),
            Condition::Any(parts) if parts.len() > 1 => {
                let each = parts.iter().map(|part| self.of(part));
                let mut each = each.collect::<RenderResult<Vec<_>>>()?;
                for later in each.iter_mut().skip(1) {
                    *later = lower_first(later);
                }
                self.locale.or(&each)
            }
            _ => {
                let mut phrase = Phrase::default();
                self.add(condition, &mut phrase)?;
                self.join(phrase)
            }
        }
    }

    /// The words where no unit is bound.
    pub fn nobody(&self) -> RenderResult<String> {
        Ok(self.locale.text("who_nobody")?.to_owned())
    }

    fn join(&self, phrase: Phrase) -> RenderResult<String> {
        let subject = match phrase.subject {
            Some(subject) => subject,
            None => self.locale.text("who_units")?.to_owned(),
        };
        if phrase.clauses.is_empty() {
            return Ok(subject);
        }
        Ok(format!("{subject} {}", self.locale.and(&phrase.clauses)?))
    }

    /// Adds what a condition says to a phrase whose parts all hold.
    fn add(&self, condition: &Condition, phrase: &mut Phrase) -> RenderResult<()> {
        match condition {
            Condition::Always(true) => {}
            Condition::All(parts) => {
                for part in parts {
                    self.add(part, phrase)?;
                }
            }
            Condition::Kind(kinds) if phrase.subject.is_none() => {
                phrase.subject = Some(self.kinds(kinds)?);
            }
            Condition::Type(ids) if phrase.subject.is_none() => {
                phrase.subject = Some(self.types(ids)?);
            }
            other => phrase.clauses.push(self.clause(other)?),
        }
        Ok(())
    }

    /// A condition as something that is said of units.
    fn clause(&self, condition: &Condition) -> RenderResult<String> {
        let region = self.region;
        match condition {
            Condition::Administration(ids) => {
                self.named("who_administration", ids, |id| region.administration(id))
            }
            Condition::Agreement(ids) => {
                self.named("who_agreement", ids, |id| region.agreement(id))
            }
            Condition::System(ids) => self.named("who_system", ids, |id| {
                region.system(id).map(|system| &system.listed)
            }),
            Condition::CareForm(codes) => self.with_names("who_care_form", codes),
            Condition::Municipality(names) => self.with_names("who_municipality", names),
            Condition::Offers(ids) => {
                let name = |id: &String| {
                    let service = self.rule_set.service(id);
                    service.map_or_else(|| id.clone(), |service| service.name.value.clone())
                };
                self.with_names("who_offers", &ids.iter().map(name).collect::<Vec<_>>())
            }
            Condition::PatientContact(true) => self.plain("who_patients"),
            Condition::PatientContact(false) => self.plain("who_no_patients"),
            Condition::Private(true) => self.plain("who_private"),
            Condition::Private(false) => self.plain("who_own"),
            Condition::Activity(ids) => {
                let each = ids.iter().map(|id| self.activity(id));
                let each = each.collect::<RenderResult<Vec<_>>>()?;
                self.locale.or(&each)
            }
            Condition::Not(part) => {
                let what = lower_first(&self.of(part)?);
                self.locale.say("who_except", &[("what", what.into())])
            }
            Condition::Unreadable => self.plain("who_unknown"),
            Condition::Kind(_) | Condition::Type(_) | Condition::Any(_) | Condition::All(_) => {
                let what = lower_first(&self.of(condition)?);
                self.locale.say("who_being", &[("what", what.into())])
            }
            Condition::Always(_) => self.of(condition),
        }
    }

    /// Names of what the region lists under ids.
    fn named(
        &self,
        key: &str,
        ids: &[String],
        find: impl Fn(&str) -> Option<&'a Listed>,
    ) -> RenderResult<String> {
        let name = |id: &String| find(id).map_or_else(|| id.clone(), |listed| self.name(listed));
        self.with_names(key, &ids.iter().map(name).collect::<Vec<_>>())
    }

    fn plain(&self, key: &str) -> RenderResult<String> {
        Ok(self.locale.text(key)?.to_owned())
    }

    fn with_names(&self, key: &str, names: &[String]) -> RenderResult<String> {
        let names: FluentValue<'_> = self.locale.or(names)?.into();
        self.locale.say(key, &[("names", names)])
    }

    fn name(&self, listed: &Listed) -> String {
        let english = listed
            .name_en
            .as_ref()
            .filter(|_| self.locale.wants_gloss());
        english.unwrap_or(&listed.name).clone()
    }

    fn kinds(&self, kinds: &[UnitKind]) -> RenderResult<String> {
        let word = |kind: &UnitKind| {
            self.plain(match kind {
                UnitKind::Clinic => "who_clinics",
                UnitKind::Ward => "who_wards",
            })
        };
        let mut words = kinds
            .iter()
            .map(word)
            .collect::<RenderResult<Vec<String>>>()?;
        for later in words.iter_mut().skip(1) {
            *later = lower_first(later);
        }
        self.locale.and(&words)
    }

    /// Types by their plural where the region gives one.
    fn types(&self, ids: &[String]) -> RenderResult<String> {
        let plural = |id: &String| {
            let unit_type = self.region.unit_type(id)?;
            let english = unit_type
                .plural_en
                .as_ref()
                .filter(|_| self.locale.wants_gloss());
            english.or(unit_type.plural.as_ref()).cloned()
        };
        let plurals: Option<Vec<String>> = ids.iter().map(plural).collect();
        if let Some(mut plurals) = plurals {
            for later in plurals.iter_mut().skip(1) {
                *later = lower_first(later);
            }
            return self.locale.and(&plurals);
        }
        let name = |id: &String| {
            let unit_type = self.region.unit_type(id);
            unit_type.map_or_else(|| id.clone(), |it| self.name(&it.listed))
        };
        self.with_names("who_types", &ids.iter().map(name).collect::<Vec<_>>())
    }

    /// A question as something that is said of units: "Förskriver enheten läkemedel?" is "som förskriver
    /// läkemedel". Where the question has another shape it is told as it is.
    fn activity(&self, id: &str) -> RenderResult<String> {
        let question = match self.rule_set.activity(id) {
            Some(Activity { question_en, .. }) if self.locale.wants_gloss() => {
                // A question in Swedish would be no part of the sentence.
                let Some(english) = question_en else {
                    return Ok(self.locale.text("who_unknown")?.to_owned());
                };
                english
            }
            Some(activity) => &activity.question,
            None => id,
        };
        let subject = format!(" {} ", self.locale.text("who_question_subject")?);
        let auxiliary = self.locale.text("who_question_auxiliary")?;
        let parts = question
            .strip_suffix('?')
            .and_then(|asked| asked.split_once(subject.as_str()));
        match parts {
            Some((verb, rest))
                if !verb.contains(' ') && (auxiliary == "*" || verb == auxiliary) =>
            {
                let values = [
                    ("verb", lower_first(verb).into()),
                    ("rest", rest.to_owned().into()),
                ];
                self.locale.say("who_activity", &values)
            }
            _ => {
                let question = question.to_owned().into();
                self.locale
                    .say("who_activity_asked", &[("question", question)])
            }
        }
    }
}

/// A phrase to stand inside a sentence.
fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}
