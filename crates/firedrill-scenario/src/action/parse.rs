//! Reading a line of the timeline.

use firedrill_model::suggestion::suggestion;
use firedrill_model::{Duration, Span};

use super::sentence::{Word, distance, matched, words};
use super::table::{SENTENCES, Sentence};
use super::{Action, ActionError, SystemAction};

/// A line of the timeline, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What happens.
    pub action: Action,
    /// The name of the mark at its instant; absent for what happens to a modelled system, which leaves its
    /// own marks.
    pub begins: Option<String>,
    /// The name of the mark at its end, and how much later that is.
    pub ends: Option<(String, Duration)>,
}

/// The first words of sentences that are not about a modelled system.
fn is_ours(word: &str) -> bool {
    SENTENCES.iter().any(|sentence| first_word(sentence) == word)
}

fn first_word(sentence: &Sentence) -> &'static str {
    sentence.pattern.split(' ').next().unwrap_or_default()
}

impl Line {
    /// Reads a sentence such as `target a goes down for 3m`.
    ///
    /// # Errors
    /// What is wrong in it, or which sentence is nearest.
    pub fn parse(text: &str) -> Result<Self, ActionError> {
        let words = words(text);
        let read = |sentence: &'static Sentence| Some((sentence, matched(sentence.pattern, text, &words)?));
        if let Some((sentence, slots)) = SENTENCES.iter().find_map(read) {
            let action = (sentence.build)(&slots)?;
            let ends = match (sentence.ends, slots.lasting()?) {
                (Some(mark), Some(lasting)) => Some((slots.render(mark), lasting)),
                _ => None,
            };
            return Ok(Self { action, begins: Some(begins(sentence, slots.render(sentence.begins))), ends });
        }
        Self::of_system(text, &words)
    }

    /// A sentence about a part of the modelled system: a subject and what happens to it.
    fn of_system(text: &str, words: &[Word<'_>]) -> Result<Self, ActionError> {
        let refuse = |message: String| Err(ActionError { message, span: Span::new(0, text.len()) });
        let [subject, predicate @ ..] = words else { return refuse("an action is missing here".to_owned()) };
        if is_ours(subject.text) {
            let near = SENTENCES.iter().min_by_key(|sentence| {
                (first_word(sentence) != subject.text, distance(sentence.pattern, words))
            });
            let near = near.map_or("", |sentence| sentence.pattern);
            return refuse(format!("nothing reads {text:?}, did you mean `{near}`?"));
        }
        let (Some(first), Some(last)) = (predicate.first(), predicate.last()) else {
            return refuse(format!("{text:?} does not say what happens; write as in `target a goes down`"));
        };
        let firsts = SENTENCES.iter().map(first_word);
        if let Some(near) = suggestion(subject.text, firsts) {
            return refuse(format!("unknown subject {:?}, did you mean {near:?}?", subject.text));
        }
        let predicate = first.span.to(last.span).text(text).to_owned();
        let action = Action::System(SystemAction { subject: subject.text.to_owned(), predicate });
        Ok(Self { action, begins: None, ends: None })
    }
}

/// A comment stands in a mark without its quotes.
fn begins(sentence: &Sentence, mark: String) -> String {
    if sentence.begins.contains("COMMENT") { mark.replace('"', "") } else { mark }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read, shortened to the debug form of its last part.
    fn read(text: &str) -> String {
        match Line::parse(text) {
            Ok(line) => {
                let ends = line.ends.map(|(mark, length)| format!(" | {mark} after {length}"));
                format!("{}{}", line.begins.unwrap_or_default(), ends.unwrap_or_default())
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn sentences_leave_marks() {
        for (text, want) in [
            ("target a goes down for 3m", "target a goes down | target a comes back after 3m"),
            ("all targets go down", "all targets go down"),
            ("prometheus restarts, 4m", "prometheus restarts | prometheus is back after 4m"),
            ("silence cluster=\"eu-1\" for 2h \"maintenance CHG-881\"", "silence maintenance CHG-881 begins"),
            ("silence CHG-881 is extended to 3h", "silence CHG-881 is extended"),
            (
                "telemetry gap of target b:90 for 30s",
                "telemetry gap of target b:90 begins | telemetry gap of target b:90 ends after 30s",
            ),
            (
                "receiver pagerduty answers after 20s for 1h",
                "receiver pagerduty is slow | receiver pagerduty comes back after 1h",
            ),
            ("p-1042 is approved", ""),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }

    #[test]
    fn what_reads_no_sentence_names_the_nearest() {
        for (text, want) in [
            ("", "an action is missing here"),
            (
                "target a goes dwon for 3m",
                "nothing reads \"target a goes dwon for 3m\", did you mean `target NAME goes down [for DURATION]`?",
            ),
            ("tarqet a goes down", "unknown subject \"tarqet\", did you mean \"target\"?"),
            ("silence CHG-881 is extended to 3q", "unknown unit \"q\" in duration \"3q\""),
            ("silence cluster= for 2h \"x\"", "unexpected \"}\" in label matching, expected string"),
            ("silence cluster=\"a\" for 2h x", "a silence has a comment in double quotes, not x"),
            ("target a is noisy ± 5", "\"5\" is no share; write a percentage such as 5%"),
            ("target a misses 0 scrapes", "\"0\" is no number of scrapes from 1 to 1000"),
            ("prometheus two goes down", "\"two\" is no replica; they are numbered from 1"),
            ("p-1042", "\"p-1042\" does not say what happens; write as in `target a goes down`"),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }
}
