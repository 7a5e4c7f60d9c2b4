//! `unmarked-preview`: a page of a preview does not say that it is one.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};

/// A page of a preview does not say that it is one.
pub static UNMARKED_PREVIEW: Code = Code {
    name: "unmarked-preview",
    group: Group::Theme,
    level: Level::Deny,
    fixed: false,
    explanation: Explanation {
        en: Sections {
            what: "Reads every page that `build --preview` makes: it must ask search engines to leave it out (`noindex`), and have an element with the attribute `data-preview`, the banner. `robots.txt` may not keep search engines away, since they must see `noindex` to obey it.",
            why: "A proposed change is not true yet. Somebody who finds its page by searching, or opens a link to it, must see that.",
            example: "<head>\n<title>{{ page.title.text }}</title>\n</head>",
            mend: "Extend the built-in `base.html`, or do in the site's own what it does: `{% if page.noindex %}<meta name=\"robots\" content=\"noindex\">{% endif %}` in the head, and `{% if site.preview %}` with an element that has `data-preview` in the body.",
        },
        sv: Sections {
            what: "Läser varje sida som `build --preview` gör: den måste be sökmotorer att utelämna den (`noindex`) och ha ett element med attributet `data-preview`, banderollen. `robots.txt` får inte stänga ute sökmotorer, eftersom de måste se `noindex` för att följa det.",
            why: "En föreslagen ändring gäller inte än. Den som hittar sidan genom en sökning, eller öppnar en länk till den, måste se det.",
            example: "<head>\n<title>{{ page.title.text }}</title>\n</head>",
            mend: "Bygg vidare på den inbyggda `base.html`, eller gör i webbplatsens egen som den gör: `{% if page.noindex %}<meta name=\"robots\" content=\"noindex\">{% endif %}` i huvudet och `{% if site.preview %}` med ett element som har `data-preview` på sidan.",
        },
    },
};
