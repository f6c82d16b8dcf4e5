//! A receiver of webhooks on loopback.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use crate::compare::Sent;
use crate::http::{answer, read_request};
use crate::real::now_ms;

/// Listens until it is dropped.
#[derive(Debug)]
pub(crate) struct Capture {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    is_over: Arc<AtomicBool>,
    listener: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct State {
    sent: Vec<Sent>,
    /// What the next requests to a path are answered, and how many.
    failures: BTreeMap<String, (u16, u32)>,
}

impl Capture {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (state, is_over) = (Arc::<Mutex<State>>::default(), Arc::<AtomicBool>::default());
        let (shared, over) = (Arc::clone(&state), Arc::clone(&is_over));
        let listener = thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                let shared = Arc::clone(&shared);
                thread::spawn(move || serve(&stream, &shared));
            }
        });
        Self { address, state, is_over, listener: Some(listener) }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Lets the next `requests` to a path fail.
    pub(crate) fn fail(&self, path: &str, status: u16, requests: u32) {
        let mut state = self.state.lock().expect("no panic in a receiver");
        state.failures.insert(path.to_owned(), (status, requests));
    }

    /// What was received so far.
    pub(crate) fn take(&self) -> Vec<Sent> {
        std::mem::take(&mut self.state.lock().expect("no panic in a receiver").sent)
    }
}

impl Drop for Capture {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        // A last connection wakes the listener.
        drop(TcpStream::connect(self.address));
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
    }
}

fn serve(stream: &TcpStream, state: &Mutex<State>) {
    let at = now_ms();
    let Some(request) = read_request(stream) else { return };
    let status = {
        let mut state = state.lock().expect("no panic in a receiver");
        let failure = state.failures.get_mut(&request.path).filter(|(_, left)| *left > 0);
        let status = failure.map_or(200, |(status, left)| {
            *left -= 1;
            *status
        });
        let body = serde_json::from_slice(&request.body).expect("a JSON body");
        state.sent.push(Sent::received(&request.path, at, status, &body));
        status
    };
    answer(stream, status);
}
