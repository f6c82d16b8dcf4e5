//! Time zones.

use std::rc::Rc;

/// Where a time is told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Zone {
    /// Coordinated universal time.
    #[default]
    Utc,
    /// The zone of the server, which is taken to be UTC.
    Local,
    /// A constant offset, in seconds east of UTC, with a name that may be empty.
    Fixed(Rc<str>, i32),
}

/// What holds in a zone at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) abbreviation: String,
    /// Seconds east of UTC.
    pub(super) offset: i32,
    pub(super) is_daylight_saving: bool,
}

impl Zone {
    pub(super) fn at(&self, _unix_seconds: i64) -> Clock {
        let (abbreviation, offset) = match self {
            Self::Utc | Self::Local => ("UTC", 0),
            Self::Fixed(name, offset) => (&**name, *offset),
        };
        Clock { abbreviation: abbreviation.to_owned(), offset, is_daylight_saving: false }
    }

    /// The name of the location.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Utc => "UTC",
            Self::Local => "Local",
            Self::Fixed(name, _) => name,
        }
    }
}
