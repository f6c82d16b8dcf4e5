//! Agreement with recorded answers of real Prometheus servers and tools.

mod corpus;
mod erase;
mod expr;
mod functions;
mod other_parser;
mod queries;
mod random_text;
mod recordings;
mod report;
mod round_trip;
mod shared;
