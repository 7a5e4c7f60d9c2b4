//! Expressions of the engine in their words: what each name in them is.

use std::ops::Range;

/// A word of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// A name or a keyword.
    Name,
    /// A text, with its quotes.
    Text,
    /// A number.
    Number,
    /// `==`, `...`, or a single mark.
    Mark,
}

/// What a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The name of a value: `unit` in `unit.name`.
    Root,
    /// What is asked of a value: `name` in `unit.name`.
    Attribute,
    /// The name of an argument: `key` in `t(key="home")`.
    Argument,
    /// A function.
    Function,
    /// A component.
    Component,
    /// A filter, a test or a keyword.
    Other,
}

/// An expression.
#[derive(Debug)]
pub struct Expression<'t> {
    text: &'t str,
    words: Vec<(Word, Range<usize>)>,
}

/// A name in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name<'t> {
    /// The name.
    pub name: &'t str,
    /// What it is.
    pub role: Role,
    /// Which word it is.
    pub at: usize,
    /// Its bytes.
    pub range: Range<usize>,
}

/// Names that are no values.
const KEYWORDS: [&str; 15] = [
    "and", "or", "not", "in", "is", "if", "else", "elif", "for", "true", "false", "none", "True",
    "False", "None",
];

impl<'t> Expression<'t> {
    /// Reads what stands between delimiters.
    pub fn read(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let (mut words, mut at) = (Vec::new(), 0);
        while at < bytes.len() {
            let start = at;
            let word = match bytes[at] {
                b if b.is_ascii_whitespace() => {
                    at += 1;
                    continue;
                }
                quote @ (b'"' | b'\'' | b'`') => {
                    at += 1;
                    while at < bytes.len() && bytes[at] != quote {
                        at += if bytes[at] == b'\\' { 2 } else { 1 };
                    }
                    at = (at + 1).min(bytes.len());
                    Word::Text
                }
                b if b.is_ascii_digit() => {
                    at += count(&text[at..], |c| c.is_ascii_alphanumeric());
                    Word::Number
                }
                b if is_name(char::from(b)) || !b.is_ascii() => {
                    at += count(&text[at..], |c| is_name(c) || !c.is_ascii()).max(1);
                    Word::Name
                }
                _ => {
                    let long = ["...", "=="]
                        .into_iter()
                        .find(|it| text[at..].starts_with(it));
                    at += long.map_or(1, str::len);
                    Word::Mark
                }
            };
            words.push((word, start..at));
        }
        Self { text, words }
    }

    /// A word.
    fn word(&self, at: usize) -> Option<&'t str> {
        let (_, range) = self.words.get(at)?;
        self.text.get(range.clone())
    }

    /// The word before one.
    fn before(&self, at: usize) -> Option<&'t str> {
        self.word(at.checked_sub(1)?)
    }

    /// Whether there is a word.
    pub fn has(&self, word: &str) -> bool {
        (0..self.words.len()).any(|at| self.word(at) == Some(word))
    }

    /// Whether it is a call of a component: `<name … />`.
    pub fn is_call(&self) -> bool {
        self.word(0) == Some("<")
    }

    /// Whether `<` stands anywhere but at its start.
    pub fn has_inner_call(&self) -> bool {
        (1..self.words.len()).any(|at| self.word(at) == Some("<"))
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The names in it, in order.
    pub fn names(&self) -> impl Iterator<Item = Name<'t>> {
        let names = self.words.iter().enumerate();
        names
            .filter(|(_, (word, _))| *word == Word::Name)
            .map(|(at, (_, range))| Name {
                name: &self.text[range.clone()],
                role: self.role(at),
                at,
                range: range.clone(),
            })
    }

    fn role(&self, at: usize) -> Role {
        let (before, after) = (self.before(at), self.word(at + 1));
        let name = self.word(at).unwrap_or_default();
        match before {
            Some(".") => return Role::Attribute,
            Some("<") if at == 1 => return Role::Component,
            Some("|" | "is") => return Role::Other,
            Some("not") if at >= 2 && self.word(at - 2) == Some("is") => return Role::Other,
            _ => {}
        }
        match after {
            _ if KEYWORDS.contains(&name) => Role::Other,
            Some("=") => Role::Argument,
            Some("(") => Role::Function,
            _ => Role::Root,
        }
    }

    /// Whether a value is asked for exactly one thing: `page.kind`, and nothing of that.
    pub fn is_only(&self, at: usize, attribute: &str) -> bool {
        self.word(at + 1) == Some(".")
            && self.word(at + 2) == Some(attribute)
            && !matches!(self.word(at + 3), Some("." | "[" | "(" | "?"))
    }

    /// Whether something is asked of a word.
    pub fn is_asked(&self, at: usize) -> bool {
        matches!(self.word(at + 1), Some("." | "[" | "?"))
    }

    /// Whether a name stands alone among the arguments of a call: `<name given />`.
    pub fn is_bare(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.words.get(at));
        self.is_call()
            && before.is_some_and(|(word, range)| match word {
                Word::Name => !KEYWORDS.contains(&&self.text[range.clone()]),
                Word::Text => true,
                Word::Number | Word::Mark => &self.text[range.clone()] == "}",
            })
    }

    /// A call with its arguments, where each is a text or a plain path.
    pub fn plain_call(&self) -> Option<(&'t str, Vec<(&'t str, Given<'t>)>)> {
        let (Some("<"), Some(component)) = (self.word(0), self.word(1)) else {
            return None;
        };
        let (mut at, mut arguments) = (2, Vec::new());
        loop {
            if (self.word(at), self.word(at + 1)) == (Some("/"), Some(">")) {
                return (at + 2 == self.words.len()).then_some((component, arguments));
            }
            let (Some((Word::Name, _)), Some("=")) = (self.words.get(at), self.word(at + 1)) else {
                return None;
            };
            let name = self.word(at)?;
            let value = match self.words.get(at + 2)? {
                (Word::Text, range) => {
                    at += 3;
                    Given::Text(&self.text[range.clone()])
                }
                _ if self.word(at + 2) == Some("{") => {
                    let (path, next) = self.path(at + 3)?;
                    at = next + 1;
                    (self.word(next) == Some("}")).then_some(path)?
                }
                _ => return None,
            };
            arguments.push((name, value));
        }
    }

    /// A plain path that begins at a word, and the word behind it.
    fn path(&self, start: usize) -> Option<(Given<'t>, usize)> {
        let is_name = |at: usize| matches!(self.words.get(at), Some((Word::Name, _)));
        let root = self.word(start).filter(|name| !KEYWORDS.contains(name))?;
        let mut end = start;
        while is_name(end) && self.word(end + 1) == Some(".") && is_name(end + 2) {
            end += 2;
        }
        let whole = self.words[start].1.start..self.words.get(end)?.1.end;
        let path = &self.text[whole];
        is_name(end).then_some((Given::Path { root, path }, end + 1))
    }
}

/// What a component is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given<'t> {
    /// A text, with its quotes.
    Text(&'t str),
    /// `unit.contact.phone`
    Path {
        /// `unit`
        root: &'t str,
        /// The whole.
        path: &'t str,
    },
}

/// The names that a loop gives to what it goes through, and what that is: from `for a, b in c`.
pub fn loop_parts(inner: &str) -> Option<(Vec<&str>, &str)> {
    let (names, rest) = inner.strip_prefix("for")?.split_once(" in ")?;
    let names: Vec<&str> = names.split(',').map(str::trim).collect();
    let plain = |name: &&str| !name.is_empty() && name.chars().all(is_name);
    names.iter().all(plain).then_some((names, rest))
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The length of what a text begins with.
fn count(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}
