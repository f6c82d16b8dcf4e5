//! Slices.

use std::cell::RefCell;
use std::rc::Rc;

use super::Value;

/// A window into a shared array, as Go's slices are.
#[derive(Debug, Clone)]
pub struct Slice {
    items: Rc<RefCell<Vec<Value>>>,
    start: usize,
    len: usize,
    capacity: usize,
}

impl Slice {
    pub(super) fn new(items: Vec<Value>) -> Self {
        let len = items.len();
        Self { items: Rc::new(RefCell::new(items)), start: 0, len, capacity: len }
    }

    /// Number of elements.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How far the slice can be extended.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// The element at `index`.
    pub fn get(&self, index: usize) -> Option<Value> {
        if index >= self.len {
            return None;
        }
        self.items.borrow().get(self.start + index).cloned()
    }

    /// The elements.
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().iter().skip(self.start).take(self.len).cloned().collect()
    }

    /// Sorts the elements in place: everyone who shares the array sees it.
    pub fn sort_by(&self, compare: impl FnMut(&Value, &Value) -> std::cmp::Ordering) {
        let mut items = self.items.borrow_mut();
        if let Some(window) = items.get_mut(self.start..self.start + self.len) {
            window.sort_by(compare);
        }
    }

    /// `slice[low:high:max]`; the bounds must be in order and within the capacity.
    pub(crate) fn reslice(&self, low: usize, high: usize, max: usize) -> Self {
        Self { items: Rc::clone(&self.items), start: self.start + low, len: high - low, capacity: max - low }
    }

    /// How many values lie within each other in its array.
    pub(super) fn nesting(&self) -> usize {
        self.items.borrow().iter().map(Value::nesting).max().unwrap_or(0)
    }
}
