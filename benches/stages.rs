//! Times the stages of a build, and the whole, next to the floor: the same number and size of files
//! merely written. Prints a table; `benches/README.md` holds the figures and the command.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark looks at the clock and prints"
)]

mod clock;
mod generate;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use basutbud::compile::{self, compile};
use basutbud::host::publish::Publisher;
use basutbud::host::read;
use basutbud::render::minify::minify;
use basutbud::render::{Renderer, Settings};
use basutbud::text::inputs::Inputs;
use chrono::NaiveDate;
use clock::{middle_and_last, sizes, timed};
use rayon::prelude::*;

/// Runs of each stage; the median counts.
const RUNS: usize = 3;

/// One file of the output.
struct File {
    stage: basutbud::render::address::Stage,
    path: String,
    bytes: Vec<u8>,
}

fn main() {
    println!("| units | stage | median | per unit | ratio to the floor |");
    println!("| ---: | --- | ---: | ---: | ---: |");
    for units in sizes() {
        measure(units);
    }
}

/// Measures one size and prints its rows.
fn measure(units: usize) {
    let folder =
        std::env::temp_dir().join(format!("basutbud-bench-{}-{units}", std::process::id()));
    let site = folder.join("site");
    generate::site(&site, units).expect("the temporary folder can be written");
    let day = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day of the calendar");

    let inputs = read::site(&site, day);
    let settings = compile::Settings::default();
    let mut compilation = compile(&inputs, &settings);
    let render_settings = Settings {
        today: day,
        ..Settings::default()
    };
    let (renderer, _) = Renderer::new(
        &compilation.catalog,
        &compilation.assessments,
        &inputs,
        &mut compilation.sources,
        render_settings,
    );
    let raw = || -> Vec<Vec<u8>> {
        let pages = renderer.pages().par_iter();
        pages
            .map(|page| renderer.render(page).unwrap_or_default())
            .collect()
    };
    let rendered = raw();
    let whole = || {
        let pages = renderer.pages().par_iter().zip(&rendered);
        let html = pages.filter(|(page, _)| page.is_html());
        html.for_each(|(_, html)| drop(minify(html)));
    };
    let files: Vec<File> = renderer
        .pages()
        .iter()
        .zip(&rendered)
        .map(|(page, bytes)| File {
            stage: page.stage,
            path: page.path.as_str().to_owned(),
            bytes: bytes.clone(),
        })
        .collect();

    let floor = median(RUNS, || {
        let target = fresh(&folder.join("floor"));
        timed(|| write_plainly(&target, &files))
    });
    let output = folder.join("output");
    publish(&output, &files);
    let rows = [
        ("floor: the files merely written", floor),
        (
            "read",
            median(RUNS, || timed(|| drop(read::site(&site, day)))),
        ),
        (
            "check",
            median(RUNS, || {
                timed(|| drop(compile(&inputs, &settings).findings()))
            }),
        ),
        ("render", median(RUNS, || timed(|| drop(raw())))),
        (
            "the option: minify whole pages",
            median(RUNS, || timed(whole)),
        ),
        (
            "publish, everything new",
            median(RUNS, || {
                let output = fresh(&output);
                timed(|| publish(&output, &files))
            }),
        ),
        (
            "publish, nothing new",
            median(RUNS, || timed(|| publish(&output, &files))),
        ),
        (
            "whole build, everything new",
            median(RUNS, || {
                let output = fresh(&output);
                timed(|| build(&site, &output, day))
            }),
        ),
        (
            "whole build, nothing new",
            median(RUNS, || timed(|| build(&site, &output, day))),
        ),
    ];
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    println!(
        "| {units} | {} files, {} MB | | | |",
        files.len(),
        bytes / 1_000_000
    );
    for (name, time) in rows {
        let per_unit = time.as_secs_f64() * 1e6 / units as f64;
        let ratio = time.as_secs_f64() / floor.as_secs_f64();
        println!(
            "| {units} | {name} | {:.3} s | {per_unit:.0} µs | {ratio:.2} |",
            time.as_secs_f64()
        );
    }
    let _ = fs::remove_dir_all(&folder);
}

/// The whole of `basutbud build`, as the command does it.
fn build(site: &Path, output: &Path, day: NaiveDate) {
    let inputs: Inputs = read::site(site, day);
    let mut compilation = compile(&inputs, &compile::Settings::default());
    let settings = Settings {
        today: day,
        ..Settings::default()
    };
    let (renderer, _) = Renderer::new(
        &compilation.catalog,
        &compilation.assessments,
        &inputs,
        &mut compilation.sources,
        settings,
    );
    let publisher = Publisher::open(output, &[]).expect("the output can be opened");
    renderer.pages().par_iter().for_each(|page| {
        let bytes = renderer.render(page).unwrap_or_default();
        publisher
            .offer(page.stage, page.path.as_str(), &bytes)
            .expect("a page can be staged");
    });
    publisher.commit().expect("the site can be published");
}

fn publish(output: &Path, files: &[File]) {
    let publisher = Publisher::open(output, &[]).expect("the output can be opened");
    files
        .par_iter()
        .try_for_each(|file| publisher.offer(file.stage, &file.path, &file.bytes))
        .expect("every file can be staged");
    publisher.commit().expect("the site can be published");
}

fn write_plainly(target: &Path, files: &[File]) {
    files.par_iter().for_each(|file| {
        let path = target.join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(target)).expect("a folder can be made");
        fs::write(path, &file.bytes).expect("a file can be written");
    });
}

/// A new empty folder beside the earlier ones. Nothing is deleted before the end: file systems keep
/// away from what was just deleted, and that would be measured instead.
fn fresh(folder: &Path) -> PathBuf {
    let free = (0..).map(|number| folder.with_extension(number.to_string()));
    let new = free
        .into_iter()
        .find(|path| !path.exists())
        .unwrap_or_else(|| folder.to_owned());
    fs::create_dir_all(&new).expect("a folder can be made");
    new
}

fn median(runs: usize, mut measure: impl FnMut() -> Duration) -> Duration {
    let times: Vec<Duration> = (0..runs).map(|_| measure()).collect();
    middle_and_last(&times).0
}
