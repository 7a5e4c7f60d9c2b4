//! A region's own export of the directory, tried as a region would: a workbook with its CSV, from a site
//! without units to pages, and another export some weeks later.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

use crate::program::Program;

/// The headings: names of the directory's attributes and of a spreadsheet.
const HEADINGS: [&str; 16] = [
    "hsaIdentity",
    "Enhetsnamn",
    "Enhetstyp",
    "Kommunkod",
    "Ort",
    "Förvaltning",
    "telephoneNumber",
    "telephoneHours",
    "hsaSurgeryHours",
    "hsaGeographicalCoordinates",
    "Besöksadress",
    "postalAddress",
    "Utfärdar intyg",
    "Förskriver läkemedel",
    "Kontakta oss",
    "EKO-kod",
];

/// Places of columns that change later.
const PHONE: usize = 6;
const HOURS: usize = 8;
const STREET: usize = 10;
const INTYG: usize = 12;

/// Municipalities of the region: code, name, and an RT 90 place in it.
const MUNICIPALITIES: [(&str, &str, [u32; 2]); 6] = [
    ("0880", "Kalmar", [6_283_000, 1_531_000]),
    ("0881", "Nybro", [6_291_000, 1_505_000]),
    ("0882", "Oskarshamn", [6_349_000, 1_541_000]),
    ("0883", "Västervik", [6_405_000, 1_548_000]),
    ("0884", "Vimmerby", [6_392_000, 1_509_000]),
    ("0860", "Hultsfred", [6_371_000, 1_508_000]),
];

/// Types as the source writes them, with what they are called in names and who runs them.
const TYPES: [(&str, &str, &str); 5] = [
    ("Hälsocentral", "Hälsocentralen", "Primärvårdsförvaltningen"),
    ("BMM", "Barnmorskemottagningen", "Primärvårdsförvaltningen"),
    (
        "Rehabmottagning",
        "Rehabmottagningen",
        "Primärvårdsförvaltningen",
    ),
    ("Tandvård", "Folktandvården", "Folktandvården"),
    (
        "Avdelning",
        "Avdelning",
        "Hälso- och sjukvårdsförvaltningen",
    ),
];

/// The rows of 300 invented units.
fn rows() -> Vec<Vec<String>> {
    let firsts = [
        "Ek", "Björk", "Al", "Lind", "Sund", "Strand", "Kvarn", "Berg", "Åker", "Söder",
    ];
    let lasts = ["vik", "by", "ås", "holm", "backen", "lunda"];
    let hours = [
        "1-4#08:00#16:00;5-5#08:00#15:00",
        "1-5#08:00#12:00;1-5#13:00#16:30",
        "1-5#07:30#17:00#Lunchstängt 12–13##",
        "1-5#08:00#16:00",
        "3-3#07:30#15:45#udda veckor##",
    ];
    let row = |at: usize| {
        let (kind, called, owner) = TYPES[at / 60];
        let place = format!("{}{}", firsts[at % 10], lasts[at / 10 % 6]);
        let (code, municipality, [north, east]) = MUNICIPALITIES[at % 6];
        let step = u32::try_from(at).expect("small");
        // A fifth have twelve digits before the hyphen.
        let id = match at % 5 {
            0 => format!("SE160000000000-{at:06}"),
            _ => format!("SE0000000000-D{at:03}"),
        };
        let digits = format!("31 9{} {:02}", 2 + at / 100, at % 100);
        let packed = digits.replace(' ', "");
        let phone = match at % 6 {
            0 => format!("+46 980 {digits}"),
            1 => format!("0980-{packed}"),
            2 => format!("+46 (0)980-{digits}"),
            3 => format!("0046980{packed}"),
            4 => format!("980{packed}"),
            _ => format!("0980-{digits}"),
        };
        let street = format!("{place}vägen {}", at % 40 + 1);
        let post = format!("3{:02} {:02} {municipality}", 80 + at % 20, at % 90 + 10);
        let answer = |yes: bool| if yes { "Ja" } else { "Nej" }.to_owned();
        vec![
            id,
            match at % 2 {
                0 => format!("{called} {place}, {municipality}"),
                _ => format!("{called} {place}"),
            },
            kind.to_owned(),
            code.to_owned(),
            municipality.to_owned(),
            owner.to_owned(),
            phone,
            if kind == "Avdelning" {
                String::new()
            } else {
                "1-5#08:00#11:30".to_owned()
            },
            if kind == "Avdelning" {
                "1-7#00:00#24:00".to_owned()
            } else {
                hours[at % 5].to_owned()
            },
            format!("X: {}, Y: {}", north + 40 * step, east + 20 * step),
            format!("{street}${post}"),
            format!("{called} {place}$Box {at}${post}"),
            answer(!at.is_multiple_of(3)),
            if at.is_multiple_of(7) {
                String::new()
            } else {
                answer(at.is_multiple_of(4))
            },
            format!("https://e-tjanster.example/kontakta/{at:03}"),
            format!("{}", 232_100_000_000_u64 + at as u64),
        ]
    };
    (0..300).map(row).collect()
}

/// The workbook: a title above the headings, codes as numbers, a row of sums below.
fn write_workbook(path: &Path, rows: &[Vec<String>]) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Uttag").expect("a name");
    sheet
        .write_string(0, 0, "Uttag ur katalogen")
        .expect("a cell");
    let bold = Format::new().set_bold();
    for (at, heading) in (0..).zip(HEADINGS) {
        sheet
            .write_string_with_format(2, at, heading, &bold)
            .expect("a cell");
    }
    for (row, cells) in (3..).zip(rows) {
        for (at, cell) in (0..).zip(cells) {
            match cell.parse::<f64>() {
                // Spreadsheets take digits for numbers, and the zeros before them are lost.
                Ok(number) => sheet.write_number(row, at, number),
                Err(_) => sheet.write_string(row, at, cell),
            }
            .expect("a cell");
        }
    }
    let last = u32::try_from(rows.len()).expect("few") + 3;
    sheet.write_string(last, 1, "Antal").expect("a cell");
    sheet.write_number(last, 2, 300.0).expect("a cell");
    workbook.save(path).expect("it is saved");
}

/// The same as CSV in Windows-1252.
fn write_csv(path: &Path, rows: &[Vec<String>]) {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(Vec::new());
    writer.write_record(HEADINGS).expect("headings");
    for row in rows {
        writer.write_record(row).expect("a row");
    }
    let text = String::from_utf8(writer.into_inner().expect("a table")).expect("UTF-8");
    let (bytes, _, is_lossy) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(!is_lossy);
    fs::write(path, bytes).expect("it is written");
}

fn units(site: &Program) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(site.path("content/kalmar/units"));
    let files = files.into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let text = fs::read_to_string(entry.path()).expect("it is read");
        (entry.file_name().to_string_lossy().into_owned(), text)
    };
    files.map(read).collect()
}

#[test]
fn an_export_of_the_directory_becomes_a_site_and_another_one_changes_it() {
    let site = Program::copy_of("");
    fs::remove_dir_all(site.path("content/vgr")).expect("a region");
    fs::remove_dir_all(site.path("content/kalmar/units")).expect("units");
    let mut rows = rows();
    write_workbook(&site.path("uttag.xlsx"), &rows);
    site.run(&["import", "uttag.xlsx", "--suggest", "--region", "kalmar"])
        .exits(0);

    // All but the words for two types, and what may be written over, is suggested.
    let map = site.read("import.toml");
    for line in [
        "region = \"kalmar\"\n",
        "Enhetsnamn = { to = \"name\", form = \"name-place\" }\n",
        "Kommunkod = \"municipality\"\n",
        "telephoneHours = { to = \"hours.phone\", form = \"hsa\" }\n",
        "hsaGeographicalCoordinates = { to = \"visit.coordinates\", form = \"rt90\" }\n",
        "\"Besöksadress\" = { to = \"visit.street\", form = \"address\" }\n",
        "postalAddress = { to = \"visit.postal_address\", form = \"address\" }\n",
        "\"Utfärdar intyg\" = \"activities.utfardar-intyg\"\n",
        "\"Förskriver läkemedel\" = \"activities.forskriver-lakemedel\"\n",
        "\"Kontakta oss\" = \"services.kontakta-oss\"\n",
        "EKO-kod = false   # 232100000000 | 232100000001 | 232100000002\n",
        "[values.type]\n# \"BMM\" = \"…\"\n# \"Tandvård\" = \"…\"\n",
    ] {
        assert!(map.contains(line), "{line}\n{map}");
    }
    assert!(!map.contains("values.municipality"), "{map}");
    let refused = site
        .run(&["import", "uttag.xlsx", "--map", "import.toml"])
        .exits(1);
    assert!(refused.err.contains("\n120 refused"), "{}", refused.err);
    fs::remove_dir_all(site.path("content/kalmar/units")).expect("units");

    let map = map
        .replace("# \"BMM\" = \"…\"", "\"BMM\" = \"barnmorskemottagning\"")
        .replace(
            "# \"Tandvård\" = \"…\"",
            "\"Tandvård\" = \"folktandvardsklinik\"",
        )
        .replace(
            "# owned  = [\"contact.phone\", \"hours\"]",
            "owned = [\"contact.phone\", \"hours\", \"activities\"]",
        )
        .replace("# folder =", "folder =");
    site.write("import.toml", &map);
    let import = ["import", "uttag.xlsx", "--map", "import.toml"];
    let ran = site.run(&import).exits(0);
    assert!(
        ran.err.contains("300 new") && ran.err.contains("\n0 refused\n0 columns without"),
        "{}",
        ran.err
    );
    let first = units(&site);
    assert_eq!(first.len(), 300);
    let unit = site.read("content/kalmar/units/primarvardsforvaltningen/halsocentralen-ekvik.toml");
    for line in [
        "name           = \"Hälsocentralen Ekvik\"",
        "hsa_id         = \"SE160000000000-000000\"",
        "municipality   = \"Kalmar\"",
        "phone = \"0980-31 92 00\"",
        "street         = \"Ekvikvägen 1\"",
        "postal_address = \"Hälsocentralen Ekvik, Box 0, 380 10 Kalmar\"",
        "utfardar-intyg = false",
        "kontakta-oss = \"https://e-tjanster.example/kontakta/000\"",
    ] {
        assert!(unit.contains(line), "{line}\n{unit}");
    }

    // What is found of them is what a region has to answer for, and nothing about the form.
    let checked = site.run(&["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&checked.out).expect("it is JSON");
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in report["findings"].as_array().expect("findings") {
        *codes
            .entry(finding["code"].as_str().expect("a code"))
            .or_default() += 1;
    }
    for form in [
        "syntax",
        "unknown-key",
        "wrong-type",
        "missing-field",
        "unknown-service",
        "unknown-activity",
        "hours-invalid",
        "hours-overlap",
        "phone-invalid",
        "hsa-id-invalid",
        "duplicate-hsa-id",
        "duplicate-address",
        "coordinates-outside-sweden",
        "name-too-long",
    ] {
        assert!(!codes.contains_key(form), "{codes:?}");
    }
    assert!(codes.contains_key("unmet-obligation"), "{codes:?}");

    // The same as CSV changes nothing; next month's export changes what it says of twenty units.
    write_csv(&site.path("uttag.csv"), &rows);
    let ran = site
        .run(&["import", "uttag.csv", "--map", "import.toml"])
        .exits(0);
    assert!(
        ran.err.contains("0 new\n0 changed\n300 unchanged"),
        "{}",
        ran.err
    );
    for (at, row) in rows.iter_mut().enumerate().filter(|(at, _)| at % 15 == 7) {
        match at % 4 {
            0 => row[PHONE] = format!("+46 980 31 95 {:02}", at % 100),
            1 => row[HOURS] = "1-5#09:00#14:00".to_owned(),
            2 => row[INTYG] = if row[INTYG] == "Ja" { "Nej" } else { "Ja" }.to_owned(),
            _ => {
                row[HOURS] = "1-5#09:15#14:00".to_owned();
                // Not owned: the site's own street stays.
                row[STREET] = "Nygatan 1$380 00 Kalmar".to_owned();
            }
        }
    }
    write_workbook(&site.path("uttag.xlsx"), &rows);
    let ran = site.run(&import).exits(0);
    assert!(ran.err.contains("0 new\n20 changed"), "{}", ran.err);
    assert!(
        ran.err.contains("were kept: visit.street (5)") || ran.err.contains("visit.street (5)"),
        "{}",
        ran.err
    );
    let second = units(&site);
    let differing = first.iter().filter(|(name, text)| second[*name] != **text);
    assert_eq!((differing.count(), second.len()), (20, 300));
    let ran = site.run(&import).exits(0);
    assert!(
        ran.err.contains("0 new\n0 changed\n300 unchanged"),
        "{}",
        ran.err
    );
    assert!(units(&site) == second);
}
