//! `picture-without-words`: a picture in a text without words for those who do not see it.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::model::site::MarkdownText;
use crate::model::unit::Unit;
use crate::rules::links::{self, TextLinkKind};
use crate::rules::{Rule, Run, SiteContext, UnitContext};

/// The code.
pub static CODE: Code = Code {
    name: "picture-without-words",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("picture_without_words"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Everywhere {
        leads_elsewhere: never,
        run,
        site: run_on_site,
    },
};

/// What is found of a unit depends on no other.
fn never(_: &Unit) -> bool {
    false
}

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    for about in context.unit.about.values() {
        in_text(about, found);
    }
}

/// The site's own pages.
fn run_on_site(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    for page in &context.catalog.site.pages {
        in_text(&page.text, found);
    }
}

fn in_text(text: &MarkdownText, found: &mut Vec<Diagnostic>) {
    if !text.source.contains("![") {
        return;
    }
    let pictures = links::in_text(text).into_iter();
    let pictures = pictures.filter(|link| link.kind == TextLinkKind::Picture && !link.has_words);
    found.extend(pictures.map(|picture| {
        let address = &*picture.address;
        let message = say!(
            "the picture `{address}` has no words",
            "bilden `{address}` saknar ord"
        );
        Diagnostic::new(&CODE, picture.place, message).with_help(say!(
            "write between the brackets what it shows, such as `![The entrance from the square]({address})`",
            "skriv inom hakparentesen vad den visar, till exempel `![Entrén från torget]({address})`"
        ))
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_files;

    #[test]
    fn pictures_without_words_are_found_in_units_and_pages() {
        let files = "//- a.toml\n\n//- a.md\nHej.\n\n![](entre.jpg) och ![ ](b.png)\n//- content/pages/om.md\n# Om\n\n![](c.png)\n";
        assert_eq!(check_files(&RULE, files).len(), 3);
        let fine = "//- a.toml\n\n//- a.md\n![Entrén](entre.jpg) ![*Huset*](b.png)\n";
        assert_eq!(check_files(&RULE, fine), [""; 0]);
    }
}
