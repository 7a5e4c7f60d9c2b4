//! What a site says of its own accessibility: the parts of the *tillgänglighetsredogörelse* that the act
//! on accessibility to digital public services (2018:1937) demands.

use chrono::NaiveDate;

use crate::model::stated_phone::StatedPhone;
use crate::text::{Span, Spanned};

/// `[accessibility]` of `content/site.toml`. Each part may be missing; a rule tells which must be there.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Where the table stands.
    pub span: Span,
    /// The public actor, where it is not the publisher.
    pub actor: Option<String>,
    /// What the statement covers.
    pub covers: Vec<String>,
    /// How far the site complies.
    pub status: Option<Spanned<Status>>,
    /// What is not accessible.
    pub shortcomings: Vec<Shortcoming>,
    /// The day of the last assessment.
    pub assessed: Option<NaiveDate>,
    /// Who made it.
    pub method: Option<Method>,
    /// More on how it was made.
    pub method_note: Option<Translated>,
    /// The day the site was published.
    pub published: Option<NaiveDate>,
    /// The day the statement was last changed.
    pub updated: Option<NaiveDate>,
    /// Where shortcomings are reported.
    pub report: Report,
    /// The authority that takes complaints.
    pub authority: Authority,
}

/// How far a site complies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// *Helt förenlig*
    Full,
    /// *Delvis förenlig*
    Partly,
    /// *Inte förenlig*
    None,
}

impl Status {
    /// The words in files, best first.
    pub const WORDS: [&str; 3] = ["full", "partly", "none"];

    /// The status of a word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "full" => Some(Self::Full),
            "partly" => Some(Self::Partly),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}

/// Who assessed a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The actor itself.
    SelfAssessment,
    /// Somebody else.
    IndependentAudit,
}

impl Method {
    /// The words in files.
    pub const WORDS: [&str; 2] = ["self-assessment", "independent-audit"];

    /// The method of a word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "self-assessment" => Some(Self::SelfAssessment),
            "independent-audit" => Some(Self::IndependentAudit),
            _ => None,
        }
    }
}

/// Something that is not accessible.
#[derive(Clone, Debug)]
pub struct Shortcoming {
    /// Where it stands.
    pub span: Span,
    /// What.
    pub what: Translated,
    /// Why.
    pub reason: Translated,
    /// What to do instead.
    pub instead: Option<Translated>,
    /// Under which head of the law it falls.
    pub ground: Ground,
}

/// Why the law lets something be inaccessible, or that it does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// A fault against the law.
    #[default]
    NonCompliance,
    /// *Oskäligt betungande anpassning*
    Burden,
    /// Content that the law does not cover.
    Exempt,
}

impl Ground {
    /// The words in files.
    pub const WORDS: [&str; 3] = ["non-compliance", "disproportionate-burden", "exempt"];

    /// The ground of a word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "non-compliance" => Some(Self::NonCompliance),
            "disproportionate-burden" => Some(Self::Burden),
            "exempt" => Some(Self::Exempt),
            _ => None,
        }
    }
}

/// A text of a file with its English gloss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translated {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: Option<String>,
}

/// Where shortcomings are reported.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Function mailbox.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<StatedPhone>,
    /// Address of a form.
    pub url: Option<Spanned<String>>,
}

/// The authority that takes complaints.
#[derive(Clone, Debug, Default)]
pub struct Authority {
    /// Its name.
    pub name: Option<Translated>,
    /// Where complaints are made.
    pub url: Option<Spanned<String>>,
}
