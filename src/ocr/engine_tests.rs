//! Tests of finding engines, with small scripts in their place.

use super::super::tests::{script, surroundings};
use super::*;

const RAPIDOCR: &str = "echo 'version 3.10.0'";
const TESSERACT: &str =
    "case $1 in --version) echo 'tesseract 5.3.0';; *) echo List; echo eng; echo chi_sim;; esac";

fn config(engine: EngineChoice) -> OcrConfig {
    OcrConfig {
        engine,
        ..OcrConfig::default()
    }
}

#[test]
fn rapidocr_comes_before_tesseract_and_a_command_before_both() {
    let home = tempfile::tempdir().expect("a folder");
    script(home.path(), "tesseract", TESSERACT);
    let around = surroundings(home.path());
    let chosen =
        |config: &OcrConfig| choose(config, &around, &Stop::default()).map(|found| found.engine);
    let auto = config(EngineChoice::Auto);
    assert_eq!(chosen(&auto), Some(Engine::Tesseract));
    script(home.path(), "python3", RAPIDOCR);
    assert_eq!(chosen(&auto), Some(Engine::RapidOcr));
    let mut own = auto.clone();
    own.command = vec!["/bin/cat".into(), "{image}".into()];
    assert_eq!(chosen(&own), Some(Engine::Command));
    assert_eq!(
        chosen(&config(EngineChoice::Tesseract)),
        Some(Engine::Tesseract)
    );
    assert_eq!(chosen(&config(EngineChoice::None)), None);
    assert_eq!(chosen(&config(EngineChoice::Command)), None);
}

#[test]
fn the_version_and_the_path_are_told() {
    let home = tempfile::tempdir().expect("a folder");
    script(home.path(), "tesseract", TESSERACT);
    let found = choose(
        &config(EngineChoice::Auto),
        &surroundings(home.path()),
        &Stop::default(),
    )
    .expect("found");
    assert_eq!(found.version, "5.3.0");
    assert_eq!(found.path, home.path().join("tesseract"));
}

#[test]
fn a_python_named_comes_first_and_the_next_one_is_asked_if_it_lacks_the_module() {
    let home = tempfile::tempdir().expect("a folder");
    let named = script(home.path(), "named", "echo 'no onnxruntime'");
    let inner = home.path().join("venv/bin");
    std::fs::create_dir_all(&inner).expect("folders");
    script(&inner, "python", "echo 'version 3.1'");
    script(home.path(), "python3", RAPIDOCR);
    let mut around = surroundings(home.path());
    around.ocr_python = Some(named.into());
    around.virtual_env = Some(home.path().join("venv").into());
    let found = look_for(
        Engine::RapidOcr,
        &OcrConfig::default(),
        &around,
        &Stop::default(),
    )
    .expect("found");
    assert_eq!(
        (found.version.as_str(), found.path),
        ("3.1", inner.join("python"))
    );
}

#[test]
fn reasons_name_what_was_asked() {
    let home = tempfile::tempdir().expect("a folder");
    let around = surroundings(home.path());
    let why = |engine| {
        let missing = look_for(engine, &OcrConfig::default(), &around, &Stop::default())
            .expect_err("missing");
        (missing.reason, missing.install)
    };
    assert_eq!(why(Engine::RapidOcr).0, "no Python found");
    assert_eq!(why(Engine::Tesseract).0, "not on PATH");
    assert_eq!(why(Engine::Command).0, "no command is set");
    let python = script(
        home.path(),
        "python3",
        "echo 'no rapidocr and no onnxruntime'",
    );
    let (reason, install) = why(Engine::RapidOcr);
    assert_eq!(
        reason,
        format!("{}: no rapidocr and no onnxruntime", python.display())
    );
    assert_eq!(install, "pip install rapidocr onnxruntime");
    script(home.path(), "tesseract", "echo List; echo eng");
    assert!(
        why(Engine::Tesseract)
            .0
            .ends_with("lacks the language chi_sim")
    );
    script(home.path(), "tesseract", "echo broken >&2; exit 1");
    assert_eq!(why(Engine::Tesseract).0, "ended with code 1: broken");
}

#[test]
fn the_image_may_stand_anywhere_in_an_argument() {
    let image = Path::new("/tmp/a b.png");
    assert_eq!(with_image("--in={image}", image), "--in=/tmp/a b.png");
    assert_eq!(
        with_image("{image}{image}", image),
        "/tmp/a b.png/tmp/a b.png"
    );
    assert_eq!(with_image("plain", image), "plain");
    assert!(wants_file(&["x={image}".into()]) && !wants_file(&["image".into()]));
}
