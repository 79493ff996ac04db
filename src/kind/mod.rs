//! Tells a document's kind, with the places that show it.

mod head;
mod list;
mod message;
mod news;
mod norm;
mod official;
mod page;
mod reply;
mod report;

use std::ops::Range;

use crate::document::Document;
use crate::record::Kind;

pub use list::is_list_of_replies;
pub use message::{is_caption_end, is_message_head};
pub use news::{is_commentator, opens_local_report};
pub use norm::{norm_cues, notes_adoption};
pub use official::{names_bulletin, without_footnote};
pub use reply::{may_answer, opens_as_letter};
pub use report::report_subtitle;

/// A kind and its cues, as bytes of the match view.
#[derive(Debug, Clone)]
pub struct Kinded {
    /// The kind.
    pub kind: Kind,
    /// What shows it.
    pub cues: Vec<Range<usize>>,
}

/// What shows a kind in a document; nothing where it is of another kind.
type Cues = fn(&Document) -> Vec<Range<usize>>;

impl Kinded {
    /// No kind yet.
    pub fn unknown() -> Kinded {
        Kinded {
            kind: Kind::Other,
            cues: Vec::new(),
        }
    }

    /// Looks at a document's lines, labels and layout; the first kind in question that shows itself wins.
    pub fn of(document: &Document) -> Kinded {
        if list::is_list_of_replies(document) {
            return Kinded::unknown();
        }
        let tests: [(Kind, Cues); 5] = [
            (Kind::WorkReport, report::report_cues),
            (Kind::NewspaperArticle, news::news_cues),
            (Kind::ProposalPage, page::page_cues),
            (Kind::ProposalReply, reply::reply_cues),
            (Kind::OfficialDocument, official::official_cues),
        ];
        for (kind, find) in tests {
            let cues = find(document);
            if !cues.is_empty() {
                return Kinded { kind, cues };
            }
        }
        Kinded::unknown()
    }
}
