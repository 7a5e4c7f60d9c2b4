//! The page of a form as HTML.

use std::sync::LazyLock;

use serde::Serialize;

use crate::diagnostic::Language;
use crate::edit::item::{Choice, Item, Section, Shown};
use crate::preview::own_page::OWN;
use crate::preview::reply::Reply;
use crate::text::templates::Templates;

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| {
    Templates::new(&[
        ("edit.html", include_str!("templates/edit.html")),
        ("new.html", include_str!("templates/new.html")),
        ("item.html", include_str!("templates/item.html")),
        ("findings.html", include_str!("templates/findings.html")),
        (
            "script.html",
            include_str!("../preview/templates/script.html"),
        ),
    ])
});

/// The script of forms.
pub const SCRIPT: &[u8] = include_bytes!("client/edit.js");
/// The style of forms.
pub const STYLE: &[u8] = include_bytes!("client/edit.css");

/// A form with what it carries.
#[derive(Debug, Serialize)]
pub struct View {
    /// The unit's id.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Its file.
    pub file: String,
    /// The address of its page.
    pub page: String,
    /// What only this run's pages know.
    pub secret: String,
    /// The text that the form was made from.
    pub base: String,
    /// The text with the changes so far.
    pub draft: String,
    /// The parts of the form; none where the file cannot be read.
    pub sections: Vec<Section>,
    /// The file as it is, where it has no form.
    pub raw: Option<String>,
    /// The texts about the unit.
    pub texts: Vec<TextField>,
    /// Findings about the file as a whole.
    pub findings: Vec<Shown>,
    /// How many findings there are in all.
    pub count: usize,
    /// Whether something has been changed that is not saved.
    pub is_changed: bool,
    /// Whether the last save can be taken back.
    pub can_undo: bool,
    /// The last part of its address.
    pub slug: String,
    /// Why it cannot get the address that was asked for.
    pub address_fault: String,
    /// What was just done.
    pub status: String,
    /// Both versions, where the file was changed by somebody else.
    pub versions: Option<Versions>,
}

/// A text about the unit.
#[derive(Debug, Serialize)]
pub struct TextField {
    /// Its language.
    pub tag: String,
    /// Its file.
    pub file: String,
    /// The text that the form was made from; nothing where there is no file yet.
    pub base: Option<String>,
    /// The text.
    pub value: String,
    /// The text as the page will show it, as safe HTML.
    pub preview: String,
    /// Findings about it.
    pub findings: Vec<Shown>,
}

/// What two people have changed in the same text.
#[derive(Debug, Serialize)]
pub struct Versions {
    /// What this form changes.
    pub mine: String,
    /// What somebody else has changed.
    pub theirs: String,
}

/// The form of a new unit.
#[derive(Debug, Serialize)]
pub struct NewView {
    /// What only this run's pages know.
    pub secret: String,
    /// The regions of the site.
    pub regions: Vec<Choice>,
    /// The id of the region that was chosen; empty where none was yet.
    pub region: String,
    /// Its name.
    pub name: String,
    /// The questions.
    pub items: Vec<Item>,
    /// Why the unit cannot be made as it was asked for.
    pub fault: String,
}

#[derive(Serialize)]
struct Page<V> {
    lang: &'static str,
    own: &'static str,
    version: &'static str,
    words: &'static Words,
    view: V,
}

/// The page of a form.
pub fn form(status: u16, language: Language, view: View) -> Reply {
    Reply::html(status, filled("edit.html", language, view))
}

/// The page of a new unit's form.
pub fn new_unit(language: Language, view: NewView) -> Reply {
    Reply::html(200, filled("new.html", language, view))
}

fn filled(template: &str, language: Language, view: impl Serialize) -> String {
    let page = Page {
        lang: language.tag(),
        own: OWN,
        version: "",
        words: match language {
            Language::English => &ENGLISH,
            Language::Swedish => &SWEDISH,
        },
        view,
    };
    TEMPLATES.render(template, &page)
}

#[derive(Serialize)]
struct Words {
    edit: &'static str,
    to_the_page: &'static str,
    all_findings: &'static str,
    parts: &'static str,
    save: &'static str,
    reviewed: &'static str,
    undo: &'static str,
    changed: &'static str,
    unchanged: &'static str,
    findings: &'static str,
    one_finding: &'static str,
    no_findings: &'static str,
    live_page: &'static str,
    whole_file: &'static str,
    whole_file_help: &'static str,
    check: &'static str,
    required: &'static str,
    advised: &'static str,
    yes: &'static str,
    no: &'static str,
    not_answered: &'static str,
    not_stated: &'static str,
    note: &'static str,
    weeks: &'static str,
    every: &'static str,
    odd: &'static str,
    even: &'static str,
    notes_and_weeks: &'static str,
    copy: &'static str,
    copy_mark: &'static str,
    hours_help: &'static str,
    as_in_file: &'static str,
    one_per_line: &'static str,
    add: &'static str,
    remove: &'static str,
    up: &'static str,
    down: &'static str,
    about: &'static str,
    about_help: &'static str,
    conflict: &'static str,
    conflict_help: &'static str,
    mine: &'static str,
    theirs: &'static str,
    lacking: &'static str,
    open: &'static str,
    new_unit: &'static str,
    choose_region: &'static str,
    create: &'static str,
    create_help: &'static str,
    address: &'static str,
    address_help: &'static str,
    change_address: &'static str,
    preview: &'static str,
    tools: &'static str,
    bold: &'static str,
    heading: &'static str,
    point: &'static str,
    link: &'static str,
}

const ENGLISH: Words = Words {
    edit: "Edit",
    to_the_page: "To the page",
    all_findings: "All units and findings",
    parts: "Parts of the form",
    save: "Save",
    reviewed: "I have read the whole page today",
    undo: "Undo the last save",
    changed: "There are changes that are not saved.",
    unchanged: "Everything is saved.",
    findings: "findings",
    one_finding: "finding",
    no_findings: "No findings.",
    live_page: "The page as it is saved",
    whole_file: "The file as text",
    whole_file_help: "The file cannot be shown as a form until this is fixed.",
    check: "Check",
    required: "required",
    advised: "advised",
    yes: "Yes",
    no: "No",
    not_answered: "Not answered",
    not_stated: "Not stated",
    note: "Note",
    weeks: "Weeks",
    every: "every week",
    odd: "odd weeks",
    even: "even weeks",
    notes_and_weeks: "Notes, and odd and even weeks",
    copy: "Same Mon–Fri: the hours from Monday to Friday",
    copy_mark: "Same Mon–Fri",
    hours_help: "Write for example 08:00-12:00, 13:00-16:00, or closed, around the clock, by appointment. A weekday left empty is closed.",
    as_in_file: "As it is written in the file.",
    one_per_line: "One on each line.",
    add: "Add",
    remove: "Remove",
    up: "Move up",
    down: "Move down",
    about: "Text about the unit",
    about_help: "Markdown: a blank line between paragraphs, ## before a heading, - before each point of a list, **bold**, [words](address).",
    conflict: "Somebody else has changed the file since you opened it",
    conflict_help: "Nothing has been written. The form below has the newer version, with your changes where they do not meet the others'. Look through it and save again.",
    mine: "Your changes",
    theirs: "The others' changes",
    lacking: "Lacking",
    open: "answer the questions",
    new_unit: "New unit",
    choose_region: "In which region?",
    create: "Make the unit",
    create_help: "Only the name is needed. What you leave out can be written later, in the form that comes next.",
    address: "Address of the page",
    address_help: "Change it when the unit has got another name. The old address leads to the new one, and other units that name this one follow. Save other changes first.",
    change_address: "Change the address",
    preview: "As the page shows it",
    tools: "Layout of the text",
    bold: "Bold",
    heading: "Heading",
    point: "List",
    link: "Link",
};

const SWEDISH: Words = Words {
    edit: "Redigera",
    to_the_page: "Till sidan",
    all_findings: "Alla enheter och anmärkningar",
    parts: "Formulärets delar",
    save: "Spara",
    reviewed: "Jag har läst hela sidan i dag",
    undo: "Ångra senaste sparandet",
    changed: "Det finns ändringar som inte är sparade.",
    unchanged: "Allt är sparat.",
    findings: "anmärkningar",
    one_finding: "anmärkning",
    no_findings: "Inga anmärkningar.",
    live_page: "Sidan som den är sparad",
    whole_file: "Filen som text",
    whole_file_help: "Filen kan inte visas som formulär förrän detta är rättat.",
    check: "Kontrollera",
    required: "krävs",
    advised: "önskas",
    yes: "Ja",
    no: "Nej",
    not_answered: "Inte besvarad",
    not_stated: "Inte angivet",
    note: "Anmärkning",
    weeks: "Veckor",
    every: "alla veckor",
    odd: "udda veckor",
    even: "jämna veckor",
    notes_and_weeks: "Anmärkningar, och udda och jämna veckor",
    copy: "Samma mån–fre: tiderna från måndag till fredag",
    copy_mark: "Samma mån–fre",
    hours_help: "Skriv till exempel 08:00-12:00, 13:00-16:00, eller stängt, dygnet runt, tidsbokning. En tom vardag är stängd.",
    as_in_file: "Så som det står i filen.",
    one_per_line: "En på varje rad.",
    add: "Lägg till",
    remove: "Ta bort",
    up: "Flytta upp",
    down: "Flytta ner",
    about: "Om oss",
    about_help: "Tom rad mellan stycken, ## före en rubrik, - före varje punkt i en lista, **fet**, [ord](adress).",
    conflict: "Någon annan har ändrat filen sedan du öppnade den",
    conflict_help: "Inget är skrivet. Formuläret nedan har den nyare versionen, med dina ändringar där de inte krockar med de andra. Se igenom det och spara igen.",
    mine: "Dina ändringar",
    theirs: "De andras ändringar",
    lacking: "Saknas",
    open: "svara på frågorna",
    new_unit: "Ny enhet",
    choose_region: "I vilken region?",
    create: "Skapa enheten",
    create_help: "Bara namnet behövs. Det du hoppar över går att skriva senare, i formuläret som kommer sedan.",
    address: "Sidans webbadress",
    address_help: "Byt när enheten har fått ett annat namn. Den gamla adressen leder till den nya, och andra enheter som hänvisar hit följer med. Spara andra ändringar först.",
    change_address: "Byt adressen",
    preview: "Så visas texten",
    tools: "Textens utformning",
    bold: "Fet",
    heading: "Rubrik",
    point: "Lista",
    link: "Länk",
};
