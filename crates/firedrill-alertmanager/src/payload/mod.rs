//! What receivers are sent.

mod data;
mod dedup_key;
mod go_json;
mod go_time;
mod quote_meta;
mod texts;
mod webhook;

pub use data::notification_data;
pub use dedup_key::dedup_key;
pub use texts::{RenderedText, render_texts};
pub use webhook::webhook_body;
