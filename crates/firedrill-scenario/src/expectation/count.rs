//! How often.

use std::fmt;

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// At least this often.
    pub least: u32,
    /// At most this often; any number where absent.
    pub most: Option<u32>,
}

impl Count {
    /// Exactly one.
    pub const ONE: Self = Self { least: 1, most: Some(1) };

    /// Reads `3`, `2..4`, `2..` or `any`.
    ///
    /// # Errors
    /// A sentence that says what is possible.
    pub fn parse(text: &str) -> Result<Self, String> {
        let number = |text: &str| {
            text.parse::<u32>().map_err(|_| format!("{text:?} is no count; write 3, 2..4, 2.. or any"))
        };
        if text == "any" {
            return Ok(Self { least: 0, most: None });
        }
        let count = match text.split_once("..") {
            None => {
                let exact = number(text)?;
                Self { least: exact, most: Some(exact) }
            }
            Some((least, "")) => Self { least: number(least)?, most: None },
            Some((least, most)) => Self { least: number(least)?, most: Some(number(most)?) },
        };
        if count.most.is_some_and(|most| most < count.least) {
            return Err(format!("{text:?} ends before it begins"));
        }
        Ok(count)
    }
}

impl fmt::Display for Count {
    /// `once`, `3 times`, `2 to 4 times`, `2 times or more`, `any number of times`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (1, Some(1)) => formatter.write_str("once"),
            (0, None) => formatter.write_str("any number of times"),
            (least, None) => write!(formatter, "{least} times or more"),
            (least, Some(most)) if least == most => write!(formatter, "{least} times"),
            (least, Some(most)) => write!(formatter, "{least} to {most} times"),
        }
    }
}
