//! Tests of a worker, with small shell scripts in its place.

use super::*;

const READY: &str = "echo '{\"ready\": \"1\"}'; ";
/// Takes one request of three bytes.
const TAKE: &str = "read head; head -c 3 > /dev/null; ";

fn start(script: &str) -> Result<Worker, String> {
    Worker::start_program(
        Path::new("/bin/sh"),
        script,
        1,
        Duration::from_secs(20),
        &Stop::default(),
    )
}

fn ask(script: &str) -> Result<Vec<Page>, Fault> {
    let mut worker = start(&format!("{READY}{TAKE}{script}")).expect("it starts");
    worker.recognise(b"abc", Duration::from_secs(20))
}

fn broken(script: &str) -> String {
    match ask(script) {
        Err(Fault::Broken(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn pages_come_in_order_and_noise_is_passed_over() {
    let pages = ask(concat!(
        "echo 'loading…'; echo '{\"id\": 9, \"lines\": []}'; echo '{\"id\": 1, \"page\": 0, ",
        "\"lines\": [{\"text\": \"一\", \"score\": 0.5, \"box\": [[0,0],[9,0],[9,9],[0,9]]}]}'; ",
        "echo; echo '{\"id\": 1, \"page\": 1, \"lines\": []}'; echo '{\"id\": 1, \"done\": 2}'"
    ))
    .expect("pages");
    assert_eq!(pages.len(), 2);
    assert!(matches!(&pages[0], Page::Pieces(pieces) if pieces[0].text == "一"));
}

#[test]
fn a_refusal_leaves_the_worker_alive() {
    let again = format!(
        "{READY}{TAKE}echo '{{\"id\": 1, \"error\": \"no\\u001b image\"}}'; {TAKE}echo '{{\"id\": 2, \"done\": 0}}'"
    );
    let mut worker = start(&again).expect("it starts");
    let refused = worker.recognise(b"abc", Duration::from_secs(20));
    assert_eq!(refused, Err(Fault::Refused("no image".into())));
    assert_eq!(
        worker.recognise(b"abc", Duration::from_secs(20)),
        Ok(vec![])
    );
}

#[test]
fn a_crash_tells_its_reason() {
    assert_eq!(broken("echo boom >&2; exit 7"), "ended with code 7: boom");
    assert_eq!(broken("kill -ABRT $$"), "crashed (signal 6)");
    assert_eq!(broken("kill -KILL $$"), "was killed (out of memory?)");
}

#[test]
fn nonsense_has_an_end() {
    assert_eq!(broken("yes"), "answers nonsense");
    assert_eq!(
        broken("head -c 20000000 /dev/zero; sleep 60"),
        "answers nonsense"
    );
    assert_eq!(
        broken("echo '{\"id\": 1, \"done\": 5}'; sleep 60"),
        "answers nonsense"
    );
    let flood = "while :; do echo '{\"id\": 1, \"lines\": []}'; done";
    assert_eq!(broken(flood), "answers without end");
}

#[test]
fn a_hang_is_cut_off() {
    let mut worker = start(&format!("{READY}{TAKE}sleep 60")).expect("it starts");
    let begun = Instant::now();
    let result = worker.recognise(b"abc", Duration::from_millis(100));
    assert_eq!(result, Err(Fault::OutOfTime));
    drop(worker);
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn an_image_that_nobody_reads_does_not_block() {
    let mut worker = start(&format!("{READY}exec sleep 60")).expect("it starts");
    let result = worker.recognise(&vec![0; 8 << 20], Duration::from_millis(100));
    assert_eq!(result, Err(Fault::OutOfTime));
}

#[test]
fn a_slow_start_is_waited_for_and_a_failed_one_tells_why() {
    assert!(start(&format!("sleep 0.3; {READY}sleep 60")).is_ok());
    let why = start("echo 'No module named rapidocr' >&2; exit 1").expect_err("no start");
    assert_eq!(why, "ended with code 1: No module named rapidocr");
    let hang = Worker::start_program(
        Path::new("/bin/sh"),
        "sleep 60",
        1,
        Duration::from_millis(100),
        &Stop::default(),
    );
    assert_eq!(
        hang.expect_err("no start"),
        "its models take too long to load"
    );
}

#[test]
fn a_python_takes_nothing_from_the_current_folder() {
    let command = python_command(Path::new("python3"));
    assert_eq!(command.get_current_dir(), Some(Path::new("/")));
    assert!(PROGRAM.contains("sys.path[:] = [path for path in sys.path if path]"));
}
