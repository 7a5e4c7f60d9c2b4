//! Says with the fault of a file what waits for it: what depends on a file that cannot be read is neither
//! checked nor assessed.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::region::Region;
use crate::model::site::Site;
use crate::text::FileId;

/// What waits for `region.toml` and the region's rule sets.
pub fn say_of_region(region: &Region, found: &mut [Diagnostic]) {
    let of_region = if region.broken {
        Some(Text::fixed(
            "until then none of the region's units is assessed",
            "tills dess bedöms ingen av regionens enheter",
        ))
    } else {
        unchecked(&region.unread)
    };
    say(region.file, of_region, found);
    for rules in &region.rule_sets {
        let of_rules = if rules.broken {
            Some(Text::fixed(
                "until then no unit is assessed by it",
                "tills dess bedöms ingen enhet efter den",
            ))
        } else {
            unchecked(&rules.unread)
        };
        say(rules.file, of_rules, found);
    }
}

/// What waits for `site.toml`.
pub fn say_of_site(site: &Site, found: &mut [Diagnostic]) {
    let waits = site.broken.then_some(Text::fixed(
        "until then the last lines that could be read of it count",
        "tills dess gäller bara de rader som gick att läsa",
    ));
    if let Some(file) = site.file {
        say(file, waits, found);
    }
}

/// What waits for a unit's file.
pub fn say_of_unit(file: FileId, found: &mut [Diagnostic]) {
    let waits = Text::fixed(
        "until then the unit is not assessed",
        "tills dess bedöms enheten inte",
    );
    say(file, Some(waits), found);
}

fn unchecked(lists: &BTreeSet<&'static str>) -> Option<Text> {
    let names: Vec<String> = lists.iter().map(|list| format!("`{list}`")).collect();
    let names = names.join(", ");
    (!lists.is_empty()).then(|| {
        say!(
            "until then units are not held against {names}",
            "tills dess jämförs enheterna inte med {names}"
        )
    })
}

/// Adds it to the first finding in the file.
fn say(file: FileId, waits: Option<Text>, found: &mut [Diagnostic]) {
    let mut in_file = found
        .iter_mut()
        .filter(|fault| fault.primary.span.file == file);
    if let (Some(first), Some(waits)) = (in_file.next(), waits) {
        first.until_then(waits);
    }
}
