//! Words that nobody should meet again: what they were, and where they are looked for.

use std::path::{Path, PathBuf};

use crate::harness::{files_below, repository};

/// Wordings that were hard to understand. Each was replaced by plainer ones.
const REPLACED: &[&str] = &[
    "1 enhet kontrollerade",
    "1 anmärkningar",
    "arbetsdag(ar)",
    "om 0 dagar",
    "sidan saknar `hours.opening`",
    "sidan saknar `about`",
    "sidan saknar `contact.phone`",
    "`hsa_id` saknas",
    "# ska: ",
    "Fyll i det som är öppet",
    "eller tomt för senare",
    "okänd nyckel",
    "det finns inget `=` efter nyckeln",
    "rubriken saknar sin slutparentes",
    "något följer efter värdet på samma rad",
    "texten inom citattecken har inget slut",
    "typografiska citattecken håller inte ihop en text",
    "bakstreck",
    "filen är inte UTF-8",
    "redan sagt här",
    "är redan namnet på en annan\"",
    "välj ett annat namn med ",
    "använd något av dess id",
    "namnet säger bara vilken avdelning det är",
    "låt varje dag stå i en enda nyckel",
    "filen skulle inte gå att lita på",
    "Röda dagar som infaller",
    "kan veckornas nummer",
    "leder navigatorer",
    "banderollen",
    "bevakningsläget",
    "rutnätskoordinater",
    "Vissa nycklar",
    "gör sidor",
    "skulle göras",
    "läsarens ord",
    "en dag som inte har varit",
    "<p>Inga.</p>",
    "arbetskatalogen",
    "så som sidan blir",
    "Det du ser är en äldre version",
    "stötte på ett eget fel",
];

fn has_words(path: &Path) -> bool {
    let kinds = ["rs", "md", "ftl", "html", "js", "txt", "json"];
    let kind = path.extension().and_then(|kind| kind.to_str());
    kind.is_some_and(|kind| kinds.contains(&kind))
}

#[test]
fn wordings_that_were_replaced_stay_away() {
    let root = repository();
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in ["src", "themes", "tests/sites", "tests/report", "docs"] {
        files.extend(files_below(&root.join(folder)));
    }
    let mut found = Vec::new();
    for path in files.iter().filter(|path| has_words(path)) {
        let Ok(text) = std::fs::read_to_string(path) else {
            continue;
        };
        let there = REPLACED.iter().filter(|words| text.contains(*words));
        found.extend(there.map(|words| format!("{}: {words}", path.display())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
