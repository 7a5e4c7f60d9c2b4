//! From two states of a site to their difference.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::assess::units::FullUnit;
use crate::assess::verdict::Outcome;
use crate::compile::{Compilation, Settings, compile};
use crate::diagnostic::Text;
use crate::diff::change::State;
use crate::diff::files::{files_of, same_texts};
use crate::diff::findings::{self, Found};
use crate::diff::matching::{Pair, fate, pairs};
use crate::diff::pages::{self, Rendered};
use crate::diff::residents;
use crate::diff::uncompared::{is_incomparable, uncompared, unreadable_paths};
use crate::diff::{
    Cause, Change, ChangeKind, Difference, Effect, Fate, FileDifference, FindingChange,
    FindingKind, LookDifference, Standing, Topic, UnitDifference, compliance, shared,
};
use crate::model::unit::UnitSummary;
use crate::render::routes;
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;

/// One state of a site.
pub struct SiteState<'a> {
    /// What it is called.
    pub name: Text,
    /// What was read; every text is in memory.
    pub inputs: &'a Inputs,
    /// What is known of it, with the faults of its theme.
    pub compilation: &'a Compilation,
}

/// The base's shared files with the head's units, or the other way round.
struct Mixed {
    inputs: Inputs,
    compilation: Compilation,
    /// The place of each unit's assessment, by the path of its file.
    units: BTreeMap<String, usize>,
}

/// Everything that is compared, with what is worked out once.
struct Sides<'a> {
    base: &'a SiteState<'a>,
    head: &'a SiteState<'a>,
    /// The head's units under the base's shared files, where those differ.
    between: Option<Mixed>,
}

/// What differs between two states of a site on the same day. Both are checked with the same settings.
pub fn compare(base: &SiteState<'_>, head: &SiteState<'_>, settings: &Settings) -> Difference {
    let (rules, others) = shared_files(base, head);
    let differs = !rules.is_empty() || !others.is_empty();
    let sides = Sides {
        base,
        head,
        between: differs.then(|| mixed(head.inputs, base.inputs, settings)),
    };
    let pairs = pairs(&base.compilation.catalog, &head.compilation.catalog);
    let mut units: Vec<UnitDifference> = pairs
        .par_iter()
        .filter_map(|pair| sides.unit(*pair))
        .collect();
    let uncompared = uncompared(
        (base.inputs, base.compilation),
        (head.inputs, head.compilation),
    );
    let loose = sides.findings(&pairs, &mut units);
    units.retain(|unit| !is_empty(unit));
    units.sort_by_cached_key(rank);
    let effects = effects(&units);
    Difference {
        base: Some(base.name.clone()),
        head: Some(head.name.clone()),
        today: head.inputs.today,
        uncompared,
        units,
        findings: loose,
        rules,
        effects,
        settings: others,
        look: look(base, head, differs, settings),
    }
}

/// Whether a file is shared by units: anything that is no unit's own.
fn is_shared(path: &SitePath) -> bool {
    let parts: Vec<&str> = path.parts().collect();
    !matches!(parts.as_slice(), ["content", _, "units", ..])
}

/// The shared files that differ: rule sets, and the others.
fn shared_files(
    base: &SiteState<'_>,
    head: &SiteState<'_>,
) -> (Vec<FileDifference>, Vec<FileDifference>) {
    let (old, new) = (&base.inputs.content, &head.inputs.content);
    let paths: BTreeSet<&SitePath> = old.keys().chain(new.keys()).collect();
    let (mut rules, mut others) = (Vec::new(), Vec::new());
    for path in paths.into_iter().filter(|path| is_shared(path)) {
        let Some(mut difference) = shared::compare(path, old.get(path), new.get(path)) else {
            continue;
        };
        let Some(first_day) = difference.in_force else {
            others.push(difference);
            continue;
        };
        let region = path.parts().nth(1).unwrap_or_default();
        let region = head.compilation.catalog.regions.get(region);
        let current = region.and_then(|region| region.rule_set_on(head.inputs.today));
        difference.is_current = current.is_some_and(|rules| rules.in_force == first_day);
        rules.push(difference);
    }
    (rules, others)
}

/// The units of one state under the shared files of another, for the second's theme.
fn mixed(units: &Inputs, shared: &Inputs, settings: &Settings) -> Mixed {
    let own = units.content.iter().filter(|(path, _)| !is_shared(path));
    let others = shared.content.iter().filter(|(path, _)| is_shared(path));
    let content = own.chain(others);
    let content: BTreeMap<SitePath, Content> = content
        .map(|(path, content)| (path.clone(), content.clone()))
        .collect();
    let inputs = Inputs {
        content,
        ..shared.clone()
    };
    let compilation = compile(&inputs, settings);
    let units = compilation.catalog.units.iter().enumerate();
    let units = units
        .map(|(at, unit)| (compilation.sources.path(unit.file).to_string(), at))
        .collect();
    Mixed {
        inputs,
        compilation,
        units,
    }
}

/// A unit of a compilation in full.
fn full_unit(compilation: &Compilation, inputs: &Inputs, at: usize) -> Arc<FullUnit> {
    let full = compilation.units(inputs).load(at);
    full.expect("bug: a text of a site that is compared is not in memory")
}

/// A unit as one compilation knows it.
fn state<'a>(compilation: &'a Compilation, full: &'a FullUnit) -> State<'a> {
    State {
        unit: &full.unit,
        region: compilation.catalog.region_of(&full.unit),
        assessment: Some(&full.assessment),
        today: compilation.today,
    }
}

impl Sides<'_> {
    /// What differs in one unit, but for findings. Nothing for one whose files and shared files are the
    /// same: the same texts on the same day say the same.
    fn unit(&self, pair: Pair) -> Option<UnitDifference> {
        let (old, new) = (&self.base.compilation, &self.head.compilation);
        if let (Some(before), Some(after)) = (pair.before, pair.after)
            && self.between.is_none()
        {
            let (before, after) = (&old.catalog.units[before], &new.catalog.units[after]);
            if fate((before, &old.sources), (after, &new.sources)) == Fate::Kept
                && same_texts((before, &old.sources), (after, &new.sources))
            {
                return Some(untouched(after, new));
            }
        }
        let before = pair.before.map(|at| full_unit(old, self.base.inputs, at));
        let after = pair.after.map(|at| full_unit(new, self.head.inputs, at));
        let before = before.as_deref().map(|full| state(old, full));
        let after = after.as_deref().map(|full| state(new, full));
        let unit = after.or(before)?.unit;
        let compilation = if after.is_some() { new } else { old };
        let mut difference = UnitDifference {
            id: unit.id.clone(),
            former_id: None,
            name: unit.display_name().to_owned(),
            fate: Fate::Kept,
            touched: true,
            path: compilation.sources.path(unit.file).to_string(),
            page: after.and_then(route),
            lost_address: None,
            changes: Vec::new(),
            verdicts: Vec::new(),
            exemptions: Vec::new(),
            findings: Vec::new(),
        };
        match (before, after) {
            (Some(before), Some(after)) => self.both(&mut difference, before, after),
            (Some(state), None) | (None, Some(state)) => {
                let is_new = before.is_none();
                difference.fate = if is_new { Fate::Added } else { Fate::Gone };
                difference.changes = residents::offered(state, is_new);
                difference.verdicts = compliance::shortfalls(state, is_new);
                difference.exemptions = compliance::exemptions(before, after);
            }
            (None, None) => return None,
        }
        Some(difference)
    }

    fn both(&self, difference: &mut UnitDifference, before: State<'_>, after: State<'_>) {
        let (old, new) = (&self.base.compilation, &self.head.compilation);
        let (old_unit, new_unit) = (before.unit, after.unit);
        difference.fate = fate((old_unit, &old.sources), (new_unit, &new.sources));
        if old_unit.id != new_unit.id {
            difference.former_id = Some(old_unit.id.clone());
            difference.lost_address = lost_address(before, after);
        }
        let same_texts = same_texts((old_unit, &old.sources), (new_unit, &new.sources));
        difference.touched = !same_texts || difference.fate != Fate::Kept;
        if same_texts && self.between.is_none() {
            return;
        }
        if !same_texts {
            difference.changes = residents::compare(before, after);
        }
        let between = self.between.as_ref().and_then(|mixed| {
            let at = mixed.units.get(new.sources.path(new_unit.file).as_str())?;
            Some(full_unit(&mixed.compilation, &mixed.inputs, *at))
        });
        let between = between.as_deref().zip(self.between.as_ref());
        let between = between.map(|(full, mixed)| state(&mixed.compilation, full));
        // A broken rule set gives no verdicts: that is told as such, and not as a loss of duties.
        let is_broken = |state: State<'_>| {
            let region = state.region;
            let rules = region.and_then(|region| region.rule_set_on(state.today));
            region.is_some_and(|region| region.broken) || rules.is_some_and(|rules| rules.broken)
        };
        if !is_broken(before) && !is_broken(after) {
            difference.verdicts = compliance::verdicts(Some(before), between, Some(after));
        }
        if !same_texts {
            difference.exemptions = compliance::exemptions(Some(before), Some(after));
        }
    }

    /// Gives units the findings that differ in them; those of no unit are given back.
    fn findings(&self, pairs: &[Pair], units: &mut [UnitDifference]) -> Vec<FindingChange> {
        let (old, new) = (&self.base.compilation, &self.head.compilation);
        let mut moved = BTreeMap::new();
        let mut owners: BTreeMap<(bool, String), String> = BTreeMap::new();
        for pair in pairs {
            let files = |compilation: &Compilation, at: Option<usize>| {
                at.map(|at| files_of(compilation, &compilation.catalog.units[at]))
            };
            let (was, is) = (files(old, pair.before), files(new, pair.after));
            if let (Some(was), Some(is)) = (&was, &is) {
                let same_keys = was
                    .iter()
                    .filter_map(|(key, path)| Some((path, is.get(key)?)));
                let others = same_keys.filter(|(from, to)| from != to);
                moved.extend(others.map(|(from, to)| (from.clone(), to.clone())));
            }
            let unit = pair.after.map(|at| &new.catalog.units[at]);
            let unit = unit.or(pair.before.map(|at| &old.catalog.units[at]));
            let Some(id) = unit.map(|unit| unit.id.clone()) else {
                continue;
            };
            for (in_head, paths) in [(false, was), (true, is)] {
                let paths = paths.into_iter().flat_map(BTreeMap::into_values);
                owners.extend(paths.map(|path| ((in_head, path), id.clone())));
            }
        }
        let nowhere = BTreeMap::new();
        let (old_found, new_found) = (old.findings(), new.findings());
        let between_found = self
            .between
            .as_ref()
            .map(|mixed| mixed.compilation.findings());
        let between = between_found.as_ref().zip(self.between.as_ref());
        let between = between.map(|(findings, mixed)| Found {
            findings,
            sources: &mixed.compilation.sources,
            moved: &nowhere,
        });
        let found = findings::compare(
            &Found {
                findings: &old_found,
                sources: &old.sources,
                moved: &moved,
            },
            between.as_ref(),
            &Found {
                findings: &new_found,
                sources: &new.sources,
                moved: &nowhere,
            },
        );
        let places: BTreeMap<String, usize> = units
            .iter()
            .enumerate()
            .map(|(at, unit)| (unit.id.clone(), at))
            .collect();
        let unread = unreadable_paths(self.head.compilation);
        let mut loose = Vec::new();
        for mut finding in found {
            let in_head = finding.kind != FindingKind::Fixed;
            if is_incomparable(&finding, &unread, (old, new)) {
                continue;
            }
            let owner = owners.get(&(in_head, finding.path.clone()));
            let owner = owner.cloned().or_else(|| finding.unit.clone());
            finding.unit.clone_from(&owner);
            // What shared files themselves say has no unit that could be the cause.
            match owner.and_then(|id| places.get(&id).copied()) {
                Some(at) => units[at].findings.push(finding),
                None => loose.push(FindingChange {
                    cause: Cause::Unit,
                    ..finding
                }),
            }
        }
        for unit in units.iter_mut() {
            findings::sort(&mut unit.findings);
        }
        findings::sort(&mut loose);
        loose
    }
}

/// A unit whose files are the same.
fn untouched(unit: &UnitSummary, compilation: &Compilation) -> UnitDifference {
    let shown = unit.is_shown_on(compilation.today);
    UnitDifference {
        id: unit.id.clone(),
        former_id: None,
        name: unit.display_name().to_owned(),
        fate: Fate::Kept,
        touched: false,
        path: compilation.sources.path(unit.file).to_string(),
        page: shown.then(|| routes::unit(unit.region(), unit.slug())),
        lost_address: None,
        changes: Vec::new(),
        verdicts: Vec::new(),
        exemptions: Vec::new(),
        findings: Vec::new(),
    }
}

/// The route of a unit's page, when it is shown.
fn route(state: State<'_>) -> Option<String> {
    let shown = state.unit.is_shown_on(state.today);
    shown.then(|| routes::unit(state.unit.region(), state.unit.slug()))
}

/// The former address of a unit when it was shown and nothing leads from there to the new one.
fn lost_address(before: State<'_>, after: State<'_>) -> Option<String> {
    let old = route(before)?;
    let address = (before.unit.region(), before.unit.slug());
    let mut kept = after.unit.former_addresses();
    (!kept.any(|former| former == address)).then_some(old)
}

fn is_empty(unit: &UnitDifference) -> bool {
    unit.fate == Fate::Kept
        && unit.changes.is_empty()
        && unit.verdicts.is_empty()
        && unit.findings.is_empty()
        && unit.exemptions.iter().all(|it| it.before == it.after)
}

/// The most important units first: what is denied, what residents lose, what is unmet, what is gone.
fn rank(unit: &UnitDifference) -> ([usize; 5], String) {
    let most = |count: usize| usize::MAX - count;
    let denied = unit.findings.iter().filter(|it| it.is_newly_denied());
    let is_lost = |change: &&Change| {
        change.topic <= Topic::Visits
            && change.kind() == ChangeKind::Lost
            && change.service.is_some()
    };
    let unmet = |standing: &Option<Standing>| {
        let outcome = standing.as_ref().map(|standing| standing.outcome);
        outcome == Some(Outcome::Unmet)
    };
    let worse = unit
        .verdicts
        .iter()
        .filter(|it| unmet(&it.after) && !unmet(&it.before));
    let place = if unit.touched { 0 } else { 1 };
    let key = [
        most(denied.count()),
        place,
        most(unit.changes.iter().filter(is_lost).count()),
        most(worse.count()),
        unit.fate as usize,
    ];
    (key, unit.id.clone())
}

/// Verdicts that change because of shared files, gathered over units.
fn effects(units: &[UnitDifference]) -> Vec<Effect> {
    let mut gathered: BTreeMap<_, Effect> = BTreeMap::new();
    for unit in units {
        for verdict in &unit.verdicts {
            if verdict.cause == Cause::Unit {
                continue;
            }
            let region = unit.id.split('/').next().unwrap_or_default().to_owned();
            let key = (
                region.clone(),
                verdict.service.clone(),
                verdict.before.clone(),
                verdict.after.clone(),
            );
            let effect = gathered.entry(key).or_insert_with(|| Effect {
                region,
                service: verdict.service.clone(),
                name: verdict.name.clone(),
                before: verdict.before.clone(),
                after: verdict.after.clone(),
                units: Vec::new(),
            });
            effect.units.push((unit.id.clone(), unit.name.clone()));
        }
    }
    let mut effects: Vec<Effect> = gathered.into_values().collect();
    for effect in &mut effects {
        effect.units.sort();
    }
    let is_unmet = |effect: &Effect| {
        let after = effect.after.as_ref();
        after.is_some_and(|standing| standing.outcome == Outcome::Unmet)
    };
    effects.sort_by_key(|effect| (!is_unmet(effect), std::cmp::Reverse(effect.units.len())));
    effects
}

/// What shared files do to pages; not worked out where they are all the same.
fn look(
    base: &SiteState<'_>,
    head: &SiteState<'_>,
    shared_differs: bool,
    settings: &Settings,
) -> LookDifference {
    let before = Rendered {
        inputs: base.inputs,
        compilation: base.compilation,
    };
    if shared_differs {
        let mixed = mixed(base.inputs, head.inputs, settings);
        let after = Rendered {
            inputs: &mixed.inputs,
            compilation: &mixed.compilation,
        };
        return pages::compare(&before, &after);
    }
    if base.inputs.theme == head.inputs.theme {
        return LookDifference::default();
    }
    let themed = Inputs {
        theme: head.inputs.theme.clone(),
        ..base.inputs.clone()
    };
    let after = Rendered {
        inputs: &themed,
        compilation: base.compilation,
    };
    pages::compare(&before, &after)
}
