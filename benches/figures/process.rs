//! Processor time, memory and instructions of processes, from `/proc` and valgrind.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Ticks of `/proc`'s clock in a second, on every Linux that programs meet.
const TICKS: f64 = 100.0;

/// Processor seconds of this process, or of its children that are over.
pub(crate) fn cpu(children: bool) -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name, which may hold anything: fields 14 to 17 of proc(5).
    let fields: Vec<f64> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .map(|field| field.parse().unwrap_or(0.0))
        .collect();
    let from = if children { 13 } else { 11 };
    fields.iter().skip(from).take(2).sum::<f64>() / TICKS
}

/// Processor seconds of some work in this process.
pub(crate) fn cpu_of(work: impl FnOnce()) -> f64 {
    let before = cpu(false);
    work();
    cpu(false) - before
}

/// Processor seconds and peak memory (MB) of a command, which must succeed.
pub(crate) fn run(command: &mut Command) -> (f64, f64) {
    let before = cpu(true);
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut child = child.expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0;
    while child.try_wait().expect("a child").is_none() {
        peak = resident(&status).unwrap_or(peak);
        sleep(Duration::from_millis(20));
    }
    (cpu(true) - before, peak)
}

/// The most memory that a process has had, in MB.
fn resident(status: &str) -> Option<f64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

/// Seconds until a command has printed all it has to say.
pub(crate) fn wall(command: &mut Command) -> f64 {
    let start = Instant::now();
    let output = command.output();
    let seconds = start.elapsed().as_secs_f64();
    drop(output);
    seconds
}

/// Instructions of a command, in millions; `None` without valgrind.
pub(crate) fn instructions(program: &str, arguments: &[&str], scratch: &Path) -> Option<f64> {
    let report = scratch.join("callgrind.out");
    let output = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", report.display()))
        .arg(program)
        .args(arguments)
        .output()
        .ok()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let number = told
        .split("Collected :")
        .nth(1)?
        .split_whitespace()
        .next()?;
    Some(number.parse::<f64>().ok()? / 1e6)
}

/// Bytes of all files below a folder.
pub(crate) fn bytes_below(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.path() {
            path if path.is_dir() => bytes_below(&path),
            _ => entry.metadata().map_or(0, |metadata| metadata.len()),
        })
        .sum()
}
