//! Components: what each takes, and which calls of them can be replaced by what they write.
//!
//! The engine builds a context of its own for each call, which costs more than most components write.

use std::collections::{BTreeMap, BTreeSet};

use crate::render::minify::syntax::{self, Syntax, first_word, inner};
use crate::render::theme::specialized::expression::{Expression, Given, Role, loop_parts};
use crate::render::theme::specialized::tree::{self, Kind, Node};

/// A component.
#[derive(Debug)]
pub struct Component<'t> {
    /// What it takes.
    pub parameters: Vec<Parameter<'t>>,
    /// What it writes.
    pub body: Vec<Node<'t>>,
}

/// What a component takes.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'t> {
    /// Its name.
    pub name: &'t str,
    /// Whether it is taken from where the component is called.
    pub implicit: bool,
    /// Its type, when that is stated.
    pub of_type: Option<&'t str>,
}

impl Component<'_> {
    /// The names of what is taken from where it is called.
    pub fn implicit(&self) -> impl Iterator<Item = &str> {
        let implicit = self
            .parameters
            .iter()
            .filter(|parameter| parameter.implicit);
        implicit.map(|parameter| parameter.name)
    }
}

/// The components that exactly one of some templates defines.
pub fn components<'t>(
    templates: impl Iterator<Item = &'t str>,
) -> BTreeMap<&'t str, Component<'t>> {
    let mut found: BTreeMap<&str, Option<Component<'_>>> = BTreeMap::new();
    for text in templates {
        let Some(nodes) = tree::read(text) else {
            for (name, _) in heads(text) {
                found.insert(name, None);
            }
            continue;
        };
        for node in nodes {
            let Kind::Component(way) = node.kind else {
                continue;
            };
            let Some((name, parameters)) = definition(way.head) else {
                continue;
            };
            let known = found.contains_key(name);
            let component = parameters.map(|parameters| Component {
                parameters,
                body: way.body,
            });
            found.insert(name, component.filter(|_| !known));
        }
    }
    let sound = found.into_iter();
    sound
        .filter_map(|(name, component)| Some((name, component?)))
        .collect()
}

/// The names of components with their heads, where a template cannot be read as a whole.
fn heads(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let starts = text.match_indices("{%").map(|(at, _)| at);
    starts.filter_map(|at| match syntax::read(&text[at..])? {
        (Syntax::Component(name), _) => Some((name, at)),
        _ => None,
    })
}

/// The name of a component and what it takes; nothing where that cannot be told.
fn definition(head: &str) -> Option<(&str, Option<Vec<Parameter<'_>>>)> {
    let (_, after) = first_word(inner(head));
    let (name, after) = first_word(after);
    let Some((list, "")) = after
        .trim()
        .strip_prefix('(')
        .and_then(|list| list.split_once(')'))
    else {
        return Some((name, None));
    };
    if list.contains(['(', '[', '{', '"', '\'', '`']) || list.contains("...") {
        return Some((name, None));
    }
    let parts = list
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let parameters = parts.map(|part| {
        let (part, _) = part.split_once('=').unwrap_or((part, ""));
        let (part, of_type) = match part.split_once(':') {
            Some((part, of_type)) => (part, Some(of_type.trim())),
            None => (part, None),
        };
        let part = part.trim();
        Parameter {
            name: part.trim_start_matches('@').trim(),
            implicit: part.starts_with('@'),
            of_type,
        }
    });
    Some((name, Some(parameters.collect())))
}

/// What a call of a component writes, as a template of where it is called; nothing where a call must be
/// left to the engine. `bound` are the names that templates give to values of their own; `texts` is the
/// name of a value of which every part is a text.
pub fn inlined(
    call: &str,
    components: &BTreeMap<&str, Component<'_>>,
    bound: &BTreeSet<String>,
    texts: Option<&str>,
) -> Option<String> {
    let expression = Expression::read(inner(call));
    let (name, given) = expression.plain_call()?;
    let component = components.get(name)?;
    let mut values: BTreeMap<&str, Given<'_>> = BTreeMap::new();
    for parameter in &component.parameters {
        let mut stated = given.iter().filter(|(name, _)| *name == parameter.name);
        match (stated.next(), parameter.implicit) {
            (None, true) if !bound.contains(parameter.name) => {}
            (Some((name, value)), false) if fits(parameter, value, texts) => {
                values.insert(name, *value);
            }
            _ => return None,
        }
    }
    if values.len() != given.len() {
        return None;
    }
    let mut writer = Inliner {
        component,
        values,
        own: Vec::new(),
        out: String::new(),
    };
    writer.nodes(&component.body)?;
    Some(writer.out)
}

/// Whether it is certain that a value is of the stated type.
fn fits(parameter: &Parameter<'_>, value: &Given<'_>, texts: Option<&str>) -> bool {
    match (parameter.of_type, value) {
        (None, _) | (Some("string"), Given::Text(_)) => true,
        (Some("string"), Given::Path { root, path }) => Some(*root) == texts && root != path,
        _ => false,
    }
}

/// Writes the body of a component with what it is given in place of its parameters.
struct Inliner<'c, 't> {
    component: &'c Component<'t>,
    values: BTreeMap<&'c str, Given<'c>>,
    /// The names of the loops around.
    own: Vec<&'t str>,
    out: String,
}

impl<'t> Inliner<'_, 't> {
    fn nodes(&mut self, nodes: &[Node<'t>]) -> Option<()> {
        for node in nodes {
            match &node.kind {
                Kind::Text => self.out.push_str(node.whole),
                Kind::Comment => {}
                Kind::Value => self.expression(node.whole, inner(node.whole))?,
                Kind::If(ways) => {
                    for way in ways {
                        self.expression(way.head, inner(way.head))?;
                        self.nodes(&way.body)?;
                    }
                    self.out.push_str("{% endif %}");
                }
                Kind::For(ways) => self.ways_of_loop(ways)?,
                Kind::Block(_) | Kind::Component(_) | Kind::Other => return None,
            }
        }
        Some(())
    }

    fn ways_of_loop(&mut self, ways: &[tree::Way<'t>]) -> Option<()> {
        let (first, rest) = ways.split_first()?;
        let (names, over) = loop_parts(inner(first.head))?;
        let taken = |name: &&str| {
            let parameters = &self.component.parameters;
            let given = self.values.values();
            parameters.iter().any(|parameter| parameter.name == *name)
                || given
                    .into_iter()
                    .any(|it| matches!(it, Given::Path { root, .. } if root == name))
        };
        if names.iter().any(taken) {
            return None;
        }
        self.expression(first.head, over)?;
        let outer = self.own.len();
        self.own.extend(names);
        self.nodes(&first.body)?;
        self.own.truncate(outer);
        for way in rest {
            self.out.push_str(way.head);
            self.nodes(&way.body)?;
        }
        self.out.push_str("{% endfor %}");
        Some(())
    }

    /// A piece of syntax with its expression, which is a part of it.
    fn expression(&mut self, piece: &'t str, text: &'t str) -> Option<()> {
        let start = text.as_ptr() as usize - piece.as_ptr() as usize;
        let expression = Expression::read(text);
        if expression.has("for") && !piece.starts_with("{% for") || expression.has("...") {
            return None;
        }
        let mut done = 0;
        for name in expression.names() {
            match name.role {
                Role::Function if name.name == "t" => {
                    let mut taken = self.component.implicit();
                    taken.any(|name| name == "lang").then_some(())?;
                }
                Role::Function if name.name != "asset" => return None,
                Role::Root if self.own.contains(&name.name) => {}
                Role::Root => {
                    let mut taken = self.component.parameters.iter();
                    taken
                        .any(|parameter| parameter.name == name.name)
                        .then_some(())?;
                    if expression.is_bare(name.at) {
                        return None;
                    }
                    let Some(given) = self.values.get(name.name) else {
                        continue;
                    };
                    let value = match given {
                        Given::Text(text) if !expression.is_asked(name.at) => text,
                        Given::Path { path, .. } => path,
                        Given::Text(_) => return None,
                    };
                    let at = start + name.range.start;
                    self.out.push_str(&piece[done..at]);
                    self.out.push_str(value);
                    done = start + name.range.end;
                }
                _ => {}
            }
        }
        self.out.push_str(&piece[done..]);
        Some(())
    }
}
