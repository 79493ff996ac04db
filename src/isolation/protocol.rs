//! Frames between a reader's process and ours: a small header, a head in JSON, a body of bytes.
//!
//! ```text
//! "AJ" version kind | length of head, u32 | job, u64 | length of body, u64 | head | body
//! ```
//!
//! Numbers are little-endian. Both sides refuse frames over the limits before they read them, and
//! memory grows with the bytes that come, never with a length that is only said.

use std::io::{self, ErrorKind, Read, Write};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::containers::Trouble;

/// The longest head of a frame, in bytes.
pub const MAX_HEAD: usize = 8 << 20;
/// The longest bytes of an answer.
pub const MAX_BODY: u64 = 64 << 20;
/// The longest bytes of a job.
pub const MAX_INPUT: u64 = 256 << 20;

const MAGIC: [u8; 2] = *b"AJ";
const VERSION: u8 = 1;
const HEADER: usize = 24;

/// Frames up to this size are written at once.
const SMALL: usize = 32 << 10;

/// What a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// A job; its head is an [`Order`].
    Job = 1,
    /// A part of an answer.
    Answer = 2,
    /// The end of an answer; its head is a [`Report`].
    Done = 3,
}

/// The head of a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Order {
    pub(super) reader: String,
    pub(super) options: Value,
    pub(super) cpu_seconds: u64,
}

/// The head of the end of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Report {
    /// The memory that the process holds now, in bytes; 0 if unknown.
    pub(super) memory: u64,
    /// Why the job failed, if it did.
    pub(super) failure: Option<Failure>,
}

/// Why a job failed, as the reader's process itself knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Failure {
    /// The reader found the document unreadable.
    Trouble(Trouble),
    /// The reader panicked, with these words.
    Panic(String),
}

/// A frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    /// The number of the job that it belongs to.
    pub(super) job: u64,
    pub(super) head: Vec<u8>,
    pub(super) body: Vec<u8>,
}

/// Why no frame could be read.
#[derive(Debug)]
pub(super) enum Broken {
    /// The other side is gone, between two frames or in the middle of one.
    Ended,
    /// What came is no frame.
    Nonsense(&'static str),
}

/// Writes a frame.
pub(super) fn write(
    output: &mut impl Write,
    kind: Kind,
    job: u64,
    head: &[u8],
    body: &[u8],
) -> io::Result<()> {
    let head_length = u32::try_from(head.len()).map_err(|_| ErrorKind::InvalidInput)?;
    let mut frame = Vec::with_capacity(HEADER + head.len());
    frame.extend(MAGIC);
    frame.extend([VERSION, kind as u8]);
    frame.extend(head_length.to_le_bytes());
    frame.extend(job.to_le_bytes());
    frame.extend((body.len() as u64).to_le_bytes());
    frame.extend(head);
    if body.len() <= SMALL {
        frame.extend(body);
        output.write_all(&frame)?;
    } else {
        output.write_all(&frame)?;
        output.write_all(body)?;
    }
    output.flush()
}

/// Reads a frame whose body is not longer than `max_body`.
pub(super) fn read(input: &mut impl Read, max_body: u64) -> Result<Frame, Broken> {
    let mut header = [0; HEADER];
    input.read_exact(&mut header).map_err(|_| Broken::Ended)?;
    let (kind, head_length, job, body_length) =
        read_header(&header).ok_or(Broken::Nonsense("not a frame"))?;
    if head_length > MAX_HEAD as u64 || body_length > max_body {
        return Err(Broken::Nonsense("a frame over the limit"));
    }
    Ok(Frame {
        kind,
        job,
        head: read_bytes(input, head_length)?,
        body: read_bytes(input, body_length)?,
    })
}

fn read_header(header: &[u8; HEADER]) -> Option<(Kind, u64, u64, u64)> {
    let (start, rest) = header.split_first_chunk::<4>()?;
    let (head, rest) = rest.split_first_chunk::<4>()?;
    let (job, rest) = rest.split_first_chunk::<8>()?;
    let body = rest.first_chunk::<8>()?;
    let [a, b, VERSION, kind] = *start else {
        return None;
    };
    if [a, b] != MAGIC {
        return None;
    }
    let kinds = [Kind::Job, Kind::Answer, Kind::Done];
    let kind = kinds.into_iter().find(|known| *known as u8 == kind)?;
    let head = u32::from_le_bytes(*head).into();
    Some((
        kind,
        head,
        u64::from_le_bytes(*job),
        u64::from_le_bytes(*body),
    ))
}

fn read_bytes(input: &mut impl Read, length: u64) -> Result<Vec<u8>, Broken> {
    let mut bytes = Vec::new();
    // Room for what is usual; what is only said to be long gets it when it comes.
    bytes.reserve_exact(length.min(1 << 20) as usize);
    let read = input.take(length).read_to_end(&mut bytes);
    match read {
        Ok(read) if read as u64 == length => Ok(bytes),
        _ => Err(Broken::Ended),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn frame(kind: Kind, head: &[u8], body: &[u8]) -> Vec<u8> {
        let mut bytes = vec![];
        write(&mut bytes, kind, 7, head, body).expect("written");
        bytes
    }

    #[test]
    fn frames_are_read_one_after_the_other() {
        let bytes = [
            frame(Kind::Answer, b"{}", &vec![b'x'; SMALL + 1]),
            frame(Kind::Done, b"", b""),
        ]
        .concat();
        let mut input = bytes.as_slice();
        let first = read(&mut input, MAX_BODY).expect("a frame");
        assert_eq!((first.kind, first.job), (Kind::Answer, 7));
        assert_eq!(
            (first.head.as_slice(), first.body.len()),
            (b"{}".as_slice(), SMALL + 1)
        );
        assert_eq!(
            read(&mut input, MAX_BODY).expect("a frame").kind,
            Kind::Done
        );
        assert!(matches!(read(&mut input, MAX_BODY), Err(Broken::Ended)));
    }

    #[test]
    fn frames_over_the_limit_are_refused_unread() {
        let mut bytes = frame(Kind::Answer, b"", b"123");
        assert!(matches!(
            read(&mut bytes.as_slice(), 2),
            Err(Broken::Nonsense(_))
        ));
        bytes[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(matches!(
            read(&mut bytes.as_slice(), 3),
            Err(Broken::Nonsense(_))
        ));
    }

    #[test]
    fn other_versions_and_kinds_are_nonsense() {
        for at in 0..4 {
            let mut bytes = frame(Kind::Done, b"", b"");
            bytes[at] = 9;
            assert!(matches!(
                read(&mut bytes.as_slice(), 0),
                Err(Broken::Nonsense(_))
            ));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_frame_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let _ = read(&mut bytes.as_slice(), 10);
            let marked = [&[b'A', b'J', VERSION, 2], bytes.as_slice()].concat();
            if let Ok(frame) = read(&mut marked.as_slice(), 10) {
                prop_assert!(frame.body.len() <= 10 && frame.head.len() <= bytes.len());
            }
        }
    }
}
