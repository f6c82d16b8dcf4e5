//! Serves the metrics of a small, made-up cluster on loopback: `exporter [PORT]`, default 9464.
//! `exporter --print` writes them to standard output instead.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::{SystemTime, UNIX_EPOCH};

use mesh_rebalance_metrics::{Decision, DrainEvent, Flavor, RebalanceMetrics, State};
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let metrics = RebalanceMetrics::new("eu-1");
    let mut registry = Registry::default();
    metrics.register(Flavor::Mesh, &mut registry);
    metrics.cluster_info("eu", "gold");
    let orders = metrics.namespace("orders", 8);
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
    let plan = orders.plan("p-1042", now)?;
    plan.set_state(State::Draining);
    plan.set_drain_progress("node-3", 0.25)?;
    orders.approval(Decision::Approved);
    orders.drain_event(DrainEvent::Started);

    let argument = std::env::args().nth(1);
    if argument.as_deref() == Some("--print") {
        metrics.heartbeat("controller-0", now);
        print!("{}", page(&registry)?);
        return Ok(());
    }
    let port: u16 = argument.map_or(Ok(9464), |port| port.parse())?;
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    println!("http://{}/metrics", listener.local_addr()?);
    for stream in listener.incoming() {
        let mut stream = stream?;
        // The request is not looked at: there is one page.
        let _ = stream.read(&mut [0; 4096])?;
        metrics.heartbeat("controller-0", SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64());
        let body = page(&registry)?;
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )?;
    }
    Ok(())
}

fn page(registry: &Registry) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    encode(&mut text, registry)?;
    Ok(text)
}
