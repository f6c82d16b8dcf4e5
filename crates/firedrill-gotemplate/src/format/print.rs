//! Printing of whole values.

use super::Printer;
use super::printer::Flags;
use crate::value::{Data, Field, Kind, Value};

/// `fmt.Sprint`: a space between two operands neither of which is a string.
pub(crate) fn sprint(operands: &[Value]) -> Vec<u8> {
    let mut printer = Printer::default();
    let mut after_string = false;
    for (index, operand) in operands.iter().enumerate() {
        let is_string = matches!(operand.kind(), Kind::String);
        if index > 0 && !is_string && !after_string {
            printer.push(" ");
        }
        printer.argument(operand, 'v');
        after_string = is_string;
    }
    printer.into_bytes()
}

/// `fmt.Sprintln`: a space between all operands, a newline at the end.
pub(crate) fn sprintln(operands: &[Value]) -> Vec<u8> {
    let mut printer = Printer::default();
    for (index, operand) in operands.iter().enumerate() {
        if index > 0 {
            printer.push(" ");
        }
        printer.argument(operand, 'v');
    }
    printer.push("\n");
    printer.into_bytes()
}

/// Go prints the address of what is not shown; here everything lives at the same one.
const ADDRESS: u64 = 0xc0_0000_0000;

impl Printer {
    /// Prints an operand: a concrete value, or none for `nil`.
    pub(super) fn argument(&mut self, operand: &Value, verb: char) {
        if !operand.is_valid() {
            match verb {
                'T' | 'v' => self.pad(b"<nil>"),
                _ => self.bad_verb(operand, verb),
            }
            return;
        }
        match verb {
            'T' => {
                self.string(operand.ty().name.as_bytes(), 's');
            }
            'p' => self.address(operand, verb),
            _ => {
                if !self.call_method(operand, verb) {
                    self.value(operand, verb, 0);
                }
            }
        }
    }

    /// `%!d(string=x)`
    pub(super) fn bad_verb(&mut self, operand: &Value, verb: char) {
        let erroring = std::mem::replace(&mut self.erroring, true);
        self.push("%!");
        self.push_char(verb);
        self.push("(");
        if operand.is_valid() {
            self.push(operand.ty().name);
            self.push("=");
            self.value(operand, 'v', 0);
        } else {
            self.push("<nil>");
        }
        self.push(")");
        self.erroring = erroring;
    }

    /// Lets a `String` or `GoString` method print the value; false if there is none.
    fn call_method(&mut self, operand: &Value, verb: char) -> bool {
        if self.erroring {
            return false;
        }
        if verb == 'w' {
            self.bad_verb(operand, verb);
            return true;
        }
        let (receiver, ty) = match operand.kind() {
            Kind::Pointer(target) if operand.ty().string.is_none() => (operand.element(), target),
            _ => (operand.clone(), operand.ty()),
        };
        let method = match verb {
            _ if self.flags.sharp_v => ty.go_string,
            'v' | 's' | 'x' | 'X' | 'q' => ty.string,
            _ => None,
        };
        let Some(method) = method else {
            return false;
        };
        if operand.is_nil() && matches!(operand.kind(), Kind::Pointer(_)) {
            self.push("<nil>");
            return true;
        }
        let text = method(&receiver);
        let verb = if self.flags.sharp_v { 's' } else { verb };
        self.string(text.as_bytes(), verb);
        true
    }

    fn nested(&mut self, value: &Value, verb: char, depth: usize) {
        if !self.call_method(value, verb) {
            self.value(value, verb, depth);
        }
    }

    fn value(&mut self, value: &Value, verb: char, depth: usize) {
        let suits = match value.data() {
            Data::Bool(flag) => match verb {
                't' | 'v' => {
                    self.pad(if *flag { b"true" } else { b"false" });
                    true
                }
                _ => false,
            },
            Data::Int(number) => self.integer((*number).into(), verb),
            Data::Uint(number) => self.integer((*number).into(), verb),
            Data::Float(number) => self.float(*number, verb),
            Data::Complex(real, imaginary) => self.complex(*real, *imaginary, verb),
            Data::String(bytes) => self.string(bytes, verb),
            _ => {
                self.composite(value, verb, depth);
                true
            }
        };
        if !suits {
            self.bad_verb(value, verb);
        }
    }

    fn composite(&mut self, value: &Value, verb: char, depth: usize) {
        match value.kind() {
            Kind::Map(..) => self.map(value, verb, depth),
            Kind::Struct(fields) => self.structure(value, fields, verb, depth),
            Kind::Slice(_) => self.slice(value, verb, depth),
            Kind::Interface if value.is_nil() => {
                if self.flags.sharp_v {
                    self.push(value.ty().name);
                    self.push("(nil)");
                } else {
                    self.push("<nil>");
                }
            }
            Kind::Interface => self.nested(&value.element(), verb, depth + 1),
            Kind::Pointer(target) => {
                let shown = matches!(target.kind, Kind::Slice(_) | Kind::Struct(_) | Kind::Map(..));
                if depth == 0 && shown && !value.is_nil() {
                    self.push("&");
                    self.nested(&value.element(), verb, depth + 1);
                } else {
                    self.address(value, verb);
                }
            }
            _ if verb == 'v' => self.push("<nil>"),
            _ => self.bad_verb(value, verb),
        }
    }

    /// Between elements: `, ` in Go syntax, a space otherwise.
    fn separate(&mut self, index: usize) {
        if index > 0 {
            self.push(if self.flags.sharp_v { ", " } else { " " });
        }
    }

    fn map(&mut self, value: &Value, verb: char, depth: usize) {
        if self.flags.sharp_v {
            self.push(value.ty().name);
            if value.is_nil() {
                return self.push("(nil)");
            }
        }
        self.push(if self.flags.sharp_v { "{" } else { "map[" });
        if let Data::Map(entries) = value.data() {
            for (index, (key, element)) in entries.iter().enumerate() {
                self.separate(index);
                self.nested(key, verb, depth + 1);
                self.push(":");
                self.nested(element, verb, depth + 1);
            }
        }
        self.push(if self.flags.sharp_v { "}" } else { "]" });
    }

    fn structure(&mut self, value: &Value, fields: &'static [Field], verb: char, depth: usize) {
        if self.flags.sharp_v {
            self.push(value.ty().name);
        }
        self.push("{");
        for (index, field) in fields.iter().enumerate() {
            self.separate(index);
            if self.flags.plus_v || self.flags.sharp_v {
                self.push(field.name);
                self.push(":");
            }
            let element = field.get(value);
            // What an interface holds is what is printed.
            let element = if element.is_nil() { element } else { element.indirect_interface() };
            if field.exported() {
                self.nested(&element, verb, depth + 1);
            } else {
                self.value(&element, verb, depth + 1);
            }
        }
        self.push("}");
    }

    fn slice(&mut self, value: &Value, verb: char, depth: usize) {
        if self.flags.sharp_v {
            self.push(value.ty().name);
            if value.is_nil() {
                return self.push("(nil)");
            }
        }
        self.push(if self.flags.sharp_v { "{" } else { "[" });
        if let Data::Slice(slice) = value.data() {
            for (index, element) in slice.to_vec().iter().enumerate() {
                self.separate(index);
                self.nested(element, verb, depth + 1);
            }
        }
        self.push(if self.flags.sharp_v { "}" } else { "]" });
    }

    /// Where a map, slice or pointer lies.
    fn address(&mut self, value: &Value, verb: char) {
        if !matches!(value.kind(), Kind::Map(..) | Kind::Slice(_) | Kind::Pointer(_)) {
            return self.bad_verb(value, verb);
        }
        let address = if value.is_nil() { 0 } else { ADDRESS };
        match verb {
            'v' if self.flags.sharp_v => {
                self.push("(");
                self.push(value.ty().name);
                self.push(")(");
                if address == 0 {
                    self.push("nil");
                } else {
                    self.hexadecimal(address, true);
                }
                self.push(")");
            }
            'v' if address == 0 => self.pad(b"<nil>"),
            'v' | 'p' => self.hexadecimal(address, !self.flags.sharp),
            'b' | 'o' | 'd' | 'x' | 'X' => {
                self.integer(address.into(), verb);
            }
            _ => self.bad_verb(value, verb),
        }
    }

    pub(super) fn clear_flags(&mut self) {
        self.flags = Flags::default();
    }
}
