//! The codes of Sweden's municipalities (Statistics Sweden, SCB: "Län och kommuner i kodnummerordning",
//! the division of 2025).

/// A code and a name a line.
static CODES: &str = include_str!("municipalities.csv");

/// The municipality of a code; spreadsheets lose the zero that it begins with.
pub fn name_of(code: &str) -> Option<&'static str> {
    let is_code = matches!(code.len(), 3 | 4) && code.bytes().all(|byte| byte.is_ascii_digit());
    let wanted = is_code.then(|| format!("{code:0>4}"))?;
    all()
        .find(|(code, _)| *code == wanted)
        .map(|(_, name)| name)
}

/// All codes with their names, in order of code.
fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    CODES.lines().filter_map(|line| line.split_once(','))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// How many municipalities each county has, by its code.
    #[rustfmt::skip]
    const COUNTIES: [(&str, usize); 21] = [
        ("01", 26), ("03", 8), ("04", 9), ("05", 13), ("06", 13), ("07", 8), ("08", 12),
        ("09", 1), ("10", 5), ("12", 33), ("13", 6), ("14", 49), ("17", 16), ("18", 12),
        ("19", 10), ("20", 15), ("21", 10), ("22", 7), ("23", 8), ("24", 15), ("25", 14),
    ];

    #[test]
    fn each_county_has_its_municipalities_and_no_name_stands_twice() {
        let mut counties: BTreeMap<&str, usize> = BTreeMap::new();
        for (code, _) in all() {
            *counties.entry(&code[..2]).or_default() += 1;
        }
        assert_eq!(counties.into_iter().collect::<Vec<_>>(), COUNTIES);
        let mut names: Vec<&str> = all().map(|(_, name)| name).collect();
        names.sort_unstable();
        assert!(
            names
                .iter()
                .all(|name| name.trim() == *name && name.starts_with(char::is_uppercase))
        );
        names.dedup();
        assert_eq!(names.len(), 290);
    }

    #[test]
    fn all_290_are_there_in_order() {
        let codes: Vec<&str> = all().map(|(code, _)| code).collect();
        assert_eq!(codes.len(), 290);
        assert!(codes.is_sorted() && codes.iter().all(|code| code.len() == 4));
        assert_eq!(
            (name_of("880"), name_of("2584"), name_of("9999")),
            (Some("Kalmar"), Some("Kiruna"), None)
        );
    }
}
