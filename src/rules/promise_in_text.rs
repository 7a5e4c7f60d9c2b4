//! `promise-in-text`: a text promises another response time than the one that holds.

use aho_corasick::AhoCorasick;

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::response::Limit;
use crate::rules::prose::{self, Prose, ProseKind};
use crate::rules::{Rule, Run, UnitContext};
use crate::text::Span;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::LazyLock;

/// The code.
pub static CODE: Code = Code {
    name: "promise-in-text",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("promise_in_text"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// Words that make a sentence one on answers.
#[rustfmt::skip]
const ANSWERS: [&str; 22] = [
    "svar", "svara", "svarar", "svaret", "svarstid", "svarstiden", "besvara", "besvarar", "besvaras", "återkoppling",
    "återkopplingen", "återkopplar", "återkommer", "answer", "answers", "answered", "reply", "replies", "respond",
    "responds", "response", "feedback",
];
/// Beginnings of words that make it one on something else: results, calls.
const OTHER_MATTERS: [&str; 5] = ["test", "result", "phone", "ring", "call"];
/// The same, for words that are often parts of compounds.
const OTHER_PARTS: [&str; 11] = [
    "prov",
    "röntgen",
    "undersök",
    "resultat",
    "remiss",
    "referral",
    "telefon",
    "operation",
    "kallelse",
    "enkät",
    "journalkopi",
];

/// A time that a text promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Promised {
    SameDay,
    Hours(u32),
    Days(u32),
}

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some((response, longest)) = context.response().filter(|_| context.is_bound()) else {
        return;
    };
    let holds = context.unit.response.as_ref().unwrap_or(longest);
    let words = holds.value.within(response.calendar);
    for text in prose::texts_with(context.unit, possible_promises) {
        if text.kind == ProseKind::Internal {
            continue;
        }
        for (part, promised) in promises(text.text) {
            // The time to aim at may be told.
            let is_target =
                matches!(promised, Promised::Hours(hours) if Some(hours) == response.target_hours);
            match compare(promised, holds.value) {
                Ordering::Equal => {}
                Ordering::Less if is_target => {}
                weight => found.push(finding(&text, part, weight, &words, holds.span)),
            }
        }
    }
}

/// Another response time than the one that holds, in a text of the rule set for residents: the part of
/// the text, and how it stands to the time; greater is slower.
pub fn other_promises(
    text: &str,
    holds: Limit,
    target_hours: Option<u32>,
) -> impl Iterator<Item = (Range<usize>, Ordering)> {
    promises(text)
        .into_iter()
        .filter_map(move |(part, promised)| {
            let is_target =
                matches!(promised, Promised::Hours(hours) if Some(hours) == target_hours);
            let weight = compare(promised, holds);
            (weight != Ordering::Equal && !is_target).then_some((part, weight))
        })
}

/// Words of which one stands in every time that is promised.
static TIME_SIGNS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    prose::signs(&[
        "nom",
        "ithin",
        "samma",
        "same",
        "ästa",
        "öljande",
        "next",
        "following",
        "varstid",
        "esponse time",
    ])
});

/// Words of which one stands in every promise of an answer.
static ANSWER_SIGNS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    prose::signs(&[
        "svar",
        "Svar",
        "återko",
        "Återko",
        "av oss",
        "kontaktar dig",
        "nswer",
        "repl",
        "Repl",
        "espon",
        "eedback",
        "get back",
        "contact you",
    ])
});

/// Where a file may hold a promise: words on answers, if there are words on time as well.
fn possible_promises(file: &str) -> Vec<usize> {
    let answers = prose::occurrences(file, &ANSWER_SIGNS);
    match answers.is_empty() || TIME_SIGNS.is_match(file) {
        true => answers,
        false => Vec::new(),
    }
}

fn finding(
    text: &Prose<'_>,
    part: Range<usize>,
    weight: Ordering,
    holds: &Text,
    place: Span,
) -> Diagnostic {
    let words = &text.text[part.clone()];
    let (message, help, cap) = if weight == Ordering::Greater {
        (
            Text {
                en: format!("`{words}` is slower than the response time: {}", holds.en).into(),
                sv: format!("`{words}` är långsammare än svarstiden: {}", holds.sv).into(),
            },
            say!(
                "leave the time out: the page prints the response time by itself",
                "ta bort tiden: sidan skriver ut svarstiden av sig själv"
            ),
            None,
        )
    } else {
        (
            Text {
                en: format!(
                    "`{words}` is another promise than the response time on the page: {}",
                    holds.en
                )
                .into(),
                sv: format!(
                    "`{words}` är ett annat löfte än svarstiden på sidan: {}",
                    holds.sv
                )
                .into(),
            },
            say!(
                "leave the time out, or state the quicker promise under `[response]`",
                "ta bort tiden, eller ange det snabbare löftet under `[response]`"
            ),
            Some(Level::Note),
        )
    };
    Diagnostic::new(&CODE, text.place(part), message)
        .with_related(
            place,
            say!("the response time that holds", "svarstiden som gäller"),
        )
        .with_help(help)
        .at_most(cap)
}

/// How a promise stands to a response time: greater is slower.
fn compare(promised: Promised, holds: Limit) -> Ordering {
    let promised = match promised {
        Promised::SameDay => Limit::Days(0),
        Promised::Days(days) => Limit::Days(days),
        Promised::Hours(hours) => Limit::Hours(hours),
    };
    match (promised, holds) {
        (Limit::Days(_), Limit::Days(_)) | (Limit::Hours(_), Limit::Hours(_)) => {
            promised.compare(holds)
        }
        // Hours run at night and on Sundays: even as many are another promise than days.
        _ => promised.compare(holds).then(Ordering::Less),
    }
}

/// The promises of a response time in a text.
fn promises(text: &str) -> Vec<(Range<usize>, Promised)> {
    let mut all = Vec::new();
    for sentence in sentences(text) {
        let words: Vec<(Range<usize>, String)> = prose::words(&text[sentence.clone()])
            .map(|(part, word)| {
                let place = sentence.start + part.start..sentence.start + part.end;
                (place, word.to_lowercase())
            })
            .collect();
        if is_about_answers(&words) {
            all.extend((0..words.len()).filter_map(|at| promise_at(&words, at)));
        }
    }
    all
}

/// Sentences, roughly: what stands between full stops, lines of a list, headings and paragraphs.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for (at, byte) in text.bytes().enumerate() {
        let after = bytes.get(at + 1);
        let ends = match byte {
            b'.' | b'!' | b'?' => after.is_none_or(u8::is_ascii_whitespace),
            b'\n' => after.is_none_or(|next| b"\r\n-*#>0123456789".contains(next)),
            _ => false,
        };
        if ends {
            all.push(start..at + 1);
            start = at + 1;
        }
    }
    all.push(start..text.len());
    all
}

fn is_about_answers(words: &[(Range<usize>, String)]) -> bool {
    let pair = |first: &str, second: &str| {
        words
            .windows(2)
            .any(|pair| pair[0].1 == first && pair[1].1 == second)
    };
    let answers = words
        .iter()
        .any(|(_, word)| ANSWERS.contains(&word.as_str()))
        || pair("av", "oss")
        || pair("kontaktar", "dig")
        || pair("get", "back")
        || pair("contact", "you");
    let other = words.iter().any(|(_, word)| {
        OTHER_MATTERS.iter().any(|start| word.starts_with(start))
            || OTHER_PARTS.iter().any(|part| word.contains(part))
    });
    answers && !other
}

/// The promise that begins with a word.
fn promise_at(words: &[(Range<usize>, String)], at: usize) -> Option<(Range<usize>, Promised)> {
    let word = |at: usize| words.get(at).map(|(_, word)| word.as_str());
    let lead = word(at)?;
    let is_day = |word: &str| ["dag", "vardag", "arbetsdag", "day", "weekday"].contains(&word);
    let through = |last: usize| words[at].0.start..words[last].0.end;
    // "samma dag", "nästa arbetsdag", "the next working day"
    let step = match lead {
        "samma" | "same" => Some(Promised::SameDay),
        "nästa" | "följande" | "next" | "following" => Some(Promised::Days(1)),
        _ => None,
    };
    if let Some(promised) = step {
        let adjective = usize::from(word(at + 1).is_some_and(is_adjective));
        let last = at + 1 + adjective;
        return word(last)
            .filter(|word| is_day(word))
            .map(|_| (through(last), promised));
    }
    let response_time = lead == "response" && word(at + 1) == Some("time");
    if !response_time && !["inom", "within", "svarstid", "svarstiden"].contains(&lead) {
        return None;
    }
    // "inom en (1) arbetsdag", "within one to two working days", "svarstiden är högst 3 dagar"
    let mut count = None;
    for next in at + 1 + usize::from(response_time)..words.len().min(at + 9) {
        let word = word(next)?;
        if let Some(number) = number(word) {
            count = Some(count.map_or(number, |earlier: u32| earlier.max(number)));
        } else if let Some(unit) = unit(word) {
            return Some((through(next), unit(count?)));
        } else if !is_filler(word) && !is_adjective(word) {
            return None;
        }
    }
    None
}

fn is_adjective(word: &str) -> bool {
    ["working", "business", "hela", "whole", "full"].contains(&word)
}

fn is_filler(word: &str) -> bool {
    [
        "av", "loppet", "högst", "max", "maximalt", "cirka", "ca", "ungefär", "till", "eller",
        "är", "på", "om", "normalt", "vanligen", "oftast", "to", "or", "about", "at", "most", "is",
        "of", "a", "usually", "normally", "par",
    ]
    .contains(&word)
}

fn number(word: &str) -> Option<u32> {
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    const WORDS: [(&str, &str); 10] = [
        ("ett", "one"),
        ("två", "two"),
        ("tre", "three"),
        ("fyra", "four"),
        ("fem", "five"),
        ("sex", "six"),
        ("sju", "seven"),
        ("åtta", "eight"),
        ("nio", "nine"),
        ("tio", "ten"),
    ];
    let at = WORDS.iter().position(|(sv, en)| *sv == word || *en == word);
    match (at, word) {
        (Some(at), _) => u32::try_from(at + 1).ok(),
        (None, "en" | "an") => Some(1),
        (None, "par" | "couple") => Some(2),
        (None, "några" | "few") => Some(3),
        _ => None,
    }
}

/// What a unit of time makes of a number; a week has five working days.
fn unit(word: &str) -> Option<fn(u32) -> Promised> {
    match word {
        "timme" | "timmar" | "timmars" | "hour" | "hours" => Some(Promised::Hours),
        "dygn" => Some(|count| Promised::Hours(count.saturating_mul(24))),
        "dag" | "dagar" | "dagars" | "arbetsdag" | "arbetsdagar" | "arbetsdagars" | "vardag"
        | "vardagar" | "vardagars" | "day" | "days" | "weekday" | "weekdays" => {
            Some(Promised::Days)
        }
        "vecka" | "veckor" | "veckors" | "week" | "weeks" => {
            Some(|count| Promised::Days(count.saturating_mul(5)))
        }
        "månad" | "månader" | "month" | "months" => {
            Some(|count| Promised::Days(count.saturating_mul(20)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, check_files};

    fn unit(text: &str) -> String {
        format!("[care]\nreferral = \"{text}\"\n")
    }

    #[test]
    fn slower_promises_are_found_in_many_wordings() {
        for (text, shown) in [
            ("Vi svarar inom två arbetsdagar.", "inom två arbetsdagar"),
            ("Du får svar inom 3 vardagar.", "inom 3 vardagar"),
            (
                "Vi återkommer inom en till två dagar.",
                "inom en till två dagar",
            ),
            ("Svar kommer inom 1–2 dagar.", "inom 1–2 dagar"),
            ("Vi hör av oss inom en vecka.", "inom en vecka"),
            (
                "Vi svarar på ditt ärende inom loppet av ett par dagar.",
                "inom loppet av ett par dagar",
            ),
            (
                "Svarstiden är högst fem dagar.",
                "Svarstiden är högst fem dagar",
            ),
            (
                "Återkoppling ges inom två (2) arbetsdagar.",
                "inom två (2) arbetsdagar",
            ),
            ("Du får svar inom 48 timmar.", "inom 48 timmar"),
            ("We reply within 2 working days.", "within 2 working days"),
            (
                "You will get an answer within a couple of days.",
                "within a couple of days",
            ),
            (
                "The response time is about three business days.",
                "response time is about three business days",
            ),
        ] {
            assert_eq!(check(&RULE, &unit(text)), [format!("2: {shown}")], "{text}");
        }
    }

    #[test]
    fn quicker_promises_are_noted() {
        for (text, shown) in [
            ("Vi svarar inom 24 timmar.", "inom 24 timmar"),
            ("Vi svarar alltid samma dag.", "samma dag"),
            ("We answer the same working day.", "same working day"),
        ] {
            assert_eq!(
                check(&RULE, &unit(text)),
                [format!("2: {shown} [note]")],
                "{text}"
            );
        }
    }

    #[test]
    fn the_unit_s_own_promise_is_what_holds() {
        let own = format!(
            "{}[response]\ndays = 0\n",
            unit("Vi svarar samma dag. Senast får du svar inom en arbetsdag.")
        );
        assert_eq!(check(&RULE, &own), ["2: inom en arbetsdag"]);
    }

    #[test]
    fn places_are_exact_in_texts_and_notices() {
        let files = "//- a.toml\n[[notices]]\nto = 2026-12-24\ntext = \"Många \\\"hör av sig\\\". Vi svarar inom fyra dagar.\"\n//- a.md\n# Åh\n\nHär svarar vi dig\ninom tre arbetsdagar.\n";
        assert_eq!(
            check_files(&RULE, files),
            ["a.md:4: inom tre arbetsdagar", "3: inom fyra dagar"]
        );
    }

    #[test]
    fn near_misses_are_left_alone() {
        for text in [
            "Vi svarar inom en arbetsdag.",
            "Du får en första återkoppling nästa arbetsdag.",
            "We answer within one working day.",
            "Provsvar får du inom två veckor.",
            "Du får svar på blodprovet inom tio dagar.",
            "Svaret på röntgen kommer inom en vecka.",
            "Vi svarar på remisser inom 30 dagar.",
            "Vi svarar i telefon inom två timmar.",
            "Stygnen tas bort inom tio dagar.",
            "Kom tillbaka inom två veckor. Vi svarar på frågor.",
            "Extra öppet för dig som behöver vård samma dag.",
            "Operationssal, protesmaterial och vårdplats måste finnas samma dag.",
            "Inom psykiatrin svarar vi på frågor.",
            "Vi ansvarar för dig inom några dagar efter hemgången.",
            "Det svåra är inom dig.",
            "Test results come within three days, with an answer to your questions.",
            "Avboka senast 24 timmar före besöket.",
            "Du kan svara på enkäten inom två veckor efter operationen.",
        ] {
            assert_eq!(check(&RULE, &unit(text)), [""; 0], "{text}");
        }
        let outside = format!(
            "administration = \"annan\"\n{}",
            unit("Vi svarar inom nio dagar.")
        );
        assert_eq!(check(&RULE, &outside), [""; 0]);
    }
}
