//! A second evaluator, written straight from the contract and sharing no code with the program: small
//! rule sets and units as values, their TOML, and the verdicts they must get.
//!
//! It is slow and literal on purpose. When it and the program differ, read the contract, not this file.

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate};

use crate::harness::{TODAY, day};

/// Types of unit, their kinds and, where stated, their forms of care.
pub const TYPES: [(&str, &str, Option<&str>); 3] = [
    ("central", "mottagning", Some("01")),
    ("klinik", "mottagning", None),
    ("avdelning", "avdelning", Some("02")),
];
/// Municipalities.
pub const MUNICIPALITIES: [&str; 2] = ["Staden", "Byn"];
/// Record systems and what they answer, in the order of the activities.
pub const SYSTEMS: [(&str, [Option<bool>; 3]); 2] = [
    ("komet", [Some(true), Some(false), None]),
    ("papper", [None, None, None]),
];
/// Names of visits; the last is not among the rule set's standard names.
pub const VISITS: usize = 3;
/// Administrations.
pub const ADMINISTRATIONS: [&str; 2] = ["norr", "soder"];
/// Agreements.
pub const AGREEMENTS: [&str; 2] = ["val", "rehab"];
/// Activities.
pub const ACTIVITIES: [&str; 3] = ["lagar", "bokar", "skriver"];
/// Reasons that services may list, the last of them free text.
pub const REASONS: [&str; 5] = ["hinder", "ombyggnad", "besok", "enhet", "annat"];

/// A condition as the contract writes it: `true`, `false`, or a table whose keys must all hold.
#[derive(Clone, Debug)]
pub enum Condition {
    Constant(bool),
    Table(Vec<Key>),
}

/// One key of a condition table.
#[derive(Clone, Debug)]
pub enum Key {
    Kind(Vec<&'static str>),
    Type(Vec<&'static str>),
    Administration(Vec<&'static str>),
    Agreement(Vec<&'static str>),
    Activity(Vec<&'static str>),
    PatientContact(bool),
    Private(bool),
    CareForm(Vec<&'static str>),
    Municipality(Vec<&'static str>),
    System(Vec<&'static str>),
    /// Numbers of services.
    Offers(Vec<usize>),
    /// TOML that no condition is.
    Unreadable(&'static str),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

/// When a service or group is an obligation.
#[derive(Clone, Debug, Default)]
pub struct Duty {
    pub must_not: Option<Condition>,
    pub must: Option<Condition>,
    pub should: Option<Condition>,
    pub may: Option<Condition>,
    /// Condition, and days from the build's date to the first day of full force.
    pub phase_in: Vec<(Option<Condition>, i64)>,
}

/// A service; its id, name and alias follow from its number.
#[derive(Clone, Debug)]
pub struct Service {
    pub duty: Duty,
    /// `None`: not about visits. `Some(None)`: about all.
    pub visits: Option<Option<bool>>,
    /// Numbers of visits that must be there, where the duty is about visits.
    pub names: Vec<usize>,
    /// Whether it replaces the service `gammal`.
    pub replaces: bool,
    /// Whether it has one address for all units.
    pub has_url: bool,
    /// `true`, `false` or its own time.
    pub response: Option<Limit>,
    pub demands: Demands,
    pub weeks_ahead: Option<i64>,
    pub satisfied_by: Vec<usize>,
    pub exceptions: Vec<&'static str>,
    pub exhaustive: bool,
}

/// What an exemption must state; nothing said leaves it to the rule set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Demands {
    pub until: Option<bool>,
    pub approved: Option<bool>,
}

/// A response time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    Days(u32),
    Hours(u32),
}

/// A group of services.
#[derive(Clone, Debug)]
pub struct Group {
    pub services: Vec<usize>,
    pub at_least: usize,
    pub duty: Duty,
}

/// A rule set.
#[derive(Clone, Debug)]
pub struct Rules {
    pub scope: Option<Condition>,
    pub services: Vec<Service>,
    pub groups: Vec<Group>,
    pub demands: Demands,
    /// The response time, and other times for some units.
    pub response: Option<(Limit, Vec<(Condition, Limit)>)>,
    pub phase_in: Vec<(Option<Condition>, i64)>,
}

/// How a line of `[services]` or an exemption writes a service.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    Id,
    Name,
    Alias,
    OtherCase,
    /// The id of a service that some services replace: it means the first of them.
    Former,
}

/// What a line of `[services]` says.
#[derive(Clone, Copy, Debug)]
pub enum Offer {
    Url,
    /// `true`: the address of the rule set.
    Standard,
    UrlAndPhone,
    OnlyByPhone,
}

/// A bookable visit.
#[derive(Clone, Debug)]
pub struct Visit {
    pub name: usize,
    /// Whether it is written under its other name.
    pub alias: bool,
    pub assessment_first: bool,
    pub book: bool,
    /// A reason id or free text.
    pub exempt: Option<&'static str>,
}

/// An exemption.
#[derive(Clone, Debug)]
pub struct Exemption {
    /// The number of a service, or of a group after them; past both, of nothing.
    pub subject: usize,
    pub form: Form,
    pub reason: &'static str,
    /// Days from the build's date to its last day.
    pub until: Option<i64>,
    /// Days from the build's date to the day of its approval.
    pub approved: Option<i64>,
}

/// How far ahead times can be booked.
#[derive(Clone, Copy, Debug)]
pub enum Horizon {
    Weeks(i64),
    /// Days from the build's date.
    Until(i64),
}

/// A unit.
#[derive(Clone, Debug)]
pub struct Unit {
    pub unit_type: usize,
    pub administration: Option<usize>,
    /// A provider, and whether it says that it is private.
    pub provider: Option<Option<bool>>,
    /// `None`: the key is left out.
    pub agreements: Option<Vec<&'static str>>,
    pub municipality: usize,
    pub system: Option<usize>,
    pub patient_contact: Option<bool>,
    pub activities: [Option<bool>; 3],
    pub services: Vec<(usize, Form, Offer)>,
    pub horizon: Option<Horizon>,
    pub visits: Option<Vec<Visit>>,
    pub exemptions: Vec<Exemption>,
}

/// A verdict as the JSON report has it, and whether the duty is being phased in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub service: String,
    pub obligation: Option<&'static str>,
    pub offered: bool,
    pub verdict: &'static str,
    pub causes: Vec<&'static str>,
}

/// The build's date and days around it.
pub fn in_days(days: i64) -> NaiveDate {
    let today = day(TODAY);
    let distance = Days::new(days.unsigned_abs());
    if days < 0 {
        today - distance
    } else {
        today + distance
    }
}

// --- Evaluation -----------------------------------------------------------------------------------

/// Three-valued truth: `None` is unknown.
pub fn truth(condition: &Condition, rules: &Rules, unit: &Unit) -> Option<bool> {
    match condition {
        Condition::Constant(holds) => Some(*holds),
        Condition::Table(keys) => all(keys.iter().map(|key| key_truth(key, rules, unit))),
    }
}

fn key_truth(key: &Key, rules: &Rules, unit: &Unit) -> Option<bool> {
    let (unit_type, kind, care_form) = TYPES[unit.unit_type];
    match key {
        Key::Kind(kinds) => Some(kinds.contains(&kind)),
        Key::Type(types) => Some(types.contains(&unit_type)),
        Key::Administration(names) => Some(
            unit.administration
                .is_some_and(|at| names.contains(&ADMINISTRATIONS[at])),
        ),
        Key::Agreement(names) => match &unit.agreements {
            Some(own) => Some(own.iter().any(|own| names.contains(own))),
            None if is_private(unit) => None,
            None => Some(false),
        },
        Key::CareForm(codes) => care_form.map(|code| codes.contains(&code)),
        Key::Municipality(names) => Some(names.contains(&MUNICIPALITIES[unit.municipality])),
        Key::System(names) => unit.system.map(|at| names.contains(&SYSTEMS[at].0)),
        Key::Offers(services) => Some(services.iter().any(|at| is_offered(rules, unit, *at))),
        Key::Unreadable(_) => None,
        Key::Activity(names) => any(names.iter().map(|name| answer(name, unit))),
        Key::PatientContact(wanted) => Some(unit.patient_contact.unwrap_or(true) == *wanted),
        Key::Private(wanted) => Some(is_private(unit) == *wanted),
        Key::All(parts) => all(parts.iter().map(|part| truth(part, rules, unit))),
        Key::Any(parts) => any(parts.iter().map(|part| truth(part, rules, unit))),
        Key::Not(part) => truth(part, rules, unit).map(|holds| !holds),
    }
}

fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let parts: Vec<_> = parts.collect();
    if parts.contains(&Some(false)) {
        Some(false)
    } else if parts.contains(&None) {
        None
    } else {
        Some(true)
    }
}

fn any(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let parts: Vec<_> = parts.collect();
    if parts.contains(&Some(true)) {
        Some(true)
    } else if parts.contains(&None) {
        None
    } else {
        Some(false)
    }
}

fn answer(activity: &str, unit: &Unit) -> Option<bool> {
    let at = ACTIVITIES.iter().position(|known| *known == activity)?;
    unit.activities[at].or_else(|| SYSTEMS[unit.system?].1[at])
}

fn is_private(unit: &Unit) -> bool {
    match unit.provider {
        Some(Some(stated)) => stated,
        Some(None) => unit.administration.is_none(),
        None => {
            unit.administration.is_none()
                && unit.agreements.as_ref().is_some_and(|own| !own.is_empty())
        }
    }
}

/// Whether the unit is in scope: no means out of scope, unknown leaves open.
pub fn scope(rules: &Rules, unit: &Unit) -> Option<bool> {
    rules
        .scope
        .as_ref()
        .map_or(Some(true), |scope| truth(scope, rules, unit))
}

/// Every verdict, services first.
pub fn verdicts(rules: &Rules, unit: &Unit) -> Vec<Verdict> {
    let services = (0..rules.services.len()).map(|at| service_verdict(rules, unit, at));
    let groups = (0..rules.groups.len()).map(|at| group_verdict(rules, unit, at));
    let mut verdicts: Vec<Verdict> = services.chain(groups).collect();
    for verdict in &mut verdicts {
        let settled = match scope(rules, unit) {
            Some(true) => continue,
            Some(false) => "out-of-scope",
            None if verdict.verdict == "not-applicable" => continue,
            None => "undetermined",
        };
        verdict.verdict = settled;
        verdict.obligation = None;
        verdict.causes.clear();
    }
    verdicts
}

/// The obligation that holds, or `Err` when it is unknown.
pub fn obligation(duty: &Duty, rules: &Rules, unit: &Unit) -> Result<Option<&'static str>, ()> {
    let order = [
        (&duty.must_not, "must-not"),
        (&duty.must, "must"),
        (&duty.should, "should"),
        (&duty.may, "may"),
    ];
    for (condition, name) in order {
        let Some(condition) = condition else { continue };
        match truth(condition, rules, unit) {
            Some(true) => return Ok(Some(name)),
            Some(false) => {}
            None if name == "may" => return Ok(None),
            None => return Err(()),
        }
    }
    Ok(None)
}

/// The visits a service is about; `None` when the unit does not say.
fn matching(service: &Service, unit: &Unit) -> Option<Vec<Visit>> {
    let filter = service.visits.flatten();
    let visits = unit.visits.as_ref()?;
    let matches = |visit: &&Visit| {
        filter.is_none_or(|wanted| wanted == visit.assessment_first)
            && (service.names.is_empty() || service.names.contains(&visit.name))
    };
    Some(visits.iter().filter(matches).cloned().collect())
}

fn falls_away(service: &Service, visit: &Visit) -> bool {
    visit
        .exempt
        .is_some_and(|reason| counts(service, reason) && reason != "enhet")
}

/// Whether a named visit is not there.
fn lacks_a_visit(service: &Service, unit: &Unit) -> bool {
    let there = matching(service, unit).unwrap_or_default();
    service
        .names
        .iter()
        .any(|name| !there.iter().any(|visit| visit.name == *name))
}

/// The lines of `[services]` that count for a service: those with an old key only where there is no other.
fn lines(rules: &Rules, unit: &Unit, at: usize) -> Vec<Offer> {
    let heir = rules.services.iter().position(|service| service.replaces);
    let (mut new, mut old) = (Vec::new(), Vec::new());
    for (of, form, offer) in &unit.services {
        match form {
            Form::Former if heir == Some(at) => old.push(*offer),
            Form::Former => {}
            _ if *of == at => new.push(*offer),
            _ => {}
        }
    }
    if new.is_empty() { old } else { new }
}

fn counts(service: &Service, reason: &str) -> bool {
    !service.exhaustive || service.exceptions.contains(&reason)
}

fn is_offered(rules: &Rules, unit: &Unit, at: usize) -> bool {
    let service = &rules.services[at];
    if service.visits.is_some() {
        let visits = matching(service, unit).unwrap_or_default();
        return visits
            .iter()
            .any(|visit| visit.book && !falls_away(service, visit));
    }
    lines(rules, unit, at).iter().any(|offer| match offer {
        Offer::Url | Offer::UrlAndPhone => true,
        Offer::Standard => service.has_url,
        Offer::OnlyByPhone => false,
    })
}

fn is_only_by_phone(rules: &Rules, unit: &Unit, at: usize) -> bool {
    let offers = lines(rules, unit, at);
    !offers.is_empty()
        && offers
            .iter()
            .all(|offer| matches!(offer, Offer::OnlyByPhone))
}

fn horizon_cause(service: &Service, unit: &Unit) -> Option<&'static str> {
    let required = service.weeks_ahead?;
    let weeks = match unit.horizon {
        None => return Some("weeks-ahead-unknown"),
        Some(Horizon::Weeks(weeks)) => weeks,
        Some(Horizon::Until(days)) => days.max(0) / 7,
    };
    (weeks < required).then_some("too-few-weeks-ahead")
}

fn is_exempt(
    rules: &Rules,
    unit: &Unit,
    subject: usize,
    own: Demands,
    counts: impl Fn(&str) -> bool,
) -> bool {
    let until = own.until.or(rules.demands.until).unwrap_or(false);
    let approved = own.approved.or(rules.demands.approved).unwrap_or(false);
    let heir = rules.services.iter().position(|service| service.replaces);
    unit.exemptions.iter().any(|exemption| {
        let means = match exemption.form {
            Form::Former if exemption.subject < rules.services.len() => heir,
            _ => Some(exemption.subject),
        };
        means == Some(subject)
            && counts(exemption.reason)
            && exemption.reason != "besok"
            && exemption.until.is_none_or(|last| last >= 0)
            && (!until || exemption.until.is_some())
            && (!approved || exemption.approved.is_some_and(|day| day <= 0))
            && (!until || !lasts_too_long(exemption))
    })
}

/// Whether an exemption ends more than two years after its approval.
fn lasts_too_long(exemption: &Exemption) -> bool {
    let (Some(until), Some(approved)) = (exemption.until, exemption.approved) else {
        return false;
    };
    let approved = in_days(approved);
    let latest = NaiveDate::from_ymd_opt(approved.year() + 2, approved.month(), approved.day());
    in_days(until) > latest.expect("no approval of these tests is on a leap day")
}

/// The response time that holds for a unit.
pub fn response(rules: &Rules, unit: &Unit) -> Option<Limit> {
    let (of_all, by) = rules.response.as_ref()?;
    for (when, limit) in by {
        match truth(when, rules, unit) {
            Some(true) => return Some(*limit),
            Some(false) => {}
            None => break,
        }
    }
    Some(*of_all)
}

fn service_verdict(rules: &Rules, unit: &Unit, at: usize) -> Verdict {
    let service = &rules.services[at];
    let offered = is_offered(rules, unit, at);
    let mut verdict = Verdict {
        service: service_id(at),
        obligation: None,
        offered,
        verdict: "not-applicable",
        causes: Vec::new(),
    };
    let Ok(obligation) = obligation(&service.duty, rules, unit) else {
        verdict.verdict = "undetermined";
        return verdict;
    };
    verdict.obligation = obligation;
    let exempt = is_exempt(rules, unit, at, service.demands, |reason| {
        counts(service, reason)
    });
    let mut causes = Vec::new();
    match obligation {
        None | Some("may") => return verdict,
        Some("must-not") => causes.extend(offered.then_some("forbidden")),
        _ if service
            .satisfied_by
            .iter()
            .any(|other| is_offered(rules, unit, *other)) => {}
        _ if service.visits.is_some() => match matching(service, unit) {
            None => {
                verdict.verdict = if exempt { "exempt" } else { "undetermined" };
                return verdict;
            }
            Some(visits) if visits.is_empty() && !lacks_a_visit(service, unit) => return verdict,
            Some(visits) => {
                let remaining: Vec<&Visit> = visits
                    .iter()
                    .filter(|visit| !falls_away(service, visit))
                    .collect();
                if remaining.is_empty() && !lacks_a_visit(service, unit) {
                    verdict.verdict = "exempt";
                    return verdict;
                }
                if !remaining.is_empty() {
                    causes.extend(horizon_cause(service, unit));
                }
                if remaining.iter().any(|visit| !visit.book) {
                    causes.push("visit-not-bookable");
                }
                if lacks_a_visit(service, unit) {
                    causes.push("visit-missing");
                }
            }
        },
        _ if offered => causes.extend(horizon_cause(service, unit)),
        _ if is_only_by_phone(rules, unit, at) => causes.push("only-by-phone-or-letter"),
        _ => causes.push("not-offered"),
    }
    conclude(&mut verdict, causes, exempt);
    verdict
}

fn group_verdict(rules: &Rules, unit: &Unit, at: usize) -> Verdict {
    let group = &rules.groups[at];
    let mut members = group.services.clone();
    members.sort_unstable();
    members.dedup();
    members.retain(|member| is_offered(rules, unit, *member));
    let offered = members.len() >= group.at_least;
    let mut verdict = Verdict {
        service: group_id(at),
        obligation: None,
        offered,
        verdict: "not-applicable",
        causes: Vec::new(),
    };
    let Ok(obligation) = obligation(&group.duty, rules, unit) else {
        verdict.verdict = "undetermined";
        return verdict;
    };
    verdict.obligation = obligation;
    let causes = match obligation {
        None | Some("may") => return verdict,
        Some("must-not") if offered => vec!["forbidden"],
        Some("must-not") => vec![],
        _ if offered => vec![],
        _ if group
            .services
            .iter()
            .any(|member| is_only_by_phone(rules, unit, *member)) =>
        {
            vec!["only-by-phone-or-letter"]
        }
        _ => vec!["not-offered"],
    };
    let subject = rules.services.len() + at;
    let exempt = is_exempt(rules, unit, subject, Demands::default(), |_| true);
    conclude(&mut verdict, causes, exempt);
    verdict
}

fn conclude(verdict: &mut Verdict, causes: Vec<&'static str>, exempt: bool) {
    if causes.is_empty() {
        verdict.verdict = "met";
    } else if exempt {
        verdict.verdict = "exempt";
    } else {
        verdict.verdict = "unmet";
        verdict.causes = causes;
    }
}

/// Whether a bound duty is still being phased in for the unit.
pub fn is_phasing_in(rules: &Rules, duty: &Duty, unit: &Unit) -> bool {
    let phases = duty.phase_in.iter().chain(&rules.phase_in);
    phases.into_iter().any(|(when, from)| {
        *from > 0
            && when
                .as_ref()
                .map_or(Some(true), |when| truth(when, rules, unit))
                == Some(true)
    })
}

// --- TOML -----------------------------------------------------------------------------------------

/// The id of a service.
pub fn service_id(at: usize) -> String {
    format!("tjanst-{at}")
}

/// The id of a group.
pub fn group_id(at: usize) -> String {
    format!("grupp-{at}")
}

fn written(subject: usize, form: Form, rules: &Rules) -> String {
    let services = rules.services.len();
    if subject >= services + rules.groups.len() {
        return "nagot-annat".to_owned();
    }
    if subject >= services {
        return group_id(subject - services);
    }
    match form {
        Form::Id => service_id(subject),
        Form::Name => format!("Tjänst nummer {subject}"),
        Form::Alias => format!("Annat namn {subject}"),
        Form::OtherCase => format!("TJÄNST nummer  {subject}"),
        Form::Former => "gammal".to_owned(),
    }
}

/// `region.toml`
pub fn region() -> String {
    let mut text = format!("name = \"R\"\nmunicipalities = {}\n", list(&MUNICIPALITIES));
    for (id, kind, care_form) in TYPES {
        let _ = writeln!(
            text,
            "[[types]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"{kind}\""
        );
        if let Some(code) = care_form {
            let _ = writeln!(text, "care_form = \"{code}\"");
        }
    }
    for id in ADMINISTRATIONS {
        let _ = writeln!(text, "[[administrations]]\nid = \"{id}\"\nname = \"{id}\"");
    }
    for id in AGREEMENTS {
        let _ = writeln!(text, "[[agreements]]\nid = \"{id}\"\nname = \"{id}\"");
    }
    for (id, answers) in SYSTEMS {
        let said = ACTIVITIES.iter().zip(answers);
        let said = said.filter_map(|(activity, answer)| Some(format!("{activity} = {}", answer?)));
        let said: Vec<String> = said.collect();
        let _ = writeln!(
            text,
            "[[systems]]\nid = \"{id}\"\nname = \"{id}\"\nactivities = {{ {} }}",
            said.join(", ")
        );
    }
    text
}

/// The standard name of a visit, or its other name.
pub fn visit_name(at: usize, alias: bool) -> String {
    match alias && at + 1 < VISITS {
        true => format!("Annat besök {at}"),
        false => format!("Besök {at}"),
    }
}

impl Limit {
    fn toml(self) -> String {
        match self {
            Self::Days(days) => format!("days = {days}"),
            Self::Hours(hours) => format!("hours = {hours}"),
        }
    }
}

impl Demands {
    fn toml(self) -> String {
        let word = |key: &str, demanded: Option<bool>| {
            let word = if demanded? { "required" } else { "optional" };
            Some(format!("{key} = \"{word}\""))
        };
        let said = [word("until", self.until), word("approved", self.approved)];
        let said: Vec<String> = said.into_iter().flatten().collect();
        format!("exemptions = {{ {} }}\n", said.join(", "))
    }
}

impl Condition {
    /// The condition as a TOML value.
    pub fn toml(&self) -> String {
        match self {
            Self::Constant(holds) => holds.to_string(),
            Self::Table(keys) => {
                let keys: Vec<String> = keys.iter().map(Key::toml).collect();
                format!("{{ {} }}", keys.join(", "))
            }
        }
    }
}

impl Key {
    /// The key with its value.
    pub fn toml(&self) -> String {
        let of = |conditions: &[Condition]| {
            let parts: Vec<String> = conditions.iter().map(Condition::toml).collect();
            format!("[{}]", parts.join(", "))
        };
        match self {
            Self::Kind(words) => format!("kind = {}", one_or_list(words)),
            Self::Type(words) => format!("type = {}", one_or_list(words)),
            Self::Administration(words) => format!("administration = {}", one_or_list(words)),
            Self::Agreement(words) => format!("agreement = {}", one_or_list(words)),
            Self::Activity(words) => format!("activity = {}", one_or_list(words)),
            Self::PatientContact(wanted) => format!("patient_contact = {wanted}"),
            Self::Private(wanted) => format!("private = {wanted}"),
            Self::CareForm(codes) => format!("care_form = {}", one_or_list(codes)),
            Self::Municipality(names) => format!("municipality = {}", one_or_list(names)),
            Self::System(names) => format!("system = {}", one_or_list(names)),
            Self::Offers(services) => {
                let ids: Vec<String> = services.iter().map(|at| service_id(*at)).collect();
                let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
                format!("offers = {}", one_or_list(&ids))
            }
            Self::Unreadable(toml) => (*toml).to_owned(),
            Self::All(parts) => format!("all = {}", of(parts)),
            Self::Any(parts) => format!("any = {}", of(parts)),
            Self::Not(part) => format!("not = {}", part.toml()),
        }
    }
}

/// One word alone, several (or none) as a list.
fn one_or_list(words: &[&str]) -> String {
    match words {
        [word] => format!("\"{word}\""),
        _ => list(words),
    }
}

fn list(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    format!("[{}]", words.join(", "))
}

impl Duty {
    fn toml(&self) -> String {
        let mut text = String::new();
        let conditions = [
            ("must_not_when", &self.must_not),
            ("must_when", &self.must),
            ("should_when", &self.should),
            ("may_when", &self.may),
        ];
        for (key, condition) in conditions {
            if let Some(condition) = condition {
                let _ = writeln!(text, "{key} = {}", condition.toml());
            }
        }
        text + &phases(&self.phase_in)
    }
}

fn phases(phases: &[(Option<Condition>, i64)]) -> String {
    if phases.is_empty() {
        return String::new();
    }
    let phases: Vec<String> = phases
        .iter()
        .map(|(when, from)| match when {
            Some(when) => format!("{{ when = {}, from = {} }}", when.toml(), in_days(*from)),
            None => format!("{{ from = {} }}", in_days(*from)),
        })
        .collect();
    format!("phase_in = [{}]\n", phases.join(", "))
}

impl Rules {
    /// The rule-set file.
    pub fn toml(&self) -> String {
        let mut text = "title = \"R\"\n".to_owned();
        if let Some(scope) = &self.scope {
            let _ = writeln!(text, "scope = {}", scope.toml());
        }
        text += &phases(&self.phase_in);
        text += &self.demands.toml();
        if let Some((limit, by)) = &self.response {
            let _ = writeln!(text, "[response]\n{}", limit.toml());
            for (when, limit) in by {
                let when = when.toml();
                let _ = writeln!(text, "[[response.by]]\nwhen = {when}\n{}", limit.toml());
            }
        }
        for (id, what) in [
            ("hinder", "any"),
            ("ombyggnad", "any"),
            ("besok", "visit"),
            ("enhet", "unit"),
        ] {
            let _ = writeln!(
                text,
                "[[reasons]]\nid = \"{id}\"\ntext = \"{id}\"\nfor = \"{what}\""
            );
        }
        for at in 0..VISITS - 1 {
            let (name, alias) = (visit_name(at, false), visit_name(at, true));
            let _ = writeln!(
                text,
                "[[visit_names]]\nname = \"{name}\"\naliases = [\"{alias}\"]"
            );
        }
        for id in ACTIVITIES {
            let _ = writeln!(text, "[[activities]]\nid = \"{id}\"\nquestion = \"{id}?\"");
        }
        for (at, service) in self.services.iter().enumerate() {
            let others: Vec<String> = service
                .satisfied_by
                .iter()
                .map(|at| service_id(*at))
                .collect();
            let others: Vec<&str> = others.iter().map(String::as_str).collect();
            let _ = writeln!(
                text,
                "[[services]]\nid = \"{}\"\nkind = \"booking\"\nname = \"{}\"\naliases = [\"{}\"]",
                service_id(at),
                written(at, Form::Name, self),
                written(at, Form::Alias, self),
            );
            let _ = writeln!(text, "satisfied_by = {}", list(&others));
            let _ = writeln!(text, "exceptions = {}", list(&service.exceptions));
            let _ = writeln!(text, "exceptions_exhaustive = {}", service.exhaustive);
            let names: Vec<String> = service
                .names
                .iter()
                .map(|at| visit_name(*at, false))
                .collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            match service.visits {
                Some(None) if names.is_empty() => text += "visits = true\n",
                Some(None) => {
                    let _ = writeln!(text, "visits = {{ names = {} }}", list(&names));
                }
                Some(Some(first)) if names.is_empty() => {
                    let _ = writeln!(text, "visits = {{ assessment_first = {first} }}");
                }
                Some(Some(first)) => {
                    let _ = writeln!(
                        text,
                        "visits = {{ assessment_first = {first}, names = {} }}",
                        list(&names)
                    );
                }
                None => {}
            }
            if service.replaces {
                text += "former_ids = [\"gammal\"]\n";
            }
            if service.has_url {
                text += "url = \"https://e.example.se/alla\"\n";
            }
            if let Some(limit) = service.response {
                let _ = writeln!(text, "response = {{ {} }}", limit.toml());
            }
            text += &service.demands.toml();
            if let Some(weeks) = service.weeks_ahead {
                let _ = writeln!(text, "weeks_ahead = {weeks}");
            }
            text += &service.duty.toml();
        }
        for (at, group) in self.groups.iter().enumerate() {
            let members: Vec<String> = group.services.iter().map(|at| service_id(*at)).collect();
            let members: Vec<&str> = members.iter().map(String::as_str).collect();
            let _ = writeln!(
                text,
                "[[one_of]]\nid = \"{}\"\nservices = {}\nat_least = {}",
                group_id(at),
                list(&members),
                group.at_least
            );
            text += &group.duty.toml();
        }
        text
    }
}

impl Unit {
    /// The unit file.
    pub fn toml(&self, number: usize, rules: &Rules) -> String {
        let mut text = format!(
            "name = \"Enhet {number}\"\nhsa_id = \"SE0000000000-E{number:03}\"\ntype = \"{}\"\nmunicipality = \"{}\"\n",
            TYPES[self.unit_type].0, MUNICIPALITIES[self.municipality]
        );
        if let Some(at) = self.system {
            let _ = writeln!(text, "system = \"{}\"", SYSTEMS[at].0);
        }
        if let Some(at) = self.administration {
            let _ = writeln!(text, "administration = \"{}\"", ADMINISTRATIONS[at]);
        }
        match self.provider {
            Some(Some(private)) => {
                let _ = writeln!(
                    text,
                    "provider = {{ name = \"P AB\", private = {private} }}"
                );
            }
            Some(None) => text += "provider = { name = \"P AB\" }\n",
            None => {}
        }
        if let Some(agreements) = &self.agreements {
            let _ = writeln!(text, "agreements = {}", list(agreements));
        }
        if let Some(contact) = self.patient_contact {
            let _ = writeln!(text, "patient_contact = {contact}");
        }
        if self.visits.as_ref().is_some_and(Vec::is_empty) {
            text += "visits = []\n";
        }
        text += "[activities]\n";
        for (activity, answer) in ACTIVITIES.iter().zip(self.activities) {
            if let Some(answer) = answer {
                let _ = writeln!(text, "{activity} = {answer}");
            }
        }
        text += "[services]\n";
        for (at, form, offer) in &self.services {
            let says = match offer {
                Offer::Url => "\"https://e.example.se/x\"",
                Offer::Standard => "true",
                Offer::UrlAndPhone => "{ url = \"https://e.example.se/x\", also_by = [\"phone\"] }",
                Offer::OnlyByPhone => "{ only_by = [\"phone\"] }",
            };
            let _ = writeln!(text, "\"{}\" = {says}", written(*at, *form, rules));
        }
        match self.horizon {
            Some(Horizon::Weeks(weeks)) => {
                let _ = writeln!(text, "[booking]\nweeks_ahead = {weeks}");
            }
            Some(Horizon::Until(days)) => {
                let _ = writeln!(text, "[booking]\nbookable_until = {}", in_days(days));
            }
            None => {}
        }
        for visit in self.visits.iter().flatten() {
            let (first, name) = (visit.assessment_first, visit_name(visit.name, visit.alias));
            let _ = writeln!(
                text,
                "[[visits]]\nname = \"{name}\"\nassessment_first = {first}"
            );
            if visit.book {
                text += "book = \"https://e.example.se/boka\"\n";
            }
            match visit.exempt {
                // A reason that is no id may also be given as a note alone.
                Some(reason) if reason == REASONS[4] => {
                    let _ = writeln!(text, "exempt = true\nnote = \"{reason}\"");
                }
                Some(reason) => {
                    let _ = writeln!(text, "exempt = \"{reason}\"");
                }
                None => {}
            }
        }
        for exemption in &self.exemptions {
            let subject = written(exemption.subject, exemption.form, rules);
            let reason = exemption.reason;
            let _ = writeln!(
                text,
                "[[exemptions]]\nservice = \"{subject}\"\nreason = \"{reason}\""
            );
            if let Some(last) = exemption.until {
                let _ = writeln!(text, "until = {}", in_days(last));
            }
            if let Some(day) = exemption.approved {
                let _ = writeln!(text, "approved = {}", in_days(day));
            }
        }
        text
    }
}
