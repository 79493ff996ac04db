//! Containers read in other processes, their pictures recognised.

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::{Readers, failed};
use crate::containers::sniff::Kind;
use crate::containers::{self, Content, Scan};
use crate::ocr::{OcrFailure, Recogniser};
use crate::source::outcome::{Outcome, Skip};
use crate::source::scans;

impl Readers {
    /// A container's text, its pictures recognised.
    pub(super) fn container(&self, kind: Kind, bytes: &[u8]) -> Result<Content, Outcome> {
        let content = match containers::is_picture(kind) {
            true => Content {
                scans: vec![Scan {
                    page: 0,
                    image: bytes.to_vec(),
                }],
                ..Content::default()
            },
            false => self.isolated.read(kind, bytes).map_err(failed)?,
        };
        if content.scans.is_empty() {
            return Ok(content);
        }
        let pages = self.recognise_all(kind, bytes, &content.scans);
        let failures = || pages.iter().filter_map(|page| page.as_ref().err());
        if failures().any(|failure| *failure == OcrFailure::Stopped) {
            // What is there is no document yet.
            return Err(Outcome::Failed(OcrFailure::Stopped.to_string()));
        }
        let first = failures().next().cloned();
        let filled = scans::fill(content, pages);
        match first {
            // Nothing at all was read: the file's outcome says why.
            Some(failure) if filled.text.trim().is_empty() => Err(match failure {
                OcrFailure::NoEngine => Outcome::Skipped(Skip::NeedsOcr),
                failure => Outcome::Failed(failure.to_string()),
            }),
            _ => Ok(filled),
        }
    }

    /// What became of each scan.
    fn recognise_all(&self, kind: Kind, bytes: &[u8], scans: &[Scan]) -> Vec<scans::Page> {
        let recogniser = self.recogniser.as_ref();
        let Some(recogniser) = recogniser.filter(|recogniser| recogniser.engine().is_some()) else {
            // Without an engine the pictures need not be made.
            return vec![Err(OcrFailure::NoEngine); scans.len()];
        };
        self.tally.pages_found(scans.len());
        let recognise = |scan| {
            let page = self.recognise(recogniser, kind, bytes, scan);
            self.tally.page_done();
            page
        };
        scans.par_iter().map(recognise).collect()
    }

    fn recognise(
        &self,
        recogniser: &Recogniser,
        kind: Kind,
        bytes: &[u8],
        scan: &Scan,
    ) -> scans::Page {
        if !scan.image.is_empty() {
            return recogniser.recognise(&scan.image);
        }
        let image = self.isolated.page_image(kind, bytes, scan.page);
        recogniser.recognise(&image.map_err(|fault| OcrFailure::Failed(fault.to_string()))?)
    }

    /// The engine that recognised some of the content.
    pub(super) fn engine_of(&self, content: &Content) -> Option<String> {
        let recogniser = self.recogniser.as_ref();
        let recogniser = recogniser.filter(|_| !content.confidence.is_empty())?;
        recogniser.engine().map(|found| {
            let name = format!("{} {}", found.engine, found.version);
            name.trim_end().to_owned()
        })
    }
}
