//! `coordinates-outside-sweden`: a point on the map that is not in Sweden.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "coordinates-outside-sweden",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("coordinates_outside_sweden"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(coordinates) = &context.unit.visit.coordinates else {
        return;
    };
    let [latitude, longitude] = coordinates.value;
    if is_in_sweden(latitude, longitude) {
        return;
    }
    let at = |message| Diagnostic::new(&CODE, coordinates.span, message);
    found.push(if is_in_sweden(longitude, latitude) {
        at(say!(
            "latitude and longitude are swapped",
            "latitud och longitud är omkastade"
        ))
        .with_help(say!(
            "write the latitude, {longitude}, first",
            "skriv latituden, {longitude}, först"
        ))
        .with_fix(swapped(&context.unit.source, coordinates.span))
    } else if latitude.abs() > 180.0 || longitude.abs() > 180.0 {
        at(say!(
            "these are no degrees; they may be coordinates in metres (such as SWEREF 99)",
            "det här är inga grader; det kan vara koordinater i meter (till exempel SWEREF 99)"
        ))
        .with_help(say!(
            "convert them to WGS 84, such as `[56.66, 16.36]`",
            "räkna om dem till WGS 84, till exempel `[56.66, 16.36]`"
        ))
    } else {
        at(say!(
            "the point lies outside Sweden",
            "punkten ligger utanför Sverige"
        ))
        .with_help(say!(
            "write latitude and longitude in degrees, such as `[56.66, 16.36]`",
            "skriv latitud och longitud i grader, till exempel `[56.66, 16.36]`"
        ))
    });
}

/// The box around Sweden, with some sea.
fn is_in_sweden(latitude: f64, longitude: f64) -> bool {
    (55.0..=69.1).contains(&latitude) && (10.5..=24.3).contains(&longitude)
}

/// The numbers in the other order, as they were written.
fn swapped(source: &str, span: Span) -> Option<Fix> {
    let inner = source
        .get(span.range())?
        .strip_prefix('[')?
        .strip_suffix(']')?;
    let (first, second) = inner.split_once(',')?;
    let plain = |text: &str| {
        let text = text.trim();
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-._eE".contains(&byte))
    };
    if !plain(first) || !plain(second) {
        return None;
    }
    let (first, second) = (first.trim(), second.trim());
    let title = say!("swap the numbers", "byt plats på talen");
    Some(Fix::replace(title, span, format!("[{second}, {first}]")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, fixed};

    fn unit(pair: &str) -> String {
        format!("[visit]\ncoordinates = {pair}\n")
    }

    #[test]
    fn swapped_numbers_are_found_and_fixed() {
        assert_eq!(check(&RULE, &unit("[16.36, 56.66]")), ["2: [16.36, 56.66]"]);
        assert_eq!(
            fixed(&RULE, &unit("[16.36,56.660]")),
            unit("[56.660, 16.36]")
        );
    }

    #[test]
    fn grids_and_other_countries_are_found() {
        for pair in ["[6581164, 1630250]", "[48.85, 2.35]", "[0, 0]"] {
            assert_eq!(check(&RULE, &unit(pair)), [format!("2: {pair}")]);
        }
    }

    #[test]
    fn the_corners_of_sweden_are_in_it() {
        for pair in [
            "[55.34, 13.36]",
            "[69.06, 20.55]",
            "[65.8, 24.15]",
            "[58.9, 10.95]",
        ] {
            assert_eq!(check(&RULE, &unit(pair)), [""; 0]);
        }
    }
}
