//! What shows the page or form of a proposal itself.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::head::{head, whole};
use super::reply::{has_reply_opening, may_answer};
use crate::document::Document;
use crate::pattern::pattern;
use crate::text::CharSet;
use crate::values::proposal::SERIAL_BEHIND_ORDINAL;
use crate::values::reply_title::titles_reply;

static PROPOSAL_HEADING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?:[\p{{Han}} ]{{0,20}}第 *{SERIAL_BEHIND_ORDINAL}|\p{{Han}}{{2,16}}届\p{{Han}}{{2,8}}次会议 ?\d{{1,4}}) *号(?: *(?:提 *案|建 *议|议 *案))?(?: *\([\p{{Han}} ]{{2,12}}\))?$"
    ))
});

pub(super) fn page_cues(document: &Document) -> Vec<Range<usize>> {
    let any = |key: &str| {
        let mut labels = document.labels.iter();
        labels
            .find(|label| label.key == key)
            .map(|label| label.label.clone())
    };
    let proposers = document
        .labelled("proposers")
        .find(|label| label.line < document.layout.attachments)
        .map(|label| label.label.clone());
    let content = any("content");
    // The proposal and its answer, each behind its label; a citizen's question is answered so too.
    let behind = |reply: &Range<usize>| content.as_ref().is_some_and(|it| it.start < reply.start);
    let salutation = document.layout.salutation.as_ref();
    let to_member = salutation.is_some_and(|(_, found)| found.is_to_member());
    let reply = any("reply").filter(behind).filter(|_| to_member);
    if let Some(answered) = answered_below(document, proposers.as_ref()) {
        return answered;
    }
    // A form names who proposed what; the answer in it may be a whole letter.
    let form = proposers.is_some() && any("reply").is_some() && titles_proposal(document);
    if reply.is_none() && !form && is_letter(document, proposers.as_ref(), content.as_ref()) {
        return Vec::new();
    }
    let heading = head(document).find(|&index| {
        document.has(index, const { CharSet::of("号") })
            && document.line(index).ends_with(['号', '案', '议', ')'])
            && PROPOSAL_HEADING.is_match(document.line(index))
            && !document.layout.has_label(index)
    });
    match (proposers, content, heading) {
        (Some(a), Some(b), _) => vec![a, b],
        (Some(a), None, Some(line)) => vec![a, whole(document, line)],
        (Some(a), None, None)
            if any("proposal_number").is_some()
                || any("proposal_title").is_some()
                || any("reply").is_some()
                || any("session").is_some() && heads_proposal(document)
                || numbers_proposal(document)
                || titles_proposal(document)
                    && (any("undertakers").is_some() || any("result").is_some()) =>
        {
            vec![a]
        }
        (None, Some(b), Some(line)) => vec![b, whole(document, line)],
        (None, Some(b), None) if reply.is_some() => [b].into_iter().chain(reply).collect(),
        (None, Some(b), None) if any("proposal_title").is_some() => vec![b],
        (None, None, None) if salutation.is_none() => below_session(document),
        _ => Vec::new(),
    }
}

/// A proposal's text below its proposers, and its answer below a line that says so: `建议答复`.
fn answered_below(
    document: &Document,
    proposers: Option<&Range<usize>>,
) -> Option<Vec<Range<usize>>> {
    const HEADINGS: [&str; 7] = [
        "建议答复",
        "提案答复",
        "答复内容",
        "答复意见",
        "办理答复",
        "答复情况",
        "办理情况",
    ];
    let first = document.line_at(proposers?.start);
    let (letter, _) = document.layout.salutation.as_ref()?;
    // A letter may be printed with its form above.
    if head(document)
        .take_while(|&index| index < first)
        .any(|index| titles_reply(document.line(index)))
    {
        return None;
    }
    let heading = (first + 1..*letter).rev().find(|&index| {
        let line = document.line(index);
        HEADINGS.contains(&line.trim_end_matches(':'))
    })?;
    let asked = (first + 1..heading)
        .any(|index| document.line(index).ends_with('。') && !document.layout.has_label(index));
    asked.then(|| {
        vec![
            proposers.cloned().unwrap_or_default(),
            whole(document, heading),
        ]
    })
}

/// A proposal printed without its form: its title below the name of the session, and what it asks for.
fn below_session(document: &Document) -> Vec<Range<usize>> {
    static SESSION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\p{Han}{2,24}届\p{Han}{0,12}第?[一二三四五六七八九十]{1,3}次(?:全体)?会议$")
    });
    // Boards and committees meet in sessions too.
    let is_assembly = |line: &str| {
        let of_members = ["政协", "政治协商", "人民代表大会", "人大"];
        let others = ["常务委员会", "常委会", "董事会", "理事会"];
        of_members.iter().any(|word| line.contains(word))
            && !others.iter().any(|word| line.contains(word))
            && SESSION.is_match(line)
    };
    let body = document.layout.body;
    let asks = |index: usize| document.line(index).contains("建议");
    if body < 2 || body >= document.lines.end || !(body..document.layout.body_end).any(asks) {
        return Vec::new();
    }
    let mut above = (document.lines.start + 1..body).rev();
    let title = above.find(|&index| !document.layout.is_furniture(index));
    let title = title.filter(|&index| {
        let line = document.line(index);
        let ends = ["的建议", "的提案", "的议案"];
        // What the committees and the government bring in is no member's.
        let others = ["提请", "报告", "草案", "规划", "计划"];
        line.starts_with("关于")
            && ends.iter().any(|end| line.ends_with(end))
            && !others.iter().any(|word| line.contains(word))
    });
    match title {
        Some(title) if is_assembly(document.line(title - 1)) => {
            vec![whole(document, title - 1), whole(document, title)]
        }
        _ => Vec::new(),
    }
}

/// Whether the page's heading is a proposal's title: `关于…的提案`.
fn heads_proposal(document: &Document) -> bool {
    let mut sessions = document.labelled("session");
    let assembly = sessions.any(|label| document.text(label.value.clone()).contains(['届', '次']));
    assembly
        && head(document).any(|index| {
            let line = document.line(index);
            line.starts_with("关于")
                && ["的提案", "的建议", "的议案"]
                    .iter()
                    .any(|end| line.ends_with(end))
        })
}

/// Whether a label of titles bears a proposal's: `标题：关于…的建议`.
fn titles_proposal(document: &Document) -> bool {
    document.labelled("title").any(|label| {
        let title = document.text(label.value.clone()).trim();
        title.starts_with("关于") && title.ends_with(['案', '议']) && !title.contains('号')
    })
}

/// Whether a number stands behind the label of a page whose title is a proposal's: `编号：第018号`.
fn numbers_proposal(document: &Document) -> bool {
    let mut numbers = document.labelled("number_other");
    let number = |text: &str| text.starts_with('第') && text.ends_with('号');
    let titled = |index: usize| {
        let line = document.line(index);
        let named = line.contains("关于") && line.ends_with("提案");
        named
            || ["的提案", "的建议", "的议案"]
                .iter()
                .any(|end| line.ends_with(end))
    };
    numbers.any(|label| number(document.text(label.value.clone()))) && head(document).any(titled)
}

/// Whether the letter that answers is printed, and the page's labels only stand around it.
fn is_letter(
    document: &Document,
    proposers: Option<&Range<usize>>,
    content: Option<&Range<usize>>,
) -> bool {
    let salutation = document.layout.salutation.as_ref();
    let titles = |index: &usize| !document.layout.has_label(*index);
    if let Some((line, found)) = salutation {
        let above = |label: &Range<usize>| label.start <= document.line_start(*line);
        if found.role.is_some() && !proposers.is_some_and(above) {
            return true;
        }
        // A table of labels alone, and below it the whole letter.
        if found.role.is_some() && content.is_none() && has_reply_opening(document) {
            return true;
        }
        let answers = |index: usize| {
            titles_reply(document.line(index))
                || index + 1 < *line && entitles_with_next(document, index)
        };
        let mut named = head(document)
            .take_while(|index| index < line)
            .filter(titles)
            .filter(|&index| may_answer(document.page.lines[index].chars));
        if named.any(answers) {
            return true;
        }
    }
    // A title that answers stands above the form's labels, and the answer below them.
    let first = [proposers, content].into_iter().flatten();
    let Some(first) = first.map(|label| label.start).min() else {
        return false;
    };
    let mut above = head(document)
        .take_while(|&index| document.line_start(index) < first)
        .filter(titles);
    has_reply_opening(document)
        && above.any(|index| {
            let line = document.line(index);
            line.ends_with(['复', '覆', '函']) && line.contains('号') && titles_reply(line)
        })
}

/// Whether a title that answers is broken behind line `index`: `…第54号` over `建议的答复`.
fn entitles_with_next(document: &Document, index: usize) -> bool {
    let (line, next) = (document.line(index), document.line(index + 1));
    !document.layout.has_label(index + 1)
        && next.ends_with(['复', '覆', '函'])
        && titles_reply(&format!("{line}{next}"))
}
