//! Tables of units, imported by the real program.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, Workbook};

use crate::harness::repository;
use crate::program::Program;

/// The bytes of all files below a folder.
fn bytes_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            (
                entry.path().display().to_string(),
                fs::read(entry.path()).expect("it is read"),
            )
        })
        .collect()
}

#[test]
fn open_data_of_a_site_comes_back_without_a_change() {
    let site = Program::copy_of("");
    site.run(&["build"]).exits(0);
    let before = bytes_below(&site.path("content"));
    for file in ["output/units.csv", "output/units.json"] {
        let ran = site.run(&["import", file]).exits(0);
        assert!(ran.err.contains("0 new\n0 changed\n"), "{}", ran.err);
        assert!(
            ran.err.contains("0 refused\n0 columns without a place"),
            "{}",
            ran.err
        );
        assert!(bytes_below(&site.path("content")) == before, "{file}");
    }
}

const MAP: &str = r#"
key    = "hsa_id"
owned  = ["contact.phone", "hours"]
folder = "{administration}"

[columns]
"HSA-id"          = "hsa_id"
"Enhetsnamn"      = { to = "name", form = "name-place" }
"Kommunkod"       = "municipality"
"Typ"             = "type"
"Förvaltning"     = "administration"
"Telefon"         = "contact.phone"
"Öppettider"      = { to = "hours.opening", form = "hsa" }
"Besöksadress"    = { to = "visit.street", form = "address" }
"X"               = { to = "visit.coordinates", form = "rt90", part = "north" }
"Y"               = { to = "visit.coordinates", form = "rt90", part = "east" }
"Utfärdar intyg"  = "activities.utfardar-intyg"
"Tjänster"        = "services"
"Recept"          = "services.fornya-recept"
"Intern notering" = false

[values.type]
"VC" = "halsocentral"
"#;

const HEADINGS: &str = "HSA-id;Enhetsnamn;Kommunkod;Typ;Förvaltning;Telefon;Öppettider;Besöksadress;X;Y;Utfärdar intyg;Tjänster;Recept;Intern notering";

fn row(id: &str, phone: &str, hours: &str) -> String {
    format!(
        "{id};Hälsocentralen Nyvik, Kalmar;880;VC;primarvardsforvaltningen;{phone};\"{hours}\";Nygatan 1$391 00 Kalmar;6283000;1531000;Ja;Kontakta oss https://e.example.se/k;https://e.example.se/r;x"
    )
}

/// A site with a map, and a table in Windows-1252.
fn imported(rows: &[String]) -> Program {
    let site = Program::copy_of("");
    site.write("import.toml", MAP);
    write_table(&site, rows);
    site
}

fn write_table(site: &Program, rows: &[String]) {
    let text = format!(
        "Enheter i regionen\r\n{HEADINGS}\r\n{}\r\n",
        rows.join("\r\n")
    );
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin"))
        .collect();
    fs::write(site.path("enheter.csv"), latin).expect("it is written");
}

const IMPORT: [&str; 6] = [
    "import",
    "enheter.csv",
    "--map",
    "import.toml",
    "--region",
    "kalmar",
];
const FILE: &str = "content/kalmar/units/primarvardsforvaltningen/halsocentralen-nyvik.toml";

#[test]
fn rows_become_units_and_then_change_them() {
    let id = "SE0000000000-N001";
    let site = imported(&[row(id, "0980319801", "1-4#08:00#16:00;5-5#08:00#15:00")]);
    let ran = site.run(&IMPORT).exits(0);
    assert!(
        ran.err.contains("1 new: kalmar/halsocentralen-nyvik"),
        "{}",
        ran.err
    );
    let text = site.read(FILE);
    for line in [
        "name           = \"Hälsocentralen Nyvik\"",
        "type           = \"halsocentral\"",
        "municipality   = \"Kalmar\"",
        "phone = \"0980-31 98 01\"",
        "street         = \"Nygatan 1\"",
        "postal_address = \"Nygatan 1, 391 00 Kalmar\"",
        "opening = { mon-thu = \"08:00-16:00\", fri = \"08:00-15:00\" }",
        "utfardar-intyg = true",
        "kontakta-oss  = \"https://e.example.se/k\"",
        "fornya-recept = \"https://e.example.se/r\"",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    // The same again changes nothing, and comments stay when something changes.
    site.run(&IMPORT).exits(0);
    assert_eq!(site.read(FILE), text);
    let noted = text.replace("[hours]", "# växeln flyttar i maj\n[hours]");
    let noted = noted.replace("Nygatan 1\"", "Nygatan 1 A\"");
    site.write(FILE, &noted);
    write_table(
        &site,
        &[row(id, "0980-31 98 02", "1-4#08:00#16:00;5-5#08:00#15:00")],
    );
    let shown = site
        .run(&[IMPORT.as_slice(), &["--dry-run"]].concat())
        .exits(0);
    assert!(
        shown
            .out
            .contains("-phone = \"0980-31 98 01\"\n+phone = \"0980-31 98 02\""),
        "{}",
        shown.out
    );
    assert_eq!(site.read(FILE), noted);
    let ran = site.run(&IMPORT).exits(0);
    assert!(
        ran.err.contains("1 changed: kalmar/halsocentralen-nyvik"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("were kept: visit.street (1)"),
        "{}",
        ran.err
    );
    assert_eq!(site.read(FILE), noted.replace("98 01", "98 02"));
}

#[test]
fn what_is_not_certain_is_found_at_its_cell_and_the_rest_is_taken() {
    let rows = [
        row("SE0000000000-N001", "0480-1", "8-16"),
        row("SE0000000000-N001", "0980-31 98 02", ""),
        row("", "0980-31 98 03", ""),
        "Summa;;;;;3".to_owned(),
    ];
    let site = imported(&rows);
    let ran = site.run(&IMPORT).exits(1);
    for words in [
        "`Telefon`:",
        "row 3, column F",
        "`Öppettider`: no hours in the directory's form (row 3, column G)",
        "row 3 has the same `hsa_id` (row 4, column A)",
        "`hsa_id` is empty, so the row is no unit (row 5, column A)",
    ] {
        assert!(ran.out.contains(words), "{words}\n{}", ran.out);
    }
    assert!(
        ran.err.contains("1 new") && ran.err.contains("\n4 refused"),
        "{}",
        ran.err
    );
    let text = site.read(FILE);
    assert!(
        text.contains("street ") && !text.contains("phone"),
        "{text}"
    );
    let json = site
        .run(&[IMPORT.as_slice(), &["--format", "json"]].concat())
        .exits(1);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("it is JSON");
    let first = &json["findings"][0];
    assert_eq!(
        (&first["path"], &first["start"]["line"]),
        (&"enheter.csv".into(), &3.into()),
        "{first}"
    );
}

#[test]
fn a_map_that_names_what_is_not_there_is_found_in_its_file() {
    let site = imported(&[row("SE0000000000-N001", "0980-31 98 01", "")]);
    site.replace(
        "import.toml",
        "\"contact.phone\"\n",
        "\"contact.telephone\"\n",
    );
    site.replace("import.toml", "\"Typ\"", "\"Tyyp\"");
    site.replace("import.toml", "\"Intern notering\" = false", "");
    let ran = site.run(&IMPORT).exits(1);
    for words in [
        "unit files have no key `contact.telephone` for a column",
        "the table has no column `Tyyp`",
        "`Intern notering`: the column has no place",
    ] {
        assert!(ran.out.contains(words), "{words}\n{}", ran.out);
    }
}

#[test]
fn files_that_are_no_tables_change_nothing() {
    let site = imported(&[]);
    let before = bytes_below(&site.path("content"));
    for (name, bytes) in [
        ("a.xlsx", b"PK\x03\x04 broken".as_slice()),
        ("a.csv", b""),
        ("a.json", b"[1, 2]"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1"),
        ("b.csv", b"Namn;Ort\nA;B\n"),
    ] {
        fs::write(site.path(name), bytes).expect("it is written");
        site.run(&["import", name, "--map", "import.toml", "--region", "kalmar"])
            .exits(1);
    }
    assert!(bytes_below(&site.path("content")) == before);
    assert!(repository().join("content").is_dir());
}

#[test]
fn the_example_of_the_documents_becomes_a_site_and_follows_changes() {
    let site = Program::init();
    let example = repository().join("docs/import/enheter.csv");
    let bytes = fs::read(example).expect("the example");
    fs::write(site.path("enheter.csv"), &bytes).expect("it is written");
    site.run(&["import", "enheter.csv", "--suggest"]).exits(0);
    let map = site.read("import.toml");
    for line in [
        "hsaIdentity = \"hsa_id\"\n",
        "Enhetsnamn = { to = \"name\", form = \"name-place\" }\n",
        "hsaSurgeryHours = { to = \"hours.opening\", form = \"hsa\" }\n",
        "hsaGeographicalCoordinates = { to = \"visit.coordinates\", form = \"rt90\" }\n",
        "\"Besöksadress\" = { to = \"visit.street\", form = \"address\" }\n",
        "\"Kostnadsställe\" = false   # 4001 | 4002 | 4003\n",
    ] {
        assert!(map.contains(line), "{line}\n{map}");
    }
    // What is there is not written over.
    site.run(&["import", "enheter.csv", "--suggest"]).exits(2);
    let map = map.replace("# owned ", "owned ");
    site.write("import.toml", &map);
    let import = ["import", "enheter.csv", "--map", "import.toml"];
    let ran = site.run(&import).exits(0);
    assert!(
        ran.err.contains("30 new") && ran.err.contains("0 refused"),
        "{}",
        ran.err
    );
    let unit = site.read("content/exempelregionen/units/halsocentralen-akero.toml");
    assert!(
        unit.contains("name           = \"Hälsocentralen Åkerö\""),
        "{unit}"
    );
    // Next week's list: other hours for the wards and ten health centres.
    let mut text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    text = text.replace("1-7#00:00#24:00", "1-7#06:00#22:00");
    text = text.replace(
        "1-5#08:00#12:00;1-5#13:00#16:30",
        "1-5#08:00#12:00;1-5#13:00#17:00",
    );
    text = text.replace("\"1-4#08:00#16:00;5-5#08:00#15:00\"", "1-5#08:00#16:00");
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin"))
        .collect();
    fs::write(site.path("enheter.csv"), latin).expect("it is written");
    let ran = site.run(&import).exits(0);
    assert!(ran.err.contains("0 new\n20 changed"), "{}", ran.err);
    assert!(site.run(&import).exits(0).err.contains("0 new\n0 changed"));
}

/// The example as people keep it: a title, codes as numbers, the same units.
fn example_workbook(csv: &[u8]) -> Vec<u8> {
    let text = encoding_rs::WINDOWS_1252.decode(csv).0;
    let mut workbook = Workbook::new();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Enheter").expect("a name");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(text.as_bytes());
    for (row, record) in (0..).zip(reader.records()) {
        for (column, cell) in (0..).zip(record.expect("a row").iter()) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number),
                Err(_) => sheet.write_string(row, column, cell),
            }
            .expect("a cell");
        }
    }
    for column in 0..10 {
        sheet.set_column_width(column, 24.0).expect("a width");
    }
    sheet.set_freeze_panes(2, 0).expect("a pane");
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn the_workbook_of_the_documents_is_the_same_as_its_csv() {
    let folder = repository().join("docs/import");
    let csv = fs::read(folder.join("enheter.csv")).expect("the example");
    let path = folder.join("enheter.xlsx");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, example_workbook(&csv)).expect("it is written");
    }
    let workbook = fs::read(&path).expect("the example; UPDATE_EXPECT=1 writes it");
    let sites = [("enheter.csv", csv), ("enheter.xlsx", workbook)].map(|(name, bytes)| {
        let site = Program::init();
        fs::write(site.path(name), bytes).expect("it is written");
        site.run(&["import", name, "--suggest"]).exits(0);
        let ran = site.run(&["import", name, "--map", "import.toml"]).exits(0);
        assert!(
            ran.err.contains("30 new") && ran.err.contains("0 refused"),
            "{}",
            ran.err
        );
        // With units of the directory alone, a site can be looked at.
        site.run(&["build", "--publish-anyway"]).exits(1);
        assert!(
            site.read("output/exempelregionen/halsocentralen-akero/index.html")
                .contains("Hälsocentralen Åkerö")
        );
        site
    });
    let [csv, xlsx] = sites.each_ref().map(|site| {
        let root = site.path("").display().to_string();
        let files = bytes_below(&site.path("content")).into_iter();
        let files = files.map(|(path, bytes)| (path.replacen(&root, "", 1), bytes));
        files.collect::<BTreeMap<_, _>>()
    });
    assert!(csv == xlsx);
    assert_eq!(sites[0].read("import.toml"), sites[1].read("import.toml"));
}

#[test]
fn rows_without_an_id_become_units_of_the_region_that_they_name() {
    let site = Program::copy_of("");
    let rows = "id;region;name\n;kalmar;Ny enhet i öster\n;Västra Götalandsregionen;Ny enhet i väster\n;norr;Ny enhet i norr\n";
    site.write("a.csv", rows);
    let ran = site.run(&["import", "a.csv"]).exits(1);
    assert!(
        ran.err
            .contains("2 new: kalmar/ny-enhet-i-oster, vgr/ny-enhet-i-vaster"),
        "{}\n{}",
        ran.out,
        ran.err
    );
    assert!(
        ran.out
            .contains("`region`: the site has no region `norr` (row 4, column B)"),
        "{}",
        ran.out
    );
}

#[test]
fn a_cell_that_is_cleared_is_told_and_nothing_is_deleted() {
    let site = Program::init();
    let unit = "content/exempelregionen/units/halsocentralen-exempelvik.toml";
    let before = site.read(unit);
    let rows = "id;contact.phone;visit.parking\nexempelregionen/halsocentralen-exempelvik;;\n";
    site.write("a.csv", rows);
    let ran = site.run(&["import", "a.csv"]).exits(0);
    assert!(
        ran.err.contains(
            "1 empty cells where the site has a value, which was kept: contact.phone (1)"
        ),
        "{}",
        ran.err
    );
    assert_eq!(site.read(unit), before);
}

#[test]
fn the_municipalities_of_the_example_regions_are_those_of_their_counties() {
    let read = |path: &str| fs::read_to_string(repository().join(path)).expect("it is read");
    let codes = read("src/import/municipalities.csv");
    for (county, region) in [("08", "kalmar"), ("14", "vgr")] {
        let region = read(&format!("content/{region}/region.toml"));
        let region: toml::Table = region.parse().expect("TOML");
        let listed = region["municipalities"].as_array().expect("a list");
        let listed: Vec<&str> = listed.iter().filter_map(toml::Value::as_str).collect();
        let lines = codes.lines().filter(|line| line.starts_with(county));
        let mut known: Vec<&str> = lines
            .filter_map(|line| Some(line.split_once(',')?.1))
            .collect();
        assert_eq!(listed.len(), known.len());
        known.retain(|name| !listed.contains(name));
        assert!(known.is_empty(), "{county}: {known:?}");
    }
}
