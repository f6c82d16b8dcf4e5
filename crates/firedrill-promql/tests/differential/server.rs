//! A real Prometheus on loopback, for as long as the test holds it.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

use prost::Message;
use serde_json::Value;

use crate::data::{Dataset, HORIZON_MS};
use crate::query::When;

/// The server; stopped and its data removed when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    directory: PathBuf,
    base: String,
    agent: ureq::Agent,
}

/// Why there is no server to compare with.
#[derive(Debug)]
pub(crate) enum NoServer {
    /// The binary is not on PATH.
    NotInstalled,
    /// It is another version than the one this test knows.
    OtherVersion(String),
}

impl Server {
    /// Starts the `prometheus` on PATH if it is 2.42.
    pub(crate) fn start() -> Result<Self, NoServer> {
        let version =
            Command::new("prometheus").arg("--version").output().map_err(|_| NoServer::NotInstalled)?;
        let version = String::from_utf8_lossy(&version.stdout).into_owned();
        if !version.contains("version 2.42.") {
            return Err(NoServer::OtherVersion(version.lines().next().unwrap_or_default().to_owned()));
        }
        let port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port").port();
        let directory = env::temp_dir().join(format!("firedrill-differential-{}-{port}", process::id()));
        fs::create_dir_all(&directory).expect("a directory for the server");
        let configuration = directory.join("prometheus.yml");
        fs::write(&configuration, "global: {scrape_interval: 1h}\n").expect("the configuration");
        let child = Command::new("prometheus")
            .arg(format!("--config.file={}", configuration.display()))
            .arg(format!("--storage.tsdb.path={}", directory.join("data").display()))
            .arg(format!("--web.listen-address=127.0.0.1:{port}"))
            .args(["--web.enable-remote-write-receiver", "--storage.tsdb.retention.time=100y"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("prometheus starts");
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let server = Self { child, directory, base: format!("http://127.0.0.1:{port}"), agent };
        server.wait_until_ready();
        Ok(server)
    }

    fn wait_until_ready(&self) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while Instant::now() < deadline {
            let answer = self.agent.get(format!("{}/-/ready", self.base)).call();
            if answer.is_ok_and(|response| response.status() == 200) {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("prometheus was not ready within 30 s");
    }

    /// Writes all data sets, ten minutes of all of them at a time, since a server refuses what is
    /// much older than what it has.
    pub(crate) fn write(&self, datasets: &[Dataset]) {
        let slice_ms = 600_000;
        for slice in 0..=HORIZON_MS / slice_ms {
            let range = slice * slice_ms..(slice + 1) * slice_ms;
            let timeseries = datasets.iter().flat_map(|dataset| &dataset.series).filter_map(|series| {
                let samples: Vec<Sample> = series
                    .samples
                    .iter()
                    .filter(|(time, _)| range.contains(time))
                    .map(|&(timestamp, value)| Sample { value, timestamp })
                    .collect();
                let labels = series.labels.iter();
                let labels = labels.map(|(name, value)| Label { name: name.into(), value: value.into() });
                (!samples.is_empty()).then(|| TimeSeries { labels: labels.collect(), samples })
            });
            let body = WriteRequest { timeseries: timeseries.collect() }.encode_to_vec();
            let body = snap::raw::Encoder::new().compress_vec(&body).expect("in memory");
            let mut response = self
                .agent
                .post(format!("{}/api/v1/write", self.base))
                .header("Content-Encoding", "snappy")
                .header("Content-Type", "application/x-protobuf")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .send(&body)
                .expect("remote write");
            let text = response.body_mut().read_to_string().unwrap_or_default();
            assert!(response.status().is_success(), "remote write: {} {text}", response.status());
        }
    }

    /// The answer to a query, as the HTTP API gives it.
    pub(crate) fn ask(&self, query: &str, when: When) -> Value {
        let seconds = |ms: i64| format!("{}", ms as f64 / 1000.0);
        let (path, form) = match when {
            When::Instant(at) => ("query", vec![("query", query.to_owned()), ("time", seconds(at))]),
            When::Range { start, end, step } => (
                "query_range",
                vec![
                    ("query", query.to_owned()),
                    ("start", seconds(start)),
                    ("end", seconds(end)),
                    ("step", seconds(step)),
                ],
            ),
        };
        let mut response =
            self.agent.post(format!("{}/api/v1/{path}", self.base)).send_form(form).expect("query");
        let text = response.body_mut().with_config().limit(1 << 30).read_to_string().expect("an answer");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
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

/// `prometheus.WriteRequest`, as far as it is used.
#[derive(Clone, PartialEq, Message)]
struct WriteRequest {
    #[prost(message, repeated, tag = "1")]
    timeseries: Vec<TimeSeries>,
}

#[derive(Clone, PartialEq, Message)]
struct TimeSeries {
    #[prost(message, repeated, tag = "1")]
    labels: Vec<Label>,
    #[prost(message, repeated, tag = "2")]
    samples: Vec<Sample>,
}

#[derive(Clone, PartialEq, Message)]
struct Label {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(string, tag = "2")]
    value: String,
}

#[derive(Clone, PartialEq, Message)]
struct Sample {
    // "Required" writes the field always; else minus zero would count as the default and be lost.
    #[prost(double, required, tag = "1")]
    value: f64,
    #[prost(int64, tag = "2")]
    timestamp: i64,
}
