//! Coordinates: WGS 84 in degrees, and the planes of RT 90 2.5 gon V and SWEREF 99 TM.
//!
//! SWEREF 99 and WGS 84 are taken for the same: they differ by less than a metre. A plane is turned into
//! degrees by Krüger's formulas for the Gauss conformal projection, with the parameters that Lantmäteriet
//! publishes for RT 90 straight onto the ellipsoid of SWEREF 99 ("Gauss Conformal Projection (Transverse
//! Mercator)", and EPSG 3847 and 3006). Which of the three two numbers are in, and which of them is the
//! north one, is certain: their ranges in Sweden do not meet.

use crate::import::refused::Refused;

/// What coordinates are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Degrees.
    Wgs84,
    /// RT 90 2.5 gon V, in metres.
    Rt90,
    /// SWEREF 99 TM, in metres.
    Sweref99,
}

impl System {
    /// All of them.
    const ALL: [Self; 3] = [Self::Wgs84, Self::Rt90, Self::Sweref99];

    /// Those that a map names, in the order of its words.
    pub const fn of_forms() -> [Self; 3] {
        [Self::Rt90, Self::Sweref99, Self::Wgs84]
    }

    /// Its name for people.
    const fn name(self) -> &'static str {
        match self {
            Self::Wgs84 => "WGS 84",
            Self::Rt90 => "RT 90 2.5 gon V",
            Self::Sweref99 => "SWEREF 99 TM",
        }
    }

    /// Whether a place is in Sweden or close to it.
    fn holds(self, north: f64, east: f64) -> bool {
        let (norths, easts) = match self {
            Self::Wgs84 => (54.5..70.0, 10.0..25.0),
            Self::Rt90 => (6_050_000.0..7_750_000.0, 1_150_000.0..1_950_000.0),
            Self::Sweref99 => (6_050_000.0..7_750_000.0, 200_000.0..1_000_000.0),
        };
        norths.contains(&north) && easts.contains(&east)
    }

    /// Latitude and longitude, to the sixth decimal: a tenth of a metre.
    fn degrees(self, north: f64, east: f64) -> [f64; 2] {
        let [latitude, longitude] = match self {
            Self::Wgs84 => [north, east],
            Self::Rt90 => RT_90.degrees(north, east),
            Self::Sweref99 => SWEREF_99_TM.degrees(north, east),
        };
        [latitude, longitude].map(|degrees| (degrees * 1e6).round() / 1e6)
    }
}

/// Latitude and longitude out of two numbers, in whichever order they stand.
pub fn degrees(pair: [f64; 2], stated: Option<System>) -> Result<[f64; 2], Refused> {
    let [first, second] = pair;
    let systems = System::ALL.into_iter();
    for system in systems {
        for (north, east) in [(first, second), (second, first)] {
            if !system.holds(north, east) {
                continue;
            }
            return match stated {
                Some(stated) if stated != system => {
                    let (is, not) = (system.name(), stated.name());
                    Err(Refused::say(
                        format!("the numbers are {is}, not {not}"),
                        format!("talen är {is}, inte {not}"),
                        "give the column the right `form`",
                        "ge kolumnen rätt `form`",
                    ))
                }
                _ => Ok(system.degrees(north, east)),
            };
        }
    }
    Err(Refused::fixed(
        "no place in Sweden in WGS 84, RT 90 2.5 gon V or SWEREF 99 TM",
        "ingen plats i Sverige i WGS 84, RT 90 2,5 gon V eller SWEREF 99 TM",
        "write latitude and longitude, such as `56.6634, 16.3568`",
        "skriv latitud och longitud, till exempel `56.6634, 16.3568`",
    ))
}

/// The two numbers of a text: `56.66, 16.36`, `56,66; 16,36`, `X: 6581164, Y: 1630250`.
pub fn pair(text: &str) -> Result<[f64; 2], Refused> {
    let numbers = numbers(text, ['.', ',']).filter(|numbers| numbers.len() == 2);
    // A comma may part the numbers, or be the decimal sign.
    let numbers = numbers.or_else(|| numbers_of(text));
    match numbers.as_deref() {
        Some([first, second]) => Ok([*first, *second]),
        _ => Err(Refused::fixed(
            "not two numbers",
            "inte två tal",
            "write latitude and longitude, such as `56.6634, 16.3568`",
            "skriv latitud och longitud, till exempel `56.6634, 16.3568`",
        )),
    }
}

fn numbers_of(text: &str) -> Option<Vec<f64>> {
    numbers(text, ['.', '.']).filter(|numbers| numbers.len() == 2)
}

/// All numbers of a text in which these signs begin decimals.
fn numbers(text: &str, signs: [char; 2]) -> Option<Vec<f64>> {
    let is_number = |c: char| c.is_ascii_digit() || signs.contains(&c);
    let parts = text
        .split(|c| !is_number(c))
        .map(|part| part.trim_matches(['.', ',']));
    let parts = parts.filter(|part| !part.is_empty());
    parts
        .map(|part| part.replace(',', ".").parse().ok())
        .collect()
}

/// One number, with a decimal comma or point.
pub fn number(text: &str) -> Option<f64> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.trim_start_matches(|c: char| c.is_alphabetic() || c == ':' || c == '=');
    bare.replace(',', ".")
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

/// A Gauss conformal projection of the ellipsoid GRS 80.
struct Plane {
    central_meridian: f64,
    scale: f64,
    false_north: f64,
    false_east: f64,
}

static RT_90: Plane = Plane {
    central_meridian: 15.0 + 48.0 / 60.0 + 22.624_306 / 3600.0,
    scale: 1.000_005_610_24,
    false_north: -667.711,
    false_east: 1_500_064.274,
};

static SWEREF_99_TM: Plane = Plane {
    central_meridian: 15.0,
    scale: 0.9996,
    false_north: 0.0,
    false_east: 500_000.0,
};

/// Half the longer axis of GRS 80, in metres, and its flattening.
const AXIS: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_222_101;

impl Plane {
    fn degrees(&self, north: f64, east: f64) -> [f64; 2] {
        let n = FLATTENING / (2.0 - FLATTENING);
        let (n2, n3, n4) = (n * n, n.powi(3), n.powi(4));
        let radius = AXIS / (1.0 + n) * (1.0 + n2 / 4.0 + n4 / 64.0);
        let deltas = [
            n / 2.0 - 2.0 * n2 / 3.0 + 37.0 * n3 / 96.0 - n4 / 360.0,
            n2 / 48.0 + n3 / 15.0 - 437.0 * n4 / 1440.0,
            17.0 * n3 / 480.0 - 37.0 * n4 / 840.0,
            4397.0 * n4 / 161_280.0,
        ];
        let xi = (north - self.false_north) / (self.scale * radius);
        let eta = (east - self.false_east) / (self.scale * radius);
        let (mut xi_0, mut eta_0) = (xi, eta);
        for (times, delta) in [2.0, 4.0, 6.0, 8.0].into_iter().zip(deltas) {
            xi_0 -= delta * (times * xi).sin() * (times * eta).cosh();
            eta_0 -= delta * (times * xi).cos() * (times * eta).sinh();
        }
        let conformal = (xi_0.sin() / eta_0.cosh()).asin();
        let from_meridian = (eta_0.sinh() / xi_0.cos()).atan();
        let e2 = FLATTENING * (2.0 - FLATTENING);
        let (e4, e6, e8) = (e2 * e2, e2.powi(3), e2.powi(4));
        let a = e2 + e4 + e6 + e8;
        let b = -(7.0 * e4 + 17.0 * e6 + 30.0 * e8) / 6.0;
        let c = (224.0 * e6 + 889.0 * e8) / 120.0;
        let d = -4279.0 * e8 / 1260.0;
        let (sine, cosine) = conformal.sin_cos();
        let series = a + b * sine.powi(2) + c * sine.powi(4) + d * sine.powi(6);
        let latitude = conformal + sine * cosine * series;
        [
            latitude.to_degrees(),
            self.central_meridian + from_meridian.to_degrees(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points as Lantmäteriet's own service gives them: degrees, RT 90 2.5 gon V and SWEREF 99 TM.
    const POINT: ([f64; 2], [f64; 2], [f64; 2]) = (
        [
            59.0 + 58.0 / 60.0 + 55.23 / 3600.0,
            17.0 + 50.0 / 60.0 + 6.12 / 3600.0,
        ],
        [6_653_174.343, 1_613_318.742],
        [6_652_797.165, 658_185.201],
    );

    /// Metres between two places.
    fn apart(one: [f64; 2], other: [f64; 2]) -> f64 {
        let north = (one[0] - other[0]) * 111_320.0;
        let east = (one[1] - other[1]) * 111_320.0 * one[0].to_radians().cos();
        north.hypot(east)
    }

    #[test]
    fn planes_agree_with_published_points() {
        let (expected, rt_90, sweref_99) = POINT;
        for (system, pair) in [(System::Rt90, rt_90), (System::Sweref99, sweref_99)] {
            let found = degrees(pair, Some(system)).expect("in Sweden");
            assert!(apart(found, expected) < 0.2, "{system:?}: {found:?}");
            let turned = degrees([pair[1], pair[0]], None).expect("in Sweden");
            assert_eq!(turned, found);
        }
        // Both planes at the ends of the country give the same place.
        let found = SWEREF_99_TM.degrees(7_331_000.0, 500_000.0);
        assert!((found[1] - 15.0).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for text in [
            "56.66, 16.36",
            "56,66; 16,36",
            "56,66 16,36",
            "56,66, 16,36",
            "N 56.66 E 16.36",
            "[56.66, 16.36]",
        ] {
            assert_eq!(pair(text).expect(text), [56.66, 16.36], "{text}");
        }
        assert_eq!(
            pair("X: 6581164, Y: 1630250").expect("two"),
            [6_581_164.0, 1_630_250.0]
        );
        assert_eq!(
            pair("6581164,1630250").expect("two"),
            [6_581_164.0, 1_630_250.0]
        );
        assert!(pair("56.66").is_err() && pair("1 2 3").is_err());
        assert_eq!(number("X: 6 581 164,5"), Some(6_581_164.5));
    }

    #[test]
    fn what_is_no_place_in_sweden_is_refused() {
        assert!(degrees([0.0, 0.0], None).is_err());
        assert!(degrees([48.85, 2.35], None).is_err());
        let refused = degrees([56.66, 16.36], Some(System::Rt90)).expect_err("degrees");
        assert_eq!(
            refused.what.en,
            "the numbers are WGS 84, not RT 90 2.5 gon V"
        );
    }
}
