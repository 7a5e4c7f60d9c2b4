//! What one can get help with, and what is new.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::notice::News;
use crate::model::practical::HelpItem;
use crate::model::unit::Unit;
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::contact::is_web;
use crate::render::view::hours::{WeekView, week_view};
use crate::render::view::localized::{Day, Localized};
use crate::render::view::phone::{PhoneView, phone_view};
use crate::render::view::upcoming_days::{DayForm, UpcomingDays};

/// Something one can get help with.
#[derive(Debug, Serialize)]
pub struct HelpView<'a> {
    /// What it is.
    pub title: Localized<'a>,
    /// More on it.
    pub text: Option<Localized<'a>>,
    /// Its own number.
    pub phone: Option<PhoneView>,
    /// When it is open.
    pub hours: Option<WeekView<'a>>,
    /// Where there is more to read.
    pub href: Option<&'a str>,
}

/// Something new.
#[derive(Debug, Serialize)]
pub struct NewsView<'a> {
    /// What it is.
    pub title: Localized<'a>,
    /// More on it.
    pub text: Option<Localized<'a>>,
    /// Last day shown: `2026-12-26`.
    pub last: Option<String>,
    /// The day it was first shown.
    pub from: Option<Day>,
}

/// What one can get help with.
pub fn help_view<'a>(
    unit: &'a Unit,
    upcoming: &UpcomingDays,
    locale: &Locale,
) -> RenderResult<Vec<HelpView<'a>>> {
    let items = unit.help.iter().map(|item| {
        let HelpItem {
            title,
            text,
            phone,
            hours,
            url,
        } = item;
        let text = text.as_ref();
        let url = url.as_ref().map(|url| url.as_str());
        Ok(HelpView {
            title: Localized::of_unit(unit, title, locale),
            text: text.map(|text| Localized::of_unit(unit, text, locale)),
            phone: phone.as_ref().map(phone_view),
            hours: week_view(unit, hours.as_ref(), DayForm::List, upcoming, locale)?,
            href: url.filter(|url| is_web(url)),
        })
    });
    items.collect()
}

/// What is new on a day.
pub fn news_view<'a>(
    unit: &'a Unit,
    today: NaiveDate,
    locale: &Locale,
) -> RenderResult<Vec<NewsView<'a>>> {
    let shown = unit.news.iter();
    let shown = shown.filter(|news| news.days().contain(today));
    let news = shown.map(|news| {
        let News {
            title,
            text,
            from,
            to,
        } = news;
        let text = text.as_ref();
        let from = from.as_ref();
        Ok(NewsView {
            title: Localized::of_unit(unit, title, locale),
            text: text.map(|text| Localized::of_unit(unit, text, locale)),
            last: to.as_ref().map(|to| to.value.to_string()),
            from: from.map(|from| Day::new(from.value, locale)).transpose()?,
        })
    });
    news.collect()
}
