//! The binary from outside: the suites shipped here, malformed files, documented commands.

mod bad_input;
mod checks;
mod commands;
mod documentation;
mod guide;
mod routes;
mod suites;
