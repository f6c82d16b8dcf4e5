//! Agreement with recorded answers of real Prometheus servers and tools.

mod expr;
mod functions;
mod queries;
mod recordings;
mod report;
mod shared;
