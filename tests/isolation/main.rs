//! Readers in processes of their own that do all that a reader should not.

mod faults;
mod life;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anjuan::isolation::{Fault, Job, Workers};
use serde_json::{Value, json};

/// The program `examples/faulty_reader.rs`, which is built with the tests.
fn faulty_reader() -> PathBuf {
    let test = std::env::current_exe().expect("a test's program");
    let built = test
        .parent()
        .and_then(Path::parent)
        .expect("the build's folder");
    built.join("examples/faulty_reader")
}

fn workers() -> Workers {
    Workers::new(faulty_reader(), ["reader"])
}

fn job(options: Value) -> Job {
    Job {
        time: Duration::from_secs(20),
        cpu_seconds: 20,
        ..Job::new("test", options)
    }
}

fn act(name: &str) -> Job {
    job(json!({ "act": name }))
}

fn run(workers: &Workers, job: &Job, bytes: &[u8]) -> Result<Vec<Vec<u8>>, Fault> {
    let mut answers = vec![];
    workers.run(job, bytes, &mut |answer| {
        let head: Value = answer.head().expect("a description");
        assert_eq!(head["length"], answer.bytes.len());
        answers.push(answer.bytes);
        ControlFlow::Continue(())
    })?;
    Ok(answers)
}

fn id(workers: &Workers) -> String {
    let answers = run(workers, &act("id"), b"").expect("an answer");
    String::from_utf8(answers.concat()).expect("a number")
}
