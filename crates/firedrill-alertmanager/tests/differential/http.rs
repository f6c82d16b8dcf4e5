//! The little of HTTP that receiving webhooks takes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// A request that a receiver got.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) path: String,
    pub(crate) body: Vec<u8>,
}

/// Reads one request; `None` for a connection that is closed without any.
pub(crate) fn read_request(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut length = 0;
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let header = line.trim_end();
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(':')?;
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { path, body })
}

/// Answers a request and ends the connection.
pub(crate) fn answer(mut stream: &TcpStream, status: u16) {
    let text = format!("HTTP/1.1 {status} As Asked\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    // A server that has gone away needs no answer.
    let _ = stream.write_all(text.as_bytes());
}
