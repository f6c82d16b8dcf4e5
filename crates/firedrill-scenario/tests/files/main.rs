//! Scenario files as a whole: the ones that must be read, and the ones that must be refused.

mod disk;
mod reference;
mod refused;
mod sketches;
