//! Swedish telephone numbers: from what an editor wrote to the standard form and the link.
//!
//! The module knows the form of the Swedish numbering plan: area codes, series and lengths. It does
//! not know which numbers are in use, and it takes no number abroad, since a unit's page is for
//! callers in Sweden. Premium-rate series and series that no unit can answer on are refused.
//!
//! The plan is that of the Swedish Post and Telecom Authority (PTS), "The Swedish numbering plan for
//! telephony according to ITU-T Recommendation E.164": 264 area codes and the series outside them.
//! The lengths and the grouping agree with Google's libphonenumber, except that 077 numbers are
//! shown with a four-digit series (0771-11 22 33), which is how Swedish readers know them.

use std::fmt;
use std::ops::Range;

use crate::diagnostic::{Text, say};

/// The geographic area codes (*riktnummer*) with their leading zero, in order; all 264 of the plan.
/// No code is the beginning of another.
#[rustfmt::skip]
const AREA_CODES: [&str; 264] = [
    "011", "0120", "0121", "0122", "0123", "0125", "013", "0140", "0141", "0142", "0143", "0144", "0150", "0151",
    "0152", "0155", "0156", "0157", "0158", "0159", "016", "0171", "0173", "0174", "0175", "0176", "018", "019",
    "021", "0220", "0221", "0222", "0223", "0224", "0225", "0226", "0227", "023", "0240", "0241", "0243", "0246",
    "0247", "0248", "0250", "0251", "0253", "0258", "026", "0270", "0271", "0278", "0280", "0281", "0290", "0291",
    "0292", "0293", "0294", "0295", "0297", "0300", "0301", "0302", "0303", "0304", "031", "0320", "0321", "0322",
    "0325", "033", "0340", "0345", "0346", "035", "036", "0370", "0371", "0372", "0380", "0381", "0382", "0383",
    "0390", "0392", "0393", "040", "0410", "0411", "0413", "0414", "0415", "0416", "0417", "0418", "042", "0430",
    "0431", "0433", "0435", "044", "0451", "0454", "0455", "0456", "0457", "0459", "046", "0470", "0471", "0472",
    "0474", "0476", "0477", "0478", "0479", "0480", "0481", "0485", "0486", "0490", "0491", "0492", "0493", "0494",
    "0495", "0496", "0498", "0499", "0500", "0501", "0502", "0503", "0504", "0505", "0506", "0510", "0511", "0512",
    "0513", "0514", "0515", "0520", "0521", "0522", "0523", "0524", "0525", "0526", "0528", "0530", "0531", "0532",
    "0533", "0534", "054", "0550", "0551", "0552", "0553", "0554", "0555", "0560", "0563", "0564", "0565", "0570",
    "0571", "0573", "0580", "0581", "0582", "0583", "0584", "0585", "0586", "0587", "0589", "0590", "0591", "060",
    "0611", "0612", "0613", "0620", "0621", "0622", "0623", "0624", "063", "0640", "0642", "0643", "0644", "0645",
    "0647", "0650", "0651", "0652", "0653", "0657", "0660", "0661", "0662", "0663", "0670", "0671", "0672", "0680",
    "0682", "0684", "0687", "0690", "0691", "0692", "0693", "0695", "0696", "08", "090", "0910", "0911", "0912",
    "0913", "0914", "0915", "0916", "0918", "0920", "0921", "0922", "0923", "0924", "0925", "0926", "0927", "0928",
    "0929", "0930", "0932", "0933", "0934", "0935", "0940", "0941", "0942", "0943", "0950", "0951", "0952", "0953",
    "0954", "0960", "0961", "0970", "0971", "0973", "0975", "0976", "0977", "0978", "0980", "0981",
];

/// Area codes of three digits in which no number has only five more: Uppsala, Örebro, Gothenburg and
/// Karlstad.
const LONG_ONLY: [&str; 4] = ["018", "019", "031", "054"];

/// Series outside the area codes on which a unit can answer, with their leading zero.
const SERIES: [(&str, PhoneKind); 17] = [
    ("010", PhoneKind::Nationwide),
    // An older series inside 020, which is looked for first: its readers know it by four digits.
    ("0200", PhoneKind::Freephone),
    ("020", PhoneKind::Freephone),
    ("070", PhoneKind::Mobile),
    ("072", PhoneKind::Mobile),
    ("073", PhoneKind::Mobile),
    ("076", PhoneKind::Mobile),
    ("078", PhoneKind::Mobile),
    ("079", PhoneKind::Mobile),
    ("0770", PhoneKind::SharedCost),
    ("0771", PhoneKind::SharedCost),
    ("0772", PhoneKind::SharedCost),
    ("0773", PhoneKind::SharedCost),
    ("0774", PhoneKind::SharedCost),
    ("0775", PhoneKind::SharedCost),
    ("0776", PhoneKind::SharedCost),
    ("0777", PhoneKind::SharedCost),
];

/// Series that the plan has but a unit cannot give its patients, and why not.
const REFUSED_SERIES: [(&str, Refusal); 7] = [
    ("0900", Refusal::PremiumRate),
    ("0939", Refusal::PremiumRate),
    ("0944", Refusal::PremiumRate),
    ("099", Refusal::MassCalling),
    ("074", Refusal::Pager),
    ("075", Refusal::PersonalNumber),
    ("071", Refusal::Machines),
];

/// Short numbers that are dialled as they stand, with their display form. The 11 series of the plan:
/// emergency, health advice, information on accidents, the police, and the European 116 numbers in
/// use in Sweden. Directory enquiries, 118 and three digits, are taken apart from the list.
const SHORT_NUMBERS: [(&str, &str); 10] = [
    ("112", "112"),
    ("1177", "1177"),
    ("11313", "113 13"),
    ("11414", "114 14"),
    ("116000", "116 000"),
    ("116006", "116 006"),
    ("116016", "116 016"),
    ("116111", "116 111"),
    ("116117", "116 117"),
    ("116123", "116 123"),
];

/// What a number is for, and so what it costs and from where it can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhoneKind {
    /// A number in one of the 264 areas.
    Geographic,
    /// 010: a number without a place, as exchanges of regions and companies have.
    Nationwide,
    /// 020 and 0200: free for the caller.
    Freephone,
    /// 0770 to 0777: the caller pays as for a local call.
    SharedCost,
    /// 070, 072, 073, 076, 078 and 079.
    Mobile,
    /// 112, 1177 and the like: dialled as it stands, only from Sweden.
    Short,
}

/// A telephone number that a unit in Sweden can have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone {
    kind: PhoneKind,
    /// The area code or series with its leading zero; empty for a short number.
    area_code: &'static str,
    /// The digits after the area code; all digits of a short number.
    subscriber: String,
}

impl Phone {
    /// Reads a number as editors write it: with or without `+46`, with spaces, hyphens, dashes,
    /// dots, parentheses or a slash between the digits.
    pub fn parse(text: &str) -> Result<Phone, PhoneError> {
        read(text).map_err(|(problem, range)| PhoneError {
            suggestion: repair(text, &problem).map(|phone| phone.display()),
            problem,
            range,
        })
    }

    /// What the number is for.
    pub fn kind(&self) -> PhoneKind {
        self.kind
    }

    /// The area code or series with its leading zero, `0480`; empty for a short number.
    pub fn area_code(&self) -> &'static str {
        self.area_code
    }

    /// The number as Swedish readers know it: area code, hyphen and groups that end in pairs
    /// (*Svenska skrivregler*): `0480-810 00`, `08-123 456 78`, `116 117`.
    pub fn display(&self) -> String {
        if self.kind == PhoneKind::Short {
            return short_display(&self.subscriber).unwrap_or_else(|| self.subscriber.clone());
        }
        format!("{}-{}", self.area_code, grouped(&self.subscriber))
    }

    /// The number in the international form of ITU-T E.164, `+4648081000`; a short number has none.
    pub fn e164(&self) -> Option<String> {
        let national = self.area_code.strip_prefix('0')?;
        Some(format!("+46{national}{}", self.subscriber))
    }

    /// The address of a link that calls the number (RFC 3966): `tel:+4648081000`. A short number
    /// stands as it is dialled, `tel:1177`: the context that the RFC asks for is left out, because
    /// telephones dial it.
    pub fn tel_uri(&self) -> String {
        match self.e164() {
            Some(number) => format!("tel:{number}"),
            None => format!("tel:{}", self.subscriber),
        }
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display())
    }
}

/// Why a text is not a telephone number, where, and what it should have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneError {
    problem: PhoneProblem,
    range: Range<usize>,
    suggestion: Option<String>,
}

/// The kinds of fault in a telephone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhoneProblem {
    /// There is no digit in the text.
    Empty,
    /// A character that stands in no telephone number.
    UnexpectedCharacter {
        /// The character.
        found: char,
    },
    /// A comma, a semicolon or a late dash or slash: more than one number in the text.
    SeveralNumbers,
    /// A plus sign that is not the first character.
    MisplacedPlus,
    /// A country code other than 46.
    ForeignNumber,
    /// The number neither begins with 0 or +46 nor is a known short number.
    NoAreaCode,
    /// The beginning, or what stands before the hyphen, is no Swedish area code or series.
    UnknownAreaCode {
        /// The first digits, at most four, with their zero.
        written: String,
    },
    /// The series exists, but a unit cannot give it to its patients.
    RefusedSeries {
        /// The series, with its zero.
        series: &'static str,
        /// Why not.
        reason: Refusal,
    },
    /// Fewer digits than any number with this area code has.
    TooShort {
        /// The area code, with its zero.
        area_code: &'static str,
        /// The number of digits after the area code.
        found: usize,
        /// The least number there can be.
        least: usize,
    },
    /// More digits than any number with this area code has.
    TooLong {
        /// The area code, with its zero.
        area_code: &'static str,
        /// The number of digits after the area code.
        found: usize,
        /// The largest number there can be.
        most: usize,
    },
}

/// Why a series is of no use on a unit's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Calls cost extra, and part of the price goes to the one called.
    PremiumRate,
    /// Made for votes and the like.
    MassCalling,
    /// Pagers.
    Pager,
    /// Personal numbers, which follow a person and may cost extra.
    PersonalNumber,
    /// Machines that talk to machines.
    Machines,
}

impl PhoneError {
    /// The kind of fault.
    pub fn problem(&self) -> &PhoneProblem {
        &self.problem
    }

    /// The bytes of the text that the fault is about.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The whole text as it should have been, where that is certain.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// The fault, a phrase without capital and full stop.
    pub fn words(&self) -> Text {
        match &self.problem {
            PhoneProblem::Empty => say!("there is no number here", "här finns inget nummer"),
            PhoneProblem::UnexpectedCharacter { found } => say!(
                "`{found}` does not belong in a telephone number",
                "`{found}` hör inte hemma i ett telefonnummer"
            ),
            PhoneProblem::SeveralNumbers => say!(
                "there is room for one number only",
                "här får bara ett nummer plats"
            ),
            PhoneProblem::MisplacedPlus => say!(
                "a plus sign can only stand first",
                "plustecknet kan bara stå först"
            ),
            PhoneProblem::ForeignNumber => say!(
                "the country code is not 46, Sweden",
                "landsnumret är inte 46, Sverige"
            ),
            PhoneProblem::NoAreaCode => say!("the area code is missing", "riktnumret saknas"),
            PhoneProblem::UnknownAreaCode { written } => say!(
                "{written} is no Swedish area code",
                "{written} är inget svenskt riktnummer"
            ),
            PhoneProblem::RefusedSeries { series, reason } => {
                let Text { en, sv } = reason.words();
                say!("{series} numbers are {en}", "{series}-nummer är {sv}")
            }
            PhoneProblem::TooShort {
                area_code,
                found,
                least,
            } => say!(
                "after {area_code} there are at least {least} digits, but here {found}",
                "efter {area_code} följer minst {least} siffror, men här {found}"
            ),
            PhoneProblem::TooLong {
                area_code,
                found,
                most,
            } => say!(
                "after {area_code} there are at most {most} digits, but here {found}",
                "efter {area_code} följer högst {most} siffror, men här {found}"
            ),
        }
    }
}

impl Refusal {
    /// What numbers of the series are.
    const fn words(self) -> Text {
        match self {
            Refusal::PremiumRate => Text::fixed(
                "premium-rate numbers, and calls to care must not cost extra",
                "betalnummer, och samtal till vården ska inte kosta extra",
            ),
            Refusal::MassCalling => Text::fixed(
                "for votes and other mass calling",
                "till för röstning och andra massanrop",
            ),
            Refusal::Pager => Text::fixed("for pagers", "till för personsökare"),
            Refusal::PersonalNumber => Text::fixed(
                "personal numbers, which may cost extra",
                "personliga nummer, som kan kosta extra",
            ),
            Refusal::Machines => Text::fixed("for machines", "till för maskiner"),
        }
    }
}

/// A digit and the byte where it stands.
#[derive(Debug, Clone, Copy)]
struct Digit {
    value: char,
    at: usize,
}

/// A fault before its suggestion is known.
type Fault = (PhoneProblem, Range<usize>);

/// Reads a number, without looking for a repair.
fn read(text: &str) -> Result<Phone, Fault> {
    let digits = scan(text)?;
    let has_plus = text.trim_start().starts_with('+');
    if !has_plus && let Some(phone) = short_number(&digits) {
        return Ok(phone);
    }
    let national = national_digits(&digits, has_plus)?;
    let number = values(&national);
    if let Some((series, reason)) = REFUSED_SERIES
        .into_iter()
        .find(|(series, _)| number.starts_with(series))
    {
        let problem = PhoneProblem::RefusedSeries { series, reason };
        return Err((problem, covering(&national[..series.len()])));
    }
    let (area_code, kind) = area_of(&number).ok_or_else(|| unknown_area_code(&national))?;
    if let Some(before) = before_misplaced_dash(text, &national, area_code) {
        return Err(unknown_area_code(before));
    }
    let subscriber = &national[area_code.len()..];
    check_length(area_code, kind, subscriber, covering(&national))?;
    Ok(Phone {
        kind,
        area_code,
        subscriber: values(subscriber),
    })
}

/// The digits of a text that otherwise holds only signs that belong in a number.
fn scan(text: &str) -> Result<Vec<Digit>, Fault> {
    let mut digits: Vec<Digit> = Vec::new();
    let mut after_space = false;
    let start = text.len() - text.trim_start().len();
    for (at, found) in text.char_indices() {
        let range = at..at + found.len_utf8();
        // "08-12 34 56-57" and "0480-81000/01" are two numbers; seven digits can be +46 and an
        // area code, or 0046 and one.
        let late = digits.len() > 7;
        match found {
            '0'..='9' => digits.push(Digit { value: found, at }),
            '+' if at == start => {}
            '+' => return Err((PhoneProblem::MisplacedPlus, range)),
            ',' | ';' | '&' if !digits.is_empty() => {
                return Err((PhoneProblem::SeveralNumbers, range));
            }
            '/' if late => return Err((PhoneProblem::SeveralNumbers, range)),
            dash if is_dash(dash) && late && after_space => {
                return Err((PhoneProblem::SeveralNumbers, range));
            }
            '/' | '(' | ')' | '.' => {}
            space if is_space(space) => after_space |= !digits.is_empty(),
            dash if is_dash(dash) => {}
            _ => return Err((PhoneProblem::UnexpectedCharacter { found }, range)),
        }
    }
    if digits.is_empty() {
        return Err((PhoneProblem::Empty, 0..text.len()));
    }
    Ok(digits)
}

/// Hyphens, dashes and the minus sign, all of which editors write between area code and number.
fn is_dash(found: char) -> bool {
    matches!(found, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Blanks on one line, of any width.
fn is_space(found: char) -> bool {
    found.is_whitespace() && !matches!(found, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The digits with one leading zero in place of +46, 0046 or the zero itself.
fn national_digits(digits: &[Digit], has_plus: bool) -> Result<Vec<Digit>, Fault> {
    let number = values(digits);
    let country_code = match (has_plus, number.starts_with("00")) {
        (true, _) => 0,
        (false, true) => 2,
        (false, false) if number.starts_with('0') => return Ok(digits.to_vec()),
        (false, false) => return Err((PhoneProblem::NoAreaCode, covering(digits))),
    };
    if !number[country_code..].starts_with("46") {
        let shown = &digits[..digits.len().min(country_code + 2)];
        return Err((PhoneProblem::ForeignNumber, covering(shown)));
    }
    let rest = &digits[country_code + 2..];
    let Some(first) = rest.first() else {
        return Err((PhoneProblem::NoAreaCode, covering(digits)));
    };
    // "+46 (0)480": the zero of the national form is often left in.
    let zero = Digit {
        value: '0',
        at: first.at,
    };
    let rest = if first.value == '0' { &rest[1..] } else { rest };
    Ok(std::iter::once(zero).chain(rest.iter().copied()).collect())
}

/// The number as one of the short numbers.
fn short_number(digits: &[Digit]) -> Option<Phone> {
    // All of them begin with 11.
    if digits.len() > 6 || digits.first()?.value != '1' {
        return None;
    }
    let subscriber = values(digits);
    short_display(&subscriber)?;
    Some(Phone {
        kind: PhoneKind::Short,
        area_code: "",
        subscriber,
    })
}

/// The display form of a short number; `None` for digits that are none.
fn short_display(digits: &str) -> Option<String> {
    if digits.len() == 6 && digits.starts_with("118") {
        return Some(format!("118 {}", &digits[3..]));
    }
    let (_, display) = SHORT_NUMBERS.iter().find(|(number, _)| *number == digits)?;
    Some((*display).to_owned())
}

/// The area code or series that a national number begins with.
fn area_of(number: &str) -> Option<(&'static str, PhoneKind)> {
    // Sorted, and none begins with another: what the number begins with stands right before it.
    let behind = AREA_CODES.partition_point(|code| *code <= number);
    let before = behind.checked_sub(1).and_then(|at| AREA_CODES.get(at));
    let geographic = before
        .filter(|code| number.starts_with(*code))
        .map(|code| (*code, PhoneKind::Geographic));
    let series = || {
        SERIES
            .into_iter()
            .find(|(code, _)| number.starts_with(code))
    };
    geographic.or_else(series)
}

/// The two to four digits before a first dash that does not follow the area code: "069-12 34 56"
/// would otherwise be read as 0691-234 56. Numbers are often cut as "077-1…", so that one may be.
fn before_misplaced_dash<'a>(
    text: &str,
    national: &'a [Digit],
    area_code: &str,
) -> Option<&'a [Digit]> {
    let start = national.first()?.at;
    let (before, _) = text.get(start..)?.split_once(is_dash)?;
    let dash = start + before.len();
    let count = national.iter().filter(|digit| digit.at < dash).count();
    let is_whole = !before.trim_end().contains(is_space);
    let is_misplaced = (2..=4).contains(&count) && count != area_code.len();
    let is_known_cut = || values(&national[..count]) == "077";
    (is_misplaced && is_whole && !is_known_cut()).then(|| &national[..count])
}

/// Points at the digits up to the first gap, four at most.
fn unknown_area_code(national: &[Digit]) -> Fault {
    let gap = national
        .windows(2)
        .skip(1)
        .position(|pair| pair[1].at != pair[0].at + 1);
    let count = gap.map_or(4, |index| index + 2).min(4).min(national.len());
    let written = values(&national[..count]);
    let problem = PhoneProblem::UnknownAreaCode { written };
    (problem, covering(&national[..count]))
}

/// How many digits can follow an area code: NSN lengths of the plan, less the code.
fn lengths(area_code: &str, kind: PhoneKind) -> (usize, usize) {
    match (kind, area_code.len()) {
        (PhoneKind::Geographic, 2) => (6, 8),
        (PhoneKind::Geographic, 3) if LONG_ONLY.contains(&area_code) => (6, 7),
        (PhoneKind::Geographic, 3) => (5, 7),
        (PhoneKind::Geographic, _) => (5, 6),
        (PhoneKind::Freephone, 4) => (5, 6),
        (PhoneKind::Freephone, _) => (4, 7),
        (PhoneKind::SharedCost, _) => (6, 6),
        (PhoneKind::Nationwide | PhoneKind::Mobile | PhoneKind::Short, _) => (7, 7),
    }
}

/// Refuses a number that is too short, pointing at `whole`, or too long, pointing at the excess.
fn check_length(
    area_code: &'static str,
    kind: PhoneKind,
    subscriber: &[Digit],
    whole: Range<usize>,
) -> Result<(), Fault> {
    let (least, most) = lengths(area_code, kind);
    let found = subscriber.len();
    if found < least {
        return Err((
            PhoneProblem::TooShort {
                area_code,
                found,
                least,
            },
            whole,
        ));
    }
    if found > most {
        let excess = covering(&subscriber[most..]);
        return Err((
            PhoneProblem::TooLong {
                area_code,
                found,
                most,
            },
            excess,
        ));
    }
    Ok(())
}

/// The digits after the area code in groups of two and three, the last one a pair.
fn grouped(subscriber: &str) -> String {
    let sizes: &[usize] = match subscriber.len() {
        4 => &[2, 2],
        5 => &[3, 2],
        6 => &[2, 2, 2],
        7 => &[3, 2, 2],
        8 => &[3, 3, 2],
        _ => return subscriber.to_owned(),
    };
    let mut rest = subscriber;
    let mut groups = Vec::with_capacity(sizes.len());
    for size in sizes {
        let (group, after) = rest.split_at(*size);
        groups.push(group);
        rest = after;
    }
    groups.join(" ")
}

/// The digits as text.
fn values(digits: &[Digit]) -> String {
    let mut values = String::with_capacity(digits.len());
    for digit in digits {
        values.push(digit.value);
    }
    values
}

/// The bytes from the first of the digits to the last.
fn covering(digits: &[Digit]) -> Range<usize> {
    match (digits.first(), digits.last()) {
        (Some(first), Some(last)) => first.at..last.at + 1,
        _ => 0..0,
    }
}

/// The number that was certainly meant: a label before it, letters for digits, a plus sign or the
/// first zero left out (as spreadsheets do).
fn repair(text: &str, problem: &PhoneProblem) -> Option<Phone> {
    let text = text.trim();
    match problem {
        PhoneProblem::UnexpectedCharacter { .. } => {
            let number = without_label(text).unwrap_or(text);
            read(number)
                .or_else(|_| read(&digits_for_letters(number)))
                .ok()
        }
        PhoneProblem::NoAreaCode => {
            let plain = text.chars().filter(char::is_ascii_digit).count();
            // No number within an area has nine digits, so 46 is the country code.
            if text.starts_with("46") && plain >= 9 {
                return read(&format!("+{text}")).ok();
            }
            let (before, _) = text.split_once(is_dash)?;
            let phone = read(&format!("0{text}")).ok()?;
            (phone.area_code.strip_prefix('0') == Some(before.trim())).then_some(phone)
        }
        _ => None,
    }
}

/// The text after a word for telephone.
fn without_label(text: &str) -> Option<&str> {
    const LABELS: [&str; 6] = ["telefonnummer", "telefon", "phone", "mobil", "tel", "tfn"];
    let label = LABELS.into_iter().find(|label| {
        text.get(..label.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(label))
    })?;
    let rest = &text[label.len()..];
    Some(rest.trim_start_matches(|c: char| c == ':' || c == '.' || c.is_whitespace()))
}

/// The text with the letters that look like digits made digits.
fn digits_for_letters(text: &str) -> String {
    text.chars()
        .map(|found| match found {
            'o' | 'O' => '0',
            'l' | 'I' => '1',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Phone {
        Phone::parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.words().en))
    }

    fn error(text: &str) -> PhoneError {
        Phone::parse(text).expect_err(text)
    }

    #[test]
    fn the_table_of_area_codes_is_ordered_and_unambiguous() {
        assert!(AREA_CODES.is_sorted());
        let series = SERIES.map(|(code, _)| code);
        let refused = REFUSED_SERIES.map(|(code, _)| code);
        let all: Vec<&str> = AREA_CODES
            .into_iter()
            .chain(series)
            .chain(refused)
            .collect();
        for code in &all {
            assert!(
                code.starts_with('0') && (2..=4).contains(&code.len()),
                "{code}"
            );
            // 0900 lies inside 090, Umeå, and 0200 inside 020; both are looked for first.
            let nested = [("090", "0900"), ("020", "0200")];
            let inside = all
                .iter()
                .filter(|other| other.starts_with(code) && !nested.contains(&(*code, **other)));
            assert_eq!(inside.count(), 1, "{code}");
        }
        for known in [
            "08", "023", "031", "040", "0480", "0481", "0485", "0486", "0980",
        ] {
            assert!(AREA_CODES.contains(&known), "{known}");
        }
    }

    #[test]
    fn what_editors_write_becomes_the_standard_form() {
        let cases = [
            ("0980-31 92 01", "0980-31 92 01", "+46980319201"),
            ("0480-810 00", "0480-810 00", "+4648081000"),
            ("0480 81000", "0480-810 00", "+4648081000"),
            ("048081000", "0480-810 00", "+4648081000"),
            ("(0480) 810 00", "0480-810 00", "+4648081000"),
            ("0480/810 00", "0480-810 00", "+4648081000"),
            ("0480\u{2013}810\u{a0}00", "0480-810 00", "+4648081000"),
            ("0480 - 81 000", "0480-810 00", "+4648081000"),
            ("0480.810.00", "0480-810 00", "+4648081000"),
            ("+46 480 810 00", "0480-810 00", "+4648081000"),
            ("+46 (0)480-810 00", "0480-810 00", "+4648081000"),
            ("+460480-81000", "0480-810 00", "+4648081000"),
            ("0046 480-81000", "0480-810 00", "+4648081000"),
            ("  0480-810 00 ", "0480-810 00", "+4648081000"),
            ("08-123456", "08-12 34 56", "+468123456"),
            ("08-5501234", "08-550 12 34", "+4685501234"),
            ("08-12345678", "08-123 456 78", "+46812345678"),
            ("08-465 004 00", "08-465 004 00", "+46846500400"),
            ("031-12 34 56", "031-12 34 56", "+4631123456"),
            ("0159-12345", "0159-123 45", "+4615912345"),
            ("090-785 00 00", "090-785 00 00", "+46907850000"),
            ("010-1234567", "010-123 45 67", "+46101234567"),
            ("020-123456", "020-12 34 56", "+4620123456"),
            ("0201234", "020-12 34", "+46201234"),
            ("0200-22 00 60", "0200-22 00 60", "+46200220060"),
            ("0200-123 45", "0200-123 45", "+4620012345"),
            ("077-112 23 33", "0771-12 23 33", "+46771122333"),
            ("0771-11 22 33", "0771-11 22 33", "+46771112233"),
            ("070-174-06-05", "070-174 06 05", "+46701740605"),
            ("+46701740605", "070-174 06 05", "+46701740605"),
        ];
        for (written, display, e164) in cases {
            let phone = parse(written);
            assert_eq!(phone.display(), display, "{written}");
            assert_eq!(phone.e164().as_deref(), Some(e164), "{written}");
            assert_eq!(phone.tel_uri(), format!("tel:{e164}"), "{written}");
        }
    }

    #[test]
    fn short_numbers_have_no_international_form() {
        let cases = [
            ("112", "112", "tel:112"),
            ("1177", "1177", "tel:1177"),
            ("11 77", "1177", "tel:1177"),
            ("116117", "116 117", "tel:116117"),
            ("116 117", "116 117", "tel:116117"),
            ("113 13", "113 13", "tel:11313"),
            ("114 14", "114 14", "tel:11414"),
            ("118 118", "118 118", "tel:118118"),
        ];
        for (written, display, uri) in cases {
            let phone = parse(written);
            assert_eq!(phone.kind(), PhoneKind::Short);
            assert_eq!(phone.display(), display);
            assert_eq!(phone.tel_uri(), uri);
            assert_eq!(phone.e164(), None);
        }
    }

    #[test]
    fn numbers_reserved_for_fiction_are_in_standard_form() {
        for last in 0..100 {
            for written in [
                format!("08-465 004 {last:02}"),
                format!("031-390 06 {last:02}"),
                format!("040-628 04 {last:02}"),
                format!("0980-31 92 {last:02}"),
            ] {
                assert_eq!(parse(&written).display(), written);
                assert_eq!(parse(&written).kind(), PhoneKind::Geographic);
            }
        }
        for last in 5..100 {
            let written = format!("070-174 06 {last:02}");
            assert_eq!(parse(&written).display(), written);
            assert_eq!(parse(&written).kind(), PhoneKind::Mobile);
        }
    }

    #[test]
    fn faults_are_named_and_located() {
        let cases = [
            ("", 0..0, "there is no number here"),
            (" - ", 0..3, "there is no number here"),
            (
                "0480-810 00 (växel)",
                13..14,
                "`v` does not belong in a telephone number",
            ),
            (
                "0480-810 00, 0480-810 01",
                11..12,
                "there is room for one number only",
            ),
            (
                "08-12 34 56-57",
                11..12,
                "there is room for one number only",
            ),
            ("0480-81000/01", 10..11, "there is room for one number only"),
            ("0480+81000", 4..5, "a plus sign can only stand first"),
            (
                "+45 33 12 34 56",
                1..3,
                "the country code is not 46, Sweden",
            ),
            ("810 00", 0..6, "the area code is missing"),
            ("+46", 1..3, "the area code is missing"),
            ("0489-810 00", 0..4, "0489 is no Swedish area code"),
            ("069-12 34 56", 0..3, "069 is no Swedish area code"),
            ("+46 489 810 00", 4..7, "0489 is no Swedish area code"),
            (
                "0480-81",
                0..7,
                "after 0480 there are at least 5 digits, but here 2",
            ),
            (
                "0480-81 00 00 00",
                14..16,
                "after 0480 there are at most 6 digits, but here 8",
            ),
            (
                "031-123 45",
                0..10,
                "after 031 there are at least 6 digits, but here 5",
            ),
            (
                "070-174 06",
                0..10,
                "after 070 there are at least 7 digits, but here 5",
            ),
            (
                "0900-10 10 10",
                0..4,
                "0900 numbers are premium-rate numbers, and calls to care must not cost extra",
            ),
        ];
        for (written, range, message) in cases {
            let error = error(written);
            assert_eq!(error.words().en, message, "{written}");
            assert_eq!(error.range(), range, "{written}");
        }
        assert_eq!(
            error("0480-81").words().sv,
            "efter 0480 följer minst 5 siffror, men här 2"
        );
        assert_eq!(error("810 00").words().sv, "riktnumret saknas");
    }

    #[test]
    fn repairs_are_offered_only_where_they_are_certain() {
        let cases = [
            ("tel: 0480-81000", Some("0480-810 00")),
            ("Tfn 0480-81000", Some("0480-810 00")),
            ("tel:+4648081000", Some("0480-810 00")),
            ("O48O-810 00", Some("0480-810 00")),
            ("46 480 810 00", Some("0480-810 00")),
            ("480-810 00", Some("0480-810 00")),
            ("70-174 06 05", Some("070-174 06 05")),
            ("48081000", None),
            ("810 00", None),
            ("0480-810 00 (växel)", None),
            ("telefon", None),
            ("0480-81", None),
        ];
        for (written, suggestion) in cases {
            assert_eq!(error(written).suggestion(), suggestion, "{written}");
        }
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(text in ".{0,24}") {
            check_error(&text);
        }

        #[test]
        fn numberlike_text_never_panics(text in "[+]?[0-9 ()/.,–lO-]{0,20}") {
            check_error(&text);
        }

        #[test]
        fn the_standard_form_reads_as_the_same_number(text in "0[0-9]{5,10}") {
            if let Ok(phone) = Phone::parse(&text) {
                let display = phone.display();
                let again = Phone::parse(&display);
                prop_assert_eq!(again.as_ref(), Ok(&phone));
                let e164 = phone.e164().expect("a national number");
                prop_assert_eq!(Phone::parse(&e164), Ok(phone));
            }
        }
    }

    /// Whatever is refused has a range inside the text, words, and a suggestion that is accepted.
    fn check_error(text: &str) {
        let Err(error) = Phone::parse(text) else {
            return;
        };
        assert!(
            text.get(error.range()).is_some(),
            "{text:?} {:?}",
            error.range()
        );
        assert!(!error.words().en.is_empty() && !error.words().sv.is_empty());
        if let Some(suggestion) = error.suggestion() {
            assert_eq!(parse(suggestion).display(), suggestion);
        }
    }
}
