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
            assert_eq!(defused(formula.to_owned()), format!("'{formula}"));
        }
        assert_eq!(
            defused("Hälsocentralen – Nord".to_owned()),
            "Hälsocentralen – Nord"
        );
    }
}
