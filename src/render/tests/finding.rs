//! Finding a unit: long lists on several pages, and the files that the search reads.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::words::{stem, stems};
use crate::render::paging::ENTRIES;
use crate::render::tests::fixture::{Rendered, inputs, render_some, site};
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;

/// The small site with more units.
fn with_units(count: usize) -> Inputs {
    let mut inputs = inputs();
    for number in 0..count {
        let path = format!("content/prov/units/e{number:04}.toml");
        let text = format!(
            "name = \"{}mottagningen {number:04}\"\nhsa_id = \"SE0000000000-P{number:04}\"\ntype = \"mottagning\"\nadministration = \"primarvard\"\n\
             municipality = \"Åmål\"\nlocality = \"Ås\"\n[care]\nlanguages = [\"{}\"]\n",
            ["Ögon", "Hud", "Äldre"][number % 3],
            ["sv", "ar"][number % 2],
        );
        let path = SitePath::new(&path).expect("a sound path");
        inputs.content.insert(path, Content::Text(text.into()));
    }
    inputs
}

/// The numbers of a list as it is written in files.
fn numbers(written: &str) -> Vec<u32> {
    let mut all = Vec::new();
    let mut next = 0;
    for run in written.split_whitespace() {
        let (gap, more) = run.split_once('.').unwrap_or((run, "0"));
        let read = |digits| u32::from_str_radix(digits, 36).expect("a number in base 36");
        let first = next + read(gap);
        next = first + read(more) + 1;
        all.extend(first..next);
    }
    all
}

/// The files of the search, by name.
fn search_files(rendered: &Rendered) -> BTreeMap<&str, Value> {
    let files = rendered.files.iter();
    let own = files.filter_map(|(path, text)| Some((path.strip_prefix("prov/sok/")?, text)));
    own.map(|(name, text)| (name, serde_json::from_str(text).expect("JSON")))
        .collect()
}

/// Words that are written as the letters in common with the one before, and the rest.
fn unpacked(coded: &str) -> Vec<String> {
    let mut before: Vec<char> = Vec::new();
    let parts = coded.split(',').filter(|part| !part.is_empty());
    let word = |part: &str| {
        let common = part.chars().next().and_then(|c| c.to_digit(36));
        before.truncate(common.expect("a digit") as usize);
        before.extend(part[1..].chars());
        before.iter().collect()
    };
    parts.map(word).collect()
}

/// Every word with where it is found, as written.
fn words(files: &BTreeMap<&str, Value>) -> BTreeMap<String, String> {
    let parts = (0..).map_while(|at| files.get(format!("ord-{at}.json").as_str()));
    let mut words = BTreeMap::new();
    let first = unpacked(files["ord.json"]["first"].as_str().expect("words"));
    for (part, first) in parts.zip(first) {
        let list = &part["list"];
        let there = unpacked(list["words"].as_str().expect("words"));
        assert!(there.first().is_none_or(|it| *it == first), "{first}");
        let found = list["found"].as_array().expect("a list");
        assert_eq!(there.len(), found.len());
        let found = found
            .iter()
            .map(|hit| hit.as_str().expect("a text").to_owned());
        words.extend(there.into_iter().zip(found));
    }
    words
}

/// A part of where a word is found: names, ends of words, places, offers, running text, filters, synonyms.
fn part(words: &BTreeMap<String, String>, word: &str, at: usize) -> String {
    let found = words.get(word).map_or("", String::as_str);
    found.split(';').nth(at).unwrap_or_default().to_owned()
}

#[test]
fn the_files_of_the_search_agree_with_each_other() {
    let inputs = with_units(650);
    let units = &inputs.content;
    let rendered = render_some(&inputs, None, |path| path.starts_with("prov/sok/"));
    assert!(rendered.found.is_empty(), "{:#?}", rendered.lines());
    let files = search_files(&rendered);
    let head = &files["ord.json"];
    for (name, file) in &files {
        assert_eq!(file["version"], head["version"], "{name}");
    }
    let rows: Vec<&Value> = (0..)
        .map_while(|at| files.get(format!("enheter-{at}.json").as_str()))
        .flat_map(|file| file["list"].as_array().expect("rows"))
        .collect();
    assert_eq!(head["units"].as_u64(), Some(rows.len() as u64));
    let words = words(&files);
    for (number, row) in rows.iter().enumerate() {
        let number = u32::try_from(number).expect("small");
        let text = |at: usize| row[at].as_str().expect("text");
        for word in stems(text(0)) {
            let named = part(&words, &word, 0);
            assert!(numbers(&named).contains(&number), "{row}: {word}");
        }
        let unit = format!("content/prov/units/{}.toml", text(1));
        assert!(
            units.contains_key(&SitePath::new(&unit).expect("a path")),
            "{unit}"
        );
    }
    // What a word means beside names is a file, or a part of one.
    for (word, hit) in &words {
        for filter in hit
            .split(';')
            .nth(5)
            .into_iter()
            .flat_map(|all| all.split(',').filter(|filter| !filter.is_empty()))
        {
            let (file, part) = filter.split_once(':').unwrap_or((filter, ""));
            let list = &files[format!("{file}.json").as_str()]["list"];
            assert!(
                list.is_string() || list[part].is_string(),
                "{word}: {filter}"
            );
        }
    }
    let speaking = files["sprak.json"]["list"]["ar"]
        .as_str()
        .expect("Arabic is spoken");
    assert!(numbers(speaking).len() >= 325);
    assert!(words["arabisk"].contains("sprak:ar") && words["arabic"].contains("sprak:ar"));
    assert!(!part(&words, "ogonmottagning", 0).is_empty());
    // The type is called that too.
    assert!(!part(&words, "mottagning", 1).is_empty());
}

#[test]
fn a_search_knows_what_a_unit_does_and_what_words_mean() {
    let mut inputs = with_units(1);
    let unit = "name = \"Folktandvården Ek\"\nhsa_id = \"SE0000000000-P1\"\ntype = \"mottagning\"\nadministration = \"primarvard\"\n\
         municipality = \"Åmål\"\nsummary = \"Vi hjälper dig med rotfyllning.\"\nformer_names = [\"bondtolvan-kliniken\"]\n\
         [contact]\nphone = \"0980-31 92 88\"\n[[contact.phones]]\nlabel = \"Receptförnyelse\"\nnumber = \"0980-31 92 89\"\n\
         [visit]\nstreet = \"Bryggargatan 4\"\ncoordinates = [56.67, 16.34]\n\
         [hours]\nopening = { mon-fri = \"08:00-17:00\", holiday = \"closed\" }\n[[hours.functions]]\nname = \"Fluortant\"\nhours = { mon = \"08:00-09:00\" }\n\
         [[visits]]\nname = \"Tandblekning\"\ndescription = \"Med skena.\"\nassessment_first = true\nbook = \"bokningslank\"\n";
    let path = SitePath::new("content/prov/units/ek.toml").expect("a path");
    inputs.content.insert(path, Content::Text(unit.into()));
    let region = SitePath::new("content/prov/region.toml").expect("a path");
    let Some(Content::Text(text)) = inputs.content.get(&region) else {
        panic!("the region is there")
    };
    let text = format!("{text}\n[[synonyms]]\nwords = [\"gaddfix\", \"tandvård\"]\n");
    let text = text.replacen(
        "id = \"mottagning\"",
        "id = \"mottagning\"\nwords = [\"labb\", \"ta prov\"]",
        1,
    );
    inputs
        .content
        .insert(region, Content::Text(text.as_str().into()));
    let rendered = render_some(&inputs, None, |path| path.starts_with("prov/sok/"));
    assert!(rendered.found.is_empty(), "{:#?}", rendered.lines());
    let files = search_files(&rendered);
    let words = words(&files);
    let rows = files["enheter-0.json"]["list"].as_array().expect("rows");
    let named = |row: &Value| row[1] == "ek";
    let at = rows.iter().position(named).expect("it is there");
    let only = at.to_string();
    for word in [
        "receptfornyelse",
        "bryggargatan",
        "fluortant",
        "tandblekning",
        "bondtolvan",
        "kliniken",
        "0980319288",
        "319289",
    ] {
        assert_eq!(part(&words, stem(word), 3), only, "{word}");
    }
    for word in ["rotfyllning", "skena"] {
        assert_eq!(part(&words, stem(word), 4), only, "{word}");
    }
    // Words that carry nothing are not in running text.
    assert_eq!(part(&words, "vi", 4), "");
    assert_eq!(part(&words, "gaddfix", 6), "tandvard");
    assert_eq!(
        part(&words, "tandvard", 1),
        only,
        "at the end of Folktandvården"
    );
    assert!(
        part(&words, "tandlak", 6)
            .split(',')
            .any(|same| same == "tandvard"),
        "the theme's own"
    );
    assert_eq!(part(&words, "labb", 5), "typ-mottagning");
    assert_eq!(part(&words, "ta prov", 5), "typ-mottagning");
    let spelt = unpacked(files["stavning.json"]["list"].as_str().expect("words"));
    assert!(spelt.contains(&"folktandvården".to_owned()) && spelt.contains(&"gaddfix".to_owned()));
    let row = &rows[at];
    assert_eq!(row[4], "0980-31 92 88");
    assert_eq!(files["lage.json"]["list"][2 * at], 566_700);
    // From the Friday before the day of the build, a Saturday.
    let days = row[5].as_str().expect("hours");
    assert!(
        days.starts_with("011000") && days.ends_with(";480-1020;"),
        "{days}"
    );
}

#[test]
fn the_files_of_the_search_depend_on_lists_alone() {
    let other = "[care]\nlanguages = [\"fi\", \"so\"]\n";
    let mut inputs = with_units(3);
    let search = |path: &str| path.starts_with("prov/sok/");
    let before = render_some(&inputs, None, search);
    let path = SitePath::new("content/prov/units/e0001.toml").expect("a sound path");
    let Some(Content::Text(text)) = inputs.content.get(&path) else {
        panic!("the unit is there")
    };
    let text = text
        .replace("[care]\nlanguages = [\"ar\"]\n", other)
        .replace("\"Ås\"", "\"Ny by\"");
    inputs.content.insert(path, Content::Text(text.into()));
    let after = render_some(&inputs, None, search);
    assert!(before.files.keys().eq(after.files.keys()));
    assert_ne!(
        before.file("prov/sok/ord.json"),
        after.file("prov/sok/ord.json")
    );
}

#[test]
fn nothing_of_the_search_is_in_the_way_without_a_script() {
    let site = site();
    let page = site.file("prov/index.html");
    let form = page.find("id=finder").expect("there is a form");
    let from = page[..form].rfind('<').expect("a tag begins");
    let tag = &page[from..form + page[form..].find('>').expect("it ends")];
    assert!(tag.starts_with("<div ") && tag.contains(" hidden"), "{tag}");
}

/// Where the tags with a relation lead.
fn related(page: &str, relation: &str) -> Vec<String> {
    let page = page.replace('"', "");
    let tags = page
        .split('<')
        .map(|part| part.split('>').next().unwrap_or_default());
    let related = tags.filter(|tag| tag.split(' ').any(|part| part == format!("rel={relation}")));
    let href = |tag: &str| {
        tag.split(' ')
            .find_map(|part| part.strip_prefix("href=").map(str::to_owned))
    };
    related.filter_map(href).collect()
}

#[test]
fn long_lists_are_paged_without_loss() {
    let lists = ["prov/a-o", "en/prov/a-o", "prov/kommun/amal"];
    let wanted =
        |path: &str| lists.iter().any(|list| path.starts_with(list)) || path == "sitemap.xml";
    let rendered = render_some(&with_units(ENTRIES + 100), None, wanted);
    assert!(rendered.found.is_empty(), "{:#?}", rendered.lines());
    for list in lists {
        let first = rendered.file(&format!("{list}/index.html"));
        let second = rendered.file(&format!("{list}/2/index.html"));
        let links = |page: &str| page.matches("prov/e0").count();
        assert_eq!(links(first) + links(second), ENTRIES + 100, "{list}");
        assert_eq!(related(first, "next"), vec![format!("/{list}/2/"); 2]);
        assert_eq!(related(second, "prev"), vec![format!("/{list}/"); 2]);
        assert!(
            !first.contains("rel=prev") && !second.contains("rel=next"),
            "{list}"
        );
        assert!(!rendered.files.contains_key(&format!("{list}/3/index.html")));
        let word = if list.starts_with("en/") {
            "page 2 of 2"
        } else {
            "sida 2 av 2"
        };
        let title = &second[second.find("<title>").expect("a title")..];
        assert!(
            title[..title.find("</title>").expect("it ends")].contains(word),
            "{list}"
        );
    }
    // Letters lead to the page where they begin.
    let first = rendered.file("prov/a-o/index.html");
    assert!(first.contains("href=/prov/a-o/2/#letter-"), "{first}");
    assert!(
        rendered
            .file("prov/a-o/2/index.html")
            .contains("href=/prov/a-o/#letter-1")
    );
    assert!(rendered.file("sitemap.xml").contains("/prov/a-o/2/"));
}

#[test]
fn a_type_has_a_page_with_numbers_hours_and_places() {
    let mut inputs = with_units(3);
    let unit = "name = \"Akuten\"\nhsa_id = \"SE0000000000-P9\"\ntype = \"mottagning\"\nadministration = \"primarvard\"\n\
         municipality = \"Åmål\"\n[contact]\nphone = \"0980-31 92 88\"\n[visit]\ncoordinates = [56.67, 16.34]\n\
         [hours]\nopening = { mon-sun = \"around the clock\" }\n";
    let path = SitePath::new("content/prov/units/akuten.toml").expect("a path");
    inputs.content.insert(path, Content::Text(unit.into()));
    let region = SitePath::new("content/prov/region.toml").expect("a path");
    let Some(Content::Text(text)) = inputs.content.get(&region) else {
        panic!("the region is there")
    };
    let plural = "id = \"mottagning\"\nplural = \"Provmottagningar\"";
    let text = text.replacen("id = \"mottagning\"", plural, 1);
    inputs.content.insert(region, Content::Text(text.into()));
    let wanted = |path: &str| path.contains("typ/") || path == "sitemap.xml" || path == "404.html";
    let rendered = render_some(&inputs, None, wanted);
    assert!(rendered.found.is_empty(), "{:#?}", rendered.lines());
    for path in [
        "prov/typ/mottagning/index.html",
        "en/prov/typ/mottagning/index.html",
    ] {
        let page = rendered.file(path);
        assert!(page.contains("Provmottagningar"), "{path}");
        let row = page
            .split("<li")
            .find(|row| row.contains("/prov/akuten/"))
            .expect("a row");
        for part in [
            "data-days",
            ";0-1440",
            "data-at",
            "56.67,16.34",
            "tel:+46980319288",
        ] {
            assert!(row.contains(part), "{path}: {part} in {row}");
        }
        assert!(page.contains("list-filters"), "{path}");
    }
    // A type without units has no page.
    let types = rendered
        .files
        .keys()
        .filter(|path| path.starts_with("prov/typ/"));
    assert!(
        types
            .clone()
            .all(|path| rendered.file(path).contains("unit-facts"))
    );
    assert!(
        rendered
            .file("sitemap.xml")
            .contains("/prov/typ/mottagning/")
    );
    // Whoever comes to a page that is not there can search, and reads so in each language.
    let missing = rendered.file("404.html");
    assert!(missing.contains("/prov/sok/") && missing.contains("lang=en"));
}

/// The days of hours in a page's script element.
fn schedule(page: &str) -> Value {
    let at = page.find("id=schedule").expect("there is a schedule");
    let data = &page[at..];
    let data = &data[data.find('>').expect("the tag ends") + 1..];
    serde_json::from_str(&data[..data.find("</script>").expect("it ends")]).expect("JSON")
}

#[test]
fn every_day_has_its_own_hours() {
    let unit = "name = \"Nattmottagningen\"\nhsa_id = \"SE0000000000-N1\"\ntype = \"mottagning\"\nadministration = \"primarvard\"\nmunicipality = \"Åmål\"\n\
        opens = 2026-11-23\ncloses = 2027-01-08\n\
        [contact]\nphone = \"0980-31 92 01\"\n\
        [[contact.phones]]\nlabel = \"Recept\"\nnumber = \"0980-31 92 02\"\nhours = { mon-fri = \"09:00-10:00\" }\n\
        [hours]\nopening = { mon-fri = \"08:00-17:00\", holiday = \"closed\" }\nphone = { mon-sun = \"around the clock\" }\n\
        [[special_hours]]\ndate = 2026-12-23\nopening = \"closed\"\n\
        [[special_hours]]\ndate = 2026-12-21\nphone = \"08:00-09:00\"\n\
        [[closures]]\nfrom = 2026-11-30\nto = 2026-12-01\n";
    let mut inputs = inputs();
    let path = SitePath::new("content/prov/units/natt.toml").expect("a sound path");
    inputs.content.insert(path, Content::Text(unit.into()));
    let rendered = render_some(&inputs, None, |path| path.starts_with("prov/natt/"));
    let schedule = schedule(rendered.file("prov/natt/index.html"));
    // The night before may go on.
    assert_eq!(schedule["from"], "2026-11-20");
    let from = inputs.today.pred_opt().expect("a day before");
    let on = |of: &str, date: &str| {
        let date: chrono::NaiveDate = date.parse().expect("a date");
        let day = usize::try_from((date - from).num_days()).expect("ahead");
        let of = &schedule["hours"][of];
        assert_eq!(of["days"].as_array().map(Vec::len), Some(61));
        let place = of["days"][day].as_i64().expect("a number");
        let hours = usize::try_from(place).map_or(Value::Null, |at| of["hours"][at].clone());
        let row = of["rows"].as_str().and_then(|rows| rows.chars().nth(day));
        format!("{hours} {}", row.expect("each day has one"))
    };
    let expected = [
        // Not yet open: the page says from when the hours hold.
        ("opening", "2026-11-22", "null -"),
        ("opening", "2026-11-23", "[[480,1020]] 0"),
        // Not named is closed on a weekday; on a holiday it is not known, unless it is always open.
        ("opening", "2026-11-28", "[] 5"),
        ("phone", "2026-12-25", "[[0,1440]] 4"),
        ("phone-1", "2026-12-25", "null 7"),
        ("opening", "2026-12-25", "[] 7"),
        ("phone", "2026-11-24", "[[0,1440]] 1"),
        // A closure closes all of it, but no phone that is always answered.
        ("opening", "2026-12-01", "[] -"),
        ("phone", "2026-12-01", "[[0,1440]] 1"),
        ("phone-1", "2026-12-01", "[] -"),
        // Closed to visitors: whether the phone is answered is not said, unless it always is.
        ("opening", "2026-12-23", "[] -"),
        ("phone", "2026-12-23", "[[0,1440]] 2"),
        ("phone-1", "2026-12-23", "null -"),
        // Another phone hour says nothing of the door.
        ("phone", "2026-12-21", "[[480,540]] -"),
        ("opening", "2026-12-21", "[[480,1020]] 0"),
        ("phone-1", "2026-12-21", "null -"),
        // Closed for good.
        ("opening", "2027-01-08", "[[480,1020]] 4"),
        ("opening", "2027-01-11", "[] -"),
    ];
    for (of, date, hours) in expected {
        assert_eq!(on(of, date), hours, "{of} {date}");
    }
}
