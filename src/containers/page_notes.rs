//! Notes that hold for some pages.

use super::Note;

/// How many pages are named.
const NAMED: usize = 20;

impl Note {
    /// One note for all the pages it holds for, given from 0 and named from 1; `None` for no page.
    pub(super) fn of_pages(code: &str, message: &str, pages: &[usize]) -> Option<Note> {
        let named = pages.iter().take(NAMED).map(|page| (page + 1).to_string());
        let mut list = named.collect::<Vec<_>>().join(", ");
        if pages.len() > NAMED {
            list.push_str(&format!(" and {} more", pages.len() - NAMED));
        }
        (!pages.is_empty()).then(|| Note {
            code: code.to_owned(),
            message: format!("{message}: page {list}"),
        })
    }
}
