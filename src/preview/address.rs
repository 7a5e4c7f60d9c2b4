//! From what a browser asks for to a path inside the site, and near matches for what is not there.

use percent_encoding::percent_decode_str;

use crate::render::address::PageAddress;

/// How many near matches are offered.
const NEAR: usize = 5;

/// The path of a request, decoded; nothing for one that is no UTF-8 or could leave the site.
pub fn decode(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let decoded = percent_decode_str(path).decode_utf8().ok()?.into_owned();
    let unsound = |part: &str| {
        part == "." || part == ".." || part.contains(|c: char| c == '\\' || c.is_control())
    };
    (!decoded.split('/').any(unsound)).then_some(decoded)
}

/// The value of a parameter of a query; empty where there is none.
pub fn parameter(query: &str, name: &str) -> String {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.rev().find(|(key, _)| *key == name);
    let value = value.map_or("", |(_, value)| value).replace('+', " ");
    percent_decode_str(&value).decode_utf8_lossy().into_owned()
}

/// Addresses of pages that somebody may have meant, the nearest first.
pub fn near<'a>(asked: &str, pages: &'a [PageAddress]) -> Vec<&'a str> {
    let asked = asked.trim_end_matches('/');
    let last = asked.rsplit('/').next().unwrap_or(asked);
    let score = |url: &str| {
        let url = url.trim_end_matches('/');
        let name = url.rsplit('/').next().unwrap_or(url);
        strsim::jaro_winkler(url, asked).max(0.98 * strsim::jaro_winkler(name, last))
    };
    let html = pages.iter().filter(|page| page.is_html());
    let mut scored: Vec<(f64, &str)> = html
        .map(|page| (score(page.url()), page.url()))
        .filter(|(score, _)| *score > 0.8)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.into_iter().take(NEAR).map(|(_, url)| url).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded() {
        let query = "from=50&words=%C3%A5+b%26c&from=100&x";
        assert_eq!(parameter(query, "words"), "å b&c");
        assert_eq!(parameter(query, "from"), "100");
        assert_eq!(parameter(query, "x"), "");
    }

    #[test]
    fn escaped_paths_are_decoded_and_ways_out_refused() {
        assert_eq!(decode("/kalmar/%C3%A5sa/").as_deref(), Some("kalmar/åsa/"));
        assert_eq!(decode("/").as_deref(), Some(""));
        assert_eq!(decode("/100%/%4").as_deref(), Some("100%/%4"));
        for bad in [
            "/../etc/passwd",
            "/a/%2e%2e/b",
            "/a%2F..%2Fb",
            "/a\\b",
            "/%5c..%5c",
            "/a%00b",
            "/%ff",
            "*",
        ] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
