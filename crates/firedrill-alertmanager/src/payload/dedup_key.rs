//! The key by which incident services tell incidents apart.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// SHA-256 of a group key in lower-case hexadecimal: PagerDuty's `dedup_key`, Opsgenie's `alias`,
/// VictorOps' `entity_id`.
pub fn dedup_key(group_key: &str) -> String {
    let mut hexadecimal = String::with_capacity(64);
    for byte in Sha256::digest(group_key.as_bytes()) {
        // Writing to a String cannot fail.
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    hexadecimal
}

#[cfg(test)]
mod tests {
    use super::dedup_key;

    #[test]
    fn is_the_sha256_of_the_group_key() {
        assert_eq!(dedup_key("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
