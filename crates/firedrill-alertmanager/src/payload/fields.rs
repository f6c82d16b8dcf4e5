//! What a message says, by name.

use serde::{Serialize, Serializer};

/// The texts of a message in its order, each by the name by which scenarios ask for it.
///
/// The name is the path in the body, points between the steps, without the envelope that a service wraps
/// around what people read: of PagerDuty `summary`, `severity`, `custom_details.num_firing`; of Slack
/// `title`, `text`, `fields.0.value`; of both kinds of Microsoft Teams `title` and `text`; of an e-mail
/// `subject`, `to`, `text`, `html` and `headers.X-Team`; of a webhook `commonAnnotations.summary`. Numbers
/// and flags are printed as JSON. `docs/reference/notification-fields.md` lists all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The text of a field.
    ///
    /// ```
    /// use firedrill_alertmanager::payload::Fields;
    /// let fields: Fields = [("title", "Disk full"), ("text", "sda1")].into_iter().collect();
    /// assert_eq!(fields.get("title"), Some("Disk full"));
    /// assert_eq!(fields.get("summary"), None);
    /// ```
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find_map(|(other, text)| (other == name).then_some(text.as_str()))
    }

    /// All names with their texts, in the order of the message.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds fields whose names are not taken yet.
    pub(super) fn add(&mut self, fields: impl IntoIterator<Item = (String, String)>) {
        for (name, text) in fields {
            if self.get(&name).is_none() {
                self.0.push((name, text));
            }
        }
    }
}

impl<N: Into<String>, T: Into<String>> FromIterator<(N, T)> for Fields {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(fields: I) -> Self {
        Self(fields.into_iter().map(|(name, text)| (name.into(), text.into())).collect())
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}
