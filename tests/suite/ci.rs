//! The files of `docs/ci/`: of the forms that their readers take, with the least rights, and written by
//! `init`. That they work is held by `pipelines`.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::forms::faults;
use crate::harness::repository;
use crate::program::{Program, is_missing};

/// The workflows for GitHub.
pub const GITHUB: [&str; 2] = [
    "docs/ci/github/basutbud.yml",
    "docs/ci/github/basutbud-comment.yml",
];

/// The workflows of this repository.
const OWN: [&str; 2] = [
    ".github/workflows/gate.yml",
    ".github/workflows/release.yml",
];

/// The pipeline for GitLab.
pub const GITLAB: &str = "docs/ci/gitlab-ci.yml";

/// A file of the repository.
fn text(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A YAML file of the repository, as JSON.
pub fn yaml(path: &str) -> Value {
    serde_yaml_ng::from_str(&text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn schema(name: &str) -> Value {
    let text = text(&format!("tests/schemas/{name}.json"));
    serde_json::from_str(&text).expect("the schema is JSON")
}

/// The jobs of a file of GitHub's, by name.
pub fn jobs(workflow: &Value) -> Vec<(&String, &Value)> {
    let jobs = workflow["jobs"].as_object().expect("jobs");
    jobs.iter().collect()
}

/// The steps of a job.
pub fn steps(job: &Value) -> &[Value] {
    job["steps"].as_array().expect("steps")
}

#[test]
fn github_and_gitlab_take_their_files() {
    let (github, gitlab) = (schema("github-workflows"), schema("gitlab-ci"));
    for path in GITHUB.into_iter().chain(OWN) {
        assert_eq!(faults(&github, &yaml(path)), Vec::<String>::new(), "{path}");
    }
    for path in [GITLAB, ".gitlab-ci.yml"] {
        assert_eq!(faults(&gitlab, &yaml(path)), Vec::<String>::new(), "{path}");
    }
    // The schemas do find faults.
    let mut broken = yaml(GITHUB[0]);
    broken["jobs"]["check"]["step"] = Value::Null;
    assert!(!faults(&github, &broken).is_empty());
    let mut broken = yaml(GITLAB);
    broken["check"]["artifacts"]["when"] = "sometimes".into();
    assert!(!faults(&gitlab, &broken).is_empty());
}

#[test]
fn workflows_have_the_least_rights_and_pin_what_they_use() {
    for path in GITHUB.into_iter().chain(OWN) {
        let lines = text(path);
        let workflow = yaml(path);
        let no_rights = serde_json::json!({});
        assert_eq!(workflow["permissions"], no_rights, "{path}");
        for (name, job) in jobs(&workflow) {
            let place = format!("{path}: {name}");
            assert!(job["permissions"].is_object(), "{place} says no rights");
            assert!(job["timeout-minutes"].is_u64(), "{place} may run for ever");
            for step in steps(job) {
                if let Some(used) = step["uses"].as_str() {
                    // A tag can be moved; a commit cannot, and the comment says which version it is.
                    let (_, commit) = used.split_once('@').expect("a commit");
                    let whole =
                        commit.len() == 40 && commit.bytes().all(|it| it.is_ascii_hexdigit());
                    assert!(whole, "{place}: {used}");
                    assert!(lines.contains(&format!("{used} # v")), "{place}: {used}");
                }
                if let Some(run) = step["run"].as_str() {
                    // What somebody else wrote comes in by the environment, never into the script itself.
                    assert!(!run.contains("${{"), "{place}: {run}");
                }
                let used = step["uses"].as_str().unwrap_or_default();
                if used.starts_with("actions/checkout@") {
                    assert_eq!(step["with"]["persist-credentials"], false, "{place}");
                }
            }
        }
    }
    // What runs for a proposed change may write nothing but findings.
    let checks = yaml(GITHUB[0]);
    let read = serde_json::json!({ "contents": "read" });
    assert_eq!(checks["jobs"]["preview"]["permissions"], read);
    let publish = checks["jobs"]["publish"]["needs"].as_str();
    assert_eq!(publish, Some("site"));
    let condition = checks["jobs"]["site"]["if"].as_str().expect("a condition");
    assert!(condition.contains("refs/heads/main"), "{condition}");
    // What may write runs nothing of the change.
    for step in steps(&yaml(GITHUB[1])["jobs"]["comment"]) {
        let used = step["uses"].as_str().unwrap_or_default();
        assert!(!used.starts_with("actions/checkout"), "{used}");
    }
}

#[test]
fn every_file_names_the_same_repository_to_change() {
    let address = "https://git.example.se/basutbud.git";
    let revision = concat!("v", env!("CARGO_PKG_VERSION"));
    let manifest: toml::Table = toml::from_str(&text("Cargo.toml")).expect("it is TOML");
    assert_eq!(manifest["package"]["repository"].as_str(), Some(address));
    for path in [GITHUB[0], GITLAB, "docs/ci/pre-commit-config.yaml"] {
        let text = text(path);
        let (_, after) = text.split_once("CHANGE THIS").expect(path);
        let after: String = after.lines().take(3).collect();
        assert!(
            after.contains(address) && after.contains(revision),
            "{path}: {after}"
        );
    }
}

#[test]
fn the_hook_of_pre_commit_is_what_its_file_asks_for() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let config = yaml("docs/ci/pre-commit-config.yaml");
    let asked = &config["repos"][0]["hooks"][0]["id"];
    let hook = &hooks[0];
    assert_eq!(hook["id"], *asked);
    for key in ["id", "name", "entry", "language"] {
        assert!(hook[key].is_string(), "{key}");
    }
    assert_eq!(hook["pass_filenames"], false);
    let entry = hook["entry"].as_str().expect("an entry");
    let arguments: Vec<&str> = entry.split(' ').skip(1).collect();
    let site = Program::init();
    site.run(&arguments).exits(0);
    site.replace(
        "content/exempelregionen/units/halsocentralen-exempelvik.toml",
        "fornya-recept =",
        "# fornya-recept =",
    );
    site.run(&arguments).exits(1);
}

#[test]
fn the_image_is_small_and_runs_as_nobody_in_particular() {
    let dockerfile = text("docs/ci/Dockerfile").replace("\\\n", " ");
    let lines = dockerfile.lines().map(str::trim);
    let instructions: Vec<(&str, &str)> = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(' ').unwrap_or((line, "")))
        .collect();
    let known = ["FROM", "WORKDIR", "COPY", "RUN", "USER", "CMD"];
    for (instruction, _) in &instructions {
        assert!(known.contains(instruction), "{instruction}");
    }
    let manifest: toml::Table = toml::from_str(&text("Cargo.toml")).expect("it is TOML");
    let rust = manifest["package"]["rust-version"]
        .as_str()
        .expect("a version");
    let stages: Vec<usize> = (0..instructions.len())
        .filter(|at| instructions[*at].0 == "FROM")
        .collect();
    let [build, image] = stages[..] else {
        panic!("{} stages", stages.len())
    };
    assert_eq!(
        instructions[build].1,
        format!("rust:{rust}-slim-trixie AS build")
    );
    let image = &instructions[image..];
    assert!(image.iter().all(|(_, text)| !text.contains("cargo")));
    let user = image.iter().find(|(instruction, _)| *instruction == "USER");
    assert!(user.is_some_and(|(_, user)| user.parse::<u32>().is_ok_and(|user| user > 0)));
    // What the image is built of is not left out of what it is built from.
    let kept = text("docs/ci/Dockerfile.dockerignore");
    for path in kept.lines().filter_map(|line| line.strip_prefix('!')) {
        assert!(repository().join(path).exists(), "{path}");
    }
    for path in [
        "Cargo.toml",
        "Cargo.lock",
        "build.rs",
        "src",
        "themes",
        "docs/ci",
    ] {
        assert!(kept.contains(&format!("!{path}\n")), "{path}");
    }
}

/// Every script of the files, with its shell.
fn scripts() -> Vec<(&'static str, String)> {
    let mut scripts = Vec::new();
    for path in GITHUB.into_iter().chain(OWN) {
        for (_, job) in jobs(&yaml(path)) {
            let runs = steps(job).iter().filter_map(|step| step["run"].as_str());
            scripts.extend(runs.map(|run| ("bash", run.to_owned())));
        }
    }
    for (_, job) in [GITLAB, ".gitlab-ci.yml"]
        .map(yaml)
        .iter()
        .flat_map(|file| file.as_object().expect("jobs"))
    {
        if let Some(lines) = job["script"].as_array() {
            let lines = lines.iter().filter_map(Value::as_str);
            scripts.push(("sh", lines.collect::<Vec<_>>().join("\n")));
        }
    }
    scripts
}

/// Where the machine has shellcheck, it reads the scripts.
#[test]
fn shellcheck_finds_nothing() {
    let scripts = scripts();
    assert!(scripts.len() > 8);
    if is_missing("shellcheck", &[]) {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (at, (shell, script)) in scripts.iter().enumerate() {
        let path = folder.path().join(format!("{at}.sh"));
        fs::write(&path, script).expect("the script is written");
        let output = Command::new("shellcheck")
            .args(["--shell", shell])
            .arg(&path)
            .output()
            .expect("shellcheck can be started");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}\n{script}");
    }
}

#[test]
fn init_writes_the_files_of_a_ci_system() {
    let program = Program::empty();
    let ran = program.run(&["init", "--ci", "github"]).exits(0);
    assert!(
        ran.err.contains("set BASUTBUD_REPOSITORY"),
        "it says what to change: {}",
        ran.err
    );
    for path in GITHUB {
        let name = path.rsplit_once('/').expect("a folder").1;
        assert_eq!(
            program.read(&format!(".github/workflows/{name}")),
            text(path)
        );
    }
    program.run(&["check"]).exits(0);

    // A site that is there gets the other system's file, and nothing else is touched.
    program.write("content/site.toml", "title = \"Mitt\"\n");
    let ran = program
        .run(&["init", "--ci", "gitlab", "--lang", "sv"])
        .exits(0);
    assert!(
        ran.err.contains("skrev .gitlab-ci.yml") && !ran.err.contains("liten webbplats"),
        "{}",
        ran.err
    );
    assert_eq!(program.read(".gitlab-ci.yml"), text(GITLAB));
    assert_eq!(program.read("content/site.toml"), "title = \"Mitt\"\n");

    // What is there already stays.
    program.write(".gitlab-ci.yml", "own: {}\n");
    let ran = program.run(&["init", "--ci", "gitlab"]).exits(2);
    assert!(ran.err.contains(".gitlab-ci.yml exists already"));
    assert_eq!(program.read(".gitlab-ci.yml"), "own: {}\n");
}
