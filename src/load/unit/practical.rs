//! Reads the practical facts of a unit: phone, place, notices, care.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::load::faults::invalid_period;
use crate::load::hours;
use crate::load::table::{Table, decimal, integer};
use crate::model::interned_str::InternedStr;
use crate::model::notice::{News, Notice};
use crate::model::practical::{Accepts, Care, Facility, HelpItem, Visit};
use crate::model::stated_phone::StatedPhone;
use crate::model::unit::{FunctionPhone, Responsible, UnitContact};
use crate::text::Spanned;

/// `[responsible]`
pub fn responsible(unit: &Table<'_>) -> Option<Responsible> {
    let table = unit.table("responsible")?;
    Some(Responsible {
        role: table.text("role"),
        email: table.text("email"),
        span: table.span,
    })
}

/// `[contact]`
pub fn contact(unit: &Table<'_>, found: &mut Vec<Diagnostic>) -> UnitContact {
    let Some(table) = unit.table("contact") else {
        return UnitContact::default();
    };
    let phones = table.tables("phones").map(|phone| FunctionPhone {
        label: phone.text("label"),
        number: phone.text("number").map(StatedPhone::new),
        hours: hours::week(&phone, "hours", found),
        service: phone.text("service"),
        span: phone.span,
    });
    UnitContact {
        phones: phones.collect(),
        phone: table.text("phone").map(StatedPhone::new),
        website: table.text("website"),
        span: Some(table.span),
    }
}

/// `[visit]`
pub fn visit(unit: &Table<'_>) -> Visit {
    let Some(table) = unit.table("visit") else {
        return Visit::default();
    };
    let coordinates = table.node("coordinates").and_then(|node| {
        let values = node.get_ref().as_array()?;
        let [latitude, longitude] = values.iter().as_slice() else {
            return None;
        };
        let pair = [decimal(latitude.get_ref())?, decimal(longitude.get_ref())?];
        Some(Spanned::new(pair, table.place(node)))
    });
    Visit {
        street: table.text("street"),
        postal_address: table.text("postal_address"),
        coordinates,
        directions: table.text("directions"),
        floor_directions: table.text("floor_directions"),
        parking: table.text("parking"),
        public_transport: table.text("public_transport"),
        accessibility: table.text("accessibility"),
        facilities: facilities(&table),
        visiting_rules: table.text("visiting_rules"),
        span: Some(table.span),
    }
}

/// What makes a visit easier, each once.
fn facilities(visit: &Table<'_>) -> Vec<Facility> {
    let words = visit.texts("facilities");
    let stated = words.iter().filter_map(|word| Facility::parse(&word.value));
    let stated: BTreeSet<Facility> = stated.collect();
    stated.into_iter().collect()
}

/// `[[help]]`
pub fn help(unit: &Table<'_>, found: &mut Vec<Diagnostic>) -> Vec<HelpItem> {
    let read = |table: Table<'_>| {
        let hours = hours::week(&table, "hours", found);
        Some(HelpItem {
            title: table.text("title")?,
            text: table.text("text"),
            phone: table.text("phone").map(StatedPhone::new),
            hours,
            url: table.text("url"),
        })
    };
    unit.tables("help").filter_map(read).collect()
}

/// `[[news]]`
pub fn news(unit: &Table<'_>, found: &mut Vec<Diagnostic>) -> Vec<News> {
    let read = |table: Table<'_>| {
        let (from, to) = (table.date("from"), table.date("to"));
        if let (Some(from), Some(to)) = (&from, &to) {
            found.extend(invalid_period::fault(from, to));
        }
        // Days that cannot be read are other days than none.
        let is_unread = |key, date: &Option<_>| date.is_none() && table.node(key).is_some();
        if is_unread("from", &from) || is_unread("to", &to) {
            return None;
        }
        Some(News {
            title: table.text("title")?,
            text: table.text("text"),
            from,
            to,
        })
    };
    unit.tables("news").filter_map(read).collect()
}

/// `[[notices]]`
pub fn notices(unit: &Table<'_>) -> Vec<Notice> {
    let read = |table: Table<'_>| Notice {
        from: table.date("from"),
        to: table.date("to"),
        text: table.text("text"),
        span: table.span,
    };
    unit.tables("notices").map(read).collect()
}

/// The languages of `[care]`
pub fn languages(unit: &Table<'_>) -> Arc<[InternedStr]> {
    let care = unit.table("care");
    let texts = care.map_or_else(Vec::new, |care| care.texts("languages"));
    texts.iter().map(InternedStr::from).collect()
}

/// `[care]`, beside the languages
pub fn care(unit: &Table<'_>) -> Care {
    let Some(table) = unit.table("care") else {
        return Care::default();
    };
    let ages = ages(&table);
    Care {
        referral: table.text("referral"),
        ages,
        accepts: table
            .plain("accepts")
            .and_then(|word| Accepts::parse(&word)),
        fees: table.text("fees"),
        choose: table.text("choose"),
        interpreter: table.text("interpreter"),
        waiting_time: table.text("waiting_time"),
    }
}

/// Youngest and oldest age.
pub fn ages(table: &Table<'_>) -> Option<Spanned<[u32; 2]>> {
    let node = table.node("ages")?;
    let values = node.get_ref().as_array()?;
    let [from, to] = values.iter().as_slice() else {
        return None;
    };
    let age = |value| u32::try_from(integer(value)?).ok();
    let pair = [age(from.get_ref())?, age(to.get_ref())?];
    Some(Spanned::new(pair, table.place(node)))
}
