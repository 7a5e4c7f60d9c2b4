//! A difference for the terminal.

use std::fmt::Write as _;

use crate::diagnostic::{Language, Text, say};
use crate::diff::headings::{self, Headings};
use crate::diff::phrases;
use crate::diff::words::{Mark, Piece, cut, excerpt};
use crate::diff::{
    Cause, Change, ChangeKind, Difference, Effect, FileDifference, FindingChange, FindingKind,
    KeyChange, UnitDifference, VerdictChange,
};
use crate::report::human::Style;

/// Longest value that is shown whole, in characters.
const LONGEST: usize = 200;

/// Most names in a list.
const MOST_NAMES: usize = 6;

/// The difference as text, ending with a newline.
pub fn render(difference: &Difference, language: Language, style: Style) -> String {
    let mut form = TextForm {
        text: String::new(),
        language,
        style,
    };
    form.whole(difference);
    form.text
}

/// Colours of what has come, gone or changed.
#[derive(Clone, Copy)]
enum Tone {
    Good,
    Bad,
    Other,
    Bold,
}

struct TextForm {
    text: String,
    language: Language,
    style: Style,
}

impl TextForm {
    fn say<'a>(&self, text: &'a Text) -> &'a str {
        text.get(self.language)
    }

    fn paint(&self, tone: Tone, words: &str) -> String {
        let code = match tone {
            Tone::Good => "32",
            Tone::Bad => "31",
            Tone::Other => "33",
            Tone::Bold => "1",
        };
        match self.style {
            Style::Plain => words.to_owned(),
            Style::Colour => format!("\u{1b}[{code}m{words}\u{1b}[0m"),
        }
    }

    fn line(&mut self, indent: usize, words: &str) {
        let _ = writeln!(self.text, "{:indent$}{}", "", words.trim_end());
    }

    fn headings(&self) -> &'static Headings {
        headings::of(self.language)
    }

    fn heading(&mut self, words: &str) {
        let words = self.paint(Tone::Bold, words);
        self.text.push('\n');
        self.line(0, &words);
    }

    fn whole(&mut self, difference: &Difference) {
        let title = phrases::title(difference);
        self.line(0, &cut(self.say(&title), LONGEST));
        if difference.is_empty() {
            self.line(0, self.headings().nothing_differs);
        }
        for line in phrases::summary(difference) {
            let line = format!("- {}", self.say(&line));
            self.line(2, &line);
        }
        if !difference.uncompared.is_empty() {
            self.heading(self.headings().uncompared);
            for one in &difference.uncompared {
                let line = format!("! {}: {}", one.path, self.say(&one.reason));
                self.line(2, &line);
            }
        }
        for unit in difference.units.iter().filter(|unit| unit.stands_alone()) {
            self.unit(unit, difference);
        }
        if !difference.findings.is_empty() {
            self.heading(self.headings().findings);
            for finding in &difference.findings {
                self.finding(finding);
            }
        }
        for file in &difference.rules {
            self.rules(file, difference);
        }
        self.effects(difference);
        for file in &difference.settings {
            self.file(file);
        }
        self.look(difference);
    }

    fn unit(&mut self, unit: &UnitDifference, difference: &Difference) {
        let name = self.paint(Tone::Bold, &cut(&unit.name, LONGEST));
        self.text.push('\n');
        let fate =
            phrases::fate_of(unit).map_or(String::new(), |fate| format!(", {}", self.say(&fate)));
        self.line(0, &format!("{name} ({}){fate}", unit.id));
        if let Some(address) = &unit.lost_address {
            let words = phrases::lost_address(address, &unit.id);
            let words = format!("! {}", self.say(&words));
            let words = self.paint(Tone::Bad, &words);
            self.line(2, &words);
        }
        let (seen, facts): (Vec<&Change>, Vec<&Change>) = unit
            .changes
            .iter()
            .partition(|change| change.topic.is_for_residents());
        let audience = [
            (seen, say!("Residents notice", "Invånarna märker")),
            (facts, say!("Facts", "Uppgifter")),
        ];
        for (changes, title) in audience {
            if !changes.is_empty() {
                let title = format!("{}:", self.say(&title));
                self.line(2, &title);
            }
            for change in changes {
                self.change(change);
            }
        }
        if !(unit.verdicts.is_empty() && unit.exemptions.is_empty() && unit.findings.is_empty()) {
            let title = say!("Compliance:", "Kravuppfyllelse:");
            self.line(2, self.say(&title).to_owned().as_str());
        }
        for verdict in &unit.verdicts {
            self.verdict(verdict);
        }
        for exemption in &unit.exemptions {
            let words = phrases::exemption(exemption);
            let mut line = format!("~ {}, {}", exemption.service, self.say(&words));
            if let Some(ends) = phrases::ends(exemption, difference.today) {
                line = format!("{line} ({})", self.say(&ends));
            }
            self.line(4, &cut(&line, LONGEST * 2));
        }
        for finding in &unit.findings {
            self.finding(finding);
        }
    }

    fn change(&mut self, change: &Change) {
        let label = phrases::label(change);
        let label = cut(self.say(&label), LONGEST);
        let value = |value: &Option<Text>| {
            let value = value.as_ref().map(|value| self.say(value));
            cut(value.unwrap_or_default(), LONGEST)
        };
        let (before, after) = (value(&change.before), value(&change.after));
        let line = match change.kind() {
            ChangeKind::Gained => self.paint(Tone::Good, &format!("+ {label}: {after}")),
            ChangeKind::Lost => self.paint(Tone::Bad, &format!("- {label}: {before}")),
            ChangeKind::Changed if change.words.is_empty() => {
                let mark = self.paint(Tone::Other, "~");
                format!("{mark} {label}: {before} → {after}")
            }
            ChangeKind::Changed => {
                let mark = self.paint(Tone::Other, "~");
                format!("{mark} {label}: {}", self.words(&change.words))
            }
        };
        self.line(4, &line);
    }

    fn words(&self, pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| match piece.mark {
            Mark::Same => piece.text.clone(),
            Mark::Removed => self.paint(Tone::Bad, &format!("[-{}-]", piece.text)),
            Mark::Added => self.paint(Tone::Good, &format!("{{+{}+}}", piece.text)),
        };
        excerpt(pieces).iter().map(piece).collect()
    }

    fn verdict(&mut self, verdict: &VerdictChange) {
        let (before, after) = (
            phrases::standing(verdict.before.as_ref()),
            phrases::standing(verdict.after.as_ref()),
        );
        let cause = phrases::cause(verdict.cause);
        let cause = cause.map_or(String::new(), |cause| format!(", {}", self.say(&cause)));
        let name = cut(&verdict.name, LONGEST);
        let line = format!(
            "{name}: {} → {}{cause}",
            self.say(&before),
            self.say(&after)
        );
        self.line(4, &format!("~ {line}"));
    }

    fn finding(&mut self, finding: &FindingChange) {
        let heading = phrases::heading(finding);
        let tone = match finding.kind {
            FindingKind::New | FindingKind::Heavier => Tone::Bad,
            FindingKind::Fixed | FindingKind::Lighter => Tone::Good,
        };
        let heading = self.paint(tone, self.say(&heading));
        let message = cut(self.say(&finding.message), LONGEST * 2);
        let cause = phrases::cause(finding.cause);
        let cause = cause.map_or(String::new(), |cause| format!(", {}", self.say(&cause)));
        let mark = match finding.kind {
            FindingKind::New => '+',
            FindingKind::Fixed => '-',
            _ => '~',
        };
        self.line(4, &format!("{mark} {heading}: {message}{cause}"));
        self.line(
            8,
            &format!("{}:{}:{}", finding.path, finding.line, finding.column),
        );
    }

    fn rules(&mut self, file: &FileDifference, difference: &Difference) {
        self.file(file);
        if let Some(force) = phrases::force(file, difference.today) {
            let force = self.say(&force).to_owned();
            self.line(2, &force);
        }
    }

    fn file(&mut self, file: &FileDifference) {
        let fate = phrases::fate(file.fate);
        let name = self.paint(Tone::Bold, &file.path);
        self.text.push('\n');
        self.line(0, &format!("{name} ({})", self.say(&fate)));
        for key in &file.keys {
            self.key(key);
        }
        if !file.words.is_empty() {
            let words = self.words(&file.words);
            self.line(4, &format!("~ {words}"));
        }
    }

    fn key(&mut self, key: &KeyChange) {
        let name = &key.key;
        let line = match (&key.before, &key.after) {
            (None, after) => {
                let after = after.as_deref().unwrap_or_default();
                self.paint(Tone::Good, &format!("+ {name} = {}", cut(after, LONGEST)))
            }
            (Some(before), None) => {
                self.paint(Tone::Bad, &format!("- {name} = {}", cut(before, LONGEST)))
            }
            (Some(before), Some(after)) => format!(
                "~ {name}: {} → {}",
                cut(before, LONGEST),
                cut(after, LONGEST)
            ),
        };
        self.line(4, &line);
    }

    fn effects(&mut self, difference: &Difference) {
        let findings = difference.shared_findings();
        if difference.effects.is_empty() && findings.is_empty() {
            return;
        }
        self.heading(self.headings().effects);
        for effect in &difference.effects {
            self.effect(effect);
        }
        for ((kind, level, code), count) in findings {
            let (what, level) = (
                phrases::happened(kind, Cause::Shared, level.0, code),
                phrases::level(level.0),
            );
            let line = format!("{count} × {} {}[{code}]", self.say(&what), self.say(&level));
            self.line(4, &line);
        }
    }

    fn effect(&mut self, effect: &Effect) {
        let (before, after) = (
            phrases::standing(effect.before.as_ref()),
            phrases::standing(effect.after.as_ref()),
        );
        let units = phrases::counted(effect.units.len(), ["unit", "units"], ["enhet", "enheter"]);
        let line = format!(
            "~ {} ({}): {} → {}, {}",
            cut(&effect.name, LONGEST),
            effect.region,
            self.say(&before),
            self.say(&after),
            self.say(&units)
        );
        self.line(4, &line);
        let names: Vec<String> = effect
            .units
            .iter()
            .take(MOST_NAMES)
            .map(|(_, name)| cut(name, LONGEST))
            .collect();
        let rest = if effect.units.len() > MOST_NAMES {
            ", …"
        } else {
            ""
        };
        self.line(8, &format!("{}{rest}", names.join(", ")));
    }

    fn look(&mut self, difference: &Difference) {
        let look = &difference.look;
        if look.is_empty() {
            return;
        }
        self.heading(self.headings().look);
        for (path, fate) in &look.files {
            let fate = phrases::fate(*fate);
            let line = format!("~ {path} ({})", self.say(&fate));
            self.line(4, &line);
        }
        for line in phrases::look(look) {
            let line = self.say(&line).to_owned();
            self.line(4, &line);
        }
        let shown = look.different.iter().take(MOST_NAMES);
        let mut shown: Vec<String> = shown.map(|page| format!("/{page}")).collect();
        if look.different.len() > MOST_NAMES {
            shown.push("…".to_owned());
        }
        if !shown.is_empty() {
            self.line(8, &shown.join(", "));
        }
    }
}
