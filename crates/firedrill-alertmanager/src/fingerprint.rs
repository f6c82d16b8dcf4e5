//! Identities of alerts.

use std::fmt;

use firedrill_model::Labels;

/// The identity of a label set: FNV-1a over sorted names and values, each followed by a 0xFF byte.
///
/// As `LabelSet.Fingerprint` of `prometheus/common/model`; printed as 16 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u64);

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;
const SEPARATOR: u8 = 0xff;

impl Fingerprint {
    /// The fingerprint of `labels`.
    pub fn of(labels: &Labels) -> Self {
        let mut hash = FNV_OFFSET;
        let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME);
        for (name, value) in labels {
            name.bytes().for_each(&mut add);
            add(SEPARATOR);
            value.bytes().for_each(&mut add);
            add(SEPARATOR);
        }
        Self(hash)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_sixteen_digits() {
        assert_eq!(Fingerprint::of(&Labels::empty()).to_string(), "cbf29ce484222325");
        assert_eq!(Fingerprint(10).to_string(), "000000000000000a");
    }
}
