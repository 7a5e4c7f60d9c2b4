//! Views that many pages show: serialized once, and typed by what they are.

use std::marker::PhantomData;

use serde::{Serialize, Serializer};
use tera::Value;

/// A view as templates see it. Copies of it share one value.
#[derive(Debug)]
pub struct Serialized<T: ?Sized> {
    value: Value,
    of: PhantomData<fn(&T)>,
}

/// A view that can be [`Serialized`]: what it borrows does not count any more then.
pub trait View: Serialize {
    /// The same, borrowing nothing.
    type Owned: ?Sized;
}

impl View for str {
    type Owned = str;
}

impl<T: ?Sized> Serialized<T> {
    /// Serializes a view, which cannot fail: views have names for keys.
    pub fn new<V: View<Owned = T> + ?Sized>(view: &V) -> Self {
        Self {
            value: Value::from_serializable(view),
            of: PhantomData,
        }
    }
}

impl<T: ?Sized> Clone for Serialized<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            of: PhantomData,
        }
    }
}

impl<T: ?Sized> Serialize for Serialized<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}
