//! Descriptions of Go types.

use super::Value;
use crate::options::GoVersion;

/// A Go type. Types are compared by address: describe each one in a single `static`.
#[derive(Debug)]
pub struct Type {
    /// As `%T` prints it: `map[string]string`, `*time.Time`.
    pub name: &'static str,
    /// Whether the type has a name of its own (`template.HTML`, `int`) or is composed
    /// (`map[string]string`); decides what may be passed for what.
    pub named: bool,
    /// What kind of type it is, and of what it is made.
    pub kind: Kind,
    /// Its methods; a pointer has those of its target too.
    pub methods: &'static [Method],
    /// Its `String` method as `fmt` calls it, if it has one.
    pub string: Option<fn(&Value) -> String>,
    /// Its `GoString` method, for `%#v`.
    pub go_string: Option<fn(&Value) -> String>,
    /// Whether two values are the same by `==`; absent for types that are compared by their parts.
    pub equal: Option<fn(&Value, &Value) -> bool>,
}

/// The kinds of `reflect` that occur in template data.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// No value at all.
    Invalid,
    /// `bool`
    Bool,
    /// Signed integers of any size.
    Int,
    /// Unsigned integers of any size.
    Uint,
    /// `float64`
    Float,
    /// `complex128`
    Complex,
    /// `string`
    String,
    /// `interface {}`
    Interface,
    /// A slice of the given type.
    Slice(&'static Type),
    /// A map from the first type to the second.
    Map(&'static Type, &'static Type),
    /// A pointer to the given type.
    Pointer(&'static Type),
    /// A struct.
    Struct(&'static [Field]),
    /// `reflect.Value` as the type of a parameter: takes the argument as it is, an interface included.
    ReflectValue,
}

/// A field of a struct type.
#[derive(Debug)]
pub struct Field {
    /// Its name; only names that start with an upper-case letter can be used in templates.
    pub name: &'static str,
    /// Its type.
    pub ty: &'static Type,
    /// Where its value is.
    pub access: Access,
    /// What JSON calls it.
    pub json: &'static str,
}

/// How to get at a field.
#[derive(Debug)]
pub enum Access {
    /// An element of [`Data::Struct`](super::Data::Struct).
    Index(usize),
    /// Computed from the struct.
    Computed(fn(&Value) -> Value),
}

/// The parameters and results of a function or method.
#[derive(Debug)]
pub struct Signature {
    /// Its name in templates.
    pub name: &'static str,
    /// The types of its parameters; of a variadic one, the last is that of each further argument.
    pub params: &'static [&'static Type],
    /// Whether the last parameter may be repeated or left out.
    pub variadic: bool,
    /// Whether its results suit a template.
    pub results: Results,
    /// The first Go that has it; looked at for methods only.
    pub since: GoVersion,
}

/// The results of a function.
#[derive(Debug, Clone, Copy)]
pub enum Results {
    /// One value, or a value and an error.
    Usable,
    /// Some other number of values than one or two.
    Count(usize),
    /// A second value of the given type that is no error.
    SecondIs(&'static str),
}

/// A method of a type.
#[derive(Debug)]
pub struct Method {
    /// Name, parameters and results.
    pub signature: Signature,
    /// Calls it on a receiver of the type.
    pub call: fn(&Value, &[Value]) -> Result<Value, String>,
}

impl Signature {
    /// A function of fixed parameters.
    pub const fn fixed(name: &'static str, params: &'static [&'static Type]) -> Self {
        Self { name, params, variadic: false, results: Results::Usable, since: GoVersion::Go1_19 }
    }

    /// A function whose last parameter may be repeated or left out.
    pub const fn variadic(name: &'static str, params: &'static [&'static Type]) -> Self {
        Self { variadic: true, ..Self::fixed(name, params) }
    }
}

impl Type {
    /// A type with a name of its own and no methods.
    pub const fn named(name: &'static str, kind: Kind) -> Self {
        Self { name, named: true, kind, methods: &[], string: None, go_string: None, equal: None }
    }

    /// A composed type.
    pub const fn unnamed(name: &'static str, kind: Kind) -> Self {
        Self { named: false, ..Self::named(name, kind) }
    }

    /// Whether both are the same type.
    pub fn is(&'static self, other: &'static Self) -> bool {
        std::ptr::eq(self, other)
    }

    /// Whether a value of this type can be given where `target` is wanted.
    pub(crate) fn assignable_to(&'static self, target: &'static Self) -> bool {
        self.is(target)
            || matches!(target.kind, Kind::Interface)
            || ((!self.named || !target.named) && self.kind.same_structure(target.kind))
    }

    /// Whether `nil` is a value of the type.
    pub(crate) fn can_be_nil(&self) -> bool {
        matches!(
            self.kind,
            Kind::Interface | Kind::Map(..) | Kind::Pointer(_) | Kind::Slice(_) | Kind::ReflectValue
        )
    }

    /// Whether `==` is defined between values of the type.
    pub(crate) fn comparable(&self) -> bool {
        match self.kind {
            Kind::Slice(_) | Kind::Map(..) => false,
            Kind::Struct(fields) => self.equal.is_some() || fields.iter().all(|field| field.ty.comparable()),
            _ => true,
        }
    }

    /// The method of that name, and whether it belongs to what this type points to.
    pub(crate) fn method(&self, name: &str) -> Option<(&'static Method, bool)> {
        let find = |methods: &'static [Method]| methods.iter().find(|method| method.signature.name == name);
        if let Some(method) = find(self.methods) {
            return Some((method, false));
        }
        match self.kind {
            Kind::Pointer(target) => find(target.methods).map(|method| (method, true)),
            _ => None,
        }
    }
}

impl Kind {
    fn same_structure(self, other: Self) -> bool {
        match (self, other) {
            (Self::Slice(element), Self::Slice(other)) => element.is(other),
            (Self::Map(key, value), Self::Map(other_key, other_value)) => {
                key.is(other_key) && value.is(other_value)
            }
            (Self::Pointer(target), Self::Pointer(other)) => target.is(other),
            _ => false,
        }
    }
}

impl Field {
    /// A field held at a position of [`Data::Struct`](super::Data::Struct).
    pub const fn at(name: &'static str, ty: &'static Type, index: usize) -> Self {
        Self { name, ty, access: Access::Index(index), json: name }
    }

    /// A computed field.
    pub const fn computed(name: &'static str, ty: &'static Type, get: fn(&Value) -> Value) -> Self {
        Self { name, ty, access: Access::Computed(get), json: name }
    }

    /// The field with another name in JSON.
    pub const fn json(self, json: &'static str) -> Self {
        Self { json, ..self }
    }

    /// Whether templates may use it.
    pub(crate) fn exported(&self) -> bool {
        self.name.starts_with(char::is_uppercase)
    }

    /// Its value in `owner`.
    pub(crate) fn get(&self, owner: &Value) -> Value {
        match self.access {
            Access::Index(index) => owner.struct_field(index).unwrap_or_else(|| Value::zero(self.ty)),
            Access::Computed(get) => get(owner),
        }
    }
}
