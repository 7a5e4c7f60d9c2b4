//! Counts the instructions of each stage of a build under Valgrind and holds them against
//! `benches/counts.txt`: a stage that takes over a tenth more than there fails.
//!
//! Counts do not depend on what else a machine does, so this can stand in the gate where times cannot.
//! They are of the development profile, which the gate has built anyway; how fast a build is, the
//! benchmark `stages` tells. `--accept` writes the figures down.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark starts a program, reads files and prints"
)]

#[path = "generate.rs"]
mod generate;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode};

use basutbud::compile::{self, Compilation, compile};
use basutbud::host::read;
use basutbud::model::Catalog;
use basutbud::publish::manifest::{Manifest, ManifestEntry, OutputKind};
use basutbud::publish::plan::plan;
use basutbud::render::address::{Links, PageAddress, PageKind};
use basutbud::render::published::Published;
use basutbud::render::theme::Theme;
use basutbud::render::{Renderer, Settings, markdown};
use basutbud::text::inputs::{Content, Inputs};
use basutbud::text::path_map::{PathMap, PathMapBuilder};
use chrono::NaiveDate;

/// Units of the site that is counted.
const UNITS: usize = 20;
/// Growth in a hundred that is too much.
const TOO_MUCH: u64 = 10;
/// The committed figures.
const FIGURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/counts.txt");
/// The stages, by the names of their functions after [`COUNTED`].
const STAGES: [&str; 7] = [
    "check",
    "theme",
    "markdown",
    "renderer",
    "unit_pages",
    "list_pages",
    "publish",
];
/// Names of the functions that are counted begin so.
const COUNTED: &str = "counted_";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().position(|argument| argument == "--stages") {
        // One thread, so that the same work always falls to the same one.
        Some(at) => {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
            pool.expect("a thread can be started")
                .install(|| stages(Path::new(&arguments[at + 1])));
            ExitCode::SUCCESS
        }
        None => {
            let counted = counted();
            match arguments.iter().any(|argument| argument == "--accept") {
                true => accept(&counted),
                false => compare(&counted),
            }
        }
    }
}

/// Runs every stage once, below a folder that may be written to.
fn stages(folder: &Path) {
    let site = folder.join("site");
    generate::site(&site, UNITS, generate::Findings::None)
        .expect("the temporary folder can be written");
    let day = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day of the calendar");
    let inputs = read::site(&site, day);
    let texts: Vec<&str> = inputs
        .content
        .iter()
        .filter(|(path, _)| path.extension() == Some("md"))
        .filter_map(|(_, content)| content.text())
        .map(|text| &**text)
        .collect();
    // Once before, so that what is made once in a program's life is not counted.
    let mut compilation = compile(&inputs, &compile::Settings::default());
    drop(compilation.findings());
    counted_check(&inputs);
    counted_theme(&mut compilation, &inputs);
    counted_markdown(&texts);
    let renderer = counted_renderer(&mut compilation, &inputs, day);
    let is_unit = |page: &&PageAddress| page.kind() == PageKind::Unit;
    let is_list = |page: &&PageAddress| page.is_html() && page.kind() != PageKind::Unit;
    let units: Vec<&PageAddress> = renderer.pages().iter().filter(is_unit).collect();
    let lists: Vec<&PageAddress> = renderer.pages().iter().filter(is_list).collect();
    pages(&renderer, &units);
    counted_unit_pages(&renderer, &units);
    pages(&renderer, &lists);
    counted_list_pages(&renderer, &lists);
    let (old, new) = (manifest(&renderer, "old"), manifest(&renderer, "new"));
    counted_publish(&old, &new);
}

#[unsafe(no_mangle)]
#[inline(never)]
fn counted_check(inputs: &Inputs) {
    drop(black_box(
        compile(inputs, &compile::Settings::default()).findings(),
    ));
}

#[unsafe(no_mangle)]
#[inline(never)]
fn counted_theme(compilation: &mut Compilation, inputs: &Inputs) {
    let site = &compilation.catalog.site;
    let sources = &mut compilation.sources;
    let found = &mut Vec::new();
    drop(black_box(Theme::read(
        inputs,
        site,
        &site.base_url,
        sources,
        found,
    )));
}

#[unsafe(no_mangle)]
#[inline(never)]
fn counted_markdown(texts: &[&str]) {
    let published = Published {
        links: &Links::new("https://example.se", []),
        folder: &[],
        file: &|_| None,
        catalog: &Catalog::default(),
    };
    for text in texts {
        drop(black_box(markdown::render(text, 2, &published, &|_| None)));
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
fn counted_renderer<'a>(
    compilation: &'a mut Compilation,
    inputs: &'a Inputs,
    today: NaiveDate,
) -> Renderer<'a> {
    let settings = Settings {
        today,
        ..Settings::default()
    };
    let theme = compilation.read_theme(inputs, &settings);
    Renderer::new(compilation.units(inputs), theme, settings).0
}

#[unsafe(no_mangle)]
#[inline(never)]
fn counted_unit_pages(renderer: &Renderer<'_>, addresses: &[&PageAddress]) {
    pages(renderer, addresses);
}

#[unsafe(no_mangle)]
#[inline(never)]
fn counted_list_pages(renderer: &Renderer<'_>, addresses: &[&PageAddress]) {
    pages(renderer, addresses);
}

#[unsafe(no_mangle)]
#[inline(never)]
fn counted_publish(old: &Manifest, new: &Manifest) {
    let mut text = Vec::new();
    new.write(&mut text).expect("memory takes all");
    let text = str::from_utf8(&text).expect("it was written here");
    let (read, _) = Manifest::parse(text).expect("it was written here");
    drop(black_box(plan(old, &read, |_| true, &[])));
}

fn pages(renderer: &Renderer<'_>, addresses: &[&PageAddress]) {
    for address in addresses {
        drop(black_box(renderer.render(address)));
    }
}

/// A record of all pages.
fn manifest(renderer: &Renderer<'_>, content: &str) -> Manifest {
    fn entry<'p>(page: &'p PageAddress, content: &str) -> (&'p str, ManifestEntry) {
        let hash = blake3::hash(format!("{content} {}", page.path).as_bytes());
        let entry = ManifestEntry {
            stage: page.stage,
            hash,
            size: 1,
        };
        (page.path.as_str(), entry)
    }
    let files = renderer.pages().iter().map(|page| entry(page, content));
    let files: PathMapBuilder<ManifestEntry> = files.collect();
    Manifest {
        kind: OutputKind::Site,
        site: None,
        files: files.into_map().expect("each path once"),
        dirs: PathMap::default(),
    }
}

/// Instructions by stage, from a run of this program under Valgrind.
fn counted() -> BTreeMap<String, u64> {
    let folder = std::env::temp_dir().join(format!("basutbud-counts-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let own = std::env::current_exe().expect("this program is a file");
    let status = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet", "--collect-atstart=no"])
        .arg(format!("--toggle-collect={COUNTED}*"))
        .args(STAGES.map(|stage| format!("--dump-after={COUNTED}{stage}")))
        .arg(format!(
            "--callgrind-out-file={}",
            folder.join("out").display()
        ))
        .arg(own)
        .arg("--stages")
        .arg(&folder)
        .status()
        .expect("valgrind must be installed");
    assert!(status.success(), "valgrind ended with {status}");
    let mut counted = BTreeMap::new();
    for entry in fs::read_dir(&folder)
        .expect("the folder was made here")
        .flatten()
    {
        let Ok(text) = fs::read_to_string(entry.path()) else {
            continue;
        };
        let trigger = text
            .lines()
            .find_map(|line| line.strip_prefix("desc: Trigger: "));
        let stage = trigger.and_then(|trigger| trigger.split(COUNTED).nth(1));
        let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
        if let (Some(stage), Some(Ok(total))) = (stage, total.map(|total| total.trim().parse())) {
            counted.insert(stage.trim().to_owned(), total);
        }
    }
    let _ = fs::remove_dir_all(&folder);
    counted
}

/// Writes the figures down.
fn accept(counted: &BTreeMap<String, u64>) -> ExitCode {
    let mut text = String::new();
    for (stage, count) in counted {
        let _ = writeln!(text, "{stage} {count}");
    }
    fs::write(FIGURES, text).expect("benches/counts.txt can be written");
    compare(counted)
}

/// Prints the figures beside the committed ones; fails when one is too much.
fn compare(counted: &BTreeMap<String, u64>) -> ExitCode {
    let committed = fs::read_to_string(FIGURES).unwrap_or_default();
    let committed: BTreeMap<&str, u64> = committed
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(stage, count)| Some((stage, count.parse().ok()?)))
        .collect();
    let mut failed = committed.keys().any(|stage| !counted.contains_key(*stage));
    println!(
        "{:<12} {:>14} {:>14} {:>8}",
        "stage", "committed", "counted", "change"
    );
    for (stage, count) in counted {
        let Some(before) = committed.get(stage.as_str()) else {
            println!("{stage:<12} {:>14} {count:>14}      new", "-");
            failed = true;
            continue;
        };
        let change = (*count as f64 / *before as f64 - 1.0) * 100.0;
        let too_much = *count * 100 > *before * (100 + TOO_MUCH);
        failed |= too_much;
        let mark = if too_much { "  TOO MUCH" } else { "" };
        println!("{stage:<12} {before:>14} {count:>14} {change:>+7.1}%{mark}");
    }
    if failed {
        println!(
            "\nA stage takes over {TOO_MUCH} % more instructions than benches/counts.txt says, or is not in it. \
             Where that is worth it:\ncargo bench --profile dev --bench counts -- --accept"
        );
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The text of a file, where it is one.
trait Text {
    fn text(&self) -> Option<&std::sync::Arc<str>>;
}

impl Text for Content {
    fn text(&self) -> Option<&std::sync::Arc<str>> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}
