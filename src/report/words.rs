//! The words of the report in both languages: outcomes, causes, numbers, shares.

use crate::assess::verdict::{Cause, Obligation, Outcome};
use crate::diagnostic::{Language, Text};
use crate::report::overview::change::Change;
use crate::report::overview::coverage::{Grouping, Share};

/// A language with its words.
#[derive(Clone, Copy, Debug)]
pub struct Words(pub Language);

impl Words {
    /// One of two words.
    pub fn pick(self, en: &'static str, sv: &'static str) -> &'static str {
        match self.0 {
            Language::English => en,
            Language::Swedish => sv,
        }
    }

    /// A text in this language.
    pub fn get(self, text: &Text) -> String {
        text.get(self.0).to_owned()
    }

    /// The tag of the language.
    pub fn tag(self) -> &'static str {
        self.0.tag()
    }

    /// An outcome.
    pub fn outcome(self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::OutOfScope => self.pick("out of scope", "utanför"),
            Outcome::NotApplicable => self.pick("not applicable", "ej tillämplig"),
            Outcome::Undetermined => self.pick("not known", "underlag saknas"),
            Outcome::Met => self.pick("met", "uppfylld"),
            Outcome::Exempt => self.pick("exempt", "undantag"),
            Outcome::Unmet => self.pick("unmet", "saknas"),
        }
    }

    /// An obligation.
    pub fn obligation(self, obligation: Obligation) -> &'static str {
        match obligation {
            Obligation::Must => self.pick("must", "ska"),
            Obligation::Should => self.pick("should", "bör"),
            Obligation::May => self.pick("may", "kan"),
            Obligation::MustNot => self.pick("must not", "får inte"),
        }
    }

    /// Why something is unmet.
    pub fn cause(self, cause: Cause) -> &'static str {
        match cause {
            Cause::NotOffered => self.pick("is not offered", "erbjuds inte"),
            Cause::OnlyByPhoneOrLetter => self.pick(
                "is given only by phone, by letter or at the unit",
                "ges bara per telefon, brev eller på plats",
            ),
            Cause::TooFewWeeksAhead => self.pick(
                "can be booked too few weeks ahead",
                "går att boka för få veckor framåt",
            ),
            Cause::WeeksAheadUnknown => self.pick(
                "how many weeks ahead can be booked is not stated",
                "det framgår inte hur många veckor framåt det går att boka",
            ),
            Cause::VisitNotBookable => self.pick(
                "has visits that cannot be booked",
                "har besök som inte går att boka",
            ),
            Cause::VisitMissing => self.pick(
                "lacks a visit that the rule set names",
                "saknar ett besök som riktlinjen nämner",
            ),
            Cause::Forbidden => self.pick("is offered but must not be", "erbjuds men får inte"),
        }
    }

    /// All causes in one phrase.
    pub fn causes(self, causes: &[Cause]) -> String {
        let words: Vec<&str> = causes.iter().map(|cause| self.cause(*cause)).collect();
        words.join("; ")
    }

    /// What a difference amounts to.
    pub fn change(self, change: Change) -> &'static str {
        match change {
            Change::FallsShort => self.pick("will fall short", "kommer att sakna"),
            Change::StillShort => self.pick("falls short already", "saknar redan"),
            Change::BecomesOpen => self.pick("will not be known", "kommer att sakna underlag"),
            Change::NewlyBound => self.pick("new, met already", "nytt krav, redan uppfyllt"),
            Change::Fixed => self.pick("no longer falls short", "saknar inte längre"),
            Change::Released => self.pick("no longer bound", "kravet upphör"),
        }
    }

    /// What units are grouped by.
    pub fn grouping(self, by: Grouping) -> &'static str {
        match by {
            Grouping::Administration => self.pick("Administration", "Förvaltning"),
            Grouping::Municipality => self.pick("Municipality", "Kommun"),
            Grouping::Type => self.pick("Type of unit", "Enhetstyp"),
        }
    }

    /// A number, with its thousands apart.
    pub fn count(self, count: usize) -> String {
        let digits = count.to_string();
        let apart = self.pick(",", "\u{a0}");
        let mut told = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                told += apart;
            }
            told.push(digit);
        }
        told
    }

    /// A share in per cent: "97.4%", "97,4 %"; a dash for a share of nothing.
    pub fn share(self, share: Share) -> String {
        let Some(permille) = share.permille() else {
            return "–".to_owned();
        };
        let whole = match (permille / 10, permille % 10) {
            (whole @ (0 | 100), 0) => whole.to_string(),
            (whole, tenth) => format!("{whole}{}{tenth}", self.pick(".", ",")),
        };
        whole + self.pick("%", "\u{a0}%")
    }

    /// "1 unit", "2 enheter"
    pub fn units(self, count: usize) -> String {
        let word = match count {
            1 => self.pick("unit", "enhet"),
            _ => self.pick("units", "enheter"),
        };
        format!("{} {word}", self.count(count))
    }

    /// "1 task", "2 uppgifter"
    pub fn tasks(self, count: usize) -> String {
        let word = match count {
            1 => self.pick("task", "uppgift"),
            _ => self.pick("tasks", "uppgifter"),
        };
        format!("{} {word}", self.count(count))
    }
}

/// An id as words: `tekniskt-hinder` is "Tekniskt hinder". What is written in words stays as it is.
pub fn in_words(id: &str) -> String {
    let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.chars().all(is_id) {
        return id.to_owned();
    }
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_in_each_language() {
        let (en, sv) = (Words(Language::English), Words(Language::Swedish));
        assert_eq!(en.count(999), "999");
        assert_eq!(en.count(1_234_567), "1,234,567");
        assert_eq!(sv.count(10_000), "10\u{a0}000");
        let share = |part, whole| Share { part, whole };
        assert_eq!(sv.share(share(2, 3)), "66,7\u{a0}%");
        assert_eq!(en.share(share(2, 3)), "66.7%");
        assert_eq!(en.share(share(1, 2)), "50.0%");
        assert_eq!(en.share(share(3, 3)), "100%");
        assert_eq!(en.share(share(0, 3)), "0%");
        assert_eq!(en.share(share(0, 0)), "–");
    }
}
