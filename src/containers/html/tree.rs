//! The elements of a page in one flat list, in the order of the page.
//!
//! A node's descendants stand directly behind it, so that a page is walked, counted and dropped
//! without recursion, however deep it nests.

use std::ops::Range;

use super::attributes::Flags;
use super::tags::Tag;

/// An element, or text between tags.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// Which element.
    pub(super) tag: Tag,
    /// What its attributes say.
    pub(super) flags: Flags,
    /// One past its last descendant.
    pub(super) end: u32,
    /// Of text: where it begins in [`Tree::text`]; of a list or an entry: its number.
    first: u32,
    /// Of text: where it ends; of a list: how it counts.
    second: u32,
}

/// Stands for a number that an element does not give.
const NO_NUMBER: u32 = u32::MAX;

impl Node {
    /// An element without descendants so far.
    pub(super) fn element(tag: Tag, flags: Flags) -> Node {
        Node {
            tag,
            flags,
            end: 0,
            first: NO_NUMBER,
            second: '1' as u32,
        }
    }

    /// An element of a list with the number and the kind of numbers that it gives.
    pub(super) fn numbered(mut self, number: Option<i32>, kind: char) -> Node {
        self.first = number
            .and_then(|number| u32::try_from(number).ok())
            .unwrap_or(NO_NUMBER);
        self.second = kind as u32;
        self
    }

    /// Text that stands at `range` of [`Tree::text`].
    pub(super) fn text(range: Range<u32>, flags: Flags) -> Node {
        Node {
            tag: Tag::Text,
            flags,
            end: 0,
            first: range.start,
            second: range.end,
        }
    }

    /// The number of a list or an entry.
    pub(super) fn number(&self) -> Option<u32> {
        Some(self.first).filter(|&number| number != NO_NUMBER)
    }

    /// How a list counts.
    pub(super) fn numbering(&self) -> char {
        char::from_u32(self.second).unwrap_or('1')
    }
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Elements and texts in the order of the page.
    pub(super) nodes: Vec<Node>,
    /// All text between tags.
    pub(super) text: String,
    /// `name` and `content` of each `<meta>` that has both.
    pub(super) metas: Vec<(String, String)>,
    /// The page's `<title>`.
    pub(super) title: String,
    /// Whether a comment or a script has no end and takes the rest of the page.
    pub(super) unclosed: bool,
    /// Whether the page has more elements than are read.
    pub(super) overfull: bool,
}

impl Tree {
    /// Node `index`.
    pub(super) fn node(&self, index: usize) -> Option<&Node> {
        self.nodes.get(index)
    }

    /// The text of a text node; empty for an element.
    pub(super) fn text_of(&self, node: &Node) -> &str {
        if node.tag != Tag::Text {
            return "";
        }
        self.text
            .get(node.first as usize..node.second as usize)
            .unwrap_or_default()
    }

    /// The nodes directly in node `index`.
    pub(super) fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes.get(index).map_or(0, |node| node.end as usize);
        let next = move |at: usize| Some(at).filter(|&at| at < end);
        std::iter::successors(next(index + 1), move |&at| {
            let after = self.nodes.get(at)?.end as usize;
            next(after.max(at + 1))
        })
    }
}
