//! Colours and their contrast, by the formulas of WCAG 2.2.

use std::fmt;

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    const BLACK: Self = Self {
        red: 0,
        green: 0,
        blue: 0,
    };
    const WHITE: Self = Self {
        red: 255,
        green: 255,
        blue: 255,
    };

    /// `#0b4f5c`, or `#fff` for short.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = match digits.len() {
            6 => number.to_be_bytes(),
            3 => {
                let digit = |shift: u32| (number >> shift & 0xf) * 0x11;
                (digit(8) << 16 | digit(4) << 8 | digit(0)).to_be_bytes()
            }
            _ => return None,
        };
        Some(Self { red, green, blue })
    }

    /// How light it is, from 0 for black to 1 for white.
    fn luminance(self) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(self.red) + 0.7152 * part(self.green) + 0.0722 * part(self.blue)
    }

    /// The contrast to another colour, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour nearest to this one that will do, lighter or darker in the same hue.
    pub fn nearest(self, will_do: impl Fn(Self) -> bool) -> Option<Self> {
        let towards = |end: Self| {
            let mixed = (0..=255).map(move |share| self.mixed(end, share));
            mixed.into_iter().find(|colour| will_do(*colour))
        };
        let found = [towards(Self::BLACK), towards(Self::WHITE)];
        found
            .into_iter()
            .flatten()
            .min_by_key(|colour| self.distance(*colour))
    }

    /// This colour with so many 255ths of another.
    fn mixed(self, other: Self, share: u32) -> Self {
        let part = |own: u8, other: u8| {
            let sum = u32::from(own) * (255 - share) + u32::from(other) * share;
            u8::try_from(sum / 255).unwrap_or(u8::MAX)
        };
        Self {
            red: part(self.red, other.red),
            green: part(self.green, other.green),
            blue: part(self.blue, other.blue),
        }
    }

    fn distance(self, other: Self) -> u32 {
        let part = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        part(self.red, other.red) + part(self.green, other.green) + part(self.blue, other.blue)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(colour("#0B4f5c").to_string(), "#0b4f5c");
        assert_eq!(colour("#f0a").to_string(), "#ff00aa");
        for wrong in [
            "", "#", "#12", "#12345", "#1234567", "0b4f5c", "#ggg", "red", "#+12345",
        ] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let near = |a: &str, b: &str, expected: f64| {
            let ratio = colour(a).contrast(colour(b));
            assert!((ratio - expected).abs() < 0.01, "{a} {b}: {ratio}");
        };
        near("#000", "#fff", 21.0);
        near("#fff", "#fff", 1.0);
        near("#777777", "#ffffff", 4.48);
        near("#767676", "#ffffff", 4.54);
        near("#0000ff", "#ffffff", 8.59);
    }

    #[test]
    fn the_nearest_colour_that_passes_is_just_enough() {
        let white = colour("#fff");
        let passes = |colour: Colour| colour.contrast(white) >= 4.5;
        let found = colour("#e87722").nearest(passes).expect("black would do");
        assert!(passes(found) && found.contrast(white) < 4.7, "{found}");
        assert_eq!(colour("#123").nearest(passes), Some(colour("#123")));
        assert_eq!(colour("#123").nearest(|_| false), None);
    }
}
