//! A real Alertmanager on loopback, for as long as one sequence lasts.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{env, fs, process, thread};

use firedrill_alertmanager::MatchOperator;
use serde_json::{Value, json};

use crate::capture::Capture;
use crate::compare::Sent;
use crate::sequence::{Alert, Input, Sequence, UNTIL};

/// Debian's name of the server.
pub(crate) const BINARY: &str = "prometheus-alertmanager";

/// A sequence as it was played.
#[derive(Debug)]
pub(crate) struct Recording {
    /// When the server was ready.
    pub(crate) started_at: i64,
    /// When each input was given, in milliseconds since the epoch.
    pub(crate) inputs_at: Vec<i64>,
    /// When the comparison ends.
    pub(crate) until: i64,
    /// What receivers got.
    pub(crate) sent: Vec<Sent>,
}

/// Milliseconds since the epoch.
pub(crate) fn now_ms() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    i64::try_from(now.as_millis()).expect("a clock before the year 292 million")
}

/// Plays a sequence.
pub(crate) fn play(sequence: &Sequence) -> Recording {
    let capture = Capture::start();
    let server = Server::start(&text(&sequence.configs[0], &capture));
    let (started_at, start) = (now_ms(), Instant::now());
    let mut inputs_at = Vec::new();
    let mut silence = None;
    for (at, input) in &sequence.inputs {
        wait_until(start, *at);
        inputs_at.push(now_ms());
        match input {
            Input::Post(alerts) => server.post_alerts(alerts),
            Input::Silence { name, operator, value, lasts } => {
                silence = Some(server.post_silence(name, *operator, value, *lasts));
            }
            Input::Expire => {
                if let Some(id) = &silence {
                    server.delete(&format!("/api/v2/silence/{id}"));
                }
            }
            Input::Reload => server.reload(&text(&sequence.configs[1], &capture)),
            Input::Fail { path, status, requests } => capture.fail(path, *status, *requests),
        }
    }
    wait_until(start, UNTIL);
    Recording { started_at, inputs_at, until: now_ms(), sent: capture.take() }
}

fn text(config: &Value, capture: &Capture) -> String {
    config.to_string().replace("BASE", &capture.url())
}

fn wait_until(start: Instant, seconds: f64) {
    thread::sleep(Duration::from_secs_f64(seconds).saturating_sub(start.elapsed()));
}

/// How many ports are tried.
const STARTS: usize = 5;
/// Ports below those that systems give to listeners who ask for any.
const PORTS: std::ops::Range<u16> = 20_000..32_000;

/// A port that nobody listens at; each is given once.
fn free_port() -> u16 {
    static GIVEN: AtomicU16 = AtomicU16::new(0);
    loop {
        // Several runs of this test at a time begin at different places.
        let next = GIVEN.fetch_add(1, Ordering::Relaxed).wrapping_add(process::id().wrapping_mul(97) as u16);
        let port = PORTS.start + next % (PORTS.end - PORTS.start);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// The server; killed and its data removed when dropped.
#[derive(Debug)]
struct Server {
    child: Child,
    directory: PathBuf,
    base: String,
    agent: ureq::Agent,
}

impl Server {
    /// Starts a server; should another program take the port first, on the next one.
    fn start(config: &str) -> Self {
        (0..STARTS).find_map(|_| Self::start_at(free_port(), config)).expect("alertmanager becomes ready")
    }

    fn start_at(port: u16, config: &str) -> Option<Self> {
        let directory = env::temp_dir().join(format!("firedrill-alertmanager-{}-{port}", process::id()));
        fs::create_dir_all(&directory).expect("a directory for the server");
        let file = directory.join("alertmanager.yml");
        fs::write(&file, config).expect("the configuration");
        let child = Command::new(BINARY)
            .arg(format!("--config.file={}", file.display()))
            .arg(format!("--storage.path={}", directory.join("data").display()))
            .arg(format!("--web.listen-address=127.0.0.1:{port}"))
            // Alone: no gossip, and no port for it.
            .arg("--cluster.listen-address=")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("alertmanager starts");
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut server = Self { child, directory, base: format!("http://127.0.0.1:{port}"), agent };
        server.becomes_ready().then_some(server)
    }

    fn becomes_ready(&mut self) -> bool {
        let deadline = Instant::now() + Duration::from_secs(30);
        while Instant::now() < deadline && matches!(self.child.try_wait(), Ok(None)) {
            let answer = self.agent.get(format!("{}/-/ready", self.base)).call();
            if answer.is_ok_and(|response| response.status() == 200) {
                return true;
            }
            thread::sleep(Duration::from_millis(20));
        }
        false
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let request = self.agent.post(format!("{}{path}", self.base)).content_type("application/json");
        let mut response = request.send(body.to_string().as_bytes()).expect("an answer");
        let text = response.body_mut().read_to_string().unwrap_or_default();
        assert!(response.status().is_success(), "{path}: {} {text}", response.status());
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    fn post_alerts(&self, alerts: &[Alert]) {
        let now = now_ms();
        let alerts = alerts.iter().map(|alert| {
            let labels: serde_json::Map<_, _> =
                alert.labels.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
            let mut posted = json!({ "labels": labels });
            if let Some(ends_in) = alert.ends_in {
                posted["endsAt"] = json!(rfc3339(now + milliseconds(ends_in)));
            }
            posted
        });
        self.post("/api/v2/alerts", &Value::Array(alerts.collect()));
    }

    fn post_silence(&self, name: &str, operator: MatchOperator, value: &str, lasts: f64) -> String {
        let now = now_ms();
        let matcher = json!({
            "name": name, "value": value,
            "isRegex": operator.is_regexp(), "isEqual": operator.is_positive(),
        });
        let answer = self.post(
            "/api/v2/silences",
            &json!({
                "matchers": [matcher], "createdBy": "test", "comment": "test",
                "startsAt": rfc3339(now), "endsAt": rfc3339(now + milliseconds(lasts)),
            }),
        );
        answer["silenceID"].as_str().expect("an identity").to_owned()
    }

    fn delete(&self, path: &str) {
        let response = self.agent.delete(format!("{}{path}", self.base)).call().expect("an answer");
        assert!(response.status().is_success(), "{path}: {}", response.status());
    }

    fn reload(&self, config: &str) {
        fs::write(self.directory.join("alertmanager.yml"), config).expect("the configuration");
        let response = self.agent.post(format!("{}/-/reload", self.base)).send_empty().expect("an answer");
        assert!(response.status().is_success(), "reload: {}", response.status());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing to do about a server that is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// Seconds as milliseconds.
pub(crate) fn milliseconds(seconds: f64) -> i64 {
    (seconds * 1000.0).round() as i64
}

fn rfc3339(ms: i64) -> String {
    let time = chrono::DateTime::from_timestamp_millis(ms).expect("a time in the calendar");
    time.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}
