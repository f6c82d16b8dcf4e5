//! Go's `container/heap`: which of several equal elements survive follows it.

/// A binary heap whose root is not greater than any other element by `less`, which need not be a
/// strict weak order.
#[derive(Debug)]
pub(super) struct Heap<T, L> {
    /// The elements in the heap's own order.
    pub(super) elements: Vec<T>,
    less: L,
}

impl<T, L: Fn(&T, &T) -> bool> Heap<T, L> {
    /// Without elements.
    pub(super) fn new(less: L) -> Self {
        Self { elements: Vec::new(), less }
    }

    /// `heap.Push`.
    pub(super) fn push(&mut self, element: T) {
        self.elements.push(element);
        self.sift_up(self.elements.len() - 1);
    }

    /// Replaces the root (`heap.Fix`).
    pub(super) fn replace_root(&mut self, element: T) {
        self.elements[0] = element;
        self.sift_down(self.elements.len());
    }

    /// `heap.Pop`: removes the root.
    pub(super) fn pop(&mut self) -> Option<T> {
        let last = self.elements.len().checked_sub(1)?;
        self.elements.swap(0, last);
        self.sift_down(last);
        self.elements.pop()
    }

    fn sift_up(&mut self, mut child: usize) {
        while child > 0 {
            let parent = (child - 1) / 2;
            if !(self.less)(&self.elements[child], &self.elements[parent]) {
                break;
            }
            self.elements.swap(child, parent);
            child = parent;
        }
    }

    /// Sinks the root within the first `length` elements.
    fn sift_down(&mut self, length: usize) {
        let mut root = 0;
        loop {
            let mut child = 2 * root + 1;
            if child >= length {
                break;
            }
            if child + 1 < length && (self.less)(&self.elements[child + 1], &self.elements[child]) {
                child += 1;
            }
            if !(self.less)(&self.elements[child], &self.elements[root]) {
                break;
            }
            self.elements.swap(child, root);
            root = child;
        }
    }
}
