//! A template with what is constant already written: the same words, and less for the engine to do.

use std::collections::{BTreeMap, BTreeSet};

use crate::render::minify::syntax::inner;
use crate::render::theme::specialized::components::{Component, inlined};
use crate::render::theme::specialized::expression::{Expression, Role, loop_parts};
use crate::render::theme::specialized::tree::{Kind, Node, Way, read};

/// How deep components call one another before the engine is left to it.
const DEPTH: usize = 6;

/// What is known while templates are folded.
pub struct Folder<'k> {
    /// The values that are the same on all pages in question.
    pub constants: &'k BTreeSet<&'static str>,
    /// Whether `page.kind` is one of them.
    pub page_kind: bool,
    /// Names that templates give to values of their own.
    pub bound: &'k BTreeSet<String>,
    /// Components that only one template defines.
    pub components: &'k BTreeMap<&'k str, Component<'k>>,
    /// Writes a piece of a template with the constant values, where that succeeds.
    pub evaluate: &'k dyn Fn(&str) -> Option<String>,
}

/// Which names mean something constant at a place.
struct Scope<'s> {
    constants: BTreeSet<&'s str>,
    page_kind: bool,
    /// Whether calls of components may be replaced.
    inlines: bool,
}

impl<'s> Scope<'s> {
    /// The same where names are given to other values.
    fn without(&self, names: &[&str]) -> Scope<'s> {
        let constants = self.constants.iter().copied();
        Scope {
            constants: constants.filter(|name| !names.contains(name)).collect(),
            page_kind: self.page_kind && !names.contains(&"page"),
            inlines: self.inlines,
        }
    }
}

impl Folder<'_> {
    /// A template; nothing where it must stay as it is.
    pub fn template(&self, text: &str) -> Option<String> {
        let scope = Scope {
            constants: self.constants.iter().copied().collect(),
            page_kind: self.page_kind,
            inlines: true,
        };
        let mut out = String::with_capacity(text.len());
        self.nodes(&read(text)?, &scope, 0, &mut out)?;
        Some(out)
    }

    fn nodes(
        &self,
        nodes: &[Node<'_>],
        scope: &Scope<'_>,
        depth: usize,
        out: &mut String,
    ) -> Option<()> {
        for node in nodes {
            let open = !matches!(node.kind, Kind::Text | Kind::Comment);
            if open && self.is_constant(node, scope, &mut Vec::new(), depth) {
                match (self.evaluate)(node.whole).filter(|words| is_literal(words, out)) {
                    Some(words) => out.push_str(&words),
                    None => out.push_str(node.whole),
                }
                continue;
            }
            match &node.kind {
                Kind::Text => {
                    // A brace of words that were written must not meet one of these.
                    if out.ends_with('{') && node.whole.starts_with(['{', '%', '#']) {
                        return None;
                    }
                    out.push_str(node.whole);
                }
                Kind::Comment => {}
                Kind::Other => out.push_str(node.whole),
                Kind::Value => self.value(node.whole, scope, depth, out)?,
                Kind::If(ways) => self.choice(ways, scope, depth, out)?,
                Kind::For(ways) => {
                    let (names, _) = loop_parts(inner(ways.first()?.head))?;
                    self.ways(ways, &scope.without(&names), depth, out)?;
                    out.push_str("{% endfor %}");
                }
                Kind::Block(way) => {
                    out.push_str(way.head);
                    self.nodes(&way.body, scope, depth, out)?;
                    out.push_str("{% endblock %}");
                }
                Kind::Component(way) => {
                    out.push_str(way.head);
                    self.nodes(&way.body, &self.within(way), depth, out)?;
                    out.push_str("{% endcomponent %}");
                }
            }
        }
        Some(())
    }

    /// An expression: a call of a component is replaced by what it writes, where that is the same.
    fn value(&self, piece: &str, scope: &Scope<'_>, depth: usize, out: &mut String) -> Option<()> {
        let texts = scope.constants.contains("text").then_some("text");
        let body = (scope.inlines && depth < DEPTH)
            .then(|| inlined(piece, self.components, self.bound, texts))
            .flatten();
        let Some(body) = body else {
            out.push_str(piece);
            return Some(());
        };
        self.nodes(&read(&body)?, scope, depth + 1, out)
    }

    /// A condition: where it is constant, only what it leads to is left.
    fn choice(
        &self,
        ways: &[Way<'_>],
        scope: &Scope<'_>,
        depth: usize,
        out: &mut String,
    ) -> Option<()> {
        let (first, rest) = ways.split_first()?;
        let otherwise = match rest {
            [] => None,
            [only] if inner(only.head) == "else" => Some(only),
            _ => return self.open_choice(ways, scope, depth, out),
        };
        let condition = inner(first.head).strip_prefix("if")?;
        if !self.is_constant_expression(condition, scope, &[], depth) {
            return self.open_choice(ways, scope, depth, out);
        }
        match (self.evaluate)(&format!("{}1{{% endif %}}", first.head)).as_deref() {
            Some("1") => self.nodes(&first.body, scope, depth, out),
            Some("") => otherwise.map_or(Some(()), |way| self.nodes(&way.body, scope, depth, out)),
            _ => self.open_choice(ways, scope, depth, out),
        }
    }

    fn open_choice(
        &self,
        ways: &[Way<'_>],
        scope: &Scope<'_>,
        depth: usize,
        out: &mut String,
    ) -> Option<()> {
        self.ways(ways, scope, depth, out)?;
        out.push_str("{% endif %}");
        Some(())
    }

    fn ways(
        &self,
        ways: &[Way<'_>],
        scope: &Scope<'_>,
        depth: usize,
        out: &mut String,
    ) -> Option<()> {
        for way in ways {
            out.push_str(way.head);
            self.nodes(&way.body, scope, depth, out)?;
        }
        Some(())
    }

    /// What is constant inside a component: of what it takes from where it is called.
    fn within(&self, way: &Way<'_>) -> Scope<'static> {
        let names = Expression::read(inner(way.head));
        let before: Vec<&str> = way.head.split('@').skip(1).collect();
        let implicit = |name: &str| {
            let mut taken = before.iter();
            taken.any(|taken| {
                let rest = taken.trim_start().strip_prefix(name);
                rest.is_some_and(|rest| {
                    !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
                })
            })
        };
        let plain = !names.has("...");
        Scope {
            constants: self
                .constants
                .iter()
                .copied()
                .filter(|name| plain && implicit(name))
                .collect(),
            page_kind: false,
            inlines: false,
        }
    }

    /// Whether what a part writes is constant.
    fn is_constant<'n>(
        &self,
        node: &Node<'n>,
        scope: &Scope<'_>,
        own: &mut Vec<&'n str>,
        depth: usize,
    ) -> bool {
        let all = |nodes: &[Node<'n>], own: &mut Vec<&'n str>| {
            nodes
                .iter()
                .all(|node| self.is_constant(node, scope, own, depth))
        };
        match &node.kind {
            Kind::Text | Kind::Comment => true,
            Kind::Value => self.is_constant_expression(inner(node.whole), scope, own, depth),
            Kind::If(ways) => ways.iter().all(|way| {
                let condition = inner(way.head);
                let condition = condition.strip_prefix("el").unwrap_or(condition);
                let constant = match condition.strip_prefix("if") {
                    Some(condition) => self.is_constant_expression(condition, scope, own, depth),
                    None => condition == "se",
                };
                constant && all(&way.body, own)
            }),
            Kind::For(ways) => {
                let Some((first, rest)) = ways.split_first() else {
                    return false;
                };
                let Some((names, over)) = loop_parts(inner(first.head)) else {
                    return false;
                };
                if !self.is_constant_expression(over, scope, own, depth) {
                    return false;
                }
                let outer = own.len();
                own.extend(names);
                own.push("loop");
                let constant = all(&first.body, own);
                own.truncate(outer);
                constant && rest.iter().all(|way| all(&way.body, own))
            }
            Kind::Block(_) | Kind::Component(_) | Kind::Other => false,
        }
    }

    fn is_constant_expression(
        &self,
        text: &str,
        scope: &Scope<'_>,
        own: &[&str],
        depth: usize,
    ) -> bool {
        let expression = Expression::read(text);
        if expression.is_empty() || expression.has_inner_call() {
            return false;
        }
        if expression.has("...") || expression.has("for") {
            return false;
        }
        expression.names().all(|name| match name.role {
            Role::Attribute | Role::Argument | Role::Other => true,
            Role::Function if name.name == "t" => scope.constants.contains("lang"),
            Role::Function => name.name == "asset",
            Role::Component => self.is_constant_component(name.name, scope, depth),
            Role::Root => {
                own.contains(&name.name)
                    || scope.constants.contains(name.name)
                    || (name.name == "page"
                        && scope.page_kind
                        && expression.is_only(name.at, "kind"))
            }
        })
    }

    /// Whether what a component writes depends on its arguments and on constant values alone.
    fn is_constant_component(&self, name: &str, scope: &Scope<'_>, depth: usize) -> bool {
        let Some(component) = self.components.get(name).filter(|_| depth < DEPTH) else {
            return false;
        };
        if !component
            .implicit()
            .all(|name| scope.constants.contains(name))
        {
            return false;
        }
        let own = component.parameters.iter().map(|parameter| parameter.name);
        let mut own: Vec<&str> = own.collect();
        let inside = Scope {
            constants: component.implicit().collect(),
            page_kind: false,
            inlines: false,
        };
        let mut body = component.body.iter();
        body.all(|node| self.is_constant(node, &inside, &mut own, depth + 1))
    }
}

/// Whether the engine would read words as nothing but words, behind those that stand there.
fn is_literal(words: &str, before: &str) -> bool {
    let marks = ["{{", "{%", "{#"];
    let meets = before.ends_with('{') && words.starts_with(['{', '%', '#']);
    !meets && !words.ends_with('{') && !marks.iter().any(|mark| words.contains(mark))
}
