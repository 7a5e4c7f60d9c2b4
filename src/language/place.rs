//! What stands at an offset of a TOML text: a key, a value, a table header, and of which table.
//!
//! The text is read token by token and never needs to be valid, because it is asked while somebody
//! types. What a key means is no business of this module.

use std::collections::BTreeSet;
use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A key, or where one may stand.
    Key,
    /// A value, or where one may stand.
    Value,
    /// A part of a table header.
    Header,
    /// A comment.
    Comment,
}

/// An offset in the terms of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentPlace {
    /// What stands here.
    pub role: Role,
    /// The keys that lead here: to the table around a key, to the key of a value.
    pub path: Vec<String>,
    /// The word at the offset without quotes; empty between words.
    pub word: String,
    /// Its range with quotes; empty at the offset between words.
    pub range: Range<usize>,
    /// Whether nothing but blanks stands before the word on its line, outside lists and braces.
    pub begins_line: bool,
    /// Which table of the text a key stands in: where its header or brace begins.
    table: usize,
}

/// A list or table in braces that is still open.
struct Open {
    /// Where it begins.
    at: usize,
    is_list: bool,
    /// The path of its keys, or of its values.
    path: Vec<String>,
    /// The dotted key before it, to go on with afterwards.
    key: Vec<String>,
}

/// Where the reading stands.
#[derive(Default)]
struct Reader {
    /// The header in force, and where it begins.
    table: (usize, Vec<String>),
    open: Vec<Open>,
    /// The dotted key read so far, of the statement or the header.
    key: Vec<String>,
    after_equals: bool,
    /// Where the header begins whose brackets are open.
    header: Option<usize>,
    /// Whether something has been read of the line.
    begun: bool,
}

/// What stands at an offset.
pub fn at(text: &str, offset: usize) -> DocumentPlace {
    let mut reader = Reader::default();
    for token in Source::new(text).lex() {
        let range = token.span().start()..token.span().end();
        let touches = range.start <= offset && offset <= range.end;
        match token.kind() {
            kind if is_word(kind) && touches => {
                reader.give_up_braces();
                return reader.place(text, range);
            }
            TokenKind::Comment if range.start < offset && offset <= range.end => {
                let mut place = reader.place(text, offset..offset);
                place.role = Role::Comment;
                return place;
            }
            _ if range.start >= offset => break,
            kind => reader.take(kind, text, range),
        }
    }
    reader.give_up_braces();
    reader.place(text, offset..offset)
}

/// The keys written in the table that a place stands in, but for the word of the place itself.
pub fn siblings(text: &str, place: &DocumentPlace) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut reader = Reader::default();
    for token in Source::new(text).lex() {
        let range = token.span().start()..token.span().end();
        if is_word(token.kind()) {
            reader.give_up_braces();
        }
        if is_word(token.kind()) && range != place.range {
            let other = reader.place(text, range.clone());
            let is_key = other.role == Role::Key && other.table == place.table;
            let is_table = other.role == Role::Header;
            if (is_key || is_table) && other.path == place.path {
                found.insert(other.word);
            }
        }
        reader.take(token.kind(), text, range);
    }
    found
}

/// The keys and headers of the outermost table, but for the word of a place itself.
pub fn roots(text: &str, place: &DocumentPlace) -> BTreeSet<String> {
    let root = DocumentPlace {
        path: Vec::new(),
        table: 0,
        ..place.clone()
    };
    siblings(text, &root)
}

fn is_word(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Atom
            | TokenKind::BasicString
            | TokenKind::LiteralString
            | TokenKind::MlBasicString
            | TokenKind::MlLiteralString
    )
}

/// A word without its quotes. Escapes are left as they are: no id or name needs one.
fn unquoted(word: &str) -> &str {
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        if let Some(rest) = word.strip_prefix(quote) {
            return rest.strip_suffix(quote).unwrap_or(rest);
        }
    }
    word
}

impl Reader {
    /// The place of a word, or between words, that comes next.
    fn place(&self, text: &str, range: Range<usize>) -> DocumentPlace {
        let (table, path) = match self.open.last() {
            Some(open) => (open.at, open.path.as_slice()),
            None if self.header.is_some() => (0, [].as_slice()),
            None => (self.table.0, self.table.1.as_slice()),
        };
        let in_list = self.open.last().is_some_and(|open| open.is_list);
        let role = match () {
            () if self.header.is_some() => Role::Header,
            () if self.after_equals || in_list => Role::Value,
            () => Role::Key,
        };
        let mut path = path.to_vec();
        path.extend(self.key.iter().cloned());
        DocumentPlace {
            role,
            path,
            word: unquoted(text.get(range.clone()).unwrap_or_default()).to_owned(),
            range,
            begins_line: !self.begun && self.open.is_empty(),
            table,
        }
    }

    /// Braces whose last line ended with a value were not closed, when the next line goes on without them.
    fn give_up_braces(&mut self) {
        let in_braces = self.open.last().is_some_and(|open| !open.is_list);
        if in_braces && self.after_equals && !self.begun {
            self.open.clear();
            self.key.clear();
            self.after_equals = false;
        }
    }

    fn take(&mut self, kind: TokenKind, text: &str, range: Range<usize>) {
        if is_word(kind) {
            self.give_up_braces();
        }
        match kind {
            TokenKind::Whitespace | TokenKind::Comment | TokenKind::Eof => return,
            TokenKind::Newline => {
                self.end_line();
                return;
            }
            TokenKind::LeftSquareBracket => {
                self.give_up_braces();
                self.open_bracket(range.start);
            }
            TokenKind::RightSquareBracket => match self.header.take() {
                Some(at) => self.table = (at, std::mem::take(&mut self.key)),
                None => self.close(),
            },
            TokenKind::LeftCurlyBracket => self.push(range.start, false),
            TokenKind::RightCurlyBracket => self.close(),
            TokenKind::Equals => self.after_equals = self.header.is_none(),
            TokenKind::Comma if self.open.last().is_some_and(|open| !open.is_list) => {
                self.key.clear();
                self.after_equals = false;
            }
            kind if is_word(kind) && (self.header.is_some() || !self.after_equals) => {
                let word = text.get(range).unwrap_or_default();
                if self.open.last().is_none_or(|open| !open.is_list) {
                    self.key.push(unquoted(word).to_owned());
                }
            }
            _ => {}
        }
        self.begun = true;
    }

    fn end_line(&mut self) {
        if let Some(at) = self.header.take() {
            self.table = (at, std::mem::take(&mut self.key));
        }
        if self.open.is_empty() {
            self.key.clear();
            self.after_equals = false;
        }
        self.begun = false;
    }

    fn open_bracket(&mut self, at: usize) {
        let in_list = self.open.last().is_some_and(|open| open.is_list);
        if self.header.is_some() {
            return;
        }
        if self.after_equals || in_list {
            self.push(at, true);
        } else {
            // No key begins with a bracket: whatever was left open, this is a header.
            self.open.clear();
            self.key.clear();
            self.header = Some(at);
        }
    }

    fn push(&mut self, at: usize, is_list: bool) {
        let mut path = match self.open.last() {
            Some(open) => open.path.clone(),
            None => self.table.1.clone(),
        };
        path.extend(self.key.iter().cloned());
        self.open.push(Open {
            at,
            is_list,
            path,
            key: std::mem::take(&mut self.key),
        });
        self.after_equals = false;
    }

    fn close(&mut self) {
        if let Some(open) = self.open.pop() {
            self.key = open.key;
            self.after_equals = self.open.last().is_none_or(|open| !open.is_list);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place at `|`, as `role path: word`.
    fn place(text: &str) -> String {
        let offset = text.find('|').expect("a mark");
        let place = at(&text.replace('|', ""), offset);
        format!("{:?} {}: {}", place.role, place.path.join("."), place.word)
    }

    #[test]
    fn keys_values_and_headers() {
        assert_eq!(place("na|me = \"x\""), "Key : name");
        assert_eq!(place("name = \"x|\""), "Value name: x");
        assert_eq!(place("name = |"), "Value name: ");
        assert_eq!(place("[ser|vices]\n"), "Header : services");
        assert_eq!(place("[[visits]]\nname = 1\nbo|\n"), "Key visits: bo");
        assert_eq!(place("[a.b]\n\n|\nc = 1"), "Key a.b: ");
        assert_eq!(place("[a]\n\"Begära in|tyg\" = 1"), "Key a: Begära intyg");
        assert_eq!(place("x = 1 # no|te"), "Comment x: ");
        assert_eq!(place("contact.pho|ne = 1"), "Key contact: phone");
    }

    #[test]
    fn inside_braces_and_lists() {
        assert_eq!(
            place("[services]\nx = { url = \"\", also|_by = [] }"),
            "Key services.x: also_by"
        );
        assert_eq!(
            place("[services]\nx = { also_by = [\"pho|ne\"] }"),
            "Value services.x.also_by: phone"
        );
        assert_eq!(
            place("m = { any = [ { kind = \"a\" }, { typ|e = 1 } ] }"),
            "Key m.any: type"
        );
        assert_eq!(place("m = [ 1,\n 2, |\n]"), "Value m: ");
        assert_eq!(place("m = { a = 1 }\nb|"), "Key : b");
    }

    #[test]
    fn what_is_left_open_ends_at_the_next_header_at_least() {
        assert_eq!(place("m = { a = 1\n[visit]\nst|"), "Key visit: st");
        assert_eq!(place("m = { a = 1\nhsa|"), "Key : hsa");
        assert_eq!(place("m = { a = 1,\nb|\n}"), "Key m: b");
        assert_eq!(place("[visit\nst|"), "Key visit: st");
        assert_eq!(place("name = \"x\nhsa|"), "Key : hsa");
    }

    #[test]
    fn siblings_are_of_the_same_table() {
        let text = "a = 1\n[[v]]\nb = 1\n[[v]]\nc = { d = 1, e = 2 }\n[w]\nf = 1\n";
        let of = |needle: &str| {
            let place = at(text, text.find(needle).expect("in the text"));
            siblings(text, &place).into_iter().collect::<Vec<_>>()
        };
        assert_eq!(of("a ="), ["v", "w"]);
        assert_eq!(of("b ="), [""; 0]);
        assert_eq!(of("d ="), ["e"]);
    }
}
