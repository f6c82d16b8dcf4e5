//! `time.Time` to templates.

use std::rc::Rc;

use super::duration_type::{DURATION, duration_of, duration_value};
use super::instant::{GoTime, ZERO_TO_EPOCH};
use super::names::{month_name, weekday_name};
use super::zone::Zone;
use crate::options::GoVersion;
use crate::value::{
    Data, Field, INT, INT64, Kind, Method, Results, STRING, Signature, Type, UINT8, UINT64, Value,
};

/// `time.Time`
pub static TIME: Type = Type {
    methods: &METHODS,
    string: Some(|value| time_of(value).to_string()),
    go_string: Some(|value| time_of(value).go_string()),
    equal: Some(|lhs, rhs| time_of(lhs) == time_of(rhs)),
    ..Type::named("time.Time", Kind::Struct(&FIELDS))
};

/// `*time.Time`
pub static TIME_POINTER: Type = Type::unnamed("*time.Time", Kind::Pointer(&TIME));

static LOCATION: Type = Type {
    string: Some(|value| value.native::<Zone>().map_or(String::new(), |zone| zone.name().to_owned())),
    ..Type::named("time.Location", Kind::Struct(&[]))
};
static LOCATION_POINTER: Type = Type {
    methods: &[Method {
        signature: Signature::fixed("String", &[]),
        call: |value, _| {
            let target = value.element();
            Ok(Value::string(target.native::<Zone>().map_or("", |zone| zone.name())))
        },
    }],
    ..Type::unnamed("*time.Location", Kind::Pointer(&LOCATION))
};
static MONTH: Type = Type {
    string: Some(|value| month_name(integer(value))),
    methods: &[Method {
        signature: Signature::fixed("String", &[]),
        call: |value, _| Ok(Value::string(month_name(integer(value)))),
    }],
    ..Type::named("time.Month", Kind::Int)
};
static WEEKDAY: Type = Type {
    string: Some(|value| weekday_name(integer(value))),
    methods: &[Method {
        signature: Signature::fixed("String", &[]),
        call: |value, _| Ok(Value::string(weekday_name(integer(value)))),
    }],
    ..Type::named("time.Weekday", Kind::Int)
};
static BYTES: Type = Type::unnamed("[]uint8", Kind::Slice(&UINT8));

/// A `time.Time`.
pub fn time_value(time: GoTime) -> Value {
    Value::new(&TIME, Data::Native(Rc::new(time)))
}

fn time_of(value: &Value) -> GoTime {
    value.native::<GoTime>().cloned().unwrap_or_else(GoTime::zero)
}

fn integer(value: &Value) -> i64 {
    match value.data() {
        Data::Int(number) => *number,
        _ => 0,
    }
}

fn location(zone: Zone) -> Value {
    Value::pointer(&LOCATION_POINTER, Value::new(&LOCATION, Data::Native(Rc::new(zone))))
}

/// The unexported fields, as `%d` shows them.
static FIELDS: [Field; 3] = [
    Field::computed("wall", &UINT64, |value| {
        Value::new(&UINT64, Data::Uint(time_of(value).nanoseconds as u64))
    }),
    Field::computed("ext", &INT64, |value| {
        Value::new(&INT64, Data::Int(time_of(value).seconds.wrapping_add(ZERO_TO_EPOCH)))
    }),
    Field::computed("loc", &LOCATION_POINTER, |value| match time_of(value).zone {
        Zone::Utc => Value::zero(&LOCATION_POINTER),
        zone => location(zone),
    }),
];

static ONE_BYTES: [&Type; 1] = [&BYTES];
static ONE_DURATION: [&Type; 1] = [&DURATION];
static ONE_LOCATION: [&Type; 1] = [&LOCATION_POINTER];
static ONE_STRING: [&Type; 1] = [&STRING];
static ONE_TIME: [&Type; 1] = [&TIME];
static THREE_INTS: [&Type; 3] = [&INT, &INT, &INT];
static BYTES_AND_STRING: [&Type; 2] = [&BYTES, &STRING];

type Call = fn(&Value, &[Value]) -> Result<Value, String>;

const fn method(name: &'static str, params: &'static [&'static Type], call: Call) -> Method {
    Method { signature: Signature::fixed(name, params), call }
}

/// A method that no template can call, because of its results.
const fn unusable(name: &'static str, results: Results) -> Method {
    let signature = Signature { results, ..Signature::fixed(name, &[]) };
    Method { signature, call: |_, _| Ok(Value::invalid()) }
}

fn int64(value: i64) -> Value {
    Value::new(&INT64, Data::Int(value))
}

fn unix_in(value: &Value, per_second: i64) -> i64 {
    let time = time_of(value);
    let nanoseconds_per = 1_000_000_000 / per_second;
    time.seconds.wrapping_mul(per_second).wrapping_add(time.nanoseconds / nanoseconds_per)
}

const RFC3339_NANO: &str = "2006-01-02T15:04:05.999999999Z07:00";

fn bytes(text: &str) -> Value {
    Value::slice(&BYTES, text.bytes().map(|byte| Value::new(&UINT8, Data::Uint(byte.into()))).collect())
}

static METHODS: [Method; 41] = [
    method("Add", &ONE_DURATION, |value, arguments| {
        Ok(time_value(time_of(value).add(duration_of(&arguments[0]))))
    }),
    method("AddDate", &THREE_INTS, |value, arguments| {
        let [years, months, days] = [0, 1, 2].map(|index| integer(&arguments[index]));
        Ok(time_value(time_of(value).add_date(years, months, days)))
    }),
    method("After", &ONE_TIME, |value, arguments| Ok(Value::bool(order(value, &arguments[0]).is_gt()))),
    method("AppendFormat", &BYTES_AND_STRING, |value, arguments| {
        let mut out: Vec<Value> = match arguments[0].data() {
            Data::Slice(slice) => slice.to_vec(),
            _ => Vec::new(),
        };
        let text = time_of(value).format(&arguments[1].text());
        out.extend(text.bytes().map(|byte| Value::new(&UINT8, Data::Uint(byte.into()))));
        Ok(Value::slice(&BYTES, out))
    }),
    method("Before", &ONE_TIME, |value, arguments| Ok(Value::bool(order(value, &arguments[0]).is_lt()))),
    unusable("Clock", Results::Count(3)),
    Method {
        signature: Signature { since: GoVersion::Go1_26, ..Signature::fixed("Compare", &ONE_TIME) },
        call: |value, arguments| Ok(Value::int(order(value, &arguments[0]) as i64)),
    },
    unusable("Date", Results::Count(3)),
    method("Day", &[], |value, _| Ok(Value::int(time_of(value).date().day.into()))),
    method("Equal", &ONE_TIME, |value, arguments| Ok(Value::bool(order(value, &arguments[0]).is_eq()))),
    method("Format", &ONE_STRING, |value, arguments| {
        Ok(Value::string(time_of(value).format(&arguments[0].text())))
    }),
    method("GoString", &[], |value, _| Ok(Value::string(time_of(value).go_string()))),
    method("Hour", &[], |value, _| Ok(Value::int(time_of(value).second_of_day() / 3600))),
    unusable("ISOWeek", Results::SecondIs("int")),
    method("In", &ONE_LOCATION, |value, arguments| match arguments[0].element().native::<Zone>() {
        Some(zone) => Ok(time_value(time_of(value).in_zone(zone.clone()))),
        None => Err("time: missing Location in call to Time.In".to_owned()),
    }),
    method("IsDST", &[], |value, _| Ok(Value::bool(time_of(value).clock().is_daylight_saving))),
    method("IsZero", &[], |value, _| {
        let time = time_of(value);
        Ok(Value::bool(time.seconds == -ZERO_TO_EPOCH && time.nanoseconds == 0))
    }),
    method("Local", &[], |value, _| Ok(time_value(time_of(value).in_zone(Zone::Local)))),
    method("Location", &[], |value, _| Ok(location(time_of(value).zone))),
    method("MarshalJSON", &[], |value, _| Ok(bytes(&format!("\"{}\"", time_of(value).format(RFC3339_NANO))))),
    method("MarshalText", &[], |value, _| Ok(bytes(&time_of(value).format(RFC3339_NANO)))),
    method("Minute", &[], |value, _| Ok(Value::int(time_of(value).second_of_day() / 60 % 60))),
    method("Month", &[], |value, _| Ok(Value::new(&MONTH, Data::Int(time_of(value).date().month.into())))),
    method("Nanosecond", &[], |value, _| Ok(Value::int(time_of(value).nanoseconds))),
    method("Round", &ONE_DURATION, |value, arguments| {
        Ok(time_value(time_of(value).rounded(duration_of(&arguments[0]))))
    }),
    method("Second", &[], |value, _| Ok(Value::int(time_of(value).second_of_day() % 60))),
    method("String", &[], |value, _| Ok(Value::string(time_of(value).to_string()))),
    method("Sub", &ONE_TIME, |value, arguments| {
        Ok(duration_value(time_of(value).sub(&time_of(&arguments[0]))))
    }),
    method("Truncate", &ONE_DURATION, |value, arguments| {
        Ok(time_value(time_of(value).truncated(duration_of(&arguments[0]))))
    }),
    method("UTC", &[], |value, _| Ok(time_value(time_of(value).in_zone(Zone::Utc)))),
    method("Unix", &[], |value, _| Ok(int64(time_of(value).seconds))),
    method("UnixMicro", &[], |value, _| Ok(int64(unix_in(value, 1_000_000)))),
    method("UnixMilli", &[], |value, _| Ok(int64(unix_in(value, 1_000)))),
    method("UnixNano", &[], |value, _| Ok(int64(unix_in(value, 1_000_000_000)))),
    method("UnmarshalJSON", &ONE_BYTES, |_, _| Ok(Value::invalid())),
    method("UnmarshalText", &ONE_BYTES, |_, _| Ok(Value::invalid())),
    method("Weekday", &[], |value, _| Ok(Value::new(&WEEKDAY, Data::Int(time_of(value).weekday().into())))),
    method("Year", &[], |value, _| Ok(Value::int(time_of(value).date().year))),
    method("YearDay", &[], |value, _| Ok(Value::int(time_of(value).date().year_day()))),
    unusable("Zone", Results::SecondIs("int")),
    unusable("ZoneBounds", Results::SecondIs("time.Time")),
];

fn order(lhs: &Value, rhs: &Value) -> std::cmp::Ordering {
    let key = |value: &Value| {
        let time = time_of(value);
        (time.seconds, time.nanoseconds)
    };
    key(lhs).cmp(&key(rhs))
}
