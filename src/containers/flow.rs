//! Puts the stories of a document together: headers, body, footers, with the places of the pages.

use super::limits::within_text;
use super::story::{PAGE_BREAK, PAGE_SHOWN, SECTION, is_mark};
use super::{Content, Note, Trouble};

/// A document in the making.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    content: Content,
    /// For each end of a section, in order, whether a page begins there.
    sections: Vec<bool>,
    sections_seen: usize,
    /// Whether the last page began by a break put by hand.
    by_hand: bool,
}

impl Flow {
    /// A document whose sections end as told: whether the one that follows begins a page.
    pub(crate) fn new(sections: Vec<bool>) -> Flow {
        Flow {
            sections,
            ..Flow::default()
        }
    }

    /// Adds lines of the body.
    pub(crate) fn body(&mut self, marked: &str) {
        self.add(marked, true);
    }

    /// Adds lines of a page header or footer.
    pub(crate) fn furniture(&mut self, marked: &str) {
        let start = self.content.text.len();
        self.add(marked, false);
        let end = self.content.text.len();
        if end > start {
            self.content.furniture.push(start..end);
        }
    }

    /// Adds what was odd, once for each code.
    pub(crate) fn note(&mut self, code: &str, message: &str) {
        if self.content.notes.iter().all(|note| note.code != code) {
            self.content.notes.push(Note {
                code: code.to_owned(),
                message: message.to_owned(),
            });
        }
    }

    /// The whole content. `Limit` if its text is longer than [`MAX_TEXT`].
    pub(crate) fn finish(mut self) -> Result<Content, Trouble> {
        within_text(self.content.text.len())?;
        if !self.content.pages.is_empty() {
            self.content.pages.insert(0, 0);
        }
        Ok(self.content)
    }

    fn add(&mut self, marked: &str, paged: bool) {
        for c in marked.chars() {
            match c {
                PAGE_SHOWN if paged => self.page(false),
                PAGE_BREAK if paged => self.page(true),
                SECTION if paged => {
                    if self.sections.get(self.sections_seen) == Some(&true) {
                        self.page(true);
                    }
                    self.sections_seen += 1;
                }
                c if is_mark(c) => {}
                c => self.content.text.push(c),
            }
        }
    }

    /// A page begins here. A break by hand and the page that it was shown to begin are one.
    fn page(&mut self, by_hand: bool) {
        let here = self.content.text.len();
        let last = self.content.pages.last().copied();
        let since = self.content.text.get(last.unwrap_or(0)..);
        let empty = since.is_none_or(|text| text.trim().is_empty());
        let same = empty && (last.is_none() || last == Some(here) || self.by_hand != by_hand);
        if !same {
            self.content.pages.push(here);
        }
        self.by_hand = by_hand;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_furniture_have_places() {
        let mut flow = Flow::new(vec![false, true]);
        flow.furniture("页眉\n");
        flow.body(&format!(
            "一\n{PAGE_BREAK}\n{PAGE_SHOWN}二\n{SECTION}三\n{SECTION}四\n"
        ));
        flow.furniture("页脚\n");
        let content = flow.finish().unwrap();
        assert_eq!(content.text, "页眉\n一\n\n二\n三\n四\n页脚\n");
        assert_eq!(content.furniture, [0..7, 24..31]);
        let starts: Vec<&str> = content
            .pages
            .iter()
            .map(|at| &content.text[*at..])
            .collect();
        assert_eq!(
            starts,
            [
                "页眉\n一\n\n二\n三\n四\n页脚\n",
                "\n二\n三\n四\n页脚\n",
                "四\n页脚\n"
            ]
        );
    }

    #[test]
    fn without_breaks_there_are_no_pages() {
        let mut flow = Flow::default();
        flow.body("一\n");
        flow.note("odd", "a");
        flow.note("odd", "b");
        let content = flow.finish().unwrap();
        assert!(content.pages.is_empty());
        assert_eq!(content.notes.len(), 1);
    }
}
