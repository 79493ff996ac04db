//! The user's own command: prints lines of text, a table of words as Tesseract's, or JSON lines.

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::OcrFailure;
use super::engine::{wants_file, with_image};
use super::page::{
    JsonPiece, MAX_PAGE_TEXT, MAX_PAGES, MAX_PIECES, Page, PlainLine, one_line, page_of,
};
use super::process::{Next, Process};
use super::stop::Stop;
use super::tsv::{HEADING, Table};

/// The most that a command may print, in bytes.
const MAX_OUTPUT: usize = 64 << 20;

/// The pages of an image file by `program` with `arguments`, in `timeout` for all.
///
/// A form feed ends a page of plain lines; JSON lines are one page.
///
/// # Errors
/// [`OcrFailure::Failed`], also if the command ends with an error, or [`OcrFailure::Timeout`].
pub(super) fn recognise(
    program: &Path,
    arguments: &[String],
    image: &[u8],
    timeout: Duration,
    stop: &Stop,
) -> Result<Vec<Page>, OcrFailure> {
    let file = wants_file(arguments).then(|| image_file(image)).transpose();
    let file = file.map_err(|error| OcrFailure::Failed(format!("no temporary file: {error}")))?;
    let mut command = Command::new(program);
    for argument in arguments {
        match &file {
            Some(file) => command.arg(with_image(argument, file.path())),
            None => command.arg(argument),
        };
    }
    let mut process = Process::start(&mut command, stop).map_err(OcrFailure::Failed)?;
    if file.is_none() {
        process.send(image.to_vec());
    }
    process.close_input();
    let lines = read_all(&process, timeout)?;
    match process.wait() {
        Some(status) if status.success() => Ok(pages_of(&lines)),
        _ => Err(OcrFailure::Failed(format!(
            "the command {}",
            process.reason()
        ))),
    }
}

/// A private file with `image`, gone when it is dropped. Its ending helps programs that go by it.
fn image_file(image: &[u8]) -> std::io::Result<tempfile::NamedTempFile> {
    let ending = match image {
        [0x89, b'P', b'N', b'G', ..] => ".png",
        [b'I', b'I', ..] | [b'M', b'M', ..] => ".tif",
        _ => ".jpg",
    };
    // The crate makes its files readable for their owner alone.
    let mut file = tempfile::Builder::new().suffix(ending).tempfile()?;
    file.write_all(image)?;
    file.flush()?;
    Ok(file)
}

fn read_all(process: &Process, timeout: Duration) -> Result<Vec<Vec<u8>>, OcrFailure> {
    let deadline = Instant::now() + timeout;
    let (mut lines, mut bytes) = (Vec::new(), 0usize);
    while bytes <= MAX_OUTPUT {
        match process.next(deadline) {
            Next::Line(line) => {
                bytes += line.len() + 1;
                lines.push(line);
            }
            Next::End => return Ok(lines),
            Next::OutOfTime => return Err(OcrFailure::Timeout(timeout)),
            Next::Stopped => return Err(OcrFailure::Stopped),
            Next::TooLong => break,
        }
    }
    Err(OcrFailure::Failed(
        "the command prints without end".to_owned(),
    ))
}

/// The pages that the printed lines describe, in whichever form they are.
fn pages_of(lines: &[Vec<u8>]) -> Vec<Page> {
    let first = lines.first().map(Vec::as_slice).unwrap_or_default();
    if first.starts_with(HEADING) {
        let mut table = Table::default();
        for line in lines {
            table.row(&String::from_utf8_lossy(line));
        }
        return table.pages();
    }
    let json = |line: &Vec<u8>| serde_json::from_slice::<JsonPiece>(line).ok();
    let mut lines_with_text = lines.iter().filter(|line| !line.trim_ascii().is_empty());
    let pieces: Option<Vec<JsonPiece>> = lines_with_text.by_ref().map(json).collect();
    match pieces {
        Some(pieces) if !pieces.is_empty() => vec![page_of(pieces)],
        _ => plain_pages(lines),
    }
}

fn plain_pages(lines: &[Vec<u8>]) -> Vec<Page> {
    let mut pages = vec![Vec::new()];
    let mut bytes = 0usize;
    for line in lines {
        let line = String::from_utf8_lossy(line);
        for (number, part) in line.split('\u{c}').enumerate() {
            if number > 0 && pages.len() < MAX_PAGES {
                pages.push(Vec::new());
                bytes = 0;
            }
            bytes = bytes.saturating_add(part.len());
            let Some(page) = pages.last_mut() else {
                continue;
            };
            if !part.trim().is_empty() && page.len() < MAX_PIECES && bytes <= MAX_PAGE_TEXT {
                let text = one_line(part.trim_end());
                page.push(PlainLine {
                    text,
                    confidence: 1.0,
                });
            }
        }
    }
    // A form feed ends a page, it does not begin one.
    if pages.len() > 1 && pages.last().is_some_and(Vec::is_empty) {
        pages.pop();
    }
    pages.into_iter().map(Page::Lines).collect()
}

#[cfg(all(test, unix))]
#[path = "command_tests.rs"]
mod tests;
