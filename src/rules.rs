//! The rules of the program: each looks at one unit, or at the site as a whole, and reports findings.
//!
//! Keep apart: a *rule set* is a region's data, a *rule* is code here. A new demand of a region is
//! data; a rule is written only for a new kind of demand. One rule is one file, named as its code;
//! [`RULES`] is the one table. A rule never decides how heavy its findings are; policy does that later.

pub mod abbreviation_in_name;
mod addresses;
pub mod broken_link;
pub mod closure_without_end;
pub mod coordinates_outside_sweden;
pub mod duplicate_address;
pub mod duplicate_hsa_id;
pub mod duplicate_name;
pub mod duplicate_service;
pub mod exemption_expires_soon;
pub mod exemption_needs_review;
pub mod exemption_not_accepted;
pub mod expired_exemption;
pub mod expired_hours;
pub mod expired_notice;
pub mod extra_imitates_standard;
pub mod extra_not_agreed;
pub mod field_too_long;
pub mod forbidden_service;
pub mod former_service;
pub mod holiday_without_hours;
pub mod horizon_too_short;
pub mod hours_contradict;
pub mod hours_overlap;
pub mod hsa_id_invalid;
pub mod incomplete_accessibility_statement;
pub mod insecure_link;
mod links;
mod luhn;
pub mod mailbox_invalid;
pub mod missing_help;
pub mod missing_page_field;
pub mod name_too_long;
pub mod no_rule_set;
pub mod no_standard_address;
pub mod nonstandard_name;
pub mod nonstandard_visit_name;
pub mod not_published;
pub mod notice_without_end;
pub mod old_brand;
pub mod only_by_phone_or_letter;
pub mod overlong_hours;
pub mod own_pages;
pub mod personal_data;
pub mod phone_grouping;
pub mod phone_invalid;
pub mod phone_without_hours;
pub mod picture_without_words;
mod place;
pub mod placeholder;
pub mod postcode_in_street;
pub mod promise_in_terms;
pub mod promise_in_text;
mod prose;
pub mod rule_set_date;
mod shortfall;
pub mod slow_response;
pub mod staff_words;
pub mod stale_review;
pub mod text_not_nfc;
pub mod unanswered_activity;
pub mod unanswered_visits;
pub mod unclear_name;
pub mod uncovered_closure;
pub mod unknown_activity;
pub mod unknown_language;
pub mod unknown_service;
pub mod unmet_obligation;
pub mod unmet_recommendation;
pub mod unstated_fact;
pub mod unused_exemption;
pub mod week_number_in_notice;
mod wording;

use chrono::NaiveDate;

use crate::assess::offering::Offering;
use crate::assess::verdict::{Assessment, Subject, Verdict};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{Code, Group, Level};
use crate::model::Catalog;
use crate::model::region::Region;
use crate::model::response::{Limit, Response};
use crate::model::rule_set::{OneOf, RuleSet, Service};
use crate::model::site::Site;
use crate::model::unit::Unit;
use crate::text::{Span, Spanned};

/// One rule: its code and its function.
pub struct Rule {
    /// The code its findings carry.
    pub code: &'static Code,
    /// The function, by scope.
    pub run: Run,
}

/// A rule's function, by what it looks at.
pub enum Run {
    /// One unit at a time, in parallel. It must not look at other units: when one unit changes, only its
    /// own findings are made anew.
    Unit(fn(&UnitContext<'_>, &mut Vec<Diagnostic>)),
    /// One unit at a time, and the units it links to: whether they are there, shown, and their names. What
    /// it finds changes with another unit only if the unit names an address of it, present or former, or
    /// had a finding before. Of a unit that does not lead elsewhere it finds the same whatever others there
    /// are.
    Linked {
        /// Whether a unit has links that lead to others.
        leads_elsewhere: fn(&Unit) -> bool,
        /// What is found.
        run: fn(&UnitContext<'_>, &mut Vec<Diagnostic>),
    },
    /// The same, and once what stands in other files of the site. What it finds there names no unit.
    Everywhere {
        /// Whether a unit has links that lead to others.
        leads_elsewhere: fn(&Unit) -> bool,
        /// What is found of a unit.
        run: fn(&UnitContext<'_>, &mut Vec<Diagnostic>),
        /// What is found in other files.
        site: fn(&SiteContext<'_>, &mut Vec<Diagnostic>),
    },
    /// The whole site, once. Of units it looks at names, types, places, HSA ids, addresses, present and former, with
    /// their places, and whether they are shown: when nothing of these changes, it is not run again.
    Site(fn(&SiteContext<'_>, &mut Vec<Diagnostic>)),
}

/// What a rule about one unit may look at.
pub struct UnitContext<'a> {
    /// Everything that was loaded.
    pub catalog: &'a Catalog,
    /// The unit's region.
    pub region: &'a Region,
    /// The unit.
    pub unit: &'a Unit,
    /// The rule set in force for it, when there is one that can be used.
    pub rule_set: Option<&'a RuleSet>,
    /// Its verdicts.
    pub assessment: &'a Assessment,
    /// The build's date.
    pub today: NaiveDate,
}

/// What a rule about the site may look at.
pub struct SiteContext<'a> {
    /// Everything that was loaded.
    pub catalog: &'a Catalog,
    /// The build's date.
    pub today: NaiveDate,
}

/// What a verdict is about.
#[derive(Clone, Copy)]
pub enum Demand<'a> {
    /// A service.
    Service(&'a Service),
    /// A group of which one must be offered.
    Group(&'a OneOf),
}

impl<'a> Demand<'a> {
    /// The id it is reported under.
    pub fn id(self) -> &'a str {
        match self {
            Self::Service(service) => &service.id.value,
            Self::Group(group) => &group.id.value,
        }
    }

    /// The name people know it by.
    pub fn name(self) -> &'a str {
        match self {
            Self::Service(service) => &service.name.value,
            Self::Group(group) => group.name.as_deref().unwrap_or(&group.id.value),
        }
    }

    /// The service, when it is not a group.
    pub fn service(self) -> Option<&'a Service> {
        match self {
            Self::Service(service) => Some(service),
            Self::Group(_) => None,
        }
    }

    /// Section of the document it comes from.
    pub fn source(self) -> Option<&'a str> {
        match self {
            Self::Service(service) => service.source.as_deref(),
            Self::Group(group) => group.source.as_deref(),
        }
    }

    /// Where the rule set says how binding it is: the condition of the given obligation, else the id.
    pub fn duty_span(self, verdict: &Verdict) -> Span {
        use crate::assess::verdict::Obligation;
        let (duty, span) = match self {
            Self::Service(service) => (&service.duty, service.span),
            Self::Group(group) => (&group.duty, group.span),
        };
        let condition = match verdict.obligation {
            Some(Obligation::Must) => &duty.must,
            Some(Obligation::Should) => &duty.should,
            Some(Obligation::May) => &duty.may,
            Some(Obligation::MustNot) => &duty.must_not,
            None => &None,
        };
        condition.as_ref().map_or(span, |placed| placed.span)
    }
}

impl<'a> UnitContext<'a> {
    /// What `site.toml` says.
    pub fn site(&self) -> &'a Site {
        &self.catalog.site
    }

    /// The verdicts with what each is about.
    pub fn verdicts(&self) -> impl Iterator<Item = (Demand<'a>, &'a Verdict)> + use<'a> {
        let rule_set = self.rule_set;
        self.assessment.verdicts.iter().filter_map(move |verdict| {
            let rules = rule_set?;
            let demand = match verdict.subject {
                Subject::Service(at) => Demand::Service(rules.services.get(at)?),
                Subject::Group(at) => Demand::Group(rules.one_of.get(at)?),
            };
            Some((demand, verdict))
        })
    }

    /// The verdict on the service or group that an exemption names, as written.
    pub fn verdict_named(&self, written: &str) -> Option<(Demand<'a>, &'a Verdict)> {
        let (service, _) = self.rule_set?.resolve(written).unzip();
        let id = service.map(|service| service.id.value.as_str());
        self.verdicts()
            .find(|(demand, _)| demand.id() == written || Some(demand.id()) == id)
    }

    /// What the unit offers, in the terms of the rule set in force.
    pub fn offering(&self) -> Option<Offering<'a>> {
        let rule_set = self.rule_set?;
        Some(Offering::new(self.unit, self.region, rule_set))
    }

    /// The longest time until a response that the rule set allows the unit, in general.
    pub fn response(&self) -> Option<(&'a Response, &'a Spanned<Limit>)> {
        let rule_set = self.rule_set?;
        let asked = rule_set.response.as_ref()?;
        Some((asked, self.assessment.response(rule_set)?))
    }

    /// Where a line that is missing from `[services]` would stand.
    pub fn services_place(&self) -> Span {
        self.unit.services_span.unwrap_or_else(|| self.unit.span())
    }

    /// What a finding about names, extra services and the like may weigh: a unit outside the rule
    /// set's scope is reported, never wrong.
    pub fn cap_outside_scope(&self) -> Option<Level> {
        (!self.assessment.in_scope && self.is_assessable()).then_some(Level::Note)
    }

    /// Whether what decides of the unit's duties can be read.
    pub fn is_assessable(&self) -> bool {
        self.region.is_assessable_on(self.today)
    }

    /// Whether the unit is bound by a rule set and still open.
    pub fn is_bound(&self) -> bool {
        self.rule_set.is_some() && self.assessment.in_scope && self.is_active()
    }

    /// Whether duties are asked of the unit: not when it has closed for good.
    pub fn is_active(&self) -> bool {
        !self.unit.has_closed_by(self.today)
    }
}

/// Every rule, by name of its code.
pub static RULES: &[Rule] = &[
    abbreviation_in_name::RULE,
    broken_link::RULE,
    closure_without_end::RULE,
    coordinates_outside_sweden::RULE,
    duplicate_address::RULE,
    duplicate_hsa_id::RULE,
    duplicate_name::RULE,
    duplicate_service::RULE,
    exemption_expires_soon::RULE,
    exemption_needs_review::RULE,
    exemption_not_accepted::RULE,
    expired_exemption::RULE,
    expired_hours::RULE,
    expired_notice::RULE,
    extra_imitates_standard::RULE,
    extra_not_agreed::RULE,
    field_too_long::RULE,
    forbidden_service::RULE,
    former_service::RULE,
    holiday_without_hours::RULE,
    horizon_too_short::RULE,
    hours_contradict::RULE,
    hours_overlap::RULE,
    hsa_id_invalid::RULE,
    incomplete_accessibility_statement::RULE,
    insecure_link::RULE,
    mailbox_invalid::RULE,
    missing_help::RULE,
    missing_page_field::RULE,
    name_too_long::RULE,
    no_rule_set::RULE,
    no_standard_address::RULE,
    nonstandard_name::RULE,
    nonstandard_visit_name::RULE,
    not_published::RULE,
    notice_without_end::RULE,
    old_brand::RULE,
    only_by_phone_or_letter::RULE,
    overlong_hours::RULE,
    personal_data::RULE,
    phone_grouping::RULE,
    phone_invalid::RULE,
    phone_without_hours::RULE,
    picture_without_words::RULE,
    placeholder::RULE,
    postcode_in_street::RULE,
    promise_in_terms::RULE,
    promise_in_text::RULE,
    rule_set_date::RULE,
    slow_response::RULE,
    staff_words::RULE,
    stale_review::RULE,
    text_not_nfc::RULE,
    unanswered_activity::RULE,
    unanswered_visits::RULE,
    unclear_name::RULE,
    uncovered_closure::RULE,
    unknown_activity::RULE,
    unknown_language::RULE,
    unknown_service::RULE,
    unmet_obligation::RULE,
    unmet_recommendation::RULE,
    unstated_fact::RULE,
    unused_exemption::RULE,
    week_number_in_notice::RULE,
];

/// The findings about the site as a whole.
pub fn site_findings(catalog: &Catalog, today: NaiveDate) -> Vec<Diagnostic> {
    let context = SiteContext { catalog, today };
    let mut found = Vec::new();
    for rule in RULES {
        if let Run::Site(run) | Run::Everywhere { site: run, .. } = rule.run {
            run(&context, &mut found);
        }
    }
    found
}

/// What rules may look at of an assessed unit; nothing where its region is not known.
pub fn context_of<'a>(
    catalog: &'a Catalog,
    unit: &'a Unit,
    assessment: &'a Assessment,
    today: NaiveDate,
) -> Option<UnitContext<'a>> {
    let region = catalog.region_of(unit)?;
    Some(UnitContext {
        catalog,
        region,
        unit,
        rule_set: assessment.rule_set.and_then(|at| region.rule_sets.get(at)),
        assessment,
        today,
    })
}

/// The findings of one unit by those of its rules that are wanted. They carry its id.
pub fn findings_of(
    catalog: &Catalog,
    unit: &Unit,
    assessment: &Assessment,
    today: NaiveDate,
    wanted: impl Fn(&Rule) -> bool,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(context) = context_of(catalog, unit, assessment, today) else {
        return found;
    };
    // What is found of an offering depends on the rule set, and so do its words.
    let is_assessable = context.is_assessable();
    let may_run = |rule: &&Rule| is_assessable || rule.code.group != Group::Offering;
    for rule in RULES.iter().filter(|rule| wanted(rule)).filter(may_run) {
        if let Run::Unit(run) | Run::Linked { run, .. } | Run::Everywhere { run, .. } = rule.run {
            run(&context, &mut found);
        }
    }
    for diagnostic in &mut found {
        diagnostic.unit.get_or_insert_with(|| unit.id.clone());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::verdict::Outcome;
    use crate::compile::{Settings, compile};
    use crate::testing;

    #[test]
    fn the_table_is_sorted_and_is_the_folder() {
        let names: Vec<&str> = RULES.iter().map(|rule| rule.code.name).collect();
        assert!(names.is_sorted(), "{names:?}");
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
        #[expect(
            clippy::disallowed_methods,
            reason = "the test looks at the program's own sources"
        )]
        let files = std::fs::read_dir(folder).expect("the folder of rules");
        for file in files {
            let path = file.expect("a file").path();
            #[expect(clippy::disallowed_methods, reason = "as above")]
            let text = std::fs::read_to_string(&path).expect("a source file");
            let stem = path.file_stem().expect("a name").to_string_lossy();
            let name = stem.replace('_', "-");
            let is_rule = text.contains("pub const RULE: Rule");
            assert_eq!(names.contains(&name.as_str()), is_rule, "{name}");
            let alone = text.contains("run: Run::Unit(");
            assert!(!alone || !text.contains("context.catalog"), "{name}");
            let named = text.contains(&format!("name: \"{name}\""));
            assert_eq!(is_rule, named, "{name}");
        }
    }

    /// Whatever is unmet is told: by a finding that carries the service or names it.
    #[test]
    fn every_unmet_verdict_has_a_finding() {
        let activities = [
            "",
            "forskriver = true\nger-rad = true\n",
            "forskriver = false\n",
        ];
        let kinds = ["mottagning", "avdelning"];
        let lines = [
            "",
            "kontakta-oss = \"https://a.se\"\nchatt = \"https://a.se\"\nomboka = \"https://a.se\"\n",
            "kontakta-oss = { only_by = [\"visit\"] }\nradgivning = { only_by = [\"phone\"] }\nfornya-recept = \"https://a.se\"\n",
        ];
        let rests = [
            "",
            "[booking]\nweeks_ahead = 2\n",
            "[[visits]]\nname = \"A\"\nassessment_first = false\n[[visits]]\nname = \"B\"\nassessment_first = false\nbook = \"https://a.se\"\n",
        ];
        let mut unmet = 0;
        for kind in kinds {
            for answers in activities {
                for services in lines {
                    for rest in rests {
                        let unit = format!(
                            "//- a.toml\ntype = \"{kind}\"\n[activities]\n{answers}[services]\n{services}{rest}"
                        );
                        unmet += check_unmet(&unit);
                    }
                }
            }
        }
        assert!(unmet > 100, "{unmet}");
    }

    fn check_unmet(files: &str) -> usize {
        let (inputs, _) = testing::inputs(files);
        let compilation = compile(&inputs, &Settings::default());
        let (catalog, today) = (&compilation.catalog, inputs.today);
        let full = compilation.units(&inputs).load(0).expect("it is in memory");
        let (unit, assessment) = (&full.unit, &full.assessment);
        let found = findings_of(catalog, unit, assessment, today, |_| true);
        let region = catalog.region_of(unit).expect("a region");
        let rules = region.rule_set_on(today).expect("a rule set");
        let mut unmet = 0;
        for verdict in &assessment.verdicts {
            if verdict.outcome != Outcome::Unmet {
                continue;
            }
            unmet += 1;
            let demand = match verdict.subject {
                Subject::Service(at) => Demand::Service(&rules.services[at]),
                Subject::Group(at) => Demand::Group(&rules.one_of[at]),
            };
            let name = format!("`{}`", demand.name());
            let told = found
                .iter()
                .any(|d| d.service.as_deref() == Some(demand.id()) || d.message.en.contains(&name));
            assert!(told, "{name}\n{files}");
        }
        unmet
    }
}
