//! What a reader may do wrong costs one job, with its reason and in time.

use std::time::{Duration, Instant};

use anjuan::isolation::{Fault, Job, MAX_INPUT, Workers};

use super::{act, id, run, workers};

/// The job fails in time and with these words, on a fresh process and on one in use; the next works.
fn fails(job: &Job, words: &str) {
    let workers = workers();
    for used in [false, true] {
        let begin = Instant::now();
        let fault = run(&workers, job, b"some bytes").expect_err("a fault");
        assert_eq!(fault.to_string(), words, "used: {used}");
        let took = begin.elapsed();
        assert!(took < job.time + Duration::from_secs(2), "{took:?}");
        assert_eq!(run(&workers, &act("echo"), b"x"), Ok(vec![b"x".to_vec()]));
    }
}

fn quick(name: &str) -> Job {
    Job {
        time: Duration::from_secs(1),
        ..act(name)
    }
}

#[test]
fn a_panic_is_an_answer() {
    fails(
        &act("panic"),
        "the test reader crashed (panic: a panic with words)",
    );
}

#[test]
fn a_stack_overflow_costs_one_job() {
    fails(&act("recurse"), "the test reader crashed (stack overflow)");
}

#[test]
fn an_abort_costs_one_job() {
    fails(&act("abort"), "the test reader crashed (abort)");
}

#[test]
fn memory_without_end_costs_one_job() {
    fails(&act("allocate"), "the test reader ran out of memory");
    fails(
        &act("allocate at once"),
        "the test reader ran out of memory",
    );
}

#[test]
fn a_sleeper_is_ended_by_the_clock() {
    fails(&quick("sleep"), "the test reader took more than 1 s");
}

#[test]
fn an_endless_loop_is_ended_by_its_cpu_time() {
    let spin = Job {
        cpu_seconds: 1,
        time: Duration::from_secs(60),
        ..act("spin")
    };
    let workers = workers();
    let fault = run(&workers, &spin, b"").expect_err("a fault");
    assert_eq!(fault.to_string(), "the test reader took more than 1 s");
    assert_eq!(run(&workers, &act("echo"), b"x"), Ok(vec![b"x".to_vec()]));
}

#[test]
fn endless_answers_are_ended() {
    let endless = Job {
        answers: 20 << 20,
        ..act("endless")
    };
    fails(&endless, "over the limit: more than 20 MiB of answers");
}

#[test]
fn nonsense_is_told() {
    let nonsense = |what| format!("the test reader answered nonsense ({what})");
    fails(&act("garbage"), &nonsense("not a frame"));
    fails(&act("huge head"), &nonsense("a frame over the limit"));
    fails(&act("huge body"), &nonsense("a frame over the limit"));
}

#[test]
fn an_answer_to_another_job_is_no_answer() {
    let workers = workers();
    id(&workers);
    let fault = run(&workers, &act("other job"), b"").expect_err("a fault");
    let words = "the test reader answered nonsense (an answer to another job)";
    assert_eq!(fault.to_string(), words);
}

#[test]
fn half_a_frame_is_no_answer() {
    fails(
        &quick("half and hang"),
        "the test reader took more than 1 s",
    );
    fails(
        &act("half and exit"),
        "the test reader crashed (it ended early, with code 0)",
    );
}

#[test]
fn files_are_not_written() {
    fails(
        &act("write a file"),
        "the test reader crashed (it tried to write a file)",
    );
}

#[test]
fn a_program_that_is_missing_or_no_reader_is_told() {
    let missing = Workers::new("/nowhere/anjuan", ["reader"]);
    let fault = run(&missing, &act("echo"), b"").expect_err("a fault");
    assert!(matches!(fault, Fault::NotStarted { .. }), "{fault}");
    let words = "the test reader crashed (it ended early, with code 0)";
    for size in [0, 1 << 20] {
        let other = Workers::new("/bin/true", ["reader"]);
        let fault = run(&other, &act("echo"), &vec![0; size]).expect_err("a fault");
        assert_eq!(fault.to_string(), words);
    }
    let other = Workers::new("/bin/cat", [] as [&str; 0]);
    let fault = run(&other, &act("echo"), b"").expect_err("a fault");
    assert!(matches!(fault, Fault::Nonsense { .. }), "{fault}");
}

#[test]
fn a_job_that_is_too_large_is_refused() {
    let bytes = vec![0; MAX_INPUT as usize + 1];
    let fault = run(&workers(), &act("echo"), &bytes).expect_err("a fault");
    assert_eq!(fault.to_string(), "over the limit: more than 256 MiB");
}
