//! `Sprintf`: directives with flags, width, precision and argument numbers.

use super::Printer;
use crate::value::{Data, Value};

/// Larger widths, precisions and argument numbers are refused.
const MAX_NUMBER: usize = 1_000_000;

/// `fmt.Sprintf`; what is wrong with a directive appears in the result, as `%!d(MISSING)`.
pub(crate) fn sprintf(format: &[u8], operands: &[Value]) -> Vec<u8> {
    let mut run = Directives {
        printer: Printer::default(),
        format,
        operands,
        position: 0,
        next: 0,
        reordered: false,
        good_number: true,
    };
    run.all();
    run.printer.into_bytes()
}

struct Directives<'a> {
    printer: Printer,
    format: &'a [u8],
    operands: &'a [Value],
    position: usize,
    /// The operand that the next directive takes.
    next: usize,
    /// A directive chose its operand by number.
    reordered: bool,
    good_number: bool,
}

impl Directives<'_> {
    fn all(&mut self) {
        while self.position < self.format.len() {
            let rest = &self.format[self.position..];
            let literal = rest.iter().position(|byte| *byte == b'%').unwrap_or(rest.len());
            self.printer.out.extend_from_slice(&rest[..literal]);
            self.position += literal;
            if self.position >= self.format.len() {
                break;
            }
            self.position += 1;
            self.printer.clear_flags();
            if !self.directive() {
                self.printer.push("%!(NOVERB)");
                break;
            }
        }
        if !self.reordered && self.next < self.operands.len() {
            self.extra();
        }
    }

    fn peek(&self) -> Option<u8> {
        self.format.get(self.position).copied()
    }

    /// One directive after its percent sign; false if the format ends within it.
    fn directive(&mut self) -> bool {
        self.good_number = true;
        self.flags();
        let mut after_number = self.operand_number();
        if self.peek() == Some(b'*') {
            self.position += 1;
            self.width_operand();
            after_number = false;
        } else {
            self.printer.flags.width = self.number();
            if after_number && self.printer.flags.width.is_some() {
                self.good_number = false;
            }
        }
        // A dot at the very end is a verb.
        if self.position + 1 < self.format.len() && self.peek() == Some(b'.') {
            self.position += 1;
            if after_number {
                self.good_number = false;
            }
            after_number = self.operand_number();
            if self.peek() == Some(b'*') {
                self.position += 1;
                self.precision_operand();
                after_number = false;
            } else {
                self.printer.flags.precision = Some(self.number().unwrap_or(0));
            }
        }
        if !after_number {
            self.operand_number();
        }
        let Some(verb) = self.verb() else {
            return false;
        };
        self.print(verb);
        true
    }

    fn flags(&mut self) {
        while let Some(flag) = self.peek() {
            let flags = &mut self.printer.flags;
            match flag {
                b'#' => flags.sharp = true,
                b'0' => flags.zero = true,
                b'+' => flags.plus = true,
                b'-' => flags.minus = true,
                b' ' => flags.space = true,
                _ => break,
            }
            self.position += 1;
        }
    }

    fn verb(&mut self) -> Option<char> {
        let rest = &self.format[self.position..];
        let chunk = rest.utf8_chunks().next()?;
        if let Some(verb) = chunk.valid().chars().next() {
            self.position += verb.len_utf8();
            return Some(verb);
        }
        self.position += 1;
        Some(char::REPLACEMENT_CHARACTER)
    }

    fn print(&mut self, verb: char) {
        if verb == '%' {
            return self.printer.push("%");
        }
        let problem = match self.operands.get(self.next) {
            _ if !self.good_number => "(BADINDEX)",
            None => "(MISSING)",
            Some(operand) => {
                if matches!(verb, 'v' | 'w') {
                    let flags = &mut self.printer.flags;
                    flags.sharp_v = std::mem::replace(&mut flags.sharp, false);
                    flags.plus_v = std::mem::replace(&mut flags.plus, false);
                }
                self.printer.argument(operand, verb);
                self.next += 1;
                return;
            }
        };
        self.printer.push("%!");
        self.printer.push_char(verb);
        self.printer.push(problem);
    }

    /// A decimal number, absent if there is none; too large a one ends the format.
    fn number(&mut self) -> Option<usize> {
        let mut value = None;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            let so_far = value.unwrap_or(0);
            if so_far > MAX_NUMBER {
                self.position = self.format.len();
                return None;
            }
            value = Some(so_far * 10 + usize::from(digit - b'0'));
            self.position += 1;
        }
        value
    }

    /// Reads `[3]`; true if it was there and well-formed.
    fn operand_number(&mut self) -> bool {
        if self.peek() != Some(b'[') {
            return false;
        }
        self.reordered = true;
        let rest = &self.format[self.position..];
        let Some(close) = rest.iter().position(|byte| *byte == b']').filter(|_| rest.len() >= 3) else {
            self.position += 1;
            self.good_number = false;
            return false;
        };
        let digits = &rest[1..close];
        self.position += close + 1;
        let number = std::str::from_utf8(digits)
            .ok()
            .filter(|digits| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()))
            .and_then(|digits| digits.parse::<usize>().ok())
            .filter(|number| *number / 10 <= MAX_NUMBER);
        match number {
            Some(number) if (1..=self.operands.len()).contains(&number) => {
                self.next = number - 1;
                true
            }
            _ => {
                self.good_number = false;
                number.is_some()
            }
        }
    }

    /// Takes an operand as a number; absent if it is no integer or too large.
    fn integer_operand(&mut self) -> Option<i64> {
        let operand = self.operands.get(self.next)?;
        self.next += 1;
        let value = match operand.data() {
            Data::Int(value) => *value,
            Data::Uint(value) => i64::try_from(*value).ok()?,
            _ => return None,
        };
        (value.unsigned_abs() <= MAX_NUMBER as u64).then_some(value)
    }

    fn width_operand(&mut self) {
        let Some(width) = self.integer_operand() else {
            return self.printer.push("%!(BADWIDTH)");
        };
        if width < 0 {
            self.printer.flags.minus = true;
            self.printer.flags.zero = false;
        }
        self.printer.flags.width = usize::try_from(width.unsigned_abs()).ok();
    }

    fn precision_operand(&mut self) {
        match self.integer_operand().and_then(|precision| usize::try_from(precision).ok()) {
            Some(precision) => self.printer.flags.precision = Some(precision),
            None => self.printer.push("%!(BADPREC)"),
        }
    }

    fn extra(&mut self) {
        self.printer.clear_flags();
        self.printer.push("%!(EXTRA ");
        for (index, operand) in self.operands[self.next..].iter().enumerate() {
            if index > 0 {
                self.printer.push(", ");
            }
            if operand.is_valid() {
                self.printer.push(operand.ty().name);
                self.printer.push("=");
                self.printer.argument(operand, 'v');
            } else {
                self.printer.push("<nil>");
            }
        }
        self.printer.push(")");
    }
}
