//! Words that several forms need, in English and Swedish.

use chrono::NaiveDate;

use crate::assess::verdict::{Cause as Lack, Obligation, Outcome};
use crate::diagnostic::code::Level;
use crate::diagnostic::{Text, say};
use crate::diff::findings::is_released;
use crate::diff::{
    Cause, Change, Difference, ExemptionChange, Fate, FileDifference, FindingChange, FindingKind,
    LookDifference, Standing, Topic, UnitDifference,
};

/// The same words in both languages: a name, a number, what an editor wrote.
pub fn same(words: impl Into<String>) -> Text {
    let words = words.into();
    Text {
        en: words.clone().into(),
        sv: words.into(),
    }
}

/// Words with others after them.
pub fn joined(first: &Text, between: &str, second: &Text) -> Text {
    Text {
        en: format!("{}{between}{}", first.en, second.en).into(),
        sv: format!("{}{between}{}", first.sv, second.sv).into(),
    }
}

/// A count with its noun: `[one, many]` in English, then in Swedish.
pub fn counted(count: usize, en: [&str; 2], sv: [&str; 2]) -> Text {
    let many = usize::from(count != 1);
    Text {
        en: format!("{count} {}", en[many]).into(),
        sv: format!("{count} {}", sv[many]).into(),
    }
}

/// The name of a topic.
pub fn topic(topic: Topic) -> Text {
    match topic {
        Topic::Page => say!("Page", "Sidan"),
        Topic::Services => say!("E-services", "E-tjänster"),
        Topic::Booking => say!("Booking", "Tidbokning"),
        Topic::Visits => say!("Visits", "Besökstyper"),
        Topic::Response => say!("Response time", "Svarstid"),
        Topic::Phone => say!("Telephone", "Telefon"),
        Topic::Hours => say!("Hours", "Tider"),
        Topic::Closures => say!("Closed days", "Stängda dagar"),
        Topic::Notices => say!("Temporary information", "Tillfällig information"),
        Topic::Address => say!("Address", "Adress"),
        Topic::Name => say!("Name", "Namn"),
        Topic::Care => say!("Seeking care", "Söka vård"),
        Topic::About => say!("Texts", "Texter"),
        Topic::Other => say!("Other", "Övrigt"),
        Topic::Facts => say!("Facts that decide duties", "Uppgifter som avgör krav"),
    }
}

/// The word of a topic in JSON.
pub const fn topic_key(topic: Topic) -> &'static str {
    match topic {
        Topic::Page => "page",
        Topic::Services => "services",
        Topic::Booking => "booking",
        Topic::Visits => "visits",
        Topic::Response => "response",
        Topic::Phone => "phone",
        Topic::Hours => "hours",
        Topic::Closures => "closures",
        Topic::Notices => "notices",
        Topic::Address => "address",
        Topic::Name => "name",
        Topic::Care => "care",
        Topic::About => "about",
        Topic::Other => "other",
        Topic::Facts => "facts",
    }
}

/// What became of a unit or file, as one word.
pub fn fate(fate: Fate) -> Text {
    match fate {
        Fate::Gone => say!("gone", "borttagen"),
        Fate::Added => say!("new", "ny"),
        Fate::Renamed => say!("renamed", "omdöpt"),
        Fate::Moved => say!("moved", "flyttad"),
        Fate::Kept => say!("changed", "ändrad"),
    }
}

/// The word of a fate in JSON.
pub const fn fate_key(fate: Fate) -> &'static str {
    match fate {
        Fate::Gone => "gone",
        Fate::Added => "added",
        Fate::Renamed => "renamed",
        Fate::Moved => "moved",
        Fate::Kept => "changed",
    }
}

/// Why something differs, where that is not the unit itself.
pub fn cause(cause: Cause) -> Option<Text> {
    match cause {
        Cause::Unit => None,
        Cause::Shared => Some(say!(
            "because of rules or settings",
            "på grund av regler eller inställningar"
        )),
        Cause::Both => Some(say!(
            "because of the unit and of rules or settings",
            "på grund av både enheten och regler eller inställningar"
        )),
    }
}

/// A duty's standing in a few words: "unmet (not offered)".
pub fn standing(standing: Option<&Standing>) -> Text {
    let Some(standing) = standing else {
        return say!("not in the rules", "finns inte i reglerna");
    };
    let outcome = match standing.outcome {
        Outcome::OutOfScope => say!("out of scope", "omfattas inte"),
        Outcome::NotApplicable => say!("no duty", "inget krav"),
        Outcome::Undetermined => say!("undetermined", "går inte att avgöra"),
        Outcome::Met => say!("met", "uppfyllt"),
        Outcome::Exempt => say!("exempt", "undantag"),
        Outcome::Unmet => say!("unmet", "inte uppfyllt"),
    };
    let mut notes: Vec<Text> = standing.causes.iter().map(|cause| lack(*cause)).collect();
    match (standing.obligation, standing.outcome) {
        (Some(Obligation::Should), _) => notes.insert(0, say!("should", "bör")),
        (Some(Obligation::May), _) => notes.insert(0, say!("may", "kan")),
        (Some(Obligation::MustNot), Outcome::Met) => notes.insert(0, say!("must not", "får inte")),
        _ => {}
    }
    let bound = !matches!(standing.outcome, Outcome::Met | Outcome::Unmet);
    if bound && standing.offered {
        notes.push(say!("offered", "erbjuds"));
    }
    let mut notes = notes.into_iter();
    let Some(first) = notes.next() else {
        return outcome;
    };
    let notes = notes.fold(first, |all, note| joined(&all, ", ", &note));
    say_in_brackets(&outcome, &notes)
}

fn say_in_brackets(words: &Text, note: &Text) -> Text {
    Text {
        en: format!("{} ({})", words.en, note.en).into(),
        sv: format!("{} ({})", words.sv, note.sv).into(),
    }
}

/// What is lacking.
fn lack(cause: Lack) -> Text {
    match cause {
        Lack::NotOffered => say!("not offered", "erbjuds inte"),
        Lack::OnlyByPhoneOrLetter => say!("only by phone or letter", "bara per telefon eller brev"),
        Lack::TooFewWeeksAhead => say!("too few weeks ahead", "för få veckor framåt"),
        Lack::WeeksAheadUnknown => say!("weeks ahead unknown", "okänt hur långt framåt"),
        Lack::VisitNotBookable => say!("a visit cannot be booked", "en besökstyp kan inte bokas"),
        Lack::VisitMissing => say!("a visit is missing", "en besökstyp saknas"),
        Lack::Forbidden => say!("must not be offered", "får inte erbjudas"),
    }
}

/// What happened to a finding of a level, to stand before the level's name.
pub fn happened(kind: FindingKind, cause: Cause, level: Level, code: &str) -> Text {
    match (kind, level) {
        (_, Level::Deny) if is_released(kind, cause, code) => say!("released", "bortfallet"),
        _ if is_released(kind, cause, code) => say!("released", "bortfallen"),
        (FindingKind::New, Level::Deny) => say!("new", "nytt"),
        (FindingKind::Fixed, Level::Deny) => say!("fixed", "åtgärdat"),
        (FindingKind::New, _) => say!("new", "ny"),
        (FindingKind::Fixed, _) => say!("fixed", "åtgärdad"),
        (FindingKind::Heavier, _) => say!("weighs more:", "väger tyngre:"),
        (FindingKind::Lighter, _) => say!("weighs less:", "väger lättare:"),
    }
}

/// The word of a finding's kind in JSON.
pub const fn finding_key(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::New => "new",
        FindingKind::Heavier => "heavier",
        FindingKind::Lighter => "lighter",
        FindingKind::Fixed => "fixed",
    }
}

/// How a level is shown.
pub fn level(level: Level) -> Text {
    match level {
        Level::Deny => say!("error", "fel"),
        Level::Warn => say!("warning", "varning"),
        Level::Note => say!("note", "upplysning"),
        Level::Allow => say!("allowed", "tillåten"),
    }
}

/// Yes or no.
pub fn answer(yes: bool) -> Text {
    if yes {
        say!("yes", "ja")
    } else {
        say!("no", "nej")
    }
}

/// What a change is called: the subject, with its topic where that does not say enough.
pub fn label(change: &Change) -> Text {
    let before = |words: Text| joined(&words, ": ", &change.subject);
    match change.topic {
        Topic::Phone if change.subject == topic(Topic::Phone) => change.subject.clone(),
        Topic::Phone => before(topic(Topic::Phone)),
        Topic::Visits => before(say!("Visit", "Besökstyp")),
        Topic::Closures => joined(&say!("Closed", "Stängt"), " ", &change.subject),
        Topic::Notices | Topic::Facts => before(topic(change.topic)),
        Topic::Response => topic(Topic::Response),
        Topic::Services if change.service.is_none() => {
            before(say!("Service of its own", "Egen tjänst"))
        }
        _ => change.subject.clone(),
    }
}

/// The whole in a few sentences; empty when nothing differs.
pub fn summary(difference: &Difference) -> Vec<Text> {
    let counts = difference.counts();
    let mut lines = Vec::new();
    let mut line = |parts: Vec<(usize, Text)>| {
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        let all = parts.map(|(_, words)| words);
        lines.extend(all.reduce(|all, words| joined(&all, ", ", &words)));
    };
    let units = |count, word: [&'static str; 2]| {
        let unit = counted(count, ["unit", "units"], ["enhet", "enheter"]);
        (count, joined(&unit, " ", &Text::fixed(word[0], word[1])))
    };
    line(vec![
        units(counts.added, ["new", "tillkommer"]),
        units(counts.gone, ["gone", "försvinner"]),
        units(counts.renamed, ["renamed", "byter adress"]),
        units(counts.changed, ["changed", "ändras"]),
        units(
            counts.untouched,
            [
                "differ although their files do not",
                "påverkas fast deras filer är oförändrade",
            ],
        ),
    ]);
    let services = |count, en: &'static str, sv: &'static str| {
        let services = counted(count, ["service", "services"], ["tjänst", "tjänster"]);
        (count, joined(&Text::fixed(en, sv), " ", &services))
    };
    line(vec![
        services(counts.services_lost, "residents lose", "invånarna förlorar"),
        services(counts.services_gained, "residents gain", "invånarna får"),
    ]);
    let duties = |count, en: [&str; 2], sv: [&str; 2]| (count, counted(count, en, sv));
    line(vec![
        duties(
            counts.became_unmet,
            ["duty is no longer met", "duties are no longer met"],
            ["krav uppfylls inte längre", "krav uppfylls inte längre"],
        ),
        duties(
            counts.became_met,
            ["duty is no longer unmet", "duties are no longer unmet"],
            ["krav brister inte längre", "krav brister inte längre"],
        ),
    ]);
    let new = counted(
        counts.new,
        ["new finding", "new findings"],
        ["ny anmärkning", "nya anmärkningar"],
    );
    let denied = counts.newly_denied;
    let new = match denied {
        0 => new,
        _ => Text {
            en: format!("{} ({denied} denied)", new.en).into(),
            sv: format!("{} (varav {denied} fel)", new.sv).into(),
        },
    };
    let only_fixed = counts.fixed - counts.released;
    let fixed = counted(
        only_fixed,
        ["finding fixed", "findings fixed"],
        ["anmärkning åtgärdad", "anmärkningar åtgärdade"],
    );
    let released = counted(
        counts.released,
        ["finding released", "findings released"],
        ["anmärkning bortfallen", "anmärkningar bortfallna"],
    );
    line(vec![
        (counts.new, new),
        (only_fixed, fixed),
        (counts.released, released),
    ]);
    lines.extend(look(&difference.look));
    lines
}

/// What happens to the look of pages, in sentences.
pub fn look(look: &LookDifference) -> Vec<Text> {
    let mut lines = Vec::new();
    if !look.different.is_empty() {
        let compared = look.compared;
        let pages = counted(
            look.different.len(),
            ["page looks different", "pages look different"],
            ["sida ser annorlunda ut", "sidor ser annorlunda ut"],
        );
        let of = say!(
            " because of theme, rules or settings ({compared} compared)",
            " på grund av tema, regler eller inställningar ({compared} jämförda)"
        );
        lines.push(joined(&pages, "", &of));
    }
    if !look.assets.is_empty() {
        let assets: Vec<&str> = look.assets.iter().map(|(path, _)| path.as_str()).collect();
        let assets = assets.join(", ");
        lines.push(say!(
            "the style of every page may differ: {assets}",
            "alla sidors utformning kan skilja sig: {assets}"
        ));
    }
    if look.failed > 0 {
        lines.push(counted(
            look.failed,
            [
                "page cannot be made any more",
                "pages cannot be made any more",
            ],
            [
                "sida går inte längre att göra",
                "sidor går inte längre att göra",
            ],
        ));
    }
    lines
}

/// The name in Swedish of the files that are no revision.
pub const FILES_NOW: &str = "filerna som de är nu";

/// What is compared, and for which day.
pub fn title(difference: &Difference) -> Text {
    let name = |name: &Option<Text>| name.clone().unwrap_or_else(|| same("?"));
    let (base, head, day) = (
        name(&difference.base),
        name(&difference.head),
        difference.today,
    );
    let compared = if head.sv == FILES_NOW {
        ", jämförda"
    } else {
        " jämfört"
    };
    Text {
        en: format!("{} compared with {}, for {day}", head.en, base.en).into(),
        sv: format!("{}{compared} med {}, för {day}", head.sv, base.sv).into(),
    }
}

/// What became of a unit, where that is more than its content.
pub fn fate_of(unit: &UnitDifference) -> Option<Text> {
    let former = unit.former_id.as_deref().unwrap_or_default();
    match unit.fate {
        Fate::Gone => Some(say!("the unit is gone", "enheten försvinner")),
        Fate::Added => Some(say!("the unit is new", "enheten är ny")),
        Fate::Renamed => Some(say!(
            "its address was `{former}`",
            "adressen var `{former}`"
        )),
        Fate::Moved => Some(say!(
            "its file is in another folder",
            "filen ligger i en annan mapp"
        )),
        Fate::Kept if !unit.touched => Some(say!(
            "its own files are the same",
            "dess egna filer är oförändrade"
        )),
        Fate::Kept => None,
    }
}

/// That a former address of a unit, known by its id now, leads nowhere, and what to do.
pub fn lost_address(address: &str, unit: &str) -> Text {
    let name = address.trim_end_matches('/');
    // An address of the unit's own region needs no region before it.
    let name = match (name.split_once('/'), unit.split_once('/')) {
        (Some((old, name)), Some((now, _))) if old == now => name,
        _ => name,
    };
    say!(
        "the old address /{address} leads nowhere: add \"{name}\" to `former_names`",
        "den gamla adressen /{address} leder ingenstans: lägg till \"{name}\" i `former_names`"
    )
}

/// When a rule set is in force.
pub fn force(file: &FileDifference, today: NaiveDate) -> Option<Text> {
    let from = file.in_force?;
    Some(if file.is_current {
        say!("in force since {from}", "gäller sedan {from}")
    } else if from > today {
        say!(
            "in force from {from}: `--date {from}` shows what it changes then",
            "gäller från {from}: `--date {from}` visar vad den då ändrar"
        )
    } else {
        say!("not in force on this day", "gäller inte denna dag")
    })
}

/// Level and code of a finding, as `check` shows them, with what happened to it.
pub fn heading(finding: &FindingChange) -> Text {
    let (what, code) = (happening(finding), finding.code);
    Text {
        en: format!("{}[{code}]", what.en).into(),
        sv: format!("{}[{code}]", what.sv).into(),
    }
}

/// The same without the code, for forms that set the code apart.
pub fn happening(finding: &FindingChange) -> Text {
    let what = happened(finding.kind, finding.cause, finding.level, finding.code);
    let now = level(finding.level);
    let now = match finding.former_level {
        Some(former) => joined(&level(former), " → ", &now),
        None => now,
    };
    joined(&what, " ", &now)
}

/// What happened to an exemption.
pub fn exemption(change: &ExemptionChange) -> Text {
    match (&change.before, &change.after) {
        (None, Some(after)) => joined(&say!("Exemption added", "Undantag tillkommer"), ": ", after),
        (Some(before), None) => joined(
            &say!("Exemption removed", "Undantag tas bort"),
            ": ",
            before,
        ),
        (Some(before), Some(after)) if before != after => {
            let words = joined(before, " → ", after);
            joined(&say!("Exemption changed", "Undantag ändras"), ": ", &words)
        }
        _ => say!("Exemption", "Undantag"),
    }
}

/// That an exemption ends soon, or has ended.
pub fn ends(change: &ExemptionChange, today: NaiveDate) -> Option<Text> {
    let day = change.ends?;
    Some(if day < today {
        say!("ended {day}", "gick ut {day}")
    } else {
        say!("ends soon, {day}", "går snart ut, {day}")
    })
}
