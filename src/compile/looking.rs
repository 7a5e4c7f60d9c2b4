//! Assessing and checking each unit while its file is at hand, unless an earlier run has done so. A large
//! site's units are not held afterwards, but for what lists show; those that lead to others are read again
//! when all are known.

use rayon::prelude::*;

use crate::assess::assess_unit;
use crate::assess::recall::Recall;
use crate::assess::verdict::Assessment;
use crate::compile::kept::Kept;
use crate::diagnostic::Diagnostic;
use crate::load::units::Looking;
use crate::model::Catalog;
use crate::model::unit::Unit;
use crate::rules::{RULES, Rule, Run, findings_of};
use crate::text::FileId;
use crate::text::inputs::Inputs;

/// What was found out of a unit while its file was at hand.
pub(super) struct Looked {
    /// Its verdicts; its place in the catalog is not known yet.
    pub assessment: Assessment,
    /// What rules about one unit have found.
    pub found: Vec<Diagnostic>,
    pub noted: Noted,
}

/// What the next run need not find out again of a unit whose files are the same.
#[derive(Clone, Copy)]
pub struct Noted {
    /// Whether it may be kept: its files have no faults, no rule about it alone has found anything, and
    /// nothing is known of it that its page does not say. What is kept stands beside what is published.
    pub(super) is_kept: bool,
    /// Whether rules about links must wait until all units are known.
    pub(super) leads_elsewhere: bool,
}

/// How units are looked at.
pub(super) struct LookingAt<'a> {
    pub inputs: &'a Inputs,
    /// What an earlier run has found out.
    pub kept: Option<&'a Kept<'a>>,
}

impl Looking for LookingAt<'_> {
    type Looked = Looked;

    fn known(&self, files: &[FileId]) -> Option<(Unit, Looked)> {
        self.kept?.unit(files)
    }

    /// Assesses and checks the unit, and lets go of what is not held.
    fn look(&self, catalog: &Catalog, unit: &mut Unit, has_faults: bool) -> Looked {
        let today = self.inputs.today;
        let mut assessment = assess_unit(catalog, unit, 0, today);
        let leads_elsewhere = leads_elsewhere(unit);
        let wanted = |rule: &Rule| !(leads_elsewhere && is_linked(rule));
        let found = findings_of(catalog, unit, &assessment, today, wanted);
        if self.inputs.is_large() {
            unit.forget_rest();
            assessment.forget_verdicts();
        }
        let says_no_more = unit.publish && assessment.exempt == 0;
        let noted = Noted {
            is_kept: found.is_empty() && !has_faults && says_no_more,
            leads_elsewhere,
        };
        Looked {
            assessment,
            found,
            noted,
        }
    }
}

/// What rules about links find of some units, now that all are known.
pub(super) fn found_in_links(recall: &Recall<'_>, units: Vec<usize>) -> Vec<Diagnostic> {
    let (catalog, today) = (recall.catalog, recall.inputs.today);
    let found = units
        .into_par_iter()
        .flat_map_iter(|at| match recall.unit(at) {
            Ok(whole) => findings_of(catalog, whole.unit(), whole.assessment(), today, is_linked),
            Err(fault) => vec![*fault],
        });
    found.collect()
}

/// Whether what some rule finds of a unit depends on others.
fn leads_elsewhere(unit: &Unit) -> bool {
    RULES.iter().any(|rule| match rule.run {
        Run::Linked {
            leads_elsewhere, ..
        } => leads_elsewhere(unit),
        Run::Unit(_) | Run::Site(_) => false,
    })
}

pub(super) fn is_linked(rule: &Rule) -> bool {
    matches!(rule.run, Run::Linked { .. })
}
