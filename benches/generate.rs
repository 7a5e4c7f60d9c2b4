//! Makes a site of N units on the disk: the example site's Kalmar region with its real rule set, and
//! invented units of about 3 KB each. The same N always gives the same bytes.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

const MUNICIPALITIES: [&str; 12] = [
    "Borgholm",
    "Emmaboda",
    "Hultsfred",
    "Högsby",
    "Kalmar",
    "Mönsterås",
    "Mörbylånga",
    "Nybro",
    "Oskarshamn",
    "Torsås",
    "Vimmerby",
    "Västervik",
];
const FIRST: [&str; 10] = [
    "Ek", "Björk", "Lind", "Strand", "Ås", "Kvarn", "Bruks", "Sjö", "Ängs", "Öst",
];
const LAST: [&str; 10] = [
    "backen", "viken", "torget", "gården", "parken", "udden", "hagen", "lyckan", "bron", "näset",
];

/// What the check has to say of the units.
#[derive(Clone, Copy)]
pub enum Findings {
    /// Nothing.
    None,
    /// Three warnings of each unit but every fourth; none denies a build.
    InMost,
}

impl Findings {
    /// What the command line asks for: findings where it says `findings`.
    #[allow(
        dead_code,
        reason = "not every benchmark takes sizes from its command line"
    )]
    pub fn asked() -> Self {
        match std::env::args().any(|argument| argument == "findings") {
            true => Self::InMost,
            false => Self::None,
        }
    }
}

/// Writes the site for `units` units below `root`, which must be empty or missing.
///
/// # Errors
/// When a file cannot be read or written.
pub fn site(root: &Path, units: usize, findings: Findings) -> io::Result<()> {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let content = root.join("content");
    let region = content.join("kalmar");
    fs::create_dir_all(region.join("rules"))?;
    fs::copy(example.join("site.toml"), content.join("site.toml"))?;
    fs::copy(
        example.join("kalmar/region.toml"),
        region.join("region.toml"),
    )?;
    for entry in fs::read_dir(example.join("kalmar/rules"))? {
        let entry = entry?;
        fs::copy(entry.path(), region.join("rules").join(entry.file_name()))?;
    }
    for folder in 0..units.div_ceil(100) {
        fs::create_dir_all(region.join(format!("units/{folder:04}")))?;
    }
    for number in 0..units {
        let stem = format!("units/{:04}/enheten-{number:06}", number / 100);
        let mut text = unit(number);
        if matches!(findings, Findings::InMost) && !number.is_multiple_of(4) {
            text = with_findings(&text);
        }
        fs::write(region.join(format!("{stem}.toml")), text)?;
        fs::write(region.join(format!("{stem}.md")), about(number))?;
    }
    Ok(())
}

/// One of `list`, chosen by the unit's number and a salt, in an order that does not repeat soon.
fn pick<'a>(list: &[&'a str], number: usize, salt: usize) -> &'a str {
    let mixed = (number as u64 ^ (salt as u64) << 32).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33;
    list[usize::try_from(mixed).unwrap_or(0) % list.len()]
}

/// The "Om oss" text of a unit.
fn about(number: usize) -> String {
    let place = format!("{}{}", pick(&FIRST, number, 1), pick(&LAST, number, 2));
    format!(
        "Vi finns i {place} och tar emot dig som behöver råd, undersökning eller behandling.\n\n\
         ## Barn\n\nBarn har egna tider på förmiddagen. Ta gärna med något välbekant.\n\n\
         - Kom i god tid.\n- Säg till om du behöver tolk.\n- Läs mer på \
         [enhetens webbplats](https://enhet-{number}.example.se).\n"
    )
}

/// A unit's text with a page that nobody has read for long, an address that is not encrypted, and a
/// closure that nobody answers during.
fn with_findings(unit: &str) -> String {
    unit.replace("2026-11-02", "2025-03-02")
        .replace("website = \"https:", "website = \"http:")
        .replace("answered_by = \"Hälsocentralen Kvarnby\"\n", "")
}

/// The text of one unit file: a clinic that keeps all its duties.
fn unit(number: usize) -> String {
    let place = format!("{}{}", pick(&FIRST, number, 1), pick(&LAST, number, 2));
    let municipality = pick(&MUNICIPALITIES, number, 3);
    let phone = number % 100;
    let mut text = String::with_capacity(4096);
    let _ = write!(
        text,
        r#"name           = "Hälsocentralen {place} {number}"
summary        = "Vi hjälper dig som behöver råd, undersökning eller behandling i {municipality}."
hsa_id         = "SE0000000000-B{number:06}"
type           = "halsocentral"
administration = "primarvardsforvaltningen"
municipality   = "{municipality}"
locality       = "{place}"
patient_contact = true
reviewed       = 2026-11-02

[responsible]
role  = "Verksamhetschef"
email = "verksamhetschef.{number}@example.se"

[contact]
phone   = "0980-31 92 {phone:02}"
website = "https://enhet-{number}.example.se"

[[contact.phones]]
label  = "Receptförnyelse"
number = "0980-31 92 {phone:02}"
hours  = {{ mon-fri = "08:00-10:00" }}

[visit]
street         = "{place}vägen {}"
postal_address = "Box {number}, 390 00 Kalmar"
coordinates    = [56.{:02}, 16.{:02}]
directions     = "Buss {} till hållplats {place}. Därifrån är det tre minuters promenad."
accessibility  = "Det finns hiss, automatiska dörrar och toalett för dig som använder rullstol."

[hours]
opening = {{ mon-thu = "07:30-17:00", fri = "07:30-16:00", holiday = "closed" }}
phone   = {{ mon-fri = ["08:00-12:00", "13:00-16:00"], holiday = "closed" }}
drop_in = {{ tue = "13:00-15:00" }}

[[closures]]
from        = 2026-12-24
to          = 2026-12-26
reason      = "Julhelg"
answered_by = "Hälsocentralen Kvarnby"

[[notices]]
from = 2026-11-20
to   = 2026-12-01
text = "Entrén på baksidan är stängd medan gatan byggs om. Använd entrén mot {place}vägen."

[care]
languages = ["sv", "en", "ar"]
referral  = "Du behöver ingen remiss."
ages      = [0, 99]

[response]
days = 1

[activities]
for-patientjournal     = true
utfardar-intyg         = true
forskriver-lakemedel   = true
forskriver-hjalpmedel  = {}
hanterar-egenremiss    = false
har-behandlingsprogram = true

[services]
visa-tider                    = "https://e-tjanster.example/tider/{number}"
av-eller-omboka-tid           = "https://e-tjanster.example/omboka/{number}"
kontakta-oss                  = "https://e-tjanster.example/kontakta-oss/{number}"
fornya-recept                 = {{ url = "https://e-tjanster.example/recept/{number}", also_by = ["phone"] }}
fornya-hjalpmedel             = "https://e-tjanster.example/hjalpmedel/{number}"
"Ansök om intyg"              = "https://e-tjanster.example/intyg/{number}"
bestall-journalkopia          = "https://e-tjanster.example/journalkopia/{number}"
las-din-journal               = "https://e-tjanster.example/journal/{number}"
stod-och-behandling           = "https://e-tjanster.example/stod/{number}"
lamna-synpunkter-och-klagomal = "https://e-tjanster.example/synpunkter/{number}"
sok-vard-1177-direkt          = "https://e-tjanster.example/sok-vard/{number}"

[booking]
weeks_ahead = {}

[[visits]]
name             = "Vaccination"
assessment_first = false
book             = "https://e-tjanster.example/boka/vaccination/{number}"

[[visits]]
name             = "Nybesök hos läkare"
assessment_first = true
book             = "bokningslank"
"#,
        number % 90 + 1,
        number % 100,
        number / 100 % 100,
        number % 700,
        number.is_multiple_of(2),
        4 + number % 9,
    );
    text
}
