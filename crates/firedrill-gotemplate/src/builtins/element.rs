//! `index`, `slice`, `len` and `call`.

use crate::options::GoVersion;
use crate::value::{Data, Kind, Type, Value};

type Answer = Result<Value, String>;

/// `index x 1 2` is `x[1][2]`.
pub(super) fn index(arguments: &[Value], _go: GoVersion) -> Answer {
    let mut item = arguments[0].clone().indirect_interface();
    if !item.is_valid() {
        return Err("index of untyped nil".to_owned());
    }
    for index in &arguments[1..] {
        let index = index.clone().indirect_interface();
        let (target, nil) = item.indirect();
        if nil {
            return Err("index of nil pointer".to_owned());
        }
        item = match target.kind() {
            Kind::Slice(_) | Kind::String => {
                let position = position(&index, target.length().unwrap_or(0))?;
                let kind = if matches!(target.kind(), Kind::String) { "string" } else { "slice" };
                target.index(position).ok_or_else(|| format!("reflect: {kind} index out of range"))?
            }
            Kind::Map(key, element) => {
                let key = as_key(index, key)?;
                target.map_index(&key).unwrap_or_else(|| Value::zero(element))
            }
            _ => return Err(format!("can't index item of type {}", target.ty().name)),
        };
    }
    Ok(item)
}

/// An index of a string or slice; the capacity itself is still in range.
fn position(index: &Value, capacity: usize) -> Result<usize, String> {
    let number = match index.data() {
        Data::Int(number) => *number,
        Data::Uint(number) => *number as i64,
        _ if !index.is_valid() => return Err("cannot index slice/array with nil".to_owned()),
        _ => return Err(format!("cannot index slice/array with type {}", index.ty().name)),
    };
    usize::try_from(number)
        .ok()
        .filter(|position| *position <= capacity)
        .ok_or_else(|| format!("index out of range: {number}"))
}

fn as_key(index: Value, key: &'static Type) -> Answer {
    if !index.is_valid() {
        if key.can_be_nil() {
            return Ok(Value::zero(key));
        }
        return Err(format!("value is nil; should be of type {}", key.name));
    }
    if index.ty().assignable_to(key) {
        return Ok(if matches!(key.kind, Kind::Interface) { index.into_interface() } else { index });
    }
    let converted = match (index.data(), key.kind) {
        (Data::Int(number), Kind::Int) => Data::Int(*number),
        (Data::Int(number), Kind::Uint) => Data::Uint(*number as u64),
        (Data::Uint(number), Kind::Int) => Data::Int(*number as i64),
        (Data::Uint(number), Kind::Uint) => Data::Uint(*number),
        _ => return Err(format!("value has type {}; should be {}", index.ty().name, key.name)),
    };
    Ok(Value::new(key, converted))
}

/// `slice x 1 2` is `x[1:2]`.
pub(super) fn slice(arguments: &[Value], _go: GoVersion) -> Answer {
    let item = arguments[0].clone().indirect_interface();
    let indexes = &arguments[1..];
    if !item.is_valid() {
        return Err("slice of untyped nil".to_owned());
    }
    let (item, nil) = item.indirect();
    if nil {
        return Err("slice of nil pointer".to_owned());
    }
    if indexes.len() > 3 {
        return Err(format!("too many slice indexes: {}", indexes.len()));
    }
    let length = item.length().unwrap_or(0);
    let capacity = match (item.kind(), item.data()) {
        (Kind::String, _) if indexes.len() == 3 => return Err("cannot 3-index slice a string".to_owned()),
        (Kind::Slice(_), Data::Slice(slice)) => slice.capacity(),
        (Kind::Slice(_) | Kind::String, _) => length,
        _ => return Err(format!("can't slice item of type {}", item.ty().name)),
    };
    let mut bounds = [0, length, capacity];
    for (bound, index) in bounds.iter_mut().zip(indexes) {
        *bound = position(index, capacity)?;
    }
    let [low, high, max] = bounds;
    if low > high {
        return Err(format!("invalid slice index: {low} > {high}"));
    }
    if high > max {
        return Err(format!("invalid slice index: {high} > {max}"));
    }
    Ok(match item.data() {
        Data::String(bytes) => Value::string_of(item.ty(), &bytes[low..high]),
        Data::Slice(slice) => Value::new(item.ty(), Data::Slice(slice.reslice(low, high, max))),
        _ => item,
    })
}

pub(super) fn length(arguments: &[Value], _go: GoVersion) -> Answer {
    let (item, nil) = arguments[0].indirect();
    if nil {
        return Err("len of nil pointer".to_owned());
    }
    if !item.is_valid() {
        return Err("reflect: call of reflect.Value.Type on zero Value".to_owned());
    }
    match item.length() {
        Some(length) => Ok(Value::int(length as i64)),
        None => Err(format!("len of type {}", item.ty().name)),
    }
}

/// `call f x`: template data has no functions, so it never gets to a call.
pub(crate) fn call(name: &str, arguments: Vec<Value>, go: GoVersion) -> Answer {
    let function = arguments.into_iter().next().unwrap_or_else(Value::invalid).indirect_interface();
    if !function.is_valid() {
        return Err("call of nil".to_owned());
    }
    let ty = function.ty().name;
    Err(match go {
        GoVersion::Go1_19 => format!("non-function of type {ty}"),
        GoVersion::Go1_26 => format!("non-function {name} of type {ty}"),
    })
}
