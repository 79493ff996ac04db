//! A folder with documents and an archive, and the program run in it.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "each test file uses a part; tests may panic"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A folder of its own, gone when the test ends.
pub struct Folder {
    home: tempfile::TempDir,
}

/// What a run printed and how it ended.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Demands an exit code; shows what was printed otherwise.
    #[track_caller]
    pub fn expect(self, code: i32) -> Run {
        assert_eq!(
            self.code, code,
            "stdout:\n{}\nstderr:\n{}",
            self.out, self.err
        );
        self
    }

    /// Standard output as one JSON value.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }

    /// Standard output as JSON lines.
    pub fn lines(&self) -> Vec<Value> {
        let lines = self.out.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

impl Folder {
    pub fn new() -> Folder {
        Folder {
            home: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub fn archive(&self) -> PathBuf {
        self.path(".anjuan")
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Folder {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    pub fn remove(&self, name: &str) -> &Folder {
        fs::remove_file(self.path(name)).unwrap();
        self
    }

    /// The program with arguments, to be run in the folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_anjuan"));
        command
            .args(args)
            .current_dir(self.home.path())
            .env_remove("ANJUAN_ARCHIVE")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        finished(self.command(args).output().unwrap())
    }

    /// Runs an ingest of the folder `docs` that is to end with `code`; gives its summary.
    #[track_caller]
    pub fn ingest(&self, options: &[&str], code: i32) -> Value {
        let args = [&["ingest", "docs", "--format", "json"], options].concat();
        self.run(&args).expect(code).json()
    }

    /// The ledger: path, outcome and reason, or the first id.
    pub fn ledger(&self) -> Vec<(String, String, String)> {
        let rows = self.run(&["files", "--format", "ndjson"]).expect(0).lines();
        let text = |row: &Value, key: &str| row[key].as_str().unwrap_or("").to_owned();
        rows.iter()
            .map(|row| {
                let last = match text(row, "reason") {
                    reason if reason.is_empty() => text(row, "id"),
                    reason => reason,
                };
                (text(row, "path"), text(row, "outcome"), last)
            })
            .collect()
    }

    /// Demands that the archive is sound.
    #[track_caller]
    pub fn expect_sound(&self) {
        let run = self.run(&["verify", "--format", "json"]).expect(0);
        assert_eq!(run.json()["problems"], Value::Array(vec![]));
    }
}

/// The outcome of a process.
pub fn finished(output: Output) -> Run {
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A letter that differs from every other one.
pub fn letter(number: usize) -> String {
    format!(
        "云科〔2022〕{number}号\n\n关于对市政协八届六次会议第{number}号提案的答复\n\n沈若岚委员：\n　　您提出的第{number}号提案收悉，现答复如下。\n　　一、所提问题已经解决。\n\n云川市科学技术局\n2022年6月24日\n"
    )
}

/// All files below a folder, sorted.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
