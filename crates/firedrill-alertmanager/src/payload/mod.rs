//! What receivers are sent.

mod dedup_key;
mod go_json;
mod go_time;
mod webhook;

pub use dedup_key::dedup_key;
pub use webhook::webhook_body;
