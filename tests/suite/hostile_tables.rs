//! Tables that are broken, or made to break: each has one clear finding, and nothing is half written.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::program::{Program, Ran};

const UNIT: &str = "content/exempelregionen/units/halsocentralen-exempelvik.toml";
const ID: &str = "exempelregionen/halsocentralen-exempelvik";

/// A site of one unit with a table.
fn site_with(name: &str, bytes: &[u8]) -> Program {
    let site = Program::init();
    fs::write(site.path(name), bytes).expect("it is written");
    site
}

/// Imports a table that is refused as a whole.
fn refused(name: &str, bytes: &[u8], words: &str) {
    let site = site_with(name, bytes);
    let before = site.read(UNIT);
    let ran = site.run(&["import", name]).exits(1);
    assert_eq!(found(&ran), 1, "{}", ran.out);
    assert!(ran.out.contains(words), "{words}: {}", ran.out);
    assert!(ran.err.contains("0 new\n0 changed"), "{}", ran.err);
    assert_eq!(site.read(UNIT), before);
}

/// How many errors, warnings and notes were printed.
fn found(ran: &Ran) -> usize {
    let heads = ["error[", "warning[", "note["];
    let lines = ran.out.lines();
    lines
        .filter(|line| heads.iter().any(|head| line.starts_with(head)))
        .count()
}

fn workbook(fill: impl Fn(&mut Workbook)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    workbook.save_to_buffer().expect("a workbook")
}

fn units(workbook: &mut Workbook, rows: &[&[&str]]) {
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (at, cell) in (0..).zip(*cells) {
            sheet.write_string(row, at, *cell).expect("a cell");
        }
    }
}

#[test]
fn a_workbook_that_unpacks_to_gigabytes_is_refused() {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let part = "xl/worksheets/sheet1.xml";
    archive.start_file(part, options).expect("a part");
    let zeros = vec![b' '; 1024 * 1024];
    for _ in 0..257 {
        archive.write_all(&zeros).expect("it is packed");
    }
    let bytes = archive.finish().expect("an archive").into_inner();
    assert!(bytes.len() < 1024 * 1024, "{}", bytes.len());
    refused(
        "bomb.xlsx",
        &bytes,
        "the workbook unpacks to more than 256 MiB",
    );
}

#[test]
fn damaged_files_and_those_without_units_are_refused() {
    let good = workbook(|book| units(book, &[&["id", "name"], &[ID, "Nytt namn"]]));
    refused("cut.xlsx", &good[..good.len() / 2], "the file is damaged");
    refused(
        "empty.xlsx",
        &workbook(|book| units(book, &[])),
        "the table is empty",
    );
    let bare = workbook(|book| units(book, &[&["id", "name"]]));
    refused("bare.xlsx", &bare, "the table has headings and no rows");
    refused(
        "a.json",
        b"{\"units\": 3}",
        "the file holds no list of objects",
    );

    let site = site_with("a.csv", b"namn;ort\nA;B\n");
    let ran = site.run(&["import", "a.csv"]).exits(1);
    let words = "no column goes to `hsa_id`, by which rows find their units";
    assert!(ran.out.contains(words), "{}", ran.out);
    refused("a.bin", b"\x00\x01\x02\x03", "the file is no text");
}

#[test]
fn what_is_odd_in_a_workbook_is_told_and_the_rest_is_taken() {
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.set_name("Gammalt").expect("a name").set_hidden(true);
        sheet.write_string(0, 0, "id").expect("a cell");
        units(
            book,
            &[
                &[
                    "id",
                    "summary",
                    "locality",
                    "contact.website",
                    "contact.website",
                    "visit.parking",
                ],
                &[
                    ID,
                    "Ny mening.",
                    "",
                    "https://example.se/a",
                    "https://example.se/b",
                ],
            ],
        );
        let sheet = book.worksheet_from_index(1).expect("a sheet");
        sheet.set_active(true);
        let formula = Formula::new("=NA()").set_result("#N/A");
        sheet.write_formula(1, 2, formula).expect("a cell");
        sheet
            .merge_range(1, 5, 3, 5, "Bakom huset.", &Format::new())
            .expect("a cell");
    });
    let site = site_with("a.xlsx", &bytes);
    let ran = site.run(&["import", "a.xlsx"]).exits(1);
    for words in [
        "hidden sheets were passed over: `Gammalt`",
        "`contact.website`: column D has the same heading",
        "`locality`: `#N/A` is an error, or a formula that was never computed",
        "rows 2 to 4 are one cell; only row 2 gets its value",
    ] {
        assert_eq!(ran.out.matches(words).count(), 1, "{words}\n{}", ran.out);
    }
    assert_eq!(found(&ran), 4, "{}", ran.out);
    assert!(ran.err.contains("0 new\n1 changed"), "{}", ran.err);
    let unit = site.read(UNIT);
    for line in ["Ny mening.", "https://example.se/a", "Bakom huset."] {
        assert!(unit.contains(line), "{unit}");
    }
    assert!(!unit.contains("https://example.se/b"), "{unit}");
}

#[test]
fn a_row_that_is_too_short_is_told_in_csv() {
    let text = format!("id;summary;visit.parking\r\n{ID};Ny mening.\r\n");
    let site = site_with("a.csv", text.as_bytes());
    let ran = site.run(&["import", "a.csv"]).exits(0);
    assert!(
        ran.out
            .contains("the row has 2 cells and the headings are 3"),
        "{}",
        ran.out
    );
    assert!(site.read(UNIT).contains("Ny mening."));
    // Many of them are told together.
    let mut text = "id;name;visit.parking\n".to_owned();
    for at in 0..100 {
        let _ = writeln!(text, "exempelregionen/ny-{at};Ny enhet {at}");
    }
    let site = site_with("a.csv", text.as_bytes());
    let ran = site.run(&["import", "a.csv"]).exits(0);
    assert!(
        ran.out.contains("80 more rows have fewer cells"),
        "{}",
        ran.out
    );
    assert!(ran.err.contains("100 new"), "{}", ran.err);
}

#[test]
fn a_thousand_columns_are_told_of_together() {
    let headings: Vec<String> = (0..1000).map(|at| format!("Kolumn {at}")).collect();
    let cells = vec!["x"; 1000];
    let text = format!("id;{}\n{ID};{}\n", headings.join(";"), cells.join(";"));
    let site = site_with("a.csv", text.as_bytes());
    let before = site.read(UNIT);
    let ran = site.run(&["import", "a.csv"]);
    assert!(
        ran.out.contains("980 more columns have no place"),
        "{}",
        ran.out
    );
    assert!(
        ran.err.contains("1000 columns without a place: Kolumn 0"),
        "{}",
        ran.err
    );
    assert!(ran.err.lines().count() < 20, "{}", ran.err);
    assert_eq!(site.read(UNIT), before);
}
