//! Tags of languages, as file names and `languages` have them.

/// The language of names and texts in TOML files.
pub const CONTENT_LANGUAGE: &str = "sv";

/// The two-letter codes of ISO 639, in order.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu \
     cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he \
     hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko \
     kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd \
     ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se \
     sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty \
     ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Whether a tag has the form of one: `sv`, `smj`, `zh-Hant`.
pub fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let is_first = matches!(first.len(), 2 | 3) && first.bytes().all(|b| b.is_ascii_lowercase());
    let mut sound = |part: &str| {
        (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    is_first && parts.all(&mut sound)
}

/// Whether a tag begins with a two-letter code that is a language.
pub fn is_known(tag: &str) -> bool {
    let first = tag.split('-').next().unwrap_or_default();
    is_tag(tag) && CODES.split(' ').any(|code| code == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_words() {
        for tag in ["sv", "en", "zh-Hant", "pt-BR"] {
            assert!(is_known(tag), "{tag}");
        }
        assert!(is_tag("smj") && !is_known("smj"));
        for word in ["", "../x", "svenska", "sv,en", "SV", "sv-", "eng.md", "s"] {
            assert!(!is_tag(word), "{word}");
        }
        assert!(!is_known("eng") && !is_known("xx"));
        assert_eq!(CODES.split(' ').count(), 183);
        assert!(CODES.split(' ').is_sorted());
    }
}
