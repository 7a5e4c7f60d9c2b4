//! The response time and how far ahead times can be booked, in the region's own words.

use tera::Value;

use crate::model::rule_set::{Promise, Response, ResponseCalendar};
use crate::model::unit::Horizon;
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::cache::Cache;
use crate::render::view::services::Offer;

/// The response time that holds for a unit: its own where that is better, else the rule set's.
fn response(offer: &Offer<'_, '_>) -> Option<(u32, ResponseCalendar, Promise)> {
    let own = offer.unit.response_days.as_ref().map(|days| days.value);
    let bound = offer.assessment.in_scope;
    let asked: Option<&Response> = offer
        .rule_set
        .and_then(|rule_set| rule_set.response.as_ref());
    match (own, asked) {
        (Some(own), Some(asked)) if bound => {
            Some((own.min(asked.days), asked.calendar, asked.promise))
        }
        (Some(own), asked) => {
            let calendar = asked.map_or(ResponseCalendar::WorkingDay, |asked| asked.calendar);
            Some((
                own,
                calendar,
                asked.map_or(Promise::Answer, |asked| asked.promise),
            ))
        }
        (None, Some(asked)) if bound => Some((asked.days, asked.calendar, asked.promise)),
        _ => None,
    }
}

/// Sentences on response times and times that can be booked, of the pages of a language.
pub type Sentences = Cache<Sentence, u32>;

/// What a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sentence {
    /// The key of a text, which takes a number of days.
    Days(&'static str),
    /// Weeks ahead for which times can be booked.
    Weeks,
}

/// A sentence with a number, made once.
fn sentence(
    key: &'static str,
    days: u32,
    offer: &Offer<'_, '_>,
    locale: &Locale,
) -> RenderResult<Value> {
    let sentences = &offer.shared.sentences;
    sentences.get(Sentence::Days(key), &days, || {
        Ok(Value::from(locale.say(key, &[("days", days.into())])?))
    })
}

/// The promise as a sentence.
pub fn promise(offer: &Offer<'_, '_>, locale: &Locale) -> RenderResult<Option<Value>> {
    let Some((days, calendar, promise)) = response(offer) else {
        return Ok(None);
    };
    let key = promise_key(calendar, promise);
    Ok(Some(sentence(key, days, offer, locale)?))
}

/// A response time as a sentence, in the region's own words.
pub fn promise_in_words(
    days: u32,
    calendar: ResponseCalendar,
    promise: Promise,
    locale: &Locale,
) -> RenderResult<String> {
    locale.say(promise_key(calendar, promise), &[("days", days.into())])
}

fn promise_key(calendar: ResponseCalendar, promise: Promise) -> &'static str {
    match (promise, calendar) {
        (Promise::Feedback, ResponseCalendar::WorkingDay) => "promise_feedback_working_day",
        (Promise::Feedback, ResponseCalendar::Weekday) => "promise_feedback_weekday",
        (Promise::Answer, ResponseCalendar::WorkingDay) => "promise_answer_working_day",
        (Promise::Answer, ResponseCalendar::Weekday) => "promise_answer_weekday",
    }
}

/// The promise in a few words, beside the services it holds for.
pub fn reply(offer: &Offer<'_, '_>, locale: &Locale) -> RenderResult<Option<Value>> {
    let Some((days, calendar, promise)) = response(offer) else {
        return Ok(None);
    };
    let key = match (promise, calendar) {
        (Promise::Feedback, ResponseCalendar::WorkingDay) => "reply_feedback_working_day",
        (Promise::Feedback, ResponseCalendar::Weekday) => "reply_feedback_weekday",
        (Promise::Answer, ResponseCalendar::WorkingDay) => "reply_answer_working_day",
        (Promise::Answer, ResponseCalendar::Weekday) => "reply_answer_weekday",
    };
    Ok(Some(sentence(key, days, offer, locale)?))
}

/// How far ahead times can be booked.
pub fn horizon_in_words(
    horizon: Horizon,
    offer: &Offer<'_, '_>,
    locale: &Locale,
) -> RenderResult<Value> {
    match horizon {
        Horizon::Weeks(weeks) => offer.shared.sentences.get(Sentence::Weeks, &weeks, || {
            let values = [("weeks", weeks.into())];
            Ok(Value::from(locale.say("booking_weeks_ahead", &values)?))
        }),
        Horizon::Until(last) => {
            let values = [("date", locale.date(last)?.into())];
            Ok(Value::from(locale.say("booking_until", &values)?))
        }
    }
}
