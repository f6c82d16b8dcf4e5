//! Why alerts fired, did not fire, or did not resolve: the sub-expression that decided it.

mod decide;
mod excerpt;
mod explainer;
mod notification;
mod vanished;

pub use explainer::Explainer;
