//! What receivers are sent.

mod data;
mod dedup_key;
mod go_json;
mod go_time;
mod quote_meta;
mod webhook;

pub use data::notification_data;
pub use dedup_key::dedup_key;
pub use webhook::webhook_body;
