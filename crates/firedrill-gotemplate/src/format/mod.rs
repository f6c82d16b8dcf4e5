//! Go's `fmt`: `Sprint`, `Sprintln`, `Sprintf` over template values.

mod directive;
mod float;
mod integer;
mod print;
mod printer;
mod string;

pub(crate) use directive::sprintf;
pub(crate) use print::{sprint, sprintln};
pub(crate) use printer::Printer;
