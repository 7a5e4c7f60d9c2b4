//! A difference as JSON, version 1; `docs/diff.schema.json` describes it. These structs are the
//! contract; internal types may change freely.

use serde::Serialize;

use crate::diagnostic::{Language, Text};
use crate::diff::words::Mark;
use crate::diff::{
    Change, ChangeKind, Counts, Difference, Effect, Fate, FileDifference, FindingChange,
    LookDifference, Standing, UnitDifference, VerdictChange, phrases,
};

#[derive(Serialize)]
struct Report {
    version: u32,
    date: String,
    base: Option<String>,
    head: Option<String>,
    denied: bool,
    counts: CountsForm,
    uncompared: Vec<UncomparedForm>,
    units: Vec<UnitForm>,
    findings: Vec<FindingForm>,
    rules: Vec<FileForm>,
    effects: Vec<EffectForm>,
    settings: Vec<FileForm>,
    pages: PagesForm,
}

#[derive(Serialize)]
struct CountsForm {
    units_added: usize,
    units_gone: usize,
    units_renamed: usize,
    units_changed: usize,
    units_affected: usize,
    services_gained: usize,
    services_lost: usize,
    became_unmet: usize,
    no_longer_unmet: usize,
    findings_new: usize,
    findings_newly_denied: usize,
    findings_fixed: usize,
    pages_different: usize,
}

#[derive(Serialize)]
struct UncomparedForm {
    path: String,
    reason: String,
}

#[derive(Serialize)]
struct UnitForm {
    unit: String,
    former_unit: Option<String>,
    name: String,
    fate: &'static str,
    own_files_differ: bool,
    path: String,
    page: Option<String>,
    lost_address: Option<String>,
    changes: Vec<ChangeForm>,
    verdicts: Vec<VerdictForm>,
    exemptions: Vec<ExemptionForm>,
    findings: Vec<FindingForm>,
}

#[derive(Serialize)]
struct ChangeForm {
    topic: &'static str,
    residents: bool,
    kind: &'static str,
    subject: String,
    service: Option<String>,
    before: Option<String>,
    after: Option<String>,
    words: Vec<PieceForm>,
}

#[derive(Serialize)]
struct PieceForm {
    mark: &'static str,
    text: String,
}

#[derive(Serialize)]
struct StandingForm {
    obligation: Option<&'static str>,
    offered: bool,
    verdict: &'static str,
    causes: Vec<&'static str>,
}

#[derive(Serialize)]
struct VerdictForm {
    service: String,
    name: String,
    before: Option<StandingForm>,
    after: Option<StandingForm>,
    cause: &'static str,
}

#[derive(Serialize)]
struct ExemptionForm {
    service: String,
    before: Option<String>,
    after: Option<String>,
    ends: Option<String>,
}

#[derive(Serialize)]
struct FindingForm {
    kind: &'static str,
    code: &'static str,
    fingerprint: String,
    level: &'static str,
    former_level: Option<&'static str>,
    message: String,
    help: Option<String>,
    path: String,
    line: usize,
    column: usize,
    unit: Option<String>,
    service: Option<String>,
    cause: &'static str,
}

#[derive(Serialize)]
struct FileForm {
    path: String,
    fate: &'static str,
    in_force: Option<String>,
    current: bool,
    keys: Vec<KeyForm>,
    words: Vec<PieceForm>,
}

#[derive(Serialize)]
struct KeyForm {
    key: String,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Serialize)]
struct EffectForm {
    region: String,
    service: String,
    name: String,
    before: Option<StandingForm>,
    after: Option<StandingForm>,
    units: Vec<String>,
}

#[derive(Serialize)]
struct PagesForm {
    compared: usize,
    different: Vec<String>,
    failed: usize,
    assets: Vec<ThemeFileForm>,
    theme: Vec<ThemeFileForm>,
}

#[derive(Serialize)]
struct ThemeFileForm {
    path: String,
    fate: &'static str,
}

/// The difference as one JSON document, ending with a newline.
pub fn render(difference: &Difference, language: Language) -> String {
    let words = |text: &Option<Text>| text.as_ref().map(|text| text.get(language).to_owned());
    let file = |file: &FileDifference| file_form(file);
    let report = Report {
        version: 1,
        date: difference.today.to_string(),
        base: words(&difference.base),
        head: words(&difference.head),
        denied: difference.denies(),
        counts: counts(&difference.counts(), &difference.look),
        uncompared: difference
            .uncompared
            .iter()
            .map(|one| UncomparedForm {
                path: one.path.clone(),
                reason: one.reason.get(language).to_owned(),
            })
            .collect(),
        units: difference
            .units
            .iter()
            .map(|it| unit(it, language))
            .collect(),
        findings: difference
            .findings
            .iter()
            .map(|it| finding(it, language))
            .collect(),
        rules: difference.rules.iter().map(file).collect(),
        effects: difference.effects.iter().map(effect).collect(),
        settings: difference.settings.iter().map(file).collect(),
        pages: pages(&difference.look),
    };
    // Plain strings and numbers always serialise.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn counts(counts: &Counts, look: &LookDifference) -> CountsForm {
    CountsForm {
        units_added: counts.added,
        units_gone: counts.gone,
        units_renamed: counts.renamed,
        units_changed: counts.changed,
        units_affected: counts.untouched,
        services_gained: counts.services_gained,
        services_lost: counts.services_lost,
        became_unmet: counts.became_unmet,
        no_longer_unmet: counts.became_met,
        findings_new: counts.new,
        findings_newly_denied: counts.newly_denied,
        findings_fixed: counts.fixed,
        pages_different: look.different.len(),
    }
}

fn unit(unit: &UnitDifference, language: Language) -> UnitForm {
    let words = |text: &Option<Text>| text.as_ref().map(|text| text.get(language).to_owned());
    UnitForm {
        unit: unit.id.clone(),
        former_unit: unit.former_id.clone(),
        name: unit.name.clone(),
        fate: phrases::fate_key(unit.fate),
        own_files_differ: unit.touched,
        path: unit.path.clone(),
        page: unit.page.clone(),
        lost_address: unit.lost_address.clone(),
        changes: unit.changes.iter().map(|it| change(it, language)).collect(),
        verdicts: unit.verdicts.iter().map(verdict).collect(),
        exemptions: unit
            .exemptions
            .iter()
            .map(|it| ExemptionForm {
                service: it.service.clone(),
                before: words(&it.before),
                after: words(&it.after),
                ends: it.ends.map(|day| day.to_string()),
            })
            .collect(),
        findings: unit
            .findings
            .iter()
            .map(|it| finding(it, language))
            .collect(),
    }
}

fn change(change: &Change, language: Language) -> ChangeForm {
    let words = |text: &Option<Text>| text.as_ref().map(|text| text.get(language).to_owned());
    ChangeForm {
        topic: phrases::topic_key(change.topic),
        residents: change.topic.is_for_residents(),
        kind: match change.kind() {
            ChangeKind::Lost => "lost",
            ChangeKind::Gained => "gained",
            ChangeKind::Changed => "changed",
        },
        subject: change.subject.get(language).to_owned(),
        service: change.service.clone(),
        before: words(&change.before),
        after: words(&change.after),
        words: pieces(&change.words),
    }
}

fn pieces(pieces: &[crate::diff::words::Piece]) -> Vec<PieceForm> {
    let form = |piece: &crate::diff::words::Piece| PieceForm {
        mark: match piece.mark {
            Mark::Same => "same",
            Mark::Removed => "removed",
            Mark::Added => "added",
        },
        text: piece.text.clone(),
    };
    pieces.iter().map(form).collect()
}

fn standing(standing: &Option<Standing>) -> Option<StandingForm> {
    let standing = standing.as_ref()?;
    Some(StandingForm {
        obligation: standing.obligation.map(|obligation| obligation.name()),
        offered: standing.offered,
        verdict: standing.outcome.name(),
        causes: standing.causes.iter().map(|cause| cause.name()).collect(),
    })
}

fn verdict(verdict: &VerdictChange) -> VerdictForm {
    VerdictForm {
        service: verdict.service.clone(),
        name: verdict.name.clone(),
        before: standing(&verdict.before),
        after: standing(&verdict.after),
        cause: verdict.cause.name(),
    }
}

fn finding(finding: &FindingChange, language: Language) -> FindingForm {
    FindingForm {
        kind: phrases::finding_key(finding.kind),
        code: finding.code,
        fingerprint: finding.fingerprint.clone(),
        level: finding.level.name(),
        former_level: finding.former_level.map(|level| level.name()),
        message: finding.message.get(language).to_owned(),
        help: finding
            .help
            .as_ref()
            .map(|help| help.get(language).to_owned()),
        path: finding.path.clone(),
        line: finding.line,
        column: finding.column,
        unit: finding.unit.clone(),
        service: finding.service.clone(),
        cause: finding.cause.name(),
    }
}

fn file_form(file: &FileDifference) -> FileForm {
    FileForm {
        path: file.path.clone(),
        fate: phrases::fate_key(file.fate),
        in_force: file.in_force.map(|day| day.to_string()),
        current: file.is_current,
        keys: file
            .keys
            .iter()
            .map(|key| KeyForm {
                key: key.key.clone(),
                before: key.before.clone(),
                after: key.after.clone(),
            })
            .collect(),
        words: pieces(&file.words),
    }
}

fn effect(effect: &Effect) -> EffectForm {
    EffectForm {
        region: effect.region.clone(),
        service: effect.service.clone(),
        name: effect.name.clone(),
        before: standing(&effect.before),
        after: standing(&effect.after),
        units: effect.units.iter().map(|(id, _)| id.clone()).collect(),
    }
}

fn pages(look: &LookDifference) -> PagesForm {
    let files = |list: &[(String, Fate)]| {
        let form = |(path, fate): &(String, Fate)| ThemeFileForm {
            path: path.clone(),
            fate: phrases::fate_key(*fate),
        };
        list.iter().map(form).collect()
    };
    PagesForm {
        compared: look.compared,
        different: look.different.clone(),
        failed: look.failed,
        assets: files(&look.assets),
        theme: files(&look.files),
    }
}
