//! `duplicate-address`: two pages that would have one web address.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::unit::UnitSummary;
use crate::rules::{Rule, Run, SiteContext};
use crate::text::{Span, Spanned};
use std::collections::BTreeMap;

/// The code.
pub static CODE: Code = Code {
    name: "duplicate-address",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("duplicate_address"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Site(run),
};

/// Addresses below a region that are not units.
pub const REGION_PAGES: [&str; 5] = ["a-o", "basutbud", "kommun", "tjanst", "typ"];
/// The folder of a theme's files at the top of the site.
const ASSETS: &str = "assets";

/// Where the accessibility statement stands.
const STATEMENT: &str = "tillganglighet";

fn run(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    regions(context, found);
    statement(context, found);
    languages(context, found);
    site_pages(context, found);
    same_file_name(context, found);
    // Address below the site, what stands there, and where that is said.
    let mut taken: BTreeMap<(&str, &str), (&UnitSummary, Span)> = BTreeMap::new();
    let shown = || {
        let units = context.catalog.units.iter();
        units.filter(|unit| unit.is_shown_on(context.today))
    };
    for unit in shown() {
        let place = Span::whole(unit.file);
        if REGION_PAGES.contains(&unit.slug()) {
            found.push(reserved(unit, place, (unit.region(), unit.slug())));
        }
        taken
            .entry((unit.region(), unit.slug()))
            .or_insert((unit, place));
    }
    for unit in shown() {
        for former in &unit.former_names {
            let (region, name) = unit.former_address(&former.value);
            if REGION_PAGES.contains(&name) || is_no_region(context, region) {
                found.push(reserved(unit, former.span, (region, name)));
                continue;
            }
            let (owner, place) = *taken.entry((region, name)).or_insert((unit, former.span));
            if place != former.span {
                found.push(former_name_taken(former, unit, owner, place));
            }
        }
    }
}

/// Region folders whose name is taken at the top of the site.
fn regions(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    let site = &context.catalog.site;
    for region in context.catalog.regions.values() {
        let id = region.id.as_str();
        let language = site.languages.iter().skip(1).find(|tag| tag.value == id);
        let page = site.pages.iter().find(|page| page.slug == id);
        let (whose, related) = match (language, page) {
            (Some(tag), _) => (
                Text::fixed("the pages in that language", "sidorna på det språket"),
                Some(tag.span),
            ),
            (None, Some(page)) => (
                Text::fixed("a page of the site itself", "en av webbplatsens egna sidor"),
                Some(Span::whole(page.text.file)),
            ),
            (None, None) if id == STATEMENT && site.statement.is_some() => (
                Text::fixed("the accessibility statement", "tillgänglighetsredogörelsen"),
                site.statement.as_ref().map(|statement| statement.span),
            ),
            (None, None) if id == ASSETS => {
                (Text::fixed("the theme's files", "temats filer"), None)
            }
            (None, None) => continue,
        };
        let message = Text {
            en: format!("the address `/{id}/` is that of {}", whose.en).into(),
            sv: format!("adressen `/{id}/` hör till {}", whose.sv).into(),
        };
        let mut diagnostic = Diagnostic::new(&CODE, Span::whole(region.file), message).with_help(
            say!("rename the region's folder", "byt namn på regionens mapp"),
        );
        if let Some(span) = related {
            diagnostic = diagnostic.with_related(span, say!("taken here", "upptaget här"));
        }
        found.push(diagnostic);
    }
}

/// Languages that are named twice.
fn languages(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    let languages = &context.catalog.site.languages;
    for (at, language) in languages.iter().enumerate() {
        let tag = &language.value;
        if let Some(earlier) = languages[..at].iter().find(|other| other.value == *tag) {
            let message = say!(
                "the language `{tag}` is there twice",
                "språket `{tag}` finns två gånger"
            );
            let diagnostic = Diagnostic::new(&CODE, language.span, message)
                .with_related(earlier.span, say!("the first one", "den första"))
                .with_help(say!("remove one of them", "ta bort det ena"));
            found.push(diagnostic);
        }
    }
}

/// Pages of the site whose address is that of pages in a language, or of files.
fn site_pages(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    let site = &context.catalog.site;
    for page in &site.pages {
        let name = page.slug.as_str();
        let mut others = site.languages.iter().skip(1);
        let (whose, related) = match others.find(|tag| tag.value == name) {
            Some(tag) => (
                Text::fixed("the pages in that language", "sidorna på det språket"),
                Some(tag.span),
            ),
            None if name == ASSETS => (Text::fixed("the theme's files", "temats filer"), None),
            None => continue,
        };
        let message = Text {
            en: format!("the address `/{name}/` is that of {}", whose.en).into(),
            sv: format!("adressen `/{name}/` hör till {}", whose.sv).into(),
        };
        let mut diagnostic = Diagnostic::new(&CODE, Span::whole(page.text.file), message)
            .with_help(say!("rename the file", "byt namn på filen"));
        if let Some(span) = related {
            diagnostic = diagnostic.with_related(span, say!("taken here", "upptaget här"));
        }
        found.push(diagnostic);
    }
}

/// A hand-written page where the accessibility statement stands.
fn statement(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    let site = &context.catalog.site;
    let Some(statement) = &site.statement else {
        return;
    };
    for page in site.pages.iter().filter(|page| page.slug == STATEMENT) {
        let message = say!(
            "the address `/{STATEMENT}/` is that of the accessibility statement",
            "adressen `/{STATEMENT}/` hör till tillgänglighetsredogörelsen"
        );
        let diagnostic = Diagnostic::new(&CODE, Span::whole(page.text.file), message)
            .with_related(statement.span, say!("made from this", "görs av detta"))
            .with_help(say!(
                "remove or rename the file; the statement is made from `[accessibility]`",
                "ta bort filen eller byt namn på den; redogörelsen görs av `[accessibility]`"
            ));
        found.push(diagnostic);
    }
}

/// Files in different folders with one name.
fn same_file_name(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    let mut first: Option<&UnitSummary> = None;
    for unit in &context.catalog.units {
        let Some(earlier) = first.filter(|earlier| earlier.id == unit.id) else {
            first = Some(unit);
            continue;
        };
        let id = &unit.id;
        let message = say!("two files are called `{id}`", "två filer heter `{id}`");
        let diagnostic = Diagnostic::new(&CODE, Span::whole(unit.file), message)
            .with_unit(id)
            .with_related(
                Span::whole(earlier.file),
                say!("the first one", "den första"),
            )
            .with_help(say!(
                "rename one of the files; folders are not part of the address",
                "byt namn på den ena filen; mappar ingår inte i adressen"
            ));
        found.push(diagnostic);
    }
}

/// Whether the first part of a former address is that of other pages: those in a language, or files.
fn is_no_region(context: &SiteContext<'_>, first: &str) -> bool {
    let mut others = context.catalog.site.languages.iter().skip(1);
    first == ASSETS || others.any(|tag| tag.value == first)
}

fn reserved(unit: &UnitSummary, place: Span, (region, name): (&str, &str)) -> Diagnostic {
    let message = say!(
        "the address `/{region}/{name}/` is that of a page of the site",
        "adressen `/{region}/{name}/` hör till en av webbplatsens egna sidor"
    );
    Diagnostic::new(&CODE, place, message)
        .with_unit(&unit.id)
        .with_help(say!("choose another name", "välj ett annat namn"))
}

fn former_name_taken(
    former: &Spanned<String>,
    unit: &UnitSummary,
    owner: &UnitSummary,
    place: Span,
) -> Diagnostic {
    let name = &former.value;
    let other = owner.display_name();
    let message = if unit.former_address(name) == (owner.region(), owner.slug()) {
        say!(
            "the former name `{name}` is the address of `{other}` now",
            "det tidigare namnet `{name}` är nu adressen till `{other}`"
        )
    } else {
        say!(
            "the former name `{name}` is one of `{other}` too",
            "det tidigare namnet `{name}` är också ett av `{other}`"
        )
    };
    Diagnostic::new(&CODE, former.span, message)
        .with_unit(&unit.id)
        .with_related(place, say!("taken here", "upptaget här"))
        .with_help(say!(
            "remove the name from one of the units: an old address leads to one page only",
            "ta bort namnet från en av enheterna: en gammal adress leder bara till en sida"
        ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_files;

    #[test]
    fn files_of_one_name_are_found() {
        let files = "//- norr/a.toml\nhsa_id = \"SE2321000131-1\"\n//- soder/a.toml\nhsa_id = \"SE2321000131-2\"\n";
        assert_eq!(check_files(&RULE, files).len(), 1);
    }

    #[test]
    fn former_names_are_taken_by_units_by_others_and_by_the_region() {
        let files = "//- a.toml\nformer_names = [\"b\", \"basutbud\", \"gamla\"]\n//- b.toml\nformer_names = [\"gamla\"]\n//- kommun.toml\n\n";
        assert_eq!(
            check_files(&RULE, files),
            [
                "1: \"b\"",
                "1: \"basutbud\"",
                "b.toml:1: \"gamla\"",
                "kommun.toml:0: "
            ]
        );
    }

    #[test]
    fn former_names_may_be_of_another_region() {
        let files = "//- a.toml\nformer_names = [\"y/b\", \"x/c\", \"x/d\", \"en/x\", \"y/basutbud\", \"assets/e\"]\n//- c.toml\n\n//- e.toml\nformer_names = [\"d\"]\n";
        assert_eq!(
            check_files(&RULE, files),
            [
                "1: \"x/c\"",
                "1: \"en/x\"",
                "1: \"y/basutbud\"",
                "1: \"assets/e\"",
                "e.toml:1: \"d\"",
            ]
        );
    }

    #[test]
    fn a_region_cannot_be_a_language_or_a_page() {
        let region = "name = \"R\"\nmunicipalities = []\n";
        let files = format!(
            "//- content/pages/om.md\nOm\n//- content/en/region.toml\n{region}//- content/om/region.toml\n{region}//- content/assets/region.toml\n{region}//- content/sv/region.toml\n{region}"
        );
        assert_eq!(check_files(&RULE, &files).len(), 3);
    }

    #[test]
    fn own_and_closed_addresses_are_free() {
        let files = "//- a.toml\nformer_names = [\"b\", \"c\"]\n//- b.toml\ncloses = 2026-11-20\nformer_names = [\"a\"]\n//- index.toml\n\n";
        assert_eq!(check_files(&RULE, files), [""; 0]);
    }
}
