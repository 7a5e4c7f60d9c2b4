//! Answers about the base site of the tests: a mark `|` in a file says where the editor stands.

use std::sync::Arc;

use crate::compile::{Compilation, Settings, compile};
use crate::diagnostic::Language::{self, English, Swedish};
use crate::language::{action, completion, definition, findings_of, hover, link};
use crate::testing;
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;
use crate::text::{FileId, Span};

/// The base site with a file that has a mark: what is known, the file, and where the mark stood.
fn marked(path: &str, text: &str) -> (Compilation, Inputs, FileId, usize) {
    let (mut inputs, _) = testing::inputs(&format!("//- {path}\n{text}"));
    let path = inputs.content.iter().find_map(|(path, content)| {
        let Content::Text(text) = content else {
            return None;
        };
        Some((path.clone(), text.find('|')?, text.replace('|', "")))
    });
    let (path, offset, text) = path.expect("a mark");
    inputs
        .content
        .insert(path.clone(), Content::Text(Arc::from(text)));
    let compilation = compile(&inputs, &Settings::default());
    let file = compilation.sources.find(&path).expect("the file");
    (compilation, inputs, file, offset)
}

fn shown(path: &str, text: &str, language: Language) -> String {
    let (compilation, inputs, file, offset) = marked(path, text);
    let shown = hover::hover(&compilation, &inputs, file, offset, language);
    shown.map_or_else(String::new, |shown| shown.markdown)
}

fn labels(path: &str, text: &str) -> Vec<String> {
    let (compilation, inputs, file, offset) = marked(path, text);
    let proposals =
        completion::completion(&compilation, &inputs, file, offset, Swedish).into_iter();
    proposals.map(|one| one.label).collect()
}

/// What definitions point at, with the file's name.
fn targets(path: &str, text: &str) -> Vec<String> {
    let (compilation, inputs, file, offset) = marked(path, text);
    let spans = definition::definition(&compilation, &inputs, file, offset);
    let show = |span: &Span| {
        let source = compilation.sources.get(span.file);
        let text = &source.text[compilation.sources.clamp(*span)];
        format!("{}: {text}", source.path.file_name())
    };
    spans.iter().map(show).collect()
}

#[test]
fn keys_are_explained_in_both_languages() {
    let unit = "pub|lish = true\n";
    assert!(shown("a.toml", unit, English).starts_with("`publish`: Whether the page is shown"));
    assert!(shown("a.toml", unit, Swedish).contains("Kan utelämnas; `true` eller `false`."));
    assert!(shown("a.toml", "[hou|rs]\n", Swedish).contains("`hours`: Veckans tider"));
    assert_eq!(shown("a.toml", "nothi|ng = 1\n", English), "");
    assert_eq!(shown("a.toml", "# publ|ish\n", English), "");
}

#[test]
fn a_service_tells_whether_it_binds_and_why() {
    let bound =
        "[activities]\nforskriver = true\n[services]\n\"Recept|förnyelse\" = \"https://a.se\"\n";
    let words = shown("a.toml", bound, Swedish);
    assert!(
        words.contains("**Förnya recept** · `fornya-recept`"),
        "{words}"
    );
    assert!(
        words.contains("Enheten ska erbjuda den och gör det."),
        "{words}"
    );
    assert!(
        words.contains("must_when = { kind = \"mottagning\", activity = \"forskriver\" }"),
        "{words}"
    );
    let open = "[services]\nfornya-|recept = \"https://a.se\"\n";
    let words = shown("a.toml", open, English);
    assert!(words.contains("not yet known"), "{words}");
    assert!(words.contains("Answer first: `forskriver`."), "{words}");
    let by_phone = "[services]\nkontakta|-oss = { only_by = [\"phone\"] }\n";
    let words = shown("a.toml", by_phone, English);
    assert!(
        words.contains("something is lacking: it is given only by phone"),
        "{words}"
    );
    let old = shown(
        "a.toml",
        "[services]\ngammal|-tjanst = \"https://a.se\"\n",
        Swedish,
    );
    assert!(old.contains("Finns bara i en annan version av riktlinjen: `x/2020-01-01`."));
    let broken = "x = \"\n[services]\nfornya-|recept = \"https://a.se\"\n";
    assert!(shown("a.toml", broken, Swedish).contains("**Förnya recept**"));
}

#[test]
fn ids_are_explained_where_they_are_used() {
    let question = "[activities]\nforskr|iver = true\n";
    assert!(shown("a.toml", question, English).contains("Does the unit prescribe medicines?"));
    assert!(shown("a.toml", "type = \"avdel|ning\"\n", Swedish).contains("**Avdelning**"));
    let reason = "[[exemptions]]\nservice = \"omboka\"\nreason = \"samb|okning\"\n";
    assert!(shown("a.toml", reason, Swedish).contains("När flera resurser bokas."));
    let related = "//- b.toml\nrelated = [\"x/|a\"]\n";
    assert!(
        shown("a.toml", &format!("publish = true\n{related}"), Swedish).contains("**Enheten**")
    );
    let levels = "title = \"T\"\n[levels]\nstale-|review = \"deny\"\n";
    assert!(shown("content/site.toml", levels, English).contains("`stale-review`:"));
}

#[test]
fn keys_that_are_there_are_not_proposed_again() {
    let list = labels("a.toml", "[contact]\nphone = \"1\"\n|\n");
    assert!(list.contains(&"website".to_owned()), "{list:?}");
    assert!(!list.contains(&"phone".to_owned()), "{list:?}");
    assert!(!list.contains(&"[contact]".to_owned()), "{list:?}");
    assert!(list.contains(&"[visit]".to_owned()), "{list:?}");
    let list = labels("a.toml", "[[visits]]\nname = \"A\"\n[[visits]]\n|\n");
    assert!(list.contains(&"name".to_owned()), "{list:?}");
    assert!(list.contains(&"[[visits]]".to_owned()), "{list:?}");
}

#[test]
fn services_are_proposed_by_id_and_name_with_unmet_duties_first() {
    let unit =
        "[activities]\nforskriver = true\n[services]\n\"Skriv till oss\" = \"https://a.se\"\n|";
    let (compilation, inputs, file, offset) = marked("a.toml", unit);
    let list = completion::completion(&compilation, &inputs, file, offset, Swedish);
    let of = |label: &str| list.iter().find(|one| one.label == label);
    assert!(of("kontakta-oss").is_none(), "an alias of it is there");
    let recept = of("Förnya recept").expect("a proposal");
    assert_eq!(recept.text, "\"Förnya recept\" = ");
    assert!(recept.wanted && !of("chatt").expect("a proposal").wanted);
}

#[test]
fn values_are_those_of_region_rule_set_and_form() {
    for (unit, value) in [
        ("type = |\n", "avdelning"),
        ("administration = \"v|\"\n", "annan"),
        ("municipality = \"|\"\n", "Orten"),
        ("publish = |\n", "false"),
        ("[activities]\nger-rad = |\n", "true"),
        ("[[visits]]\nname = \"|\"\n", "Vaccination"),
        ("[[visits]]\nbook = \"|\"\n", "bokningslank"),
        ("[[exemptions]]\nservice = \"|\"\n", "rad-i-nagon-form"),
        ("[[exemptions]]\nreason = \"|\"\n", "tekniskt-hinder"),
        ("[services]\nchatt = { only_by = [\"|\"] }\n", "letter"),
    ] {
        assert!(labels("a.toml", unit).contains(&value.to_owned()), "{unit}");
    }
    let hours = labels("a.toml", "[hours]\nopening = { | }\n");
    assert!(hours.contains(&"mon-fri".to_owned()), "{hours:?}");
    for (unit, proposed) in [
        ("[[hours.periods]]\n|\n", "from"),
        (
            "[[hours.periods]]\nfrom = 2027-06-14\nopening = { | }\n",
            "holiday-eve",
        ),
        ("[[hours.functions]]\nhours = { | }\n", "mon-fri"),
        ("[hours]\nopening = { mon = | }\n", "by appointment"),
        ("[hours]\nopening = { mon = { | } }\n", "weeks"),
        ("[hours]\nopening = { mon = { weeks = | } }\n", "odd"),
        ("[[special_hours]]\nphone = |\n", "closed"),
    ] {
        let labels = labels("a.toml", unit);
        assert!(labels.contains(&proposed.to_owned()), "{unit}: {labels:?}");
    }
}

#[test]
fn rule_sets_and_the_site_are_completed_too() {
    let rules = "content/x/rules/2026-06-01.toml";
    let start = "title = \"Ny\"\n[[activities]]\nid = \"fraga\"\nquestion = \"Fråga?\"\n[[services]]\nid = \"tjanst\"\nkind = \"e-service\"\nname = \"Tjänst\"\n";
    for (line, value) in [
        ("must_when = { activity = \"|\" }\n", "fraga"),
        ("must_when = { any = [{ type = \"|\" }] }\n", "avdelning"),
        ("must_when = { | }\n", "patient_contact"),
        ("must_when = { kind = \"|\" }\n", "mottagning"),
        ("satisfied_by = [\"|\"]\n", "tjanst"),
        ("[page]\nrequired = [\"|\"]\n", "contact.phone"),
    ] {
        let list = labels(rules, &format!("{start}{line}"));
        assert!(list.contains(&value.to_owned()), "{line}: {list:?}");
    }
    let site = labels("content/site.toml", "title = \"T\"\n[levels]\nst|\n");
    assert!(site.contains(&"stale-review".to_owned()), "{site:?}");
    assert!(!site.contains(&"syntax".to_owned()), "it cannot be changed");
    let level = labels(
        "content/site.toml",
        "title = \"T\"\n[levels]\nstale-review = |\n",
    );
    assert!(level.contains(&"deny".to_owned()), "{level:?}");
}

#[test]
fn definitions_lead_to_what_decides() {
    for (unit, target) in [
        (
            "[services]\n\"Recept|förnyelse\" = \"https://a.se\"\n",
            "2026-01-01.toml: \"fornya-recept\"",
        ),
        (
            "[services]\ngammal|-tjanst = \"https://a.se\"\n",
            "2020-01-01.toml: \"gammal-tjanst\"",
        ),
        (
            "[activities]\nger|-rad = true\n",
            "2026-01-01.toml: \"ger-rad\"",
        ),
        ("type = \"avd|elning\"\n", "region.toml: \"avdelning\""),
        ("municipality = \"Or|ten\"\n", "region.toml: \"Orten\""),
        ("[response]\nda|ys = 3\n", "2026-01-01.toml: 1"),
    ] {
        assert_eq!(targets("a.toml", unit), [target], "{unit}");
    }
    // What a finding cites.
    let unit = "[activities]\nforskriver = true\n[serv|ices]\nkontakta-oss = \"https://a.se\"\nomboka = \"https://a.se\"\n[booking]\nweeks_ahead = 4\n";
    let cited = "2026-01-01.toml: { kind = \"mottagning\", activity = \"forskriver\" }";
    assert!(targets("a.toml", unit).contains(&cited.to_owned()));
    assert_eq!(targets("a.toml", "summary = \"Vi |\"\n"), [""; 0]);
}

#[test]
fn the_name_leads_to_the_page_while_there_is_one() {
    let link = |unit: &str| {
        let (compilation, inputs, file, _) = marked("a.toml", unit);
        let links = link::links(&compilation, &inputs, file).into_iter();
        links.map(|link| link.target).collect::<Vec<_>>()
    };
    assert_eq!(link("# |\n"), ["https://prov.example.se/x/a/"]);
    assert_eq!(link("# |\npublish = false\n"), [""; 0]);
    assert_eq!(link("closes = 2020-01-01 # |\n"), [""; 0]);
    assert_eq!(link("# |\nx = \"\n"), [""; 0], "it cannot be read");
}

#[test]
fn fixes_are_offered_where_they_fix() {
    let unit = "pub|lsh = true\n[services]\n\"Receptförnyelse\" = \"https://a.se\"\n";
    let (compilation, _, file, offset) = marked("a.toml", unit);
    let here = action::quick_fixes(&compilation, file, offset..offset, English);
    let texts: Vec<&str> = here.iter().map(|one| one.edits[0].text.as_str()).collect();
    assert_eq!(texts, ["publish"]);
    let all = action::fix_all(&compilation, file, Swedish).expect("fixes");
    assert_eq!(all.edits.len(), 1, "a guess is for a person to take");
    let (compilation, _, file, _) = marked("a.toml", "# |\n");
    assert!(action::fix_all(&compilation, file, Swedish).is_none());
}

#[test]
fn every_place_of_every_state_of_a_file_has_an_answer() {
    let unit = "name = \"Å\"\nrelated = [\"x/a\",\n]\n[services]\nchatt = { url = \"\", only_by = [\"phone\"] }\n[[visits]]\nname = 'B'\n";
    let (inputs, _) = testing::inputs(&format!("//- a.toml\n{unit}"));
    let path = SitePath::new("content/x/units/a.toml").expect("a sound path");
    let Some(Content::Text(text)) = inputs.content.get(&path).cloned() else {
        panic!("the unit is there");
    };
    let mut inputs = inputs;
    for (cut, _) in text.char_indices().step_by(3) {
        let half = Content::Text(Arc::from(&text[..cut]));
        inputs.content.insert(path.clone(), half);
        let compilation = compile(&inputs, &Settings::default());
        let file = compilation.sources.find(&path).expect("the file");
        for (offset, _) in text[..cut].char_indices().chain([(cut, ' ')]) {
            let _ = hover::hover(&compilation, &inputs, file, offset, English);
            let _ = definition::definition(&compilation, &inputs, file, offset);
            let proposals = completion::completion(&compilation, &inputs, file, offset, Swedish);
            assert!(proposals.iter().all(|one| one.range.end <= cut));
        }
        let _ = findings_of(&compilation, file);
        let _ = action::fix_all(&compilation, file, English);
    }
}
