//! Runs what the README files show and compares it with what they print.
//!
//! `ANJUAN_UPDATE=1 cargo test --test readme` writes the true output into them: review the diff.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A command of a console block and the lines shown below it.
struct Shown {
    command: String,
    output: Vec<String>,
    /// Number of the line, from 0, behind the command.
    line: usize,
}

fn shown(text: &str) -> Vec<Shown> {
    let mut out: Vec<Shown> = Vec::new();
    let mut inside = false;
    for (line, content) in text.lines().enumerate() {
        match (inside, content) {
            (false, "```console") => inside = true,
            (true, "```") => inside = false,
            (true, content) => match content.strip_prefix("$ ") {
                Some(command) => out.push(Shown {
                    command: command.to_owned(),
                    output: Vec::new(),
                    line: line + 1,
                }),
                None => out
                    .last_mut()
                    .expect("a block begins with a command")
                    .output
                    .push(content.to_owned()),
            },
            _ => {}
        }
    }
    out
}

/// What a command prints, in a folder that holds the corpus and its archive.
fn run(command: &str, folder: &Path) -> Vec<String> {
    let binary = Path::new(env!("CARGO_BIN_EXE_anjuan"));
    let folders = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{folders}", binary.parent().expect("a folder").display());
    let output = Command::new("sh")
        .arg("-c")
        .arg(command.replace("cargo run --release --", "anjuan"))
        .current_dir(folder)
        .env("PATH", path)
        .env("COLUMNS", "100")
        .output()
        .expect("a shell runs");
    let text =
        String::from_utf8(output.stdout).expect("text") + &String::from_utf8_lossy(&output.stderr);
    text.lines()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Lines are equal; `…` alone stands for any lines.
fn agrees(shown: &[String], printed: &[String]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((line, rest)) if line == "…" => {
            (0..=printed.len()).any(|skip| agrees(rest, &printed[skip..]))
        }
        Some((line, rest)) => printed
            .split_first()
            .is_some_and(|(first, more)| line == first && agrees(rest, more)),
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from)
        .expect("readable")
        .map(|entry| entry.expect("an entry").path())
    {
        let target = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).expect("copied");
        }
    }
}

fn check(name: &str) {
    let path = root().join(name);
    let text = fs::read_to_string(&path).expect("the README");
    let folder = tempfile::tempdir().expect("a folder");
    copy(&root().join("corpus"), &folder.path().join("corpus"));
    let blocks = shown(&text);
    assert!(blocks.len() >= 4, "{name} shows {} commands", blocks.len());
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let (mut stale, mut moved) = (Vec::new(), 0isize);
    for block in blocks {
        let printed = run(&block.command, folder.path());
        if !agrees(&block.output, &printed) {
            let from = block
                .line
                .checked_add_signed(moved)
                .expect("inside the file");
            lines.splice(from..from + block.output.len(), printed.iter().cloned());
            moved += printed.len() as isize - block.output.len() as isize;
            stale.push(format!("$ {}\n{}", block.command, printed.join("\n")));
        }
    }
    if std::env::var_os("ANJUAN_UPDATE").is_some() {
        fs::write(&path, lines.join("\n") + "\n").expect("written");
    } else {
        assert!(
            stale.is_empty(),
            "{name} shows other output than the program prints (ANJUAN_UPDATE=1 renews it):\n{}",
            stale.join("\n")
        );
    }
}

#[test]
fn readme_shows_what_the_program_prints() {
    check("README.md");
}

#[test]
fn chinese_readme_shows_what_the_program_prints() {
    check("README.zh-CN.md");
}
