//! Swedish words for what files say in English: keys by their place, answers, choices, languages.

/// Words for the keys of a unit file, by the key's path. In the table that a word stands in, the key of that
/// table is meant; elsewhere the first path that has it.
pub const KEYS: &[(&str, &[&str])] = &[
    ("name", &["namn", "enhetsnamn", "enhetens namn"]),
    ("summary", &["sammanfattning", "ingress", "kort om enheten"]),
    ("hsa_id", &["hsa-id", "hsa", "hsa-nummer"]),
    ("type", &["typ", "enhetstyp"]),
    ("administration", &["förvaltning"]),
    ("provider", &["vårdgivare", "utförare"]),
    ("provider.name", &["namn", "vårdgivare"]),
    ("provider.private", &["privat"]),
    ("agreements", &["avtal"]),
    ("system", &["journalsystem"]),
    ("municipality", &["kommun"]),
    ("locality", &["ort", "tätort", "stad"]),
    ("patient_contact", &["patientkontakt"]),
    (
        "publish",
        &["publicera", "publiceras", "publicerad", "visa sidan"],
    ),
    (
        "reviewed",
        &[
            "granskad",
            "genomläst",
            "läst",
            "senast granskad",
            "kontrollerad",
            "senast läst",
        ],
    ),
    ("opens", &["öppnar"]),
    ("closes", &["läggs ned", "upphör"]),
    (
        "former_names",
        &["tidigare namn", "gamla namn", "gamla adresser"],
    ),
    (
        "related",
        &["se även", "liknande enheter", "relaterade enheter"],
    ),
    ("responsible", &["ansvarig", "ansvariga"]),
    (
        "responsible.role",
        &["roll", "befattning", "titel", "ansvarig"],
    ),
    (
        "responsible.email",
        &[
            "e-post",
            "e-postadress",
            "mejl",
            "mejladress",
            "mail",
            "mailadress",
            "email",
        ],
    ),
    ("contact", &["kontakt", "kontaktuppgifter"]),
    (
        "contact.phone",
        &[
            "telefon",
            "telefonnummer",
            "tel",
            "tfn",
            "tele",
            "telnr",
            "phone",
            "phone number",
        ],
    ),
    (
        "contact.website",
        &[
            "webbplats",
            "hemsida",
            "webbsida",
            "webb",
            "webbadress",
            "website",
        ],
    ),
    ("contact.phones", &["telefoner", "fler nummer"]),
    (
        "contact.phones.label",
        &["etikett", "rubrik", "namn", "gäller"],
    ),
    (
        "contact.phones.number",
        &["nummer", "telefon", "telefonnummer", "tel", "phone"],
    ),
    (
        "contact.phones.hours",
        &["tider", "telefontider", "öppettider"],
    ),
    ("contact.phones.service", &["tjänst"]),
    ("visit", &["besök oss", "hitta hit", "hitta till oss"]),
    (
        "visit.street",
        &["adress", "besöksadress", "gatuadress", "gata", "address"],
    ),
    ("visit.postal_address", &["postadress", "brevadress"]),
    (
        "visit.coordinates",
        &["koordinater", "position", "gps", "kartposition"],
    ),
    ("visit.directions", &["vägbeskrivning", "hitta hit"]),
    (
        "visit.floor_directions",
        &["hitta inne", "våning", "inne i huset"],
    ),
    ("visit.parking", &["parkering"]),
    (
        "visit.public_transport",
        &["kollektivtrafik", "buss", "hållplats"],
    ),
    ("visit.accessibility", &["tillgänglighet"]),
    (
        "visit.visiting_rules",
        &["besöksregler", "regler för besökare"],
    ),
    ("hours", &["tider", "öppettider"]),
    (
        "hours.opening",
        &["öppettider", "öppettid", "öppet", "öppnar", "opening hours"],
    ),
    ("hours.phone", &["telefontider", "telefontid", "telefon"]),
    (
        "hours.drop_in",
        &["drop-in", "drop-in-tider", "dropin", "öppen mottagning"],
    ),
    ("hours.visiting", &["besökstider", "besökstid"]),
    ("hours.periods", &["perioder"]),
    ("hours.periods.from", &["från", "från och med", "fr.o.m."]),
    ("hours.periods.to", &["till", "till och med", "t.o.m."]),
    ("hours.periods.reason", &["orsak", "anledning", "skäl"]),
    ("hours.periods.opening", &["öppettider", "öppet"]),
    ("hours.periods.phone", &["telefontider", "telefon"]),
    ("hours.functions", &["funktioner"]),
    ("hours.functions.name", &["namn"]),
    ("hours.functions.hours", &["tider", "öppettider"]),
    ("hours.functions.note", &["anteckning", "notering"]),
    (
        "special_hours",
        &[
            "avvikande tider",
            "avvikande öppettider",
            "särskilda öppettider",
            "särskilda tider",
        ],
    ),
    ("special_hours.date", &["datum", "dag"]),
    ("special_hours.from", &["från", "från och med", "fr.o.m."]),
    ("special_hours.to", &["till", "till och med", "t.o.m."]),
    (
        "special_hours.opening",
        &["öppettider", "öppet", "tider", "hours"],
    ),
    ("special_hours.phone", &["telefontider", "telefon"]),
    ("special_hours.reason", &["orsak", "anledning", "skäl"]),
    ("closures", &["stängningar", "stängt", "stängda dagar"]),
    (
        "closures.from",
        &["från", "från och med", "fr.o.m.", "start"],
    ),
    ("closures.to", &["till", "till och med", "t.o.m.", "slut"]),
    ("closures.reason", &["orsak", "anledning", "skäl"]),
    (
        "closures.answered_by",
        &["ersättare", "hänvisning", "besvaras av", "svarar"],
    ),
    (
        "notices",
        &[
            "meddelande",
            "meddelanden",
            "tillfällig information",
            "notis",
            "notiser",
            "notice",
        ],
    ),
    (
        "notices.from",
        &["från", "från och med", "fr.o.m.", "start"],
    ),
    ("notices.to", &["till", "till och med", "t.o.m.", "slut"]),
    ("notices.text", &["text", "meddelande", "message"]),
    ("care", &["söka vård"]),
    ("care.languages", &["språk"]),
    ("care.referral", &["remiss"]),
    ("care.ages", &["ålder", "åldrar", "åldersgrupp"]),
    (
        "care.accepts",
        &["tar emot nya patienter", "tar emot", "nya patienter"],
    ),
    ("care.choose", &["välja enhet", "lista sig", "listning"]),
    ("care.waiting_time", &["väntetid", "väntetider"]),
    (
        "care.fees",
        &["avgift", "avgifter", "patientavgift", "kostnad"],
    ),
    ("care.interpreter", &["tolk"]),
    ("help", &["hjälp med", "vi hjälper dig med"]),
    ("help.title", &["rubrik", "titel", "namn"]),
    ("help.phone", &["telefon", "telefonnummer"]),
    ("help.hours", &["tider", "öppettider"]),
    ("help.url", &["länk", "adress"]),
    ("news", &["nyheter", "aktuellt", "nyhet"]),
    ("news.title", &["rubrik", "titel"]),
    ("news.from", &["från", "från och med", "fr.o.m."]),
    ("news.to", &["till", "till och med", "t.o.m."]),
    ("response", &["svarstid"]),
    ("response.days", &["dagar", "arbetsdagar"]),
    ("response.hours", &["timmar"]),
    ("activities", &["verksamhet", "verksamheter"]),
    ("services", &["tjänster", "e-tjänster"]),
    ("services.url", &["länk", "adress"]),
    ("services.note", &["anteckning", "kommentar"]),
    ("services.also_by", &["även via", "också via"]),
    ("services.only_by", &["bara via", "endast via"]),
    ("booking", &["tidbokning", "bokning"]),
    ("booking.weeks_ahead", &["veckor framåt", "veckor"]),
    (
        "booking.bookable_until",
        &["bokningsbart till", "går att boka till"],
    ),
    ("visits", &["besökstyper", "vårdtjänster", "besök"]),
    ("visits.name", &["namn"]),
    (
        "visits.assessment_first",
        &["bedömning först", "medicinsk bedömning", "bedömning"],
    ),
    ("visits.book", &["boka", "bokningslänk", "länk"]),
    ("visits.exempt", &["undantag"]),
    ("visits.note", &["anteckning", "kommentar"]),
    ("exemptions", &["undantag"]),
    ("exemptions.service", &["tjänst"]),
    ("exemptions.reason", &["skäl", "orsak", "anledning"]),
    ("exemptions.note", &["anteckning", "kommentar"]),
    (
        "exemptions.until",
        &["till", "till och med", "gäller till", "t.o.m."],
    ),
    ("exemptions.approved", &["godkänt", "beslutat"]),
    ("extra_services", &["extra tjänster", "egna tjänster"]),
    ("extra_services.name", &["namn"]),
    ("extra_services.url", &["länk", "adress"]),
    ("extra_services.agreed", &["överenskommet", "avtalat"]),
];

/// The paths of keys that a word may mean, in the order of a file.
pub fn paths(word: &str) -> impl Iterator<Item = &'static str> {
    let word = folded(word);
    let means = move |words: &[&str]| words.iter().any(|known| folded(known) == word);
    KEYS.iter()
        .filter(move |(_, words)| means(words))
        .map(|(path, _)| *path)
}

/// The key of a table that a word means there; the table by its path.
pub fn key_of(table: &str, word: &str) -> Option<&'static str> {
    paths(word).find_map(|path| {
        let (above, key) = path.rsplit_once('.').unwrap_or(("", path));
        let in_service = above == "services" && table.starts_with("services.");
        (above == table || in_service).then_some(key)
    })
}

/// The letters and digits of a word, in lower case.
pub fn folded(word: &str) -> String {
    let kept = word.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Yes or no. `None` for anything else, and for what could also be a number.
pub fn flag(word: &str) -> Option<bool> {
    match &*folded(word) {
        "ja" | "j" | "jo" | "yes" | "y" | "sant" | "true" => Some(true),
        "nej" | "n" | "no" | "falskt" | "false" => Some(false),
        _ => None,
    }
}

/// A whole number in digits or words, perhaps with what is counted behind it.
pub fn number(text: &str) -> Option<i64> {
    const COUNTED: &[&str] = &[
        "dag",
        "dagar",
        "arbetsdag",
        "arbetsdagar",
        "vardagar",
        "vecka",
        "veckor",
        "v",
        "timme",
        "timmar",
        "tim",
        "h",
        "år",
        "day",
        "days",
        "week",
        "weeks",
        "hour",
        "hours",
        "st",
    ];
    const NUMBERS: [&[&str]; 13] = [
        &["noll", "zero"],
        &["en", "ett", "one"],
        &["två", "two"],
        &["tre", "three"],
        &["fyra", "four"],
        &["fem", "five"],
        &["sex", "six"],
        &["sju", "seven"],
        &["åtta", "eight"],
        &["nio", "nine"],
        &["tio", "ten"],
        &["elva", "eleven"],
        &["tolv", "twelve"],
    ];
    let text = text.trim().to_lowercase();
    let mut words = text.split_whitespace();
    let (number, counted, more) = (words.next()?, words.next(), words.next());
    let known = counted.is_none_or(|word| COUNTED.contains(&word));
    if !known || more.is_some() {
        return None;
    }
    let in_words = || NUMBERS.iter().position(|words| words.contains(&number));
    let number = number.strip_suffix(".0").unwrap_or(number);
    let digits = number.parse::<i64>().ok();
    digits.or_else(|| in_words().and_then(|number| i64::try_from(number).ok()))
}

/// The choice among some that a word means.
pub fn choice(word: &str, choices: &[&'static str]) -> Option<&'static str> {
    const WORDS: &[(&str, &[&str])] = &[
        ("yes", &["ja", "true"]),
        ("no", &["nej", "false"]),
        ("queue", &["kö", "vid kö", "ställs i kö"]),
        ("odd", &["udda", "udda veckor"]),
        ("even", &["jämna", "jämn", "jämna veckor"]),
        ("phone", &["telefon", "tel"]),
        ("letter", &["brev", "post"]),
        ("visit", &["besök", "på plats"]),
        ("lift", &["hiss", "elevator"]),
        (
            "step-free",
            &["utan trappsteg", "ramp", "trappfritt", "inga trappsteg"],
        ),
        (
            "accessible-toilet",
            &[
                "rwc",
                "handikapptoalett",
                "tillgänglig toalett",
                "anpassad toalett",
            ],
        ),
        ("hearing-loop", &["hörslinga", "teleslinga"]),
        (
            "accessible-parking",
            &["handikapparkering", "tillgänglig parkering"],
        ),
        (
            "automatic-doors",
            &["automatiska dörrar", "automatisk dörr", "dörröppnare"],
        ),
    ];
    let word = folded(word);
    let same = |choice: &&&str| folded(choice) == word;
    let meant = || {
        let words = WORDS
            .iter()
            .filter(|(_, words)| words.iter().any(|known| folded(known) == word));
        words
            .map(|(choice, _)| *choice)
            .find(|choice| choices.contains(choice))
    };
    choices.iter().find(same).copied().or_else(meant)
}

/// The tag of a language that is named in Swedish or English.
pub fn language(word: &str) -> Option<&'static str> {
    const LANGUAGES: &[(&str, &[&str])] = &[
        ("sv", &["svenska", "swedish"]),
        ("en", &["engelska", "english"]),
        ("fi", &["finska", "finnish"]),
        ("no", &["norska", "norwegian"]),
        ("da", &["danska", "danish"]),
        ("de", &["tyska", "german"]),
        ("fr", &["franska", "french"]),
        ("es", &["spanska", "spanish"]),
        ("it", &["italienska", "italian"]),
        ("ar", &["arabiska", "arabic"]),
        ("fa", &["persiska", "farsi", "persian"]),
        ("prs", &["dari"]),
        ("ps", &["pashto"]),
        ("so", &["somaliska", "somali"]),
        ("ti", &["tigrinja", "tigrinya"]),
        ("am", &["amhariska", "amharic"]),
        ("ku", &["kurdiska", "kurdish"]),
        ("tr", &["turkiska", "turkish"]),
        ("pl", &["polska", "polish"]),
        ("ru", &["ryska", "russian"]),
        ("uk", &["ukrainska", "ukrainian"]),
        ("ro", &["rumänska", "romanian"]),
        ("bs", &["bosniska", "bosnian"]),
        ("sq", &["albanska", "albanian"]),
        ("th", &["thailändska", "thai"]),
        ("vi", &["vietnamesiska", "vietnamese"]),
        ("zh", &["kinesiska", "chinese"]),
        ("sma", &["sydsamiska"]),
        ("se", &["nordsamiska"]),
        ("swl", &["teckenspråk", "svenskt teckenspråk"]),
    ];
    let word = folded(word);
    let named = |words: &[&str]| words.iter().any(|known| folded(known) == word);
    let mut tags = LANGUAGES.iter();
    tags.find(|(_, words)| named(words)).map(|(tag, _)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_what_is_counted() {
        let read = [
            "4 veckor",
            "fyra",
            "två dagar",
            "4",
            "4 gånger",
            "4,5",
            "många",
        ]
        .map(number);
        assert_eq!(read, [Some(4), Some(4), Some(2), Some(4), None, None, None]);
    }
}
