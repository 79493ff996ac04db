//! Numbers on lines of the head that hold little else.

use std::sync::LazyLock;

use regex::Regex;

use super::shifted;
use crate::document::Document;
use crate::pattern::pattern;
use crate::record::Kind;
use crate::rules::title::{ends_as_title, is_title};
use crate::text::is_numeral;
use crate::values::date::whole_date;
use crate::values::doc_number::{NumberMatch, numbers_proposal};
use crate::values::organ::is_organ;
use crate::values::words::DISCLOSED;

/// Whether a text may stand before a number on its line: a date, brackets, words set apart.
fn may_precede(text: &str) -> bool {
    let of_date = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '-' | '/' | '.' | '年' | '月' | '日' | ' ' | ':' | '(' | '['
            )
    };
    let set_apart = || {
        let words = text.trim_end_matches(' ');
        let plain = !words.contains(['。', ',', ';', '《', '》']);
        // Of spaces alone one is taken for the words.
        let spaces = text.len() - words.len();
        let least = if words.is_empty() { 3 } else { 2 };
        spaces >= least && plain && words.chars().nth(MOST_BEFORE).is_none()
    };
    text.chars().all(of_date) || set_apart()
}

/// How many characters of words may stand before a number.
const MOST_BEFORE: usize = 40;

/// What may stand behind it: a result, a signer, words of disclosure, brackets.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?: *\d{{4}}[-./年]\d{{1,2}}[-./月]\d{{1,2}}日?| *[二一][九〇○零二][\p{{Han}}〇○]{{1,3}}年\p{{Han}}{{1,3}}月\p{{Han}}{{1,4}}日)?[)\]]*(?:[ \t]*[(\[]?[A-E]\d? ?类?[)\]]?)?(?:[ \t]*[(\[]?(?:不?同意公开|公开|{DISCLOSED})[)\]]?)?(?: *[(\[]?(?:签 ?发|领导|办理|类|是否|发布|来源|公开|字体|字号|浏览|打印)[^。]*)?[ )\]。]*$|^(?: {{2,}}|\t)[^。]{{1,60}}$"
    ))
});

/// Whether a text may stand behind a number on its line.
fn may_follow(text: &str) -> bool {
    // What the pattern, which is dear, begins with.
    let begins = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                ' ' | '\t' | '(' | ')' | '[' | ']' | '。' | 'A'..='E' | '二' | '一'
            )
            || matches!(
                c,
                '不' | '免' | '同' | '公' | '主' | '依' | '签' | '领' | '办' | '类'
            )
            || matches!(c, '是' | '发' | '来' | '字' | '浏' | '打')
    };
    text.starts_with(begins) && AFTER.is_match(text)
}

/// Whether a text is a document's own title and the bracket in which its number stands: `关于…的通知（`.
fn opens_behind_title(text: &str) -> bool {
    let title = text
        .strip_suffix(['(', '['])
        .map(|title| title.trim_end_matches(' '));
    // What numbers a proposal, explains a document or tells news of it.
    const OTHERS: [&str; 9] = [
        "建议",
        "提案",
        "议案",
        "解读",
        "起草说明",
        "编制说明",
        "政策说明",
        "修订说明",
        "编写说明",
    ];
    const TOLD: [&str; 5] = ["印发", "发布", "公布", "下发", "出台"];
    title.is_some_and(|title| {
        let title = title.strip_prefix("标题:").unwrap_or(title);
        let entry = title.trim_start_matches(|c: char| c.is_ascii_digit());
        let counts = |c: char| c.is_ascii_digit() || is_numeral(c);
        // `附：…`, `来文：…`, `1.…` name other documents.
        let appended = title.strip_prefix('附').is_some_and(|rest| {
            rest.starts_with([' ', ':', '件', '录', '表']) || rest.starts_with(counts)
        });
        let news = ["近日", "日前"].iter().any(|word| {
            let behind = title.split_once(word).map(|(_, behind)| behind);
            behind.is_some_and(|behind| TOLD.iter().any(|verb| behind.contains(verb)))
        });
        let other = appended
            || entry.len() < title.len() && entry.starts_with(['.', '、', ')', ' '])
            || title.contains([':', '。'])
            || news
            || title.ends_with("》的说明")
            || OTHERS.iter().any(|kind| title.ends_with(kind));
        !other && ends_as_title(title)
    })
}

/// Behind so many numbers on its line none is the document's own.
const MOST_OF_LINE: usize = 8;

/// A line of the head with more characters lost its line breaks.
const LOST_BREAKS: usize = 60;

/// Whether an office and a day are all that stands behind a number, as on the line of a page's table.
fn is_signed(after: &str) -> bool {
    let mut parts = after.split_whitespace().peekable();
    parts.peek().is_some() && parts.all(|part| is_organ(part) || whole_date(part).is_some())
}

/// Numbers on lines of the head that hold little else.
pub(super) fn head_numbers(document: &Document) -> Vec<(&'static str, NumberMatch)> {
    let lines = &document.lines;
    let body = document.layout.body.clamp(lines.start, lines.end);
    let lists = lists_documents(document);
    let mut found = Vec::new();
    for index in lines.start..body {
        if !names_related_files(document, index) {
            found.extend(numbers_of_line(document, index, lists));
        }
    }
    // The body may begin behind a note in brackets: `（1985年5月4日云政〔1985〕38号）  根据…`.
    if body < lines.end && document.line(body).starts_with('(') {
        found.extend(numbers_of_note(document, body));
    }
    found
}

/// Whether rows that begin with a figure and hold a number make a list of documents.
fn lists_documents(document: &Document) -> bool {
    let row = |&index: &usize| {
        let line = document.line(index);
        line.starts_with(|c: char| c.is_ascii_digit()) && document.numbers(index).next().is_some()
    };
    document.lines.clone().filter(row).nth(2).is_some()
}

/// Whether a line names other documents: `关联文件：…的通知（云发改价〔2022〕15号）`.
fn names_related_files(document: &Document, index: usize) -> bool {
    let mut labels = document.labels_of(index).iter();
    labels.any(|label| label.key == "related_files")
}

/// The numbers of a note in brackets with which a line of the body begins.
fn numbers_of_note(document: &Document, index: usize) -> Vec<(&'static str, NumberMatch)> {
    let line = document.line(index);
    let numbers = document.numbers(index).take(MOST_OF_LINE);
    let own = numbers.filter(|number| {
        let before = &line[..number.range.start];
        line[number.range.end..].starts_with(')') && (before.is_empty() || may_precede(before))
    });
    let start = document.line_start(index);
    let shown = !names_related_files(document, index) && !document.layout.is_furniture(index);
    own.filter(|_| shown)
        .map(|number| ("doc_number", shifted(number.clone(), start)))
        .collect()
}

/// The document's own numbers on a line of the head; the rows of a list of documents are none.
fn numbers_of_line(
    document: &Document,
    index: usize,
    lists: bool,
) -> Vec<(&'static str, NumberMatch)> {
    let line = document.line(index);
    let start = document.line_start(index);
    let numbers = document.numbers(index).take(MOST_OF_LINE);
    let found = numbers.filter_map(|number| {
        let (before, after) = (&line[..number.range.start], &line[number.range.end..]);
        // A row of a list of documents: its number, a title, the document's number.
        if lists && before.ends_with("  ") && before.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let in_title = || {
            after.trim_matches([')', ']', ' ']).is_empty()
                && !numbers_proposal(&line[number.code.clone()])
                && opens_behind_title(before)
        };
        let rule = if is_own(document, index, before, after) {
            "doc_number"
        } else if in_title() {
            "doc_number_in_title"
        } else {
            return None;
        };
        (!document.layout.is_furniture(index)).then(|| (rule, shifted(number.clone(), start)))
    });
    found.collect()
}

/// Whether a number between two texts of its line in the head is the document's own: alone, beside its title,
/// or between a day and a result.
fn is_own(document: &Document, index: usize, before: &str, after: &str) -> bool {
    let told = document.kind.kind != Kind::Other;
    let before_title = || {
        told && before.is_empty()
            && (after.starts_with([' ', '对']) || after.starts_with("关于"))
            && is_title(after.trim())
    };
    let behind_title = || {
        told && (after.is_empty() || is_signed(after))
            && (before.contains("关于") || before.contains("印发"))
            && is_title(before.trim_end())
    };
    // A text that lost its line breaks begins with its number.
    let opens_text = || {
        index == document.layout.first_own
            && document.kind.kind == Kind::OfficialDocument
            && before.is_empty()
            && after.starts_with(' ')
            && document.line(index).chars().nth(LOST_BREAKS).is_some()
    };
    let alone =
        || (before.is_empty() || may_precede(before)) && (after.is_empty() || may_follow(after));
    alone() || behind_title() || before_title() || opens_text()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same as a pattern.
    static BEFORE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^[\d\-/.年月日 :(\[]*$|^[^。,;《》]{1,40} {2,}$"));

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn what_precedes_is_what_the_pattern_finds(
            text in " {0,3}[0-9年月(-]{0,4}[甲。, ]{0,4}(甲{38,41})? {0,4}"
        ) {
            prop_assert_eq!(may_precede(&text), BEFORE.is_match(&text), "{}", text);
        }
    }
}
