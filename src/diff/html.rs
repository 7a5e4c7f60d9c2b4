//! A difference as one self-contained HTML page: no script, no request to any host, headings and tables
//! for screen readers, and links into the preview where its address is known.

use std::sync::LazyLock;

use serde::Serialize;

use crate::diagnostic::{Language, Text};
use crate::diff::headings::{self, Headings};
use crate::diff::phrases;
use crate::diff::words::{Mark, Piece, calm};
use crate::diff::{
    Cause, Change, ChangeKind, Difference, Effect, ExemptionChange, FileDifference, FindingChange,
    LookDifference, UnitDifference, VerdictChange,
};
use crate::render::address::encode;
use crate::text::templates::Templates;

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| {
    Templates::new(&[
        ("diff.html", include_str!("templates/diff.html")),
        ("parts.html", include_str!("templates/parts.html")),
        ("diff.css", include_str!("templates/diff.css")),
    ])
});

/// What the page is filled with. Texts stand on one line.
#[derive(Serialize)]
struct Page {
    lang: &'static str,
    words: &'static Headings,
    title: String,
    served: Option<Served>,
    denies: bool,
    is_empty: bool,
    summary: Vec<String>,
    uncompared: Vec<UncomparedView>,
    units: Vec<UnitView>,
    findings: Vec<FindingView>,
    rules: Vec<FileView>,
    effects: Vec<EffectView>,
    /// What shared files do to findings of units.
    shared_findings: Vec<SharedView>,
    settings: Vec<FileView>,
    look: Option<LookView>,
}

#[derive(Serialize)]
struct UncomparedView {
    path: String,
    reason: String,
}

#[derive(Serialize)]
struct UnitView {
    name: String,
    path: String,
    fate: Option<String>,
    /// Its page in the preview.
    page: Option<String>,
    lost_address: Option<String>,
    /// What residents notice.
    seen: Vec<ChangeView>,
    verdicts: Vec<VerdictView>,
    facts: Vec<ChangeView>,
    exemptions: Vec<ExemptionView>,
    findings: Vec<FindingView>,
}

#[derive(Serialize)]
struct ChangeView {
    label: String,
    before: Option<String>,
    after: Option<String>,
    /// Running text; empty where the two sides stand beside each other.
    pieces: Vec<PieceView>,
}

#[derive(Serialize)]
struct PieceView {
    mark: &'static str,
    text: String,
}

#[derive(Serialize)]
struct VerdictView {
    name: String,
    cause: Option<String>,
    before: String,
    after: String,
}

#[derive(Serialize)]
struct ExemptionView {
    service: String,
    what: String,
    ends: Option<String>,
}

#[derive(Serialize)]
struct FindingView {
    what: String,
    is_newly_denied: bool,
    code: &'static str,
    message: String,
    cause: Option<String>,
    help: Option<String>,
    path: String,
    line: usize,
}

#[derive(Serialize)]
struct FileView {
    path: String,
    fate: String,
    /// When a rule set is in force.
    force: Option<String>,
    keys: Vec<KeyView>,
    pieces: Vec<PieceView>,
}

#[derive(Serialize)]
struct KeyView {
    key: String,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Serialize)]
struct EffectView {
    name: String,
    region: String,
    before: String,
    after: String,
    counted: String,
    units: Vec<String>,
}

#[derive(Serialize)]
struct SharedView {
    count: usize,
    what: String,
    level: String,
    code: &'static str,
}

#[derive(Serialize)]
struct LookView {
    files: Vec<ThemeFileView>,
    lines: Vec<String>,
    pages: Vec<PageView>,
}

#[derive(Serialize)]
struct ThemeFileView {
    path: String,
    fate: String,
}

/// A page that looks different, with its address in the preview.
#[derive(Serialize)]
struct PageView {
    route: String,
    href: Option<String>,
}

/// The page. `preview` is the address of a preview of the head, without a slash at the end.
pub fn render(difference: &Difference, language: Language, preview: Option<&str>) -> String {
    let page = HtmlForm { language, preview }.page(difference);
    TEMPLATES.render("diff.html", &page)
}

/// What a page has that a server gives: no styles of its own, and ways to other pages.
#[derive(Serialize)]
pub struct Served {
    /// The address of the style sheet.
    pub stylesheet: String,
    /// Ways from there: address and words.
    pub links: Vec<(String, String)>,
}

/// The style sheet of pages that a server gives.
pub const STYLE: &str = concat!(
    include_str!("templates/diff.css"),
    "header a { color: inherit; }\n",
    "header ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; list-style: none; }\n"
);

/// The same page for a server, whose pages run under a policy.
pub fn serve(difference: &Difference, language: Language, preview: &str, served: Served) -> String {
    let preview = Some(preview);
    let mut page = HtmlForm { language, preview }.page(difference);
    page.served = Some(served);
    TEMPLATES.render("diff.html", &page)
}

struct HtmlForm<'a> {
    language: Language,
    preview: Option<&'a str>,
}

impl HtmlForm<'_> {
    fn say(&self, text: &Text) -> String {
        calm(text.get(self.language))
    }

    fn perhaps(&self, text: Option<&Text>) -> Option<String> {
        text.map(|text| self.say(text))
    }

    /// Where a page is in the preview.
    fn address(&self, route: &str) -> Option<String> {
        let base = self.preview?;
        Some(calm(&format!("{base}/{}", encode(route))))
    }

    fn page(&self, difference: &Difference) -> Page {
        let Difference {
            base: _,
            head: _,
            today,
            uncompared,
            units,
            findings,
            rules,
            effects,
            settings,
            look,
        } = difference;
        let uncompared = uncompared.iter().map(|one| UncomparedView {
            path: calm(&one.path),
            reason: self.say(&one.reason),
        });
        let units = units.iter().filter(|unit| unit.stands_alone());
        let units = units.map(|unit| self.unit(unit, difference));
        let rules = rules.iter();
        let rules = rules.map(|file| self.file(file, phrases::force(file, *today)));
        let shared = difference.shared_findings().into_iter();
        let shared = shared.map(|((kind, level, code), count)| SharedView {
            count,
            what: self.say(&phrases::happened(kind, Cause::Shared, level.0, code)),
            level: self.say(&phrases::level(level.0)),
            code,
        });
        let summary = phrases::summary(difference);
        Page {
            lang: self.language.tag(),
            words: headings::of(self.language),
            title: self.say(&phrases::title(difference)),
            served: None,
            denies: difference.denies(),
            is_empty: difference.is_empty(),
            summary: summary.iter().map(|line| self.say(line)).collect(),
            uncompared: uncompared.collect(),
            units: units.collect(),
            findings: findings.iter().map(|it| self.finding(it)).collect(),
            rules: rules.collect(),
            effects: effects.iter().map(|it| self.effect(it)).collect(),
            shared_findings: shared.collect(),
            settings: settings.iter().map(|it| self.file(it, None)).collect(),
            look: (!look.is_empty()).then(|| self.look(look)),
        }
    }

    fn unit(&self, unit: &UnitDifference, difference: &Difference) -> UnitView {
        let UnitDifference {
            id,
            former_id: _,
            name,
            fate: _,
            touched: _,
            path,
            page,
            lost_address,
            changes,
            verdicts,
            exemptions,
            findings,
        } = unit;
        let (seen, facts): (Vec<&Change>, Vec<&Change>) = changes
            .iter()
            .partition(|change| change.topic.is_for_residents());
        let exemption = |it: &ExemptionChange| ExemptionView {
            service: calm(&it.service),
            what: self.say(&phrases::exemption(it)),
            ends: self.perhaps(phrases::ends(it, difference.today).as_ref()),
        };
        let lost_address = lost_address.as_ref();
        let lost_address = lost_address.map(|address| phrases::lost_address(address, id));
        UnitView {
            name: calm(name),
            path: calm(path),
            fate: self.perhaps(phrases::fate_of(unit).as_ref()),
            page: page.as_ref().and_then(|route| self.address(route)),
            lost_address: self.perhaps(lost_address.as_ref()),
            seen: seen.into_iter().map(|it| self.change(it)).collect(),
            verdicts: verdicts.iter().map(|it| self.verdict(it)).collect(),
            facts: facts.into_iter().map(|it| self.change(it)).collect(),
            exemptions: exemptions.iter().map(exemption).collect(),
            findings: findings.iter().map(|it| self.finding(it)).collect(),
        }
    }

    fn change(&self, change: &Change) -> ChangeView {
        let (before, after) = match change.kind() {
            ChangeKind::Gained => (None, change.after.as_ref()),
            ChangeKind::Lost => (change.before.as_ref(), None),
            ChangeKind::Changed => (change.before.as_ref(), change.after.as_ref()),
        };
        ChangeView {
            label: self.say(&phrases::label(change)),
            before: self.perhaps(before),
            after: self.perhaps(after),
            pieces: pieces(&change.words),
        }
    }

    fn verdict(&self, verdict: &VerdictChange) -> VerdictView {
        let VerdictChange {
            service: _,
            name,
            before,
            after,
            cause,
        } = verdict;
        VerdictView {
            name: calm(name),
            cause: self.perhaps(phrases::cause(*cause).as_ref()),
            before: self.say(&phrases::standing(before.as_ref())),
            after: self.say(&phrases::standing(after.as_ref())),
        }
    }

    fn finding(&self, finding: &FindingChange) -> FindingView {
        FindingView {
            what: self.say(&phrases::happening(finding)),
            is_newly_denied: finding.is_newly_denied(),
            code: finding.code,
            message: self.say(&finding.message),
            cause: self.perhaps(phrases::cause(finding.cause).as_ref()),
            help: self.perhaps(finding.help.as_ref()),
            path: calm(&finding.path),
            line: finding.line,
        }
    }

    fn file(&self, file: &FileDifference, force: Option<Text>) -> FileView {
        let FileDifference {
            path,
            fate,
            in_force: _,
            is_current: _,
            keys,
            words,
        } = file;
        let side = |value: &Option<String>| value.as_deref().map(calm);
        let keys = keys.iter().map(|key| KeyView {
            key: calm(&key.key),
            before: side(&key.before),
            after: side(&key.after),
        });
        FileView {
            path: calm(path),
            fate: self.say(&phrases::fate(*fate)),
            force: self.perhaps(force.as_ref()),
            keys: keys.collect(),
            pieces: pieces(words),
        }
    }

    fn effect(&self, effect: &Effect) -> EffectView {
        let Effect {
            region,
            service: _,
            name,
            before,
            after,
            units,
        } = effect;
        let counted = phrases::counted(units.len(), ["unit", "units"], ["enhet", "enheter"]);
        EffectView {
            name: calm(name),
            region: calm(region),
            before: self.say(&phrases::standing(before.as_ref())),
            after: self.say(&phrases::standing(after.as_ref())),
            counted: self.say(&counted),
            units: units.iter().map(|(_, name)| calm(name)).collect(),
        }
    }

    fn look(&self, look: &LookDifference) -> LookView {
        let files = look.files.iter().map(|(path, fate)| ThemeFileView {
            path: calm(path),
            fate: self.say(&phrases::fate(*fate)),
        });
        let pages = look.different.iter().map(|route| PageView {
            route: calm(&format!("/{route}")),
            href: self.address(route),
        });
        LookView {
            files: files.collect(),
            lines: phrases::look(look).iter().map(|it| self.say(it)).collect(),
            pages: pages.collect(),
        }
    }
}

/// Running text with what has gone and come marked.
fn pieces(pieces: &[Piece]) -> Vec<PieceView> {
    let piece = |piece: &Piece| PieceView {
        mark: match piece.mark {
            Mark::Same => "same",
            Mark::Removed => "removed",
            Mark::Added => "added",
        },
        text: calm(&piece.text),
    };
    pieces.iter().map(piece).collect()
}
