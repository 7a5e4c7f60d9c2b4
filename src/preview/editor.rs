//! How a place is opened in the person's editor: by which program or address, and which editor a person is
//! likely to use.

use crate::render::address::encode;

/// An editor that is known by name, and how it opens a place.
struct KnownEditor {
    name: &'static str,
    program: &'static str,
    /// What it is given; `{file}` is the whole path of the file.
    arguments: &'static [&'static str],
}

static KNOWN: [KnownEditor; 4] = [
    KnownEditor {
        name: "vscode",
        program: "code",
        arguments: &["--goto", "{file}:{line}:{column}"],
    },
    KnownEditor {
        name: "vscodium",
        program: "codium",
        arguments: &["--goto", "{file}:{line}:{column}"],
    },
    KnownEditor {
        name: "zed",
        program: "zed",
        arguments: &["{file}:{line}:{column}"],
    },
    KnownEditor {
        name: "idea",
        program: "idea",
        arguments: &["--line", "{line}", "--column", "{column}", "{file}"],
    },
];

/// The word for no editor.
const NONE: &str = "none";

/// How places are opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextEditor {
    /// Not at all.
    None,
    /// By the program of a known editor, by its place in `KNOWN`.
    Known(usize),
    /// By an address with `{path}` in it, which the system knows how to open.
    Address(String),
}

/// A way to open a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// A program with its arguments.
    Program(&'static str, Vec<String>),
    /// What the system opens an address or a file with.
    System(String),
}

impl TextEditor {
    /// The editor of a name, or of an address with `{path}` in it; the error says what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == NONE {
            return Ok(Self::None);
        }
        if let Some(at) = KNOWN.iter().position(|known| known.name == text) {
            return Ok(Self::Known(at));
        }
        let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
        let is_scheme = scheme.len() > 1
            && scheme.starts_with(|c: char| c.is_ascii_lowercase())
            && scheme
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "+-.".contains(c));
        // These run something instead of opening a file.
        let is_script = ["javascript", "data", "vbscript"].contains(&scheme);
        if is_scheme && !is_script && text.contains("{path}") {
            return Ok(Self::Address(text.to_owned()));
        }
        let names: Vec<&str> = KNOWN.iter().map(|known| known.name).collect();
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
        Self::parse(name).unwrap_or(Self::None)
    }

    /// The ways to open a place in a file, given by its whole path; the next one where a program is lacking.
    pub fn ways(&self, file: &str, line: usize, column: usize) -> Vec<Way> {
        let (line, column) = (line.to_string(), column.to_string());
        let filled = |pattern: &str, path: (&str, &str)| {
            let place = pattern
                .replace("{line}", &line)
                .replace("{column}", &column);
            // The path comes last: it may hold anything.
            place.replace(path.0, path.1)
        };
        match self {
            Self::None => Vec::new(),
            Self::Known(at) => {
                let KnownEditor {
                    program, arguments, ..
                } = KNOWN[*at];
                let arguments = arguments.iter().map(|it| filled(it, ("{file}", file)));
                vec![
                    Way::Program(program, arguments.collect()),
                    Way::System(file.to_owned()),
                ]
            }
            Self::Address(pattern) => {
                let file = file.replace('\\', "/");
                let path = format!("/{}", encode(file.trim_start_matches('/')));
                vec![Way::System(filled(pattern, ("{path}", &path)))]
            }
        }
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
    fn a_place_is_opened_by_a_program_or_an_address() {
        let ways = |editor: &str| {
            let editor = TextEditor::parse(editor).expect("a known form");
            editor.ways("/home/å b/content/{line}.toml", 3, 7)
        };
        let file = "/home/å b/content/{line}.toml";
        let program = |name, arguments: &[&str]| {
            let arguments = arguments.iter().map(|it| (*it).to_owned());
            Way::Program(name, arguments.collect())
        };
        let system = Way::System(file.to_owned());
        assert_eq!(
            ways("vscode"),
            [
                program("code", &["--goto", &format!("{file}:3:7")]),
                system.clone()
            ]
        );
        assert_eq!(
            ways("idea"),
            [
                program("idea", &["--line", "3", "--column", "7", file]),
                system
            ]
        );
        let address = "my-editor:/home/%C3%A5%20b/content/%7Bline%7D.toml?3";
        assert_eq!(
            ways("my-editor:{path}?{line}"),
            [Way::System(address.to_owned())]
        );
        assert_eq!(ways("none"), []);
        for wrong in [
            "",
            "emacs",
            "vscode://file",
            "javascript:{path}",
            "c:{path}",
        ] {
            assert!(TextEditor::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_editor_is_guessed_from_where_the_program_runs() {
        let guess = |variables: &[(&str, &str)]| {
            TextEditor::guess(|name| {
                let found = variables.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        let editor = |name| TextEditor::parse(name).expect("a known name");
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
