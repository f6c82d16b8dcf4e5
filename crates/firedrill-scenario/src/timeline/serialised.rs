//! How the model's types stand in a serialised timeline.

/// Milliseconds since the epoch.
pub(super) mod timestamp {
    use firedrill_model::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in crate::timeline) fn serialize<S: Serializer>(
        timestamp: &Timestamp,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(timestamp.as_ms())
    }

    pub(in crate::timeline) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Timestamp, D::Error> {
        i64::deserialize(deserializer).map(Timestamp)
    }
}

/// Milliseconds since the epoch, or nothing.
pub(super) mod optional_timestamp {
    use firedrill_model::Timestamp;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[expect(clippy::ref_option, reason = "serde hands out a reference to the field")]
    pub(in crate::timeline) fn serialize<S: Serializer>(
        timestamp: &Option<Timestamp>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        timestamp.map(Timestamp::as_ms).serialize(serializer)
    }

    pub(in crate::timeline) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Timestamp>, D::Error> {
        Option::<i64>::deserialize(deserializer).map(|ms| ms.map(Timestamp))
    }
}

/// Milliseconds.
pub(super) mod duration {
    use firedrill_model::Duration;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in crate::timeline) fn serialize<S: Serializer>(
        duration: &Duration,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(duration.as_ms())
    }

    pub(in crate::timeline) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Duration, D::Error> {
        i64::deserialize(deserializer).map(Duration::from_ms)
    }
}

/// A map from names to values, sorted by name.
pub(super) mod labels {
    use std::collections::BTreeMap;

    use firedrill_model::Labels;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in crate::timeline) fn serialize<S: Serializer>(
        labels: &Labels,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(labels.iter())
    }

    pub(in crate::timeline) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Labels, D::Error> {
        BTreeMap::<String, String>::deserialize(deserializer).map(Labels::from_pairs)
    }
}

/// A number as text in Go's shortest form, since JSON has neither NaN nor infinities.
pub(super) mod number {
    use firedrill_model::number::{api_float, parse_float};
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in crate::timeline) fn serialize<S: Serializer>(
        number: &f64,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&api_float(*number))
    }

    pub(in crate::timeline) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<f64, D::Error> {
        parse_float(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
