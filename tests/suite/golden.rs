//! The two rule sets of the project against the regions' own documents: names, words, conditions and
//! order, letter by letter. The tables here were transcribed from the documents, not from `content/`.

use basutbud::compile::Compilation;
use basutbud::host::read;
use basutbud::model::condition::{Condition, PlacedCondition};
use basutbud::model::region::Region;
use basutbud::model::response::{Limit, Promise, ResponseCalendar, ServiceResponse};
use basutbud::model::rule_set::{RuleSet, Service, ServiceKind};

use crate::harness::{TODAY, compiled, day, repository};

fn example() -> Compilation {
    compiled(&read::site(repository(), day(TODAY)))
}

fn region<'a>(compilation: &'a Compilation, id: &str) -> &'a Region {
    &compilation.catalog.regions[id]
}

fn version<'a>(region: &'a Region, first_day: &str) -> &'a RuleSet {
    let found = region
        .rule_sets
        .iter()
        .find(|rules| rules.in_force == day(first_day));
    found.unwrap_or_else(|| panic!("{} has no rule set of {first_day}", region.id))
}

/// A condition in the words of the tables below.
fn told(condition: &Condition) -> String {
    let join = |parts: &[Condition], between: &str| {
        parts.iter().map(told).collect::<Vec<_>>().join(between)
    };
    match condition {
        Condition::Always(holds) => holds.to_string(),
        Condition::All(parts) => join(parts, " and "),
        Condition::Any(parts) => format!("({})", join(parts, " or ")),
        Condition::Not(part) => format!("not {}", told(part)),
        Condition::Kind(kinds) => {
            let names: Vec<_> = kinds.iter().map(|kind| kind.name()).collect();
            format!("kind {}", names.join("/"))
        }
        Condition::Type(ids) => format!("type {}", ids.join("/")),
        Condition::Administration(ids) => format!("administration {}", ids.join("/")),
        Condition::Agreement(ids) => format!("agreement {}", ids.join("/")),
        Condition::Activity(ids) => format!("activity {}", ids.join("/")),
        Condition::PatientContact(wanted) => format!("patient_contact {wanted}"),
        Condition::Private(wanted) => format!("private {wanted}"),
        Condition::CareForm(ids) => format!("care_form {}", ids.join("/")),
        Condition::Municipality(ids) => format!("municipality {}", ids.join("/")),
        Condition::System(ids) => format!("system {}", ids.join("/")),
        Condition::Offers(ids) => format!("offers {}", ids.join("/")),
        Condition::Unreadable => "unreadable".to_owned(),
    }
}

fn told_of(placed: Option<&PlacedCondition>) -> String {
    placed.map_or_else(|| "-".to_owned(), |placed| told(&placed.condition))
}

/// The duties of a service as `must …`.
fn duty(service: &Service) -> String {
    let duty = &service.duty;
    let parts = [
        ("must-not", &duty.must_not),
        ("must", &duty.must),
        ("should", &duty.should),
        ("may", &duty.may),
    ];
    let told: Vec<String> = parts
        .iter()
        .filter_map(|(name, placed)| {
            let placed = placed.as_ref()?;
            Some(format!("{name} {}", told(&placed.condition)))
        })
        .collect();
    told.join("; ")
}

fn ids<T>(items: &[T], id: impl Fn(&T) -> &str) -> Vec<&str> {
    items.iter().map(id).collect()
}

/// One row of the document's tables.
struct Row {
    id: &'static str,
    kind: ServiceKind,
    name: &'static str,
    duty: &'static str,
    /// Kalmar: "Innebär", word for word.
    means: Option<&'static str>,
    /// Kalmar: "Ska erbjudas av", word for word.
    offered_by: Option<&'static str>,
}

const fn row(
    id: &'static str,
    kind: ServiceKind,
    name: &'static str,
    duty: &'static str,
    means: Option<&'static str>,
    offered_by: Option<&'static str>,
) -> Row {
    Row {
        id,
        kind,
        name,
        duty,
        means,
        offered_by,
    }
}

use ServiceKind::{Booking, EService};

/// Booking first, then the e-services in the table's order (domain reading 22).
const KALMAR: [Row; 14] = [
    row(
        "visa-tider",
        Booking,
        "Visa tider",
        "must kind mottagning",
        Some(
            "Mottagningar visar upp alla bokade tider för invånarna via 1177, oavsett hur tiden är inbokad.",
        ),
        Some("Samtliga mottagningar."),
    ),
    row(
        "av-eller-omboka-tid",
        Booking,
        "Av- eller omboka tid",
        "must kind mottagning",
        Some("Invånaren kan själv av- eller omboka sina tider via 1177.se."),
        Some("Samtliga mottagningar."),
    ),
    row(
        "boka-tid-utan-bedomning",
        Booking,
        "Boka tid (när medicinsk bedömning inte krävs på förhand)",
        "must kind mottagning",
        Some("Invånare kan direktboka nybesök och återbesök via 1177.se."),
        Some(
            "Samtliga mottagningar som erbjuder vårdtjänster där medicinsk bedömning inte krävs innan bokning, till exempel vaccinationer, lämna blodprov, ta bort stygn.",
        ),
    ),
    row(
        "boka-tid-efter-bedomning",
        Booking,
        "Boka tid (när medicinsk bedömning krävs på förhand)",
        "must kind mottagning",
        Some(
            "Vårdpersonal skapar bokningsunderlag och invånare kan därefter själv boka tid via 1177.se. alt. Vårdpersonal skickar en bokningslänk till de patienter som efter medicinsk bedömning har rätt att boka tid (bokningsunderlag behöver ej skapas i Cosmic i dessa fall).",
        ),
        Some(
            "Samtliga mottagningar som erbjuder vårdtjänster där medicinsk bedömning krävs innan bokning.",
        ),
    ),
    row(
        "ansok-om-intyg",
        EService,
        "Ansök om intyg",
        "must kind mottagning and activity utfardar-intyg",
        Some(
            "Invånare lämnar önskemål om att förnya ett befintligt intyg eller ansöka om ett nytt intyg.",
        ),
        Some("Mottagningar som utfärdar lagstadgade intyg till patienter eller anhörig."),
    ),
    row(
        "bestall-journalkopia",
        EService,
        "Beställ journalkopia",
        "must activity for-patientjournal",
        Some("Invånare får utskrivna journalkopior skickade till sig via post."),
        Some("Alla vårdenheter som för patientjournal."),
    ),
    row(
        "egenremiss",
        EService,
        "Egenremiss",
        "must kind mottagning and activity hanterar-egenremiss",
        Some(
            "Möjlighet för invånare att lämna en egenremiss till specialistvården. En egenremiss via e-tjänsten ska bedömas på samma sätt som annan inkommen egenremiss.",
        ),
        Some("Mottagningar som hanterar egenremiss via telefon eller annat kontaktsätt."),
    ),
    row(
        "fornya-recept",
        EService,
        "Förnya recept",
        "must kind mottagning and activity forskriver-lakemedel",
        Some(
            "Invånare lämnar önskemål om att förnya recept på läkemedel som de sedan tidigare fått utskrivet på mottagningen.",
        ),
        Some("Mottagningar som förskriver läkemedel till patienter."),
    ),
    row(
        "fornya-hjalpmedel",
        EService,
        "Förnya hjälpmedel",
        "must kind mottagning and activity forskriver-hjalpmedel",
        Some(
            "Invånare lämnar önskemål om att förnya hjälpmedel som de sedan tidigare fått utskrivet på mottagningen.",
        ),
        Some("Mottagningar som förskriver hjälpmedel till patienter."),
    ),
    row(
        "kontakta-oss",
        EService,
        "Kontakta oss",
        "must patient_contact true",
        Some(
            "Invånare kan ställa en fråga, be om råd eller skriva ett kort meddelande till mottagningen.",
        ),
        Some("Alla vårdenheter som har synliga kontaktkort på 1177.se, d.v.s. har patientkontakt."),
    ),
    row(
        "lamna-synpunkter-och-klagomal",
        EService,
        "Lämna synpunkter och klagomål",
        "must patient_contact true",
        Some(
            "Nationell tjänst där invånaren på ett strukturerat sätt kan lämna synpunkter på sin vård. Invånaren kan välja om synpunkten ska gå till mottagningen eller till patientnämnden.",
        ),
        Some("Alla vårdenheter som har synliga kontaktkort på 1177.se, d.v.s. har patientkontakt."),
    ),
    row(
        "las-din-journal",
        EService,
        "Läs din journal",
        "must activity for-patientjournal",
        Some("Erbjuder invånaren att läsa sin journal genom att logga in på 1177."),
        Some("Alla vårdenheter som för patientjournal."),
    ),
    row(
        "stod-och-behandling",
        EService,
        "Stöd och behandling",
        "must activity har-behandlingsprogram",
        Some(
            "Digitalt stöd eller behandling via 1177. Exempelvis stöd vid sjukskrivning eller KBT-behandling för ångest eller stress.",
        ),
        Some(
            "Alla vårdenheter som erbjuder sina patienter stöd- och behandlingsprogram via 1177 stöd och behandling.",
        ),
    ),
    row(
        "sok-vard-1177-direkt",
        EService,
        "Sök vård (1177 direkt)",
        "must (type halsocentral or agreement halsoval)",
        Some(
            "Invånare får en första bedömning av vanliga symtom och guidas vidare till lämplig vårdnivå.",
        ),
        Some("Hälsocentraler och privata vårdgivare med avtal inom hälsoval."),
    ),
];

const VGR: [Row; 16] = [
    row(
        "bestalla-tid",
        EService,
        "Beställa tid",
        "must activity bokar-tider",
        None,
        None,
    ),
    row(
        "av-omboka-tid",
        Booking,
        "Av/omboka tid",
        "must activity bokar-tider",
        None,
        None,
    ),
    row(
        "fornya-recept",
        EService,
        "Förnya recept",
        "must activity forskriver-lakemedel",
        None,
        None,
    ),
    row(
        "kontakta-mig",
        EService,
        "Kontakta mig",
        "must patient_contact true",
        None,
        None,
    ),
    row(
        "skicka-meddelande",
        EService,
        "Skicka meddelande",
        "must patient_contact true",
        None,
        None,
    ),
    row(
        "egenremiss",
        EService,
        "Egenremiss",
        "must activity hanterar-egenremiss",
        None,
        None,
    ),
    row(
        "fraga-om-min-remiss",
        EService,
        "Fråga om min remiss",
        "must activity tar-emot-remisser",
        None,
        None,
    ),
    row(
        "begara-intyg",
        EService,
        "Begära intyg",
        "must activity utfardar-intyg",
        None,
        None,
    ),
    row(
        "radgivning",
        EService,
        "Rådgivning",
        "should activity ger-radgivning",
        None,
        None,
    ),
    row(
        "fornya-hjalpmedel",
        EService,
        "Förnya hjälpmedel",
        "should activity forskriver-hjalpmedel",
        None,
        None,
    ),
    row(
        "hjalp-oss-att-bli-battre",
        EService,
        "Hjälp oss att bli bättre",
        "should patient_contact true",
        None,
        None,
    ),
    row(
        "levnadsvanor",
        EService,
        "Vill du ha råd och stöd att ändra levnadsvanor (mat, tobak, motion och alkohol)",
        "should activity stodjer-levnadsvanor",
        None,
        None,
    ),
    row(
        "kontakta-specialistfunktion",
        EService,
        "Kontaktformulär med specialistfunktioner",
        "should activity har-specialistfunktion",
        None,
        None,
    ),
    row(
        "fragor-om-undersokningar",
        EService,
        "Frågor om olika undersökningar",
        "should activity gor-undersokningar",
        None,
        None,
    ),
    row(
        "fristaende-tidbok",
        Booking,
        "Fristående tidbok",
        "should activity bokar-tider",
        None,
        None,
    ),
    row(
        "webbtidbokning",
        Booking,
        "Webbtidbokning",
        "should activity bokar-tider",
        None,
        None,
    ),
];

fn matches(rules: &RuleSet, rows: &[Row]) {
    let expected: Vec<&str> = rows.iter().map(|row| row.id).collect();
    assert_eq!(
        ids(&rules.services, |service| &service.id.value),
        expected,
        "ids and order"
    );
    for (service, row) in rules.services.iter().zip(rows) {
        let id = row.id;
        assert_eq!(service.kind, row.kind, "{id}");
        assert_eq!(service.name.value, row.name, "{id}");
        assert_eq!(duty(service), row.duty, "{id}");
        if row.means.is_some() {
            assert_eq!(service.summary.as_deref(), row.means, "{id}");
            assert_eq!(service.applies_to.as_deref(), row.offered_by, "{id}");
        }
        assert!(
            service.summary.is_some() || row.means.is_none(),
            "{id} says what it means"
        );
        assert!(service.name_en.is_some(), "{id} has an English gloss");
        assert!(
            service.source.is_some(),
            "{id} says where in the document it stands"
        );
        assert!(service.phase_in.is_empty(), "{id}");
    }
}

#[test]
fn kalmar_2026_is_the_document() {
    let compilation = example();
    let rules = version(region(&compilation, "kalmar"), "2026-02-18");
    matches(rules, &KALMAR);
    assert_eq!(
        rules.title,
        "Riktlinje för 1177 e-tjänster och 1177 tidbokning – jämlikt digitalt vårdutbud"
    );
    let decided = rules.decided.as_ref().map(|it| it.value);
    assert_eq!(decided, Some(day("2026-02-18")));
    assert_eq!(
        rules.concerned.as_deref(),
        Some("Vårdförvaltningar i Region Kalmar län")
    );
    let owner = rules.owner.as_ref().expect("an owner");
    assert_eq!(owner.email.as_deref(), Some("etjanster@regionkalmar.se"));
    assert_eq!(
        told_of(rules.scope.as_ref()),
        "patient_contact true and (administration halso-och-sjukvardsforvaltningen/primarvardsforvaltningen/\
         psykiatriforvaltningen/folktandvarden or private true and agreement halsoval)"
    );
    let response = rules.response.as_ref().expect("a response time");
    assert_eq!(
        (response.limit.value, response.calendar, response.promise),
        (
            Limit::Days(1),
            ResponseCalendar::WorkingDay,
            Promise::Feedback
        )
    );
    assert!(rules.phase_in.is_empty() && rules.one_of.is_empty());
    let history: Vec<_> = rules
        .history
        .iter()
        .map(|line| (line.date.value, line.change.as_str(), line.by.as_deref()))
        .collect();
    assert_eq!(
        history,
        [
            (
                day("2026-01-13"),
                "Upprättande av riktlinje",
                Some("Team digitala invånartjänster, regionstab kommunikation")
            ),
            (
                day("2026-02-18"),
                "Förankrad i sjukvårdsledning och godkänd av regiondirektör.",
                Some("Kommunikationsdirektör, Regiondirektör")
            ),
        ]
    );
}

#[test]
fn kalmar_2026_booking_is_the_document() {
    let compilation = example();
    let rules = version(region(&compilation, "kalmar"), "2026-02-18");
    let ahead = "Framförhållning i schemaläggning. Invånare ska ha tillgång till bokningsbara tider minst fyra veckor framåt i tiden.";
    type BookingRow<'a> = (&'a str, Option<u32>, Option<Option<bool>>, &'a [&'a str]);
    let rows: [BookingRow<'_>; 4] = [
        (
            "visa-tider",
            None,
            None,
            &["interna-eller-administrativa-bokningar"],
        ),
        ("av-eller-omboka-tid", Some(4), None, &[]),
        (
            "boka-tid-utan-bedomning",
            Some(4),
            Some(Some(false)),
            &["medicinsk-bedomning", "sambokning"],
        ),
        (
            "boka-tid-efter-bedomning",
            Some(4),
            Some(Some(true)),
            &["sambokning"],
        ),
    ];
    for (id, weeks, visits, exceptions) in rows {
        let service = rules.service(id).expect("the service exists");
        assert_eq!(
            service.weeks_ahead.as_ref().map(|weeks| weeks.value),
            weeks,
            "{id}"
        );
        let filter = service
            .visits
            .as_ref()
            .map(|filter| filter.assessment_first);
        assert_eq!(filter, visits, "{id}");
        let listed = ids(&service.exceptions, |reason| &reason.value);
        assert_eq!(listed, exceptions, "{id}");
        assert!(
            !service.exceptions_exhaustive,
            "{id}: the list is of examples"
        );
        let demand = service.requirement.as_deref();
        assert_eq!(demand, weeks.map(|_| ahead), "{id}");
        assert!(
            service.response == ServiceResponse::None,
            "{id} opens no case"
        );
    }
    for service in rules
        .services
        .iter()
        .filter(|service| service.kind == EService)
    {
        let id = &service.id.value;
        assert!(
            service.visits.is_none() && service.weeks_ahead.is_none(),
            "{id}"
        );
        assert!(service.satisfied_by.is_empty(), "{id}");
    }
    let words = |id: &str| rules.reason(id).map(|reason| reason.text.as_str());
    assert_eq!(
        words("medicinsk-bedomning"),
        Some("När det krävs medicinsk bedömning innan besöket kan bokas.")
    );
    assert_eq!(
        words("sambokning"),
        Some("När besöket kräver sambokning av flera resurser.")
    );
    assert_eq!(
        words("interna-eller-administrativa-bokningar"),
        Some("Interna eller administrativa bokningar.")
    );
    let cases: Vec<&str> = rules
        .services
        .iter()
        .filter(|service| service.response == ServiceResponse::None)
        .map(|service| service.id.value.as_str())
        .collect();
    // Log-in views and self-service carry no response time (domain reading 16).
    assert_eq!(
        cases,
        [
            "visa-tider",
            "av-eller-omboka-tid",
            "boka-tid-utan-bedomning",
            "boka-tid-efter-bedomning",
            "las-din-journal",
            "stod-och-behandling",
            "sok-vard-1177-direkt",
        ]
    );
}

#[test]
fn kalmar_2023_is_what_is_known_of_it() {
    let compilation = example();
    let rules = version(region(&compilation, "kalmar"), "2023-01-01");
    let response = rules.response.as_ref().expect("a response time");
    assert_eq!(
        (response.limit.value, response.calendar, response.promise),
        (
            Limit::Days(2),
            ResponseCalendar::WorkingDay,
            Promise::Feedback
        )
    );
    assert!(!rules.broken);
}

#[test]
fn vgr_2016_is_the_document() {
    let compilation = example();
    let region = region(&compilation, "vgr");
    let rules = version(region, "2016-01-28");
    matches(rules, &VGR);
    assert_eq!(rules.title, "Basutbud i 1177 Vårdguidens e-tjänster");
    let decided = rules.decided.as_ref().map(|it| it.value);
    assert_eq!(decided, Some(day("2016-01-28")));
    assert_eq!(
        told_of(rules.scope.as_ref()),
        "kind mottagning and (private false or agreement vardval-vardcentral/vardval-rehab/tandvardsavtal/annat-avtal)"
    );
    let response = rules.response.as_ref().expect("a response time");
    assert_eq!(
        (response.limit.value, response.calendar, response.promise),
        (Limit::Days(2), ResponseCalendar::Weekday, Promise::Answer)
    );
    let phases: Vec<_> = rules
        .phase_in
        .iter()
        .map(|phase| (phase.when.is_none(), phase.from))
        .collect();
    assert_eq!(phases, [(true, day("2017-01-01"))]);
    let satisfied: Vec<(&str, Vec<&str>)> = rules
        .services
        .iter()
        .filter(|service| !service.satisfied_by.is_empty())
        .map(|service| {
            (
                service.id.value.as_str(),
                ids(&service.satisfied_by, |id| &id.value),
            )
        })
        .collect();
    assert_eq!(
        satisfied,
        [
            ("av-omboka-tid", vec!["webbtidbokning", "fristaende-tidbok"]),
            ("fristaende-tidbok", vec!["webbtidbokning"]),
            ("webbtidbokning", vec!["fristaende-tidbok"]),
        ]
    );
    let (service, _) = rules
        .resolve("Kontakta diabetessköterska")
        .expect("the pattern fits");
    assert_eq!(service.id.value, "kontakta-specialistfunktion");
    let (service, _) = rules
        .resolve("Kontakta mig")
        .expect("a name goes before the pattern");
    assert_eq!(service.id.value, "kontakta-mig");
}

#[test]
fn the_regions_ids_are_the_contract() {
    let compilation = example();
    let kalmar = region(&compilation, "kalmar");
    let vgr = region(&compilation, "vgr");
    let administrations = |region: &Region| {
        let ids: Vec<String> = region
            .administrations
            .iter()
            .map(|a| a.id.value.clone())
            .collect();
        ids
    };
    let agreements = |region: &Region| {
        let ids: Vec<String> = region
            .agreements
            .iter()
            .map(|a| a.id.value.clone())
            .collect();
        ids
    };
    assert_eq!(
        administrations(kalmar),
        [
            "halso-och-sjukvardsforvaltningen",
            "primarvardsforvaltningen",
            "psykiatriforvaltningen",
            "folktandvarden"
        ]
    );
    assert_eq!(agreements(kalmar), ["halsoval"]);
    assert_eq!(
        administrations(vgr),
        [
            "primarvarden",
            "sjukhusen",
            "habilitering-och-halsa",
            "folktandvarden"
        ]
    );
    assert_eq!(
        agreements(vgr),
        [
            "vardval-vardcentral",
            "vardval-rehab",
            "tandvardsavtal",
            "annat-avtal"
        ]
    );
    for (region, types) in [
        (
            kalmar,
            [
                "halsocentral",
                "mottagning",
                "folktandvardsklinik",
                "avdelning",
            ],
        ),
        (
            vgr,
            [
                "vardcentral",
                "mottagning",
                "folktandvardsklinik",
                "avdelning",
            ],
        ),
    ] {
        for id in types {
            let kind = region.unit_type(id).and_then(|unit_type| unit_type.kind);
            let expected = if id == "avdelning" {
                "avdelning"
            } else {
                "mottagning"
            };
            assert_eq!(
                kind.map(|kind| kind.name()),
                Some(expected),
                "{} {id}",
                region.id
            );
        }
    }
    let activities = |rules: &RuleSet| {
        let ids: Vec<String> = rules
            .activities
            .iter()
            .map(|a| a.id.value.clone())
            .collect();
        ids
    };
    assert_eq!(
        activities(version(kalmar, "2026-02-18")),
        [
            "for-patientjournal",
            "utfardar-intyg",
            "forskriver-lakemedel",
            "forskriver-hjalpmedel",
            "hanterar-egenremiss",
            "har-behandlingsprogram"
        ]
    );
    assert_eq!(
        activities(version(vgr, "2016-01-28")),
        [
            "bokar-tider",
            "forskriver-lakemedel",
            "hanterar-egenremiss",
            "tar-emot-remisser",
            "utfardar-intyg",
            "ger-radgivning",
            "forskriver-hjalpmedel",
            "stodjer-levnadsvanor",
            "har-specialistfunktion",
            "gor-undersokningar"
        ]
    );
}
