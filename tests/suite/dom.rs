//! A page as a browser understands it, by a parser that has nothing to do with the program.

use std::fmt::{self, Write as _};

use scraper::{ElementRef, Html, Node};

/// Elements that begin and end a line of their own, and those of the head, beside which blanks show
/// nowhere.
const BLOCKS: &str = " html head meta link base title body address article aside blockquote caption col \
    colgroup dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header \
    hgroup hr legend li main menu nav ol optgroup option p pre search section summary table tbody td tfoot \
    th thead tr ul ";

/// Elements in which every blank counts.
const VERBATIM: &str = " pre textarea script style title ";

/// One step through a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// An element begins, with its attributes in order of their names.
    Open(String, Vec<(String, String)>),
    /// Text, with its blanks as they show.
    Text(String),
    /// An element ends.
    Close(String),
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(name, attributes) => write!(f, "<{name} {attributes:?}>"),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Close(name) => write!(f, "</{name}>"),
        }
    }
}

/// A document in steps. Blanks are folded as in ordinary flow: one between words, none where a line
/// begins or ends.
pub fn steps(html: &[u8]) -> Vec<Step> {
    let html = Html::parse_document(std::str::from_utf8(html).expect("pages are UTF-8"));
    let mut walk = Walk {
        steps: Vec::new(),
        blank: false,
        line_begins: true,
    };
    walk.element(html.root_element(), false);
    walk.steps
}

/// The elements and the names of their attributes, without any text or value.
pub fn structure(html: &[u8]) -> Vec<String> {
    let name = |step: Step| match step {
        Step::Open(name, attributes) => {
            let mut line = name;
            for (name, _) in attributes {
                let _ = write!(line, " {name}");
            }
            Some(line)
        }
        Step::Close(name) => Some(format!("/{name}")),
        Step::Text(_) => None,
    };
    steps(html).into_iter().filter_map(name).collect()
}

/// The first difference between two documents, with what comes before it.
pub fn difference<T: PartialEq + fmt::Display>(left: &[T], right: &[T]) -> Option<String> {
    let longest = left.len().max(right.len());
    let at = (0..longest).find(|at| left.get(*at) != right.get(*at))?;
    let shown = |steps: &[T]| {
        let from = at.saturating_sub(4).min(steps.len());
        let near = steps[from..].iter().take(7);
        near.map(|step| format!("\n    {step}")).collect::<String>()
    };
    Some(format!("{}\n  and{}", shown(left), shown(right)))
}

struct Walk {
    steps: Vec<Step>,
    /// Whether a blank stands before what comes next.
    blank: bool,
    line_begins: bool,
}

impl Walk {
    fn element(&mut self, element: ElementRef<'_>, verbatim: bool) {
        let name = element.value().name();
        let is_among = |names: &str| names.contains(&format!(" {name} "));
        let attributes = element.value().attrs();
        let mut attributes: Vec<_> = attributes
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        attributes.sort();
        let (block, verbatim) = (is_among(BLOCKS), verbatim || is_among(VERBATIM));
        self.edge(block);
        self.steps.push(Step::Open(name.to_owned(), attributes));
        for child in element.children() {
            match (ElementRef::wrap(child), child.value()) {
                (Some(element), _) => self.element(element, verbatim),
                (None, Node::Text(text)) if verbatim => self.text(text),
                (None, Node::Text(text)) => self.folded(text),
                (None, _) => {}
            }
        }
        self.edge(block);
        self.steps.push(Step::Close(name.to_owned()));
    }

    /// The edge of an element.
    fn edge(&mut self, block: bool) {
        if block {
            self.blank = false;
            self.line_begins = true;
        }
    }

    fn folded(&mut self, text: &str) {
        let mut folded = String::new();
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                self.blank = true;
                continue;
            }
            if self.blank && !self.line_begins {
                folded.push(' ');
            }
            folded.push(c);
            (self.blank, self.line_begins) = (false, false);
        }
        self.text(&folded);
    }

    fn text(&mut self, text: &str) {
        match self.steps.last_mut() {
            Some(Step::Text(before)) => before.push_str(text),
            _ if text.is_empty() => {}
            _ => self.steps.push(Step::Text(text.to_owned())),
        }
    }
}
