//! What ends a command is said in Swedish too: the words of the real program, whole.

use std::fs;

use crate::program::Program;

/// A command line and what it is refused with.
type Refusal<'a> = (&'a [&'a str], &'a str);

/// Runs each in Swedish. `{here}` stands for the folder.
fn refused(program: &Program, refusals: &[Refusal<'_>]) {
    let here = fs::canonicalize(program.path("")).expect("the folder is there");
    let here = here.display().to_string();
    for (arguments, words) in refusals {
        let ran = program.run(&[arguments, &["--lang", "sv"][..]].concat());
        let told = ran.err.replace(here.trim_end_matches('/'), "{here}");
        assert_eq!(told, format!("fel: {words}\n"), "{arguments:?}");
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert_eq!(ran.out, "", "{arguments:?}");
    }
}

#[test]
fn where_there_is_no_site() {
    let program = Program::empty();
    refused(
        &program,
        &[
            (
                &["check"],
                "varken {here} eller någon mapp ovanför har content/site.toml. Gå till webbplatsens mapp, \
                 ange den med --root, eller skapa en ny med `basutbud init`",
            ),
            (
                &["build", "--root", "bort"],
                "det finns ingen webbplats i bort: content/site.toml saknas. Ange webbplatsens mapp med \
                 --root, eller skapa en ny med `basutbud init`",
            ),
        ],
    );
}

#[test]
fn levels_and_codes() {
    let program = Program::init();
    refused(
        &program,
        &[
            (
                &["explain", "brokenlink"],
                "det finns ingen kod `brokenlink`; menade du `broken-link`?",
            ),
            (
                &["check", "--allow", "zzzzzzzzzz"],
                "det finns ingen kod `zzzzzzzzzz`; `basutbud explain` visar alla koder",
            ),
            (
                &["check", "--warn", "syntax"],
                "`syntax` är ett fel i filens form och stoppar alltid; ta bort --warn",
            ),
        ],
    );
}

#[test]
fn what_is_in_the_way() {
    let program = Program::init();
    program.write(".gitlab-ci.yml", "own: {}\n");
    refused(
        &program,
        &[
            (
                &["init", "--ci", "gitlab"],
                "./.gitlab-ci.yml finns redan, och inget skrevs. Flytta undan filen, kör kommandot igen \
                 och för över det som stod i den",
            ),
            (
                &["init", "."],
                "./content/site.toml finns redan (18 i vägen sammanlagt). Välj en tom mapp, eller flytta \
                 undan filerna",
            ),
            (
                &["init", ".gitlab-ci.yml/webbplats"],
                "mappen .gitlab-ci.yml/webbplats/content går inte att skapa: en del av sökvägen är en fil, \
                 inte en mapp",
            ),
        ],
    );
}

#[test]
fn new_units_and_regions() {
    let program = Program::init();
    program.write("content/exempelregionen/units/halv.toml", "name =");
    let given = "forskriver-lakemedel";
    refused(
        &program,
        &[
            (
                &["new", "region", "pages"],
                "`content/pages` är mappen för webbplatsens egna sidor; ge regionen ett annat namn",
            ),
            (
                &["new", "region", "Exempelregionen"],
                "{here}/content/exempelregionen finns redan",
            ),
            (
                &["new", "region", "!!!"],
                "`!!!` ger inget filnamn: det behövs bokstäver eller siffror, högst 100",
            ),
            (
                &["new", "unit", "Hälsocentralen Exempelvik"],
                "adressen `exempelregionen/halsocentralen-exempelvik` tillhör \
                 content/exempelregionen/units/halsocentralen-exempelvik.toml; ge enheten ett annat namn",
            ),
            (
                &["new", "unit", "Halv"],
                "content/exempelregionen/units/halv.toml finns redan; ge enheten ett annat namn",
            ),
            (
                &["new", "unit", "Ny", "--region", "exempelregion"],
                "det finns ingen region `exempelregion`; menade du `exempelregionen`?",
            ),
            (
                &["new", "unit", "Ny", "--municipality", "zzzzzzzz"],
                "det finns ingen kommun `zzzzzzzz`; det som finns är: Exempelvik, Exempelby",
            ),
            (
                &["new", "unit", "Ny", "--yes", given, "--no", given],
                "`forskriver-lakemedel` besvaras både med --yes och med --no",
            ),
        ],
    );
    fs::remove_dir_all(program.path("content/exempelregionen")).expect("it is there");
    refused(
        &program,
        &[(
            &["new", "unit", "Ny"],
            "webbplatsen har ingen region; skapa en med `basutbud new region NAMN`",
        )],
    );
    let ran = program.run(&["new", "region", "A"]).exits(0);
    let ran = [ran, program.run(&["new", "region", "B"]).exits(0)];
    assert!(ran.iter().all(|ran| ran.out.is_empty()));
    refused(
        &program,
        &[(&["new", "unit", "Ny"], "ange regionen med --region: a, b")],
    );
}

#[test]
fn baselines_and_revisions() {
    let program = Program::init();
    program.write("fel.json", "{ \"version\": 7, \"findings\": [] }");
    program.write("annan/text.txt", "ingen webbplats\n");
    refused(
        &program,
        &[
            (
                &["check", "--baseline", "ingen.json"],
                "baslinjen ingen.json går inte att läsa; `basutbud check --write-baseline ingen.json` \
                 skapar den: filen eller mappen finns inte",
            ),
            (
                &["build", "--baseline", "fel.json"],
                "fel.json är ingen baslinje: den är av version 7, och programmet läser version 1",
            ),
            (
                &["diff", "annan"],
                "det finns ingen webbplats i annan: content/site.toml saknas, och det är inte heller en \
                 git-revision",
            ),
            (
                &["diff", ".", "--preview-url", "javascript:x"],
                "`javascript:x` är ingen webbadress; skriv en sådan som https://preview.example.se/12",
            ),
            (
                &["check", "--since", "HEAD"],
                "{here} ligger inte i något git-arkiv som går att läsa: fatal: not a git repository (or any \
                 of the parent directories): .git",
            ),
        ],
    );
    program.git(&["init", "--quiet"]);
    program.git(&["commit", "--quiet", "--allow-empty", "-m", "tom"]);
    refused(
        &program,
        &[
            (
                &["diff", "HEAD"],
                "det finns ingen webbplats i `HEAD`: content/site.toml saknas. Ligger webbplatsen någon \
                 annanstans i den revisionen, skriv `HEAD:MAPP`",
            ),
            (
                &["diff", "HEAD", "HEAD", "--root", "annan"],
                "det finns ingen webbplats i `HEAD`: content/site.toml saknas i mappen annan/. Ligger \
                 webbplatsen någon annanstans i den revisionen, skriv `HEAD:MAPP`",
            ),
            (
                &["check", "--since", "ingenstans"],
                "git känner inte till revisionen `ingenstans`; `git fetch` kan behövas innan en gren på \
                 servern anges",
            ),
        ],
    );
    let swedish = ["check", "--since", "HEAD", "--lang", "sv"];
    let ran = program.run_with(&swedish, &[("PATH", "/nonexistent")]);
    assert_eq!(
        ran.exits(2).err,
        "fel: git är inte installerat, och en tidigare revision kan bara läsas med git\n"
    );
}

#[test]
fn a_shallow_clone() {
    let program = Program::shallow_clone();
    refused(
        &program,
        &[(
            &["check", "--root", "copy", "--since", "HEAD~1"],
            "git känner inte till revisionen `HEAD~1`: klonen är grund, så äldre revisioner saknas. Hämta \
             dem med `git fetch --unshallow`, eller låt CI klona hela historiken (`fetch-depth: 0`)",
        )],
    );
}

#[test]
fn reports() {
    let program = Program::init();
    program.write("fil", "ingen mapp");
    program.write("dagar/2026-11-21.json", "{}");
    program.run(&["build"]).exits(0);
    refused(
        &program,
        &[
            (
                &["report", "--format", "xlsx"],
                "en arbetsbok kan inte visas i terminalen; ange dess fil med --out, till exempel \
                 --out rapport.xlsx",
            ),
            (
                &["report", "--out", "output/rapport.html"],
                "output/rapport.html ligger i {here}/output, som ett bygge publicerar, och rapporten anger vem \
                 som är ansvarig; välj en plats utanför den mappen",
            ),
            (
                &["report", "--out", "bort/rapport.html"],
                "bort/rapport.html går inte att skriva; kontrollera mappen, dess behörighet och disken: \
                 filen eller mappen finns inte",
            ),
            (
                &["report", "--history", "fil"],
                "fil är ingen mapp; --history anger mappen som har en fil för varje dag",
            ),
            (
                &["report", "--history", "dagar"],
                "dagar/2026-11-21.json är i vägen: ingen historikfil: missing field `kind` at line 1 \
                 column 2. Flytta undan den, eller välj en annan mapp",
            ),
            (
                &["report", "--compare", "exempelregionen/2026-01-02"],
                "det finns varken en riktlinje eller en fil `exempelregionen/2026-01-02`; menade du \
                 `exempelregionen/2026-01-01`?",
            ),
            (
                &["report", "--compare", "content"],
                "content går inte att läsa som en riktlinje: det är en mapp, inte en fil",
            ),
        ],
    );
}

#[test]
fn publishing() {
    let program = Program::init();
    program.write("fil", "ingen mapp");
    refused(
        &program,
        &[(
            &["build", "--quiet", "--output", "fil"],
            "`{here}/fil` är en fil, och publiceringen behöver en mapp där: flytta filen eller välj en annan \
             mapp med `--output`.",
        )],
    );
}
