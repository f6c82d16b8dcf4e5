//! The `firedrill` command.

fn main() {}
