//! Names of months and weekdays.

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The name of a month, from 1.
pub(super) fn month_name(month: i64) -> String {
    match usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)) {
        Some(name) => (*name).to_owned(),
        None => format!("%!Month({})", month as u64),
    }
}

/// The name of a day of the week, from Sunday = 0.
pub(super) fn weekday_name(weekday: i64) -> String {
    match usize::try_from(weekday).ok().and_then(|index| WEEKDAYS.get(index)) {
        Some(name) => (*name).to_owned(),
        None => format!("%!Weekday({})", weekday as u64),
    }
}

/// The month that `text` starts with, in any case, and the length of its name.
pub(super) fn month_number(text: &str, long: bool) -> Option<(i64, usize)> {
    let (index, length) = prefix(&MONTHS, text, long)?;
    Some((index as i64 + 1, length))
}

/// The length of the name of a day of the week that `text` starts with, in any case.
pub(super) fn weekday_prefix(text: &str, long: bool) -> Option<usize> {
    prefix(&WEEKDAYS, text, long).map(|(_, length)| length)
}

fn prefix(names: &[&str], text: &str, long: bool) -> Option<(usize, usize)> {
    names.iter().enumerate().find_map(|(index, name)| {
        let name = if long { name } else { &name[..3] };
        let found = text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        found.then_some((index, name.len()))
    })
}
