//! The command line: names, options and help texts. What the commands do is in `commands`.

mod export;
mod findings_form;
mod import;
mod schema;
pub mod swedish;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::assess::units::MAX_FULL_UNITS;
use crate::model::server::Server;
#[cfg(feature = "serve")]
use crate::preview::editor::TextEditor;

pub use crate::cli::export::{ExportArgs, ExportForm};
pub use crate::cli::findings_form::FindingsForm;
pub use crate::cli::import::ImportArgs;
pub use crate::cli::schema::{SchemaArgs, SchemaKind};

/// Check health-care units against their region's base offering, and make their contact pages.
#[derive(Debug, Parser)]
#[command(name = "basutbud", version = env!("BASUTBUD_VERSION"), propagate_version = true)]
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
#[derive(Args, Debug, Default)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set
    #[default]
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
    /// Write the file of a new unit, or the files of a new region
    New(NewArgs),
    /// Check all units and say what is wrong
    Check(CheckArgs),
    /// Fix what can be fixed for certain; comments and layout are kept
    Fix(FixArgs),
    /// Take units from a workbook, CSV or JSON
    Import(ImportArgs),
    /// Write units as a workbook or CSV, which import takes back
    Export(ExportArgs),
    /// Check, render and publish the pages
    Build(BuildArgs),
    /// Show the site in a browser while you write; every save is seen at once
    #[cfg(feature = "serve")]
    Watch(WatchArgs),
    /// Say what a change means for residents and for compliance
    Diff(DiffArgs),
    /// Tell how units keep to the base offering
    Report(ReportArgs),
    /// Explain a code: what it checks, why, an example and how to fix it
    Explain(ExplainArgs),
    /// Write the JSON Schema of a kind of file, for editors
    Schema(SchemaArgs),
    /// Help an editor while somebody writes: a language server over stdin and stdout
    Lsp(LspArgs),
    /// Write completions for a shell to stdout
    Completions(CompletionsArgs),
    /// Write the pages for man, for those who package the program
    #[command(hide = true)]
    Man(ManArgs),
}

/// How much of a site stays in memory; for tests, whose sites are small.
#[derive(Clone, Copy, Debug, Args)]
pub struct MemoryArgs {
    /// How many units stay in memory in full; the others are read again when they are needed
    #[arg(long, hide = true, value_name = "UNITS", default_value_t = MAX_FULL_UNITS)]
    pub max_full_units: usize,
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
    /// Write the files of a CI system too; only them where there is a site already
    #[arg(long, value_enum)]
    pub ci: Option<CiSystem>,
}

/// CI systems that there are files for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CiSystem {
    /// GitHub Actions
    Github,
    /// GitLab CI/CD
    Gitlab,
}

/// Arguments of `new`.
#[derive(Args, Debug)]
pub struct NewArgs {
    /// What is new.
    #[command(subcommand)]
    pub kind: NewKind,
}

/// What can be new.
#[derive(Debug, Subcommand)]
pub enum NewKind {
    /// Write a unit's file: asks the rule set's questions on a terminal, takes options without one
    Unit(NewUnitArgs),
    /// Write a region's file and a first rule set
    Region(NewRegionArgs),
}

/// Arguments of `new unit`.
#[derive(Args, Debug)]
pub struct NewUnitArgs {
    /// The unit's name, as residents read it
    pub name: String,
    /// The region's folder; may be left out where there is only one
    #[arg(long, value_name = "ID")]
    pub region: Option<String>,
    /// Type of unit, from region.toml
    #[arg(long = "type", value_name = "ID")]
    pub unit_type: Option<String>,
    /// Administration, from region.toml
    #[arg(long, value_name = "ID", conflicts_with = "provider")]
    pub administration: Option<String>,
    /// Who runs a private unit
    #[arg(long, value_name = "NAME")]
    pub provider: Option<String>,
    /// An agreement of a private unit, from region.toml
    #[arg(long = "agreement", value_name = "ID")]
    pub agreements: Vec<String>,
    /// Municipality, from region.toml
    #[arg(long, value_name = "NAME")]
    pub municipality: Option<String>,
    /// Id in the national directory HSA
    #[arg(long, value_name = "ID")]
    pub hsa_id: Option<String>,
    /// Telephone number
    #[arg(long, value_name = "NUMBER")]
    pub phone: Option<String>,
    /// A question of the rule set that is answered with yes
    #[arg(long, value_name = "ACTIVITY")]
    pub yes: Vec<String>,
    /// A question of the rule set that is answered with no
    #[arg(long, value_name = "ACTIVITY")]
    pub no: Vec<String>,
}

/// Arguments of `new region`.
#[derive(Args, Debug)]
pub struct NewRegionArgs {
    /// The region's name
    pub name: String,
    /// First day of the rule set; the run's day when left out
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub from: Option<NaiveDate>,
    /// A municipality of the region
    #[arg(long = "municipality", value_name = "NAME")]
    pub municipalities: Vec<String>,
    /// An administration of the region
    #[arg(long = "administration", value_name = "NAME")]
    pub administrations: Vec<String>,
}

/// Arguments of `check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// The units to check, by id, file or name; all when left out
    #[arg(value_name = "UNIT")]
    pub units: Vec<String>,
    /// Form of the findings
    #[arg(long, value_enum, default_value_t = FindingsForm::Text)]
    pub format: FindingsForm,
    /// Show only what is not in this file of known findings, made by --write-baseline
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    pub baseline: Option<PathBuf>,
    /// Write this run's findings to a file of known findings, for --baseline
    #[arg(long, value_name = "FILE", conflicts_with = "since")]
    pub write_baseline: Option<PathBuf>,
    /// Show only what is not in this git revision, such as origin/main
    #[arg(long, value_name = "REV", allow_hyphen_values = true)]
    pub since: Option<String>,
    /// How much of a site stays in memory.
    #[command(flatten)]
    pub memory: MemoryArgs,
    /// Levels for this run.
    #[command(flatten)]
    pub levels: LevelArgs,
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
    #[arg(long, value_name = "NAME", value_parser = preview_name)]
    pub preview: Option<String>,
    /// Minify pages, even where content/site.toml does not ask for it
    #[arg(long)]
    pub minify: bool,
    /// Also write what this web server needs: beside the output, in a folder whose name ends with -server,
    /// or among the published files where the host looks only there
    #[arg(long, value_name = "SERVER", value_parser = server())]
    pub server: Option<Server>,
    /// Publish what can be rendered even when something is denied; the exit status is still 1
    #[arg(long)]
    pub publish_anyway: bool,
    /// Publish in spite of what is in this file of known findings, made by check --write-baseline
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Render every page, without the cache
    #[arg(long)]
    pub no_cache: bool,
    /// How much of a site stays in memory.
    #[command(flatten)]
    pub memory: MemoryArgs,
    /// Levels for this run.
    #[command(flatten)]
    pub levels: LevelArgs,
}

/// Arguments of `watch`.
#[cfg(feature = "serve")]
#[derive(Args, Debug)]
pub struct WatchArgs {
    /// Port on this machine; the next one that is free when it is taken, any with 0
    #[arg(long, value_name = "N", default_value_t = 4400)]
    pub port: u16,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// Look at the files twice a second instead of waiting for the system to tell, for network folders
    #[arg(long)]
    pub poll: bool,
    /// Address of the published site, instead of the one in content/site.toml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Show only findings that are not in this file, which `check --write-baseline` makes
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Editor that links open: vscode, vscodium, zed, idea, none, or an address with {path}, {line} and
    /// {column}; guessed when left out
    #[arg(long, value_name = "NAME|URL", value_parser = TextEditor::parse)]
    pub editor: Option<TextEditor>,
    /// Let units be edited in the browser: forms beside their pages, which write below content/
    #[arg(long)]
    pub edit: bool,
    /// Levels for this run.
    #[command(flatten)]
    pub levels: LevelArgs,
}

/// Arguments of `diff`.
#[derive(Args, Debug)]
#[command(
    after_help = "Exit status: 0 nothing new is denied, 1 something is denied that was not before, 2 could not run."
)]
pub struct DiffArgs {
    /// The earlier state: a folder with a site, or a git revision such as origin/main. Where the site lies
    /// elsewhere in that revision: REV:FOLDER
    #[arg(allow_hyphen_values = true, value_parser = state)]
    pub base: String,
    /// The later state; the work tree as it is on disk when left out
    #[arg(allow_hyphen_values = true, value_parser = state)]
    pub head: Option<String>,
    /// Form of the comparison
    #[arg(long, value_enum, default_value_t = DiffForm::Text)]
    pub format: DiffForm,
    /// File to write; stdout when left out
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// Where a preview of the later state is published, for links in Markdown and HTML
    #[arg(long, visible_alias = "base-url", value_name = "URL")]
    pub preview_url: Option<String>,
    /// Where the whole comparison can be read, for the last line of Markdown
    #[arg(long, value_name = "URL")]
    pub full_url: Option<String>,
    /// Whose size limit of a comment Markdown keeps
    #[arg(long, value_enum, default_value_t = Host::Github)]
    pub limit: Host,
    /// Levels for this run.
    #[command(flatten)]
    pub levels: LevelArgs,
}

/// Forms of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffForm {
    /// For people
    Text,
    /// For a comment on a proposed change
    Markdown,
    /// For programs
    Json,
    /// For a browser: one page that needs nothing else
    Html,
}

/// Where changes are proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Host {
    /// 65,536 characters
    Github,
    /// 1,000,000 characters
    Gitlab,
}

/// Arguments of `report`.
#[derive(Args, Debug)]
pub struct ReportArgs {
    /// Form of the report; when left out, from the name of --out, else html
    #[arg(long, value_enum)]
    pub format: Option<ReportForm>,
    /// File to write; stdout when left out
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// Also tell what changes with another rule set: one of the site's, such as kalmar/2027-01-01, or a file
    #[arg(long, value_name = "RULES")]
    pub compare: Option<String>,
    /// Keep the run's figures in this folder, a file a day, and show the trend of all that are there
    #[arg(long, value_name = "DIR")]
    pub history: Option<PathBuf>,
}

/// Forms of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportForm {
    /// For people: one page that needs nothing else, and can be printed
    Html,
    /// For pivot tables: a row for each unit and service
    Csv,
    /// For programs
    Json,
    /// For spreadsheets: a workbook with all tables; needs --out
    Xlsx,
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

/// Arguments of `completions`.
#[derive(Args, Debug)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Args, Debug)]
pub struct ManArgs {
    /// The folder to write them into; made when it is not there
    pub folder: PathBuf,
}

/// The words of web servers.
fn server() -> impl TypedValueParser<Value = Server> {
    let words = PossibleValuesParser::new(Server::WORDS);
    words.map(|word| Server::parse(&word).unwrap_or(Server::Nginx))
}

/// The name of a preview on one line: the banner shows it.
fn preview_name(text: &str) -> Result<String, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return Err("expected a name that tells the preview from others".to_owned());
    }
    Ok(words.join(" "))
}

/// A folder or a revision. A variable that is not set leaves nothing, which would name the current folder.
fn state(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err("expected a folder with a site, or a git revision".to_owned());
    }
    Ok(text.to_owned())
}

/// A date, with the reason in words when it is none.
fn date(text: &str) -> Result<NaiveDate, String> {
    text.parse()
        .map_err(|_| "expected a date such as 2026-11-21".to_owned())
}
