//! How the files of the search write words and numbers in little room.

/// Words in order, each as the number of letters in common with the one before and the rest, with commas
/// between.
pub fn front_coded<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut coded = String::new();
    let mut before = "";
    for (at, word) in words.into_iter().enumerate() {
        let pairs = before.chars().zip(word.chars());
        let common = pairs.take_while(|(a, b)| a == b).count().min(35);
        let rest = word
            .char_indices()
            .nth(common)
            .map_or("", |(at, _)| &word[at..]);
        if at > 0 {
            coded.push(',');
        }
        coded.push_str(&base_36(common));
        coded.push_str(rest);
        before = word;
    }
    coded
}

/// Ascending numbers as gaps, runs of neighbours as `gap.more`: 3, 4, 5, 9 is `3.2 3`.
pub fn numbers(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if number == *last + 1 => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let mut text = String::new();
    let mut next = 0;
    for (first, last) in runs {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&base_36((first - next) as usize));
        if first < last {
            text.push('.');
            text.push_str(&base_36((last - first) as usize));
        }
        next = last + 1;
    }
    text
}

/// A number in base 36.
fn base_36(mut number: usize) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[number % 36]);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.into_iter().rev().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_gaps_and_runs() {
        assert_eq!(numbers([]), "");
        assert_eq!(numbers([0]), "0");
        assert_eq!(numbers([3, 4, 5, 9]), "3.2 3");
        assert_eq!(numbers(0..10_000), "0.7pr");
        assert_eq!(numbers([36, 100]), "10 1r");
    }

    #[test]
    fn words_share_their_beginnings() {
        let words = ["avdelning", "avdelning x", "ö", "öl"];
        assert_eq!(front_coded(words), "0avdelning,9 x,0ö,1l");
    }
}
