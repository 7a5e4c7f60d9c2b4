//! Whatever stands in a unit's file stays text on its page, and a minified page is the same document.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use basutbud::compile::{Settings, compile};
use basutbud::host::read;
use basutbud::render::{self, Renderer};
use basutbud::text::inputs::{Content, Inputs};
use basutbud::text::path::SitePath;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::dom::{difference, steps, structure};
use crate::harness::{TODAY, add, cases, day, repository};

/// The HTML pages of a site.
fn pages(inputs: &Inputs) -> BTreeMap<String, Vec<u8>> {
    pages_with(inputs, render::Settings::default())
}

/// The same, minified.
fn minified(inputs: &Inputs) -> BTreeMap<String, Vec<u8>> {
    let settings = render::Settings {
        minify: true,
        ..render::Settings::default()
    };
    pages_with(inputs, settings)
}

fn pages_with(inputs: &Inputs, settings: render::Settings) -> BTreeMap<String, Vec<u8>> {
    let mut compilation = compile(inputs, &Settings::default());
    let settings = render::Settings {
        today: inputs.today,
        ..settings
    };
    let theme = compilation.read_theme(inputs, &settings);
    let (renderer, _) = Renderer::new(compilation.units(inputs), theme, settings);
    let html = renderer.pages().iter().filter(|page| page.is_html());
    html.filter_map(|page| Some((page.path.to_string(), renderer.render(page).ok()?)))
        .collect()
}

/// What is different between the pages of a site and the same pages minified.
fn differences(inputs: &Inputs) -> Vec<String> {
    let (small, written) = (minified(inputs), pages(inputs));
    let mut faults = Vec::new();
    if small.keys().ne(written.keys()) {
        faults.push("not the same pages".to_owned());
    }
    for (path, page) in &small {
        let other = written.get(path).map_or(&[][..], Vec::as_slice);
        let found = difference(&steps(page), &steps(other));
        faults.extend(found.map(|found| format!("{path}: {found}")));
        if page.len() >= other.len() {
            faults.push(format!("{path}: is no smaller"));
        }
    }
    faults
}

#[test]
fn minified_pages_are_the_same_documents() {
    let sites = cases().into_iter().chain([repository().to_owned()]);
    // Pages of this case have elements that are not closed, and are published as they are.
    let sites = sites.filter(|site| !site.ends_with("every-fault"));
    for site in sites {
        let faults = differences(&read::site(&site, day(TODAY)));
        assert!(
            faults.is_empty(),
            "{}: {}",
            site.display(),
            faults.join("\n")
        );
    }
}

#[test]
fn a_blank_more_or_less_is_a_difference_only_where_it_shows() {
    let differ = |left: &str, right: &str| {
        difference(&steps(left.as_bytes()), &steps(right.as_bytes())).is_some()
    };
    assert!(differ("<p>a <b>b</b></p>", "<p>a<b>b</b></p>"));
    assert!(differ("<pre>a  b</pre>", "<pre>a b</pre>"));
    assert!(differ("<p class=\"a\">b</p>", "<p class=\"a \">b</p>"));
    assert!(!differ(
        "<p>a \n <b>b</b> </p> <p>c</p>",
        "<p>a <b>b</b></p><p>c</p>"
    ));
}

#[test]
fn a_site_asks_for_minified_pages() {
    let mut inputs = read::site(repository(), day(TODAY));
    let forced = minified(&inputs);
    let path = SitePath::new("content/site.toml").expect("a sound path");
    let Some(Content::Text(site)) = inputs.content.get(&path) else {
        panic!("the example has settings")
    };
    let asking = format!("minify = true\n{site}");
    add(&mut inputs.content, path.as_str(), &asking);
    assert!(pages(&inputs) == forced);
}

/// Pieces of text that would be something else in a tag, an attribute, a template, or JSON.
const HOSTILE: [&str; 24] = [
    "\"",
    "'",
    "`",
    "<",
    ">",
    "&",
    "=",
    " ",
    "  ",
    "\n",
    "/",
    "\\",
    "<b>",
    "</p>",
    "<!--",
    "-->",
    "</script>",
    "<script>alert(1)</script>",
    "\" onclick=\"x",
    "' onclick='x",
    " onclick=x ",
    "{{ site }}",
    "{% if %}",
    "&quot; onclick=x",
];

/// The unit of a seed: which of its parts are there is chosen by the bits, its texts are asked for.
fn unit(parts: u64, number: usize, mut text: impl FnMut() -> String) -> String {
    let mut quoted = || toml::Value::from(text()).to_string();
    let has = |bit: u32| parts >> bit & 1 == 1;
    let mut unit = format!(
        "name = {}\nhsa_id = \"SE0000000000-E9{number:02}\"\ntype = \"halsocentral\"\nmunicipality = \"Kalmar\"\n",
        quoted()
    );
    let mut put = |bit: u32, key: &str| {
        if has(bit) {
            let _ = writeln!(unit, "{key} = {}", quoted());
        }
    };
    put(0, "locality");
    put(1, "summary");
    put(2, "contact.phone");
    put(3, "visit.street");
    put(4, "visit.postal_address");
    put(5, "visit.directions");
    put(6, "visit.accessibility");
    put(7, "visit.visiting_rules");
    put(8, "visit.floor_directions");
    put(9, "care.referral");
    put(10, "contact.website");
    put(11, "provider.name");
    let tables = [
        (
            12,
            "[hours]\nopening = { mon-thu = \"07:30-17:00\", holiday = \"closed\" }\ndrop_in = { tue = \"13:00-15:00\" }\n",
            "",
        ),
        (
            13,
            "[[closures]]\nfrom = 2026-12-24\nto = 2026-12-26\n",
            "reason answered_by",
        ),
        (
            14,
            "[[notices]]\nfrom = 2026-11-20\nto = 2026-12-01\n",
            "text",
        ),
        (
            15,
            "[[contact.phones]]\nnumber = \"0980-31 92 02\"\nhours = { mon-fri = \"08:00-10:00\" }\n",
            "label",
        ),
        (
            16,
            "[[special_hours]]\ndate = 2026-12-23\nopening = \"08:00-12:00\"\n",
            "reason",
        ),
        (
            17,
            "[[visits]]\nassessment_first = false\nbook = \"https://e.example/a\"\n",
            "name description",
        ),
        (
            18,
            "[[visits]]\nassessment_first = true\nbook = \"bokningslank\"\n",
            "name",
        ),
        (
            19,
            "[[extra_services]]\nurl = \"https://e.example/b\"\nagreed = 2026-03-02\n",
            "name",
        ),
        (20, "[booking]\nweeks_ahead = 6\n", ""),
        (
            21,
            "[services.kontakta-oss]\nalso_by = [\"phone\"]\n",
            "url",
        ),
        (
            22,
            "[services.fornya-recept]\nonly_by = [\"phone\", \"letter\"]\n",
            "",
        ),
        (23, "[services.visa-tider]\n", "url"),
        (24, "[activities]\nforskriver-lakemedel = true\n", ""),
    ];
    for (bit, table, keys) in tables {
        if has(bit) {
            unit.push_str(table);
            for key in keys.split_whitespace() {
                let address = if key == "url" {
                    "https://e.example/"
                } else {
                    ""
                };
                let words = toml::Value::from(format!("{address}{}", text())).to_string();
                let _ = writeln!(unit, "{key} = {words}");
            }
        }
    }
    unit
}

/// One region, without its units.
fn is_kept(path: &SitePath) -> bool {
    path.below("content/kalmar")
        .is_some_and(|below| !below.starts_with("units/"))
}

/// The example site with one region, and a few units of its own in place of that region's.
fn site(units: &[(u64, Vec<String>, Option<String>)]) -> Inputs {
    let mut inputs = read::site(repository(), day(TODAY));
    inputs
        .content
        .retain(|path, _| path.as_str() == "content/site.toml" || is_kept(path));
    for (number, (parts, texts, about)) in units.iter().enumerate() {
        let mut texts = texts.iter().cycle();
        let text = unit(*parts, number, || texts.next().cloned().unwrap_or_default());
        let path = format!("content/kalmar/units/enhet-{number}");
        add(&mut inputs.content, &format!("{path}.toml"), &text);
        if let Some(about) = about {
            add(&mut inputs.content, &format!("{path}.md"), about);
        }
    }
    inputs
}

/// Words, blanks, and what is not innocent, mixed.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        3 => "[a-zåäö]{1,8}( [a-z]{1,5})?".prop_map(String::from),
        2 => select(&HOSTILE[..]).prop_map(String::from),
    ];
    vec(part, 1..5).prop_map(|parts| parts.concat())
}

/// A text in Markdown, with raw HTML in it.
fn about() -> impl Strategy<Value = String> {
    let line = (
        select(
            &[
                "", "# ", "- ", "1. ", "> ", "    ", "| ", "*", "[x](", "`", "<div>", "\n", "\n\n",
            ][..],
        ),
        text(),
    );
    vec(line, 1..8).prop_map(|lines| {
        lines
            .iter()
            .map(|(mark, text)| format!("{mark}{text}\n"))
            .collect::<String>()
    })
}

/// Every element that an editor's text may become.
const IN_TEXT: &str = " p ul ol li h3 h4 h5 h6 em strong code pre blockquote hr br a img div table thead tbody \
    tr th td ";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn random_units_have_the_same_pages_minified(
        units in vec((any::<u64>(), vec(text(), 3..20), proptest::option::of(about())), 1..4),
    ) {
        let faults = differences(&site(&units));
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn texts_never_become_elements_or_attributes(
        parts in any::<u64>(),
        texts in vec(text(), 3..20),
    ) {
        // The same unit with innocent texts of the same shape: a text with nothing to see stays such.
        let innocent = |text: &String| {
            if text.trim().is_empty() { text.clone() } else { "ord".to_owned() }
        };
        let mild = texts.iter().map(innocent).collect();
        let hostile = pages(&site(&[(parts, texts, None)]));
        let mild = pages(&site(&[(parts, mild, None)]));
        for (path, page) in mild.iter().filter(|(path, _)| path.contains("/enhet-0/")) {
            let other = hostile.get(path).map_or(&[][..], Vec::as_slice);
            let found = difference(&structure(page), &structure(other));
            prop_assert!(found.is_none(), "{path}: {}", found.unwrap_or_default());
        }
    }

    #[test]
    fn markdown_becomes_nothing_but_text(about in about()) {
        let with = pages(&site(&[(0, vec!["ord".to_owned()], Some(about))]));
        let page = &with["kalmar/enhet-0/index.html"];
        let html = String::from_utf8_lossy(page);
        let (_, section) = html.split_once("<section class=\"about\">").unwrap_or_default();
        let section = section.split_once("</section>").map_or(section, |(section, _)| section);
        let inner = structure(section.as_bytes());
        // The section's own heading, and the frame that the parser puts around.
        for line in inner.iter().filter(|line| !line.starts_with('/')) {
            let mut words = line.split(' ');
            let name = words.next().unwrap_or_default();
            let known = IN_TEXT.contains(&format!(" {name} ")) || ["html", "head", "body", "h2"].contains(&name);
            prop_assert!(known, "{line} in {section}");
            for attribute in words {
                let known = ["href", "title", "src", "alt", "class", "id", "start", "lang"];
                prop_assert!(known.contains(&attribute), "{line} in {section}");
            }
        }
    }
}
