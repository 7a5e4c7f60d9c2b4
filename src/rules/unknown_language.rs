//! `unknown-language`: a text in a language that the site has no pages in.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::language::{CONTENT_LANGUAGE, is_tag};
use crate::model::name::nearest;
use crate::model::translations::Translation;
use crate::rules::wording::listed;
use crate::rules::{Rule, Run, UnitContext};
use crate::text::Spanned;

/// The code.
pub static CODE: Code = Code {
    name: "unknown-language",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("unknown_language"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let site = context.site();
    if site.broken {
        return;
    }
    let languages: Vec<&str> = site.languages.iter().map(Spanned::as_str).collect();
    let others: Vec<&str> = languages
        .iter()
        .copied()
        .filter(|tag| !is_of(tag, CONTENT_LANGUAGE))
        .collect();
    for translation in context.unit.translations.iter() {
        let has_pages = others.iter().any(|tag| is_of(tag, &translation.language));
        if !has_pages {
            found.push(fault(translation, &others));
        }
    }
}

/// Whether a page in a language, by its tag, is in another, of which it may be the tag with a region.
fn is_of(tag: &str, language: &str) -> bool {
    let rest = tag.strip_prefix(language);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn fault(translation: &Translation, others: &[&str]) -> Diagnostic {
    let language = translation.language.as_str();
    let key = translation.key.rsplit('.').next().unwrap_or_default();
    if is_of(language, CONTENT_LANGUAGE) {
        let message = say!(
            "the text in Swedish stands in `{key}`",
            "texten på svenska står i `{key}`"
        );
        return Diagnostic::new(&CODE, translation.key_span, message)
            .with_related(translation.original.span, say!("it is here", "den är här"))
            .with_help(say!("remove this line", "ta bort den här raden"));
    }
    let message = match is_tag(language) {
        true => say!(
            "the site has no pages in `{language}`",
            "webbplatsen har inga sidor på `{language}`"
        ),
        false => say!("`{language}` is no language", "`{language}` är inget språk"),
    };
    let diagnostic = Diagnostic::new(&CODE, translation.key_span, message);
    if let Some(meant) = nearest(language, others.iter().copied()) {
        return diagnostic.with_help(say!(
            "did you mean `{key}_{meant}`?",
            "menade du `{key}_{meant}`?"
        ));
    }
    if others.is_empty() {
        return diagnostic.with_help(say!(
            "all pages are in Swedish: remove the line, or add the language to `languages` in `content/site.toml`",
            "alla sidor är på svenska: ta bort raden, eller lägg till språket i `languages` i `content/site.toml`"
        ));
    }
    let Text { en, sv } = listed(others.iter().copied());
    diagnostic.with_help(say!(
        "the languages beside Swedish are {en}: take one of these, or add another to `languages` in `content/site.toml`",
        "språken vid sidan av svenska är {sv}: ta ett av dem, eller lägg till ett i `languages` i `content/site.toml`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_files, words_files};

    /// What is found in a unit on a site in Swedish, English and Arabic.
    fn found(lines: &str) -> Vec<String> {
        let files = format!(
            "//- a.toml\n{lines}//- content/site.toml\ntitle = \"S\"\nbase_url = \"https://s.example.se\"\nlanguages = [\"sv\", \"en-GB\", \"ar\"]\n"
        );
        check_files(&RULE, &files)
    }

    #[test]
    fn a_text_in_a_language_of_the_site_is_fine() {
        let unit = "summary = \"A.\"\nsummary_en = \"B.\"\nsummary_ar = \"C.\"\n[visit]\ndirections = \"D.\"\ndirections_en-GB = \"E.\"\n";
        assert_eq!(found(unit), [""; 0]);
    }

    #[test]
    fn languages_without_pages_are_found_wherever_texts_are() {
        let unit = "summary = \"A.\"\nsummary_fi = \"B.\"\nsummary_sv = \"A.\"\n[hours]\nopening = { mon = { hours = \"08:00-12:00\", note = \"C.\", note_english = \"D.\" } }\n[[notices]]\ntext = \"E.\"\ntext_se = \"F.\"\n";
        let places = [
            "2: summary_fi",
            "3: summary_sv",
            "5: note_english",
            "8: text_se",
        ];
        assert_eq!(found(unit), places);
    }

    #[test]
    fn a_site_in_swedish_alone_says_so() {
        let files = "//- a.toml\nsummary = \"A.\"\nsummary_en = \"B.\"\n//- content/site.toml\ntitle = \"S\"\nbase_url = \"https://s.example.se\"\n";
        let words = words_files(&RULE, files);
        assert_eq!(words.len(), 1);
        assert!(
            words[0].starts_with("webbplatsen har inga sidor på `en` | "),
            "{words:?}"
        );
    }
}
