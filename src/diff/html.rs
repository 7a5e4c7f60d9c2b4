//! A difference as one self-contained HTML page: no script, no request to any host, headings and tables
//! for screen readers, and links into the preview where its address is known.

use crate::diagnostic::{Language, Text, say};
use crate::diff::escape::coded;
use crate::diff::phrases;
use crate::diff::words::{Mark, Piece, calm};
use crate::diff::{
    Change, Difference, FileDifference, FindingChange, Kind, UnitDifference, VerdictChange,
};
use crate::render::address::encode;
use crate::text::html;

const STYLE: &str = include_str!("html/diff.css");

/// The page. `preview` is the address of a preview of the head, without a slash at the end.
pub fn render(difference: &Difference, language: Language, preview: Option<&str>) -> String {
    let mut form = Form {
        text: String::with_capacity(16 * 1024),
        language,
        preview,
    };
    form.whole(difference);
    form.text
}

struct Form<'a> {
    text: String,
    language: Language,
    preview: Option<&'a str>,
}

impl Form<'_> {
    /// Words of the program or of people, escaped.
    fn say(&self, text: &Text) -> String {
        escape(text.get(self.language))
    }

    /// A sentence of the program's, with what stands between backticks as code.
    fn sentence(&self, text: &Text) -> String {
        let parts: Vec<String> = text.get(self.language).split('`').map(escape).collect();
        if parts.len().is_multiple_of(2) {
            return self.say(text);
        }
        coded(&parts)
    }

    fn put(&mut self, html: &str) {
        self.text.push_str(html);
        self.text.push('\n');
    }

    fn whole(&mut self, difference: &Difference) {
        let title = self.say(&phrases::title(difference));
        let tag = self.language.tag();
        let heading = self.say(&say!("What this change means", "Vad ändringen innebär"));
        self.put(&format!(
            "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"robots\" content=\"noindex\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>{heading}: {title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n\
             <h1>{heading}</h1>\n<p>{title}</p>\n</header>\n<main>"
        ));
        if difference.denies() {
            let words = say!(
                "This change brings errors that stop publishing.",
                "Ändringen medför fel som stoppar publiceringen."
            );
            let words = self.say(&words);
            self.put(&format!("<p class=\"alert\"><strong>{words}</strong></p>"));
        }
        let summary = phrases::summary(difference);
        if difference.is_empty() {
            let nothing = self.say(&say!("Nothing differs.", "Inget skiljer sig."));
            self.put(&format!("<p>{nothing}</p>"));
        }
        let lines: Vec<String> = summary.iter().map(|line| self.say(line)).collect();
        self.list(&lines);
        self.uncompared(difference);
        let units: Vec<&UnitDifference> = difference
            .units
            .iter()
            .filter(|it| it.stands_alone())
            .collect();
        if !units.is_empty() {
            self.heading(&say!("Units", "Enheter"));
        }
        for unit in units {
            self.unit(unit, difference);
        }
        if !difference.findings.is_empty() {
            self.heading(&say!("Other findings", "Andra anmärkningar"));
            self.findings(&difference.findings);
        }
        if !difference.rules.is_empty() {
            self.heading(&say!("Rule sets", "Riktlinjer"));
        }
        for file in &difference.rules {
            self.file(file, phrases::force(file, difference.today).as_ref());
        }
        self.effects(difference);
        if !difference.settings.is_empty() {
            self.heading(&say!("Region and site", "Region och webbplats"));
        }
        for file in &difference.settings {
            self.file(file, None);
        }
        self.look(difference);
        self.put("</main>\n</body>\n</html>");
    }

    fn heading(&mut self, words: &Text) {
        let words = self.say(words);
        self.put(&format!("<h2>{words}</h2>"));
    }

    /// A list of lines that are HTML already.
    fn list(&mut self, lines: &[String]) {
        self.marked_list(lines, "");
    }

    /// A list whose element has attributes.
    fn marked_list(&mut self, lines: &[String], attributes: &str) {
        if lines.is_empty() {
            return;
        }
        self.put(&format!("<ul{attributes}>"));
        for line in lines {
            self.put(&format!("<li>{line}</li>"));
        }
        self.put("</ul>");
    }

    fn uncompared(&mut self, difference: &Difference) {
        if difference.uncompared.is_empty() {
            return;
        }
        self.heading(&say!("Could not be compared", "Gick inte att jämföra"));
        let lines: Vec<String> = difference
            .uncompared
            .iter()
            .map(|one| {
                let path = escape(&one.path);
                format!("<code>{path}</code>: {}", self.say(&one.reason))
            })
            .collect();
        self.list(&lines);
    }

    fn unit(&mut self, unit: &UnitDifference, difference: &Difference) {
        let name = escape(&unit.name);
        self.put(&format!("<section class=\"unit\">\n<h3>{name}</h3>"));
        let mut facts = vec![format!("<code>{}</code>", escape(&unit.path))];
        facts.extend(phrases::fate_of(unit).map(|fate| self.sentence(&fate)));
        if let (Some(base), Some(route)) = (self.preview, &unit.page) {
            let words = self.say(&say!(
                "the page in the preview",
                "sidan i förhandsvisningen"
            ));
            let link = escape(&format!("{base}/{}", encode(route)));
            facts.push(format!(
                "<a href=\"{link}\">{words}<span class=\"sr\">: {name}</span></a>"
            ));
        }
        self.put(&format!("<p>{}</p>", facts.join(" · ")));
        if let Some(address) = &unit.lost_address {
            let words = self.sentence(&phrases::lost_address(address));
            self.put(&format!("<p class=\"alert\">{words}</p>"));
        }
        let (seen, facts): (Vec<&Change>, Vec<&Change>) = unit
            .changes
            .iter()
            .partition(|change| change.topic.is_for_residents());
        self.changes(
            &say!("What residents notice", "Vad invånarna märker"),
            &seen,
        );
        self.verdicts(&unit.verdicts);
        self.changes(
            &say!("Facts that decide duties", "Uppgifter som avgör krav"),
            &facts,
        );
        let lines: Vec<String> = unit
            .exemptions
            .iter()
            .map(|exemption| {
                let words = self.say(&phrases::exemption(exemption));
                let ends = phrases::ends(exemption, difference.today);
                let ends = ends.map_or(String::new(), |ends| format!(" ({})", self.say(&ends)));
                format!("{}: {words}{ends}", escape(&exemption.service))
            })
            .collect();
        self.list(&lines);
        self.findings(&unit.findings);
        self.put("</section>");
    }

    /// The beginning of a table with before and after.
    fn table(&mut self, caption: &Text) {
        let (caption, thing) = (self.say(caption), self.say(&say!("What", "Vad")));
        let (before, after) = (
            self.say(&say!("Before", "Före")),
            self.say(&say!("After", "Efter")),
        );
        self.put(&format!(
            "<table>\n<caption>{caption}</caption>\n<thead><tr><th scope=\"col\">{thing}</th>\
             <th scope=\"col\">{before}</th><th scope=\"col\">{after}</th></tr></thead>\n<tbody>"
        ));
    }

    fn row(&mut self, thing: &str, before: &str, after: &str) {
        self.put(&format!(
            "<tr><th scope=\"row\">{thing}</th><td>{before}</td><td>{after}</td></tr>"
        ));
    }

    fn changes(&mut self, caption: &Text, changes: &[&Change]) {
        if changes.is_empty() {
            return;
        }
        self.table(caption);
        for change in changes {
            let label = self.say(&phrases::label(change));
            if !change.words.is_empty() {
                let words = self.words(&change.words);
                self.put(&format!(
                    "<tr><th scope=\"row\">{label}</th><td colspan=\"2\">{words}</td></tr>"
                ));
                continue;
            }
            let none = || {
                format!(
                    "<span class=\"sr\">{}</span>",
                    self.say(&say!("nothing", "inget"))
                )
            };
            let side = |value: &Option<Text>, tag: &str| match value {
                Some(value) => format!("<{tag}>{}</{tag}>", self.say(value)),
                None => none(),
            };
            let (before, after) = match change.kind() {
                Kind::Gained => (none(), side(&change.after, "ins")),
                Kind::Lost => (side(&change.before, "del"), none()),
                Kind::Changed => (side(&change.before, "del"), side(&change.after, "ins")),
            };
            self.row(&label, &before, &after);
        }
        self.put("</tbody>\n</table>");
    }

    fn words(&self, pieces: &[Piece]) -> String {
        let (removed, added) = (
            self.say(&say!("removed: ", "borttaget: ")),
            self.say(&say!("added: ", "tillagt: ")),
        );
        let piece = |piece: &Piece| {
            let text = escape(&piece.text);
            match piece.mark {
                Mark::Same => text,
                Mark::Removed => format!("<del><span class=\"sr\">{removed}</span>{text}</del>"),
                Mark::Added => format!("<ins><span class=\"sr\">{added}</span>{text}</ins>"),
            }
        };
        pieces.iter().map(piece).collect()
    }

    fn verdicts(&mut self, verdicts: &[VerdictChange]) {
        if verdicts.is_empty() {
            return;
        }
        self.table(&say!("Verdicts", "Bedömningar"));
        for verdict in verdicts {
            let cause = phrases::cause(verdict.cause);
            let cause = cause.map_or(String::new(), |cause| format!(" ({})", self.say(&cause)));
            let thing = format!("{}{cause}", escape(&verdict.name));
            let before = self.say(&phrases::standing(verdict.before.as_ref()));
            let after = self.say(&phrases::standing(verdict.after.as_ref()));
            self.row(&thing, &before, &after);
        }
        self.put("</tbody>\n</table>");
    }

    fn findings(&mut self, findings: &[FindingChange]) {
        let lines: Vec<String> = findings
            .iter()
            .map(|finding| {
                let heading = self.say(&phrases::happening(finding));
                let heading = match finding.is_newly_denied() {
                    true => format!("<strong>{heading}</strong>"),
                    false => heading,
                };
                let code = escape(finding.code);
                let cause = phrases::cause(finding.cause);
                let cause = cause.map_or(String::new(), |it| format!(", {}", self.say(&it)));
                let help = finding.help.as_ref();
                let help =
                    help.map_or(String::new(), |help| format!("<br>{}", self.sentence(help)));
                format!(
                    "{heading} <code>{code}</code>: {}{cause}{help}<br><code class=\"place\">{}:{}</code>",
                    self.sentence(&finding.message),
                    escape(&finding.path),
                    finding.line
                )
            })
            .collect();
        self.marked_list(&lines, " class=\"findings\"");
    }

    fn file(&mut self, file: &FileDifference, force: Option<&Text>) {
        let fate = self.say(&phrases::fate(file.fate));
        self.put(&format!(
            "<h3><code>{}</code> ({fate})</h3>",
            escape(&file.path)
        ));
        if let Some(force) = force {
            let force = self.sentence(force);
            self.put(&format!("<p>{force}</p>"));
        }
        if !file.keys.is_empty() {
            self.table(&say!("Keys", "Nycklar"));
            for key in &file.keys {
                let side = |value: &Option<String>, tag: &str| {
                    let value = value.as_ref();
                    value.map_or(String::new(), |it| format!("<{tag}>{}</{tag}>", escape(it)))
                };
                let (before, after) = (side(&key.before, "del"), side(&key.after, "ins"));
                self.row(&escape(&key.key), &before, &after);
            }
            self.put("</tbody>\n</table>");
        }
        if !file.words.is_empty() {
            let words = self.words(&file.words);
            self.put(&format!("<p>{words}</p>"));
        }
    }

    fn effects(&mut self, difference: &Difference) {
        let findings = difference.shared_findings();
        if difference.effects.is_empty() && findings.is_empty() {
            return;
        }
        self.heading(&say!(
            "What rules and settings change",
            "Vad regler och inställningar ändrar"
        ));
        for effect in &difference.effects {
            let (before, after) = (
                self.say(&phrases::standing(effect.before.as_ref())),
                self.say(&phrases::standing(effect.after.as_ref())),
            );
            let units = effect.units.len();
            let units = phrases::counted(units, ["unit", "units"], ["enhet", "enheter"]);
            let (name, region) = (escape(&effect.name), escape(&effect.region));
            let units = self.say(&units);
            self.put(&format!(
                "<details>\n<summary>{name} ({region}): {before} → {after}, {units}</summary>"
            ));
            let names = effect.units.iter();
            let names: Vec<String> = names.map(|(_, name)| escape(name)).collect();
            self.list(&names);
            self.put("</details>");
        }
        let lines: Vec<String> = findings
            .into_iter()
            .map(|((kind, level, code), count)| {
                let (what, level) = (phrases::happened(kind, level.0), phrases::level(level.0));
                format!(
                    "{count} × {} {} <code>{code}</code>",
                    self.say(&what),
                    self.say(&level)
                )
            })
            .collect();
        self.list(&lines);
    }

    fn look(&mut self, difference: &Difference) {
        let look = &difference.look;
        if look.is_empty() {
            return;
        }
        self.heading(&say!("Look of pages", "Sidornas utseende"));
        let mut lines: Vec<String> = look
            .files
            .iter()
            .map(|(path, fate)| {
                let fate = self.say(&phrases::fate(*fate));
                format!("<code>{}</code> ({fate})", escape(path))
            })
            .collect();
        lines.extend(phrases::look(look).iter().map(|line| self.say(line)));
        self.list(&lines);
        if look.different.is_empty() {
            return;
        }
        let title = self.say(&say!("Pages", "Sidor"));
        self.put(&format!("<details>\n<summary>{title}</summary>"));
        let pages: Vec<String> = look
            .different
            .iter()
            .map(|page| {
                let words = escape(&format!("/{page}"));
                match self.preview {
                    Some(base) => {
                        let link = escape(&format!("{base}/{}", encode(page)));
                        format!("<a href=\"{link}\">{words}</a>")
                    }
                    None => format!("<code>{words}</code>"),
                }
            })
            .collect();
        self.list(&pages);
        self.put("</details>");
    }
}

/// A text on one line, as it may stand in an element or an attribute.
fn escape(text: &str) -> String {
    html::escape(&calm(text))
}
