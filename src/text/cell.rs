//! Cells of tables that spreadsheets open. Knows no form: CSV and whatever else is cell by cell uses it.

/// What a formula begins with. Spreadsheets take the full-width signs of East Asia for the same.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A cell that no spreadsheet takes for a formula; some pass over blanks before one.
pub fn defused(cell: String) -> String {
    if cell.starts_with(['\t', '\r']) || cell.trim_start().starts_with(SIGNS) {
        format!("'{cell}")
    } else {
        cell
    }
}

/// A cell without what keeps spreadsheets from taking it for a formula.
pub fn without_guard(cell: &str) -> &str {
    let bare = cell.strip_prefix('\'');
    bare.filter(|bare| bare.trim_start().starts_with(SIGNS))
        .unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for formula in [
            "=HYPERLINK(\"x\")",
            "+46",
            "-1",
            "@SUM(A1)",
            "\t=1",
            " =1+1",
            "\u{a0}\n@A1",
            "＝1",
            "＋1",
            "－1",
            "＠A1",
        ] {
            let cell = defused(formula.to_owned());
            assert_eq!(cell, format!("'{formula}"));
            assert_eq!(without_guard(&cell), formula);
        }
        assert_eq!(
            defused("Hälsocentralen – Nord".to_owned()),
            "Hälsocentralen – Nord"
        );
        assert_eq!(without_guard("'s-Gravenhage"), "'s-Gravenhage");
    }
}
