//! Practical facts of a unit: finding it, seeking care there, and what one can get help with.

use crate::model::hours::stated::WeekHours;
use crate::model::stated_phone::StatedPhone;
use crate::text::{Span, Spanned};

/// `[visit]`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visit {
    /// Visiting address, without postcode.
    pub street: Option<Spanned<String>>,
    /// Postal address.
    pub postal_address: Option<Spanned<String>>,
    /// Latitude and longitude, WGS 84.
    pub coordinates: Option<Spanned<[f64; 2]>>,
    /// How to get there.
    pub directions: Option<Spanned<String>>,
    /// How to find the way inside.
    pub floor_directions: Option<Spanned<String>>,
    /// Where to park.
    pub parking: Option<Spanned<String>>,
    /// How to get there by bus, train or boat.
    pub public_transport: Option<Spanned<String>>,
    /// Physical accessibility.
    pub accessibility: Option<Spanned<String>>,
    /// What makes a visit easier, in the order of [`Facility::ALL`].
    pub facilities: Vec<Facility>,
    /// Rules for visitors.
    pub visiting_rules: Option<Spanned<String>>,
    /// The table's place.
    pub span: Option<Span>,
}

impl Visit {
    /// Latitude and longitude, where they are numbers: TOML also has infinity.
    pub fn position(&self) -> Option<[f64; 2]> {
        let position = self.coordinates.as_ref()?.value;
        position.iter().all(|at| at.is_finite()).then_some(position)
    }
}

/// What a building has that makes a visit easier for some.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facility {
    /// A lift.
    Lift,
    /// The way in and inside has no steps.
    StepFree,
    /// A toilet for wheelchair users.
    AccessibleToilet,
    /// A hearing loop.
    HearingLoop,
    /// Parking for those with a permit.
    AccessibleParking,
    /// Doors that open by themselves.
    AutomaticDoors,
}

impl Facility {
    /// All, in the order of pages.
    pub const ALL: [Self; 6] = [
        Self::Lift,
        Self::StepFree,
        Self::AccessibleToilet,
        Self::HearingLoop,
        Self::AccessibleParking,
        Self::AutomaticDoors,
    ];

    /// The words in files.
    pub const NAMES: [&'static str; 6] = [
        Self::Lift.name(),
        Self::StepFree.name(),
        Self::AccessibleToilet.name(),
        Self::HearingLoop.name(),
        Self::AccessibleParking.name(),
        Self::AutomaticDoors.name(),
    ];

    /// The word in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lift => "lift",
            Self::StepFree => "step-free",
            Self::AccessibleToilet => "accessible-toilet",
            Self::HearingLoop => "hearing-loop",
            Self::AccessibleParking => "accessible-parking",
            Self::AutomaticDoors => "automatic-doors",
        }
    }

    /// The facility of a word in a file.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == word)
    }
}

/// `[care]`, beside the languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Care {
    /// Whether a referral is needed, in words.
    pub referral: Option<Spanned<String>>,
    /// Youngest and oldest age; 99 = no upper limit.
    pub ages: Option<Spanned<[u32; 2]>>,
    /// Whether new patients are received.
    pub accepts: Option<Accepts>,
    /// What it costs.
    pub fees: Option<Spanned<String>>,
    /// How to choose the unit.
    pub choose: Option<Spanned<String>>,
    /// How to get an interpreter.
    pub interpreter: Option<Spanned<String>>,
    /// How long the wait is.
    pub waiting_time: Option<Spanned<String>>,
}

/// Whether a unit receives new patients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepts {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// They stand in a queue.
    Queue,
}

impl Accepts {
    /// The words in files.
    pub const NAMES: [&'static str; 3] = ["yes", "no", "queue"];

    /// The word in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => Self::NAMES[0],
            Self::No => Self::NAMES[1],
            Self::Queue => Self::NAMES[2],
        }
    }

    /// The answer of a word in a file.
    pub fn parse(word: &str) -> Option<Self> {
        let all = [Self::Yes, Self::No, Self::Queue];
        all.into_iter().find(|known| known.name() == word)
    }
}

/// `[[help]]`: something one can get help with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpItem {
    /// What it is.
    pub title: Spanned<String>,
    /// More on it.
    pub text: Option<Spanned<String>>,
    /// Its own number.
    pub phone: Option<StatedPhone>,
    /// When it is open.
    pub hours: Option<WeekHours>,
    /// Where there is more to read.
    pub url: Option<Spanned<String>>,
}
