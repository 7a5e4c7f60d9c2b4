//! Names of files and arguments steer no terminal, and make no lines of their own in a log, in any form.
#![cfg(unix)]

use crate::program::{Program, Ran};

const SITE: &str = "tests/sites/third-region";

/// What a name or an argument may try: a command of a CI system on a line of its own, a colour, another title
/// of the window, a bell, and letters that are read the other way round.
const STEERING: &str = "a\n::error::x\r\n##vso[x]\u{1b}[31m\u{1b}]0;t\u{7}\u{9b}1m\u{202e}b";

fn assert_calm(ran: &Ran, what: &str) {
    for text in [&ran.out, &ran.err] {
        assert!(
            !text.contains(['\u{7}', '\u{9b}', '\u{202e}', '\r']) && !text.contains("\u{1b}]"),
            "{what}: {text:?}"
        );
        let mut lines = text.lines();
        let is_own = |line: &str| line.starts_with("::error::x") || line.starts_with("##vso");
        assert!(!lines.any(is_own), "{what}: {text}");
    }
}

#[test]
fn names_of_files_are_shown_calm() {
    let program = Program::copy_of(SITE);
    let units = "content/region-norrhavet/units";
    program.write(&format!("{units}/{STEERING}.toml"), "namn = 1\n");
    program.write(&format!("{units}/{STEERING}/c.toml"), "namn = 1\n");
    program.write(&format!("content/pages/{STEERING}.md"), "Text.\n");
    program.write(&format!("themes/default/templates/{STEERING}"), "{{ x\n");
    for form in ["text", "json", "sarif", "github", "gitlab", "junit"] {
        for colour in ["always", "never"] {
            let ran = program.run(&["check", "--format", form, "--color", colour]);
            assert_calm(&ran, form);
            let ran = ran.exits(1);
            assert!(ran.out.contains("0A"), "{form}: {}", ran.out);
        }
    }
    assert_calm(&program.run(&["build", "--output", "a"]), "build");
    assert_calm(&program.run(&["fix"]), "fix");
    assert_calm(&program.run(&["report"]), "report");
    // In git too.
    program.git(&["init", "--quiet"]);
    program.git(&["add", "content", "themes"]);
    program.git(&["commit", "--quiet", "-m", "one"]);
    for form in ["text", "markdown", "html", "json"] {
        let ran = program.run(&["diff", "HEAD", "--format", form]).exits(0);
        assert_calm(&ran, form);
    }
    program
        .run(&["check", "--since", "HEAD", "--format", "text"])
        .exits(0);
}

#[test]
fn arguments_are_shown_calm() {
    let program = Program::copy_of(SITE);
    program.git(&["init", "--quiet"]);
    program.git(&["add", "."]);
    program.git(&["commit", "--quiet", "-m", "one"]);
    let inside = format!("{STEERING}/x.txt");
    let address = format!("https://{STEERING}");
    for arguments in [
        &["check", "--root", STEERING][..],
        &["check", "--deny", STEERING],
        &["check", "--format", STEERING],
        &["check", "--baseline", STEERING],
        &["check", "--since", STEERING],
        &["check", STEERING],
        &[STEERING],
        &["build", "--output", &inside],
        &["build", "--base-url", &address],
        &["build", "--preview", STEERING],
        &["diff", STEERING],
        &["explain", STEERING],
        &["new", "unit", STEERING, "--type", STEERING],
        &["new", "region", STEERING],
        &["report", "--out", &inside],
        &["report", "--compare", STEERING],
        &["init", STEERING],
        &["schema", "--out", STEERING],
        &["check", "--write-baseline", STEERING],
    ] {
        for colour in ["always", "never"] {
            let arguments = [arguments, &["--color", colour]].concat();
            assert_calm(&program.run(&arguments), &format!("{arguments:?}"));
        }
    }
}
