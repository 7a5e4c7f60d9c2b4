//! A difference as Markdown, for a comment on a proposed change at GitHub or GitLab.
//!
//! What people wrote is escaped so that it is text there and nothing else: no markup, no mention, no
//! reference, no link. A comment has a size limit: the most important comes first, what does not fit is
//! counted, and the last line says where all of it is.

use crate::diagnostic::{Language, Text, say};
use crate::diff::escape::{escape, escape_message};
use crate::diff::headings;
use crate::diff::phrases;
use crate::diff::words::{Mark, Piece, calm, cut, excerpt};
use crate::diff::{
    Cause, Change, ChangeKind, Difference, FileDifference, FindingChange, UnitDifference,
    VerdictChange,
};
use crate::render::address::encode;

/// Characters of a comment at GitHub.
pub const GITHUB: usize = 65_536;

/// Characters of a comment at GitLab.
pub const GITLAB: usize = 1_000_000;

/// Characters kept free for the last lines.
const RESERVE: usize = 1_200;

/// Longest value that is shown whole, in characters.
const LONGEST: usize = 300;

/// Most lines of one kind in a section.
const MOST_LINES: usize = 100;

/// How the comment is written.
#[derive(Clone, Debug)]
pub struct Options {
    /// The language of its words.
    pub language: Language,
    /// Where a preview of the head is, without a slash at the end.
    pub preview: Option<String>,
    /// Where the whole difference is.
    pub full: Option<String>,
    /// How many characters the comment may have.
    pub limit: usize,
}

/// The comment, ending with a newline.
pub fn render(difference: &Difference, options: &Options) -> String {
    let form = MarkdownForm { options };
    let mut text = form.head(difference);
    let mut left = options
        .limit
        .saturating_sub(RESERVE)
        .saturating_sub(count(&text));
    let mut cut_off = Vec::new();
    for section in form.sections(difference) {
        let mut blocks = section.blocks.into_iter();
        let mut shown = String::new();
        let heading = format!("\n### {}\n\n", escape(section.title));
        let mut missing = 0;
        for block in blocks.by_ref() {
            let size = count(&block) + if shown.is_empty() { count(&heading) } else { 0 };
            if size > left {
                missing = 1;
                break;
            }
            if shown.is_empty() {
                shown.push_str(&heading);
            }
            shown.push_str(&block);
            left -= size;
        }
        missing += blocks.count();
        text.push_str(&shown);
        if missing > 0 {
            cut_off.push((missing, section.title));
            // What follows is less important: it does not overtake what was cut off.
            left = 0;
        }
    }
    form.foot(&mut text, &cut_off);
    text
}

/// A heading and what stands below it, each block whole in itself.
struct Section {
    title: &'static str,
    blocks: Vec<String>,
}

struct MarkdownForm<'a> {
    options: &'a Options,
}

impl MarkdownForm<'_> {
    fn say<'a>(&self, text: &'a Text) -> &'a str {
        text.get(self.options.language)
    }

    /// The first lines: what is compared and the whole in a few sentences.
    fn head(&self, difference: &Difference) -> String {
        let verdict = match (difference.is_empty(), difference.denies()) {
            (true, _) => say!(
                "Nothing changes for residents or compliance",
                "Inget ändras för invånare eller kravuppfyllelse"
            ),
            (_, true) => say!(
                "This change brings faults that stop publishing",
                "Ändringen medför fel som stoppar publiceringen"
            ),
            _ => {
                let whole = headings::of(self.options.language).whole;
                phrases::same(whole)
            }
        };
        let title = phrases::title(difference);
        let mut text = format!(
            "## {}\n\n{}\n",
            escape(self.say(&verdict)),
            escape(&cut(self.say(&title), LONGEST))
        );
        let summary = phrases::summary(difference);
        if !summary.is_empty() {
            text.push('\n');
        }
        for line in summary {
            text.push_str(&format!("- {}\n", escape(&cut(self.say(&line), LONGEST))));
        }
        text
    }

    fn sections(&self, difference: &Difference) -> Vec<Section> {
        let mut sections = Vec::new();
        let words = headings::of(self.options.language);
        let mut add = |title: &'static str, blocks: Vec<String>| {
            if !blocks.is_empty() {
                sections.push(Section { title, blocks });
            }
        };
        let uncompared = difference.uncompared.iter().map(|one| {
            let reason = escape(self.say(&one.reason));
            format!("- ⚠️ {}: {reason}\n", code(&one.path))
        });
        add(words.uncompared, uncompared.collect());
        let units = difference.units.iter().filter(|unit| unit.stands_alone());
        add(
            words.units,
            units.map(|unit| self.unit(unit, difference)).collect(),
        );
        let findings = difference.findings.iter();
        add(
            words.findings,
            findings.map(|finding| self.finding(finding)).collect(),
        );
        let rules = difference.rules.iter().map(|file| {
            let force = phrases::force(file, difference.today);
            self.file(file, force.as_ref())
        });
        add(words.rules, rules.collect());
        add(words.effects, self.effects(difference));
        let settings = difference.settings.iter();
        add(
            words.settings,
            settings.map(|file| self.file(file, None)).collect(),
        );
        add(words.look, self.look(difference));
        sections
    }

    /// One unit, folded up, with its headline outside.
    fn unit(&self, unit: &UnitDifference, difference: &Difference) -> String {
        let mut signs: Vec<String> = Vec::new();
        let denied = unit.findings.iter().filter(|it| it.is_newly_denied());
        match denied.count() {
            0 => {}
            n => signs.push(format!("🛑 {n}")),
        }
        if let Some(fate) = phrases::fate_of(unit) {
            signs.push(escape_message(self.say(&fate)));
        }
        for (kind, sign) in [(ChangeKind::Lost, '−'), (ChangeKind::Gained, '+')] {
            let services = unit.changes.iter().filter(|it| it.service.is_some());
            match services.filter(|it| it.kind() == kind).count() {
                0 => {}
                n => {
                    let word = phrases::counted(n, ["service", "services"], ["tjänst", "tjänster"]);
                    signs.push(format!("{sign}{}", self.say(&word)));
                }
            }
        }
        let signs = if signs.is_empty() {
            String::new()
        } else {
            format!(": {}", signs.join(", "))
        };
        let name = escape(&cut(&unit.name, LONGEST));
        let mut text = format!("<details><summary><b>{name}</b>{signs}</summary>\n\n");
        text.push_str(&code(&unit.path));
        if let Some(link) = self.page(unit) {
            text.push_str(&format!(" · {link}"));
        }
        text.push_str("\n\n");
        if let Some(address) = &unit.lost_address {
            let words = phrases::lost_address(&cut(address, LONGEST), &unit.id);
            text.push_str(&format!("- ⚠️ {}\n", escape_message(self.say(&words))));
        }
        let mut lines: Vec<String> = unit.changes.iter().map(|it| self.change(it)).collect();
        lines.extend(unit.verdicts.iter().map(|verdict| self.verdict(verdict)));
        for exemption in &unit.exemptions {
            let words = phrases::exemption(exemption);
            let mut line = format!("{}: {}", exemption.service, self.say(&words));
            if let Some(ends) = phrases::ends(exemption, difference.today) {
                line = format!("{line} ({})", self.say(&ends));
            }
            lines.push(format!("- 📄 {}\n", escape(&cut(&line, LONGEST * 2))));
        }
        lines.extend(unit.findings.iter().map(|finding| self.finding(finding)));
        text.push_str(&self.first(lines));
        text.push_str("\n</details>\n");
        text
    }

    /// So many lines as are readable, and how many more there are.
    fn first(&self, mut lines: Vec<String>) -> String {
        let more = lines.len().saturating_sub(MOST_LINES);
        lines.truncate(MOST_LINES);
        if more > 0 {
            let words = say!("and {more} more", "och {more} till");
            lines.push(format!("- … {}\n", self.say(&words)));
        }
        lines.concat()
    }

    /// A link to the unit's page in the preview.
    fn page(&self, unit: &UnitDifference) -> Option<String> {
        let (base, route) = (self.options.preview.as_ref()?, unit.page.as_ref()?);
        let words = headings::of(self.options.language).preview_page;
        Some(format!("[{words}]({base}/{})", encode(route)))
    }

    fn change(&self, change: &Change) -> String {
        let label = phrases::label(change);
        let label = escape(&cut(self.say(&label), LONGEST));
        let value = |value: &Option<Text>| {
            let value = value.as_ref().map(|value| self.say(value));
            escape(&cut(value.unwrap_or_default(), LONGEST))
        };
        let (before, after) = (value(&change.before), value(&change.after));
        match change.kind() {
            ChangeKind::Gained => format!("- ➕ **{label}:** <ins>{after}</ins>\n"),
            ChangeKind::Lost => format!("- ➖ **{label}:** <del>{before}</del>\n"),
            ChangeKind::Changed if change.words.is_empty() => {
                format!("- ✏️ **{label}:** <del>{before}</del> → <ins>{after}</ins>\n")
            }
            ChangeKind::Changed => format!("- ✏️ **{label}:** {}\n", words(&change.words)),
        }
    }

    fn verdict(&self, verdict: &VerdictChange) -> String {
        let (before, after) = (
            phrases::standing(verdict.before.as_ref()),
            phrases::standing(verdict.after.as_ref()),
        );
        let cause = phrases::cause(verdict.cause);
        let cause = cause.map_or(String::new(), |cause| format!(", {}", self.say(&cause)));
        format!(
            "- ⚖️ **{}:** {} → {}{cause}\n",
            escape(&cut(&verdict.name, LONGEST)),
            self.say(&before),
            self.say(&after)
        )
    }

    fn finding(&self, finding: &FindingChange) -> String {
        let heading = phrases::heading(finding);
        let cause = phrases::cause(finding.cause);
        let cause = cause.map_or(String::new(), |cause| format!(", {}", self.say(&cause)));
        let sign = match (finding.is_newly_denied(), finding.kind) {
            (true, _) => "🛑",
            (_, crate::diff::FindingKind::New | crate::diff::FindingKind::Heavier) => "⚠️",
            _ => "✅",
        };
        format!(
            "- {sign} {}: {} ({}){cause}\n",
            escape(self.say(&heading)),
            escape_message(&cut(self.say(&finding.message), LONGEST * 2)),
            code(&format!("{}:{}", finding.path, finding.line)),
        )
    }

    fn file(&self, file: &FileDifference, force: Option<&Text>) -> String {
        let fate = phrases::fate(file.fate);
        let mut text = format!(
            "<details><summary><b>{}</b> ({})</summary>\n\n",
            escape(&file.path),
            self.say(&fate)
        );
        if let Some(force) = force {
            text.push_str(&format!("{}\n\n", escape_message(self.say(force))));
        }
        let mut lines = Vec::new();
        for key in &file.keys {
            let value =
                |value: &Option<String>| value.as_ref().map(|value| escape(&cut(value, LONGEST)));
            let name = escape(&key.key);
            lines.push(match (value(&key.before), value(&key.after)) {
                (Some(before), Some(after)) => {
                    format!("- ✏️ **{name}:** <del>{before}</del> → <ins>{after}</ins>\n")
                }
                (Some(before), None) => format!("- ➖ **{name}:** <del>{before}</del>\n"),
                (None, after) => {
                    format!(
                        "- ➕ **{name}:** <ins>{}</ins>\n",
                        after.unwrap_or_default()
                    )
                }
            });
        }
        if !file.words.is_empty() {
            lines.push(format!("- ✏️ {}\n", words(&file.words)));
        }
        text.push_str(&self.first(lines));
        text.push_str("\n</details>\n");
        text
    }

    fn effects(&self, difference: &Difference) -> Vec<String> {
        let mut blocks = Vec::new();
        for effect in &difference.effects {
            let (before, after) = (
                phrases::standing(effect.before.as_ref()),
                phrases::standing(effect.after.as_ref()),
            );
            let units =
                phrases::counted(effect.units.len(), ["unit", "units"], ["enhet", "enheter"]);
            let names = effect.units.iter();
            let names = names.map(|(_, name)| format!("- {}\n", escape(&cut(name, LONGEST))));
            blocks.push(format!(
                "<details><summary><b>{}</b> ({}): {} → {}, {}</summary>\n\n{}\n</details>\n",
                escape(&cut(&effect.name, LONGEST)),
                escape(&effect.region),
                self.say(&before),
                self.say(&after),
                self.say(&units),
                self.first(names.collect())
            ));
        }
        let findings = difference.shared_findings().into_iter();
        let lines = findings.map(|((kind, level, name), count)| {
            let (what, level) = (
                phrases::happened(kind, Cause::Shared, level.0, name),
                phrases::level(level.0),
            );
            format!(
                "- {count} × {} {} {}\n",
                self.say(&what),
                self.say(&level),
                code(name)
            )
        });
        let lines: String = lines.collect();
        if !lines.is_empty() {
            blocks.push(format!("\n{lines}"));
        }
        blocks
    }

    fn look(&self, difference: &Difference) -> Vec<String> {
        let look = &difference.look;
        let files = look.files.iter().map(|(path, fate)| {
            let fate = phrases::fate(*fate);
            format!("- {} ({})\n", code(path), self.say(&fate))
        });
        let mut blocks: Vec<String> = files.collect();
        blocks.extend(
            phrases::look(look)
                .iter()
                .map(|line| format!("- {}\n", escape(self.say(line)))),
        );
        if !look.different.is_empty() {
            let pages = look
                .different
                .iter()
                .map(|page| match &self.options.preview {
                    Some(base) => {
                        format!(
                            "- [{}]({base}/{})\n",
                            escape(&format!("/{page}")),
                            encode(page)
                        )
                    }
                    None => format!("- {}\n", code(&format!("/{page}"))),
                });
            let title = headings::of(self.options.language).pages;
            blocks.push(format!(
                "\n<details><summary>{}</summary>\n\n{}\n</details>\n",
                title,
                self.first(pages.collect())
            ));
        }
        blocks
    }

    /// What was cut off, and where all of it is.
    fn foot(&self, text: &mut String, cut_off: &[(usize, &'static str)]) {
        let whole = match &self.options.full {
            Some(address) => {
                let words = say!("the whole comparison", "hela jämförelsen");
                format!("[{}]({address})", self.say(&words))
            }
            None => "`basutbud diff … --format html`".to_owned(),
        };
        if !cut_off.is_empty() {
            let parts: Vec<String> = cut_off
                .iter()
                .map(|(count, title)| format!("{count} ({})", title.to_lowercase()))
                .collect();
            let parts = parts.join(", ");
            let words = say!(
                "Cut off, because a comment has a size limit: {parts}. See all of it in",
                "Bortklippt, eftersom en kommentar har en storleksgräns: {parts}. Se alltihop i"
            );
            text.push_str(&format!("\n> ✂️ {} {whole}.\n", self.say(&words)));
        } else if self.options.full.is_some() {
            text.push_str(&format!("\n{whole}\n"));
        }
    }
}

fn count(text: &str) -> usize {
    // Counted as both programs count at most: in UTF-16 units.
    text.encode_utf16().count()
}

/// Running text with what has gone and come marked.
fn words(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| {
        let text = escape(&cut_inside(&piece.text));
        match piece.mark {
            Mark::Same => text,
            Mark::Removed => format!("<del>{text}</del>"),
            Mark::Added => format!("<ins>{text}</ins>"),
        }
    };
    excerpt(pieces).iter().map(piece).collect()
}

/// A piece that is cut where it is long, and keeps its outer blanks otherwise.
fn cut_inside(text: &str) -> String {
    if text.chars().count() > LONGEST * 4 {
        cut(text, LONGEST * 4)
    } else {
        text.to_owned()
    }
}

/// A path or a name as code.
fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(&calm(text)))
}
