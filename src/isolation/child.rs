//! What runs in a reader's process: it takes jobs from its input and answers on its output.

use std::any::Any;
use std::io::{self, BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use super::confine::{self, Limits};
use super::protocol::{self, Broken, Failure, Frame, Kind, MAX_BODY, MAX_HEAD, MAX_INPUT};
use super::protocol::{Order, Report};
use super::{Answer, Job};
use crate::containers::Trouble;

/// Hands a part of the answer over; fails if the part is over a limit or nobody takes it.
pub type Sender<'a> = dyn FnMut(Answer) -> Result<(), Trouble> + 'a;

/// Does a job: looks at the bytes and sends parts of an answer.
///
/// The bytes are its own, so that a reader that keeps them needs no second copy of a large file. Of
/// the job only its reader, its options and its CPU time are known in here.
pub type Handler<'a> = dyn FnMut(&Job, Vec<u8>, &mut Sender<'_>) -> Result<(), Trouble> + Send + 'a;

/// Serves whoever started this process, until they close its standard input.
///
/// Sets the limits first. From then on the process cannot write files and ends with its parent; what
/// it prints goes to standard error.
///
/// # Errors
///
/// If the limits cannot be set, or the answers cannot be written.
pub fn serve_parent(limits: &Limits, handler: &mut Handler<'_>) -> io::Result<()> {
    let (input, output) = confine::own_stdio()?;
    confine::end_with_parent()?;
    confine::confine(limits)?;
    serve(
        BufReader::with_capacity(64 << 10, input),
        output,
        limits,
        handler,
    )
}

/// Takes jobs from `input` and answers on `output`, until the input ends.
///
/// The handler runs on a thread with the stack of `limits`. Its panics are answers; a process that
/// overflows its stack, aborts or runs out of memory ends, and the other side sees it.
///
/// # Errors
///
/// If the thread cannot be started, the input is no job, or the answers cannot be written.
pub fn serve(
    input: impl Read + Send,
    output: impl Write + Send,
    limits: &Limits,
    handler: &mut Handler<'_>,
) -> io::Result<()> {
    thread::scope(|scope| {
        let reader = thread::Builder::new()
            .name("reader".into())
            .stack_size(limits.stack);
        let reader = reader.spawn_scoped(scope, || answer_all(input, output, handler))?;
        let ended = reader.join();
        ended.unwrap_or_else(|_| Err(io::Error::other("the reader's thread panicked")))
    })
}

fn answer_all(
    mut input: impl Read,
    mut output: impl Write,
    handler: &mut Handler<'_>,
) -> io::Result<()> {
    loop {
        let frame = match protocol::read(&mut input, MAX_INPUT) {
            Ok(frame) => frame,
            Err(Broken::Ended) => return Ok(()),
            Err(Broken::Nonsense(what)) => return Err(invalid(what)),
        };
        let order: Order = serde_json::from_slice(&frame.head).map_err(invalid)?;
        confine::limit_cpu(order.cpu_seconds)?;
        let job = Job {
            cpu_seconds: order.cpu_seconds,
            ..Job::new(order.reader, order.options)
        };
        answer(&mut output, frame, &job, handler)?;
    }
}

fn answer(
    output: &mut impl Write,
    frame: Frame,
    job: &Job,
    handler: &mut Handler<'_>,
) -> io::Result<()> {
    let (number, body) = (frame.job, frame.body);
    let mut lost = None;
    let mut send = |answer: Answer| {
        if answer.head.len() > MAX_HEAD || answer.bytes.len() as u64 > MAX_BODY {
            return Err(Trouble::Limit("too long a part of the answer".into()));
        }
        let written = protocol::write(output, Kind::Answer, number, &answer.head, &answer.bytes);
        written.map_err(|error| {
            lost = Some(error);
            Trouble::Limit("nobody takes the answer".into())
        })
    };
    // The handler's state after a panic is its own affair: one that keeps any starts each job anew.
    let run = AssertUnwindSafe(|| handler(job, body, &mut send));
    let failure = match catch_unwind(run) {
        Ok(Ok(())) => None,
        Ok(Err(trouble)) => Some(Failure::Trouble(trouble)),
        Err(payload) => Some(Failure::Panic(words_of(payload.as_ref()))),
    };
    if let Some(error) = lost {
        return Err(error);
    }
    let report = Report {
        memory: confine::memory(),
        failure,
    };
    let head = serde_json::to_vec(&report)?;
    protocol::write(output, Kind::Done, number, &head, b"")
}

fn words_of(payload: &(dyn Any + Send)) -> String {
    let words = payload.downcast_ref::<&str>().copied();
    let words = words.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    format!("panic: {}", words.unwrap_or("no words"))
}

fn invalid(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn order(job: u64, body: &[u8]) -> Vec<u8> {
        let head = json!({ "reader": "test", "options": {}, "cpu_seconds": 3600 });
        let mut bytes = vec![];
        let head = head.to_string();
        protocol::write(&mut bytes, Kind::Job, job, head.as_bytes(), body).expect("written");
        bytes
    }

    /// Doubles its bytes, unless they are words of trouble.
    fn double(_: &Job, bytes: Vec<u8>, send: &mut Sender<'_>) -> Result<(), Trouble> {
        match bytes.as_slice() {
            b"trouble" => Err(Trouble::Encrypted),
            b"panic" => panic!("words"),
            b"long" => send(Answer::new(&(), vec![0; MAX_BODY as usize + 1]).expect("an answer")),
            bytes => send(Answer::new(&(), bytes.repeat(2)).expect("an answer")),
        }
    }

    fn run(input: &[u8]) -> (Vec<Frame>, io::Result<()>) {
        let limits = Limits {
            stack: 1 << 20,
            ..Limits::default()
        };
        let mut output = vec![];
        let end = serve(input, &mut output, &limits, &mut double);
        let mut output = output.as_slice();
        let frames = std::iter::from_fn(|| protocol::read(&mut output, MAX_BODY).ok());
        (frames.collect(), end)
    }

    fn failure(frame: &Frame) -> Option<Failure> {
        let report: Report = serde_json::from_slice(&frame.head).expect("a report");
        report.failure
    }

    #[test]
    fn jobs_are_answered_in_order_under_their_numbers() {
        let (frames, end) = run(&[order(4, b"ab"), order(9, b"")].concat());
        assert!(end.is_ok());
        let seen: Vec<_> = frames.iter().map(|frame| (frame.kind, frame.job)).collect();
        let (answer, done) = (Kind::Answer, Kind::Done);
        assert_eq!(seen, [(answer, 4), (done, 4), (answer, 9), (done, 9)]);
        assert_eq!(frames[0].body, b"abab");
        assert_eq!(failure(&frames[1]), None);
    }

    #[test]
    fn failures_are_answers() {
        let long = "too long a part of the answer".to_owned();
        let cases: [(&[u8], Failure); 3] = [
            (b"trouble", Failure::Trouble(Trouble::Encrypted)),
            (b"panic", Failure::Panic("panic: words".into())),
            (b"long", Failure::Trouble(Trouble::Limit(long))),
        ];
        for (bytes, expected) in cases {
            let (frames, end) = run(&[order(1, bytes), order(2, b"x")].concat());
            assert!(end.is_ok());
            assert_eq!(failure(&frames[0]), Some(expected));
            assert_eq!(frames[1].body, b"xx");
        }
    }

    #[test]
    fn nonsense_and_a_lost_output_end_the_service() {
        assert!(run(&[b'?'; 50]).1.is_err());
        let mut input = order(1, b"x");
        input[3] = Kind::Job as u8;
        input[24] = b'?';
        assert!(run(&input).1.is_err());
        let mut nowhere = [0_u8; 3];
        let input = order(1, b"x");
        let end = serve(&*input, &mut nowhere[..], &Limits::default(), &mut double);
        assert!(end.is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_input_ends(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0_usize..120) {
            run(&bytes).1.ok();
            let mut order = order(1, b"x");
            order.truncate(cut);
            run(&[order, bytes].concat()).1.ok();
        }
    }
}
