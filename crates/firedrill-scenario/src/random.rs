//! Random numbers that depend on the seed of a run and on the name of what draws them.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// A stream of random numbers.
///
/// Two generators with different names are independent, so adding one to a scenario does not change
/// what the others draw.
#[derive(Debug, Clone)]
pub struct Random(ChaCha8Rng);

impl Random {
    /// The stream of the generator called `name` in the run with `seed`.
    pub fn named(seed: u64, name: &str) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&fnv1a(name.bytes()).to_le_bytes());
        key[16..24].copy_from_slice(&fnv1a(name.bytes().rev()).to_le_bytes());
        key[24..].copy_from_slice(&(name.len() as u64).to_le_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// A number of `0..1`, evenly spread.
    pub fn unit(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << f64::MANTISSA_DIGITS) as f64;
        (self.0.next_u64() >> (u64::BITS - f64::MANTISSA_DIGITS)) as f64 * STEP
    }

    /// A number of `-1..1`, evenly spread.
    pub fn symmetric(&mut self) -> f64 {
        self.unit() * 2.0 - 1.0
    }

    /// A whole number of `0..count`; 0 where `count` is 0.
    pub fn below(&mut self, count: usize) -> usize {
        ((self.unit() * count as f64) as usize).min(count.saturating_sub(1))
    }
}

/// The FNV-1a hash: any fixed hash will do, but it must never change.
fn fnv1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_depend_on_seed_and_name_only() {
        let first = |seed, name| Random::named(seed, name).unit();
        assert_eq!(first(1, "a"), first(1, "a"));
        assert_ne!(first(1, "a"), first(2, "a"));
        assert_ne!(first(1, "a"), first(1, "b"));
        assert_ne!(first(1, "ab"), first(1, "ba"));
    }

    #[test]
    fn numbers_stay_in_range() {
        let mut random = Random::named(7, "range");
        for _ in 0..1000 {
            assert!((0.0..1.0).contains(&random.unit()));
            assert!((-1.0..1.0).contains(&random.symmetric()));
            assert!(random.below(3) < 3);
            assert_eq!(random.below(0), 0);
        }
    }
}
