//! Holds the texts of a language against those that pages use: what is missing, what nobody uses, and
//! values that a text does not get.
//!
//! The built-in Swedish and English files say which texts there are and in which order; a site's own
//! templates may add others.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, say};
use crate::model::name::nearest;
use crate::render::faults::locale_fault;
use crate::render::faults::missing_text;
use crate::render::faults::unused_text;
use crate::render::locale::{LocaleFile, keys_of};
use crate::text::Span;

/// Names of languages are a help, not a must.
const NAMES_OF_LANGUAGES: &str = "language_name_";

/// A text of a locale file.
struct LocaleEntry<'t> {
    key: &'t str,
    /// Where the key stands.
    at: Range<usize>,
    /// The key with its words, lines that continue them included.
    whole: &'t str,
}

/// The texts of a file, in its order.
fn entries(text: &str) -> Vec<LocaleEntry<'_>> {
    let starts: Vec<(&str, usize)> = keys_of(text)
        // A key is a part of the text, so its place is the distance from the text's start.
        .map(|key| (key, key.as_ptr() as usize - text.as_ptr() as usize))
        .collect();
    let ends = starts.iter().skip(1).map(|(_, start)| *start);
    let ends: Vec<usize> = ends.chain([text.len()]).collect();
    starts
        .iter()
        .zip(ends)
        .map(|((key, start), end)| LocaleEntry {
            key,
            at: *start..start + key.len(),
            whole: &text[*start..end],
        })
        .collect()
}

/// The values that a text uses: `name` for `{ $name }`.
fn values(words: &str) -> BTreeSet<&str> {
    let name = |after: &'_ str| {
        let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')));
        end.unwrap_or(after.len())
    };
    let parts = words.lines().filter(|line| !line.starts_with('#'));
    parts
        .flat_map(|line| line.split('$').skip(1))
        .map(|after| &after[..name(after)])
        .collect()
}

/// What pages use.
pub struct Wanted<'t> {
    /// The files whose texts are all used, the built-in ones first.
    pub reference: Vec<&'t LocaleFile>,
    /// The site's own templates, which may use texts of its own.
    pub templates: Vec<&'t str>,
}

impl Wanted<'_> {
    /// Holds the files of a language against what is used.
    pub fn check(&self, tag: &str, files: &[LocaleFile], found: &mut Vec<Diagnostic>) {
        let Some(last) = files.last() else {
            return;
        };
        let mut reference: Vec<LocaleEntry<'_>> = Vec::new();
        for entry in self.reference.iter().flat_map(|file| entries(&file.text)) {
            if !reference.iter().any(|known| known.key == entry.key) {
                reference.push(entry);
            }
        }
        let own: BTreeSet<&str> = files.iter().flat_map(|file| keys_of(&file.text)).collect();
        let built_in = self.built_in();
        let is_used = |key: &str| built_in.contains(key) || self.is_named(key);
        let must = |key: &str| !key.starts_with(NAMES_OF_LANGUAGES) && is_used(key);
        missing(tag, last, &reference, &own, &must, found);
        for file in files {
            surplus_and_values(file, &reference, &is_used, found);
        }
    }

    /// The texts that the program uses. The built-in files hold nothing else.
    fn built_in(&self) -> BTreeSet<&str> {
        let files = self.reference.iter().take(2);
        files.flat_map(|file| keys_of(&file.text)).collect()
    }

    /// Whether a template of the site uses a text.
    fn is_named(&self, key: &str) -> bool {
        self.templates.iter().any(|text| names(text, key))
    }
}

/// Texts that nobody uses, and values that a text does not get.
fn surplus_and_values(
    file: &LocaleFile,
    reference: &[LocaleEntry<'_>],
    is_used: &dyn Fn(&str) -> bool,
    found: &mut Vec<Diagnostic>,
) {
    for entry in entries(&file.text) {
        let key = entry.key;
        let span = Span::new(file.file, entry.at.clone());
        if !key.starts_with(NAMES_OF_LANGUAGES) && !is_used(key) {
            let lacking = reference.iter().map(|entry| entry.key);
            let here: BTreeSet<&str> = keys_of(&file.text).collect();
            let meant = nearest(key, lacking.filter(|known| !here.contains(known)));
            let help = match meant {
                Some(meant) => say!("did you mean `{meant}`?", "menade du `{meant}`?"),
                None => say!(
                    "remove it, or use it in a template of the theme",
                    "ta bort den, eller använd den i någon av temats mallar"
                ),
            };
            let message = say!(
                "no page uses the text `{key}`",
                "ingen sida använder texten `{key}`"
            );
            found.push(Diagnostic::new(&unused_text::CODE, span, message).with_help(help));
            continue;
        }
        let Some(known) = reference.iter().find(|known| known.key == key) else {
            continue;
        };
        let given = values(known.whole);
        for value in values(entry.whole).difference(&given) {
            let message = say!(
                "the text `{key}` gets no value `${value}`",
                "texten `{key}` får inget värde `${value}`"
            );
            let list: Vec<String> = given.iter().map(|name| format!("`${name}`")).collect();
            let list = list.join(", ");
            let help = if list.is_empty() {
                say!("write it without values", "skriv den utan värden")
            } else {
                say!(
                    "the values of this text are {list}",
                    "värdena i den här texten är {list}"
                )
            };
            found.push(Diagnostic::new(&locale_fault::CODE, span, message).with_help(help));
        }
    }
}

/// A finding for each run of texts that a language lacks, after the text they would stand below.
fn missing(
    tag: &str,
    file: &LocaleFile,
    reference: &[LocaleEntry<'_>],
    own: &BTreeSet<&str>,
    must: &impl Fn(&str) -> bool,
    found: &mut Vec<Diagnostic>,
) {
    let placed = entries(&file.text);
    let place = |key: &str| placed.iter().find(|entry| entry.key == key);
    let mut at = Span::whole(file.file);
    let mut run: Vec<&LocaleEntry<'_>> = Vec::new();
    let mut tell = |run: &mut Vec<&LocaleEntry<'_>>, at: &Span| {
        let Some(first) = run.first() else {
            return;
        };
        let list: Vec<String> = run.iter().map(|entry| format!("`{}`", entry.key)).collect();
        let list = list.join(", ");
        let (line, _) = first.whole.split_once('\n').unwrap_or((first.whole, ""));
        let line = line.trim_end();
        let message = say!(
            "the language `{tag}` lacks texts: {list}",
            "språket `{tag}` saknar texter: {list}"
        );
        let help = say!(
            "translate and add each below this line, beginning with `{line}`; until then pages show them in another language",
            "översätt och lägg till dem under den här raden, med början i `{line}`; till dess visar sidorna dem på ett annat språk"
        );
        found.push(Diagnostic::new(&missing_text::CODE, *at, message).with_help(help));
        run.clear();
    };
    for entry in reference {
        if own.contains(entry.key) {
            tell(&mut run, &at);
            if let Some(here) = place(entry.key) {
                at = Span::new(file.file, here.at.clone());
            }
        } else if must(entry.key) {
            run.push(entry);
        }
    }
    tell(&mut run, &at);
}

/// Whether a template names a key as a whole word.
fn names(template: &str, key: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    template.match_indices(key).any(|(at, _)| {
        let before = template[..at].chars().next_back();
        let after = template[at + key.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    const SV: &str = "a = A\nb = { $count ->\n    [one] En\n   *[other] { $count } st\n}\nc = C\nlanguage_name_fi = finska\n";

    /// The findings of a file beside a Swedish one and an empty English one: code, place, message.
    fn check(text: &str, template: &str) -> Vec<String> {
        let file = |id, text: &str| LocaleFile {
            file: FileId(id),
            text: text.into(),
        };
        let (sv, en, own) = (file(0, SV), file(1, ""), file(2, text));
        let wanted = Wanted {
            reference: vec![&sv, &en],
            templates: vec![template],
        };
        let mut found = Vec::new();
        wanted.check("xx", &[own], &mut found);
        let line = |finding: &Diagnostic| {
            let place = &text[finding.primary.span.range()];
            format!("{} at {place}: {}", finding.code.name, finding.message.en)
        };
        found.iter().map(line).collect()
    }

    #[test]
    fn a_missing_text_is_found_where_it_belongs() {
        let all = "a = 1\nb = { $count }\nc = 3\n";
        assert!(check(all, "").is_empty());
        assert_eq!(
            check("a = 1\n", ""),
            ["missing-text at a: the language `xx` lacks texts: `b`, `c`"]
        );
        assert_eq!(
            check("a = 1\nc = 3\n", ""),
            ["missing-text at a: the language `xx` lacks texts: `b`"]
        );
    }

    #[test]
    fn a_text_that_nobody_uses_is_found_and_one_of_an_own_template_is_not() {
        let text = "a = 1\nb = 2\nc = 3\nextra = 4\n";
        let found = ["unused-text at extra: no page uses the text `extra`"];
        assert_eq!(check(text, "{{ text.extras }}"), found);
        assert!(check(text, "{{ text.extra }}").is_empty());
    }

    #[test]
    fn a_value_that_a_text_does_not_get_is_found() {
        assert_eq!(
            check("a = 1\nb = { $amount }\nc = 3\n", ""),
            ["locale-fault at b: the text `b` gets no value `$amount`"]
        );
    }
}
