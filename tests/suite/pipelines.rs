//! The scripts of `docs/ci/`, run step by step as GitHub and GitLab run them: the real program in a real
//! git repository, with a site made by `init --ci`. What is not ours stands in as a script: cargo puts the
//! program where it is told to, and the two services answer from files and note what they are asked.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::ci::{GITHUB, GITLAB, steps, yaml};
use crate::harness::TODAY;
use crate::program::{Program, Ran, is_missing};

const UNIT: &str = "content/exempelregionen/units/halsocentralen-exempelvik.toml";

/// A site in a repository with a proposed change, and what surrounds a run.
struct Proposal {
    site: Program,
    tools: tempfile::TempDir,
    /// Folders before those of this process.
    path: Vec<PathBuf>,
    environment: BTreeMap<String, String>,
}

impl Proposal {
    /// A repository with a site on `main`, and a change to a unit on a branch.
    fn new(ci: &str, change: (&str, &str)) -> Self {
        let site = Program::empty();
        site.run(&["init", "--ci", ci]).exits(0);
        site.git(&["init", "--quiet"]);
        site.git(&["add", "."]);
        site.git(&["commit", "--quiet", "-m", "En webbplats"]);
        site.git(&["update-ref", "refs/remotes/origin/main", "main"]);
        site.git(&["checkout", "--quiet", "-b", "andring"]);
        site.replace(UNIT, change.0, change.1);
        site.git(&["commit", "--quiet", "-a", "-m", "En ändring"]);
        let tools = tempfile::tempdir().expect("a temporary folder");
        let mut proposal = Self {
            site,
            path: vec![tools.path().join("stand-ins")],
            environment: BTreeMap::new(),
            tools,
        };
        for folder in ["temp", "home", "stand-ins"] {
            fs::create_dir(proposal.tool(folder)).expect("the folder is made");
        }
        proposal.stand_in("cargo", CARGO);
        proposal.set("BINARY", env!("CARGO_BIN_EXE_basutbud"));
        proposal.set("DAY", TODAY);
        proposal.set("HOME", proposal.tool("home").display());
        proposal.set("GIT_CONFIG_GLOBAL", "/dev/null");
        proposal
    }

    fn tool(&self, name: &str) -> PathBuf {
        self.tools.path().join(name)
    }

    fn set(&mut self, name: &str, value: impl ToString) {
        self.environment.insert(name.to_owned(), value.to_string());
    }

    /// A command that is not ours.
    fn stand_in(&self, name: &str, script: &str) {
        let path = self.tool("stand-ins").join(name);
        fs::write(&path, script).expect("the script is written");
        let made = Command::new("chmod").arg("755").arg(&path).status();
        assert!(made.is_ok_and(|status| status.success()));
    }

    /// Runs a script as a CI system does: it ends with the first command that fails.
    fn run(&self, script: &str, variables: &BTreeMap<String, String>) -> Ran {
        let own = std::env::var_os("PATH").unwrap_or_default();
        let folders = self.path.iter().cloned().chain(std::env::split_paths(&own));
        let output = Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .env_clear()
            .env("PATH", std::env::join_paths(folders).expect("a path"))
            .envs(&self.environment)
            .envs(variables)
            .current_dir(self.site.path(""))
            .stdin(Stdio::null())
            .output()
            .expect("bash can be started");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it speaks UTF-8");
        Ran {
            status: output.status.code().expect("it ends by itself"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// What was written to a file outside the repository.
    fn read(&self, name: &str) -> String {
        read(&self.tool(name))
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Puts the program where `--root` says, on the tests' day.
const CARGO: &str = r#"#!/bin/sh
set -eu
echo "$@" >>"$BINARY_LOG"
while [ $# -gt 0 ]; do
    [ "$1" != --root ] || root=$2
    shift
done
mkdir -p "$root/bin"
cat >"$root/bin/basutbud" <<'END'
#!/bin/sh
exec "$BINARY" "$@" --date "$DAY"
END
chmod 755 "$root/bin/basutbud"
"#;

/// What a run at GitHub consists of.
struct Actions {
    proposal: Proposal,
    workflow: Value,
    expressions: BTreeMap<&'static str, String>,
}

impl Actions {
    /// A pull request with a change.
    fn new(change: (&str, &str)) -> Self {
        let mut proposal = Proposal::new("github", change);
        proposal.stand_in("rustup", "#!/bin/sh\n");
        proposal.set("BINARY_LOG", proposal.tool("cargo.log").display());
        proposal.set("RUNNER_TEMP", proposal.tool("temp").display());
        for (name, file) in [("GITHUB_PATH", "path"), ("GITHUB_STEP_SUMMARY", "summary")] {
            fs::write(proposal.tool(file), "").expect("the file is made");
            proposal.set(name, proposal.tool(file).display());
        }
        proposal.set("GITHUB_BASE_REF", "main");
        proposal.set("GITHUB_REPOSITORY", "region/kontaktsidor");
        let expressions = [
            ("github.event.pull_request.number", "12"),
            (
                "vars.BASUTBUD_PREVIEW_URL || 'http://localhost:8000'",
                "http://localhost:8000",
            ),
            ("vars.BASUTBUD_PREVIEW_URL", ""),
            ("github.server_url", "https://github.example.se"),
            ("github.repository", "region/kontaktsidor"),
            ("github.run_id", "1"),
            ("github.token", "hemligt"),
            (
                "github.event.workflow_run.head_repository.owner.login",
                "nagon",
            ),
            ("github.event.workflow_run.head_branch", "$(touch injected)"),
            ("github.event.workflow_run.head_sha", "abc"),
        ];
        let expressions = expressions.map(|(name, value)| (name, value.to_owned()));
        Self {
            proposal,
            workflow: yaml(GITHUB[0]),
            expressions: BTreeMap::from(expressions),
        }
    }

    /// A value of `env` with its expressions worked out.
    fn value(&self, text: &str) -> String {
        let mut value = String::new();
        let mut parts = text.split("${{");
        value += parts.next().unwrap_or_default();
        for part in parts {
            let (expression, rest) = part.split_once("}}").expect("it ends");
            let expression = expression.trim();
            let known = self.expressions.get(expression);
            value += known.unwrap_or_else(|| panic!("what is {expression}?"));
            value += rest;
        }
        value
    }

    fn variables(&self, of: &Value) -> BTreeMap<String, String> {
        let variables = of["env"].as_object().into_iter().flatten();
        let variable = |(name, value): (&String, &Value)| {
            (name.clone(), self.value(value.as_str().expect("a text")))
        };
        variables.map(variable).collect()
    }

    /// Runs the named steps of a job with a script; each ends with this status.
    fn job(&mut self, name: &str, statuses: &[i32]) -> Vec<Ran> {
        let job = self.workflow["jobs"][name].clone();
        let runs = steps(&job).iter().filter(|step| step["run"].is_string());
        let runs: Vec<&Value> = runs.collect();
        assert_eq!(runs.len(), statuses.len(), "steps of {name}");
        let ran = runs.into_iter().zip(statuses).map(|(step, status)| {
            let mut variables = self.variables(&self.workflow);
            variables.extend(self.variables(step));
            let script = step["run"].as_str().expect("a script");
            let ran = self.proposal.run(script, &variables);
            for folder in self.proposal.read("path").lines() {
                let folder = PathBuf::from(folder);
                if !self.proposal.path.contains(&folder) {
                    self.proposal.path.insert(0, folder);
                }
            }
            ran.exits(*status)
        });
        ran.collect()
    }
}

/// A change that is fine, and one that takes away a service that must be offered.
const SOUND: (&str, &str) = ("\"08:00-12:00\"", "\"09:00-12:00\"");
const UNSOUND: (&str, &str) = ("fornya-recept =", "# fornya-recept =");

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Whether a page says that it is a preview.
fn is_preview(page: &str) -> bool {
    page.contains("noindex") && page.contains("data-preview")
}

#[test]
fn github_checks_and_shows_a_sound_change() {
    let mut actions = Actions::new(SOUND);
    actions.job("program", &[0]);
    let asked = actions.proposal.read("cargo.log");
    assert!(
        asked.contains("install --locked --git https://git.example.se/basutbud.git --rev v"),
        "{asked}"
    );
    actions.job("check", &[0, 0, 0]);
    let sarif = json_of(&actions.proposal.read("temp/basutbud.sarif"));
    assert_eq!(sarif["version"], "2.1.0");
    actions.job("preview", &[0, 0, 0]);
    let page = "temp/preview/exempelregionen/halsocentralen-exempelvik/index.html";
    let page = actions.proposal.read(page);
    assert!(is_preview(&page) && page.contains("#12"), "{page}");
    assert!(page.contains("http://localhost:8000/exempelregionen/"));
    let summary = actions.proposal.read("summary");
    assert_eq!(summary, actions.proposal.read("temp/diff/diff.md"));
    assert!(summary.contains("Exempelvik"), "{summary}");
    actions.proposal.site.git(&["diff", "--exit-code"]);
    actions.job("site", &[0, 0]);
    assert!(!is_preview(&actions.proposal.read("temp/site/index.html")));
    assert!(!actions.proposal.tool("temp/site/.basutbud").exists());
}

#[test]
fn github_stops_a_change_that_takes_away_what_must_be_offered() {
    let mut actions = Actions::new(UNSOUND);
    actions.job("program", &[0]);
    let ran = actions.job("check", &[0, 1, 0]);
    assert!(
        ran[1].out.contains(&format!("::error file={UNIT}")),
        "{}",
        ran[1].out
    );
    let sarif = json_of(&actions.proposal.read("temp/basutbud.sarif"));
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert!(
        results
            .iter()
            .any(|result| result["ruleId"] == "unmet-obligation")
    );
    // The preview is there all the same, and the comparison fails.
    let ran = actions.job("preview", &[0, 0, 1]);
    assert_eq!(ran[1].status, 0);
    let page = "temp/preview/exempelregionen/halsocentralen-exempelvik/index.html";
    assert!(actions.proposal.read(page).contains("unmet-obligation"));
    let said = actions.proposal.read("temp/diff/diff.md");
    assert!(said.contains("Förnya recept"), "{said}");
    actions.job("site", &[0, 1]);
    assert!(!actions.proposal.tool("temp/site/index.html").exists());
}

#[test]
fn a_site_may_lie_in_a_folder_of_the_repository() {
    let mut actions = Actions::new(SOUND);
    let site = &actions.proposal.site;
    site.git(&["checkout", "--quiet", "main"]);
    fs::create_dir(site.path("webbplats")).expect("the folder is made");
    site.git(&["mv", "content", "webbplats/content"]);
    site.git(&["commit", "--quiet", "-m", "En mapp"]);
    site.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    site.git(&["checkout", "--quiet", "-b", "i-mappen"]);
    let unit = format!("webbplats/{UNIT}");
    site.replace(&unit, UNSOUND.0, UNSOUND.1);
    site.git(&["commit", "--quiet", "-a", "-m", "En ändring"]);
    actions.workflow["env"]["BASUTBUD_SITE"] = "webbplats".into();
    actions.job("program", &[0]);
    let ran = actions.job("check", &[0, 1, 0]);
    let annotation = format!("::error file={unit}");
    assert!(ran[1].out.contains(&annotation), "{}", ran[1].out);
    actions.job("preview", &[0, 0, 1]);
    let page = "temp/preview/exempelregionen/halsocentralen-exempelvik/index.html";
    assert!(actions.proposal.read(page).contains("unmet-obligation"));
    let said = actions.proposal.read("temp/diff/diff.md");
    assert!(said.contains("Förnya recept"), "{said}");
}

/// Answers as the API of GitHub, and notes what it is asked.
const GH: &str = r#"#!/bin/sh
set -eu
echo "$@" >>"$GH_LOG"
case "$*" in
*--silent*) for last; do :; done; cp "${last#body=@}" "$GH_BODY" ;;
*/pulls*) cat "$GH_PULLS" ;;
*/comments*) cat "$GH_COMMENTS" ;;
*) echo "what is $*?" >&2; exit 1 ;;
esac
"#;

#[test]
fn github_gets_one_comment_that_is_kept_up_to_date() {
    let mut actions = Actions::new(SOUND);
    actions.workflow = yaml(GITHUB[1]);
    let proposal = &mut actions.proposal;
    proposal.stand_in("gh", GH);
    for (name, file, text) in [
        ("GH_LOG", "gh.log", ""),
        ("GH_BODY", "body", ""),
        ("GH_PULLS", "pulls", ""),
        ("GH_COMMENTS", "comments", ""),
    ] {
        fs::write(proposal.tool(file), text).expect("the file is written");
        proposal.set(name, proposal.tool(file).display());
    }
    fs::create_dir(proposal.tool("temp/diff")).expect("the folder is made");
    let write = |proposal: &Proposal, name: &str, text: &str| {
        fs::write(proposal.tool(name), text).expect("the file is written");
    };
    write(proposal, "temp/diff/diff.md", "");
    actions.job("comment", &[0]);
    assert_eq!(
        actions.proposal.read("gh.log"),
        "",
        "there is nothing to say"
    );

    write(
        &actions.proposal,
        "temp/diff/diff.md",
        "En `tjänst` $HOME\n",
    );
    actions.job("comment", &[0]);
    assert_eq!(
        actions.proposal.read("body"),
        "",
        "the pull request is closed"
    );

    write(&actions.proposal, "pulls", "12\n");
    actions.job("comment", &[0]);
    let said = "<!-- basutbud diff -->\nEn `tjänst` $HOME\n";
    assert_eq!(actions.proposal.read("body"), said);
    let log = actions.proposal.read("gh.log");
    assert!(log.contains("--method POST repos/region/kontaktsidor/issues/12/comments"));

    write(&actions.proposal, "comments", "77\n78\n");
    actions.job("comment", &[0]);
    let log = actions.proposal.read("gh.log");
    assert!(log.contains("--method PATCH repos/region/kontaktsidor/issues/comments/77"));
    assert!(log.contains("head=nagon:$(touch injected)"), "{log}");
    assert!(!actions.proposal.site.path("injected").exists());
}

/// What a pipeline at GitLab consists of.
struct Pipeline {
    proposal: Proposal,
    file: Value,
}

impl Pipeline {
    /// A merge request with a change.
    fn new(change: (&str, &str)) -> Self {
        let mut proposal = Proposal::new("gitlab", change);
        proposal.set("BINARY_LOG", proposal.tool("cargo.log").display());
        proposal.set("CI_PROJECT_DIR", proposal.site.path("").display());
        proposal.set("CI_MERGE_REQUEST_IID", 12);
        proposal.set("CI_MERGE_REQUEST_DIFF_BASE_SHA", "origin/main");
        proposal.set("CI_JOB_URL", "https://gitlab.example.se/-/jobs/1");
        proposal.set("CI_API_V4_URL", "https://gitlab.example.se/api/v4");
        proposal.set("CI_PROJECT_ID", 5);
        proposal.set("BASUTBUD_COMMENT_TOKEN", "hemligt");
        Self {
            proposal,
            file: yaml(GITLAB),
        }
    }

    /// Runs a job: what comes before and the script, as one.
    fn job(&self, name: &str) -> Ran {
        let job = &self.file[name];
        let before = match &job["before_script"] {
            Value::Null => &self.file["default"]["before_script"],
            own => own,
        };
        let lines = [before, &job["script"]];
        let lines = lines.iter().filter_map(|lines| lines.as_array()).flatten();
        let lines: Vec<&str> = lines.map(|line| line.as_str().expect("a line")).collect();
        let variables = self.file["variables"].as_object().into_iter().flatten();
        let variables = variables.map(|(name, value)| {
            let value = value.as_str().expect("a text");
            (name.clone(), value.to_owned())
        });
        self.proposal.run(&lines.join("\n"), &variables.collect())
    }

    fn read(&self, path: &str) -> String {
        self.proposal.site.read(path)
    }
}

#[test]
fn gitlab_checks_and_shows_a_sound_change() {
    let pipeline = Pipeline::new(SOUND);
    pipeline.job("check").exits(0);
    assert!(json_of(&pipeline.read("gl-code-quality-report.json")).is_array());
    assert!(pipeline.read("junit.xml").contains("<testsuites"));
    // The program is there now.
    pipeline.job("preview").exits(0);
    assert_eq!(pipeline.proposal.read("cargo.log").lines().count(), 1);
    let page = pipeline.read("preview/exempelregionen/halsocentralen-exempelvik/index.html");
    assert!(is_preview(&page) && page.contains("!12"), "{page}");
    assert!(pipeline.read("diff.md").contains("Exempelvik"));
    assert!(pipeline.read("diff.html").contains("<html"));
    pipeline.job("pages").exits(0);
    assert!(!is_preview(&pipeline.read("public/index.html")));
    assert!(!pipeline.proposal.site.path("public/.basutbud").exists());
}

#[test]
fn gitlab_stops_a_change_that_takes_away_what_must_be_offered() {
    let pipeline = Pipeline::new(UNSOUND);
    let ran = pipeline.job("check").exits(1);
    assert!(ran.out.contains("[unmet-obligation]"), "{}", ran.out);
    let report = json_of(&pipeline.read("gl-code-quality-report.json"));
    assert_eq!(report[0]["check_name"], "unmet-obligation");
    let ran = pipeline.job("preview").exits(1);
    assert!(ran.out.contains("Förnya recept"), "{}", ran.out);
    assert!(is_preview(&pipeline.read("preview/index.html")));
    pipeline.job("pages").exits(1);
    assert!(!pipeline.proposal.site.path("public/index.html").exists());
}

/// Answers as the API of GitLab, and notes what it is asked.
const CURL: &str = r#"#!/bin/sh
set -eu
echo "$@" >>"$CURL_LOG"
case "$*" in
*--request*) cp comment.md "$CURL_BODY" ;;
*) cat "$CURL_NOTES" ;;
esac
"#;

/// Reads no JSON: gives what the test says is in it.
const JQ: &str = "#!/bin/sh\ncat >\"$JQ_INPUT\"\ncat \"$JQ_ANSWER\"\n";

#[test]
fn gitlab_gets_one_comment_that_is_kept_up_to_date() {
    let mut pipeline = Pipeline::new(SOUND);
    let proposal = &mut pipeline.proposal;
    proposal.stand_in("apk", "#!/bin/sh\n");
    proposal.stand_in("curl", CURL);
    let has_jq = !is_missing("jq", &[]);
    if !has_jq {
        proposal.stand_in("jq", JQ);
    }
    for (name, file) in [
        ("CURL_LOG", "curl.log"),
        ("CURL_BODY", "body"),
        ("CURL_NOTES", "notes"),
        ("JQ_INPUT", "jq-input"),
        ("JQ_ANSWER", "jq-answer"),
    ] {
        fs::write(proposal.tool(file), "").expect("the file is made");
        proposal.set(name, proposal.tool(file).display());
    }
    let answer = |pipeline: &Pipeline, notes: Value, id: &str| {
        let write = |name: &str, text: &str| {
            fs::write(pipeline.proposal.tool(name), text).expect("the file is written");
        };
        write("notes", &notes.to_string());
        write("jq-answer", id);
    };
    pipeline.proposal.site.write("diff.md", "");
    pipeline.job("comment").exits(0);
    assert_eq!(pipeline.proposal.read("curl.log"), "");

    pipeline.proposal.site.write("diff.md", "En `tjänst`\n");
    answer(&pipeline, json!([{ "id": 1, "body": "Bra!" }]), "");
    pipeline.job("comment").exits(0);
    assert_eq!(
        pipeline.proposal.read("body"),
        "<!-- basutbud diff -->\nEn `tjänst`\n"
    );
    let notes = "https://gitlab.example.se/api/v4/projects/5/merge_requests/12/notes";
    let log = pipeline.proposal.read("curl.log");
    assert!(
        log.contains("--request POST") && log.ends_with(&format!("{notes}\n")),
        "{log}"
    );

    let ours =
        json!([{ "id": 1, "body": "Bra!" }, { "id": 9, "body": "<!-- basutbud diff -->\nx" }]);
    answer(&pipeline, ours, "9\n");
    pipeline.job("comment").exits(0);
    let log = pipeline.proposal.read("curl.log");
    assert!(
        log.contains("--request PUT") && log.ends_with(&format!("{notes}/9\n")),
        "{log}"
    );
}
