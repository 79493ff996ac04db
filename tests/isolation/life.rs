//! The lives of readers' processes: kept, replaced, ended, never left behind.

use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use anjuan::containers::Trouble;
use anjuan::isolation::{Fault, Job};
use serde_json::json;

use super::{act, faulty_reader, id, job, run, workers};

#[test]
fn answers_come_back_whole_and_processes_are_kept() {
    let workers = workers();
    let first = id(&workers);
    for size in [0, 1, 1000, 70_000, 3 << 20] {
        let bytes: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
        assert_eq!(run(&workers, &act("echo"), &bytes), Ok(vec![bytes]));
    }
    let many = job(json!({ "act": "many", "number": 500 }));
    let answers = run(&workers, &many, &[7; 5000]).expect("answers");
    assert_eq!((answers.len(), answers.concat().len()), (500, 2_500_000));
    assert_eq!(id(&workers), first);
}

#[test]
fn a_reader_s_own_words_reach_the_caller() {
    let workers = workers();
    let first = id(&workers);
    let trouble = run(&workers, &act("trouble"), b"");
    assert_eq!(trouble, Err(Fault::Trouble(Trouble::Encrypted)));
    assert_eq!(id(&workers), first);
}

#[test]
fn what_a_reader_prints_does_no_harm() {
    let workers = workers();
    for _ in 0..2 {
        assert_eq!(run(&workers, &act("print"), b"x"), Ok(vec![b"x".to_vec()]));
    }
}

#[test]
fn what_is_left_behind_does_not_fall_on_the_next_job() {
    let workers = workers();
    assert_eq!(
        run(&workers, &act("garbage after the end"), b""),
        Ok(vec![])
    );
    thread::sleep(Duration::from_millis(150));
    assert_eq!(run(&workers, &act("echo"), b"x"), Ok(vec![b"x".to_vec()]));
}

#[test]
fn a_taker_may_break_off_at_once() {
    let workers = workers();
    let begin = Instant::now();
    for name in ["endless", "many"] {
        let many = job(json!({ "act": name, "number": 1000 }));
        let mut count = 0;
        let end = workers.run(&many, &[0; 100_000], &mut |_| {
            count += 1;
            ControlFlow::Break(())
        });
        assert_eq!((end, count), (Ok(()), 1));
    }
    assert!(begin.elapsed() < Duration::from_secs(5));
    assert_eq!(run(&workers, &act("echo"), b"x"), Ok(vec![b"x".to_vec()]));
}

#[test]
fn the_taker_s_time_does_not_count() {
    let workers = workers();
    let many = Job {
        time: Duration::from_secs(1),
        ..job(json!({ "act": "many", "number": 3 }))
    };
    let end = workers.run(&many, b"x", &mut |_| {
        thread::sleep(Duration::from_millis(500));
        ControlFlow::Continue(())
    });
    assert_eq!(end, Ok(()));
}

#[test]
fn everything_stops_when_told() {
    let workers = workers();
    thread::scope(|scope| {
        let jobs = [(), ()].map(|()| scope.spawn(|| run(&workers, &act("sleep"), b"")));
        thread::sleep(Duration::from_millis(300));
        workers.stop();
        for job in jobs {
            assert_eq!(job.join().expect("no panic"), Err(Fault::Stopped));
        }
    });
    assert_eq!(run(&workers, &act("echo"), b""), Err(Fault::Stopped));
}

#[test]
fn many_threads_ask_at_once() {
    let workers = workers();
    thread::scope(|scope| {
        for thread in 0..4_u8 {
            let workers = &workers;
            scope.spawn(move || {
                for round in 0..20 {
                    let bytes = vec![thread ^ round; 1000 * usize::from(round)];
                    assert_eq!(run(workers, &act("echo"), &bytes), Ok(vec![bytes]));
                    if round % 8 == thread {
                        run(workers, &act("abort"), b"").expect_err("a fault");
                    }
                }
            });
        }
    });
}

#[test]
fn a_process_that_dies_unasked_is_replaced() {
    let workers = workers();
    let first = id(&workers);
    let kill = Command::new("kill").args(["-9", &first]).status();
    assert!(kill.expect("kill").success());
    thread::sleep(Duration::from_millis(100));
    assert_ne!(id(&workers), first);
}

#[test]
fn a_process_that_holds_much_memory_is_replaced() {
    let workers = workers();
    let leak = job(json!({ "act": "leak", "number": 100 << 20 }));
    let ids: Vec<_> = (0..4).map(|_| run(&workers, &leak, b"")).collect();
    assert_eq!((&ids[0], &ids[2]), (&ids[1], &ids[3]));
    assert_ne!(ids[1], ids[2]);
}

#[test]
fn nothing_is_left_behind() {
    let workers = workers();
    let ids: Vec<_> = thread::scope(|scope| {
        let ask = || {
            let pause = job(json!({ "act": "pause", "number": 200 }));
            run(&workers, &pause, b"").expect("an answer");
        };
        let asked = [(); 3].map(|()| scope.spawn(ask));
        for ask in asked {
            ask.join().expect("no panic");
        }
        (0..3).map(|_| id(&workers)).collect()
    });
    drop(workers);
    for id in ids {
        assert!(!Path::new("/proc").join(id).exists());
    }
}

#[test]
fn readers_end_with_their_parent() {
    let mut parent = Command::new(faulty_reader())
        .arg("parent")
        .stdout(Stdio::piped())
        .spawn()
        .expect("a parent");
    let mut line = String::new();
    let output = parent.stdout.take().expect("a pipe");
    BufReader::new(output)
        .read_line(&mut line)
        .expect("a number");
    let reader = Path::new("/proc").join(line.trim());
    thread::sleep(Duration::from_millis(100));
    assert!(reader.exists());
    parent.kill().expect("killed");
    parent.wait().expect("ended");
    let begin = Instant::now();
    while is_running(&reader) && begin.elapsed() < Duration::from_secs(3) {
        thread::sleep(Duration::from_millis(10));
    }
    assert!(!is_running(&reader));
}

/// Whether a process is there and no zombie that its new parent has yet to wait for.
fn is_running(process: &Path) -> bool {
    let status = fs::read_to_string(process.join("status"));
    status.is_ok_and(|status| !status.contains("State:\tZ"))
}

#[test]
fn ctrl_c_does_not_end_a_reader() {
    let workers = workers();
    let first = id(&workers);
    let kill = Command::new("kill").args(["-INT", &first]).status();
    assert!(kill.expect("kill").success());
    thread::sleep(Duration::from_millis(100));
    assert_eq!(id(&workers), first);
}

#[test]
fn our_own_memory_stays_bounded() {
    let workers = workers();
    let endless = Job {
        answers: 400 << 20,
        ..act("endless")
    };
    workers
        .run(&endless, b"", &mut |_| ControlFlow::Continue(()))
        .expect_err("a fault");
    run(&workers, &act("huge body"), b"").expect_err("a fault");
    run(&workers, &act("garbage"), b"").expect_err("a fault");
    let status = fs::read_to_string("/proc/self/status").expect("a status");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let peak: u64 = peak
        .expect("a peak")
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .expect("a number");
    // The other tests of this program run at the same time.
    assert!(peak < 400 << 10, "{peak} kB");
}

#[test]
fn a_process_is_replaced_after_many_jobs() {
    let workers = workers();
    let first = id(&workers);
    let same = (0..600).take_while(|_| id(&workers) == first).count();
    assert_eq!(same, 499);
}
