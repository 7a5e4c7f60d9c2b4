//! Reads what a unit offers: services, visits, exemptions, extra services.

use std::collections::BTreeMap;

use toml::Spanned as TomlSpanned;
use toml::de::DeValue;

use crate::diagnostic::{Diagnostic, say};
use crate::load::faults::{conflicting_keys, missing_field};
use crate::load::hours;
use crate::load::table::Table;
use crate::load::unit::practical;
use crate::model::rule_set::RuleSet;
use crate::model::unit::{
    Booking, Channel, Exemption, ExtraService, Horizon, ServiceEntry, ServiceLink, VisitType,
};
use crate::text::Spanned;

/// `[activities]`
pub fn activities(unit: &Table<'_>) -> BTreeMap<String, Spanned<bool>> {
    let Some(table) = unit.table("activities") else {
        return BTreeMap::new();
    };
    let answer = |(key, value): (Spanned<String>, &TomlSpanned<DeValue<'_>>)| {
        let answer = value.get_ref().as_bool()?;
        Some((key.value, Spanned::new(answer, key.span)))
    };
    table.entries().filter_map(answer).collect()
}

/// `[services]`, with the addresses of a rule set for those written as `true`.
pub fn services(
    unit: &Table<'_>,
    rule_set: Option<&RuleSet>,
    found: &mut Vec<Diagnostic>,
) -> Vec<ServiceEntry> {
    let Some(table) = unit.table("services") else {
        return Vec::new();
    };
    table
        .entries()
        .map(|(key, value)| service(&table, key, value, rule_set, found))
        .collect()
}

fn service<'t>(
    services: &Table<'t>,
    key: Spanned<String>,
    value: &'t TomlSpanned<DeValue<'t>>,
    rule_set: Option<&RuleSet>,
    found: &mut Vec<Diagnostic>,
) -> ServiceEntry {
    let only = |links| ServiceEntry {
        key: key.clone(),
        links,
        also_by: vec![],
        only_by: vec![],
        only_by_span: None,
        standard_url: None,
    };
    if let Some(list) = value.get_ref().as_array() {
        let tables = list.iter().filter_map(|node| services.as_table(node));
        let links: Vec<ServiceLink> = tables
            .filter_map(|table| link(&table, None, found))
            .collect();
        if list.is_empty() {
            found.push(no_address(&key));
        }
        found.extend(unlabelled(&links));
        return only(links);
    }
    let standard = |place| {
        let url = standard_address(&key.value, rule_set)?;
        Some(Spanned::new(url, place))
    };
    if value.get_ref().as_bool() == Some(true) {
        let place = services.place(value);
        return ServiceEntry {
            standard_url: Some(place),
            ..only(standard(place).map(plain_link).into_iter().collect())
        };
    }
    let Some(table) = services.as_table(value) else {
        return only(
            services
                .as_text(value)
                .map(plain_link)
                .into_iter()
                .collect(),
        );
    };
    let channels = |name| {
        let words = table.texts(name);
        words
            .iter()
            .filter_map(|word| Channel::parse(&word.value))
            .collect::<Vec<_>>()
    };
    let standard_url = table
        .span_of("url")
        .filter(|_| table.flag("url") == Some(true));
    let entry = ServiceEntry {
        links: link(&table, standard_url.and_then(standard), found)
            .into_iter()
            .collect(),
        standard_url,
        also_by: channels("also_by"),
        only_by: channels("only_by"),
        only_by_span: table.span_of("only_by"),
        key,
    };
    let url = entry.links.first().map(|link| link.url.span);
    match (url.or(entry.standard_url), entry.only_by_span) {
        (Some(url), Some(only_by)) => {
            found.push(conflicting_keys::fault(("url", url), ("only_by", only_by)));
        }
        (None, None) if table.node("url").is_none() => found.push(no_address(&entry.key)),
        _ => {}
    }
    entry
}

/// An address with what is said of it; nothing without one. That of a rule set stands for `true`.
fn link(
    table: &Table<'_>,
    standard: Option<Spanned<String>>,
    found: &mut Vec<Diagnostic>,
) -> Option<ServiceLink> {
    Some(ServiceLink {
        url: table.text("url").or(standard)?,
        label: table.text("label"),
        note: table.text("note"),
        hours: hours::week(table, "hours", found),
        ages: practical::ages(table),
        login: table.flag("login"),
    })
}

/// An address alone.
fn plain_link(url: Spanned<String>) -> ServiceLink {
    ServiceLink {
        url,
        label: None,
        note: None,
        hours: None,
        ages: None,
        login: None,
    }
}

/// The address that a rule set gives a service for all units.
fn standard_address(key: &str, rule_set: Option<&RuleSet>) -> Option<String> {
    let (service, _) = rule_set?.resolve(key)?;
    service.url.as_ref().map(|url| url.value.clone())
}

fn no_address(key: &Spanned<String>) -> Diagnostic {
    missing_field::because(
        key.span,
        &format!("services.{}.url", key.value),
        say!(
            "add the address of the e-service, or `only_by = [\"phone\"]` when there is none",
            "lägg till e-tjänstens adress, eller `only_by = [\"phone\"]` om den inte finns"
        ),
    )
}

/// Of several addresses, each says whom or what it is for.
fn unlabelled(links: &[ServiceLink]) -> Option<Diagnostic> {
    let link = links.iter().find(|link| link.label.is_none())?;
    (links.len() > 1).then(|| {
        missing_field::because(
            link.url.span,
            "label",
            say!(
                "say whom or what the address is for, such as `label = \"Barn\"`",
                "skriv vem eller vad adressen är till för, till exempel `label = \"Barn\"`"
            ),
        )
    })
}

/// `[booking]`
pub fn horizon(unit: &Table<'_>, found: &mut Vec<Diagnostic>) -> Option<Spanned<Horizon>> {
    let table = unit.table("booking")?;
    if let (Some(weeks), Some(until)) = (
        table.span_of("weeks_ahead"),
        table.span_of("bookable_until"),
    ) {
        found.push(conflicting_keys::fault(
            ("weeks_ahead", weeks),
            ("bookable_until", until),
        ));
    }
    let weeks = table
        .number("weeks_ahead")
        .map(|weeks| weeks.map(Horizon::Weeks));
    weeks.or_else(|| {
        table
            .date("bookable_until")
            .map(|until| until.map(Horizon::Until))
    })
}

/// `[[visits]]`; `None` when the file does not say.
pub fn visits(unit: &Table<'_>, found: &mut Vec<Diagnostic>) -> Option<Vec<VisitType>> {
    unit.node("visits")?.get_ref().as_array()?;
    Some(
        unit.tables("visits")
            .filter_map(|table| visit(&table, found))
            .collect(),
    )
}

fn visit(table: &Table<'_>, found: &mut Vec<Diagnostic>) -> Option<VisitType> {
    let note = table.text("note");
    let exempt = match table.flag("exempt") {
        // `exempt = true` leaves the reason to the note.
        Some(true) => {
            if note.is_none() {
                found.push(missing_field::because(
                    table.span_of("exempt").unwrap_or(table.span),
                    "visits.note",
                    say!(
                        "say in `note` why the visit cannot be booked",
                        "skriv i `note` varför besöket inte går att boka"
                    ),
                ));
            }
            note.clone()
        }
        _ => table.text("exempt"),
    };
    Some(VisitType {
        name: table.text("name")?,
        description: table.text("description"),
        assessment_first: table.flag("assessment_first"),
        book: table.text("book").map(|book| {
            book.map(|text| match text.as_str() {
                "bokningslank" => Booking::LinkFromStaff,
                "bokningsunderlag" => Booking::BasisFromStaff,
                _ => Booking::Url(text),
            })
        }),
        exempt,
        note,
        span: table.span,
    })
}

/// `[[exemptions]]`
pub fn exemptions(unit: &Table<'_>) -> Vec<Exemption> {
    let read = |table: Table<'_>| {
        Some(Exemption {
            service: table.text("service")?,
            reason: table.text("reason"),
            note: table.text("note"),
            until: table.date("until"),
            approved: table.date("approved"),
            span: table.span,
        })
    };
    unit.tables("exemptions").filter_map(read).collect()
}

/// `[[extra_services]]`
pub fn extra_services(unit: &Table<'_>) -> Vec<ExtraService> {
    let read = |table: Table<'_>| {
        Some(ExtraService {
            name: table.text("name")?,
            url: table.text("url"),
            agreed: table.date("agreed"),
            span: table.span,
        })
    };
    unit.tables("extra_services").filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::settle::Levels;
    use crate::load::load;
    use crate::testing::inputs;

    /// The addresses of the services of a unit, with their labels, and the codes of faults.
    fn services(lines: &str, rules: &str) -> (Vec<String>, Vec<&'static str>) {
        let files = format!("//- a.toml\n[services]\n{lines}{rules}");
        let (inputs, _) = inputs(&files);
        let loaded = load(&inputs, &mut Levels::default(), &|_| None, &[]);
        let region = &loaded.catalog.regions["x"];
        let read = crate::load::units::read(&loaded.units[0], region, &inputs, &loaded.sources);
        let unit = read.unit.expect("a unit");
        let links = unit.services.iter().flat_map(|entry| &entry.links);
        let said = links.map(|link| match &link.label {
            Some(label) => format!("{} {}", link.url.value, label.value),
            None => link.url.value.clone(),
        });
        let of_services = read.diagnostics.iter();
        (
            said.collect(),
            of_services.map(|fault| fault.code.name).collect(),
        )
    }

    #[test]
    fn a_service_has_one_address_or_several_with_labels() {
        let (links, faults) = services(
            "fornya-recept = [{ url = \"https://a.se\", label = \"Vuxna\" }, { url = \"https://b.se\", label = \"Barn\", ages = [0, 17], login = true, note = \"Du behöver inget e-leg.\", hours = { mon = \"08:00-12:00\" } }]\nchatt = { url = \"https://c.se\", note = \"Bara dagtid.\" }\nkontakta-oss = \"https://d.se\"\n",
            "",
        );
        let wanted = [
            "https://a.se Vuxna",
            "https://b.se Barn",
            "https://c.se",
            "https://d.se",
        ];
        assert_eq!(links, wanted);
        assert_eq!(faults, [""; 0]);
    }

    #[test]
    fn several_addresses_without_labels_or_none_at_all_are_found() {
        let (_, faults) = services(
            "fornya-recept = [{ url = \"https://a.se\", label = \"Vuxna\" }, { url = \"https://b.se\" }]\nchatt = []\n",
            "",
        );
        assert_eq!(faults, ["missing-field", "missing-field"]);
    }

    #[test]
    fn true_is_the_address_that_the_rule_set_gives() {
        let rules = "//- content/x/rules/2026-06-01.toml\ntitle = \"R\"\n[[services]]\nid = \"lista\"\nkind = \"e-service\"\nname = \"Lista dig\"\nurl = \"https://lista.example.se/\"\nmust_when = true\n";
        let (links, faults) = services("lista = true\n", rules);
        assert_eq!(
            (links, faults),
            (vec!["https://lista.example.se/".to_owned()], vec![])
        );
        let said_more = "lista = { url = true, label = \"Vuxna\" }\n";
        let (links, faults) = services(said_more, rules);
        assert_eq!(
            (links, faults),
            (vec!["https://lista.example.se/ Vuxna".to_owned()], vec![])
        );
        let (links, faults) = services("kontakta-oss = true\n", rules);
        // Its own rule finds that there is none.
        assert_eq!((links, faults), (vec![], vec![]));
    }
}
