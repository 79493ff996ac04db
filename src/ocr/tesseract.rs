//! Tesseract: one run an image, its table of words read while it comes.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::OcrFailure;
use super::page::Page;
use super::process::{Next, Process};
use super::stop::Stop;
use super::tsv::Table;

/// Address space of a run, in bytes.
const MEMORY: u64 = 2 << 30;
/// The most lines of output; a page of the most pieces has fewer, and so have many usual pages.
const MAX_ROWS: usize = 1_000_000;

/// The pages of an image file; each may take `timeout`.
///
/// One thread a run: pages are recognised side by side. With `osd` Tesseract turns pages that lie
/// on their side or head; that way it also keeps small blocks beside a large heading, such as
/// `办理结果` in the corner of a page, which it can lose without.
///
/// # Errors
/// [`OcrFailure::Failed`] or [`OcrFailure::Timeout`].
pub(super) fn recognise(
    program: &Path,
    osd: bool,
    image: &[u8],
    timeout: Duration,
    stop: &Stop,
) -> Result<Vec<Page>, OcrFailure> {
    let mut command = Command::new(program);
    command
        .args(["stdin", "stdout", "-l", "chi_sim"])
        .args(["--psm", if osd { "1" } else { "3" }])
        .args(["-c", "preserve_interword_spaces=1", "tsv"])
        .env("OMP_THREAD_LIMIT", "1");
    let mut process = Process::start(&mut command, stop).map_err(OcrFailure::Failed)?;
    process.bound_memory(MEMORY);
    process.send(image.to_vec());
    process.close_input();
    let pages = read_table(&process, timeout)?;
    match process.wait() {
        Some(status) if status.success() && !pages.is_empty() => Ok(pages),
        _ => Err(OcrFailure::Failed(format!(
            "tesseract {}",
            process.reason()
        ))),
    }
}

/// Reads a table of words; the time begins anew with each page.
pub(super) fn read_table(process: &Process, timeout: Duration) -> Result<Vec<Page>, OcrFailure> {
    let mut table = Table::default();
    let mut deadline = Instant::now() + timeout;
    for _ in 0..MAX_ROWS {
        match process.next(deadline) {
            Next::Line(line) => {
                if table.row(&String::from_utf8_lossy(&line)) {
                    deadline = Instant::now() + timeout;
                }
            }
            Next::End => return Ok(table.pages()),
            Next::OutOfTime => return Err(OcrFailure::Timeout(timeout)),
            Next::Stopped => return Err(OcrFailure::Stopped),
            Next::TooLong => break,
        }
    }
    Err(OcrFailure::Failed(
        "tesseract answers without end".to_owned(),
    ))
}

#[cfg(all(test, unix))]
#[path = "tesseract_tests.rs"]
mod tests;
