//! The title of a norm: above the note of its adoption, or its name alone.

use std::ops::Range;

use crate::document::Document;
use crate::kind::{names_norm, norm_cues, notes_adoption};
use crate::record::Kind;

/// The name of a norm above the note of its adoption, where the announcement that puts it in force stands below:
/// `某某条例` over `（2015年7月30日…通过）`.
pub(super) fn adopted_norm(document: &Document) -> Option<Range<usize>> {
    let head = document.lines.start..document.layout.body.min(document.lines.end);
    let name = { head.clone() }.skip(1).find(|&note| {
        notes_adoption(document.line(note))
            && names_norm(document.line(note - 1))
            && !document.layout.is_furniture(note - 1)
    })? - 1;
    let mut below = (name + 1..head.end).map(|index| document.line(index));
    let announced = below.any(|line| line.ends_with("公告") || line.ends_with('令'));
    announced.then(|| document.page.lines[name].range.clone())
}

/// The name of a norm printed alone, which also shows its kind, or of the one that an order puts in force.
pub(super) fn norm_name(document: &Document) -> Option<Range<usize>> {
    let cue = document.kind.cues.first()?.clone();
    let order = document.text(cue.clone()).contains('令');
    let name = match order {
        true => norm_cues(document).into_iter().next()?,
        false => cue,
    };
    let official = document.kind.kind == Kind::OfficialDocument;
    (official && names_norm(document.text(name.clone()))).then_some(name)
}
