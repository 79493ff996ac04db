//! Tokens → tree: which elements a start or end tag closes.
//!
//! The tokens come from a tokenizer that follows the HTML Standard, 13.2.5. The tree follows 13.2.6
//! where it changes what is read: implied end tags, scopes, parts of tables. It leaves out what
//! costs quadratic time and moves no text: the list of active formatting elements and foster parents.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Error, Span, Tokenizer};

use super::attributes::{Attributes, Flags};
use super::labels;
use super::open::Open;
use super::style::Sheet;
use super::tags::Tag;
use super::tree::{Node, Tree};

/// The most nodes of a page: more than any page of 16 MiB with text in them.
pub(super) const MAX_NODES: usize = 3_000_000;
/// The longest `<title>` that is kept, in bytes.
const MAX_TITLE: usize = 1_000;
/// The most `<meta>` that are kept.
const MAX_METAS: usize = 200;

/// Reads a page.
pub(super) fn build(source: &str) -> Tree {
    build_up_to(source, MAX_NODES)
}

fn build_up_to(source: &str, limit: usize) -> Tree {
    let mut builder = Builder::new(limit);
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| {
        builder.take(event);
        None::<Infallible>
    });
    emitter.naively_switch_states(true);
    let Ok(_) = Tokenizer::new_with_emitter(source, emitter).finish();
    builder.finish()
}

/// A page that is being read.
pub(super) struct Builder {
    tree: Tree,
    /// The elements that are open.
    pub(super) open: Open,
    sheet: Sheet,
    tag: Tag,
    attributes: Attributes,
    attribute: Vec<u8>,
    /// What the innermost link says of the text in it.
    pub(super) link: Flags,
    /// The most nodes.
    limit: usize,
}

impl Builder {
    fn new(limit: usize) -> Builder {
        let mut builder = Builder {
            tree: Tree::default(),
            open: Open::new(),
            sheet: Sheet::default(),
            tag: Tag::Inline,
            attributes: Attributes::default(),
            attribute: Vec::new(),
            link: Flags::default(),
            limit,
        };
        // A root, so that every node but one stands in another.
        builder
            .tree
            .nodes
            .push(Node::element(Tag::Inline, Flags::default()));
        builder
    }

    fn take(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag::of(name);
                self.attributes = Attributes::default();
                self.attribute.clear();
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend_from_slice(name);
                self.attributes.add(name, b"");
            }
            CallbackEvent::AttributeValue { value } => self.attributes.add(&self.attribute, value),
            CallbackEvent::CloseStartTag { .. } => self.start(),
            CallbackEvent::EndTag { name } => self.end(Tag::of(name)),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            CallbackEvent::Error(Error::EofInComment | Error::EofInScriptHtmlCommentLikeText) => {
                self.tree.unclosed = true;
            }
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    fn finish(mut self) -> Tree {
        let shown = self
            .open
            .last_of(&[Tag::Script, Tag::Style, Tag::Title, Tag::Textarea]);
        self.tree.unclosed |= shown > 0;
        while self.open.len() > 0 {
            self.pop();
        }
        let end = self.tree.nodes.len() as u32;
        if let Some(root) = self.tree.nodes.first_mut() {
            root.end = end;
        }
        self.tree
    }

    /// Adds a node without descendants.
    pub(super) fn push(&mut self, mut node: Node) -> u32 {
        let index = self.tree.nodes.len() as u32;
        node.end = index + 1;
        self.tree.nodes.push(node);
        index
    }

    /// Closes the innermost element.
    pub(super) fn pop(&mut self) {
        let end = self.tree.nodes.len() as u32;
        if self.open.top() == Some(Tag::A) {
            self.link = Flags::default();
        }
        if let Some(index) = self.open.pop()
            && let Some(node) = self.tree.nodes.get_mut(index as usize)
        {
            node.end = end;
        }
    }

    fn start(&mut self) {
        let tag = self.tag;
        if self.tree.nodes.len() >= self.limit {
            self.tree.overfull = true;
            return;
        }
        match tag {
            // These change nothing, and pages have them twice or in the wrong place.
            Tag::Html | Tag::Head | Tag::Body | Tag::Colgroup | Tag::Frameset => return,
            Tag::Meta => return self.meta(),
            _ => {}
        }
        if !self.close_implied(tag) {
            return;
        }
        let attributes = std::mem::take(&mut self.attributes);
        let mut flags = attributes.flags(tag, &self.sheet);
        // The end of an article names its author and editor.
        if tag == Tag::Footer && self.open.last(Tag::Article) > 0 {
            flags.clear(Flags::NAVIGATION);
        }
        let mut node = Node::element(tag, flags);
        if matches!(tag, Tag::Ol | Tag::Li) {
            node = node.numbered(attributes.number(), attributes.numbering());
        }
        if tag == Tag::A {
            self.link = flags;
        }
        let index = self.push(node);
        // A form between the parts of a table holds nothing.
        let in_grid = matches!(
            self.open.top(),
            Some(Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr)
        );
        let holds_nothing = tag.is_void() || tag == Tag::Form && in_grid;
        if !holds_nothing {
            self.open.push(index, tag);
        }
    }

    fn text(&mut self, text: &str) {
        match self.open.top() {
            Some(Tag::Style) => return self.sheet.add(text),
            Some(Tag::Title) => {
                // Pictures have titles too.
                if self.open.len() <= 1 && self.tree.title.is_empty() {
                    let kept = text.char_indices().nth(MAX_TITLE / 4);
                    let end = kept.map_or(text.len(), |(at, _)| at);
                    self.tree
                        .title
                        .push_str(text.get(..end).unwrap_or_default());
                }
                return;
            }
            _ => {}
        }
        // What a textarea holds is shown where the page says so; that is known on the walk.
        let shown = self.open.shows() || self.open.top() == Some(Tag::Textarea);
        if !shown || self.tree.nodes.len() >= self.limit {
            self.tree.overfull |= shown;
            return;
        }
        let start = self.tree.text.len() as u32;
        self.tree.text.push_str(text);
        let mut flags = self.link;
        if labels::holds_label(text) {
            flags.set(Flags::LABEL);
        }
        self.push(Node::text(start..self.tree.text.len() as u32, flags));
    }

    fn meta(&mut self) {
        let attributes = std::mem::take(&mut self.attributes);
        if !attributes.name.is_empty()
            && !attributes.content.is_empty()
            && self.tree.metas.len() < MAX_METAS
        {
            self.tree.metas.push((attributes.name, attributes.content));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The elements of a page by name and depth.
    fn outline(source: &str) -> String {
        let tree = build(source);
        let mut ends: Vec<u32> = Vec::new();
        let mut outline = String::new();
        for (index, node) in tree.nodes.iter().enumerate().skip(1) {
            while ends.last().is_some_and(|&end| end as usize <= index) {
                ends.pop();
                outline.push(')');
            }
            match node.tag {
                Tag::Text => outline.push_str(tree.text_of(node)),
                tag => outline.push_str(&format!(" {tag:?}(").to_lowercase()),
            }
            if node.tag != Tag::Text {
                ends.push(node.end);
            }
        }
        outline + &")".repeat(ends.len())
    }

    #[test]
    fn tags_close_what_the_standard_says() {
        for (source, want) in [
            ("<p>a<p>b", " p(a) p(b)"),
            ("<p>a<b>b</p>c", " p(a inline(b))c"),
            (
                "<ul><li>a<li>b<ul><li>c</ul></ul>d",
                " ul( li(a) li(b ul( li(c))))d",
            ),
            (
                "<table><tr><td>a<td>b<tr><td>c</table>d",
                " table( tr( td(a) td(b)) tr( td(c)))d",
            ),
            (
                "<table><td>a<tbody><tr><th>b",
                " table( tr( td(a)) tbody( tr( th(b))))",
            ),
            (
                "<table><tr><td></div>a</td></tr></table>",
                " table( tr( td(a)))",
            ),
            ("<div><span>a</div>b", " div( inline(a))b"),
            ("<span><div>a</span>b</div>c", " inline( div(ab)c)"),
            ("<a>a<a>b</a>c", " a(a) a(b)c"),
            ("<dl><dt>a<dd>b<dt>c</dl>", " dl( dt(a) dd(b) dt(c))"),
            ("<h1>a</h2>b", " h1(a)b"),
            (
                "<p>a<table><tr><td><p>b</table>c",
                " p(a) table( tr( td( p(b))))c",
            ),
            ("</p></div>a", "a"),
        ] {
            assert_eq!(outline(source), want, "{source}");
        }
    }

    #[test]
    fn a_page_has_so_many_elements_and_no_more() {
        let tree = build_up_to(&"<b>".repeat(20), 10);
        assert!(tree.overfull && tree.nodes.len() == 10);
        assert!(!build_up_to("<b>", 10).overfull);
    }
}
