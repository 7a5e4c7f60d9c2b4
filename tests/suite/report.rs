//! The forms of `report` beyond JSON, read as their readers do, and the real program with good and bad
//! input.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;

use calamine::{Data, DataType as _, Reader as _, Xlsx};
use serde_json::Value;

use crate::harness::{repository, same_text};
use crate::program::{Program, Ran};

/// A site with every outcome.
fn site() -> Program {
    Program::copy_of("tests/sites/third-region")
}

/// Where its rule sets are.
const RULES: &str = "content/region-norrhavet/rules/2026-03-01.toml";
/// One of its units.
const UNIT: &str = "content/region-norrhavet/units/halsostationen-havsvik.toml";

/// Runs `report`; something is denied on the site, so the status is 1.
fn report(site: &Program, arguments: &[&str]) -> Ran {
    let arguments = [&["report"], arguments].concat();
    site.run(&arguments).exits(1)
}

/// A draft of the next rule set in a folder outside `content/`: one more service that all must offer.
fn draft(site: &Program) -> String {
    let mut text = site.read(RULES);
    text += "\n[[services]]\nid = \"provsvar\"\nkind = \"e-service\"\nname = \"Se provsvar\"\n\
             summary = \"Svar på prov.\"\nmust_when = true\n";
    let path = "utkast/region-norrhavet/2027-01-01.toml";
    site.write(path, &text);
    path.to_owned()
}

fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let text = csv.strip_prefix('\u{feff}').expect("the mark of UTF-8");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize();
    rows.map(|row| row.expect("a sound row")).collect()
}

#[test]
fn the_page_is_as_it_was() {
    let page = report(&site(), &["--lang", "sv"]).out;
    let path = repository().join("tests/report/third-region.html");
    if let Err(difference) = same_text(&path, &page) {
        panic!("{difference}");
    }
}

#[test]
fn the_page_asks_for_nothing_and_says_that_it_is_internal() {
    let site = site();
    let draft = draft(&site);
    let all = ["--compare", &draft, "--history", "historik"];
    for (language, words) in [("sv", "får inte publiceras"), ("en", "not to be published")] {
        let page = report(&site, &[&all[..], &["--lang", language]].concat()).out;
        assert!(page.contains(&format!("<html lang=\"{language}\">")) && page.contains(words));
        assert!(page.contains("content=\"noindex, nofollow, noarchive\""));
        for word in [
            "<script", "src=", "@import", "<link", "url(h", "style=\"", "<iframe",
        ] {
            assert!(!page.contains(word), "{word}");
        }
        let links = page.split("href=\"").skip(1);
        for link in links {
            let id = link
                .strip_prefix('#')
                .and_then(|link| link.split('"').next());
            let id = id.expect("links stay on the page");
            assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
        }
    }
}

#[test]
fn csv_has_a_row_for_each_verdict_and_no_formulas() {
    let site = site();
    site.replace(UNIT, "name", "name = \"=HYPERLINK(1)\" # ");
    let csv = rows(&report(&site, &["--format", "csv"]).out);
    let json: Value =
        serde_json::from_str(&report(&site, &["--format", "json"]).out).expect("JSON");
    let verdicts = json["units"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|unit| {
            let verdicts = unit["verdicts"].as_array().into_iter().flatten();
            verdicts.map(|verdict| [&unit["unit"], &verdict["service"], &verdict["verdict"]])
        });
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut told: Vec<[String; 3]> = verdicts.map(|row| row.map(word)).collect();
    let mut written: Vec<[String; 3]> = csv
        .iter()
        .map(|row| ["unit", "service", "verdict"].map(|name| row[name].clone()))
        .collect();
    told.sort();
    written.sort();
    assert_eq!(written, told);
    let mut names = csv.iter().map(|row| &row["name"]);
    assert!(names.any(|name| name == "'=HYPERLINK(1)"));
    assert!(
        csv.iter()
            .flat_map(BTreeMap::values)
            .all(|cell| !cell.starts_with('='))
    );
}

#[test]
fn a_workbook_holds_dates_numbers_and_plain_text() {
    let site = site();
    site.replace(UNIT, "name", "name = \"=HYPERLINK(1)\" # ");
    let draft = draft(&site);
    let arguments = [
        "--compare",
        &draft,
        "--history",
        "historik",
        "--out",
        "rapport.xlsx",
    ];
    assert_eq!(report(&site, &arguments).out, "");
    let bytes = fs::read(site.path("rapport.xlsx")).expect("written");
    let mut book = Xlsx::new(Cursor::new(bytes.clone())).expect("a workbook");
    let names = book.sheet_names();
    let expected = [
        "Regions",
        "Services",
        "Administrations",
        "Municipalities",
        "Types",
        "Matrix",
        "Work list",
        "Exemptions",
        "To review",
        "Extra services",
        "Pages to read",
        "Comparison",
        "History",
    ];
    assert_eq!(names, expected);
    let mut sheets: BTreeMap<String, Vec<Vec<Data>>> = BTreeMap::new();
    for name in names {
        let formulas = book.worksheet_formula(&name).expect("a sheet");
        assert_eq!(formulas.used_cells().count(), 0, "{name}");
        let range = book.worksheet_range(&name).expect("a sheet");
        let rows = range.rows().map(<[Data]>::to_vec).collect();
        sheets.insert(name, rows);
    }
    let matrix = &sheets["Matrix"];
    let is_name = |row: &&Vec<Data>| row[0] == Data::String("=HYPERLINK(1)".to_owned());
    assert_eq!(matrix.iter().filter(is_name).count(), 1);
    assert_eq!(matrix.len(), 12, "eleven units and a heading");
    let services = &sheets["Services"];
    // Met, exempt, unmet, not known, not applicable, out of scope: together all units.
    for row in &services[1..] {
        let counts = [1, 2, 3, 4, 6, 7].map(|at| match &row[at] {
            Data::Float(count) => *count,
            other => panic!("no number: {other:?}"),
        });
        assert!((counts.iter().sum::<f64>() - 11.0).abs() < 0.1, "{row:?}");
    }
    assert!(
        sheets["History"][1][0].is_datetime(),
        "{:?}",
        sheets["History"]
    );
    let falling = Data::String("will fall short".to_owned());
    let falls = sheets["Comparison"].iter().filter(|row| row[6] == falling);
    assert!(falls.count() > 0);
    // Another run on the same day: the same bytes.
    report(&site, &arguments);
    let again = fs::read(site.path("rapport.xlsx")).expect("written");
    assert!(again == bytes);
}

#[test]
fn another_rule_set_says_who_must_act() {
    let site = site();
    let draft = draft(&site);
    let csv = rows(&report(&site, &["--format", "csv", "--compare", &draft]).out);
    let new: Vec<_> = csv
        .iter()
        .filter(|row| row["service"] == "provsvar")
        .collect();
    assert!(!new.is_empty());
    for row in &new {
        assert_eq!(row["change"], "falls-short");
        assert_eq!(row["verdict"], "");
        assert_eq!(row["then_verdict"], "unmet");
        assert_eq!(row["then_causes"], "not-offered");
        assert_eq!(row["then_rule_set"], "region-norrhavet/2027-01-01");
    }
    let json = report(&site, &["--format", "json", "--compare", &draft]).out;
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["comparison"]["date"], "2027-01-01");
    let changes = json["comparison"]["changes"].as_array().expect("a list");
    let short = changes.iter().filter(|it| it["change"] == "falls-short");
    assert!(short.count() >= new.len());
    // The same version among the site's own is told without being asked, and can be named.
    let text = site.read(&draft);
    site.write("content/region-norrhavet/rules/2027-01-01.toml", &text);
    let by_name = report(&site, &["--compare", "region-norrhavet/2027-01-01"]).out;
    assert!(by_name.contains("Who must act") && by_name.contains("New: "));
    let unasked = report(&site, &[]).out;
    assert!(unasked.contains("Who must act"));
    // On its first day it is the one in force.
    let then = report(&site, &["--format", "csv", "--date", "2027-01-01"]).out;
    let unmet = rows(&then);
    let unmet = unmet
        .iter()
        .filter(|row| row["service"] == "provsvar" && row["verdict"] == "unmet");
    assert_eq!(unmet.count(), new.len());
}

#[test]
fn a_rule_set_that_cannot_be_used_is_refused() {
    let site = site();
    let refused = |rules: &str| {
        let ran = site.run(&["report", "--compare", rules]).exits(2);
        assert_eq!(ran.out, "");
        ran.err
    };
    let err = refused("region-norrhavet/2026-03-02");
    assert!(
        err.contains("did you mean `region-norrhavet/2026-03-01`?"),
        "{err}"
    );
    let err = refused("något helt annat");
    assert!(
        err.contains("the site has region-norrhavet/2026-03-01"),
        "{err}"
    );
    site.write(
        "trasig/2027-01-01.toml",
        "title = \"Utan slut\n[[services]]\n",
    );
    let err = refused("trasig/2027-01-01.toml");
    assert!(
        err.contains("has faults") && err.contains("error[syntax]"),
        "{err}"
    );
    fs::write(site.path("bild.toml"), [0xff, 0xfe]).expect("written");
    let err = refused("bild.toml");
    assert!(
        err.contains("bild.toml cannot be read as a rule set"),
        "{err}"
    );
    let err = refused("content");
    assert!(err.contains("content cannot be read"), "{err}");
}

#[test]
fn history_keeps_a_file_a_day_and_leaves_others_alone() {
    let site = site();
    let run = |date: &str| report(&site, &["--history", "historik", "--date", date]);
    run("2026-11-01");
    let first = site.read("historik/2026-11-01.json");
    run("2026-11-21");
    let foreign = [
        ("historik/2026-11-10.json", "{\"annat\": 1}"),
        ("historik/anteckning.json", "inte JSON"),
        ("historik/LÄS.txt", "läs"),
    ];
    for (path, text) in foreign {
        site.write(path, text);
    }
    let ran = run("2026-11-21");
    assert!(
        ran.err.contains("2026-11-10.json is not used"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("anteckning.json is not used"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("LÄS"), "{}", ran.err);
    let rows = ran
        .out
        .split("id=\"history-caption\"")
        .nth(1)
        .expect("the trend");
    assert_eq!(rows.matches("<th scope=\"row\">").count(), 2);
    for (path, text) in foreign {
        assert_eq!(site.read(path), text);
    }
    // The day again: the same file, and nothing else.
    assert_eq!(site.read("historik/2026-11-01.json"), first);
    run("2026-11-01");
    assert_eq!(site.read("historik/2026-11-01.json"), first);
    let files = fs::read_dir(site.path("historik"))
        .expect("the folder")
        .count();
    assert_eq!(files, 5);
    // Another's file by the day's name is not overwritten.
    let ran = site.run(&["report", "--history", "historik", "--date", "2026-11-10"]);
    let ran = ran.exits(2);
    assert!(
        ran.err.contains("2026-11-10.json is in the way"),
        "{}",
        ran.err
    );
    assert_eq!(site.read(foreign[0].0), foreign[0].1);
}

#[test]
fn what_cannot_be_written_is_told() {
    let site = site();
    let err = site.run(&["report", "--format", "xlsx"]).exits(2).err;
    assert!(err.contains("name its file with --out"), "{err}");
    site.write("fil", "ingen mapp");
    let err = site.run(&["report", "--history", "fil"]).exits(2).err;
    assert!(err.contains("fil is not a folder"), "{err}");
    let err = site.run(&["report", "--history", "fil/under"]).exits(2).err;
    assert!(err.contains("fil/under cannot be made"), "{err}");
    for out in [
        "finns/inte/rapport.html",
        "fil/rapport.csv",
        "finns/inte/rapport.xlsx",
    ] {
        let err = site.run(&["report", "--out", out]).exits(2).err;
        assert!(err.contains(&format!("{out} cannot be written")), "{err}");
    }
    let err = site.run(&["report", "--format", "pdf"]).exits(2).err;
    assert!(err.contains("html, csv, json, xlsx"), "{err}");
}

#[test]
fn the_file_s_name_tells_the_form() {
    let site = site();
    for (name, begins) in [
        ("a.html", "<!DOCTYPE html>"),
        ("a.csv", "\u{feff}region,"),
        ("a.JSON", "{\n  \"version\": 1,"),
        ("a", "<!DOCTYPE html>"),
    ] {
        report(&site, &["--out", name]);
        assert!(site.read(name).starts_with(begins), "{name}");
    }
    assert_eq!(report(&site, &[]).out, site.read("a.html"));
    report(&site, &["--format", "csv", "--out", "b.html"]);
    assert_eq!(site.read("b.html"), site.read("a.csv"));
}

#[test]
fn the_report_is_not_put_where_the_site_is_published() {
    let program = Program::empty();
    program.run(&["init", "."]).exits(0);
    program.run(&["build"]).exits(0);
    for option in [
        ["--out", "output/rapport.html"],
        ["--history", "output/exempel/historik"],
    ] {
        let ran = program.run(&[&["report"], &option[..]].concat()).exits(2);
        assert!(ran.err.contains("names who is responsible"), "{}", ran.err);
        assert!(!program.path(option[1]).exists());
    }
    program.run(&["report", "--out", "rapport.html"]).exits(0);
}
