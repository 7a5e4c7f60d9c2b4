//! Values by path, for as many files as a site has: all paths stand in one text, and a row holds its
//! place in it. A row takes eight bytes beside its value, where a tree of strings takes about eighty.

use std::cmp::Ordering;
use std::fmt;

use rayon::prelude::*;

/// Values by path, in order of path, each path once.
#[derive(Clone)]
pub struct PathMap<T> {
    text: String,
    rows: Vec<PathRow<T>>,
}

#[derive(Clone)]
struct PathRow<T> {
    /// Where the path begins in the text.
    start: u32,
    /// Its length in bytes.
    length: u32,
    value: T,
}

impl<T> PathMap<T> {
    /// How many paths there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Where a path stands among all.
    #[must_use]
    pub fn place(&self, path: &str) -> Option<usize> {
        let found = self
            .rows
            .binary_search_by(|row| bytes(&self.text, row).cmp(path.as_bytes()));
        found.ok()
    }

    /// Whether a path is here.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        self.place(path).is_some()
    }

    /// The value of a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&T> {
        Some(&self.rows[self.place(path)?].value)
    }

    /// The value at a [place](PathMap::place).
    ///
    /// # Panics
    /// Where there is no such place.
    #[must_use]
    pub fn at(&self, place: usize) -> &T {
        &self.rows[place].value
    }

    /// All paths with their values, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &T)> + ExactSizeIterator {
        self.rows
            .iter()
            .map(|row| (path(&self.text, row), &row.value))
    }

    /// The same, on all threads.
    pub fn par_iter(&self) -> impl IndexedParallelIterator<Item = (&str, &T)>
    where
        T: Sync,
    {
        self.rows
            .par_iter()
            .map(|row| (path(&self.text, row), &row.value))
    }

    /// All paths, in order.
    pub fn paths(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.iter().map(|(path, _)| path)
    }

    /// All values, in order of path.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &T> {
        self.rows.iter().map(|row| &row.value)
    }

    /// All values, in order of path.
    pub fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut T> {
        self.rows.iter_mut().map(|row| &mut row.value)
    }

    /// What is here and not in another map, in order.
    pub fn without<'t, U>(
        &'t self,
        other: &'t PathMap<U>,
    ) -> impl Iterator<Item = (&'t str, &'t T)> {
        let mut others = other.paths().peekable();
        self.iter().filter(move |(path, _)| {
            while others.next_if(|other| other < path).is_some() {}
            others.peek() != Some(path)
        })
    }

    /// Adds a path that comes after all others; says whether it does.
    pub fn push(&mut self, path: &str, value: T) -> bool {
        let is_last = self.paths().next_back().is_none_or(|last| last < path);
        if is_last {
            self.append(path, value);
        }
        is_last
    }

    /// Makes room for so many paths of so many bytes in all.
    pub fn reserve(&mut self, paths: usize, bytes: usize) {
        self.rows.reserve(paths);
        self.text.reserve(bytes);
    }

    /// The same paths with other values.
    #[must_use]
    pub fn map<U>(self, mut value: impl FnMut(T) -> U) -> PathMap<U> {
        let row = |row: PathRow<T>| PathRow {
            start: row.start,
            length: row.length,
            value: value(row.value),
        };
        PathMap {
            text: self.text,
            rows: self.rows.into_iter().map(row).collect(),
        }
    }

    fn append(&mut self, path: &str, value: T) {
        let number = |number| u32::try_from(number).expect("bug: more than 4 GiB of paths");
        let row = PathRow {
            start: number(self.text.len()),
            length: number(path.len()),
            value,
        };
        self.text.push_str(path);
        self.rows.push(row);
    }
}

fn bytes<'t, T>(text: &'t str, row: &PathRow<T>) -> &'t [u8] {
    let start = row.start as usize;
    &text.as_bytes()[start..start + row.length as usize]
}

fn path<'t, T>(text: &'t str, row: &PathRow<T>) -> &'t str {
    let start = row.start as usize;
    &text[start..start + row.length as usize]
}

impl<T> Default for PathMap<T> {
    fn default() -> Self {
        Self {
            text: String::new(),
            rows: Vec::new(),
        }
    }
}

/// Equal where paths and values are; the text may be in another order.
impl<T: PartialEq> PartialEq for PathMap<T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<T: Eq> Eq for PathMap<T> {}

impl<T: fmt::Debug> fmt::Debug for PathMap<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

/// Values by path, as they come.
pub struct PathMapBuilder<T> {
    map: PathMap<T>,
    in_order: bool,
}

impl<T> Default for PathMapBuilder<T> {
    fn default() -> Self {
        Self {
            map: PathMap::default(),
            in_order: true,
        }
    }
}

impl<T: Send> PathMapBuilder<T> {
    /// Makes room for so many paths of so many bytes in all, so that none is moved when more come.
    pub fn reserve(&mut self, paths: usize, bytes: usize) {
        self.map.reserve(paths, bytes);
    }

    /// Adds a path with its value.
    pub fn add(&mut self, path: &str, value: T) {
        self.in_order = false;
        self.map.append(path, value);
    }

    /// Whether a path has been added.
    pub fn contains(&mut self, path: &str) -> bool {
        self.sort();
        self.map.contains(path)
    }

    /// All that has been added, in order.
    ///
    /// # Errors
    /// With a path that was added more than once.
    pub fn into_map(mut self) -> Result<PathMap<T>, String> {
        self.sort();
        let map = self.map;
        let text = &map.text;
        let twice = map
            .rows
            .windows(2)
            .find(|pair| compare(text, &pair[0], &pair[1]).is_eq());
        match twice {
            Some(pair) => Err(path(text, &pair[0]).to_owned()),
            None => Ok(map),
        }
    }

    fn sort(&mut self) {
        if !self.in_order {
            let PathMap { text, rows } = &mut self.map;
            rows.par_sort_unstable_by(|one, other| compare(text, one, other));
            self.in_order = true;
        }
    }
}

impl<'p, T: Send> FromIterator<(&'p str, T)> for PathMapBuilder<T> {
    fn from_iter<I: IntoIterator<Item = (&'p str, T)>>(rows: I) -> Self {
        let mut builder = Self::default();
        rows.into_iter()
            .for_each(|(path, value)| builder.add(path, value));
        builder
    }
}

fn compare<T>(text: &str, one: &PathRow<T>, other: &PathRow<T>) -> Ordering {
    bytes(text, one).cmp(bytes(text, other))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_builder_becomes_what_a_map_would_be(added in prop::collection::vec(("[a-cå/.-]{0,4}", 0..9), 0..40)) {
            let (mut builder, mut map) = (PathMapBuilder::default(), BTreeMap::new());
            let mut twice = Vec::new();
            for (path, value) in &added {
                builder.add(path, *value);
                if map.insert(path.clone(), *value).is_some() {
                    twice.push(path.clone());
                }
            }
            prop_assert_eq!(added.iter().all(|(path, _)| builder.contains(path)), true);
            match builder.into_map() {
                Ok(paths) => {
                    prop_assert!(twice.is_empty());
                    let wanted: Vec<(&str, &i32)> = map.iter().map(|(path, value)| (path.as_str(), value)).collect();
                    prop_assert_eq!(paths.iter().collect::<Vec<_>>(), wanted);
                    for (path, value) in &map {
                        prop_assert_eq!(paths.get(path), Some(value));
                    }
                    prop_assert_eq!(paths.get("none"), None);
                }
                Err(path) => prop_assert!(twice.contains(&path)),
            }
        }

        #[test]
        fn what_another_map_has_is_left_out(
            one in prop::collection::btree_set("[a-c/]{0,3}", 0..20),
            other in prop::collection::btree_set("[a-c/]{0,3}", 0..20),
        ) {
            let map = |paths: &std::collections::BTreeSet<String>| {
                let mut map = PathMap::default();
                assert!(paths.iter().all(|path| map.push(path, ())));
                map
            };
            let (first, second) = (map(&one), map(&other));
            let left: Vec<&str> = first.without(&second).map(|(path, ())| path).collect();
            let wanted: Vec<&str> = one.difference(&other).map(String::as_str).collect();
            prop_assert_eq!(left, wanted);
        }
    }

    #[test]
    fn only_a_later_path_can_be_last() {
        let mut map = PathMap::default();
        assert!(map.push("a/b", 1));
        assert!(!map.push("a/b", 2) && !map.push("a-b", 3));
        assert_eq!(map.iter().collect::<Vec<_>>(), [("a/b", &1)]);
    }
}
