//! The rows of the table.

/// A mapping of a scenario file.
#[derive(Debug)]
pub(crate) struct Object {
    /// What messages call it; unique.
    pub(crate) name: &'static str,
    /// One sentence.
    pub(crate) summary: &'static str,
    /// Its keys, in the order of the reference.
    pub(crate) keys: &'static [Key],
}

/// A key of a mapping.
#[derive(Debug)]
pub(crate) struct Key {
    /// Its name; one that ends with dots stands for all that begin like it.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
    /// Whether it must be there.
    pub(crate) is_required: bool,
    /// One sentence.
    pub(crate) summary: &'static str,
}

/// What a key holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// Any text.
    Text,
    /// A whole number, not negative.
    Whole,
    /// A whole number.
    Integer,
    /// A number or a percentage.
    Number,
    /// `true` or `false`.
    Flag,
    /// A duration, such as `1h30m`.
    Duration,
    /// A window.
    When,
    /// The rest of a window whose first word is the key.
    WhenRest,
    /// An alert's name, with matchers.
    Selector,
    /// A PromQL expression.
    Expression,
    /// A text, or a regular expression between slashes.
    Pattern,
    /// How often: `3`, `2..4`, `2..`, `any`.
    Count,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A mapping from names to such values.
    MapOf(&'static Kind),
    /// A list of such values.
    ListOf(&'static Kind),
    /// One of these.
    Either(&'static [Kind]),
    /// A mapping with keys of its own.
    Object(&'static Object),
    /// An expectation of any kind.
    Expectation,
    /// A series with what it shows, or a recording.
    SeriesEntry,
    /// A line of the timeline: an instant, and what happens then.
    TimelineEntry,
}

impl Key {
    /// A key that may be left out.
    pub(crate) const fn new(name: &'static str, kind: Kind, summary: &'static str) -> Self {
        Self { name, kind, is_required: false, summary }
    }

    /// A key that must be there.
    pub(crate) const fn required(name: &'static str, kind: Kind, summary: &'static str) -> Self {
        Self { name, kind, is_required: true, summary }
    }
}

impl Key {
    /// What the names begin with that it stands for, if it stands for several.
    pub(crate) fn prefix(&self) -> Option<&'static str> {
        self.name.strip_suffix('…')
    }
}

impl Object {
    /// A mapping with these keys and no others.
    pub(crate) const fn new(name: &'static str, summary: &'static str, keys: &'static [Key]) -> Self {
        Self { name, summary, keys }
    }

    /// The first key, which tells objects of one place apart.
    pub(crate) fn head(&self) -> &'static str {
        self.keys[0].name
    }
}
