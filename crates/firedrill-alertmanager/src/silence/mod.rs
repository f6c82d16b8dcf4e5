//! Silences: what people mute by hand.

mod edit;
mod error;
mod silence_state;
mod silences;

pub use edit::PostedSilence;
pub use error::SilenceError;
pub use silence_state::{Silence, SilenceState};
pub use silences::Silences;
