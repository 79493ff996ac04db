//! The stretches of an RTF: where each begins and ends, and how they are put together.

use crate::containers::flow::Flow;
use crate::containers::limits::{add_margin, within_notes};
use crate::containers::notes::mark;
use crate::containers::numerals::Format;
use crate::containers::story::NOTE_MARK;
use crate::containers::{Content, Trouble};

use super::context::{Context, Kind};
use super::reader::{Place, Reader};

/// The distinct headers and footers of a file.
#[derive(Debug, Default)]
pub(super) struct Margins {
    first_headers: Vec<String>,
    headers: Vec<String>,
    first_footers: Vec<String>,
    footers: Vec<String>,
}

impl Reader {
    /// Begins a stretch that ends with the open group.
    pub(super) fn begin_context(&mut self, kind: Kind) {
        self.flush();
        let context = Context::new(kind, self.groups.len());
        self.outer
            .push(std::mem::replace(&mut self.context, context));
        self.now.place = Place::Shown;
        self.now.hidden = false;
    }

    /// Ends the open stretch, unless it is the body.
    pub(super) fn end_context(&mut self) -> Result<(), Trouble> {
        let Some(outer) = self.outer.pop() else {
            return Ok(());
        };
        let context = std::mem::replace(&mut self.context, outer);
        let (kind, at_end) = (context.kind, context.at_end);
        let text = context.finish()?;
        match kind {
            Kind::Body => {}
            Kind::Note => self.end_note(&text, at_end)?,
            Kind::Box => self.context.put_box(&text)?,
            Kind::FirstHeader => add_margin(&mut self.margins.first_headers, &text)?,
            Kind::Header => add_margin(&mut self.margins.headers, &text)?,
            Kind::FirstFooter => add_margin(&mut self.margins.first_footers, &text)?,
            Kind::Footer => add_margin(&mut self.margins.footers, &text)?,
        }
        Ok(())
    }

    fn end_note(&mut self, text: &str, at_end: bool) -> Result<(), Trouble> {
        let (format, count) = match at_end {
            true => (Format::LowerRoman, &mut self.endnotes_counted),
            false => (Format::Decimal, &mut self.footnotes_counted),
        };
        *count += 1;
        within_notes(*count)?;
        let mark = mark(format, i64::try_from(*count).unwrap_or(i64::MAX));
        let note = text.trim_end_matches('\n').replace(NOTE_MARK, &mark);
        let due = (!at_end).then(|| note.clone());
        if at_end {
            self.endnotes.push(note + "\n");
        }
        self.context.refer(&mark, due);
        Ok(())
    }

    /// Puts the stretches together.
    pub(super) fn finish(mut self) -> Result<Content, Trouble> {
        self.flush();
        let cut = !self.groups.is_empty();
        while !self.outer.is_empty() {
            self.end_context()?;
        }
        let mut flow = Flow::new(std::mem::take(&mut self.sections));
        let body = std::mem::take(&mut self.context).finish()?;
        let Margins {
            first_headers,
            headers,
            first_footers,
            footers,
        } = &self.margins;
        self.write_margins(&mut flow, first_headers, headers);
        flow.body(&body);
        for note in &self.endnotes {
            flow.body(note);
        }
        self.write_margins(&mut flow, first_footers, footers);
        if cut {
            flow.note(
                "cut_short",
                "the file ends within a group: its end is missing",
            );
        }
        flow.finish()
    }

    /// The headers or footers that some page shows; those of first pages only if there are some.
    fn write_margins(&self, flow: &mut Flow, first: &[String], others: &[String]) {
        let first = first.iter().filter(|_| self.title_page);
        for text in first.clone() {
            flow.furniture(text);
        }
        for text in others
            .iter()
            .filter(|text| first.clone().all(|known| known != *text))
        {
            flow.furniture(text);
        }
    }
}
