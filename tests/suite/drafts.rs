//! `new unit` and `new region`, with the real binary.

use std::collections::BTreeSet;

use crate::program::{Program, Ran};

/// The denied codes of findings about one file.
fn denied(program: &Program, path: &str) -> BTreeSet<String> {
    let ran = program.run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("it is JSON");
    let findings = report["findings"].as_array().expect("a list");
    let here = findings.iter().filter(|finding| finding["path"] == path);
    here.filter(|finding| finding["level"] == "deny")
        .map(|finding| finding["code"].as_str().expect("a code").to_owned())
        .collect()
}

fn set(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

fn new_unit(program: &Program, arguments: &[&str]) -> Ran {
    program.run(&[&["new", "unit"], arguments].concat())
}

#[test]
fn a_new_unit_lacks_only_what_was_not_answered() {
    let program = Program::copy_of(".");
    let ran = new_unit(
        &program,
        &[
            "Hälsocentralen Åkerö",
            "--region",
            "kalmar",
            "--type",
            "halsocentral",
            "--administration",
            "Primärvårdsförvaltningen",
            "--municipality",
            "kalmar",
            "--hsa-id",
            "SE0000000000-N001",
            "--phone",
            "0980-31 92 99",
            "--yes",
            "forskriver-lakemedel",
            "--no",
            "forskriver-hjalpmedel",
            "--lang",
            "sv",
        ],
    );
    ran.exits(0);
    let path = "content/kalmar/units/halsocentralen-akero.toml";
    let text = program.read(path);
    for part in [
        "name           = \"Hälsocentralen Åkerö\"",
        "administration = \"primarvardsforvaltningen\"",
        "municipality   = \"Kalmar\"",
        "phone = \"0980-31 92 99\"",
        "# Förskriver enheten läkemedel till patienter?\nforskriver-lakemedel = true",
        "forskriver-hjalpmedel = false",
        "# Krav: Förnya recept, eftersom mottagningen förskriver läkemedel",
        "\n# fornya-recept = \"https://…\"\n",
        "# Oklart än: ",
    ] {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
    assert!(!text.contains("Förnya hjälpmedel"), "{text}");
    // Addresses of services, and what the rule set demands of a page, were not asked for.
    assert_eq!(
        denied(&program, path),
        set(&["missing-page-field", "unmet-obligation"]),
        "{text}"
    );
    let only_there = program.run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&only_there.out).expect("it is JSON");
    for finding in report["findings"].as_array().expect("a list") {
        if finding["level"] == "deny" {
            assert_eq!(finding["path"], path);
        }
    }
}

#[test]
fn a_new_unit_without_answers_says_what_is_open() {
    let program = Program::init();
    new_unit(&program, &["Avdelning 7"]).exits(0);
    let path = "content/exempelregionen/units/avdelning-7.toml";
    let text = program.read(path);
    for part in ["# hsa_id ", "# type ", "# municipality ", "[activities]"] {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
    assert_eq!(
        denied(&program, path),
        set(&["missing-field", "missing-page-field", "unmet-obligation"]),
        "{text}"
    );
}

#[test]
fn a_new_unit_needs_no_code_for_its_region() {
    let program = Program::copy_of("tests/sites/third-region");
    new_unit(&program, &["Mottagningen Nyskär"]).exits(0);
    let path = "content/region-norrhavet/units/mottagningen-nyskar.toml";
    let codes = denied(&program, path);
    let open = set(&["missing-field", "missing-page-field", "unmet-obligation"]);
    assert!(codes.is_subset(&open), "{codes:?}\n{}", program.read(path));
}

#[test]
fn what_is_filled_in_checks_clean() {
    let program = Program::init();
    let arguments = [
        "Avdelning 7",
        "--type",
        "Avdelning",
        "--administration",
        "primarvarden",
        "--municipality",
        "Exempelby",
        "--hsa-id",
        "SE0000000000-E007",
        "--phone",
        "0980-31 92 07",
        "--no",
        "forskriver-lakemedel",
    ];
    new_unit(&program, &arguments).exits(0);
    let path = "content/exempelregionen/units/avdelning-7.toml";
    for commented in ["# opening", "# kontakta-oss"] {
        program.replace(path, commented, commented.trim_start_matches("# "));
    }
    program.replace(path, "HH:MM-HH:MM", "08:00-17:00");
    program.replace(
        path,
        "https://…",
        "https://e-tjanster.example/kontakta-oss/E007",
    );
    assert_eq!(denied(&program, path), set(&[]), "{}", program.read(path));
}

/// Each line that is offered, uncommented as it stands, is denied.
#[test]
fn what_is_offered_is_not_true_by_itself() {
    for language in ["sv", "en"] {
        let program = Program::copy_of(".");
        let arguments = [
            "Hälsocentralen Åkerö",
            "--region",
            "kalmar",
            "--type",
            "halsocentral",
            "--lang",
            language,
        ];
        new_unit(&program, &arguments).exits(0);
        let path = "content/kalmar/units/halsocentralen-akero.toml";
        let drafted = program.read(path);
        let is_offer = |line: &&str| {
            let key = line
                .strip_prefix("# ")
                .and_then(|rest| rest.split_once(" ="));
            key.is_some_and(|(key, _)| !key.trim().contains(' '))
        };
        let offers: Vec<&str> = drafted.lines().filter(is_offer).collect();
        assert!(offers.len() > 12, "{drafted}");
        let run = |text: &str| {
            program.write(path, text);
            let ran = program.run(&["check", "--format", "json"]);
            let report: serde_json::Value = serde_json::from_str(&ran.out).expect("it is JSON");
            report["findings"].as_array().cloned().expect("a list")
        };
        for offer in offers {
            let open = offer.trim_start_matches("# ");
            let text = drafted.replacen(offer, open, 1);
            let line = text
                .lines()
                .position(|line| line == open)
                .expect("the line")
                + 1;
            let is_denied = run(&text).iter().any(|finding| {
                finding["path"] == path
                    && finding["level"] == "deny"
                    && finding["start"]["line"] == line
            });
            assert!(is_denied, "{open:?} is taken as it stands");
        }
    }
}

#[test]
fn an_address_that_is_taken_is_told() {
    let program = Program::init();
    let text = program.read("content/exempelregionen/units/halsocentralen-exempelvik.toml");
    let taken = new_unit(&program, &["Hälsocentralen Exempelvik"]).exits(2);
    assert!(
        taken
            .err
            .contains("belongs to content/exempelregionen/units/"),
        "{}",
        taken.err
    );
    program.write("content/exempelregionen/units/under/gammal.toml", &text);
    new_unit(&program, &["Gammal"]).exits(2);
    new_unit(&program, &["!!!"]).exits(2);
    assert_eq!(
        text,
        program.read("content/exempelregionen/units/halsocentralen-exempelvik.toml")
    );
}

#[test]
fn answers_that_do_not_exist_are_told_before_anything_is_written() {
    let program = Program::init();
    for (arguments, words) in [
        (["--type", "halsocentrl"], "did you mean `halsocentral`?"),
        (
            ["--municipality", "Oslo"],
            "there are: Exempelvik, Exempelby",
        ),
        (
            ["--yes", "forskriver-lakemedl"],
            "did you mean `forskriver-lakemedel`?",
        ),
        (["--region", "norr"], "there is no region `norr`"),
        (
            ["--agreement", "halsoval"],
            "there is no agreement `halsoval`, and no other either",
        ),
    ] {
        let ran = new_unit(&program, &[&["Ny"], &arguments[..]].concat()).exits(2);
        assert!(ran.err.contains(words), "{}", ran.err);
    }
    for taken in ["Kommun", "A-Ö", "Tjänst"] {
        let ran = new_unit(&program, &[taken]).exits(2);
        assert!(ran.err.contains("belongs to a page"), "{}", ran.err);
    }
    let both = [
        "Ny",
        "--yes",
        "forskriver-lakemedel",
        "--no",
        "forskriver-lakemedel",
    ];
    new_unit(&program, &both).exits(2);
    assert!(
        !program
            .path("content/exempelregionen/units/ny.toml")
            .exists()
    );
}

#[test]
fn several_regions_need_a_name_without_a_terminal() {
    let program = Program::copy_of(".");
    let ran = new_unit(&program, &["Ny"]).exits(2);
    assert!(ran.err.contains("--region: kalmar, vgr"), "{}", ran.err);
}

#[test]
fn a_new_region_checks_clean_and_takes_units() {
    let program = Program::init();
    let arguments = [
        "new",
        "region",
        "Region Å",
        "--municipality",
        "Ås",
        "--administration",
        "Nära vården",
    ];
    program.run(&arguments).exits(0);
    program.run(&["check"]).exits(0);
    program.run(&arguments).exits(2);
    assert!(
        program
            .path("content/region-a/rules/2026-11-21.toml")
            .exists()
    );
    let unit = [
        "Mottagningen Ås",
        "--region",
        "region-a",
        "--administration",
        "nara-varden",
        "--municipality",
        "Ås",
        "--type",
        "mottagning",
        "--hsa-id",
        "SE0000000000-E009",
        "--phone",
        "0980-31 92 09",
    ];
    new_unit(&program, &unit).exits(0);
    let path = "content/region-a/units/mottagningen-as.toml";
    assert_eq!(denied(&program, path), set(&["unmet-obligation"]));
    let bare = program.run(&[
        "new",
        "region",
        "Region Ö",
        "--lang",
        "sv",
        "--from",
        "2027-01-01",
    ]);
    bare.exits(0);
    program.run(&["check"]).exits(1);
    // Its rules hold only from the new year on.
    let found = denied(&program, "content/region-o/region.toml");
    assert_eq!(found, set(&["no-rule-set"]));
}

#[test]
fn a_new_region_without_options_checks_clean() {
    let program = Program::init();
    program.run(&["new", "region", "Region Ö"]).exits(0);
    program.run(&["check"]).exits(0);
    program.run(&["new", "region", "pages"]).exits(2);
}
