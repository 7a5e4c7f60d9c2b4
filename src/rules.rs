//! The rules of the program: each looks at one unit, or at the site as a whole, and reports findings.
//!
//! Keep apart: a *rule set* is a region's data, a *rule* is code here. A new demand of a region is
//! data; a rule is written only for a new kind of demand. One rule is one file, named as its code;
//! [`RULES`] is the one table. A rule never decides how heavy its findings are; policy does that later.

pub mod unmet_obligation;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::assess::verdict::{Assessment, Subject, Verdict};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::model::Catalog;
use crate::model::region::Region;
use crate::model::rule_set::{OneOf, RuleSet, Service};
use crate::model::unit::Unit;
use crate::text::Span;

/// One rule: its code and its function.
pub struct Rule {
    /// The code its findings carry.
    pub code: &'static Code,
    /// The function, by scope.
    pub run: Run,
}

/// A rule's function, by what it looks at.
pub enum Run {
    /// One unit at a time, in parallel.
    Unit(fn(&UnitContext<'_>, &mut Vec<Diagnostic>)),
    /// The whole site, once.
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
    /// All assessments, in the catalog's order.
    pub assessments: &'a [Assessment],
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

    /// Where a line that is missing from `[services]` would stand.
    pub fn services_place(&self) -> Span {
        self.unit.services_span.unwrap_or_else(|| self.unit.span())
    }

    /// Whether duties are asked of the unit: not when it has closed for good.
    pub fn is_active(&self) -> bool {
        !self.unit.has_closed_by(self.today)
    }
}

/// Every rule, by name of its code.
pub static RULES: &[Rule] = &[unmet_obligation::RULE];

/// Runs all rules. Findings of a unit carry its id.
pub fn run(catalog: &Catalog, assessments: &[Assessment], today: NaiveDate) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = assessments
        .par_iter()
        .flat_map_iter(|assessment| unit_findings(catalog, assessment, today))
        .collect();
    let context = SiteContext {
        catalog,
        assessments,
        today,
    };
    for rule in RULES {
        if let Run::Site(run) = rule.run {
            run(&context, &mut found);
        }
    }
    found
}

/// The findings of one unit.
pub fn unit_findings(
    catalog: &Catalog,
    assessment: &Assessment,
    today: NaiveDate,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let unit = &catalog.units[assessment.unit];
    let Some(region) = catalog.region_of(unit) else {
        return found;
    };
    let rule_set = assessment.rule_set.and_then(|at| region.rule_sets.get(at));
    let context = UnitContext {
        catalog,
        region,
        unit,
        rule_set,
        assessment,
        today,
    };
    for rule in RULES {
        if let Run::Unit(run) = rule.run {
            run(&context, &mut found);
        }
    }
    for diagnostic in &mut found {
        diagnostic.unit.get_or_insert_with(|| unit.id.clone());
    }
    found
}
