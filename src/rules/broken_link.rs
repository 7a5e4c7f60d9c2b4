//! `broken-link`: a link that leads nowhere.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::name::nearest;
use crate::model::unit::{Unit, UnitSummary};
use crate::render::paging;
use crate::rules::links::{self, Link, Origin};
use crate::rules::{Rule, Run, UnitContext, place};
use crate::text::Spanned;

/// The code.
pub static CODE: Code = Code {
    name: "broken-link",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("broken_link"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Linked {
        leads_elsewhere,
        run,
    },
};

/// Whether a unit names others, or has a link in a text that is no whole address.
fn leads_elsewhere(unit: &Unit) -> bool {
    let mut texts = unit.about.values();
    !unit.related.is_empty() || texts.any(|text| may_lead_inside(&text.source))
}

/// Whether a text may have a link to a page of the site: one whose address is not plainly another. It is
/// asked of every text, so it is told without reading Markdown.
fn may_lead_inside(text: &str) -> bool {
    let begins = |address: &str| {
        let address = address.trim_start();
        let address = address.strip_prefix('<').unwrap_or(address);
        let whole = ["https://", "http://", "tel:", "mailto:", "#"];
        whole.iter().any(|begin| address.starts_with(begin))
    };
    let mut addresses = ["](", "]:"]
        .into_iter()
        .flat_map(|sign| text.split(sign).skip(1));
    !addresses.all(begins)
}

/// Whether a link in a text leads to a phone, a mailbox, or a place on its own page.
fn leads_off_the_site(address: &str) -> bool {
    let mut schemes = ["tel:", "mailto:"].into_iter();
    let leads = |scheme| {
        let rest: Option<&str> = address.strip_prefix(scheme);
        rest.is_some_and(|rest| !rest.is_empty())
    };
    schemes.any(leads) || address.starts_with('#')
}

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    for link in links::of(context.unit) {
        found.extend(fault_in(context, &link));
    }
    for related in &context.unit.related {
        found.extend(fault_in_related(context, related));
    }
}

fn fault_in(context: &UnitContext<'_>, link: &Link<'_>) -> Option<Diagnostic> {
    let address = &*link.address;
    let at = |message| Diagnostic::new(&CODE, link.place(), message);
    if let Origin::Text(language) = link.origin {
        if leads_off_the_site(address) {
            return None;
        }
        if !has_scheme(address) {
            return (!leads_to_a_page(context, address, language)).then(|| {
                at(say!(
                    "there is no page at `{address}`",
                    "det finns ingen sida på `{address}`"
                ))
                .with_help(say!(
                    "write the whole address with `https://`, or `/region/unit/` for a unit of the site",
                    "skriv hela adressen med `https://`, eller `/region/enhet/` för en enhet på webbplatsen"
                ))
            });
        }
    }
    let (message, better) = fault_of(address)?;
    let diagnostic = at(message);
    Some(match better {
        Some(better) => {
            let title = say!("write `{better}`", "skriv `{better}`");
            let fix = Fix::guess(title.clone(), link.place(), better);
            diagnostic
                .with_help(title)
                .with_fix(link.is_verbatim().then_some(fix))
        }
        None => diagnostic.with_help(say!(
            "copy the whole address from the browser, beginning with `https://`",
            "kopiera hela adressen från webbläsaren, med början på `https://`"
        )),
    })
}

/// What is wrong with a whole address, and what it should have been where that is certain.
fn fault_of(address: &str) -> Option<(Text, Option<String>)> {
    let trimmed = address.trim();
    if trimmed.len() != address.len() {
        let better = fault_of(trimmed).is_none().then(|| trimmed.to_owned());
        let message = say!(
            "the address has blanks around it",
            "adressen har mellanslag runt sig"
        );
        return Some((message, better));
    }
    let after = |scheme: &str| {
        let (start, rest) = address.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    };
    let Some(rest) = after("https://").or_else(|| after("http://")) else {
        let better = format!("https://{address}");
        let certain = address.starts_with("www.") && fault_of(&better).is_none();
        let message = if has_scheme(address) {
            say!(
                "`{address}` is no address of a page",
                "`{address}` är ingen adress till en sida"
            )
        } else {
            say!(
                "`{address}` has no `https://`",
                "`{address}` saknar `https://`"
            )
        };
        return Some((message, certain.then_some(better)));
    };
    if address.contains(char::is_whitespace) {
        return Some((
            say!("an address has no blanks", "en adress har inga mellanslag"),
            None,
        ));
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    (!is_host(host)).then(|| {
        (
            say!("`{host}` is no host name", "`{host}` är inget värdnamn"),
            None,
        )
    })
}

/// `javascript:`, `https:` and the like; not `sida.html` and not `/a:b`.
fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else {
        return false;
    };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-".contains(c))
}

/// A name that others can look up: labels with dots between, the last one of letters.
fn is_host(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && (label.bytes().all(is_letter)
                || label.chars().all(|c| c.is_alphanumeric() || c == '-'))
    };
    let top = name.rsplit_once('.').map(|(_, top)| top);
    let is_top = |top: &str| {
        top.starts_with("xn--") || (top.chars().count() > 1 && top.chars().all(char::is_alphabetic))
    };
    top.is_some_and(is_top) && name.split('.').all(is_label) && port.parse::<u16>().is_ok()
}

/// Whether an address inside the site, seen from the unit's page in a language, is that of a page.
fn leads_to_a_page(context: &UnitContext<'_>, address: &str, language: &str) -> bool {
    let catalog = context.catalog;
    let path = address.split(['?', '#']).next().unwrap_or("");
    let (from_root, relative) = match path.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, path),
    };
    let default = catalog.site.languages.first().map(|tag| tag.value.as_str());
    let mut parts: Vec<&str> = Vec::new();
    if !from_root {
        parts.extend((default != Some(language)).then_some(language));
        parts.extend([context.region.id.as_str(), context.unit.slug()]);
    }
    for part in relative.split('/') {
        match part {
            "" | "." | "index.html" => {}
            ".." => {
                if parts.pop().is_none() {
                    return false;
                }
            }
            part => parts.push(part),
        }
    }
    let others = catalog.site.languages.iter().skip(1);
    let in_other = others
        .into_iter()
        .any(|tag| parts.first() == Some(&tag.value.as_str()));
    if !in_other && catalog.site.broken && parts.first().is_some_and(|part| part.len() == 2) {
        // It may be a language that `site.toml` names where it cannot be read.
        return true;
    }
    let parts = &parts[usize::from(in_other)..];
    is_page(context, parts) || is_numbered_page(context, parts)
}

/// Whether it is a later page of a long list. How many a list has is known when pages are made; none has
/// more than all units of the region need.
fn is_numbered_page(context: &UnitContext<'_>, parts: &[&str]) -> bool {
    let (id, number) = match *parts {
        [id, "a-o", number] | [id, "kommun" | "tjanst", _, number] => (id, number),
        _ => return false,
    };
    let units = context.catalog.units.iter();
    let shown = units.filter(|unit| is_of(unit, id) && unit.is_shown_on(context.today));
    let last = paging::count(shown.count());
    let is_one = (2..=last).any(|page| page.to_string() == number);
    is_one && is_page(context, &parts[..parts.len() - 1])
}

/// The site's files that are no pages.
const FILES: [&str; 5] = [
    "sitemap.xml",
    "robots.txt",
    "units.csv",
    "units.json",
    "units.schema.json",
];
/// Files of a region that are no pages.
const REGION_FILES: [&str; 3] = ["feed.atom", "fhir-r4.json", "fhir-r5.json"];

fn is_page(context: &UnitContext<'_>, parts: &[&str]) -> bool {
    let catalog = context.catalog;
    let is_shown = |unit: &UnitSummary| unit.is_shown_on(context.today);
    let region = |id: &str| catalog.regions.get(id);
    match *parts {
        [] => true,
        ["assets", ..] => true,
        [one] if FILES.contains(&one) => true,
        [one] => {
            let is_unread = catalog.site.broken_pages.iter().any(|slug| slug == one);
            region(one).is_some()
                || is_unread
                || catalog.site.pages.iter().any(|page| page.slug == one)
        }
        [id, "basutbud" | "a-o"] => region(id).is_some(),
        [id, file] if REGION_FILES.contains(&file) => region(id).is_some(),
        [id, slug] => {
            let unit = catalog.unit(&format!("{id}/{slug}"));
            let redirect = |unit: &UnitSummary| is_shown(unit) && has_former_name(unit, id, slug);
            let mut broken = catalog.broken_units.iter();
            unit.is_some_and(is_shown)
                || catalog.units.iter().any(redirect)
                || broken.any(|unit| unit.has_address(id, slug))
        }
        [id, "kommun", slug] => region(id).is_some_and(|region| {
            let mut municipalities = region.municipalities.iter();
            let is_one = municipalities.any(|name| slug::slugify(&name.value) == slug);
            is_one || !region.knows("municipalities")
        }),
        [id, "tjanst", service] => region(id).is_some_and(|region| {
            let mut versions = region.rule_sets.iter();
            let is_one = versions.any(|rules| rules.service(service).is_some());
            is_one || !region.rules_know("services")
        }),
        [id, slug, file] => {
            let unit = catalog.unit(&format!("{id}/{slug}"));
            let mut broken = catalog.broken_units.iter();
            let has_page =
                unit.is_some_and(is_shown) || broken.any(|unit| unit.has_address(id, slug));
            file.strip_suffix(".vcf") == Some(slug) && has_page
        }
        _ => false,
    }
}

/// Whether it is a unit of a region.
fn is_of(unit: &UnitSummary, region: &str) -> bool {
    let rest = unit.id.strip_prefix(region);
    rest.is_some_and(|rest| rest.starts_with('/'))
}

fn has_former_name(unit: &UnitSummary, region: &str, slug: &str) -> bool {
    is_of(unit, region) && unit.former_names.iter().any(|former| former.value == slug)
}

fn fault_in_related(context: &UnitContext<'_>, related: &Spanned<String>) -> Option<Diagnostic> {
    let id = &related.value;
    let at = |message| Diagnostic::new(&CODE, related.span, message);
    let Some(unit) = context.catalog.unit(id) else {
        if context.catalog.is_broken(id) {
            return None;
        }
        let diagnostic = at(say!(
            "there is no unit `{id}`",
            "det finns ingen enhet `{id}`"
        ));
        return Some(match meant(context, id) {
            Some(meant) => diagnostic
                .with_help(say!("did you mean `{meant}`?", "menade du `{meant}`?"))
                .with_fix(Some(Fix::replace(
                    say!("write `{meant}`", "skriv `{meant}`"),
                    related.span,
                    place::quoted(meant),
                ))),
            None => diagnostic.with_help(say!(
                "name a unit as `region/file-name`, or remove it",
                "ange en enhet som `region/filnamn`, eller ta bort den"
            )),
        });
    };
    let weak = |message| Some(at(message).at_most(Some(Level::Warn)));
    let name = unit.display_name();
    if unit.id == context.unit.id {
        return weak(say!(
            "the unit is related to itself",
            "enheten hänvisar till sig själv"
        ))
        .map(|d| d.with_help(say!("remove it", "ta bort hänvisningen")));
    }
    if !unit.is_shown_on(context.today) {
        return weak(say!("`{name}` has no page", "`{name}` har ingen sida")).map(|d| {
            d.with_related(
                unit.span(),
                say!("not published, or closed", "inte publicerad, eller stängd"),
            )
            .with_help(say!(
                "remove it until it has one",
                "ta bort hänvisningen tills den har det"
            ))
        });
    }
    None
}

/// The unit whose id is near, among those whose id is about as long and begins or ends alike: a site
/// can have thousands.
fn meant<'a>(context: &UnitContext<'a>, id: &str) -> Option<&'a str> {
    let units = context.catalog.units.iter();
    let full = match id.contains('/') {
        true => id.to_owned(),
        false => format!("{}/{id}", context.region.id),
    };
    let folder = full.find('/').map_or(0, |slash| slash + 1);
    let alike = |other: &&str| {
        let begin = folder + 2;
        let same = |part: std::ops::RangeTo<usize>| {
            other.get(part).is_some_and(|o| Some(o) == full.get(part))
        };
        let end = full.len().checked_sub(4).and_then(|at| full.get(at..));
        same(..begin) || end.is_some_and(|end| other.ends_with(end))
    };
    let ids = units
        .map(|unit| unit.id.as_str())
        .filter(|other| other.len().abs_diff(full.len()) <= 2 && *other != context.unit.id);
    nearest(&full, ids.filter(alike))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, check_files, fixed};

    #[test]
    fn what_is_no_address_is_found() {
        for (address, shown) in [
            ("https:/example.se", "https:/example.se"),
            ("https://", "https://"),
            ("https://e-tjanster", "https://e-tjanster"),
            ("javascript:alert(1)", "javascript:alert(1)"),
            ("mailto:a@example.se", "mailto:a@example.se"),
            ("https://example.se/en sida", "https://example.se/en sida"),
            ("https://example..se", "https://example..se"),
            ("kommer snart", "kommer snart"),
            ("https://10.0.0.1/", "https://10.0.0.1/"),
        ] {
            let unit = format!("[contact]\nwebsite = \"{address}\"\n");
            assert_eq!(check(&RULE, &unit), [format!("2: {shown}")]);
        }
    }

    #[test]
    fn certain_addresses_are_fixed() {
        let unit = "[contact]\nwebsite = \"www.example.se/a\"\n[services]\nkontakta-oss = \" https://example.se \"\n";
        assert_eq!(
            fixed(&RULE, unit),
            "[contact]\nwebsite = \"https://www.example.se/a\"\n[services]\nkontakta-oss = \"https://example.se\"\n"
        );
    }

    #[test]
    fn links_in_texts_lead_to_pages_that_exist() {
        let files = "//- a.toml\nformer_names = [\"gamla\"]\n//- b.toml\n\n//- content/pages/om.md\nOm\n//- a.md\n[1](/x/b/) [2](../b) [3](/x/) [4](/om/) [5](/x/basutbud/) [6](/x/kommun/orten/) [7](/x/tjanst/omboka/#a) [8](/en/x/b/) [9](#nere) [10](tel:112) [11](mailto:a@b.se) [12](/x/gamla/) [13](/)\n\n[fel](/x/c/) [fel](c.html) [fel](javascript:x) [fel](../../../..)\n";
        assert_eq!(
            check_files(&RULE, files),
            [
                "a.md:3: /x/c/",
                "a.md:3: c.html",
                "a.md:3: javascript:x",
                "a.md:3: ../../../.."
            ]
        );
    }

    #[test]
    fn later_pages_of_long_lists_exist() {
        let mut files = "//- a.toml\n\n//- a.md\n[2](/x/a-o/2/) [2](/en/x/kommun/orten/2/) [fel](/x/a-o/3/) [fel](/x/a-o/1/) [fel](/x/a-o/02/) [fel](/x/kommun/2/)\n".to_owned();
        for number in 1..=paging::ENTRIES {
            files += &format!("//- u{number}.toml\n\n");
        }
        assert_eq!(
            check_files(&RULE, &files),
            [
                "a.md:1: /x/a-o/3/",
                "a.md:1: /x/a-o/1/",
                "a.md:1: /x/a-o/02/",
                "a.md:1: /x/kommun/2/"
            ]
        );
    }

    #[test]
    fn related_units_exist_and_are_shown() {
        let files = "//- a.toml\nrelated = [\"x/kvarnby\", \"x/kvarnbyn\", \"kvarnby\", \"y/helt-annan\", \"x/a\", \"x/stangd\"]\n//- kvarnby.toml\n\n//- stangd.toml\npublish = false\n";
        assert_eq!(
            check_files(&RULE, files),
            [
                "1: \"x/kvarnbyn\"",
                "1: \"kvarnby\"",
                "1: \"y/helt-annan\"",
                "1: \"x/a\" [warn]",
                "1: \"x/stangd\" [warn]"
            ]
        );
    }

    #[test]
    fn addresses_of_many_shapes_are_fine() {
        for address in [
            "https://example.se",
            "http://example.se",
            "https://e-tjanster.example/recept/E001",
            "https://example.se:8443/a?b=c#d",
            "https://åkerö.se/sök",
            "HTTPS://EXAMPLE.SE/",
            "https://xn--ker-tla8d.xn--p1ai/",
        ] {
            let unit = format!("[contact]\nwebsite = \"{address}\"\n");
            assert_eq!(check(&RULE, &unit), [""; 0], "{address}");
        }
    }
}
