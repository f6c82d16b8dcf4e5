//! Which test groups run.

use std::str::FromStr;

/// The M-th of N parts of a suite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partition {
    /// From 1.
    part: u64,
    /// At least 1.
    parts: u64,
}

/// Not a partition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PartitionError {
    /// Not of the form `M/N`.
    #[error("expected M/N, such as 1/4")]
    Form,
    /// Outside of `1..=N`.
    #[error("part {part} of {parts} does not exist: parts count from 1")]
    Range {
        /// The part asked for.
        part: u64,
        /// How many there are.
        parts: u64,
    },
}

impl FromStr for Partition {
    type Err = PartitionError;

    fn from_str(text: &str) -> Result<Self, PartitionError> {
        let (part, parts) = text.split_once('/').ok_or(PartitionError::Form)?;
        let part = part.parse().map_err(|_| PartitionError::Form)?;
        let parts = parts.parse().map_err(|_| PartitionError::Form)?;
        if (1..=parts).contains(&part) {
            Ok(Self { part, parts })
        } else {
            Err(PartitionError::Range { part, parts })
        }
    }
}

impl Partition {
    /// Whether the part holds the group `name` of the file at `path`.
    pub fn holds(&self, path: &str, name: &str) -> bool {
        let path = path.trim_start_matches("./");
        let text = path.bytes().chain([0]).chain(name.bytes());
        fnv_1a(text) % self.parts == self.part - 1
    }
}

/// FNV-1a: a hash whose value is fixed for good, so that parts are the same on every machine.
fn fnv_1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_is_in_exactly_one_part() {
        let parts: Vec<Partition> =
            (1..=3).map(|part| format!("{part}/3").parse().expect("a partition")).collect();
        for name in ["", "a", "b", "c", "drain"] {
            assert_eq!(parts.iter().filter(|part| part.holds("t.yml", name)).count(), 1, "{name}");
            assert_eq!(parts[0].holds("./t.yml", name), parts[0].holds("t.yml", name));
        }
    }

    #[test]
    fn malformed_partitions_are_refused() {
        for (text, want) in [
            ("1", PartitionError::Form),
            ("a/2", PartitionError::Form),
            ("0/2", PartitionError::Range { part: 0, parts: 2 }),
            ("3/2", PartitionError::Range { part: 3, parts: 2 }),
            ("1/0", PartitionError::Range { part: 1, parts: 0 }),
        ] {
            assert_eq!(text.parse::<Partition>(), Err(want), "{text}");
        }
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv_1a("foobar".bytes()), 0x85944171f73967e8);
    }
}
