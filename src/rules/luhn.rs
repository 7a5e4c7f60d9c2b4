//! The check digit of personal and organisation numbers.

/// Whether the last digit checks the others, by Luhn's formula.
pub fn is_valid(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let value = u32::from(digit.wrapping_sub(b'0'));
            if at % 2 == 0 {
                value
            } else {
                value * 2 / 10 + value * 2 % 10
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::is_valid;

    #[test]
    fn known_numbers() {
        for good in ["2321000131", "2321000057", "0000000000", "1212121212"] {
            assert!(is_valid(good.as_bytes()), "{good}");
        }
        assert!(!is_valid(b"2321000132"));
    }
}
