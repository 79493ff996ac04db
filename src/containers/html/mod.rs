//! Web pages: bytes → the text that a page shows, with its metadata first and its navigation marked.
//!
//! ```text
//! bytes → charset → tokens → tree (build) → counts (page) → text and furniture (walk)
//! ```
//!
//! A block is a line, a row of a table a line with tabs. Scripts, styles, forms, comments and what
//! is hidden are left out. Every step is linear in the length of the page and none recurses.

mod attributes;
mod build;
mod charset;
mod closing;
mod furniture;
mod head;
mod labels;
mod lists;
mod mhtml;
mod names;
mod open;
mod out;
mod page;
#[cfg(test)]
mod properties;
mod row;
mod style;
mod tags;
#[cfg(test)]
mod tests;
mod tree;
mod walk;
mod xhtml;

use std::ops::Range;

use super::{Content, MAX_ENTRY, MAX_TEXT, Note, Trouble};
use page::Page;

/// Reads a page, or the page in a web archive (MHTML). `encoding` is obeyed if it is a known name.
///
/// # Errors
/// [`Trouble::Limit`] for a page that is too large or gives too much text;
/// [`Trouble::Unsupported`] for a web archive without a page.
pub fn read(bytes: &[u8], encoding: Option<&str>) -> Result<Content, Trouble> {
    if bytes.len() as u64 > MAX_ENTRY {
        let message = format!("a page of more than {} MiB", MAX_ENTRY >> 20);
        return Err(Trouble::Limit(message));
    }
    if mhtml::is_mhtml(bytes) {
        let part = mhtml::page(bytes)
            .ok_or_else(|| Trouble::Unsupported("a web archive without a page".into()))?;
        return read_page(&part.bytes, encoding.or(part.charset.as_deref()));
    }
    read_page(bytes, encoding)
}

/// Whether the bytes are a web archive that [`read`] reads.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    mhtml::is_mhtml(bytes)
}

fn read_page(bytes: &[u8], encoding: Option<&str>) -> Result<Content, Trouble> {
    let (decoded, doubt) = charset::decode_page(bytes, encoding);
    let mut notes = Vec::new();
    if let Some(word) = doubt {
        let read = decoded.encoding.name();
        notes.push(note(
            "encoding_contradicted",
            format!("the page says {word}, its bytes are {read}"),
        ));
    }
    if decoded.replaced > 0 {
        let message = format!("{} places could not be read", decoded.replaced);
        notes.push(note("unreadable_bytes", message));
    }
    let tree = build::build(&xhtml::as_html(&decoded.text));
    drop(decoded);
    if tree.overfull {
        let message = format!("a page of more than {} elements", build::MAX_NODES);
        return Err(Trouble::Limit(message));
    }
    content(&Page::new(tree), notes)
}

fn content(page: &Page, mut notes: Vec<Note>) -> Result<Content, Trouble> {
    let head = head::metadata(&page.tree.metas);
    let head_len = head.len();
    let mut walked = walk::walk(page, head)?;
    if is_all_furniture(&walked.text, head_len, &walked.furniture) {
        walked.furniture.clear();
    }
    let body = walked.text.get(head_len..).unwrap_or_default();
    let title = head::missing_title(&page.tree.title, body);
    if let Some(title) = title.filter(|_| page.all().headings == 0) {
        let line = title + "\n";
        walked.text.insert_str(head_len, &line);
        for range in &mut walked.furniture {
            *range = range.start + line.len()..range.end + line.len();
        }
    }
    if walked.text.len() > MAX_TEXT {
        let message = format!("more than {} MiB of text", MAX_TEXT >> 20);
        return Err(Trouble::Limit(message));
    }
    if page.tree.unclosed {
        let message = "a comment, script or style has no end and hides the rest of the page";
        notes.push(note("unclosed_markup", message.into()));
    }
    if page.reveals() {
        let message = "most of the text is marked as hidden and was read all the same";
        notes.push(note("hidden_text", message.into()));
    }
    if walked.nuls > 0 {
        let message = format!("{} NUL characters were left out", walked.nuls);
        notes.push(note("nul_characters", message));
    }
    Ok(Content {
        text: walked.text,
        furniture: walked.furniture,
        notes,
        ..Content::default()
    })
}

fn note(code: &str, message: String) -> Note {
    Note {
        code: code.into(),
        message,
    }
}

/// Whether nothing but white space stands outside the furniture and behind the metadata.
fn is_all_furniture(text: &str, head: usize, furniture: &[Range<usize>]) -> bool {
    let mut at = head;
    let mut outside = 0;
    for range in furniture {
        outside += page::visible(text.get(at..range.start).unwrap_or_default());
        at = range.end;
    }
    outside + page::visible(text.get(at..).unwrap_or_default()) == 0
}
