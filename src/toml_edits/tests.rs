use super::*;
use crate::load::shape::unit::UNIT;

fn path(dotted: &str) -> Vec<String> {
    dotted.split('.').map(str::to_owned).collect()
}

fn value(written: &str) -> Value {
    let table: Table = format!("x = {written}").parse().expect("TOML");
    table["x"].clone()
}

fn after(text: &str, dotted: &str, written: &str) -> String {
    set_value(text, &UNIT, &path(dotted), &value(written)).expect("it can be set")
}

const TEXT: &str = "\
# En enhet
name     = \"A\"   # namnet
hsa_id   = \"B\"

[contact]
phone = \"0980-31 92 01\" # växeln
# website = \"…\"

[[contact.phones]]
label = \"Recept\"
number = \"0980-31 92 02\"

[services]
kontakta-oss = \"https://e.example/a\"
";

#[test]
fn a_value_is_replaced_where_it_stands() {
    let new = after(TEXT, "contact.phone", "\"0980-31 92 03\"");
    assert_eq!(new, TEXT.replace("92 01", "92 03"));
}

#[test]
fn a_key_goes_where_the_form_has_it_and_under_its_neighbours() {
    let new = after(TEXT, "type", "\"halsocentral\"");
    let line = "hsa_id   = \"B\"\n";
    assert_eq!(
        new,
        TEXT.replace(line, &format!("{line}type     = \"halsocentral\"\n"))
    );
    let new = after(TEXT, "contact.website", "\"https://x.example\"");
    let line = "# växeln\n";
    assert_eq!(
        new,
        TEXT.replace(line, &format!("{line}website = \"https://x.example\"\n"))
    );
}

#[test]
fn a_table_goes_between_its_neighbours() {
    let new = after(TEXT, "visit.street", "\"Gatan 1\"");
    let section = "\n[visit]\nstreet = \"Gatan 1\"\n\n[services]";
    assert_eq!(new, TEXT.replace("\n[services]", section));
    let new = after(
        TEXT,
        "visits",
        "[{ name = \"Vaccination\", assessment_first = false }]",
    );
    assert!(
        new.ends_with(
            "/a\"\n\n[[visits]]\nname             = \"Vaccination\"\nassessment_first = false\n"
        ),
        "{new}"
    );
}

#[test]
fn dotted_keys_braces_and_other_line_endings_are_kept() {
    let new = after("contact.phone = \"1\"\n", "contact.website", "\"x\"");
    assert_eq!(new, "contact.phone = \"1\"\ncontact.website = \"x\"\n");
    let new = after(
        "contact = { phone = \"1\" } # ja\n",
        "contact.website",
        "\"x\"",
    );
    assert_eq!(new, "contact = { phone = \"1\", website = \"x\" } # ja\n");
    let new = after(
        "\u{feff}name = \"a\"\r\n[hours]\r\nopening = {}",
        "hours.phone",
        "[]",
    );
    assert_eq!(
        new,
        "\u{feff}name = \"a\"\r\n[hours]\r\nopening = {}\r\nphone   = []\r\n"
    );
    let new = after("\u{feff}# x\n", "name", "\"a\"");
    assert_eq!(new, "\u{feff}name = \"a\"\n\n# x\n");
}

#[test]
fn a_table_below_a_header_that_is_only_implied_gets_its_own() {
    let text = "name = \"a\"\n\n[[hours.periods]]\nfrom = 2027-06-01\n";
    let new = after(text, "hours.phone", "{ mon = \"08:00-09:00\" }");
    assert_eq!(
        new,
        "name = \"a\"\n\n[hours]\nphone = { mon = \"08:00-09:00\" }\n\n[[hours.periods]]\nfrom = 2027-06-01\n"
    );
}

#[test]
fn a_table_of_lines_is_replaced_line_by_line() {
    let text = "[hours.opening]\nmon = \"08:00-09:00\" # tidigt\ntue = \"closed\"\n";
    let new = after(
        text,
        "hours.opening",
        "{ mon = \"08:00-09:00\", wed = \"closed\" }",
    );
    assert_eq!(
        new,
        "[hours.opening]\nmon = \"08:00-09:00\" # tidigt\nwed = \"closed\"\n"
    );
}

#[test]
fn what_would_move_other_values_is_left_alone() {
    for (text, at) in [
        ("name = \"a\"\nname = \"b\"\n", "name"),
        ("contact = \"0980\"\n", "contact.phone"),
        ("[[visits]]\nname = \"a\"\n", "visits"),
    ] {
        assert_eq!(
            set_value(text, &UNIT, &path(at), &value("[1]")),
            None,
            "{text}"
        );
    }
}

#[test]
fn a_list_of_tables_is_replaced_table_by_table() {
    let text = "\
name = \"A\"

# Julen
[[closures]]
from = 2026-12-24 # aftonen
to   = 2026-12-26

[[closures]]
from = 2027-01-01
reason = \"Nyår\"

[services]
";
    let new = after(
        text,
        "closures",
        "[{ from = 2026-12-24, to = 2026-12-27, reason = \"Jul\" }, { from = 2027-01-01 }, { from = 2027-05-01, to = 2027-05-02 }]",
    );
    let expected = "\
name = \"A\"

# Julen
[[closures]]
from = 2026-12-24 # aftonen
to   = 2026-12-27
reason = \"Jul\"

[[closures]]
from = 2027-01-01

[[closures]]
from = 2027-05-01
to   = 2027-05-02

[services]
";
    assert_eq!(new, expected);
    let fewer = set_value(
        text,
        &UNIT,
        &path("closures"),
        &value("[{ from = 2027-01-01 }]"),
    );
    assert_eq!(fewer, None);
}

#[test]
fn a_new_file_has_the_order_of_the_form() {
    let table: Table = "services.a = 'https://e.example'\nname = 'A'\ncontact.phones = [{ label = 'x' }]\ncontact.phone = '1'\nvisits = []\nhsa_id = 'B'"
        .parse()
        .expect("TOML");
    assert_eq!(
        whole_file(&table, &UNIT),
        "name   = \"A\"\nhsa_id = \"B\"\nvisits = []\n\n[contact]\nphone = \"1\"\n\n[[contact.phones]]\nlabel = \"x\"\n\n[services]\na = \"https://e.example\"\n"
    );
}
