//! What is shown in a form and written back, on a real unit and on texts that are laid out oddly.

use std::sync::Arc;

use crate::compile::draft::check_draft;
use crate::compile::{Compilation, Settings, compile};
use crate::diagnostic::Language;
use crate::edit::choices::FormContext;
use crate::edit::form::form;
use crate::edit::item::{Item, all_items, split};
use crate::edit::session::{Posted, after_act, with_fields};
use crate::load::shape::unit::UNIT;
use crate::testing::inputs;
use crate::toml_edits::change::{append, remove, remove_row, set, swap_rows};
use crate::toml_edits::document::Document;

const STRANDVIK: &str =
    include_str!("../../content/kalmar/units/primarvardsforvaltningen/strandvik.toml");

fn path(name: &str) -> Vec<String> {
    split(name)
}

/// The lines that differ, as `-old` and `+new`.
fn difference(old: &str, new: &str) -> Vec<String> {
    let diff = similar::TextDiff::from_lines(old, new);
    let changed = diff.iter_all_changes().filter_map(|change| {
        let sign = match change.tag() {
            similar::ChangeTag::Equal => return None,
            similar::ChangeTag::Delete => '-',
            similar::ChangeTag::Insert => '+',
        };
        Some(format!("{sign}{}", change.value().trim_end_matches('\n')))
    });
    changed.collect()
}

fn set_in(text: &str, name: &str, raw: &str) -> Vec<String> {
    let new = set(text, &UNIT, &path(name), raw).expect("it can be set");
    difference(text, &new)
}

#[test]
fn a_value_is_set_where_it_stands() {
    let is = |name, raw, lines: &[&str]| assert_eq!(set_in(STRANDVIK, name, raw), lines, "{name}");
    is("contact/phone", "\"0980-31 92 01\"", &[]);
    is("contact/phone", "'0980-31 92 01'", &[]);
    is(
        "contact/phone",
        "\"0980-31 92 99\"",
        &[
            "-phone   = \"0980-31 92 01\"",
            "+phone   = \"0980-31 92 99\"",
        ],
    );
    is(
        "closures/1/reason",
        "\"Ny\"",
        &["-reason = \"Nyår\"", "+reason = \"Ny\""],
    );
    is(
        "closures/0/answered_by",
        "\"kvarnby\"",
        &["+answered_by = \"kvarnby\""],
    );
    is("opens", "2026-12-01", &["+opens           = 2026-12-01"]);
    is(
        "visit/visiting_rules",
        "\"Lugnt.\"",
        &["+visiting_rules   = \"Lugnt.\""],
    );
    is(
        "services/fornya-recept/note",
        "\"N\"",
        &[
            "-fornya-recept                 = { url = \"https://e-tjanster.example/recept/E001\", also_by = [\"phone\"] }",
            "+fornya-recept                 = { url = \"https://e-tjanster.example/recept/E001\", also_by = [\"phone\"], note = \"N\" }",
        ],
    );
    is(
        "services/a b",
        "true",
        &["+\"a b\"                         = true"],
    );
    is(
        "provider/name",
        "\"X\"",
        &["+[provider]", "+name = \"X\"", "+"],
    );
}

#[test]
fn tables_come_and_go_whole() {
    let closures = path("closures");
    let more = append(STRANDVIK, &UNIT, &closures).expect("it can be added");
    assert_eq!(difference(STRANDVIK, &more), ["+[[closures]]", "+"]);
    let more = set(&more, &UNIT, &path("closures/2/from"), "2027-04-02").expect("it can be set");
    assert_eq!(
        difference(STRANDVIK, &more),
        ["+[[closures]]", "+from = 2027-04-02", "+"]
    );
    let back = remove_row(&more, &closures, 2).expect("it can be removed");
    assert_eq!(back, STRANDVIK);
    let swapped = swap_rows(STRANDVIK, &closures, 0, 1).expect("they can be swapped");
    assert_ne!(swapped, STRANDVIK);
    assert_eq!(
        swap_rows(&swapped, &closures, 1, 0).as_deref(),
        Some(STRANDVIK)
    );
    let less = remove(STRANDVIK, &closures).expect("it can be removed");
    assert!(
        !less.contains("[[closures]]") && !less.contains("\n\n\n"),
        "{less}"
    );
    let last = path("extra_services");
    let none = remove_row(STRANDVIK, &last, 0).expect("it can be removed");
    assert!(none.ends_with("\n") && !none.ends_with("\n\n"), "{none:?}");
}

#[test]
fn odd_layouts_are_kept() {
    let set = |text: &str, name: &str, raw: &str| set(text, &UNIT, &path(name), raw);
    assert_eq!(
        set("\u{feff}name = \"A\"\r\n", "contact/phone", "\"1\"").as_deref(),
        Some("\u{feff}name = \"A\"\r\n\r\n[contact]\r\nphone = \"1\"\r\n")
    );
    assert_eq!(
        set(
            "contact.phone = '1' # ring\nname = 'A'",
            "contact/website",
            "\"w\""
        )
        .as_deref(),
        Some("contact.phone = '1' # ring\ncontact.website = \"w\"\nname = 'A'")
    );
    assert_eq!(
        set("name = 'A'", "hours/opening/mon", "\"closed\"").as_deref(),
        Some("name = 'A'\n\n[hours]\nopening = { mon = \"closed\" }\n")
    );
    assert_eq!(
        set("contact = {}\n", "contact/phone", "\"1\"").as_deref(),
        Some("contact = { phone = \"1\" }\n")
    );
    assert_eq!(
        set(
            "[[contact.phones]]\nlabel = 'A'\n",
            "contact/phone",
            "\"1\""
        )
        .as_deref(),
        Some("[contact]\nphone = \"1\"\n\n[[contact.phones]]\nlabel = 'A'\n")
    );
    assert_eq!(
        set("", "name", "\"A\"").as_deref(),
        Some("name = \"A\"\n\n")
    );
    // A value that is none, and a text with faults.
    assert_eq!(set("name = 'A'\n", "name", "b c"), None);
    assert_eq!(set("name = A B\n", "name", "\"A\""), None);
    let visits = path("visits");
    assert_eq!(
        append("visits = []\nname = 'A'\n", &UNIT, &visits).as_deref(),
        Some("name = 'A'\n\n[[visits]]\n")
    );
    assert_eq!(
        append(
            "notices = [{ text = 'A' }] # två\n",
            &UNIT,
            &path("notices")
        )
        .as_deref(),
        Some("notices = [{ text = 'A' }, {}] # två\n")
    );
    assert_eq!(
        remove(
            "[contact]\nphone = '1'\n\n[visit]\nstreet = 'A'\n",
            &path("contact/phone")
        )
        .as_deref(),
        Some("[visit]\nstreet = 'A'\n")
    );
    assert_eq!(
        remove(
            "[contact]\n# kommentar\nphone = '1'\n",
            &path("contact/phone")
        )
        .as_deref(),
        Some("[contact]\n# kommentar\n")
    );
    assert_eq!(
        remove(
            "hours = { opening = 'x', phone = 'y' }\n",
            &path("hours/opening")
        )
        .as_deref(),
        Some("hours = { phone = 'y' }\n")
    );
    assert_eq!(
        remove_row(
            "[[closures]]\na = 1\n\n# om b\n[[closures]]\nb = 1\n",
            &path("closures"),
            0
        )
        .as_deref(),
        Some("# om b\n[[closures]]\nb = 1\n")
    );
}

/// A site with this unit, compiled.
struct Case {
    compilation: Compilation,
    inputs: crate::text::inputs::Inputs,
}

impl Case {
    fn new() -> Self {
        let (inputs, _) = inputs("//- a.toml\nname = \"A\"\n");
        Self {
            compilation: compile(&inputs, &Settings::default()),
            inputs,
        }
    }

    fn context(&self) -> FormContext<'_> {
        let region = &self.compilation.catalog.regions["x"];
        FormContext {
            catalog: &self.compilation.catalog,
            today: self.compilation.today,
            language: Language::Swedish,
            region,
            rule_set: region.rule_set_on(self.compilation.today),
            unit: None,
        }
    }

    fn items(&self, text: &str) -> Vec<Item> {
        let sections = form(text, &self.context()).expect("a form");
        all_items(&sections).into_iter().cloned().collect()
    }
}

fn posted(fields: &[(&str, &str)]) -> Posted {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    Posted::parse(pairs.collect::<Vec<_>>().join("&").as_bytes()).expect("it is text")
}

#[test]
fn a_form_posted_unchanged_changes_nothing() {
    let case = Case::new();
    let mut fields: Vec<(String, String)> = Vec::new();
    for item in case.items(STRANDVIK) {
        for day in &item.days {
            fields.push((day.name.clone(), day.hours.clone()));
            fields.push((format!("{}.note", day.name), day.note.clone()));
            fields.push((format!("{}.weeks", day.name), day.weeks.clone()));
        }
        fields.push((item.name, item.value.replace('\n', "\r\n")));
    }
    assert!(fields.len() > 150, "{}", fields.len());
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let new = with_fields(STRANDVIK, &posted(&fields), &case.context());
    assert_eq!(difference(STRANDVIK, &new), [""; 0]);
}

#[test]
fn a_week_changes_only_where_it_was_changed() {
    let case = Case::new();
    let change = |fields: &[(&str, &str)]| {
        difference(
            STRANDVIK,
            &with_fields(STRANDVIK, &posted(fields), &case.context()),
        )
    };
    let old =
        "-opening = { mon-thu = \"07:30-17:00\", fri = \"07:30-16:00\", holiday = \"closed\" }";
    assert_eq!(
        change(&[("hours/opening/fri", "7.30 - 15")]),
        [
            old,
            "+opening = { mon-thu = \"07:30-17:00\", fri = \"07:30-15:00\", holiday = \"closed\" }"
        ]
    );
    assert_eq!(
        change(&[("hours/opening/tue", "stängt")]),
        [
            old,
            "+opening = { mon = \"07:30-17:00\", tue = \"closed\", wed-thu = \"07:30-17:00\", fri = \"07:30-16:00\", holiday = \"closed\" }"
        ]
    );
    assert_eq!(
        change(&[("hours/opening/fri.weeks", "odd")]),
        [
            old,
            "+opening = { mon-thu = \"07:30-17:00\", fri = { hours = \"07:30-16:00\", weeks = \"odd\" }, holiday = \"closed\" }"
        ]
    );
    assert_eq!(
        change(&[("hours/visiting/sat", "10-12 och 13-15")]),
        ["+visiting = { sat = [\"10:00-12:00\", \"13:00-15:00\"] }"]
    );
    assert_eq!(
        change(&[
            ("special_hours/0/opening", "stängt"),
            ("special_hours/1/phone", "")
        ]),
        [
            "-opening = \"07:30-12:00\"",
            "+opening = \"closed\"",
            "-phone   = \"08:00-12:00\""
        ]
    );
}

#[test]
fn buttons_change_the_draft() {
    let case = Case::new();
    let act = |act: &str| {
        let new = after_act(STRANDVIK, act, None, &case.context());
        new.map(|new| difference(STRANDVIK, &new))
    };
    assert_eq!(act("add:notices").expect("it can"), ["+[[notices]]", "+"]);
    assert_eq!(act("up:closures/0"), None);
    assert_eq!(act("down:closures/1"), None);
    assert_eq!(
        act("copy:hours/opening/fri").expect("it can"),
        [
            "-opening = { mon-thu = \"07:30-17:00\", fri = \"07:30-16:00\", holiday = \"closed\" }",
            "+opening = { mon-thu = \"07:30-16:00\", fri = \"07:30-16:00\", holiday = \"closed\" }"
        ]
    );
    assert_eq!(
        act("exempt:boka-tid").expect("it can"),
        ["+[[exemptions]]", "+service = \"boka-tid\"", "+"]
    );
    assert!(act("expand:services/visa-tider").is_some());
    assert_eq!(act("drop:everything"), None);
}

#[test]
fn a_fix_of_a_draft_is_an_edit_of_it() {
    let case = Case::new();
    let draft = "nmae = \"A\"\n";
    let path = crate::text::path::SitePath::new("content/x/units/a.toml").expect("a path");
    let texts = [(path.clone(), Arc::from(draft))];
    let checked = check_draft(&case.compilation, &case.inputs, &path, &texts).expect("a unit");
    let at = checked
        .findings
        .iter()
        .position(|it| it.diagnostic.fix.is_some());
    let at = at.expect("a fix");
    let new = after_act(draft, &format!("fix:{at}"), Some(&checked), &case.context());
    assert_eq!(new.as_deref(), Some("name = \"A\"\n"));
}

#[test]
fn no_text_makes_the_reader_stumble() {
    for text in [
        "",
        "\u{feff}",
        "[a]",
        "[[a]]\n[[a]]\n[a.b]\n",
        "a.b.c = 1\na.b.d = { e.f = [[1], { x = 2 }] }",
        "a = [",
    ] {
        let Some(document) = Document::parse(text) else {
            continue;
        };
        let tree = document.tree();
        assert!(tree.section == Some(0));
        for at in 0..document.sections.len() {
            assert!(
                document.section_start(at) <= document.section_end(at),
                "{text}"
            );
        }
    }
}
