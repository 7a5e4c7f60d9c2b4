//! The renderer over a small site that has something of everything, and the theme against its texts.

#![expect(
    clippy::disallowed_methods,
    reason = "the embedding macro looks for files while it is built"
)]

mod finding;
pub(super) mod fixture;
mod hours;
mod marking;
mod themes;

use std::collections::BTreeSet;

use crate::compile::{self, compile};
use crate::render::address::{PageAddress, PageKind, Stage};
use crate::render::pages::PAGES;
use crate::render::tests::fixture::{at, inputs, render, site};
use crate::render::{Renderer, Settings};

#[test]
fn every_kind_of_page_is_made() {
    let mut every: BTreeSet<_> = PAGES.iter().map(|maker| maker.kind).collect();
    // Files of web servers are made where a server is named: `tests/suite/servers.rs`.
    every.remove(&PageKind::ServerFile);
    assert_eq!(site().kinds, every);
}

#[test]
fn every_page_has_the_frame_that_readers_need() {
    for (path, page) in site()
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        let lang = if path.starts_with("en/") {
            "lang=en"
        } else {
            "lang=sv"
        };
        for part in [
            "<!doctype html>",
            lang,
            "<title>",
            "<main ",
            "<h1>",
            "rel=canonical",
            "name=viewport",
        ] {
            assert!(page.contains(part), "{path}: {part}");
        }
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert!(
            !page.contains(" style=") && !page.contains("<style"),
            "{path}"
        );
        // What is run lies in files of its own; what stands in the page is data.
        for script in page.split("<script ").skip(1) {
            let known = ["src=/assets/", "type=application/ld+json", "id=schedule"];
            let tag = &script[..script.find('>').unwrap_or_default()];
            assert!(known.iter().any(|part| tag.contains(part)), "{path}: {tag}");
            let data = tag.contains("json");
            assert!(data || script.contains("></script>"), "{path}: {tag}");
        }
        assert!(
            !page.contains(" on") || !page.contains(" onclick"),
            "{path}"
        );
    }
}

#[test]
fn who_is_responsible_is_nowhere() {
    for (path, text) in &render(&inputs(), Some("pr-1")).files {
        assert!(!text.to_lowercase().contains("hemlig"), "{path}");
    }
}

/// The text of a page.
fn page_text(renderer: &Renderer<'_>, page: &PageAddress) -> String {
    let bytes = renderer.render(page).expect("renders");
    String::from_utf8(bytes).expect("text")
}

#[test]
fn every_link_leads_somewhere() {
    let inputs = inputs();
    let mut compilation = compile(&inputs, &compile::Settings::default());
    let settings = Settings {
        today: inputs.today,
        minify: true,
        ..Settings::default()
    };
    let theme = compilation.read_theme(&inputs, &settings);
    let (renderer, _) = Renderer::new(compilation.units(&inputs), theme, settings);
    for page in renderer.pages().iter().filter(|page| page.is_html()) {
        let text = page_text(&renderer, page);
        let own = page.url();
        for link in text.split("href=").skip(1) {
            let link = link
                .trim_start_matches('"')
                .split(['"', ' ', '>'])
                .next()
                .unwrap_or_default();
            let link = link
                .strip_prefix("https://kontakt.example.se")
                .unwrap_or(link);
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            if let Some(path) = path.strip_prefix('/') {
                let target = renderer
                    .find(path)
                    .unwrap_or_else(|| panic!("/{own} links to /{path}"));
                if !fragment.is_empty() {
                    let there = page_text(&renderer, target);
                    assert!(
                        there.contains(&format!("id={fragment}")),
                        "/{own} links to /{path}#{fragment}"
                    );
                }
            } else if path.is_empty() {
                assert!(
                    text.contains(&format!("id={fragment}")),
                    "/{own} links to #{fragment}"
                );
            } else {
                let known = ["https://", "mailto:", "tel:", "geo:"]
                    .iter()
                    .any(|scheme| path.starts_with(scheme));
                assert!(known, "/{own} links to {path}");
            }
        }
    }
}

#[test]
fn a_units_page_has_its_sections_in_order() {
    let site = site();
    let page = site.file("prov/akero/index.html");
    let order = [
        "<h1>Åkerö &lt;mottagning></h1>",
        "Rinkabyholm",
        "Telefontid mån–fre 08.00–12.00 och 13.00–16.00",
        "href=tel:+46980319201",
        "0980-31 92 01",
        "href=#booking",
        "href=#services",
        "Hitta hit",
        "Öppet mån–tors 07.30–17.00, fre 07.30–16.00",
        "Strandvägen 1, Rinkabyholm",
        "ons 23 dec: 08.00–12.00",
        "href=tel:1177",
        "Entrén är stängd.",
        "<h2 id=phone>",
        "Recepttelefonen",
        "<h2 id=booking>",
        "<h3>Boka tid</h3>",
        "Du kan boka tid upp till 6 veckor framåt.",
        "<h4>Boka direkt</h4>",
        "Vaccination",
        "<h3>Dina tider</h3>",
        "Visa tider",
        "<h2 id=services>",
        "inom en arbetsdag",
        "Förnya recept",
        "Kontakta oss",
        "Kontakta diabetessköterska",
        "<h3>Fler tjänster hos oss</h3>",
        "Aktivitet",
        "Ögonkoll",
        "<h2 id=hours>",
        "Drop-in",
        "För dig som ska besöka någon",
        "Ändrade öppettider",
        "<h2 id=care>",
        "Du behöver ingen remiss.",
        "<h2 id=about>",
        "<h3>Om oss här</h3>",
        "<h2 id=find>",
        "<h2 id=accessibility>",
        "<h2>Andra enheter</h2>",
        "<h2>Om sidan och mottagningen</h2>",
        "2 november 2026",
        "Riktlinje",
    ];
    let main = &page[at(page, "<main")..];
    let mut from = 0;
    for part in order {
        let found = main[from..]
            .find(part)
            .unwrap_or_else(|| panic!("no {part:?} after {from} in {main}"));
        from += found;
    }
    for once in ["Strandvägen 1", "#map=17/56.66/16.36"] {
        let body = &main[at(main, "unit-body")..];
        assert!(!body.contains(once), "{once} is said twice");
    }
    assert!(
        !page.contains("Kommande sak"),
        "a notice that is still to come is shown"
    );
}

#[test]
fn services_have_their_standard_names_and_say_how_they_are_given() {
    let site = site();
    let page = site.file("prov/akero/index.html");
    assert!(!page.contains("Receptförnyelse"), "an alias is shown");
    for words in [
        "<a href=https://e.example/recept>Förnya recept</a>",
        "genom att ringa oss på <a class=phone dir=ltr href=tel:+46980319201>0980-31 92 01</a>.",
        "0980-31 92 01</a> eller med brev. Det finns ingen e-tjänst",
        "<a href=https://e.example/vaccination>Vaccination</a>",
        "Du får en länk av oss",
        "<li>Du loggar in</li>",
        "data-promise=\"Skickar du i dag får du en första återkoppling senast {day}.\"",
    ] {
        at(page, words);
    }
    for said in ["Hela namnet", "Återkoppling inom"] {
        assert!(!page.contains(said), "{said}");
    }
    let english = site.file("en/prov/akero/index.html");
    for words in [
        "<a href=https://e.example/recept>Renew a prescription (<span lang=sv>Förnya recept</span>)</a>",
        "Ask for a new prescription.",
        "within one working day",
        "<div lang=sv>",
        "07:30–17:00",
    ] {
        at(english, words);
    }
}

#[test]
fn hours_are_a_table_and_deviations_follow_the_calendar() {
    let site = site();
    let page = site.file("prov/akero/index.html");
    for words in [
        "<th scope=row>Måndag–torsdag</th><td>07.30–17.00</td>",
        "<th scope=row>Lördag, söndag och helgdagar</th><td>Stängt</td>",
        "<time datetime=2026-12-23>ons 23 dec</time>",
        "<time datetime=2026-12-24>tors 24 dec</time> – <time datetime=2026-12-26>lör 26 dec</time>",
        "Medan vi har stängt svarar Betamottagningen på ditt ärende.",
        "Nyårsafton",
        "Telefontider: ej angivet",
        "Trettondedag jul",
    ] {
        at(page, words);
    }
    assert!(!page.contains("2027-02"), "later than 60 days ahead");
}

#[test]
fn a_private_unit_says_who_runs_it_and_shows_nothing_empty() {
    let site = site();
    let page = site.file("prov/beta/index.html");
    for words in [
        "Exempelvård AB",
        "Hälsoval",
        "fredag 1 januari 2027",
        "Vi stänger. Sista dagen är",
        "onsdag 30 juni 2027",
    ] {
        at(page, words);
    }
    for id in ["phone", "hours", "care", "about", "find", "accessibility"] {
        assert!(page.contains("Exempelvård AB ansvarar för innehållet."));
        assert!(!page.contains(&format!("id={id}>")), "{id} is empty");
    }
}

#[test]
fn search_engines_get_the_facts_and_no_way_out_of_the_script() {
    let site = site();
    let page = site.file("prov/akero/index.html");
    let data = page
        .split("application/ld+json>")
        .nth(1)
        .and_then(|rest| rest.split("</script>").next());
    let data = data.expect("there is a data block");
    assert!(!data.contains('<'), "{data}");
    let data: serde_json::Value = serde_json::from_str(data).expect("is JSON");
    assert_eq!(data["@type"], "Dentist");
    assert_eq!(data["name"], "Åkerö <mottagning>");
    assert_eq!(data["telephone"], "+46980319201");
    assert_eq!(data["openingHoursSpecification"][0]["opens"], "07:30");
    assert_eq!(
        data["specialOpeningHoursSpecification"][1]["validThrough"],
        "2026-12-26"
    );
}

#[test]
fn the_base_offering_is_told_with_its_versions() {
    let site = site();
    let page = site.file("prov/basutbud/index.html");
    for words in [
        "<h3 id=tjanst-boka-tid>",
        "Ska erbjudas av",
        "Alla mottagningar.",
        "Undantag, exempel",
        "Flera resurser.",
        "Uppfylls också av",
        "Digitalt ska det vara.",
        "inom 2 arbetsdagar",
        "Namnrådet",
        "Upprättad",
        "Kommande version",
        "Tidigare version",
        "Telegrafera till oss",
    ] {
        at(page, words);
    }
}

#[test]
fn open_data_holds_the_units() {
    let site = site();
    let json: serde_json::Value = serde_json::from_str(site.file("units.json")).expect("is JSON");
    assert_eq!(json["units"][0]["id"], "prov/akero");
    assert_eq!(
        json["units"][0]["hours"]["opening"]["fri"][0],
        "07:30-16:00"
    );
    let ids: Vec<_> = json["units"][0]["services"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|it| it["id"].clone())
        .collect();
    assert!(
        ids.contains(&"boka-tid".into()) && ids.contains(&"fornya-recept".into()),
        "{ids:?}"
    );
    let csv = site.file("units.csv");
    assert!(csv.starts_with("\u{feff}id,name,page,"));
    assert_eq!(csv.lines().count(), 3);
}

#[test]
fn old_addresses_lead_on_and_stay_out_of_search_engines() {
    let site = site();
    let page = site.file("prov/gamla-akero/index.html");
    for words in [
        "content=\"0; url=/prov/akero/\"",
        "content=noindex",
        "href=https://kontakt.example.se/prov/akero/",
    ] {
        at(page, words);
    }
    let sitemap = site.file("sitemap.xml");
    at(
        sitemap,
        "<loc>https://kontakt.example.se/en/prov/akero/</loc>",
    );
    at(sitemap, "hreflang=\"en\"");
    assert!(!sitemap.contains("gamla-akero") && !sitemap.contains("404"));
}

#[test]
fn a_page_without_a_translation_is_shown_in_its_own_language() {
    let site = site();
    assert!(site.file("om/index.html").contains("hreflang=en"));
    let swedish = site.file("en/bara-svenska/index.html");
    assert!(swedish.contains("<div class=prose lang=sv>"), "{swedish}");
}

#[test]
fn a_preview_says_so_and_shows_findings() {
    let preview = render(&inputs(), Some("Förslag 7"));
    for (path, page) in preview
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        assert!(
            page.contains("content=noindex") && page.contains("Förslag 7"),
            "{path}"
        );
        assert!(page.contains("data-preview=\"Förslag 7\""), "{path}");
        let date = if path.starts_with("en/") {
            "21 November 2026"
        } else {
            "21 november 2026"
        };
        assert!(page.contains(date), "{path}");
    }
    assert!(preview.found.is_empty(), "{:#?}", preview.lines());
    at(
        preview.file("prov/akero/index.html"),
        "<code>unmet-obligation</code>: <code>visa-tider</code> saknas<br>skriv <code>&lt;b> & c</code><br>",
    );
    at(
        preview.file("en/prov/akero/index.html"),
        "<code>visa-tider</code> is missing",
    );
    assert!(
        !preview.file("robots.txt").contains("Disallow: /")
            && !preview.file("robots.txt").contains("Sitemap")
    );
    assert!(
        !site()
            .file("prov/akero/index.html")
            .contains("unmet-obligation")
    );
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    assert_eq!(site().files, site().files);
}

#[test]
fn files_come_in_stages_and_are_made_on_any_thread() {
    fn shared<T: Send + Sync>(_: &T) {}
    let inputs = inputs();
    let mut compilation = compile(&inputs, &compile::Settings::default());
    let settings = Settings {
        today: inputs.today,
        ..Settings::default()
    };
    let theme = compilation.read_theme(&inputs, &settings);
    let (renderer, _) = Renderer::new(compilation.units(&inputs), theme, settings);
    shared(&renderer);
    let stages: Vec<Stage> = renderer.pages().iter().map(|page| page.stage).collect();
    assert!(stages.is_sorted());
    assert!(renderer.clashes().is_empty());
    assert_eq!(
        renderer.find("prov/akero/").map(|page| page.path.as_str()),
        Some("prov/akero/index.html")
    );
    assert_eq!(
        renderer.find("").map(|page| page.kind()),
        Some(PageKind::Home)
    );
    assert!(renderer.find("prov").is_none());
}
