//! Small pieces of real form: what each must become stands beside it in `tests/real/`.

use std::fs;

use basutbud::host::read;
use basutbud::model::phone::Phone;

use crate::harness::{TODAY, add, compiled, day, found, inputs, repository};

const UNIT: &str = "name = \"Enheten\"\ntype = \"mottagning\"\nadministration = \"varden\"\nmunicipality = \"Orten\"\nreviewed = 2026-11-02\n";
const REGION: &str = "name = \"R\"\nmunicipalities = [\"Orten\"]\n[[administrations]]\nid = \"varden\"\nname = \"Vården\"\n[[types]]\nid = \"mottagning\"\nname = \"Mottagning\"\nkind = \"mottagning\"\n";

/// A piece: how it is written, what it becomes, and what is found of it.
struct Piece {
    written: String,
    is: Option<String>,
    found: Option<String>,
}

fn pieces(file: &str) -> Vec<Piece> {
    let path = repository().join("tests/real").join(file);
    let text = fs::read_to_string(path).expect("a list of pieces");
    let list: toml::Table = text.parse().expect("sound TOML");
    let text = |piece: &toml::Value, key: &str| {
        let value = piece.get(key)?.as_str().expect("a text");
        Some(value.to_owned())
    };
    let pieces = list["piece"].as_array().expect("a list");
    pieces
        .iter()
        .map(|piece| Piece {
            written: text(piece, "written").expect("how it is written"),
            is: text(piece, "is"),
            found: text(piece, "found"),
        })
        .collect()
}

/// The codes found in a unit of that name and text.
fn codes(name: &str, unit: &str) -> Vec<String> {
    let mut site = inputs("", TODAY);
    add(&mut site.content, "content/r/region.toml", REGION);
    let path = format!("content/r/units/{name}.toml");
    add(&mut site.content, &path, unit);
    let compilation = compiled(&site);
    let findings = compilation.findings();
    let found = found(&findings, &compilation.sources).into_iter();
    let here = found.filter(|finding| finding.path == path && finding.severity != "note");
    here.map(|finding| finding.code).collect()
}

fn holds(file: &str, codes: impl Fn(&Piece) -> Vec<String>) {
    for piece in pieces(file) {
        let wanted: Vec<String> = piece.found.iter().cloned().collect();
        assert_eq!(codes(&piece), wanted, "{file}: {}", piece.written);
    }
}

#[test]
fn ids_phones_addresses_and_languages_are_what_they_are() {
    let id = "hsa_id = \"SE0000000000-E001\"\n";
    holds("hsa-ids.toml", |piece| {
        codes("enhet", &format!("hsa_id = \"{}\"\n{UNIT}", piece.written))
    });
    holds("phones.toml", |piece| {
        let phone = format!("{UNIT}{id}[contact]\nphone = \"{}\"\n", piece.written);
        codes("enhet", &phone)
            .into_iter()
            .filter(|code| code == "phone-invalid")
            .collect()
    });
    holds("addresses.toml", |piece| {
        codes(&piece.written, &format!("{UNIT}{id}"))
    });
    holds("languages.toml", |piece| {
        let care = format!("{UNIT}{id}[care]\nlanguages = [\"{}\"]\n", piece.written);
        codes("enhet", &care)
    });
}

#[test]
fn numbers_are_shown_in_their_standard_form() {
    for piece in pieces("phones.toml") {
        let shown = Phone::parse(&piece.written)
            .map(|phone| phone.display())
            .ok();
        let wanted = piece.is.unwrap_or_else(|| piece.written.clone());
        let wanted = Some(wanted).filter(|_| piece.found.is_none());
        assert_eq!(shown, wanted, "{}", piece.written);
    }
}

#[test]
fn leftovers_are_passed_over_with_a_note() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    write("content/site.toml", crate::harness::SITE);
    write("content/r/region.toml", REGION);
    write(
        "content/r/units/enhet.toml",
        &format!("hsa_id = \"SE0000000000-E001\"\n{UNIT}"),
    );
    for piece in pieces("leftovers.toml") {
        let path = format!("content/r/units/{}", piece.written);
        write(&path, "\u{0}\u{1}");
        let compilation = compiled(&read::site(folder.path(), day(TODAY)));
        let findings = compilation.findings();
        let found = found(&findings, &compilation.sources);
        let here: Vec<_> = found
            .iter()
            .filter(|finding| finding.path == path)
            .collect();
        assert_eq!(here.len(), 1, "{path}: {here:?}");
        assert_eq!(
            (Some(here[0].code.clone()), here[0].severity.as_str()),
            (piece.found, "note")
        );
        fs::remove_file(folder.path().join(path)).expect("removed");
    }
}
