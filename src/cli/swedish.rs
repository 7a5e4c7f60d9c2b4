//! The command line in Swedish: help texts by their English ones, and usage errors.

use std::ffi::OsString;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, Error};

use crate::cli::Cli;
use crate::diagnostic::Language;

/// English and Swedish lines by turns, with an empty line between pairs.
const TEXTS: &str = include_str!("sv.txt");

/// What the library itself writes in help texts.
const FIXED: &[(&str, &str)] = &[
    ("Usage:", "Användning:"),
    ("Commands:", "Kommandon:"),
    ("Arguments:", "Argument:"),
    ("Options:", "Flaggor:"),
    ("[OPTIONS]", "[FLAGGOR]"),
    ("<COMMAND>", "<KOMMANDO>"),
    ("[COMMAND]", "[KOMMANDO]"),
    ("Possible values:", "Möjliga värden:"),
    ("[possible values:", "[möjliga värden:"),
    ("[default:", "[standard:"),
    ("[aliases:", "[även:"),
    (
        "Print help (see a summary with '-h')",
        "Visa hjälp (kort med '-h')",
    ),
    (
        "Print help (see more with '--help')",
        "Visa hjälp (mer med '--help')",
    ),
    ("Print help", "Visa hjälp"),
    ("Print version", "Visa version"),
    (
        "Print this message or the help of the given subcommand(s)",
        "Visa den här hjälpen, eller hjälpen för ett kommando",
    ),
];

/// The language that arguments ask for, also where they cannot be read as a whole.
pub fn language(arguments: &[OsString]) -> Option<Language> {
    let arguments: Vec<&str> = arguments.iter().filter_map(|it| it.to_str()).collect();
    let joined = arguments.iter().find_map(|it| it.strip_prefix("--lang="));
    let pairs = arguments.windows(2);
    let mut apart = pairs.filter(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    match joined.or(apart.next_back())? {
        "sv" => Some(Language::Swedish),
        "en" => Some(Language::English),
        _ => None,
    }
}

/// Help, or what is wrong with the arguments, in Swedish.
pub fn told(error: &Error, arguments: &[OsString]) -> String {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let swedish = translated(Cli::command()).try_get_matches_from(arguments);
            let help = swedish
                .err()
                .map_or_else(String::new, |help| help.to_string());
            fixed(&help)
        }
        ErrorKind::DisplayVersion => error.to_string(),
        _ => {
            let usage = error
                .get(ContextKind::Usage)
                .map(|usage| fixed(&usage.to_string()));
            let usage = usage.map_or_else(String::new, |usage| format!("\n\n{usage}"));
            format!(
                "fel: {}{usage}\n\nMer hjälp finns med `--help`.\n",
                fault(error)
            )
        }
    }
}

/// The Swedish text of an English one; the English one where there is none.
fn swedish(english: &str) -> &str {
    let mut lines = TEXTS.lines();
    while let Some(line) = lines.next() {
        let other = lines.next();
        if line == english {
            return other.unwrap_or(english);
        }
        lines.next();
    }
    english
}

fn fixed(text: &str) -> String {
    let replaced = |text: String, (english, swedish): &(&str, &str)| text.replace(english, swedish);
    FIXED.iter().fold(text.to_owned(), replaced)
}

/// A command with its help in Swedish. It reads no values, so it only serves to show help.
fn translated(command: Command) -> Command {
    let about = command.get_about().map(ToString::to_string);
    let after = command.get_after_help().map(ToString::to_string);
    let mut command = command.mut_args(argument).mut_subcommands(translated);
    if let Some(about) = about {
        command = command.about(swedish(&about).to_owned());
    }
    if let Some(after) = after {
        command = command.after_help(swedish(&after).to_owned());
    }
    command
}

fn argument(argument: Arg) -> Arg {
    let help = argument.get_help().map(ToString::to_string);
    let values = argument.get_possible_values();
    let argument = match help {
        Some(help) => argument.help(swedish(&help).to_owned()),
        None => argument,
    };
    if values.is_empty() || !argument.get_action().takes_values() {
        return argument;
    }
    let translated = values.into_iter().map(|value| {
        // The library keeps names for as long as the program runs; help ends it.
        let name: &'static str = value.get_name().to_owned().leak();
        let hidden = value.is_hide_set();
        let help = value.get_help().map(ToString::to_string);
        let value = PossibleValue::new(name).hide(hidden);
        match help {
            Some(help) => value.help(swedish(&help).to_owned()),
            None => value,
        }
    });
    argument.value_parser(PossibleValuesParser::new(translated))
}

/// What is wrong with the arguments.
fn fault(error: &Error) -> String {
    let told = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join("` eller `")),
        _ => None,
    };
    let argument = told(ContextKind::InvalidArg).unwrap_or_default();
    let value = told(ContextKind::InvalidValue).unwrap_or_default();
    let meant = told(ContextKind::SuggestedArg)
        .or_else(|| told(ContextKind::SuggestedSubcommand))
        .or_else(|| told(ContextKind::SuggestedValue));
    let meant = meant.map_or_else(String::new, |meant| format!("; menade du `{meant}`?"));
    let fault = match error.kind() {
        ErrorKind::UnknownArgument => {
            format!("det finns ingen flagga eller plats för `{argument}`")
        }
        ErrorKind::InvalidSubcommand => {
            let command = told(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("det finns inget kommando `{command}`")
        }
        ErrorKind::MissingSubcommand => "ange ett kommando".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("ange `{argument}`"),
        ErrorKind::InvalidValue if value.is_empty() => format!("ange ett värde för `{argument}`"),
        ErrorKind::InvalidValue => {
            let known = told(ContextKind::ValidValue);
            let known = known.map_or_else(String::new, |known| {
                format!("; möjliga värden är `{known}`")
            });
            format!("`{argument}` kan inte vara `{value}`{known}")
        }
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(ToString::to_string);
            let reason =
                reason.map_or_else(String::new, |reason| format!(": {}", of_value(&reason)));
            format!("`{argument}` kan inte vara `{value}`{reason}")
        }
        ErrorKind::ArgumentConflict => match told(ContextKind::PriorArg) {
            Some(prior) if prior != argument => {
                format!("`{argument}` kan inte anges tillsammans med `{prior}`")
            }
            _ => format!("`{argument}` kan bara anges en gång"),
        },
        _ => format!("argumenten går inte att läsa: {}", error.kind()),
    };
    fault + &meant
}

/// Why a value cannot be read.
fn of_value(reason: &str) -> &str {
    match reason {
        "expected a date such as 2026-11-21" => "ange ett datum som 2026-11-21",
        "expected a folder with a site, or a git revision" => {
            "ange en mapp med en webbplats, eller en git-revision"
        }
        "expected a name that tells the preview from others" => {
            "ange ett namn som skiljer förhandsvisningen från andra"
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The help texts of a command and those below it.
    fn texts(command: &Command, found: &mut Vec<String>) {
        let own = [command.get_about(), command.get_after_help()];
        found.extend(own.into_iter().flatten().map(ToString::to_string));
        for argument in command.get_arguments() {
            found.extend(argument.get_help().map(ToString::to_string));
            let values = argument.get_possible_values();
            found.extend(
                values
                    .iter()
                    .filter_map(|it| Some(it.get_help()?.to_string())),
            );
        }
        for command in command.get_subcommands() {
            texts(command, found);
        }
    }

    #[test]
    fn every_help_text_is_there_in_swedish() {
        let mut found = Vec::new();
        texts(&Cli::command(), &mut found);
        let known: Vec<&str> = TEXTS.lines().step_by(3).collect();
        let lacking: Vec<&String> = found
            .iter()
            .filter(|it| !known.contains(&it.as_str()))
            .collect();
        assert!(lacking.is_empty(), "{lacking:#?}");
        let left: Vec<&&str> = known
            .iter()
            .filter(|it| !found.iter().any(|text| text == **it))
            .collect();
        assert!(left.is_empty(), "{left:#?}");
    }

    fn said(arguments: &[&str]) -> String {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        let error = Cli::command()
            .try_get_matches_from(&arguments)
            .expect_err("no run");
        told(&error, &arguments)
    }

    #[test]
    fn help_and_errors_are_in_swedish() {
        let help = said(&["basutbud", "check", "--help"]);
        for part in [
            "Kontrollera alla enheter",
            "Användning: basutbud check [FLAGGOR]",
            "Möjliga värden:",
            "För människor",
        ] {
            assert!(help.contains(part), "{part} is not in\n{help}");
        }
        for english in ["Usage", "Options", "Print", "Possible", "default:"] {
            assert!(!help.contains(english), "{english} is in\n{help}");
        }
        for (arguments, part) in [
            (
                &["basutbud", "chek"][..],
                "fel: det finns inget kommando `chek`; menade du ",
            ),
            (&["basutbud", "check", "--formt"], "menade du `--format`?"),
            (
                &["basutbud", "check", "--format", "x"],
                "kan inte vara `x`; möjliga värden är `text`",
            ),
            (
                &["basutbud", "check", "--date", "x"],
                "ange ett datum som 2026-11-21",
            ),
            (&["basutbud", "new", "unit"], "ange `<NAME>`"),
            (&["basutbud", "check", "-q", "-v"], "tillsammans med"),
        ] {
            let error = said(arguments);
            assert!(error.contains(part), "{part} is not in\n{error}");
        }
    }
}
