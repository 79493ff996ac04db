//! What shows a reply to a proposal: its title, the persons it speaks to, its opening.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::head::{HEAD_LINES, OPENING, head, whole};
use super::message::is_message_head;
use crate::document::{Document, Line, Page};
use crate::pattern::pattern;
use crate::text::CharSet;
use crate::values::proposal::by_member;
use crate::values::reply_title::titles_reply;
use crate::values::salutation;
use crate::values::words::find_word;

/// Whether a page opens as a letter does: a title that answers, then persons spoken to.
pub fn opens_as_letter(page: &Page) -> bool {
    let mut answered = false;
    for line in page.lines.iter().take(HEAD_LINES) {
        let text = &page.matched.as_str()[line.range.clone()];
        if answered
            && salutation::may_name_persons(line.chars)
            && salutation::persons(text).is_some()
        {
            return true;
        }
        answered |= may_answer(line.chars) && text.chars().nth(120).is_none() && titles_reply(text);
        if is_message_head(text, line.chars) {
            return false;
        }
    }
    false
}

/// Whether a line with these characters may be a reply's title, or the first line of one.
pub fn may_answer(chars: CharSet) -> bool {
    chars.has_any(const { CharSet::of("案议见") })
}

/// What shows a letter that answers proposals: its title, or whom it speaks to and its first sentence.
pub(super) fn reply_cues(document: &Document) -> Vec<Range<usize>> {
    let title = head(document).find(|&index| titles_answer(document, index));
    let persons = document.layout.salutation.as_ref();
    let persons = persons.filter(|(_, found)| found.is_to_member());
    let opening = reply_opening(document);
    match (title, persons, opening) {
        (Some(title), _, _) => vec![whole(document, title)],
        (None, Some((_, found)), Some(opening)) => vec![found.range.clone(), opening],
        (None, Some((_, found)), None) if document.lines.len() < 40 => vec![found.range.clone()],
        (None, None, Some(opening)) if speaks_to_organ(document, &opening) => vec![opening],
        (None, None, Some(opening)) if lost_its_head(document, &opening) => vec![opening],
        _ => Vec::new(),
    }
}

/// Whether a line of the head, alone or with the next one, is the title of an answer to a proposal.
fn titles_answer(document: &Document, index: usize) -> bool {
    let line = document.line(index);
    let below = document.page.lines.get(index + 1);
    let both = [Some(&document.page.lines[index]), below];
    // 答复, 回覆, 复函, 的函, 会办意见, 办理情况: what else the pattern, which is dear, needs.
    let may_end = |line: &&Line| {
        line.chars.has_any(const { CharSet::of("复覆办") })
            || document.page.matched.as_str()[line.range.clone()].contains('函')
    };
    if !both.iter().flatten().any(|line| may_answer(line.chars))
        || !both.iter().flatten().any(may_end)
        || is_told_or_listed(line)
    {
        return false;
    }
    let below = below.filter(|_| !document.layout.is_furniture(index + 1));
    let two = below.map_or("", |_| document.line(index + 1));
    let two = if two.contains(['|', '\t']) { "" } else { two };
    let answers = |title: &str| titles_reply(title) && names_proposal(title);
    let answers_on_two = || {
        // The letter's own number above a title is no proposal's.
        let numbered = document.numbers(index).next().is_some();
        let follows = !two.is_empty() && two.chars().nth(39).is_none() && !numbered;
        follows && !is_blank_form(two) && answers(&[line, two].concat())
    };
    (answers(line) || answers_on_two()) && !is_blank_form(line)
}

/// Whether a line is a sentence, the name of a meeting, or a row of a table, which names many a document.
fn is_told_or_listed(line: &str) -> bool {
    let cells = || {
        line.split(['|', '\t'])
            .filter(|cell| !cell.trim().is_empty())
    };
    line.contains('。') && !line.starts_with(['关', '对'])
        || line.contains(['|', '\t']) && cells().nth(4).is_some()
        || line.contains(['?', '!'])
        || line.ends_with('会')
}

/// Whether a title is a form's, or that of a letter whose numbers are not filled in: `答复函格式（样式）`,
/// `对市×届人大×次会议第××号建议的答复`.
fn is_blank_form(line: &str) -> bool {
    let name = line.trim_end_matches(')');
    let forms = ["格式", "样式", "式样", "样本", "模板", "范本"];
    if forms.iter().any(|word| name.ends_with(word)) {
        return true;
    }
    let blank = |c: char| matches!(c, '×' | 'X' | 'Ⅹ' | '○' | '_');
    let session = line.split_once('届');
    let session = session.is_some_and(|(term, _)| term.ends_with(blank));
    let number = line.match_indices('第');
    session || { number }.any(|(at, di)| {
        let mut behind = line[at + di.len()..].chars();
        // 第○○八号 has a number.
        let two = behind.next().is_some_and(blank) && behind.next().is_some_and(blank);
        two && behind.find(|c| !blank(*c)) == Some('号')
    })
}

/// Whether a letter speaks to somebody of a proposal, and not to a citizen who wrote a letter.
fn speaks_to_organ(document: &Document, opening: &Range<usize>) -> bool {
    let opens = document.text(document.line_start(document.layout.body)..opening.end);
    if !["提案", "建议", "议案"]
        .iter()
        .any(|word| opens.contains(word))
    {
        return false;
    }
    // A plan or a notice may speak of a proposal and of its handling.
    let notice = |index: usize| {
        document.line(index).contains("关于") && document.line(index).ends_with("通知")
    };
    if head(document).any(notice) {
        return false;
    }
    // Who asks for records may ask for those of a proposal.
    if opens.contains("信息公开") {
        return false;
    }
    let citizens = ["朋友", "网友", "市民", "先生", "女士", "来信人", "同志"];
    document
        .layout
        .salutation
        .as_ref()
        .is_some_and(|(_, found)| {
            let text = document.text(found.range.clone());
            !citizens.iter().any(|word| text.contains(word))
        })
}

/// Whether a text begins as a letter goes on behind its salutation, with a proposal by its name:
/// `您提出的《关于…的提案》收悉`.
fn lost_its_head(document: &Document, opening: &Range<usize>) -> bool {
    /// A body's proposal, told of as news tell it.
    static OF_BODY: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^政协[^。,《]{4,40}会议的?(?:集体|党派|界别|委员)?提案《"));
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^[您你]们?(?:在[^。《]{0,40})?提出的(?:关于)?《[^》]{4,80}(?:提案|建议|议案)》")
    });
    // What news tell of is answered here all the same: `现答复如下：`.
    let answers = |index: usize| {
        let line = document.line(index);
        ["现答复如下:", "现答复如下。", "现回复如下:", "现回复如下。"]
            .iter()
            .any(|end| line.ends_with(end))
            && !line.contains("记者")
    };
    let first = document.layout.first_own;
    let top = first..document.lines.end.min(first + 3);
    top.into_iter().any(|index| {
        document.line_start(index) <= opening.start
            && opening.end <= document.line_start(index) + document.line(index).len()
            && (NAMED.is_match(document.line(index))
                || answers(index)
                    && (told_at_once(document.line(index))
                        || OF_BODY.is_match(document.line(index))))
    })
}

/// Whether a line begins with the member who proposed, or with the session at which that was.
fn told_at_once(line: &str) -> bool {
    by_member(line).is_some_and(|(_, at)| {
        let before = &line[..at];
        let session =
            before.starts_with('在') && (before.ends_with("会上") || before.ends_with("会议上"));
        before.is_empty() || session && !before.contains(['。', ',', '《'])
    })
}

/// Whether a title names a proposal by number, or quotes one, so that it answers it.
fn names_proposal(line: &str) -> bool {
    let words = ["提案", "次会", "代表建议", "委员", "关于答复"];
    line.contains('号') || words.iter().any(|word| line.contains(word)) || quotes_proposal(line)
}

/// Whether the name of a proposal stands in the marks 《 》.
fn quotes_proposal(line: &str) -> bool {
    let names = ["建议", "提案", "议案", "意见"];
    let mut quoted = line.split('》');
    // Behind the last mark nothing is quoted.
    quoted.next_back();
    quoted.any(|quoted| {
        let before = names.iter().find_map(|name| quoted.strip_suffix(name));
        before.is_some_and(|before| before.contains('《'))
    })
}

pub(super) fn has_reply_opening(document: &Document) -> bool {
    reply_opening(document).is_some()
}

fn reply_opening(document: &Document) -> Option<Range<usize>> {
    let from = document.layout.body;
    (from..document.lines.end.min(from + 4)).find_map(|index| {
        let line = document.line(index);
        if !document.has_any(index, const { CharSet::of("收复覆办如") }) {
            return None;
        }
        let end = line
            .char_indices()
            .nth(OPENING)
            .map_or(line.len(), |(at, _)| at);
        let mut start = document.line_start(index);
        for sentence in line[..end].split_inclusive('。') {
            if let Some(len) = opens_reply(sentence) {
                return Some(start..start + len);
            }
            start += sentence.len();
        }
        None
    })
}

/// Whether a folded sentence opens a reply (`您提出的…收悉`, `现答复如下`), and how far the words go.
fn opens_reply(sentence: &str) -> Option<usize> {
    // A look or two tell of most sentences: each way needs one of these, and one of those.
    let speaks = |c| matches!(c, '现' | '悉' | '您' | '你' | '代' | '委' | '贵');
    let answers = |c| matches!(c, '收' | '复' | '覆' | '办' | '如');
    if !sentence.contains(speaks) || !sentence.contains(answers) {
        return None;
    }
    let end = |words: &[&str]| {
        words
            .iter()
            .filter_map(|word| find_word(sentence, word).map(|at| at + word.len()))
            .min()
    };
    let now = ["答复如下", "答覆如下", "回复如下", "答复意见如下"];
    let below = sentence.contains("如下");
    if below
        && sentence.contains('现')
        && let Some(end) = end(&now)
    {
        return Some(end);
    }
    let about = ["提案", "建议", "议案"]
        .iter()
        .any(|word| sentence.contains(word));
    // What another organ is told, for its answer: `现将…第22号建议…函告如下`.
    let told = [
        "函告如下",
        "函复如下",
        "复函如下",
        "会办意见如下",
        "协办意见如下",
    ];
    if about
        && below
        && sentence.contains('号')
        && let Some(end) = end(&told)
    {
        return Some(end);
    }
    if about && let Some(end) = end(&["收悉"]) {
        return Some(end);
    }
    // Somebody proposed, and then it was answered: 您提出的 … 办理.
    let who = ["您", "你", "代表", "委员", "贵"]
        .iter()
        .filter_map(|word| find_word(sentence, word))
        .min()?;
    let told = ["提出", "提交", "反映", "建议"]
        .iter()
        .filter_map(|word| find_word(&sentence[who..], word))
        .min()?
        + who;
    let done = ["收悉", "答复", "答覆", "回复", "办理", "如下"];
    // News speak of deputies' suggestions and of how they are handled, too.
    let spoken_to = ["您", "你", "贵"]
        .iter()
        .any(|word| sentence.contains(word));
    let done = done.iter().filter(|word| spoken_to || **word != "办理");
    let behind = &sentence[told..];
    done.filter_map(|word| find_word(behind, word).map(|at| told + at + word.len()))
        .min()
}
