//! Units that are not in memory are read again; the result is the same.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use basutbud::cli::FindingsForm;
use basutbud::compile::{Compilation, Settings, compile};
use basutbud::diagnostic::Diagnostic;
use basutbud::load::is_of_units;
use basutbud::render::fingerprints::Fingerprints;
use basutbud::render::{self, Renderer};
use basutbud::text::digest::Digests;
use basutbud::text::inputs::{Content, Inputs, Reader};
use basutbud::text::path::SitePath;
use proptest::prelude::*;

use crate::output_forms::names;
use crate::preview::{Edit, apply, small_site};
use crate::program::Program;
use crate::reuse::published;

/// The same inputs without the texts of units, which `read` reads again.
pub fn unloaded(
    inputs: &Inputs,
    read: impl Fn(&SitePath) -> Content + Send + Sync + 'static,
) -> Inputs {
    let mut large = inputs.clone();
    for (path, content) in &mut large.content {
        if is_of_units(path) && matches!(content, Content::Text(_)) {
            *content = content.unloaded();
        }
    }
    large.reader = Reader::new(read);
    large
}

/// A large site whose files stay as they are.
fn unloaded_site(inputs: &Inputs) -> Inputs {
    let held = inputs.content.clone();
    unloaded(inputs, move |path| held[path].clone())
}

/// The findings of a compilation, with lines and columns.
fn found(inputs: &Inputs, compilation: &mut Compilation) -> Vec<String> {
    let findings = compilation.findings_with_texts(inputs);
    let sources = &compilation.sources;
    let place = |diagnostic: &Diagnostic| {
        let (start, end) = sources.position(diagnostic.primary.span);
        let path = sources.path(diagnostic.primary.span.file);
        format!("{path} {start:?} {end:?} {diagnostic:?}")
    };
    let list = findings.list.iter();
    list.map(|finding| format!("{:?} {}", finding.level, place(&finding.diagnostic)))
        .collect()
}

/// Every file: what it is made from, and its bytes or why there are none.
pub type Files = BTreeMap<String, (String, Result<Vec<u8>, String>)>;

/// The same of a site of which some full units stay in memory.
fn files(inputs: &Inputs, max_full_units: usize) -> (Vec<String>, Files) {
    let settings = Settings {
        max_full_units,
        ..Settings::default()
    };
    made(inputs, compile(inputs, &settings))
}

/// What a compilation has found, and every file that is made of it.
pub fn made(inputs: &Inputs, mut compilation: Compilation) -> (Vec<String>, Files) {
    let found = found(inputs, &mut compilation);
    let settings = render::Settings {
        today: inputs.today,
        ..render::Settings::default()
    };
    let theme = compilation.read_theme(inputs, &settings);
    let sources = &compilation.sources;
    let (renderer, _) = Renderer::new(compilation.units(inputs), theme, settings);
    let digests = Digests::of(inputs);
    let fingerprints = Fingerprints::new(&renderer, &digests, sources, &blake3::hash(b"program"));
    let file = |page| {
        let key = fingerprints
            .input_hash(&renderer, page)
            .to_hex()
            .to_string();
        let bytes = renderer
            .render(page)
            .map_err(|fault| fault.message.en.into());
        (page.path.to_string(), (key, bytes))
    };
    (found, renderer.pages().iter().map(file).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_not_in_memory_makes_no_difference(
        edits in proptest::collection::vec((0u8..15, 0usize..4, 0usize..80), 0..6),
        max_full_units in 0usize..3,
    ) {
        let original = small_site();
        let mut inputs = original.clone();
        for edit in edits {
            let edit: Edit = edit;
            apply(&mut inputs, &original, edit);
        }
        let all = files(&inputs, usize::MAX);
        let some = files(&unloaded_site(&inputs), max_full_units);
        prop_assert_eq!(all.0, some.0);
        for (path, file) in all.1 {
            prop_assert!(some.1.get(&path) == Some(&file), "{}", path);
        }
    }
}

/// The unit of the small site that is changed.
const CHANGED: &str = "content/region-norrhavet/units/mottagningen-kobben.toml";

#[test]
fn a_file_that_changes_before_it_is_checked_is_a_finding() {
    let inputs = small_site();
    let held = inputs.content.clone();
    let large = unloaded(&inputs, move |path| match path.as_str() {
        CHANGED => Content::Text(Arc::from("name = \"Annan\"")),
        _ => held[path].clone(),
    });
    let compilation = compile(&large, &Settings::default());
    let findings = compilation.findings();
    assert!(findings.denied());
    let changed: Vec<&Diagnostic> = findings
        .list
        .iter()
        .map(|finding| &finding.diagnostic)
        .filter(|diagnostic| diagnostic.code.name == "unreadable-file")
        .collect();
    let [changed] = changed[..] else {
        panic!("{changed:?}");
    };
    assert_eq!(
        changed.message.en,
        "the file was changed while the site was being made"
    );
    assert_eq!(
        compilation.sources.path(changed.primary.span.file).as_str(),
        CHANGED
    );
}

#[test]
fn a_file_that_changes_after_it_was_checked_leaves_its_pages_unmade() {
    let inputs = small_site();
    let held = inputs.content.clone();
    // Read once when it is checked; the unit leads nowhere, so that is all until its pages are made.
    let reads = AtomicUsize::new(0);
    let large = unloaded(&inputs, move |path| {
        let count = || reads.fetch_add(1, Ordering::Relaxed);
        match path.as_str() {
            CHANGED if count() > 0 => Content::Text(Arc::from("name = \"Annan\"")),
            _ => held[path].clone(),
        }
    });
    for (path, (_, made)) in files(&large, 0).1 {
        let shows_it = path.contains("mottagningen-kobben/")
            || path.starts_with("units.")
            || path.contains("/fhir-")
            || path.ends_with("feed.atom");
        assert_eq!(
            made.is_err(),
            shows_it && !path.ends_with(".schema.json"),
            "{path} {made:?}"
        );
    }
}

/// What a build of a site says, without how long it took, and what it publishes.
fn built(site: &str, arguments: &[&str]) -> (i32, String, BTreeMap<String, Vec<u8>>) {
    let program = Program::copy_of(site);
    let ran = program.run(&[&["build"], arguments].concat());
    let said = ran.out + &ran.err;
    let said = said.rsplit_once("; ").map_or("", |(said, _)| said);
    let output = program.path("output");
    let files = if output.is_dir() {
        published(&output)
    } else {
        BTreeMap::new()
    };
    (ran.status, said.to_owned(), files)
}

#[test]
fn a_check_of_a_large_site_finds_the_same() {
    for site in [".", "tests/sites/third-region", "tests/sites/every-fault"] {
        let program = Program::copy_of(site);
        for format in names::<FindingsForm>() {
            let check = ["check", "--format", &format];
            let whole = program.run(&check);
            let large = program.run(&[&check[..], &["--max-full-units", "3"]].concat());
            assert_eq!(whole.out, large.out, "{site} {format}");
            assert_eq!(whole.status, large.status, "{site} {format}");
        }
    }
}

#[test]
fn a_build_of_a_large_site_publishes_the_same() {
    for site in [".", "tests/sites/third-region", "tests/sites/every-fault"] {
        for arguments in [
            &["--publish-anyway"][..],
            &["--preview", "prov", "--base-url", "https://prov.example.se"],
        ] {
            let whole = built(site, arguments);
            let large = built(site, &[arguments, &["--max-full-units", "3"]].concat());
            assert_eq!((whole.0, whole.1), (large.0, large.1), "{site}");
            assert!(whole.2 == large.2, "{site}");
        }
    }
}
