//! Tests of recognition as a whole: with scripts in place of engines, and with real ones if they are there.

mod real;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::*;

/// An executable script `name` in `folder`. Another process writes it: a file that this one has
/// open for writing could not be run by a test beside.
pub(super) fn script(folder: &Path, name: &str, body: &str) -> PathBuf {
    let path = folder.join(name);
    let write = "printf '#!/bin/sh\\n%s\\n' \"$2\" > \"$1.new\"; chmod 755 \"$1.new\"; mv \"$1.new\" \"$1\"";
    let status = Command::new("/bin/sh")
        .args(["-c", write, "sh"])
        .args([path.as_os_str(), body.as_ref()])
        .stdin(Stdio::null())
        .status();
    assert!(status.is_ok_and(|status| status.success()));
    path
}

/// Surroundings that hold nothing but `folder`.
pub(super) fn surroundings(folder: &Path) -> Surroundings {
    Surroundings {
        path: folder.into(),
        ..Surroundings::default()
    }
}

#[test]
fn without_an_engine_the_failure_says_what_to_install() {
    let home = tempfile::tempdir().expect("a folder");
    let recogniser = Recogniser::within(&OcrConfig::default(), None, surroundings(home.path()));
    let failure = recogniser.recognise(b"image").expect_err("no engine");
    assert_eq!(failure, OcrFailure::NoEngine);
    assert_eq!(
        failure.to_string(),
        "needs OCR: pip install rapidocr onnxruntime"
    );
    assert_eq!(recogniser.engine(), None);
}

#[test]
fn failures_are_parts_of_sentences() {
    let failed = OcrFailure::Failed("the command ended with code 4".into());
    assert_eq!(
        failed.to_string(),
        "OCR failed: the command ended with code 4"
    );
    let slow = OcrFailure::Timeout(Duration::from_secs(120));
    assert_eq!(slow.to_string(), "OCR took longer than 120 s");
}

#[test]
fn nothing_is_started_before_a_scan_asks_and_a_picture_is_read_once() {
    let home = tempfile::tempdir().expect("a folder");
    let log = home.path().join("log");
    let body = format!("echo run >> '{}'; echo 甲", log.display());
    let program = script(home.path(), "engine", &body);
    let config = OcrConfig {
        command: vec![program.display().to_string(), "{image}".into()],
        ..OcrConfig::default()
    };
    let make = || {
        let archive = Some(home.path().to_owned());
        Recogniser::within(&config, archive, surroundings(home.path()))
    };
    let recogniser = make();
    assert!(!log.exists());
    for recogniser in [&recogniser, &recogniser, &make()] {
        let pages = recogniser.recognise(b"image").expect("pages");
        assert_eq!(pages[0].text(), "甲\n");
        assert_eq!(pages[0].engine, "command");
    }
    assert_eq!(std::fs::read_to_string(&log).expect("a log"), "run\n");
    assert!(recogniser.recognise(b"another").is_ok());
    assert_eq!(std::fs::read_to_string(&log).expect("a log"), "run\nrun\n");
}

#[test]
fn a_failure_is_not_remembered() {
    let home = tempfile::tempdir().expect("a folder");
    let body = "test -e \"$0.on\" || { touch \"$0.on\"; exit 1; }; echo 甲";
    let program = script(home.path(), "engine", body);
    let config = OcrConfig {
        command: vec![program.display().to_string()],
        ..OcrConfig::default()
    };
    let archive = Some(home.path().to_owned());
    let recogniser = Recogniser::within(&config, archive, surroundings(home.path()));
    assert!(recogniser.recognise(b"image").is_err());
    assert!(recogniser.recognise(b"image").is_ok());
}

#[test]
fn it_is_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Recogniser>();
}
