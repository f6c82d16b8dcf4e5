//! Time zones.

use std::rc::Rc;

use chrono::{DateTime, TimeZone as _};
use chrono_tz::{OffsetComponents as _, OffsetName as _, Tz};

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
    /// A zone of the tz database.
    Region(Tz),
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
    /// The zone of that name (`time.LoadLocation`).
    ///
    /// # Errors
    /// `unknown time zone x`, `time: invalid location name`.
    pub fn load(name: &str) -> Result<Self, String> {
        match name {
            "" | "UTC" => return Ok(Self::Utc),
            "Local" => return Ok(Self::Local),
            _ => {}
        }
        if name.contains("..") || name.starts_with(['/', '\\']) || name.contains('\\') {
            return Err("time: invalid location name".to_owned());
        }
        name.parse().map(Self::Region).map_err(|_| format!("unknown time zone {name}"))
    }

    pub(super) fn at(&self, unix_seconds: i64) -> Clock {
        let (abbreviation, offset) = match self {
            Self::Utc | Self::Local => ("UTC", 0),
            Self::Fixed(name, offset) => (&**name, *offset),
            Self::Region(region) => return region_clock(*region, unix_seconds),
        };
        Clock { abbreviation: abbreviation.to_owned(), offset, is_daylight_saving: false }
    }

    /// The name of the location.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Utc => "UTC",
            Self::Local => "Local",
            Self::Fixed(name, _) => name,
            Self::Region(region) => region.name(),
        }
    }
}

fn region_clock(region: Tz, unix_seconds: i64) -> Clock {
    // Beyond the calendar of the zone data, the ends of it hold.
    let instant = DateTime::from_timestamp(unix_seconds, 0).unwrap_or(if unix_seconds < 0 {
        DateTime::<chrono::Utc>::MIN_UTC
    } else {
        DateTime::<chrono::Utc>::MAX_UTC
    });
    let offset = region.offset_from_utc_datetime(&instant.naive_utc());
    let total = offset.base_utc_offset() + offset.dst_offset();
    Clock {
        abbreviation: offset.abbreviation().map_or_else(|| numeric_name(total), str::to_owned),
        offset: i32::try_from(total.num_seconds()).unwrap_or(0),
        is_daylight_saving: !offset.dst_offset().is_zero(),
    }
}

/// The database calls zones without a customary name by their offset: `-03`, `+1345`.
fn numeric_name(offset: chrono::Duration) -> String {
    let minutes = offset.num_minutes();
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
    if minutes == 0 { format!("{sign}{hours:02}") } else { format!("{sign}{hours:02}{minutes:02}") }
}
