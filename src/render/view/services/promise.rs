//! The response time and how far ahead times can be booked, in the region's own words.

use crate::model::calendar;
use crate::model::hours::calendar_day::CalendarDay;
use crate::model::response::{Limit, Promise, Response, ResponseCalendar, ServiceResponse};
use crate::model::rule_set::Service;
use crate::model::unit::Horizon;
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::serialized::Serialized;
use crate::render::view::services::offer::Offer;
use crate::render::view::shared::Sentence;

/// A response time in the region's own words.
#[derive(Clone, Copy)]
pub(super) struct Spoken {
    limit: Limit,
    calendar: ResponseCalendar,
    promise: Promise,
}

/// The response time that holds for a unit, or for a service of it: its own where that is better, else
/// the rule set's.
fn response(offer: &Offer<'_, '_>, service: Option<&Service>) -> Option<Spoken> {
    let own = offer.unit.response.as_ref().map(|own| own.value);
    let rule_set = offer.rule_set;
    let bound = rule_set.filter(|_| offer.assessment.in_scope);
    let asked = bound.and_then(|rules| match service {
        Some(service) => offer.assessment.response_for(rules, service),
        None => offer.assessment.response(rules),
    });
    let limit = match (own, asked.map(|asked| asked.value)) {
        (Some(own), Some(asked)) => own.quicker(asked),
        (one, other) => one.or(other)?,
    };
    let words = rule_set.and_then(|rules| rules.response.as_ref());
    Some(Spoken {
        limit,
        calendar: words.map_or(ResponseCalendar::WorkingDay, |asked| asked.calendar),
        promise: words.map_or(Promise::Answer, |asked| asked.promise),
    })
}

/// A sentence with a number, made once.
fn sentence(
    (key, name, count): (&'static str, &'static str, u32),
    offer: &Offer<'_, '_>,
    locale: &Locale,
) -> RenderResult<Serialized<str>> {
    let sentences = &offer.shared.sentences;
    sentences.get(Sentence::Response(key), &count, || {
        Ok(Serialized::new(&*locale.say(key, &[(name, count.into())])?))
    })
}

/// The promise as a sentence.
pub fn promise(offer: &Offer<'_, '_>, locale: &Locale) -> RenderResult<Option<Serialized<str>>> {
    let Some(spoken) = response(offer, None) else {
        return Ok(None);
    };
    Ok(Some(sentence(promise_text(spoken), offer, locale)?))
}

/// A response time as a sentence, in the region's own words.
pub fn promise_in_words(asked: &Response, limit: Limit, locale: &Locale) -> RenderResult<String> {
    let (key, name, count) = promise_text(Spoken {
        limit,
        calendar: asked.calendar,
        promise: asked.promise,
    });
    locale.say(key, &[(name, count.into())])
}

/// The key of a sentence, and the number it takes.
fn promise_text(spoken: Spoken) -> (&'static str, &'static str, u32) {
    match (spoken.limit, spoken.promise, spoken.calendar) {
        (Limit::Hours(hours), Promise::Feedback, _) => ("promise_feedback_hours", "hours", hours),
        (Limit::Hours(hours), Promise::Answer, _) => ("promise_answer_hours", "hours", hours),
        (Limit::Days(days), promise, calendar) => {
            let key = match (promise, calendar) {
                (Promise::Feedback, ResponseCalendar::WorkingDay) => "promise_feedback_working_day",
                (Promise::Feedback, ResponseCalendar::Weekday) => "promise_feedback_weekday",
                (Promise::Answer, ResponseCalendar::WorkingDay) => "promise_answer_working_day",
                (Promise::Answer, ResponseCalendar::Weekday) => "promise_answer_weekday",
            };
            (key, "days", days)
        }
    }
}

/// The answer that is promised for a service; nothing where none is.
pub(super) fn answer(offer: &Offer<'_, '_>, service: &Service) -> Option<Spoken> {
    let is_answered = service.response != ServiceResponse::None;
    response(offer, Some(service)).filter(|_| is_answered)
}

/// When an answer comes in a few words, where that is not what holds for the unit.
pub(super) fn reply(
    spoken: Spoken,
    offer: &Offer<'_, '_>,
    locale: &Locale,
) -> RenderResult<Option<Serialized<str>>> {
    if response(offer, None).is_some_and(|unit| unit.limit == spoken.limit) {
        return Ok(None);
    }
    let text = match (spoken.limit, spoken.promise, spoken.calendar) {
        (Limit::Hours(hours), Promise::Feedback, _) => ("reply_feedback_hours", "hours", hours),
        (Limit::Hours(hours), Promise::Answer, _) => ("reply_answer_hours", "hours", hours),
        (Limit::Days(days), promise, calendar) => {
            let key = match (promise, calendar) {
                (Promise::Feedback, ResponseCalendar::WorkingDay) => "reply_feedback_working_day",
                (Promise::Feedback, ResponseCalendar::Weekday) => "reply_feedback_weekday",
                (Promise::Answer, ResponseCalendar::WorkingDay) => "reply_answer_working_day",
                (Promise::Answer, ResponseCalendar::Weekday) => "reply_answer_weekday",
            };
            (key, "days", days)
        }
    };
    Ok(Some(sentence(text, offer, locale)?))
}

/// The promise for what is sent today, with `{day}` in the place of the day.
pub fn promise_today(offer: &Offer<'_, '_>, locale: &Locale) -> RenderResult<Option<String>> {
    let Some(spoken) = response(offer, None) else {
        return Ok(None);
    };
    let key = match (spoken.limit, spoken.promise) {
        (Limit::Hours(_) | Limit::Days(0), _) => return Ok(None),
        (Limit::Days(_), Promise::Feedback) => "promise_feedback_today",
        (Limit::Days(_), Promise::Answer) => "promise_answer_today",
    };
    Ok(Some(locale.say(key, &[("day", "{day}".into())])?))
}

/// For each day how many days later the answer to what is sent on it comes at the latest.
pub fn days_to_answer(offer: &Offer<'_, '_>, sent: &[CalendarDay]) -> Option<Vec<usize>> {
    const MOST: usize = 366;
    let Limit::Days(days @ 1..) = response(offer, None)?.limit else {
        return None;
    };
    let last = usize::try_from(days).ok()? - 1;
    let until = |sent: &CalendarDay| {
        let later = sent.date.iter_days().take(MOST).enumerate().skip(1);
        let mut working_days = later.filter(|(_, day)| calendar::is_working_day(*day));
        working_days.nth(last).map(|(at, _)| at)
    };
    sent.iter().map(until).collect()
}

/// How far ahead times can be booked.
pub fn horizon_in_words(
    horizon: Horizon,
    offer: &Offer<'_, '_>,
    locale: &Locale,
) -> RenderResult<Serialized<str>> {
    match horizon {
        Horizon::Weeks(weeks) => offer.shared.sentences.get(Sentence::Weeks, &weeks, || {
            let values = [("weeks", weeks.into())];
            Ok(Serialized::new(
                &*locale.say("booking_weeks_ahead", &values)?,
            ))
        }),
        Horizon::Until(last) => {
            let values = [("date", locale.date(last)?.into())];
            Ok(Serialized::new(&*locale.say("booking_until", &values)?))
        }
    }
}
