//! Tests of workers side by side and of their replacement, with small shell scripts in their place.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

const SECONDS: Duration = Duration::from_secs(20);
/// Answers every request with an empty page.
const GOOD: &str = concat!(
    "echo '{\"ready\": \"1\"}'; n=0; while read head; do n=$((n+1)); head -c 3 > /dev/null; ",
    "echo \"{\\\"id\\\": $n, \\\"lines\\\": []}\"; echo \"{\\\"id\\\": $n, \\\"done\\\": 1}\"; done"
);
const CRASH: &str = "echo '{\"ready\": \"1\"}'; read head; exit 9";
const HANG: &str = "echo '{\"ready\": \"1\"}'; sleep 60";

/// An engine whose workers run `scripts` one after the other, the last one for ever; and how many were started.
fn engine(scripts: &'static [&'static str], workers: usize) -> (RapidOcr, Arc<AtomicUsize>) {
    let started = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&started);
    let start = move || {
        let number = count.fetch_add(1, Ordering::SeqCst);
        let script = scripts.get(number).or(scripts.last()).expect("a script");
        Worker::start_program(Path::new("/bin/sh"), script, 1, SECONDS, &Stop::default())
    };
    (RapidOcr::with(Box::new(start), workers), started)
}

#[test]
fn a_worker_is_kept_open() {
    let (engine, started) = engine(&[GOOD], 2);
    for _ in 0..5 {
        assert_eq!(
            engine.recognise(b"abc", SECONDS).map(|pages| pages.len()),
            Ok(1)
        );
    }
    assert_eq!(started.load(Ordering::SeqCst), 1);
}

#[test]
fn no_more_workers_than_allowed_and_every_thread_is_served() {
    let (engine, started) = engine(&[GOOD], 2);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..5 {
                    assert!(engine.recognise(b"abc", SECONDS).is_ok());
                }
            });
        }
    });
    assert!(started.load(Ordering::SeqCst) <= 2);
}

#[test]
fn a_crash_is_tried_again_with_a_fresh_worker() {
    let (engine, started) = engine(&[CRASH, CRASH, GOOD], 1);
    assert!(engine.recognise(b"abc", SECONDS).is_ok());
    assert_eq!(started.load(Ordering::SeqCst), 3);
}

#[test]
fn a_page_that_always_crashes_fails_alone() {
    let (engine, started) = engine(&[CRASH, CRASH, CRASH, GOOD], 1);
    let failure = engine.recognise(b"abc", SECONDS);
    let reason = "rapidocr ended with code 9".to_owned();
    assert_eq!(failure, Err(OcrFailure::Failed(reason)));
    assert!(engine.recognise(b"abc", SECONDS).is_ok());
    assert_eq!(started.load(Ordering::SeqCst), 4);
}

#[test]
fn a_hang_fails_its_page_and_the_next_one_is_read() {
    let (engine, _) = engine(&[HANG, GOOD], 1);
    let short = Duration::from_millis(100);
    assert_eq!(
        engine.recognise(b"abc", short),
        Err(OcrFailure::Timeout(short))
    );
    assert!(engine.recognise(b"abc", SECONDS).is_ok());
}

#[test]
fn an_engine_that_never_starts_is_given_up() {
    let (engine, started) = engine(&["echo broken >&2; exit 1"], 1);
    for _ in 0..3 {
        let failure = engine.recognise(b"abc", SECONDS);
        let reason = "rapidocr does not start: ended with code 1: broken".to_owned();
        assert_eq!(failure, Err(OcrFailure::Failed(reason)));
    }
    assert_eq!(started.load(Ordering::SeqCst), MAX_FAILED_STARTS);
}
