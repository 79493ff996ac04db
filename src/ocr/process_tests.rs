//! Tests of running an engine, with small shell scripts in its place.

use super::*;
use crate::ocr::program::program;

fn shell(script: &str) -> Process {
    Process::start(
        Command::new("/bin/sh").args(["-c", script]),
        &Stop::default(),
    )
    .expect("a shell")
}

fn soon(milliseconds: u64) -> Instant {
    Instant::now() + Duration::from_millis(milliseconds)
}

#[test]
fn lines_come_one_by_one_and_then_the_end() {
    let mut process = shell("cat; printf 'b'");
    process.send(b"a\n\n".to_vec());
    process.close_input();
    let next = || process.next(soon(5000));
    assert_eq!(next(), Next::Line(b"a".to_vec()));
    assert_eq!(next(), Next::Line(Vec::new()));
    assert_eq!(next(), Next::Line(b"b".to_vec()));
    assert_eq!(next(), Next::End);
    assert!(process.wait().is_some_and(|status| status.success()));
}

#[test]
fn a_process_that_reads_nothing_does_not_block_us() {
    let process = shell("exec sleep 60");
    process.send(vec![b'x'; 4 << 20]);
    let start = Instant::now();
    assert_eq!(process.next(soon(50)), Next::OutOfTime);
    drop(process);
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn what_it_started_ends_with_it() {
    let process = shell("sleep 61 & echo $!; wait");
    let Next::Line(line) = process.next(soon(5000)) else {
        panic!("a line");
    };
    let number = String::from_utf8(line).expect("digits");
    drop(process);
    let gone = || {
        // A process that nobody has waited for yet shows as a zombie.
        let status = std::fs::read_to_string(format!("/proc/{number}/stat"));
        status.map_or(true, |line| line.contains(") Z"))
    };
    let deadline = soon(5000);
    while !gone() && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(10));
    }
    assert!(gone());
}

#[test]
fn the_reason_names_the_exit_and_the_last_words() {
    let mut process = shell("echo one >&2; echo 'No module named x' >&2; exit 3");
    assert_eq!(process.next(soon(5000)), Next::End);
    assert_eq!(process.reason(), "ended with code 3: No module named x");
    let mut process = shell("kill -SEGV $$");
    assert_eq!(process.next(soon(5000)), Next::End);
    assert_eq!(process.reason(), "crashed (signal 11)");
}

#[test]
fn a_line_without_end_is_cut_off() {
    let process = shell("exec head -c 20000000 /dev/zero");
    assert_eq!(process.next(soon(20_000)), Next::TooLong);
}

#[test]
fn a_missing_program_is_an_error_in_words() {
    let error = Process::start(&mut Command::new("/nowhere/engine"), &Stop::default())
        .expect_err("missing");
    assert!(
        error.starts_with("/nowhere/engine cannot be started"),
        "{error}"
    );
}

#[test]
fn programs_are_found_in_absolute_folders_only() {
    let found = program(
        std::path::Path::new("sh"),
        std::ffi::OsStr::new(".:bin:/nowhere:/bin"),
    );
    assert_eq!(found.as_deref(), Some(std::path::Path::new("/bin/sh")));
    assert_eq!(
        program(std::path::Path::new("sh"), std::ffi::OsStr::new(".:bin")),
        None
    );
    assert_eq!(
        program(std::path::Path::new("/bin/sh"), "".as_ref()).as_deref(),
        Some(std::path::Path::new("/bin/sh"))
    );
    assert_eq!(
        program(std::path::Path::new("no/such"), "/bin".as_ref()),
        None
    );
}

#[cfg(target_os = "linux")]
#[test]
fn memory_can_be_bounded_from_outside() {
    let process = shell("read go; ulimit -v");
    process.bound_memory(64 << 20);
    process.send(b"go\n".to_vec());
    assert_eq!(process.next(soon(5000)), Next::Line(b"65536".to_vec()));
}

#[test]
fn a_dot_in_the_name_of_a_program_stays() {
    let home = tempfile::tempdir().expect("a folder");
    let made = super::super::tests::script(home.path(), "python3.11", "true");
    let found = program(std::path::Path::new("python3.11"), home.path().as_os_str());
    assert_eq!(found, Some(made));
}

#[test]
fn whoever_waits_hears_the_wish_to_stop() {
    let stop = Stop::default();
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "sleep 60"]);
    let process = Process::start(&mut command, &stop).expect("a shell");
    let start = Instant::now();
    thread::scope(|scope| {
        scope.spawn(|| stop.say());
        assert_eq!(process.next(soon(60_000)), Next::Stopped);
    });
    assert!(start.elapsed() < Duration::from_secs(10));
    let error = Process::start(&mut command, &stop).expect_err("stopped");
    assert_eq!(error, "stopped");
}
