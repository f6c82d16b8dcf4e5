//! The predeclared types and the composed ones that templates make themselves.

use super::{Kind, Type};

/// The type of no value.
pub static INVALID: Type = Type::named("<invalid>", Kind::Invalid);
/// `bool`
pub static BOOL: Type = Type::named("bool", Kind::Bool);
/// `int`
pub static INT: Type = Type::named("int", Kind::Int);
/// `int32`
pub static INT32: Type = Type::named("int32", Kind::Int);
/// `int64`
pub static INT64: Type = Type::named("int64", Kind::Int);
/// `uint8`
pub static UINT8: Type = Type::named("uint8", Kind::Uint);
/// `uint32`
pub static UINT32: Type = Type::named("uint32", Kind::Uint);
/// `uint64`
pub static UINT64: Type = Type::named("uint64", Kind::Uint);
/// `float64`
pub static FLOAT64: Type = Type::named("float64", Kind::Float);
/// `complex128`
pub static COMPLEX128: Type = Type::named("complex128", Kind::Complex);
/// `string`
pub static STRING: Type = Type::named("string", Kind::String);
/// `interface {}`
pub static ANY: Type = Type::unnamed("interface {}", Kind::Interface);
/// `reflect.Value` as a parameter.
pub static REFLECT_VALUE: Type = Type::named("reflect.Value", Kind::ReflectValue);
/// `[]string`
pub static SLICE_OF_STRINGS: Type = Type::unnamed("[]string", Kind::Slice(&STRING));
/// `[]interface {}`
pub static SLICE_OF_ANY: Type = Type::unnamed("[]interface {}", Kind::Slice(&ANY));
/// `map[string]string`
pub static STRING_MAP: Type = Type::unnamed("map[string]string", Kind::Map(&STRING, &STRING));
/// `map[string]interface {}`
pub static STRING_TO_ANY_MAP: Type = Type::unnamed("map[string]interface {}", Kind::Map(&STRING, &ANY));
