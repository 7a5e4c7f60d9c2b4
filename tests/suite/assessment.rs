//! Assessment: the program against the second evaluator on random rule sets and units, and the rows
//! and edges of the table of verdicts one by one.

use std::cell::Cell;
use std::sync::Arc;

use basutbud::assess::assess_unit;
use basutbud::assess::verdict::{Assessment, Cause, Obligation, Outcome, Subject};
use basutbud::diagnostic::settle::Levels;
use basutbud::load::load;
use basutbud::load::units::read;
use basutbud::model::response::Limit;
use basutbud::model::rule_set::RuleSet;
use basutbud::report::overview;
use basutbud::report::overview::change::{Change, assessments, compare};
use basutbud::report::overview::coverage::Grouping;
use basutbud::text::inputs::{Content, Inputs};
use proptest::collection::vec;
use proptest::option::{self, weighted};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::TestRunner;

use crate::harness::{TODAY, add, compiled, day, inputs};
use crate::naive::{self, *};

/// Zero, one or several of some words.
fn some_of(words: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    let most = words.len();
    prop_oneof![
        6 => subsequence(words, 1..=most),
        1 => Just(Vec::new()),
    ]
}

/// What cannot be read may stand under a key that is there already, which is a fault of TOML.
fn each_key_once(keys: Vec<Key>) -> Vec<Key> {
    let mut seen = Vec::new();
    let mut is_first = |key: &Key| {
        let toml = key.toml();
        let name = toml.split(' ').next().unwrap_or_default().to_owned();
        let is_first = !seen.contains(&name);
        seen.push(name);
        is_first
    };
    keys.into_iter().filter(|key| is_first(key)).collect()
}

fn condition(depth: u32) -> BoxedStrategy<Condition> {
    let constant = any::<bool>().prop_map(Condition::Constant);
    let kind = some_of(&["mottagning", "avdelning"]).prop_map(Key::Kind);
    let unit_type = some_of(&["central", "klinik", "avdelning"]).prop_map(Key::Type);
    let administration = some_of(&ADMINISTRATIONS).prop_map(Key::Administration);
    let agreement = some_of(&AGREEMENTS).prop_map(Key::Agreement);
    let activity = || some_of(&ACTIVITIES).prop_map(Key::Activity);
    let codes = some_of(&["01", "02", "03"]).prop_map(Key::CareForm);
    let municipality = some_of(&MUNICIPALITIES).prop_map(Key::Municipality);
    let system = some_of(&["komet", "papper"]).prop_map(Key::System);
    let offers = vec(0..4usize, 1..3).prop_map(Key::Offers);
    let unreadable = select(vec![
        "kindd = \"avdelning\"",
        "private = \"ja\"",
        "type = \"okand\"",
        "activity = [\"okand\"]",
        "any = true",
    ]);
    let mut keys = vec![
        codes.boxed(),
        municipality.boxed(),
        system.boxed(),
        offers.boxed(),
        unreadable.prop_map(Key::Unreadable).boxed(),
        kind.boxed(),
        unit_type.boxed(),
        administration.boxed(),
        agreement.boxed(),
        activity().boxed(),
        any::<bool>().prop_map(Key::PatientContact).boxed(),
        any::<bool>().prop_map(Key::Private).boxed(),
    ];
    if depth > 0 {
        let parts = || vec(condition(depth - 1), 0..4);
        keys.push(parts().prop_map(Key::All).boxed());
        keys.push(parts().prop_map(Key::Any).boxed());
        let not = condition(depth - 1).prop_map(|part| Key::Not(Box::new(part)));
        keys.push(not.boxed());
    }
    let wanted = 0..=3usize.min(keys.len());
    let table = subsequence(keys, wanted)
        .prop_flat_map(|keys| keys)
        .prop_map(|keys| Condition::Table(each_key_once(keys)));
    let asks = activity().prop_map(|key| Condition::Table(vec![key]));
    prop_oneof![1 => constant, 3 => asks, 8 => table].boxed()
}

fn phases() -> impl Strategy<Value = Vec<(Option<Condition>, i64)>> {
    let phase = (option::of(condition(1)), -1..=1i64);
    prop_oneof![3 => Just(Vec::new()), 1 => vec(phase, 1..3)]
}

fn duty() -> impl Strategy<Value = Duty> {
    let seldom = || weighted(0.25, condition(2));
    (
        seldom(),
        weighted(0.8, condition(2)),
        seldom(),
        seldom(),
        phases(),
    )
        .prop_map(|(must_not, must, should, may, phase_in)| Duty {
            must_not,
            must,
            should,
            may,
            phase_in,
        })
}

fn limit() -> impl Strategy<Value = naive::Limit> {
    prop_oneof![
        (0..4u32).prop_map(naive::Limit::Days),
        (1..50u32).prop_map(naive::Limit::Hours),
    ]
}

fn demands() -> impl Strategy<Value = Demands> {
    let seldom = || weighted(0.3, any::<bool>());
    (seldom(), seldom()).prop_map(|(until, approved)| Demands { until, approved })
}

fn service(services: usize) -> impl Strategy<Value = Service> {
    let visits = weighted(0.4, option::of(any::<bool>()));
    let satisfied_by = prop_oneof![2 => Just(Vec::new()), 1 => vec(0..services, 1..3)];
    let exceptions = subsequence(REASONS.to_vec(), 0..=2);
    let weeks = weighted(0.5, 0..=6i64);
    let names = prop_oneof![1 => Just(Vec::new()), 1 => vec(0..VISITS, 1..3)];
    let further = (
        names,
        weighted(0.3, limit()),
        demands(),
        prop::bool::weighted(0.3),
        any::<bool>(),
    );
    (
        duty(),
        visits,
        weeks,
        satisfied_by,
        exceptions,
        any::<bool>(),
        further,
    )
        .prop_map(
            |(duty, visits, weeks_ahead, satisfied_by, exceptions, exhaustive, further)| Service {
                duty,
                names: match visits {
                    Some(_) => further.0,
                    None => Vec::new(),
                },
                response: further.1,
                demands: further.2,
                replaces: further.3,
                has_url: further.4,
                visits,
                weeks_ahead,
                satisfied_by,
                exceptions,
                exhaustive,
            },
        )
}

fn rules() -> impl Strategy<Value = Rules> {
    (1..=4usize).prop_flat_map(|services| {
        let group =
            (vec(0..services, 0..3), 1..=2usize, duty()).prop_map(|(services, at_least, duty)| {
                Group {
                    services,
                    at_least,
                    duty,
                }
            });
        let by = vec((condition(1), limit()), 0..3);
        (
            weighted(0.4, condition(2)),
            vec(service(services), services),
            vec(group, 0..2),
            phases(),
            demands(),
            weighted(0.6, (limit(), by)),
        )
            .prop_map(|(scope, services, groups, phase_in, demands, response)| {
                let count = services.len();
                let mut rules = Rules {
                    scope,
                    services,
                    groups,
                    phase_in,
                    demands,
                    response,
                };
                keep_existing(&mut rules, count);
                rules
            })
    })
}

/// Conditions name services that exist; those that do not are among the unreadable ones.
fn keep_existing(rules: &mut Rules, services: usize) {
    fn condition(it: &mut Condition, services: usize) {
        let Condition::Table(keys) = it else { return };
        for key in keys {
            match key {
                Key::Offers(ids) => ids.iter_mut().for_each(|at| *at %= services),
                Key::All(parts) | Key::Any(parts) => {
                    parts.iter_mut().for_each(|part| condition(part, services));
                }
                Key::Not(part) => condition(part, services),
                _ => {}
            }
        }
    }
    let duties = rules.services.iter_mut().map(|service| &mut service.duty);
    let duties = duties.chain(rules.groups.iter_mut().map(|group| &mut group.duty));
    for duty in duties {
        let whens = duty
            .phase_in
            .iter_mut()
            .filter_map(|(when, _)| when.as_mut());
        [
            &mut duty.must_not,
            &mut duty.must,
            &mut duty.should,
            &mut duty.may,
        ]
        .into_iter()
        .flatten()
        .chain(whens)
        .for_each(|it| condition(it, services));
    }
    let by = rules.response.iter_mut().flat_map(|(_, by)| by);
    let whens = rules
        .phase_in
        .iter_mut()
        .filter_map(|(when, _)| when.as_mut());
    rules
        .scope
        .iter_mut()
        .chain(by.map(|(when, _)| when))
        .chain(whens)
        .for_each(|it| condition(it, services));
}

fn form() -> impl Strategy<Value = Form> {
    let forms = vec![
        Form::Id,
        Form::Name,
        Form::Alias,
        Form::OtherCase,
        Form::Former,
    ];
    select(forms)
}

fn horizon() -> impl Strategy<Value = Horizon> {
    prop_oneof![
        (0..=7i64).prop_map(Horizon::Weeks),
        (-8..=50i64).prop_map(Horizon::Until),
    ]
}

fn unit() -> impl Strategy<Value = Unit> {
    let offer = select(vec![
        Offer::Url,
        Offer::Url,
        Offer::Standard,
        Offer::UrlAndPhone,
        Offer::OnlyByPhone,
    ]);
    let visit = (
        any::<bool>(),
        any::<bool>(),
        weighted(0.35, select(REASONS.to_vec())),
        0..VISITS,
        any::<bool>(),
    );
    let visit = visit.prop_map(|(assessment_first, book, exempt, name, alias)| Visit {
        name,
        alias,
        assessment_first,
        book,
        exempt,
    });
    let until = option::of(prop_oneof![3 => -1..=1i64, 1 => 720..=740i64]);
    let approved = option::of(prop_oneof![3 => -3..=1i64, 1 => -740..=-720i64]);
    let exemption = (0..6usize, form(), select(REASONS.to_vec()), until, approved).prop_map(
        |(subject, form, reason, until, approved)| Exemption {
            subject,
            form,
            reason,
            until,
            approved,
        },
    );
    let facts = (
        0..TYPES.len(),
        option::of(0..ADMINISTRATIONS.len()),
        weighted(0.4, option::of(any::<bool>())),
        weighted(0.8, subsequence(AGREEMENTS.to_vec(), 0..=2)),
        option::of(any::<bool>()),
        proptest::array::uniform3(weighted(0.7, any::<bool>())),
        0..MUNICIPALITIES.len(),
        weighted(0.7, 0..SYSTEMS.len()),
    );
    let offering = (
        vec((0..4usize, form(), offer), 0..5),
        weighted(0.7, horizon()),
        weighted(0.8, vec(visit, 0..4)),
        vec(exemption, 0..4),
    );
    (facts, offering).prop_map(|(facts, offering)| {
        let (unit_type, administration, provider, agreements, patient_contact, activities, ..) =
            facts;
        let (services, horizon, visits, exemptions) = offering;
        Unit {
            unit_type,
            administration,
            provider,
            agreements,
            municipality: facts.6,
            system: facts.7,
            patient_contact,
            activities,
            services,
            horizon,
            visits,
            exemptions,
        }
    })
}

/// A service written twice in the same form is a fault of TOML, and one past the end means nothing.
fn sound(mut unit: Unit, rules: &Rules) -> Unit {
    let mut seen = Vec::new();
    unit.services.retain(|(at, form, _)| {
        let at_key = match form {
            Form::Former => usize::MAX,
            _ => *at,
        };
        let key = (at_key, format!("{form:?}"));
        let keep = *at < rules.services.len() && !seen.contains(&key);
        seen.push(key);
        keep
    });
    unit
}

fn site(rules: &Rules, units: &[Unit]) -> Inputs {
    let mut site = inputs("", TODAY);
    add(&mut site.content, "content/r/region.toml", &naive::region());
    add(
        &mut site.content,
        "content/r/rules/2020-01-01.toml",
        &rules.toml(),
    );
    for (at, unit) in units.iter().enumerate() {
        let path = format!("content/r/units/enhet-{at}.toml");
        add(&mut site.content, &path, &unit.toml(at, rules));
    }
    site
}

/// A rule set and units; shown as their files when a property fails.
#[derive(Clone)]
struct Sample {
    rules: Rules,
    units: Vec<Unit>,
}

impl std::fmt::Debug for Sample {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(formatter, "\n//- rules\n{}", self.rules.toml())?;
        for (at, unit) in self.units.iter().enumerate() {
            writeln!(formatter, "//- unit {at}\n{}", unit.toml(at, &self.rules))?;
        }
        Ok(())
    }
}

fn sample() -> impl Strategy<Value = Sample> {
    (rules(), vec(unit(), 1..=4)).prop_map(|(rules, units)| {
        let units = units.into_iter().map(|unit| sound(unit, &rules)).collect();
        Sample { rules, units }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_report_counts_every_unit_once(
        Sample { rules, units } in sample()
    ) {
        let site = site(&rules, &units);
        let compilation = compiled(&site);
        let full = compilation.units(&site).load_all().expect("in memory");
        let overview = overview::of(&compilation.catalog, &full, day(TODAY));
        let region = &overview.regions[0];
        prop_assert_eq!(region.units.len(), units.len());
        for service in &region.services {
            let outcomes = Outcome::ALL.map(|outcome| service.tally.of(outcome));
            prop_assert_eq!(outcomes.iter().sum::<usize>(), units.len());
        }
        for outcome in Outcome::ALL {
            let by_service: usize = region.services.iter().map(|it| it.tally.of(outcome)).sum();
            let both = |group: &overview::coverage::Group| group.duties.of(outcome) + group.recommendations.of(outcome);
            prop_assert_eq!(both(&region.total), by_service);
            for by in Grouping::ALL {
                let by_group: usize = region.groups_by(by).iter().map(both).sum();
                prop_assert_eq!(by_group, by_service);
            }
        }
        for by in Grouping::ALL {
            let grouped: usize = region.groups_by(by).iter().map(|group| group.units).sum();
            prop_assert_eq!(grouped, units.len());
        }
        // A rule set held against itself changes nothing but what falls short anyway.
        let rule_set = region.rule_set.expect("one is in force");
        let side = || (&compilation.catalog, assessments(&full));
        let same = compare(&full, side(), side(), (region.region, rule_set), day(TODAY));
        prop_assert!(same.services.is_empty());
        prop_assert!(same.rows.iter().all(|row| row.change == Change::StillShort));
        let unmet: usize = region.services.iter().map(|it| it.tally.of(Outcome::Unmet)).sum();
        prop_assert_eq!(same.rows.len(), unmet);
    }

    #[test]
    fn the_program_agrees_with_the_second_evaluator(
        Sample { rules, units } in sample()
    ) {
        let site = site(&rules, &units);
        let compilation = compiled(&site);
        let syntax = compilation.diagnostics.iter().find(|found| found.code.name == "syntax");
        prop_assert!(syntax.is_none(), "{}", syntax.map_or("".into(), |found| found.message.en));
        prop_assert_eq!(compilation.assessments.len(), units.len());
        let rule_set = &compilation.catalog.regions["r"].rule_sets[0];
        let full = compilation.units(&site).load_all().expect("in memory");
        for (assessment, unit) in assessments(&full).zip(&units) {
            agree(&rules, unit, rule_set, assessment)?;
        }
    }
}

/// How many units a rule set has that is held against the second evaluator without checks of anything else.
const UNITS: usize = 200;

#[test]
fn a_hundred_thousand_verdicts_agree_with_the_second_evaluator() {
    let many = (rules(), vec(unit(), UNITS)).prop_map(|(rules, units)| {
        let units = units.into_iter().map(|unit| sound(unit, &rules)).collect();
        Sample { rules, units }
    });
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let count = Cell::new(0);
    let ran = runner.run(&many, |Sample { rules, units }| {
        let site = site(&rules, &units);
        let loaded = load(&site, &mut Levels::default(), &|_| None, &[]);
        let region = &loaded.catalog.regions["r"];
        for files in &loaded.units {
            let read = read(files, region, &site, &loaded.sources);
            let unit = read
                .unit
                .map_err(|_| TestCaseError::fail("a unit is unread"))?;
            let number = read
                .id
                .rsplit('-')
                .next()
                .and_then(|at| at.parse::<usize>().ok());
            let assessment = assess_unit(&loaded.catalog, &unit, day(TODAY));
            let written = &units[number.expect("the file has its number")];
            count.set(count.get() + assessment.verdicts.len());
            agree(&rules, written, &region.rule_sets[0], &assessment)?;
        }
        Ok(())
    });
    if let Err(fault) = ran {
        panic!("{fault}");
    }
    assert!(count.get() >= 100_000, "{} verdicts", count.get());
}

/// Holds the verdicts on a unit against those of the second evaluator.
fn agree(
    rules: &Rules,
    unit: &Unit,
    rule_set: &RuleSet,
    assessment: &Assessment,
) -> Result<(), TestCaseError> {
    let expected = naive::verdicts(rules, unit);
    prop_assert_eq!(
        assessment.in_scope,
        naive::scope(rules, unit) != Some(false)
    );
    prop_assert_eq!(assessment.verdicts.len(), expected.len());
    let response = assessment
        .response(rule_set)
        .map(|limit| match limit.value {
            Limit::Days(days) => naive::Limit::Days(days),
            Limit::Hours(hours) => naive::Limit::Hours(hours),
        });
    prop_assert_eq!(response, naive::response(rules, unit));
    for (verdict, expected) in assessment.verdicts.iter().zip(expected) {
        let (id, duty) = match verdict.subject {
            Subject::Service(at) => (service_id(at), &rules.services[at].duty),
            Subject::Group(at) => (group_id(at), &rules.groups[at].duty),
        };
        let actual = Verdict {
            service: id,
            obligation: verdict.obligation.map(Obligation::name),
            offered: verdict.offered,
            verdict: verdict.outcome.name(),
            causes: verdict.causes.iter().copied().map(Cause::name).collect(),
        };
        prop_assert_eq!(&actual, &expected);
        if ["met", "unmet", "exempt"].contains(&expected.verdict) {
            let phasing_in = naive::is_phasing_in(rules, duty, unit);
            prop_assert_eq!(verdict.phasing_in, phasing_in);
        }
        // What is named as unanswered is, and answering it settles the obligation.
        let mut answered = unit.clone();
        for activity in &verdict.unanswered {
            let at = ACTIVITIES.iter().position(|known| known == activity);
            let at = at.expect("it is one of the activities");
            prop_assert!(unit.activities[at].is_none());
            answered.activities[at] = Some(true);
        }
        let obligation = |unit| naive::obligation(duty, rules, unit);
        if !verdict.unanswered.is_empty() {
            prop_assert!(obligation(unit).is_err());
        }
        // With other facts open besides, answers alone need not settle it.
        if !verdict.unanswered.is_empty() && verdict.unstated.is_empty() {
            prop_assert!(
                obligation(&answered).is_ok()
                    || obligation(unit) != obligation(&answered)
                    || still_open_elsewhere(duty, rules, &answered)
            );
        }
        // Nothing is undetermined without something that is lacking.
        if obligation(unit).is_err() {
            prop_assert!(
                !verdict.unanswered.is_empty()
                    || !verdict.unstated.is_empty()
                    || verdict.outcome == Outcome::OutOfScope
                    || naive::scope(rules, unit).is_none()
            );
        }
    }
    Ok(())
}

/// Whether another condition of the duty is now the one that is open: the one named before is not.
fn still_open_elsewhere(duty: &Duty, rules: &Rules, unit: &Unit) -> bool {
    let in_order = [&duty.must_not, &duty.must, &duty.should];
    let first = in_order
        .into_iter()
        .flatten()
        .find(|condition| naive::truth(condition, rules, unit) != Some(false));
    first.is_some_and(|condition| naive::truth(condition, rules, unit).is_none())
}

// --- The table, row by row ------------------------------------------------------------------------

/// A unit that every condition below can say something certain about.
const UNIT: &str = r#"
name = "Enhet"
hsa_id = "SE0000000000-E001"
type = "klinik"
administration = "norr"
provider = { name = "P AB", private = true }
agreements = ["val"]
municipality = "Staden"
"#;

/// The verdict on `tjanst` as `obligation offered verdict [causes]`, for a service with the given lines
/// and a unit with more lines after the usual ones.
fn verdict_on(day_text: &str, head: &str, service: &str, unit: &str) -> String {
    let mut site = inputs("", day_text);
    let rules = format!(
        "title = \"R\"\n{head}\n[[activities]]\nid = \"lagar\"\nquestion = \"?\"\n[[activities]]\nid = \"bokar\"\nquestion = \"?\"\n[[activities]]\nid = \"skriver\"\nquestion = \"?\"\n\
         [[services]]\nid = \"tjanst\"\nkind = \"booking\"\nname = \"Tjänst\"\naliases = [\"Alias\"]\n{service}\n\
         [[services]]\nid = \"annan\"\nkind = \"e-service\"\nname = \"Annan\"\n"
    );
    add(&mut site.content, "content/r/region.toml", &naive::region());
    add(&mut site.content, "content/r/rules/2020-01-01.toml", &rules);
    add(
        &mut site.content,
        "content/r/units/enhet.toml",
        &format!("{UNIT}{unit}"),
    );
    let compilation = compiled(&site);
    let fixed: Vec<_> = compilation
        .diagnostics
        .iter()
        .filter(|found| found.code.fixed)
        .map(|found| found.message.en)
        // It has a truth all the same.
        .filter(|message| message != "the condition says nothing")
        .filter(|message| !message.contains("by units that must not offer it"))
        .collect();
    assert!(fixed.is_empty(), "{fixed:?} in\n{rules}\n{unit}");
    let full = compilation.units(&site).load(0).expect("in memory");
    let verdict = &full.assessment.verdicts[0];
    let causes: Vec<&str> = verdict.causes.iter().copied().map(Cause::name).collect();
    let text = format!(
        "{} {} {} {}",
        verdict.obligation.map_or("null", Obligation::name),
        if verdict.offered { "offered" } else { "-" },
        verdict.outcome.name(),
        causes.join(",")
    );
    text.trim_end().to_owned()
}

fn verdict(service: &str, unit: &str) -> String {
    verdict_on(TODAY, "", service, unit)
}

const OFFERED: &str =
    "[activities]\nlagar = true\nbokar = false\n[services]\ntjanst = \"https://e.example.se\"\n";
const NOT_OFFERED: &str = "[activities]\nlagar = true\nbokar = false\n[services]\n";
const BY_PHONE: &str = "[activities]\nlagar = true\nbokar = false\n[services]\ntjanst = { only_by = [\"phone\", \"letter\"] }\n";

/// Every kind of condition, as a pair that holds for the unit and does not.
const CONDITIONS: [(&str, &str); 18] = [
    ("true", "false"),
    ("{ kind = \"mottagning\" }", "{ kind = \"avdelning\" }"),
    (
        "{ kind = [\"avdelning\", \"mottagning\"] }",
        "{ kind = [] }",
    ),
    ("{ type = \"klinik\" }", "{ type = \"central\" }"),
    (
        "{ type = [\"central\", \"klinik\"] }",
        "{ type = [\"central\", \"avdelning\"] }",
    ),
    (
        "{ administration = \"norr\" }",
        "{ administration = \"soder\" }",
    ),
    (
        "{ administration = [\"norr\", \"soder\"] }",
        "{ administration = [] }",
    ),
    ("{ agreement = \"val\" }", "{ agreement = \"rehab\" }"),
    ("{ agreement = [\"rehab\", \"val\"] }", "{ agreement = [] }"),
    ("{ activity = \"lagar\" }", "{ activity = \"bokar\" }"),
    (
        "{ activity = [\"bokar\", \"lagar\"] }",
        "{ activity = [\"bokar\"] }",
    ),
    ("{ patient_contact = true }", "{ patient_contact = false }"),
    ("{ private = true }", "{ private = false }"),
    (
        "{ all = [true, { kind = \"mottagning\" }] }",
        "{ all = [true, false] }",
    ),
    (
        "{ any = [false, { private = true }] }",
        "{ any = [false, { private = false }] }",
    ),
    ("{ not = { kind = \"avdelning\" } }", "{ not = true }"),
    (
        "{ kind = \"mottagning\", private = true, activity = \"lagar\" }",
        "{ kind = \"mottagning\", private = true, activity = \"bokar\" }",
    ),
    ("{ all = [], not = { any = [] } }", "{ any = [] }"),
];

#[test]
fn every_row_of_the_table_for_every_kind_of_condition() {
    let exempt = "[[exemptions]]\nservice = \"tjanst\"\nreason = \"r\"\n";
    for (yes, no) in CONDITIONS {
        let when = |key: &str, condition: &str| format!("{key} = {condition}\n");
        // The same condition with a question that is not answered: certain only where it already fails.
        let open = format!("{{ all = [{yes}, {{ activity = \"skriver\" }}] }}");
        let failed = format!("{{ all = [{no}, {{ activity = \"skriver\" }}] }}");
        let settled = format!("{{ any = [{yes}, {{ activity = \"skriver\" }}] }}");
        let must = |condition: &str| when("must_when", condition);
        let rows = [
            (must(yes), OFFERED.to_owned(), "must offered met"),
            (
                must(yes),
                NOT_OFFERED.to_owned(),
                "must - unmet not-offered",
            ),
            (
                must(yes),
                BY_PHONE.to_owned(),
                "must - unmet only-by-phone-or-letter",
            ),
            (must(yes), format!("{NOT_OFFERED}{exempt}"), "must - exempt"),
            (must(yes), format!("{OFFERED}{exempt}"), "must offered met"),
            (must(no), OFFERED.to_owned(), "null offered not-applicable"),
            (must(no), NOT_OFFERED.to_owned(), "null - not-applicable"),
            (must(&open), OFFERED.to_owned(), "null offered undetermined"),
            (
                must(&open),
                format!("{NOT_OFFERED}{exempt}"),
                "null - undetermined",
            ),
            (
                must(&failed),
                NOT_OFFERED.to_owned(),
                "null - not-applicable",
            ),
            (
                must(&settled),
                NOT_OFFERED.to_owned(),
                "must - unmet not-offered",
            ),
            (
                when("should_when", yes),
                OFFERED.to_owned(),
                "should offered met",
            ),
            (
                when("should_when", yes),
                NOT_OFFERED.to_owned(),
                "should - unmet not-offered",
            ),
            (
                when("should_when", yes),
                format!("{NOT_OFFERED}{exempt}"),
                "should - exempt",
            ),
            (
                when("may_when", yes),
                NOT_OFFERED.to_owned(),
                "may - not-applicable",
            ),
            (
                when("may_when", yes),
                OFFERED.to_owned(),
                "may offered not-applicable",
            ),
            (
                when("may_when", &open),
                NOT_OFFERED.to_owned(),
                "null - not-applicable",
            ),
            (
                when("must_not_when", yes),
                OFFERED.to_owned(),
                "must-not offered unmet forbidden",
            ),
            (
                when("must_not_when", yes),
                NOT_OFFERED.to_owned(),
                "must-not - met",
            ),
            (
                when("must_not_when", yes),
                BY_PHONE.to_owned(),
                "must-not - met",
            ),
            (
                when("must_not_when", yes),
                format!("{OFFERED}{exempt}"),
                "must-not offered exempt",
            ),
            (
                when("must_not_when", no),
                OFFERED.to_owned(),
                "null offered not-applicable",
            ),
            (
                when("must_not_when", &open),
                OFFERED.to_owned(),
                "null offered undetermined",
            ),
        ];
        for (service, unit, expected) in rows {
            assert_eq!(verdict(&service, &unit), expected, "{service}{unit}");
        }
        let scoped = |scope: &str, unit: &str| {
            verdict_on(TODAY, &format!("scope = {scope}"), "must_when = true", unit)
        };
        assert_eq!(scoped(yes, OFFERED), "must offered met", "{yes}");
        assert_eq!(scoped(no, OFFERED), "null offered out-of-scope", "{no}");
        assert_eq!(scoped(no, NOT_OFFERED), "null - out-of-scope", "{no}");
        assert_eq!(scoped(&open, NOT_OFFERED), "null - undetermined", "{open}");
    }
}

#[test]
fn the_first_obligation_that_holds_counts_and_an_unknown_one_before_it_leaves_it_open() {
    let open = "{ activity = \"skriver\" }";
    let rows = [
        (
            "must_not_when = true\nmust_when = true",
            "must-not offered unmet forbidden",
        ),
        (
            "must_not_when = false\nmust_when = true\nshould_when = true",
            "must offered met",
        ),
        (
            "must_when = false\nshould_when = true\nmay_when = true",
            "should offered met",
        ),
        (
            "must_when = false\nshould_when = false\nmay_when = true",
            "may offered not-applicable",
        ),
        (
            "must_not_when = OPEN\nmust_when = true",
            "null offered undetermined",
        ),
        (
            "must_when = OPEN\nshould_when = true",
            "null offered undetermined",
        ),
        (
            "should_when = OPEN\nmay_when = true",
            "null offered undetermined",
        ),
        ("must_when = true\nshould_when = OPEN", "must offered met"),
        ("may_when = OPEN", "null offered not-applicable"),
        ("", "null offered not-applicable"),
    ];
    for (service, expected) in rows {
        assert_eq!(
            verdict(&service.replace("OPEN", open), OFFERED),
            expected,
            "{service}"
        );
    }
}

#[test]
fn the_horizon_at_its_edges() {
    let four = "must_when = true\nweeks_ahead = 4";
    let with = |booking: &str| verdict(four, &format!("{OFFERED}[booking]\n{booking}\n"));
    let (met, short) = ("must offered met", "must offered unmet too-few-weeks-ahead");
    for (booking, expected) in [
        ("weeks_ahead = 0", short),
        ("weeks_ahead = 3", short),
        ("weeks_ahead = 4", met),
        ("weeks_ahead = 5", met),
        ("bookable_until = 2026-12-18", short), // 27 days
        ("bookable_until = 2026-12-19", met),   // 28 days
        ("bookable_until = 2026-12-20", met),   // 29 days
        ("bookable_until = 2026-11-21", short), // the build's date
        ("bookable_until = 2026-11-20", short), // before it
        ("bookable_until = 2020-01-01", short), // long before it
        ("bookable_until = 9999-12-31", met),
        ("", "must offered unmet weeks-ahead-unknown"),
    ] {
        assert_eq!(with(booking), expected, "{booking}");
    }
    // It is looked at only for what is offered.
    let not = format!("{NOT_OFFERED}[booking]\nweeks_ahead = 1\n");
    assert_eq!(verdict(four, &not), "must - unmet not-offered");
    assert_eq!(
        verdict(four, BY_PHONE),
        "must - unmet only-by-phone-or-letter"
    );
    let none = "must_when = true\nweeks_ahead = 0";
    let today = format!("{OFFERED}[booking]\nbookable_until = 2026-11-21\n");
    assert_eq!(verdict(none, &today), met);
    assert_eq!(
        verdict(none, OFFERED),
        "must offered unmet weeks-ahead-unknown"
    );
    // An exemption lifts a horizon too, and so does a service that stands in.
    let exempt = format!("{OFFERED}[[exemptions]]\nservice = \"Alias\"\nreason = \"r\"\n");
    assert_eq!(verdict(four, &exempt), "must offered exempt");
    let instead = "must_when = true\nweeks_ahead = 4\nsatisfied_by = [\"annan\"]";
    let both = format!("{OFFERED}annan = \"https://e.example.se\"\n");
    assert_eq!(verdict(instead, &both), met);
    let only_other = format!("{NOT_OFFERED}annan = \"https://e.example.se\"\n");
    assert_eq!(verdict(instead, &only_other), "must - met");
    let other_by_phone = format!("{NOT_OFFERED}annan = {{ only_by = [\"phone\"] }}\n");
    assert_eq!(
        verdict(instead, &other_by_phone),
        "must - unmet not-offered"
    );
}

#[test]
fn visits_row_by_row() {
    let direct = "must_when = true\nvisits = { assessment_first = false }\nweeks_ahead = 4\n";
    let strict = format!("{direct}exceptions = [\"sambokning\"]\nexceptions_exhaustive = true\n");
    let visit = |first: bool, more: &str| {
        format!("[[visits]]\nname = \"B\"\nassessment_first = {first}\n{more}\n")
    };
    let weeks = "[booking]\nweeks_ahead = 4\n";
    let book = "book = \"https://e.example.se\"";
    let rows = [
        (
            direct,
            format!("{weeks}{}", visit(false, book)),
            "must offered met",
        ),
        (
            direct,
            format!("{weeks}{}", visit(false, "book = \"bokningslank\"")),
            "must offered met",
        ),
        (
            direct,
            format!("{weeks}{}", visit(false, "")),
            "must - unmet visit-not-bookable",
        ),
        (
            direct,
            visit(false, ""),
            "must - unmet weeks-ahead-unknown,visit-not-bookable",
        ),
        (
            direct,
            format!(
                "[booking]\nweeks_ahead = 3\n{}{}",
                visit(false, ""),
                visit(false, book)
            ),
            "must offered unmet too-few-weeks-ahead,visit-not-bookable",
        ),
        (
            direct,
            visit(false, book),
            "must offered unmet weeks-ahead-unknown",
        ),
        (direct, visit(true, book), "must - not-applicable"),
        (direct, "visits = []".to_owned(), "must - not-applicable"),
        (direct, weeks.to_owned(), "must - undetermined"),
        (
            direct,
            "[[exemptions]]\nservice = \"tjanst\"\nreason = \"r\"\n".to_owned(),
            "must - exempt",
        ),
        (
            direct,
            visit(false, "exempt = \"sambokning\""),
            "must - exempt",
        ),
        (
            direct,
            visit(false, "exempt = \"eget skäl\""),
            "must - exempt",
        ),
        (
            direct,
            visit(false, "exempt = true\nnote = \"eget skäl\""),
            "must - exempt",
        ),
        (
            direct,
            format!(
                "{weeks}{}{}",
                visit(false, "exempt = \"x\""),
                visit(false, book)
            ),
            "must offered met",
        ),
        // A visit that falls away does not make the service offered, bookable or not.
        (
            direct,
            visit(false, &format!("exempt = \"x\"\n{book}")),
            "must - exempt",
        ),
        (
            &strict,
            visit(false, "exempt = \"sambokning\""),
            "must - exempt",
        ),
        (
            &strict,
            format!("{weeks}{}", visit(false, "exempt = \"eget skäl\"")),
            "must - unmet visit-not-bookable",
        ),
        (
            "must_not_when = true\nvisits = true\n",
            visit(true, book),
            "must-not offered unmet forbidden",
        ),
        (
            "must_not_when = true\nvisits = true\n",
            visit(true, ""),
            "must-not - met",
        ),
        (
            "must_when = true\nvisits = true\n",
            visit(true, book),
            "must offered met",
        ),
        // A line in `[services]` says nothing of a duty that is about visits.
        (
            "must_when = true\nvisits = true\n",
            "visits = []\n[services]\ntjanst = \"https://e.example.se\"\n".to_owned(),
            "must - not-applicable",
        ),
    ];
    for (service, unit, expected) in rows {
        assert_eq!(verdict(service, &unit), expected, "{service}{unit}");
    }
}

#[test]
fn exemptions_at_their_edges() {
    let with = |service: &str, exemption: &str| {
        verdict(
            service,
            &format!("{NOT_OFFERED}[[exemptions]]\n{exemption}\n"),
        )
    };
    let must = "must_when = true";
    let (exempt, unmet) = ("must - exempt", "must - unmet not-offered");
    for (exemption, expected) in [
        (
            "service = \"tjanst\"\nreason = \"r\"\nuntil = 2026-11-20",
            unmet,
        ),
        (
            "service = \"tjanst\"\nreason = \"r\"\nuntil = 2026-11-21",
            exempt,
        ),
        (
            "service = \"tjanst\"\nreason = \"r\"\nuntil = 2026-11-22",
            exempt,
        ),
        ("service = \"tjanst\"\nreason = \"r\"", exempt),
        ("service = \"Tjänst\"\nreason = \"r\"", exempt),
        ("service = \"tJÄNST\"\nreason = \"r\"", exempt),
        ("service = \"Alias\"\nreason = \"r\"", exempt),
        ("service = \"annan\"\nreason = \"r\"", unmet),
        ("service = \"finns-inte\"\nreason = \"r\"", unmet),
    ] {
        assert_eq!(with(must, exemption), expected, "{exemption}");
    }
    let strict = "must_when = true\nexceptions = [\"a\"]\nexceptions_exhaustive = true";
    assert_eq!(with(strict, "service = \"tjanst\"\nreason = \"a\""), exempt);
    assert_eq!(with(strict, "service = \"tjanst\"\nreason = \"b\""), unmet);
    let loose = strict.replace("exhaustive = true", "exhaustive = false");
    assert_eq!(with(&loose, "service = \"tjanst\"\nreason = \"b\""), exempt);
    // One that has expired does not stand in the way of one that holds.
    let two = "service = \"tjanst\"\nreason = \"r\"\nuntil = 2026-11-20\n[[exemptions]]\nservice = \"tjanst\"\nreason = \"r\"";
    assert_eq!(with(must, two), exempt);
}

/// The severities of what is found about a service that is not offered.
fn severities(day_text: &str, head: &str, service: &str) -> Vec<&'static str> {
    let mut site = inputs("", day_text);
    let rules = format!(
        "title = \"R\"\n{head}\n[[services]]\nid = \"tjanst\"\nkind = \"e-service\"\nname = \"Tjänst\"\n{service}\n"
    );
    add(&mut site.content, "content/r/region.toml", &naive::region());
    add(&mut site.content, "content/r/rules/2020-01-01.toml", &rules);
    add(&mut site.content, "content/r/units/enhet.toml", UNIT);
    let findings = compiled(&site).findings();
    let about = findings
        .list
        .iter()
        .filter(|finding| finding.diagnostic.service.as_deref() == Some("tjanst"))
        .filter(|finding| finding.diagnostic.code.name != "missing-help");
    about.map(|finding| finding.severity().name()).collect()
}

#[test]
fn before_the_first_day_of_full_force_a_shortfall_is_a_note() {
    let phase = "must_when = true\nphase_in = [{ from = 2026-11-21 }]";
    assert_eq!(severities("2026-11-20", "", phase), ["note"]);
    assert_eq!(severities("2026-11-21", "", phase), ["error"]);
    assert_eq!(severities("2026-11-22", "", phase), ["error"]);
    let whole = "phase_in = [{ from = 2026-11-21 }]";
    assert_eq!(
        severities("2026-11-20", whole, "must_when = true"),
        ["note"]
    );
    assert_eq!(
        severities("2026-11-21", whole, "must_when = true"),
        ["error"]
    );
    let some = |when: &str| {
        format!("must_when = true\nphase_in = [{{ when = {when}, from = 2026-11-21 }}]")
    };
    assert_eq!(
        severities("2026-11-20", "", &some("{ private = true }")),
        ["note"]
    );
    assert_eq!(
        severities("2026-11-20", "", &some("{ private = false }")),
        ["error"]
    );
    // The verdict itself does not change.
    assert_eq!(
        verdict_on("2026-11-20", "", phase, NOT_OFFERED),
        "must - unmet not-offered"
    );
}

#[test]
fn versions_come_into_force_on_their_day() {
    let rule_set = |days| {
        format!(
            "title = \"R\"\n[response]\ndays = {days}\n[[services]]\nid = \"s{days}\"\nkind = \"e-service\"\nname = \"S\"\nmust_when = true\n"
        )
    };
    let report = |date: &str| {
        let mut site = inputs("", date);
        add(&mut site.content, "content/r/region.toml", &naive::region());
        add(
            &mut site.content,
            "content/r/rules/2024-02-29.toml",
            &rule_set(1),
        );
        add(
            &mut site.content,
            "content/r/rules/2026-11-21.toml",
            &rule_set(2),
        );
        add(&mut site.content, "content/r/units/enhet.toml", UNIT);
        let text = crate::harness::verdicts(&compiled(&site), &site);
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let unit = &value["units"][0];
        let service = &unit["verdicts"][0]["service"];
        format!("{} {} {}", unit["rule_set"], unit["in_scope"], service)
    };
    assert_eq!(report("2024-02-28"), "null false null");
    assert_eq!(report("2024-02-29"), "\"r/2024-02-29\" true \"s1\"");
    assert_eq!(report("2025-06-01"), "\"r/2024-02-29\" true \"s1\"");
    assert_eq!(report("2026-11-20"), "\"r/2024-02-29\" true \"s1\"");
    assert_eq!(report("2026-11-21"), "\"r/2026-11-21\" true \"s2\"");
    assert_eq!(report("2099-01-01"), "\"r/2026-11-21\" true \"s2\"");
}

#[test]
fn a_rule_set_with_syntax_faults_gives_no_verdicts_and_no_older_one_stands_in() {
    let mut site = inputs("", TODAY);
    add(&mut site.content, "content/r/region.toml", &naive::region());
    add(
        &mut site.content,
        "content/r/rules/2020-01-01.toml",
        "title = \"R\"\n",
    );
    add(
        &mut site.content,
        "content/r/rules/2021-01-01.toml",
        "title = \"R\nx\n",
    );
    add(&mut site.content, "content/r/units/enhet.toml", UNIT);
    let compilation = compiled(&site);
    let assessment = &compilation.assessments[0];
    assert_eq!((assessment.rule_set, assessment.in_scope), (None, false));
    assert!(compilation.findings().denied());
}

#[test]
fn a_unit_without_a_type_is_of_unknown_kind_and_never_wrongly_bound() {
    let mut site = inputs("", TODAY);
    add(&mut site.content, "content/r/region.toml", &naive::region());
    let rules = "title = \"R\"\n[[services]]\nid = \"s\"\nkind = \"e-service\"\nname = \"S\"\nmust_when = { kind = \"mottagning\" }\n";
    add(&mut site.content, "content/r/rules/2020-01-01.toml", rules);
    let text = UNIT.replace("type = \"klinik\"\n", "");
    site.content.insert(
        basutbud::text::path::SitePath::new("content/r/units/enhet.toml").expect("sound"),
        Content::Text(Arc::from(text)),
    );
    let compilation = compiled(&site);
    let full = compilation.units(&site).load(0).expect("in memory");
    let verdict = &full.assessment.verdicts[0];
    assert_eq!(
        (verdict.outcome.name(), verdict.obligation),
        ("undetermined", None)
    );
}
