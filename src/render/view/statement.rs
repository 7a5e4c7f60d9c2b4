//! The accessibility statement as readers see it.

use serde::Serialize;

use crate::model::site::Site;
use crate::model::statement::{Ground, Method, Shortcoming, Statement, Status, Translated};
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::contact::is_web;
use crate::render::view::localized::{Day, Localized};
use crate::render::view::phone::{PhoneView, phone_view};

/// The page.
#[derive(Debug, Serialize)]
pub struct StatementView<'a> {
    /// Who is behind the site and what the statement covers; nothing where that is not said.
    pub who: Option<String>,
    /// How far the site complies.
    pub status: Option<&'a str>,
    /// Whether it complies in full.
    pub is_full: bool,
    /// What is not accessible, by ground.
    pub grounds: Vec<GroundView<'a>>,
    /// Who assessed the site.
    pub method: Option<&'a str>,
    /// More on that.
    pub method_note: Option<Localized<'a>>,
    /// The day of the assessment.
    pub assessed: Option<Day>,
    /// The day the site was published.
    pub published: Option<Day>,
    /// The day the statement was last changed.
    pub updated: Option<Day>,
    /// Mailbox for reports.
    pub email: Option<&'a str>,
    /// Number for reports.
    pub phone: Option<PhoneView>,
    /// Form for reports.
    pub form: Option<&'a str>,
    /// The authority.
    pub authority: Option<AuthorityView<'a>>,
}

/// The shortcomings under one head of the law.
#[derive(Debug, Serialize)]
pub struct GroundView<'a> {
    /// The head; nothing where all are faults against the law, which is what the section says.
    pub heading: Option<&'a str>,
    /// The shortcomings.
    pub shortcomings: Vec<ShortcomingView<'a>>,
}

/// Something that is not accessible.
#[derive(Debug, Serialize)]
pub struct ShortcomingView<'a> {
    /// What.
    pub what: Localized<'a>,
    /// Why.
    pub reason: Localized<'a>,
    /// What to do instead.
    pub instead: Option<Localized<'a>>,
}

/// The authority that takes complaints.
#[derive(Debug, Serialize)]
pub struct AuthorityView<'a> {
    /// What it does.
    pub text: String,
    /// Where complaints are made.
    pub href: Option<&'a str>,
    /// What the link says.
    pub link: String,
}

/// The statement of a site.
pub fn statement_view<'a>(
    site: &'a Site,
    statement: &'a Statement,
    locale: &'a Locale,
) -> RenderResult<StatementView<'a>> {
    let day = |date: Option<chrono::NaiveDate>| date.map(|date| Day::new(date, locale)).transpose();
    let actor = statement
        .actor
        .as_deref()
        .or(site.publisher.as_ref().map(|publisher| &*publisher.name));
    let who = match actor {
        Some(actor) if !statement.covers.is_empty() => {
            let sites = locale.and(&statement.covers)?;
            let values = [("actor", actor.into()), ("sites", sites.into())];
            Some(locale.say("statement_who", &values)?)
        }
        _ => None,
    };
    let status = statement.status.as_ref().map(|status| status.value);
    let status_key = status.map(|status| match status {
        Status::Full => "statement_full",
        Status::Partly => "statement_partly",
        Status::None => "statement_none",
    });
    let method_key = statement.method.map(|method| match method {
        Method::SelfAssessment => "statement_self_assessment",
        Method::IndependentAudit => "statement_independent_audit",
    });
    let report = &statement.report;
    let form = report.url.as_ref().map(|url| url.as_str());
    Ok(StatementView {
        who,
        status: status_key.map(|key| locale.text(key)).transpose()?,
        is_full: status == Some(Status::Full),
        grounds: grounds(&statement.shortcomings, locale)?,
        method: method_key.map(|key| locale.text(key)).transpose()?,
        method_note: statement.method_note.as_ref().map(|it| said(it, locale)),
        assessed: day(statement.assessed)?,
        published: day(statement.published)?,
        updated: day(statement.updated)?,
        email: report.email.as_deref(),
        phone: report.phone.as_ref().map(phone_view),
        form: form.filter(|url| is_web(url)),
        authority: authority(statement, locale)?,
    })
}

/// Shortcomings by ground, faults against the law first.
fn grounds<'a>(all: &'a [Shortcoming], locale: &'a Locale) -> RenderResult<Vec<GroundView<'a>>> {
    let only_faults = all.iter().all(|it| it.ground == Ground::NonCompliance);
    let mut views = Vec::new();
    for (ground, key) in [
        (Ground::NonCompliance, "statement_non_compliance"),
        (Ground::Burden, "statement_burden"),
        (Ground::Exempt, "statement_exempt"),
    ] {
        let shortcomings: Vec<ShortcomingView<'a>> = all
            .iter()
            .filter(|it| it.ground == ground)
            .map(|it| ShortcomingView {
                what: said(&it.what, locale),
                reason: said(&it.reason, locale),
                instead: it.instead.as_ref().map(|instead| said(instead, locale)),
            })
            .collect();
        if !shortcomings.is_empty() {
            let heading = (!only_faults).then(|| locale.text(key)).transpose()?;
            views.push(GroundView {
                heading,
                shortcomings,
            });
        }
    }
    Ok(views)
}

fn authority<'a>(
    statement: &'a Statement,
    locale: &Locale,
) -> RenderResult<Option<AuthorityView<'a>>> {
    let Some(name) = &statement.authority.name else {
        return Ok(None);
    };
    let name = said(name, locale).text;
    let values = || [("authority", name.as_ref().into())];
    let url = statement.authority.url.as_ref().map(|url| url.as_str());
    Ok(Some(AuthorityView {
        text: locale.say("statement_authority", &values())?,
        href: url.filter(|url| is_web(url)),
        link: locale.say("statement_authority_link", &values())?,
    }))
}

/// A text in the language that the page's readers want.
fn said<'a>(text: &'a Translated, locale: &Locale) -> Localized<'a> {
    Localized::glossed(&text.sv, text.en.as_deref(), locale)
}
