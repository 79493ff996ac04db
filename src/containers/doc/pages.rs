//! Pages of properties ([MS-DOC] 2.9.33, 2.9.179): which stretch of the stream has which changes.

use crate::containers::Trouble;

use super::bytes::{plc, slice, u8_at, u32_at};

const PAGE: usize = 512;
/// The most stretches that are kept.
const MAX_RUNS: usize = 1 << 20;

/// A stretch of the main stream and the changes that hold there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) begin: u32,
    pub(super) end: u32,
    pub(super) changes: &'a [u8],
}

/// The stretches of one table, in order.
#[derive(Debug, Default)]
pub(super) struct Runs<'a>(Vec<Run<'a>>);

impl<'a> Runs<'a> {
    /// Reads the pages of characters that `table` lists.
    pub(super) fn characters(table: &[u8], main: &'a [u8]) -> Result<Runs<'a>, Trouble> {
        Runs::read(table, main, 1, |page, at| {
            let length = usize::from(u8_at(page, at)?);
            slice(page, at + 1, length)
        })
    }

    /// Reads the pages of paragraphs; their changes begin with the style's number.
    pub(super) fn paragraphs(table: &[u8], main: &'a [u8]) -> Result<Runs<'a>, Trouble> {
        Runs::read(table, main, 13, |page, at| {
            match usize::from(u8_at(page, at)?) {
                0 => slice(page, at + 2, usize::from(u8_at(page, at + 1)?) * 2),
                words => slice(page, at + 1, words * 2 - 1),
            }
        })
    }

    fn read(
        table: &[u8],
        main: &'a [u8],
        size: usize,
        changes: impl Fn(&'a [u8], usize) -> Option<&'a [u8]>,
    ) -> Result<Runs<'a>, Trouble> {
        let mut runs = Vec::new();
        // Every page is named once; a table that says more is not believed.
        for (_, _, thing) in plc(table, 4).take(main.len() / PAGE + 1) {
            let number = u32_at(thing, 0).unwrap_or(0) & 0x3F_FFFF;
            let Some(page) = slice(main, number as usize * PAGE, PAGE) else {
                continue;
            };
            let count = usize::from(u8_at(page, PAGE - 1).unwrap_or(0));
            for index in 0..count {
                let begin = u32_at(page, index * 4);
                let end = u32_at(page, index * 4 + 4);
                let offset = u8_at(page, (count + 1) * 4 + index * size);
                let (Some(begin), Some(end), Some(offset)) = (begin, end, offset) else {
                    break;
                };
                let at = usize::from(offset) * 2;
                let changes = (at > 0).then(|| changes(page, at)).flatten();
                let changes = changes.unwrap_or_default();
                runs.push(Run {
                    begin,
                    end,
                    changes,
                });
            }
            if runs.len() > MAX_RUNS {
                return Err(Trouble::Limit("the properties of a DOC".to_owned()));
            }
        }
        runs.sort_by_key(|run| run.begin);
        Ok(Runs(runs))
    }

    /// The stretch that holds a place of the main stream.
    pub(super) fn at(&self, place: u32) -> Option<Run<'a>> {
        let index = self.0.partition_point(|run| run.begin <= place);
        let run = self.0.get(index.checked_sub(1)?)?;
        (place < run.end).then_some(*run)
    }
}
