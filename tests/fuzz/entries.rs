//! What the fuzz targets do with any bytes. The suite replays the corpus through the same functions.
//!
//! Nothing is expected of what comes out but that it does: a panic or a process that ends is the fault.

use std::sync::{Arc, LazyLock};

use basutbud::commands::lsp;
use basutbud::compile::{Settings, compile};
use basutbud::diagnostic::Language;
use basutbud::host::embedded;
use basutbud::import;
use basutbud::import::site::SiteUnits;
use basutbud::import::suggest::{Suggestion, suggest};
use basutbud::load::import_map;
use basutbud::preview::context::PreviewContext;
use basutbud::preview::reply::reply;
use basutbud::preview::reusable::Reusable;
use basutbud::preview::{Memory, PreviewOptions, Snapshot};
use basutbud::render::{self, Renderer};
use basutbud::text::FileId;
use basutbud::text::inputs::{Content, Inputs};
use basutbud::text::path::SitePath;
use chrono::NaiveDate;
use lsp_server::{Connection, Message, Notification, Request};
use serde_json::{Value, json};

/// What is done with some bytes.
type Target = fn(&[u8]);

/// The targets by name.
pub const TARGETS: [(&str, Target); 11] = [
    ("hsa_hours", hsa_hours),
    ("http_request", http_request),
    ("import", table),
    ("locale", locale),
    ("lsp_message", lsp_message),
    ("markdown", markdown),
    ("region", region),
    ("rule_set", rule_set),
    ("site", site),
    ("theme", theme),
    ("unit", unit),
];

/// Runs a target by its name.
pub fn run(target: &str, bytes: &[u8]) {
    let (_, run) = TARGETS
        .iter()
        .find(|(name, _)| *name == target)
        .expect("a target");
    run(bytes);
}

const SITE: &str = "content/site.toml";
const REGION: &str = "content/norr/region.toml";
const RULES: &str = "content/norr/rules/2026-03-01.toml";
const UNIT: &str = "content/norr/units/havsvik.toml";
const ABOUT: &str = "content/norr/units/havsvik.md";
const PAGE: &str = "content/pages/om.md";

/// A small sound site.
static SOUND: LazyLock<Inputs> = LazyLock::new(|| {
    let files = [
        (
            SITE,
            include_str!("../sites/third-region/content/site.toml"),
        ),
        (
            REGION,
            include_str!("../sites/third-region/content/region-norrhavet/region.toml"),
        ),
        (
            RULES,
            include_str!("../sites/third-region/content/region-norrhavet/rules/2026-03-01.toml"),
        ),
        (
            UNIT,
            include_str!(
                "../sites/third-region/content/region-norrhavet/units/halsostationen-havsvik.toml"
            ),
        ),
        (ABOUT, "Vi *finns* här.\n"),
        (PAGE, "# Om\n\nText.\n"),
    ];
    Inputs {
        content: files
            .map(|(path, text)| (sound(path), text_of(text)))
            .into(),
        default_theme: embedded::default_theme(),
        today: NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day of the calendar"),
        ..Inputs::default()
    }
});

fn sound(path: &str) -> SitePath {
    SitePath::new(path).expect("a sound path")
}

fn text_of(text: &str) -> Content {
    Content::Text(Arc::from(text))
}

/// The sound site with another text in a file of its content.
fn with(path: &str, bytes: &[u8]) -> Inputs {
    let mut inputs = SOUND.clone();
    inputs
        .content
        .insert(sound(path), text_of(&String::from_utf8_lossy(bytes)));
    inputs
}

/// Checks a site and makes all its pages.
fn build(inputs: &Inputs) {
    let mut compilation = compile(inputs, &Settings::default());
    let settings = render::Settings {
        today: inputs.today,
        ..render::Settings::default()
    };
    let theme = compilation.read_theme(inputs, &settings);
    let (renderer, _) = Renderer::new(compilation.units(inputs), theme, settings);
    for page in renderer.pages() {
        // What cannot be made is a finding.
        let _ = renderer.render(page);
    }
    drop(renderer);
    drop(compilation.findings());
}

/// Any bytes as a unit file.
fn unit(bytes: &[u8]) {
    build(&with(UNIT, bytes));
}

/// Any bytes as a rule-set file.
fn rule_set(bytes: &[u8]) {
    build(&with(RULES, bytes));
}

/// Any bytes as a region file.
fn region(bytes: &[u8]) {
    build(&with(REGION, bytes));
}

/// Any bytes as a site file.
fn site(bytes: &[u8]) {
    build(&with(SITE, bytes));
}

/// Any bytes as the template of a unit's page.
fn theme(bytes: &[u8]) {
    let mut inputs = SOUND.clone();
    let text = text_of(&String::from_utf8_lossy(bytes));
    inputs.theme.insert(sound("templates/unit.html"), text);
    build(&inputs);
}

/// Any bytes as texts of the interface.
fn locale(bytes: &[u8]) {
    let mut inputs = SOUND.clone();
    let text = text_of(&String::from_utf8_lossy(bytes));
    inputs.theme.insert(sound("locales/sv.ftl"), text);
    build(&inputs);
}

/// Any bytes as the text about a unit, and as a page.
fn markdown(bytes: &[u8]) {
    let mut inputs = with(ABOUT, bytes);
    inputs
        .content
        .extend(with(PAGE, bytes).content.remove_entry(&sound(PAGE)));
    build(&inputs);
}

/// Any bytes as hours in the form of the HSA directory.
fn hsa_hours(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let text: String = text
        .chars()
        .map(|c| format!("\\U{:08X}", u32::from(c)))
        .collect();
    let Some(Content::Text(unit)) = SOUND.content.get(&sound(UNIT)) else {
        return;
    };
    let unit = format!("{unit}\n[hours]\nopening = \"{text}\"\nphone = [\"{text}\"]\n");
    build(&with(UNIT, unit.as_bytes()));
}

/// Any bytes as requests to the server of watch mode, one on each line.
fn http_request(bytes: &[u8]) {
    let desk = PreviewContext {
        forms: None,
        language: Language::English,
        open: Some("0".to_owned()),
    };
    let mut compilation = compile(&SOUND, &Settings::default());
    let (wish, mut memory) = (PreviewOptions::none(), Memory::default());
    let (mut shown, _) = Snapshot::new(
        &mut compilation,
        Reusable::Nothing,
        &SOUND,
        &wish,
        &mut memory,
    );
    for target in String::from_utf8_lossy(bytes).lines().take(16) {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        drop(reply(&mut shown, &desk, path, query));
    }
}

/// Any bytes as a table of units; what stands before a line of `%%%` is the map.
fn table(bytes: &[u8]) {
    const MARK: &[u8] = b"\n%%%\n";
    let at = bytes.windows(MARK.len()).position(|window| window == MARK);
    let (map, table) = match at {
        Some(at) => (Some(&bytes[..at]), &bytes[at + MARK.len()..]),
        None => (None, bytes),
    };
    let compilation = compile(&SOUND, &Settings::default());
    let full = compilation.units(&SOUND).load_all();
    let units = full.expect("the sound site's units are in memory");
    let (catalog, sources) = (&compilation.catalog, &compilation.sources);
    let site = SiteUnits::of(catalog, sources, &SOUND, &units);
    let map = map.map(|map| {
        let text: Arc<str> = String::from_utf8_lossy(map).into();
        import_map::load(FileId(0), &sound("import.toml"), &text, &mut Vec::new())
    });
    let request = import::Request {
        bytes: table,
        sheet: None,
        map: map.as_ref(),
        region: Some("norr"),
        file: FileId(0),
    };
    let imported = import::import(&request, &site);
    for rewrite in imported.files.values() {
        let text = rewrite.new.trim_start_matches('\u{feff}');
        text.parse::<toml::Table>()
            .expect("what is written is TOML");
    }
    let region = catalog.regions.get("norr");
    let suggestion = Suggestion {
        bytes: table,
        sheet: None,
        region: Some("norr"),
        known: region.map(|region| (region, region.rule_set_on(SOUND.today))),
        language: Language::English,
    };
    if let Ok(map) = suggest(&suggestion) {
        map.parse::<toml::Table>()
            .expect("what is suggested is TOML");
    }
}

/// Any bytes as messages to the language server, one on each line.
fn lsp_message(bytes: &[u8]) {
    let (server, editor) = Connection::memory();
    let serving = std::thread::spawn(move || lsp::serve_in_english(&server));
    let request = |id: i32, method: &str, params: Value| {
        Message::from(Request::new(id.into(), method.to_owned(), params))
    };
    let say = |message: Message| drop(editor.sender.send(message));
    say(request(1, "initialize", json!({ "capabilities": {} })));
    say(Notification::new("initialized".to_owned(), json!({})).into());
    for line in bytes.split(|byte| *byte == b'\n').take(16) {
        if let Ok(message) = serde_json::from_slice::<Message>(line) {
            say(message);
        }
    }
    say(request(2, "shutdown", Value::Null));
    say(Notification::new("exit".to_owned(), Value::Null).into());
    // The server ends at `exit`, whatever came before.
    let ended = serving.join().expect("the server does not panic");
    drop(ended);
}
