//! Lists that somebody follows up: exemptions in use, reasons to review, extra services to talk over,
//! pages to read again.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::unit::{Exemption, ExtraService, Unit};
use crate::rules::{
    Demand, UnitContext, exemption_expires_soon, exemption_needs_review, stale_review,
};

/// An exemption that is in use.
pub struct Standing<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// What it lifts.
    pub demand: Demand<'a>,
    /// The exemption.
    pub exemption: &'a Exemption,
    /// Days left, when it has an end.
    pub days_left: Option<i64>,
}

impl Standing<'_> {
    /// Days ahead within which an exemption ends soon.
    pub const SOON: i64 = exemption_expires_soon::AHEAD;

    /// Whether it ends soon.
    pub fn ends_soon(&self) -> bool {
        self.days_left.is_some_and(|days| days <= Self::SOON)
    }
}

/// A reason for an exemption that is not among the document's own.
pub struct Waiting<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// What it lifts.
    pub demand: Demand<'a>,
    /// The reason, as written.
    pub reason: &'a str,
}

/// An extra service without a consultation that has taken place.
pub struct ExtraWaiting<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// The service.
    pub extra: &'a ExtraService,
}

/// How long ago pages were reviewed: of units that are shown.
#[derive(Default)]
pub struct Freshness<'a> {
    /// At most half of what is too old.
    pub fresh: usize,
    /// Older, but not too old.
    pub ageing: usize,
    /// Too old.
    pub old: usize,
    /// The file does not say.
    pub never: usize,
    /// The stated day lies ahead.
    pub ahead: usize,
    /// Pages that somebody should read: never reviewed first, then the oldest.
    pub due: Vec<(&'a Unit, Option<NaiveDate>)>,
    /// How many days old reviews may be, of all units.
    pub max_ages: BTreeSet<i64>,
}

impl Freshness<'_> {
    /// How many units there are of each age, in the order of the fields.
    pub fn counts(&self) -> [usize; 5] {
        let Self {
            fresh,
            ageing,
            old,
            never,
            ahead,
            due: _,
            max_ages: _,
        } = self;
        [*fresh, *ageing, *old, *never, *ahead]
    }
}

/// Exemptions in use: those that end soonest first, those without an end last.
pub fn exemptions<'a>(units: &[UnitContext<'a>]) -> Vec<Standing<'a>> {
    let mut standing = Vec::new();
    for context in units.iter().filter(|context| context.is_bound()) {
        for (demand, verdict) in context.verdicts() {
            let exemptions = &context.unit.exemptions;
            let Some(exemption) = verdict.exemption.and_then(|at| exemptions.get(at)) else {
                continue;
            };
            let until = exemption.until.as_ref();
            standing.push(Standing {
                unit: context.unit,
                demand,
                exemption,
                days_left: until.map(|until| (until.value - context.today).num_days()),
            });
        }
    }
    standing.sort_by_key(|it| it.days_left.unwrap_or(i64::MAX));
    standing
}

/// Reasons that somebody has to review.
pub fn waiting<'a>(units: &[UnitContext<'a>]) -> Vec<Waiting<'a>> {
    let of_unit = |context: &UnitContext<'a>| {
        let unit = context.unit;
        let waiting = exemption_needs_review::waiting(context).into_iter();
        waiting.map(move |(demand, reason)| Waiting {
            unit,
            demand,
            reason: &reason.value,
        })
    };
    units.iter().flat_map(of_unit).collect()
}

/// Extra services without a consultation that has taken place.
pub fn extras<'a>(units: &[UnitContext<'a>]) -> Vec<ExtraWaiting<'a>> {
    let of_unit = |context: &UnitContext<'a>| {
        let (unit, today) = (context.unit, context.today);
        let agreed = move |extra: &ExtraService| {
            let day = extra.agreed.as_ref();
            day.is_some_and(|day| day.value <= today)
        };
        let waiting = unit.extra_services.iter().filter(move |it| !agreed(it));
        waiting.map(move |extra| ExtraWaiting { unit, extra })
    };
    units.iter().flat_map(of_unit).collect()
}

/// How long ago pages were reviewed.
pub fn freshness<'a>(units: &[UnitContext<'a>]) -> Freshness<'a> {
    let mut freshness = Freshness::default();
    let shown = units
        .iter()
        .filter(|context| context.unit.is_shown_on(context.today));
    for context in shown {
        let unit = context.unit;
        let reviewed = unit.reviewed.as_ref().map(|day| day.value);
        let age = reviewed.map(|day| (context.today - day).num_days());
        let max_age = stale_review::max_age(context);
        freshness.max_ages.insert(max_age);
        let (count, due) = match age {
            None => (&mut freshness.never, true),
            Some(..0) => (&mut freshness.ahead, true),
            Some(age) if age > max_age => (&mut freshness.old, true),
            Some(age) if age > max_age / 2 => (&mut freshness.ageing, false),
            Some(_) => (&mut freshness.fresh, false),
        };
        *count += 1;
        if due {
            freshness.due.push((unit, reviewed));
        }
    }
    freshness.due.sort_by_key(|(_, reviewed)| *reviewed);
    freshness
}
