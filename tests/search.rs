//! From a folder of files to answers, through the program itself.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

fn anjuan(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("anjuan").expect("the program");
    command
        .current_dir(dir)
        .env_remove("ANJUAN_ARCHIVE")
        .args(args);
    command
}

fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let output = anjuan(dir, args).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code().expect("a code"),
        text(output.stdout),
        text(output.stderr),
    )
}

fn said(dir: &Path, args: &[&str]) -> String {
    let (code, out, err) = run(dir, args);
    assert_eq!(code, 0, "{args:?}: {out}{err}");
    out
}

const FILES: [(&str, &str); 4] = [
    (
        "a.txt",
        "关于科技\n创新的通知\n\n各单位：请支持科技创新券的发放。\n",
    ),
    (
        "b/乙.txt",
        "关于教育工作的报告\n\n发展教育与科技，促进就业。\n",
    ),
    ("c.txt", "關於科技創新的函\n\nPA1313 ＲＤ\n"),
    (
        "同.txt",
        "关于科技\n创新的通知\n\n各单位：请支持科技创新券的发放。\n",
    ),
];

fn archive() -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, text) in FILES {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    said(dir.path(), &["ingest", "."]);
    dir
}

fn paths(dir: &Path, query: &[&str]) -> Vec<String> {
    let args = [&["search", "--format", "paths", "--all"], query].concat();
    let (code, out, err) = run(dir, &args);
    assert!(code <= 1, "{query:?}: {err}");
    assert_eq!(code == 1, out.is_empty(), "{query:?}");
    let mut paths: Vec<String> = out.lines().map(String::from).collect();
    paths.sort();
    paths
}

#[test]
fn every_path_of_every_hit_is_listed_once() {
    let dir = archive();
    let at = dir.path();
    assert_eq!(paths(at, &["科技创新"]), ["a.txt", "c.txt", "同.txt"]);
    assert_eq!(paths(at, &["科技", "教育"]), ["b/乙.txt"]);
    assert_eq!(paths(at, &["科技", "-教育", "-券"]), ["c.txt"]);
    assert_eq!(paths(at, &["pa1313rd"]), ["c.txt"]);
    assert_eq!(paths(at, &["月球"]), [""; 0]);
    assert_eq!(paths(&at.join("b"), &["教育"]), ["乙.txt"]);
    let elsewhere = paths(&at.join("b"), &["券"]);
    assert!(
        elsewhere
            .iter()
            .all(|path| Path::new(path).is_absolute() && Path::new(path).exists())
    );
}

#[test]
fn people_see_titles_places_and_what_could_be_tried() {
    let dir = archive();
    let out = said(dir.path(), &["search", "教育"]);
    assert!(
        out.contains("b/乙.txt") && out.contains(": 发展教育与科技"),
        "{out}"
    );
    assert!(out.ends_with("1 document.\n"), "{out}");
    assert!(!out.contains('\u{1b}'));
    let colored = said(dir.path(), &["search", "教育", "--color", "always"]);
    assert!(colored.contains('\u{1b}'));
    let page = said(dir.path(), &["search", "科技", "--limit", "1"]);
    assert!(page.contains("1 to 1 of 3 documents"), "{page}");
    let (code, out, err) = run(dir.path(), &["search", "月球", "教育"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.contains("No document has 月球.") && err.contains("1 document has some of the words"),
        "{err}"
    );
    let (code, _, err) = run(dir.path(), &["search", "科技 (教育"]);
    assert_eq!(code, 13);
    assert!(err.starts_with("  科技 (教育\n       ^\n"), "{err}");
}

#[test]
fn programs_get_exact_json() {
    let dir = archive();
    let all: Value = serde_json::from_str(&said(
        dir.path(),
        &["search", "科技创新", "--format", "json"],
    ))
    .expect("JSON");
    assert_eq!(all["total"], 2);
    assert_eq!(all["query"], "科技创新");
    let hits = all["hits"].as_array().expect("a list");
    let twice = hits
        .iter()
        .find(|hit| hit["paths"].as_array().is_some_and(|p| p.len() == 2))
        .expect("both paths");
    assert_eq!(twice["match"], "exact");
    for snippet in twice["snippets"].as_array().expect("a list") {
        let chars: Vec<char> = snippet["text"].as_str().expect("text").chars().collect();
        for mark in snippet["marks"].as_array().expect("a list") {
            let at =
                |i: usize| usize::try_from(mark[i].as_u64().expect("a number")).expect("small");
            let marked: String = chars[at(0)..at(1)].iter().collect();
            assert!("科技创新".contains(&marked), "{marked}");
        }
    }
    let lines = said(
        dir.path(),
        &["search", "科技", "--format", "ndjson", "--all"],
    );
    assert_eq!(
        lines
            .lines()
            .filter(|line| serde_json::from_str::<Value>(line).is_ok())
            .count(),
        3
    );
    assert_eq!(said(dir.path(), &["search", "科技", "--count"]), "3\n");
    assert_eq!(
        run(dir.path(), &["search", "月球", "--count"]),
        (1, "0\n".into(), String::new())
    );
}

#[test]
fn one_document_is_shown_by_id_prefix_and_path() {
    let dir = archive();
    let json: Value =
        serde_json::from_str(&said(dir.path(), &["show", "c.txt", "--format", "json"]))
            .expect("JSON");
    let id = json["id"].as_str().expect("an id");
    for name in [id, &id[..6], "c.txt", "./b/../c.txt"] {
        assert!(said(dir.path(), &["show", name]).contains(id), "{name}");
    }
    assert!(said(dir.path(), &["show", id, "--text"]).contains("PA1313"));
    assert_eq!(said(dir.path(), &["show", id, "--raw"]), FILES[2].1);
    fs::write(dir.path().join("c.txt"), "另一份").expect("written");
    let (code, _, err) = run(dir.path(), &["show", id, "--raw"]);
    assert!(code == 2 && err.contains("has changed"), "{err}");
    fs::remove_file(dir.path().join("c.txt")).expect("removed");
    let (code, _, err) = run(dir.path(), &["show", id, "--raw"]);
    assert!(
        code == 2 && err.contains("cannot be read any more"),
        "{err}"
    );
    assert!(said(dir.path(), &["show", id, "--text"]).contains("PA1313"));
    let (code, _, err) = run(dir.path(), &["show", "nothing.txt"]);
    assert!(code == 2 && err.contains("nothing.txt"), "{err}");
}

#[test]
fn the_archive_is_exported_whole_or_in_part() {
    let dir = archive();
    assert_eq!(said(dir.path(), &["export"]).lines().count(), 3);
    let array: Value =
        serde_json::from_str(&said(dir.path(), &["export", "教育", "--format", "json"]))
            .expect("JSON");
    assert_eq!(array.as_array().map(Vec::len), Some(1));
    let none = said(dir.path(), &["export", "月球", "--format", "json"]);
    assert_eq!(
        serde_json::from_str::<Value>(&none).expect("JSON"),
        Value::Array(Vec::new())
    );
    let csv = said(dir.path(), &["export", "--format", "csv"]);
    assert!(csv.starts_with("\u{feff}标识,路径,类型"), "{csv}");
    assert!(csv.contains("a.txt；同.txt"), "{csv}");
    assert_eq!(run(dir.path(), &["export", "(", "--format", "json"]).1, "");
}

#[test]
fn documents_are_counted_by_fields() {
    let dir = archive();
    let out = said(dir.path(), &["stats"]);
    assert!(
        out.ends_with("3 documents.\n") && !out.contains('█'),
        "{out}"
    );
    let json: Value = serde_json::from_str(&said(
        dir.path(),
        &["stats", "教育", "--by", "日期,类型", "--format", "json"],
    ))
    .expect("JSON");
    assert_eq!(json["documents"], 1);
    assert_eq!(json["rows"][0]["count"], 1);
    assert_eq!(json["rows"][0]["values"][0], "（无）");
    assert!(
        said(dir.path(), &["stats", "--by", "类型", "--format", "csv"])
            .starts_with("\u{feff}类型,数量")
    );
    let (_, _, err) = run(dir.path(), &["stats", "承办单位"]);
    assert!(err.contains("anjuan stats --by 承办单位"), "{err}");
    let (code, _, err) = run(dir.path(), &["stats", "--by", "天气"]);
    assert!(code == 2 && err.contains("天气"), "{err}");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let dir = archive();
    let program = assert_cmd::cargo::cargo_bin("anjuan");
    for command in [
        "search 科技 --format ndjson",
        "export",
        "stats",
        "show a.txt",
    ] {
        let mut child = std::process::Command::new(&program)
            .args(command.split(' '))
            .current_dir(dir.path())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("started");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ended");
        assert!(output.status.success(), "{command}: {:?}", output.status);
        assert!(output.stderr.is_empty(), "{command}");
    }
}

#[test]
fn no_archive_and_a_hurt_index_are_told_apart() {
    let empty = tempfile::tempdir().expect("a folder");
    for command in [
        &["search", "甲"][..],
        &["show", "abcd"],
        &["export"],
        &["stats"],
    ] {
        assert_eq!(run(empty.path(), command).0, 10, "{command:?}");
    }
    let dir = archive();
    fs::remove_file(dir.path().join(".anjuan/index-1/meta.json")).expect("removed");
    let (code, out, err) = run(dir.path(), &["search", "科技"]);
    assert_eq!((code, out.as_str()), (4, ""));
    assert!(err.contains("anjuan rebuild"), "{err}");
    assert_eq!(
        run(dir.path(), &["export"]).0,
        0,
        "the records are the truth"
    );
}
