//! The command line: names, options and help texts. What the commands do is in `commands`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Check health-care units against their region's base offering, and make their contact pages.
#[derive(Debug, Parser)]
#[command(name = "basutbud", version, propagate_version = true)]
#[command(after_help = "Exit status: 0 nothing denied, 1 something denied, 2 could not run.")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What holds for every command.
    #[command(flatten)]
    pub common: Common,
}

/// Options of every command.
#[derive(Args, Debug)]
pub struct Common {
    /// The site's folder; the nearest one upwards with content/site.toml when left out
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// The day to work for, which decides rule set, exemptions and notices; today when left out
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = date)]
    pub date: Option<NaiveDate>,
    /// Language of findings and messages; from LC_ALL, LC_MESSAGES or LANG when left out
    #[arg(long, global = true, value_enum)]
    pub lang: Option<Lang>,
    /// Colour
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
    /// Say nothing but findings and errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say how long each part took
    #[arg(long, short, global = true)]
    pub verbose: bool,
}

/// Languages of the tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Swedish
    Sv,
    /// English
    En,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a small working site
    Init(InitArgs),
    /// Check all units and say what is wrong
    Check(CheckArgs),
    /// Mend what can be mended for certain; comments and layout are kept
    Fix(FixArgs),
    /// Check, render and publish the pages
    Build(BuildArgs),
    /// Tell every unit's verdicts
    Report(ReportArgs),
    /// Explain a code: what it does, why, an example and how to mend it
    Explain(ExplainArgs),
    /// Write the JSON Schema of a kind of file, for editors
    Schema(SchemaArgs),
    /// Help an editor while somebody writes: a language server over stdin and stdout
    Lsp(LspArgs),
    /// Write completions for a shell to stdout
    Completions(CompletionsArgs),
}

/// Levels of codes, for one run.
#[derive(Args, Debug, Default)]
pub struct LevelArgs {
    /// Treat this kind of finding as an error
    #[arg(long, value_name = "CODE")]
    pub deny: Vec<String>,
    /// Treat this kind of finding as a warning
    #[arg(long, value_name = "CODE")]
    pub warn: Vec<String>,
    /// Treat this kind of finding as a note
    #[arg(long, value_name = "CODE")]
    pub note: Vec<String>,
    /// Do not show this kind of finding
    #[arg(long, value_name = "CODE")]
    pub allow: Vec<String>,
}

/// Arguments of `init`.
#[derive(Args, Debug)]
pub struct InitArgs {
    /// Where to write it; made when it is not there
    #[arg(default_value = ".")]
    pub folder: PathBuf,
}

/// Arguments of `check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// Form of the findings
    #[arg(long, value_enum, default_value_t = FindingsForm::Text)]
    pub format: FindingsForm,
    /// Levels for this run.
    #[command(flatten)]
    pub levels: LevelArgs,
}

/// Forms of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FindingsForm {
    /// For people
    Text,
    /// For programs
    Json,
    /// For code scanning: SARIF 2.1.0
    Sarif,
    /// For GitHub Actions: annotations on the changed lines
    Github,
    /// For GitLab: a Code Quality report
    Gitlab,
    /// For test reports: JUnit XML, a suite for each unit
    Junit,
}

/// Arguments of `fix`.
#[derive(Args, Debug)]
pub struct FixArgs {
    /// Show the changes as a diff and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `build`.
#[derive(Args, Debug)]
pub struct BuildArgs {
    /// Where to publish; `output` in the site's folder when left out
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Address of the published site, instead of the one in content/site.toml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Make a preview: marked on every page, kept out of search engines, always published
    #[arg(long, value_name = "NAME")]
    pub preview: Option<String>,
    /// Publish what can be rendered even when something is denied; the exit status is still 1
    #[arg(long)]
    pub publish_anyway: bool,
    /// Levels for this run.
    #[command(flatten)]
    pub levels: LevelArgs,
}

/// Arguments of `report`.
#[derive(Args, Debug)]
pub struct ReportArgs {
    /// Form of the report
    #[arg(long, value_enum, default_value_t = ReportForm::Json)]
    pub format: ReportForm,
    /// File to write; stdout when left out
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
}

/// Forms of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportForm {
    /// For programs
    Json,
}

/// Arguments of `explain`.
#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// A code, as it stands in brackets after "error"; all codes are listed when left out
    pub code: Option<String>,
}

/// Arguments of `lsp`.
#[derive(Args, Debug)]
pub struct LspArgs {
    /// Accepted because many editors give it; stdin and stdout are the only way
    #[arg(long, hide = true)]
    pub stdio: bool,
}

/// Arguments of `schema`.
#[derive(Args, Debug)]
pub struct SchemaArgs {
    /// The kind of file
    #[arg(value_enum)]
    pub kind: SchemaKind,
}

/// Kinds of file that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaKind {
    /// units/**/*.toml
    Unit,
    /// rules/*.toml
    Rules,
    /// region.toml
    Region,
    /// site.toml
    Site,
}

/// Arguments of `completions`.
#[derive(Args, Debug)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// A date, with the reason in words when it is none.
fn date(text: &str) -> Result<NaiveDate, String> {
    text.parse()
        .map_err(|_| "expected a date such as 2026-11-21".to_owned())
}
