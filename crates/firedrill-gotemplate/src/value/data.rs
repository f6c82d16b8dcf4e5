//! Values.

use std::any::Any;
use std::rc::Rc;

use super::{
    ANY, BOOL, COMPLEX128, FLOAT64, INT, INVALID, Kind, STRING, STRING_MAP, STRING_TO_ANY_MAP, Slice, Type,
    UINT8, compare_keys,
};

/// A Go value with its type. Cloning shares what Go shares.
#[derive(Debug, Clone)]
pub struct Value {
    ty: &'static Type,
    /// How many values lie within each other.
    nesting: usize,
    data: Data,
}

/// What a value holds.
#[derive(Debug, Clone)]
pub enum Data {
    /// No value, or the nil of a type that has one.
    Nil,
    /// `true` or `false`.
    Bool(bool),
    /// A signed integer.
    Int(i64),
    /// An unsigned integer.
    Uint(u64),
    /// A double.
    Float(f64),
    /// Real and imaginary part.
    Complex(f64, f64),
    /// Bytes, by convention UTF-8.
    String(Rc<[u8]>),
    /// A slice.
    Slice(Slice),
    /// Entries sorted by key.
    Map(Rc<[(Value, Value)]>),
    /// The fields in order.
    Struct(Rc<[Value]>),
    /// What the pointer points to.
    Pointer(Rc<Value>),
    /// What the interface holds.
    Interface(Rc<Value>),
    /// Something only the type's own fields and methods understand.
    Native(Rc<dyn Any>),
}

impl Data {
    fn nesting(&self) -> usize {
        match self {
            Self::Slice(slice) => 1 + slice.nesting(),
            Self::Map(entries) => 1 + entries.iter().map(|(_, value)| value.nesting).max().unwrap_or(0),
            Self::Struct(fields) => 1 + fields.iter().map(|field| field.nesting).max().unwrap_or(0),
            Self::Pointer(target) | Self::Interface(target) => 1 + target.nesting,
            _ => 0,
        }
    }
}

impl Value {
    /// A value of type `ty`; `data` must suit its kind.
    pub fn new(ty: &'static Type, data: Data) -> Self {
        Self { ty, nesting: data.nesting(), data }
    }

    /// No value: what an untyped `nil` is to a function.
    pub fn invalid() -> Self {
        Self::new(&INVALID, Data::Nil)
    }

    /// The zero value of a type.
    pub fn zero(ty: &'static Type) -> Self {
        let data = match ty.kind {
            Kind::Bool => Data::Bool(false),
            Kind::Int => Data::Int(0),
            Kind::Uint => Data::Uint(0),
            Kind::Float => Data::Float(0.0),
            Kind::Complex => Data::Complex(0.0, 0.0),
            Kind::String => Data::String(Rc::from([])),
            Kind::Struct(fields) => Data::Struct(fields.iter().map(|field| Self::zero(field.ty)).collect()),
            Kind::ReflectValue => return Self::invalid(),
            Kind::Invalid | Kind::Interface | Kind::Slice(_) | Kind::Map(..) | Kind::Pointer(_) => Data::Nil,
        };
        Self::new(ty, data)
    }

    /// A `bool`.
    pub fn bool(value: bool) -> Self {
        Self::new(&BOOL, Data::Bool(value))
    }

    /// An `int`.
    pub fn int(value: i64) -> Self {
        Self::new(&INT, Data::Int(value))
    }

    /// A `float64`.
    pub fn float(value: f64) -> Self {
        Self::new(&FLOAT64, Data::Float(value))
    }

    /// A `complex128`.
    pub fn complex(real: f64, imaginary: f64) -> Self {
        Self::new(&COMPLEX128, Data::Complex(real, imaginary))
    }

    /// A `string`.
    pub fn string(text: impl AsRef<[u8]>) -> Self {
        Self::string_of(&STRING, text)
    }

    /// A value of a string type.
    pub fn string_of(ty: &'static Type, text: impl AsRef<[u8]>) -> Self {
        Self::new(ty, Data::String(Rc::from(text.as_ref())))
    }

    /// A slice; the elements must be of its element type.
    pub fn slice(ty: &'static Type, items: Vec<Self>) -> Self {
        Self::new(ty, Data::Slice(Slice::new(items)))
    }

    /// A map; keys and values must be of its types.
    pub fn map(ty: &'static Type, mut entries: Vec<(Self, Self)>) -> Self {
        entries.sort_by(|lhs, rhs| compare_keys(&lhs.0, &rhs.0));
        Self::new(ty, Data::Map(entries.into()))
    }

    /// A `map[string]string`.
    pub fn string_map<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let entries = entries.into_iter().map(|(key, value)| (Self::string(key), Self::string(value)));
        Self::map(&STRING_MAP, entries.collect())
    }

    /// A `map[string]interface {}`.
    pub fn any_map(entries: impl IntoIterator<Item = (String, Self)>) -> Self {
        let entries = entries.into_iter().map(|(key, value)| (Self::string(key), value.into_interface()));
        Self::map(&STRING_TO_ANY_MAP, entries.collect())
    }

    /// A struct; the fields must be of its types.
    pub fn structure(ty: &'static Type, fields: Vec<Self>) -> Self {
        Self::new(ty, Data::Struct(fields.into()))
    }

    /// A pointer to `target`.
    pub fn pointer(ty: &'static Type, target: Self) -> Self {
        Self::new(ty, Data::Pointer(Rc::new(target)))
    }

    /// The value as an `interface {}`; an interface stays what it is.
    pub fn into_interface(self) -> Self {
        match self.ty.kind {
            Kind::Interface => self,
            Kind::Invalid => Self::new(&ANY, Data::Nil),
            _ => Self::new(&ANY, Data::Interface(Rc::new(self))),
        }
    }

    /// Its type.
    pub fn ty(&self) -> &'static Type {
        self.ty
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.ty.kind
    }

    /// What it holds.
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// How many values lie within each other.
    pub(crate) fn nesting(&self) -> usize {
        self.nesting
    }

    /// Whether there is a value.
    pub fn is_valid(&self) -> bool {
        !matches!(self.ty.kind, Kind::Invalid)
    }

    /// Whether it is nil (also of a pointer, map, slice or interface type).
    pub fn is_nil(&self) -> bool {
        matches!(self.data, Data::Nil)
    }

    /// The bytes of a string.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.data {
            Data::String(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The text of a string, with U+FFFD for what is not UTF-8; empty for anything else.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(self.as_bytes().unwrap_or_default()).into_owned()
    }

    /// What it holds natively, if that is a `T`.
    pub fn native<T: 'static>(&self) -> Option<&T> {
        match &self.data {
            Data::Native(native) => native.downcast_ref(),
            _ => None,
        }
    }

    pub(crate) fn struct_field(&self, index: usize) -> Option<Self> {
        match &self.data {
            Data::Struct(fields) => fields.get(index).cloned(),
            _ => None,
        }
    }

    /// What an interface or pointer refers to; no value if nil.
    pub(crate) fn element(&self) -> Self {
        match &self.data {
            Data::Interface(target) | Data::Pointer(target) => (**target).clone(),
            _ => Self::invalid(),
        }
    }

    /// Follows pointers and interfaces to their end; true if it ends at a nil one.
    pub(crate) fn indirect(&self) -> (Self, bool) {
        let mut value = self.clone();
        while matches!(value.kind(), Kind::Pointer(_) | Kind::Interface) {
            if value.is_nil() {
                return (value, true);
            }
            value = value.element();
        }
        (value, false)
    }

    /// What an interface holds; anything else as it is.
    pub(crate) fn indirect_interface(self) -> Self {
        match self.kind() {
            Kind::Interface => self.element(),
            _ => self,
        }
    }

    /// The value of a map under `key`.
    pub(crate) fn map_index(&self, key: &Self) -> Option<Self> {
        let Data::Map(entries) = &self.data else {
            return None;
        };
        let position = entries.binary_search_by(|(candidate, _)| compare_keys(candidate, key)).ok()?;
        Some(entries[position].1.clone())
    }

    /// The value of a map under a string.
    pub fn entry(&self, name: &str) -> Option<Self> {
        self.map_index(&Self::string(name))
    }

    /// Number of elements of a string, slice or map.
    pub(crate) fn length(&self) -> Option<usize> {
        match (&self.data, self.kind()) {
            (Data::String(bytes), _) => Some(bytes.len()),
            (Data::Slice(slice), _) => Some(slice.len()),
            (Data::Map(entries), _) => Some(entries.len()),
            (Data::Nil, Kind::Slice(_) | Kind::Map(..)) => Some(0),
            _ => None,
        }
    }

    /// An element of a string or slice.
    pub(crate) fn index(&self, index: usize) -> Option<Self> {
        match &self.data {
            Data::String(bytes) => Some(Self::new(&UINT8, Data::Uint(u64::from(*bytes.get(index)?)))),
            Data::Slice(slice) => slice.get(index),
            _ => None,
        }
    }

    /// Whether templates take it for true: anything but the zero of its type, and any struct.
    pub(crate) fn truth(&self) -> bool {
        match &self.data {
            Data::Nil => matches!(self.kind(), Kind::Struct(_)),
            Data::Bool(value) => *value,
            Data::Int(value) => *value != 0,
            Data::Uint(value) => *value != 0,
            Data::Float(value) => *value != 0.0,
            Data::Complex(real, imaginary) => *real != 0.0 || *imaginary != 0.0,
            Data::String(_) | Data::Slice(_) | Data::Map(_) => self.length() != Some(0),
            Data::Struct(_) | Data::Native(_) | Data::Pointer(_) | Data::Interface(_) => true,
        }
    }
}
