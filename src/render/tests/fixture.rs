//! A small site that has something of everything.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::compile::{self, compile};
use crate::diagnostic::code::Severity;
use crate::diagnostic::{Diagnostic, Text};
use crate::load::faults;
use crate::render::address::PageKind;
use crate::render::mark_check::MarkCheck;
use crate::render::view::finding::PageFinding;
use crate::render::{Renderer, Settings};
use crate::text::Sources;
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;

/// The built-in theme.
#[derive(rust_embed::RustEmbed)]
#[folder = "themes/default/"]
pub struct DefaultTheme;

const SITE: &str = r#"
title = "Kontaktsidor"
title_en = "Contact pages"
base_url = "https://kontakt.example.se"
languages = ["sv", "en"]
theme = "egen"
publisher = { name = "Regionerna", email = "webb@example.se", url = "https://example.se" }
[accessibility]
covers = "kontakt.example.se"
status = "full"
assessed = 2026-01-01
method = "self-assessment"
updated = 2026-01-01
report = { email = "webb@example.se" }
authority = { name = "Digg", url = "https://www.digg.se/" }
"#;

const REGION: &str = r#"
name = "Region Prov"
short_name = "Prov"
name_en = "Test Region"
naming_contact = { name = "Namnrådet", email = "namn@example.se" }
website = "https://example.se/prov"
municipalities = ["Kalmar", "Åmål"]
[[administrations]]
id = "primarvard"
name = "Primärvården"
name_en = "Primary care"
[[types]]
id = "mottagning"
name = "Mottagning"
name_en = "Clinic"
kind = "mottagning"
schema = "Dentist"
[[agreements]]
id = "halsoval"
name = "Hälsoval"
"#;

const RULES: &str = r#"
title = "Riktlinje"
decided = 2026-02-18
source = "Prov 2026"
owner = { name = "Förvaltningen", email = "forvaltning@example.se" }
purpose = "Lika utbud.\n\nTydligt utbud."
concerned = "Alla"
[[history]]
date = 2026-01-13
change = "Upprättad"
by = "Arbetsgruppen"
[[principles]]
text = "Digitalt ska det vara."
source = "Inledning"
[[reasons]]
id = "sambokning"
text = "Flera resurser."
text_en = "Several resources."
[response]
days = 2
calendar = "working-day"
promise = "feedback"
[[activities]]
id = "forskriver"
question = "Förskriver enheten läkemedel?"
[[services]]
id = "boka-tid"
kind = "booking"
name = "Boka tid (när bedömning inte krävs)"
name_en = "Book (no assessment)"
label = "Boka tid"
label_en = "Book a time"
summary = "Boka själv."
visits = { assessment_first = false }
weeks_ahead = 4
exceptions = ["sambokning"]
exceptions_exhaustive = false
applies_to = "Alla mottagningar."
requirement = "Fyra veckor framåt."
must_when = { kind = "mottagning" }
[[services]]
id = "visa-tider"
kind = "booking"
name = "Visa tider"
satisfied_by = ["boka-tid"]
must_when = { kind = "mottagning" }
[[services]]
id = "fornya-recept"
kind = "e-service"
name = "Förnya recept"
name_en = "Renew a prescription"
summary = "Önska nytt recept."
summary_en = "Ask for a new prescription."
aliases = ["Receptförnyelse"]
login = true
response = true
must_when = { activity = "forskriver" }
[[services]]
id = "kontakta-oss"
kind = "e-service"
name = "Kontakta oss"
response = true
must_when = true
[[services]]
id = "kontakta-funktion"
kind = "e-service"
name = "Kontakta funktion"
name_pattern = "Kontakta {funktion}"
may_when = true
[[one_of]]
id = "nagot"
name = "Någon kontakt"
services = ["kontakta-oss", "fornya-recept"]
must_when = true
[[visit_names]]
name = "Vaccination"
name_en = "Vaccination visit"
aliases = ["Vaccinering"]
"#;

const OLD_RULES: &str = "title = \"Gammal riktlinje\"\n[[services]]\nid = \"telegraf\"\nkind = \"e-service\"\nname = \"Telegrafera till oss\"\nmust_when = true\n";

const UNIT: &str = r#"
name = "Åkerö <mottagning>"
hsa_id = "SE0000000000-E001"
type = "mottagning"
administration = "primarvard"
municipality = "Kalmar"
locality = "Rinkabyholm"
reviewed = 2026-11-02
former_names = ["gamla-akero"]
summary = "Vi hjälper dig."
related = ["prov/beta"]
[responsible]
role = "Hemlig funktion"
email = "hemlig.funktion@example.se"
[contact]
phone = "0980-31 92 01"
website = "https://example.se/akero"
[[contact.phones]]
label = "Recepttelefonen"
number = "0980-31 92 02"
hours = { mon-fri = "08:00-10:00" }
[visit]
street = "Strandvägen 1"
postal_address = "Box 1, 390 00 Kalmar"
coordinates = [56.66, 16.36]
directions = "Buss 401."
floor_directions = "Plan 2."
accessibility = "Hiss."
visiting_rules = "En i taget."
[hours]
opening = { mon-thu = "07:30-17:00", fri = "07:30-16:00", holiday = "closed" }
phone = { mon-fri = ["08:00-12:00", "13:00-16:00"] }
drop_in = { tue = "13:00-15:00" }
visiting = { mon-sun = "around the clock" }
[[special_hours]]
date = 2026-12-23
opening = "08:00-12:00"
reason = "Kort dag"
[[closures]]
from = 2026-12-24
to = 2026-12-26
reason = "Julhelg"
answered_by = "Betamottagningen"
[[notices]]
from = 2026-11-20
to = 2026-12-01
text = "Entrén är stängd."
[[notices]]
from = 2026-12-05
to = 2026-12-08
text = "Kommande sak."
[care]
languages = ["sv", "ar"]
referral = "Du behöver ingen remiss."
ages = [18, 99]
[response]
days = 1
[activities]
forskriver = true
[services]
Kontakta-oss = { only_by = ["phone", "letter"] }
"Receptförnyelse" = { url = "https://e.example/recept", also_by = ["phone"] }
"Kontakta diabetessköterska" = "https://e.example/diabetes"
visa-tider = "https://e.example/tider"
[booking]
weeks_ahead = 6
[[visits]]
name = "Vaccinering"
assessment_first = false
book = "https://e.example/vaccination"
description = "Mot influensa."
[[visits]]
name = "Läkarbesök"
assessment_first = true
book = "bokningslank"
[[visits]]
name = "Återbesök"
assessment_first = true
book = "bokningsunderlag"
[[extra_services]]
name = "Ögonkoll"
url = "https://e.example/oga"
agreed = 2026-03-02
[[extra_services]]
name = "Aktivitet"
url = "https://e.example/aktivitet"
agreed = 2026-03-02
"#;

const PRIVATE_UNIT: &str = r#"
name = "Betamottagningen"
hsa_id = "SE0000000000-E002"
type = "mottagning"
provider = { name = "Exempelvård AB", private = true }
agreements = ["halsoval"]
municipality = "Åmål"
opens = 2027-01-01
closes = 2027-06-30
[booking]
bookable_until = 2027-01-15
[services]
kontakta-oss = "https://e.example/beta"
"#;

/// The inputs of the small site.
pub fn inputs() -> Inputs {
    let content = [
        ("content/site.toml", SITE),
        (
            "content/pages/om.md",
            "# Om webbplatsen\n\nText.\n\n## Mer\n\n[Länk](/prov/)\n",
        ),
        ("content/pages/om.en.md", "# About\n\nText.\n"),
        ("content/pages/bara-svenska.md", "Utan rubrik.\n"),
        ("content/prov/region.toml", REGION),
        ("content/prov/rules/2025-01-01.toml", OLD_RULES),
        ("content/prov/rules/2026-02-18.toml", RULES),
        ("content/prov/rules/2027-01-01.toml", OLD_RULES),
        ("content/prov/units/akero.toml", UNIT),
        (
            "content/prov/units/akero.md",
            "# Om oss här\n\nVi *finns*.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        ),
        ("content/prov/units/beta.toml", PRIVATE_UNIT),
    ];
    let path = |path: &str| SitePath::new(path).expect("a sound path");
    let text = |(name, text): (&str, &str)| (path(name), Content::Text(Arc::from(text)));
    let theme = DefaultTheme::iter().filter_map(|name| {
        let bytes = DefaultTheme::get(&name)?.data.into_owned();
        let content = match String::from_utf8(bytes) {
            Ok(text) => Content::Text(text.into()),
            Err(picture) => Content::Bytes(picture.into_bytes().into()),
        };
        Some((path(&name), content))
    });
    Inputs {
        content: content.into_iter().map(text).collect(),
        // A theme without files is no theme; this one overrides nothing.
        theme: BTreeMap::from([(path("README.md"), Content::Text(Arc::from("")))]),
        default_theme: theme.collect(),
        today: "2026-11-21".parse().expect("a date"),
        ..Inputs::default()
    }
}

/// A day out of a test.
pub fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a date")
}

/// The unit of the small site that has everything.
pub fn catalog_unit() -> crate::model::unit::Unit {
    let inputs = inputs();
    let compilation = compile(&inputs, &compile::Settings::default());
    let at = compilation.catalog.place_of("prov/akero");
    let unit = compilation.units(&inputs).load(at.expect("it is there"));
    unit.expect("it is in memory").unit.clone()
}

/// Does something with a renderer of the small site.
pub fn with_renderer(act: impl FnOnce(&Renderer<'_>)) {
    let inputs = inputs();
    let mut compilation = compile(&inputs, &compile::Settings::default());
    let settings = Settings {
        today: inputs.today,
        ..Settings::default()
    };
    let theme = compilation.read_theme(&inputs, &settings);
    let (renderer, _) = Renderer::new(compilation.units(&inputs), theme, settings);
    act(&renderer);
}

/// The rendered site: pages by path, and what went wrong.
pub struct Rendered {
    pub files: BTreeMap<String, String>,
    pub kinds: BTreeSet<PageKind>,
    pub found: Vec<Diagnostic>,
    pub sources: Sources,
}

impl Rendered {
    /// The text of a file.
    pub fn file(&self, path: &str) -> &str {
        self.files
            .get(path)
            .unwrap_or_else(|| panic!("no {path} among {:?}", self.files.keys()))
    }

    /// Findings as `path:line:column message (help)`.
    pub fn lines(&self) -> Vec<String> {
        let line = |finding: &Diagnostic| {
            let (start, _) = self.sources.position(finding.primary.span);
            let path = self.sources.path(finding.primary.span.file);
            let help = finding.help.as_ref().map_or("", |help| help.en.as_ref());
            format!(
                "{path}:{}:{} {} ({help})",
                start.line, start.column, finding.message.en
            )
        };
        self.found.iter().map(line).collect()
    }
}

/// Renders every file of a site, minified: then an attribute has the same form whether its value comes
/// from an expression or not.
pub fn render(inputs: &Inputs, preview: Option<&str>) -> Rendered {
    render_some(inputs, preview, |_| true)
}

/// Renders every file of a site as its templates write it.
pub fn render_as_written(inputs: &Inputs) -> Rendered {
    render_with(inputs, Settings::default(), |_| true)
}

/// Renders the files of a site whose paths are wanted.
pub fn render_some(
    inputs: &Inputs,
    preview: Option<&str>,
    wanted: impl Fn(&str) -> bool,
) -> Rendered {
    let settings = Settings {
        preview: preview.map(str::to_owned),
        minify: true,
        ..Settings::default()
    };
    render_with(inputs, settings, wanted)
}

/// The same with settings, on the day of the inputs.
fn render_with(inputs: &Inputs, settings: Settings, wanted: impl Fn(&str) -> bool) -> Rendered {
    let mut compilation = compile(inputs, &compile::Settings::default());
    let of_form = |fault: &Diagnostic| {
        faults::CODES
            .iter()
            .any(|code| code.name == fault.code.name)
    };
    let of_form: Vec<_> = compilation.diagnostics.iter().filter(of_form).collect();
    assert!(of_form.is_empty(), "{of_form:#?}");
    let settings = Settings {
        today: inputs.today,
        ..settings
    };
    let theme = compilation.read_theme(inputs, &settings);
    let sources = compilation.sources.clone();
    let (mut renderer, mut found) = Renderer::new(compilation.units(inputs), theme, settings);
    let finding = PageFinding {
        severity: Severity::Error,
        code: "unmet-obligation",
        message: Text::fixed("`visa-tider` is missing", "`visa-tider` saknas"),
        help: Some(Text::fixed("write `<b> & c`", "skriv `<b> & c`")),
        place: "content/prov/units/akero.toml:1:1".to_owned(),
    };
    renderer.set_findings(BTreeMap::from([("prov/akero/".to_owned(), vec![finding])]));
    let (mut files, mut kinds) = (BTreeMap::new(), BTreeSet::new());
    let check = MarkCheck::new(&renderer, &sources);
    let pages = renderer.pages().iter();
    for page in pages.filter(|page| wanted(page.path.as_str())) {
        kinds.insert(page.kind());
        match renderer.render(page) {
            Ok(bytes) => {
                found.extend(check.faults(page, &bytes));
                // Tests look at texts; pictures only have to be there.
                let text = String::from_utf8_lossy(&bytes).into_owned();
                files.insert(page.path.as_str().to_owned(), text);
            }
            Err(finding) => found.push(finding),
        }
    }
    Rendered {
        files,
        kinds,
        found,
        sources,
    }
}

/// The site as it is.
pub fn site() -> Rendered {
    let rendered = render(&inputs(), None);
    assert!(rendered.found.is_empty(), "{:#?}", rendered.lines());
    rendered
}

/// Where a text stands.
pub fn at(page: &str, text: &str) -> usize {
    page.find(text)
        .unwrap_or_else(|| panic!("no {text:?} in {page}"))
}
