//! Tests of reading Tesseract's output, with small shell scripts in its place.

use super::*;

const PAGE: &str = "printf '1\\t1\\t0\\t0\\t0\\t0\\t0\\t0\\t9\\t9\\t-1\\t\\n'; ";

fn read(script: &str, timeout: Duration) -> Result<Vec<Page>, OcrFailure> {
    let process = Process::start(
        Command::new("/bin/sh").args(["-c", script]),
        &Stop::default(),
    )
    .expect("a shell");
    read_table(&process, timeout)
}

#[test]
fn the_time_begins_anew_with_each_page() {
    let script = format!("{PAGE}sleep 0.7; {PAGE}sleep 0.7; {PAGE}");
    let pages = read(&script, Duration::from_millis(1200)).expect("pages");
    assert_eq!(pages.len(), 3);
}

#[test]
fn a_hang_is_cut_off() {
    let timeout = Duration::from_millis(100);
    let result = read(&format!("{PAGE}sleep 60"), timeout);
    assert_eq!(result, Err(OcrFailure::Timeout(timeout)));
}

#[test]
fn a_program_that_fails_tells_why() {
    let failure = recognise(
        Path::new("/bin/false"),
        true,
        b"abc",
        Duration::from_secs(20),
        &Stop::default(),
    );
    let reason = "tesseract ended with code 1".to_owned();
    assert_eq!(failure, Err(OcrFailure::Failed(reason)));
}

#[test]
fn a_program_that_says_nothing_is_a_failure() {
    let result = recognise(
        Path::new("/bin/true"),
        false,
        b"abc",
        Duration::from_secs(20),
        &Stop::default(),
    );
    assert!(matches!(result, Err(OcrFailure::Failed(_))), "{result:?}");
}
