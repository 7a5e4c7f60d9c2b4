//! vCards: the form of RFC 6350 line by line, and the meaning by a parser of others.

use vcard4::property::TextOrUriProperty;

use super::{Built, EXAMPLE, WORST};

/// The cards of a site.
fn cards(site: &Built) -> Vec<(&str, &str)> {
    let cards: Vec<_> = site.ending(".vcf").collect();
    assert!(!cards.is_empty());
    cards
}

#[test]
fn every_line_ends_and_is_folded_as_the_standard_wants() {
    for site in [&*EXAMPLE, &*WORST] {
        for (path, card) in cards(site) {
            assert!(card.starts_with("BEGIN:VCARD\r\nVERSION:4.0\r\n"), "{path}");
            assert!(card.ends_with("\r\nEND:VCARD\r\n"), "{path}");
            assert_eq!(card.matches("END:VCARD\r\n").count(), 1, "{path}");
            let bare = card.replace("\r\n", "");
            assert!(!bare.contains(['\r', '\n']), "{path}");
            for line in card.split("\r\n") {
                assert!(line.len() <= 75, "{path}: {line}");
            }
        }
    }
}

#[test]
fn a_parser_of_others_reads_every_card() {
    for site in [&*EXAMPLE, &*WORST] {
        for (path, card) in cards(site) {
            let parsed =
                vcard4::parse(card).unwrap_or_else(|error| panic!("{path}: {error}\n{card}"));
            assert_eq!(parsed.len(), 1, "{path}");
            parsed[0].validate().expect("a sound card");
            assert!(parsed[0].uid.is_some(), "{path}");
        }
    }
}

#[test]
fn a_card_says_what_the_page_says() {
    let card = EXAMPLE.text("kalmar/strandvik/strandvik.vcf");
    let card = vcard4::parse(card).expect("a card").remove(0);
    assert_eq!(card.formatted_name[0].value, "Hälsocentralen Strandvik");
    assert_eq!(
        card.org[0].value,
        ["Region Kalmar län", "Primärvårdsförvaltningen"]
    );
    let TextOrUriProperty::Uri(phone) = &card.tel[0] else {
        panic!("the number is no address");
    };
    assert_eq!(phone.value.to_string(), "tel:+46980319201");
    assert!(
        card.url[0]
            .value
            .to_string()
            .ends_with("/kalmar/strandvik/")
    );
    assert!(card.geo[0].value.to_string().starts_with("geo:56."));
    assert!(card.rev.is_some());
    let page = EXAMPLE.text("en/kalmar/strandvik/index.html");
    assert!(page.contains("/kalmar/strandvik/strandvik.vcf"));
}

#[test]
fn the_worst_texts_come_back_as_they_were() {
    let (_, card) = cards(&WORST)
        .into_iter()
        .find(|(path, _)| path.contains("xxx"))
        .expect("the unit has a card");
    let card = vcard4::parse(card).expect("a card").remove(0);
    let name = &card.formatted_name[0].value;
    assert!(
        name.starts_with("=cmd|'/c calc'!A1; \"A\", <b>&\\ ]]> </script>\nEND:VCARD\n"),
        "{name}"
    );
}
