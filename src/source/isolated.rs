//! Containers read in a process of their own: what is asked of it, and what runs in there.
//!
//! A crash, a hang or a bomb costs the one file. Without a program to start (a library's test) the
//! same readers run here.

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::containers::packed::{self, Member};
use crate::containers::sniff::Kind;
use crate::containers::{self, Content, Trouble};
use crate::isolation::{self, Answer, Fault, Job, Limits, Sender, Workers};

/// Readers of containers, each in a process of its own if a program is given.
#[derive(Debug, Default)]
pub struct Isolated {
    workers: Option<Workers>,
}

/// The head of a member's answer.
#[derive(Serialize, Deserialize)]
struct MemberHead {
    name: String,
    trouble: Option<Trouble>,
}

impl Isolated {
    /// Readers that are `program` run with `argument`, which must call [`serve`].
    pub fn with_program(program: PathBuf, argument: &str) -> Isolated {
        Isolated {
            workers: Some(Workers::new(program, [argument])),
        }
    }

    /// Ends all that is being read, and every later reading.
    pub fn stop(&self) {
        if let Some(workers) = &self.workers {
            workers.stop();
        }
    }

    /// What a container holds.
    ///
    /// # Errors
    /// [`Fault`], a part of a sentence.
    pub fn read(&self, kind: Kind, bytes: &[u8]) -> Result<Content, Fault> {
        let Some(workers) = &self.workers else {
            return Ok(containers::read(kind, bytes)?);
        };
        let job = Job::new(kind.name(), Value::Null);
        let mut content: Option<Content> = None;
        let mut wrong = None;
        workers.run(&job, bytes, &mut |answer| {
            let taken = match &mut content {
                None => whole(answer).map(|read| content = Some(read)),
                Some(content) => add_image(content, answer),
            };
            match taken {
                Ok(()) => ControlFlow::Continue(()),
                Err(what) => {
                    wrong = Some(what);
                    ControlFlow::Break(())
                }
            }
        })?;
        match (content, wrong) {
            (Some(content), None) => Ok(content),
            (_, what) => {
                let what = what.unwrap_or_else(|| "no content".into());
                Err(Fault::nonsense(kind.name(), what))
            }
        }
    }

    /// The picture of a page.
    ///
    /// # Errors
    /// [`Fault`], a part of a sentence.
    pub fn page_image(&self, kind: Kind, bytes: &[u8], page: usize) -> Result<Vec<u8>, Fault> {
        let Some(workers) = &self.workers else {
            return Ok(containers::page_image(kind, bytes, page)?);
        };
        let job = Job::new(kind.name(), json!({ "page": page }));
        let mut image = Vec::new();
        workers.run(&job, bytes, &mut |answer| {
            image = answer.bytes;
            ControlFlow::Continue(())
        })?;
        Ok(image)
    }

    /// The files in a packed file, in its order.
    ///
    /// # Errors
    /// [`Fault`], a part of a sentence; members before it were given already.
    pub fn members(
        &self,
        kind: Kind,
        bytes: &[u8],
        each: &mut dyn FnMut(Member) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let Some(workers) = &self.workers else {
            return Ok(packed::members(bytes, each)?);
        };
        let job = Job::new(kind.name(), Value::Null);
        let mut wrong = None;
        workers.run(&job, bytes, &mut |answer| {
            let head: MemberHead = match answer.head() {
                Ok(head) => head,
                Err(error) => {
                    wrong = Some(error.to_string());
                    return ControlFlow::Break(());
                }
            };
            let content = head.trouble.map_or(Ok(answer.bytes), Err);
            each(Member {
                name: head.name,
                content,
            })
        })?;
        wrong.map_or(Ok(()), |what| Err(Fault::nonsense(kind.name(), what)))
    }
}

/// The first answer: the text, and in the head all else but the pictures.
fn whole(answer: Answer) -> Result<Content, String> {
    let content: Content = answer.head().map_err(|error| error.to_string())?;
    let text = String::from_utf8(answer.bytes).map_err(|error| error.to_string())?;
    let inside = |at: &usize| text.is_char_boundary(*at);
    let marks = content
        .furniture
        .iter()
        .flat_map(|range| [&range.start, &range.end]);
    if !content.pages.iter().chain(marks).all(inside) {
        return Err("a place outside of the text".into());
    }
    Ok(Content { text, ..content })
}

/// A later answer: the picture of the scan whose number is its head.
fn add_image(content: &mut Content, answer: Answer) -> Result<(), String> {
    let nth: usize = answer.head().map_err(|error| error.to_string())?;
    let scan = content.scans.get_mut(nth).ok_or("a picture of no page")?;
    scan.image = answer.bytes;
    Ok(())
}

/// What runs in a reader's process: answers its parent until that is gone.
///
/// # Errors
/// If the process cannot be confined or the parent cannot be talked to.
pub fn serve() -> io::Result<()> {
    isolation::serve_parent(&Limits::default(), &mut handle)
}

fn handle(job: &Job, bytes: Vec<u8>, send: &mut Sender<'_>) -> Result<(), Trouble> {
    let kind = Kind::NAMED.iter().find(|kind| kind.name() == job.reader);
    let kind = *kind.ok_or_else(|| Trouble::Unsupported(job.reader.clone()))?;
    if let Some(page) = job.options["page"].as_u64() {
        let image = containers::page_image(kind, bytes, page as usize)?;
        return send(answer(&Value::Null, image)?);
    }
    if containers::is_packed(kind) {
        let mut failed = Ok(());
        packed::members(&bytes, &mut |member| {
            failed = send_member(member, send);
            match failed {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        })?;
        return failed;
    }
    let mut content = containers::read(kind, bytes)?;
    let text = std::mem::take(&mut content.text);
    send(answer(&content, text.into_bytes())?)?;
    for (nth, scan) in content.scans.into_iter().enumerate() {
        if !scan.image.is_empty() {
            send(answer(&nth, scan.image)?)?;
        }
    }
    Ok(())
}

fn send_member(member: Member, send: &mut Sender<'_>) -> Result<(), Trouble> {
    let (trouble, bytes) = match member.content {
        Ok(bytes) => (None, bytes),
        Err(trouble) => (Some(trouble), Vec::new()),
    };
    let name = member.name;
    send(answer(&MemberHead { name, trouble }, bytes)?)
}

fn answer(head: &impl Serialize, bytes: Vec<u8>) -> Result<Answer, Trouble> {
    Answer::new(head, bytes).map_err(|error| Trouble::Damaged(error.to_string()))
}
