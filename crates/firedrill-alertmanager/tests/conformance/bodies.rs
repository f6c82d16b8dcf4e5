//! Bodies of recorded requests, field by field.

use firedrill_alertmanager::notify::Notification;
use firedrill_alertmanager::payload::{Content, Renderer};
use serde_json::Value;

use crate::recorded::{text, time};

/// How far recorded instants may lie from those of the replay, which begins when a request had been
/// answered.
const TOLERANCE_MS: i64 = 50;

/// What differs in the request: the body, and the path that it is posted to.
pub(crate) fn compare(renderer: &Renderer, got: &Notification, want: &Value) -> Option<String> {
    let message = renderer.render(got).expect("every text can be rendered");
    let Content::Http(requests) = message.content else { return Some("no request".to_owned()) };
    let [request] = requests.as_slice() else { return Some(format!("{} requests", requests.len())) };
    let path = request.url.splitn(4, '/').nth(3).unwrap_or_default();
    if path != text(&want["path"]).trim_start_matches('/') {
        return Some(format!("posted to {path} instead of {}", want["path"]));
    }
    let mut body: Value = serde_json::from_str(&request.body).expect("JSON");
    let want = &want["body"];
    take_close_times(&mut body, want);
    (body != *want).then(|| format!("body\n    got  {body}\n    want {want}"))
}

/// Takes instants from the recording where they are close enough.
fn take_close_times(got: &mut Value, want: &Value) {
    match (got, want) {
        (Value::Object(got), Value::Object(want)) => {
            for (name, value) in got.iter_mut() {
                let Some(want) = want.get(name) else { continue };
                if let (true, Some(here), Some(recorded)) =
                    (["startsAt", "endsAt"].contains(&name.as_str()), value.as_str(), want.as_str())
                    && (time(recorded) - time(here)).as_ms().abs() <= TOLERANCE_MS
                {
                    *value = want.clone();
                } else {
                    take_close_times(value, want);
                }
            }
        }
        (Value::Array(got), Value::Array(want)) => {
            got.iter_mut().zip(want).for_each(|(got, want)| take_close_times(got, want));
        }
        _ => {}
    }
}
