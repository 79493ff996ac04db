//! Counts of a page: how much text, how many links, lines and labels stand in each element.

use std::collections::HashSet;
use std::ops::Sub;

use super::attributes::Flags;
use super::tags::Tag;
use super::tree::{Node, Tree};

/// What stands in a stretch of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Characters but white space.
    pub(super) chars: u32,
    /// Those of them in links.
    pub(super) link_chars: u32,
    /// Links with text.
    pub(super) links: u32,
    /// Lines with text.
    pub(super) lines: u32,
    /// Tables.
    pub(super) tables: u32,
    /// Boxes that are named as the document.
    pub(super) mains: u32,
    /// Texts that begin with a label of metadata.
    pub(super) labels: u32,
    /// Texts that are sentences.
    pub(super) prose: u32,
    /// Headings that say what the page is called.
    pub(super) titles: u32,
    /// Headings.
    pub(super) headings: u32,
}

impl Sub for Counts {
    type Output = Counts;

    fn sub(self, before: Counts) -> Counts {
        Counts {
            chars: self.chars - before.chars,
            link_chars: self.link_chars - before.link_chars,
            links: self.links - before.links,
            lines: self.lines - before.lines,
            tables: self.tables - before.tables,
            mains: self.mains - before.mains,
            labels: self.labels - before.labels,
            prose: self.prose - before.prose,
            titles: self.titles - before.titles,
            headings: self.headings - before.headings,
        }
    }
}

impl Counts {
    /// Characters outside links.
    pub(super) fn plain(self) -> u32 {
        self.chars - self.link_chars
    }
}

/// A page and its counts.
#[derive(Debug)]
pub(super) struct Page {
    /// The page.
    pub(super) tree: Tree,
    /// What stands before each node, and at last what stands on the page.
    before: Vec<Counts>,
    /// Elements that are shown although they are marked as hidden.
    revealed: HashSet<usize>,
}

impl Page {
    /// Counts what is shown.
    pub(super) fn new(tree: Tree) -> Page {
        let revealed = revealed(&tree);
        let mut page = Page {
            tree,
            before: Vec::new(),
            revealed,
        };
        let before = Counting::new(&page).run();
        page.before = before;
        page
    }

    /// What stands in node `index`.
    pub(super) fn counts(&self, index: usize) -> Counts {
        let at = |index: usize| self.before.get(index).copied().unwrap_or_default();
        let end = self
            .tree
            .node(index)
            .map_or(index, |node| node.end as usize);
        at(end) - at(index)
    }

    /// What stands on the page.
    pub(super) fn all(&self) -> Counts {
        self.before.last().copied().unwrap_or_default()
    }

    /// Whether something that pages mark as hidden is shown because it is most of the page.
    pub(super) fn reveals(&self) -> bool {
        !self.revealed.is_empty()
    }

    /// Whether the content of an element is shown.
    pub(super) fn shows(&self, index: usize, node: &Node) -> bool {
        if node.tag.is_dropped() {
            return node.tag == Tag::Textarea && node.flags.has(Flags::READ_ONLY);
        }
        !node.flags.has(Flags::HIDDEN) || self.revealed.contains(&index)
    }
}

/// Hidden elements that hold more than half of the text outside links: a script will show them.
fn revealed(tree: &Tree) -> HashSet<usize> {
    let plain = |node: &Node| {
        if node.flags.has(Flags::LINK) {
            0
        } else {
            visible(tree.text_of(node))
        }
    };
    let (mut all, mut hidden) = (0usize, Vec::new());
    let mut index = 0;
    while let Some(node) = tree.node(index) {
        let mut next = index + 1;
        if node.flags.has(Flags::HIDDEN) && !node.tag.is_dropped() {
            next = (node.end as usize).max(next);
            let inside = tree.nodes.get(index..next).unwrap_or_default();
            hidden.push((index, inside.iter().map(plain).sum::<usize>()));
        } else {
            all += plain(node);
        }
        index = next;
    }
    all += hidden.iter().map(|(_, inside)| inside).sum::<usize>();
    hidden
        .into_iter()
        .filter(|(_, inside)| inside * 2 > all)
        .map(|(index, _)| index)
        .collect()
}

/// How many characters of a text are no white space.
pub(super) fn visible(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// A text without white space.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The shortest text that is a sentence, in characters.
const PROSE: usize = 20;
/// The shortest text by which a heading is known again in the page's title, in characters.
const HEADING: usize = 6;

struct Counting<'p> {
    page: &'p Page,
    title: String,
    now: Counts,
    /// Ends of open elements that stand on lines of their own.
    blocks: Vec<u32>,
    /// One past the heading that is open.
    heading: usize,
    /// Whether a line ended since the last text.
    fresh: bool,
}

impl<'p> Counting<'p> {
    fn new(page: &'p Page) -> Counting<'p> {
        Counting {
            page,
            title: squeezed(&page.tree.title),
            now: Counts::default(),
            blocks: Vec::new(),
            heading: 0,
            fresh: true,
        }
    }

    fn run(mut self) -> Vec<Counts> {
        let nodes = &self.page.tree.nodes;
        let mut before = Vec::with_capacity(nodes.len() + 1);
        let mut hidden_to = 0;
        for (index, node) in nodes.iter().enumerate() {
            before.push(self.now);
            while self.blocks.last().is_some_and(|&end| end as usize <= index) {
                self.blocks.pop();
                self.fresh = true;
            }
            if index < hidden_to {
                continue;
            }
            if !self.page.shows(index, node) {
                hidden_to = node.end as usize;
            } else if node.tag == Tag::Text {
                self.text(index, node);
            } else {
                self.element(node);
            }
        }
        before.push(self.now);
        before
    }

    fn element(&mut self, node: &Node) {
        if node.tag.is_block() {
            self.blocks.push(node.end);
        }
        self.fresh |= node.tag.is_block() || node.tag == Tag::Br;
        self.now.tables += u32::from(node.tag == Tag::Table);
        self.now.mains += u32::from(node.flags.has(Flags::MAIN));
        if node.tag.is_heading() || node.flags.has(Flags::TITLE) {
            self.heading = self.heading.max(node.end as usize);
        }
    }

    fn text(&mut self, index: usize, node: &Node) {
        let text = self.page.tree.text_of(node);
        let chars = visible(text);
        if chars == 0 {
            return;
        }
        self.now.chars += chars as u32;
        self.now.lines += u32::from(self.fresh);
        self.fresh = false;
        if node.flags.has(Flags::LINK) && !node.flags.has(Flags::FILE) {
            self.now.link_chars += chars as u32;
            self.now.links += 1;
            return;
        }
        self.now.labels += u32::from(node.flags.has(Flags::LABEL));
        let sentence = chars >= PROSE && text.contains(['，', '。', '；', '：', '、']);
        self.now.prose += u32::from(sentence);
        if index < self.heading && chars > 1 {
            self.now.headings += 1;
            let named = self.title.is_empty() || self.title.contains(&squeezed(text));
            self.now.titles += u32::from(named && chars >= HEADING);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::build::build;
    use super::*;

    fn all(html: &str) -> Counts {
        Page::new(build(html)).all()
    }

    #[test]
    fn text_links_and_lines_are_counted() {
        let counts = all("<p>甲 乙<a href=/>丙</a></p><p><b>丁</b><br>戊<script>己</script>");
        assert_eq!((counts.chars, counts.link_chars, counts.links), (5, 1, 1));
        assert_eq!(counts.lines, 3);
    }

    #[test]
    fn what_is_hidden_counts_only_if_it_is_the_page() {
        assert_eq!(all("<p>甲乙丙</p><p style=display:none>丁</p>").chars, 3);
        assert_eq!(all("<p>甲</p><div hidden>乙丙</div>").chars, 3);
    }

    #[test]
    fn a_file_to_take_home_is_no_link() {
        assert_eq!(all("<a href=a.doc>附件</a>").link_chars, 0);
        assert_eq!(all("<a name=b>正文</a>").link_chars, 0);
    }
}
