//! What denies a build is found by `check`: both run over many faulty sites, with the real program.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde_json::Value;

use crate::program::{Program, Ran};

/// What is wrong with a site, as edits of the one that `init` writes.
struct Faulty {
    /// A file, and what becomes of it.
    path: &'static str,
    edit: Edit,
    /// A code that is denied, and the file it is found in; nothing where the site is sound.
    found: Option<(&'static str, &'static str)>,
}

enum Edit {
    /// A part of the text becomes another.
    Replace(&'static str, &'static str),
    /// The text of a file, new or old.
    Write(&'static str),
}

use Edit::{Replace, Write};

const SITE: &str = "content/site.toml";
const REGION: &str = "content/exempelregionen/region.toml";
const BASE_URL: &str = "https://kontakt.example.se";

const fn faulty(path: &'static str, edit: Edit, code: &'static str, at: &'static str) -> Faulty {
    let found = Some((code, at));
    Faulty { path, edit, found }
}

const SITES: &[Faulty] = &[
    Faulty {
        path: SITE,
        edit: Replace("Kontaktsidor", "Kontakt"),
        found: None,
    },
    Faulty {
        path: "content/pages/ny.se.md",
        edit: Write("# Ny\n"),
        found: None,
    },
    faulty(
        SITE,
        Replace(BASE_URL, "kontakt.example.se"),
        "broken-link",
        SITE,
    ),
    faulty(
        SITE,
        Replace(BASE_URL, "https://a.example.se/?x"),
        "broken-link",
        SITE,
    ),
    faulty(
        SITE,
        Replace(BASE_URL, "https://a.example.se/#x"),
        "broken-link",
        SITE,
    ),
    faulty(
        SITE,
        Replace(BASE_URL, "ftp://a.example.se"),
        "broken-link",
        SITE,
    ),
    faulty(
        SITE,
        Replace(BASE_URL, "javascript:alert(1)//"),
        "broken-link",
        SITE,
    ),
    faulty(SITE, Replace(BASE_URL, "//evil"), "broken-link", SITE),
    faulty(SITE, Replace(BASE_URL, "https://a b"), "broken-link", SITE),
    faulty(
        SITE,
        Replace(BASE_URL, "http://localhost:8000"),
        "preview-leak",
        SITE,
    ),
    faulty(
        SITE,
        Replace(
            "\"Exempelregionen\" }",
            "\"E\", url = \"javascript:alert(1)\" }",
        ),
        "broken-link",
        SITE,
    ),
    faulty(
        SITE,
        Replace(
            "\"Exempelregionen\" }",
            "\"E\", email = \"a@b.se?bcc=c@d.se\" }",
        ),
        "mailbox-invalid",
        SITE,
    ),
    faulty(
        SITE,
        Replace("webb@example.se", "webb"),
        "mailbox-invalid",
        SITE,
    ),
    faulty(
        REGION,
        Replace("etjanster@example.se", "e@e@e.se"),
        "mailbox-invalid",
        REGION,
    ),
    faulty(
        SITE,
        Replace("\"default\"", "\"defualt\""),
        "unknown-reference",
        SITE,
    ),
    faulty(
        SITE,
        Replace("\"default\"", "\"../default\""),
        "unknown-reference",
        SITE,
    ),
    faulty(
        SITE,
        Replace("[\"sv\", \"en\"]", "[\"../x\"]"),
        "wrong-type",
        SITE,
    ),
    faulty(
        SITE,
        Replace("[\"sv\", \"en\"]", "[\"svenska\"]"),
        "wrong-type",
        SITE,
    ),
    faulty(SITE, Replace("[\"sv\", \"en\"]", "[]"), "wrong-type", SITE),
    faulty(
        SITE,
        Replace("[\"sv\", \"en\"]", "[\"sv\", \"sv\"]"),
        "duplicate-address",
        SITE,
    ),
    faulty(
        SITE,
        Replace("[\"sv\", \"en\"]", "[\"sv\", \"fi\"]"),
        "locale-fault",
        SITE,
    ),
    faulty(
        "content/pages/ny.eng.md",
        Write("# Ny\n"),
        "misplaced-file",
        "content/pages/ny.eng.md",
    ),
    faulty(
        "content/pages/om.sv.md",
        Write("# Om\n"),
        "misplaced-file",
        "content/pages/om.sv.md",
    ),
    faulty(
        "content/pages/en.md",
        Write("# En\n"),
        "duplicate-address",
        "content/pages/en.md",
    ),
    faulty(
        "content/pages/assets.md",
        Write("# A\n"),
        "duplicate-address",
        "content/pages/assets.md",
    ),
    faulty(
        "content/pages/Stor Sida.md",
        Write("# Stor\n"),
        "unusable-name",
        "content/pages/Stor Sida.md",
    ),
    faulty(
        "content/pages/ny.md",
        Write("# Ny\n\n[]()\n"),
        "broken-link",
        "content/pages/ny.md",
    ),
    faulty(
        "content/pages/ny.md",
        Write("# Ny\n\n[Bort](/borta/)\n"),
        "broken-link",
        "content/pages/ny.md",
    ),
    faulty(
        "content/pages/ny.md",
        Write("# Ny\n\n![Bild](borta.png)\n"),
        "broken-link",
        "content/pages/ny.md",
    ),
    faulty(
        "content/pages/ny.md",
        Write("# Ny\n\nSidan är inte publicerad och uppgifterna kan vara fel.\n"),
        "preview-leak",
        "content/pages/ny.md",
    ),
    faulty(
        "themes/default/templates/unit.html",
        Write("{% extends \"base.html\" %}{% block main %}<h1>{{ unit.inte }}</h1>{% endblock %}"),
        "template-fault",
        "themes/default/templates/unit.html",
    ),
    faulty(
        "themes/default/templates/robots.txt",
        Write("User-agent: *\nDisallow: /\n"),
        "preview-leak",
        "themes/default/templates/robots.txt",
    ),
    faulty(
        "themes/default/templates/unit.html",
        Write("{% if %}"),
        "template-fault",
        "themes/default/templates/unit.html",
    ),
    faulty(
        "themes/default/locales/sv.ftl",
        Write("nav_services = {\n"),
        "locale-fault",
        "themes/default/locales/sv.ftl",
    ),
    faulty(
        "themes/default/theme.toml",
        Write("[colours.light]\ntext = \"#ffffff\"\npage = \"#ffffff\"\n"),
        "low-contrast",
        "themes/default/theme.toml",
    ),
];

/// The codes that are denied, each with its file, by the JSON of `check`.
fn denied_by_check(ran: &Ran) -> BTreeSet<(String, String)> {
    let json: Value = serde_json::from_str(&ran.out).expect("JSON");
    let findings = json["findings"].as_array().expect("findings").iter();
    let denied = findings.filter(|finding| finding["level"] == "deny");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    denied
        .map(|finding| (text(&finding["code"]), text(&finding["path"])))
        .collect()
}

/// The same by the words of `build`: `error[code]: …`, and below it ` --> path:…`.
fn denied_by_build(ran: &Ran) -> BTreeSet<(String, String)> {
    let mut denied = BTreeSet::new();
    let mut code = None;
    for line in ran.out.lines() {
        if let Some((_, rest)) = line.split_once("error[") {
            code = rest.split(']').next().map(str::to_owned);
        } else if let Some((_, place)) = line.split_once("--> ")
            && let Some(code) = code.take()
        {
            let path = place.split(':').next().unwrap_or_default();
            denied.insert((code, path.to_owned()));
        }
    }
    denied
}

#[test]
fn what_a_build_denies_is_denied_by_check() {
    let faults: Vec<String> = SITES.par_iter().enumerate().map(faults_of).collect();
    let faults = faults.concat();
    assert!(faults.is_empty(), "\n{faults}");
}

/// How check and build of a faulty site differ from each other, and from what is expected.
fn faults_of((at, site): (usize, &Faulty)) -> String {
    let mut faults = String::new();
    let program = Program::init();
    match site.edit {
        Replace(old, new) => program.replace(site.path, old, new),
        Write(text) => program.write(site.path, text),
    }
    let check = program.run(&["check", "--lang", "en", "--format", "json"]);
    let build = program.run(&["build", "--lang", "en"]);
    let (by_check, by_build) = (denied_by_check(&check), denied_by_build(&build));
    let name = format!("{at}, {}", site.path);
    if check.status != build.status {
        faults += &format!("{name}: check {} build {}\n", check.status, build.status);
    }
    for missing in by_build.difference(&by_check) {
        faults += &format!("{name}: only by build: {missing:?}\n");
    }
    let expected: BTreeSet<(String, String)> = site
        .found
        .iter()
        .map(|(code, path)| ((*code).to_owned(), (*path).to_owned()))
        .collect();
    if by_check != expected {
        faults += &format!("{name}: expected {expected:?}, found {by_check:?}\n");
    }
    faults
}

#[test]
fn an_address_on_the_command_line_is_one() {
    let program = Program::init();
    for address in [
        "kontakt.example.se",
        "https://a.example.se/?x",
        "ftp://a.example.se",
        "javascript:alert(1)",
        "//evil",
        "https://a b",
        "",
    ] {
        let ran = program
            .run(&["build", "--lang", "en", "--base-url", address])
            .exits(2);
        assert!(ran.err.contains("--base-url"), "{}", ran.err);
    }
    program
        .run(&["build", "--base-url", "https://x.example.se/12/"])
        .exits(0);
    let home = program.read("output/index.html");
    assert!(home.contains("/12/assets/"), "{home}");
}

#[test]
fn links_in_texts_get_the_path_of_the_site() {
    let program = Program::init();
    program.write(
        "content/pages/ny.md",
        "# Ny\n\n[Om](/om/) ![Bild](/assets/bild.svg) [Regionen](../exempelregionen/)\n",
    );
    program.write(
        "themes/default/assets/bild.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    );
    program
        .run(&["build", "--base-url", "https://x.example.se/12/"])
        .exits(0);
    let page = program.read("output/ny/index.html");
    for part in ["/12/om/", "/12/assets/bild.", "../exempelregionen/"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("/12/assets/bild.svg"), "{page}");
}
