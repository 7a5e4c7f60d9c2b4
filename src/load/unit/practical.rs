//! Reads the practical facts of a unit: phone, place, notices, care.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::load::hours;
use crate::load::table::{Table, decimal, integer};
use crate::model::interned_str::InternedStr;
use crate::model::notice::Notice;
use crate::model::stated_phone::StatedPhone;
use crate::model::unit::{Care, FunctionPhone, Responsible, UnitContact, Visit};
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
        accessibility: table.text("accessibility"),
        visiting_rules: table.text("visiting_rules"),
        span: Some(table.span),
    }
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
