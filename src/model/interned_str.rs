//! Texts that many units have alike, such as the name of a municipality.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::Spanned;

/// A short text that others may have as well; copies of one share it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct InternedStr(Arc<str>);

impl InternedStr {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for InternedStr {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for InternedStr {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, formatter)
    }
}

impl From<&str> for InternedStr {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<&Spanned<String>> for InternedStr {
    fn from(text: &Spanned<String>) -> Self {
        text.as_str().into()
    }
}

/// Interner that have been met, so that those met again can share their text.
#[derive(Default)]
pub struct Interner {
    words: BTreeSet<InternedStr>,
    lists: BTreeSet<Arc<[InternedStr]>>,
}

impl Interner {
    /// Lets a word share the text of one that was met before.
    pub fn share(&mut self, word: &mut InternedStr) {
        match self.words.get(word) {
            Some(known) => word.clone_from(known),
            None => drop(self.words.insert(word.clone())),
        }
    }

    /// The same for a list of words.
    pub fn share_list(&mut self, list: &mut Arc<[InternedStr]>) {
        match self.lists.get(list) {
            Some(known) => list.clone_from(known),
            None => drop(self.lists.insert(list.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_met_again_is_in_memory_once() {
        let mut words = Interner::default();
        let mut two = ["Kalmar", "Kalmar"].map(InternedStr::from);
        let mut lists = [(); 2].map(|()| Arc::from(two.clone()));
        for word in &mut two {
            words.share(word);
        }
        assert!(Arc::ptr_eq(&two[0].0, &two[1].0));
        for list in &mut lists {
            words.share_list(list);
        }
        assert!(Arc::ptr_eq(&lists[0], &lists[1]));
    }
}
