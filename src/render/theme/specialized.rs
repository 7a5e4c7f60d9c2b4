//! Templates for many pages: what is the same on all pages of a kind in a region and language is written
//! into them once, and small components stand where they are called.
//!
//! This changes nothing but the time a page takes. What is constant is written by the engine itself,
//! from the templates as they are; whatever cannot be told for certain is left to it; and a page that
//! fails this way is made from the templates as they are, which then say what is wrong. The first pages
//! are made both ways: where one is another, templates of its sort stay as they are.

mod components;
mod expression;
mod fold;
mod tree;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use tera::{Context, Tera, Value};

use crate::render::minify::syntax::{self, Syntax, first_word, inner};
use crate::render::theme::specialized::components::components;
use crate::render::theme::specialized::expression::{Expression, Role, loop_parts};
use crate::render::theme::specialized::fold::Folder;

/// How many pages of a sort are made before templates are specialized for the rest: it takes about as long
/// as it saves on these.
const WORTH_WHILE: usize = 64;

/// How many pages of a sort are then made both ways, and compared.
const COMPARED: usize = 8;

/// The values that every template gets and that are the same on all pages of a region and language.
const SAME: [&str; 4] = ["lang", "text", "site", "region"];

/// Engines with specialized templates, by the sort of pages they are for.
pub struct Specialized {
    worth_while: usize,
    /// How many pages of a sort are made both ways.
    compared: usize,
    /// The templates of pages by name, as the engine has them.
    texts: BTreeMap<String, String>,
    sorts: RwLock<Vec<(Sort, Arc<Engine>)>>,
}

/// Pages that have the same constant values.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sort {
    lang: String,
    region: Option<String>,
    kind: String,
    template: String,
}

/// The engine of a sort of pages.
#[derive(Default)]
struct Engine {
    /// How many pages were made without it.
    made: AtomicUsize,
    /// The engine; nothing where nothing can be specialized.
    tera: OnceLock<Option<Tera>>,
    /// How many pages were made both ways.
    compared: AtomicUsize,
    /// Whether a page failed with it, or was another, and all have to be made without.
    failed: AtomicBool,
}

impl Specialized {
    /// Templates by name, as the engine has them.
    pub fn new(texts: BTreeMap<String, String>) -> Self {
        Self {
            worth_while: WORTH_WHILE,
            compared: COMPARED,
            texts,
            sorts: RwLock::default(),
        }
    }

    /// Makes special templates after another number of pages, and compares none: a test does.
    #[cfg(test)]
    pub fn after(&mut self, pages: usize) {
        self.worth_while = pages;
        self.compared = 0;
    }

    /// A page with specialized templates, when there are any for pages of its sort and they do not fail.
    pub fn write(&self, tera: &Tera, template: &str, context: &Context) -> Option<Vec<u8>> {
        let engine = self.engine(template, context)?;
        if engine.tera.get().is_none() {
            // One thread specializes them; the others go on meanwhile.
            if engine.made.fetch_add(1, Ordering::Relaxed) != self.worth_while {
                return None;
            }
            let _ = engine
                .tera
                .set(specialize(&self.texts, tera, template, context));
        }
        let specialized = engine.tera.get()?.as_ref()?;
        if engine.failed.load(Ordering::Relaxed) {
            return None;
        }
        let bytes = rendered(specialized, template, context);
        let is_sound = |bytes: &Vec<u8>| {
            engine.compared.load(Ordering::Relaxed) >= self.compared
                || engine.compared.fetch_add(1, Ordering::Relaxed) >= self.compared
                || rendered(tera, template, context).as_ref() == Some(bytes)
        };
        let bytes = bytes.filter(is_sound);
        if bytes.is_none() {
            engine.failed.store(true, Ordering::Relaxed);
        }
        bytes
    }

    /// The engine for a page.
    fn engine(&self, template: &str, context: &Context) -> Option<Arc<Engine>> {
        let lang = context.get("lang")?.as_str()?;
        let kind = part(context, "page", "kind")?;
        let region = part(context, "region", "id");
        let is_it = |(sort, _): &&(Sort, Arc<Engine>)| {
            sort.lang == lang
                && sort.region.as_deref() == region
                && sort.kind == kind
                && sort.template == template
        };
        let sorts = self.sorts.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, engine)) = sorts.iter().find(is_it) {
            return Some(engine.clone());
        }
        drop(sorts);
        let mut sorts = self.sorts.write().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, engine)) = sorts.iter().find(is_it) {
            return Some(engine.clone());
        }
        let sort = Sort {
            lang: lang.to_owned(),
            region: region.map(str::to_owned),
            kind: kind.to_owned(),
            template: template.to_owned(),
        };
        let engine = Arc::new(Engine::default());
        sorts.push((sort, engine.clone()));
        Some(engine)
    }
}

/// A page, where it can be made.
fn rendered(tera: &Tera, template: &str, context: &Context) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(32 * 1024);
    let written = tera.render_to(template, context, &mut bytes);
    written.is_ok().then_some(bytes)
}

/// A text in one of a page's values.
fn part<'c>(context: &'c Context, value: &str, name: &str) -> Option<&'c str> {
    let parts = context.get(value)?.as_map()?.iter();
    let mut parts = parts.filter(|(key, _)| key.as_str() == Some(name));
    parts.next()?.1.as_str()
}

/// The templates of a page with what is the same on all pages like it written into them.
fn specialize(
    texts: &BTreeMap<String, String>,
    tera: &Tera,
    template: &str,
    page: &Context,
) -> Option<Tera> {
    let folded = folded(texts, tera, template, page)?;
    let mut specialized = tera.clone();
    specialized.add_raw_templates(folded).ok()?;
    Some(specialized)
}

/// The texts of these templates by name.
fn folded<'t>(
    texts: &'t BTreeMap<String, String>,
    tera: &Tera,
    template: &'t str,
    page: &Context,
) -> Option<Vec<(&'t str, String)>> {
    if texts.values().any(|text| text.contains("__tera")) {
        return None;
    }
    let used = used(texts, template);
    let html = || used.iter().filter(|(name, _)| name.ends_with(".html"));
    let mut bound = BTreeSet::new();
    for text in used.values() {
        bound_in(text, &mut bound);
    }
    let constants: BTreeSet<&'static str> = SAME
        .into_iter()
        .filter(|name| !bound.contains(*name))
        .collect();
    let page_kind = !bound.contains("page");
    let mut same = Context::new();
    for name in &constants {
        if let Some(value) = page.get(name) {
            same.insert_value(*name, value.clone());
        }
    }
    if let Some(kind) = part(page, "page", "kind") {
        same.insert_value("page", Value::from(BTreeMap::from([("kind", kind)])));
    }
    let known: RefCell<BTreeMap<String, Option<String>>> = RefCell::default();
    let evaluate = |piece: &str| {
        if let Some(words) = known.borrow().get(piece) {
            return words.clone();
        }
        let words = tera.render_str(piece, &same, true).ok();
        known.borrow_mut().insert(piece.to_owned(), words.clone());
        words
    };
    let components = components(html().map(|(_, text)| *text));
    let folder = Folder {
        constants: &constants,
        page_kind,
        bound: &bound,
        components: &components,
        evaluate: &evaluate,
    };
    let folded = html().filter_map(|(name, text)| Some((*name, folder.template(text)?)));
    Some(folded.collect())
}

/// The templates that a page may be made with: its own, those it extends and includes, and those with
/// components; by name, those of all layers.
fn used<'t>(texts: &'t BTreeMap<String, String>, template: &'t str) -> BTreeMap<&'t str, &'t str> {
    let entry = |(name, text): (&'t String, &'t String)| (name.as_str(), text.as_str());
    let components = texts.iter().filter(|(_, text)| text.contains("component"));
    let mut used: BTreeMap<&str, &str> = components.map(entry).collect();
    let mut wanted = vec![template];
    wanted.extend(used.values().flat_map(|text| named_in(text)));
    let mut seen = BTreeSet::new();
    while let Some(next) = wanted.pop() {
        if !seen.insert(next) {
            continue;
        }
        for layer in ["", "site/", "default/"] {
            if let Some(found) = texts.get_key_value(&format!("{layer}{next}")) {
                let (name, text) = entry(found);
                used.insert(name, text);
                wanted.extend(named_in(text));
            }
        }
    }
    used
}

/// The templates that a template may extend or include.
fn named_in(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.match_indices("{%").map(|(at, _)| &text[at..]);
    let pieces = starts.filter_map(|rest| Some(inner(&rest[..syntax::read(rest)?.1])));
    let names = pieces.filter(|piece| piece.starts_with("extends") || piece.starts_with("include"));
    names.flat_map(|piece| piece.split(['"', '\'', '`']).skip(1).step_by(2))
}

/// The names that a template gives to values of its own. Components see no others, so what is named inside
/// them counts only where it would else be taken from where they are called.
fn bound_in(text: &str, bound: &mut BTreeSet<String>) {
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find('{').map(|next| at + next) {
        let rest = &text[next..];
        let read = syntax::begins(rest).then(|| syntax::read(rest)).flatten();
        let Some((syntax, length)) = read else {
            at = next + 1;
            continue;
        };
        at = next + length;
        let piece = inner(&rest[..length]);
        match syntax {
            Syntax::Block(_) | Syntax::Component(_) | Syntax::Capture => open.push(syntax),
            Syntax::End => {
                open.pop();
            }
            _ => {}
        }
        let expression = Expression::read(piece);
        let mut given = given_in(syntax, piece, &expression);
        let named = named_by(syntax, piece, &expression);
        match open.iter().any(|open| matches!(open, Syntax::Component(_))) {
            true => given.extend(named),
            false => bound.extend(named.into_iter().map(str::to_owned)),
        }
        let same = given.into_iter().filter(|name| SAME.contains(name));
        bound.extend(same.map(str::to_owned));
    }
}

/// The names of what a piece hands to a component, or of what it says that a component takes from who
/// calls it.
fn given_in<'t>(
    syntax: Syntax<'_>,
    piece: &'t str,
    expression: &Expression<'t>,
) -> BTreeSet<&'t str> {
    let is_given = |role: Role, at: usize| match syntax {
        Syntax::Component(_) => !piece[..at].trim_end().ends_with('@'),
        _ => piece.starts_with('<') && role == Role::Argument,
    };
    let names = expression.names();
    let given = names.filter(|name| is_given(name.role, name.range.start));
    given.map(|name| name.name).collect()
}

/// The names that a piece gives to values.
fn named_by<'t>(
    syntax: Syntax<'_>,
    piece: &'t str,
    expression: &Expression<'t>,
) -> BTreeSet<&'t str> {
    let all = || expression.names().map(|name| name.name).collect();
    match (syntax, first_word(piece)) {
        (Syntax::For, _) => match loop_parts(piece) {
            Some((names, _)) => names.into_iter().collect(),
            None => all(),
        },
        (_, ("set" | "set_global", rest)) => [first_word(rest).0].into(),
        (Syntax::Silent | Syntax::Raw, _) => BTreeSet::new(),
        _ if expression.has("for") => all(),
        _ => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPONENTS: &str = "{% component day(at) %}<i>{{ at.iso }}</i>{% endcomponent %}\
        {% component days(of: string, rows, @text) %}{{ of }}{{ text.b }}{% for row in rows %}{{ <day at={row} /> }}{% endfor %}{% endcomponent %}\
        {% component pages(of) %}{% for page in of %}{{ page.kind }}{% endfor %}{% endcomponent %}\
        {% component own(a) %}{{ a }}{{ text.b }}{% endcomponent %}";

    /// A template of a page that has some values, folded.
    fn folded_page(page: &str) -> String {
        let texts = [
            ("default/components.html", COMPONENTS),
            ("default/page.html", page),
        ];
        let texts = texts.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let mut tera = Tera::default();
        tera.set_fallback_prefixes(["default/"])
            .expect("no template is there");
        tera.add_raw_templates(texts.clone())
            .expect("sound templates");
        let mut context = Context::new();
        context.insert("lang", "sv");
        context.insert("text", &BTreeMap::from([("b", "B<"), ("brace", "{")]));
        context.insert("site", &BTreeMap::from([("some", vec![1, 2])]));
        context.insert("page", &BTreeMap::from([("kind", "unit")]));
        let texts = BTreeMap::from(texts);
        let folded = folded(&texts, &tera, "page.html", &context).expect("can be folded");
        let page = folded
            .into_iter()
            .find(|(name, _)| *name == "default/page.html");
        page.map(|(_, text)| text).unwrap_or_default()
    }

    #[test]
    fn what_is_constant_is_written() {
        let cases = [
            ("<p>{{ text.b }}{{ unit }}</p>", "<p>B&lt;{{ unit }}</p>"),
            (
                "{% if region %}a{% else %}{{ unit }}{% endif %}",
                "{{ unit }}",
            ),
            (
                "{% for a in site.some %}{{ a }}{{ loop.last }} {% endfor %}",
                "1false 2true ",
            ),
            (
                "{% for a in site.some %}{{ unit }}{% endfor %}",
                "{% for a in site.some %}{{ unit }}{% endfor %}",
            ),
            (
                "{{ page.kind == \"unit\" }}{{ page.href }}",
                "true{{ page.href }}",
            ),
            (
                "{% if unit and text.b %}{{ lang }}{% elif a %}{# c #}{% endif %}",
                "{% if unit and text.b %}sv{% elif a %}{% endif %}",
            ),
            // What does not say what it is stays for the engine to complain of.
            (
                "{{ text.nothing }}{{ unit is defined }}",
                "{{ text.nothing }}{{ unit is defined }}",
            ),
            (
                "{{ text.brace }}{{ text.brace }}",
                "{{ text.brace }}{{ text.brace }}",
            ),
        ];
        for (page, expected) in cases {
            assert_eq!(folded_page(page), expected, "{page}");
        }
    }

    #[test]
    fn templates_that_write_something_else_are_not_used() {
        let plain = |text: &str| {
            let mut tera = Tera::default();
            tera.add_raw_template("page.html", text)
                .expect("it is sound");
            tera
        };
        let tera = plain("a{{ unit }}");
        let mut context = Context::new();
        context.insert("lang", "sv");
        context.insert("page", &BTreeMap::from([("kind", "unit")]));
        context.insert("unit", "b");
        for (text, used) in [("a{{ unit }}", true), ("A{{ unit }}", false)] {
            let specialized = Specialized::new(BTreeMap::new());
            let engine = specialized.engine("page.html", &context);
            let other = engine.expect("a sort of pages").tera.set(Some(plain(text)));
            other.expect("none was there");
            let written = specialized.write(&tera, "page.html", &context);
            assert_eq!(written.as_deref(), used.then_some(&b"ab"[..]), "{text}");
            // Nor is it asked again.
            let again = specialized.write(&plain(text), "page.html", &context);
            assert_eq!(again.is_some(), used, "{text}");
        }
    }

    #[test]
    fn small_components_stand_where_they_are_called() {
        let cases = [
            ("{{ <day at={unit.day} /> }}", "<i>{{ unit.day.iso }}</i>"),
            (
                "{{ <days of=\"x\" rows={unit.days} /> }}",
                "xB&lt;{% for row in unit.days %}<i>{{ row.iso }}</i>{% endfor %}",
            ),
            (
                "{{ <pages of={unit} /> }}{{ page.kind }}",
                "{% for page in unit %}{{ page.kind }}{% endfor %}unit",
            ),
            // A loop's name that would mean another value, a type that is not certain, a value that the
            // component would not see.
            (
                "{{ <days of=\"x\" rows={row} /> }}",
                "{{ <days of=\"x\" rows={row} /> }}",
            ),
            (
                "{{ <days of={unit} rows={unit} /> }}",
                "{{ <days of={unit} rows={unit} /> }}",
            ),
            ("{{ <own a={unit} /> }}", "{{ <own a={unit} /> }}"),
            (
                "{{ <day at={unit | first} /> }}",
                "{{ <day at={unit | first} /> }}",
            ),
        ];
        for (page, expected) in cases {
            assert_eq!(folded_page(page), expected, "{page}");
        }
    }

    #[test]
    fn names_that_a_template_gives_mean_nothing_constant() {
        let cases = [
            "{% for text in unit %}{{ text.b }}{% endfor %}{{ text.b }}",
            "{% set text = unit %}{{ text.b }}",
            "{{ [text for text in unit] }}{{ text.b }}",
            "{{ <days of=\"x\" rows={unit} text={unit} /> }}{{ text.b }}",
            "{% component own_text(text) %}{{ <days of=\"x\" rows={text} /> }}{% endcomponent %}{{ text.b }}",
            "{% component own_text(a, @text) %}{% for text in a %}{{ text.b }}{% endfor %}{% endcomponent %}{{ text.b }}",
            "{{- text.b -}} {{ text.b }}",
        ];
        for page in cases {
            let folded = folded_page(page);
            assert!(folded.is_empty() || folded == page, "{folded}");
        }
    }
}
