//! What differs in what a unit's files say, as values and not as lines: comments and layout do not count.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::diagnostic::{Text, say};
use crate::diff::change::{Changes, State, plain, written};
use crate::diff::phrases::{answer, joined, same, topic};
use crate::diff::{Change, Topic, offering, practical, weekly};
use crate::model::hours::stated::Closure;
use crate::model::interned_str::InternedStr;
use crate::model::name::fold;
use crate::model::notice::Notice;
use crate::model::region::Listed;
use crate::model::response::Limit;
use crate::model::stated_phone::StatedPhone;
use crate::model::unit::{ExtraService, FunctionPhone, Responsible, Unit};
use crate::text::Spanned;

/// Everything that differs between two states of a unit, the most important first.
pub fn compare(before: State<'_>, after: State<'_>) -> Vec<Change> {
    let mut changes = Changes::default();
    page(&mut changes, before, after);
    offering::compare(&mut changes, before, after);
    phones(&mut changes, before.unit, after.unit);
    weekly::compare(&mut changes, before.unit, after.unit);
    temporary(&mut changes, before.unit, after.unit);
    texts(&mut changes, before.unit, after.unit);
    practical::compare(&mut changes, before.unit, after.unit);
    facts(&mut changes, before, after);
    changes.list.sort_by_key(|change| change.topic);
    changes.list
}

/// What a unit offers that was not there, or offered and is no longer.
pub fn offered(state: State<'_>, is_new: bool) -> Vec<Change> {
    let mut nothing = state.unit.clone();
    nothing.services.clear();
    nothing.extra_services.clear();
    nothing.horizon = None;
    nothing.visits = None;
    let empty = State {
        unit: &nothing,
        region: None,
        assessment: None,
        today: state.today,
    };
    let mut changes = Changes::default();
    let (before, after) = if is_new {
        (empty, state)
    } else {
        (state, empty)
    };
    page(&mut changes, before, after);
    offering::compare(&mut changes, before, after);
    changes.list.retain(|change| change.topic <= Topic::Booking);
    changes.list.sort_by_key(|change| change.topic);
    changes.list
}

fn page(changes: &mut Changes, before: State<'_>, after: State<'_>) {
    let shown = |state: State<'_>| {
        Some(match state.unit.is_shown_on(state.today) {
            true => say!("shown", "visas"),
            false => say!("not shown", "visas inte"),
        })
    };
    let (old, new) = (before.unit, after.unit);
    let day =
        |day: &Option<Spanned<NaiveDate>>| day.as_ref().map(|day| same(day.value.to_string()));
    changes.value(
        Topic::Page,
        say!("The page", "Sidan"),
        shown(before),
        shown(after),
    );
    changes.value(
        Topic::Page,
        say!("Opens", "Öppnar"),
        day(&old.opens),
        day(&new.opens),
    );
    let closes = say!("Closes for good", "Stänger för gott");
    changes.value(Topic::Page, closes, day(&old.closes), day(&new.closes));
    let days = |unit: &Unit| {
        Some(match unit.response.as_ref()?.value {
            Limit::Days(0) => say!("the same day", "samma dag"),
            Limit::Days(1) => say!("1 day", "1 dag"),
            Limit::Days(days) => say!("{days} days", "{days} dagar"),
            Limit::Hours(1) => say!("1 hour", "1 timme"),
            Limit::Hours(hours) => say!("{hours} hours", "{hours} timmar"),
        })
    };
    let promise = say!("The unit's own promise", "Enhetens eget löfte");
    changes.value(Topic::Response, promise, days(old), days(new));
}

fn phones(changes: &mut Changes, before: &Unit, after: &Unit) {
    let number = topic(Topic::Phone);
    let phone = |number: &StatedPhone| same(number.written.as_str());
    let main = |unit: &Unit| unit.contact.phone.as_ref().map(phone);
    changes.value(Topic::Phone, number, main(before), main(after));
    let by_label = |unit: &Unit| {
        let phones = unit.contact.phones.iter().map(|phone| {
            let FunctionPhone {
                label,
                number,
                hours,
                service,
                span: _,
            } = phone;
            let label = written(label).unwrap_or_default().to_owned();
            let service = written(service).map(str::to_owned);
            (label, ((number.clone(), service), hours.clone()))
        });
        phones.collect()
    };
    let (mut old, mut new): (BTreeMap<_, _>, BTreeMap<_, _>) = (by_label(before), by_label(after));
    let labels: BTreeSet<String> = old.keys().chain(new.keys()).cloned().collect();
    for label in labels {
        let (old, new) = (old.remove(&label), new.remove(&label));
        let number = |stated: &Option<((Option<StatedPhone>, Option<String>), _)>| {
            let ((number, service), _) = stated.as_ref()?;
            let number = number.as_ref().map(phone);
            let number = number.unwrap_or_else(|| say!("no number", "inget nummer"));
            let service = service.as_ref().map(|it| say!("for {it}", "för {it}"));
            Some(service.map_or(number.clone(), |it| joined(&number, ", ", &it)))
        };
        changes.value(Topic::Phone, same(&label), number(&old), number(&new));
        let hours = |phone: Option<(_, Option<_>)>| phone?.1;
        let (old, new) = (hours(old), hours(new));
        weekly::all_weeks(
            changes,
            Topic::Phone,
            &same(&label),
            old.as_ref(),
            new.as_ref(),
        );
    }
}

/// Closures and temporary information.
fn temporary(changes: &mut Changes, before: &Unit, after: &Unit) {
    let closures = |unit: &Unit| {
        let closures = unit.closures.iter().map(|closure| {
            let Closure {
                from,
                to,
                reason,
                answered_by,
                span: _,
            } = closure;
            let days = weekly::stretch(from.value, to.as_ref().map(|to| to.value));
            let mut words = written(reason).map_or_else(|| say!("closed", "stängt"), same);
            if let Some(by) = written(answered_by) {
                let by = say!("answered by {by}", "besvaras av {by}");
                words = joined(&words, ", ", &by);
            }
            (days.en.to_string(), days, words)
        });
        closures.collect()
    };
    changes.entries(Topic::Closures, closures(before), closures(after));
    let notices = |unit: &Unit| -> BTreeMap<String, Text> {
        let shown = unit.notices.iter().filter_map(|notice| {
            let Notice {
                from,
                to,
                text,
                span: _,
            } = notice;
            let text = written(text)?.to_owned();
            let day = |day: &Option<Spanned<NaiveDate>>| {
                day.as_ref()
                    .map_or("…".to_owned(), |day| day.value.to_string())
            };
            Some((text, same(format!("{} – {}", day(from), day(to)))))
        });
        shown.collect()
    };
    let (old, new) = (notices(before), notices(after));
    let gone: Vec<&String> = old.keys().filter(|text| !new.contains_key(*text)).collect();
    let come: Vec<&String> = new.keys().filter(|text| !old.contains_key(*text)).collect();
    for (text, days) in &new {
        if let Some(before) = old.get(text) {
            let before = Some(before.clone());
            changes.value(Topic::Notices, same(text), before, Some(days.clone()));
        }
    }
    if let ([gone], [come]) = (gone.as_slice(), come.as_slice()) {
        let subject = joined(&say!("Shown", "Visas"), " ", &new[*come]);
        changes.prose(Topic::Notices, subject, Some(gone), Some(come));
        return;
    }
    let subject = |days: &Text| joined(&say!("Shown", "Visas"), " ", days);
    for text in gone {
        changes.prose(Topic::Notices, subject(&old[text]), Some(text), None);
    }
    for text in come {
        changes.prose(Topic::Notices, subject(&new[text]), None, Some(text));
    }
}

fn texts(changes: &mut Changes, before: &Unit, after: &Unit) {
    let name = say!("Name", "Namn");
    changes.value(Topic::Name, name, plain(&before.name), plain(&after.name));
    let joined = |values: Vec<&str>| (!values.is_empty()).then(|| same(values.join(", ")));
    let list = |values: &[Spanned<String>]| joined(values.iter().map(Spanned::as_str).collect());
    let summary = say!("Summary", "Sammanfattning");
    changes.prose(
        Topic::About,
        summary,
        written(&before.summary),
        written(&after.summary),
    );
    let languages: BTreeSet<&String> = before.about.keys().chain(after.about.keys()).collect();
    for language in languages {
        let text = |unit: &Unit| unit.about.get(language).map(|text| text.source.to_string());
        let subject = say!("About us ({language})", "Om oss ({language})");
        let (before, after) = (text(before), text(after));
        changes.prose(Topic::About, subject, before.as_deref(), after.as_deref());
    }
    let (old, new) = (&before.contact, &after.contact);
    let website = say!("Website", "Webbplats");
    changes.value(
        Topic::Other,
        website,
        plain(&old.website),
        plain(&new.website),
    );
    let related = say!("Related units", "Relaterade enheter");
    changes.value(
        Topic::Other,
        related,
        list(&before.related),
        list(&after.related),
    );
    let former = say!("Former addresses", "Tidigare adresser");
    changes.value(
        Topic::Other,
        former,
        list(&before.former_names),
        list(&after.former_names),
    );
    let provider = |unit: &Unit| plain(&unit.provider.as_ref()?.name);
    let run_by = say!("Run by", "Drivs av");
    changes.value(Topic::Other, run_by, provider(before), provider(after));
    let reviewed = |unit: &Unit| Some(same(unit.reviewed.as_ref()?.value.to_string()));
    let subject = say!("Reviewed", "Granskad");
    changes.value(Topic::Other, subject, reviewed(before), reviewed(after));
}

/// What decides which duties bind, and who answers for the page.
fn facts(changes: &mut Changes, before: State<'_>, after: State<'_>) {
    let (old, new) = (before.unit, after.unit);
    let names = |ids: &[&str], find: &dyn Fn(&str) -> Option<String>| {
        let names: Vec<String> = ids
            .iter()
            .map(|id| find(id).unwrap_or_else(|| (*id).to_owned()))
            .collect();
        (!names.is_empty()).then(|| same(names.join(", ")))
    };
    let listed = |found: Option<&Listed>| found.map(|listed| listed.name.clone());
    let administration = |state: State<'_>| {
        let id: Vec<_> = state
            .unit
            .administration
            .iter()
            .map(InternedStr::as_str)
            .collect();
        names(&id, &|id| listed(state.region?.administration(id)))
    };
    let kind = |state: State<'_>| {
        let id: Vec<_> = state
            .unit
            .unit_type
            .iter()
            .map(InternedStr::as_str)
            .collect();
        names(&id, &|id| {
            state.region?.unit_type(id).map(|it| it.listed.name.clone())
        })
    };
    let agreements = |state: State<'_>| {
        let ids: Vec<_> = state.unit.agreements.iter().map(Spanned::as_str).collect();
        names(&ids, &|id| listed(state.region?.agreement(id)))
    };
    let system = |state: State<'_>| {
        let id: Vec<_> = state.unit.system.iter().map(Spanned::as_str).collect();
        names(&id, &|id| {
            listed(state.region?.system(id).map(|it| &it.listed))
        })
    };
    let topic = Topic::Facts;
    changes.value(topic, say!("Type", "Typ"), kind(before), kind(after));
    let subject = say!("Administration", "Förvaltning");
    changes.value(
        topic,
        subject,
        administration(before),
        administration(after),
    );
    let subject = say!("Agreements", "Avtal");
    changes.value(topic, subject, agreements(before), agreements(after));
    let subject = say!("Record system", "Journalsystem");
    changes.value(topic, subject, system(before), system(after));
    let yes = |yes: bool| Some(answer(yes));
    let private = say!("Private", "Privat");
    changes.value(topic, private, yes(old.is_private()), yes(new.is_private()));
    let contact = say!("Meets patients", "Har patientkontakt");
    changes.value(
        topic,
        contact,
        yes(old.patient_contact),
        yes(new.patient_contact),
    );
    changes.value(
        topic,
        same("HSA-id"),
        plain(&old.hsa_id),
        plain(&new.hsa_id),
    );
    let owner = |unit: &Unit| {
        let Responsible {
            role,
            email,
            span: _,
        } = unit.responsible.as_ref()?;
        let parts = [written(role), written(email)];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        Some(same(parts.join(", ")))
    };
    changes.value(
        topic,
        say!("Responsible", "Ansvarig"),
        owner(old),
        owner(new),
    );
    changes.entries(topic, consultations(old), consultations(new));
    let ids: BTreeSet<&String> = old.activities.keys().chain(new.activities.keys()).collect();
    for id in ids {
        let question = |state: State<'_>| {
            let rules = state.region?.rule_sets.get(state.assessment?.rule_set?)?;
            let activity = rules.activity(id)?;
            let english = activity.question_en.as_ref().unwrap_or(&activity.question);
            Some(Text {
                en: english.clone().into(),
                sv: activity.question.clone().into(),
            })
        };
        let subject = question(after).or_else(|| question(before));
        let reply = |unit: &Unit| unit.activities.get(id).map(|it| answer(it.value));
        changes.value(
            topic,
            subject.unwrap_or_else(|| same(id)),
            reply(old),
            reply(new),
        );
    }
}

/// The days on which the unit's own services were talked over with the region.
fn consultations(unit: &Unit) -> Vec<(String, Text, Text)> {
    let days = unit.extra_services.iter().filter_map(|extra| {
        let ExtraService {
            name,
            // What residents notice.
            url: _,
            agreed,
            span: _,
        } = extra;
        let (day, name) = (agreed.as_ref()?.value, &name.value);
        let subject = say!("Consultation on {name}", "Samråd om {name}");
        Some((fold(name), subject, same(day.to_string())))
    });
    days.collect()
}
