//! Units as a table for spreadsheets, and back again, by the real program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use rust_xlsxwriter::{Format, Workbook};
use toml::{Table, Value};

use crate::harness::repository;
use crate::program::Program;

/// A table as texts: headings and rows.
#[derive(Clone, Debug, PartialEq)]
struct Cells {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Cells {
    fn read(csv: &str) -> Self {
        let text = csv.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .from_reader(text.as_bytes());
        let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let headings = texts(reader.headers().expect("headings"));
        let rows = reader
            .records()
            .map(|record| texts(&record.expect("a row")))
            .collect();
        Self { headings, rows }
    }

    fn written(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .from_writer("\u{feff}".as_bytes().to_vec());
        for row in std::iter::once(&self.headings).chain(&self.rows) {
            writer.write_record(row).expect("a row");
        }
        writer.into_inner().expect("a table")
    }

    fn column(&self, heading: &str) -> usize {
        let mut headings = self.headings.iter();
        headings
            .position(|other| other == heading)
            .unwrap_or_else(|| panic!("no column {heading}: {:?}", self.headings))
    }
}

/// The files of units with their texts.
fn unit_texts(site: &Program) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(site.path("content"));
    let files = files.into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|it| it == "toml"));
    files
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).expect("it is read");
            (entry.path().display().to_string(), text)
        })
        .collect()
}

fn exported(site: &Program) -> Cells {
    Cells::read(&site.run(&["export"]).exits(0).out)
}

#[test]
fn what_is_exported_is_imported_without_a_change() {
    let examples = ["", "tests/sites/hours", "tests/sites/third-region"];
    for example in examples {
        let site = Program::copy_of(example);
        let before = unit_texts(&site);
        for name in ["enheter.csv", "enheter.xlsx"] {
            site.run(&["export", "--out", name]).exits(0);
            let ran = site.run(&["import", name]).exits(0);
            for words in [
                "0 new\n0 changed\n",
                "0 only in the site",
                "0 refused\n0 columns without a place",
            ] {
                assert!(
                    ran.err.contains(words),
                    "{example} {name}: {}\n{}",
                    ran.out,
                    ran.err
                );
            }
            assert!(unit_texts(&site) == before, "{example} {name}");
        }
        // Lists of tables have no columns of their own, but can be asked for.
        let lists = "contact.phones,hours,special_hours,closures,notices,visits,exemptions,extra_services,help,news";
        site.run(&["export", "--columns", lists, "--out", "listor.csv"])
            .exits(0);
        let ran = site.run(&["import", "listor.csv"]).exits(0);
        assert!(ran.err.contains("0 new\n0 changed\n"), "{}", ran.err);
        assert!(unit_texts(&site) == before, "{example}");
    }
}

#[test]
fn columns_are_keys_and_rows_begin_with_the_id() {
    let site = Program::copy_of("");
    let all = exported(&site);
    assert_eq!(all.headings[..3], ["id", "region", "name"]);
    for heading in [
        "contact.phone",
        "hours.opening",
        "services.fornya-recept",
        "activities.utfardar-intyg",
        "visit.directions",
        "visit.parking",
        "responsible.email",
    ] {
        all.column(heading);
    }
    assert!(!all.headings.iter().any(|it| it == "closures"));
    let some = site.run(&[
        "export",
        "--columns",
        "contact.phone,activities,services.Förnya recept",
    ]);
    let some = Cells::read(&some.exits(0).out);
    assert_eq!(some.headings[..2], ["id", "contact.phone"]);
    assert!(
        some.headings[2..some.headings.len() - 1]
            .iter()
            .all(|it| it.starts_with("activities."))
    );
    assert_eq!(
        some.headings.last().map(String::as_str),
        Some("services.fornya-recept")
    );
    // A service that a file has under another name is in the column of the service.
    let at = some.column("services.fornya-recept");
    let given = some.rows.iter().filter(|row| !row[at].is_empty()).count();
    assert!(given > 50, "{given}");

    for (wrong, words) in [
        ("contact.phon", "did you mean `contact.phone`?"),
        ("phone", "did you mean `contact.phone`?"),
        (
            "services.fornya-recpt",
            "did you mean `services.fornya-recept`?",
        ),
        (
            "activities.utfardar-intygg",
            "did you mean `activities.utfardar-intyg`?",
        ),
        ("fax-x", "the keys are in docs/reference.md"),
    ] {
        let ran = site.run(&["export", "--columns", wrong]).exits(2);
        assert!(ran.err.contains(words) && ran.out.is_empty(), "{}", ran.err);
        let ran = site
            .run(&["export", "--columns", wrong, "--lang", "sv"])
            .exits(2);
        assert!(
            ran.err.contains("enhetsfiler har ingen nyckel"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn no_cell_is_a_formula_and_none_changes_for_it() {
    let site = Program::copy_of("");
    let path = first_unit(&site);
    let text = site.read(&path);
    for value in [
        "=1+1",
        "+46 480",
        "- Ring först",
        " @SUM(A1)",
        "＝1",
        "'=2",
        "'s",
        "rad 1\\nrad 2; \\\"x\\\"",
    ] {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.retain(|line| !line.starts_with("summary"));
        lines.insert(0, format!("summary = \"{value}\""));
        site.write(&path, &(lines.join("\n") + "\n"));
        let before = site.read(&path);
        for name in ["a.csv", "a.xlsx"] {
            site.run(&["export", "--columns", "summary,name", "--out", name])
                .exits(0);
            let ran = site.run(&["import", name]).exits(0);
            assert!(
                ran.err.contains("0 new\n0 changed\n"),
                "{value}: {}",
                ran.err
            );
            assert_eq!(site.read(&path), before, "{value}");
        }
        let csv = site.read("a.csv");
        assert!(
            !csv.contains(";=") && !csv.contains(";+") && !csv.contains(";@"),
            "{csv}"
        );
    }
}

fn first_unit(site: &Program) -> String {
    let root = site.path("").display().to_string();
    let units = unit_texts(site);
    let mut paths = units.keys().filter(|path| path.contains("/units/"));
    let path = paths.next().expect("a unit");
    path[root.len()..].trim_start_matches('/').to_owned()
}

#[test]
fn a_workbook_has_lists_of_allowed_values_and_the_same_bytes_each_time() {
    let site = Program::copy_of("");
    site.run(&["export", "--out", "a.xlsx"]).exits(0);
    site.run(&["export", "--out", "b.xlsx"]).exits(0);
    let bytes = fs::read(site.path("a.xlsx")).expect("a workbook");
    assert!(bytes == fs::read(site.path("b.xlsx")).expect("a workbook"));
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
    let mut part = |name: &str| {
        let part = archive.by_name(name).expect(name);
        std::io::read_to_string(part).expect("it is text")
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("<pane xSplit=\"1\" ySplit=\"1\""),
        "headings stay in view"
    );
    assert!(
        sheet.contains("<dataValidation type=\"list\""),
        "lists of values"
    );
    assert!(part("xl/comments1.xml").contains("Name residents read"));
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).expect("a workbook");
    assert_eq!(workbook.sheet_names(), ["Units", "Allowed values"]);
    let values = workbook.worksheet_range("Allowed values").expect("values");
    let shown: BTreeSet<String> = values
        .used_cells()
        .map(|(_, _, cell)| cell.to_string())
        .collect();
    for word in [
        "type",
        "halsocentral",
        "vardcentral",
        "ja",
        "nej",
        "Kalmar",
        "kalmar",
        "vgr",
        "lift",
    ] {
        assert!(shown.contains(word), "{word}: {shown:?}");
    }
    let ran = site
        .run(&["export", "--lang", "sv", "--out", "c.xlsx"])
        .exits(0);
    assert!(ran.err.contains("c.xlsx"));
    let bytes = fs::read(site.path("c.xlsx")).expect("a workbook");
    let workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    assert_eq!(workbook.sheet_names(), ["Enheter", "Tillåtna värden"]);
    // A file that is in the way of a folder is whole or as it was.
    site.run(&["build"]).exits(0);
    let ran = site.run(&["export", "--out", "output/a.csv"]).exits(2);
    assert!(
        ran.err.contains("the table names who is responsible"),
        "{}",
        ran.err
    );
    site.run(&["export", "--out", "nowhere/a.csv"]).exits(2);
    assert!(!site.path("nowhere").exists());
}

#[test]
fn lists_of_tables_that_are_asked_for_can_be_changed_and_added_to() {
    let site = Program::copy_of("");
    let run = ["export", "--columns", "closures,notices"];
    let mut table = Cells::read(&site.run(&run).exits(0).out);
    let at = table.column("closures");
    let (closed, open): (Vec<usize>, Vec<usize>) =
        (0..table.rows.len()).partition(|row| !table.rows[*row][at].is_empty());
    let before = unit_texts(&site);
    let list = "from = 2027-03-01, to = 2027-03-02, reason = \"Flytt\", answered_by = \"1177\"";
    let more = table.rows[closed[0]][at].trim_end_matches(']').to_owned();
    table.rows[closed[0]][at] = format!("{more}, {{ {list} }}]");
    table.rows[open[0]][at] = format!("[{{ {list} }}]");
    // What is taken out of a list is not known for certain.
    let second = table.rows[closed[1]][at].clone();
    table.rows[closed[1]][at] = "[{ from = 2027-03-01 }]".to_owned();
    let is_one = second.matches('{').count() == 1;
    fs::write(site.path("a.csv"), table.written()).expect("it is written");
    let ran = site
        .run(&["import", "a.csv"])
        .exits(if is_one { 0 } else { 1 });
    let changed = if is_one { 3 } else { 2 };
    let words = format!("0 new\n{changed} changed");
    assert!(ran.err.contains(&words), "{}\n{}", ran.out, ran.err);
    let after = unit_texts(&site);
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let with = |row: usize| {
        let id = table.rows[row][0].rsplit('/').next().expect("a name");
        let ending = format!("/{id}.toml");
        let path = after.keys().find(|path| path.ends_with(&ending));
        path.expect("its file")
    };
    for row in [closed[0], open[0]] {
        let path = with(row);
        let new = &after[path];
        assert!(new.contains("= \"Flytt\""), "{new}");
        assert!(new.contains("[[closures]]"), "{new}");
        assert!(lines(new).is_superset(&lines(&before[path])), "{new}");
    }
}

/// Saves an exported workbook as a spreadsheet program does, with other cells: days as days, numbers as
/// numbers, answers perhaps as ticks.
fn saved_again(site: &Program, name: &str, change: impl Fn(&str, &str, String) -> Data) {
    let bytes = fs::read(site.path(name)).expect("a workbook");
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = workbook.worksheet_range("Units").expect("a sheet");
    let mut saved = Workbook::new();
    let sheet = saved.add_worksheet();
    sheet.set_name("Units").expect("a name");
    let day = Format::new().set_num_format("d/m/yyyy");
    let headings: Vec<String> = range
        .rows()
        .next()
        .expect("headings")
        .iter()
        .map(ToString::to_string)
        .collect();
    for (row, cells) in (0..).zip(range.rows()) {
        for ((column, cell), heading) in (0..).zip(cells).zip(&headings) {
            let changed = match cell {
                Data::String(text) if row > 0 => {
                    change(&cells[0].to_string(), heading, text.clone())
                }
                Data::Empty if row > 0 => change(&cells[0].to_string(), heading, String::new()),
                other => other.clone(),
            };
            match changed {
                Data::String(text) => sheet.write_string(row, column, text),
                Data::Float(number) => sheet.write_number(row, column, number),
                Data::Bool(flag) => sheet.write_boolean(row, column, flag),
                Data::DateTime(moment) => {
                    sheet.write_number_with_format(row, column, moment.as_f64(), &day)
                }
                _ => continue,
            }
            .expect("a cell");
        }
    }
    saved.save(site.path(name)).expect("it is saved");
}

#[test]
fn a_workbook_that_was_saved_again_changes_only_what_was_changed() {
    let site = Program::copy_of("");
    site.run(&["export", "--out", "enheter.xlsx"]).exits(0);
    let table = exported(&site);
    let before = unit_texts(&site);
    let activity = "activities.utfardar-intyg";
    let is_yes = |row: &&Vec<String>| row[table.column(activity)] == "ja";
    let unit = table.rows.iter().find(is_yes).expect("a unit")[0].clone();
    let as_saved = |text: String| match text.as_str() {
        "ja" => Data::Bool(true),
        "nej" => Data::Bool(false),
        _ => Data::String(text),
    };
    saved_again(&site, "enheter.xlsx", |_, _, text| as_saved(text));
    let ran = site.run(&["import", "enheter.xlsx"]).exits(0);
    assert!(ran.err.contains("0 new\n0 changed\n"), "{}", ran.err);
    assert!(unit_texts(&site) == before);

    site.run(&["export", "--out", "enheter.xlsx"]).exits(0);
    saved_again(&site, "enheter.xlsx", |id, heading, text| match heading {
        _ if id != unit => as_saved(text),
        // An answer changed, a number changed, a key that the file does not have, and a cell cleared.
        "activities.utfardar-intyg" => Data::String("Nej".to_owned()),
        "contact.phone" => Data::Float(980_319_899.0),
        "visit.parking" => Data::String("Parkera på gården.".to_owned()),
        "visit.street" => Data::Empty,
        _ => as_saved(text),
    });
    let ran = site.run(&["import", "enheter.xlsx"]).exits(0);
    assert!(
        ran.err.contains(&format!("0 new\n1 changed: {unit}\n")),
        "{}",
        ran.err
    );
    let after = unit_texts(&site);
    let changed: Vec<(&String, &String)> = before
        .iter()
        .filter(|(path, text)| after[*path] != **text)
        .collect();
    let [(path, old)] = changed.as_slice() else {
        panic!("{} files changed", changed.len());
    };
    let parse = |text: &str| text.parse::<Table>().expect("TOML");
    let (mut old, new) = (parse(old), parse(&after[*path]));
    set(&mut old, &["activities", "utfardar-intyg"], false.into());
    set(&mut old, &["contact", "phone"], "0980-31 98 99".into());
    set(&mut old, &["visit", "parking"], "Parkera på gården.".into());
    assert_eq!(old, new);
}

fn set(table: &mut Table, path: &[&str], value: Value) {
    let (last, above) = path.split_last().expect("a path");
    let mut table = table;
    for key in above {
        let entry = table.entry((*key).to_owned());
        let entry = entry.or_insert_with(|| Value::Table(Table::new()));
        table = entry.as_table_mut().expect("a table");
    }
    table.insert((*last).to_owned(), value);
}

/// What a cell is changed to: as it is exported, and as the file says it.
fn changed(heading: &str, current: &str, choice: usize) -> Option<(String, Value)> {
    let texts = [
        "Ny; text, med \"tecken\"",
        "= 2",
        "Åäö – 5 %",
        "1177",
        "  blank",
    ];
    let text = texts[choice % texts.len()].trim();
    let number = i64::try_from(choice % 9 + 1).expect("small");
    let (cell, value) = match heading {
        "name"
        | "summary"
        | "locality"
        | "visit.street"
        | "visit.directions"
        | "visit.parking"
        | "care.referral"
        | "responsible.role"
        | "visit.postal_address" => (text.to_owned(), text.into()),
        "contact.phone" => {
            let phone = format!("0980-31 98 0{number}");
            (phone.clone(), phone.into())
        }
        "reviewed" | "closes" => {
            let day = format!("2026-10-1{number}");
            (day.clone(), Value::Datetime(day.parse().expect("a day")))
        }
        "booking.weeks_ahead" | "response.days" => (number.to_string(), number.into()),
        "care.languages" => ("sv; fi; ar".to_owned(), vec!["sv", "fi", "ar"].into()),
        "care.ages" => (format!("{number}–67 år"), vec![number, 67].into()),
        "care.accepts" => ("queue".to_owned(), "queue".into()),
        "visit.facilities" => ("lift".to_owned(), vec!["lift"].into()),
        "visit.coordinates" => ("56.5, 15.25".to_owned(), vec![56.5, 15.25].into()),
        "hours.opening" | "hours.phone" | "hours.drop_in" | "hours.visiting" => {
            let week = [
                ("mon-thu".to_owned(), format!("06:1{number}-15:45").into()),
                ("holiday".to_owned(), "closed".into()),
            ];
            (
                format!("mon-thu 06:1{number}-15:45; holiday closed"),
                Value::Table(week.into_iter().collect()),
            )
        }
        "publish" | "patient_contact" if current == "ja" => ("nej".to_owned(), false.into()),
        _ if heading.starts_with("activities.") && current == "ja" => {
            ("nej".to_owned(), false.into())
        }
        _ if heading.starts_with("activities.") && current == "nej" => {
            ("ja".to_owned(), true.into())
        }
        _ if heading.starts_with("services.") && current.starts_with("https://") => {
            let url = format!("https://e-tjanster.example/ny/{number}");
            (url.clone(), url.into())
        }
        _ => return None,
    };
    (cell != current).then_some((cell, value))
}

/// Paths at which two tables differ; tables of both are looked into.
fn differences(
    one: &Table,
    other: &Table,
    above: &str,
    found: &mut BTreeMap<String, Option<Value>>,
) {
    let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    for key in keys {
        let path = format!("{above}{key}");
        let is_week = [
            "hours.opening",
            "hours.phone",
            "hours.drop_in",
            "hours.visiting",
        ]
        .contains(&path.as_str());
        match (one.get(key), other.get(key)) {
            (Some(Value::Table(one)), Some(Value::Table(other))) if !is_week => {
                differences(one, other, &format!("{path}."), found);
            }
            (None, Some(Value::Table(new))) if !is_week => {
                differences(&Table::new(), new, &format!("{path}."), found);
            }
            (old, new) if old != new => drop(found.insert(path, new.cloned())),
            _ => {}
        }
    }
}

#[test]
fn changed_cells_change_their_keys_and_nothing_else() {
    let example = Program::copy_of("");
    let start = exported(&example);
    let texts = unit_texts(&example);
    let site = Program::copy_of("");
    let root = |program: &Program| program.path("").display().to_string();
    let (old_root, new_root) = (root(&example), root(&site));
    let edit = (any::<Index>(), any::<Index>(), any::<usize>());
    let edits = prop::collection::vec(edit, 1..90);
    let config = ProptestConfig {
        cases: 4,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    TestRunner::new(config)
        .run(&edits, |edits| {
            for (path, text) in &texts {
                let path = path.replacen(&old_root, &new_root, 1);
                fs::write(path, text).expect("it is written");
            }
            let mut table = start.clone();
            let mut expected: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
            for (row, column, choice) in edits {
                let row = row.index(table.rows.len());
                let at = column.index(table.headings.len());
                let heading = table.headings[at].clone();
                let current = start.rows[row][at].clone();
                let Some((cell, value)) = changed(&heading, &current, choice) else {
                    continue;
                };
                let id = table.rows[row][0].clone();
                table.rows[row][at] = cell;
                expected.entry(id).or_default().insert(heading, value);
            }
            let is_formula = |cell: &String| cell.starts_with(['=', '+', '-', '@']);
            let mut guarded = table.clone();
            for cell in guarded
                .rows
                .iter_mut()
                .flatten()
                .filter(|cell| is_formula(cell))
            {
                cell.insert(0, '\'');
            }
            fs::write(site.path("enheter.csv"), guarded.written()).expect("it is written");
            let ran = site.run(&["import", "enheter.csv"]).exits(0);
            prop_assert!(
                ran.err
                    .contains(&format!("0 new\n{} changed", expected.len())),
                "{}",
                ran.err
            );
            for (path, old) in &texts {
                let new = site.read(path.replacen(&old_root, "", 1).trim_start_matches('/'));
                let stem = path
                    .rsplit('/')
                    .next()
                    .expect("a name")
                    .trim_end_matches(".toml");
                let id = expected.keys().find(|id| {
                    id.ends_with(&format!("/{stem}"))
                        && path.contains(&format!(
                            "content/{}/units",
                            id.split('/').next().expect("a region")
                        ))
                });
                let Some(id) = id.filter(|_| path.contains("/units/")) else {
                    prop_assert_eq!(old, &new);
                    continue;
                };
                let parse = |text: &str| text.parse::<Table>().expect("TOML");
                let mut found = BTreeMap::new();
                differences(&parse(old), &parse(&new), "", &mut found);
                let expected = &expected[id];
                prop_assert_eq!(
                    found.len(),
                    expected.len(),
                    "{}: {:?}\n{:?}",
                    path,
                    found,
                    expected
                );
                for (heading, value) in expected {
                    // A service may stand in the file under another name, and say more than its address.
                    let is_it = |path: &&String| {
                        heading == *path
                            || heading.starts_with("services.") && path.starts_with("services.")
                    };
                    let of_key = found.iter().filter(|(path, _)| is_it(path));
                    let values: Vec<&Option<Value>> = of_key.map(|(_, new)| new).collect();
                    prop_assert!(
                        values.iter().any(|new| new.as_ref() == Some(value)),
                        "{}: {:?} is not {:?}",
                        heading,
                        values,
                        value
                    );
                }
                let comments = |text: &str| {
                    text.lines()
                        .filter(|line| line.starts_with('#'))
                        .map(str::to_owned)
                        .collect::<Vec<_>>()
                };
                prop_assert_eq!(comments(old), comments(&new));
            }
            let again = Cells::read(&site.run(&["export"]).exits(0).out);
            let mut shown = table;
            for cell in shown
                .rows
                .iter_mut()
                .flatten()
                .filter(|cell| is_formula(cell))
            {
                cell.insert(0, '\'');
            }
            prop_assert_eq!(again, shown);
            Ok(())
        })
        .expect("only what was changed changes");
    assert!(repository().join("content").is_dir());
}
