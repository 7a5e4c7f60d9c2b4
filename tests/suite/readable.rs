//! Random texts, with every kind of character, come out of every form readable by other people's
//! parsers, and say there what they said.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;
use std::sync::Arc;

use atom_syndication::Feed;
use basutbud::compile::{Settings, codes, compile};
use basutbud::diagnostic::{Language, Text};
use basutbud::diff::compare::{SiteState, compare};
use basutbud::diff::markdown;
use basutbud::host::read;
use basutbud::report::{junit, sarif};
use basutbud::text::inputs::{Content, Inputs};
use basutbud::text::path::SitePath;
use calamine::{DataType as _, Reader as _, Xlsx};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};
use roxmltree::Document;
use scraper::{Html, Selector};
use serde_json::Value;

use crate::harness::{TODAY, day, repository};
use crate::pages::rendered;
use crate::program::Program;

const SITE: &str = "tests/sites/third-region";
const REGION: &str = "region-norrhavet";
const UNIT: &str = "content/region-norrhavet/units/halsostationen-havsvik.toml";

/// A character of some kind: letters, signs that mean something in some form, those that are not to be
/// seen, that turn the direction, that are none, and any other.
fn character() -> impl Strategy<Value = char> {
    let kinds: [&[char]; 6] = [
        &['a', 'Z', '7', 'å', 'Ö', 'é', 'ß', 'ж', 'ع', '中', '𝒜'],
        &[
            '<', '>', '&', '"', '\'', '`', '\\', '/', ';', ',', ':', '=', '+', '-', '@', '|', '#',
        ],
        &[
            '*', '_', '[', ']', '(', ')', '!', '~', '{', '}', '%', '$', '^', '.', '?',
        ],
        &[
            ' ', '\t', '\n', '\r', '\u{a0}', '\u{2028}', '\u{85}', '\u{3000}',
        ],
        &[
            '\0', '\u{1}', '\u{1b}', '\u{7f}', '\u{9f}', '\u{ad}', '\u{200b}', '\u{feff}',
            '\u{fffe}', '\u{ffff}',
        ],
        &[
            '\u{202e}',
            '\u{2066}',
            '\u{301}',
            '\u{fe0f}',
            '😀',
            '\u{e000}',
            '\u{10ffff}',
            '＝',
            '\u{fffd}',
        ],
    ];
    let one_of = |kind: &[char]| prop::sample::select(kind.to_vec());
    prop_oneof![
        4 => one_of(kinds[0]),
        2 => one_of(kinds[1]),
        2 => one_of(kinds[2]),
        1 => one_of(kinds[3]),
        1 => one_of(kinds[4]),
        1 => one_of(kinds[5]),
        1 => any::<char>(),
    ]
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let text = prop::collection::vec(character(), 1..24);
    // A text of what nobody sees is none, which other tests are about.
    let text = text.prop_map(|characters| characters.into_iter().chain(['z']).collect());
    prop::collection::vec(text, 24)
}

/// What of a text must come out of every form: its letters and digits.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A TOML string in which every character but letters and digits is escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            quoted.push(character);
        } else {
            let _ = write!(quoted, "\\U{:08X}", u32::from(character));
        }
    }
    quoted + "\""
}

/// A text in Markdown, with a reference for every character.
fn referred(text: &str) -> String {
    let reference = |c: char| format!("&#{};", u32::from(c));
    text.chars().map(reference).collect()
}

/// Whether a text has a character that no form may have.
fn has_forbidden(text: &str) -> bool {
    let is_forbidden = |c: char| {
        let code = u32::from(c);
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}')
            || (0xFDD0..=0xFDEF).contains(&code)
            || code & 0xFFFE == 0xFFFE
    };
    text.contains(is_forbidden)
}

/// The files of units that are called by the texts, and use them for more.
fn unit_files(texts: &[String]) -> BTreeMap<String, String> {
    let unit = fs::read_to_string(repository().join(SITE).join(UNIT)).expect("a unit");
    let file = |(at, text): (usize, &String)| {
        let text = quoted(text);
        let name = format!("name = {text}\nsummary = {text}");
        let mut lines: Vec<String> = Vec::new();
        for line in unit.lines() {
            match line.split(['=', ' ']).next().unwrap_or_default() {
                "name" => lines.push(name.clone()),
                "summary" => {}
                "hsa_id" => lines.push(format!("hsa_id = \"SE0000000000-R{at}\"")),
                "[services]" => {
                    lines.push(format!("[services]\n{text} = \"https://example.se/{at}\""))
                }
                _ => lines.push(line.to_owned()),
            }
        }
        (
            format!("content/{REGION}/units/slump-{at}.toml"),
            lines.join("\n") + "\n",
        )
    };
    let about = |(at, text): (usize, &String)| {
        let path = format!("content/{REGION}/units/slump-{at}.md");
        (path, format!("Om {}.\n", referred(text)))
    };
    let units = texts.iter().enumerate().map(file);
    units.chain(texts.iter().enumerate().map(about)).collect()
}

fn with(inputs: &Inputs, files: &BTreeMap<String, String>) -> Inputs {
    let mut inputs = inputs.clone();
    for (path, text) in files {
        let path = SitePath::new(path).expect("a sound path");
        inputs
            .content
            .insert(path, Content::Text(Arc::from(text.as_str())));
    }
    inputs
}

/// All strings in a JSON value.
fn strings(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(strings).collect(),
        Value::Object(fields) => fields.values().map(strings).collect(),
        _ => String::new(),
    }
}

/// All texts and values of attributes in an XML document.
fn xml_texts(xml: &str) -> String {
    let document = Document::parse(xml).unwrap_or_else(|error| panic!("{error}\n{xml}"));
    let mut all = String::new();
    for node in document.descendants() {
        all.extend(node.is_text().then(|| node.text()).flatten());
        all.extend(node.attributes().map(|attribute| attribute.value()));
    }
    all
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a selector")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts_come_out_of_every_form(texts in texts()) {
        let base = read::site(&repository().join(SITE), day(TODAY));
        let files = unit_files(&texts);
        let head = with(&base, &files);
        let settings = Settings::default();
        let mut compilation = compile(&head, &settings);
        let built = rendered(&head, &mut compilation);
        let text_of = |path: &str| {
            let bytes = built.get(path).unwrap_or_else(|| panic!("there is no {path}"));
            std::str::from_utf8(bytes).expect("UTF-8")
        };

        for (path, bytes) in built.iter().filter(|(path, _)| !path.ends_with(".png")) {
            let text = String::from_utf8_lossy(bytes);
            prop_assert!(!has_forbidden(text.trim_start_matches('\u{feff}')), "{path}:\n{text}");
        }

        let csv = text_of("units.csv").trim_start_matches('\u{feff}');
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let rows: Vec<String> = reader.records().map(|row| row.expect("a row").iter().collect()).collect();
        let open_data: Value = serde_json::from_str(text_of("units.json")).expect("JSON");
        let feed = text_of(&format!("{REGION}/feed.atom"));
        Feed::read_from(feed.as_bytes()).expect("a feed");
        xml_texts(feed);
        xml_texts(text_of("sitemap.xml"));
        let findings = compilation.findings();
        let sources = &compilation.sources;
        let log = sarif::render(&findings, codes(), sources, Language::English);
        let log = strings(&serde_json::from_str(&log).expect("JSON"));
        let suites = xml_texts(&junit::render(&findings, &compilation.catalog, sources, Language::English));
        let (log, suites) = (letters(&log), letters(&suites));
        for (at, text) in texts.iter().enumerate() {
            let wanted = letters(text);
            let page = Html::parse_document(text_of(&format!("{REGION}/slump-{at}/index.html")));
            let heading = page.select(&selector("h1")).next().expect("a heading");
            let heading: String = heading.text().collect();
            prop_assert!(letters(&heading).contains(&wanted), "{text:?} as {heading:?}");
            let said: String = page.select(&selector("main")).flat_map(|main| main.text()).collect();
            let about = format!("Om{wanted}");
            prop_assert!(letters(&said).contains(&about), "{text:?} in {said}");
            let data = page.select(&selector("script[type=\"application/ld+json\"]")).next();
            let data: String = data.expect("JSON-LD").text().collect();
            let data = strings(&serde_json::from_str(&data).expect("JSON"));
            prop_assert!(letters(&data).contains(&wanted), "{text:?} in {data}");
            let card = text_of(&format!("{REGION}/slump-{at}/slump-{at}.vcf"));
            let card = vcard4::parse(card).unwrap_or_else(|error| panic!("{error}\n{card}"));
            let name = &card[0].formatted_name[0].value;
            prop_assert_eq!(letters(name), wanted.clone());
            prop_assert!(rows.iter().any(|row| letters(row).contains(&wanted)), "{text:?} in CSV");
            prop_assert!(letters(&strings(&open_data)).contains(&wanted), "{text:?} in JSON");
            prop_assert!(log.contains(&wanted), "{text:?} in SARIF");
            prop_assert!(suites.contains(&wanted), "{text:?} in JUnit");
        }

        let before = compile(&base, &settings);
        let site = |name, inputs, compilation| SiteState {
            name: Text::fixed(name, name),
            inputs,
            compilation,
        };
        let difference = compare(&site("a", &base, &before), &site("b", &head, &compilation), &settings);
        let options = markdown::Options {
            language: Language::English,
            preview: None,
            full: None,
            limit: usize::MAX,
        };
        let text = markdown::render(&difference, &options);
        let mut shown = String::new();
        for event in Parser::new_ext(&text, Options::all()) {
            match event {
                Event::Text(words) | Event::Code(words) => shown.push_str(&words),
                Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) => {
                    prop_assert!(!dest_url.is_empty(), "a link in {text}");
                }
                _ => {}
            }
        }
        let shown = letters(&shown);
        for text in &texts {
            prop_assert!(shown.contains(&letters(text)), "{text:?} in Markdown");
        }
    }
}

/// The report's workbook and its CSV, by the real program.
#[test]
fn texts_come_out_of_the_report() {
    let texts: Vec<String> = [
        "=cmd|'/c calc'!A1",
        " =1+1",
        "＝1+1",
        "@a\tb\r\nc",
        "a\0b\u{1b}c\u{fffe}d",
        "\u{202e}abc\u{200b}d",
        "a\"b;c,d'e",
        "_x0041_å😀",
    ]
    .map(str::to_owned)
    .to_vec();
    let program = Program::copy_of(SITE);
    for (path, text) in unit_files(&texts) {
        program.write(&path, &text);
    }
    program
        .run(&["report", "--format", "xlsx", "--out", "rapport.xlsx"])
        .exits(1);
    let bytes = fs::read(program.path("rapport.xlsx")).expect("a workbook");
    let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let cells: Vec<String> = workbook
        .worksheets()
        .into_iter()
        .flat_map(|(_, sheet)| {
            let cells = sheet
                .cells()
                .filter_map(|(_, _, cell)| cell.get_string().map(letters));
            cells.collect::<Vec<_>>()
        })
        .collect();
    let csv = program.run(&["report", "--format", "csv"]).exits(1).out;
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<String> = reader
        .records()
        .map(|row| letters(&row.expect("a row").iter().collect::<String>()))
        .collect();
    for text in &texts {
        let wanted = letters(text);
        assert!(cells.contains(&wanted), "{text:?}");
        assert!(rows.iter().any(|row| row.contains(&wanted)), "{text:?}");
    }
}

/// A name of characters that nobody sees is no name.
#[test]
fn a_name_of_nothing_visible_is_empty() {
    let inputs = read::site(&repository().join(SITE), day(TODAY));
    let files = unit_files(&["\u{200b}\u{2060}\u{fe0f}".to_owned()]);
    let compilation = compile(&with(&inputs, &files), &Settings::default());
    let findings = compilation.findings();
    let of_unit = findings.list.iter().filter(|finding| {
        let file = finding.diagnostic.primary.span.file;
        compilation
            .sources
            .path(file)
            .as_str()
            .ends_with("slump-0.toml")
    });
    let messages: Vec<&str> = of_unit.map(|it| &*it.diagnostic.message.en).collect();
    assert!(messages.contains(&"`name` is empty"), "{messages:?}");
}
