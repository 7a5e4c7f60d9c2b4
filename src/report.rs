//! Forms in which findings and assessments leave the program. Text in, text out; nothing is printed here.

pub mod explanation;

pub mod findings_json;

pub mod human;

pub mod summary;

pub mod verdicts_json;
