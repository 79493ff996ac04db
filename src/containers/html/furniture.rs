//! Which elements of a page are navigation, tools and footers: furniture around the document.
//!
//! Names of elements and the share of links in them tell. Metadata, the title and the document's own
//! box are never furniture, whatever they are called.

use super::attributes::Flags;
use super::page::{Counts, Page};

/// The longest tool or path inside a document's own box, in characters.
const TOOL: u32 = 200;

/// Judges the elements of one page.
#[derive(Debug)]
pub(super) struct Judge {
    all: Counts,
    /// The element that holds most of the text, where no box is named.
    centre: Option<usize>,
}

impl Judge {
    /// Looks at a page as a whole.
    pub(super) fn new(page: &Page) -> Judge {
        let all = page.all();
        Judge {
            all,
            centre: Some(centre(page)).filter(|&centre| {
                let counts = page.counts(centre);
                all.mains == 0 && centre > 0 && counts.link_chars * 10 < counts.chars * 3
            }),
        }
    }

    /// Whether node `index` is the box of the document.
    pub(super) fn is_main(&self, page: &Page, index: usize) -> bool {
        let named = page
            .tree
            .node(index)
            .is_some_and(|node| node.flags.has(Flags::MAIN));
        self.centre == Some(index) || named && page.counts(index).plain() > 0
    }

    /// Whether node `index` is furniture; `inside` tells whether it stands in the document's box.
    pub(super) fn is_furniture(&self, page: &Page, index: usize, inside: bool) -> bool {
        let Some(node) = page.tree.node(index) else {
            return false;
        };
        let counts = page.counts(index);
        if counts.chars == 0 || counts.mains > 0 || counts.titles > 0 || counts.labels > 1 {
            return false;
        }
        let holds_centre = self
            .centre
            .is_some_and(|centre| (index..node.end as usize).contains(&centre));
        let share = |tenths: u32| counts.link_chars * 10 >= counts.chars * tenths;
        let navigation = node.flags.has(Flags::NAVIGATION);
        if holds_centre {
            return false;
        }
        if inside {
            return navigation && counts.prose == 0 && counts.labels == 0 && counts.chars <= TOOL;
        }
        if navigation {
            let small = counts.plain() * 10 <= self.all.plain() * 4;
            return counts.prose == 0 || small || self.all.mains > 0 || self.centre.is_some();
        }
        let links_only = counts.prose == 0 && counts.labels == 0;
        let edge = node.flags.has(Flags::EDGE) && counts.links >= 2 && share(4);
        links_only && (edge || counts.links >= 3 && share(7))
    }
}

/// The smallest element that holds most of the text outside links, found from the root down.
fn centre(page: &Page) -> usize {
    let mut at = 0;
    loop {
        let plain = page.counts(at).plain();
        let next = page
            .tree
            .children(at)
            .find(|&child| u64::from(page.counts(child).plain()) * 10 > u64::from(plain) * 6);
        match next {
            Some(child)
                if page
                    .tree
                    .node(child)
                    .is_some_and(|node| node.tag.is_block()) =>
            {
                at = child;
            }
            _ => return at,
        }
    }
}
