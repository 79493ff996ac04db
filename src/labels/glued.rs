//! Rows of a form that lost what stood between its labels and their values: `提案编号0142`.

use super::lexicon::Lexicon;
use super::mark::Mark;
use super::tie::Tie;
use crate::document::Page;

/// So many rows below each other show that labels and values are glued.
const ROWS: usize = 5;
/// A value longer than this, in bytes, is a sentence.
const LONGEST: usize = 180;

/// Adds the labels of glued rows; `marks` are those of the lines from `first` on.
pub(super) fn add_glued(page: &Page, first: usize, marks: &mut [Vec<Mark>], lexicon: &Lexicon) {
    let text = page.matched.as_str();
    let glued = |position: usize| -> Option<Mark> {
        let range = page.lines[first + position].range.clone();
        let line = &text[range.clone()];
        let found = lexicon.at_start(line)?;
        let value = &line[found.end..];
        let plain =
            !value.is_empty() && line.len() <= LONGEST && !line.contains([':', '。', ' ', '|']);
        plain.then(|| Mark {
            key: lexicon.keys[found.word],
            range: range.start..range.start + found.end,
            after: range.start + found.end,
            tie: Some(Tie::Space),
        })
    };
    let is_row = |position: usize| {
        let line = &text[page.lines[first + position].range.clone()];
        line.chars().nth(20).is_none() && !line.contains(['。', ':', ','])
    };
    let mut position = 0;
    while position < marks.len() {
        let begin = position;
        let mut found: Vec<(usize, Mark)> = Vec::new();
        let mut others = 0;
        while position < marks.len() && (position == begin || page.lines[first + position].gap == 0)
        {
            // A label whose value is missing stands among the others.
            let bare = marks[position]
                .first()
                .is_some_and(|mark| mark.tie == Some(Tie::NextLine));
            let mark = marks[position].is_empty().then(|| glued(position));
            match mark.flatten() {
                Some(mark) => {
                    found.push((position, mark));
                    others = 0;
                }
                None if bare => {}
                // A row whose label nobody knows.
                None if others < 2 && !found.is_empty() && is_row(position) => others += 1,
                None => break,
            }
            position += 1;
        }
        if found.len() >= ROWS {
            for (position, mark) in found {
                marks[position].push(mark);
            }
        }
        position = position.max(begin + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan_labels;
    use crate::document::Page;

    #[test]
    fn rows_without_borders() {
        let form = "会议届次三届五次会议\n提案编号0142\n提案标题关于增加座椅的提案\n提案人沈若岚\n主办单位区交通运输局\n协办单位\n办理结果A\n";
        let page = Page::new(form.into());
        let labels = scan_labels(&page, 0..page.lines.len());
        let value = |key: &str| {
            let label = labels
                .iter()
                .find(|label| label.key == key && !label.value.is_empty());
            label.map(|label| &page.matched.as_str()[label.value.clone()])
        };
        assert_eq!(value("proposal_number"), Some("0142"));
        assert_eq!(value("proposers"), Some("沈若岚"));
        assert_eq!(value("result"), Some("A"));
        let few = Page::new("办理结果很好\n答复意见也好\n".into());
        assert!(scan_labels(&few, 0..2).is_empty());
    }
}
