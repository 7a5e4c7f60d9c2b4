//! Markdown of editors to safe HTML.
//!
//! Raw HTML is shown as text, links lead only where [`LINK_SCHEMES`] allow, images only to this site,
//! and nothing carries a style of its own. What was refused is given with its place, so that a rule
//! can report it; the page is made all the same.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd, html};

use crate::render::picture_view::PictureView;
use crate::render::published::Published;
use crate::render::xml::escape;
use crate::text::markdown::parser;
use crate::text::visible::without_invisible;

/// Schemes a link may have; an address without a scheme leads to this site.
pub const LINK_SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// Something in a text that is not shown as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What it is.
    pub kind: RefusalKind,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The address, as the reader's browser would have seen it.
    pub address: String,
}

/// The kinds of [`Refusal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// A link with a scheme that is not allowed; only its words are shown.
    UnsafeLink,
    /// An image from somewhere else; only its alternative text is shown.
    ForeignImage,
    /// An image without alternative text; it is shown, and means nothing to who cannot see it.
    ImageWithoutText,
}

/// A text as HTML and what was refused in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Safe HTML.
    pub html: String,
    /// What was refused, in order.
    pub refused: Vec<Refusal>,
}

/// A text under a heading of level `above`: its own headings come below it, without a step left out.
/// Addresses become those that are published.
pub fn render(
    text: &str,
    above: u8,
    published: &Published<'_>,
    picture: &dyn Fn(&str) -> Option<PictureView>,
) -> Rendered {
    let mut refused = Vec::new();
    let events = safe_events(text, above, &mut refused);
    let mut events = with_pictures(events, picture);
    for event in &mut events {
        if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event
            && let Cow::Owned(address) = published.address(dest_url)
        {
            *dest_url = address.into();
        }
    }
    let mut html = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut html, events.into_iter());
    if let Cow::Owned(visible) = without_invisible(&html) {
        html = visible;
    }
    Rendered { html, refused }
}

/// Pictures beside the text become elements with their published address and their size.
fn with_pictures<'t>(
    events: Vec<Event<'t>>,
    picture: &dyn Fn(&str) -> Option<PictureView>,
) -> Vec<Event<'t>> {
    let mut all = Vec::with_capacity(events.len());
    let mut events = events.into_iter();
    while let Some(event) = events.next() {
        let Event::Start(Tag::Image {
            dest_url, title, ..
        }) = &event
        else {
            all.push(event);
            continue;
        };
        let Some(view) = picture(dest_url) else {
            all.push(event);
            continue;
        };
        // What stands inside is what is said to those who do not see it.
        let mut words = String::new();
        let mut depth = 1;
        for inner in events.by_ref() {
            match inner {
                Event::Start(Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) => depth -= 1,
                Event::Text(text) | Event::Code(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        let PictureView::Shown { href, size } = view else {
            all.push(Event::Text(words.into()));
            continue;
        };
        let title = match title.trim() {
            "" => String::new(),
            title => format!(" title=\"{}\"", escape(title)),
        };
        let (href, words, [width, height]) = (escape(&href), escape(&words), size);
        all.push(Event::InlineHtml(
            format!(
                "<img src=\"{href}\" alt=\"{words}\" width=\"{width}\" height=\"{height}\"{title}>"
            )
            .into(),
        ));
    }
    all
}

/// What [`render`] would refuse, without making the HTML.
pub fn refused(text: &str) -> Vec<Refusal> {
    let mut refused = Vec::new();
    safe_events(text, 1, &mut refused);
    refused
}

/// The title of a page (its first line, when that is a heading of the first level) and the rest.
pub fn split_title(text: &str) -> (Option<&str>, &str) {
    let trimmed = text.trim_start_matches('\u{feff}').trim_start();
    let (line, rest) = trimmed.split_once('\n').unwrap_or((trimmed, ""));
    match line.strip_prefix("# ") {
        Some(title) => (Some(title.trim().trim_end_matches('#').trim_end()), rest),
        None => (None, trimmed),
    }
}

/// The events of a text, made safe.
fn safe_events<'t>(text: &'t str, above: u8, refused: &mut Vec<Refusal>) -> Vec<Event<'t>> {
    let mut events = Vec::new();
    let mut steps = Steps {
        above,
        open: Vec::new(),
    };
    // For each open link or image, whether it was let through.
    let mut shown: Vec<bool> = Vec::new();
    // Images have text inside them, which belongs to the attribute; it counts as alternative text.
    let mut image: Option<(Range<usize>, bool)> = None;

    for (event, range) in parser(text).into_offset_iter() {
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => events.push(Event::Text(raw)),
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Heading {
                level,
                id: _,
                classes: _,
                attrs: _,
            }) => {
                let level = steps.enter(level);
                let plain = Tag::Heading {
                    level,
                    id: None,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                };
                events.push(Event::Start(plain));
            }
            Event::End(TagEnd::Heading(_)) => {
                events.push(Event::End(TagEnd::Heading(steps.current())))
            }
            Event::Start(Tag::Table(columns)) => {
                // Alignment would become a style attribute, which the content policy forbids.
                let plain = vec![pulldown_cmark::Alignment::None; columns.len()];
                events.push(Event::Html(CowStr::Borrowed(
                    "<div class=\"table-frame\">\n",
                )));
                events.push(Event::Start(Tag::Table(plain)));
            }
            Event::End(TagEnd::Table) => {
                events.push(Event::End(TagEnd::Table));
                events.push(Event::Html(CowStr::Borrowed("</div>\n")));
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                let safe = link_type == LinkType::Email || is_safe_address(&dest_url);
                shown.push(safe);
                if safe {
                    events.push(Event::Start(Tag::Link {
                        link_type,
                        dest_url,
                        title,
                        id,
                    }));
                } else {
                    let address = dest_url.into_string();
                    refused.push(Refusal {
                        kind: RefusalKind::UnsafeLink,
                        range,
                        address,
                    });
                }
            }
            Event::End(TagEnd::Link) => {
                if shown.pop().unwrap_or(false) {
                    events.push(Event::End(TagEnd::Link));
                }
            }
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                let own = scheme(&dest_url).is_none() && is_safe_address(&dest_url);
                shown.push(own);
                image = Some((range.clone(), false));
                if own {
                    events.push(Event::Start(Tag::Image {
                        link_type,
                        dest_url,
                        title,
                        id,
                    }));
                } else {
                    let address = dest_url.into_string();
                    refused.push(Refusal {
                        kind: RefusalKind::ForeignImage,
                        range,
                        address,
                    });
                }
            }
            Event::End(TagEnd::Image) => {
                if let Some((range, false)) = image.take() {
                    let address = text.get(range.clone()).unwrap_or_default().to_owned();
                    refused.push(Refusal {
                        kind: RefusalKind::ImageWithoutText,
                        range,
                        address,
                    });
                }
                if shown.pop().unwrap_or(false) {
                    events.push(Event::End(TagEnd::Image));
                }
            }
            other => {
                if let (Event::Text(words) | Event::Code(words), Some((_, has_text))) =
                    (&other, image.as_mut())
                {
                    *has_text |= !words.trim().is_empty();
                }
                events.push(other);
            }
        }
    }
    events
}

/// Whether a link may lead to an address.
pub fn is_safe_address(address: &str) -> bool {
    let seen = as_seen(address);
    match scheme(&seen) {
        Some(scheme) => LINK_SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()),
        // `//host` and `\\host` lead away from the site without saying how.
        None => !seen.starts_with("//") && !seen.contains('\\'),
    }
}

/// An address as browsers read it: without blanks around it, and without control characters, which
/// would otherwise hide a scheme ("java\nscript:").
fn as_seen(address: &str) -> String {
    address
        .trim()
        .chars()
        .filter(|c| !c.is_ascii_control() && !matches!(c, '\u{80}'..='\u{9f}'))
        .collect()
}

/// The scheme of an address: what stands before the first colon, when nothing of a path does.
fn scheme(address: &str) -> Option<&str> {
    let (before, _) = address.split_once(':')?;
    (!before.contains(['/', '?', '#'])).then_some(before)
}

/// Levels of headings below a section's, without a step left out.
struct Steps {
    above: u8,
    /// The levels, as written, of the headings that are open.
    open: Vec<HeadingLevel>,
}

impl Steps {
    /// The level of the next heading.
    fn enter(&mut self, written: HeadingLevel) -> HeadingLevel {
        while self.open.last().is_some_and(|last| *last >= written) {
            self.open.pop();
        }
        self.open.push(written);
        self.current()
    }

    /// The level of the last heading.
    fn current(&self) -> HeadingLevel {
        let level = usize::from(self.above) + self.open.len();
        HeadingLevel::try_from(level).unwrap_or(HeadingLevel::H6)
    }
}

/// The words of the first paragraph, cut at a word where they are long.
pub fn first_words(text: &str, most: usize) -> Option<String> {
    let mut words = String::new();
    let mut inside = false;
    for event in parser(text) {
        match event {
            Event::Start(Tag::Paragraph) => inside = true,
            Event::End(TagEnd::Paragraph) if inside => break,
            Event::Text(text) | Event::Code(text) if inside => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak if inside => words.push(' '),
            _ => {}
        }
    }
    let words = without_invisible(words.trim()).into_owned();
    if words.chars().count() <= most {
        return (!words.is_empty()).then_some(words);
    }
    let cut: String = words.chars().take(most).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    Some(format!("{}…", cut[..end].trim_end_matches([',', '.', ' '])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Catalog;
    use crate::render::address::Links;

    fn render(text: &str, above: u8) -> Rendered {
        let published = Published {
            links: &Links::new("https://x.example.se/12", []),
            folder: &["om"],
            file: &|_| None,
            catalog: &Catalog::default(),
        };
        super::render(text, above, &published, &|_| None)
    }

    fn html(text: &str) -> String {
        render(text, 2).html
    }

    #[test]
    fn addresses_from_the_root_of_the_site_get_its_path() {
        let shown = html("[a](/om/?x&y) ![b](/assets/b.png) [c](../c/) [d]\n\n[d]: /d/");
        for part in [
            "href=\"/12/om/?x&amp;y\"",
            "src=\"/12/assets/b.png\"",
            "href=\"../c/\"",
            "href=\"/12/d/\"",
        ] {
            let bare = part.replace('"', "");
            assert!(
                shown.contains(part) || shown.contains(&bare),
                "{part}: {shown}"
            );
        }
    }

    #[test]
    fn raw_html_is_text() {
        let shown = html(
            "Hej <b onclick=\"x()\">du</b>\n\n<script>alert(1)</script>\n\n<div>\n*a*\n</div>",
        );
        assert!(
            !shown.contains("<script") && !shown.contains("<b ") && !shown.contains("<div"),
            "{shown}"
        );
        assert!(
            shown.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
            "{shown}"
        );
    }

    #[test]
    fn unsafe_schemes_leave_only_words() {
        let bad = [
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](javascript&colon;alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](<java&#10;script:alert(1)>)",
            "[x](<java&Tab;script:alert(1)>)",
            "[x](<&#1;javascript:alert(1)>)",
            "[x](< javascript:alert(1)>)",
            "[x](vbscript:msgbox(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](file:///etc/passwd)",
            "[x](//evil.example/)",
            "[x](/\\evil.example/)",
            "<javascript:alert(1)>",
            "[x][1]\n\n[1]: javascript:alert(1)",
        ];
        for text in bad {
            let rendered = render(text, 2);
            assert!(!rendered.html.contains("<a"), "{text}: {}", rendered.html);
            let kinds: Vec<_> = rendered
                .refused
                .iter()
                .map(|refusal| refusal.kind)
                .collect();
            assert_eq!(kinds, [RefusalKind::UnsafeLink], "{text}");
        }
    }

    #[test]
    fn safe_links_stay() {
        let good = [
            "[x](https://example.se/a:b?c#d)",
            "[x](HTTPS://example.se)",
            "[x](http://example.se)",
            "[x](mailto:info@example.se)",
            "[x](tel:+46980319200)",
            "[x](/kalmar/)",
            "[x](../a:b/)",
            "[x](#om)",
            "[x](?a=b:c)",
            "<info@example.se>",
        ];
        for text in good {
            let rendered = render(text, 2);
            assert!(
                rendered.html.contains("<a href=") && rendered.refused.is_empty(),
                "{text}: {}",
                rendered.html
            );
        }
    }

    #[test]
    fn a_refused_link_keeps_its_place() {
        let text = "Åh, [klicka](javascript:x) här";
        let refused = refused(text);
        assert_eq!(&text[refused[0].range.clone()], "[klicka](javascript:x)");
        assert_eq!(refused[0].address, "javascript:x");
    }

    #[test]
    fn images_need_words_and_come_from_this_site() {
        let rendered = render(
            "![](bild.png) ![Entré](https://evil.example/x.png) ![Entré](entre.png)",
            2,
        );
        let kinds: Vec<_> = rendered
            .refused
            .iter()
            .map(|refusal| refusal.kind)
            .collect();
        assert_eq!(
            kinds,
            [RefusalKind::ImageWithoutText, RefusalKind::ForeignImage]
        );
        assert!(!rendered.html.contains("evil"), "{}", rendered.html);
        assert!(rendered.html.contains("alt=\"Entré\""), "{}", rendered.html);
    }

    #[test]
    fn headings_come_below_the_section_without_gaps() {
        let shown = html("# A\n\n### B\n\n## C\n\n# D");
        for part in ["<h3>A</h3>", "<h4>B</h4>", "<h4>C</h4>", "<h3>D</h3>"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        assert!(
            render("# A\n\n## B\n\n### C", 5)
                .html
                .contains("<h6>C</h6>")
        );
    }

    #[test]
    fn tables_carry_no_style() {
        let shown = html("| a | b |\n|:--|--:|\n| 1 | 2 |\n");
        assert!(
            shown.contains("<table>") && !shown.contains("style"),
            "{shown}"
        );
    }

    #[test]
    fn the_first_heading_is_the_title() {
        assert_eq!(
            split_title("\u{feff}# Om sidan #\n\nText\n"),
            (Some("Om sidan"), "\nText\n")
        );
        assert_eq!(split_title("Text\n"), (None, "Text\n"));
    }

    #[test]
    fn a_picture_beside_the_text_has_its_size_and_its_words() {
        let published = Published {
            links: &Links::new("https://x.example.se/12", []),
            folder: &[],
            file: &|_| None,
            catalog: &Catalog::default(),
        };
        let picture = |address: &str| match address {
            "a.jpg" => Some(PictureView::Shown {
                href: "/assets/pictures/a.jpg".to_owned(),
                size: [320, 200],
            }),
            "b.jpg" => Some(PictureView::OnlyWords),
            _ => None,
        };
        let html = |text: &str| super::render(text, 1, &published, &picture).html;
        assert_eq!(
            html("![En \"gul\" *dörr* & `b`\nc ![d](x.jpg)](a.jpg \"Ti<tel\")"),
            "<p><img src=\"/assets/pictures/a.jpg\" alt=\"En &quot;gul&quot; dörr &amp; b c d\" width=\"320\" height=\"200\" title=\"Ti&lt;tel\"></p>\n"
        );
        assert_eq!(
            html("[![A](a.jpg)](https://example.se/) ![<B>](b.jpg)"),
            "<p><a href=\"https://example.se/\"><img src=\"/assets/pictures/a.jpg\" alt=\"A\" width=\"320\" height=\"200\"></a> &lt;B&gt;</p>\n"
        );
    }
}
