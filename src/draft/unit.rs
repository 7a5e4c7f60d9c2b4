//! The draft of a unit's file, and the duties it has by its answers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::assess::verdict::{Assessment, Obligation, Outcome, Subject, Verdict};
use crate::diagnostic::{Language, Text, say};
use crate::draft::because::because;
use crate::draft::one_line;
use crate::load::shape::unit::UNIT;
use crate::load::shape::{Key, Kind};
use crate::model::condition::PlacedCondition;
use crate::model::region::Region;
use crate::model::rule_set::{Duty, RuleSet, Service};
use crate::text::Sources;
use crate::text::toml_text::{key, quoted};

/// What is known of a new unit; what is not was not answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Name.
    pub name: String,
    /// Id of a type.
    pub unit_type: Option<String>,
    /// Id of an administration.
    pub administration: Option<String>,
    /// Name of a private provider.
    pub provider: Option<String>,
    /// Ids of agreements.
    pub agreements: Vec<String>,
    /// Municipality.
    pub municipality: Option<String>,
    /// Id in HSA.
    pub hsa_id: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Answers to the rule set's questions, by id.
    pub activities: BTreeMap<String, bool>,
}

/// Where the draft stands: the region, its rule set in force, and the sources they were read from.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The region.
    pub region: &'a Region,
    /// The rule set in force, when there is one.
    pub rule_set: Option<&'a RuleSet>,
    /// The source texts, for conditions in the rule set's own words.
    pub sources: &'a Sources,
    /// The language of the comments.
    pub language: Language,
}

/// The text of the unit's file. `assessment` is that of the same answers; without one the duties are
/// left out, which is how the assessment can be made.
pub fn draft(answers: &Answers, context: Context<'_>, assessment: Option<&Assessment>) -> String {
    let mut draft = Draft {
        text: String::new(),
        context,
    };
    draft.head();
    draft.facts(answers);
    draft.page_tables(answers);
    draft.activities(answers);
    draft.services(assessment);
    draft.text
}

struct Draft<'a> {
    text: String,
    context: Context<'a>,
}

impl Draft<'_> {
    fn say(&self, text: &Text) -> String {
        text.get(self.context.language).to_owned()
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn comment(&mut self, text: &Text) {
        let words = self.say(text);
        self.line(&format!("# {}", one_line(&words)));
    }

    fn head(&mut self) {
        self.comment(&say!(
            "Lines that begin with # are comments: remove the sign where you fill in a value.",
            "Rader som börjar med # är kommentarer: ta bort tecknet där du fyller i ett värde."
        ));
        if let Some(rule_set) = self.context.rule_set {
            let (title, from) = (&rule_set.title, rule_set.in_force);
            self.comment(&say!(
                "Duties by the rule set \"{title}\", in force from {from}.",
                "Krav enligt riktlinjen ”{title}”, som gäller från {from}."
            ));
        }
    }

    /// The keys of the file itself.
    fn facts(&mut self, answers: &Answers) {
        let texts = [
            ("name", Some(&answers.name)),
            ("hsa_id", answers.hsa_id.as_ref()),
            ("type", answers.unit_type.as_ref()),
        ];
        for (name, value) in texts {
            self.fact(name, value.map(|value| quoted(value)));
        }
        if let Some(provider) = &answers.provider {
            let provider = format!("{{ name = {}, private = true }}", quoted(provider));
            self.fact("provider", Some(provider));
        } else {
            self.fact(
                "administration",
                answers.administration.as_deref().map(quoted),
            );
        }
        if !answers.agreements.is_empty() {
            let all: Vec<String> = answers.agreements.iter().map(|id| quoted(id)).collect();
            self.fact("agreements", Some(format!("[{}]", all.join(", "))));
        }
        self.fact("municipality", answers.municipality.as_deref().map(quoted));
        self.fact("reviewed", None);
        for field in self.demanded() {
            let known = [
                "name",
                "hsa_id",
                "type",
                "administration",
                "municipality",
                "reviewed",
            ];
            if !field.contains('.') && !known.contains(&field.as_str()) && scalar(&field) {
                self.fact(&field, None);
            }
        }
        if self.has_visit_duties() {
            self.comment(&say!(
                "visits = \"…\"   # [] when residents book no visits; otherwise write each under [[visits]] below",
                "visits = \"…\"   # [] om invånare inte bokar några besök; skriv annars varje besök under [[visits]] nedan"
            ));
        }
    }

    /// A key with its value, or as a comment with what belongs there.
    fn fact(&mut self, name: &str, value: Option<String>) {
        let line = match value {
            Some(value) => format!("{name:<14} = {value}"),
            None => {
                let Some(known) = UNIT.keys.iter().find(|known| known.name == name) else {
                    return;
                };
                self.open_key(known)
            }
        };
        self.line(&line);
    }

    /// A key without a value, as a comment.
    fn open_key(&self, known: &Key) -> String {
        let words = match self.context.language {
            Language::English => known.en,
            Language::Swedish => known.sv,
        };
        format!(
            "# {:<12} = {}   # {words}",
            known.name,
            example(known.kind, self.context.language)
        )
    }

    /// Keys that a page must or should hold, dotted, as the rule set says.
    fn demanded(&self) -> Vec<String> {
        let rule_set = self.context.rule_set;
        let fields = rule_set.into_iter().flat_map(RuleSet::page_fields);
        fields.map(|field| field.value.clone()).collect()
    }

    /// The tables whose keys the rule set demands of a page; telephone always.
    fn page_tables(&mut self, answers: &Answers) {
        let demanded = self.demanded();
        for table in UNIT.keys {
            let Kind::Table(shape) = table.kind else {
                continue;
            };
            let whole = demanded.iter().any(|field| field == table.name);
            let keys: Vec<&Key> = shape
                .keys
                .iter()
                .filter(|key| whole || demanded.contains(&format!("{}.{}", table.name, key.name)))
                .collect();
            let phone = answers.phone.as_ref().filter(|_| table.name == "contact");
            if keys.is_empty() && phone.is_none() {
                continue;
            }
            // A table that a page must hold is there once its header is, so the header stays open too.
            let mark = if whole { "# " } else { "" };
            self.line(&format!("\n{mark}[{}]", table.name));
            if let Some(phone) = phone {
                self.line(&format!("phone = {}", quoted(phone)));
            }
            for key in keys {
                if key.name != "phone" || phone.is_none() {
                    let line = self.open_key(key);
                    self.line(&line);
                }
            }
        }
    }

    /// The rule set's questions with their answers.
    fn activities(&mut self, answers: &Answers) {
        let Some(rule_set) = self.context.rule_set else {
            return;
        };
        if rule_set.activities.is_empty() {
            return;
        }
        self.line("\n[activities]");
        for activity in &rule_set.activities {
            let sv = &activity.question;
            let en = activity.question_en.as_ref().unwrap_or(sv);
            self.comment(&say!("{en}", "{sv}"));
            let id = &activity.id.value;
            let line = match answers.activities.get(id) {
                Some(answer) => format!("{} = {answer}", key(id)),
                None => format!(
                    "# {} = {}",
                    key(id),
                    example(&Kind::Flag, self.context.language)
                ),
            };
            self.line(&line);
        }
    }

    /// The services with what the unit owes.
    fn services(&mut self, assessment: Option<&Assessment>) {
        self.line("\n[services]");
        let (Some(assessment), Some(rule_set)) = (assessment, self.context.rule_set) else {
            return;
        };
        if !assessment.in_scope {
            self.comment(&say!(
                "By the answers above the rule set does not bind the unit. Answer what is open, then run `basutbud check`.",
                "Med svaren ovan gäller riktlinjen inte enheten. Svara på det som är öppet och kör sedan `basutbud check`."
            ));
        }
        for verdict in &assessment.verdicts {
            match verdict.subject {
                Subject::Service(at) => {
                    if let Some(service) = rule_set.services.get(at) {
                        self.service(service, verdict);
                    }
                }
                Subject::Group(at) => {
                    if let Some(group) = rule_set.one_of.get(at) {
                        let name = group.name.as_ref().unwrap_or(&group.id.value);
                        self.duty(name, &group.duty, None, verdict);
                        let names: Vec<&str> =
                            group.services.iter().map(|id| id.value.as_str()).collect();
                        let names = names.join(", ");
                        if owed(verdict) {
                            self.comment(&say!(
                                "  at least one of: {names}",
                                "  minst en av: {names}"
                            ));
                        }
                    }
                }
            }
        }
        self.bookings(assessment, rule_set);
    }

    fn service(&mut self, service: &Service, verdict: &Verdict) {
        let why = service.applies_to.as_deref();
        if !self.duty(&service.name.value, &service.duty, why, verdict) {
            return;
        }
        if service.visits.is_some() {
            self.comment(&say!(
                "  is kept by [[visits]] with `book`",
                "  uppfylls av [[visits]] med `book`"
            ));
        } else if verdict.obligation != Some(Obligation::MustNot) {
            self.line(&format!("# {} = \"https://…\"", key(&service.id.value)));
        }
    }

    /// A line on what the unit owes and why; false when it owes nothing.
    fn duty(&mut self, name: &str, duty: &Duty, why: Option<&str>, verdict: &Verdict) -> bool {
        if !owed(verdict) {
            return false;
        }
        let (word, condition) = match verdict.obligation {
            Some(Obligation::MustNot) => (say!("Not allowed", "Ej tillåtet"), &duty.must_not),
            Some(Obligation::Must) => (say!("Required", "Krav"), &duty.must),
            Some(Obligation::Should) => (say!("Recommended", "Rekommendation"), &duty.should),
            Some(Obligation::May) => (say!("Optional", "Möjligt"), &duty.may),
            None => (say!("Not known yet", "Oklart än"), &None),
        };
        let word = self.say(&word);
        let open = verdict.unanswered.join(", ");
        let reason = if verdict.obligation.is_none() {
            self.say(&say!(" (depends on {open})", " (beror på {open})"))
        } else {
            let placed = condition.as_ref();
            let words = placed.and_then(|placed| self.because(placed));
            let why = || why.map(|why| format!(" ({})", one_line(why)));
            let source = || placed.map(|placed| format!(" ({})", self.source(placed)));
            words.or_else(why).or_else(source).unwrap_or_default()
        };
        self.line(&format!("\n# {word}: {name}{reason}"));
        true
    }

    /// Why a duty holds, where it can be said in words.
    fn because(&self, placed: &PlacedCondition) -> Option<String> {
        let words = because(
            &placed.condition,
            self.context.rule_set,
            self.context.region,
        )?;
        Some(self.say(&words))
    }

    /// A condition in the rule set's own words, on one line.
    fn source(&self, placed: &PlacedCondition) -> String {
        let sources = self.context.sources;
        let written = one_line(&sources.get(placed.span.file).text[sources.clamp(placed.span)]);
        let inside = written
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        inside.map_or(written.as_str(), str::trim).to_owned()
    }

    fn has_visit_duties(&self) -> bool {
        let services = self.context.rule_set.map(|rules| &rules.services);
        services.is_some_and(|services| services.iter().any(|service| service.visits.is_some()))
    }

    /// How far ahead times must be bookable, and a first visit.
    fn bookings(&mut self, assessment: &Assessment, rule_set: &RuleSet) {
        let owed = assessment.verdicts.iter().filter(|verdict| owed(verdict));
        let services: Vec<&Service> = owed
            .filter_map(|verdict| match verdict.subject {
                Subject::Service(at) => rule_set.services.get(at),
                Subject::Group(_) => None,
            })
            .collect();
        let weeks = services
            .iter()
            .filter_map(|service| service.weeks_ahead.as_ref());
        if let Some(weeks) = weeks.map(|weeks| weeks.value).max() {
            self.line("\n[booking]");
            let words = self.say(&say!("at least {weeks}", "minst {weeks}"));
            self.line(&format!("# weeks_ahead = \"…\"   # {words}"));
        }
        if services.iter().any(|service| service.visits.is_some()) {
            self.line("\n# [[visits]]");
            let VisitWords { name, first } = VisitWords::of(self.context.language);
            let answer = example(&Kind::Flag, self.context.language);
            let mut lines = String::new();
            let _ = write!(
                lines,
                "# name             = \"…\"   # {name}\n\
                 # assessment_first = {answer}   # {first}\n\
                 # book             = \"https://…\""
            );
            self.line(&lines);
        }
    }
}

/// Words beside the keys of a visit.
struct VisitWords {
    name: &'static str,
    first: &'static str,
}

impl VisitWords {
    fn of(language: Language) -> Self {
        match language {
            Language::English => Self {
                name: "external name of the visit",
                first: "whether a medical assessment is needed first",
            },
            Language::Swedish => Self {
                name: "besökets externa namn",
                first: "om en medicinsk bedömning krävs först",
            },
        }
    }
}

/// Whether a verdict says something to do, or that this is not known.
fn owed(verdict: &Verdict) -> bool {
    let open = verdict.outcome == Outcome::Undetermined;
    let bound = verdict.obligation.is_some() && verdict.outcome != Outcome::OutOfScope;
    open || bound
}

/// Whether a key of the file itself holds a value, not a table.
fn scalar(field: &str) -> bool {
    let known = UNIT.keys.iter().find(|known| known.name == field);
    known.is_some_and(|known| !matches!(known.kind, Kind::Table(_) | Kind::Map(_)))
}

/// The shape of a value, for a comment. Where it is uncommented and not filled in, it is denied: no
/// example may become true by itself.
fn example(kind: &Kind, language: Language) -> String {
    let pick = |en: &str, sv: &str| match language {
        Language::English => quoted(en),
        Language::Swedish => quoted(sv),
    };
    let inner = |kind: &Kind| example(kind, language);
    match kind {
        Kind::Text
        | Kind::Prose
        | Kind::Address(_)
        | Kind::Colour
        | Kind::Language
        | Kind::Integer { .. }
        | Kind::Number => quoted("…"),
        Kind::Flag | Kind::True => pick(ANSWER.0, ANSWER.1),
        Kind::Date => pick("YYYY-MM-DD", "ÅÅÅÅ-MM-DD"),
        Kind::Choice(words) => quoted(&words.join("/")),
        Kind::List(item) => format!("[{}]", inner(item)),
        Kind::Tuple(length, item) => format!("[{}]", vec![inner(item); *length].join(", ")),
        Kind::Table(shape) => {
            let required = shape.keys.iter().filter(|key| key.required);
            let all: Vec<String> = required
                .map(|key| format!("{} = {}", key.name, inner(key.kind)))
                .collect();
            format!("{{ {} }}", all.join(", "))
        }
        // The only maps of a page are weeks.
        Kind::Map(_) => {
            let hours = pick("HH:MM-HH:MM", "TT:MM-TT:MM");
            format!("{{ mon-fri = {hours}, holiday = \"closed\" }}")
        }
        Kind::Either(kinds) => kinds.first().map(inner).unwrap_or_default(),
    }
}

/// In place of yes or no.
const ANSWER: (&str, &str) = ("true or false", "true eller false");
