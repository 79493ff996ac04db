//! A document's kind 类型, with the places that show it.
//!
//! proposal_reply 提案答复: speaks to members or deputies, or names the proposal that it answers.
//! proposal_page 提案: the page or form of a proposal, with its answer or without.
//! official_document 公文: has a number, a title of one of its kinds, or organs that it speaks to.
//! work_report 工作报告: a report or speech with its audience.
//! newspaper_article 报道: a message head (本报讯), a byline, a source that is a paper.
//! other 其他: nothing of this; lists of replies too.
//! The first kind in the order report, article, page, reply, document that shows itself counts.

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
use crate::rules::opening_comment;

pub use list::is_list_of_replies;
pub use message::{
    begins_with_writers, heads_whole_report, is_caption_end, is_message_head, names_reporters,
    reporter_above,
};
pub use news::{continues_page, is_commentator, opens_local_report};
pub use norm::{NORMS, names_norm, norm_cues, notes_adoption};
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

/// What `schema --field kind` prints: the opening comment of this file.
pub fn page() -> String {
    opening_comment(include_str!("mod.rs"))
}

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
