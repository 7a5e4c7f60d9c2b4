//! The forms in which findings are printed.

use clap::ValueEnum;

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
