//! The links that open a place in the person's editor: which addresses the known editors answer to, and
//! which one a person is likely to use.

use crate::render::address::encode;

/// The editors that are known by name, with their addresses. `{path}` is the whole path of the file and
/// begins with a slash.
pub const KNOWN: [(&str, &str); 4] = [
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    (
        "idea",
        "idea://open?file={path}&line={line}&column={column}",
    ),
];
/// The word for no editor.
pub const NONE: &str = "none";

/// How a place is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    pattern: Option<String>,
}

impl Editor {
    /// The editor of a name, or of an address with `{path}` in it; the error says what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == NONE {
            return Ok(Self { pattern: None });
        }
        if let Some((_, pattern)) = KNOWN.iter().find(|(name, _)| *name == text) {
            let pattern = Some((*pattern).to_owned());
            return Ok(Self { pattern });
        }
        let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
        let is_scheme = scheme.len() > 1
            && scheme.starts_with(|c: char| c.is_ascii_lowercase())
            && scheme
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "+-.".contains(c));
        // These run in the page instead of opening something.
        let is_script = ["javascript", "data", "vbscript"].contains(&scheme);
        if is_scheme && !is_script && text.contains("{path}") {
            let pattern = Some(text.to_owned());
            return Ok(Self { pattern });
        }
        let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
        Err(format!(
            "write {}, {NONE}, or an address such as `editor://open?file={{path}}&line={{line}}`",
            names.join(", ")
        ))
    }

    /// The editor that a person is likely to use: the one whose terminal this is, else the one that
    /// programs are told to open, else Visual Studio Code.
    pub fn guess(variable: impl Fn(&str) -> Option<String>) -> Self {
        let is = |name: &str, value: &str| variable(name).is_some_and(|found| found == value);
        let named = || {
            let commands = ["VISUAL", "EDITOR"].into_iter().filter_map(&variable);
            let programs: Vec<String> = commands.filter_map(|command| program(&command)).collect();
            let known = |program: &str| match program {
                "code" | "code-insiders" => Some("vscode"),
                "codium" | "vscodium" => Some("vscodium"),
                "zed" | "zeditor" => Some("zed"),
                "idea" => Some("idea"),
                _ => None,
            };
            programs.iter().find_map(|program| known(program))
        };
        let name = if is("ZED_TERM", "true") {
            "zed"
        } else if is("TERMINAL_EMULATOR", "JetBrains-JediTerm") {
            "idea"
        } else if is("TERM_PROGRAM", "vscode") {
            // VSCodium calls its terminal the same.
            named()
                .filter(|name| *name == "vscodium")
                .unwrap_or("vscode")
        } else {
            named().unwrap_or("vscode")
        };
        Self::parse(name).unwrap_or(Self { pattern: None })
    }

    /// The address that opens a place in a file of a site.
    pub fn link(&self, root: &str, path: &str, line: usize, column: usize) -> Option<String> {
        let root = root.replace('\\', "/");
        let file = format!("/{}/{}", encode(root.trim_matches('/')), encode(path));
        let pattern = self.pattern.as_ref()?;
        let place = pattern
            .replace("{line}", &line.to_string())
            .replace("{column}", &column.to_string());
        Some(place.replace("{path}", &file))
    }
}

/// The name of the program that a command starts.
fn program(command: &str) -> Option<String> {
    let first = command.split_whitespace().next()?;
    let name = first.rsplit(['/', '\\']).next()?;
    Some(name.strip_suffix(".exe").unwrap_or(name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_named_in_the_form_of_the_editor() {
        let link = |editor: &str| {
            let editor = Editor::parse(editor).expect("a known form");
            editor.link("/home/å b", "content/x.toml", 3, 7)
        };
        let path = "/home/%C3%A5%20b/content/x.toml";
        assert_eq!(link("vscode"), Some(format!("vscode://file{path}:3:7")));
        assert_eq!(
            link("idea"),
            Some(format!("idea://open?file={path}&line=3&column=7"))
        );
        assert_eq!(
            link("my-editor:{path}?{line}"),
            Some(format!("my-editor:{path}?3"))
        );
        assert_eq!(link("none"), None);
        for wrong in [
            "",
            "emacs",
            "vscode://file",
            "javascript:{path}",
            "c:{path}",
        ] {
            assert!(Editor::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_editor_is_guessed_from_where_the_program_runs() {
        let guess = |variables: &[(&str, &str)]| {
            Editor::guess(|name| {
                let found = variables.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        let editor = |name| Editor::parse(name).expect("a known name");
        assert_eq!(guess(&[]), editor("vscode"));
        assert_eq!(guess(&[("EDITOR", "vim")]), editor("vscode"));
        assert_eq!(
            guess(&[("VISUAL", "/usr/bin/codium --wait")]),
            editor("vscodium")
        );
        assert_eq!(guess(&[("ZED_TERM", "true")]), editor("zed"));
        assert_eq!(
            guess(&[
                ("TERMINAL_EMULATOR", "JetBrains-JediTerm"),
                ("EDITOR", "vim")
            ]),
            editor("idea")
        );
    }
}
