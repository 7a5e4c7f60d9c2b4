//! A unit: one health-care unit, one contact page.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thin_vec::ThinVec;

use crate::model::hours::stated::{Closure, FunctionHours, HoursKind, SpecialHours, WeekHours};
use crate::model::interned_str::InternedStr;
use crate::model::list_facts::ListFacts;
use crate::model::notice::{News, Notice, NoticeDays};
use crate::model::practical::{Care, HelpItem, Visit};
use crate::model::response::Limit;
use crate::model::site::MarkdownText;
use crate::model::stated_phone::StatedPhone;
use crate::model::translations::Translations;
use crate::text::{FileId, Span, Spanned};

/// The system of HSA ids as programs name it: the OID that HL7 Sweden's base profiles use.
pub const HSA_ID_SYSTEM: &str = "urn:oid:1.2.752.29.4.19";

/// What lists, links and other units' pages need of a unit. The catalog has one of each unit, and the cache
/// of checked units stores it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnitSummary {
    /// `<region>/<stem>`
    pub id: String,
    /// The file.
    pub file: FileId,
    /// The files of the "Om oss" texts.
    pub about_files: ThinVec<FileId>,
    /// Name residents read.
    pub name: Option<Spanned<String>>,
    /// Id in the national directory.
    pub hsa_id: Option<Spanned<String>>,
    /// Id of a type in `region.toml`.
    pub unit_type: Option<InternedStr>,
    /// Id of an administration; a private unit has none.
    pub administration: Option<InternedStr>,
    /// Who runs it, when not the region itself.
    pub provider: Option<Box<Provider>>,
    /// Municipality.
    pub municipality: Option<InternedStr>,
    /// Town or village.
    pub locality: Option<InternedStr>,
    /// Whether the page is shown.
    pub publish: bool,
    /// Day somebody read the whole page and found it true.
    pub reviewed: Option<Spanned<NaiveDate>>,
    /// First day open.
    pub opens: Option<Spanned<NaiveDate>>,
    /// Last day open.
    pub closes: Option<Spanned<NaiveDate>>,
    /// Old page addresses: last parts of addresses below the region, or `region/name`.
    pub former_names: ThinVec<Spanned<String>>,
    /// Units a reader may also want, by id.
    pub related: ThinVec<Spanned<String>>,
    /// Units that answer while it is closed, by id.
    pub answering: ThinVec<String>,
    /// The paths of pictures that its texts show.
    pub pictures: ThinVec<String>,
    /// When its notices and news are shown.
    pub notice_days: ThinVec<NoticeDays>,
    /// Languages spoken, as tags.
    pub languages: Arc<[InternedStr]>,
    /// What rows of lists and the search need beside.
    pub list_facts: Box<ListFacts>,
}

/// `content/<region>/units/**/<stem>.toml`: everything that a unit's file and the texts beside it say.
///
/// The fields of the summary read as if they stood here.
#[derive(Clone, Debug)]
pub struct Unit {
    /// What lists, links and other units' pages need.
    pub general: UnitSummary,
    /// The file's text, for exact places inside values.
    pub source: Arc<str>,
    /// Keys, dotted, whose value has a fault of form: they are there, and what they say is not known.
    pub unread: BTreeSet<String>,
    /// Texts in other languages than Swedish.
    pub translations: Translations,
    /// One sentence on what the unit helps with.
    pub summary: Option<Spanned<String>>,
    /// Ids of agreements.
    pub agreements: Vec<Spanned<String>>,
    /// Whether the file says which agreements there are; `[]` says none.
    pub agreements_stated: bool,
    /// Id of the record system it works in.
    pub system: Option<Spanned<String>>,
    /// Whether the unit meets patients; yes where nothing is said.
    pub patient_contact: bool,
    /// Temporary information.
    pub notices: Vec<Notice>,
    /// What is new.
    pub news: Vec<News>,
    /// What one can get help with.
    pub help: Vec<HelpItem>,
    /// Where `publish` is said.
    pub publish_span: Option<Span>,
    /// Content owner; never published.
    pub responsible: Option<Responsible>,
    /// Phone and links.
    pub contact: UnitContact,
    /// Finding the unit.
    pub visit: Visit,
    /// Weekly hours by kind.
    pub hours: BTreeMap<HoursKind, WeekHours>,
    /// Hours of something at the unit.
    pub functions: Vec<FunctionHours>,
    /// Where `[hours]` stands.
    pub hours_span: Option<Span>,
    /// Other hours on some days.
    pub special_hours: Vec<SpecialHours>,
    /// Days when the unit is closed.
    pub closures: Vec<Closure>,
    /// Seeking care.
    pub care: Care,
    /// The unit's own response time, in the rule set's kind of days or in hours.
    pub response: Option<Spanned<Limit>>,
    /// Answers to the rule set's questions.
    pub activities: BTreeMap<String, Spanned<bool>>,
    /// Where `[activities]` stands.
    pub activities_span: Option<Span>,
    /// What the unit offers, as written.
    pub services: Vec<ServiceEntry>,
    /// Where `[services]` stands.
    pub services_span: Option<Span>,
    /// How far ahead times can be booked.
    pub horizon: Option<Spanned<Horizon>>,
    /// Bookable visit types; `None` when the file leaves the question open.
    pub visits: Option<Vec<VisitType>>,
    /// Reasoned leaves from obligations.
    pub exemptions: Vec<Exemption>,
    /// The unit's own additions.
    pub extra_services: Vec<ExtraService>,
    /// "Om oss" texts, by language.
    pub about: BTreeMap<String, MarkdownText>,
}

impl Deref for Unit {
    type Target = UnitSummary;

    fn deref(&self) -> &UnitSummary {
        &self.general
    }
}

impl DerefMut for Unit {
    fn deref_mut(&mut self) -> &mut UnitSummary {
        &mut self.general
    }
}

impl Unit {
    /// Gives the unit its "Om oss" texts.
    pub fn set_about(&mut self, about: BTreeMap<String, MarkdownText>) {
        self.about_files = about.values().map(|text| text.file).collect();
        self.about = about;
    }

    /// Whether the unit is run by a private provider: as stated, else when it belongs to no administration
    /// but names a provider or an agreement.
    pub fn is_private(&self) -> bool {
        let stated = self.provider.as_ref().and_then(|provider| provider.private);
        let no_administration = self.administration.is_none();
        stated.unwrap_or(
            no_administration && (self.provider.is_some() || !self.agreements.is_empty()),
        )
    }

    /// Whether it is not known which agreements the unit has: it is private and does not say.
    pub fn has_unstated_agreements(&self) -> bool {
        !self.agreements_stated && self.is_private()
    }

    /// Its telephone numbers: the main one, those by function, and those of what one can get help with.
    pub fn numbers(&self) -> impl Iterator<Item = &StatedPhone> {
        let UnitContact {
            phone,
            website: _,
            phones,
            span: _,
        } = &self.contact;
        let by_function = phones.iter().filter_map(|phone| {
            let FunctionPhone {
                label: _,
                number,
                hours: _,
                service: _,
                span: _,
            } = phone;
            number.as_ref()
        });
        let of_help = self.help.iter().filter_map(|item| item.phone.as_ref());
        phone.iter().chain(by_function).chain(of_help)
    }
}

impl UnitSummary {
    /// The region's id.
    pub fn region(&self) -> &str {
        &self.id[..self.region_length()]
    }

    /// Old page addresses, each as a region and the last part of the address.
    pub fn former_addresses(&self) -> impl Iterator<Item = (&str, &str)> {
        let former = self.former_names.iter();
        former.map(|former| self.former_address(&former.value))
    }

    /// A former name as a region, which is the unit's own where none is named, and the last part of an
    /// address.
    pub fn former_address<'n>(&'n self, former: &'n str) -> (&'n str, &'n str) {
        former.split_once('/').unwrap_or((self.region(), former))
    }

    /// The file's stem, last part of the address.
    pub fn slug(&self) -> &str {
        self.id.get(self.region_length() + 1..).unwrap_or_default()
    }

    fn region_length(&self) -> usize {
        let slash = self.id.bytes().position(|byte| byte == b'/');
        slash.unwrap_or(self.id.len())
    }

    /// The name, or the file's stem where none was given.
    pub fn display_name(&self) -> &str {
        match &self.name {
            Some(name) => name.as_str(),
            None => self.slug(),
        }
    }

    /// The name of who runs the unit, when not the region itself.
    pub fn provider_name(&self) -> Option<&str> {
        let name = self.provider.as_ref()?.name.as_ref()?;
        Some(name.as_str())
    }

    /// Whether the page is shown on a day: published and not closed for good.
    pub fn is_shown_on(&self, day: NaiveDate) -> bool {
        self.publish && !self.has_closed_by(day)
    }

    /// Whether the unit's last day has passed.
    pub fn has_closed_by(&self, day: NaiveDate) -> bool {
        self.closes
            .as_ref()
            .is_some_and(|closes| closes.value < day)
    }

    /// The place that stands for the unit as a whole.
    pub fn span(&self) -> Span {
        self.name
            .as_ref()
            .map_or(Span::whole(self.file), |name| name.span)
    }
}

/// Who runs a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// Name of the company or organisation.
    pub name: Option<Spanned<String>>,
    /// Whether it is private, where stated.
    pub private: Option<bool>,
}

/// Who answers for the content; a function, never published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responsible {
    /// Function.
    pub role: Option<Spanned<String>>,
    /// Function mailbox.
    pub email: Option<Spanned<String>>,
    /// The table's place.
    pub span: Span,
}

/// `[contact]`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitContact {
    /// Main number.
    pub phone: Option<StatedPhone>,
    /// The unit's own site.
    pub website: Option<Spanned<String>>,
    /// Numbers by function.
    pub phones: Vec<FunctionPhone>,
    /// The table's place.
    pub span: Option<Span>,
}

/// A number for one function, such as "Receptförnyelse".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionPhone {
    /// What it is for.
    pub label: Option<Spanned<String>>,
    /// The number.
    pub number: Option<StatedPhone>,
    /// When it is answered.
    pub hours: Option<WeekHours>,
    /// The service that it is given with: id, standard name or alias, as written.
    pub service: Option<Spanned<String>>,
    /// The table's place.
    pub span: Span,
}

/// A way of giving a service that is not digital.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// By phone.
    Phone,
    /// By letter.
    Letter,
    /// At the unit.
    Visit,
}

impl Channel {
    /// The words in files.
    pub const NAMES: [&'static str; 3] = ["phone", "letter", "visit"];

    /// The channel of a word in a file.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "phone" => Some(Self::Phone),
            "letter" => Some(Self::Letter),
            "visit" => Some(Self::Visit),
            _ => None,
        }
    }
}

/// One line of `[services]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceEntry {
    /// Id, standard name or alias, as written.
    pub key: Spanned<String>,
    /// Addresses of the service; offered digitally when there is one.
    pub links: Vec<ServiceLink>,
    /// Where `true` stands for the address that the rule set gives.
    pub standard_url: Option<Span>,
    /// Further ways it is given.
    pub also_by: Vec<Channel>,
    /// The only ways it is given.
    pub only_by: Vec<Channel>,
    /// Where `only_by` stands.
    pub only_by_span: Option<Span>,
}

impl ServiceEntry {
    /// Whether the service is given digitally.
    pub fn is_digital(&self) -> bool {
        !self.links.is_empty()
    }
}

/// One address of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceLink {
    /// The address.
    pub url: Spanned<String>,
    /// Whom or what it is for, where there are several.
    pub label: Option<Spanned<String>>,
    /// A short sentence to the resident.
    pub note: Option<Spanned<String>>,
    /// When it is open.
    pub hours: Option<WeekHours>,
    /// Youngest and oldest age; 99 = no upper limit.
    pub ages: Option<Spanned<[u32; 2]>>,
    /// Whether the resident logs in, where it is another than the rule set says.
    pub login: Option<bool>,
}

/// How far ahead times can be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Horizon {
    /// Whole weeks.
    Weeks(u32),
    /// Up to and including a day.
    Until(NaiveDate),
}

impl Horizon {
    /// Whole weeks from a day on; less than none counts as none.
    pub fn weeks_from(self, day: NaiveDate) -> u32 {
        match self {
            Self::Weeks(weeks) => weeks,
            Self::Until(last) => u32::try_from((last - day).num_days() / 7).unwrap_or(0),
        }
    }
}

/// A bookable kind of visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitType {
    /// Its external name.
    pub name: Spanned<String>,
    /// What it is.
    pub description: Option<Spanned<String>>,
    /// Whether a medical assessment comes first.
    pub assessment_first: Option<bool>,
    /// How it is booked.
    pub book: Option<Spanned<Booking>>,
    /// Why it cannot be booked: a reason id, or free text.
    pub exempt: Option<Spanned<String>>,
    /// More words on the reason.
    pub note: Option<Spanned<String>>,
    /// The table's place.
    pub span: Span,
}

/// How a visit type is booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Booking {
    /// At an address.
    Url(String),
    /// Staff send a link after the assessment (`bokningslank`).
    LinkFromStaff,
    /// Staff make a booking basis after the assessment (`bokningsunderlag`).
    BasisFromStaff,
}

/// A reasoned leave from one obligation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemption {
    /// The service, as written.
    pub service: Spanned<String>,
    /// Reason id or free text.
    pub reason: Option<Spanned<String>>,
    /// More words.
    pub note: Option<Spanned<String>>,
    /// Last day it holds.
    pub until: Option<Spanned<NaiveDate>>,
    /// Day when the region approved it.
    pub approved: Option<Spanned<NaiveDate>>,
    /// The table's place.
    pub span: Span,
}

impl Exemption {
    /// Whether its last day has passed.
    pub fn has_expired_by(&self, day: NaiveDate) -> bool {
        self.until.as_ref().is_some_and(|until| until.value < day)
    }
}

/// A unit's own addition to the base offering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraService {
    /// Its name.
    pub name: Spanned<String>,
    /// Its address.
    pub url: Option<Spanned<String>>,
    /// Day of consultation with the region.
    pub agreed: Option<Spanned<NaiveDate>>,
    /// The table's place.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_takes_little_room() {
        assert!(size_of::<UnitSummary>() <= 320);
    }
}
