//! `basutbud new unit`: asks what the command line leaves open, and writes the unit's file.

use std::collections::BTreeMap;

use crate::cli::{Common, NewUnitArgs};
use crate::commands::{Ending, checked};
use crate::diagnostic::{Language, Text, say};
use crate::draft::new_unit::{free_path, with_duties};
use crate::draft::unit::Answers;
use crate::host::failure::{Failure, OrFail};
use crate::host::terminal::Terminal;
use crate::host::write;
use crate::model::Catalog;
use crate::model::name::{fold, nearest};
use crate::model::region::Region;
use crate::model::rule_set::{Activity, RuleSet};

/// Something that may be chosen: its id and its name.
type Choice = (String, String);

/// What there may be none of.
const REGION: Text = Text::fixed("no region", "ingen region");
const TYPE: Text = Text::fixed("no type", "ingen typ");
const ADMINISTRATION: Text = Text::fixed("no administration", "ingen förvaltning");
const AGREEMENT: Text = Text::fixed("no agreement", "inget avtal");
const MUNICIPALITY: Text = Text::fixed("no municipality", "ingen kommun");
const ACTIVITY: Text = Text::fixed("no activity", "ingen fråga");

/// Writes the unit's file.
pub fn run(
    arguments: &NewUnitArgs,
    common: &Common,
    terminal: &Terminal,
) -> Result<Ending, Failure> {
    let checked = checked(common, &Default::default(), usize::MAX, terminal)?;
    let catalog = &checked.compilation.catalog;
    let mut ask = |question: &str| terminal.can_ask().then(|| terminal.ask(question))?;
    let region = region_of(arguments, catalog, &mut ask, terminal.language)?;
    let (compilation, inputs) = (&checked.compilation, &checked.inputs);
    let path = free_path(&arguments.name, region, compilation, inputs).map_err(Failure::of)?;
    let rule_set = region.rule_set_on(checked.inputs.today);
    let answers = answers(arguments, region, rule_set, &mut ask, terminal.language)?;
    let text = with_duties(
        &answers,
        (region, rule_set),
        (compilation, inputs),
        &path,
        terminal.language,
    );
    write::new_file(&checked.root.join(path.as_str()), text.as_bytes())?;
    terminal.tell(&match terminal.language {
        Language::English => {
            format!("wrote {path}. Fill in what is missing, then run basutbud check")
        }
        Language::Swedish => {
            format!("skrev {path}. Fyll i det som saknas och kör sedan basutbud check")
        }
    });
    Ok(Ending::Clean)
}

/// The region that is named, or the only one.
fn region_of<'c>(
    arguments: &NewUnitArgs,
    catalog: &'c Catalog,
    ask: &mut impl FnMut(&str) -> Option<String>,
    language: Language,
) -> Result<&'c Region, Failure> {
    let all: Vec<Choice> = catalog
        .regions
        .values()
        .map(|region| (region.id.clone(), region.name.clone()))
        .collect();
    let id = match (&arguments.region, all.as_slice()) {
        (Some(given), _) => Some(known(given, &all, REGION)?),
        (None, [(only, _)]) => Some(only.clone()),
        (None, []) => {
            return Err(Failure::of(Text::fixed(
                "the site has no region; make one with `basutbud new region NAME`",
                "webbplatsen har ingen region; skapa en med `basutbud new region NAMN`",
            )));
        }
        (None, _) => choose(words(language, "Region?", "Region?"), &all, ask, language),
    };
    let named = id.and_then(|id| catalog.regions.get(&id));
    named.or_fail(|| {
        let ids = ids(&all).join(", ");
        say!(
            "name the region with --region: {ids}",
            "ange regionen med --region: {ids}"
        )
    })
}

/// The command line's answers, then those of the person at the terminal.
fn answers(
    arguments: &NewUnitArgs,
    region: &Region,
    rule_set: Option<&RuleSet>,
    ask: &mut impl FnMut(&str) -> Option<String>,
    language: Language,
) -> Result<Answers, Failure> {
    let types: Vec<Choice> = region
        .types
        .iter()
        .map(|known| (known.listed.id.value.clone(), known.listed.name.clone()))
        .collect();
    let listed = |list: &[crate::model::region::Listed]| -> Vec<Choice> {
        list.iter()
            .map(|known| (known.id.value.clone(), known.name.clone()))
            .collect()
    };
    let administrations = listed(&region.administrations);
    let agreements = listed(&region.agreements);
    let municipalities: Vec<Choice> = region
        .municipalities
        .iter()
        .map(|name| (name.value.clone(), name.value.clone()))
        .collect();
    let mut answers = Answers {
        name: arguments.name.trim().to_owned(),
        provider: arguments.provider.clone(),
        hsa_id: arguments.hsa_id.clone(),
        phone: arguments.phone.clone(),
        ..Answers::default()
    };
    for agreement in &arguments.agreements {
        answers
            .agreements
            .push(known(agreement, &agreements, AGREEMENT)?);
    }
    // All that was given is looked at before anything is asked.
    let given = |given: &Option<String>, all: &[Choice], none: Text| {
        given
            .as_ref()
            .map(|given| known(given, all, none))
            .transpose()
    };
    answers.unit_type = given(&arguments.unit_type, &types, TYPE)?;
    answers.administration = given(&arguments.administration, &administrations, ADMINISTRATION)?;
    answers.municipality = given(&arguments.municipality, &municipalities, MUNICIPALITY)?;
    answers.activities = given_activities(arguments, rule_set)?;

    let mut fill = |slot: &mut Option<String>, question: &str, all: &[Choice]| {
        if slot.is_none() {
            *slot = choose(question, all, ask, language);
        }
    };
    fill(
        &mut answers.unit_type,
        words(language, "Type of unit?", "Typ av enhet?"),
        &types,
    );
    let is_private = answers.provider.is_some() || !answers.agreements.is_empty();
    if !is_private {
        let question = words(language, "Administration?", "Förvaltning?");
        fill(&mut answers.administration, question, &administrations);
    }
    fill(
        &mut answers.municipality,
        words(language, "Municipality?", "Kommun?"),
        &municipalities,
    );
    for (slot, question) in [
        (&mut answers.hsa_id, words(language, "HSA id?", "HSA-id?")),
        (
            &mut answers.phone,
            words(language, "Telephone?", "Telefon?"),
        ),
    ] {
        if slot.is_none() {
            *slot = ask(question).filter(|line| !line.is_empty());
        }
    }
    for activity in rule_set.iter().flat_map(|rules| &rules.activities) {
        if !answers.activities.contains_key(&activity.id.value)
            && let Some(answer) = yes_or_no(activity, ask, language)
        {
            answers.activities.insert(activity.id.value.clone(), answer);
        }
    }
    Ok(answers)
}

/// The answers of `--yes` and `--no`.
fn given_activities(
    arguments: &NewUnitArgs,
    rule_set: Option<&RuleSet>,
) -> Result<BTreeMap<String, bool>, Failure> {
    let questions = rule_set.iter().flat_map(|rules| &rules.activities);
    let all: Vec<Choice> = questions
        .map(|activity| (activity.id.value.clone(), activity.question.clone()))
        .collect();
    let mut answers = BTreeMap::new();
    for (ids, answer) in [(&arguments.yes, true), (&arguments.no, false)] {
        for id in ids {
            let id = known(id, &all, ACTIVITY)?;
            if answers
                .insert(id.clone(), answer)
                .is_some_and(|other| other != answer)
            {
                return Err(Failure::of(say!(
                    "`{id}` is answered both with --yes and with --no",
                    "`{id}` besvaras både med --yes och med --no"
                )));
            }
        }
    }
    Ok(answers)
}

/// The id of something that was named by id or name.
fn known(given: &str, all: &[Choice], none: Text) -> Result<String, Failure> {
    if let Some(id) = find(given, all) {
        return Ok(id);
    }
    let Text { en, sv } = none;
    let ids = ids(all);
    if ids.is_empty() {
        return Err(Failure::of(say!(
            "there is {en} `{given}`, and no other either; leave it out, or define it first",
            "det finns {sv} `{given}` och inget annat heller; utelämna det, eller ange det först"
        )));
    }
    Err(Failure::of(match nearest(given, ids.iter().copied()) {
        Some(meant) => say!(
            "there is {en} `{given}`; did you mean `{meant}`?",
            "det finns {sv} `{given}`; menade du `{meant}`?"
        ),
        None => {
            let ids = ids.join(", ");
            say!(
                "there is {en} `{given}`; there are: {ids}",
                "det finns {sv} `{given}`; det som finns är: {ids}"
            )
        }
    }))
}

fn ids(all: &[Choice]) -> Vec<&str> {
    all.iter().map(|(id, _)| id.as_str()).collect()
}

fn find(given: &str, all: &[Choice]) -> Option<String> {
    let wanted = fold(given);
    let same = |(id, name): &&Choice| fold(id) == wanted || fold(name) == wanted;
    all.iter().find(same).map(|(id, _)| id.clone())
}

/// Asks for one of a list, by number, id or name; an empty line leaves it open.
fn choose(
    question: &str,
    all: &[Choice],
    ask: &mut impl FnMut(&str) -> Option<String>,
    language: Language,
) -> Option<String> {
    if all.is_empty() {
        return None;
    }
    let mut text = String::new();
    for (at, (id, name)) in all.iter().enumerate() {
        let id = if id == name {
            String::new()
        } else {
            format!(" ({id})")
        };
        text += &format!("  {}. {name}{id}\n", at + 1);
    }
    let how = words(
        language,
        "number or name; press Enter to answer later",
        "nummer eller namn; tryck Enter för att svara senare",
    );
    text += &format!("{question} [{how}]");
    loop {
        let line = ask(&text)?;
        if line.is_empty() {
            return None;
        }
        let numbered = line
            .parse::<usize>()
            .ok()
            .and_then(|n| all.get(n.checked_sub(1)?));
        if let Some(id) = numbered
            .map(|(id, _)| id.clone())
            .or_else(|| find(&line, all))
        {
            return Some(id);
        }
    }
}

/// Asks a question of the rule set; an empty line leaves it open.
fn yes_or_no(
    activity: &Activity,
    ask: &mut impl FnMut(&str) -> Option<String>,
    language: Language,
) -> Option<bool> {
    let english = activity.question_en.as_ref().unwrap_or(&activity.question);
    let question = words(language, english, &activity.question);
    let how = words(
        language,
        "y/n; press Enter to answer later",
        "j/n; tryck Enter för att svara senare",
    );
    loop {
        let line = ask(&format!("{question} [{how}]"))?;
        match fold(&line).as_str() {
            "" => return None,
            "j" | "ja" | "y" | "yes" => return Some(true),
            "n" | "nej" | "no" => return Some(false),
            _ => {}
        }
    }
}

fn words<'w>(language: Language, en: &'w str, sv: &'w str) -> &'w str {
    match language {
        Language::English => en,
        Language::Swedish => sv,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [(&str, &str); 2] = [("vard", "Vården"), ("tand", "Tandvården")];

    /// What a person with these lines gets.
    fn chosen(lines: &[&str]) -> Option<String> {
        let all: Vec<Choice> = ALL
            .map(|(id, name)| (id.to_owned(), name.to_owned()))
            .to_vec();
        let mut lines = lines.iter();
        let mut ask = |question: &str| {
            assert!(question.contains("2. Tandvården (tand)"), "{question}");
            lines.next().map(|line| (*line).to_owned())
        };
        choose("Vilken?", &all, &mut ask, Language::Swedish)
    }

    #[test]
    fn a_choice_is_a_number_an_id_or_a_name() {
        for line in ["2", "tand", "TANDVÅRDEN"] {
            assert_eq!(chosen(&[line]).as_deref(), Some("tand"), "{line}");
        }
        assert_eq!(chosen(&["0", "3", "folk", "1"]).as_deref(), Some("vard"));
        assert_eq!(chosen(&[""]), None);
        assert_eq!(chosen(&[]), None);
    }
}
