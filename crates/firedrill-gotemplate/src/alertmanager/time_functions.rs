//! Functions on times.

use super::functions::{Function, fixed};
use crate::gotime::{GoTime, TIME, Zone, duration_value, time_value};
use crate::library::{humanize_duration, to_float};
use crate::value::{ANY, STRING, Type, Value};

static NONE: [&Type; 0] = [];
static ANYTHING: [&Type; 1] = [&ANY];
static ONE_TIME: [&Type; 1] = [&TIME];
static TEXT_AND_TIME: [&Type; 2] = [&STRING, &TIME];
static TWO_TEXTS: [&Type; 2] = [&STRING, &STRING];

fn time(value: &Value) -> GoTime {
    value.native::<GoTime>().cloned().unwrap_or_else(GoTime::zero)
}

pub(super) static TIME_FUNCTIONS: &[Function] = &[
    fixed("date", &TEXT_AND_TIME, |_, arguments| {
        Ok(Value::string(time(&arguments[1]).format(&arguments[0].text())))
    }),
    fixed("humanizeDuration", &ANYTHING, |_, arguments| {
        Ok(Value::string(humanize_duration(to_float(&arguments[0])?)))
    }),
    fixed("mustToDate", &TWO_TEXTS, |_, arguments| {
        GoTime::parse(&arguments[0].text(), &arguments[1].text()).map(time_value)
    }),
    fixed("now", &NONE, |rendering, _| Ok(time_value(rendering.now().clone()))),
    fixed("since", &ONE_TIME, |rendering, arguments| {
        Ok(duration_value(rendering.now().sub(&time(&arguments[0]))))
    }),
    fixed("toDate", &TWO_TEXTS, |_, arguments| {
        let parsed = GoTime::parse(&arguments[0].text(), &arguments[1].text());
        Ok(time_value(parsed.unwrap_or_else(|_| GoTime::zero())))
    }),
    fixed("tz", &TEXT_AND_TIME, |_, arguments| {
        let zone = Zone::load(&arguments[0].text())?;
        Ok(time_value(time(&arguments[1]).in_zone(zone)))
    }),
];
