//! What watch mode shows is what a build writes, after any changes in any order.

use std::collections::BTreeMap;
use std::sync::Arc;

use basutbud::compile::change::Extent;
use basutbud::compile::update::update;
use basutbud::compile::{Settings, compile};
use basutbud::diagnostic::Diagnostic;
use basutbud::diagnostic::settle::{Finding, settle};
use basutbud::host::read;
use basutbud::preview::by_page::page_findings;
use basutbud::preview::reusable::{Reusable, reusable};
use basutbud::preview::update::{FindingKey, Update};
use basutbud::preview::{Memory, NAME, Page, PreviewOptions, Snapshot};
use basutbud::render::{self, Renderer};
use basutbud::text::inputs::{Content, Inputs};
use basutbud::text::path::SitePath;
use proptest::prelude::*;

use crate::harness::{TODAY, day, repository};

const UNITS: &str = "content/region-norrhavet/units";

fn path(text: &str) -> SitePath {
    SitePath::new(text).expect("a sound path")
}

/// A site of three units.
pub fn small_site() -> Inputs {
    let mut inputs = read::site(&repository().join("tests/sites/third-region"), day(TODAY));
    let units = ["storgrund", "ostana", "kobben"];
    inputs.content.retain(|path, _| {
        path.below(UNITS).is_none() || units.iter().any(|unit| path.as_str().contains(unit))
    });
    inputs
}

/// Everything that a build with `--preview watch` makes, and what it finds. A page that cannot be made
/// has no bytes.
fn built(inputs: &Inputs) -> (BTreeMap<String, Option<Vec<u8>>>, Vec<String>) {
    let mut compilation = compile(inputs, &Settings::default());
    let settings = render::Settings {
        today: inputs.today,
        base_url: None,
        preview: Some(NAME.to_owned()),
        ..render::Settings::default()
    };
    let theme = compilation.read_theme(inputs, &settings);
    let (catalog, sources) = (&compilation.catalog, &compilation.sources);
    let (mut renderer, faults) = Renderer::new(compilation.units(inputs), theme, settings);
    let mut diagnostics: Vec<Diagnostic> = compilation.diagnostics.iter().collect();
    diagnostics.extend(faults);
    let findings = settle(diagnostics.clone(), &compilation.levels, sources);
    renderer.set_findings(page_findings(&renderer, catalog, &findings.list, sources));
    let mut files = BTreeMap::new();
    let mut faults = BTreeMap::new();
    for page in renderer.pages() {
        let bytes = match renderer.render(page) {
            Ok(bytes) => Some(bytes),
            Err(fault) => {
                let place = (fault.primary.span, fault.code.name);
                faults.entry(place).or_insert(fault);
                None
            }
        };
        files.insert(page.path.to_string(), bytes);
    }
    diagnostics.extend(faults.into_values());
    let findings = settle(diagnostics, &compilation.levels, sources);
    (files, lines(findings.list.iter()))
}

fn lines<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<String> {
    let line = |finding: &Finding| {
        let diagnostic = &finding.diagnostic;
        match diagnostic.code.name {
            // Which page it came up on depends on which was made first.
            "template-fault" => format!("{:?} {:?}", diagnostic.primary, diagnostic.message),
            _ => format!("{finding:?}"),
        }
    };
    findings.map(line).collect()
}

/// The same from a watched site.
fn shown(shown: &mut Snapshot<'_>) -> (BTreeMap<String, Option<Vec<u8>>>, Vec<String>) {
    let paths: Vec<String> = shown
        .pages()
        .iter()
        .map(|page| page.path.to_string())
        .collect();
    let mut files = BTreeMap::new();
    for path in paths {
        let bytes = match shown.page(&path) {
            (Page::Fresh(bytes) | Page::Partial(bytes), _) => Some(bytes.to_vec()),
            _ => None,
        };
        files.insert(path, bytes);
    }
    (files, lines(shown.findings()))
}

/// Ways to change the text of a unit.
const UNIT_EDITS: [(&str, &str); 20] = [
    ("\nname", "\nname = \"Omdöpt mottagning\" #"),
    ("\nhsa_id", "\nhsa_id = \"SE0000000000-N001\" #"),
    ("\nmunicipality", "\nmunicipality = \"Nergård\" #"),
    ("\nphone", "\nphone = \"0980-31 92 77\" #"),
    ("publish = false\n", ""),
    ("\ntype", "\ncloses = 2020-01-01\ntype"),
    ("\ntype", "\npublish = false\ntype"),
    ("\ntype", "\nformer_names = [\"ostana\", \"gammal\"]\ntype"),
    (
        "\ntype",
        "\nrelated = [\"region-norrhavet/mottagningen-kobben\"]\ntype",
    ),
    (
        "[services]",
        "[services]\nfinns-inte = \"https://a.example/\"",
    ),
    ("[services]", "[borttagna]"),
    ("\n[", "\n# en rad till\n["),
    ("true", "false"),
    ("[contact]", "[contact"),
    ("[contact\n", "[contact]\n"),
    ("\ntype", "\nlocality = \"Utskär\"\ntype"),
    ("\ntype", "\nsummary = \"En rad.\"\ntype"),
    (
        "\n[contact]",
        "\n[care]\nlanguages = [\"sv\", \"fi\"]\n[contact]",
    ),
    ("\n[services]", "\n[tjanster]"),
    ("\n[services]\n", "\n[services]\n# "),
];

/// One change of a site: what is done, to which unit, and how.
pub type Edit = (u8, usize, usize);

pub fn apply(inputs: &mut Inputs, original: &Inputs, (what, which, how): Edit) {
    let units: Vec<SitePath> = inputs
        .content
        .keys()
        .filter(|path| path.below(UNITS).is_some() && path.extension() == Some("toml"))
        .cloned()
        .collect();
    let unit = units.get(which % units.len().max(1)).cloned();
    let region = "content/region-norrhavet";
    match (what, unit) {
        (0..=4, Some(unit)) => {
            let (from, to) = UNIT_EDITS[how % UNIT_EDITS.len()];
            replace(&mut inputs.content, &unit, from, to);
        }
        (5, Some(unit)) => {
            let about = path(&format!("{}.md", unit.without_extension()));
            let texts = [
                "# Om oss\n\nVi finns.\n",
                "[Länk](/finns-inte/)\n",
                "Du får svar inom 9 dagar.\n",
                "![Entrén](entre.svg)\n",
            ];
            set(&mut inputs.content, &about, texts[how % texts.len()]);
        }
        (6, Some(unit)) => {
            let moved = path(&format!("{UNITS}/flyttad-{}/{}", how % 2, unit.file_name()));
            if let Some(content) = inputs.content.remove(&unit) {
                inputs.content.insert(moved, content);
            }
        }
        (7, Some(unit)) => drop(inputs.content.remove(&unit)),
        (8, _) => inputs.content = original.content.clone(),
        (9, _) => {
            let rules = path(&format!("{region}/rules/2026-03-01.toml"));
            let (from, to) = [
                ("must_when", "should_when"),
                ("[[services]]", "[[servic]]"),
                ("name = \"", "name = \"Ny "),
            ][how % 3];
            replace(&mut inputs.content, &rules, from, to);
        }
        (10, _) => {
            let file = path(&format!("{region}/region.toml"));
            let (from, to) = [
                ("name = \"", "name = \"Nya "),
                ("municipalities", "kommuner"),
                ("id = ", "id == "),
            ][how % 3];
            replace(&mut inputs.content, &file, from, to);
        }
        (11, _) => {
            let site = path("content/site.toml");
            let (from, to) = [
                ("title = \"", "title = \"Nya "),
                ("title", "titel"),
                ("title", "theme = \"egen\"\ntitle"),
                ("title", "languages = [\"sv\"]\ntitle"),
                ("base_url = \"", "base_url = \"https://under.example/mapp#"),
            ][how % 5];
            replace(&mut inputs.content, &site, from, to);
        }
        (12, _) => {
            let (file, text) = [
                ("assets/site.css", "body { color: red }"),
                ("assets/site.css", "body { color: blue }"),
                (
                    "templates/unit.html",
                    "{% extends \"base.html\" %}{% block main %}<h1>{{ unit.name }}</h1>{% endblock %}",
                ),
                (
                    "templates/unit.html",
                    "{% extends \"base.html\" %}{% block main %}{{ unit.inte }}{% endblock %}",
                ),
                ("templates/unit.html", "{% if %}"),
                ("locales/sv.ftl", "nav_services = Alla tjänster\n"),
                ("locales/sv.ftl", "nav_services = {\n"),
            ][how % 7];
            set(&mut inputs.theme, &path(file), text);
        }
        (13, _) => {
            let picture = path(&format!("{UNITS}/entre.svg"));
            match how % 4 {
                0 => drop(inputs.content.remove(&picture)),
                1 => set(&mut inputs.content, &picture, "<svg/>"),
                2 => set(&mut inputs.content, &picture, "<svg viewBox='0 0 8 4'/>"),
                _ => set(&mut inputs.content, &picture, "<svg viewBox='0 0 16 8'/>"),
            }
        }
        _ => inputs.theme.clear(),
    }
}

fn replace(files: &mut BTreeMap<SitePath, Content>, path: &SitePath, from: &str, to: &str) {
    if let Some(Content::Text(text)) = files.get(path) {
        let text = text.replacen(from, to, 1);
        set(files, path, &text);
    }
}

fn set(files: &mut BTreeMap<SitePath, Content>, path: &SitePath, text: &str) {
    files.insert(path.clone(), Content::Text(Arc::from(text)));
}

fn changed(
    before: &BTreeMap<SitePath, Content>,
    after: &BTreeMap<SitePath, Content>,
) -> Vec<SitePath> {
    let mut paths: Vec<&SitePath> = before.keys().chain(after.keys()).collect();
    paths.sort();
    paths.dedup();
    let differs = paths
        .into_iter()
        .filter(|path| before.get(*path) != after.get(*path));
    differs.cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_shown_is_what_a_build_writes(
        edits in proptest::collection::vec((0u8..15, 0usize..4, 0usize..70), 1..8),
    ) {
        let original = small_site();
        let mut inputs = original.clone();
        let settings = Settings::default();
        let mut memory = Memory::default();
        let options = PreviewOptions::none();
        let mut compilation = compile(&inputs, &settings);
        let (first, _) = Snapshot::new(&mut compilation, Reusable::Nothing, &inputs, &options, &mut memory);
        let mut parts = first.into_shared_data();
        for edit in edits {
            let before = inputs.clone();
            apply(&mut inputs, &original, edit);
            let mut differing = changed(&before.content, &inputs.content);
            differing.extend(changed(&before.theme, &inputs.theme));
            let change = update(&mut compilation, &inputs, &settings, &differing);
            let still = reusable(parts, change, &differing);
            let (mut state, _) = Snapshot::new(&mut compilation, still, &inputs, &options, &mut memory);
            let (files, findings) = shown(&mut state);
            let (expected_files, expected_findings) = built(&inputs);
            prop_assert_eq!(findings, expected_findings, "findings after {:?}", edit);
            let names = |files: &BTreeMap<String, Option<Vec<u8>>>| files.keys().cloned().collect::<Vec<_>>();
            prop_assert_eq!(names(&files), names(&expected_files), "files after {:?}", edit);
            for (path, bytes) in &files {
                let is_kept = bytes.is_none() && state.is_hindered(path);
                prop_assert!(is_kept || *bytes == expected_files[path], "{} after {:?}", path, edit);
            }
            parts = state.into_shared_data();
        }
    }
}

#[test]
fn a_saved_unit_takes_the_short_way() {
    let mut inputs = small_site();
    let settings = Settings::default();
    let mut compilation = compile(&inputs, &settings);
    let unit = path(&format!("{UNITS}/mottagningen-storgrund.toml"));
    let mut after = |from: &str, to: &str| {
        replace(&mut inputs.content, &unit, from, to);
        let changed = std::slice::from_ref(&unit);
        update(&mut compilation, &inputs, &settings, changed).extent
    };
    assert_eq!(after("[contact]", "# text\n[contact]"), Extent::Units);
    assert_eq!(after("\nname", "\nname = \"Annat namn\" #"), Extent::Lists);
    assert_eq!(after("\ntype", "\npublish = false\ntype"), Extent::Lists);
    assert_eq!(after("[contact]", "[contact"), Extent::Lists);
    assert_eq!(after("[contact\n", "[contact]\n"), Extent::Lists);
}

#[test]
fn the_last_good_page_stays_when_a_file_for_many_pages_breaks() {
    let region = "content/region-norrhavet";
    let unit = "region-norrhavet/mottagningen-storgrund/";
    let of_unit = path(&format!("{UNITS}/mottagningen-storgrund.toml"));
    let files = [
        ("content/site.toml".to_owned(), "title", "title ="),
        (format!("{region}/region.toml"), "name = ", "name = = "),
        (
            format!("{region}/rules/2026-03-01.toml"),
            "[scope]",
            "[scope",
        ),
    ];
    for (file, from, to) in files {
        let mut inputs = small_site();
        replace(
            &mut inputs.content,
            &of_unit,
            "\nphone",
            "\nphone = \"ring\" #",
        );
        let sound = inputs.clone();
        let settings = Settings::default();
        let mut memory = Memory::default();
        let options = PreviewOptions::none();
        let mut state_of = |inputs: &Inputs, seen: &mut dyn FnMut(&mut Snapshot<'_>, Update)| {
            let mut compilation = compile(inputs, &settings);
            let (mut state, update) = Snapshot::new(
                &mut compilation,
                Reusable::Nothing,
                inputs,
                &options,
                &mut memory,
            );
            seen(&mut state, update);
        };
        let mut good = Vec::new();
        state_of(&inputs, &mut |state, update| {
            assert!(!update.new.is_empty());
            let (page, _) = state.page(unit);
            let Page::Fresh(bytes) = page else {
                panic!("the page can be made")
            };
            good = bytes.to_vec();
        });
        let at = path(&file);
        replace(&mut inputs.content, &at, from, to);
        assert_ne!(inputs.content, sound.content, "{file}");
        state_of(&inputs, &mut |state, update| {
            let fixed: Vec<_> = update.fixed.iter().map(|told| told.code).collect();
            assert_eq!(fixed, Vec::<&str>::new(), "{file}");
            let (page, _) = state.page(unit);
            assert!(
                matches!(page, Page::Stale(bytes) if *bytes == *good),
                "{file}"
            );
            let why = state.obstacles();
            assert!(!why.is_empty(), "{file}");
            // What was never shown is shown as far as it can be made.
            let (page, _) = state.page("region-norrhavet/mottagningen-kobben/");
            assert!(matches!(page, Page::Partial(_)), "{file}");
        });
        state_of(&sound, &mut |state, update| {
            let new: Vec<_> = update
                .new
                .iter()
                .map(|new| new.diagnostic.code.name)
                .collect();
            assert_eq!(new, Vec::<&str>::new(), "{file}");
            let elsewhere = update.fixed.iter().filter(|told| told.path != file);
            assert_eq!(
                elsewhere.collect::<Vec<_>>(),
                Vec::<&FindingKey>::new(),
                "{file}"
            );
            let (page, _) = state.page(unit);
            assert!(
                matches!(page, Page::Fresh(bytes) if *bytes == *good),
                "{file}"
            );
        });
    }
}

#[test]
fn the_last_good_page_stays_when_a_unit_breaks() {
    let mut inputs = small_site();
    let settings = Settings::default();
    let mut memory = Memory::default();
    let options = PreviewOptions::none();
    let unit = path(&format!("{UNITS}/mottagningen-storgrund.toml"));
    let url = "region-norrhavet/mottagningen-storgrund/";

    let mut compilation = compile(&inputs, &settings);
    let (mut state, update) = Snapshot::new(
        &mut compilation,
        Reusable::Nothing,
        &inputs,
        &options,
        &mut memory,
    );
    assert!(update.fixed.is_empty());
    state.remember(std::slice::from_ref(&unit));
    drop(state);

    replace(&mut inputs.content, &unit, "[contact]", "[contact");
    let mut compilation = compile(&inputs, &settings);
    let (mut state, update) = Snapshot::new(
        &mut compilation,
        Reusable::Nothing,
        &inputs,
        &options,
        &mut memory,
    );
    assert!(
        update
            .new
            .iter()
            .any(|finding| finding.diagnostic.code.name == "syntax")
    );
    let (page, file) = state.page(url);
    assert!(matches!(page, Page::Stale(_)));
    assert!(!state.findings_of(&file).is_empty());
    drop(state);

    replace(&mut inputs.content, &unit, "[contact", "[contact]");
    let mut compilation = compile(&inputs, &settings);
    let (mut state, update) = Snapshot::new(
        &mut compilation,
        Reusable::Nothing,
        &inputs,
        &options,
        &mut memory,
    );
    assert!(update.fixed.iter().any(|told| told.code == "syntax"));
    assert!(matches!(state.page(url).0, Page::Fresh(_)));
}

#[test]
fn a_fault_of_a_template_is_not_fixed_by_saving_a_unit() {
    let mut inputs = small_site();
    let settings = Settings::default();
    let mut memory = Memory::default();
    let options = PreviewOptions::none();
    let unit = path(&format!("{UNITS}/mottagningen-storgrund.toml"));
    let template =
        "{% extends \"base.html\" %}{% block main %}{{ home.finns_inte }}{% endblock main %}";
    set(&mut inputs.theme, &path("templates/home.html"), template);

    let mut compilation = compile(&inputs, &settings);
    let (mut state, _) = Snapshot::new(
        &mut compilation,
        Reusable::Nothing,
        &inputs,
        &options,
        &mut memory,
    );
    let home = state.pages().iter().find(|page| page.url().is_empty());
    let home = home.expect("a home page").clone();
    assert_eq!(state.try_page(&home).new.len(), 1);
    assert!(matches!(state.page("").0, Page::Broken));
    let told = state.findings().count();
    let parts = state.into_shared_data();

    replace(&mut inputs.content, &unit, "[contact]", "# text\n[contact]");
    let changed = [unit];
    let change = update(&mut compilation, &inputs, &settings, &changed);
    let reusable = reusable(parts, change, &changed);
    let (state, update) = Snapshot::new(&mut compilation, reusable, &inputs, &options, &mut memory);
    assert_eq!((update.new.len(), update.fixed.len()), (0, 0));
    assert_eq!(state.findings().count(), told);
}
