//! `broken-link`: a link that leads nowhere.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::href::{self, AddressKind, Href};
use crate::model::name::nearest;
use crate::model::site::MarkdownText;
use crate::model::unit::Unit;
use crate::rules::addresses::AddressRule;
use crate::rules::links::{self, TextLink, TextLinkKind};
use crate::rules::own_pages::OwnPages;
use crate::rules::{Rule, Run, SiteContext, UnitContext, place};
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
    run: Run::Everywhere {
        leads_elsewhere,
        run,
        site: run_on_site,
    },
};

static PAGES: AddressRule = AddressRule {
    code: &CODE,
    is_about: |kind| kind != AddressKind::Mailbox,
    help: Text::fixed(
        "copy the whole address from the browser, beginning with `https://`",
        "kopiera hela adressen från webbläsaren, med början på `https://`",
    ),
};

/// Whether a unit names others, or has a link in a text that is no whole address.
fn leads_elsewhere(unit: &Unit) -> bool {
    let mut texts = unit.about.values();
    !unit.related.is_empty()
        || !unit.answering.is_empty()
        || texts.any(|text| may_lead_inside(&text.source))
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

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let unit = context.unit;
    PAGES.in_unit(unit, found);
    let own = OwnPages {
        catalog: context.catalog,
        today: context.today,
    };
    for (language, about) in &unit.about {
        let mut folder: Vec<&str> = own.folder_of(language).into_iter().collect();
        folder.extend([context.region.id.as_str(), unit.slug()]);
        in_text(own, about, &folder, found);
    }
    for related in &unit.related {
        let itself = say!(
            "the unit is related to itself",
            "enheten hänvisar till sig själv"
        );
        found.extend(fault_in_unit(context, related, &related.value, itself));
    }
    for closure in &unit.closures {
        let id = closure.answering(&context.region.id);
        if let (Some(written), Some(id)) = (&closure.answered_by, id) {
            let itself = say!(
                "the unit that is closed is itself the one that answers",
                "enheten som är stängd är själv den som svarar"
            );
            found.extend(fault_in_unit(context, written, &id, itself));
        }
    }
}

/// Addresses in the files of the site and its regions, and links in the site's own pages.
fn run_on_site(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    let catalog = context.catalog;
    PAGES.in_shared_files(catalog, found);
    let own = OwnPages {
        catalog,
        today: context.today,
    };
    for page in &catalog.site.pages {
        let mut folder: Vec<&str> = own.folder_of(&page.language).into_iter().collect();
        folder.push(&page.slug);
        in_text(own, &page.text, &folder, found);
    }
}

/// What is wrong with links and pictures in a text, which stands on a page at `folder`.
fn in_text(own: OwnPages<'_>, text: &MarkdownText, folder: &[&str], found: &mut Vec<Diagnostic>) {
    for link in links::in_text(text) {
        let fault = match link.kind {
            TextLinkKind::Link => fault_in_link(own, &link, folder),
            TextLinkKind::Mailbox => fault_in_mailbox(&link, &link.address),
            // One that lies beside the text is there.
            TextLinkKind::Picture if own.catalog.picture(text, &link.address).is_some() => None,
            TextLinkKind::Picture => fault_in_picture(own, &link, folder),
        };
        found.extend(fault);
    }
}

fn fault_in_link(own: OwnPages<'_>, link: &TextLink<'_>, folder: &[&str]) -> Option<Diagnostic> {
    let address = &*link.address;
    let at = |message| Diagnostic::new(&CODE, link.place, message);
    let href = Href::read(address);
    match href {
        Href::Empty => {
            return Some(
                at(say!("the link has no address", "länken saknar adress")).with_help(say!(
                    "write the address between the parentheses, or take the link away",
                    "skriv adressen inom parentesen, eller ta bort länken"
                )),
            );
        }
        _ if !link.has_words => {
            return Some(
                at(say!(
                    "the link to `{address}` has no words",
                    "länken till `{address}` saknar ord"
                ))
                .with_help(say!(
                    "write between the brackets where it leads",
                    "skriv inom hakparentesen vart den leder"
                )),
            );
        }
        Href::Fragment => return None,
        Href::Whole { scheme } => {
            let rest = &address.trim_start()[scheme.len() + 1..];
            if scheme.eq_ignore_ascii_case("mailto") {
                return fault_in_mailbox(link, rest.split('?').next().unwrap_or_default());
            }
            if scheme.eq_ignore_ascii_case("tel") && !rest.trim().is_empty() {
                return None;
            }
        }
        Href::Foreign => {}
        Href::Root(_) | Href::Relative(_) => {
            let parts = href.resolve(folder);
            let leads = |parts: Vec<String>| own.has(&parts) || own.has_asset(&parts);
            return (!parts.is_some_and(leads)).then(|| {
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
    let verbatim = link.place.range().len() == address.len();
    let place = verbatim.then_some(link.place);
    href::page_fault(address).map(|fault| PAGES.diagnostic(fault, link.place, place))
}

fn fault_in_mailbox(link: &TextLink<'_>, mailbox: &str) -> Option<Diagnostic> {
    let fault = href::mailbox_fault(mailbox)?;
    let diagnostic = Diagnostic::new(&CODE, link.place, fault.message);
    Some(diagnostic.with_help(say!(
        "write one mailbox, such as `mailto:vardcentralen@example.se`",
        "skriv en e-postadress, till exempel `mailto:vardcentralen@example.se`"
    )))
}

fn fault_in_picture(own: OwnPages<'_>, link: &TextLink<'_>, folder: &[&str]) -> Option<Diagnostic> {
    let address = &*link.address;
    let at = |message| Diagnostic::new(&CODE, link.place, message);
    let href = Href::read(address);
    match href {
        Href::Root(_) | Href::Relative(_) => {
            let parts = href.resolve(folder);
            (!parts.is_some_and(|parts| own.has_asset(&parts))).then(|| {
                at(say!(
                    "there is no picture at `{address}`",
                    "det finns ingen bild på `{address}`"
                ))
                .with_help(say!(
                    "put the picture beside the text and write its name, or below `assets/` of the theme and write `/assets/` and its name",
                    "lägg bilden bredvid texten och skriv dess namn, eller under temats `assets/` och skriv `/assets/` och bildens namn"
                ))
            })
        }
        Href::Empty | Href::Fragment => Some(
            at(say!("the picture has no address", "bilden saknar adress")).with_help(say!(
                "write the address between the parentheses, or take the picture away",
                "skriv adressen inom parentesen, eller ta bort bilden"
            )),
        ),
        Href::Whole { .. } | Href::Foreign => Some(
            at(say!(
                "the picture at `{address}` is not shown: it is not the site's own",
                "bilden på `{address}` visas inte: den är inte webbplatsens egen"
            ))
            .with_help(say!(
                "copy it into the site; pages ask nothing of other sites",
                "kopiera in den i webbplatsen; sidorna hämtar inget från andra webbplatser"
            )),
        ),
    }
}

/// What is wrong with a unit that is named. `itself` says that it is the unit's own.
fn fault_in_unit(
    context: &UnitContext<'_>,
    written: &Spanned<String>,
    id: &str,
    itself: Text,
) -> Option<Diagnostic> {
    let at = |message| Diagnostic::new(&CODE, written.span, message);
    let Some(unit) = context.catalog.unit(id) else {
        if context.catalog.is_broken(id) {
            return None;
        }
        let shown = &written.value;
        let diagnostic = at(say!(
            "there is no unit `{shown}`",
            "det finns ingen enhet `{shown}`"
        ));
        return Some(match meant(context, id) {
            Some(meant) => diagnostic
                .with_help(say!("did you mean `{meant}`?", "menade du `{meant}`?"))
                .with_fix(Some(Fix::replace(
                    say!("write `{meant}`", "skriv `{meant}`"),
                    written.span,
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
        return weak(itself).map(|d| d.with_help(say!("remove it", "ta bort hänvisningen")));
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
    use crate::render::paging;
    use crate::testing::{check, check_files, fixed, fixed_files};

    #[test]
    fn a_unit_that_answers_meanwhile_is_there() {
        let unit = |by: &str| {
            format!(
                "//- a.toml\n[[closures]]\nfrom = 2026-12-24\nto = 2026-12-26\nanswered_by = \"{by}\"\n//- kvarnby.toml\n\n"
            )
        };
        for fine in [
            "kvarnby",
            "x/kvarnby",
            "Kvarnby",
            "Sjukvårdsrådgivningen 1177",
            "1177",
        ] {
            assert_eq!(check_files(&RULE, &unit(fine)), [""; 0], "{fine}");
        }
        for (faulty, fixed) in [("kvarnbyn", "x/kvarnby"), ("x/kvarnbyn", "x/kvarnby")] {
            let files = unit(faulty);
            assert_eq!(check_files(&RULE, &files), [format!("4: \"{faulty}\"")]);
            assert!(fixed_files(&RULE, &files).contains(fixed), "{faulty}");
        }
        for bad in ["finns-inte", "y/kvarnby", "a"] {
            assert_eq!(check_files(&RULE, &unit(bad)).len(), 1, "{bad}");
        }
    }

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
    fn links_and_pictures_say_where_they_lead() {
        let files = "//- a.toml\n\n//- a.md\n[]() [ord]() [](/x/a/) [![](/assets/bild.png)](/x/a/) <a@b> <a@b.se> [a](mailto:a@b,c) [b](mailto:a@b.se?subject=Hej) [c](TEL:112)\n![Bild](/assets/bild.png) ![Bild](annan.png) ![Bild](https://b.se/c.png) ![Bild]()\n\n[d][e]\n\n[e]: /x/borta/\n//- themes/default/assets/bild.png\nx\n//- content/pages/om.en.md\n[1](../x/a/) [2](/om/) [3](/en/om/) [4](borta/) ![5](bild.png)\n";
        assert_eq!(
            check_files(&RULE, files),
            [
                "om.en.md:1: borta/",
                "om.en.md:1: bild.png",
                "a.md:1: []()",
                "a.md:1: [ord]()",
                "a.md:1: /x/a/",
                "a.md:1: /x/a/",
                "a.md:1: a@b",
                "a.md:1: mailto:a@b,c",
                "a.md:2: annan.png",
                "a.md:2: https://b.se/c.png",
                "a.md:2: ![Bild]()",
                "a.md:4: [d][e]"
            ]
        );
    }

    #[test]
    fn addresses_of_the_site_and_its_regions_are_addresses() {
        let site = "title = \"Prov\"\nbase_url = \"https://prov.example.se/?a\"\n[publisher]\nname = \"P\"\nurl = \"javascript:alert(1)\"\n[accessibility.report]\nurl = \"//evil\"\n[accessibility.authority]\nurl = \"ftp://a.se\"\n";
        let region = "name = \"R\"\nmunicipalities = []\nwebsite = \"https://a b\"\n";
        let files = format!("//- content/site.toml\n{site}//- content/r/region.toml\n{region}");
        assert_eq!(
            check_files(&RULE, &files),
            [
                "region.toml:3: \"https://a b\"",
                "site.toml:2: \"https://prov.example.se/?a\"",
                "site.toml:5: \"javascript:alert(1)\"",
                "site.toml:7: \"//evil\"",
                "site.toml:9: \"ftp://a.se\""
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
