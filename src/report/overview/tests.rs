//! The statistics, by hand: five units whose verdicts a reader can work out.

use crate::assess::verdict::Outcome;
use crate::compile::{Settings, compile};
use crate::report::overview::change::{Change, ServiceChange};
use crate::report::overview::coverage::{Grouping, Share};
use crate::report::overview::work::Act;
use crate::report::overview::{Overview, of};
use crate::testing;

/// A rule set that comes later: `chatt` goes, `video` comes, `kontakta-oss` gets another name.
const LATER: &str = r#"
//- content/x/rules/2027-01-01.toml
title = "Nästa riktlinje"
[scope]
administration = "vard"
[[services]]
id = "kontakta-oss"
kind = "e-service"
name = "Kontakta mottagningen"
must_when = true
[[services]]
id = "video"
kind = "e-service"
name = "Videobesök"
must_when = { kind = "mottagning" }
"#;

/// Duties under the rule set in force: `kontakta-oss` for all, `fornya-recept` for clinics that
/// prescribe, `omboka` and `boka` for clinics, `chatt` forbidden for wards, a group for those who advise.
const UNITS: &str = r#"
//- a.toml
name = "Åmottagningen"
[activities]
forskriver = true
ger-rad = false
[services]
kontakta-oss = "https://a.example.se"
[[exemptions]]
service = "fornya-recept"
reason = "tekniskt-hinder"
until = 2026-12-31
[responsible]
role = "Verksamhetschef"
email = "chef@example.se"
//- b.toml
name = "Bmottagningen"
reviewed = 2026-01-01
[activities]
ger-rad = false
[services]
omboka = "https://b.example.se"
[responsible]
role = "Verksamhetschef"
email = "chef@example.se"
//- c.toml
name = "Cavdelningen"
type = "avdelning"
[activities]
forskriver = false
ger-rad = false
[services]
kontakta-oss = "https://c.example.se"
chatt = "https://c.example.se"
[[extra_services]]
name = "Fråga oss"
url = "https://c.example.se"
[responsible]
role = "Avdelningschef"
//- d.toml
name = "Dmottagningen"
administration = "annan"
//- e.toml
name = "Emottagningen"
closes = 2026-01-01
"#;

/// Uses the overview of the units above and further files.
fn with(files: &str, check: impl FnOnce(&Overview<'_>)) {
    let (inputs, _) = testing::inputs(&format!("{UNITS}{files}"));
    let compilation = compile(&inputs, &Settings::default());
    let units = compilation.units(&inputs).load_all().expect("in memory");
    let overview = of(&compilation.catalog, &units, inputs.today);
    check(&overview);
}

#[test]
fn services_are_counted_once_for_each_unit() {
    with("", |overview| {
        let it = &overview.regions[0];
        let names: Vec<&str> = it
            .units
            .iter()
            .map(|unit| unit.unit.display_name())
            .collect();
        let order = [
            "Bmottagningen",
            "Cavdelningen",
            "Dmottagningen",
            "Åmottagningen",
        ];
        assert_eq!((names, it.closed), (order.into(), 1));
        let figures: Vec<(&str, [usize; 6], usize)> = it
            .services
            .iter()
            .map(|service| {
                let counts = Outcome::ALL.map(|outcome| service.tally.of(outcome));
                (service.demand.id(), counts, service.offered)
            })
            .collect();
        // Out of scope, not applicable, undetermined, met, exempt, unmet; then who offers it.
        let expected = [
            ("kontakta-oss", [1, 0, 0, 2, 0, 1], 2),
            ("fornya-recept", [1, 1, 1, 0, 1, 0], 0),
            ("radgivning", [1, 3, 0, 0, 0, 0], 0),
            ("chatt", [1, 2, 0, 0, 0, 1], 1),
            ("kontakta-specialist", [1, 3, 0, 0, 0, 0], 0),
            ("omboka", [1, 1, 0, 0, 0, 2], 1),
            ("boka", [1, 1, 2, 0, 0, 0], 0),
            ("rad-i-nagon-form", [1, 3, 0, 0, 0, 0], 1),
        ];
        assert_eq!(figures, expected);
        assert!(it.services.iter().all(|service| service.tally.total() == 4));
    });
}

#[test]
fn groups_share_the_region_s_figures_among_them() {
    with("", |overview| {
        let it = &overview.regions[0];
        let total = &it.total;
        assert_eq!((total.units, total.in_scope, total.complete), (4, 3, 0));
        let share = Share { part: 2, whole: 7 };
        assert_eq!(total.duties.share(), share);
        let of = |by| -> Vec<(&str, usize, Share)> {
            let groups = it.groups_by(by).iter();
            groups
                .map(|group| (&*group.name.sv, group.units, group.duties.share()))
                .collect()
        };
        let share = |part, whole| Share { part, whole };
        let by_administration = [
            ("Vårdförvaltningen", 3, share(2, 7)),
            ("Annan förvaltning", 1, share(0, 0)),
        ];
        assert_eq!(of(Grouping::Administration), by_administration);
        let by_type = [
            ("Mottagning", 3, share(1, 5)),
            ("Avdelning", 1, share(1, 2)),
        ];
        assert_eq!(of(Grouping::Type), by_type);
        assert_eq!(of(Grouping::Municipality), [("Orten", 4, share(2, 7))]);
    });
}

#[test]
fn work_is_gathered_by_mailbox_and_most_comes_first() {
    with("", |overview| {
        let told: Vec<String> = overview.regions[0]
            .work
            .iter()
            .map(|owner| {
                let acts = owner.tasks.iter().map(|task| {
                    let unit = task.unit.slug();
                    match &task.act {
                        Act::Meet(demand, _) => format!("{unit} meet {}", demand.id()),
                        Act::Answer(questions) => format!("{unit} answer {questions:?}"),
                        Act::StateVisits => format!("{unit} visits"),
                        Act::Exemption(demand, day) => format!("{unit} {} {day}", demand.id()),
                        Act::TalkOver(extra) => format!("{unit} talk {}", extra.name.value),
                        Act::Review(day) => format!("{unit} review {day:?}"),
                    }
                });
                let acts = acts.collect::<Vec<_>>().join(", ");
                format!("{:?} {:?}: {acts}", owner.role, owner.email)
            })
            .collect();
        let chef = "Some(\"Verksamhetschef\") Some(\"chef@example.se\")";
        let expected = [
            format!(
                "{chef}: b meet kontakta-oss, b meet omboka, b answer {{\"forskriver\"}}, b visits, \
                 b review Some(2026-01-01), a meet omboka, a visits, a fornya-recept 2026-12-31"
            ),
            "Some(\"Avdelningschef\") None: c meet chatt, c talk Fråga oss".to_owned(),
        ];
        assert_eq!(told, expected);
        assert_eq!(overview.regions[0].work[0].units(), 2);
    });
}

#[test]
fn reviews_are_as_old_as_the_rule_set_lets_them_be() {
    let rules = "
//- content/x/rules/2026-11-01.toml
title = \"Granskning\"
[page]
reviewed_within_days = 365
by = [{ when = { kind = \"avdelning\" }, reviewed_within_days = 5 }]
";
    with(rules, |overview| {
        let fresh = &overview.regions[0].freshness;
        let max_ages: Vec<i64> = fresh.max_ages.iter().copied().collect();
        assert_eq!(max_ages, [5, 365]);
        let due: Vec<&str> = fresh.due.iter().map(|(unit, _)| unit.slug()).collect();
        // The ward was reviewed longer ago than it may; the clinic that is old by 180 days is not by 365.
        assert_eq!(due, ["c"]);
        assert_eq!((fresh.ageing, fresh.old), (1, 1));
    });
}

#[test]
fn exemptions_and_reviews_are_listed_with_their_days() {
    with("", |overview| {
        let it = &overview.regions[0];
        let days: Vec<(&str, Option<i64>)> = it
            .exemptions
            .iter()
            .map(|standing| (standing.unit.slug(), standing.days_left))
            .collect();
        assert_eq!(days, [("a", Some(40))]);
        assert!(it.exemptions[0].ends_soon() && it.waiting.is_empty());
        let fresh = &it.freshness;
        let counts = [
            fresh.fresh,
            fresh.ageing,
            fresh.old,
            fresh.never,
            fresh.ahead,
        ];
        assert_eq!(counts, [3, 0, 1, 0, 0]);
        assert_eq!(fresh.due.len(), 1);
        assert_eq!(it.extras[0].extra.name.value, "Fråga oss");
    });
}

#[test]
fn a_coming_rule_set_says_who_falls_short() {
    with(LATER, |overview| {
        let coming = &overview.regions[0].upcoming[0];
        assert_eq!(coming.to.id, "x/2027-01-01");
        assert_eq!(
            coming.from.map(|rules| rules.id.as_str()),
            Some("x/2026-01-01")
        );
        let rows: Vec<(&str, &str, Change)> = coming
            .rows
            .iter()
            .map(|row| (row.unit.slug(), row.demand.id(), row.change))
            .collect();
        let expected = [
            ("a", "video", Change::FallsShort),
            ("a", "fornya-recept", Change::Released),
            ("a", "omboka", Change::Released),
            ("b", "kontakta-oss", Change::StillShort),
            ("b", "video", Change::FallsShort),
            ("b", "omboka", Change::Released),
            ("c", "chatt", Change::Released),
        ];
        assert_eq!(rows, expected);
        assert_eq!(coming.units(Change::FallsShort), 2);
        let renamed = coming.services.iter().filter(|change| {
            matches!(change, ServiceChange::Renamed(_, new) if new.name() == "Kontakta mottagningen")
        });
        assert_eq!(renamed.count(), 1);
        let added = coming.services.iter();
        let added =
            added.filter(|it| matches!(it, ServiceChange::Added(new) if new.id() == "video"));
        assert_eq!(added.count(), 1);
    });
}

#[test]
fn a_site_without_units_or_rule_sets_has_an_overview() {
    let empty = "//- content/y/region.toml\nname = \"Region Y\"\n";
    with(empty, |overview| {
        let it = &overview.regions[1];
        assert!(it.rule_set.is_none() && it.units.is_empty() && it.work.is_empty());
        assert_eq!(it.total.duties.share().permille(), None);
    });
}
