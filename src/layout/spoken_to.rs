//! Finds whom a document speaks to: the first salutation among its lines.

use std::ops::Range;

use crate::document::Page;
use crate::labels::{Labelled, labels_of};
use crate::values::organ::is_organ;
use crate::values::salutation::{self, Salutation};

/// What is known of a document's lines when its salutation is looked for.
pub(super) struct Lines<'d> {
    pub(super) page: &'d Page,
    pub(super) lines: Range<usize>,
    pub(super) labels: &'d [Labelled],
    /// Which lines hold a label, from the first line on.
    pub(super) has_label: &'d [bool],
}

impl<'d> Lines<'d> {
    fn text(&self, index: usize) -> &'d str {
        self.page.line(index)
    }

    fn is_labelled(&self, index: usize) -> bool {
        self.has_label[index - self.lines.start]
    }

    /// The salutation of line `index`; ranges are bytes of the match view.
    pub(super) fn salutation(&self, index: usize) -> Option<Salutation> {
        let start = self.page.lines[index].range.start;
        if let Some(persons) = self.persons(index) {
            return Some(self.with_names_above(index, persons));
        }
        if self.is_labelled(index) {
            return None;
        }
        let found = salutation::organs(self.text(index)).or_else(|| self.without_role(index))?;
        let whole = self.begun_above(index);
        Some(whole.unwrap_or_else(|| found.shifted(start)))
    }

    /// The organs that the first prose of a text without a salutation begins with.
    pub(super) fn leading(&self, prose: usize) -> Option<Salutation> {
        let above = (prose > self.lines.start).then(|| self.text(prose - 1));
        let found = salutation::organs_leading(self.text(prose), above.unwrap_or_default())?;
        Some(found.shifted(self.page.lines[prose].range.start))
    }

    fn persons(&self, index: usize) -> Option<Salutation> {
        let start = self.page.lines[index].range.start;
        if !salutation::may_name_persons(self.page.lines[index].chars) {
            return None;
        }
        // `领衔代表：某某` is a label and no salutation; a letter may stand behind the label 答复内容.
        let mut of_line = labels_of(self.labels, index).iter();
        let label_first = of_line.any(|label| label.label.start == start && label.key != "reply");
        let found = salutation::persons(self.text(index)).filter(|_| !label_first);
        match found {
            Some(found) => Some(found.shifted(start)),
            None => self.behind_label(index),
        }
    }

    /// `问题答复：| 林舟代表：`
    fn behind_label(&self, index: usize) -> Option<Salutation> {
        let mut of_line = labels_of(self.labels, index).iter();
        let reply = of_line.find(|label| label.key == "reply")?;
        let end = self.page.lines[index].range.end;
        let value = (reply.value.start < end).then_some(reply.value.start..end)?;
        let found = salutation::persons(&self.page.matched.as_str()[value.clone()])?;
        Some(found.shifted(value.start))
    }

    /// A body, an organ or an applicant that the line names without a role, above one that speaks to them.
    fn without_role(&self, index: usize) -> Option<Salutation> {
        let next = (index + 1 < self.lines.end).then(|| self.text(index + 1))?;
        let line = self.text(index);
        if let Some(applicant) = salutation::applicant(line, next) {
            return Some(applicant);
        }
        let found = salutation::body_spoken_to(line, next)?;
        // The author's own name stands above a letter too: another one must sign below.
        let below = (index + 2..self.lines.end).map(|below| self.text(below));
        let signers: Vec<&str> = below.filter(|line| is_organ(line)).collect();
        let own = signers.iter().any(|signer| signer.ends_with(line));
        let unsigned = signers.is_empty() && line.starts_with(['省', '市', '县', '区', '州']);
        (!own && !unsigned).then_some(found)
    }

    /// The organs of a list that begins on the line above: a name may be broken at its end.
    fn begun_above(&self, index: usize) -> Option<Salutation> {
        let above = index.checked_sub(1).filter(|above| {
            self.lines.contains(above)
                && self.page.lines[index].gap <= 1
                && begins_list_of_organs(self.text(*above))
        })?;
        let from = self.page.lines[above].range.start;
        let whole = &self.page.matched.as_str()[from..self.page.lines[index].range.end];
        Some(salutation::organs(whole)?.shifted(from))
    }

    /// A salutation with the names of the line above, which ends in its comma.
    fn with_names_above(&self, index: usize, mut found: Salutation) -> Salutation {
        let above = index.checked_sub(1).filter(|&above| {
            self.lines.contains(&above)
                && self.text(above).ends_with(['、', ','])
                && !self.is_labelled(above)
        });
        if let Some(above) = above {
            let start = self.page.lines[above].range.start;
            let names = salutation::names_above(self.text(above)).into_iter();
            let names = names.map(|name| start + name.start..start + name.end);
            found.names.splice(0..0, names);
        }
        found
    }
}

/// Whether a line begins a list of organs and breaks off in it.
fn begins_list_of_organs(line: &str) -> bool {
    let listed = line.contains([',', '、']) && line.starts_with('各') || line.contains("人民政府,");
    listed && !line.ends_with(['。', ':', ';', '!', '?']) && line.chars().nth(12).is_some()
}
