//! Forms in which findings and assessments leave the program. Text in, text out; nothing is printed here.

pub mod baseline;

pub mod explanation;

pub mod findings_json;

pub mod fingerprint;

pub mod github;

pub mod gitlab;

pub mod human;

pub mod junit;

pub mod overview;

pub mod sarif;

pub mod schema;

pub mod summary;

pub mod verdicts_json;
