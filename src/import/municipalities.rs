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
    use super::*;

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
