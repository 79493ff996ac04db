//! A reader for the tests of isolation: it does as it is told, mostly wrong things.

use std::io::{self, Write};
use std::ops::{ControlFlow, Range};
use std::time::Duration;
use std::{env, fs, hint, process, thread};

use anjuan::containers::Trouble;
use anjuan::isolation::{Answer, Job, Limits, Sender, Workers, serve_parent};
use serde_json::json;

fn main() -> io::Result<()> {
    if env::args().nth(1).as_deref() == Some("parent") {
        return parent();
    }
    let limits = Limits {
        memory: 384 << 20,
        ..Limits::default()
    };
    let mut leak = Vec::new();
    serve_parent(&limits, &mut |job, bytes, send| {
        let what = job.options["act"].as_str().unwrap_or_default();
        let number = job.options["number"].as_u64().unwrap_or(0);
        match what {
            "echo" => answer(send, bytes.to_vec()),
            "many" => (0..number).try_for_each(|_| answer(send, bytes.to_vec())),
            "pause" => {
                thread::sleep(Duration::from_millis(number));
                answer(send, bytes.to_vec())
            }
            "id" => answer(send, process::id().to_string().into()),
            "peak" => answer(send, peak().into()),
            "leak" => {
                leak.push(vec![1_u8; number as usize]);
                answer(send, process::id().to_string().into())
            }
            "print" => {
                let line = "x".repeat(1000);
                (0..1000).for_each(|_| drop(writeln!(io::stdout(), "{line}")));
                answer(send, bytes.to_vec())
            }
            "trouble" => Err(Trouble::Encrypted),
            other => misbehave(other, send),
        }
    })
}

/// Has a reader of its own that sleeps, and says its number, for tests that end its parent.
fn parent() -> io::Result<()> {
    let workers = Workers::new(env::current_exe()?, ["reader"]);
    let ask = |act| Job::new("test", json!({ "act": act }));
    let told = workers.run(&ask("id"), b"", &mut |answer| {
        let mut output = io::stdout();
        let written = output
            .write_all(&answer.bytes)
            .and_then(|()| output.write_all(b"\n"));
        written.map_or(ControlFlow::Break(()), ControlFlow::Continue)
    });
    let slept = workers.run(&ask("sleep"), b"", &mut |_| ControlFlow::Continue(()));
    told.and(slept).map_err(io::Error::other)
}

fn misbehave(how: &str, send: &mut Sender<'_>) -> Result<(), Trouble> {
    match how {
        "endless" => loop {
            answer(send, vec![0; 1 << 20])?;
        },
        "panic" => panic!("a panic with words"),
        "sleep" => sleep(),
        "spin" => loop {
            hint::spin_loop();
        },
        "allocate" => {
            let mut all = Vec::new();
            loop {
                all.push(vec![1_u8; 8 << 20]);
            }
        }
        "allocate at once" => answer(send, vec![1; 4 << 30]),
        "recurse" => answer(send, vec![recurse(0..u64::MAX)]),
        "abort" => process::abort(),
        "write a file" => {
            let written = fs::write(env::temp_dir().join("iso_child"), "x");
            written.map_err(|error| Trouble::Damaged(error.to_string()))
        }
        "garbage after the end" => {
            thread::spawn(|| {
                thread::sleep(Duration::from_millis(50));
                protocol_pipe().write_all(&[b'?'; 100])
            });
            Ok(())
        }
        other => wrong_frames(other),
    }
}

fn sleep() -> ! {
    loop {
        thread::sleep(Duration::from_secs(60));
    }
}

fn answer(send: &mut Sender<'_>, bytes: Vec<u8>) -> Result<(), Trouble> {
    let answer = Answer::new(&json!({ "length": bytes.len() }), bytes);
    send(answer.map_err(|error| Trouble::Damaged(error.to_string()))?)
}

fn recurse(range: Range<u64>) -> u8 {
    let page = hint::black_box([range.start as u8; 4096]);
    if range.is_empty() {
        return page[0];
    }
    recurse(range.start + 1..range.end).wrapping_add(page[17])
}

fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines = status.lines().filter(|line| line.starts_with("Vm"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Writes past the protocol, into the pipe itself.
fn wrong_frames(how: &str) -> Result<(), Trouble> {
    let mut pipe = protocol_pipe();
    let header = |head: u32, body: u64| {
        let mut header = b"AJ\x01\x02".to_vec();
        header.extend(head.to_le_bytes());
        header.extend(1_u64.to_le_bytes());
        header.extend(body.to_le_bytes());
        header
    };
    let bytes = match how {
        "garbage" => vec![b'?'; 1 << 20],
        "huge head" => header(u32::MAX, 0),
        "huge body" => header(2, u64::MAX),
        "other job" => [header(2, 0), b"{}".to_vec()].concat(),
        _ => header(2, 1 << 20),
    };
    let written = pipe.write_all(&bytes);
    written.map_err(|error| Trouble::Damaged(error.to_string()))?;
    if how == "half and exit" {
        exit();
    }
    sleep()
}

#[expect(clippy::exit, reason = "a test of a reader that ends early")]
fn exit() -> ! {
    process::exit(0)
}

/// The pipe that the protocol runs through: the fourth and fifth file are its ends.
fn protocol_pipe() -> fs::File {
    let open = fs::OpenOptions::new().write(true).open("/proc/self/fd/4");
    open.expect("the pipe")
}
