//! What of a value is printed.

use crate::value::{Kind, Value};

/// The operand to hand to `fmt` for a value: pointers are followed, unless it is the pointer that can
/// print itself; no value at all prints as `<no value>`.
pub(crate) fn printable(value: Value) -> Value {
    if !value.is_valid() {
        return Value::string("<no value>");
    }
    let mut printed = value;
    while let Kind::Pointer(target) = printed.kind() {
        let prints_itself = printed.ty().string.is_some() && target.string.is_none();
        if printed.is_nil() || prints_itself {
            break;
        }
        printed = printed.element();
    }
    printed.indirect_interface()
}
