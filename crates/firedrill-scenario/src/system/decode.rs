//! `system:` in a scenario file.

use firedrill_model::source::yaml::Node;

use super::System;
use super::rebalance::{RebalanceSystem, decode};
use crate::file::Reader;
use crate::schema::{Key, Kind, Object};

pub(crate) const SYSTEM: Object = Object::new(
    "system",
    "A model of a system that exposes the series; its parts are the subjects of lines of the timeline.",
    &[Key::new(
        "rebalance",
        Kind::Object(&decode::REBALANCE),
        "A mesh whose shards a controller rebalances.",
    )],
);

/// Reads the modelled system on top of what the extended scenario says of it.
pub(crate) fn system(reader: &mut Reader<'_>, node: Node<'_>, base: Option<System>) -> Option<System> {
    let mut system = base;
    reader.fields(node, SYSTEM.name, |reader, field| {
        let is_known = field.name == "rebalance";
        if is_known {
            let base = match system.take() {
                Some(System::Rebalance(base)) => base,
                None => RebalanceSystem::default(),
            };
            system = Some(System::Rebalance(decode::rebalance(reader, field.value, base)));
        }
        is_known
    });
    system
}
